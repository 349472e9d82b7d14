#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::super::strategies::small_number;
use super::*;

const MODES: [Rounding; 3] = [Rounding::HalfUp, Rounding::Down, Rounding::Up];

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

#[test]
fn the_three_ways_on_both_sides_of_zero() {
    for (x, step, half_up, down, up) in [
        ("2.5", "1", "3", "2", "3"),
        ("-2.5", "1", "-3", "-2", "-3"),
        ("2.49", "1", "2", "2", "3"),
        ("-2.01", "1", "-2", "-2", "-3"),
        ("351.5493", "0.01", "351.55", "351.54", "351.55"),
        ("2/3", "0.01", "0.67", "0.66", "0.67"),
        ("1250", "100", "1300", "1200", "1300"),
        ("0", "1", "0", "0", "0"),
        ("7", "1", "7", "7", "7"),
    ] {
        let round = |mode| round_to(exact(x), exact(step), mode);
        assert_eq!(
            MODES.map(round),
            [half_up, down, up].map(|text| Some(exact(text))),
            "{x}"
        );
    }
}

#[test]
fn a_step_that_is_not_above_zero_rounds_nothing() {
    assert_eq!(round_to(Exact::ONE, Exact::ZERO, Rounding::Down), None);
    assert_eq!(round_to(Exact::ONE, exact("-1"), Rounding::Down), None);
}

proptest! {
    #[test]
    fn a_rounded_number_is_a_multiple_within_a_step_and_rounds_to_itself(
        x in small_number(), step in small_number(), mode in prop::sample::select(&MODES),
    ) {
        let step = if step == Exact::ZERO { Exact::ONE } else { step.max(step.negated()) };
        let rounded = round_to(x, step, mode).unwrap();
        prop_assert!(rounded.checked_div(step).unwrap().is_integer());
        prop_assert_eq!(round_to(rounded, step, mode), Some(rounded));
        let moved = rounded.checked_sub(x).unwrap();
        let distance = moved.max(moved.negated());
        match mode {
            Rounding::HalfUp => prop_assert!(distance.checked_add(distance).unwrap() <= step),
            Rounding::Down => prop_assert!(distance < step && (moved == Exact::ZERO || moved.is_negative() != x.is_negative())),
            Rounding::Up => prop_assert!(distance < step && (moved == Exact::ZERO || moved.is_negative() == x.is_negative())),
        }
    }

    #[test]
    fn rounding_is_monotone_and_the_same_on_both_sides_of_zero(
        a in small_number(), b in small_number(), mode in prop::sample::select(&MODES),
    ) {
        let round = |x| round_to(x, Exact::ONE, mode).unwrap();
        prop_assert!(round(a.min(b)) <= round(a.max(b)));
        prop_assert_eq!(round(a.negated()), round(a).negated());
    }
}
