//! What goes on when its article is replaced by an amendment, and what begins anew.
//!
//! A norm that another version replaced still ends no run of days that had begun under it: the run, and what
//! came of it, stays with the version under which it began, and the later version speaks of what begins after it.

use super::duties::Case;
use super::expr::negated;
use super::run::{Run, Scope};
use super::timeline::{Span, both};
use super::trace::Trace;
use super::value::Value;
use crate::compile::book::{Act, Force, NormRow, WindowRow};
use crate::evaluate::Few;
use crate::model::Day;
use crate::value::Date;

impl<'a, T: Trace> Run<'a, T> {
    /// Whether a sentence is law on the day looked at, or goes on under its version.
    pub fn is_law(&self, force: &Force) -> bool {
        if self.goes_on == Some(force.version()) {
            force.is_not_over(self.day)
        } else {
            force.as_asked(self.query.on).holds_on(self.day)
        }
    }

    /// Whether a norm applies; of a kept state, whether it is broken.
    fn run_holds(&mut self, norm: &NormRow, day: Date, scope: Scope) -> Value {
        let applies = self.norm_applies(norm, day, scope);
        match norm.act {
            Act::Keep { state, .. } if !applies.is_no() => {
                let is_broken = negated(self.value(state));
                both(&applies, is_broken)
            }
            Act::Keep { .. }
            | Act::Grant(_)
            | Act::Duty(_)
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
            | Act::Rate { .. } => applies,
        }
    }

    /// The runs of days on which a norm applies (a kept state is broken) that begin between two days.
    pub fn spells(&mut self, case: Case<'a>, (from, to): (Date, Date)) -> Few<Span, 2> {
        let Some(from) = self.begins_anew(case, from) else {
            return Few::new();
        };
        let scope = case.bearer.scope;
        let mut spans = self.spans(from, to, |run, day| run.run_holds(case.norm, day, scope));
        let on = self.query.on;
        if let Some(last) = spans
            .last_mut()
            .filter(|span| span.until.is_none() && to < on)
        {
            last.until = match self.goes_on_to(case.norm, scope) {
                Some(end) => end,
                None => to.succ_opt(),
            };
        }
        spans
    }

    /// The first of these runs.
    pub fn first_run(&mut self, case: Case<'a>, days: (Date, Date)) -> Option<(Date, Value)> {
        if case.norm.versions.earlier.is_empty() {
            return self.first_span(case, days);
        }
        let first = self.spells(case, days).into_iter().next();
        first.map(|span| (span.from, span.first))
    }

    /// If a run that holds on the last day of a version goes on: to which day (none: to the day asked about).
    fn goes_on_to(&mut self, norm: &NormRow, scope: Scope) -> Option<Option<Date>> {
        let replaced = norm.force.replaced?;
        let on = self.query.on;
        // Of a duty only the first day of a run counts, which it keeps.
        let limit = norm.versions.goes_on_until;
        let limit = limit.filter(|_| norm.act.to_do().is_none());
        let is_over = norm.versions.later.is_empty() || replaced > on;
        if is_over
            || self.is_done_with(norm, replaced)
            || limit.is_some_and(|limit| limit <= replaced)
        {
            return None;
        }
        let last = replaced.pred_opt()?;
        if self.run_holds(norm, last, scope).is_no() {
            return None;
        }
        let before = self.goes_on.replace(norm.force.version());
        let to = limit
            .and_then(|limit| limit.pred_opt())
            .map_or(on, |last| last.min(on));
        let spans = self.spans(replaced, to, |run, day| run.run_holds(norm, day, scope));
        self.goes_on = before;
        let first = spans
            .into_iter()
            .next()
            .filter(|span| span.from == replaced);
        Some(match first {
            None => Some(replaced),
            Some(span) if span.until.is_none() && to < on => limit,
            Some(span) => span.until,
        })
    }

    /// A duty by a day does not go on beyond it.
    fn is_done_with(&self, norm: &NormRow, replaced: Date) -> bool {
        let Some(duty) = norm.act.to_do() else {
            return false;
        };
        let duty = self.book.duties.get(duty as usize);
        duty.is_some_and(
            |duty| matches!(duty.window, WindowRow::By(Day::On(day)) if day < replaced),
        )
    }

    /// The first day on which a run may begin under this version: not while one goes on that began before it.
    fn begins_anew(&mut self, case: Case<'a>, from: Date) -> Option<Date> {
        let book = self.book;
        let mut first = from;
        for id in &case.norm.versions.earlier {
            let Some(norm) = book.norms.get(*id as usize) else {
                continue;
            };
            match self.goes_on_to(norm, case.bearer.scope) {
                Some(Some(end)) => first = first.max(end),
                Some(None) => return None,
                None => {}
            }
        }
        Some(first)
    }

    /// Whether a norm applies on a day, what goes on under its version included.
    pub fn applies_going_on(&mut self, norm: &NormRow, day: Date, scope: Scope) -> Value {
        let goes_on = !norm.versions.later.is_empty()
            && norm.versions.goes_on_until.is_none_or(|limit| day < limit);
        let version = goes_on.then(|| norm.force.version());
        let before = std::mem::replace(&mut self.goes_on, version);
        let applies = self.norm_applies(norm, day, scope);
        self.goes_on = before;
        applies
    }

    /// Whether the sentence on a breach applies to it: in force on the deadline missed or the day
    /// of the act, its condition judged on the first day of the breach.
    pub fn breach_rule_applies(&mut self, at: usize, case: Case<'a>) -> Value {
        let Some(breach) = self.ledger.breaches.get(at) else {
            return Value::NO;
        };
        let (since, missed, instance) = (breach.since, breach.missed, breach.instance);
        if !case.norm.force.holds_on(missed.unwrap_or(since)) {
            return Value::NO;
        }
        self.look_at(since, case.bearer.scope);
        let before = self.goes_on.replace(case.norm.force.version());
        let applies = self.in_consequence(instance, |run| run.applies(case.norm.guard));
        self.goes_on = before;
        applies
    }

    /// Whether a sentence belongs to the version of its article on a day.
    pub fn is_version_of(&self, norm: &NormRow, day: Date) -> bool {
        let force = &norm.force;
        let document = self.book.meaning.documents.get(force.document.index());
        let is_amendment = document.is_some_and(|document| document.amends.is_some());
        let is_early = is_amendment && force.from.is_some_and(|from| day < from);
        !is_early && force.replaced.is_none_or(|replaced| day < replaced)
    }

    /// The first day in force of a norm or of what it replaced.
    pub fn first_in_force(&self, case: Case<'a>) -> Option<Date> {
        let (mut first, _) = self.force_span(case.norm, case.bearer.scope);
        for id in &case.norm.versions.earlier {
            let norm = self.book.norms.get(*id as usize);
            let earlier = norm.map(|norm| self.force_span(norm, case.bearer.scope).0);
            first = earlier.map_or(first, |earlier| first.min(earlier));
        }
        first
    }

    /// Whether an earlier version asked for the same until the same day already.
    pub fn is_asked_before(&self, case: Case<'a>, day: Date) -> bool {
        let same = |id: &u32| {
            let norm = self.book.norms.get(*id as usize);
            let Some(duty) = norm.and_then(|norm| norm.act.to_do()) else {
                return false;
            };
            let duty = self.book.duties.get(duty as usize);
            duty.is_some_and(
                |duty| matches!(duty.window, WindowRow::By(Day::On(own)) if own == day),
            )
        };
        let earlier: Vec<u32> = case
            .norm
            .versions
            .earlier
            .iter()
            .copied()
            .filter(same)
            .collect();
        let mut instances = self.ledger.instances.iter();
        instances.any(|one| earlier.contains(&one.norm) && one.bearer == case.bearer)
    }

    /// Late acts of a duty, once all versions of it have been looked at.
    pub fn late_acts_of(&mut self, case: Case<'a>, begun: usize) {
        let versions = &case.norm.versions;
        if !versions.later.is_empty() {
            return;
        }
        let book = self.book;
        // Without versions its instances are the last ones.
        let begun = if versions.earlier.is_empty() {
            begun
        } else {
            0
        };
        let own = |norm: u32| norm == case.id || versions.earlier.contains(&norm);
        let instances = self.ledger.instances.iter().enumerate().skip(begun);
        let rows: Vec<usize> = instances
            .filter(|(_, one)| own(one.norm) && one.bearer == case.bearer)
            .map(|(at, _)| at)
            .collect();
        if let Act::Duty(duty) = case.norm.act
            && let Some(duty) = book.duties.get(duty as usize)
        {
            self.late_acts(rows, duty);
        }
    }

    /// Of a kept state the version of the day speaks: the line stands there.
    pub fn is_kept_by_a_later_version(&mut self, case: Case<'a>) -> bool {
        let book = self.book;
        case.norm.versions.later.iter().any(|id| {
            book.norms.get(*id as usize).is_some_and(|norm| {
                let later = Case {
                    id: *id,
                    norm,
                    ..case
                };
                let (first, last) = self.force_span(norm, case.bearer.scope);
                first.is_some_and(|first| self.first_span(later, (first, last)).is_some())
            })
        })
    }

    /// The breaches of all versions of a norm up to this one.
    pub fn breaches_of_versions(&self, case: Case<'a>) -> Vec<usize> {
        let own = std::iter::once(&case.id);
        let norms = case.norm.versions.earlier.iter().chain(own);
        norms
            .flat_map(|id| self.ledger.breaches_of(*id))
            .filter(|at| {
                let breach = self.ledger.breaches.get(*at);
                breach.is_some_and(|breach| breach.bearer == case.bearer)
            })
            .collect()
    }

    /// Since when a state is to be kept, under whichever version.
    pub fn first_kept(&mut self, case: Case<'a>, from: Date) -> Date {
        let book = self.book;
        let mut first = from;
        for id in &case.norm.versions.earlier {
            let Some(norm) = book.norms.get(*id as usize) else {
                continue;
            };
            let (begin, last) = self.force_span(norm, case.bearer.scope);
            let earlier = Case {
                id: *id,
                norm,
                ..case
            };
            let span = begin.and_then(|begin| self.first_span(earlier, (begin, last)));
            first = span.map_or(first, |(day, _)| first.min(day));
        }
        first
    }
}
