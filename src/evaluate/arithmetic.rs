//! Arithmetic and comparison of numbers of which perhaps only bounds are known.

use std::cmp::Ordering;

use super::value::{Kind, Open, Undecided, Value};
use crate::model::{Operator, Relation};
use crate::register::FactValue;
use crate::value::{Exact, Rounding, round_to};

type Bounds = (Option<Exact>, Option<Exact>);

/// What stands for a number too large to be counted with.
fn too_large() -> Value {
    Open::limit("number").into()
}

/// `a` op `b`, exactly; a division by 0 has no value.
pub(crate) fn arithmetic(operator: Operator, a: &Value, b: &Value) -> Value {
    if let (Some(a), Some(b)) = (a.known_number(), b.known_number()) {
        return known(operator, a, b);
    }
    let mut undecided = Undecided::default();
    undecided.add_value(a);
    undecided.add_value(b);
    let (low, high) = match operator {
        Operator::Add => add(a.bounds(), b.bounds()),
        Operator::Subtract => add(a.bounds(), negated(b.bounds())),
        Operator::Times => times(a.bounds(), b.bounds()),
        Operator::Divide => match reciprocal(b.bounds()) {
            Some(by) => times(a.bounds(), by),
            None if b.known_number().is_some() => return no_quotient(),
            None => (None, None),
        },
    };
    undecided.between(low, high).unwrap_or_else(too_large)
}

fn known(operator: Operator, a: Exact, b: Exact) -> Value {
    let result = match operator {
        Operator::Add => a.checked_add(b),
        Operator::Subtract => a.checked_sub(b),
        Operator::Times => a.checked_mul(b),
        Operator::Divide if b == Exact::ZERO => return no_quotient(),
        Operator::Divide => a.checked_div(b),
    };
    result.map_or_else(too_large, Value::number)
}

fn no_quotient() -> Value {
    Open::limit("division by 0").into()
}

fn add(a: Bounds, b: Bounds) -> Bounds {
    let sum = |a: Option<Exact>, b: Option<Exact>| a?.checked_add(b?);
    (sum(a.0, b.0), sum(a.1, b.1))
}

fn negated(of: Bounds) -> Bounds {
    (of.1.map(Exact::negated), of.0.map(Exact::negated))
}

/// The product of bounds: by a known number each bound for itself, else none where one is missing.
fn times(a: Bounds, b: Bounds) -> Bounds {
    if let Some(bounds) = scaled(a, b).or_else(|| scaled(b, a)) {
        return bounds;
    }
    let (Some(a0), Some(a1), Some(b0), Some(b1)) = (a.0, a.1, b.0, b.1) else {
        return (None, None);
    };
    let corners = [(a0, b0), (a0, b1), (a1, b0), (a1, b1)].map(|(a, b)| a.checked_mul(b));
    if corners.iter().any(Option::is_none) {
        return (None, None);
    }
    let corners = corners.into_iter().flatten();
    (corners.clone().min(), corners.max())
}

/// Bounds times a number that is known; they change places where it is below 0.
fn scaled(of: Bounds, by: Bounds) -> Option<Bounds> {
    let factor = by.0.filter(|low| by.1 == Some(*low))?;
    let product = |bound: Option<Exact>| bound?.checked_mul(factor);
    let (low, high) = (product(of.0), product(of.1));
    Some(if factor.is_negative() {
        (high, low)
    } else {
        (low, high)
    })
}

/// One divided by it, where 0 is outside.
fn reciprocal(of: Bounds) -> Option<Bounds> {
    let one_by = |bound: Exact| Exact::ONE.checked_div(bound);
    match of {
        (Some(low), Some(high)) if low > Exact::ZERO || high < Exact::ZERO => {
            Some((one_by(high), one_by(low)))
        }
        _ => None,
    }
}

/// A function that never falls, applied to a number or to its bounds.
pub(crate) fn monotone(of: &Value, f: impl Fn(Exact) -> Option<Exact>) -> Value {
    match of {
        Value::Known(FactValue::Number(number)) => f(*number).map_or_else(too_large, Value::number),
        Value::Known(FactValue::Bool(_) | FactValue::Date(_) | FactValue::Enum(_)) => too_large(),
        Value::Open(open) => {
            let (low, high) = (open.low.and_then(&f), open.high.and_then(&f));
            Open::clone(open).between(low, high).into()
        }
    }
}

/// How many whole steps (with `partial`: also a begun one) are in a number; none below 0.
pub(crate) fn steps(of: Exact, step: Exact, partial: bool) -> Option<Exact> {
    let mode = if partial {
        Rounding::Up
    } else {
        Rounding::Down
    };
    let steps = round_to(of.checked_div(step)?, Exact::ONE, mode)?;
    Some(steps.max(Exact::ZERO))
}

/// The larger or smaller of several numbers.
pub(crate) fn extreme(larger: bool, a: &Value, b: &Value) -> Value {
    let pick = |a: Exact, b: Exact| if larger { a.max(b) } else { a.min(b) };
    if let (Some(a), Some(b)) = (a.known_number(), b.known_number()) {
        return Value::number(pick(a, b));
    }
    let ((a_low, a_high), (b_low, b_high)) = (a.bounds(), b.bounds());
    let both = |a: Option<Exact>, b: Option<Exact>| Some(pick(a?, b?));
    // The larger of two is at least each lower bound there is; the smaller is at most each upper.
    let either = |a: Option<Exact>, b: Option<Exact>| both(a, b).or(a).or(b);
    let (low, high) = if larger {
        (either(a_low, b_low), both(a_high, b_high))
    } else {
        (both(a_low, b_low), either(a_high, b_high))
    };
    let mut undecided = Undecided::default();
    undecided.add_value(a);
    undecided.add_value(b);
    undecided.between(low, high).unwrap_or_else(too_large)
}

/// Whether a comparison holds, decided by the bounds where they decide it.
pub(crate) fn compare(relation: Relation, a: &Value, b: &Value) -> Value {
    if let (Value::Known(a), Value::Known(b)) = (a, b) {
        return Value::bool(holds(relation, a.cmp(b)));
    }
    let mut undecided = Undecided::default();
    undecided.add_value(a);
    undecided.add_value(b);
    match decided(relation, a.bounds(), b.bounds()) {
        Some(yes) if is_unknown(a) && is_unknown(b) => Value::bool(yes),
        Some(_) | None => undecided.or_bool(false),
    }
}

/// Conflicts and gaps have no bounds that decide anything.
fn is_unknown(value: &Value) -> bool {
    value.open().is_none_or(|open| open.kind == Kind::Unknown)
}

const fn holds(relation: Relation, order: Ordering) -> bool {
    match relation {
        Relation::AtLeast => order.is_ge(),
        Relation::AtMost => order.is_le(),
        Relation::Over => order.is_gt(),
        Relation::Under => order.is_lt(),
        Relation::Is => order.is_eq(),
        Relation::IsNot => order.is_ne(),
    }
}

fn decided(relation: Relation, a: Bounds, b: Bounds) -> Option<bool> {
    let below = |high: Option<Exact>, low: Option<Exact>| high.zip(low).is_some_and(|(h, l)| h < l);
    let at_most =
        |high: Option<Exact>, low: Option<Exact>| high.zip(low).is_some_and(|(h, l)| h <= l);
    match relation {
        Relation::AtLeast if at_most(b.1, a.0) => Some(true),
        Relation::AtLeast if below(a.1, b.0) => Some(false),
        Relation::AtMost if at_most(a.1, b.0) => Some(true),
        Relation::AtMost if below(b.1, a.0) => Some(false),
        Relation::Over if below(b.1, a.0) => Some(true),
        Relation::Over if at_most(a.1, b.0) => Some(false),
        Relation::Under if below(a.1, b.0) => Some(true),
        Relation::Under if at_most(b.1, a.0) => Some(false),
        Relation::Is if below(a.1, b.0) || below(b.1, a.0) => Some(false),
        Relation::IsNot if below(a.1, b.0) || below(b.1, a.0) => Some(true),
        Relation::AtLeast
        | Relation::AtMost
        | Relation::Over
        | Relation::Under
        | Relation::Is
        | Relation::IsNot => None,
    }
}
