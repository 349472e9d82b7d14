//! Numbers that may be known only between bounds.

use crate::evaluate::Need;
use crate::syntax::ast::{Operator, Relation};
use crate::value::{Exact, Money, Rounding};

use super::truth::{Badness, Needs, Truth, need, worst};

/// A number between two bounds (none: no bound), and what would decide it. Known where the bounds meet.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Span {
    pub(super) low: Option<Exact>,
    pub(super) high: Option<Exact>,
    pub(super) needs: Needs,
}

impl Span {
    pub(super) fn known(number: Exact) -> Self {
        Self {
            low: Some(number),
            high: Some(number),
            needs: Needs::new(),
        }
    }

    pub(super) fn whole(number: usize) -> Self {
        Self::known(Exact::from_int(i128::try_from(number).unwrap_or(i128::MAX)))
    }

    /// Between bounds; known where they meet.
    pub(super) fn between(low: Option<Exact>, high: Option<Exact>, needs: Needs) -> Self {
        let known = low.is_some() && low == high && worst(&needs) == Badness::Unknown;
        Self {
            low,
            high,
            needs: if known { Needs::new() } else { needs },
        }
    }

    pub(super) fn unbounded(needs: Needs) -> Self {
        Self::between(None, None, needs)
    }

    pub(super) fn limit(why: &'static str) -> Self {
        Self::unbounded(need(Need::Limit(why)))
    }

    pub(super) fn value(&self) -> Option<Exact> {
        self.low
            .filter(|_| self.low == self.high && self.needs.is_empty())
    }

    /// The same with a monotone function on both bounds.
    pub(super) fn map(self, f: impl Fn(Exact) -> Option<Exact>) -> Self {
        let bound = |end: Option<Exact>| match end {
            None => Some(None),
            Some(end) => f(end).map(Some),
        };
        match (bound(self.low), bound(self.high)) {
            (Some(low), Some(high)) => Self::between(low, high, self.needs),
            _ => Self::limit("number"),
        }
    }

    /// All that either may be.
    pub(super) fn hull(self, other: Self) -> Self {
        let low = self.low.zip(other.low).map(|(a, b)| a.min(b));
        let high = self.high.zip(other.high).map(|(a, b)| a.max(b));
        Self::between(low, high, joined(self.needs, other.needs))
    }

    /// The larger of the two.
    pub(super) fn larger(self, other: Self) -> Self {
        let low = match (self.low, other.low) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (one, None) | (None, one) => one,
        };
        let high = self.high.zip(other.high).map(|(a, b)| a.max(b));
        Self::between(low, high, joined(self.needs, other.needs))
    }

    /// The smaller of the two.
    pub(super) fn smaller(self, other: Self) -> Self {
        let low = self.low.zip(other.low).map(|(a, b)| a.min(b));
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (one, None) | (None, one) => one,
        };
        Self::between(low, high, joined(self.needs, other.needs))
    }

    pub(super) fn apply(self, operator: Operator, other: Self) -> Self {
        match operator {
            Operator::Add => self.sum(other),
            Operator::Subtract => self.sum(other.negated()),
            Operator::Times => self.product(other),
            Operator::Divide => self.quotient(other),
        }
    }

    fn negated(self) -> Self {
        Self {
            low: self.high.map(Exact::negated),
            high: self.low.map(Exact::negated),
            needs: self.needs,
        }
    }

    pub(super) fn sum(self, other: Self) -> Self {
        let add = |a: Option<Exact>, b: Option<Exact>| match a.zip(b) {
            None => Some(None),
            Some((a, b)) => a.checked_add(b).map(Some),
        };
        match (add(self.low, other.low), add(self.high, other.high)) {
            (Some(low), Some(high)) => Self::between(low, high, joined(self.needs, other.needs)),
            _ => Self::limit("number"),
        }
    }

    pub(super) fn product(self, other: Self) -> Self {
        match (self.value(), other.value()) {
            (_, Some(factor)) => self.scaled(factor, Exact::checked_mul),
            (Some(factor), None) => other.scaled(factor, Exact::checked_mul),
            (None, None) => self.corners(other, Exact::checked_mul),
        }
    }

    /// Both bounds by a known factor; they change places where it is below 0.
    fn scaled(self, factor: Exact, f: impl Fn(Exact, Exact) -> Option<Exact>) -> Self {
        let scaled = self.map(|end| f(end, factor));
        if factor.is_negative() {
            Self {
                low: scaled.high,
                high: scaled.low,
                needs: scaled.needs,
            }
        } else {
            scaled
        }
    }

    fn quotient(self, other: Self) -> Self {
        if let Some(divisor) = other.value() {
            return if divisor == Exact::ZERO {
                Self::limit("division by 0")
            } else {
                self.scaled(divisor, Exact::checked_div)
            };
        }
        let touches_zero = other.low.is_none_or(|low| low <= Exact::ZERO)
            && other.high.is_none_or(|high| high >= Exact::ZERO);
        if touches_zero {
            return Self::unbounded(joined(self.needs, other.needs));
        }
        self.corners(other, Exact::checked_div)
    }

    /// Least and greatest of the four corners; no bounds where one is missing.
    fn corners(self, other: Self, f: impl Fn(Exact, Exact) -> Option<Exact>) -> Self {
        let (Some(a), Some(b), Some(c), Some(d)) = (self.low, self.high, other.low, other.high)
        else {
            return Self::unbounded(joined(self.needs, other.needs));
        };
        let corners: Option<Vec<Exact>> = [(a, c), (a, d), (b, c), (b, d)]
            .into_iter()
            .map(|(x, y)| f(x, y))
            .collect();
        match corners {
            Some(corners) => Self::between(
                corners.iter().min().copied(),
                corners.iter().max().copied(),
                joined(self.needs, other.needs),
            ),
            None => Self::limit("number"),
        }
    }

    /// Whether the relation holds, decided by the bounds where they decide it.
    pub(super) fn compare(self, relation: Relation, other: Self) -> Truth {
        if self.is_bad() || other.is_bad() {
            return Truth::Open(joined(self.needs, other.needs));
        }
        let decided = match relation {
            Relation::AtLeast => self.at_least(&other),
            Relation::Under => self.at_least(&other).map(|holds| !holds),
            Relation::AtMost => other.at_least(&self),
            Relation::Over => other.at_least(&self).map(|holds| !holds),
            Relation::Is => self.is(&other),
            Relation::IsNot => self.is(&other).map(|holds| !holds),
        };
        match decided {
            Some(holds) => Truth::of(holds),
            None => Truth::Open(joined(self.needs, other.needs)),
        }
    }

    /// A gap or a conflict, not only a missing fact.
    fn is_bad(&self) -> bool {
        worst(&self.needs) != Badness::Unknown
    }

    fn at_least(&self, other: &Self) -> Option<bool> {
        if self.low.zip(other.high).is_some_and(|(a, b)| a >= b) {
            return Some(true);
        }
        let below = self.high.zip(other.low).is_some_and(|(a, b)| a < b);
        below.then_some(false)
    }

    fn is(&self, other: &Self) -> Option<bool> {
        if let Some((a, b)) = self.value().zip(other.value()) {
            return Some(a == b);
        }
        let apart = self.high.zip(other.low).is_some_and(|(a, b)| a < b)
            || other.high.zip(self.low).is_some_and(|(a, b)| a < b);
        apart.then_some(false)
    }
}

/// Both together.
pub(super) fn joined(mut one: Needs, other: Needs) -> Needs {
    one.extend(other);
    one
}

/// A number rounded to a multiple of `to`, worked out on whole numbers.
pub(super) fn rounded(number: Exact, mode: Rounding, to: Exact) -> Option<Exact> {
    if to <= Exact::ZERO {
        return None;
    }
    let steps = number.checked_div(to)?;
    let (size, denom) = (steps.numer().unsigned_abs(), steps.denom().unsigned_abs());
    let (full, rest) = (size / denom, size % denom);
    let more = match mode {
        Rounding::Down => false,
        Rounding::Up => rest != 0,
        Rounding::HalfUp => rest.checked_mul(2)? >= denom,
    };
    let full = i128::try_from(full).ok()?.checked_add(i128::from(more))?;
    let signed = if steps.is_negative() { -full } else { full };
    Exact::from_int(signed).checked_mul(to)
}

/// What is paid for an exact amount in fen: never below nothing, half a fen up.
pub(super) fn paid(fen: Exact) -> Option<Money> {
    let fen = rounded(fen.max(Exact::ZERO), Rounding::HalfUp, Exact::ONE)?;
    i64::try_from(fen.to_integer()?).ok().map(Money::from_fen)
}
