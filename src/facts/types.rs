//! What is known of a household: dated values, members, agreements, events, payments. Built by the
//! readers of this room only, which check types, units, bounds and sizes.

use std::sync::Arc;

use crate::model::{BodyRef, Label};
use crate::register::{AgreementId, BenefitId, EventId, FactValue};
use crate::value::{Date, Exact, Money, Period};

/// One household's file.
#[derive(Clone, PartialEq)]
pub struct Household {
    /// Its id, unique in the village.
    pub id: Arc<str>,
    /// A timeline for each fact of the register, by `FactId`; empty where the fact is of another owner, derived or not recorded.
    pub facts: Vec<Timeline>,
    /// None: it is not known who belongs to it. In the order of the file.
    pub members: Option<Vec<Member>>,
    /// None: it is not known what it signed.
    pub agreements: Option<Vec<Agreement>>,
    /// None: no record of events is kept. Sorted by day, then by place in the file.
    pub events: Option<Vec<Event>>,
    /// What was paid out already. Sorted by day.
    pub payments: Vec<Payment>,
    /// The last day to which the record of events is complete; none: to no day at all.
    pub known_until: Option<Date>,
    /// Its first day; none: always so far.
    pub from: Option<Date>,
    /// Its last day, where it was divided, merged or dissolved; none: still there.
    pub until: Option<Date>,
    /// The ids of the households that took its place from the day after on.
    pub succeeded_by: Vec<Arc<str>>,
}

impl Household {
    /// A household of which nothing is known but its id.
    pub(crate) const fn unknown(id: Arc<str>) -> Self {
        Self {
            id,
            facts: Vec::new(),
            members: None,
            agreements: None,
            events: None,
            payments: Vec::new(),
            known_until: None,
            from: None,
            until: None,
            succeeded_by: Vec::new(),
        }
    }

    /// Whether there is such a household on that day.
    #[must_use]
    pub fn is_there_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// The values of one fact over time.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    /// From which day which value; sorted by day, one entry a day. `None` as a day is "always so far".
    /// `None` as a value is *unknown* from that day on.
    pub entries: Vec<(Option<Date>, Option<FactValue>)>,
}

impl Timeline {
    /// The value on a day: none where nothing is recorded.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<FactValue> {
        let after = self
            .entries
            .partition_point(|(from, _)| from.is_none_or(|from| from <= day));
        after
            .checked_sub(1)
            .and_then(|at| self.entries.get(at))
            .and_then(|(_, value)| *value)
    }
}

/// One member of a household.
#[derive(Clone, PartialEq)]
pub struct Member {
    /// Unique in the household.
    pub id: Arc<str>,
    /// A timeline for each fact of the register, by `FactId`.
    pub facts: Vec<Timeline>,
    /// First day of membership; none: always so far.
    pub from: Option<Date>,
    /// Last day of membership; none: still.
    pub until: Option<Date>,
    /// Which members are the parents (indices into [`Household::members`]); none: not known, empty: no member is.
    pub parents: Option<Vec<u16>>,
    /// Which member is the spouse; none: not known, `Some(None)`: no member is.
    pub spouse: Option<Option<u16>>,
}

impl Member {
    /// Whether the member belongs to the household on that day (the birth date is looked at elsewhere).
    #[must_use]
    pub fn belongs_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// One agreement that a household signed.
#[derive(Clone, PartialEq)]
pub struct Agreement {
    /// Which kind.
    pub of: AgreementId,
    /// When; none: not known.
    pub signed: Option<Date>,
    /// Last day, where it has ended.
    pub ended: Option<Date>,
    /// What was paid as deposit; none: not known.
    pub deposit: Option<Money>,
    /// Values of the blanks of its text, by the blank's name.
    pub fill: Vec<(Arc<str>, Exact)>,
}

/// Something that happened.
#[derive(Clone, PartialEq)]
pub struct Event {
    /// When.
    pub on: Date,
    /// What.
    pub of: EventId,
    /// How much of it.
    pub quantity: Exact,
    /// Which member (index into [`Household::members`]) where it is an event of a person.
    pub by: Option<u16>,
    /// Unique where given.
    pub id: Option<Arc<str>>,
}

/// A benefit that was paid.
#[derive(Clone, PartialEq)]
pub struct Payment {
    /// When.
    pub on: Date,
    /// Which.
    pub benefit: BenefitId,
    /// How much.
    pub amount: Money,
    /// For which period.
    pub period: Option<Period>,
    /// To which member, where it is a person's.
    pub to: Option<u16>,
}

/// The village's own record, and its households.
#[derive(Clone, PartialEq)]
pub struct Village {
    /// Households in the order of the file; those that could not be read are left out.
    pub households: Vec<Household>,
    /// Ids of the households of the file that could not be read, in its order.
    pub unread: Vec<Arc<str>>,
    /// There may be more households than these: a part of the file that may hold some could not be
    /// read, or the file has no list of households.
    pub incomplete: bool,
    /// A timeline for each fact of the register whose owner is the village, by `FactId`.
    pub facts: Vec<Timeline>,
    /// Events of the village and its bodies.
    pub events: Vec<VillageEvent>,
    /// What its meetings decided, by day; none: no record of meetings is kept.
    pub meetings: Option<Vec<Meeting>>,
    /// The last day to which the village's record of events is complete; none where it keeps no
    /// record, or where a part of the file that may belong to it could not be read.
    pub known_until: Option<Date>,
}

/// What a meeting decided.
#[derive(Clone, PartialEq, Eq)]
pub struct Meeting {
    /// When.
    pub on: Date,
    /// Of which body.
    pub body: BodyRef,
    /// On what: the name of a matter, or the title of a text.
    pub matter: Label,
    /// How many had a vote.
    pub eligible: u32,
    /// How many of them came.
    pub present: u32,
    /// How many of these were in favour.
    pub in_favour: u32,
}

/// Something a body did.
#[derive(Clone, PartialEq)]
pub struct VillageEvent {
    /// When.
    pub on: Date,
    /// What.
    pub of: EventId,
    /// How much of it.
    pub quantity: Exact,
    /// Which body, as written.
    pub by: Option<Arc<str>>,
}
