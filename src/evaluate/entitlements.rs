//! What is due: each benefit for each period and holder, judged on one day.

use chrono::Months;

use super::arithmetic;
use super::duties::is_void;
use super::events::period_kind;
use super::run::{Run, Scope};
use super::timeline::both;
use super::trace::Trace;
use super::value::Value;
use crate::compile::book::{Act, GrantRow, HeadRow, NormRow};
use crate::evaluate::explanation::What;
use crate::evaluate::{Conflict, Entitlement, EntitlementState, Few, Need};
use crate::model::{Label, Operator, Place, Subject};
use crate::value::{Date, Money, Period, PeriodKind};

/// A period, the day on which it is judged, and whether it is asked about.
pub(crate) type Judged = (Period, Date, bool);

/// What a line costs in steps of work, so that their number stays bounded too.
pub(crate) const LINE: u64 = 50;

/// A line with what is needed to adjust it.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub out: Entitlement,
    /// Row of the book's heads.
    pub head: usize,
    /// The norm that won: row of the book's norms.
    pub norm: u32,
    pub scope: Scope,
    /// The day on which it is judged.
    pub on: Date,
    /// It belongs to the span asked about; else it is only counted under a cap.
    pub is_asked: bool,
    /// What is paid is between these.
    pub low: Money,
    pub high: Option<Money>,
    /// What each cap that cut it had been used for before.
    pub used: Vec<(Place, Money)>,
}

/// A sentence that grants, or may.
pub(crate) struct Claim {
    pub norm: u32,
    pub rank: u8,
    pub place: Place,
    pub holds: Value,
    /// None: the text names no amount, or only a ceiling.
    pub amount: Option<Value>,
    /// `最高V`
    pub ceiling: Option<Value>,
}

/// What one holder is owed on a day and on those after it until something changes.
pub(crate) struct Settled {
    pub lines: Few<Line, 1>,
    /// The sentences that contradict each other.
    pub rivals: Vec<Place>,
    /// From this day on it may be another.
    pub until: Date,
}

impl<T: Trace> Run<'_, T> {
    /// All lines, by benefit as the texts name them; sorted later.
    pub fn entitlements(&mut self, lines: &mut Few<Line>, conflicts: &mut Vec<Conflict>) {
        let book = self.book;
        let mut judged = Few::new();
        for (at, head) in book.heads.iter().enumerate() {
            judged.clear();
            self.judged(head, &mut judged);
            let members = self.own_members;
            match (head.person, members) {
                // Where nobody is known, what members are granted is held by the household.
                (false, _) | (true, None) => {
                    self.holder_lines((at, head), Scope::default(), &judged, (lines, conflicts));
                }
                (true, Some(members)) => {
                    for member in (0_u16..).take(members) {
                        let scope = Scope::default().of_member(member);
                        self.holder_lines((at, head), scope, &judged, (lines, conflicts));
                    }
                }
            }
        }
    }

    /// The periods that are asked about or counted by a cap, each with the day it is judged on.
    fn judged(&mut self, head: &HeadRow, judged: &mut Few<Judged>) {
        let kind = period_kind(head.schedule);
        let on = self.query.on;
        if kind == PeriodKind::Once {
            judged.push((Period::Once, on, true));
            return;
        }
        let mut period = Period::containing(kind, self.first_period(head, kind));
        let mut first = period.first_day();
        while let Some(day) = first.filter(|day| *day <= on) {
            // The period after it begins a month or more later.
            let next = kind
                .months()
                .and_then(|months| day.checked_add_months(Months::new(months)));
            let last = next.and_then(|next| next.pred_opt()).unwrap_or(on);
            judged.push((period, last.min(on), last >= self.query.from));
            if let Some(next) = next {
                period = Period::containing(kind, next);
            }
            first = next;
        }
    }

    /// The day from which on periods are looked at: earlier than asked where a cap counts them.
    fn first_period(&self, head: &HeadRow, kind: PeriodKind) -> Date {
        let asked = self.query.from;
        let Some(reach) = head.reach.filter(|reach| self.may_cap(reach.idle_up_to)) else {
            return asked;
        };
        let first = Period::containing(kind, asked);
        let judged = first
            .last_day()
            .map_or(asked, |last| last.min(self.query.on));
        let counted = Period::containing(period_kind(reach.period), judged).first_day();
        counted.map_or(asked, |counted| counted.min(asked))
    }

    /// The lines of one holder. What was settled for one period holds for the next ones too, as
    /// long as nothing it rests on changes.
    fn holder_lines(
        &mut self,
        (at, head): (usize, &HeadRow),
        scope: Scope,
        judged: &[Judged],
        (lines, conflicts): (&mut Few<Line>, &mut Vec<Conflict>),
    ) {
        let mut settled: Option<Settled> = None;
        for one in judged {
            let (period, on, is_asked) = *one;
            if !self.spend(LINE) {
                return self.stop_at(head);
            }
            if settled.as_ref().is_none_or(|settled| on >= settled.until) {
                settled = Some(self.settle(at, head, *one, scope, judged.len() > 1));
            }
            let Some(now) = &settled else { continue };
            for line in &now.lines {
                let mut line = line.clone();
                (line.out.period, line.on, line.is_asked) = (period, on, is_asked);
                lines.push(line);
            }
            if !now.rivals.is_empty() && is_asked {
                conflicts.push(Conflict {
                    head: Label::Benefit(head.benefit),
                    holder: Some(self.holder(scope)),
                    places: now.rivals.clone(),
                });
            }
        }
    }

    /// The work stopped here.
    fn stop_at(&mut self, head: &HeadRow) {
        let norm = head.norms.first().copied();
        let norm = norm.and_then(|norm| self.book.norms.get(norm as usize));
        if let Some(place) = norm.map(|norm| norm.place) {
            self.ask(place, vec![Need::Limit("work")]);
        }
    }

    fn settle(
        &mut self,
        at: usize,
        head: &HeadRow,
        one: Judged,
        scope: Scope,
        looks_ahead: bool,
    ) -> Settled {
        if let Some(split) = self.split_of(head, one.0) {
            return self.split_lines(at, head, one, scope, split);
        }
        if !looks_ahead {
            let (lines, rivals) = self.lines(at, head, one, scope);
            let until = Date::MIN;
            return Settled {
                lines,
                rivals,
                until,
            };
        }
        self.is_exact = true;
        let ((lines, rivals), until) = self.with_horizon(|run| run.lines(at, head, one, scope));
        self.is_exact = false;
        Settled {
            lines,
            rivals,
            until,
        }
    }

    fn blank_line(
        &self,
        place: Place,
        head: &HeadRow,
        period: Period,
        scope: Scope,
    ) -> Entitlement {
        Entitlement {
            place,
            benefit: Label::Benefit(head.benefit),
            holder: self.holder(scope),
            period,
            state: EntitlementState::Due,
            amount: None,
            at_least: Money::ZERO,
            at_most: None,
            payable: Money::ZERO,
            adjustments: Vec::new(),
            needs: Vec::new(),
        }
    }

    /// The lines of one holder for one period: none where no clause grants anything, nor may;
    /// several where they add up. And the places of sentences that contradict each other.
    fn lines(
        &mut self,
        at: usize,
        head: &HeadRow,
        one: Judged,
        scope: Scope,
    ) -> (Few<Line, 1>, Vec<Place>) {
        let (claims, rivals) = self.claims_that_count(head, one.1, scope);
        let line = |claim: &Claim| self.line_of(at, head, one, scope, claim);
        (claims.iter().map(line).collect(), rivals)
    }

    /// The claims of a holder on a day that no other defeats, and the places of sentences that
    /// contradict each other.
    pub fn claims_that_count(
        &mut self,
        head: &HeadRow,
        on: Date,
        scope: Scope,
    ) -> (Few<Claim, 2>, Vec<Place>) {
        self.look_at(on, scope);
        let present = match self.member() {
            Some(member) => self.is_present(member),
            None => self.is_there(),
        };
        if !present {
            return (Few::new(), Vec::new());
        }
        let claims = self.claims(head, on, scope);
        match claims.len() {
            0 | 1 => (claims, Vec::new()),
            _ => self.prevailing_claims(head, &claims, on),
        }
    }

    /// The line of a claim, before anything is taken from it.
    pub fn line_of(
        &self,
        at: usize,
        head: &HeadRow,
        (period, on, is_asked): Judged,
        scope: Scope,
        claim: &Claim,
    ) -> Line {
        let mut line = Line {
            out: self.blank_line(claim.place, head, period, scope),
            head: at,
            norm: claim.norm,
            scope,
            on,
            is_asked,
            low: Money::ZERO,
            high: Some(Money::ZERO),
            used: Vec::new(),
        };
        line.settle(claim);
        line
    }

    /// Every clause of a head that is not switched off, with its amount on the day.
    pub fn claims(&mut self, head: &HeadRow, on: Date, scope: Scope) -> Few<Claim, 2> {
        let book = self.book;
        let mut claims = Few::new();
        for id in &head.norms {
            let Some(norm) = book.norms.get(*id as usize) else {
                continue;
            };
            let Act::Grant(grant) = norm.act else {
                continue;
            };
            if norm.force.never || is_void(&norm.void, self.query.on) {
                continue;
            }
            if !norm.force.as_asked(self.query.on).holds_on(on) {
                self.force_horizon(&norm.force);
                continue;
            }
            match norm.force.agreement {
                None => claims.extend(self.claim(*id, (norm, grant), on, scope)),
                Some(kind) => {
                    self.claims_of_agreements(*id, (norm, grant), kind, on, scope, &mut claims)
                }
            }
        }
        claims
    }

    fn claims_of_agreements(
        &mut self,
        id: u32,
        (norm, grant): (&NormRow, GrantRow),
        kind: crate::register::AgreementId,
        on: Date,
        scope: Scope,
        claims: &mut Few<Claim, 2>,
    ) {
        let Some(records) = self.agreements_of(kind) else {
            // Whether it binds is not known, which the claim itself finds out.
            claims.extend(self.claim(id, (norm, grant), on, scope));
            return;
        };
        for (at, _) in records {
            let scope = Scope {
                agreement: Some(at),
                ..scope
            };
            claims.extend(self.claim(id, (norm, grant), on, scope));
        }
    }

    fn claim(
        &mut self,
        id: u32,
        (norm, grant): (&NormRow, GrantRow),
        on: Date,
        scope: Scope,
    ) -> Option<Claim> {
        let benefit = grant.benefit;
        self.look_at(on, scope);
        self.trace.open(|| What::Clause(norm.place));
        let force = self.in_force(&norm.force);
        let nobody_known = norm.subject == Subject::Person && self.home.members.is_none();
        let holds = if force.is_no() {
            force
        } else if nobody_known {
            both(&force, Value::missing(Need::Members))
        } else {
            let holds = self.applies(norm.guard);
            both(&force, holds)
        };
        self.trace.close(&holds);
        if holds.is_no() {
            return None;
        }
        let (amount, row) = match grant.amount.filter(|_| !nobody_known) {
            Some(body) => {
                self.trace.open(|| What::Amount(benefit));
                let (value, row) = self.body(body, &Need::Amount(norm.place));
                let amount = self.for_each(grant, value);
                self.trace.close(&amount);
                (Some(amount), row)
            }
            None => (None, None),
        };
        let (amount, ceiling) = if grant.up_to {
            (None, amount)
        } else {
            (amount, None)
        };
        let place = row.unwrap_or(norm.place);
        Some(Claim {
            norm: id,
            rank: self.rank(norm),
            place,
            holds,
            amount,
            ceiling,
        })
    }

    fn rank(&self, norm: &NormRow) -> u8 {
        let document = self.book.documents.get(norm.force.document.index());
        document.map_or(0, |document| document.rank)
    }

    /// `每人`: times the members present.
    fn for_each(&mut self, grant: GrantRow, value: Value) -> Value {
        if !grant.each_person {
            return value;
        }
        let members = self.count(None);
        self.trace.open(|| {
            let count = members.known_number().and_then(|count| count.to_integer());
            What::EachMember(
                count
                    .and_then(|count| u32::try_from(count).ok())
                    .unwrap_or(0),
            )
        });
        self.trace.close(&members);
        match members.known_number() {
            // A number of people is not below 0, so each bound grows by itself.
            Some(count) => arithmetic::monotone(&value, |each| each.checked_mul(count)),
            None => arithmetic::arithmetic(Operator::Times, &value, &members),
        }
    }
}
