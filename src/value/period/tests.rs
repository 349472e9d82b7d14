#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::super::strategies::any_date;
use super::*;

const KINDS: [PeriodKind; 4] = [
    PeriodKind::Year,
    PeriodKind::Half,
    PeriodKind::Quarter,
    PeriodKind::Month,
];

#[test]
fn periods_print_read_and_have_their_days() {
    for (text, period, first, last) in [
        ("2024", Period::Year(2024), (2024, 1, 1), (2024, 12, 31)),
        (
            "2024-H1",
            Period::Half(2024, 1),
            (2024, 1, 1),
            (2024, 6, 30),
        ),
        (
            "2024-H2",
            Period::Half(2024, 2),
            (2024, 7, 1),
            (2024, 12, 31),
        ),
        (
            "2024-Q4",
            Period::Quarter(2024, 4),
            (2024, 10, 1),
            (2024, 12, 31),
        ),
        (
            "2024-Q1",
            Period::Quarter(2024, 1),
            (2024, 1, 1),
            (2024, 3, 31),
        ),
        (
            "2024-12",
            Period::Month(2024, 12),
            (2024, 12, 1),
            (2024, 12, 31),
        ),
        (
            "2024-02",
            Period::Month(2024, 2),
            (2024, 2, 1),
            (2024, 2, 29),
        ),
        (
            "2023-02",
            Period::Month(2023, 2),
            (2023, 2, 1),
            (2023, 2, 28),
        ),
    ] {
        assert_eq!(period.to_string(), text);
        assert_eq!(text.parse(), Ok(period));
        assert_eq!(period.first_day(), ymd(first.0, first.1, first.2), "{text}");
        assert_eq!(period.last_day(), ymd(last.0, last.1, last.2), "{text}");
    }
}

#[test]
fn once_has_no_days_and_nothing_after_it() {
    assert_eq!(Period::Once.to_string(), "once");
    assert_eq!("once".parse(), Ok(Period::Once));
    assert_eq!(
        (
            Period::Once.first_day(),
            Period::Once.last_day(),
            Period::Once.next()
        ),
        (None, None, None)
    );
    assert_eq!(
        Period::containing(PeriodKind::Once, ymd(2024, 5, 5).unwrap()),
        Period::Once
    );
}

#[test]
fn text_in_another_spelling_is_refused() {
    for text in [
        "",
        "24",
        "2024-1",
        "2024-13",
        "2024-00",
        "2024-H3",
        "2024-H0",
        "2024-Q5",
        "2024-Q04",
        "2024-q1",
        "0000",
        "10000",
        "+2024",
        "-2024",
        "2024-+1",
        "Once",
        "2024-12-01",
        "2024 ",
    ] {
        assert_eq!(text.parse::<Period>(), Err(PeriodError), "{text}");
    }
}

#[test]
fn a_period_with_a_number_out_of_range_has_no_days() {
    for period in [
        Period::Quarter(2024, 5),
        Period::Month(2024, 0),
        Period::Half(2024, u32::MAX),
        Period::Year(0),
    ] {
        assert_eq!(
            (period.first_day(), period.last_day(), period.next()),
            (None, None, None),
            "{period}"
        );
    }
}

#[test]
fn the_last_period_has_none_after_it() {
    for (kind, next) in KINDS.iter().zip([None, None, None, None]) {
        assert_eq!(
            Period::containing(*kind, ymd(9999, 12, 31).unwrap()).next(),
            next
        );
    }
    assert_eq!(Period::Month(2024, 12).next(), Some(Period::Month(2025, 1)));
    assert_eq!(
        Period::Quarter(2024, 3).next(),
        Some(Period::Quarter(2024, 4))
    );
}

proptest! {
    #[test]
    fn a_day_lies_in_its_period_and_the_periods_follow_without_gap(
        date in any_date(), kind in prop::sample::select(&KINDS),
    ) {
        let period = Period::containing(kind, date);
        let (first, last) = (period.first_day().unwrap(), period.last_day().unwrap());
        prop_assert!(first <= date && date <= last);
        prop_assert_eq!(Period::containing(kind, first), period);
        prop_assert_eq!(Period::containing(kind, last), period);
        prop_assert_eq!(period.kind(), kind);
        prop_assert_eq!(period.to_string().parse(), Ok(period));
        if let Some(next) = period.next() {
            prop_assert_eq!(next.first_day(), last.succ_opt());
            prop_assert!(period < next);
        }
    }
}
