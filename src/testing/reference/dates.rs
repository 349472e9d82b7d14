//! Plain date arithmetic of its own: a date is year, month, day; periods end as Civil Code
//! Art. 200 to 203 say.

use chrono::Datelike;

use crate::calendar::Calendar;
use crate::syntax::ast::{Length, Schedule};
use crate::value::{AgeCounting, Date, Unit};

/// The day, if the years 1 to 9999 have it.
fn day(year: i32, month: u32, day: u32) -> Option<Date> {
    let inside = (1..=9999).contains(&year);
    Date::from_ymd_opt(year, month, day).filter(|_| inside)
}

/// The day in that month, or the month's last.
pub(super) fn day_or_last(year: i32, month: u32, wanted: u32) -> Option<Date> {
    let mut try_day = wanted;
    while try_day > 0 {
        if let Some(found) = day(year, month, try_day) {
            return Some(found);
        }
        try_day -= 1;
    }
    None
}

/// So many days later (or earlier).
pub(super) fn plus_days(date: Date, days: i64) -> Option<Date> {
    let there = if days >= 0 {
        date.checked_add_days(chrono::Days::new(days.unsigned_abs()))?
    } else {
        date.checked_sub_days(chrono::Days::new(days.unsigned_abs()))?
    };
    day(there.year(), there.month(), there.day())
}

/// The day after; the day itself at the end of time.
pub(super) fn next(date: Date) -> Date {
    plus_days(date, 1).unwrap_or(date)
}

/// So many months later (or earlier): the corresponding day, else the month's last.
pub(super) fn plus_months(date: Date, months: i64) -> Option<Date> {
    let (mut year, mut month) = (i64::from(date.year()), i64::from(date.month()) + months);
    while month > 12 {
        year += 1;
        month -= 12;
    }
    while month < 1 {
        year -= 1;
        month += 12;
    }
    day_or_last(
        i32::try_from(year).ok()?,
        u32::try_from(month).ok()?,
        date.day(),
    )
}

/// Days and months of a length, `times` over; none for working days.
fn parts(length: Length, times: i64) -> Option<(i64, i64)> {
    let number = i64::from(length.number).checked_mul(times)?;
    let months_each = [(Unit::Month, 1), (Unit::Quarter, 3), (Unit::Year, 12)];
    if length.unit == Unit::Day {
        return Some((0, number));
    }
    let (_, months) = months_each
        .into_iter()
        .find(|(unit, _)| *unit == length.unit)?;
    Some((number.checked_mul(months)?, 0))
}

/// The corresponding day so many lengths later (earlier where negative); no rest days looked at.
pub(super) fn plus(date: Date, length: Length, times: i64) -> Option<Date> {
    let (months, days) = parts(length, times)?;
    plus_days(plus_months(date, months)?, days)
}

/// The last day of a counted period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Deadline {
    /// Before rest days are looked at.
    pub(super) raw: Date,
    /// The last day, or the year whose calendar is missing.
    pub(super) end: Result<Date, i32>,
}

impl Deadline {
    /// A day that does not move.
    pub(super) fn fixed(date: Date) -> Self {
        Self {
            raw: date,
            end: Ok(date),
        }
    }

    /// The last day as far as it is known.
    pub(super) fn last(self) -> Date {
        self.end.unwrap_or(self.raw)
    }
}

/// The end of a period counted from `start`, which is not counted; moved off rest days.
pub(super) fn period_end(start: Date, length: Length, calendar: &Calendar) -> Option<Deadline> {
    if length.unit == Unit::WorkingDay && length.number > 0 {
        return working_days(start, length.number, 1, calendar);
    }
    let raw = if length.unit == Unit::WorkingDay {
        start
    } else {
        plus(start, length, 1)?
    };
    let mut end = raw;
    loop {
        match calendar.is_rest_day(end) {
            Some(false) => return Some(Deadline { raw, end: Ok(end) }),
            Some(true) => end = plus_days(end, 1)?,
            None => {
                return Some(Deadline {
                    raw,
                    end: Err(end.year()),
                });
            }
        }
    }
}

/// The last day that lies a whole length before `event`; not moved off rest days.
pub(super) fn back(event: Date, length: Length, calendar: &Calendar) -> Option<Deadline> {
    if length.unit == Unit::WorkingDay {
        return working_days(event, length.number, -1, calendar);
    }
    plus(event, length, -1).map(Deadline::fixed)
}

fn working_days(from: Date, count: u32, step: i64, calendar: &Calendar) -> Option<Deadline> {
    let (mut here, mut left) = (from, i64::from(count));
    while left > 0 {
        let there = plus_days(here, step)?;
        match calendar.is_rest_day(there) {
            None => {
                return Some(Deadline {
                    raw: plus_days(here, left * step)?,
                    end: Err(there.year()),
                });
            }
            Some(true) => {}
            Some(false) => left -= 1,
        }
        here = there;
    }
    Some(Deadline::fixed(here))
}

/// Whole months from one day to a later one; mirrored for an earlier one.
pub(super) fn months_between(from: Date, to: Date) -> i64 {
    if to < from {
        return -months_between(to, from);
    }
    let mut months = 0;
    while plus_months(from, months + 1).is_some_and(|end| end <= to) {
        months += 1;
    }
    months
}

/// Completed years: the greatest n whose birthday counts as past; 0 before birth.
pub(super) fn age(born: Date, on: Date, counting: AgeCounting) -> i64 {
    let mut years = 0;
    while plus_months(born, (years + 1) * 12)
        .is_some_and(|birthday| reached(birthday, on, counting))
    {
        years += 1;
    }
    years
}

fn reached(birthday: Date, on: Date, counting: AgeCounting) -> bool {
    match counting {
        AgeCounting::NextDay => on > birthday,
        AgeCounting::Birthday => on >= birthday,
        AgeCounting::MonthAfter => (on.year(), on.month()) > (birthday.year(), birthday.month()),
    }
}

/// How many months a calendar period has; none for once.
pub(super) fn months_of(schedule: Schedule) -> Option<u32> {
    match schedule {
        Schedule::Year => Some(12),
        Schedule::HalfYear => Some(6),
        Schedule::Quarter => Some(3),
        Schedule::Month => Some(1),
        Schedule::Once => None,
    }
}

/// First and last day of the calendar period around a day; none for once.
pub(super) fn period_around(schedule: Schedule, date: Date) -> Option<(Date, Date)> {
    let months = months_of(schedule)?;
    let first_month = (date.month() - 1) / months * months + 1;
    let first = day(date.year(), first_month, 1)?;
    let last = day_or_last(date.year(), first_month + months - 1, 31)?;
    Some((first, last))
}

/// Every calendar period that meets the days from `from` to `to`.
pub(super) fn periods(schedule: Schedule, from: Date, to: Date) -> Vec<(Date, Date)> {
    let mut found = Vec::new();
    let mut at = from;
    while let Some((first, last)) = period_around(schedule, at).filter(|_| at <= to) {
        found.push((first, last));
        if next(last) == last {
            break;
        }
        at = next(last);
    }
    found
}

/// Every day from one to another, both included.
pub(super) fn days(from: Date, to: Date) -> Vec<Date> {
    let mut found = Vec::new();
    let mut at = from;
    while at <= to {
        found.push(at);
        if next(at) == at {
            break;
        }
        at = next(at);
    }
    found
}

/// Days from one day to another, the first not counted.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    to.signed_duration_since(from).num_days()
}
