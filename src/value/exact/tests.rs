#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::super::strategies::{any_number, small_number};
use super::*;

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

#[test]
fn decimal_text_is_read_exactly() {
    for (text, num, den) in [
        ("240", 240, 1),
        ("0", 0, 1),
        ("-0", 0, 1),
        ("1,200.5", 2401, 2),
        ("12,345,678", 12_345_678, 1),
        ("3999.50", 7999, 2),
        ("-3.25", -13, 4),
        ("0.1", 1, 10),
        ("007", 7, 1),
        ("1.00000000000000000000000000000000000000000000000000", 1, 1),
    ] {
        assert_eq!(Exact::parse_decimal(text), Exact::new(num, den), "{text}");
    }
}

#[test]
fn text_that_is_no_plain_decimal_is_refused() {
    for text in [
        "",
        "-",
        ".",
        "1.",
        ".5",
        "--1",
        "+1",
        "1e3",
        "1,20",
        "1200,500",
        ",200",
        "1,200,",
        "1,2000",
        "1.5,000",
        "1 200",
        "２",
        "1/3",
        "0x10",
        "1_000",
        "NaN",
        "1.2.3",
        "999999999999999999999999999999999999999", // 39 digits
        "0.000000000000000000000000000000000000001", // 39 decimals
    ] {
        assert_eq!(Exact::parse_decimal(text), None, "{text}");
    }
}

#[test]
fn numbers_print_as_decimals_where_one_ends_and_else_as_fractions() {
    for (num, den, text) in [
        (5, 1, "5"),
        (-1, 2, "-0.5"),
        (1, 8, "0.125"),
        (2401, 20, "120.05"),
        (7, 1000, "0.007"),
        (2, 3, "2/3"),
        (-25, 30, "-5/6"),
        (10, -4, "-2.5"),
        (0, -7, "0"),
    ] {
        assert_eq!(Exact::new(num, den).unwrap().to_string(), text);
    }
    // At the scale of its decimals it would not fit; it is held and reads back all the same.
    let large = Exact::new(i128::MAX, 8).unwrap();
    assert_eq!(exact(&large.to_string()), large);
    // 2^-126 has 126 decimals, more than can be held: it prints as a fraction and reads back.
    let tiny = Exact::new(1, 1 << 126).unwrap();
    assert_eq!(tiny.to_string(), format!("1/{}", 1_i128 << 126));
    assert_eq!(exact(&tiny.to_string()), tiny);
}

#[test]
fn the_edges_of_the_range_are_held_or_refused() {
    let most = Exact::from_int(i128::MAX);
    assert_eq!(Exact::from_int(i128::MIN), most.negated());
    assert_eq!(Exact::new(1, 0), None);
    assert_eq!(Exact::new(i128::MIN, 2), None);
    assert_eq!(most.checked_add(Exact::ONE), None);
    assert_eq!(
        most.negated().checked_sub(Exact::ONE),
        None,
        "i128::MIN itself is not held"
    );
    assert_eq!(most.checked_mul(Exact::from_int(2)), None);
    assert_eq!(Exact::ONE.checked_div(Exact::ZERO), None);
    assert_eq!(exact("1/2").checked_div(Exact::ZERO), None);
    let half_a_power = Exact::new(1 << 100, 3).unwrap();
    let negative = Exact::new(-1, 1 << 27).unwrap();
    assert_eq!(
        half_a_power.checked_div(negative),
        None,
        "the numerator would be i128::MIN"
    );
}

#[test]
fn fractions_cancel_to_whole_numbers() {
    let third = exact("1/3");
    let whole = third
        .checked_add(third)
        .and_then(|two| two.checked_add(third))
        .unwrap();
    assert_eq!(whole.to_integer(), Some(1));
    assert_eq!(third.to_integer(), None);
    assert_eq!(
        exact("0.7").checked_mul(exact("10")).unwrap().to_integer(),
        Some(7)
    );
}

#[test]
fn json_is_text() {
    assert_eq!(serde_json::to_string(&exact("12.5")).unwrap(), "\"12.5\"");
    assert_eq!(
        serde_json::from_str::<Exact>("\"2/3\"").unwrap(),
        Exact::new(2, 3).unwrap()
    );
    assert!(serde_json::from_str::<Exact>("\"2/0\"").is_err());
    assert!(
        serde_json::from_str::<Exact>("12.5").is_err(),
        "a number in JSON might be a float"
    );
}

proptest! {
    #[test]
    fn sums_and_products_keep_the_field_laws(a in small_number(), b in small_number(), c in small_number()) {
        let add = |x: Exact, y| x.checked_add(y).unwrap();
        let mul = |x: Exact, y| x.checked_mul(y).unwrap();
        prop_assert_eq!(add(a, b), add(b, a));
        prop_assert_eq!(add(add(a, b), c), add(a, add(b, c)));
        prop_assert_eq!(mul(a, b), mul(b, a));
        prop_assert_eq!(mul(a, add(b, c)), add(mul(a, b), mul(a, c)));
        prop_assert_eq!(add(a, a.negated()), Exact::ZERO);
        prop_assert_eq!(add(a, b).checked_sub(b), Some(a));
        if b != Exact::ZERO {
            prop_assert_eq!(mul(a, b).checked_div(b), Some(a));
        }
    }

    #[test]
    fn the_order_is_that_of_cross_products(a in small_number(), b in small_number()) {
        prop_assert_eq!(a.cmp(&b), (a.numer() * b.denom()).cmp(&(b.numer() * a.denom())));
        prop_assert_eq!(a == b, a.cmp(&b).is_eq());
    }

    #[test]
    fn text_reads_back(a in any_number()) {
        prop_assert_eq!(exact(&a.to_string()), a);
    }

    #[test]
    fn nothing_panics_and_every_result_is_in_lowest_terms(a in any_number(), b in any_number()) {
        let _ = a.cmp(&b);
        let results = [a.checked_add(b), a.checked_sub(b), a.checked_mul(b), a.checked_div(b), Some(a.negated())];
        for result in results.into_iter().flatten() {
            prop_assert!(result.denom() > 0 && result.numer() != i128::MIN);
            prop_assert_eq!(Exact::new(result.numer(), result.denom()), Some(result));
            let again = Exact::new(result.numer(), result.denom()).unwrap();
            prop_assert_eq!(again.denom(), result.denom());
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "[-0-9.,/ ]{0,60}") {
        let _ = text.parse::<Exact>();
    }
}
