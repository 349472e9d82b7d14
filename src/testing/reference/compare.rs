//! Comparisons of two values of one sort.

use crate::evaluate::Need;
use crate::syntax::ast::Relation;

use super::expressions::Value;
use super::numbers::joined;
use super::truth::{Needs, Truth};

pub(super) fn compare(relation: Relation, left: Value, right: Value) -> Truth {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.compare(relation, right),
        (Value::Date(left), Value::Date(right)) => ordered(relation, left, right),
        (Value::Choice(left), Value::Choice(right)) => ordered(relation, left, right),
        (Value::Truth(left), Value::Truth(right)) => same(relation, left, right),
        _ => Truth::open(Need::Limit("type")),
    }
}

fn ordered<T: Ord>(relation: Relation, left: Result<T, Needs>, right: Result<T, Needs>) -> Truth {
    match (left, right) {
        (Ok(left), Ok(right)) => Truth::of(match relation {
            Relation::AtLeast => left >= right,
            Relation::AtMost => left <= right,
            Relation::Over => left > right,
            Relation::Under => left < right,
            Relation::Is => left == right,
            Relation::IsNot => left != right,
        }),
        (left, right) => Truth::Open(joined(
            left.err().unwrap_or_default(),
            right.err().unwrap_or_default(),
        )),
    }
}

/// Two truths are alike or not; nothing else can be asked of them.
fn same(relation: Relation, left: Truth, right: Truth) -> Truth {
    match (left, right) {
        (Truth::Open(one), other) | (other, Truth::Open(one)) => {
            Truth::Open(joined(one, other.needs()))
        }
        (left, right) => match relation {
            Relation::Is => Truth::of(left == right),
            Relation::IsNot => Truth::of(left != right),
            Relation::AtLeast | Relation::AtMost | Relation::Over | Relation::Under => {
                Truth::open(Need::Limit("type"))
            }
        },
    }
}
