//! What was broken: kept states, bans, deposits, duties held to be broken, and conditions that carry
//! consequences.

use super::consequences::Followed;
use super::duties::{Case, is_void};
use super::ledger::{ActionRef, Bearer, BreachRow, Instance};
use super::run::{Run, Scope};
use super::timeline::{Span, beginning, both};
use super::trace::Trace;
use super::value::{Value, merge_needs};
use crate::compile::book::{Act, NodeId, NormRow, Rows};
use crate::evaluate::{BreachState, Few, Need, ObligationState};
use crate::model::{BodyRef, Party, Subject};
use crate::register::{AgreementId, EventId};
use crate::value::{Date, Exact};

impl BreachRow {
    /// A breach since a day, or one that may be, where something is undecided.
    pub fn new(case: Case<'_>, action: ActionRef, since: Date, first: &Value) -> Self {
        let needs = first.open().map_or(Vec::new(), |open| open.needs.clone());
        Self {
            norm: case.id,
            place: case.norm.place,
            action,
            bearer: case.bearer,
            since,
            missed: None,
            instance: None,
            sure: first.is_yes(),
            uncounted: false,
            is_item: true,
            deemed: false,
            ongoing: false,
            until: None,
            needs,
            open: Vec::new(),
            doubts: Vec::new(),
            lines: Vec::new(),
            repairs: Vec::new(),
            suspensions: Vec::new(),
            verdict: BreachState::Breach,
        }
    }

    /// It lasts for a span; without an end, to the last day asked about.
    fn lasting(mut self, span: &Span) -> Self {
        (self.ongoing, self.until) = (span.until.is_none(), span.until);
        self
    }
}

impl<'a, T: Trace> Run<'a, T> {
    /// A new breach, found by its norm later. Its row.
    pub fn add_breach(&mut self, breach: BreachRow) -> usize {
        let at = self.ledger.breaches.len();
        let key = (breach.norm, at);
        let place = self.ledger.by_norm.partition_point(|known| *known < key);
        self.ledger.by_norm.insert(place, key);
        self.ledger.breaches.push(breach);
        at
    }

    /// Breaches of duties whose last day has passed without an act, or may have.
    pub fn missed_duties(&mut self) {
        for at in 0..self.ledger.instances.len() {
            let instance = self.ledger.instances.get(at);
            let breach = instance.and_then(|instance| breach_of(at, instance, self.query.on));
            if let Some(breach) = breach {
                self.add_breach(breach);
            }
        }
    }

    /// `应当保持`: a breach for each span of days on which the state is false.
    pub fn keep(&mut self, case: Case<'a>) {
        let scope = case.bearer.scope;
        let (first, last) = self.force_span(case.norm, scope);
        let Some(first) = first else {
            return self.ask_for_start(case);
        };
        let Some((from, _)) = self.first_span(case, (first, last)) else {
            return;
        };
        for span in self.spells(case, (from, last)) {
            let action = ActionRef::Norm(case.id);
            let mut breach = BreachRow::new(case, action, span.from, &span.first);
            breach.is_item = span.first.is_yes();
            self.add_breach(breach.lasting(&span));
        }
        if self.is_kept_by_a_later_version(case) {
            return;
        }
        let rows = self.breaches_of_versions(case);
        let rows = rows.iter().filter_map(|at| self.ledger.breaches.get(*at));
        let (mut state, mut needs) = (ObligationState::InEffect, Vec::new());
        for breach in rows {
            if breach.sure {
                (state, needs) = (ObligationState::Violated, Vec::new());
                break;
            }
            if state == ObligationState::InEffect {
                (state, needs) = (ObligationState::Undetermined, breach.needs.clone());
            }
        }
        let from = self.first_kept(case, from);
        self.ledger.instances.push(Instance {
            state,
            needs,
            ..standing_duty(case, from)
        });
    }

    /// Each matching event inside force is a breach of its own.
    pub fn ban(&mut self, case: Case<'a>, event: EventId, during: Option<NodeId>) {
        let scope = case.bearer.scope;
        let (from, to) = self.force_span(case.norm, scope);
        let acts: Few<(Date, Option<u16>)> = self
            .acts(event, scope, from, to)
            .filter(|(_, act)| scope.member.is_none() || act.by == scope.member)
            .map(|(_, act)| (act.on, act.by))
            .collect();
        for (on, by) in acts {
            let holds = self.is_banned(case, on, during);
            let holds = self.unless_permitted(case, event, (on, by), holds);
            if !holds.is_no() {
                self.add_breach(BreachRow::new(case, ActionRef::Norm(case.id), on, &holds));
            }
        }
    }

    fn is_banned(&mut self, case: Case<'a>, on: Date, during: Option<NodeId>) -> Value {
        let holds = self.norm_applies(case.norm, on, case.bearer.scope);
        match during.filter(|_| !holds.is_no()) {
            Some(during) => {
                let during = self.value(during);
                both(&holds, during)
            }
            None => holds,
        }
    }

    /// Of a ban on what nothing records it stays open whether it was broken.
    pub fn unrecorded_ban(&mut self, case: Case<'a>) {
        let holds = self.norm_applies(case.norm, self.query.on, case.bearer.scope);
        let action = self.action(ActionRef::Norm(case.id));
        if let Some(action) = action.filter(|_| !holds.is_no()) {
            let need = self.unrecorded(&action);
            self.ask(case.norm.place, vec![need]);
        }
    }

    /// `签订时应当缴纳`: on the day of signing.
    pub fn pay_deposit(&mut self, case: Case<'a>, kind: AgreementId, amount: NodeId) {
        let scope = case.bearer.scope;
        let Some(records) = self.agreements_of(kind) else {
            return;
        };
        for (at, record) in records {
            let is_own = scope.agreement.is_none_or(|own| own == at);
            let Some(signed) = record.signed.filter(|day| is_own && *day <= self.query.on) else {
                continue;
            };
            let holds = self.norm_applies(case.norm, signed, scope);
            if holds.is_no() {
                continue;
            }
            let owed = self.value(amount);
            let paid = record
                .deposit
                .map(|paid| Exact::from_int(i128::from(paid.fen())));
            let (state, needs) = match (paid, owed.known_number(), &holds) {
                (_, _, Value::Open(open)) => (ObligationState::Undetermined, open.needs.clone()),
                (Some(paid), Some(owed), _) if paid >= owed => (ObligationState::Fulfilled, vec![]),
                (Some(_), Some(_), _) if signed < self.query.on => {
                    (ObligationState::Violated, vec![])
                }
                (Some(_), Some(_), _) => (ObligationState::InEffect, vec![]),
                (None, _, _) => (ObligationState::Undetermined, vec![Need::DepositPaid(kind)]),
                (Some(_), None, _) => (
                    ObligationState::Undetermined,
                    owed.open().map_or(Vec::new(), |open| open.needs.clone()),
                ),
            };
            let is_done = state == ObligationState::Fulfilled;
            self.ledger.instances.push(Instance {
                window: (signed, Some(signed)),
                state,
                needs,
                act: is_done.then_some((usize::MAX, signed)),
                since: signed
                    .succ_opt()
                    .filter(|since| *since <= self.query.on && !is_done),
                ..standing_duty(case, signed)
            });
        }
    }

    /// Consequences of conditions, and duties held to be broken while a condition holds.
    pub fn condition(&mut self, id: u32) {
        let book = self.book;
        let Some(norm) = book.norms.get(id as usize) else {
            return;
        };
        if norm.force.never || is_void(&norm.void, self.query.on) {
            return;
        }
        self.perhaps_suspended(id, norm);
        for bearer in self.bearers(norm, true) {
            let case = Case { id, norm, bearer };
            let (from, to) = self.force_span(norm, bearer.scope);
            let start = from.unwrap_or_else(beginning);
            for span in self.spells(case, (start, to)) {
                let is_ever = from.is_none() && span.from == beginning();
                match &norm.act {
                    Act::OnCondition(rows) => self.on_condition(case, *rows, &span, is_ever),
                    Act::Deemed(of) if !is_ever => self.deemed(case, of, &span),
                    Act::Deemed(_) => self.ask_for_start(case),
                    Act::Grant(_)
                    | Act::Duty(_)
                    | Act::Keep { .. }
                    | Act::Ban { .. }
                    | Act::Encourage
                    | Act::OnBreach { .. }
                    | Act::PayDeposit { .. }
                    | Act::RefundAtEnd(_)
                    | Act::Permit(_)
                    | Act::Share(_)
                    | Act::Priority(_)
                    | Act::Rate { .. } => {}
                }
            }
        }
    }

    /// Suspensions under agreements of which it is not known whether they bind.
    fn perhaps_suspended(&mut self, id: u32, norm: &'a NormRow) {
        let (Act::OnCondition(rows), Some(kind)) = (&norm.act, norm.force.agreement) else {
            return;
        };
        let members = self.own_members.unwrap_or(0);
        for scope in self.unsigned(norm) {
            let scopes: Vec<Scope> = if norm.subject == Subject::Person {
                let people = (0_u16..).take(members);
                people.map(|at| scope.of_member(at)).collect()
            } else {
                vec![scope]
            };
            for scope in scopes {
                let bearer = Bearer { scope, body: None };
                let case = Case { id, norm, bearer };
                self.suspend_unsigned(case, *rows, &Need::Signed(kind));
            }
        }
    }

    /// An item without action, since the first day the condition holds.
    fn on_condition(&mut self, case: Case<'a>, rows: Rows, span: &Span, is_ever: bool) {
        let breach = BreachRow::new(case, ActionRef::None, span.from, &span.first);
        let mut breach = breach.lasting(span);
        breach.is_item = !is_ever;
        if is_ever {
            breach.sure = false;
            breach.needs = vec![Need::EffectDate(case.norm.force.document)];
            self.ask(case.norm.place, breach.needs.clone());
        }
        let at = self.add_breach(breach);
        let followed = self.follow(at, case, rows, &Value::YES);
        self.drop_empty_item(at, followed);
    }

    /// A condition of which nothing follows is no item; one of which that is not decided is
    /// undetermined.
    fn drop_empty_item(&mut self, at: usize, followed: Followed) {
        let Some(breach) = self.ledger.breaches.get_mut(at) else {
            return;
        };
        if breach.sure && breach.lines.is_empty() {
            breach.sure = false;
            breach.is_item = !followed.undecided.is_empty();
            breach.needs = Vec::new();
            // The item itself asks.
            breach.open.clear();
        }
        breach.is_item &= followed.may_be;
        if !breach.sure && !followed.is_sure {
            merge_needs(&mut breach.needs, &followed.undecided);
        }
    }

    /// A breach of each of those duties since the first day the condition holds.
    fn deemed(&mut self, case: Case<'a>, of: &[u32], span: &Span) {
        let book = self.book;
        for id in of {
            let Some(norm) = book.norms.get(*id as usize) else {
                continue;
            };
            let is_void = norm.force.never || is_void(&norm.void, self.query.on);
            if is_void || !self.is_version_of(norm, span.from) {
                continue;
            }
            let action = match norm.act {
                Act::Duty(duty) => ActionRef::Duty(duty),
                Act::Grant(_)
                | Act::Keep { .. }
                | Act::Ban { .. }
                | Act::Encourage
                | Act::OnBreach { .. }
                | Act::OnCondition(_)
                | Act::Deemed(_)
                | Act::PayDeposit { .. }
                | Act::RefundAtEnd(_)
                | Act::Permit(_)
                | Act::Share(_)
                | Act::Priority(_)
                | Act::Rate { .. } => ActionRef::Norm(*id),
            };
            let target = Case {
                id: *id,
                norm,
                bearer: case.bearer,
            };
            let mut breach = BreachRow::new(target, action, span.from, &span.first);
            breach.deemed = true;
            self.add_breach(breach.lasting(span));
        }
    }
}

/// The breach an instance is, or may be.
pub(crate) fn breach_of(at: usize, instance: &Instance, on: Date) -> Option<BreachRow> {
    let since = instance.since.filter(|since| *since <= on)?;
    let sure = match instance.state {
        ObligationState::Violated => true,
        ObligationState::Undetermined => false,
        ObligationState::Created
        | ObligationState::InEffect
        | ObligationState::Suspended
        | ObligationState::Fulfilled
        | ObligationState::Discharged
        | ObligationState::Exercised
        | ObligationState::Terminated => return None,
    };
    Some(BreachRow {
        norm: instance.norm,
        place: instance.place,
        action: instance.action,
        bearer: instance.bearer,
        since,
        missed: since.pred_opt(),
        instance: Some(at),
        sure,
        uncounted: false,
        is_item: sure,
        deemed: false,
        ongoing: false,
        until: None,
        needs: instance.needs.clone(),
        open: Vec::new(),
        doubts: Vec::new(),
        lines: Vec::new(),
        repairs: Vec::new(),
        suspensions: Vec::new(),
        verdict: BreachState::Breach,
    })
}

/// A duty without a deadline of its own, toward the village committee.
fn standing_duty(case: Case<'_>, from: Date) -> Instance {
    Instance {
        norm: case.id,
        place: case.norm.place,
        action: ActionRef::Norm(case.id),
        bearer: case.bearer,
        toward: Party::Body(BodyRef::Committee),
        window: (from, None),
        raw: None,
        state: ObligationState::InEffect,
        act: None,
        still_owed: true,
        needs: Vec::new(),
        since: None,
        arose: from,
        counts_from: None,
        taken_over: false,
        rests: Vec::new(),
    }
}
