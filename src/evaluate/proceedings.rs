//! How far a procedure in ordered steps has come.

use crate::evaluate::Need;
use crate::model::{BodyRef, Label, Place};
use crate::value::Date;

/// One run of a procedure: what was done, what is missing, what is next.
#[derive(Clone, Debug, PartialEq)]
pub struct Proceeding {
    /// Under which sentence.
    pub place: Place,
    /// What is done in these steps.
    pub matter: Label,
    /// How it stands as a whole.
    pub state: ProceedingState,
    /// The step to be done next; none where nothing is left to do, or where it is not known.
    pub next: Option<Place>,
    /// All steps, in order.
    pub steps: Vec<StepLine>,
}

/// One step of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct StepLine {
    /// The item that asks for it.
    pub place: Place,
    /// Who does it.
    pub by: StepBy,
    /// What; none: a meeting decides.
    pub action: Option<Label>,
    /// How it stands.
    pub state: StepState,
    /// The day it was done, or of the act that was early, late or out of order.
    pub on: Option<Date>,
    /// The last day for it, as far as it is known yet.
    pub due: Option<Date>,
    /// Of a step of every household: how many have done it …
    pub done_by: Option<usize>,
    /// … of how many; none where it is not known how many there are.
    pub of: Option<usize>,
    /// What should have been kept of it and was not.
    pub missing_records: Vec<Label>,
    /// What would decide what is open.
    pub needs: Vec<Need>,
}

/// Who does a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepBy {
    /// A body.
    Body(BodyRef),
    /// 村
    Village,
    /// 各户
    Households,
}

/// `complete | open | broken | not_started | undetermined`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProceedingState {
    /// Every step was done in its order and time, and everything was kept.
    Complete,
    /// It has begun, and nothing is wrong so far.
    Open,
    /// A step is late, early, out of order, missing or overdue.
    Broken,
    /// No step was done.
    NotStarted,
    /// The record does not tell.
    Undetermined,
}

/// `done | late | early | out_of_order | missing | next | overdue | waiting | undetermined`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepState {
    /// In its order and time.
    Done,
    /// After its last day.
    Late,
    /// Before its first day.
    Early,
    /// Only before the step that comes before it.
    OutOfOrder,
    /// Not done, and a later one is.
    Missing,
    /// The first that is not done.
    Next,
    /// The same, and its last day has passed.
    Overdue,
    /// Not its turn yet.
    Waiting,
    /// The record does not tell.
    Undetermined,
}

impl StepState {
    /// Whether it was done, in time or not.
    #[must_use]
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Done | Self::Late | Self::Early)
    }

    /// Whether something is wrong with it.
    #[must_use]
    pub const fn is_wrong(self) -> bool {
        matches!(
            self,
            Self::Late | Self::Early | Self::OutOfOrder | Self::Missing | Self::Overdue
        )
    }
}

impl Proceeding {
    /// The run with its state as a whole, from its steps.
    pub(crate) fn of(place: Place, matter: Label, steps: Vec<StepLine>) -> Self {
        let any = |state: StepState| steps.iter().any(|step| step.state == state);
        let state = if steps.iter().any(|step| step.state.is_wrong()) {
            ProceedingState::Broken
        } else if any(StepState::Undetermined) {
            ProceedingState::Undetermined
        } else if !steps.iter().any(|step| step.state.is_done()) {
            ProceedingState::NotStarted
        } else if any(StepState::Next) || steps.iter().any(|one| !one.missing_records.is_empty()) {
            ProceedingState::Open
        } else if steps.iter().any(|step| !step.needs.is_empty()) {
            ProceedingState::Undetermined
        } else {
            ProceedingState::Complete
        };
        let next = next(&steps);
        Self {
            place,
            matter,
            state,
            next,
            steps,
        }
    }
}

/// The first step still to be done; else the first that has to be done again, that was passed over, or of which
/// something is still to be kept.
fn next(steps: &[StepLine]) -> Option<Place> {
    let first = |fits: fn(&StepLine) -> bool| steps.iter().find(|step| fits(step));
    let last_done = steps.iter().rposition(|step| step.state.is_done());
    let after = last_done.map_or(0, |last| last + 1);
    let mut ahead = steps.iter().skip(after);
    let found = ahead.find(|step| {
        let again = step.state == StepState::OutOfOrder;
        again || matches!(step.state, StepState::Next | StepState::Overdue)
    });
    let undecided = first(|step| step.state == StepState::Undetermined).is_some();
    if found.is_none() && undecided {
        return None;
    }
    let found = found.or_else(|| first(|step| step.state == StepState::OutOfOrder));
    let found = found.or_else(|| first(|step| step.state == StepState::Missing));
    let found = found.or_else(|| first(|step| !step.missing_records.is_empty()));
    found.map(|step| step.place)
}
