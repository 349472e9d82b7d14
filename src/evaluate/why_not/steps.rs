//! A household in which one fact is otherwise.

use std::sync::Arc;

use super::{Change, Step};
use crate::facts::{Agreement, Event, Household, Timeline};
use crate::register::{EventId, FactId, FactValue};
use crate::value::{Date, Exact};

impl Change {
    /// The household as it would be on that day, with every step taken; none where it is not the household that the
    /// change was found for.
    #[must_use]
    pub fn applied(&self, household: &Household, on: Date) -> Option<Household> {
        let taken = |home: Household, step| with(&home, step, on);
        self.steps.iter().try_fold(household.clone(), taken)
    }
}

/// The household with the step taken; none where it has no such member or keeps no such record.
pub(super) fn with(home: &Household, step: &Step, on: Date) -> Option<Household> {
    let mut home = home.clone();
    match step {
        Step::Fact {
            fact,
            member,
            value,
            ..
        } => set(timeline(&mut home, *fact, member.as_ref())?, on, *value),
        Step::Act { event, member, on } => {
            let by = number_of(&home, member.as_ref())?;
            home.events.as_ref()?;
            record(&mut home, *event, by, *on)?;
        }
        Step::Sign { agreement, on } => home.agreements.as_mut()?.push(Agreement {
            of: *agreement,
            signed: Some(*on),
            ended: None,
            deposit: None,
            fill: Vec::new(),
        }),
    }
    Some(home)
}

/// The values of a fact of the household, or of the member with that id.
pub(in crate::evaluate) fn timeline<'a>(
    home: &'a mut Household,
    fact: FactId,
    member: Option<&Arc<str>>,
) -> Option<&'a mut Timeline> {
    let facts = match number_of(home, member)? {
        None => &mut home.facts,
        Some(at) => &mut home.members.as_mut()?.get_mut(usize::from(at))?.facts,
    };
    facts.get_mut(fact.index())
}

/// Adds an act to the record, behind those of the same day.
pub(in crate::evaluate) fn record(
    home: &mut Household,
    of: EventId,
    by: Option<u16>,
    on: Date,
) -> Option<()> {
    let events = home.events.as_mut()?;
    let at = events.partition_point(|other| other.on <= on);
    let quantity = Exact::ONE;
    events.insert(
        at,
        Event {
            on,
            of,
            quantity,
            by,
            id: None,
        },
    );
    Some(())
}

/// The number of the member with that id; the household's own is none. None at all: no such member.
fn number_of(home: &Household, id: Option<&Arc<str>>) -> Option<Option<u16>> {
    let Some(id) = id else { return Some(None) };
    let members = home.members.as_ref()?;
    let at = members.iter().position(|member| member.id == *id)?;
    Some(Some(u16::try_from(at).ok()?))
}

/// The value from that day on; where nothing was ever recorded, it may always have been so.
fn set(line: &mut Timeline, on: Date, value: FactValue) {
    if line.entries.iter().all(|(_, value)| value.is_none()) {
        line.entries = vec![(None, Some(value))];
        return;
    }
    let at = line
        .entries
        .partition_point(|(from, _)| from.is_none_or(|from| from < on));
    let entry = (Some(on), Some(value));
    match line.entries.get_mut(at) {
        Some(same) if same.0 == Some(on) => *same = entry,
        Some(_) | None => line.entries.insert(at, entry),
    }
}
