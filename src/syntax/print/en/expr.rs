//! Conditions in English, as they stand after `where` and wherever nobody is spoken of yet.

use super::amount::{amount, blank, bounds};
use super::relative::{self, Word};
use crate::diagnostic::Lang;
use crate::syntax::ast::{Expr, ExprKind, Name, Operator, Relation, Verb};
use crate::syntax::print::{Printer, number, words};
use crate::value::Unit;

/// How tightly an expression holds together; one that is looser than its place wants brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tight {
    Or,
    And,
    Test,
    Suffix,
    /// Ends with a list or a member's condition, so nothing may be added behind it.
    Trailing,
    Sum,
    Product,
    Factor,
    Atom,
}

/// A condition: `[age] is at least 60 years and [x] applies`.
pub(super) fn condition(printer: &mut Printer<'_>, of: &Expr) -> String {
    test(printer, of, Tight::Or)
}

/// What is reckoned: rounding and bounds of its left side stand between commas, without brackets.
pub(super) fn check(printer: &mut Printer<'_>, of: &Expr) -> String {
    let ExprKind::Compare { left, bounds } = of.value.as_ref() else {
        return condition(printer, of);
    };
    let (least, comma) = match left.value.as_ref() {
        ExprKind::Rounded { .. } | ExprKind::Clamped { .. } => (Tight::Suffix, ","),
        _ => (Tight::Trailing, ""),
    };
    let bounds = number::parts_as_percent(left, bounds);
    let left = at(printer, left, least);
    let text = match bounds.as_slice() {
        [(Relation::Is, to)] => format!("equals {}", at(printer, to, Tight::Sum)),
        _ => format!("is {}", self::bounds(printer, &bounds)),
    };
    format!("{left}{comma} {text}")
}

/// An amount, with its rounding and bounds.
pub(super) fn value(printer: &mut Printer<'_>, of: &Expr) -> String {
    at(printer, of, Tight::Suffix)
}

/// An amount where commas and `and` belong to the sentence.
pub(super) fn enclosed(printer: &mut Printer<'_>, of: &Expr) -> String {
    at(printer, of, Tight::Sum)
}

/// In brackets where looser than `least`.
pub(super) fn at(printer: &mut Printer<'_>, of: &Expr, least: Tight) -> String {
    let text = print(printer, of);
    if tightness(of) < least {
        format!("({text})")
    } else {
        text
    }
}

/// The same where it is a condition: a name alone then has a verb.
fn test(printer: &mut Printer<'_>, of: &Expr, least: Tight) -> String {
    match of.value.as_ref() {
        ExprKind::Name(name, verb) => named(printer, name, *verb),
        ExprKind::OfHousehold(name) => format!("the household's {} applies", printer.name(name)),
        _ => at(printer, of, least),
    }
}

fn tightness(of: &Expr) -> Tight {
    match of.value.as_ref() {
        ExprKind::Or(_) => Tight::Or,
        ExprKind::And(_) => Tight::And,
        ExprKind::Not(_)
        | ExprKind::Compare { .. }
        | ExprKind::AnyMember { .. }
        | ExprKind::AllMembers(_)
        | ExprKind::Elapsed { .. }
        | ExprKind::MissedInARow { .. } => Tight::Test,
        ExprKind::Rounded { .. } | ExprKind::Clamped { .. } => Tight::Suffix,
        ExprKind::Extreme { .. }
        | ExprKind::CountMembers(Some(_))
        | ExprKind::Households(Some(_))
        | ExprKind::HouseholdShare(_) => Tight::Trailing,
        ExprKind::Arithmetic {
            op: Operator::Times,
            left,
            right,
        } if number::is_share(left, right) => Tight::Factor,
        ExprKind::Arithmetic {
            op: Operator::Add | Operator::Subtract,
            ..
        } => Tight::Sum,
        ExprKind::Arithmetic {
            op: Operator::Times | Operator::Divide,
            ..
        } => Tight::Product,
        ExprKind::PerFull { .. } => Tight::Factor,
        ExprKind::Name(..)
        | ExprKind::Number { .. }
        | ExprKind::Date(_)
        | ExprKind::Day(_)
        | ExprKind::Blank { .. }
        | ExprKind::AgeAt(_)
        | ExprKind::MonthsBetween { .. }
        | ExprKind::OverMembers { .. }
        | ExprKind::CountMembers(None)
        | ExprKind::Households(None)
        | ExprKind::OverHouseholds { .. }
        | ExprKind::OfHousehold(_)
        | ExprKind::Relatives { .. }
        | ExprKind::OverdueDays(_)
        | ExprKind::EventCount { .. } => Tight::Atom,
    }
}

fn print(printer: &mut Printer<'_>, of: &Expr) -> String {
    match of.value.as_ref() {
        ExprKind::And(parts) => joined(printer, parts, " and ", Tight::Test),
        ExprKind::Or(parts) => joined(printer, parts, " or ", Tight::And),
        ExprKind::Not(what) => not(printer, what),
        ExprKind::Compare { left, bounds } => {
            let bounds = number::as_percent(left, bounds);
            format!(
                "{} is {}",
                at(printer, left, Tight::Trailing),
                self::bounds(printer, &bounds)
            )
        }
        ExprKind::AnyMember { condition, count } => there_is(printer, "a", condition, count),
        ExprKind::AllMembers(what) => format!(
            "all members are such that {}",
            test(printer, what, Tight::Test)
        ),
        ExprKind::Elapsed { since, length } => {
            format!(
                "{} have passed since {}",
                number::length(Lang::En, length.value),
                at(printer, since, Tight::Atom)
            )
        }
        ExprKind::MissedInARow {
            number,
            schedule,
            event,
        } => {
            format!(
                "{} is missed for {number} {} in a row",
                printer.name(event),
                words::periods(*schedule).1
            )
        }
        ExprKind::Name(..)
        | ExprKind::Number { .. }
        | ExprKind::Date(_)
        | ExprKind::Day(_)
        | ExprKind::Blank { .. }
        | ExprKind::Arithmetic { .. }
        | ExprKind::CountMembers(_)
        | ExprKind::OverMembers { .. }
        | ExprKind::Households(_)
        | ExprKind::HouseholdShare(_)
        | ExprKind::OverHouseholds { .. }
        | ExprKind::OfHousehold(_)
        | ExprKind::Relatives { .. }
        | ExprKind::AgeAt(_)
        | ExprKind::MonthsBetween { .. }
        | ExprKind::Extreme { .. }
        | ExprKind::PerFull { .. }
        | ExprKind::Rounded { .. }
        | ExprKind::Clamped { .. }
        | ExprKind::OverdueDays(_)
        | ExprKind::EventCount { .. } => amount(printer, of),
    }
}

fn joined(printer: &mut Printer<'_>, parts: &[Expr], word: &str, least: Tight) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|part| test(printer, part, least))
        .collect();
    parts.join(word)
}

fn named(printer: &mut Printer<'_>, name: &Name, verb: Verb) -> String {
    let name = printer.name(name);
    match verb {
        Verb::Bare | Verb::Is | Verb::Belongs => format!("{name} applies"),
        Verb::Has => format!("there is {name}"),
        Verb::Holds => format!("{name} is held"),
        Verb::Signed => format!("{name} is signed"),
    }
}

fn not(printer: &mut Printer<'_>, what: &Expr) -> String {
    match what.value.as_ref() {
        ExprKind::Name(name, verb) => {
            let name = printer.name(name);
            match verb {
                Verb::Bare | Verb::Is | Verb::Belongs => format!("{name} does not apply"),
                Verb::Has => format!("there is no {name}"),
                Verb::Holds => format!("{name} is not held"),
                Verb::Signed => format!("{name} is not signed"),
            }
        }
        ExprKind::AnyMember { condition, count } if count.is_empty() => {
            there_is(printer, "no", condition, count)
        }
        _ => format!("not ({})", condition(printer, what)),
    }
}

fn there_is(
    printer: &mut Printer<'_>,
    article: &str,
    condition: &Expr,
    count: &[(Relation, Expr)],
) -> String {
    let (is, members, word) = members(printer, article, count);
    format!(
        "there {is} {members} {}",
        relative::condition(printer, condition, word)
    )
}

/// `is`, `a member`, who · `are`, `at least 2 members`, who
pub(super) fn members(
    printer: &mut Printer<'_>,
    article: &str,
    count: &[(Relation, Expr)],
) -> (&'static str, String, Word) {
    if count.is_empty() {
        return ("is", format!("{article} member"), Word::Member);
    }
    let counts: Vec<String> = count
        .iter()
        .map(|(relation, to)| how_many(printer, *relation, to))
        .collect();
    (
        "are",
        format!("{} members", counts.join(" and ")),
        Word::Members,
    )
}

/// `at least 2`, the unit being the members that follow.
fn how_many(printer: &mut Printer<'_>, relation: Relation, to: &Expr) -> String {
    let word = match relation {
        Relation::Is => "exactly",
        Relation::IsNot => "not exactly",
        Relation::AtLeast | Relation::AtMost | Relation::Over | Relation::Under => {
            words::relation(relation).1
        }
    };
    let number = match to.value.as_ref() {
        ExprKind::Number {
            value,
            unit: Some(Unit::Person),
        } => number::plain(Lang::En, *value),
        ExprKind::Blank {
            name,
            unit: Some(Unit::Person),
        } => blank(printer, name.as_ref()),
        _ => at(printer, to, Tight::Atom),
    };
    format!("{word} {number}")
}
