//! The village's sums as a table.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::json::VillageJson;
use super::outcome::money;
use crate::diagnostic::Lang;
use crate::value::Money;

/// One row a benefit, then the totals.
#[must_use]
pub fn village(sums: &VillageJson, lang: Lang) -> String {
    let mut page = match lang {
        Lang::Zh => format!("全村 {} 户\n", sums.households),
        Lang::En => format!("Village: {} households\n", sums.households),
    };
    let width = sums
        .by_benefit
        .keys()
        .map(|name| name.width())
        .max()
        .unwrap_or(0);
    for (name, sum) in &sums.by_benefit {
        let space = " ".repeat(width.saturating_sub(name.width()));
        let amount = money(Money::from_fen(sum.due_fen), lang);
        let count = match lang {
            Lang::Zh => format!("{}笔", sum.count),
            Lang::En => format!("{} lines", sum.count),
        };
        let _ = writeln!(page, "  {name}{space}  {count:>10}  {amount:>18}");
    }
    let (due, owed) = (
        money(Money::from_fen(sums.due_fen), lang),
        money(Money::from_fen(sums.owed_fen), lang),
    );
    let _ = match lang {
        Lang::Zh => writeln!(page, "  合计：应发 {due}，应缴 {owed}"),
        Lang::En => writeln!(page, "  Total: due {due}, owed {owed}"),
    };
    page
}
