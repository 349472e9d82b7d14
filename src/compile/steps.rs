//! Procedures in ordered steps, ready to be followed.

use super::CompileError;
use super::book::{Force, NodeId, counted};
use super::tables::Lowering;
use crate::model::{Day, Expr, Label, Length, Meaning, Place, Step, StepKind};
use crate::register::EventId;
use crate::value::Counted;

/// A procedure, and when the sentence that says so is law.
#[derive(Clone, Debug)]
pub(crate) struct StepsRow {
    pub force: Force,
    pub place: Place,
    pub matter: Label,
    pub steps: Vec<StepRow>,
}

/// One step.
#[derive(Clone, Debug)]
pub(crate) struct StepRow {
    pub place: Place,
    pub what: StepKind,
    pub records: Vec<(Label, Kept)>,
    pub within: Option<Counted>,
    pub after: Option<Counted>,
    pub by: Option<Day>,
}

/// Where it stands that something was kept.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kept {
    Event(EventId),
    Fact(NodeId),
    Nowhere,
}

impl Lowering {
    /// One row for each procedure.
    pub fn steps(&mut self, meaning: &Meaning) -> Result<(), CompileError> {
        for one in &meaning.steps {
            let mut steps = Vec::with_capacity(one.steps.len());
            for step in &one.steps {
                steps.push(self.step(step)?);
            }
            let row = StepsRow {
                force: self.force(one.place),
                place: one.place,
                matter: one.matter.clone(),
                steps,
            };
            self.book.steps.push(row);
        }
        Ok(())
    }

    fn step(&mut self, step: &Step) -> Result<StepRow, CompileError> {
        let place = step.place;
        let mut records = Vec::with_capacity(step.records.len());
        for label in &step.records {
            let kept = match label {
                Label::Event(event) => Kept::Event(*event),
                Label::Fact(fact) => Kept::Fact(self.expr(place, &Expr::Fact(*fact))?),
                Label::Name(_)
                | Label::Benefit(_)
                | Label::Agreement(_)
                | Label::Deposit(_)
                | Label::Text(_) => Kept::Nowhere,
            };
            records.push((label.clone(), kept));
        }
        let length = |length: Option<Length>| {
            let counted =
                length.map(|length| counted(length).ok_or(CompileError::Length { place }));
            counted.transpose()
        };
        Ok(StepRow {
            place,
            what: step.what.clone(),
            records,
            within: length(step.within)?,
            after: length(step.after)?,
            by: step.by,
        })
    }
}
