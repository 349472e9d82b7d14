//! Periods counted from a day: the cases of the literature, and the laws of rolling.

use proptest::prelude::*;

use super::*;
use crate::calendar::Calendar;
use crate::value::Counted;

thread_local! {
    /// Read once: the tests ask it many thousand times.
    static CHINA: Calendar = Calendar::china();
}

fn end_of(start: Date, length: Counted) -> PeriodEnd {
    CHINA
        .with(|china| period_end(start, length, china))
        .unwrap()
}

fn back_from(event: Date, length: Counted) -> PeriodEnd {
    CHINA
        .with(|china| count_back(event, length, china))
        .unwrap()
}

fn ends(start: &str, length: Counted, raw: &str, end: &str) {
    let expected = PeriodEnd {
        raw: day(raw),
        end: Ok(day(end)),
    };
    assert_eq!(
        end_of(day(start), length),
        expected,
        "{length:?} from {start}"
    );
}

#[test]
fn per_day_excluded_the_first_day_is_not_counted() {
    ends("2025-03-03", Counted::Days(10), "2025-03-13", "2025-03-13");
}

#[test]
fn per_holiday_last_day_moves_behind_the_holiday() {
    ends("2025-09-28", Counted::Days(10), "2025-10-08", "2025-10-09");
}

#[test]
fn per_working_sunday_is_no_rest_day() {
    ends("2025-09-13", Counted::Days(15), "2025-09-28", "2025-09-28");
}

#[test]
fn per_spring_the_period_ends_after_the_whole_festival() {
    ends("2025-01-13", Counted::Days(15), "2025-01-28", "2025-02-05");
}

#[test]
fn per_month_nocorr_3_a_month_without_the_day_ends_on_its_last() {
    ends("2024-11-30", Counted::Months(3), "2025-02-28", "2025-02-28");
}

#[test]
fn per_limitation_three_years_end_on_the_corresponding_day() {
    ends("2022-05-28", Counted::Years(3), "2025-05-28", "2025-05-28");
}

#[test]
fn per_no_calendar_names_the_year_and_keeps_the_plain_day() {
    let found = end_of(day("2031-09-20"), Counted::Days(15));
    assert_eq!(
        found,
        PeriodEnd {
            raw: day("2031-10-05"),
            end: Err(MissingYear(2031))
        }
    );
}

#[test]
fn norm_grandfather_six_months_end_behind_new_year() {
    ends("2024-07-01", Counted::Months(6), "2025-01-01", "2025-01-02");
    assert_eq!(
        end_of(day("2024-06-30"), Counted::Months(12)).raw,
        day("2025-06-30")
    );
}

#[test]
fn dl_ack_and_dl_urgent_two_working_days() {
    ends(
        "2025-08-08",
        Counted::WorkingDays(2),
        "2025-08-12",
        "2025-08-12",
    );
    ends(
        "2025-08-11",
        Counted::WorkingDays(2),
        "2025-08-13",
        "2025-08-13",
    );
}

#[test]
fn dl_explain_version_fifteen_and_ten_working_days() {
    ends(
        "2025-06-30",
        Counted::WorkingDays(15),
        "2025-07-21",
        "2025-07-21",
    );
    ends(
        "2025-07-01",
        Counted::WorkingDays(10),
        "2025-07-15",
        "2025-07-15",
    );
}

#[test]
fn only_the_last_day_rolls() {
    // The festival of eight days lies inside, and changes nothing.
    ends("2025-01-20", Counted::Days(30), "2025-02-19", "2025-02-19");
}

#[test]
fn only_the_year_of_the_last_day_is_needed() {
    ends("2003-12-30", Counted::Days(6), "2004-01-05", "2004-01-05");
    let found = end_of(day("2026-12-01"), Counted::Months(1));
    assert_eq!(found.end, Err(MissingYear(2027)));
    ends("2026-12-01", Counted::Days(30), "2026-12-31", "2026-12-31");
}

#[test]
fn a_roll_that_leaves_the_loaded_years_is_not_known() {
    let calendar = Calendar::from_yaml("years: [{year: 2033}]").unwrap();
    // 31 December 2033 is a Saturday.
    let found = period_end(day("2033-12-01"), Counted::Days(30), &calendar);
    assert_eq!(
        found,
        Some(PeriodEnd {
            raw: day("2033-12-31"),
            end: Err(MissingYear(2034))
        })
    );
}

#[test]
fn working_days_into_a_missing_year_keep_the_earliest_possible_end() {
    // Thursday 31 December 2026 is the second of them; the other three end on 3 January at best.
    let found = end_of(day("2026-12-29"), Counted::WorkingDays(5));
    assert_eq!(
        found,
        PeriodEnd {
            raw: day("2027-01-03"),
            end: Err(MissingYear(2027))
        }
    );
    let long = end_of(day("2026-12-29"), Counted::WorkingDays(1_000_000));
    assert_eq!(long.end, Err(MissingYear(2027)));
}

#[test]
fn with_plain_weekends_as_working_days_a_saturday_ends_a_period() {
    let calendar = Calendar::china().with_weekends_as_rest_days(false);
    let found = period_end(day("2025-03-05"), Counted::Days(10), &calendar).unwrap();
    assert_eq!(found.end, Ok(day("2025-03-15")));
    ends("2025-03-05", Counted::Days(10), "2025-03-15", "2025-03-17");
}

#[test]
fn a_period_of_no_days_ends_at_once_or_behind_the_rest_days() {
    ends("2025-03-03", Counted::Days(0), "2025-03-03", "2025-03-03");
    ends("2025-10-01", Counted::Days(0), "2025-10-01", "2025-10-09");
    ends(
        "2025-10-01",
        Counted::WorkingDays(0),
        "2025-10-01",
        "2025-10-09",
    );
}

#[test]
fn counting_back_does_not_roll() {
    // 15 days before 16 October 2025 is National Day, and stays so.
    let found = back_from(day("2025-10-16"), Counted::Days(15));
    assert_eq!(
        found,
        PeriodEnd {
            raw: day("2025-10-01"),
            end: Ok(day("2025-10-01"))
        }
    );
    assert_eq!(
        back_from(day("2031-03-31"), Counted::Months(1)).end,
        Ok(day("2031-02-28"))
    );
    assert_eq!(
        back_from(day("2025-10-09"), Counted::WorkingDays(2)).end,
        Ok(day("2025-09-29"))
    );
    let missing = back_from(day("2004-01-02"), Counted::WorkingDays(3));
    assert_eq!(
        missing,
        PeriodEnd {
            raw: day("2003-12-29"),
            end: Err(MissingYear(2003))
        }
    );
}

#[test]
fn a_period_beyond_the_last_year_has_no_end() {
    let start = day("2025-01-01");
    CHINA.with(|china| {
        for length in [
            Counted::Days(u32::MAX),
            Counted::Months(u32::MAX),
            Counted::Years(8000),
            Counted::Years(u32::MAX),
            Counted::WorkingDays(u32::MAX),
        ] {
            assert_eq!(period_end(start, length, china), None, "{length:?}");
            assert_eq!(count_back(start, length, china), None, "{length:?}");
        }
    });
}

/// A day whose periods below end in a loaded year.
fn start() -> impl Strategy<Value = Date> {
    (0_i64..7000).prop_map(|days| add_days(day("2004-01-01"), days).unwrap())
}

fn length() -> impl Strategy<Value = Counted> {
    prop_oneof![
        (0_u32..100).prop_map(Counted::Days),
        (0_u32..60).prop_map(Counted::WorkingDays),
        (0_u32..30).prop_map(Counted::Months),
        (0_u32..3).prop_map(Counted::Years),
    ]
}

fn is_rest_day(date: Date) -> bool {
    CHINA.with(|china| china.is_rest_day(date)).unwrap()
}

/// The working days after `from` up to `to`.
fn working_days_between(from: Date, to: Date) -> usize {
    from.iter_days()
        .skip(1)
        .take_while(|day| *day <= to)
        .filter(|day| !is_rest_day(*day))
        .count()
}

proptest! {
    #[test]
    fn a_period_never_ends_on_a_rest_day_nor_before_its_plain_end(start in start(), length in length()) {
        let found = end_of(start, length);
        let end = found.end.unwrap();
        prop_assert!(start <= found.raw && found.raw <= end);
        prop_assert!(!is_rest_day(end));
        prop_assert_eq!(working_days_between(found.raw, end), usize::from(end != found.raw), "no working day is passed over");
        prop_assert_eq!(end_of(end, Counted::Days(0)).end, Ok(end), "what is rolled does not roll again");
    }

    #[test]
    fn a_period_that_begins_later_never_ends_earlier(start in start(), gap in 0_i64..60, length in length()) {
        let later = add_days(start, gap).unwrap();
        prop_assert!(end_of(start, length).end.unwrap() <= end_of(later, length).end.unwrap());
    }

    #[test]
    fn a_longer_period_never_ends_earlier(start in start(), count in 0_u32..40) {
        for length in [Counted::Days, Counted::WorkingDays, Counted::Months] {
            let (short, long) = (end_of(start, length(count)), end_of(start, length(count + 1)));
            prop_assert!(short.end.unwrap() <= long.end.unwrap());
            prop_assert!(start < long.end.unwrap());
        }
    }

    #[test]
    fn working_days_count_working_days_only(start in start(), count in 1_u32..60) {
        let end = end_of(start, Counted::WorkingDays(count)).end.unwrap();
        prop_assert_eq!(working_days_between(start, end), count as usize);
    }

    #[test]
    fn counting_back_mirrors_counting_on(event in start(), count in 0_u32..300) {
        let first = back_from(event, Counted::Days(count)).end.unwrap();
        prop_assert_eq!(end_of(first, Counted::Days(count)).raw, event);
    }

    #[test]
    fn without_its_calendar_a_period_keeps_a_day_that_is_in_time_under_any(start in start(), length in length()) {
        let empty = Calendar::default();
        let blind = period_end(start, length, &empty).unwrap();
        let known = end_of(start, length).end.unwrap();
        prop_assert!(blind.raw <= known);
        if !matches!(length, Counted::WorkingDays(1..)) {
            prop_assert_eq!(blind.end, Err(MissingYear(blind.raw.year())));
        }
    }
}
