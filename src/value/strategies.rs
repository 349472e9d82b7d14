//! Random numbers and dates for the tests of this room.
#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::dates::{add_days, ymd};
use super::{Date, Exact};

/// Small numbers of both signs, whole, half and odd, so that they often meet.
pub(super) fn small_number() -> impl Strategy<Value = Exact> {
    (
        -10_000_i128..10_000,
        prop_oneof![3 => Just(1_i128), 2 => 1_i128..60],
    )
        .prop_map(|(num, den)| Exact::new(num, den).unwrap())
}

/// Numbers of every size, the largest too.
pub(super) fn any_number() -> impl Strategy<Value = Exact> {
    let part = || {
        let edge = prop_oneof![
            Just(i128::MAX),
            Just(1_i128 << 126),
            Just(1 << 64),
            1_i128..100
        ];
        prop_oneof![any::<i128>(), edge.clone(), edge.prop_map(|edge| -edge)]
    };
    (part(), part()).prop_filter_map("a number", |(num, den)| Exact::new(num, den))
}

/// Any day, with month ends and leap days more often than by chance.
pub(super) fn any_date() -> impl Strategy<Value = Date> {
    let plain = (1_i32..=9999, 1_u32..=12, 1_u32..=28);
    let month_end = (1_i32..=9999, 1_u32..=12, 28_u32..=31);
    let leap_day = (
        (1_i32..=2499).prop_map(|fourth| fourth * 4),
        Just(2_u32),
        Just(29_u32),
    );
    prop_oneof![plain, month_end, leap_day]
        .prop_filter_map("a day", |(year, month, day)| ymd(year, month, day))
}

/// A day of our time, so that dates often meet.
pub(super) fn near_date() -> impl Strategy<Value = Date> {
    let from = ymd(1999, 12, 1).unwrap();
    (0_i64..10_000).prop_map(move |days| add_days(from, days).unwrap())
}
