//! What comes out otherwise with what became known later, as a piece of a page.

use super::outcome::money;
use super::spell::Spelling;
use super::spoken::{pick, spoken_period};
use crate::diagnostic::Lang;
use crate::evaluate::{
    Difference, DifferenceKind, Ineffective, IneffectiveReason, Obligation, ObligationState,
};
use crate::value::Money;

/// Of a duty under an article that was replaced while it ran: it stays under what it began with.
pub(super) fn kept(item: &Obligation, spell: &Spelling<'_>, lang: Lang) -> Option<String> {
    let replaced = spell.replaced(&item.place)?;
    let is_over = item.window.1.is_some_and(|end| end < replaced);
    let ended = item.state == ObligationState::Terminated;
    (!is_over && !ended).then(|| match lang {
        Lang::Zh => format!("（按{replaced}修改前的条文）"),
        Lang::En => format!("(as before the amendment of {replaced})"),
    })
}

/// A heading and one line a benefit, holder and period; nothing where nothing differs.
#[must_use]
pub fn differences(lines: &[Difference], spell: &Spelling<'_>, lang: Lang) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let heading = pick(lang, "按现在所知的差额", "Different with what is known now");
    let rows = lines.iter().map(|line| row(line, spell, lang));
    format!("  {heading}\n{}", rows.collect::<String>())
}

fn row(line: &Difference, spell: &Spelling<'_>, lang: Lang) -> String {
    let amount = |amount: Option<Money>| {
        let open = || pick(lang, "未定", "open").to_owned();
        amount.map_or_else(open, |amount| money(amount, lang))
    };
    let change = line.before.zip(line.after).and_then(|(before, after)| {
        let change = after.checked_sub(before)?;
        Some(format!(" {}", money(change, lang)))
    });
    format!(
        "    {}  {}  {}  {}  {} → {}  {}{}\n",
        spell.cited(&line.place, lang),
        spell.name(&line.benefit, lang),
        line.holder,
        spoken_period(line.period, lang),
        amount(line.before),
        amount(line.after),
        kind(line.kind(), lang),
        change.unwrap_or_default(),
    )
}

const fn kind(kind: DifferenceKind, lang: Lang) -> &'static str {
    match kind {
        DifferenceKind::BackPay => pick(lang, "补发", "back pay"),
        DifferenceKind::ClawBack => pick(lang, "应退", "claw-back"),
        DifferenceKind::Open => pick(lang, "未定", "open"),
    }
}

/// An act that changed nothing, with the reason.
pub(super) fn ineffective(row: &Ineffective, spell: &Spelling<'_>, lang: Lang) -> Vec<String> {
    let reason = match row.reason {
        IneffectiveReason::Condition => pick(lang, "条件不具备", "its condition was not met"),
        IneffectiveReason::Suspended => pick(lang, "暂停期间", "it was suspended"),
        IneffectiveReason::Undetermined => pick(lang, "条件是否具备未定", "its condition is open"),
    };
    vec![
        spell.cited(&row.place, lang),
        spell.name(&row.action, lang).into(),
        spell.bearer(&row.bearer, lang).into(),
        row.on.to_string(),
        reason.into(),
    ]
}
