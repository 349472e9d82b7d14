//! Strategies: registers, clause sets, households and questions, by construction and small.

mod amendments;
mod assemble;
mod expressions;
mod households;
mod norms;
mod spelling;
mod texts;
mod village;
mod villagers;
mod vocabulary;

use std::fmt;

use proptest::prelude::*;

use crate::calendar::Calendar;
use crate::evaluate::{Bearer, Findings, Query};
use crate::facts::{Event, Household, Timeline};
use crate::model::{Label, Meaning};
use crate::register::Register;
use crate::value::Date;

pub use village::{VillageCase, village_case};
pub use vocabulary::{Words, fits};

use super::reference;
use households::RawEvent;

/// Everything one evaluation takes.
#[derive(Clone)]
pub struct Case {
    /// The register.
    pub register: Register,
    /// The clause set.
    pub meaning: Meaning,
    /// Rest days; some have no calendar for the year after.
    pub calendar: Calendar,
    /// The household.
    pub household: Household,
    /// The question.
    pub query: Query,
}

impl Case {
    /// What the reference evaluator answers.
    #[must_use]
    pub fn reference(&self) -> Findings {
        reference::evaluate(
            &self.register,
            &self.meaning,
            &self.calendar,
            &self.household,
            &self.query,
        )
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        spelling::spell(self, f)
    }
}

/// A calendar that ends with 2024, and none at all.
fn calendar(kind: u8) -> Calendar {
    let short = "years: [ { year: 2024, rest: [02-10/02-17, 05-01/05-05, 10-01/10-07], work: [02-04, 02-18] } ]";
    match kind {
        0 => Calendar::from_yaml(short).unwrap_or_default(),
        1 => Calendar::default(),
        _ => Calendar::china(),
    }
}

fn query() -> impl Strategy<Value = Query> {
    let back = prop::sample::select(vec![0_i64, 0, 30, 366]);
    (vocabulary::date(), back, prop::bool::weighted(0.4)).prop_map(|(on, back, late)| {
        let late = Date::from_ymd_opt(2025, 3, 15).filter(|_| late);
        let on = late.unwrap_or(on);
        Query::between(on - chrono::Duration::days(back), on)
    })
}

/// A register, a clause set over it, a household and a question. Most events are aimed at the
/// windows of duties that are alive without them, a day before, on and after their ends.
pub fn case() -> BoxedStrategy<Case> {
    let kind = prop::sample::select(vec![0_u8, 1, 2, 2, 2, 2, 2, 2]);
    vocabulary::register()
        .prop_flat_map(|register| (texts::meaning(register.clone()), Just(register)))
        .prop_flat_map(move |(meaning, register)| {
            let parts = (
                households::household(),
                households::events(),
                query(),
                kind.clone(),
            );
            (Just(meaning), Just(register), parts)
        })
        .prop_map(|(meaning, register, (household, events, query, kind))| {
            let mut case = Case {
                register,
                meaning,
                calendar: calendar(kind),
                household,
                query,
            };
            aim(&mut case, &events);
            case
        })
        .boxed()
}

/// Puts the events on record, the aimed ones at the ends of windows.
fn aim(case: &mut Case, raw: &[RawEvent]) {
    let alive = case.reference().obligations;
    let members = case.household.members.as_deref().unwrap_or_default();
    let mut events: Vec<Event> = Vec::new();
    for one in raw {
        let Some(mut event) = households::event(one, members.len()) else {
            continue;
        };
        let aimed = one.4.and_then(|(at, end, shift)| {
            let duty = alive.get(at.checked_rem(alive.len())?)?;
            let Label::Event(of) = duty.action else {
                return None;
            };
            let day = if end { duty.window.1? } else { duty.window.0 };
            let day = day + chrono::Duration::days(shift);
            Some((of, day, duty.bearer.clone()))
        });
        if let Some((of, day, bearer)) = aimed.filter(|(of, ..)| *of != Words::MEET) {
            let personal = of == Words::DUMP || of == Words::HELP;
            let by = members
                .iter()
                .position(|member| bearer == Bearer::Id(member.id.clone()))
                .or_else(|| (!members.is_empty()).then_some(0));
            if personal && by.is_none() {
                continue;
            }
            event.of = of;
            event.on = day;
            event.by = by
                .filter(|_| personal)
                .and_then(|by| u16::try_from(by).ok());
        }
        events.push(event);
    }
    events.sort_by_key(|event| event.on);
    case.household.events = Some(events);
}

/// The same case with some facts filled in that nothing was recorded of: more is known, nothing
/// that was known has changed.
pub fn refine(case: Case) -> BoxedStrategy<Case> {
    let of_household: Vec<BoxedStrategy<_>> = households::OF_HOUSEHOLD
        .iter()
        .map(|fact| prop::option::of(households::filling(*fact)).boxed())
        .collect();
    let of_person: Vec<BoxedStrategy<_>> = households::OF_PERSON
        .iter()
        .map(|fact| prop::option::of(households::filling(*fact)).boxed())
        .collect();
    let members = case.household.members.as_deref().unwrap_or_default().len();
    (of_household, prop::collection::vec(of_person, members))
        .prop_map(move |(of_household, of_persons)| {
            let mut case = case.clone();
            fill(
                &mut case.household.facts,
                &households::OF_HOUSEHOLD,
                &of_household,
            );
            let members = case.household.members.iter_mut().flatten();
            for (member, values) in members.zip(&of_persons) {
                fill(&mut member.facts, &households::OF_PERSON, values);
            }
            case
        })
        .boxed()
}

fn fill(
    facts: &mut [Timeline],
    which: &[crate::register::FactId],
    values: &[Option<crate::register::FactValue>],
) {
    for (fact, value) in which.iter().zip(values) {
        let Some(timeline) = facts.get_mut(fact.index()) else {
            continue;
        };
        if let (Some(value), true) = (value, timeline.entries.is_empty()) {
            timeline.entries.push((None, Some(*value)));
            continue;
        }
        for (_, gap) in &mut timeline.entries {
            *gap = gap.or(*value);
        }
    }
}
