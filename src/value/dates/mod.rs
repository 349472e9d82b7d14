//! Dates: months added as the law adds them, ages, and periods that are counted from a day.

mod ages;
mod counted;
mod months;

use chrono::Datelike;

use super::Date;

pub use ages::{age, reaches_age};
pub use counted::{MissingYear, PeriodEnd, corresponding_day, count_back, period_end};
pub(super) use months::last_day_of;
pub use months::{MonthEnd, add_length, add_months, add_period, months_between};

/// The last year a date may lie in; the first is 1.
pub const LAST_YEAR: i32 = 9999;

/// The date, if it exists and lies in the years 1 to 9999.
#[must_use]
pub fn ymd(year: i32, month: u32, day: u32) -> Option<Date> {
    Date::from_ymd_opt(year, month, day).and_then(in_range)
}

/// Reads a date written `2024-03-01`, with all its digits; `None` if there is no such day.
#[must_use]
pub fn parse_iso(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    ymd(
        digits(year, 4)?.try_into().ok()?,
        digits(month, 2)?,
        digits(day, 2)?,
    )
}

/// `date` plus so many days, or minus where `days` is negative; `None` outside the years 1 to
/// 9999.
#[must_use]
pub fn add_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add_signed(chrono::TimeDelta::try_days(days)?)
        .and_then(in_range)
}

/// The days from `from` to `to`, `from` not counted; negative if `to` is earlier.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i64 {
    to.signed_duration_since(from).num_days()
}

fn in_range(date: Date) -> Option<Date> {
    (1..=LAST_YEAR).contains(&date.year()).then_some(date)
}

fn digits(text: &str, count: usize) -> Option<u32> {
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests;
