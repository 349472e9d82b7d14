//! Limits that a household is too small to reach, so that nothing has to be counted against them.

use super::benefits::months;
use super::book::{Act, BodyRow, Book, CapRow, HeadRow, Node, NodeId};
use crate::model::Schedule;
use crate::register::FactValue;
use crate::value::Exact;

/// A household of at most so many members cannot reach the limit, even if each of them were given
/// the most the texts name in every period; none: any household may.
pub(super) fn idle_up_to(book: &Book, cap: &CapRow) -> Option<usize> {
    let (limit, period) = (constant(book, cap.limit)?, cap.period?);
    let limit = limit.numer() / limit.denom();
    let (mut household, mut each_member) = (0_i128, 0_i128);
    for head in &book.heads {
        let is_counted = head.person || !cap.per_person;
        if !is_counted || !cap.benefits.contains(&head.benefit) {
            continue;
        }
        let (once, by_members) = most(book, head)?;
        let times = times(head.schedule, period);
        let of_household = if head.person {
            &mut each_member
        } else {
            &mut household
        };
        *of_household = of_household.checked_add(once.checked_mul(times)?)?;
        each_member = each_member.checked_add(by_members.checked_mul(times)?)?;
    }
    let left = limit.checked_sub(household).filter(|left| *left >= 0)?;
    if each_member == 0 || cap.per_person && each_member <= left {
        return Some(usize::MAX);
    }
    usize::try_from(left / each_member)
        .ok()
        .filter(|_| !cap.per_person)
}

/// The most one line of a head can be, in fen: as a whole, and for each member of the household;
/// none where it may have several lines, is paid in parts, or has no bound.
fn most(book: &Book, head: &HeadRow) -> Option<(i128, i128)> {
    let mut sums = book.choices.iter().filter(|choice| !choice.higher);
    let adds_up = sums.any(|choice| choice.among.iter().any(|norm| head.norms.contains(norm)));
    if adds_up || head.is_split {
        return None;
    }
    let (mut once, mut by_members) = (0, 0);
    for norm in &head.norms {
        let Act::Grant(grant) = book.norms.get(*norm as usize)?.act else {
            return None;
        };
        let amount = largest(book, grant.amount?)?;
        match (grant.each_person, head.person) {
            (false, _) => once = amount.max(once),
            (true, false) => by_members = amount.max(by_members),
            (true, true) => return None,
        }
    }
    Some((once, by_members))
}

/// The largest amount of a body, where it has one on every day and for everyone.
fn largest(book: &Book, body: BodyRow) -> Option<i128> {
    let fen = |node| constant(book, node).and_then(rounded_up);
    match body {
        BodyRow::Value(node) => fen(node),
        BodyRow::Cases(rows) => {
            let rows = rows.of(&book.rows);
            rows.last().filter(|last| last.when.is_none())?;
            rows.iter()
                .try_fold(0, |most, row| Some(fen(row.value)?.max(most)))
        }
        BodyRow::Slices(..) => None,
    }
}

fn constant(book: &Book, node: NodeId) -> Option<Exact> {
    match book.nodes.get(node.0 as usize)? {
        Node::Constant(FactValue::Number(number)) => Some(*number),
        _ => None,
    }
}

/// How often a benefit is judged in the period of a cap.
fn times(benefit: Schedule, cap: Schedule) -> i128 {
    let (benefit, cap) = (months(benefit), months(cap));
    i128::from(cap.checked_div(benefit).unwrap_or(1).max(1))
}

fn rounded_up(number: Exact) -> Option<i128> {
    let above = number.numer().checked_add(number.denom() - 1)?;
    Some(above.div_euclid(number.denom()))
}
