//! Random rules that are no norms: shares, points, which text prevails, presumptions, properties,
//! reckonings.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::amounts::{amount, length, value};
use super::conditions::{at, bounds, condition};
use super::{located, name, references};
use crate::diagnostic::Lang;
use crate::span::Located;
use crate::syntax::ast::{
    ExprKind, PointsRule, Property, Schedule, Sentence, ShareExtra, SubjectKind,
};
use crate::value::Exact;

fn sharer() -> impl Strategy<Value = Located<SubjectKind>> {
    select(vec![SubjectKind::Household, SubjectKind::Person]).prop_map(located)
}

fn share(lang: Lang) -> BoxedStrategy<Sentence> {
    let shares = select(vec![(1, 1), (2, 1), (1, 2), (2, 3), (5, 4)]);
    let shares = shares.prop_map(|(size, part)| Exact::new(size, part).unwrap_or(Exact::ONE));
    let extra =
        (condition(lang), sharer(), shares).prop_map(|(condition, of, shares)| ShareExtra {
            condition,
            of,
            shares,
        });
    (name(lang), any::<bool>(), vec(extra, 0..3))
        .prop_map(|(pot, per_person, extra)| Sentence::Share {
            pot,
            per_person,
            extra,
        })
        .boxed()
}

fn points(lang: Lang) -> BoxedStrategy<Sentence> {
    let each = (name(lang), amount(lang), any::<bool>()).prop_map(|(action, points, deduct)| {
        PointsRule::Each {
            action,
            points,
            deduct,
        }
    });
    let redeem =
        (amount(lang), amount(lang)).prop_map(|(step, gives)| PointsRule::Redeem { step, gives });
    let schedules = select(vec![
        Schedule::Year,
        Schedule::HalfYear,
        Schedule::Quarter,
        Schedule::Month,
    ]);
    prop_oneof![
        2 => each,
        1 => redeem,
        1 => schedules.prop_map(PointsRule::Reset),
        1 => amount(lang).prop_map(PointsRule::Floor),
        1 => amount(lang).prop_map(PointsRule::Ceiling),
        1 => length().prop_map(|length| PointsRule::Expiry(located(length))),
    ]
    .prop_map(Sentence::Points)
    .boxed()
}

fn order(lang: Lang) -> BoxedStrategy<Sentence> {
    let articles = (references(), references()).prop_filter_map(
        "the winner is one article, and no loser",
        |(over, mut winners)| {
            let winner = winners.pop().filter(|winner| winner.value.to.is_none())?;
            let apart = over.iter().all(|one| one.value != winner.value);
            apart.then_some(Sentence::Prevails { over, winner })
        },
    );
    let texts = (name(lang), name(lang))
        .prop_map(|(winner, loser)| Sentence::DocumentPrevails { winner, loser });
    let presumption =
        (name(lang), any::<bool>()).prop_map(|(name, holds)| Sentence::Presumption { name, holds });
    let succession = Just(Sentence::Succession);
    prop_oneof![articles, texts, presumption, succession].boxed()
}

fn property(lang: Lang) -> BoxedStrategy<Sentence> {
    let exclusive = (name(lang), name(lang), sharer())
        .prop_map(|(first, second, who)| Property::Exclusive { first, second, who });
    let monotone = (name(lang), any::<bool>(), name(lang), any::<bool>()).prop_map(
        |(fact, rises, benefit, falls_never)| Property::Monotone {
            fact,
            rises,
            benefit,
            falls_never,
        },
    );
    prop_oneof![exclusive, monotone]
        .prop_map(Sentence::Property)
        .boxed()
}

fn check(lang: Lang) -> BoxedStrategy<Sentence> {
    let rounded = (value(lang), bounds(amount(lang)))
        .prop_map(|(left, bounds)| at(ExprKind::Compare { left, bounds }));
    prop_oneof![condition(lang), rounded]
        .prop_map(Sentence::Check)
        .boxed()
}

/// A sentence of the forms 5, 15, 20, 21, 22 or 24.
pub(super) fn rule(lang: Lang) -> BoxedStrategy<Sentence> {
    prop_oneof![
        share(lang),
        points(lang),
        order(lang),
        property(lang),
        check(lang)
    ]
    .boxed()
}
