//! Sums of reports and the values of definitions, on the page and as plain text for machines.

use super::explain::{Because, sentences};
use super::outcome::{missing, money, rows, section};
use super::spell::{Spelling, word};
use super::spoken::pick;
use crate::diagnostic::Lang;
use crate::evaluate::{CheckLine, CheckState, Known, Measure, MeasureState, Reading, Reason};
use crate::model::{Expr, Sort};
use crate::register::{FactKind, FactValue};
use crate::value::{Exact, Money, Rounding, Unit, round_to};

/// Decimals that are shown of a number that has more.
const DECIMALS: i128 = 1_000_000;

/// A number as decimal text: exact where it ends within six decimals, else rounded to them.
pub(super) fn decimal(number: Exact) -> String {
    let step = Exact::new(1, DECIMALS);
    let rounded = step.and_then(|step| round_to(number, step, Rounding::HalfUp));
    rounded.unwrap_or(number).to_string()
}

/// A number in its unit, money in yuan.
fn in_unit(number: Exact, sort: Sort) -> Exact {
    match sort {
        Sort::Number(Some(Unit::Yuan)) => {
            number.checked_div(Exact::from_int(100)).unwrap_or(number)
        }
        Sort::Number(_) | Sort::Bool | Sort::Date | Sort::Enum(_) => number,
    }
}

/// The value alone, as machines read it.
pub(super) fn plain(known: &Known, spell: &Spelling<'_>) -> String {
    match (known.value, known.sort) {
        (FactValue::Number(number), sort) => decimal(in_unit(number, sort)),
        (FactValue::Bool(yes), _) => yes.to_string(),
        (FactValue::Date(day), _) => day.to_string(),
        (FactValue::Enum(at), Sort::Enum(fact)) => {
            let kind = spell.register.fact(fact).map(|fact| &fact.kind);
            match kind {
                Some(FactKind::Enum(values)) => values
                    .get(usize::from(at))
                    .map_or_else(String::new, |value| value.key.clone()),
                _ => String::new(),
            }
        }
        (FactValue::Enum(_), Sort::Bool | Sort::Date | Sort::Number(_)) => String::new(),
    }
}

/// The unit as registers write it; none for a plain number and what is no number.
pub(super) fn unit(sort: Sort) -> Option<&'static str> {
    match sort {
        Sort::Number(Some(unit)) => Some(unit.surface().zh),
        Sort::Number(None) | Sort::Bool | Sort::Date | Sort::Enum(_) => None,
    }
}

/// What the left side has more than the right, where both are numbers.
pub(super) fn difference(left: &Known, right: &Known) -> Option<Known> {
    match (left.value, right.value) {
        (FactValue::Number(a), FactValue::Number(b)) => Some(Known {
            value: FactValue::Number(a.checked_sub(b)?),
            sort: left.sort,
        }),
        _ => None,
    }
}

/// How far apart two numbers are.
fn apart(by: Known) -> Known {
    match by.value {
        FactValue::Number(number) if number.is_negative() => Known {
            value: FactValue::Number(number.negated()),
            ..by
        },
        FactValue::Number(_) | FactValue::Bool(_) | FactValue::Date(_) | FactValue::Enum(_) => by,
    }
}

/// The value with its unit, as people read it.
fn spoken(known: &Known, spell: &Spelling<'_>, lang: Lang) -> String {
    match (known.value, known.sort) {
        (FactValue::Number(fen), Sort::Number(Some(Unit::Yuan))) => {
            let whole = fen.is_integer().then(|| fen.to_integer()).flatten();
            let whole = whole.and_then(|fen| i64::try_from(fen).ok());
            whole.map_or_else(
                || with(lang, &decimal(in_unit(fen, known.sort)), "元", " yuan"),
                |fen| money(Money::from_fen(fen), lang),
            )
        }
        (FactValue::Number(number), Sort::Number(Some(Unit::Percent))) => {
            format!("{}%", decimal(number))
        }
        (FactValue::Number(number), Sort::Number(Some(unit))) => {
            let surface = unit.surface();
            let one = number == Exact::ONE;
            let many = if one { surface.en_one } else { surface.en_many };
            with(lang, &decimal(number), surface.zh, &format!(" {many}"))
        }
        (FactValue::Bool(yes), _) => {
            let (zh, en) = if yes { ("是", "yes") } else { ("否", "no") };
            pick(lang, zh, en).into()
        }
        (FactValue::Enum(at), Sort::Enum(fact)) => {
            match spell.register.fact(fact).map(|fact| &fact.kind) {
                Some(FactKind::Enum(values)) => values
                    .get(usize::from(at))
                    .map_or_else(String::new, |value| word(&value.label, lang).into()),
                _ => String::new(),
            }
        }
        _ => plain(known, spell),
    }
}

fn with(lang: Lang, number: &str, zh: &str, en: &str) -> String {
    let behind = match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    format!("{number}{behind}")
}

/// Whether what is shown would tell a sensitive fact in public output.
pub(super) fn is_masked(start: Vec<&Expr>, spell: &Spelling<'_>) -> bool {
    if !spell.public {
        return false;
    }
    let mut seen = vec![false; spell.meaning.definitions.len()];
    let mut open = start;
    while let Some(expr) = open.pop() {
        match expr {
            Expr::Fact(id) => {
                if spell.register.fact(*id).is_some_and(|fact| fact.sensitive) {
                    return true;
                }
            }
            Expr::Definition(id) => {
                let definition = spell.meaning.definitions.get(id.index());
                let Some((definition, seen)) = definition.zip(seen.get_mut(id.index())) else {
                    continue;
                };
                if !std::mem::replace(seen, true) {
                    let bodies = definition.clauses.iter().map(|clause| clause.body.inside());
                    open.extend(bodies.flatten());
                }
            }
            other => open.extend(other.inside()),
        }
    }
    false
}

/// Whether the values of a sum are not to be shown.
pub(super) fn is_masked_check(item: &CheckLine, spell: &Spelling<'_>) -> bool {
    let mut checks = spell.meaning.checks.iter();
    let check =
        checks.find(|check| check.place == item.place && check.place.span == item.place.span);
    check.is_none_or(|check| is_masked(vec![&check.holds], spell))
}

/// Whether the value of a definition is not to be shown.
pub(super) fn is_masked_measure(item: &Measure, spell: &Spelling<'_>) -> bool {
    let mut all = spell.meaning.definitions.iter();
    let definition = all.find(|definition| definition.name == item.name);
    definition.is_none_or(|definition| {
        let bodies = definition.clauses.iter().map(|clause| clause.body.inside());
        is_masked(bodies.flatten().collect(), spell)
    })
}

/// The reasons of a sum; none in public output where they would tell a sensitive fact.
#[must_use]
pub fn because(
    item: &CheckLine,
    reasons: &[Reason],
    spell: &Spelling<'_>,
    lang: Lang,
) -> Vec<Because> {
    if is_masked_check(item, spell) {
        return Vec::new();
    }
    sentences(reasons, spell, lang)
}

/// One row of the page: where, what was reckoned, what the text says, how it stands.
pub(super) fn check(item: &CheckLine, spell: &Spelling<'_>, lang: Lang) -> Vec<String> {
    let sides = item.sides.filter(|_| !is_masked_check(item, spell));
    let (left, right) = sides.unwrap_or_default();
    let shown = |side: Option<Known>| {
        let unknown = || String::from(if sides.is_some() { "?" } else { "" });
        side.map_or_else(unknown, |side| spoken(&side, spell, lang))
    };
    let differs = match (left, right, item.state) {
        (Some(left), Some(right), CheckState::Fails) => difference(&left, &right),
        _ => None,
    };
    let differs = differs.map(apart);
    let differs = differs.map(|by| spoken(&by, spell, lang));
    let note = match differs {
        Some(by) => with(lang, "", &format!("相差 {by}"), &format!("difference {by}")),
        None => missing(&item.needs, spell, lang).unwrap_or_default(),
    };
    vec![
        spell.cited(&item.place, lang),
        shown(left),
        shown(right),
        check_word(item.state, lang).into(),
        note,
    ]
}

fn check_word(state: CheckState, lang: Lang) -> &'static str {
    match state {
        CheckState::Holds => pick(lang, "相符", "holds"),
        CheckState::Fails => pick(lang, "不符", "fails"),
        CheckState::Undetermined => pick(lang, "待定", "undetermined"),
        CheckState::Conflict => pick(lang, "条文互相冲突", "conflict"),
        CheckState::Gap => pick(lang, "没有规定", "gap"),
    }
}

/// The part of a household's page that says what the texts define of it and its members.
#[must_use]
pub fn definitions(items: &[Reading], spell: &Spelling<'_>, lang: Lang) -> String {
    let mut page = String::new();
    let rows = rows(items, |item| {
        let mut row = measure(&item.of, spell, lang);
        row.insert(2.min(row.len()), item.holder.to_string());
        row
    });
    section(&mut page, pick(lang, "定义的值", "Definitions"), rows);
    page
}

/// One row of the page: a definition and its value.
pub(super) fn measure(item: &Measure, spell: &Spelling<'_>, lang: Lang) -> Vec<String> {
    let hidden = is_masked_measure(item, spell);
    let value = item.value.filter(|_| !hidden);
    let value = value.map(|value| spoken(&value, spell, lang));
    let state = match item.state {
        MeasureState::Known if hidden => pick(lang, "（不公开）", "(not shown)"),
        MeasureState::Known => "",
        MeasureState::Undetermined => pick(lang, "待定", "undetermined"),
        MeasureState::Conflict => pick(lang, "条文互相冲突", "conflict"),
        MeasureState::Gap => pick(lang, "没有规定", "gap"),
    };
    vec![
        spell.cited(&item.place, lang),
        spell.name(&item.name, lang).into(),
        value.unwrap_or_else(|| state.into()),
        missing(&item.needs, spell, lang).unwrap_or_default(),
    ]
}
