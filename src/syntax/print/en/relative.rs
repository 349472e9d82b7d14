//! Conditions in English as they follow the one they speak of: `that has a member whose [age] is …`.

use super::amount::bounds;
use super::expr::{self, Tight};
use crate::syntax::ast::{Expr, ExprKind, Name, SubjectKind, Verb};
use crate::syntax::print::{Printer, number, words};

/// Whom the condition speaks of, which decides its words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// A household, a village, a body: `that`, `for which`.
    That,
    /// A person who is the subject: `who`, `for whom`.
    Who,
    /// A member of the household spoken of.
    Member,
    /// Several of them.
    Members,
    /// The households of a village: `that`, several.
    Households,
}

impl Word {
    /// The words for a subject.
    pub(super) fn of(who: &SubjectKind) -> Self {
        match who {
            SubjectKind::Person => Self::Who,
            SubjectKind::Household
            | SubjectKind::Village
            | SubjectKind::PartyA
            | SubjectKind::PartyB
            | SubjectKind::Body(_)
            | SubjectKind::Role(_) => Self::That,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::That | Self::Households => "that",
            Self::Who | Self::Member | Self::Members => "who",
        }
    }

    const fn for_which(self) -> &'static str {
        match self {
            Self::That | Self::Households => "for which",
            Self::Who | Self::Member | Self::Members => "for whom",
        }
    }

    /// The verb that agrees: one, several.
    fn verb(self, one: &'static str, several: &'static str) -> &'static str {
        if matches!(self, Self::Members | Self::Households) {
            several
        } else {
            one
        }
    }
}

/// `that has a member whose [age] is at least 60 years and that is [x]`
pub(super) fn condition(printer: &mut Printer<'_>, of: &Expr, word: Word) -> String {
    match of.value.as_ref() {
        ExprKind::Or(parts) => joined(printer, parts, word, "or"),
        ExprKind::And(parts) => joined(printer, parts, word, "and"),
        _ => test(printer, of, word),
    }
}

/// Parts that could be taken for the member's, or that bind less, stand in brackets.
fn joined(printer: &mut Printer<'_>, parts: &[Expr], word: Word, and: &str) -> String {
    let mut texts = Vec::with_capacity(parts.len());
    for (at, part) in parts.iter().enumerate() {
        let text = condition(printer, part, word);
        let looser = match part.value.as_ref() {
            ExprKind::Or(_) => true,
            ExprKind::And(_) => and == "and",
            _ => false,
        };
        let swallows = at + 1 < parts.len() && ends_with_member(part);
        texts.push(if looser || swallows {
            format!("({text})")
        } else {
            text
        });
    }
    texts.join(&format!(" {and} "))
}

/// Whether its last words are about a member, so that a `whose` behind it would be too.
fn ends_with_member(of: &Expr) -> bool {
    match of.value.as_ref() {
        ExprKind::AnyMember { .. } => true,
        ExprKind::Not(what) => ends_with_member(what),
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.last().is_some_and(ends_with_member),
        _ => false,
    }
}

fn test(printer: &mut Printer<'_>, of: &Expr, word: Word) -> String {
    match of.value.as_ref() {
        ExprKind::Name(name, verb) => named(printer, name, *verb, word),
        ExprKind::Compare { left, bounds } => {
            let bounds = number::as_percent(left, bounds);
            let left = expr::at(printer, left, Tight::Trailing);
            format!(
                "whose {} is {}",
                left.strip_prefix("the ").unwrap_or(&left),
                self::bounds(printer, &bounds)
            )
        }
        ExprKind::AnyMember { condition, count } => {
            let (_, members, member) = expr::members(printer, "a", count);
            format!(
                "{} {} {members} {}",
                word.word(),
                word.verb("has", "have"),
                self::condition(printer, condition, member)
            )
        }
        ExprKind::MissedInARow {
            number,
            schedule,
            event,
        } => {
            let (word, has) = (word.word(), word.verb("has", "have"));
            format!(
                "{word} {has} missed {} for {number} {} in a row",
                printer.name(event),
                words::periods(*schedule).1
            )
        }
        ExprKind::OfHousehold(name) => format!("whose household is {}", printer.name(name)),
        ExprKind::Not(what) => not(printer, of, what, word),
        _ => format!(
            "{} {}",
            word.for_which(),
            expr::at(printer, of, Tight::Test)
        ),
    }
}

fn named(printer: &mut Printer<'_>, name: &Name, verb: Verb, word: Word) -> String {
    let verb = match verb {
        Verb::Bare | Verb::Is => word.verb("is", "are"),
        Verb::Belongs => word.verb("belongs to", "belong to"),
        Verb::Has => word.verb("has", "have"),
        Verb::Holds => word.verb("holds", "hold"),
        Verb::Signed => word.verb("has signed", "have signed"),
    };
    format!("{} {verb} {}", word.word(), printer.name(name))
}

fn not(printer: &mut Printer<'_>, of: &Expr, what: &Expr, word: Word) -> String {
    match what.value.as_ref() {
        ExprKind::Name(name, verb) => {
            let verb = match verb {
                Verb::Bare | Verb::Is => word.verb("is not", "are not"),
                Verb::Belongs => word.verb("does not belong to", "do not belong to"),
                Verb::Has => word.verb("does not have", "do not have"),
                Verb::Holds => word.verb("does not hold", "do not hold"),
                Verb::Signed => word.verb("has not signed", "have not signed"),
            };
            format!("{} {verb} {}", word.word(), printer.name(name))
        }
        ExprKind::AnyMember { condition, count } if count.is_empty() => {
            format!(
                "{} {} no member {}",
                word.word(),
                word.verb("has", "have"),
                self::condition(printer, condition, Word::Member)
            )
        }
        _ => format!(
            "{} {}",
            word.for_which(),
            expr::at(printer, of, Tight::Test)
        ),
    }
}
