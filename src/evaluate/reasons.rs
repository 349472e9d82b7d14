//! Why a duty arose, how it stands, why something was broken, and what followed.

use super::duties::Case;
use super::explanation::{Reason, What};
use super::ledger::{ActionRef, BreachRow, Instance};
use super::run::Run;
use super::trace::Recorder;
use crate::compile::book::{Act, EffectRow, WindowRow};
use crate::evaluate::{ConsequenceKind, ConsequenceLine, Need, ObligationState};
use crate::model::Length;
use crate::register::EventId;
use crate::value::{Counted, Date, Unit};

impl Run<'_, Recorder> {
    /// Why a duty arose, its days, and the acts recorded in them.
    pub fn why_obliged(&mut self, at: usize) -> Vec<Reason> {
        let Some(instance) = self.ledger.instances.get(at).cloned() else {
            return Vec::new();
        };
        let mut because = match self.repaired_by(at) {
            Some(breach) => self.after_breach(breach),
            None => vec![self.why_arose(&instance)],
        };
        because.extend(self.counted_from(&instance));
        because.push(Reason::new(What::Window {
            from: instance.window.0,
            raw: instance.raw,
            until: instance.window.1,
        }));
        because.extend(self.why_standing(&instance));
        because
    }

    /// The sentence with its condition on the day the duty arose.
    fn why_arose(&mut self, instance: &Instance) -> Reason {
        let book = self.book;
        let day = instance.arose;
        let Some(norm) = book.norms.get(instance.norm as usize) else {
            return Reason::new(What::On(day));
        };
        let holds = self.norm_applies(norm, day, instance.bearer.scope);
        let clause = self.noted(What::Clause(instance.place), &holds);
        Reason::new(What::On(day)).because(vec![clause])
    }

    /// The breach that an instance repairs.
    fn repaired_by(&self, at: usize) -> Option<usize> {
        let mut breaches = self.ledger.breaches.iter();
        breaches.position(|breach| breach.repairs.iter().any(|(instance, _)| *instance == at))
    }

    /// The day and length a window was counted from.
    fn counted_from(&self, instance: &Instance) -> Option<Reason> {
        instance.raw?;
        let ActionRef::Duty(duty) = instance.action else {
            return None;
        };
        let length = match &self.book.duties.get(duty as usize)?.window {
            WindowRow::After(_, length) | WindowRow::Within(length) => Some(length_of(*length)),
            WindowRow::Open
            | WindowRow::Each(_)
            | WindowRow::By(_)
            | WindowRow::On(_)
            | WindowRow::Before(..)
            | WindowRow::Every(..) => None,
        };
        let on = instance.window.0;
        Some(Reason::new(What::Anchor { on, length }))
    }

    /// The act, or that there is none, as far as the record reaches.
    fn why_standing(&mut self, instance: &Instance) -> Vec<Reason> {
        let ActionRef::Duty(duty) = instance.action else {
            return self.why_kept(instance);
        };
        let Some(duty) = self.book.duties.get(duty as usize) else {
            return Vec::new();
        };
        let Some(event) = duty.event.filter(|event| self.is_kept(*event)) else {
            return match self.unrecorded(&duty.action) {
                Need::Record(name) => vec![Reason::new(What::Unrecorded(name))],
                _ => Vec::new(),
            };
        };
        let act = instance
            .act
            .and_then(|(row, _)| self.act_reason(event, row));
        let until = instance
            .window
            .1
            .unwrap_or(self.query.on)
            .min(self.query.on);
        let none = Reason::new(What::NoAct {
            event,
            from: instance.window.0,
            until,
            known_until: self.home.known_until.filter(|_| self.home.events.is_some()),
        });
        match instance.state {
            ObligationState::Fulfilled => act.into_iter().collect(),
            ObligationState::Violated => std::iter::once(none).chain(act).collect(),
            ObligationState::Created => Vec::new(),
            ObligationState::Discharged => self.why_waived(instance, &duty.action),
            ObligationState::Suspended => {
                let mut because = self.why_resting(instance);
                because.push(none);
                because
            }
            ObligationState::InEffect
            | ObligationState::Exercised
            | ObligationState::Terminated
            | ObligationState::Undetermined => vec![none],
        }
    }

    pub fn act_reason(&self, event: EventId, row: usize) -> Option<Reason> {
        let act = self.home.events.as_ref()?.get(row)?;
        let members = self.home.members.as_deref().unwrap_or_default();
        let by = act.by.and_then(|by| members.get(usize::from(by)));
        Some(Reason::new(What::Act {
            event,
            on: act.on,
            by: by.map(|member| member.id.clone()),
            id: act.id.clone(),
        }))
    }

    /// Of a kept state: when it did not hold.
    fn why_kept(&mut self, instance: &Instance) -> Vec<Reason> {
        let book = self.book;
        let state = match book.norms.get(instance.norm as usize).map(|norm| &norm.act) {
            Some(Act::Keep { state, .. }) => *state,
            Some(_) | None => return Vec::new(),
        };
        let own: Vec<usize> = self.ledger.breaches_of(instance.norm).collect();
        let mut because = Vec::new();
        for at in own {
            let breach = self.ledger.breaches.get(at);
            let breach = breach.filter(|breach| breach.bearer == instance.bearer);
            let Some((since, until)) = breach.map(|breach| (breach.since, breach.until)) else {
                continue;
            };
            self.look_at(since, instance.bearer.scope);
            self.value(state);
            let steps = self.trace.take();
            because.push(held(since, until).because(steps));
        }
        because
    }

    /// Why something is a breach, without what followed.
    pub fn why_broken(&mut self, at: usize) -> Vec<Reason> {
        let book = self.book;
        let Some(breach) = self.ledger.breaches.get(at).cloned() else {
            return Vec::new();
        };
        if let Some(instance) = breach.instance {
            return self.why_obliged(instance);
        }
        let Some(norm) = book.norms.get(breach.norm as usize) else {
            return Vec::new();
        };
        let mut because = Vec::new();
        match &norm.act {
            Act::Ban {
                event: Some(event), ..
            } => because.extend(self.banned_act(&breach, *event)),
            Act::OnCondition(_) | Act::Keep { .. } | Act::Duty(_) => {
                because.push(held(breach.since, breach.until));
            }
            Act::Ban { event: None, .. }
            | Act::Grant(_)
            | Act::Encourage
            | Act::OnBreach { .. }
            | Act::Deemed(_)
            | Act::PayDeposit { .. }
            | Act::RefundAtEnd(_)
            | Act::Permit(_)
            | Act::Share(_)
            | Act::Priority(_)
            | Act::Rate { .. } => {}
        }
        let holds = self.norm_applies(norm, breach.since, breach.bearer.scope);
        if let Act::Keep { state, .. } = norm.act {
            self.value(state);
        }
        let clause = self.noted(What::Clause(norm.place), &holds);
        because.push(Reason::new(What::On(breach.since)).because(vec![clause]));
        because
    }

    fn banned_act(&self, breach: &BreachRow, event: EventId) -> Option<Reason> {
        let since = breach.since;
        let mut acts = self.acts(event, breach.bearer.scope, Some(since), since);
        let (row, _) = acts.next()?;
        self.act_reason(event, row)
    }

    /// The breach something followed from, and why it is one.
    pub fn after_breach(&mut self, at: usize) -> Vec<Reason> {
        let Some(breach) = self.ledger.breaches.get(at).cloned() else {
            return Vec::new();
        };
        let because = self.why_broken(at);
        if breach.action == ActionRef::None {
            return because;
        }
        let what = What::FromBreach {
            place: breach.place,
            since: breach.since,
            number: self.number(&breach),
        };
        vec![Reason::new(what).because(because)]
    }

    /// The how-manieth breach of its sentence by the household it is.
    fn number(&self, breach: &BreachRow) -> u32 {
        let own = self.ledger.breaches_of(breach.norm);
        let before = own.filter(|at| {
            let other = self.ledger.breaches.get(*at);
            other.is_some_and(|other| other.sure && other.since <= breach.since)
        });
        u32::try_from(before.count()).unwrap_or(u32::MAX).max(1)
    }

    /// Each consequence with the condition and the arithmetic behind it.
    pub fn why_followed(&mut self, at: usize) -> Vec<Reason> {
        let lines = self
            .ledger
            .breaches
            .get(at)
            .map(|breach| breach.lines.clone());
        let lines = lines.unwrap_or_default();
        lines.iter().map(|line| self.why_line(at, line)).collect()
    }

    fn why_line(&mut self, at: usize, line: &ConsequenceLine) -> Reason {
        let book = self.book;
        let row = book.consequences.iter().find(|row| {
            let is_pay = matches!(row.effect, EffectRow::Pay { .. });
            row.place == line.place && is_pay == (line.kind == ConsequenceKind::Pay)
        });
        let norm = row.and_then(|row| book.norms.get(row.norm as usize));
        let bearer = self.ledger.breaches.get(at).map(|breach| breach.bearer);
        let (Some(row), Some(norm), Some(bearer)) = (row, norm, bearer) else {
            return Reason::new(What::Consequence(line.place));
        };
        let id = row.norm;
        let case = Case { id, norm, bearer };
        let applies = if matches!(norm.act, Act::OnBreach { .. }) {
            self.breach_rule_applies(at, case)
        } else {
            super::value::Value::YES
        };
        let applies = self.and_not_excepted(applies, row.unless);
        let mut reason = self.noted(What::Consequence(line.place), &applies);
        if line.kind == ConsequenceKind::Pay {
            self.payment(at, case, row);
            reason.because.extend(self.trace.take());
        }
        reason
    }
}

fn held(from: Date, until: Option<Date>) -> Reason {
    let from = Some(from);
    Reason::new(What::Held { from, until })
}

fn length_of(length: Counted) -> Length {
    let (number, unit) = match length {
        Counted::Days(number) => (number, Unit::Day),
        Counted::WorkingDays(number) => (number, Unit::WorkingDay),
        Counted::Months(number) => (number, Unit::Month),
        Counted::Years(number) => (number, Unit::Year),
    };
    Length { number, unit }
}
