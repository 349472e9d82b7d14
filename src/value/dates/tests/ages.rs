//! Ages: the cases of the literature, and the laws of counting.

use proptest::prelude::*;

use super::*;
use crate::value::AgeCounting;

const COUNTINGS: [AgeCounting; 3] = [
    AgeCounting::NextDay,
    AgeCounting::Birthday,
    AgeCounting::MonthAfter,
];

fn ages(born: &str, on: &str) -> [Option<i32>; 3] {
    COUNTINGS.map(|counting| age(day(born), day(on), counting))
}

#[test]
fn age_cn_birthday_the_year_is_complete_the_day_after() {
    assert_eq!(
        ages("2007-06-15", "2025-06-15"),
        [Some(17), Some(18), Some(17)]
    );
    assert_eq!(
        ages("2007-06-15", "2025-06-16"),
        [Some(18), Some(18), Some(17)]
    );
    assert_eq!(
        ages("2007-06-15", "2025-07-01"),
        [Some(18), Some(18), Some(18)]
    );
}

#[test]
fn age_leap_common_someone_born_on_a_leap_day_in_a_common_year() {
    assert_eq!(
        ages("2004-02-29", "2022-02-28"),
        [Some(17), Some(18), Some(17)]
    );
    assert_eq!(
        ages("2004-02-29", "2022-03-01"),
        [Some(18), Some(18), Some(18)]
    );
    // Had the birthday been rounded up, it would not have come on 28 February either.
    let up = add_months(day("2004-02-29"), 18 * 12, MonthEnd::Up);
    assert_eq!(up, Some(day("2022-03-01")));
}

#[test]
fn age_leap_leap_someone_born_on_a_leap_day_in_a_leap_year() {
    assert_eq!(
        ages("2004-02-29", "2024-02-29"),
        [Some(19), Some(20), Some(19)]
    );
    assert_eq!(
        ages("2004-02-29", "2024-02-28"),
        [Some(19), Some(19), Some(19)]
    );
}

#[test]
fn nobody_has_an_age_before_birth_and_everybody_is_0_on_that_day() {
    assert_eq!(ages("2024-05-05", "2024-05-04"), [None; 3]);
    assert_eq!(ages("2024-05-05", "2024-05-05"), [Some(0); 3]);
    assert_eq!(ages("2024-12-31", "2025-01-01"), [Some(0); 3]);
}

#[test]
fn pensions_begin_on_the_first_of_the_month_after_the_birthday() {
    assert_eq!(
        age(
            day("1964-12-05"),
            day("2024-12-31"),
            AgeCounting::MonthAfter
        ),
        Some(59)
    );
    assert_eq!(
        age(
            day("1964-12-05"),
            day("2025-01-01"),
            AgeCounting::MonthAfter
        ),
        Some(60)
    );
    assert_eq!(
        reaches_age(day("1964-12-05"), 60, AgeCounting::MonthAfter),
        Some(day("2025-01-01"))
    );
}

#[test]
fn the_first_day_of_an_age_at_the_edges() {
    let born = day("2004-02-29");
    assert_eq!(
        reaches_age(born, 18, AgeCounting::NextDay),
        Some(day("2022-03-01"))
    );
    assert_eq!(
        reaches_age(born, 18, AgeCounting::Birthday),
        Some(day("2022-02-28"))
    );
    assert_eq!(reaches_age(born, 0, AgeCounting::NextDay), Some(born));
    assert_eq!(reaches_age(born, 9000, AgeCounting::NextDay), None);
    assert_eq!(reaches_age(born, i32::MAX, AgeCounting::NextDay), None);
}

#[test]
fn the_ways_are_spelled_as_in_a_register() {
    let spelled = COUNTINGS.map(|counting| serde_json::to_string(&counting).unwrap());
    assert_eq!(spelled, ["\"next-day\"", "\"birthday\"", "\"month-after\""]);
    assert_eq!(AgeCounting::default(), AgeCounting::NextDay);
}

proptest! {
    #[test]
    fn age_never_falls_and_grows_by_one(
        born in near_date(), days in 0_i64..30_000, counting in prop::sample::select(&COUNTINGS),
    ) {
        let on = add_days(born, days).unwrap();
        let step = age(born, on.succ_opt().unwrap(), counting).unwrap() - age(born, on, counting).unwrap();
        prop_assert!(step == 0 || step == 1);
    }

    #[test]
    fn the_next_day_has_the_age_of_the_birthday_before(born in any_date(), days in 1_i64..40_000) {
        let Some(on) = add_days(born, days) else { return Ok(()) };
        let before = add_days(on, -1).unwrap();
        prop_assert_eq!(age(born, on, AgeCounting::NextDay), age(born, before, AgeCounting::Birthday));
    }

    #[test]
    fn the_first_day_of_an_age_is_the_first(
        born in any_date(), years in 1_i32..120, counting in prop::sample::select(&COUNTINGS),
    ) {
        let Some(first) = reaches_age(born, years, counting) else { return Ok(()) };
        prop_assert_eq!(age(born, first, counting), Some(years));
        prop_assert_eq!(age(born, add_days(first, -1).unwrap(), counting), Some(years - 1));
    }

    #[test]
    fn the_younger_are_never_older(
        born in near_date(), gap in 0_i64..800, days in 800_i64..30_000, counting in prop::sample::select(&COUNTINGS),
    ) {
        let (later, on) = (add_days(born, gap).unwrap(), add_days(born, days).unwrap());
        prop_assert!(age(later, on, counting) <= age(born, on, counting));
    }
}
