//! One evaluation at work: the household, the day looked at, and what was worked out so far.

use std::sync::Arc;

use super::inside::World;
use super::ledger::Ledger;
use super::trace::Trace;
use super::value::{Open, Value};
use crate::compile::book::Book;
use crate::evaluate::{Few, Need, Query};
use crate::facts::{Agreement, Household, Member};
use crate::model::{ArticleNumber, DocumentId};
use crate::register::{AgreementId, EventId, FactId, FactValue};
use crate::value::Date;

/// Steps of work one household may cost; what is left then is undetermined.
pub(crate) const FUEL: u64 = 20_000_000;

/// Who and which agreement an expression speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Scope {
    /// Index into the members; none: the household.
    pub member: Option<u16>,
    /// Index into the agreements, for the norms of an agreement's document.
    pub agreement: Option<u16>,
}

impl Scope {
    pub const fn of_member(self, member: u16) -> Self {
        Self {
            member: Some(member),
            ..self
        }
    }

    pub const fn without_agreement(self) -> Self {
        Self {
            agreement: None,
            ..self
        }
    }

    pub const fn of_household(self) -> Self {
        Self {
            member: None,
            ..self
        }
    }
}

/// The value of a definition on a day for someone.
pub(crate) struct Slot {
    pub stamp: u32,
    pub member: Option<u16>,
    pub value: Value,
    pub horizon: Date,
}

/// One evaluation at work.
pub(crate) struct Run<'a, T> {
    pub book: &'a Book,
    pub home: &'a Household,
    pub query: Query,
    /// The day looked at.
    pub day: Date,
    /// Who is looked at.
    pub scope: Scope,
    /// Changes with the day and the agreement, so that nothing worked out before is taken for now.
    pub stamp: u32,
    /// Whether the horizon is kept.
    pub looks_ahead: bool,
    /// What would decide an open value may change no more than the value itself.
    pub is_exact: bool,
    /// The first day on which something that was read may change.
    pub horizon: Date,
    pub fuel: u64,
    /// By definition; as long as the rows that were needed so far.
    pub memo: Few<Option<Slot>>,
    pub ledger: Ledger,
    /// How many of the members are its own; those behind them only belong to what it continues. None: not known.
    pub own_members: Option<usize>,
    /// The household as its own file has it, where it continues others.
    pub own: Option<&'a Household>,
    /// The first day of its points ledger, where what was earned before is divided by nobody.
    pub points_from: Option<Date>,
    /// The village and its bodies are looked at, not a household.
    pub village: bool,
    /// What surrounds the household; none where it is asked about by itself.
    pub world: Option<&'a World<'a>>,
    /// Another is looked at than the one whose duties were followed.
    pub elsewhere: bool,
    /// The version of an article under which something goes on that began before it was replaced.
    pub goes_on: Option<(DocumentId, ArticleNumber)>,
    pub trace: T,
}

impl<'a, T: Trace> Run<'a, T> {
    pub fn new(book: &'a Book, home: &'a Household, query: Query, trace: T) -> Self {
        Self {
            book,
            home,
            query,
            day: query.on,
            scope: Scope::default(),
            stamp: 0,
            looks_ahead: false,
            is_exact: false,
            horizon: Date::MAX,
            fuel: FUEL,
            memo: Few::new(),
            ledger: Ledger::default(),
            own_members: home.members.as_ref().map(Vec::len),
            own: None,
            points_from: None,
            village: false,
            world: None,
            elsewhere: false,
            goes_on: None,
            trace,
        }
    }

    /// The same with notes taken from now on: what was worked out of duties is kept.
    pub fn noting<N: Trace>(self, trace: N) -> Run<'a, N> {
        Run {
            ledger: self.ledger,
            own_members: self.own_members,
            own: self.own,
            points_from: self.points_from,
            village: self.village,
            world: self.world,
            ..Run::new(self.book, self.home, self.query, trace)
        }
    }

    /// Whether the village's own record is looked at.
    pub const fn is_village(&self) -> bool {
        self.village
    }

    /// Whether there is such a household on the day looked at.
    pub fn is_there(&mut self) -> bool {
        if self.looks_ahead {
            self.may_change(self.home.from);
            self.may_change(self.home.until.and_then(|until| until.succ_opt()));
        }
        self.home.is_there_on(self.day)
    }

    /// Looks at another day or another agreement or member.
    pub fn look_at(&mut self, day: Date, scope: Scope) {
        if day != self.day || scope.agreement != self.scope.agreement {
            self.stamp = self.stamp.wrapping_add(1);
        }
        (self.day, self.scope) = (day, scope);
    }

    /// Takes fuel for some steps of work; false: there is none left.
    pub fn spend(&mut self, steps: u64) -> bool {
        match self.fuel.checked_sub(steps) {
            Some(left) => {
                self.fuel = left;
                true
            }
            None => {
                self.fuel = 0;
                false
            }
        }
    }

    /// What would decide a value names the day, which is another tomorrow.
    pub fn names_the_day(&mut self) {
        if self.is_exact {
            self.may_change(self.day.succ_opt());
        }
    }

    /// Something that was read may change on this day.
    pub fn may_change(&mut self, on: Option<Date>) {
        if let Some(on) = on
            && on > self.day
        {
            self.horizon = self.horizon.min(on);
        }
    }

    pub fn member(&self) -> Option<&'a Member> {
        let members = self.home.members.as_ref()?;
        members.get(usize::from(self.scope.member?))
    }

    pub fn agreement(&self) -> Option<&'a Agreement> {
        let agreements = self.home.agreements.as_ref()?;
        agreements.get(usize::from(self.scope.agreement?))
    }

    /// The id of whom the scope speaks of.
    pub fn holder(&self, scope: Scope) -> Arc<str> {
        let members = self.home.members.as_deref().unwrap_or_default();
        let member = scope
            .member
            .and_then(|member| members.get(usize::from(member)));
        member.map_or_else(
            || Arc::clone(&self.home.id),
            |member| Arc::clone(&member.id),
        )
    }

    /// Whether the member belongs to the household on the day looked at: membership holds the day,
    /// and the member is born. A birth date that is not known keeps nobody out.
    pub fn is_present(&mut self, member: &Member) -> bool {
        let born = self.birth(member);
        if self.looks_ahead {
            self.may_change(member.from);
            self.may_change(member.until.and_then(|until| until.succ_opt()));
            self.may_change(born);
            self.may_change(self.birth_changes(member));
        }
        member.belongs_on(self.day) && born.is_none_or(|born| born <= self.day)
    }

    /// From when another date of birth is recorded.
    fn birth_changes(&self, member: &Member) -> Option<Date> {
        let entries = &member.facts.get(self.book.birth?.index())?.entries;
        let mut later = entries.iter().filter_map(|(from, _)| *from);
        later.find(|from| *from > self.day)
    }

    fn birth(&self, member: &Member) -> Option<Date> {
        match member.facts.get(self.book.birth?.index())?.on(self.day)? {
            FactValue::Date(born) => Some(born),
            FactValue::Bool(_) | FactValue::Number(_) | FactValue::Enum(_) => None,
        }
    }

    /// What the missing fact is called.
    pub fn need_fact(&self, fact: FactId, member: Option<&Member>) -> Need {
        Need::Fact {
            fact,
            member: member.map(|member| Arc::clone(&member.id)),
        }
    }

    /// The events of one kind up to the day `to`, from `from` on, done by whom the scope speaks of.
    /// A household's own acts count for each of its members, theirs count for it.
    pub fn acts(
        &self,
        event: EventId,
        scope: Scope,
        from: Option<Date>,
        to: Date,
    ) -> impl Iterator<Item = (usize, &'a crate::facts::Event)> + use<'a, T> {
        let events = self.home.events.as_deref().unwrap_or_default();
        let start = from.map_or(0, |from| events.partition_point(|act| act.on < from));
        let end = events.partition_point(|act| act.on <= to);
        let within = events.get(start..end.max(start)).unwrap_or_default();
        (start..).zip(within).filter(move |(_, act)| {
            act.of == event
                && (scope.member.is_none() || act.by.is_none() || act.by == scope.member)
        })
    }

    /// Whether the record of events is complete up to that day.
    pub fn is_recorded_until(&self, day: Date) -> bool {
        self.home.events.is_some() && self.home.known_until.is_some_and(|known| known >= day)
    }

    /// The agreements of one kind, by index; none: it is not known what was signed.
    pub fn agreements_of(
        &self,
        kind: AgreementId,
    ) -> Option<impl Iterator<Item = (u16, &'a Agreement)> + use<'a, T>> {
        let agreements = self.home.agreements.as_deref()?;
        let numbered = (0_u16..).zip(agreements);
        Some(numbered.filter(move |(_, agreement)| agreement.of == kind))
    }

    /// What stands where the work stopped.
    pub fn exhausted() -> Value {
        Open::limit("work").into()
    }
}
