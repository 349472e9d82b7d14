//! Periods that are counted from a day (Civil Code, Art. 200 to 203).

use chrono::Datelike;

use super::super::{Counted, Date};
use super::{MonthEnd, add_days, add_months, in_range};
use crate::calendar::Calendar;

/// The year whose rest days are not loaded, so that the end of a period is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MissingYear(pub i32);

/// The last day of a counted period; an act on that day is in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PeriodEnd {
    /// The last day before rest days are looked at: an act up to this day is in time whatever
    /// the calendar says. For working days, the earliest (counting back: the latest) day that the
    /// last one can be; where the calendar is loaded, the last one itself.
    pub raw: Date,
    /// The last day, or the year whose calendar would tell it.
    pub end: Result<Date, MissingYear>,
}

/// The last day of a period of that length that begins on `start`. The day `start` itself is not
/// counted (Art. 201); months and years end on the corresponding day, or on the last day of a
/// month that has none (Art. 202); if the last day is a rest day, the period ends on the first
/// day after it that is none (Art. 203). Rest days before the last day change nothing.
/// `None` outside the years 1 to 9999.
#[must_use]
pub fn period_end(start: Date, length: Counted, calendar: &Calendar) -> Option<PeriodEnd> {
    match length {
        Counted::WorkingDays(count @ 1..) => working_days(start, count, Direction::On, calendar),
        Counted::WorkingDays(0) | Counted::Days(_) | Counted::Months(_) | Counted::Years(_) => {
            let raw = plain_end(start, length, Direction::On)?;
            Some(PeriodEnd {
                raw,
                end: next_working_day(raw, calendar)?,
            })
        }
    }
}

/// The last day on which something is done that must be done so long *before* `event` ("15 days
/// before the meeting"): the day of the event is not counted, and the day found does not move off
/// a rest day, which would shorten the notice. `None` outside the years 1 to 9999.
#[must_use]
pub fn count_back(event: Date, length: Counted, calendar: &Calendar) -> Option<PeriodEnd> {
    match length {
        Counted::WorkingDays(count) => working_days(event, count, Direction::Back, calendar),
        Counted::Days(_) | Counted::Months(_) | Counted::Years(_) => {
            let raw = plain_end(event, length, Direction::Back)?;
            Some(PeriodEnd { raw, end: Ok(raw) })
        }
    }
}

#[derive(Clone, Copy)]
enum Direction {
    On,
    Back,
}

impl Direction {
    fn signed(self, count: u32) -> Option<i32> {
        let count = i32::try_from(count).ok()?;
        match self {
            Self::On => Some(count),
            Self::Back => Some(-count),
        }
    }

    fn next(self, date: Date) -> Option<Date> {
        let next = match self {
            Self::On => date.succ_opt(),
            Self::Back => date.pred_opt(),
        };
        next.and_then(in_range)
    }
}

/// The day that corresponds to `from` after such a length, rest days not looked at: the last day of a term (Art. 201
/// and 202). Working days count like days. `None` outside the years 1 to 9999.
#[must_use]
pub fn corresponding_day(from: Date, length: Counted) -> Option<Date> {
    plain_end(from, length, Direction::On)
}

fn plain_end(from: Date, length: Counted, direction: Direction) -> Option<Date> {
    match length {
        Counted::Days(count) | Counted::WorkingDays(count) => {
            add_days(from, i64::from(direction.signed(count)?))
        }
        Counted::Months(count) => add_months(from, direction.signed(count)?, MonthEnd::Down),
        Counted::Years(count) => add_months(
            from,
            direction.signed(count)?.checked_mul(12)?,
            MonthEnd::Down,
        ),
    }
}

/// The first day from `date` on that is no rest day. Ends with the loaded years at the latest.
fn next_working_day(mut date: Date, calendar: &Calendar) -> Option<Result<Date, MissingYear>> {
    loop {
        match calendar.is_rest_day(date) {
            Some(false) => return Some(Ok(date)),
            Some(true) => date = Direction::On.next(date)?,
            None => return Some(Err(MissingYear(date.year()))),
        }
    }
}

/// The `count`-th working day from `from`, which is not counted. Ends with the loaded years at
/// the latest.
fn working_days(
    from: Date,
    count: u32,
    direction: Direction,
    calendar: &Calendar,
) -> Option<PeriodEnd> {
    let (mut day, mut left) = (from, count);
    while left > 0 {
        let next = direction.next(day)?;
        let Some(is_rest_day) = calendar.is_rest_day(next) else {
            let raw = plain_end(day, Counted::Days(left), direction)?;
            return Some(PeriodEnd {
                raw,
                end: Err(MissingYear(next.year())),
            });
        };
        day = next;
        left -= u32::from(!is_rest_day);
    }
    Some(PeriodEnd {
        raw: day,
        end: Ok(day),
    })
}
