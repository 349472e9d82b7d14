//! Calendar periods: the year, half-year, quarter or month a benefit or duty is for.

use std::fmt;
use std::str::FromStr;

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::Date;
use super::dates::{LAST_YEAR, last_day_of, ymd};

/// What kind of calendar period; `每年`, `每半年`, `每季度`, `每月`, `一次性`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodKind {
    /// A calendar year.
    Year,
    /// January to June, or July to December.
    Half,
    /// Three calendar months from January, April, July or October.
    Quarter,
    /// A calendar month.
    Month,
    /// No period: once in a life.
    Once,
}

impl PeriodKind {
    /// How many months it lasts; `None` for [`PeriodKind::Once`].
    #[must_use]
    pub const fn months(self) -> Option<u32> {
        match self {
            Self::Year => Some(12),
            Self::Half => Some(6),
            Self::Quarter => Some(3),
            Self::Month => Some(1),
            Self::Once => None,
        }
    }
}

/// One calendar period. As text: `2024`, `2024-H1`, `2024-Q4`, `2024-12`, `once`.
///
/// A number outside its range (a fifth quarter, the year 10000) makes a period without days;
/// [`Period::containing`], [`Period::next`] and reading never make one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Period {
    /// The calendar year.
    Year(i32),
    /// The year and its half, 1 or 2.
    Half(i32, u32),
    /// The year and its quarter, 1 to 4.
    Quarter(i32, u32),
    /// The year and its month, 1 to 12.
    Month(i32, u32),
    /// Once in a life.
    Once,
}

/// A text that is no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no period; write 2024, 2024-H1, 2024-Q4, 2024-12 or once")]
pub struct PeriodError;

impl Period {
    /// The period of that kind in which `date` lies.
    #[must_use]
    pub fn containing(kind: PeriodKind, date: Date) -> Self {
        let months = kind.months().unwrap_or(1);
        Self::numbered(kind, date.year(), date.month0() / months + 1)
    }

    const fn numbered(kind: PeriodKind, year: i32, number: u32) -> Self {
        match kind {
            PeriodKind::Year => Self::Year(year),
            PeriodKind::Half => Self::Half(year, number),
            PeriodKind::Quarter => Self::Quarter(year, number),
            PeriodKind::Month => Self::Month(year, number),
            PeriodKind::Once => Self::Once,
        }
    }

    /// The kind of the period.
    #[must_use]
    pub const fn kind(self) -> PeriodKind {
        match self {
            Self::Year(_) => PeriodKind::Year,
            Self::Half(..) => PeriodKind::Half,
            Self::Quarter(..) => PeriodKind::Quarter,
            Self::Month(..) => PeriodKind::Month,
            Self::Once => PeriodKind::Once,
        }
    }

    /// The first day; `None` for [`Period::Once`].
    #[must_use]
    pub fn first_day(self) -> Option<Date> {
        let (year, number) = self.year_and_number()?;
        ymd(
            year,
            number
                .checked_sub(1)?
                .checked_mul(self.kind().months()?)?
                .checked_add(1)?,
            1,
        )
    }

    /// The last day, which belongs to the period; `None` for [`Period::Once`].
    #[must_use]
    pub fn last_day(self) -> Option<Date> {
        let (year, number) = self.year_and_number()?;
        last_day_of(year, number.checked_mul(self.kind().months()?)?)
    }

    /// The period after this one; `None` for [`Period::Once`] and after the year 9999.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        let (year, number) = self.year_and_number()?;
        self.first_day()?;
        let (year, number) = if number * self.kind().months()? < 12 {
            (year, number + 1)
        } else {
            (year + 1, 1)
        };
        (year <= LAST_YEAR).then(|| Self::numbered(self.kind(), year, number))
    }

    const fn year_and_number(self) -> Option<(i32, u32)> {
        match self {
            Self::Year(year) => Some((year, 1)),
            Self::Half(year, number) | Self::Quarter(year, number) | Self::Month(year, number) => {
                Some((year, number))
            }
            Self::Once => None,
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Half(year, half) => write!(f, "{year:04}-H{half}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Once => f.write_str("once"),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    /// Reads exactly what [`Display`](fmt::Display) writes.
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let read = read(text).ok_or(PeriodError)?;
        let exists = read == Self::Once || read.first_day().is_some();
        if exists && read.to_string() == text {
            Ok(read)
        } else {
            Err(PeriodError)
        }
    }
}

fn read(text: &str) -> Option<Period> {
    if text == "once" {
        return Some(Period::Once);
    }
    let Some((year, part)) = text.split_once('-') else {
        return text.parse().ok().map(Period::Year);
    };
    let year = year.parse().ok()?;
    if let Some(half) = part.strip_prefix('H') {
        return half.parse().ok().map(|half| Period::Half(year, half));
    }
    if let Some(quarter) = part.strip_prefix('Q') {
        return quarter
            .parse()
            .ok()
            .map(|quarter| Period::Quarter(year, quarter));
    }
    part.parse().ok().map(|month| Period::Month(year, month))
}

impl TryFrom<String> for Period {
    type Error = PeriodError;

    fn try_from(text: String) -> Result<Self, PeriodError> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

#[cfg(test)]
mod tests;
