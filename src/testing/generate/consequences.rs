//! What follows breaches and conditions.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use super::assemble::nowhere;
use super::expressions::{Scope, amount, length, plain_length};
use super::forms::points;
use super::norms::{ALL, action, benefit, duty, exceptions};
use super::vocabulary::{Words, fen};
use crate::model::{
    Action, BreachCount, Consequence, Effect, Expr, Head, Label, NormId, Per, Suspend, Window,
};
use crate::value::Exact;

fn pay(scope: Scope) -> BoxedStrategy<Effect> {
    let overdue = Expr::Arithmetic(
        crate::syntax::ast::Operator::Times,
        Box::new(Expr::Number(Exact::from_int(2_000))),
        Box::new(Expr::OverdueDays(Action::Event(Words::REPORT))),
    );
    let money = prop_oneof![4 => amount(scope, ALL), 1 => Just(overdue)];
    let per = prop::sample::select(vec![
        None,
        None,
        Some(Per::Day),
        Some(Per::Time),
        Some(Per::Person),
    ]);
    let bound = || weighted(0.15, fen().prop_map(Expr::Number));
    (weighted(0.95, money), per, bound(), bound())
        .prop_map(|(amount, per, at_least, at_most)| Effect::Pay {
            name: Label::Name(Words::FEE),
            amount,
            per,
            at_least,
            at_most,
        })
        .boxed()
}

fn suspend() -> impl Strategy<Value = Effect> {
    let until = weighted(0.4, action());
    let benefits = vec(benefit(), 1..3).prop_map(|mut benefits| {
        benefits.sort_unstable();
        benefits.dedup();
        benefits
    });
    (
        prop::bool::ANY,
        benefits,
        weighted(0.4, plain_length()),
        until,
    )
        .prop_map(|(barred, benefits, length, until)| {
            Effect::Suspend(Suspend {
                barred,
                benefits,
                length,
                until,
                paid_later: false,
            })
        })
}

fn disqualify() -> impl Strategy<Value = Effect> {
    let name = prop_oneof![
        Just(Label::Name(Words::SEAT)),
        benefit().prop_map(Label::Benefit),
    ];
    (name, weighted(0.7, plain_length()))
        .prop_map(|(name, length)| Effect::Disqualify { name, length })
}

pub(super) fn consequence(scope: Scope, depth: u32) -> BoxedStrategy<Consequence> {
    let simple = prop_oneof![
        8 => pay(scope),
        8 => Just(Effect::Forfeit(Words::CARE)),
        5 => suspend(),
        5 => disqualify(),
        3 => prop::bool::ANY.prop_map(Effect::Notice),
        6 => points().prop_map(Effect::Points),
        1 => Just(Effect::SignAgain),
    ];
    let effect = if depth == 0 {
        simple.boxed()
    } else {
        let window = prop_oneof![5 => length().prop_map(Window::Within), 1 => Just(Window::Open)];
        let failing = vec(consequence(scope, depth - 1), 0..3);
        let repair = (duty(window.boxed()), failing)
            .prop_map(|(duty, failing)| Effect::Repair { duty, failing });
        prop_oneof![1 => simple, 1 => repair].boxed()
    };
    let unless = prop_oneof![4 => Just(Vec::new()), 1 => exceptions(scope, ALL)];
    (effect, unless)
        .prop_map(|(effect, unless)| Consequence {
            place: nowhere(),
            unless,
            effect,
            voids: Vec::new(),
        })
        .boxed()
}

/// Targets are numbers that the assembling turns into norms of the same text.
pub(super) fn targets() -> impl Strategy<Value = Vec<NormId>> {
    vec((0_u32..8).prop_map(NormId), 1..3)
}

fn count() -> impl Strategy<Value = Option<BreachCount>> {
    let count = (
        prop::sample::select(vec![1_u32, 1, 2, 2, 3]),
        prop::bool::ANY,
        prop::bool::weighted(0.3),
    )
        .prop_map(|(times, in_a_row, every)| BreachCount {
            times,
            in_a_row,
            every,
        });
    weighted(0.4, count)
}

pub(super) fn consequences(scope: Scope) -> impl Strategy<Value = Vec<Consequence>> {
    vec(consequence(scope, 2), 1..3)
}

pub(super) fn on_breach(scope: Scope) -> BoxedStrategy<Head> {
    (targets(), count(), consequences(scope))
        .prop_map(|(of, count, consequences)| Head::OnBreach {
            of,
            count,
            consequences,
        })
        .boxed()
}
