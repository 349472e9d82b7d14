//! Conditions and amounts: lists of tests, sums of factors, their suffixes.

use super::super::values::{name, step_share};
use super::super::{Node, Reader, Rule};
use super::conditions::{day_or_name, test};
use super::days::{day, length_in};
use super::values::{at, name_in, plain, ratio};
use crate::span::Span;
use crate::syntax::ast::{
    Aggregate, CountWindow, DayRef, Expr, ExprKind, Operator, RoundTo, Schedule, Verb,
};
use crate::value::{Exact, Rounding};

/// Reads a condition or an amount with its suffixes.
pub(super) fn value(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let first = logic(reader, &node.first()?)?;
    suffixes(reader, node, first)
}

/// Reads an amount: a sum with its suffixes.
pub(super) fn amount(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let first = sum(reader, &node.first()?)?;
    suffixes(reader, node, first)
}

/// Reads `「甲」且「乙」或者「丙」`; 且 binds tighter.
pub(super) fn logic(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let mut either = Vec::new();
    let mut both = Vec::new();
    for kid in node.kids() {
        match kid.rule() {
            Rule::zh_and | Rule::comma => {}
            Rule::zh_or => either.extend(joined(std::mem::take(&mut both), ExprKind::And)),
            _ => both.push(test(reader, &kid)?),
        }
    }
    either.extend(joined(both, ExprKind::And));
    joined(either, ExprKind::Or)
}

fn joined(mut parts: Vec<Expr>, join: fn(Vec<Expr>) -> ExprKind) -> Option<Expr> {
    if parts.len() < 2 {
        return parts.pop();
    }
    let span = spanned(&parts)?;
    Some(at(join(parts), span))
}

fn spanned(parts: &[Expr]) -> Option<Span> {
    Some(parts.first()?.span.to(parts.last()?.span))
}

/// Reads `（…）`.
pub(super) fn bracket(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let inner = node
        .kids()
        .find(|kid| matches!(kid.rule(), Rule::zh_value | Rule::zh_m_logic))?;
    if inner.rule() == Rule::zh_value {
        value(reader, &inner)
    } else {
        logic(reader, &inner)
    }
}

/// Reads `「甲」加「乙」乘以2`; × and ÷ bind tighter, equal ones go left to right.
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
        Rule::zh_plus => Operator::Add,
        Rule::zh_minus => Operator::Subtract,
        Rule::zh_times => Operator::Times,
        _ => Operator::Divide,
    })
}

fn factor(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    reader.short_chain(node)?;
    let mut kids = node.kids();
    let mut read = primary(reader, &kids.next()?)?;
    for postfix in kids {
        read = with_postfix(reader, read, &postfix)?;
    }
    Some(read)
}

fn primary(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let span = node.span();
    let kind = match node.rule() {
        Rule::name => ExprKind::Name(name(reader, node)?, Verb::Bare),
        Rule::zh_bracket | Rule::zh_m_bracket => return bracket(reader, node),
        Rule::zh_day => return day_value(reader, node),
        Rule::zh_window_count => ExprKind::EventCount {
            window: window(reader, node)?,
            event: name_in(reader, node)?,
        },
        Rule::zh_members => ExprKind::CountMembers(None),
        Rule::zh_members_who => {
            ExprKind::CountMembers(Some(logic(reader, &node.find(Rule::zh_m_logic)?)?))
        }
        Rule::zh_over_members => over_members(reader, node)?,
        Rule::zh_in_village => in_village(reader, node)?,
        Rule::zh_over_households => over_households(reader, node)?,
        Rule::zh_extreme => {
            let of = node
                .all(Rule::zh_sum)
                .map(|kid| sum(reader, &kid))
                .collect::<Option<_>>()?;
            ExprKind::Extreme {
                greater: node.has(Rule::zh_greater),
                of,
            }
        }
        Rule::zh_own_household => ExprKind::OfHousehold(name_in(reader, node)?),
        _ => return plain(reader, node),
    };
    Some(at(kind, span))
}

/// Reads `全村户数` · `全村「困难户」的户数` · `全村「困难户」的户占全部户的比例`.
fn in_village(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ExprKind> {
    let Some(which) = node.find(Rule::zh_logic) else {
        return Some(ExprKind::Households(None));
    };
    let which = logic(reader, &which)?;
    Some(if node.has(Rule::zh_share_of_them) {
        ExprKind::HouseholdShare(which)
    } else {
        ExprKind::Households(Some(which))
    })
}

/// Reads `各户「承包地」之和`.
fn over_households(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ExprKind> {
    let of = primary(reader, &node.first()?)?;
    let how = match node.kids().last()?.rule() {
        Rule::zh_total_of => Aggregate::Sum,
        Rule::zh_largest => Aggregate::Largest,
        _ => Aggregate::Smallest,
    };
    Some(ExprKind::OverHouseholds { how, of })
}

/// Reads a day where a value may stand: a whole date is a date.
pub(super) fn day_value(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let day = day(reader, node)?;
    let kind = match day.value {
        DayRef::Day(date) => ExprKind::Date(date),
        other @ (DayRef::Yearly { .. } | DayRef::Monthly { .. } | DayRef::ThisYear { .. }) => {
            ExprKind::Day(other)
        }
    };
    Some(at(kind, day.span))
}

fn over_members(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ExprKind> {
    let how = match node.kids().last()?.rule() {
        Rule::zh_total_of => Aggregate::Sum,
        Rule::zh_largest => Aggregate::Largest,
        _ => Aggregate::Smallest,
    };
    let named = node.find(Rule::name)?;
    let of = at(
        ExprKind::Name(name(reader, &named)?, Verb::Bare),
        named.span(),
    );
    Some(ExprKind::OverMembers { how, of })
}

fn window(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<CountWindow> {
    let word = node.find(Rule::zh_count_window)?.first()?;
    Some(match word.rule() {
        Rule::zh_this_year => CountWindow::This(Schedule::Year),
        Rule::zh_this_quarter => CountWindow::This(Schedule::Quarter),
        Rule::zh_this_month => CountWindow::This(Schedule::Month),
        Rule::zh_last_year => CountWindow::Last(Schedule::Year),
        _ => CountWindow::Past(length_in(reader, &word)?.value),
    })
}

fn with_postfix(reader: &mut Reader<'_>, of: Expr, node: &Node<'_>) -> Option<Expr> {
    let span = of.span.to(node.span());
    let kind = match node.rule() {
        Rule::zh_share => {
            let share = node.find(Rule::zh_ratio)?;
            let value = ratio(reader, &share)?;
            let right = at(ExprKind::Number { value, unit: None }, share.span());
            ExprKind::Arithmetic {
                op: Operator::Times,
                left: of,
                right,
            }
        }
        Rule::zh_age => ExprKind::AgeAt(of),
        Rule::zh_months_to => ExprKind::MonthsBetween {
            from: of,
            to: day_or_name(reader, node)?,
        },
        Rule::zh_per_full => return per_full(reader, of, node),
        Rule::zh_overdue => ExprKind::OverdueDays(named(reader, &of)?),
        // 次数 after a window belongs to it.
        _ if matches!(*of.value, ExprKind::EventCount { .. }) => *of.value,
        _ => ExprKind::EventCount {
            window: CountWindow::Ever,
            event: named(reader, &of)?,
        },
    };
    Some(at(kind, span))
}

fn named(reader: &mut Reader<'_>, of: &Expr) -> Option<crate::syntax::ast::Name> {
    if let ExprKind::Name(name, _) = &*of.value {
        return Some(name.clone());
    }
    super::slips::needs_event(reader, of.span);
    None
}

fn per_full(reader: &mut Reader<'_>, of: Expr, node: &Node<'_>) -> Option<Expr> {
    let mut values = node.kids().filter(|kid| kid.rule() != Rule::zh_begun);
    let mut read = |reader: &mut Reader<'_>| {
        let node = values.next()?;
        if node.rule() == Rule::zh_day {
            day_value(reader, &node)
        } else {
            plain(reader, &node)
        }
    };
    let span = of.span.to(node.span());
    let (step, gives) = (read(reader)?, read(reader)?);
    Some(at(
        ExprKind::PerFull {
            of,
            step,
            gives,
            partial: node.has(Rule::zh_begun),
        },
        span,
    ))
}

/// What follows an amount after its commas.
pub(super) fn suffixes(reader: &mut Reader<'_>, node: &Node<'_>, mut read: Expr) -> Option<Expr> {
    reader.short_chain(node)?;
    for suffix in node.all(Rule::zh_suffix) {
        let span = read.span.to(suffix.span());
        let kind = match suffix.find(Rule::zh_round) {
            Some(round) => rounded(read, &round),
            None => {
                let bound = sum(reader, &suffix.find(Rule::zh_sum)?)?;
                ExprKind::Clamped {
                    of: read,
                    least: suffix.has(Rule::zh_least),
                    bound,
                }
            }
        };
        read = at(kind, span);
    }
    Some(read)
}

fn rounded(of: Expr, node: &Node<'_>) -> ExprKind {
    let mode = match node.first().map(|kid| kid.rule()) {
        Some(Rule::zh_half_up) => Rounding::HalfUp,
        Some(Rule::zh_up) => Rounding::Up,
        _ => Rounding::Down,
    };
    let unit = node.find(Rule::zh_step_unit);
    let fen = match unit.as_ref().map(Node::text) {
        Some("整数") => None,
        Some("百元") => Some(10_000),
        Some("十元") => Some(1_000),
        Some("角") => Some(10),
        Some("分") => Some(1),
        _ => Some(100),
    };
    let share = unit.and_then(|unit| unit.find(Rule::zh_step_share));
    let to = match share {
        Some(share) => step_share(share.text()),
        None => fen.map_or(RoundTo::Whole, |fen| RoundTo::Fen(Exact::from_int(fen))),
    };
    ExprKind::Rounded { of, mode, to }
}
