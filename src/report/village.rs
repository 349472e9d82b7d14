//! The village's page.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::outcome::{breaches, missing, money, obligation, rows, section, undetermined};
use super::reckoning::{check, measure};
use super::spell::Spelling;
use super::spoken::pick;
use super::steps::proceeding;
use crate::diagnostic::Lang;
use crate::evaluate::{
    Contender, Contenders, Obligation, ProcedureLine, ProcedureState, Rating, RatingState, Totals,
    VillageOutcome,
};
use crate::model::Label;

/// The village's page: its sums, its grades, who comes first in what, and what its bodies owe by the
/// day on which it is due.
#[must_use]
pub fn village(outcome: &VillageOutcome, spell: &Spelling<'_>, lang: Lang) -> String {
    let mut page = table(&outcome.totals, spell, lang);
    let bodies = &outcome.bodies;
    let measures = rows(&outcome.measures, |row| measure(row, spell, lang));
    section(&mut page, pick(lang, "全村的数", "Measures"), measures);
    let checks = rows(&outcome.checks, |row| check(row, spell, lang));
    section(&mut page, pick(lang, "核对", "Checks"), checks);
    let ratings = rows(&outcome.ratings, |row| rating(row, spell, lang));
    section(&mut page, pick(lang, "评定", "Grades"), ratings);
    let first = outcome.priorities.iter();
    let first = first.flat_map(|(matter, row)| contenders(matter, row, spell, lang));
    section(&mut page, pick(lang, "优先", "Priority"), first.collect());
    let decided = rows(&outcome.procedures, |row| procedure(row, spell, lang));
    section(&mut page, pick(lang, "表决", "Decisions"), decided);
    let steps = outcome.proceedings.iter();
    let steps = steps.flat_map(|row| proceeding(row, spell, lang));
    section(&mut page, pick(lang, "步骤", "Steps"), steps.collect());
    let mut due: Vec<&Obligation> = bodies.obligations.iter().collect();
    due.sort_by_key(|row| {
        (
            row.window.1.is_none(),
            row.window.1,
            row.window.0,
            row.place,
        )
    });
    let due = rows(&due, |row| obligation(row, spell, lang));
    section(
        &mut page,
        pick(lang, "机构的期限", "What bodies owe, by day"),
        due,
    );
    let broken = breaches(bodies, spell, lang);
    section(
        &mut page,
        pick(lang, "机构违约", "Breaches of bodies"),
        broken,
    );
    let open = undetermined(bodies, spell, lang);
    section(&mut page, pick(lang, "尚不能确定", "Undetermined"), open);
    page
}

fn rating(item: &Rating, spell: &Spelling<'_>, lang: Lang) -> Vec<String> {
    let state = match item.state {
        RatingState::Rated => pick(lang, "评为", "rated"),
        RatingState::Undetermined => pick(lang, "待定", "undetermined"),
    };
    vec![
        spell.cited(&item.place, lang),
        spell.name(&item.grade, lang).into(),
        state.into(),
        item.award
            .map_or_else(String::new, |award| money(award, lang)),
        missing(&item.needs, spell, lang).unwrap_or_default(),
    ]
}

fn procedure(item: &ProcedureLine, spell: &Spelling<'_>, lang: Lang) -> Vec<String> {
    let matter = match &item.matter {
        Some(matter) => spell.name(matter, lang).to_owned(),
        None => match lang {
            Lang::Zh => format!("《{}》", spell.document(item.place.document)),
            Lang::En => format!("\"{}\"", spell.document(item.place.document)),
        },
    };
    let state = match item.state {
        ProcedureState::Met => pick(lang, "已通过", "passed"),
        ProcedureState::Missed => pick(lang, "未达到要求", "not passed as asked"),
        ProcedureState::Undetermined => pick(lang, "待定", "undetermined"),
    };
    vec![
        spell.cited(&item.place, lang),
        matter,
        spell.body(item.body, lang).into(),
        item.meeting
            .map_or_else(String::new, |meeting| meeting.to_string()),
        state.into(),
        missing(&item.needs, spell, lang).unwrap_or_default(),
    ]
}

fn contenders(
    matter: &Label,
    all: &Contenders,
    spell: &Spelling<'_>,
    lang: Lang,
) -> Vec<Vec<String>> {
    let row = |item: &Contender, state: &str| {
        let places = item.places.iter();
        let places: Vec<String> = places.map(|place| spell.cited(place, lang)).collect();
        let holder = if item.holder == item.household {
            item.household.to_string()
        } else {
            format!("{} {}", item.household, item.holder)
        };
        vec![
            spell.name(matter, lang).into(),
            holder,
            places.join(pick(lang, "、", ", ")),
            state.into(),
            missing(&item.needs, spell, lang).unwrap_or_default(),
        ]
    };
    let sure = all.sure.iter();
    let sure = sure.map(|item| row(item, pick(lang, "优先", "comes first")));
    let possible = all.possible.iter();
    let possible = possible.map(|item| row(item, pick(lang, "待定", "undetermined")));
    sure.chain(possible).collect()
}

/// One row a benefit, in the order of their names, then the totals.
fn table(sums: &Totals, spell: &Spelling<'_>, lang: Lang) -> String {
    let mut page = match lang {
        Lang::Zh => format!("全村 {} 户\n", sums.households),
        Lang::En => format!("Village: {} households\n", sums.households),
    };
    let named = sums.by_benefit.iter();
    let mut named: Vec<_> = named.map(|(id, sum)| (spell.name(id, lang), sum)).collect();
    named.sort_by_key(|(name, _)| *name);
    let width = named
        .iter()
        .map(|(name, _)| name.width())
        .max()
        .unwrap_or(0);
    for (name, (count, due)) in named {
        let space = " ".repeat(width.saturating_sub(name.width()));
        let amount = money(*due, lang);
        let count = match lang {
            Lang::Zh => format!("{count}笔"),
            Lang::En => format!("{count} lines"),
        };
        let _ = writeln!(page, "  {name}{space}  {count:>10}  {amount:>18}");
    }
    let (due, owed) = (money(sums.due, lang), money(sums.owed, lang));
    let _ = match lang {
        Lang::Zh => writeln!(page, "  合计：应发 {due}，应缴 {owed}"),
        Lang::En => writeln!(page, "  Total: due {due}, owed {owed}"),
    };
    page
}
