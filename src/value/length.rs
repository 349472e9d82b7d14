//! Lengths of time.

use serde::{Deserialize, Serialize};

use super::Unit;

/// A length of time in years, months and days, as it is added to a date
/// ([`dates::add_length`](super::dates::add_length)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Length {
    /// Whole years.
    pub years: u32,
    /// Whole months, also more than eleven.
    pub months: u32,
    /// Days.
    pub days: u32,
}

impl Length {
    /// So many years, quarters, months or days; `None` for any other unit or on overflow.
    #[must_use]
    pub fn of(count: u32, unit: Unit) -> Option<Self> {
        match Counted::of(count, unit)? {
            Counted::Days(days) => Some(Self {
                days,
                ..Self::default()
            }),
            Counted::Months(months) => Some(Self {
                months,
                ..Self::default()
            }),
            Counted::Years(years) => Some(Self {
                years,
                ..Self::default()
            }),
            Counted::WorkingDays(_) => None,
        }
    }
}

/// The length of a period that is counted from a day (Civil Code, Art. 200 to 203).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// So many days.
    Days(u32),
    /// So many days that are no rest days.
    WorkingDays(u32),
    /// So many months.
    Months(u32),
    /// So many years.
    Years(u32),
}

impl Counted {
    /// So many years, quarters, months, days or working days; `None` for any other unit or on
    /// overflow.
    #[must_use]
    pub fn of(count: u32, unit: Unit) -> Option<Self> {
        match unit {
            Unit::Day => Some(Self::Days(count)),
            Unit::WorkingDay => Some(Self::WorkingDays(count)),
            Unit::Month => Some(Self::Months(count)),
            Unit::Quarter => Some(Self::Months(count.checked_mul(3)?)),
            Unit::Year => Some(Self::Years(count)),
            Unit::Yuan
            | Unit::Jiao
            | Unit::ZhouSui
            | Unit::Hour
            | Unit::Mu
            | Unit::SquareMetre
            | Unit::Metre
            | Unit::Kilometre
            | Unit::Jin
            | Unit::Kilogram
            | Unit::Percent
            | Unit::Person
            | Unit::Household
            | Unit::Times
            | Unit::Copies
            | Unit::Fold
            | Unit::Points => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_is_three_months() {
        assert_eq!(Counted::of(2, Unit::Quarter), Some(Counted::Months(6)));
        assert_eq!(
            Length::of(2, Unit::Quarter),
            Some(Length {
                years: 0,
                months: 6,
                days: 0
            })
        );
        assert_eq!(Counted::of(u32::MAX, Unit::Quarter), None);
    }

    #[test]
    fn only_units_of_whole_days_are_lengths() {
        assert_eq!(Length::of(3, Unit::WorkingDay), None);
        assert_eq!(
            Counted::of(3, Unit::WorkingDay),
            Some(Counted::WorkingDays(3))
        );
        let counted: Vec<Unit> = Unit::all()
            .filter(|unit| Counted::of(1, *unit).is_some())
            .collect();
        let expected: Vec<Unit> = Unit::all()
            .filter(|unit| unit.is_time() && *unit != Unit::Hour)
            .collect();
        assert_eq!(counted, expected);
    }
}
