//! Deposits, as rows of a household's page.

use super::outcome::{money, rows};
use super::spell::{Spelling, word};
use super::spoken::pick;
use crate::diagnostic::Lang;
use crate::evaluate::Findings;
use crate::value::Money;

/// One row for each: which agreement, when it was signed, what was paid and is held.
pub(super) fn deposits(findings: &Findings, spell: &Spelling<'_>, lang: Lang) -> Vec<Vec<String>> {
    let shown = |amount: Option<Money>| {
        amount.map_or_else(
            || pick(lang, "未知", "not recorded").into(),
            |amount| money(amount, lang),
        )
    };
    rows(&findings.deposits, |item| {
        let label = spell
            .register
            .agreement(item.agreement)
            .map_or("", |row| word(&row.label, lang));
        let signed = item.signed.map_or_else(String::new, |day| day.to_string());
        let paid = format!("{} {}", pick(lang, "已缴", "paid"), shown(item.paid));
        vec![
            label.into(),
            signed,
            paid,
            format!("{} {}", pick(lang, "尚存", "held"), shown(item.held)),
        ]
    })
}
