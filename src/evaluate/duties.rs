//! Which duties arise, for whom and when (semantics 2.5; recurrence from the anchor).

use super::events::period_kind;
use super::ledger::Bearer;
use super::run::{Run, Scope};
use super::timeline::beginning;
use super::trace::Trace;
use super::value::Value;
use super::windows::{Last, Occasion};
use crate::compile::book::{Act, AnchorRow, NormRow, PermitRow, WindowRow};
use crate::evaluate::{Few, Need};
use crate::model::{BodyRef, Day, Schedule, Subject};
use crate::value::{Counted, Date, Period, PeriodKind};

/// A norm as it speaks of one bearer.
#[derive(Clone, Copy)]
pub(crate) struct Case<'a> {
    pub id: u32,
    pub norm: &'a NormRow,
    pub bearer: Bearer,
}

impl<'a, T: Trace> Run<'a, T> {
    /// A duty, kept state, ban or deposit, for everyone it speaks of.
    pub fn primary(&mut self, id: u32) {
        let book = self.book;
        let Some(norm) = book.norms.get(id as usize) else {
            return;
        };
        if norm.force.never || is_void(&norm.void, self.query.on) {
            return;
        }
        let is_ban = matches!(norm.act, Act::Ban { .. });
        for bearer in self.bearers(norm, !is_ban) {
            if !self.spend(1) {
                self.ask(norm.place, vec![Need::Limit("work")]);
                return;
            }
            let case = Case { id, norm, bearer };
            match &norm.act {
                Act::Duty(duty) => self.duty(case, *duty),
                Act::Permit(PermitRow::Do(duty)) => self.duty(case, *duty),
                Act::Keep { .. } => self.keep(case),
                Act::Ban { event, during, .. } => {
                    match event.filter(|event| self.is_kept(*event)) {
                        Some(event) => self.ban(case, event, *during),
                        None => self.unrecorded_ban(case),
                    }
                }
                Act::PayDeposit { agreement, amount } => {
                    self.pay_deposit(case, *agreement, *amount);
                }
                Act::Grant(_)
                | Act::Encourage
                | Act::OnBreach { .. }
                | Act::OnCondition(_)
                | Act::Deemed(_)
                | Act::RefundAtEnd(_)
                | Act::Permit(PermitRow::Waive(_) | PermitRow::Pause { .. })
                | Act::Share(_)
                | Act::Priority(_)
                | Act::Rate { .. } => {}
            }
        }
    }

    /// Everyone a norm speaks of, under each agreement that it is part of. With `asks`, what keeps
    /// them from being known becomes an open question.
    pub fn bearers(&mut self, norm: &NormRow, asks: bool) -> Few<Bearer> {
        let (scopes, mut needs) = self.contexts(norm, asks);
        let body = match norm.subject {
            Subject::Household | Subject::Person => None,
            Subject::Body(body) => Some(body),
            Subject::Village => Some(BodyRef::Committee),
        };
        let mut bearers = Few::new();
        for scope in scopes {
            match (&norm.subject, self.home.members.as_ref()) {
                (Subject::Person, None) => needs.push(Need::Members),
                (Subject::Person, Some(members)) => {
                    let people = (0_u16..).zip(members).map(|(at, _)| scope.of_member(at));
                    bearers.extend(people.map(|scope| Bearer { scope, body }));
                }
                (Subject::Household | Subject::Body(_) | Subject::Village, _) => {
                    bearers.push(Bearer { scope, body });
                }
            }
        }
        if asks {
            for need in needs {
                self.ask(norm.place, vec![need]);
            }
        }
        bearers
    }

    /// The agreements of which it is not known since when, or whether, they bind.
    pub fn unsigned(&self, norm: &NormRow) -> Vec<Scope> {
        let Some(kind) = norm.force.agreement else {
            return Vec::new();
        };
        let Some(records) = self.agreements_of(kind) else {
            return vec![Scope::default()];
        };
        let unsigned = records.filter(|(_, record)| record.signed.is_none());
        unsigned
            .map(|(at, _)| Scope {
                member: None,
                agreement: Some(at),
            })
            .collect()
    }

    /// The agreements under which a norm speaks, and what keeps them from being known. A ban looks
    /// at those that perhaps bind, too.
    fn contexts(&self, norm: &NormRow, asks: bool) -> (Few<Scope>, Vec<Need>) {
        let Some(kind) = norm.force.agreement else {
            return (Few::from_iter([Scope::default()]), Vec::new());
        };
        let Some(records) = self.agreements_of(kind) else {
            let scopes = (!asks).then(Scope::default).into_iter().collect();
            return (scopes, vec![Need::Signed(kind)]);
        };
        let (mut scopes, mut needs) = (Few::new(), Vec::new());
        for (at, record) in records {
            let is_over = record.ended.is_some_and(|ended| ended < self.query.from);
            if record.signed.is_some() || !asks {
                scopes.push(Scope {
                    member: None,
                    agreement: Some(at),
                });
            } else if !is_over {
                needs.push(Need::Signed(kind));
            }
        }
        needs.dedup();
        (scopes, needs)
    }

    /// The instances of one duty of one bearer.
    fn duty(&mut self, case: Case<'a>, id: u32) {
        let book = self.book;
        let Some(duty) = book.duties.get(id as usize) else {
            return;
        };
        let (first, last) = self.force_span(case.norm, case.bearer.scope);
        let Some(first) = first.or_else(|| needs_no_start(&duty.window).then(beginning)) else {
            self.ask_for_start(case);
            return;
        };
        let begun = self.ledger.instances.len();
        self.take_over(case, id);
        match &duty.window {
            WindowRow::Each(schedule) => self.each(case, id, *schedule, (first, last)),
            WindowRow::By(Day::On(day)) => {
                if self.is_asked_before(case, *day) {
                    return;
                }
                if let Some((from, holds)) = self.first_run(case, (first, last.min(*day))) {
                    self.arise(case, id, Occasion::new(from, from, Last::Day(*day)), holds);
                }
            }
            WindowRow::By(day) => self.yearly_or_monthly(case, id, *day, (first, last), false),
            WindowRow::On(day) => self.yearly_or_monthly(case, id, *day, (first, last), true),
            WindowRow::After(anchor, length) => self.after(case, id, anchor, *length),
            WindowRow::Before(anchor, length) => {
                let first = self.first_in_force(case).unwrap_or(first);
                self.before(case, id, anchor, *length, first);
            }
            WindowRow::Within(length) => self.on_spans(case, id, Some(*length), (first, last)),
            WindowRow::Open => self.on_spans(case, id, None, (first, last)),
            WindowRow::Every(anchor, length) => self.every(case, id, anchor, *length),
        }
        self.late_acts_of(case, begun);
    }

    /// What needs a first day and has none is an open question, unless it never applies.
    pub fn ask_for_start(&mut self, case: Case<'a>) {
        let scope = case.bearer.scope;
        let spans = self.spans(beginning(), self.query.on, |run, day| {
            run.norm_applies(case.norm, day, scope)
        });
        if !spans.is_empty() {
            let need = Need::EffectDate(case.norm.force.document);
            self.ask(case.norm.place, vec![need]);
        }
    }

    /// One in each calendar period on whose first day the duty applies.
    fn each(&mut self, case: Case<'a>, id: u32, schedule: Schedule, days: (Date, Date)) {
        let kind = period_kind(schedule);
        if kind == PeriodKind::Once {
            return self.on_spans(case, id, None, days);
        }
        self.periods(case, kind, days, |run, period, first, holds| {
            if let Some(last) = period.last_day() {
                run.arise(
                    case,
                    id,
                    Occasion::new(first, first, Last::Day(last)),
                    holds,
                );
            }
        });
    }

    /// The calendar periods whose first day lies between the days and on which the duty applies.
    fn periods(
        &mut self,
        case: Case<'a>,
        kind: PeriodKind,
        (from, to): (Date, Date),
        mut each: impl FnMut(&mut Self, Period, Date, Value),
    ) {
        let mut next = Some(Period::containing(kind, from));
        let (mut holds, mut valid_until) = (Value::NO, Date::MIN);
        while let Some(period) = next {
            let Some(first) = period.first_day().filter(|first| *first <= to) else {
                return;
            };
            next = period.next();
            if first < from {
                continue;
            }
            if !self.spend(1) {
                self.ask(case.norm.place, vec![Need::Limit("work")]);
                return;
            }
            if first >= valid_until {
                let scope = case.bearer.scope;
                self.is_exact = true;
                (holds, valid_until) =
                    self.with_horizon(|run| run.norm_applies(case.norm, first, scope));
                self.is_exact = false;
            }
            if !holds.is_no() {
                each(self, period, first, holds.clone());
            }
        }
    }

    /// `于每年12月31日前`, `于每月15日当日`: one a year or month, judged on its first day, or, where
    /// the act must happen on the day itself, on that day.
    fn yearly_or_monthly(
        &mut self,
        case: Case<'a>,
        id: u32,
        day: Day,
        (from, to): (Date, Date),
        on_the_day: bool,
    ) {
        let kind = match day {
            Day::On(day) => {
                let holds = self.norm_applies(case.norm, day, case.bearer.scope);
                if !holds.is_no() && day <= to && day >= from {
                    self.arise(case, id, Occasion::new(day, day, Last::Day(day)), holds);
                }
                return;
            }
            Day::Yearly { .. } => PeriodKind::Year,
            Day::Monthly { .. } => PeriodKind::Month,
        };
        if !on_the_day {
            return self.periods(case, kind, (from, to), |run, period, first, holds| {
                if let Some(last) = day_in(period, day) {
                    run.arise(
                        case,
                        id,
                        Occasion::new(first, first, Last::Day(last)),
                        holds,
                    );
                }
            });
        }
        let mut next = Some(Period::containing(kind, from));
        while let Some(period) = next {
            let Some(day) = day_in(period, day).filter(|day| *day <= to) else {
                return;
            };
            next = period.next();
            if !self.spend(1) {
                return self.ask(case.norm.place, vec![Need::Limit("work")]);
            }
            let holds = self.norm_applies(case.norm, day, case.bearer.scope);
            if day >= from && !holds.is_no() {
                self.arise(case, id, Occasion::new(day, day, Last::Day(day)), holds);
            }
        }
    }

    /// From the first day of each span on which the duty applies.
    fn on_spans(
        &mut self,
        case: Case<'a>,
        id: u32,
        length: Option<Counted>,
        (from, to): (Date, Date),
    ) {
        for span in self.spells(case, (from, to)) {
            let last = length.map_or(Last::Never, |length| self.counted_end(span.from, length));
            self.arise(
                case,
                id,
                Occasion::new(span.from, span.from, last),
                span.first,
            );
        }
    }

    /// The first day on which it is not false that the duty applies.
    pub fn first_span(
        &mut self,
        case: Case<'a>,
        (from, to): (Date, Date),
    ) -> Option<(Date, Value)> {
        let scope = case.bearer.scope;
        let spans = self.spans(from, to, |run, day| run.norm_applies(case.norm, day, scope));
        let first = spans.into_iter().next();
        first.map(|span| (span.from, span.first))
    }
}

/// Only what is counted from an event or a signing has a start without an effect date.
const fn needs_no_start(window: &WindowRow) -> bool {
    match window {
        WindowRow::After(anchor, _) | WindowRow::Every(anchor, _) => match anchor {
            AnchorRow::Signing(_) | AnchorRow::Event(_) | AnchorRow::Unrecorded(_) => true,
            AnchorRow::Date(_) => false,
        },
        WindowRow::Open
        | WindowRow::Each(_)
        | WindowRow::By(_)
        | WindowRow::On(_)
        | WindowRow::Before(..)
        | WindowRow::Within(_) => false,
    }
}

/// The day of a year or month; the month's last day where it has no such day.
pub(crate) fn day_in(period: Period, day: Day) -> Option<Date> {
    use chrono::Datelike;
    let first = period.first_day()?;
    let (month, day) = match day {
        Day::On(day) => return Some(day),
        Day::Yearly { month, day } => (u32::from(month), day),
        Day::Monthly { day } => (first.month(), day),
    };
    let wanted = u32::from(day);
    (1..=wanted)
        .rev()
        .find_map(|day| crate::value::dates::ymd(first.year(), month, day))
}

/// Whether superior law makes it void on the day.
pub(crate) fn is_void(void: &[(Option<Date>, Option<Date>)], on: Date) -> bool {
    void.iter().any(|(from, until)| {
        from.is_none_or(|from| from <= on) && until.is_none_or(|until| on <= until)
    })
}

/// The day itself, or the next such day in a year or month, on or after a day.
pub fn next_day(day: Day, from: Date) -> Option<Date> {
    let kind = match day {
        Day::On(day) => return Some(day),
        Day::Yearly { .. } => PeriodKind::Year,
        Day::Monthly { .. } => PeriodKind::Month,
    };
    let this = Period::containing(kind, from);
    let here = day_in(this, day).filter(|day| *day >= from);
    here.or_else(|| day_in(this.next()?, day))
}
