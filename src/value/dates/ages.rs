//! Years of age on a day.

use chrono::Datelike;

use super::super::{AgeCounting, Date};
use super::{MonthEnd, add_days, add_months, ymd};

/// The completed years of age on the day `on` of someone born on `born`; 0 on the day of birth,
/// `None` before it.
#[must_use]
pub fn age(born: Date, on: Date, counting: AgeCounting) -> Option<i32> {
    if on < born {
        return None;
    }
    let years = on.year() - born.year();
    let birthday = (born.month(), born.day());
    // 29 February is rounded down: in a common year the birthday is the 28th.
    let birthday = if birthday == (2, 29) && !on.leap_year() {
        (2, 28)
    } else {
        birthday
    };
    let today = (on.month(), on.day());
    let is_complete = match counting {
        AgeCounting::NextDay => today > birthday,
        AgeCounting::Birthday => today >= birthday,
        AgeCounting::MonthAfter => on.month() > born.month(),
    };
    Some(if is_complete {
        years
    } else {
        (years - 1).max(0)
    })
}

/// The first day on which someone born on `born` has completed `years` years of age; the day of
/// birth for 0 or less. `None` outside the years 1 to 9999.
#[must_use]
pub fn reaches_age(born: Date, years: i32, counting: AgeCounting) -> Option<Date> {
    if years <= 0 {
        return Some(born);
    }
    let birthday = add_months(born, years.checked_mul(12)?, MonthEnd::Down)?;
    match counting {
        AgeCounting::NextDay => add_days(birthday, 1),
        AgeCounting::Birthday => Some(birthday),
        AgeCounting::MonthAfter => add_months(
            ymd(birthday.year(), birthday.month(), 1)?,
            1,
            MonthEnd::Down,
        ),
    }
}
