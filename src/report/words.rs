//! The words that outputs use for states and kinds. They are part of the stable JSON.

use crate::diagnostic::{Class, Severity};
use crate::evaluate::{
    AdjustmentKind, BreachState, CheckState, ConsequenceKind, DifferenceKind, EntitlementState,
    IneffectiveReason, LeftKind, MeasureState, ObligationState, PriorityState, ProcedureState,
    ProceedingState, RatingState, StepState,
};

/// The word of a state in output.
#[must_use]
pub const fn entitlement_state(state: EntitlementState) -> &'static str {
    match state {
        EntitlementState::Due => "due",
        EntitlementState::Paid => "paid",
        EntitlementState::Suspended => "suspended",
        EntitlementState::Barred => "barred",
        EntitlementState::Void => "void",
        EntitlementState::Undetermined => "undetermined",
        EntitlementState::Conflict => "conflict",
        EntitlementState::Gap => "gap",
    }
}

/// The word of a kind in output.
#[must_use]
pub const fn adjustment_kind(kind: AdjustmentKind) -> &'static str {
    match kind {
        AdjustmentKind::Cap => "cap",
        AdjustmentKind::Suspend => "suspend",
        AdjustmentKind::Bar => "bar",
        AdjustmentKind::Choice => "choice",
        AdjustmentKind::Paid => "paid",
    }
}

/// The word of a reason in output.
#[must_use]
pub const fn ineffective_reason(reason: IneffectiveReason) -> &'static str {
    match reason {
        IneffectiveReason::Condition => "condition",
        IneffectiveReason::Suspended => "suspended",
        IneffectiveReason::Undetermined => "undetermined",
    }
}

/// The word of a kind in output.
#[must_use]
pub const fn left_kind(kind: LeftKind) -> &'static str {
    match kind {
        LeftKind::Duty => "duty",
        LeftKind::Agreement => "agreement",
        LeftKind::Deposit => "deposit",
        LeftKind::Debt => "debt",
    }
}

/// What becomes of what a household left open.
#[must_use]
pub const fn passes(passes: bool) -> &'static str {
    if passes { "passes" } else { "gap" }
}

/// The word of a kind in output.
#[must_use]
pub const fn difference_kind(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::BackPay => "back_pay",
        DifferenceKind::ClawBack => "claw_back",
        DifferenceKind::Open => "open",
    }
}

/// The word of a state in output.
#[must_use]
pub const fn obligation_state(state: ObligationState) -> &'static str {
    match state {
        ObligationState::Created => "created",
        ObligationState::InEffect => "in_effect",
        ObligationState::Suspended => "suspended",
        ObligationState::Fulfilled => "fulfilled",
        ObligationState::Violated => "violated",
        ObligationState::Discharged => "discharged",
        ObligationState::Exercised => "exercised",
        ObligationState::Terminated => "terminated",
        ObligationState::Undetermined => "undetermined",
    }
}

/// The word of a verdict in output.
#[must_use]
pub const fn breach_state(state: BreachState) -> &'static str {
    match state {
        BreachState::Breach => "breach",
        BreachState::Weak => "weak",
        BreachState::Open => "open",
        BreachState::Undetermined => "undetermined",
    }
}

/// The word of a kind in output.
#[must_use]
pub const fn consequence_kind(kind: ConsequenceKind) -> &'static str {
    match kind {
        ConsequenceKind::Pay => "pay",
        ConsequenceKind::Forfeit => "forfeit",
        ConsequenceKind::Refund => "refund",
        ConsequenceKind::Suspend => "suspend",
        ConsequenceKind::Disqualify => "disqualify",
        ConsequenceKind::Points => "points",
        ConsequenceKind::Repair => "repair",
        ConsequenceKind::Notice => "notice",
        ConsequenceKind::Power => "power",
    }
}

/// The word of a state in output.
#[must_use]
pub const fn check_state(state: CheckState) -> &'static str {
    match state {
        CheckState::Holds => "holds",
        CheckState::Fails => "fails",
        CheckState::Undetermined => "undetermined",
        CheckState::Conflict => "conflict",
        CheckState::Gap => "gap",
    }
}

/// The word of a state in output.
#[must_use]
pub const fn measure_state(state: MeasureState) -> &'static str {
    match state {
        MeasureState::Known => "known",
        MeasureState::Undetermined => "undetermined",
        MeasureState::Conflict => "conflict",
        MeasureState::Gap => "gap",
    }
}

/// The word of a state in output.
#[must_use]
pub const fn priority_state(state: PriorityState) -> &'static str {
    match state {
        PriorityState::Holds => "holds",
        PriorityState::Undetermined => "undetermined",
    }
}

/// The word of a state in output.
#[must_use]
pub const fn proceeding_state(state: ProceedingState) -> &'static str {
    match state {
        ProceedingState::Complete => "complete",
        ProceedingState::Open => "open",
        ProceedingState::Broken => "broken",
        ProceedingState::NotStarted => "not_started",
        ProceedingState::Undetermined => "undetermined",
    }
}

/// How a step of a procedure stands.
#[must_use]
pub const fn step_state(state: StepState) -> &'static str {
    match state {
        StepState::Done => "done",
        StepState::Late => "late",
        StepState::Early => "early",
        StepState::OutOfOrder => "out_of_order",
        StepState::Missing => "missing",
        StepState::Next => "next",
        StepState::Overdue => "overdue",
        StepState::Waiting => "waiting",
        StepState::Undetermined => "undetermined",
    }
}

/// The word of a state in output.
#[must_use]
pub const fn procedure_state(state: ProcedureState) -> &'static str {
    match state {
        ProcedureState::Met => "met",
        ProcedureState::Missed => "missed",
        ProcedureState::Undetermined => "undetermined",
    }
}

/// The word of a state in output.
#[must_use]
pub const fn rating_state(state: RatingState) -> &'static str {
    match state {
        RatingState::Rated => "rated",
        RatingState::Undetermined => "undetermined",
    }
}

/// The word of a class in output.
#[must_use]
pub const fn class(class: Class) -> &'static str {
    match class {
        Class::Reading => "reading",
        Class::Law => "law",
        Class::Logic => "logic",
        Class::Advice => "advice",
    }
}

/// The word of a severity in output.
#[must_use]
pub const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
