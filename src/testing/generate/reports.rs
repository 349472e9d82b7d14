//! Sums of reports with their answers, and more definitions of the village.

use proptest::collection::vec;
use proptest::prelude::*;

use super::assemble::nowhere;
use super::village::{compare, of_household, relation, village_amount, village_condition};
use super::vocabulary::{fen, ratio};
use crate::model::{
    Body, Definition, DefinitionClause, DefinitionId, DocumentId, Exception, Expr, Label, Place,
    Row, Sort,
};
use crate::register::{NameId, Owner};
use crate::syntax::ast::{Operator, Relation};
use crate::value::{Exact, Rounding, Unit};

/// The first of them, after the definitions that other sentences read.
const QUOTIENT: DefinitionId = DefinitionId(6);
const SUM: DefinitionId = DefinitionId(7);
const MONEY: Sort = Sort::Number(Some(Unit::Yuan));

/// How many of how many, not rounded.
fn quotient() -> BoxedStrategy<Expr> {
    let count = || of_household().prop_map(|of| Expr::Households(Some(Box::new(of))));
    let all = prop_oneof![Just(Expr::Households(None)).boxed(), count().boxed()];
    let by = |(a, b)| Expr::Arithmetic(Operator::Divide, Box::new(a), Box::new(b));
    prop_oneof![
        3 => (count(), all).prop_map(by),
        1 => (village_amount(), village_amount()).prop_map(by),
    ]
    .boxed()
}

/// Rounded to a per cent, a tenth of one, or the whole number.
fn rounded() -> BoxedStrategy<Expr> {
    let to = prop::sample::select(vec![(1_i128, 100_i128), (1, 1_000), (1, 10_000), (1, 1)]);
    let mode = prop::sample::select(vec![Rounding::HalfUp, Rounding::Down, Rounding::Up]);
    let made = (quotient(), to, mode);
    made.prop_filter_map("a step", |(of, (num, den), mode)| {
        Some(Expr::Rounded {
            of: Box::new(of),
            mode,
            to: Exact::new(num, den)?,
        })
    })
    .boxed()
}

/// A sum of a report: two numbers of the village, a rounded quotient, or one condition.
pub(super) fn check() -> BoxedStrategy<(Expr, Option<Sort>)> {
    let plain = || Just(Some(Sort::Number(None)));
    let answer = || {
        let answers = vec![
            (0_i128, 1),
            (1, 3),
            (1, 2),
            (2, 3),
            (333, 1_000),
            (667, 1_000),
            (1, 1),
        ];
        prop::sample::select(answers).prop_filter_map("a number", |(num, den)| {
            Some(Expr::Number(Exact::new(num, den)?))
        })
    };
    let defined = || prop_oneof![rounded(), Just(Expr::Definition(QUOTIENT)).boxed()];
    prop_oneof![
        3 => (village_amount(), village_amount())
            .prop_map(|(a, b)| (compare(Relation::Is, a, b), Some(MONEY))),
        1 => (village_amount(), fen())
            .prop_map(|(a, b)| (compare(Relation::Over, a, Expr::Number(b)), Some(MONEY))),
        2 => Just((compare(Relation::Is, Expr::Definition(SUM), Expr::Definition(SUM)), Some(MONEY))),
        1 => (quotient(), ratio(), plain())
            .prop_map(|(a, to, sort)| (compare(Relation::AtLeast, a, Expr::Number(to)), sort)),
        3 => (relation(), defined(), answer(), plain())
            .prop_map(|(relation, a, b, sort)| (compare(relation, a, b), sort)),
        1 => village_condition(5).prop_map(|holds| (holds, None)),
    ]
    .boxed()
}

fn clause(body: impl Strategy<Value = Body> + 'static) -> BoxedStrategy<DefinitionClause> {
    let unless = vec((village_condition(5), 0_u16..2), 0..2);
    let document = prop::sample::select(vec![0_u32, 0, 1]);
    (document, unless, body)
        .prop_map(|(document, unless, body)| {
            let unless = unless.into_iter().map(|(when, item)| Exception {
                place: Place { item, ..nowhere() },
                when,
                unless: Vec::new(),
            });
            DefinitionClause {
                place: Place {
                    document: DocumentId(document),
                    ..nowhere()
                },
                unless: unless.collect(),
                body,
            }
        })
        .boxed()
}

fn by_cases() -> impl Strategy<Value = Body> {
    let row = (village_condition(5), fen(), prop::bool::weighted(0.1));
    vec(row, 1..4).prop_map(|rows| {
        let rows = rows.into_iter().map(|(when, value, otherwise)| Row {
            place: nowhere(),
            when: Some(when).filter(|_| !otherwise),
            value: Expr::Number(value),
        });
        Body::Cases(rows.collect())
    })
}

/// A rounded quotient, a sum that several sentences may give, and an amount by cases.
pub(super) fn measures() -> impl Strategy<Value = Vec<Definition>> {
    let make = |name, sort, clauses| Definition {
        name: Label::Name(NameId(name)),
        of: Owner::Village,
        sort,
        clauses,
    };
    (
        vec(clause(rounded().prop_map(Body::Value)), 1..2),
        vec(clause(village_amount().prop_map(Body::Value)), 1..4),
        vec(clause(by_cases()), 1..2),
    )
        .prop_map(move |(quotient, sum, graded)| {
            vec![
                make(11, Sort::Number(None), quotient),
                make(12, MONEY, sum),
                make(13, MONEY, graded),
            ]
        })
}
