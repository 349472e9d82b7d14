//! Amounts: sums of factors with their suffixes, and what may be a factor.

use super::super::values::{date_of, name, step_share};
use super::super::{Node, Reader, Rule};
use super::conditions::logic;
use super::days::{day, length_in};
use super::relative::{member, relative};
use super::values::{at, blank, name_in, quantity, ratio};
use crate::syntax::ast::{
    Aggregate, CountWindow, DayRef, Expr, ExprKind, Operator, RoundTo, Schedule, Verb,
};
use crate::value::{Exact, Rounding};

/// Reads a condition or an amount with its suffixes.
pub(super) fn value(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let first = logic(reader, &node.first()?)?;
    suffixed(reader, node, first)
}

/// Reads `[a] × 2, rounded to the yuan`.
pub(super) fn amount(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let first = sum(reader, &node.first()?)?;
    suffixed(reader, node, first)
}

/// `read` with the suffixes among the children of `node`.
pub(super) fn suffixed(reader: &mut Reader<'_>, node: &Node<'_>, mut read: Expr) -> Option<Expr> {
    reader.short_chain(node)?;
    for suffix in node.all(Rule::en_suffix) {
        let span = read.span.to(suffix.span());
        let kind = match suffix.find(Rule::en_round) {
            Some(round) => rounded(read, &round),
            None => {
                let bound = sum(reader, &suffix.find(Rule::en_sum)?)?;
                ExprKind::Clamped {
                    of: read,
                    least: suffix.has(Rule::en_at_least),
                    bound,
                }
            }
        };
        read = at(kind, span);
    }
    Some(read)
}

fn rounded(of: Expr, node: &Node<'_>) -> ExprKind {
    let mode = match (node.has(Rule::en_round_up), node.has(Rule::en_round_down)) {
        (true, _) => Rounding::Up,
        (false, true) => Rounding::Down,
        (false, false) => Rounding::HalfUp,
    };
    let unit = node
        .find(Rule::en_step_unit)
        .map(|unit| unit.text().to_lowercase())
        .unwrap_or_default();
    let fen = match unit.split_whitespace().next() {
        Some("whole") => return to_step(of, mode, RoundTo::Whole),
        Some(share) if share.ends_with(['%', '％']) => {
            return to_step(of, mode, step_share(share));
        }
        Some("hundred" | "100") => 10_000,
        Some("ten" | "10") => 1_000,
        Some("jiao") => 10,
        Some("fen") => 1,
        _ => 100,
    };
    to_step(of, mode, RoundTo::Fen(Exact::from_int(fen)))
}

fn to_step(of: Expr, mode: Rounding, to: RoundTo) -> ExprKind {
    ExprKind::Rounded { of, mode, to }
}

/// Reads `[a] plus [b] times 2`; × and ÷ bind tighter, equal ones go left to right.
pub(super) fn sum(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    reader.short_chain(node)?;
    let mut kids = node.kids();
    let mut product = factor(reader, &kids.next()?)?;
    let mut total: Option<(Expr, Operator)> = None;
    while let (Some(op), Some(right)) = (kids.next(), kids.next()) {
        let right = factor(reader, &right)?;
        match operator(&op)? {
            op @ (Operator::Times | Operator::Divide) => product = arithmetic(op, product, right),
            op @ (Operator::Add | Operator::Subtract) => {
                total = Some((added(total, product), op));
                product = right;
            }
        }
    }
    Some(added(total, product))
}

fn added(total: Option<(Expr, Operator)>, product: Expr) -> Expr {
    match total {
        None => product,
        Some((left, op)) => arithmetic(op, left, product),
    }
}

fn arithmetic(op: Operator, left: Expr, right: Expr) -> Expr {
    let span = left.span.to(right.span);
    at(ExprKind::Arithmetic { op, left, right }, span)
}

fn operator(node: &Node<'_>) -> Option<Operator> {
    Some(match node.first()?.rule() {
        Rule::en_plus => Operator::Add,
        Rule::en_minus => Operator::Subtract,
        Rule::en_times => Operator::Times,
        _ => Operator::Divide,
    })
}

/// Reads `80% of [income]` · `[income] counted at 1 yuan per full 100 yuan`.
fn factor(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    reader.short_chain(node)?;
    let kind = |kid: &Node<'_>| !matches!(kid.rule(), Rule::en_share | Rule::en_counted);
    let mut read = primary(reader, &node.kids().find(kind)?)?;
    for counted in node.all(Rule::en_counted) {
        let mut parts = counted.kids().filter(|kid| {
            matches!(
                kid.rule(),
                Rule::en_blank | Rule::en_ratio | Rule::en_quantity | Rule::name | Rule::en_bracket
            )
        });
        let (gives, step) = (
            primary(reader, &parts.next()?)?,
            primary(reader, &parts.next()?)?,
        );
        let span = read.span.to(counted.span());
        read = at(
            ExprKind::PerFull {
                of: read,
                step,
                gives,
                partial: counted.has(Rule::en_begun),
            },
            span,
        );
    }
    let Some(share) = node
        .find(Rule::en_share)
        .and_then(|share| share.find(Rule::en_ratio))
    else {
        return Some(read);
    };
    let right = at(
        ExprKind::Number {
            value: ratio(reader, &share)?,
            unit: None,
        },
        share.span(),
    );
    Some(at(
        ExprKind::Arithmetic {
            op: Operator::Times,
            left: read,
            right,
        },
        node.span(),
    ))
}

fn primary(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let kind = match node.rule() {
        Rule::name => ExprKind::Name(name(reader, node)?, Verb::Bare),
        Rule::en_bracket => return value(reader, &node.find(Rule::en_value)?),
        Rule::iso_date => ExprKind::Date(date_of(reader, node)?.value),
        Rule::en_day_value => day_value(reader, node)?,
        Rule::en_blank => blank(reader, node)?,
        Rule::en_ratio => ExprKind::Number {
            value: ratio(reader, node)?,
            unit: None,
        },
        Rule::en_quantity => {
            let (value, unit) = quantity(reader, node)?;
            ExprKind::Number { value, unit }
        }
        Rule::en_members_count => members_count(reader, node)?,
        Rule::en_event_count => ExprKind::EventCount {
            window: window(reader, node)?,
            event: name_in(reader, node)?,
        },
        Rule::en_over_members => over_members(reader, node)?,
        Rule::en_households_count => ExprKind::Households(match node.find(Rule::en_rel) {
            Some(which) => Some(relative(reader, &which, false)?),
            None => None,
        }),
        Rule::en_household_share => {
            ExprKind::HouseholdShare(relative(reader, &node.find(Rule::en_rel)?, false)?)
        }
        Rule::en_over_households => over_households(reader, node)?,
        Rule::en_own_household => ExprKind::OfHousehold(name_in(reader, node)?),
        Rule::en_full_years => ExprKind::AgeAt(primary(reader, &node.kids().last()?)?),
        Rule::en_months_between => {
            let mut ends = node
                .kids()
                .filter(|kid| matches!(kid.rule(), Rule::name | Rule::iso_date | Rule::en_bracket));
            let (from, to) = (
                primary(reader, &ends.next()?)?,
                primary(reader, &ends.next()?)?,
            );
            ExprKind::MonthsBetween { from, to }
        }
        Rule::en_extreme => {
            let of = node
                .all(Rule::en_sum)
                .map(|kid| sum(reader, &kid))
                .collect::<Option<_>>()?;
            ExprKind::Extreme {
                greater: node.has(Rule::en_greater),
                of,
            }
        }
        _ => ExprKind::OverdueDays(name_in(reader, node)?),
    };
    Some(at(kind, node.span()))
}

/// Reads a day where a value may stand: a whole date is a date.
fn day_value(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ExprKind> {
    Some(match day(reader, &node.find(Rule::en_day)?)?.value {
        DayRef::Day(date) => ExprKind::Date(date),
        other @ (DayRef::Yearly { .. } | DayRef::Monthly { .. } | DayRef::ThisYear { .. }) => {
            ExprKind::Day(other)
        }
    })
}

fn members_count(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ExprKind> {
    match node.find(Rule::en_mem) {
        Some(which) => Some(ExprKind::CountMembers(Some(member(reader, &which)?))),
        None => Some(ExprKind::CountMembers(None)),
    }
}

/// Reads `the sum of [contracted land] over the households`.
fn over_households(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ExprKind> {
    let what = |kid: &Node<'_>| matches!(kid.rule(), Rule::name | Rule::en_bracket);
    let of = primary(reader, &node.kids().find(what)?)?;
    Some(ExprKind::OverHouseholds {
        how: aggregate(node),
        of,
    })
}

fn aggregate(node: &Node<'_>) -> Aggregate {
    match (node.has(Rule::en_total), node.has(Rule::en_largest)) {
        (true, _) => Aggregate::Sum,
        (false, true) => Aggregate::Largest,
        (false, false) => Aggregate::Smallest,
    }
}

fn over_members(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ExprKind> {
    let named = node.find(Rule::name)?;
    let of = at(
        ExprKind::Name(name(reader, &named)?, Verb::Bare),
        named.span(),
    );
    Some(ExprKind::OverMembers {
        how: aggregate(node),
        of,
    })
}

fn window(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<CountWindow> {
    let Some(window) = node.find(Rule::en_count_window) else {
        return Some(CountWindow::Ever);
    };
    Some(match window.first()?.rule() {
        Rule::en_this_year => CountWindow::This(Schedule::Year),
        Rule::en_this_quarter => CountWindow::This(Schedule::Quarter),
        Rule::en_this_month => CountWindow::This(Schedule::Month),
        Rule::en_last_year => CountWindow::Last(Schedule::Year),
        _ => CountWindow::Past(length_in(reader, &window)?.value),
    })
}

/// Reads the name or date among the children of `node`.
pub(super) fn day_or_name(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let kid = node
        .kids()
        .find(|kid| matches!(kid.rule(), Rule::name | Rule::iso_date))?;
    primary(reader, &kid)
}
