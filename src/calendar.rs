//! Rest days as data: public holidays and weekend days declared working, year by year.
//!
//! A period that is counted from a day and ends on a rest day ends on the next day that is none
//! (Civil Code, Art. 203). Which days those are is announced for one year at a time, so a year
//! that is not loaded is *not known*, never "without holidays".
//!
//! ```
//! use xiangyue::calendar::Calendar;
//! use xiangyue::value::dates::ymd;
//!
//! let calendar = Calendar::china();
//! let national_day = ymd(2025, 10, 1).ok_or("no such day")?;
//! assert_eq!(calendar.is_rest_day(national_day), Some(true));
//! # Ok::<(), &str>(())
//! ```

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;

/// The announced rest days of mainland China, 2004 to 2026.
const CHINA: &str = include_str!("../rules/calendar/china.yaml");

/// The longest text of a calendar that is read, in bytes; the embedded one has under 6,000.
pub const MAX_TEXT: usize = 1 << 20;

/// The days of a year, one bit each, counted from 0 on 1 January.
type Days = [u64; 6];

/// The rest days of the years that are loaded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    /// Sorted by year, each year once.
    years: Vec<Year>,
    /// What the text says about plain weekends; nothing said means that they are rest days.
    weekends: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Year {
    year: i32,
    rest: Days,
    work: Days,
}

/// Why the text of a calendar cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CalendarError {
    /// The text is longer than [`MAX_TEXT`].
    #[error("the calendar is longer than {MAX_TEXT} bytes")]
    TooLong,
    /// The text is no YAML of the shape `years: [{year, rest, work}]`.
    #[error("line {line}, column {column}: this is no calendar: {detail}")]
    Shape {
        /// Line, counted from 1; 0 if it is not known.
        line: usize,
        /// Column, counted from 1; 0 if it is not known.
        column: usize,
        /// What the YAML reader said.
        detail: String,
    },
    /// A year outside 1 to 9999.
    #[error("the year {0} is outside 1 to 9999")]
    YearOutside(i32),
    /// One year stands twice.
    #[error("the year {0} stands twice")]
    YearTwice(i32),
    /// A day that does not exist, or a span that runs backwards.
    #[error("year {year}: `{text}` is no day (MM-DD) and no span (MM-DD/MM-DD)")]
    Day {
        /// The year the entry stands under.
        year: i32,
        /// The entry as written.
        text: String,
    },
    /// A declared working day that is no Saturday or Sunday.
    #[error("{0} is declared a working day, but is no Saturday or Sunday")]
    NoWeekend(NaiveDate),
    /// A day that is declared both a rest day and a working day.
    #[error("{0} is declared both a rest day and a working day")]
    Both(NaiveDate),
}

impl CalendarError {
    /// The stable code of the error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong => "calendar-too-long",
            Self::Shape { .. } => "calendar-shape",
            Self::YearOutside(_) => "calendar-year-outside",
            Self::YearTwice(_) => "calendar-year-twice",
            Self::Day { .. } => "calendar-day",
            Self::NoWeekend(_) => "calendar-no-weekend",
            Self::Both(_) => "calendar-both",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarText {
    weekends_are_rest_days: Option<bool>,
    #[serde(default)]
    years: Vec<YearText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearText {
    year: i32,
    #[serde(default)]
    rest: Vec<String>,
    #[serde(default)]
    work: Vec<String>,
}

impl Calendar {
    /// The rest days of mainland China, 2004 to 2026, as the General Office of the State Council
    /// announced them. Parses embedded data: make it once and keep it.
    #[must_use]
    pub fn china() -> Self {
        // A test holds that the embedded text reads. Were it ever broken, a calendar without
        // years leaves every counted period undetermined, which is the honest answer.
        Self::from_yaml(CHINA).unwrap_or_default()
    }

    /// Reads a calendar: `years:` a list of `year`, `rest` (public holidays) and `work` (weekend
    /// days declared working), each day `MM-DD`, a span `MM-DD/MM-DD` with both ends;
    /// `weekends_are_rest_days: false` switches plain weekends off.
    ///
    /// # Errors
    /// [`CalendarError`] for the first thing that cannot be read.
    pub fn from_yaml(text: &str) -> Result<Self, CalendarError> {
        if text.len() > MAX_TEXT {
            return Err(CalendarError::TooLong);
        }
        let read: CalendarText = serde_yaml::from_str(text).map_err(|error| shape(&error))?;
        let mut years = BTreeMap::new();
        for text in &read.years {
            if years.insert(text.year, read_year(text)?).is_some() {
                return Err(CalendarError::YearTwice(text.year));
            }
        }
        Ok(Self {
            years: years.into_values().collect(),
            weekends: read.weekends_are_rest_days,
        })
    }

    /// Adds the years of `other`; where both hold a year, and for the weekend switch if `other`
    /// says it, `other` wins.
    pub fn merge(&mut self, other: Self) {
        let both = std::mem::take(&mut self.years)
            .into_iter()
            .chain(other.years);
        let years: BTreeMap<i32, Year> = both.map(|year| (year.year, year)).collect();
        self.years = years.into_values().collect();
        self.weekends = other.weekends.or(self.weekends);
    }

    /// The same calendar with plain Saturdays and Sundays as rest days, or not.
    #[must_use]
    pub fn with_weekends_as_rest_days(self, yes: bool) -> Self {
        Self {
            weekends: Some(yes),
            ..self
        }
    }

    /// Whether plain Saturdays and Sundays are rest days; yes unless said otherwise.
    #[must_use]
    pub fn weekends_are_rest_days(&self) -> bool {
        self.weekends.unwrap_or(true)
    }

    /// Whether `date` is a rest day: a public holiday, or a Saturday or Sunday not declared
    /// working. `None` if its year is not loaded.
    #[must_use]
    pub fn is_rest_day(&self, date: NaiveDate) -> Option<bool> {
        let year = self.year(date.year())?;
        let plain =
            self.weekends_are_rest_days() && is_weekend(date) && !contains(&year.work, date);
        Some(plain || contains(&year.rest, date))
    }

    fn year(&self, year: i32) -> Option<&Year> {
        let first = self.years.first()?.year;
        let guess = usize::try_from(year.checked_sub(first)?).ok()?;
        // Mostly no year is missing between the first and the last.
        match self.years.get(guess) {
            Some(found) if found.year == year => Some(found),
            _ => {
                let at = self
                    .years
                    .binary_search_by_key(&year, |found| found.year)
                    .ok()?;
                self.years.get(at)
            }
        }
    }

    /// The years that are loaded, in order.
    pub fn years(&self) -> impl Iterator<Item = i32> + '_ {
        self.years.iter().map(|year| year.year)
    }
}

fn shape(error: &serde_yaml::Error) -> CalendarError {
    let (line, column) = error
        .location()
        .map_or((0, 0), |at| (at.line(), at.column()));
    CalendarError::Shape {
        line,
        column,
        detail: error.to_string(),
    }
}

fn read_year(text: &YearText) -> Result<Year, CalendarError> {
    if !(1..=9999).contains(&text.year) {
        return Err(CalendarError::YearOutside(text.year));
    }
    let mut year = Year {
        year: text.year,
        rest: Days::default(),
        work: Days::default(),
    };
    for entry in &text.rest {
        for day in read_days(text.year, entry)? {
            insert(&mut year.rest, day);
        }
    }
    for entry in &text.work {
        for day in read_days(text.year, entry)? {
            if !is_weekend(day) {
                return Err(CalendarError::NoWeekend(day));
            }
            if contains(&year.rest, day) {
                return Err(CalendarError::Both(day));
            }
            insert(&mut year.work, day);
        }
    }
    Ok(year)
}

/// The days of `MM-DD` or `MM-DD/MM-DD`.
fn read_days(year: i32, text: &str) -> Result<impl Iterator<Item = NaiveDate>, CalendarError> {
    let (first, last) = text.split_once('/').unwrap_or((text, text));
    match (read_day(year, first), read_day(year, last)) {
        (Some(first), Some(last)) if first <= last => {
            Ok(first.iter_days().take_while(move |day| *day <= last))
        }
        _ => Err(CalendarError::Day {
            year,
            text: text.to_owned(),
        }),
    }
}

fn read_day(year: i32, text: &str) -> Option<NaiveDate> {
    let (month, day) = text.split_once('-')?;
    let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !two_digits(month) || !two_digits(day) {
        return None;
    }
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

fn contains(days: &Days, date: NaiveDate) -> bool {
    let day = date.ordinal0();
    usize::try_from(day / 64)
        .ok()
        .and_then(|at| days.get(at))
        .is_some_and(|word| word >> (day % 64) & 1 == 1)
}

fn insert(days: &mut Days, date: NaiveDate) {
    let day = date.ordinal0();
    if let Some(word) = usize::try_from(day / 64)
        .ok()
        .and_then(|at| days.get_mut(at))
    {
        *word |= 1 << (day % 64);
    }
}

#[cfg(test)]
mod tests;
