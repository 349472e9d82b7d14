//! A case as a failing test shows it.

use std::fmt;

use super::Case;
use crate::facts::{Agreement, Event, Member, Payment, Timeline};
use crate::register::Register;

/// Writes the whole case; everything in it is made up.
pub(super) fn spell(case: &Case, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let household = &case.household;
    writeln!(f, "query {} .. {}", case.query.from, case.query.on)?;
    writeln!(
        f,
        "calendar {:?}",
        case.calendar.years().collect::<Vec<_>>()
    )?;
    writeln!(f, "age counting {:?}", case.register.age_counting)?;
    for benefit in &case.register.benefits {
        writeln!(f, "benefit {} {:?}", benefit.key, benefit.fund)?;
    }
    facts(&case.register, "household", &household.facts, f)?;
    writeln!(f, "known until {:?}", household.known_until)?;
    match &household.members {
        None => writeln!(f, "members unknown")?,
        Some(members) => members
            .iter()
            .try_for_each(|one| member(&case.register, one, f))?,
    }
    match &household.agreements {
        None => writeln!(f, "agreements unknown")?,
        Some(agreements) => agreements.iter().try_for_each(|one| agreement(one, f))?,
    }
    for one in household.events.iter().flatten() {
        event(&case.register, one, f)?;
    }
    household
        .payments
        .iter()
        .try_for_each(|one| payment(one, f))?;
    meaning(case, f)
}

fn meaning(case: &Case, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let meaning = &case.meaning;
    for (at, text) in meaning.documents.iter().enumerate() {
        writeln!(
            f,
            "document {at} {:?} from {:?} until {:?} agreement {:?} term {:?} until {:?}",
            text.kind, text.from, text.until, text.agreement, text.term, text.until_event
        )?;
        if let Some(root) = text.amends {
            writeln!(
                f,
                "  amends {} {:?} adopted {:?}",
                root.0, text.transition, text.adopted
            )?;
        }
        for article in text
            .articles
            .iter()
            .filter(|one| one.annulled || one.repealed.is_some() || one.replaced.is_some())
        {
            writeln!(
                f,
                "  article {} annulled {} repealed {:?} replaced {:?}",
                article.number.number, article.annulled, article.repealed, article.replaced
            )?;
        }
    }
    let debug = [
        (0..)
            .zip(&meaning.definitions)
            .map(|(at, one)| format!("definition {at} {one:?}"))
            .collect::<Vec<_>>(),
        (0..)
            .zip(&meaning.parameters)
            .map(|(at, one)| format!("parameter {at} {one:?}"))
            .collect(),
        (0..)
            .zip(&meaning.norms)
            .map(|(at, one)| format!("norm {at} {one:?}"))
            .collect(),
        (0..)
            .zip(&meaning.caps)
            .map(|(at, one)| format!("cap {at} {one:?}"))
            .collect(),
        (0..)
            .zip(&meaning.choices)
            .map(|(at, one)| format!("choice {at} {one:?}"))
            .collect(),
        (0..)
            .zip(&meaning.orders)
            .map(|(at, one)| format!("order {at} {one:?}"))
            .collect(),
        (0..)
            .zip(&meaning.points)
            .map(|(at, one)| format!("points {at} {one:?}"))
            .collect(),
        (0..)
            .zip(&meaning.presumptions)
            .map(|(at, one)| format!("presumption {at} {one:?}"))
            .collect(),
    ];
    for line in debug.iter().flatten() {
        writeln!(f, "{}", shorter(line))?;
    }
    Ok(())
}

/// Places and spans take most of the room; a place is spelled as document, article, paragraph, item.
fn shorter(line: &str) -> String {
    let mut text = line.replace(", span: Span { start: 0, end: 0 }", "");
    for word in [
        "Place { document: DocumentId(",
        "), article: ArticleNumber { number: ",
        ", inserted: 0 }, paragraph: ",
        ", item: ",
    ] {
        text = text.replace(word, "/");
    }
    text
}

fn facts(
    register: &Register,
    whose: &str,
    all: &[Timeline],
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    for (declared, timeline) in register.facts.iter().zip(all) {
        if !timeline.entries.is_empty() {
            writeln!(f, "{whose} {} {:?}", declared.key, timeline.entries)?;
        }
    }
    Ok(())
}

fn member(register: &Register, one: &Member, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    writeln!(
        f,
        "member {} from {:?} until {:?} parents {:?} spouse {:?}",
        one.id, one.from, one.until, one.parents, one.spouse
    )?;
    facts(register, &one.id, &one.facts, f)
}

fn agreement(one: &Agreement, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    writeln!(
        f,
        "agreement {:?} signed {:?} ended {:?} deposit {:?} fill {:?}",
        one.of, one.signed, one.ended, one.deposit, one.fill
    )
}

fn event(register: &Register, one: &Event, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let key = register.event(one.of).map(|declared| declared.key.as_str());
    writeln!(
        f,
        "event {} {key:?} x {} by {:?}",
        one.on, one.quantity, one.by
    )
}

fn payment(one: &Payment, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    writeln!(
        f,
        "payment {} {:?} {:?} for {:?} to {:?}",
        one.on, one.benefit, one.amount, one.period, one.to
    )
}
