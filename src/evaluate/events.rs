//! Counting recorded events in windows that end on the day looked at.

use super::run::Run;
use super::trace::Trace;
use super::value::{Open, Undecided, Value};
use crate::evaluate::Need;
use crate::model::{CountWindow, Length, Schedule};
use crate::register::{EventId, Owner};
use crate::value::dates::{self, MonthEnd};
use crate::value::{Counted, Date, Exact, Period, PeriodKind};

/// A calendar period of this sort; none for `一次性`.
pub(crate) const fn period_kind(schedule: Schedule) -> PeriodKind {
    match schedule {
        Schedule::Year => PeriodKind::Year,
        Schedule::HalfYear => PeriodKind::Half,
        Schedule::Quarter => PeriodKind::Quarter,
        Schedule::Month => PeriodKind::Month,
        Schedule::Once => PeriodKind::Once,
    }
}

impl<T: Trace> Run<'_, T> {
    /// Looks at the record that holds events of this kind: the village's own, or the household's.
    /// Where no village is known its record reaches to no day.
    pub fn by_doer(&mut self, event: EventId, count: impl FnOnce(&mut Self) -> Value) -> Value {
        let by = self.book.register.event(event).map(|event| event.by);
        if by != Some(Owner::Village) || self.village {
            return count(self);
        }
        let until = self.day;
        let inside = self.as_village(count);
        inside.unwrap_or_else(|| {
            self.names_the_day();
            Open::missing(Need::Events { event, until })
                .between(Some(Exact::ZERO), None)
                .into()
        })
    }

    /// How many such events lie in the window; at least so many where the record does not reach.
    pub fn event_count(&mut self, window: CountWindow, event: EventId) -> Value {
        let Some((from, to)) = self.window(window) else {
            return Open::limit("dates").into();
        };
        if self.looks_ahead {
            self.count_horizon(window, event);
        }
        let steps = self.home.events.as_ref().map_or(1, Vec::len) as u64;
        if !self.spend(steps) {
            return Self::exhausted();
        }
        let seen = self.acts(event, self.scope, from, to).count();
        let seen = Exact::from_int(i128::try_from(seen).unwrap_or(0));
        if self.is_recorded_until(to) {
            return Value::number(seen);
        }
        self.names_the_day();
        Open::missing(Need::Events { event, until: to })
            .between(Some(seen), None)
            .into()
    }

    /// First and last day of the window, the last not after the day.
    fn window(&self, window: CountWindow) -> Option<(Option<Date>, Date)> {
        let day = self.day;
        match window {
            CountWindow::Ever => Some((None, day)),
            CountWindow::This(schedule) => {
                let this = Period::containing(period_kind(schedule), day);
                Some((this.first_day(), day))
            }
            CountWindow::Last(schedule) => {
                let this = Period::containing(period_kind(schedule), day);
                let last = this.first_day()?.pred_opt()?;
                let before = Period::containing(period_kind(schedule), last);
                Some((before.first_day(), last))
            }
            CountWindow::Past(length) => {
                let before = before(day, length);
                Some((before.and_then(|before| before.succ_opt()), day))
            }
        }
    }

    /// When the count may be another: at the next event, the next period, when an event drops out
    /// of the window, and where the record ends.
    fn count_horizon(&mut self, window: CountWindow, event: EventId) {
        let next = self
            .acts(event, self.scope, self.day.succ_opt(), self.query.on)
            .next();
        self.may_change(next.map(|(_, act)| act.on));
        self.record_horizon();
        match window {
            CountWindow::Ever => {}
            CountWindow::This(schedule) | CountWindow::Last(schedule) => {
                let this = Period::containing(period_kind(schedule), self.day);
                self.may_change(this.last_day().and_then(|last| last.succ_opt()));
            }
            CountWindow::Past(length) => {
                let from = before(self.day, length).and_then(|day| day.succ_opt());
                let first = self.acts(event, self.scope, from, self.day).next();
                if let Some((_, act)) = first {
                    // Months are of unequal length: a few days early is safe, never late.
                    let drops = after(act.on, length).and_then(|day| dates::add_days(day, -4));
                    let soon = self.day.succ_opt();
                    self.may_change(drops.max(soon));
                }
            }
        }
    }

    /// The record of events ends there.
    pub fn record_horizon(&mut self) {
        let end = self.home.known_until.and_then(|known| known.succ_opt());
        self.may_change(end);
    }

    /// In each of the last whole periods before the day no such event happened.
    pub fn missed_in_a_row(&mut self, times: u32, schedule: Schedule, event: EventId) -> Value {
        let kind = period_kind(schedule);
        let mut period = Period::containing(kind, self.day);
        if self.looks_ahead {
            self.may_change(period.last_day().and_then(|last| last.succ_opt()));
            self.record_horizon();
        }
        let mut undecided = Undecided::default();
        for _ in 0..times {
            let Some(last) = period.first_day().and_then(|first| first.pred_opt()) else {
                return Open::limit("dates").into();
            };
            period = Period::containing(kind, last);
            if !self.spend(1) {
                return Self::exhausted();
            }
            let happened = self
                .acts(event, self.scope, period.first_day(), last)
                .next();
            if happened.is_some() {
                return Value::NO;
            }
            if !self.is_recorded_until(last) {
                undecided.add(&Open::missing(Need::Events { event, until: last }));
            }
        }
        undecided.or_bool(true)
    }
}

fn before(day: Date, length: Length) -> Option<Date> {
    moved(day, length, -1)
}

fn after(day: Date, length: Length) -> Option<Date> {
    moved(day, length, 1)
}

fn moved(day: Date, length: Length, sign: i32) -> Option<Date> {
    let signed = |count: u32| Some(i32::try_from(count).ok()? * sign);
    match Counted::of(length.number, length.unit)? {
        Counted::Days(count) | Counted::WorkingDays(count) => {
            dates::add_days(day, i64::from(signed(count)?))
        }
        Counted::Months(count) => dates::add_months(day, signed(count)?, MonthEnd::Down),
        Counted::Years(count) => {
            dates::add_months(day, signed(count)?.checked_mul(12)?, MonthEnd::Down)
        }
    }
}
