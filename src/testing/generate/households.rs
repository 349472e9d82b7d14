//! Households: dated facts with gaps, members, agreements, events, payments, a watermark.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use super::vocabulary::{Words, birth, date, fen};
use crate::facts::{Agreement, Event, Household, Member, Payment, Timeline};
use crate::register::{AgreementId, EventId, FactId, FactValue};
use crate::value::{Date, Exact, Money, Period, PeriodKind};

/// How many facts the register has.
const FACTS: usize = 11;

fn value_of(fact: FactId) -> BoxedStrategy<FactValue> {
    let yes = prop::bool::ANY.prop_map(FactValue::Bool);
    let choice = (0_u16..3).prop_map(FactValue::Enum);
    let score = prop::sample::select(vec![0_i128, 1, 59, 60, 61, 84, 85, 100])
        .prop_map(|score| FactValue::Number(Exact::from_int(score)));
    let money = prop_oneof![
        3 => fen(),
        1 => (0_i128..2_000_000).prop_map(Exact::from_int),
    ]
    .prop_map(FactValue::Number);
    match fact {
        Words::POOR | Words::BLOCKED | Words::STUDENT => yes.boxed(),
        Words::INCOME | Words::WAGE => money.boxed(),
        Words::SCORE => score.boxed(),
        Words::MOVED => date().prop_map(FactValue::Date).boxed(),
        Words::BORN => birth().prop_map(FactValue::Date).boxed(),
        _ => choice.boxed(),
    }
}

/// A quarter is not recorded, some are known only from a day on, some change, some become unknown.
fn timeline(fact: FactId, gaps: bool) -> BoxedStrategy<Timeline> {
    let (first, change) = if gaps { (0.95, 0.9) } else { (0.9999, 0.9999) };
    let first = (weighted(0.2, date()), weighted(first, value_of(fact)));
    let change = weighted(0.4, (date(), weighted(change, value_of(fact))));
    let changes = fact != Words::BORN;
    let known = (first, change).prop_map(move |((from, value), change)| {
        let mut entries = vec![(from.filter(|_| gaps), value)];
        entries.extend(
            change
                .filter(|_| changes)
                .map(|(day, value)| (Some(day), value)),
        );
        entries.sort_by_key(|(from, _)| *from);
        entries.dedup_by_key(|(from, _)| *from);
        Timeline { entries }
    });
    let absent = Just(Timeline::default());
    if gaps {
        prop_oneof![1 => absent, 3 => known].boxed()
    } else {
        known.boxed()
    }
}

fn timelines(own: &'static [FactId], gaps: bool) -> impl Strategy<Value = Vec<Timeline>> {
    let each: Vec<BoxedStrategy<Timeline>> = own.iter().map(|fact| timeline(*fact, gaps)).collect();
    each.prop_map(move |known| {
        let mut all = vec![Timeline::default(); FACTS];
        for (fact, timeline) in own.iter().zip(known) {
            if let Some(slot) = all.get_mut(fact.index()) {
                *slot = timeline;
            }
        }
        all
    })
}

/// The recorded facts of a household.
pub(super) const OF_HOUSEHOLD: [FactId; 6] = [
    Words::POOR,
    Words::BLOCKED,
    Words::INCOME,
    Words::SCORE,
    Words::HOUSE,
    Words::MOVED,
];
/// The recorded facts of a person.
pub(super) const OF_PERSON: [FactId; 4] = [Words::BORN, Words::STUDENT, Words::WAGE, Words::WORK];

/// What is recorded of a person, now and then with gaps.
pub(super) fn member_facts() -> BoxedStrategy<Vec<Timeline>> {
    prop::bool::ANY
        .prop_flat_map(|gaps| timelines(&OF_PERSON, gaps))
        .boxed()
}

/// Another value for a fact, to fill a gap with.
pub(super) fn filling(fact: FactId) -> BoxedStrategy<FactValue> {
    value_of(fact)
}

fn members(gaps: bool) -> impl Strategy<Value = Vec<Member>> {
    let stay = (weighted(0.2, date()), weighted(0.45, date()));
    vec((timelines(&OF_PERSON, gaps), stay), 0..4).prop_map(|all| {
        let member = |(at, (facts, (from, until)))| Member {
            id: Arc::from(format!("P{at}")),
            facts,
            from,
            until,
            parents: None,
            spouse: None,
        };
        (1..).zip(all).map(member).collect()
    })
}

fn agreements() -> impl Strategy<Value = Vec<Agreement>> {
    let of = prop::sample::select(vec![Words::CARE, Words::CARE, Words::LAND]);
    let deposit = weighted(
        0.8,
        prop::sample::select(vec![0_i64, 5_000, 24_000, 50_000]),
    );
    let fill = weighted(0.6, prop::sample::select(vec![50_i128, 240]));
    let one = (
        of,
        weighted(0.9, date()),
        weighted(0.45, date()),
        deposit,
        fill,
    );
    let one = one.boxed();
    prop_oneof![1 => vec(one.clone(), 0..1), 5 => vec(one, 1..3)]
        .prop_map(|all| all.into_iter().map(agreement).collect())
}

type RawAgreement = (
    AgreementId,
    Option<Date>,
    Option<Date>,
    Option<i64>,
    Option<i128>,
);

fn agreement((of, signed, ended, deposit, fill): RawAgreement) -> Agreement {
    let fill = fill.map(|amount| (Arc::from("补贴额"), Exact::from_int(amount)));
    Agreement {
        of,
        signed,
        ended: ended.filter(|ended| signed.is_some_and(|signed| signed <= *ended)),
        deposit: deposit.map(Money::from_fen),
        fill: fill.into_iter().collect(),
    }
}

/// One event before it is aimed: day, kind, quantity, by whom, and at which duty's window.
pub(super) type RawEvent = (Date, EventId, i128, u16, Option<(usize, bool, i64)>);

/// Events, most of which are to be aimed at the window of a live duty.
pub(super) fn events() -> impl Strategy<Value = Vec<RawEvent>> {
    let kind = prop::sample::select(vec![
        Words::REPORT,
        Words::CLEAR,
        Words::DUMP,
        Words::HELP,
        Words::SPEND,
    ]);
    let shift = prop::sample::select(vec![0_i64, 0, 0, 1, -1, 3, 10, 10, 40]);
    let aim = weighted(0.8, (0_usize..12, prop::bool::ANY, shift));
    vec((date(), kind, 1_i128..4, 0_u16..4, aim), 0..11)
}

fn payments() -> impl Strategy<Value = Vec<Payment>> {
    let kind = prop::sample::select(vec![
        PeriodKind::Year,
        PeriodKind::Year,
        PeriodKind::Year,
        PeriodKind::Half,
        PeriodKind::Quarter,
        PeriodKind::Month,
        PeriodKind::Once,
    ]);
    let [first, second, third, fourth] = Words::BENEFITS;
    let benefit = prop::sample::select(vec![first, first, first, second, second, third, fourth]);
    let amount = prop::sample::select(vec![100_i64, 5_000, 24_000, 10_000_000]);
    let one = (
        date(),
        benefit,
        amount,
        weighted(0.6, kind),
        weighted(0.4, 0_u16..3),
    );
    prop_oneof![2 => Just(Vec::new()), 1 => vec(one, 1..4)].prop_map(|all| {
        let mut all: Vec<Payment> = all
            .into_iter()
            .map(|(on, benefit, amount, kind, to)| Payment {
                on,
                benefit,
                amount: Money::from_fen(amount),
                period: kind.map(|kind| Period::containing(kind, on)),
                to,
            })
            .collect();
        all.sort_by_key(|payment| payment.on);
        all
    })
}

/// A household whose events are still to be aimed: half of them with a full file.
pub(super) fn household() -> impl Strategy<Value = Household> {
    prop::bool::ANY.prop_flat_map(file)
}

fn file(gaps: bool) -> impl Strategy<Value = Household> {
    let known = if gaps { 0.92 } else { 0.9999 };
    let later = Date::from_ymd_opt(2025, 12, 31);
    let reach = if gaps {
        prop_oneof![1 => Just(None), 4 => date().prop_map(Some), 3 => Just(later)].boxed()
    } else {
        prop_oneof![1 => date().prop_map(Some), 6 => Just(later)].boxed()
    };
    (
        timelines(&OF_HOUSEHOLD, gaps),
        weighted(known, members(gaps)),
        weighted(known, agreements()),
        payments(),
        reach,
    )
        .prop_map(
            |(facts, members, agreements, payments, known_until)| Household {
                facts,
                members,
                agreements,
                events: Some(Vec::new()),
                payments,
                known_until,
                ..Household::unknown(Arc::from("H1"))
            },
        )
}

/// The event as the record keeps it: a person's by one of the members.
pub(super) fn event(raw: &RawEvent, members: usize) -> Option<Event> {
    let (on, of, quantity, by, _) = *raw;
    let personal = Words::is_of_person(of);
    let count = u16::try_from(members).unwrap_or(0);
    let by = if personal {
        Some(by.checked_rem(count)?)
    } else {
        None
    };
    Some(Event {
        on,
        of,
        quantity: Exact::from_int(quantity),
        by,
        id: None,
    })
}
