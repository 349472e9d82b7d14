//! Strategies: registers, clause sets, households and questions, by construction and small.

mod amendments;
mod assemble;
mod bundles;
mod consequences;
mod expressions;
mod forms;
mod households;
mod more;
mod norms;
mod permits;
mod reports;
mod spelling;
mod stages;
mod texts;
mod village;
mod villagers;
mod vocabulary;

use std::fmt;
use std::sync::Arc;

use proptest::prelude::*;

use crate::calendar::Calendar;
use crate::compile::Rulebook;
use crate::evaluate::{Bearer, Findings, Query};
use crate::facts::{Event, Household, Timeline};
use crate::model::{Ban, Head, Label, Meaning, Norm, Permit, Subject};
use crate::register::{EventId, Register};
use crate::value::Date;

pub use more::{more, more_of_village};
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
        self.watched().0
    }

    /// The same, with what does not show in an answer by itself.
    #[must_use]
    pub fn watched(&self) -> (Findings, reference::Watch) {
        reference::watched(
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
    let back = prop::sample::select(vec![0_i64, 30, 366, 366, 366]);
    (vocabulary::date(), back, prop::bool::weighted(0.6)).prop_map(|(on, back, late)| {
        let late = Date::from_ymd_opt(2025, 3, 15).filter(|_| late);
        let on = late.unwrap_or(on);
        Query::between(on - chrono::Duration::days(back), on)
    })
}

/// A register, a clause set over it, a household and a question. Most events are aimed at the
/// windows of duties that are alive without them, a day before, on and after their ends.
fn base_case() -> BoxedStrategy<Case> {
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
            aim(&mut case, &events, Case::alive);
            case
        })
        .boxed()
}

/// The same, one in three with more sentences and events on top: whatever is added there, what stands
/// below it stays.
pub fn case() -> BoxedStrategy<Case> {
    let more = proptest::option::weighted(0.35, permits::addition());
    (base_case(), more)
        .prop_map(|(case, more)| match more {
            Some(more) => permits::add(case, more),
            None => case,
        })
        .boxed()
}

/// Puts the events on record: half of the aimed ones at the ends of windows, then, with those done, the
/// other half at what is still or newly to be done.
fn aim(case: &mut Case, raw: &[RawEvent], targets: fn(&Case) -> Vec<Target>) {
    let (first, second) = raw.split_at(raw.len() / 2);
    for part in [first, second] {
        let alive = targets(case);
        let members = case.household.members.as_deref().unwrap_or_default();
        let aimed = part.iter().filter_map(|one| {
            let event = households::event(one, members.len())?;
            let Some((at, end, shift)) = one.4 else {
                return Some(event);
            };
            let Some(target) = at.checked_rem(alive.len()).and_then(|at| alive.get(at)) else {
                return Some(event);
            };
            let day = if end { target.last } else { target.first };
            let by = members
                .iter()
                .position(|member| target.bearer == Bearer::Id(member.id.clone()))
                .or_else(|| (!members.is_empty()).then_some(0));
            let personal = Words::is_of_person(target.event);
            let by = by.and_then(|by| u16::try_from(by).ok());
            if personal && by.is_none() {
                return None;
            }
            Some(Event {
                of: target.event,
                on: day + chrono::Duration::days(shift),
                by: by.filter(|_| personal),
                ..event
            })
        });
        let mut events: Vec<Event> = aimed.collect();
        events.extend(case.household.events.take().into_iter().flatten());
        events.sort_by_key(|event| event.on);
        case.household.events = Some(events);
    }
}

/// Something that acts may be aimed at.
struct Target {
    event: EventId,
    bearer: Bearer,
    first: Date,
    last: Date,
}

impl Case {
    /// What is to be done or left on the days asked about, as the compiled evaluator tells it: it is faster.
    fn alive(&self) -> Vec<Target> {
        let register = Arc::new(self.register.clone());
        let book = Rulebook::of(&self.meaning, &register, self.calendar.clone(), "none");
        let outcome = book.map(|book| book.evaluate(&self.household, &self.query));
        let mut alive: Vec<Target> = outcome
            .iter()
            .flat_map(|outcome| &outcome.findings().obligations)
            .filter_map(|duty| {
                let Label::Event(event) = duty.action else {
                    return None;
                };
                Some(Target {
                    event,
                    bearer: duty.bearer.clone(),
                    first: duty.window.0,
                    last: duty.window.1.unwrap_or(duty.window.0),
                })
            })
            .collect();
        alive.extend(self.banned());
        alive.retain(|target| target.event != Words::MEET);
        alive
    }
}

impl Case {
    /// Duties that an act of the register may end, as acts of ending them.
    fn may_be_waived(&self) -> Vec<Target> {
        let mut duties = self.alive();
        duties.retain_mut(|target| {
            let of_household = target.bearer == Bearer::Id(self.household.id.clone());
            let by = self.meaning.norms.iter().find_map(|norm| match &norm.head {
                Head::Permit(Permit::Waive { duties, .. })
                    if of_household == (norm.subject == Subject::Household) =>
                {
                    let action = Label::Event(target.event);
                    duties.iter().find(|(of, _)| *of == action)?.1
                }
                _ => None,
            });
            target.event = by.unwrap_or(target.event);
            by.is_some()
        });
        duties
    }

    /// What is permitted, and banned or asked for.
    fn may_be_used(&self) -> Vec<Target> {
        let rights = self.meaning.norms.iter();
        let rights: Vec<&Label> = rights
            .filter_map(|norm| match &norm.head {
                Head::Permit(Permit::Do { action, .. }) => Some(action),
                _ => None,
            })
            .collect();
        let mut all = self.banned();
        all.extend(self.alive());
        all.retain(|target| rights.contains(&&Label::Event(target.event)));
        all
    }

    /// The actions of bans, on the days asked about.
    fn banned(&self) -> Vec<Target> {
        let of = |norm: &Norm| {
            let Head::Ban(Ban {
                action: Label::Event(event),
                ..
            }) = norm.head
            else {
                return None;
            };
            Some(Target {
                event,
                bearer: Bearer::Id(self.household.id.clone()),
                first: self.query.from,
                last: self.query.on,
            })
        };
        self.meaning.norms.iter().filter_map(of).collect()
    }
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
