//! Which facts, were they otherwise, might remove what blocks. Whether they do is tried out.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Step, Target};
use crate::evaluate::Query;
use crate::evaluate::explanation::{Reason, Shown, What};
use crate::evaluate::inside::Asking;
use crate::evaluate::ledger::SuspensionEnd;
use crate::facts::Household;
use crate::register::{EventId, FactId, FactKind, FactValue, Owner, Register};
use crate::value::{Date, Exact};

/// A fact of someone, as a reason names it.
type Named<'a> = (FactId, &'a Option<Arc<str>>);

impl Asking<'_> {
    /// Steps that the reasons suggest: a condition the other way round, a number just across its bound, an act, an
    /// agreement; for a number the nearest value first.
    pub(super) fn fixes(
        self,
        home: &Household,
        on: Date,
        reasons: &[Reason],
        target: &Target,
    ) -> Vec<Step> {
        let mut found = Found {
            register: self.rulebook.register(),
            home,
            on,
            steps: Vec::new(),
        };
        for reason in reasons {
            found.look_into(reason, 0);
        }
        for event in self.ends_of_suspensions(home, on, target) {
            found.act(event);
        }
        found.steps
    }

    /// Acts that would end a suspension of the benefit.
    fn ends_of_suspensions(self, home: &Household, on: Date, target: &Target) -> BTreeSet<EventId> {
        self.run(home, Query::on(on), |mut run| {
            run.work();
            let rows = run.ledger.suspensions.iter();
            let rows = rows.filter(|row| row.benefits.contains(&target.benefit));
            rows.filter_map(|row| match &row.end {
                SuspensionEnd::Event(event, _) => Some(*event),
                SuspensionEnd::Day(_) | SuspensionEnd::Unrecorded(..) | SuspensionEnd::While(_) => {
                    None
                }
            })
            .collect()
        })
    }
}

/// The deepest reason that is looked into.
const DEEPEST: usize = 64;

struct Found<'a> {
    register: &'a Register,
    home: &'a Household,
    on: Date,
    steps: Vec<Step>,
}

impl Found<'_> {
    fn look_into(&mut self, reason: &Reason, depth: usize) {
        match &reason.what {
            What::Fact { fact, member, .. } => self.other_way(*fact, member),
            What::Compare(_) => self.compare(reason),
            What::Signed(agreement) => {
                let on = self.on;
                let agreement = *agreement;
                self.add(Step::Sign { agreement, on });
            }
            What::EventCount { event, .. } | What::NoAct { event, .. } => self.act(*event),
            _ => {}
        }
        if depth < DEEPEST {
            for part in &reason.because {
                self.look_into(part, depth + 1);
            }
        }
    }

    fn add(&mut self, step: Step) {
        if !self.steps.contains(&step) {
            self.steps.push(step);
        }
    }

    /// A condition the other way round, or one way or the other where it is not known.
    fn other_way(&mut self, fact: FactId, member: &Option<Arc<str>>) {
        let kind = self.register.fact(fact).map(|row| &row.kind);
        if kind != Some(&FactKind::Bool) {
            return;
        }
        let now = self.now((fact, member));
        for value in [FactValue::Bool(true), FactValue::Bool(false)] {
            if now != Some(value) {
                self.set((fact, member), value);
            }
        }
    }

    /// A number or choice at the bound it is compared with, and just across it.
    fn compare(&mut self, reason: &Reason) {
        let [one, other] = reason.because.as_slice() else {
            return;
        };
        for (fact, bound) in [(one, other), (other, one)] {
            let What::Fact { fact, member, .. } = &fact.what else {
                continue;
            };
            match &bound.value {
                Some(Shown::Known(FactValue::Number(bound))) => {
                    self.across((*fact, member), *bound);
                }
                Some(Shown::Known(value @ FactValue::Enum(_))) => {
                    self.set((*fact, member), *value);
                }
                _ => {}
            }
        }
    }

    fn across(&mut self, named: Named<'_>, bound: Exact) {
        let step = match self.register.fact(named.0).map(|row| &row.kind) {
            Some(FactKind::Integer | FactKind::Money) => Some(Exact::ONE),
            Some(FactKind::Decimal) => Exact::new(1, 100),
            Some(FactKind::Bool | FactKind::Date | FactKind::Enum(_)) | None => None,
        };
        let Some(step) = step else { return };
        for value in [
            Some(bound),
            bound.checked_sub(step),
            bound.checked_add(step),
        ] {
            if let Some(value) = value.filter(|value| self.fits(named.0, *value)) {
                self.set(named, FactValue::Number(value));
            }
        }
    }

    /// Whether the number may be recorded for the fact.
    fn fits(&self, fact: FactId, value: Exact) -> bool {
        let declared = self.register.fact(fact);
        declared.is_some_and(|row| {
            let whole = !matches!(row.kind, FactKind::Integer | FactKind::Money);
            let inside = row
                .range
                .is_none_or(|(low, high)| low <= value && value <= high);
            inside && (whole || value.to_integer().is_some())
        })
    }

    fn now(&self, (fact, member): Named<'_>) -> Option<FactValue> {
        let facts = match member {
            None => &self.home.facts,
            Some(id) => {
                let mut members = self.home.members.iter().flatten();
                &members.find(|member| member.id == *id)?.facts
            }
        };
        let recorded = facts.get(fact.index())?.on(self.on);
        recorded.or(self.register.fact(fact)?.default)
    }

    /// Nobody changes sex, descent or the past: protected, derived and historic facts are left out, and dates.
    fn set(&mut self, named: Named<'_>, value: FactValue) {
        let now = self.now(named);
        let may_change = self.register.fact(named.0).is_some_and(|row| {
            !row.protected && !row.historic && row.derived.is_none() && row.owner != Owner::Village
        });
        if may_change && now != Some(value) {
            self.add(Step::Fact {
                fact: named.0,
                member: named.1.clone(),
                now,
                value,
            });
        }
    }

    /// The act on the day asked about, by the household or any one of its members.
    fn act(&mut self, event: EventId) {
        let on = self.on;
        match self.register.event(event).map(|row| row.by) {
            Some(Owner::Household) => self.add(Step::Act {
                event,
                member: None,
                on,
            }),
            Some(Owner::Person) => {
                for member in self.home.members.iter().flatten() {
                    let member = Some(Arc::clone(&member.id));
                    self.add(Step::Act { event, member, on });
                }
            }
            Some(Owner::Village) | None => {}
        }
    }
}
