//! The tables of a rulebook: flat, typed, with everything worked out that no household can change.

use std::sync::Arc;

pub(crate) use super::force::Force;
pub(crate) use super::rows::{Edge, OrderRow, PointsRow, PointsRuleRow, PresumptionRow};
use crate::calendar::Calendar;
use crate::diagnostic::Text;
use crate::model::{
    Aggregate, BlankId, BreachCount, CountWindow, Day, DefinitionId, DocumentId, Kin, Label,
    Length, Meaning, Operator, ParameterId, Party, Per, Place, Relation, Schedule, Split, Subject,
};
use crate::register::{AgreementId, BenefitId, EventId, FactId, FactValue, Owner, Register};
use crate::value::{Counted, Date, Exact, Rounding};

pub(crate) use super::steps::{Kept, StepRow, StepsRow};
pub(crate) use super::whole::{ProcedureRow, ShareRow, Total};

/// A row of [`Book::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NodeId(pub u32);

/// Some rows of a table that stand beside each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rows {
    pub start: u32,
    pub end: u32,
}

impl Rows {
    /// The rows as a piece of their table.
    pub fn of<T>(self, table: &[T]) -> &[T] {
        table
            .get(self.start as usize..self.end as usize)
            .unwrap_or(&[])
    }

    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// One step of an expression. Lists of operands stand in [`Book::links`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Node {
    Constant(FactValue),
    Fact(FactId),
    /// Completed years since a date fact, for a derived fact.
    YearsSince(FactId),
    Definition(DefinitionId),
    Parameter(ParameterId),
    Signed(AgreementId),
    SigningDay(AgreementId),
    Blank(BlankId),
    Not(NodeId),
    And(Rows),
    Or(Rows),
    Compare(Relation, NodeId, NodeId),
    Arithmetic(Operator, NodeId, NodeId),
    /// The larger (`true`) or smaller.
    Extreme(bool, Rows),
    PerFull {
        of: NodeId,
        step: NodeId,
        gives: NodeId,
        partial: bool,
    },
    Rounded {
        of: NodeId,
        mode: Rounding,
        to: NodeId,
    },
    Count(Option<NodeId>),
    All(NodeId),
    Over(Aggregate, NodeId),
    /// Some member to whom the person is this satisfies the condition, or their household does.
    Related {
        kin: Kin,
        household: bool,
        of: Option<NodeId>,
    },
    /// Over the households of the village.
    Total(Total),
    Age(NodeId),
    Elapsed(NodeId, Counted),
    MonthsBetween(NodeId, NodeId),
    /// Row of [`Book::actions`].
    OverdueDays(u32),
    EventCount(CountWindow, EventId),
    MissedInARow(u32, Schedule, EventId),
}

/// `核对：…`
#[derive(Clone, Copy, Debug)]
pub(crate) struct CheckRow {
    pub place: Place,
    pub force: Force,
    pub holds: NodeId,
}

/// What a document says of its own time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DocumentRow {
    pub rank: u8,
    pub term: Option<Counted>,
    pub until_event: Option<EventId>,
}

/// A condition and what switches its sentence off.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Guard {
    pub when: Option<NodeId>,
    pub unless: Rows,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct ExceptionRow {
    pub place: Place,
    pub force: Force,
    pub guard: Guard,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct DefinitionRow {
    pub of: Owner,
    /// A truth value: false where every clause in force is switched off.
    pub is_truth: bool,
    pub clauses: Rows,
    /// Which of its clauses a text puts before others, as rows of [`Book::edges`].
    pub edges: Rows,
    /// What counts where its clauses contradict each other: rows of [`Book::presumptions`].
    pub presumptions: Rows,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct DefinitionClauseRow {
    pub place: Place,
    pub force: Force,
    pub rank: u8,
    pub unless: Rows,
    pub body: BodyRow,
}

/// A value, or a table of which the first row that holds counts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum BodyRow {
    Value(NodeId),
    Cases(Rows),
    /// What of the base lies in each slice, times its rate: rows of [`Book::slices`].
    Slices(NodeId, Rows),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct SliceRow {
    pub place: Place,
    pub over: NodeId,
    pub to: Option<NodeId>,
    pub rate: NodeId,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct TableRow {
    pub place: Place,
    pub when: Option<NodeId>,
    pub value: NodeId,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct ParameterRow {
    pub place: Place,
    /// Only what says that its article is repealed or void from the beginning.
    pub force: Force,
    pub steps: Rows,
}

/// One act of one subject.
#[derive(Clone, Debug)]
pub(crate) struct NormRow {
    pub place: Place,
    pub force: Force,
    pub subject: Subject,
    pub guard: Guard,
    pub act: Act,
    /// Spans of days on which superior law makes all of it void.
    pub void: Vec<(Option<Date>, Option<Date>)>,
    /// Its guard reads overdue days, itself or through definitions.
    pub reads_overdue: bool,
    pub versions: Versions,
}

/// What an amended article says of the same action, before and after.
#[derive(Clone, Debug, Default)]
pub(crate) struct Versions {
    /// Rows of [`Book::norms`] that it replaced, the first version first.
    pub earlier: Vec<u32>,
    /// Rows of [`Book::norms`] that replace it.
    pub later: Vec<u32>,
    /// What had begun when it was replaced goes on under it, up to the day before this one, where there is one:
    /// from then on another version counts for open matters too.
    pub goes_on_until: Option<Date>,
    /// This version counts, from this day on, for matters of the earlier ones that are not completed.
    pub takes_over: Option<Date>,
}

#[derive(Clone, Debug)]
pub(crate) enum Act {
    Grant(GrantRow),
    /// Row of [`Book::duties`].
    Duty(u32),
    Keep {
        name: Label,
        state: NodeId,
    },
    Ban {
        action: Label,
        event: Option<EventId>,
        during: Option<NodeId>,
    },
    Encourage,
    OnBreach {
        of: Vec<u32>,
        count: Option<BreachCount>,
        consequences: Rows,
    },
    OnCondition(Rows),
    Deemed(Vec<u32>),
    PayDeposit {
        agreement: AgreementId,
        amount: NodeId,
    },
    RefundAtEnd(AgreementId),
    Permit(PermitRow),
    Share(ShareRow),
    Priority(Label),
    Rate {
        grade: Label,
        award: Option<NodeId>,
    },
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct GrantRow {
    pub benefit: BenefitId,
    pub each_person: bool,
    pub amount: Option<BodyRow>,
    pub up_to: bool,
    pub split: Option<Split>,
}

#[derive(Clone, Debug)]
pub(crate) enum PermitRow {
    /// Row of [`Book::duties`].
    Do(u32),
    /// The actions waived, each with the event that records it.
    Waive(Vec<(Label, Option<EventId>)>),
    Pause {
        /// Rows of [`Book::norms`].
        of: Vec<u32>,
        clock_runs: bool,
        until: Option<Label>,
        until_event: Option<EventId>,
    },
}

#[derive(Clone, Debug)]
pub(crate) struct DutyRow {
    pub action: Label,
    /// None: nothing records the action.
    pub event: Option<EventId>,
    pub window: WindowRow,
    pub quantity: Option<Exact>,
    pub still_owed: bool,
    pub early_counts: bool,
    /// It may be done, and need not.
    pub power: bool,
    pub toward: Party,
}

#[derive(Clone, Debug)]
pub(crate) enum WindowRow {
    Open,
    Each(Schedule),
    By(Day),
    On(Day),
    After(AnchorRow, Counted),
    Before(AnchorRow, Counted),
    Within(Counted),
    Every(AnchorRow, Counted),
}

#[derive(Clone, Debug)]
pub(crate) enum AnchorRow {
    Signing(AgreementId),
    Event(EventId),
    Date(NodeId),
    Unrecorded(String),
}

#[derive(Clone, Debug)]
pub(crate) struct ConsequenceRow {
    /// The norm it belongs to: row of [`Book::norms`].
    pub norm: u32,
    pub place: Place,
    pub unless: Rows,
    pub effect: EffectRow,
    pub void: Vec<(Option<Date>, Option<Date>)>,
}

#[derive(Clone, Debug)]
pub(crate) enum EffectRow {
    Pay {
        name: Label,
        amount: Option<NodeId>,
        per: Option<Per>,
        at_least: Option<NodeId>,
        at_most: Option<NodeId>,
    },
    Forfeit(AgreementId),
    Refund(AgreementId),
    Suspend(SuspendRow),
    Disqualify {
        name: Label,
        /// Of a qualification that is no benefit: without benefits.
        suspend: SuspendRow,
    },
    /// `扣N分`
    Points(NodeId),
    Repair {
        duty: u32,
        failing: Rows,
    },
    Notice,
    Power(Label),
    SignAgain,
}

/// Only benefits of the village's own fund: the others it cannot touch.
#[derive(Clone, Debug)]
pub(crate) struct SuspendRow {
    pub barred: bool,
    pub benefits: Vec<BenefitId>,
    /// Spans of days on which superior law keeps a benefit out of reach.
    pub void: Vec<(BenefitId, Option<Date>, Option<Date>)>,
    pub length: Option<Counted>,
    pub until: Option<Label>,
    pub until_event: Option<EventId>,
}

/// The entitlements that answer one question: this benefit, for this sort of holder and period.
#[derive(Clone, Debug)]
pub(crate) struct HeadRow {
    pub benefit: BenefitId,
    pub person: bool,
    pub schedule: Schedule,
    /// Rows of [`Book::norms`], in the order of the texts.
    pub norms: Vec<u32>,
    /// Some of its norms are paid in parts of a period.
    pub is_split: bool,
    /// Which of its norms a text puts before others, as rows of [`Book::edges`].
    pub edges: Rows,
    /// Items from before the days asked about have to be known too, since a cap counts them.
    pub reach: Option<Reach>,
}

/// How far back caps make items be looked at, and in which households they do not.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach {
    /// From the start of this period on.
    pub period: Schedule,
    /// As [`CapRow::idle_up_to`], of all the caps.
    pub idle_up_to: Option<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct CapRow {
    pub place: Place,
    pub force: Force,
    pub unless: Rows,
    pub benefits: Vec<BenefitId>,
    pub per_person: bool,
    pub period: Option<Schedule>,
    pub limit: NodeId,
    /// A household of at most so many members cannot reach the limit; none: any may.
    pub idle_up_to: Option<usize>,
    /// Rows of [`Book::caps`] of the same article, benefits and period that it replaced.
    pub earlier: Vec<u32>,
    /// Another replaced it, which counts its items too.
    pub is_replaced: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct ChoiceRow {
    pub place: Place,
    pub force: Force,
    pub among: Vec<u32>,
    pub higher: bool,
}

/// A line under `void`.
#[derive(Clone, Debug)]
pub(crate) struct VoidRow {
    pub place: Place,
    pub force: Force,
    pub benefit: Option<BenefitId>,
    pub law: String,
    pub reason: Text,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

/// Everything evaluation reads.
#[derive(Clone, Debug)]
pub(crate) struct Book {
    pub register: Arc<Register>,
    pub meaning: Meaning,
    pub calendar: Calendar,
    pub law: String,
    pub digest: String,
    pub documents: Vec<DocumentRow>,
    /// The first document of each agreement, by `AgreementId`.
    pub agreement_documents: Vec<Option<DocumentId>>,
    /// The date of birth: the fact of persons whose key is `born`.
    pub birth: Option<FactId>,
    pub nodes: Vec<Node>,
    pub links: Vec<NodeId>,
    pub exceptions: Vec<ExceptionRow>,
    pub definitions: Vec<DefinitionRow>,
    pub definition_clauses: Vec<DefinitionClauseRow>,
    pub parameters: Vec<ParameterRow>,
    pub parameter_steps: Vec<(Date, Option<NodeId>)>,
    pub rows: Vec<TableRow>,
    pub slices: Vec<SliceRow>,
    pub edges: Vec<Edge>,
    pub orders: Vec<OrderRow>,
    pub presumptions: Vec<PresumptionRow>,
    /// What lets heirs continue a household.
    pub successions: Vec<OrderRow>,
    pub points: Vec<PointsRow>,
    pub actions: Vec<Label>,
    pub norms: Vec<NormRow>,
    pub duties: Vec<DutyRow>,
    pub consequences: Vec<ConsequenceRow>,
    pub heads: Vec<HeadRow>,
    pub caps: Vec<CapRow>,
    pub choices: Vec<ChoiceRow>,
    pub voids: Vec<VoidRow>,
    pub procedures: Vec<ProcedureRow>,
    /// As the checks of the meaning, row for row.
    pub checks: Vec<CheckRow>,
    pub steps: Vec<StepsRow>,
    pub order: Order,
}

impl Book {
    /// A place in the order of the texts: what an amendment says stands where it belongs in the text it amends.
    pub fn in_text(&self, place: Place) -> Place {
        Place {
            document: self.root(place.document),
            ..place
        }
    }

    /// The text that a document belongs to: the one it amends, else itself.
    pub fn root(&self, document: DocumentId) -> DocumentId {
        let row = self.meaning.documents.get(document.index());
        row.and_then(|row| row.amends).unwrap_or(document)
    }
}

/// In which order norms are worked through.
#[derive(Clone, Debug, Default)]
pub(crate) struct Order {
    /// Duties, kept states, bans and deposits of households and persons, and of party A in agreements.
    pub primary: Vec<u32>,
    /// The same for bodies and the village.
    pub bodies: Vec<u32>,
    /// Conditions of bodies and the village, and breaches held to be theirs.
    pub body_conditions: Vec<u32>,
    /// Consequences of conditions, and deemed breaches, that read no overdue days.
    pub conditions: Vec<u32>,
    /// Consequences of breaches, those whose repairs others count before them.
    pub breaches: Vec<u32>,
    /// Consequences of conditions that read overdue days.
    pub late_conditions: Vec<u32>,
    /// `如数退还`
    pub refunds: Vec<u32>,
    /// Rights of households and persons.
    pub rights: Vec<u32>,
    /// `可以免除户的「A」`
    pub waivers: Vec<u32>,
    /// `暂停履行第九条`
    pub pauses: Vec<u32>,
    /// Pots that are divided.
    pub shares: Vec<u32>,
    /// `享有优先权`
    pub priorities: Vec<u32>,
    /// Grades of the village.
    pub ratings: Vec<u32>,
}

/// A length as a counted period.
pub(crate) fn counted(length: Length) -> Option<Counted> {
    Counted::of(length.number, length.unit)
}
