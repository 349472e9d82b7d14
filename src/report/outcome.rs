//! One household's answers as a page a clerk can read.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

pub use super::amounts::money;
use super::deposits::deposits;
use super::difference::{ineffective, kept};
use super::spell::{Spelling, word};
use super::spoken::{
    breach_state, consequence_kind, entitlement_state, obligation_state, pick, spoken_period,
};
use super::{points, succession};
use crate::diagnostic::Lang;
use crate::evaluate::{
    Adjustment, AdjustmentKind, Breach, ConsequenceLine, Entitlement, Findings, Need, Obligation,
    PointsBalance, Priority, PriorityState,
};
use crate::value::Money;

/// The page of one household, with a line break at its end.
#[must_use]
pub fn household(id: &str, findings: &Findings, spell: &Spelling<'_>, lang: Lang) -> String {
    let mut page = format!("{} {id}\n", pick(lang, "户", "Household"));
    section(
        &mut page,
        pick(lang, "应得", "Due"),
        entitlements(findings, spell, lang),
    );
    section(
        &mut page,
        pick(lang, "义务", "Duties"),
        rows(&findings.obligations, |item| obligation(item, spell, lang)),
    );
    section(
        &mut page,
        pick(lang, "违约与后果", "Breaches"),
        breaches(findings, spell, lang),
    );
    section(
        &mut page,
        pick(lang, "不生效的行为", "Acts without effect"),
        rows(&findings.ineffective, |row| ineffective(row, spell, lang)),
    );
    section(
        &mut page,
        pick(lang, "押金", "Deposits"),
        deposits(findings, spell, lang),
    );
    section(
        &mut page,
        pick(lang, "优先", "Priority"),
        rows(&findings.priorities, |item| priority(item, spell, lang)),
    );
    section(
        &mut page,
        pick(lang, "积分", "Points"),
        rows(&findings.points, |item| points::row(item, spell, lang)),
    );
    section(
        &mut page,
        pick(lang, "条文冲突", "Conflicts"),
        conflicts(findings, spell, lang),
    );
    section(
        &mut page,
        pick(
            lang,
            "无效条款（不产生任何效果）",
            "Void clauses (no effect)",
        ),
        voids(findings, spell, lang),
    );
    if let Some(ended) = &findings.succession {
        section(
            &mut page,
            &succession::heading(ended, lang),
            succession::rows(ended, spell, lang),
        );
    }
    section(
        &mut page,
        pick(lang, "尚不能确定", "Undetermined"),
        undetermined(findings, spell, lang),
    );
    page.push_str(&totals(findings, lang));
    page
}

pub(super) fn rows<T>(items: &[T], row: impl Fn(&T) -> Vec<String>) -> Vec<Vec<String>> {
    items.iter().map(row).collect()
}

/// A heading and a table whose columns line up; nothing where there are no rows.
pub(super) fn section(page: &mut String, heading: &str, rows: Vec<Vec<String>>) {
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(page, "  {heading}");
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |at: usize| {
        rows.iter()
            .filter(|row| row.len() > at + 1)
            .filter_map(|row| row.get(at))
            .map(|cell| cell.width())
            .max()
    };
    let widths: Vec<usize> = (0..columns).map(|at| width(at).unwrap_or(0)).collect();
    for row in &rows {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| padded(cell, *width));
        let line: String = cells.collect::<Vec<_>>().join("  ");
        let _ = writeln!(page, "    {}", line.trim_end());
    }
}

fn padded(cell: &str, width: usize) -> String {
    format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width())))
}

fn entitlements(findings: &Findings, spell: &Spelling<'_>, lang: Lang) -> Vec<Vec<String>> {
    let mut groups: Vec<(&Entitlement, &Entitlement, usize)> = Vec::new();
    for item in &findings.entitlements {
        match groups.last_mut() {
            Some((_, last, count)) if same_line(last, item) => (*last, *count) = (item, *count + 1),
            Some(_) | None => groups.push((item, item, 1)),
        }
    }
    groups
        .into_iter()
        .map(|group| entitlement(group, spell, lang))
        .collect()
}

/// Monthly amounts that differ in nothing but the month are shown as one line.
fn same_line(a: &Entitlement, b: &Entitlement) -> bool {
    (a.place, &a.benefit, &a.holder, a.state, a.amount, a.payable)
        == (b.place, &b.benefit, &b.holder, b.state, b.amount, b.payable)
        && a.adjustments == b.adjustments
        && a.needs == b.needs
}

fn entitlement(
    (first, last, count): (&Entitlement, &Entitlement, usize),
    spell: &Spelling<'_>,
    lang: Lang,
) -> Vec<String> {
    let benefit = spell.name(&first.benefit, lang);
    let period = if count == 1 {
        spoken_period(first.period, lang)
    } else {
        let [from, to] = [first, last].map(|line| spoken_period(line.period, lang));
        format!("{from} … {to} ×{count}")
    };
    vec![
        spell.cited(&first.place, lang),
        benefit.into(),
        first.holder.to_string(),
        period,
        amount(first, lang),
        entitlement_state(first.state, lang).into(),
        notes(first, spell, lang),
    ]
}

fn amount(item: &Entitlement, lang: Lang) -> String {
    match (item.amount, item.at_most) {
        (Some(amount), _) => money(amount, lang),
        (None, Some(most)) if most > Money::from_fen(0) => {
            format!("{}–{}", money(item.at_least, lang), money(most, lang))
        }
        (None, Some(_) | None) => pick(lang, "数额未定", "amount open").into(),
    }
}

fn notes(item: &Entitlement, spell: &Spelling<'_>, lang: Lang) -> String {
    let mut notes: Vec<String> = item
        .adjustments
        .iter()
        .map(|row| adjustment(row, spell, lang))
        .collect();
    if !item.adjustments.is_empty() {
        notes.push(format!(
            "{} {}",
            pick(lang, "实发", "paid out"),
            money(item.payable, lang)
        ));
    }
    notes.extend(missing(&item.needs, spell, lang));
    notes.join(pick(lang, "；", "; "))
}

fn adjustment(item: &Adjustment, spell: &Spelling<'_>, lang: Lang) -> String {
    let why = match item.kind {
        AdjustmentKind::Cap => pick(lang, "封顶", "cap"),
        AdjustmentKind::Suspend => pick(lang, "暂停", "suspended"),
        AdjustmentKind::Bar => pick(lang, "停发", "stopped"),
        AdjustmentKind::Choice => pick(lang, "择高享受", "the higher counts"),
        AdjustmentKind::Paid => pick(lang, "已发", "paid before"),
    };
    format!(
        "{} {why} {}",
        spell.cited(&item.place, lang),
        money(item.amount, lang)
    )
}

pub(super) fn missing(needs: &[Need], spell: &Spelling<'_>, lang: Lang) -> Option<String> {
    let mut words: Vec<String> = needs
        .iter()
        .map(|need| spell.need_in_words(need, lang))
        .collect();
    words.dedup();
    (!words.is_empty()).then(|| {
        format!(
            "{}{}",
            pick(lang, "还缺：", "missing: "),
            words.join(pick(lang, "、", ", "))
        )
    })
}

pub(super) fn obligation(item: &Obligation, spell: &Spelling<'_>, lang: Lang) -> Vec<String> {
    let (start, end) = item.window;
    let end = end.map_or_else(
        || pick(lang, "无期限", "no limit").into(),
        |end| end.to_string(),
    );
    let done = item.on.map_or_else(String::new, |day| format!("{day}"));
    vec![
        spell.cited(&item.place, lang),
        spell.name(&item.action, lang).into(),
        spell.bearer(&item.bearer, lang).into(),
        format!("{start} – {end}"),
        obligation_state(item.state, lang).into(),
        [
            Some(done),
            kept(item, spell, lang),
            missing(&item.needs, spell, lang),
        ]
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" "),
    ]
}

pub(super) fn breaches(findings: &Findings, spell: &Spelling<'_>, lang: Lang) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for item in &findings.breaches {
        rows.push(breach(item, spell, lang));
        rows.extend(
            item.consequences
                .iter()
                .map(|row| vec![format!("  → {}", consequence(row, spell, lang))]),
        );
    }
    rows
}

fn breach(item: &Breach, spell: &Spelling<'_>, lang: Lang) -> Vec<String> {
    let what = item.action.as_ref().map_or_else(
        || pick(lang, "符合该条情形", "the case of that article"),
        |action| spell.name(action, lang),
    );
    vec![
        spell.cited(&item.place, lang),
        what.into(),
        spell.bearer(&item.bearer, lang).into(),
        format!("{}{}", pick(lang, "自", "since "), item.since),
        breach_state(item.state, lang).into(),
        missing(&item.needs, spell, lang).unwrap_or_default(),
    ]
}

fn consequence(item: &ConsequenceLine, spell: &Spelling<'_>, lang: Lang) -> String {
    let name = item.name.as_ref().map_or("", |name| spell.name(name, lang));
    let amount = item
        .amount
        .map_or_else(String::new, |amount| money(amount, lang));
    let missing = missing(&item.needs, spell, lang).unwrap_or_default();
    let words = [
        spell.cited(&item.place, lang),
        consequence_kind(item.kind, lang).into(),
        name.into(),
        amount,
        missing,
    ];
    words
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn priority(item: &Priority, spell: &Spelling<'_>, lang: Lang) -> Vec<String> {
    let state = match item.state {
        PriorityState::Holds => pick(lang, "优先", "comes first"),
        PriorityState::Undetermined => pick(lang, "待定", "undetermined"),
    };
    vec![
        spell.cited(&item.place, lang),
        spell.name(&item.matter, lang).into(),
        item.holder.to_string(),
        state.into(),
        missing(&item.needs, spell, lang).unwrap_or_default(),
    ]
}

fn conflicts(findings: &Findings, spell: &Spelling<'_>, lang: Lang) -> Vec<Vec<String>> {
    rows(&findings.conflicts, |item| {
        let places: Vec<String> = item
            .places
            .iter()
            .map(|place| spell.cited(place, lang))
            .collect();
        vec![
            spell.name(&item.head, lang).into(),
            places.join(pick(lang, "、", ", ")),
        ]
    })
}

fn voids(findings: &Findings, spell: &Spelling<'_>, lang: Lang) -> Vec<Vec<String>> {
    rows(&findings.voids, |item| {
        let benefit = item
            .benefit
            .and_then(|id| spell.register.benefit(id))
            .map_or("", |row| word(&row.label, lang));
        vec![
            spell.full_place(&item.place, lang),
            benefit.into(),
            item.reason.get(lang).into(),
            item.law.clone(),
        ]
    })
}

pub(super) fn undetermined(
    findings: &Findings,
    spell: &Spelling<'_>,
    lang: Lang,
) -> Vec<Vec<String>> {
    rows(&findings.undetermined, |item| {
        vec![
            spell.cited(&item.place, lang),
            missing(&item.needs, spell, lang).unwrap_or_default(),
        ]
    })
}

fn totals(findings: &Findings, lang: Lang) -> String {
    let (due, owed) = (money(findings.due, lang), money(findings.owed, lang));
    match lang {
        Lang::Zh => format!("  合计：应发 {due}，应缴 {owed}\n"),
        Lang::En => format!("  Total: due {due}, owed {owed}\n"),
    }
}

/// One line of an outcome by itself, as a heading.
#[must_use]
pub fn entitlement_line(item: &Entitlement, spell: &Spelling<'_>, lang: Lang) -> String {
    one_line(entitlement((item, item, 1), spell, lang))
}

/// One line of an outcome by itself, as a heading.
#[must_use]
pub fn obligation_line(item: &Obligation, spell: &Spelling<'_>, lang: Lang) -> String {
    one_line(obligation(item, spell, lang))
}

/// One line of an outcome by itself, as a heading.
#[must_use]
pub fn breach_line(item: &Breach, spell: &Spelling<'_>, lang: Lang) -> String {
    let consequences: Vec<String> = item
        .consequences
        .iter()
        .map(|row| consequence(row, spell, lang))
        .collect();
    let followed = if consequences.is_empty() {
        String::new()
    } else {
        format!("  → {}", consequences.join("; "))
    };
    format!("{}{followed}", one_line(breach(item, spell, lang)))
}

/// One line of an outcome by itself, as a heading.
#[must_use]
pub fn points_line(item: &PointsBalance, spell: &Spelling<'_>, lang: Lang) -> String {
    let heading = pick(lang, "积分", "Points").to_owned();
    one_line([vec![heading], points::row(item, spell, lang)].concat())
}

fn one_line(cells: Vec<String>) -> String {
    cells
        .into_iter()
        .filter(|cell| !cell.is_empty())
        .collect::<Vec<_>>()
        .join("  ")
}
