//! What a charter counts with: money, exact numbers, units, dates, ages and periods.
//!
//! Nothing here is a float, panics or wraps: what cannot be represented is `None`. Dates are
//! Gregorian (Civil Code, Art. 200) and lie in the years 1 to 9999.

mod age;
mod exact;
mod length;
mod money;
mod period;
mod rounding;
#[cfg(test)]
mod strategies;
mod unit;

pub mod dates;

pub use age::AgeCounting;
pub use chrono::NaiveDate as Date;
pub use exact::{Exact, ExactError};
pub use length::{Counted, Length};
pub use money::{Money, apportion, shares};
pub use period::{Period, PeriodError, PeriodKind};
pub use rounding::{Rounding, round_to};
pub use unit::{Surface, Unit};
