//! Amounts in English.

use super::expr::{Tight, at};
use super::relative::{self, Word};
use crate::diagnostic::Lang;
use crate::syntax::ast::{
    Aggregate, CountWindow, Expr, ExprKind, Name, Operator, Relation, RoundTo, Schedule,
    SubjectKind,
};
use crate::syntax::print::{Printer, number, words};
use crate::value::{Exact, Rounding, Unit};

/// Everything that is no condition.
pub(super) fn amount(printer: &mut Printer<'_>, of: &Expr) -> String {
    match of.value.as_ref() {
        ExprKind::Name(name, _) => printer.name(name),
        ExprKind::Number { value, unit } => number::amount(Lang::En, *value, *unit),
        ExprKind::Date(date) => number::date(Lang::En, *date),
        ExprKind::Day(day) => number::day(Lang::En, *day),
        ExprKind::Blank { name, unit } => {
            let unit = unit
                .map(|unit| number::with_unit(Lang::En, unit, false))
                .unwrap_or_default();
            blank(printer, name.as_ref()) + &unit
        }
        ExprKind::Arithmetic { op, left, right } => arithmetic(printer, *op, left, right),
        ExprKind::CountMembers(None) => "the number of members".to_owned(),
        ExprKind::CountMembers(Some(which)) => {
            format!(
                "the number of members {}",
                relative::condition(printer, which, Word::Members)
            )
        }
        ExprKind::OverMembers { how, of } => {
            format!(
                "the {} of the members' {}",
                aggregate(*how),
                at(printer, of, Tight::Atom)
            )
        }
        ExprKind::Households(None) => "the number of households".to_owned(),
        ExprKind::Households(Some(which)) => format!(
            "the number of households {}",
            relative::condition(printer, which, Word::Households)
        ),
        ExprKind::HouseholdShare(which) => format!(
            "the share of households {}",
            relative::condition(printer, which, Word::Households)
        ),
        ExprKind::OverHouseholds { how, of } => {
            let text = at(printer, of, Tight::Or);
            let how = aggregate(*how);
            match of.value.as_ref() {
                ExprKind::Name(..) => format!("the {how} of {text} over the households"),
                _ => format!("the {how} of ({text}) over the households"),
            }
        }
        ExprKind::Relatives { .. } => super::whom(printer, &SubjectKind::Person, of),
        ExprKind::OfHousehold(name) => format!("the household's {}", printer.name(name)),
        ExprKind::AgeAt(since) => {
            format!("the full years since {}", at(printer, since, Tight::Atom))
        }
        ExprKind::MonthsBetween { from, to } => {
            format!(
                "the months from {} to {}",
                at(printer, from, Tight::Atom),
                at(printer, to, Tight::Atom)
            )
        }
        ExprKind::Extreme { greater, of } => {
            let of: Vec<String> = of.iter().map(|of| at(printer, of, Tight::Sum)).collect();
            format!(
                "the {} of {}",
                if *greater { "greater" } else { "lesser" },
                printer.list(&of, "and")
            )
        }
        ExprKind::PerFull {
            of,
            step,
            gives,
            partial,
        } => {
            let (of, step) = (at(printer, of, Tight::Atom), at(printer, step, Tight::Atom));
            let full = if *partial { "begun" } else { "full" };
            format!(
                "{of} counted at {} per {full} {step}",
                at(printer, gives, Tight::Atom)
            )
        }
        ExprKind::Rounded { of, mode, to } => format!(
            "{}, {}",
            at(printer, of, Tight::Suffix),
            rounding(*mode, *to)
        ),
        ExprKind::Clamped { of, least, bound } => {
            let word = if *least { "at least" } else { "at most" };
            format!(
                "{}, {word} {}",
                at(printer, of, Tight::Suffix),
                at(printer, bound, Tight::Sum)
            )
        }
        ExprKind::OverdueDays(action) => format!("the days overdue of {}", printer.name(action)),
        ExprKind::EventCount { window, event } => format!(
            "the number of {}{}",
            printer.name(event),
            self::window(*window)
        ),
        ExprKind::Not(_)
        | ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::Compare { .. }
        | ExprKind::AnyMember { .. }
        | ExprKind::AllMembers(_)
        | ExprKind::Elapsed { .. }
        | ExprKind::MissedInARow { .. } => at(printer, of, Tight::Atom),
    }
}

/// `____` · `____([deposit amount])`
pub(super) fn blank(printer: &mut Printer<'_>, name: Option<&Name>) -> String {
    let name = name.map(|name| format!("({})", printer.name(name)));
    format!("____{}", name.unwrap_or_default())
}

fn arithmetic(printer: &mut Printer<'_>, op: Operator, left: &Expr, right: &Expr) -> String {
    if let (true, ExprKind::Number { value, .. }) = (
        op == Operator::Times && number::is_share(left, right),
        right.value.as_ref(),
    ) {
        return format!(
            "{} of {}",
            number::ratio(Lang::En, *value),
            at(printer, left, Tight::Atom)
        );
    }
    let (word, own, tighter) = match op {
        Operator::Add => ("plus", Tight::Sum, Tight::Product),
        Operator::Subtract => ("minus", Tight::Sum, Tight::Product),
        Operator::Times => ("times", Tight::Product, Tight::Factor),
        Operator::Divide => ("divided by", Tight::Product, Tight::Factor),
    };
    format!(
        "{} {word} {}",
        at(printer, left, own),
        at(printer, right, tighter)
    )
}

/// `at least 60 points and under 80 points`
pub(super) fn bounds(printer: &mut Printer<'_>, bounds: &[(Relation, Expr)]) -> String {
    let bounds: Vec<String> = bounds
        .iter()
        .map(|(relation, to)| bound(printer, *relation, to))
        .collect();
    bounds.join(" and ")
}

fn bound(printer: &mut Printer<'_>, relation: Relation, to: &Expr) -> String {
    let text = at(printer, to, Tight::Sum);
    match relation {
        Relation::Is => text,
        Relation::AtLeast
        | Relation::AtMost
        | Relation::Over
        | Relation::Under
        | Relation::IsNot => {
            format!("{} {text}", words::relation(relation).1)
        }
    }
}

const fn aggregate(how: Aggregate) -> &'static str {
    match how {
        Aggregate::Sum => "sum",
        Aggregate::Largest => "largest",
        Aggregate::Smallest => "smallest",
    }
}

fn rounding(mode: Rounding, to: RoundTo) -> String {
    let unit = match to {
        RoundTo::Fen(fen) => money_step(fen),
        RoundTo::Ratio(share) => number::ratio(Lang::En, share),
        RoundTo::Whole => "the whole number".to_owned(),
    };
    match mode {
        Rounding::HalfUp => format!("rounded to {unit}"),
        Rounding::Down => format!("rounded down to {unit}"),
        Rounding::Up => format!("rounded up to {unit}"),
    }
}

fn money_step(fen: Exact) -> String {
    match fen.to_integer() {
        Some(100) => "the yuan".to_owned(),
        Some(10) => "the jiao".to_owned(),
        Some(1) => "the fen".to_owned(),
        _ => number::amount(Lang::En, fen, Some(Unit::Yuan)),
    }
}

fn window(window: CountWindow) -> String {
    match window {
        CountWindow::Ever => String::new(),
        CountWindow::Past(length) => format!(" in the last {}", number::length(Lang::En, length)),
        CountWindow::This(schedule) => format!(" this {}", period(schedule)),
        CountWindow::Last(schedule) => format!(" last {}", period(schedule)),
    }
}

const fn period(schedule: Schedule) -> &'static str {
    match schedule {
        Schedule::Year => "year",
        Schedule::HalfYear => "half-year",
        Schedule::Quarter => "quarter",
        Schedule::Month => "month",
        Schedule::Once => "time",
    }
}
