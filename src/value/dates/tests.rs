#![allow(clippy::unwrap_used, reason = "tests")]

mod ages;
mod counted;
mod months;

use proptest::prelude::*;

use super::super::strategies::{any_date, near_date};
use super::*;

fn day(text: &str) -> Date {
    parse_iso(text).unwrap()
}

#[test]
fn iso_dates_are_read_with_all_their_digits_only() {
    assert_eq!(parse_iso("2024-02-29"), ymd(2024, 2, 29));
    assert_eq!(parse_iso("0001-01-01"), ymd(1, 1, 1));
    for text in [
        "2024-2-29",
        "2023-02-29",
        "0000-01-01",
        "10000-01-01",
        "2024-01-01-",
        "2024-+1-01",
        "2024/01/01",
        "",
        "2024-01",
        "２０２４-01-01",
        "-2024-01-01",
    ] {
        assert_eq!(parse_iso(text), None, "{text}");
    }
}

#[test]
fn no_date_leaves_the_years_1_to_9999() {
    assert_eq!(ymd(0, 12, 31), None);
    assert_eq!(ymd(10_000, 1, 1), None);
    assert_eq!(add_days(day("9999-12-31"), 1), None);
    assert_eq!(add_days(day("0001-01-01"), -1), None);
    assert_eq!(add_days(day("2024-01-01"), i64::MAX), None);
    assert_eq!(add_days(day("2024-01-01"), i64::MIN), None);
}

proptest! {
    #[test]
    fn adding_days_is_a_group(date in near_date(), a in -4000_i64..4000, b in -4000_i64..4000) {
        let there = add_days(date, a).unwrap();
        prop_assert_eq!(add_days(there, b), add_days(date, a + b));
        prop_assert_eq!(add_days(there, -a), Some(date));
        prop_assert_eq!(add_days(date, 0), Some(date));
        prop_assert_eq!(days_between(date, there), a);
        prop_assert_eq!(days_between(there, date), -a);
    }

    #[test]
    fn a_date_is_its_year_month_and_day(date in any_date()) {
        prop_assert_eq!(ymd(date.year(), date.month(), date.day()), Some(date));
        prop_assert_eq!(parse_iso(&date.to_string()), Some(date));
    }

    #[test]
    fn order_is_the_order_of_the_count_of_days(a in any_date(), b in any_date()) {
        prop_assert_eq!(a < b, days_between(a, b) > 0);
        prop_assert_eq!(add_days(a, days_between(a, b)), Some(b));
    }
}
