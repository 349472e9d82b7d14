#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

/// The product of the numbers, rounded to the fen once.
fn product(factors: &[&str]) -> Money {
    let product = factors.iter().try_fold(Exact::ONE, |so_far, factor| {
        so_far.checked_mul(exact(factor))
    });
    Money::from_yuan_exact(product.unwrap(), Rounding::HalfUp).unwrap()
}

fn sum(amounts: &[Money]) -> Money {
    amounts
        .iter()
        .try_fold(Money::ZERO, |so_far, amount| so_far.checked_add(*amount))
        .unwrap()
}

#[test]
fn yuan_are_written_as_people_write_them() {
    for (fen, text) in [
        (24_000, "240"),
        (550, "5.50"),
        (5, "0.05"),
        (-5, "-0.05"),
        (-1234, "-12.34"),
        (0, "0"),
        (i64::MAX, "92233720368547758.07"),
        (i64::MIN, "-92233720368547758.08"),
    ] {
        assert_eq!(Money::from_fen(fen).yuan(), text);
    }
}

#[test]
fn overflow_is_none_and_never_wraps() {
    let (most, least, fen) = (
        Money::from_fen(i64::MAX),
        Money::from_fen(i64::MIN),
        Money::from_fen(1),
    );
    assert_eq!(most.checked_add(fen), None);
    assert_eq!(least.checked_sub(fen), None);
    assert_eq!(least.checked_neg(), None);
    assert_eq!(most.checked_times(2), None);
    assert_eq!(
        Money::from_yuan(i64::MAX / 100),
        Some(Money::from_fen(i64::MAX / 100 * 100))
    );
    assert_eq!(Money::from_yuan(i64::MAX / 100 + 1), None);
    assert_eq!(
        Money::from_yuan_exact(exact("92233720368547758.075"), Rounding::HalfUp),
        None
    );
    assert_eq!(
        Money::from_yuan_exact(exact("92233720368547758.075"), Rounding::Down),
        Some(most)
    );
}

#[test]
fn money_is_a_plain_number_of_fen_in_json() {
    assert_eq!(
        serde_json::to_string(&Money::from_fen(20_000)).unwrap(),
        "20000"
    );
}

#[test]
fn the_elder_support_of_the_county_report_is_exact() {
    let each = Money::from_yuan(240).unwrap();
    assert_eq!(each.checked_times(29_704).unwrap().yuan(), "7128960");
}

#[test]
fn cat_af_01_the_place_of_rounding_decides() {
    let allowance = product(&["414.4", "0.73", "2.5", "1/3"]);
    let (full, half) = (
        product(&["414.4", "0.16"]),
        product(&["414.4", "0.16", "0.5"]),
    );
    assert_eq!(
        [allowance, half, full].map(Money::yuan),
        ["252.09", "33.15", "66.30"]
    );
    assert_eq!(sum(&[allowance, half, full]).yuan(), "351.54");
    // The factors of one base: 0.73 × 2.5/3 + 0.08 + 0.16.
    let factor = exact("0.73")
        .checked_mul(exact("5/6"))
        .and_then(|rate| rate.checked_add(exact("0.24")));
    assert_eq!(
        product(&["414.4", &factor.unwrap().to_string()]).yuan(),
        "351.55"
    );
}

#[test]
fn cat_af_03_one_rate_of_one_base() {
    assert_eq!(product(&["414.4", "0.0588"]).yuan(), "24.37");
}

#[test]
fn cat_af_07_a_supplement_is_added_to_the_rounded_amount() {
    assert_eq!(
        sum(&[product(&["351.54"]), product(&["414.4", "0.16"])]).yuan(),
        "417.84"
    );
}

#[test]
fn cat_af_08_the_taper_rounded_at_each_product_or_once() {
    // A twelfth of: ceiling + 12 × allowance − resources.
    let taper = |allowance: Exact| {
        let year = allowance
            .checked_mul(Exact::from_int(12))
            .and_then(|year| year.checked_add(exact("69933")));
        year.and_then(|year| year.checked_sub(exact("69945")))
            .and_then(|rest| rest.checked_div(exact("12")))
            .unwrap()
    };
    let rounded = sum(&[product(&["414.4", "0.16"]), product(&["414.4", "0.08"])]);
    assert_eq!(rounded.yuan(), "99.45");
    let tapered = Money::from_yuan_exact(taper(rounded.to_yuan_exact()), Rounding::HalfUp).unwrap();
    assert_eq!(tapered.yuan(), "98.45");
    assert_eq!(sum(&[rounded, tapered]).yuan(), "197.90");
    let unrounded = exact("414.4").checked_mul(exact("0.24")).unwrap();
    assert_eq!(
        unrounded.checked_add(taper(unrounded)).unwrap().to_string(),
        "197.912"
    );
}

#[test]
fn share_three_the_first_gets_the_odd_fen() {
    let parts = shares(Money::from_fen(10_000), &[1, 1, 1]);
    assert_eq!(parts, [3334, 3333, 3333].map(Money::from_fen));
}

#[test]
fn shares_at_the_edges() {
    let fen = |values: &[i64]| {
        values
            .iter()
            .copied()
            .map(Money::from_fen)
            .collect::<Vec<_>>()
    };
    assert_eq!(shares(Money::from_fen(5), &[]), fen(&[]));
    assert_eq!(
        shares(Money::from_fen(5), &[0, 0]),
        fen(&[0, 0]),
        "nobody to divide among"
    );
    assert_eq!(shares(Money::from_fen(5), &[0, 1, 0]), fen(&[0, 5, 0]));
    assert_eq!(shares(Money::from_fen(-10), &[1, 1, 1]), fen(&[-4, -3, -3]));
    assert_eq!(shares(Money::from_fen(10), &[1, 2, 2]), fen(&[2, 4, 4]));
    assert_eq!(
        shares(Money::from_fen(1), &[1, 3]),
        fen(&[0, 1]),
        "the largest remainder first"
    );
    assert_eq!(shares(Money::from_fen(i64::MIN), &[7]), fen(&[i64::MIN]));
    assert_eq!(
        shares(Money::from_fen(i64::MAX), &[u32::MAX]),
        fen(&[i64::MAX])
    );
}

proptest! {
    #[test]
    fn shares_sum_to_the_total_and_are_within_a_fen_of_the_exact_ones(
        total in any::<i64>(), weights in prop::collection::vec(0_u32..50, 0..30),
    ) {
        let parts = shares(Money::from_fen(total), &weights);
        prop_assert_eq!(parts.len(), weights.len());
        let whole: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        prop_assume!(whole > 0);
        prop_assert_eq!(parts.iter().map(|part| i128::from(part.fen())).sum::<i128>(), i128::from(total));
        for (part, weight) in parts.iter().zip(&weights) {
            let off = i128::from(part.fen()) * whole - i128::from(total) * i128::from(*weight);
            prop_assert!(off.abs() < whole, "{} for {}", part.fen(), weight);
        }
    }

    #[test]
    fn equal_weights_differ_by_a_fen_at_most_and_the_earlier_never_gets_less(
        total in 0_i64..1_000_000, count in 1_usize..40,
    ) {
        let parts = shares(Money::from_fen(total), &vec![1; count]);
        prop_assert!(parts.is_sorted_by(|a, b| a >= b));
        prop_assert!(parts.first().unwrap().fen() - parts.last().unwrap().fen() <= 1);
    }

    #[test]
    fn an_amount_in_exact_yuan_is_the_same_amount(fen in any::<i64>()) {
        let money = Money::from_fen(fen);
        for mode in [Rounding::HalfUp, Rounding::Down, Rounding::Up] {
            prop_assert_eq!(Money::from_yuan_exact(money.to_yuan_exact(), mode), Some(money));
        }
        let read = Exact::parse_decimal(&money.yuan()).unwrap();
        prop_assert_eq!(read, money.to_yuan_exact());
    }
}
