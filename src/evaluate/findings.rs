//! The lines of an outcome, from what was worked out: which are shown, in which order, with totals.

use super::entitlements::Line;
use super::ledger::{Bearer as Who, BreachRow, Instance};
use super::run::Run;
use super::trace::Trace;
use super::value::merge_needs;
use crate::compile::book::Force;
use crate::evaluate::{
    Bearer, Breach, BreachState, Conflict, ConsequenceKind, EntitlementState, Few, Findings, Need,
    Obligation, ObligationState, Open, PriorityState, VoidLine,
};
use crate::model::{DefinitionId, Party, Place};
use crate::register::Owner;
use crate::value::Date;

/// Where each line of the outcome comes from: rows of lines, instances and breaches.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    pub entitlements: Few<usize>,
    pub obligations: Few<usize>,
    pub breaches: Few<usize>,
}

impl<T: Trace> Run<'_, T> {
    /// Sorted lines, each list with the rows it was made from.
    pub fn findings(&mut self, lines: &[Line], conflicts: Vec<Conflict>) -> (Findings, Sources) {
        let mut out = Findings {
            conflicts,
            ..Findings::default()
        };
        let mut sources = Sources::default();
        self.verdicts();
        self.show_entitlements(lines, &mut out, &mut sources);
        self.show_obligations(&mut out, &mut sources);
        self.show_breaches(&mut out, &mut sources);
        self.show_ineffective(&mut out);
        self.show_voids(&mut out);
        self.contradicted_definitions(&mut out);
        self.points(&mut out);
        out.conflicts
            .sort_by(|a, b| a.places.cmp(&b.places).then(a.holder.cmp(&b.holder)));
        out.conflicts.dedup();
        self.deposits(&mut out);
        self.priorities(&mut out);
        self.show_open(&mut out);
        (out, sources)
    }

    fn show_entitlements(&self, lines: &[Line], out: &mut Findings, sources: &mut Sources) {
        let mut shown: Few<usize> = (0..lines.len())
            .filter(|at| lines.get(*at).is_some_and(|line| line.is_asked))
            .collect();
        shown.sort_by_key(|at| lines.get(*at).map(Line::order));
        for at in &shown {
            let Some(line) = lines.get(*at) else { continue };
            if line.out.state == EntitlementState::Due {
                out.due = out.due.checked_add(line.out.payable).unwrap_or(out.due);
            }
            out.entitlements.push(line.out.clone());
        }
        sources.entitlements = shown;
    }

    /// Duties and breaches only, of the village and its bodies.
    pub fn body_findings(&mut self) -> Findings {
        let (mut out, mut sources) = (Findings::default(), Sources::default());
        self.verdicts();
        self.show_obligations(&mut out, &mut sources);
        self.show_breaches(&mut out, &mut sources);
        self.show_ineffective(&mut out);
        self.show_open(&mut out);
        out
    }

    fn show_obligations(&self, out: &mut Findings, sources: &mut Sources) {
        let (from, on) = (self.query.from, self.query.on);
        let instances = &self.ledger.instances;
        let mut shown: Few<usize> = (0..instances.len())
            .filter(|at| {
                instances.get(*at).is_some_and(|instance| {
                    let (first, last) = instance.window;
                    first <= on && last.is_none_or(|last| last >= from)
                })
            })
            .collect();
        shown.sort_by_key(|at| instances.get(*at).map(Instance::order));
        for at in &shown {
            if let Some(instance) = instances.get(*at) {
                out.obligations.extend(self.obligation(instance));
            }
        }
        sources.obligations = shown;
    }

    fn obligation(&self, instance: &Instance) -> Option<Obligation> {
        let on = instance.act.map(|(_, on)| on);
        let on = match instance.state {
            ObligationState::Fulfilled | ObligationState::Exercised => on,
            ObligationState::Violated => on.filter(|_| instance.still_owed),
            ObligationState::Created
            | ObligationState::InEffect
            | ObligationState::Suspended
            | ObligationState::Discharged
            | ObligationState::Terminated
            | ObligationState::Undetermined => None,
        };
        Some(Obligation {
            place: instance.place,
            bearer: self.bearer(instance.bearer),
            toward: match instance.toward {
                Party::Body(body) => Bearer::Body(body),
                Party::Household => Bearer::Id(self.home.id.clone()),
            },
            action: self.action(instance.action)?,
            window: instance.window,
            state: instance.state,
            on,
            needs: instance.needs.clone(),
        })
    }

    pub fn bearer(&self, who: Who) -> Bearer {
        match who.body {
            Some(body) => Bearer::Body(body),
            None => Bearer::Id(self.holder(who.scope)),
        }
    }

    /// Repairs come after what they repair, so that the later verdict is there first.
    fn verdicts(&mut self) {
        for at in (0..self.ledger.breaches.len()).rev() {
            let Some(breach) = self.ledger.breaches.get(at) else {
                continue;
            };
            let mut more = Vec::new();
            let verdict = self.verdict(breach, &mut more);
            if let Some(breach) = self.ledger.breaches.get_mut(at) {
                breach.verdict = verdict;
                if verdict == BreachState::Undetermined {
                    merge_needs(&mut breach.needs, &more);
                }
            }
        }
    }

    fn verdict(&self, breach: &BreachRow, needs: &mut Vec<Need>) -> BreachState {
        if !breach.sure {
            return BreachState::Undetermined;
        }
        let mut worst: Option<BreachState> = None;
        for (instance, broken) in &breach.repairs {
            let Some(instance) = self.ledger.instances.get(*instance) else {
                continue;
            };
            let this = match instance.state {
                ObligationState::Fulfilled
                | ObligationState::Discharged
                | ObligationState::Exercised => BreachState::Weak,
                ObligationState::Created
                | ObligationState::InEffect
                | ObligationState::Suspended => BreachState::Open,
                ObligationState::Terminated => BreachState::Breach,
                ObligationState::Undetermined => {
                    merge_needs(needs, &instance.needs);
                    BreachState::Undetermined
                }
                ObligationState::Violated => {
                    let own = broken.and_then(|at| self.ledger.breaches.get(at));
                    if let Some(own) = own.filter(|own| own.verdict == BreachState::Undetermined) {
                        merge_needs(needs, &own.needs);
                    }
                    own.map_or(BreachState::Breach, |own| own.verdict)
                }
            };
            if worst.is_none_or(|worst| gravity(this) > gravity(worst)) {
                worst = Some(this);
            }
        }
        if !breach.doubts.is_empty() {
            merge_needs(needs, &breach.doubts);
            worst = worst
                .filter(|worst| gravity(*worst) > gravity(BreachState::Undetermined))
                .or(Some(BreachState::Undetermined));
        }
        worst.unwrap_or(BreachState::Breach)
    }

    fn show_breaches(&mut self, out: &mut Findings, sources: &mut Sources) {
        let breaches = &self.ledger.breaches;
        let mut open = Vec::new();
        let mut shown: Few<usize> = (0..breaches.len())
            .filter(|at| {
                breaches
                    .get(*at)
                    .is_some_and(|breach| self.is_shown(breach))
            })
            .collect();
        shown.sort_by_key(|at| {
            let breach = breaches.get(*at);
            breach.map(|breach| {
                (
                    breach.place,
                    breach.bearer.body,
                    breach.bearer.scope,
                    breach.since,
                )
            })
        });
        for at in &shown {
            let Some(breach) = breaches.get(*at) else {
                continue;
            };
            open.extend(breach.open.iter().cloned());
            for line in &breach.lines {
                let is_owed = matches!(line.kind, ConsequenceKind::Pay | ConsequenceKind::Forfeit);
                if let Some(amount) = line
                    .amount
                    .filter(|_| is_owed && breach.bearer.body.is_none())
                {
                    out.owed = out.owed.checked_add(amount).unwrap_or(out.owed);
                }
            }
            out.breaches.push(Breach {
                place: breach.place,
                bearer: self.bearer(breach.bearer),
                action: self.action(breach.action),
                since: breach.since,
                state: breach.verdict,
                consequences: breach.lines.clone(),
                needs: match breach.verdict {
                    BreachState::Undetermined => breach.needs.clone(),
                    BreachState::Breach | BreachState::Weak | BreachState::Open => Vec::new(),
                },
            });
        }
        sources.breaches = shown;
        self.ledger.open.extend(open);
    }

    /// Begun in the span asked about, or before and not cured: still owed, or something still runs.
    fn is_shown(&self, breach: &BreachRow) -> bool {
        if !breach.is_item || breach.since > self.query.on {
            return false;
        }
        if breach.since >= self.query.from || breach.ongoing {
            return true;
        }
        if !breach.sure {
            return false;
        }
        let own = breach.instance.and_then(|at| self.ledger.instances.get(at));
        let is_owed = |instance: &Instance| instance.still_owed && instance.act.is_none();
        let repairs = breach
            .repairs
            .iter()
            .filter_map(|(at, _)| self.ledger.instances.get(*at));
        let is_unrepaired = |instance: &Instance| match instance.state {
            ObligationState::Created
            | ObligationState::InEffect
            | ObligationState::Suspended
            | ObligationState::Undetermined => true,
            ObligationState::Violated => is_owed(instance),
            ObligationState::Fulfilled
            | ObligationState::Discharged
            | ObligationState::Exercised
            | ObligationState::Terminated => false,
        };
        own.is_some_and(is_owed)
            || repairs.into_iter().any(is_unrepaired)
            || breach.suspensions.iter().any(|row| self.runs(*row))
    }

    /// Whether a suspension holds on some day asked about.
    fn runs(&self, at: usize) -> bool {
        let Some(row) = self.ledger.suspensions.get(at) else {
            return false;
        };
        let (from, until) = self.suspension_days(row);
        from <= self.query.on && until.is_none_or(|until| until > self.query.from)
    }

    /// Sentences without effect, as far as they would be law on the days asked about.
    fn show_voids(&mut self, out: &mut Findings) {
        let (from, on) = (self.query.from, self.query.on);
        for row in &self.book.voids {
            let force = row.force.as_asked(on);
            let is_void =
                row.from.is_none_or(|first| first <= on) && row.until.is_none_or(|last| on <= last);
            let first = force.from.map_or(from, |first| first.max(from));
            let last = force.last().map_or(on, |last| last.min(on));
            let is_law = !force.never && first <= last;
            if is_void && is_law && self.may_bind(&row.force, (first, last)) {
                let line = VoidLine {
                    place: row.place,
                    benefit: row.benefit,
                    law: row.law.clone(),
                    reason: row.reason.clone(),
                };
                // Two parts of one sentence, void for the same reason, are one line.
                if out.voids.last() != Some(&line) {
                    out.voids.push(line);
                }
            }
        }
    }

    /// Of an agreement: whether one of the household may be in force on one of these days.
    fn may_bind(&self, force: &Force, (first, last): (Date, Date)) -> bool {
        let Some(kind) = force.agreement else {
            return true;
        };
        let Some(mut records) = self.agreements_of(kind) else {
            return true;
        };
        records.any(|(_, record)| {
            let term = self.term(record, Some(force.document));
            term.signed.is_none_or(|signed| signed <= last)
                && term.end.is_none_or(|end| end >= first)
        })
    }

    /// Definitions whose own clauses contradict each other on the last day.
    fn contradicted_definitions(&mut self, out: &mut Findings) {
        let book = self.book;
        for (row, id) in book.definitions.iter().zip(0_u32..) {
            let clauses = row.clauses.of(&book.definition_clauses);
            if clauses.len() < 2 {
                continue;
            }
            let members = match row.of {
                Owner::Person => self.own_members.unwrap_or(0),
                Owner::Household | Owner::Village => 1,
            };
            for at in (0_u16..).take(members) {
                let mut scope = super::run::Scope::default();
                if row.of == Owner::Person {
                    scope = scope.of_member(at);
                }
                self.look_at(self.query.on, scope);
                if self.member().is_some_and(|member| !self.is_present(member)) {
                    continue;
                }
                let places = self.contradictions(DefinitionId(id));
                let head = book.meaning.definitions.get(id as usize);
                if let Some(head) = head.filter(|_| !places.is_empty()) {
                    out.conflicts.push(Conflict {
                        head: head.name.clone(),
                        holder: scope.member.map(|_| self.holder(scope)),
                        places,
                    });
                }
            }
        }
    }

    /// Every open question once: by place, then by what would decide it.
    fn show_open(&mut self, out: &mut Findings) {
        let mut open: Vec<(Place, Vec<Need>)> = Vec::new();
        for line in &out.entitlements {
            if line.state == EntitlementState::Undetermined {
                open.push((line.place, line.needs.clone()));
            }
        }
        for line in &out.obligations {
            if line.state == ObligationState::Undetermined {
                open.push((line.place, line.needs.clone()));
            }
        }
        for line in &out.breaches {
            if line.state == BreachState::Undetermined {
                open.push((line.place, line.needs.clone()));
            }
        }
        for row in &out.priorities {
            if row.state == PriorityState::Undetermined {
                open.push((row.place, row.needs.clone()));
            }
        }
        open.extend(std::mem::take(&mut self.ledger.open));
        open.sort();
        open.dedup();
        let rows = open.into_iter().filter(|(_, needs)| !needs.is_empty());
        out.undetermined = rows.map(|(place, needs)| Open { place, needs }).collect();
    }
}

impl Line {
    fn order(&self) -> (Place, Option<u16>, Option<crate::value::Date>, Option<u16>) {
        let first = self.out.period.first_day();
        (
            self.out.place,
            self.scope.member,
            first,
            self.scope.agreement,
        )
    }
}

impl Instance {
    fn order(&self) -> (Place, Who, (crate::value::Date, Option<crate::value::Date>)) {
        (self.place, self.bearer, self.window)
    }
}

const fn gravity(state: BreachState) -> u8 {
    match state {
        BreachState::Weak => 0,
        BreachState::Open => 1,
        BreachState::Undetermined => 2,
        BreachState::Breach => 3,
    }
}
