//! What the village as a whole is asked for: totals over its households, and pots they share.

use super::CompileError;
use super::book::NodeId;
use super::tables::Lowering;
use crate::model::{Aggregate, Label, Place, Share};
use crate::register::Owner;
use crate::value::Exact;

/// What is counted or summed over the households of the village.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Total {
    Count(Option<NodeId>),
    Share(NodeId),
    Over(Aggregate, NodeId),
}

/// How a pot is divided among the households.
#[derive(Clone, Debug)]
pub(crate) struct ShareRow {
    pub pot: Label,
    pub amount: NodeId,
    pub per_person: bool,
    /// Condition of a household or of each member, and how many shares more.
    pub extra: Vec<(Owner, NodeId, Exact)>,
}

impl Lowering {
    /// A pot with the conditions of those who get more.
    pub fn share(&mut self, place: Place, share: &Share) -> Result<ShareRow, CompileError> {
        let amount = self.expr(place, &share.amount)?;
        let mut extra = Vec::with_capacity(share.extra.len());
        for one in &share.extra {
            extra.push((one.of, self.expr(place, &one.when)?, one.shares));
        }
        Ok(ShareRow {
            pot: share.pot.clone(),
            amount,
            per_person: share.per_person,
            extra,
        })
    }
}
