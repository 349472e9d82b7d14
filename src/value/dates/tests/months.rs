//! Month addition: the cases of the literature, and the theorems of ESOP 2024.

use proptest::prelude::*;

use super::*;
use crate::value::Length;

const MODES: [MonthEnd; 3] = [MonthEnd::Down, MonthEnd::Up, MonthEnd::Abort];

fn rounds(date: &str, months: i32, down: &str, up: &str) {
    let found = MODES.map(|end| add_months(day(date), months, end));
    assert_eq!(
        found,
        [Some(day(down)), Some(day(up)), None],
        "{date} + {months} months"
    );
}

fn is_exact(date: &str, months: i32, expected: &str) {
    let found = MODES.map(|end| add_months(day(date), months, end));
    assert_eq!(found, [Some(day(expected)); 3], "{date} + {months} months");
}

#[test]
fn date_amb_01_april_has_no_31st() {
    rounds("2012-03-31", 1, "2012-04-30", "2012-05-01");
}

#[test]
fn date_amb_03_february_of_a_leap_year() {
    rounds("2012-01-31", 1, "2012-02-29", "2012-03-01");
}

#[test]
fn date_amb_05_the_29th_in_a_common_year() {
    rounds("2012-10-29", 4, "2013-02-28", "2013-03-01");
}

#[test]
fn date_amb_07_the_year_2100_is_common() {
    rounds("2012-02-29", 88 * 12, "2100-02-28", "2100-03-01");
}

#[test]
fn date_exact_02_a_day_is_added_without_rounding() {
    for end in MODES {
        assert_eq!(
            add_period(day("2013-02-28"), 0, 0, 1, end),
            Some(day("2013-03-01"))
        );
    }
}

#[test]
fn date_exact_04_five_months_reach_a_month_that_has_the_day() {
    is_exact("2012-10-31", 5, "2013-03-31");
}

#[test]
fn date_exact_06_rounding_happens_once_and_not_after_each_month() {
    is_exact("2012-01-31", 2, "2012-03-31");
    let by_single_months = add_months(day("2012-01-31"), 1, MonthEnd::Down)
        .and_then(|february| add_months(february, 1, MonthEnd::Down));
    assert_eq!(by_single_months, Some(day("2012-03-29")));
}

#[test]
fn date_recurr_the_kth_month_is_counted_from_the_anchor() {
    let anchor = day("2025-01-31");
    let found: Vec<Date> = (1..=3)
        .filter_map(|months| add_months(anchor, months, MonthEnd::Down))
        .collect();
    assert_eq!(found, ["2025-02-28", "2025-03-31", "2025-04-30"].map(day));
}

#[test]
fn days_come_after_the_rounding() {
    // 31 January + 1 month = 28 February, + 2 days = 2 March; not 2 February + 1 month.
    assert_eq!(
        add_period(day("2025-01-31"), 0, 1, 2, MonthEnd::Down),
        Some(day("2025-03-02"))
    );
    let length = Length {
        years: 1,
        months: 1,
        days: 2,
    };
    assert_eq!(
        add_length(day("2024-01-31"), length, MonthEnd::Down),
        Some(day("2025-03-02"))
    );
}

#[test]
fn what_is_no_law_of_month_addition() {
    let plus =
        |date: &str, months, days| add_period(day(date), 0, months, days, MonthEnd::Down).unwrap();
    let back = add_months(plus("2025-01-31", 1, 0), -1, MonthEnd::Down);
    assert_eq!(
        back,
        Some(day("2025-01-28")),
        "a month on and a month back is not the same day"
    );
    let month_then_day = plus("2025-01-30", 1, 1);
    let day_then_month = plus("2025-01-31", 1, 0);
    assert_ne!(month_then_day, day_then_month);
}

#[test]
fn the_range_of_dates_ends_without_a_panic() {
    for end in MODES {
        assert_eq!(add_months(day("9999-12-01"), 1, end), None);
        assert_eq!(add_months(day("0001-01-31"), -1, end), None);
        assert_eq!(add_months(day("2024-01-31"), i32::MAX, end), None);
        assert_eq!(add_months(day("2024-01-31"), i32::MIN, end), None);
        assert_eq!(add_period(day("2024-01-31"), i32::MAX, 0, 0, end), None);
    }
    let long = Length {
        years: 0,
        months: u32::MAX,
        days: 0,
    };
    assert_eq!(add_length(day("2024-01-31"), long, MonthEnd::Down), None);
}

#[test]
fn whole_months_between_two_days() {
    for (from, to, months) in [
        ("2024-01-31", "2024-02-28", 0),
        ("2024-01-31", "2024-02-29", 1),
        ("2024-01-15", "2024-02-14", 0),
        ("2024-01-15", "2024-02-15", 1),
        ("2024-02-29", "2025-02-28", 12),
        ("2024-03-31", "2025-03-30", 11),
        ("2024-05-05", "2024-05-05", 0),
        ("2024-02-15", "2024-01-15", -1),
    ] {
        assert_eq!(months_between(day(from), day(to)), months, "{from} to {to}");
    }
}

proptest! {
    #[test]
    fn theorem_2_there_is_always_a_date_inside_the_range(date in near_date(), months in -600_i32..600, days in -900_i32..900) {
        prop_assert!(add_period(date, 0, months, days, MonthEnd::Down).is_some());
        prop_assert!(add_period(date, 0, months, days, MonthEnd::Up).is_some());
    }

    #[test]
    fn theorem_3_a_later_day_never_ends_earlier(
        a in near_date(), gap in 0_i64..40, years in -9_i32..9, months in -30_i32..30, days in -40_i32..40,
    ) {
        let b = add_days(a, gap).unwrap();
        for end in [MonthEnd::Down, MonthEnd::Up] {
            prop_assert!(add_period(a, years, months, days, end) <= add_period(b, years, months, days, end));
        }
    }

    #[test]
    fn theorem_4_down_is_not_after_up_and_equal_where_nothing_is_rounded(date in any_date(), months in -600_i32..600) {
        let [down, up, exact] = MODES.map(|end| add_months(date, months, end));
        let (Some(down), Some(up)) = (down, up) else { return Ok(()) };
        prop_assert!(down <= up);
        prop_assert_eq!(exact, (down == up).then_some(down));
        prop_assert!(days_between(down, up) <= 1);
    }

    #[test]
    fn lemma_4_a_year_is_twelve_months(date in any_date(), years in -300_i32..300, days in -40_i32..40) {
        for end in MODES {
            prop_assert_eq!(add_period(date, years, 0, days, end), add_period(date, 0, 12 * years, days, end));
        }
    }

    #[test]
    fn theorem_5_rounded_exactly_if_the_month_reached_has_fewer_days(date in any_date(), months in -600_i32..600) {
        let Some(there) = add_months(date, months, MonthEnd::Down) else { return Ok(()) };
        let is_ambiguous = add_months(date, months, MonthEnd::Abort).is_none();
        let days_in_month = (28..=31).rfind(|day| ymd(there.year(), there.month(), *day).is_some()).unwrap();
        prop_assert_eq!(is_ambiguous, date.day() > days_in_month);
    }

    #[test]
    fn going_on_by_single_months_drifts_by_three_days_at_most(date in near_date(), months in 0_usize..30) {
        let step = |date: &Date| add_months(*date, 1, MonthEnd::Down);
        let drifted = std::iter::successors(Some(date), step).nth(months).unwrap();
        let anchored = add_months(date, i32::try_from(months).unwrap(), MonthEnd::Down).unwrap();
        prop_assert!((0..=3).contains(&days_between(drifted, anchored)));
    }

    #[test]
    fn months_between_is_the_greatest_number_that_does_not_pass(from in near_date(), gap in 0_i64..5000) {
        let to = add_days(from, gap).unwrap();
        let months = months_between(from, to);
        prop_assert!(add_months(from, months, MonthEnd::Down).unwrap() <= to);
        prop_assert!(add_months(from, months + 1, MonthEnd::Down).unwrap() > to);
        prop_assert_eq!(months_between(to, from), -months);
    }
}
