//! The checks that look at more than words: quorums, terms, postings, repealed laws, blanks, ranges, silence.

use super::data::{Check, Gone, speaks};
use super::load::Pack;
use super::quorums;
use super::statement::{Kind, Statement};
use super::text;
use super::words::Marks;
use crate::model::Schedule;
use crate::value::Date;

/// What a check finds: the norms that the deciding row of a table names (none where there is no table).
pub(super) fn check<'p>(
    pack: &'p Pack,
    check: Check,
    one: &Statement,
    on: Date,
) -> Option<Vec<&'p str>> {
    let is = |found: bool| found.then(Vec::new);
    match check {
        Check::QuorumBelow => quorums::below(pack, one, on),
        Check::QuorumAbove => is(quorums::above(pack, one)),
        Check::Term => term(pack, one, on),
        Check::Disclosure => disclosure(pack, one, on),
        Check::Repealed => repealed(pack, one, on),
        Check::Retroactive => is(one.retroactive),
        Check::Blank => is(["__", "**", "××", "□"]
            .iter()
            .any(|blank| one.text.contains(blank))),
        Check::OpenRange => is(text::has_range(&one.text)),
        Check::Silence => is(one.silent),
    }
}

fn laws(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

/// The lists of these names together.
fn lists(pack: &Pack, names: &[String]) -> Marks {
    let mut all = Marks::default();
    for name in names {
        all = all.or(pack.words.list(name).unwrap_or_default());
    }
    all
}

fn term<'p>(pack: &'p Pack, one: &Statement, on: Date) -> Option<Vec<&'p str>> {
    let term = &pack.tables.term;
    let words = pack.words.list(&term.words)?;
    let fits = matches!(
        one.kind,
        Kind::Prose | Kind::Rate | Kind::Define | Kind::Term
    );
    if !fits || !one.roles.text.meets(words) {
        return None;
    }
    let after = one
        .text
        .split_once("任期")
        .map_or(one.text.as_str(), |(_, after)| after);
    let numbers = text::before(after, "年")
        .into_iter()
        .filter_map(text::small);
    let said = numbers
        .chain(text::years(&one.text))
        .find(|&years| years <= 20)?;
    let row = term
        .rows
        .iter()
        .find(|row| speaks(row.from, row.until, on))?;
    (row.years != said).then(|| laws(&row.law))
}

fn disclosure<'p>(pack: &'p Pack, one: &Statement, on: Date) -> Option<Vec<&'p str>> {
    let table = &pack.tables.disclosure;
    let words = pack.words.list(&table.words)?;
    let (subject, months) = if one.kind == Kind::Prose {
        (one.roles.text, spoken_months(&one.text)?)
    } else {
        let body = one.bearer.is_some_and(|bearer| !bearer.is_villager());
        if one.kind != Kind::Duty || !body {
            return None;
        }
        (one.roles.action, months(one.schedule?)?)
    };
    if !subject.meets(words) {
        return None;
    }
    let row = table
        .rows
        .iter()
        .find(|row| speaks(row.from, row.until, on) && subject.meets(lists(pack, &row.matter)))?;
    (months > row.months).then(|| laws(&row.law))
}

const fn months(schedule: Schedule) -> Option<u32> {
    match schedule {
        Schedule::Year => Some(12),
        Schedule::HalfYear => Some(6),
        Schedule::Quarter => Some(3),
        Schedule::Month => Some(1),
        Schedule::Once => None,
    }
}

fn spoken_months(text: &str) -> Option<u32> {
    let lower = text.to_lowercase();
    let rows = [
        ("每半年", 6),
        ("半年一次", 6),
        ("half-year", 6),
        ("每季度", 3),
        ("each quarter", 3),
        ("每月", 1),
        ("each month", 1),
        ("每年", 12),
        ("一年一次", 12),
        ("each year", 12),
    ];
    let row = rows.iter().find(|(word, _)| lower.contains(word));
    row.map(|(_, months)| *months)
}

fn repealed<'p>(pack: &'p Pack, one: &Statement, on: Date) -> Option<Vec<&'p str>> {
    let plain = pack.words.plain(&one.text);
    let lower = one.text.to_lowercase();
    let numbered = pack.tables.renumbered.iter().find(|row| {
        let zh = row.name.zh.iter().any(|name| {
            plain.match_indices(name.as_str()).any(|(at, _)| {
                let rest = plain.get(at + name.len()..).unwrap_or_default();
                let rest = rest.trim_start_matches('》');
                rest.strip_prefix('第')
                    .is_some_and(|rest| rest.trim_start_matches(text::is_numeral).starts_with('条'))
            })
        });
        let en = row
            .name
            .en
            .iter()
            .any(|name| lower.contains(&name.to_lowercase()));
        row.gone <= on && (zh || en && lower.contains("article "))
    });
    let ended = || {
        pack.tables
            .repealed
            .iter()
            .find(|row| row.gone <= on && is_cited(row, &plain, &lower))
    };
    numbered.or_else(ended).map(|row| laws(&row.law))
}

fn is_cited(row: &Gone, plain: &str, lower: &str) -> bool {
    let (mut plain, mut lower) = (plain.to_owned(), lower.to_owned());
    if let Some(unless) = &row.unless {
        for word in &unless.zh {
            plain = plain.replace(word.as_str(), "");
        }
        for word in &unless.en {
            lower = lower.replace(&word.to_lowercase(), "");
        }
    }
    row.name.zh.iter().any(|name| plain.contains(name.as_str()))
        || row
            .name
            .en
            .iter()
            .any(|name| lower.contains(&name.to_lowercase()))
}
