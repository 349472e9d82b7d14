//! A lead and its items become one sentence.

use super::ast::{Act, Amount, Expr, Lead, Meaning, Name, Sentence, Span2, Step, Tier};
use super::read::{Item, Reader};
use super::sentences::{Part, balanced};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::Span;

/// Reads a lead with its items. What is wrong with an item is reported even where the lead is not read.
pub(super) fn read(reader: &mut Reader<'_>, lead: &Part, items: &[Part]) -> Option<Sentence> {
    let sentence = balanced(reader, lead.slice)
        .then(|| reader.lead(lead.slice))
        .flatten();
    // Where no list belongs, the items are no items and say nothing of themselves.
    let no_list = |found: &Diagnostic| found.code == Code::MisplacedItems;
    if sentence.is_none() && reader.found.last().is_some_and(no_list) {
        return None;
    }
    check_numbers(reader, items);
    let sentence = match sentence {
        Some(Sentence::Steps { matter, .. }) => {
            let steps = items.iter().map(|part| step(reader, part));
            let steps: Vec<Option<Step>> = steps.collect();
            let steps = steps.into_iter().collect::<Option<_>>()?;
            return Some(Sentence::Steps { matter, steps });
        }
        Some(Sentence::Contents { of, .. }) => {
            let names = items.iter();
            let names = names.map(|part| inside(reader, part, Reader::content));
            let names: Vec<Option<Name>> = names.collect();
            let items = names.into_iter().collect::<Option<_>>()?;
            return Some(Sentence::Contents { of, items });
        }
        // Where it is not known what the items are, a step is none that is wrong, nor is a name.
        None if items.iter().all(|part| reader.is_other_item(part.slice)) => return None,
        other => other,
    };
    let read: Vec<Option<Item>> = items.iter().map(|part| item(reader, part)).collect();
    let mut sentence = sentence?;
    let items: Vec<Item> = read.into_iter().collect::<Option<_>>()?;
    attach(reader, &mut sentence, items).then_some(sentence)
}

fn item(reader: &mut Reader<'_>, part: &Part) -> Option<Item> {
    let mut item = inside(reader, part, Reader::item)?;
    item.span = part.span();
    Some(item)
}

fn step(reader: &mut Reader<'_>, part: &Part) -> Option<Step> {
    let mut step = inside(reader, part, Reader::step)?;
    step.span = Span2(part.span());
    Some(step)
}

/// Reads an item; what is wrong with it is said of the article and the item: `7(2)`.
fn inside<'t, T>(
    reader: &mut Reader<'t>,
    part: &Part,
    read: fn(&mut Reader<'t>, Span) -> Option<T>,
) -> Option<T> {
    let article = reader.article.clone();
    let number = part.mark.and_then(|(number, _)| number);
    if let (Some(article), Some(number)) = (&mut reader.article, number) {
        *article = format!("{article}({number})");
    }
    let read = balanced(reader, part.slice)
        .then(|| read(reader, part.slice))
        .flatten();
    reader.article = article;
    read
}

fn check_numbers(reader: &mut Reader<'_>, items: &[Part]) {
    let marks = items.iter().filter_map(|part| part.mark).zip(1..);
    for ((_, span), expected) in marks.filter(|((number, _), expected)| *number != Some(*expected))
    {
        let message = Text::new(
            format!("项的编号不连续：这里应为第{expected}项"),
            format!("the items are not numbered in order: this is item {expected}"),
        );
        reader.report(Diagnostic::new(Code::Numbering, span, message));
    }
}

/// Puts the items where the lead wants them; false where one does not fit.
fn attach(reader: &mut Reader<'_>, sentence: &mut Sentence, items: Vec<Item>) -> bool {
    match sentence {
        Sentence::Definition {
            meaning: Meaning::Cases { rows, .. },
            ..
        } => tiers(reader, rows, items),
        Sentence::Norm(norm) => match (
            &mut norm.lead,
            norm.acts.last_mut().map(|act| &mut act.value),
        ) {
            (
                _,
                Some(Act::Entitle {
                    amount: Some(Amount::Tiers { rows, .. }),
                    ..
                }),
            ) => tiers(reader, rows, items),
            (Lead::Cases { conditions, .. }, _) => cases(reader, conditions, items),
            _ => false,
        },
        _ => false,
    }
}

fn tiers(reader: &mut Reader<'_>, rows: &mut Vec<Tier>, items: Vec<Item>) -> bool {
    for item in items {
        let Some(value) = item.value else {
            return wrong_item(
                reader,
                item.span,
                "这一项没有写金额或数值",
                "this item gives no value",
            );
        };
        rows.push(Tier {
            condition: item.condition,
            value,
            span: Span2(item.span),
        });
    }
    true
}

fn cases(reader: &mut Reader<'_>, conditions: &mut Vec<Expr>, items: Vec<Item>) -> bool {
    for item in items {
        let (Some(condition), None) = (item.condition, item.value) else {
            return wrong_item(
                reader,
                item.span,
                "这一项应当只写条件",
                "this item gives a condition and nothing else",
            );
        };
        conditions.push(condition);
    }
    true
}

fn wrong_item(reader: &mut Reader<'_>, span: Span, zh: &str, en: &str) -> bool {
    reader.report(Diagnostic::new(
        Code::MisplacedItems,
        span,
        Text::new(zh, en),
    ));
    false
}
