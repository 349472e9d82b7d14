//! Typed expressions: conditions and amounts of a household or a person.

use proptest::prelude::*;

use super::vocabulary::{Words, date, fen, ratio, small};
use crate::model::{Aggregate, CountWindow, DefinitionId, Expr, Length, ParameterId, Schedule};
use crate::register::{EventId, FactId};
use crate::syntax::ast::{Operator, Relation};
use crate::value::{Exact, Rounding, Unit};

/// Whose condition or amount it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Of the household.
    Household,
    /// Of one member.
    Person,
}

/// Names that stand before this one, so that no definition reads itself: how many definitions
/// may be read, and whether parameters may.
#[derive(Clone, Copy, Debug)]
pub struct Strata {
    /// Definitions below this number may be read.
    pub definitions: u32,
}

/// Definitions of truth values: the needy household, the elder, the honest household.
const TRUTHS: [(u32, Scope); 3] = [
    (0, Scope::Household),
    (1, Scope::Person),
    (3, Scope::Household),
];
/// The definition of an amount.
pub(super) const BASE: u32 = 2;

fn relation() -> impl Strategy<Value = Relation> {
    prop::sample::select(vec![
        Relation::AtLeast,
        Relation::AtMost,
        Relation::Over,
        Relation::Under,
        Relation::Is,
        Relation::IsNot,
    ])
}

/// A length of time.
pub fn length() -> impl Strategy<Value = Length> {
    let lengths = vec![
        (0, Unit::Day),
        (1, Unit::Day),
        (15, Unit::Day),
        (30, Unit::Day),
        (1, Unit::Month),
        (3, Unit::Month),
        (1, Unit::Year),
        (5, Unit::WorkingDay),
        (1, Unit::Quarter),
    ];
    prop::sample::select(lengths).prop_map(|(number, unit)| Length { number, unit })
}

/// A length of months or days.
pub fn plain_length() -> impl Strategy<Value = Length> {
    let lengths = vec![
        (15, Unit::Day),
        (1, Unit::Month),
        (3, Unit::Month),
        (1, Unit::Year),
    ];
    prop::sample::select(lengths).prop_map(|(number, unit)| Length { number, unit })
}

/// A calendar period.
pub fn schedule() -> impl Strategy<Value = Schedule> {
    prop::sample::select(vec![
        Schedule::Year,
        Schedule::HalfYear,
        Schedule::Quarter,
        Schedule::Month,
    ])
}

/// An event of a household's file.
pub fn event() -> impl Strategy<Value = EventId> {
    prop::sample::select(vec![Words::REPORT, Words::CLEAR, Words::DUMP, Words::HELP])
}

fn compare(relation: Relation, left: Expr, right: Expr) -> Expr {
    Expr::Compare(relation, Box::new(left), Box::new(right))
}

fn number(fact: FactId, pool: impl Strategy<Value = Exact> + 'static) -> BoxedStrategy<Expr> {
    (relation(), pool)
        .prop_map(move |(relation, number)| {
            compare(relation, Expr::Fact(fact), Expr::Number(number))
        })
        .boxed()
}

fn choice(fact: FactId) -> BoxedStrategy<Expr> {
    (prop::bool::ANY, 0_u16..3)
        .prop_map(move |(is, value)| {
            let relation = if is { Relation::Is } else { Relation::IsNot };
            compare(relation, Expr::Fact(fact), Expr::Enum(fact, value))
        })
        .boxed()
}

fn window() -> impl Strategy<Value = CountWindow> {
    prop_oneof![
        schedule().prop_map(CountWindow::This),
        schedule().prop_map(CountWindow::Last),
        plain_length().prop_map(CountWindow::Past),
        Just(CountWindow::Ever),
    ]
}

fn counted_events() -> BoxedStrategy<Expr> {
    let count =
        (relation(), window(), event(), 0_i128..3).prop_map(|(relation, window, event, times)| {
            let times = Expr::Number(Exact::from_int(times));
            compare(relation, Expr::EventCount(window, event), times)
        });
    let missed = (1_u32..3, schedule(), event())
        .prop_map(|(times, schedule, event)| Expr::MissedInARow(times, schedule, event));
    prop_oneof![3 => count, 1 => missed].boxed()
}

/// A test of a day: compared, so long past, or so many months from another.
pub(super) fn dated(of: Expr) -> BoxedStrategy<Expr> {
    let [one, two, three] = [of.clone(), of.clone(), of];
    let compared = (relation(), date())
        .prop_map(move |(relation, day)| compare(relation, one.clone(), Expr::Date(day)));
    let elapsed =
        plain_length().prop_map(move |length| Expr::Elapsed(Box::new(two.clone()), length));
    let months = (relation(), date(), 0_i128..8).prop_map(move |(relation, day, months)| {
        let between = Expr::MonthsBetween(Box::new(three.clone()), Box::new(Expr::Date(day)));
        compare(relation, between, Expr::Number(Exact::from_int(months)))
    });
    prop_oneof![2 => compared, 1 => elapsed, 1 => months].boxed()
}

/// Completed years.
pub(super) fn years() -> impl Strategy<Value = Expr> {
    (relation(), small()).prop_map(|(relation, years)| {
        let age = Expr::Age(Box::new(Expr::Fact(Words::BORN)));
        compare(relation, age, Expr::Number(years))
    })
}

fn defined(scope: Scope, strata: Strata) -> Option<BoxedStrategy<Expr>> {
    let readable: Vec<u32> = TRUTHS
        .into_iter()
        .filter(|(id, of)| *id < strata.definitions && (*of == Scope::Household || scope == *of))
        .map(|(id, _)| id)
        .collect();
    if readable.is_empty() {
        return None;
    }
    let any = prop::sample::select(readable);
    Some(
        any.prop_map(|id| Expr::Definition(DefinitionId(id)))
            .boxed(),
    )
}

/// One test.
fn atom(scope: Scope, strata: Strata) -> BoxedStrategy<Expr> {
    let household = prop_oneof![
        3 => Just(Expr::Fact(Words::POOR)),
        3 => Just(Expr::Fact(Words::BLOCKED)),
        2 => number(Words::INCOME, fen()),
        2 => number(Words::SCORE, small()),
        2 => choice(Words::HOUSE),
        2 => dated(Expr::Fact(Words::MOVED)),
        1 => prop::sample::select(vec![Words::CARE, Words::LAND]).prop_map(Expr::Signed),
        2 => counted_events(),
    ];
    let person = prop_oneof![
        3 => Just(Expr::Fact(Words::STUDENT)),
        3 => number(Words::AGE, small()),
        2 => number(Words::WAGE, fen()),
        2 => choice(Words::WORK),
        1 => dated(Expr::Fact(Words::BORN)),
        1 => counted_events(),
    ];
    let own = match scope {
        Scope::Household => household.boxed(),
        Scope::Person => prop_oneof![4 => person, 1 => household].boxed(),
    };
    match defined(scope, strata) {
        Some(defined) => prop_oneof![4 => own, 1 => defined].boxed(),
        None => own,
    }
}

fn conjunction(scope: Scope, strata: Strata) -> BoxedStrategy<Expr> {
    let more = prop_oneof![
        5 => Just(Vec::new()),
        3 => prop::collection::vec(atom(scope, strata), 1..3),
    ];
    (atom(scope, strata), more)
        .prop_map(|(first, more)| {
            let mut parts: Vec<Expr> = more;
            parts.insert(0, first);
            parts
        })
        .prop_map(|mut parts| match (parts.pop(), parts.is_empty()) {
            (Some(only), true) => only,
            (last, _) => Expr::And(parts.into_iter().chain(last).collect()),
        })
        .boxed()
}

fn aggregate(strata: Strata) -> BoxedStrategy<Expr> {
    let inner = conjunction(Scope::Person, strata);
    let count = (
        relation(),
        prop::option::weighted(0.8, inner.clone()),
        0_i128..4,
    )
        .prop_map(|(relation, which, number)| {
            let count = Expr::Count(which.map(Box::new));
            compare(relation, count, Expr::Number(Exact::from_int(number)))
        });
    let all = inner.prop_map(|inner| Expr::All(Box::new(inner)));
    let sum = (relation(), aggregate_kind(), fen()).prop_map(|(relation, kind, fen)| {
        let over = Expr::Over(kind, Box::new(Expr::Fact(Words::WAGE)));
        compare(relation, over, Expr::Number(fen))
    });
    prop_oneof![3 => count, 1 => all, 1 => sum].boxed()
}

fn aggregate_kind() -> impl Strategy<Value = Aggregate> {
    prop::sample::select(vec![
        Aggregate::Sum,
        Aggregate::Largest,
        Aggregate::Smallest,
    ])
}

/// A condition: mostly a conjunction, sometimes with or and not, sometimes over the members.
pub fn condition(scope: Scope, strata: Strata) -> BoxedStrategy<Expr> {
    let mixed = conjunction(scope, strata).prop_recursive(2, 8, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|inner| Expr::Not(Box::new(inner))),
            prop::collection::vec(inner, 2..3).prop_map(Expr::Or),
        ]
    });
    match scope {
        Scope::Household => prop_oneof![
            7 => conjunction(scope, strata),
            2 => mixed,
            1 => aggregate(strata),
        ]
        .boxed(),
        Scope::Person => prop_oneof![8 => conjunction(scope, strata), 2 => mixed].boxed(),
    }
}

fn arithmetic(operator: Operator, left: Expr, right: Expr) -> Expr {
    Expr::Arithmetic(operator, Box::new(left), Box::new(right))
}

/// An amount of money in fen.
pub fn amount(scope: Scope, strata: Strata) -> BoxedStrategy<Expr> {
    let own = match scope {
        Scope::Household => Words::INCOME,
        Scope::Person => Words::WAGE,
    };
    let base = if strata.definitions > BASE {
        Expr::Definition(DefinitionId(BASE))
    } else {
        Expr::Fact(Words::INCOME)
    };
    let leaf = prop_oneof![
        6 => fen().prop_map(Expr::Number),
        2 => Just(Expr::Parameter(ParameterId(0))),
        1 => Just(Expr::Fact(own)),
        1 => Just(base),
        1 => aggregate_kind()
            .prop_map(|kind| Expr::Over(kind, Box::new(Expr::Fact(Words::WAGE)))),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        let ratio = ratio().prop_map(Expr::Number);
        let share = Just(Expr::Parameter(ParameterId(1)));
        let factor = prop_oneof![4 => ratio, 1 => share, 1 => Just(Expr::Count(None))];
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            (two.clone(), prop::bool::ANY).prop_map(|((left, right), add)| {
                let operator = if add {
                    Operator::Add
                } else {
                    Operator::Subtract
                };
                arithmetic(operator, left, right)
            }),
            (inner.clone(), factor, prop::bool::weighted(0.7)).prop_map(|(of, factor, times)| {
                let operator = if times {
                    Operator::Times
                } else {
                    Operator::Divide
                };
                arithmetic(operator, of, factor)
            }),
            (two, prop::bool::ANY)
                .prop_map(|((left, right), larger)| Expr::Extreme(larger, vec![left, right])),
            (inner.clone(), fen(), prop::bool::ANY).prop_map(|(of, gives, partial)| {
                Expr::PerFull {
                    of: Box::new(of),
                    step: Exact::from_int(10_000),
                    gives: Box::new(Expr::Number(gives)),
                    partial,
                }
            }),
            (inner, rounding()).prop_map(|(of, (mode, to))| Expr::Rounded {
                of: Box::new(of),
                mode,
                to: Exact::from_int(to),
            }),
        ]
    })
    .boxed()
}

fn rounding() -> impl Strategy<Value = (Rounding, i128)> {
    let modes = vec![Rounding::HalfUp, Rounding::Down, Rounding::Up];
    (
        prop::sample::select(modes),
        prop::sample::select(vec![100_i128, 1_000, 10]),
    )
}
