//! Amounts of money as a page shows them.

use super::spoken::pick;
use crate::diagnostic::Lang;
use crate::value::Money;

/// `1,200.00元` · `1,200.00 yuan`
#[must_use]
pub fn money(amount: Money, lang: Lang) -> String {
    let fen = i128::from(amount.fen());
    let sign = if fen < 0 { "-" } else { "" };
    let whole = grouped(fen.unsigned_abs() / 100);
    format!(
        "{sign}{whole}.{:02}{}",
        fen.unsigned_abs() % 100,
        pick(lang, "元", " yuan")
    )
}

fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let comma = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3);
    digits
        .chars()
        .enumerate()
        .flat_map(|(at, digit)| comma(at).then_some(',').into_iter().chain([digit]))
        .collect()
}
