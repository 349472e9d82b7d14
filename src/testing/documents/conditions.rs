//! Random conditions.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::amounts::{amount, elapsed, member_amount, named, number};
use super::{located, name};
use crate::diagnostic::Lang;
use crate::syntax::ast::{Expr, ExprKind, Relation, Schedule, Verb};
use crate::value::{Exact, Unit};

/// An expression without a place.
pub(super) fn at(kind: ExprKind) -> Expr {
    located(Box::new(kind))
}

fn holds(lang: Lang) -> impl Strategy<Value = Expr> {
    let verbs = vec![
        Verb::Bare,
        Verb::Is,
        Verb::Belongs,
        Verb::Has,
        Verb::Holds,
        Verb::Signed,
    ];
    let named = (name(lang), select(verbs)).prop_map(|(name, verb)| at(ExprKind::Name(name, verb)));
    (named, any::<bool>()).prop_map(|(named, denied)| {
        if denied {
            at(ExprKind::Not(named))
        } else {
            named
        }
    })
}

/// One bound of any kind, or a lower and an upper one.
pub(super) fn bounds(limit: BoxedStrategy<Expr>) -> impl Strategy<Value = Vec<(Relation, Expr)>> {
    let all = vec![
        Relation::AtLeast,
        Relation::AtMost,
        Relation::Over,
        Relation::Under,
        Relation::Is,
        Relation::IsNot,
    ];
    let one = (select(all), limit.clone()).prop_map(|bound| vec![bound]);
    let (low, high) = (
        vec![Relation::AtLeast, Relation::Over],
        vec![Relation::AtMost, Relation::Under],
    );
    let two = (select(low), limit.clone(), select(high), limit)
        .prop_map(|(low, least, high, most)| vec![(low, least), (high, most)]);
    prop_oneof![2 => one, 1 => two]
}

fn compare(left: BoxedStrategy<Expr>, lang: Lang) -> impl Strategy<Value = Expr> {
    let limit = prop_oneof![3 => number(), 1 => named(lang), 1 => left.clone()].boxed();
    (left, bounds(limit)).prop_map(|(left, bounds)| at(ExprKind::Compare { left, bounds }))
}

/// Joins tests by 且 and 或, and denies some of the groups.
fn joined(inner: BoxedStrategy<Expr>) -> impl Strategy<Value = Expr> {
    let parts = || vec(inner.clone(), 2..4);
    let denied = parts().prop_map(|parts| at(ExprKind::Not(at(ExprKind::Or(parts)))));
    prop_oneof![
        3 => parts().prop_map(|parts| at(ExprKind::And(parts))),
        3 => parts().prop_map(|parts| at(ExprKind::Or(parts))),
        1 => denied,
    ]
}

/// A condition of one member.
pub fn member_condition(lang: Lang) -> BoxedStrategy<Expr> {
    let test = prop_oneof![
        3 => holds(lang),
        3 => compare(member_amount(lang), lang),
        1 => elapsed(lang),
    ];
    test.prop_recursive(2, 6, 3, joined).boxed()
}

/// A condition of the households of a village, in which no total of the village stands again.
pub(super) fn household_condition(lang: Lang) -> BoxedStrategy<Expr> {
    let any = member_condition(lang).prop_map(|condition| {
        at(ExprKind::AnyMember {
            condition,
            count: Vec::new(),
        })
    });
    let test = prop_oneof![
        3 => holds(lang),
        3 => compare(member_amount(lang), lang),
        1 => any,
        1 => elapsed(lang),
    ];
    test.prop_recursive(1, 3, 3, joined).boxed()
}

/// A condition of a household, a person or a village.
pub fn condition(lang: Lang) -> BoxedStrategy<Expr> {
    let member = || member_condition(lang);
    let people = (1..9_i128).prop_map(|number| {
        at(ExprKind::Number {
            value: Exact::from_int(number),
            unit: Some(Unit::Person),
        })
    });
    let none = member().prop_map(|condition| {
        at(ExprKind::AnyMember {
            condition,
            count: Vec::new(),
        })
    });
    let some = (member(), bounds(people.boxed()))
        .prop_map(|(condition, count)| at(ExprKind::AnyMember { condition, count }));
    let periods = select(vec![Schedule::Year, Schedule::Quarter, Schedule::Month]);
    let missed = (1..9_u32, periods, name(lang)).prop_map(|(number, schedule, event)| {
        at(ExprKind::MissedInARow {
            number,
            schedule,
            event,
        })
    });
    let test = prop_oneof![
        4 => holds(lang),
        4 => compare(amount(lang), lang),
        2 => none.clone(),
        1 => none.prop_map(|any| at(ExprKind::Not(any))),
        1 => some,
        1 => member().prop_map(|all| at(ExprKind::AllMembers(all))),
        1 => elapsed(lang),
        1 => missed,
        1 => name(lang).prop_map(|name| at(ExprKind::OfHousehold(name))),
    ];
    test.prop_recursive(2, 6, 3, joined).boxed()
}
