//! Why an answer is what it is: ids, values and days. `report` makes sentences of them.

use std::fmt;
use std::sync::Arc;

use super::value::{Kind, Value};
use super::{AdjustmentKind, Need};
use crate::model::{
    Aggregate, BlankId, CountWindow, DefinitionId, Kin, Length, Operator, ParameterId, Place,
    Relation, Schedule,
};
use crate::register::{AgreementId, BenefitId, EventId, FactId, FactValue};
use crate::value::{AgeCounting, Counted, Date, Exact, Money, Period, Rounding};

/// One line of an outcome, by its place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// A row of [`Findings::entitlements`](super::Findings::entitlements).
    Entitlement(usize),
    /// A row of [`Findings::obligations`](super::Findings::obligations).
    Obligation(usize),
    /// A row of [`Findings::breaches`](super::Findings::breaches).
    Breach(usize),
    /// A row of [`Findings::points`](super::Findings::points).
    Points(usize),
}

/// Why one line of an outcome is what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The line explained.
    pub item: Item,
    /// Its reasons, in the order in which they were come to.
    pub because: Vec<Reason>,
}

/// A step with its value and the steps that led to it.
#[derive(Clone, PartialEq)]
pub struct Reason {
    /// What was looked at.
    pub what: What,
    /// What it came to, where it has a value.
    pub value: Option<Shown>,
    /// What it rests on. Of a conjunction that is false only the first false part, of a
    /// disjunction that is true only the first true one.
    pub because: Vec<Reason>,
}

/// A value as an explanation shows it.
#[derive(Clone, PartialEq)]
pub enum Shown {
    /// A value; money in fen.
    Known(FactValue),
    /// Not known: bounds of a number, and what would decide it.
    Unknown {
        /// At least.
        low: Option<Exact>,
        /// At most.
        high: Option<Exact>,
        /// What would decide it.
        needs: Vec<Need>,
    },
    /// Clauses contradict each other.
    Conflict(Vec<Need>),
    /// No clause says anything.
    Gap(Vec<Need>),
}

/// Reasons hold the facts of a household, sensitive ones among them: `Debug` shows their shape only.
impl fmt::Debug for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Reason")
            .field("because", &self.because)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Shown(..)")
    }
}

impl fmt::Debug for What {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("What(..)")
    }
}

impl Shown {
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Known(value) => Self::Known(*value),
            Value::Open(open) => match open.kind {
                Kind::Unknown => Self::Unknown {
                    low: open.low,
                    high: open.high,
                    needs: open.needs.clone(),
                },
                Kind::Conflict => Self::Conflict(open.needs.clone()),
                Kind::Gap => Self::Gap(open.needs.clone()),
            },
        }
    }

    /// Whether it is the truth value `yes`.
    #[must_use]
    pub fn is(&self, yes: bool) -> bool {
        *self == Self::Known(FactValue::Bool(yes))
    }
}

/// What a step of an explanation is about.
#[derive(Clone, PartialEq)]
pub enum What {
    /// A sentence: true where it applies. On which day and for whom is said around it.
    Clause(Place),
    /// A sentence that another defeats.
    Defeated {
        /// The one defeated.
        place: Place,
        /// The one that prevails.
        by: Place,
        /// The sentence that says so; none: it stands in a higher document.
        under: Option<Place>,
    },
    /// A sentence that says what counts where others contradict each other.
    Presumed(Place),
    /// A line of the points ledger: its value is what is earned, or taken where it is below 0.
    Points {
        /// Under which sentence; none: points spent.
        place: Option<Place>,
        /// When.
        on: Date,
    },
    /// A slice of an amount: what of it lies there, times its rate.
    Slice(Place),
    /// An exception: true where it switches its sentence off.
    Exception(Place),
    /// A row of a table: its condition, then its value.
    Row(Place),
    /// Looked at on this day.
    On(Date),
    /// A part of a period, judged by itself.
    Part {
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
        /// Its share of the whole period.
        share: Exact,
    },
    /// A duty waived on a day under a sentence that allows it.
    Waived {
        /// The sentence.
        place: Place,
        /// When.
        on: Date,
    },
    /// A sentence under which a duty rests on a day.
    Rests {
        /// The sentence.
        place: Place,
        /// The day.
        on: Date,
    },
    /// The same looked at for this member.
    Member(Arc<str>),
    /// This member is or may be so related to whom is looked at; what it is judged by, below.
    Relative {
        /// The one looked at is the child, spouse or parent …
        kin: Kin,
        /// … of this member.
        of: Arc<str>,
    },
    /// Whether a member so related satisfies a condition.
    Related(Kin),
    /// What this household, which asks, adds to a total of the village.
    Household(Arc<str>),
    /// A constant of the text.
    Constant,
    /// A recorded fact.
    Fact {
        /// Which.
        fact: FactId,
        /// Of which member; none: of the household.
        member: Option<Arc<str>>,
        /// From which day on it has this value; none: always so far, or no value.
        since: Option<Date>,
        /// It is the declared default, since nothing is recorded.
        default: bool,
    },
    /// Completed years (周岁) on the day, under this counting.
    Age {
        /// Counted from the date of this fact; none: from an expression below.
        since: Option<FactId>,
        /// Of which member.
        member: Option<Arc<str>>,
        /// The date, where it is known.
        born: Option<Date>,
        /// The day on which it is judged.
        on: Date,
        /// The convention.
        counting: AgeCounting,
    },
    /// A defined name.
    Definition(DefinitionId),
    /// A parameter.
    Parameter {
        /// Which.
        id: ParameterId,
        /// Where it is set.
        place: Place,
        /// From which day on it has this value.
        since: Option<Date>,
    },
    /// Whether such an agreement is in force.
    Signed(AgreementId),
    /// The day it was signed.
    SigningDay(AgreementId),
    /// A blank.
    Blank(BlankId),
    /// Not.
    Not,
    /// All of them.
    And,
    /// Any of them.
    Or,
    /// A comparison of the two values below.
    Compare(Relation),
    /// Arithmetic with the two values below.
    Arithmetic(Operator),
    /// The larger (`true`) or smaller of those below.
    Extreme(bool),
    /// `每满…计…`
    PerFull {
        /// The step.
        step: Exact,
        /// A begun step counts.
        partial: bool,
    },
    /// Rounded.
    Rounded {
        /// How.
        mode: Rounding,
        /// To a multiple of this.
        to: Exact,
    },
    /// How many members.
    Count,
    /// Whether all members.
    All,
    /// Sum, largest or smallest over members.
    Over(Aggregate),
    /// How many households of the village.
    Households,
    /// Those as a part of all households of the village.
    HouseholdShare,
    /// Sum, largest or smallest over the households of the village.
    OverHouseholds(Aggregate),
    /// How much is divided.
    Pot(crate::model::Label),
    /// The shares of the household.
    Shares,
    /// The shares of all households together.
    AllShares,
    /// Whether a period has run out.
    Elapsed(Counted),
    /// Whole months between two days.
    MonthsBetween,
    /// Days overdue with an action.
    OverdueDays(crate::model::Action),
    /// Events in a window that ends on the day.
    EventCount {
        /// Which window.
        window: CountWindow,
        /// Which event.
        event: EventId,
        /// Days of the events, up to the day looked at.
        seen: Vec<Date>,
        /// To which day the record is complete.
        known_until: Option<Date>,
    },
    /// No such event in each of the last periods.
    MissedInARow(u32, Schedule, EventId),
    /// The amount of the benefit, exact, before it is rounded to the fen (half away from zero).
    Amount(BenefitId),
    /// The amount is for each member: times so many.
    EachMember(u32),
    /// A later line that takes something away.
    Adjusted {
        /// Under which sentence.
        place: Place,
        /// Why.
        kind: AdjustmentKind,
        /// What it takes, not above 0.
        amount: Money,
    },
    /// A benefit is suspended or barred on these days.
    Suspension {
        /// Under which sentence.
        place: Place,
        /// First day.
        from: Date,
        /// First day on which it is free again; none: not yet.
        until: Option<Date>,
        /// It is barred (停发, 取消), else suspended (暂停).
        barred: bool,
    },
    /// A cap: its limit is below.
    Cap {
        /// Which sentence.
        place: Place,
        /// Used up by the items before.
        used: Money,
    },
    /// It was paid.
    Payment {
        /// When.
        on: Date,
        /// How much.
        amount: Money,
        /// For which period, where said.
        period: Option<Period>,
    },
    /// A duty arose, with these days to do it.
    Window {
        /// First day.
        from: Date,
        /// The last day of the period before rest days were looked at, where it was counted from a day.
        raw: Option<Date>,
        /// Last day.
        until: Option<Date>,
    },
    /// It is counted from this.
    Anchor {
        /// From which day (not counted).
        on: Date,
        /// For how long.
        length: Option<Length>,
    },
    /// An act was recorded.
    Act {
        /// Which.
        event: EventId,
        /// When.
        on: Date,
        /// By which member.
        by: Option<Arc<str>>,
        /// The id of the record.
        id: Option<Arc<str>>,
    },
    /// No such act is recorded from the one day to the other.
    NoAct {
        /// Which.
        event: EventId,
        /// From.
        from: Date,
        /// To.
        until: Date,
        /// To which day the record is complete.
        known_until: Option<Date>,
    },
    /// Nothing records this action.
    Unrecorded(String),
    /// A condition held first on this day, and up to (not including) the other.
    Held {
        /// First day; none: always so far.
        from: Option<Date>,
        /// The first day on which it no longer held.
        until: Option<Date>,
    },
    /// It followed from the breach of that sentence, since that day, the so-manieth counted.
    FromBreach {
        /// The duty or ban.
        place: Place,
        /// Since when.
        since: Date,
        /// The how-manieth of those counted.
        number: u32,
    },
    /// A consequence, which applies where its value is true.
    Consequence(Place),
    /// A sentence that is no law on the day.
    Idle {
        /// Which.
        place: Place,
        /// Why.
        why: Idle,
    },
    /// The member did not belong to the household on the day, or was not born.
    Absent {
        /// Who.
        member: Arc<str>,
        /// When.
        on: Date,
    },
}

/// Why a sentence is no law on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    /// It begins on this day.
    NotYet(Date),
    /// This was its last day.
    Ended(Date),
    /// It is void.
    Void,
}

impl Reason {
    /// A step without value.
    pub(crate) const fn new(what: What) -> Self {
        Self {
            what,
            value: None,
            because: Vec::new(),
        }
    }

    /// The same because of those.
    pub(crate) fn because(mut self, because: Vec<Self>) -> Self {
        self.because = because;
        self
    }

    /// Of a conjunction that is false, only what is false; of a disjunction that is true, only what
    /// is true.
    pub(crate) fn keep_what_decides(&mut self) {
        let deciding = match (&self.what, &self.value) {
            (What::And, Some(value)) if value.is(false) => false,
            (What::Or | What::Related(_), Some(value)) if value.is(true) => true,
            _ => return,
        };
        self.because
            .retain(|part| part.value.as_ref().is_some_and(|value| value.is(deciding)));
        self.because.truncate(1);
    }
}
