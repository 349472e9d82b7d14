//! Sentences that belong together, so that they have something to do with each other.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use super::assemble::nowhere;
use super::consequences::{on_breach, targets};
use super::expressions::{Scope, plain_length, schedule};
use super::norms::{ban, duty, entitle_each, head, keep, norm, window};
use crate::model::{Consequence, Effect, Entitle, Head, Norm, Schedule, Suspend};

/// Two sentences that grant for the same periods, often the same benefit.
fn entitle_twice(scope: Scope) -> BoxedStrategy<Vec<Head>> {
    let schedule = prop_oneof![3 => Just(Schedule::Year), 1 => schedule()];
    schedule
        .prop_flat_map(move |schedule| vec(entitle_each(scope, schedule), 2..4))
        .boxed()
}

/// A benefit, and what may take it away again.
fn taken(scope: Scope) -> BoxedStrategy<Vec<Head>> {
    let stopped = (
        prop::bool::weighted(0.6),
        weighted(0.3, plain_length()),
        prop::bool::weighted(0.3),
    );
    (
        entitle_each(scope, Schedule::Year),
        stopped,
        on_breach(scope),
        burden(scope),
    )
        .prop_map(
            |(granted, (barred, length, on_breach), mut breach, burden)| {
                let Head::Entitle(Entitle { benefit, .. }) = &granted else {
                    return vec![granted];
                };
                let suspended = Consequence {
                    place: nowhere(),
                    unless: Vec::new(),
                    effect: Effect::Suspend(Suspend {
                        barred,
                        benefits: vec![*benefit],
                        length,
                        until: None,
                        paid_later: false,
                    }),
                    voids: Vec::new(),
                };
                let consequences = vec![suspended];
                if !on_breach {
                    return vec![granted, Head::OnCondition { consequences }];
                }
                if let Head::OnBreach {
                    consequences: own, ..
                } = &mut breach
                {
                    *own = consequences;
                }
                vec![granted, burden, breach]
            },
        )
        .boxed()
}

fn burden(scope: Scope) -> BoxedStrategy<Head> {
    prop_oneof![
        4 => duty(window().boxed()).prop_map(Head::Duty),
        3 => ban(scope),
        1 => keep(scope),
    ]
    .boxed()
}

/// What is to be done or left, and what follows where it is not.
fn broken(scope: Scope) -> BoxedStrategy<Vec<Head>> {
    let deemed = weighted(0.25, targets().prop_map(|of| Head::Deemed { of }));
    (burden(scope), on_breach(scope), deemed)
        .prop_map(|(burden, follows, deemed)| [burden, follows].into_iter().chain(deemed).collect())
        .boxed()
}

/// Acts of a household or of persons that belong together: mostly a single one.
pub(super) fn bundle() -> BoxedStrategy<Vec<Norm>> {
    let of = |scope| {
        prop_oneof![
            5 => head(scope).prop_map(|head| vec![head]),
            4 => broken(scope),
            2 => entitle_twice(scope),
            2 => taken(scope),
        ]
    };
    let scope = prop_oneof![3 => Just(Scope::Household), 2 => Just(Scope::Person)];
    let heads = scope.prop_flat_map(move |scope| (Just(scope), of(scope)));
    heads
        .prop_flat_map(|(scope, heads)| {
            let norms: Vec<BoxedStrategy<Norm>> =
                heads.into_iter().map(|head| norm(scope, head)).collect();
            norms
        })
        .boxed()
}
