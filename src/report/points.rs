//! The points ledger as a page shows it.

use super::outcome::{missing, money};
use super::spell::Spelling;
use super::spoken::{pick, spoken_period};
use crate::diagnostic::Lang;
use crate::evaluate::PointsBalance;

/// `2024  35分  可兑换 0.00元`
pub(super) fn row(item: &PointsBalance, spell: &Spelling<'_>, lang: Lang) -> Vec<String> {
    let balance = item.balance.map_or_else(
        || pick(lang, "分数未定", "points open").to_owned(),
        |points| match lang {
            Lang::Zh => format!("{points}分"),
            Lang::En => format!("{points} points"),
        },
    );
    let redeemable = item.redeemable.map_or_else(String::new, |amount| {
        let words = pick(lang, "可兑换", "exchanged for up to");
        format!("{words} {}", money(amount, lang))
    });
    vec![
        spoken_period(item.period, lang),
        balance,
        redeemable,
        missing(&item.needs, spell, lang).unwrap_or_default(),
    ]
}
