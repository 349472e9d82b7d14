//! Adding years and months to a date.
//!
//! The order is that of Monat, Fromherz and Merigoux, *Formalizing Date Arithmetic and
//! Statutory Ambiguities for the Law* (ESOP 2024): years and months first, rounded once, then
//! days.

use chrono::Datelike;

use super::super::{Date, Length};
use super::{add_days, in_range, ymd};

/// What becomes of a day that the month reached does not have, such as 31 April.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MonthEnd {
    /// The last day of that month (Civil Code, Art. 202).
    Down,
    /// The first day of the month after.
    Up,
    /// There is no such date.
    Abort,
}

/// `date` plus `months` months (fewer than none: earlier), rounded once if the month reached has
/// no such day. `None` outside the years 1 to 9999, and for [`MonthEnd::Abort`] where rounding
/// would be needed.
#[must_use]
pub fn add_months(date: Date, months: i32, end: MonthEnd) -> Option<Date> {
    let serial = (date.year() * 12 + date.month0().cast_signed()).checked_add(months)?;
    let (year, month) = (
        serial.div_euclid(12),
        serial.rem_euclid(12).cast_unsigned() + 1,
    );
    match (ymd(year, month, date.day()), end) {
        (Some(there), _) => Some(there),
        (None, MonthEnd::Down) => last_day_of(year, month),
        (None, MonthEnd::Up) => last_day_of(year, month)?.succ_opt().and_then(in_range),
        (None, MonthEnd::Abort) => None,
    }
}

/// `date` plus years, months and days: years and months together, rounded once, then days.
/// `None` as for [`add_months`].
#[must_use]
pub fn add_period(date: Date, years: i32, months: i32, days: i32, end: MonthEnd) -> Option<Date> {
    let months = years.checked_mul(12)?.checked_add(months)?;
    add_days(add_months(date, months, end)?, i64::from(days))
}

/// `date` plus a length of time; `None` as for [`add_months`].
#[must_use]
pub fn add_length(date: Date, length: Length, end: MonthEnd) -> Option<Date> {
    let part = |count: u32| i32::try_from(count).ok();
    add_period(
        date,
        part(length.years)?,
        part(length.months)?,
        part(length.days)?,
        end,
    )
}

/// The whole months from `from` to `to`: the greatest n with `from` + n months (rounded down)
/// not after `to`. Negative, and mirrored, if `to` is earlier. Twelve are a year.
#[must_use]
pub fn months_between(from: Date, to: Date) -> i32 {
    if to < from {
        return -months_between(to, from);
    }
    let months =
        (to.year() - from.year()) * 12 + to.month0().cast_signed() - from.month0().cast_signed();
    let is_corresponding_day_past = to.day() >= from.day() || is_last_of_month(to);
    if is_corresponding_day_past {
        months
    } else {
        months - 1
    }
}

fn is_last_of_month(date: Date) -> bool {
    date.succ_opt()
        .is_none_or(|next| next.month() != date.month())
}

/// The last day of a month, if there is such a month.
pub(in crate::value) fn last_day_of(year: i32, month: u32) -> Option<Date> {
    (28..=31).rev().find_map(|day| ymd(year, month, day))
}
