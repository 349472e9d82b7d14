//! What the village as a whole is asked for: totals over its households, and pots they share.

use super::CompileError;
use super::book::{Force, NodeId};
use super::tables::Lowering;
use crate::model::{Aggregate, Label, Meaning, Place, Procedure, Share};
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

/// How something is decided, and when the sentence that says so is law.
#[derive(Clone, Debug)]
pub(crate) struct ProcedureRow {
    pub force: Force,
    /// Its matter; of a text's own adoption, its title.
    pub matter: Label,
    pub procedure: Procedure,
}

impl Lowering {
    /// One row for each sentence on how something is decided.
    pub fn procedures(&mut self, meaning: &Meaning) {
        for procedure in &meaning.procedures {
            let document = meaning.documents.get(procedure.place.document.index());
            let title = document.map(|document| {
                let name = document.name.clone();
                name.unwrap_or_else(|| Label::Text(document.title.clone()))
            });
            let Some(matter) = procedure.matter.clone().or(title) else {
                continue;
            };
            self.book.procedures.push(ProcedureRow {
                force: self.force(procedure.place),
                matter,
                procedure: procedure.clone(),
            });
        }
    }

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
