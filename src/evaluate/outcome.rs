//! What comes out for one household. Names are ids here; `report` spells them.

use std::sync::Arc;

use crate::model::{Action, BodyRef, DefinitionId, Label, Place};
use crate::register::{AgreementId, BenefitId, EventId, FactId};
use crate::value::{Date, Exact, Money, Period};

/// A question: from A to D, with what was known on K.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Query {
    /// First day asked about.
    pub from: Date,
    /// Last day asked about; everything is judged as it stands at its end, deadlines of this day still open.
    pub on: Date,
}

impl Query {
    /// One day.
    #[must_use]
    pub const fn on(on: Date) -> Self {
        Self { from: on, on }
    }

    /// A span of days; a `from` after `on` asks about `on` alone.
    #[must_use]
    pub fn between(from: Date, on: Date) -> Self {
        Self {
            from: from.min(on),
            on,
        }
    }
}

/// All answers for one household, in a fixed order: by document, place in the text, holder or bearer, day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// What is due.
    pub entitlements: Vec<Entitlement>,
    /// What is owed as acts.
    pub obligations: Vec<Obligation>,
    /// What was broken, and conditions that carry consequences.
    pub breaches: Vec<Breach>,
    /// Clauses without effect on this household's day.
    pub voids: Vec<VoidLine>,
    /// Clauses that contradict each other.
    pub conflicts: Vec<Conflict>,
    /// Deposits of its agreements.
    pub deposits: Vec<Deposit>,
    /// What it comes first in.
    pub priorities: Vec<Priority>,
    /// The points ledger, one row for each period after which points start anew.
    pub points: Vec<PointsBalance>,
    /// Acts that changed nothing.
    pub ineffective: Vec<Ineffective>,
    /// What the household left open on its last day; none while it is there.
    pub succession: Option<super::Succession>,
    /// Every open question.
    pub undetermined: Vec<Open>,
    /// Sum of `payable` of entitlements that are `due`.
    pub due: Money,
    /// Sum of what is to be paid or forfeited after breaches.
    pub owed: Money,
}

/// A benefit for a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Entitlement {
    /// The winning clause (of a tier: its item).
    pub place: Place,
    /// Which benefit; of a share, the pot that is divided.
    pub benefit: Label,
    /// Id of the household or the member.
    pub holder: Arc<str>,
    /// For which period.
    pub period: Period,
    /// How it stands.
    pub state: EntitlementState,
    /// Gross amount; none where not known, or where the text names none.
    pub amount: Option<Money>,
    /// It is at least this.
    pub at_least: Money,
    /// It is at most this; none where no bound is known.
    pub at_most: Option<Money>,
    /// What is paid out after adjustments.
    pub payable: Money,
    /// Caps, suspensions, choices.
    pub adjustments: Vec<Adjustment>,
    /// Facts that would decide it.
    pub needs: Vec<Need>,
}

impl Entitlement {
    /// The benefit of the register; none for a share of a pot.
    #[must_use]
    pub const fn benefit_id(&self) -> Option<BenefitId> {
        match &self.benefit {
            Label::Benefit(id) => Some(*id),
            Label::Name(_)
            | Label::Event(_)
            | Label::Agreement(_)
            | Label::Deposit(_)
            | Label::Fact(_)
            | Label::Text(_) => None,
        }
    }
}

/// `due | paid | suspended | barred | void | undetermined | conflict | gap`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words of the output")]
pub enum EntitlementState {
    Due,
    Paid,
    Suspended,
    Barred,
    Void,
    Undetermined,
    Conflict,
    Gap,
}

/// A later line that changes what is paid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adjustment {
    /// Under which sentence.
    pub place: Place,
    /// Why.
    pub kind: AdjustmentKind,
    /// What it takes away, as a negative number (or 0).
    pub amount: Money,
}

/// Why an amount changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words of the output")]
pub enum AdjustmentKind {
    Cap,
    Suspend,
    Bar,
    Choice,
    Paid,
}

/// A duty instance.
#[derive(Clone, Debug, PartialEq)]
pub struct Obligation {
    /// Under which sentence.
    pub place: Place,
    /// Id of the household or member, or a body.
    pub bearer: Bearer,
    /// Toward whom.
    pub toward: Bearer,
    /// What.
    pub action: Action,
    /// First and last day, both included.
    pub window: (Date, Option<Date>),
    /// How it stands.
    pub state: ObligationState,
    /// Day of the act that fulfilled it, or that came late.
    pub on: Option<Date>,
    /// Facts that would decide it.
    pub needs: Vec<Need>,
}

/// Who owes or is owed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bearer {
    /// The household or a member, by id.
    Id(Arc<str>),
    /// A body.
    Body(BodyRef),
}

/// `created | in_effect | suspended | fulfilled | violated | discharged | terminated | undetermined`, of a power also
/// `exercised`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words of the output")]
pub enum ObligationState {
    Created,
    InEffect,
    Suspended,
    Fulfilled,
    Violated,
    Discharged,
    Exercised,
    Terminated,
    Undetermined,
}

/// A duty broken, or a condition that carries consequences.
#[derive(Clone, Debug, PartialEq)]
pub struct Breach {
    /// Of which sentence; for a condition, the sentence of the consequence.
    pub place: Place,
    /// Whose.
    pub bearer: Bearer,
    /// What was not done or done; none for a condition.
    pub action: Option<Action>,
    /// First day of the breach.
    pub since: Date,
    /// Verdict.
    pub state: BreachState,
    /// What has followed so far.
    pub consequences: Vec<ConsequenceLine>,
    /// Facts that would decide it.
    pub needs: Vec<Need>,
}

/// `breach | weak | open | undetermined`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words of the output")]
pub enum BreachState {
    Breach,
    Weak,
    Open,
    Undetermined,
}

/// One consequence that has happened.
#[derive(Clone, Debug, PartialEq)]
pub struct ConsequenceLine {
    /// Under which sentence.
    pub place: Place,
    /// What kind.
    pub kind: ConsequenceKind,
    /// What it is called: payment, deposit, benefit, action.
    pub name: Option<Label>,
    /// How much, where it is money; none where it is none or not known.
    pub amount: Option<Money>,
    /// Facts that would decide the amount.
    pub needs: Vec<Need>,
}

/// `pay | forfeit | refund | suspend | disqualify | points | repair | notice | power`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words of the output")]
pub enum ConsequenceKind {
    Pay,
    Forfeit,
    Refund,
    Suspend,
    Disqualify,
    Points,
    Repair,
    Notice,
    Power,
}

/// An act that changed nothing: a waiver without its condition, an act while its duty or power rested.
#[derive(Clone, Debug, PartialEq)]
pub struct Ineffective {
    /// Under which sentence.
    pub place: Place,
    /// Whose act, or for whom.
    pub bearer: Bearer,
    /// What was done.
    pub action: Action,
    /// When.
    pub on: Date,
    /// Why it changed nothing.
    pub reason: IneffectiveReason,
    /// Facts that would decide it, where that is open.
    pub needs: Vec<Need>,
}

/// `condition | suspended | undetermined`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IneffectiveReason {
    /// Its condition was not met on the day.
    Condition,
    /// The duty or power rested on the day.
    Suspended,
    /// Whether its condition was met is not known.
    Undetermined,
}

/// A clause, or part of it, that has no effect.
#[derive(Clone, Debug, PartialEq)]
pub struct VoidLine {
    /// Which sentence.
    pub place: Place,
    /// Only as to this benefit.
    pub benefit: Option<BenefitId>,
    /// The law, or the id of the rule.
    pub law: String,
    /// Why.
    pub reason: crate::diagnostic::Text,
}

/// Clauses that set different values with no order between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// What they set.
    pub head: Label,
    /// For whom and which period, where it is a benefit.
    pub holder: Option<Arc<str>>,
    /// Which clauses.
    pub places: Vec<Place>,
}

/// A deposit.
#[derive(Clone, Debug, PartialEq)]
pub struct Deposit {
    /// Of which agreement.
    pub agreement: AgreementId,
    /// When it was signed, where known.
    pub signed: Option<Date>,
    /// What was paid; none: not known.
    pub paid: Option<Money>,
    /// What is still held.
    pub held: Option<Money>,
}

/// A household or member comes first in a matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Priority {
    /// Under which sentence.
    pub place: Place,
    /// In what.
    pub matter: Label,
    /// Id of the household or the member.
    pub holder: Arc<str>,
    /// How it stands.
    pub state: PriorityState,
    /// Facts that would decide it.
    pub needs: Vec<Need>,
}

/// `holds | undetermined`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words of the output")]
pub enum PriorityState {
    Holds,
    Undetermined,
}

/// A grade of the village.
#[derive(Clone, Debug, PartialEq)]
pub struct Rating {
    /// Under which sentence.
    pub place: Place,
    /// As what it is rated.
    pub grade: Label,
    /// How it stands.
    pub state: RatingState,
    /// What comes with it; none where the text names nothing, or where it is not known.
    pub award: Option<Money>,
    /// Facts that would decide it or its award.
    pub needs: Vec<Need>,
}

/// Whether something was decided as a text asks.
#[derive(Clone, Debug, PartialEq)]
pub struct ProcedureLine {
    /// Under which sentence.
    pub place: Place,
    /// On what; none: the text itself.
    pub matter: Option<Label>,
    /// By whom.
    pub body: BodyRef,
    /// The meeting that decided, or the last that did not.
    pub meeting: Option<Date>,
    /// How it stands.
    pub state: ProcedureState,
    /// What would decide it.
    pub needs: Vec<Need>,
}

/// `met | missed | undetermined`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words of the output")]
pub enum ProcedureState {
    Met,
    Missed,
    Undetermined,
}

/// `rated | undetermined`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words of the output")]
pub enum RatingState {
    Rated,
    Undetermined,
}

/// What stands on the points ledger of the household at the end of a period, or on the last day asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct PointsBalance {
    /// The first sentence about points.
    pub place: Place,
    /// Which period; `once` where points never start anew.
    pub period: Period,
    /// Points, between floor and ceiling; none: not known, or the texts contradict each other.
    pub balance: Option<Exact>,
    /// What the balance can be exchanged for; 0 where no text says so.
    pub redeemable: Option<Money>,
    /// What would decide it.
    pub needs: Vec<Need>,
}

/// An open question.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// Which sentence asks it.
    pub place: Place,
    /// What would decide it, fewest first, none twice.
    pub needs: Vec<Need>,
}

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// `person.born of P2`, `household.income`, `village.roads`
    Fact {
        /// Which.
        fact: FactId,
        /// Of which member.
        member: Option<Arc<str>>,
    },
    /// `person.parents of P1`: who of the household are that member's parents.
    Parents(Arc<str>),
    /// `person.spouse of P1`
    Spouse(Arc<str>),
    /// `household.members`
    Members,
    /// `household.agreements`
    Agreements,
    /// `agreement.service.signed`
    Signed(AgreementId),
    /// `agreement.service.deposit`
    DepositPaid(AgreementId),
    /// `event.report until 2024-12-31`
    Events {
        /// Which.
        event: EventId,
        /// To which day the record would have to reach.
        until: Date,
    },
    /// `record of 「A」`
    Record(String),
    /// `calendar 2027`
    Calendar(i32),
    /// `parameter in Article 4`
    Parameter(Place),
    /// `blank in Article 5`
    Blank(Place),
    /// `effect date of 《…》`: the text does not say when it begins.
    EffectDate(crate::model::DocumentId),
    /// `definition in Article 3`: no row fits, or clauses contradict each other.
    Definition(DefinitionId),
    /// `amount in Article 5`: the sentence names none.
    Amount(Place),
    /// `limit: …`: the work stopped here.
    Limit(&'static str),
    /// `household.income of household H003`: something missing of another household, for a total.
    Of {
        /// Its id.
        household: Arc<str>,
        /// What.
        need: Box<Need>,
    },
    /// `household H003`: its file could not be read.
    Household(Arc<str>),
    /// `meeting in Article 12`: the record of a meeting that decides as the sentence asks.
    Meeting(Place),
    /// `village.households`: the households of the village, where not all of them are known or the
    /// rules were asked about one household by itself; of more than a few, what is missing of them.
    Households,
}
