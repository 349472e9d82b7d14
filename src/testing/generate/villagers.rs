//! Villages: a few households, the village's own facts, its record of events and of meetings.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use super::households::{event, events, household};
use super::vocabulary::{Words, date};
use crate::facts::{Household, Meeting, Timeline, Village, VillageEvent};
use crate::model::{BodyRef, Label};
use crate::register::{EventId, FactId, FactValue};
use crate::value::{Date, Exact};

/// The village's own facts, after those of households and persons.
pub(super) const DROUGHT: FactId = FactId(11);
pub(super) const POT: FactId = FactId(12);

/// What only the village does, beside meetings.
pub(super) const DRAFT: EventId = EventId(6);
pub(super) const AMEND: EventId = EventId(7);
pub(super) const POST: EventId = EventId(8);

/// The village's own acts in the order in which procedures mostly ask for them.
pub(super) const KINDS: [EventId; 4] = [DRAFT, AMEND, POST, Words::MEET];

/// A body that decides.
pub(super) fn body() -> impl Strategy<Value = BodyRef> {
    prop::sample::select(vec![BodyRef::Assembly, BodyRef::Representatives])
}

fn meetings() -> impl Strategy<Value = Option<Vec<Meeting>>> {
    let matter = prop_oneof![
        Just(Label::Name(Words::SEAT)),
        Just(Label::Text("样村章程".to_owned())),
    ];
    let counts = prop::sample::select(vec![(30, 16, 9), (30, 15, 15), (30, 20, 10), (12, 8, 5)]);
    let one = (date(), body(), matter, counts).prop_map(
        |(on, body, matter, (eligible, present, in_favour))| Meeting {
            on,
            body,
            matter,
            eligible,
            present,
            in_favour,
        },
    );
    weighted(0.8, vec(one, 0..4)).prop_map(|all| {
        all.map(|mut all| {
            all.sort_by_key(|one| one.on);
            all
        })
    })
}

fn own_facts() -> impl Strategy<Value = Vec<Timeline>> {
    let timeline = |value: BoxedStrategy<FactValue>| {
        (weighted(0.9, value.clone()), weighted(0.4, (date(), value))).prop_map(
            |(first, change)| {
                let first = first.map(|first| (None, Some(first)));
                let change = change.map(|(day, value)| (Some(day), Some(value)));
                Timeline {
                    entries: first.into_iter().chain(change).collect(),
                }
            },
        )
    };
    let drought = timeline(prop::bool::ANY.prop_map(FactValue::Bool).boxed());
    let pot = prop::sample::select(vec![0_i128, 1, 100, 100_000, 1_000_001]);
    let pot = timeline(
        pot.prop_map(|fen| FactValue::Number(Exact::from_int(fen)))
            .boxed(),
    );
    (drought, pot).prop_map(|(drought, pot)| {
        let mut all = vec![Timeline::default(); POT.index()];
        if let Some(slot) = all.get_mut(DROUGHT.index()) {
            *slot = drought;
        }
        all.push(pot);
        all
    })
}

/// A household with the events as they are drawn.
pub(super) fn home() -> impl Strategy<Value = Household> {
    (household(), events()).prop_map(|(mut home, raw)| {
        let members = home.members.as_deref().unwrap_or_default().len();
        let mut events: Vec<_> = raw.iter().filter_map(|one| event(one, members)).collect();
        events.sort_by_key(|event| event.on);
        home.events = Some(events);
        home
    })
}

/// What the village did, half of the time in the order of [`KINDS`].
fn acts() -> impl Strategy<Value = Vec<VillageEvent>> {
    let kind = prop_oneof![
        1 => Just(Words::MEET),
        2 => prop::sample::select(KINDS.to_vec()),
    ];
    let by = prop::sample::select(vec![None, None, Some("村民委员会"), Some("村民小组")]);
    let all = (vec((date(), kind, by), 0..9), prop::bool::ANY);
    all.prop_map(|(mut all, in_order)| {
        all.sort_by_key(|(on, ..)| *on);
        if in_order {
            let order = |kind: &EventId| KINDS.iter().position(|one| one == kind);
            let mut kinds: Vec<EventId> = all.iter().map(|(_, kind, _)| *kind).collect();
            kinds.sort_by_key(order);
            for (one, kind) in all.iter_mut().zip(kinds) {
                one.1 = kind;
            }
        }
        let act = |(on, of, by): (Date, EventId, Option<&str>)| VillageEvent {
            on,
            of,
            quantity: Exact::ONE,
            by: by.map(Arc::from),
        };
        all.into_iter().map(act).collect()
    })
}

/// A village of up to three households.
pub(super) fn village() -> impl Strategy<Value = Village> {
    let reach = prop_oneof![1 => Just(None), 2 => date().prop_map(Some), 4 => Just(Date::from_ymd_opt(2025, 12, 31))];
    (
        vec(home(), 0..4),
        weighted(0.1, Just(Arc::<str>::from("H9"))),
        prop::bool::weighted(0.05),
        own_facts(),
        acts(),
        meetings(),
        reach,
    )
        .prop_map(
            |(mut households, unread, incomplete, facts, events, meetings, known_until)| {
                for (at, household) in (1..).zip(&mut households) {
                    household.id = Arc::from(format!("H{at}"));
                }
                Village {
                    households,
                    unread: unread.into_iter().collect(),
                    incomplete,
                    facts,
                    events,
                    meetings,
                    known_until,
                }
            },
        )
}
