//! Everything an answer is made from, and from where an expression looks at it.

use crate::calendar::Calendar;
use crate::evaluate::{Bearer, Query};
use crate::facts::{Agreement, Household, Member};
use crate::model::{BodyRef, Document, DocumentId, Meaning, Norm};
use crate::register::{AgreementId, Register};
use crate::value::{Date, Period};

use super::dates::{Deadline, days_between};
use super::watch::Watch;

/// The texts, one household and one question.
pub(super) struct World<'a> {
    pub(super) register: &'a Register,
    pub(super) meaning: &'a Meaning,
    pub(super) calendar: &'a Calendar,
    pub(super) household: &'a Household,
    pub(super) query: Query,
    /// The village around it, where one is known.
    pub(super) around: Option<super::village::Around<'a>>,
    /// The village itself is looked at.
    pub(super) is_village: bool,
    /// How many of the members are the household's own; the others it only continues the record of.
    pub(super) own_members: Option<usize>,
    /// The first day of its points ledger, where what was earned before is nobody's.
    pub(super) points_from: Option<Date>,
    /// The household as its own file has it, where it continues others.
    pub(super) own: Option<&'a Household>,
    /// How often duties were looked at from inside a condition.
    pub(super) depth: u8,
    pub(super) watch: Option<&'a Watch>,
}

/// From where an expression looks: which day, which member, which agreement record.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct At {
    pub(super) day: Date,
    pub(super) member: Option<usize>,
    pub(super) record: Option<usize>,
    /// The days overdue of the breach whose consequence is worked out.
    pub(super) overdue: Option<Overdue>,
    /// As part of what sentences are looked at.
    pub(super) law: super::versions::Law,
    /// In a consequence other days overdue run on to the last day asked about.
    pub(super) in_consequence: bool,
}

/// How long a duty is overdue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Overdue {
    pub(super) days: i64,
    /// Overdue with this; none: with nothing that an event records.
    pub(super) of: Option<crate::register::EventId>,
    /// It is not decided whether the duty of that bearer was missed.
    pub(super) doubtful: Option<Who>,
    /// The act may have come on a day the record does not reach: of this event.
    pub(super) open: Option<crate::register::EventId>,
}

/// Who owes or is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    Household,
    Member(usize),
    Body(BodyRef),
}

impl Who {
    pub(super) fn member(self) -> Option<usize> {
        match self {
            Self::Member(member) => Some(member),
            Self::Household | Self::Body(_) => None,
        }
    }
}

impl<'a> World<'a> {
    /// Notes what does not show in an answer.
    pub(super) fn mark(&self, mark: super::watch::Mark) {
        if let Some(watch) = self.watch {
            watch.mark(mark);
        }
    }

    /// A household by itself.
    pub(super) fn alone(
        register: &'a Register,
        meaning: &'a Meaning,
        calendar: &'a Calendar,
        household: &'a Household,
        query: Query,
    ) -> Self {
        Self {
            register,
            meaning,
            calendar,
            household,
            query,
            around: None,
            is_village: false,
            own_members: household.members.as_ref().map(Vec::len),
            points_from: None,
            own: None,
            depth: 0,
            watch: None,
        }
    }
}

impl World<'_> {
    /// The last day asked about.
    pub(super) fn today(&self) -> Date {
        self.query.on
    }

    pub(super) fn members(&self) -> &[Member] {
        self.household.members.as_deref().unwrap_or_default()
    }

    pub(super) fn member(&self, index: usize) -> Option<&Member> {
        self.members().get(index)
    }

    pub(super) fn records(&self) -> &[Agreement] {
        self.household.agreements.as_deref().unwrap_or_default()
    }

    pub(super) fn record(&self, index: usize) -> Option<&Agreement> {
        self.records().get(index)
    }

    pub(super) fn document(&self, id: DocumentId) -> Option<&Document> {
        self.meaning.documents.get(id.index())
    }

    pub(super) fn norm(&self, index: usize) -> Option<&Norm> {
        self.meaning.norms.get(index)
    }

    /// The text of an agreement of that kind.
    pub(super) fn text_of(&self, agreement: AgreementId) -> Option<&Document> {
        let mut texts = self.meaning.documents.iter();
        texts.find(|document| document.agreement == Some(agreement))
    }

    /// The id that an answer gives.
    pub(super) fn bearer(&self, who: Who) -> Bearer {
        match who {
            Who::Household => Bearer::Id(self.household.id.clone()),
            Who::Member(index) => Bearer::Id(
                self.member(index)
                    .map_or_else(|| self.household.id.clone(), |member| member.id.clone()),
            ),
            Who::Body(body) => Bearer::Body(body),
        }
    }

    /// Whether the days from `first` to `last` meet the days asked about.
    pub(super) fn is_asked(&self, first: Date, last: Option<Date>) -> bool {
        first <= self.query.on && last.is_none_or(|last| last >= self.query.from)
    }

    /// Whether the period has a day in common with the days asked about.
    pub(super) fn period_is_asked(&self, period: Period) -> bool {
        match period.first_day() {
            Some(first) => self.is_asked(first, period.last_day()),
            None => true,
        }
    }
}

/// Days from the day after a deadline to another day, never below none.
pub(super) fn overdue_days(deadline: Deadline, until: Date) -> i64 {
    days_between(deadline.last(), until).max(0)
}
