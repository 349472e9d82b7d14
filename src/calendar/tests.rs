#![allow(clippy::unwrap_used, reason = "tests")]

use chrono::Datelike;
use proptest::prelude::*;

use super::*;
use crate::value::dates::ymd;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    ymd(year, month, day).unwrap()
}

fn days_of(calendar: &Calendar, year: i32) -> impl Iterator<Item = (NaiveDate, Option<bool>)> + '_ {
    let first = day(year, 1, 1);
    first
        .iter_days()
        .take_while(move |day| day.year() == year)
        .map(|day| (day, calendar.is_rest_day(day)))
}

#[test]
fn the_embedded_calendar_reads_and_holds_2004_to_2026() {
    let calendar = Calendar::from_yaml(CHINA).unwrap();
    assert!(calendar.years().eq(2004..=2026));
    assert!(calendar.weekends_are_rest_days());
    assert_eq!(calendar, Calendar::china());
}

#[test]
fn every_year_has_its_public_holidays_and_the_working_days_that_pay_for_them() {
    let calendar = Calendar::china();
    let bare = Calendar::china().with_weekends_as_rest_days(false);
    let (mut holidays, mut worked) = (0, 0);
    for year in calendar.years() {
        assert_eq!(bare.is_rest_day(day(year, 1, 1)), Some(true), "{year}");
        for date in 1..=3 {
            assert_eq!(
                bare.is_rest_day(day(year, 10, date)),
                Some(true),
                "{year}-10-{date}"
            );
        }
        assert_eq!(bare.is_rest_day(day(year, 5, 1)), Some(true), "{year}");
        holidays += days_of(&bare, year)
            .filter(|(_, rest)| *rest == Some(true))
            .count();
        let is_worked = |date, rest| is_weekend(date) && rest == Some(false);
        worked += days_of(&calendar, year)
            .filter(|(date, rest)| is_worked(*date, *rest))
            .count();
    }
    // The source lists 621 days off and 150 weekend days worked.
    assert_eq!((holidays, worked), (621, 150));
}

#[test]
fn announced_days_of_well_known_years() {
    let calendar = Calendar::china();
    for (date, rest) in [
        (day(2025, 1, 28), true), // the Eve of the Spring Festival, first off in 2025
        (day(2025, 2, 4), true),  // its last day
        (day(2025, 1, 26), false), // a Sunday worked for it
        (day(2025, 9, 28), false), // a Sunday worked for National Day
        (day(2025, 9, 21), true), // a plain Sunday
        (day(2025, 9, 22), false), // a plain Monday
        (day(2020, 1, 31), true), // the Spring Festival of 2020 was made longer
        (day(2020, 2, 2), true),
        (day(2015, 9, 3), true), // 70 years after the war, once
        (day(2016, 9, 3), true), // a plain Saturday
        (day(2014, 9, 3), false),
        (day(2006, 12, 31), false), // a Sunday worked for the New Year of the next year
        (day(2007, 12, 31), true),  // a Monday off for the New Year of the next year
        (day(2024, 2, 29), false),  // 29 February has a bit of its own
    ] {
        assert_eq!(calendar.is_rest_day(date), Some(rest), "{date}");
    }
}

#[test]
fn a_year_not_loaded_is_not_known() {
    let calendar = Calendar::china();
    assert_eq!(calendar.is_rest_day(day(2003, 12, 31)), None);
    assert_eq!(calendar.is_rest_day(day(2027, 1, 1)), None);
    assert_eq!(Calendar::default().is_rest_day(day(2025, 1, 1)), None);
}

#[test]
fn years_need_not_follow_each_other() {
    let text = "years: [{year: 2040, rest: [01-02]}, {year: 2030, rest: [01-01]}, {year: 2031}]";
    let calendar = Calendar::from_yaml(text).unwrap();
    assert!(calendar.years().eq([2030, 2031, 2040]));
    assert_eq!(calendar.is_rest_day(day(2030, 1, 1)), Some(true));
    assert_eq!(calendar.is_rest_day(day(2031, 1, 1)), Some(false));
    assert_eq!(calendar.is_rest_day(day(2040, 1, 2)), Some(true));
    for missing in [2029, 2032, 2039, 2041] {
        assert_eq!(calendar.is_rest_day(day(missing, 1, 1)), None, "{missing}");
    }
}

#[test]
fn without_plain_weekends_only_announced_days_are_rest_days() {
    let calendar = Calendar::china().with_weekends_as_rest_days(false);
    assert_eq!(calendar.is_rest_day(day(2025, 9, 21)), Some(false));
    assert_eq!(calendar.is_rest_day(day(2025, 10, 4)), Some(true));
    let text = "weekends_are_rest_days: false\nyears: [{year: 2030}]";
    assert_eq!(
        Calendar::from_yaml(text)
            .unwrap()
            .is_rest_day(day(2030, 1, 5)),
        Some(false)
    );
}

#[test]
fn merging_adds_years_and_the_later_text_wins() {
    let mut calendar = Calendar::china();
    let text = "years: [{year: 2027, rest: [01-01/01-03]}, {year: 2026, work: [10-03]}]";
    calendar.merge(Calendar::from_yaml(text).unwrap());
    assert!(calendar.years().eq(2004..=2027));
    assert_eq!(calendar.is_rest_day(day(2027, 1, 1)), Some(true));
    assert_eq!(
        calendar.is_rest_day(day(2026, 10, 3)),
        Some(false),
        "replaced"
    );
    assert_eq!(
        calendar.is_rest_day(day(2026, 10, 1)),
        Some(false),
        "the whole year is replaced"
    );
    assert!(
        calendar.weekends_are_rest_days(),
        "the switch stays where the text does not say it"
    );
    calendar.merge(Calendar::from_yaml("weekends_are_rest_days: false").unwrap());
    assert!(!calendar.weekends_are_rest_days());
    assert!(calendar.years().eq(2004..=2027));
}

#[test]
fn a_text_that_is_no_calendar_is_refused_with_its_reason() {
    for (text, code) in [
        ("years: 7", "calendar-shape"),
        ("years: [{year: 2030, rests: []}]", "calendar-shape"),
        ("years: [{rest: []}]", "calendar-shape"),
        ("years: [{year: 2030", "calendar-shape"),
        ("years: [{year: 0}]", "calendar-year-outside"),
        ("years: [{year: 10000}]", "calendar-year-outside"),
        ("years: [{year: 2030}, {year: 2030}]", "calendar-year-twice"),
        ("years: [{year: 2030, rest: [02-29]}]", "calendar-day"),
        ("years: [{year: 2030, rest: [1-1]}]", "calendar-day"),
        ("years: [{year: 2030, rest: [10-07/10-01]}]", "calendar-day"),
        ("years: [{year: 2030, rest: ['２０']}]", "calendar-day"),
        (
            "years: [{year: 2030, work: [01-07]}]",
            "calendar-no-weekend",
        ),
        (
            "years: [{year: 2030, rest: [01-05], work: [01-05]}]",
            "calendar-both",
        ),
    ] {
        let error = Calendar::from_yaml(text).unwrap_err();
        assert_eq!(error.code(), code, "{text}: {error}");
    }
}

#[test]
fn the_place_of_a_wrong_shape_is_said() {
    let error = Calendar::from_yaml("years:\n  - year: often\n").unwrap_err();
    assert!(
        matches!(
            error,
            CalendarError::Shape {
                line: 2,
                column: 11,
                ..
            }
        ),
        "{error:?}"
    );
}

#[test]
fn a_long_text_and_an_alias_bomb_are_refused() {
    let edge = format!("years: []\n#{}", " ".repeat(MAX_TEXT - 11));
    assert_eq!(edge.len(), MAX_TEXT);
    assert!(Calendar::from_yaml(&edge).is_ok());
    assert_eq!(
        Calendar::from_yaml(&format!("{edge} ")),
        Err(CalendarError::TooLong)
    );
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let below = format!("*a{}, ", level - 1).repeat(8);
        bomb.push_str(&format!("a{level}: &a{level} [{below}]\n"));
    }
    bomb.push_str("years: *a11\n");
    assert_eq!(
        Calendar::from_yaml(&bomb).unwrap_err().code(),
        "calendar-shape"
    );
}

proptest! {
    #[test]
    fn exactly_the_listed_days_are_rest_days(listed in prop::collection::btree_set(0_u32..366, 0..40)) {
        let first = day(2028, 1, 1);
        let days: Vec<NaiveDate> = listed.iter().map(|at| first + chrono::Days::new(u64::from(*at))).collect();
        let entries: Vec<String> = days.iter().map(|day| day.format("%m-%d").to_string()).collect();
        let text = format!("years: [{{year: 2028, rest: [{}]}}]", entries.join(", "));
        let calendar = Calendar::from_yaml(&text).unwrap().with_weekends_as_rest_days(false);
        let found: Vec<NaiveDate> =
            days_of(&calendar, 2028).filter(|(_, rest)| *rest == Some(true)).map(|(day, _)| day).collect();
        prop_assert_eq!(found, days);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "(years|weekends|year|rest|work|[0-9-/{}:,\\[\\]&*\n ]){0,40}") {
        let _ = Calendar::from_yaml(&text);
    }
}
