//! Rows of what stands beside norms: priority, presumptions, points.

use super::book::{Force, NodeId};
use crate::model::{Place, Schedule};
use crate::register::EventId;
use crate::value::{Counted, Date};

/// A sentence that a text puts before another of the same head and the same rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edge {
    /// Row of the definition clauses, or of the norms.
    pub winner: u32,
    /// The same.
    pub loser: u32,
    /// Row of [`Book::orders`].
    pub order: u32,
}

/// A sentence that puts others in order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OrderRow {
    pub place: Place,
    pub force: Force,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct PresumptionRow {
    pub place: Place,
    pub force: Force,
    pub rank: u8,
    pub holds: bool,
}

/// A sentence about points.
#[derive(Clone, Debug)]
pub(crate) struct PointsRow {
    pub place: Place,
    pub force: Force,
    pub rank: u8,
    /// As [`NormRow::void`].
    pub void: Vec<(Option<Date>, Option<Date>)>,
    pub rule: PointsRuleRow,
}

/// What it says.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PointsRuleRow {
    Each {
        /// Row of [`Book::actions`].
        action: u32,
        /// None: nothing records the action.
        event: Option<EventId>,
        points: NodeId,
        deduct: bool,
    },
    Redeem {
        step: NodeId,
        gives: NodeId,
    },
    Reset(Schedule),
    Floor(NodeId),
    Ceiling(NodeId),
    Expiry(Counted),
}
