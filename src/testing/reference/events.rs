//! What the record of events says, and how far it reaches.

use crate::evaluate::Need;
use crate::model::{Action, CountWindow, Schedule};
use crate::register::{EventId, Owner};
use crate::value::{Date, Exact};

use super::dates;
use super::numbers::Span;
use super::truth::{Needs, Truth, need};
use super::world::{At, Who, World};

/// Something done: its number in the record, the day, and how much of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Act {
    pub(super) number: usize,
    pub(super) on: Date,
    pub(super) quantity: Exact,
}

impl World<'_> {
    /// Whether the record of events is complete to that day.
    pub(super) fn is_recorded_to(&self, day: Date) -> bool {
        let kept = self.household.events.is_some();
        kept && self.household.known_until.is_some_and(|known| known >= day)
    }

    /// What would make the record complete to that day; nothing where it is.
    pub(super) fn record_to(&self, event: EventId, day: Date) -> Needs {
        if self.is_recorded_to(day) {
            Needs::new()
        } else {
            need(Need::Events { event, until: day })
        }
    }

    fn is_by_person(&self, event: EventId) -> bool {
        self.register
            .event(event)
            .is_some_and(|declared| declared.by == Owner::Person)
    }

    /// Every act of that kind up to today, of the member alone where it is an act of a person.
    pub(super) fn acts(&self, event: EventId, who: Who) -> Vec<Act> {
        let own = who.member().filter(|_| self.is_by_person(event));
        let events = self.household.events.as_deref().unwrap_or_default();
        let meant = events.iter().enumerate().filter(|(_, happened)| {
            let by_them = own.is_none_or(|member| happened.by.map(usize::from) == Some(member));
            by_them && happened.of == event && happened.on <= self.today()
        });
        let act = |(number, happened): (usize, &crate::facts::Event)| Act {
            number,
            on: happened.on,
            quantity: happened.quantity,
        };
        meant.map(act).collect()
    }

    /// The event that records an action in a household's file, or what would.
    pub(super) fn event_of(&self, action: &Action) -> Result<EventId, Needs> {
        if let Action::Event(event) = action {
            let declared = self.register.event(*event);
            if declared.is_some_and(|declared| self.is_village || declared.by != Owner::Village) {
                return Ok(*event);
            }
        }
        Err(need(Need::Record(self.spelled(action))))
    }

    /// An action as the register writes it in Chinese.
    fn spelled(&self, action: &Action) -> String {
        let register = self.register;
        let label = match action {
            Action::Text(text) => return text.clone(),
            Action::Name(id) => register.names.get(id.index()).map(|named| &named.label),
            Action::Event(id) => register.event(*id).map(|event| &event.label),
            Action::Benefit(id) => register.benefit(*id).map(|benefit| &benefit.label),
            Action::Agreement(id) => register.agreement(*id).map(|agreement| &agreement.label),
            Action::Deposit(id) => register
                .agreement(*id)
                .and_then(|agreement| agreement.deposit.as_ref()),
            Action::Fact(id) => register.fact(*id).map(|fact| &fact.label),
        };
        label.map(|label| label.zh.clone()).unwrap_or_default()
    }

    fn happened(
        &self,
        event: EventId,
        member: Option<usize>,
        from: Option<Date>,
        to: Date,
    ) -> usize {
        let who = member.map_or(Who::Household, Who::Member);
        let acts = self.acts(event, who).into_iter();
        acts.filter(|act| from.is_none_or(|from| act.on >= from) && act.on <= to)
            .count()
    }

    /// How many such events the window around the day holds.
    pub(super) fn event_count(&self, window: CountWindow, event: EventId, at: At) -> Span {
        let (from, to) = match window {
            CountWindow::Ever => (None, at.day),
            CountWindow::This(schedule) => {
                let around = dates::period_around(schedule, at.day);
                (around.map(|(first, _)| first), at.day)
            }
            CountWindow::Last(schedule) => {
                let before = dates::period_around(schedule, at.day)
                    .and_then(|(first, _)| dates::plus_days(first, -1))
                    .and_then(|day| dates::period_around(schedule, day));
                let Some((first, last)) = before else {
                    return Span::whole(0);
                };
                (Some(first), last)
            }
            CountWindow::Past(length) => {
                let start = dates::back(at.day, length, self.calendar);
                (start.map(|start| dates::next(start.last())), at.day)
            }
        };
        let seen = self.happened(event, at.member, from, to);
        let needs = self.record_to(event, to);
        let low = Span::whole(seen).low;
        let high = low.filter(|_| needs.is_empty());
        Span::between(low, high, needs)
    }

    /// Whether the last so many whole periods all went by without such an event.
    pub(super) fn missed_in_a_row(
        &self,
        times: u32,
        schedule: Schedule,
        event: EventId,
        at: At,
    ) -> Truth {
        let before = |day| {
            let (first, _) = dates::period_around(schedule, day)?;
            dates::period_around(schedule, dates::plus_days(first, -1)?)
        };
        let mut missed = Vec::new();
        let mut day = at.day;
        for _ in 0..times {
            let Some((first, last)) = before(day) else {
                return Truth::No;
            };
            let needs = self.record_to(event, last);
            missed.push(match self.happened(event, at.member, Some(first), last) {
                0 if needs.is_empty() => Truth::Yes,
                0 => Truth::Open(needs),
                1.. => Truth::No,
            });
            day = first;
        }
        Truth::all(missed)
    }
}
