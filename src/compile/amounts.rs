//! The bound of every amount under the ranges of the register, so that no sum can overflow.

use super::CompileError;
use super::book::{Act, BodyRow, Book, EffectRow, Node, NodeId, SliceRow, Total};
use super::tables::Lowering;
use crate::model::{Aggregate, Operator, Per, Place};
use crate::register::{FactId, FactValue, Owner};
use crate::value::Exact;

/// The largest amount in fen: far below what 64 bits hold, so that totals over a village fit too.
const LARGEST: i128 = 9_000_000_000_000;
/// Years of age, at most.
pub(crate) const OLDEST: i128 = 150;
/// Days, months or events: no count is larger.
const MOST: i128 = 4_000_000;
/// Households of one village, at most.
const HOUSEHOLDS: i128 = 1_000_000;

/// The largest size (without sign) that a number can have, or why none is known.
type Bound = Result<i128, Unbounded>;

#[derive(Clone, Copy)]
enum Unbounded {
    Fact(FactId),
    TooLarge,
}

impl Lowering {
    /// Checks every amount that can be paid, forfeited or capped.
    pub fn check_amounts(&self) -> Result<(), CompileError> {
        let bounds = Bounds::of(&self.book);
        let members = i128::from(self.book.register.members.1.max(1));
        for norm in &self.book.norms {
            match &norm.act {
                Act::Grant(grant) => {
                    let times = if grant.each_person { members } else { 1 };
                    if let Some(amount) = grant.amount {
                        bounds.check(norm.place, bounds.body(&self.book, amount), times)?;
                    }
                }
                Act::PayDeposit { amount, .. } => {
                    bounds.check(norm.place, bounds.get(*amount), 1)?
                }
                Act::Duty(_)
                | Act::Keep { .. }
                | Act::Ban { .. }
                | Act::Encourage
                | Act::OnBreach { .. }
                | Act::OnCondition(_)
                | Act::Deemed(_)
                | Act::RefundAtEnd(_)
                | Act::Permit(_)
                | Act::Priority(_) => {}
                Act::Share(share) => bounds.check(norm.place, bounds.get(share.amount), 1)?,
                Act::Rate { award, .. } => {
                    if let Some(award) = award {
                        bounds.check(norm.place, bounds.get(*award), 1)?;
                    }
                }
            }
        }
        for consequence in &self.book.consequences {
            if let EffectRow::Pay {
                amount: Some(amount),
                per,
                ..
            } = &consequence.effect
            {
                let times = match per {
                    Some(Per::Day) => MOST,
                    Some(Per::Person) => members,
                    Some(Per::Time) | None => 1,
                };
                bounds.check(consequence.place, bounds.get(*amount), times)?;
            }
        }
        self.book
            .caps
            .iter()
            .try_for_each(|cap| bounds.check(cap.place, bounds.get(cap.limit), 1))
    }
}

/// Bounds of all nodes; each stands after those it reads.
struct Bounds {
    nodes: Vec<Bound>,
}

impl Bounds {
    fn of(book: &Book) -> Self {
        let mut bounds = Self {
            nodes: Vec::with_capacity(book.nodes.len()),
        };
        for node in &book.nodes {
            let bound = bounds.node(book, node);
            bounds.nodes.push(bound);
        }
        bounds
    }

    fn check(&self, place: Place, bound: Bound, times: i128) -> Result<(), CompileError> {
        match bound.and_then(|bound| times_bound(bound, times)) {
            Ok(bound) if bound <= LARGEST * MOST => Ok(()),
            Ok(_) | Err(Unbounded::TooLarge) => Err(CompileError::AmountTooLarge { place }),
            Err(Unbounded::Fact(fact)) => Err(CompileError::UnboundedAmount { place, fact }),
        }
    }

    fn get(&self, node: NodeId) -> Bound {
        self.nodes
            .get(node.0 as usize)
            .copied()
            .unwrap_or(Err(Unbounded::TooLarge))
    }

    fn node(&self, book: &Book, node: &Node) -> Bound {
        match *node {
            Node::Constant(FactValue::Number(number)) => Ok(size(number)),
            Node::Constant(_)
            | Node::Signed(_)
            | Node::SigningDay(_)
            | Node::Not(_)
            | Node::And(_)
            | Node::Or(_)
            | Node::Compare(..)
            | Node::All(_)
            | Node::Related { .. }
            | Node::Elapsed(..)
            | Node::MissedInARow(..)
            // A blank is filled in an agreement; what stands there is looked at when it is used.
            | Node::Blank(_) => Ok(1),
            Node::Fact(fact) => fact_bound(book, fact),
            Node::YearsSince(_) | Node::Age(_) => Ok(OLDEST),
            Node::Count(_) => Ok(i128::from(book.register.members.1)),
            Node::MonthsBetween(..) | Node::OverdueDays(_) | Node::EventCount(..) => Ok(MOST),
            Node::Definition(id) => self.definition(book, id.index()),
            Node::Parameter(id) => {
                let steps = book.parameters.get(id.index()).map(|row| row.steps);
                let steps = steps.unwrap_or_default().of(&book.parameter_steps);
                self.largest(steps.iter().filter_map(|(_, value)| *value))
            }
            Node::Arithmetic(operator, a, b) => self.arithmetic(book, operator, a, b),
            Node::Extreme(_, parts) => self.largest(parts.of(&book.links).iter().copied()),
            Node::PerFull { of, gives, .. } => times_bound(self.get(of)? + 1, self.get(gives)?),
            Node::Rounded { of, to, .. } => Ok(self.get(of)? + self.get(to)?),
            Node::Over(Aggregate::Sum, of) => {
                times_bound(self.get(of)?, i128::from(book.register.members.1))
            }
            Node::Over(Aggregate::Largest | Aggregate::Smallest, of)
            | Node::Total(Total::Over(Aggregate::Largest | Aggregate::Smallest, of)) => {
                self.get(of)
            }
            Node::Total(Total::Over(Aggregate::Sum, of)) => {
                times_bound(self.get(of)?, HOUSEHOLDS)
            }
            Node::Total(Total::Count(_)) => Ok(HOUSEHOLDS),
            Node::Total(Total::Share(_)) => Ok(1),
        }
    }

    fn definition(&self, book: &Book, id: usize) -> Bound {
        let clauses = book.definitions.get(id).map(|row| row.clauses);
        let clauses = clauses.unwrap_or_default().of(&book.definition_clauses);
        let mut largest = 0;
        for clause in clauses {
            largest = largest.max(self.body(book, clause.body)?);
        }
        Ok(largest)
    }

    fn body(&self, book: &Book, body: BodyRow) -> Bound {
        match body {
            BodyRow::Value(node) => self.get(node),
            BodyRow::Cases(rows) => self.largest(rows.of(&book.rows).iter().map(|row| row.value)),
            BodyRow::Slices(base, slices) => self.slices(base, slices.of(&book.slices)),
        }
    }

    /// No slice is larger than what is cut and where it begins together.
    fn slices(&self, base: NodeId, slices: &[SliceRow]) -> Bound {
        let base = self.get(base)?;
        let mut sum: i128 = 0;
        for slice in slices {
            let part = times_bound(base + self.get(slice.over)?, self.get(slice.rate)?)?;
            sum = sum.checked_add(part).ok_or(Unbounded::TooLarge)?;
        }
        Ok(sum)
    }

    fn largest(&self, nodes: impl Iterator<Item = NodeId>) -> Bound {
        let mut largest = 0;
        for node in nodes {
            largest = largest.max(self.get(node)?);
        }
        Ok(largest)
    }

    fn arithmetic(&self, book: &Book, operator: Operator, a: NodeId, b: NodeId) -> Bound {
        let (left, right) = (self.get(a)?, self.get(b)?);
        match operator {
            Operator::Add | Operator::Subtract => {
                left.checked_add(right).ok_or(Unbounded::TooLarge)
            }
            Operator::Times => times_bound(left, right),
            // Only a constant below 1 makes a quotient larger; an unknown divisor is looked at
            // when it is used.
            Operator::Divide => match book.nodes.get(b.0 as usize) {
                Some(Node::Constant(FactValue::Number(number))) if *number != Exact::ZERO => {
                    times_bound(
                        left,
                        size(Exact::ONE.checked_div(*number).unwrap_or(*number)),
                    )
                }
                _ => Ok(left),
            },
        }
    }
}

fn times_bound(a: i128, b: i128) -> Bound {
    a.checked_mul(b).ok_or(Unbounded::TooLarge)
}

/// The size of a number, rounded up.
fn size(number: Exact) -> i128 {
    number.numer().abs() / number.denom() + 1
}

fn fact_bound(book: &Book, id: FactId) -> Bound {
    let Some(fact) = book.register.fact(id) else {
        return Err(Unbounded::Fact(id));
    };
    match (fact.range, fact.owner) {
        (Some((low, high)), Owner::Household | Owner::Person | Owner::Village) => {
            Ok(size(low).max(size(high)))
        }
        (None, _) => match fact.kind {
            crate::register::FactKind::Integer
            | crate::register::FactKind::Decimal
            | crate::register::FactKind::Money => Err(Unbounded::Fact(id)),
            crate::register::FactKind::Bool
            | crate::register::FactKind::Date
            | crate::register::FactKind::Enum(_) => Ok(1),
        },
    }
}
