//! Random amounts.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::conditions::{at, household_condition, member_condition};
use super::{date, located, name};
use crate::diagnostic::Lang;
use crate::syntax::ast::{
    Aggregate, CountWindow, DayRef, Expr, ExprKind, Length, Operator, RoundTo, Schedule, Verb,
};
use crate::value::{Exact, Rounding, Unit};

/// Units that stand in an amount: 角 and % become others when read.
pub(super) const UNITS: &[Unit] = &[
    Unit::Yuan,
    Unit::ZhouSui,
    Unit::Year,
    Unit::Quarter,
    Unit::Month,
    Unit::Day,
    Unit::WorkingDay,
    Unit::Hour,
    Unit::Mu,
    Unit::SquareMetre,
    Unit::Metre,
    Unit::Kilometre,
    Unit::Jin,
    Unit::Kilogram,
    Unit::Person,
    Unit::Household,
    Unit::Times,
    Unit::Copies,
    Unit::Fold,
    Unit::Points,
];

/// `800元` · `2.5亩` · `0.8` · `三分之二`
pub(super) fn number() -> impl Strategy<Value = Expr> {
    let amount = (0..1000_i128, select(vec![1_i128, 2, 4, 5]), select(UNITS))
        .prop_map(|(size, part, unit)| (exact(size, part), Some(unit)));
    let plain = (0..1000_i128, select(vec![1_i128, 3, 7, 100]))
        .prop_map(|(size, part)| (exact(size, part), None));
    prop_oneof![amount, plain].prop_map(|(value, unit)| at(ExprKind::Number { value, unit }))
}

fn exact(size: i128, part: i128) -> Exact {
    Exact::new(size, part).unwrap_or(Exact::ONE)
}

pub(super) fn named(lang: Lang) -> impl Strategy<Value = Expr> {
    name(lang).prop_map(|name| at(ExprKind::Name(name, Verb::Bare)))
}

fn named_or_date(lang: Lang) -> impl Strategy<Value = Expr> {
    prop_oneof![
        named(lang),
        date().prop_map(|date| at(ExprKind::Date(date)))
    ]
}

/// `30日` · `6个月` · `2个工作日`
pub(super) fn length() -> impl Strategy<Value = Length> {
    let units = vec![
        Unit::Year,
        Unit::Quarter,
        Unit::Month,
        Unit::Day,
        Unit::WorkingDay,
    ];
    (1..400_u32, select(units)).prop_map(|(number, unit)| Length { number, unit })
}

/// `2024年3月1日` · `每年12月31日` · `12月31日` · `每月15日` · `当年12月31日`
pub(super) fn day() -> impl Strategy<Value = DayRef> {
    let yearly = (1..13_u8, 1..29_u8, any::<bool>())
        .prop_map(|(month, day, said)| DayRef::Yearly { month, day, said });
    prop_oneof![
        date().prop_map(DayRef::Day),
        yearly,
        (1..29_u8).prop_map(|day| DayRef::Monthly { day }),
        (1..13_u8, 1..29_u8).prop_map(|(month, day)| DayRef::ThisYear { month, day }),
    ]
}

fn blank(lang: Lang) -> impl Strategy<Value = Expr> {
    let units = option::of(select(vec![Unit::Yuan, Unit::Day, Unit::Points]));
    (option::of(name(lang)), units).prop_map(|(name, unit)| at(ExprKind::Blank { name, unit }))
}

fn count_window() -> impl Strategy<Value = CountWindow> {
    prop_oneof![
        select(vec![Schedule::Year, Schedule::Quarter, Schedule::Month])
            .prop_map(CountWindow::This),
        Just(CountWindow::Last(Schedule::Year)),
        length().prop_map(CountWindow::Past),
        Just(CountWindow::Ever),
    ]
}

/// What a member's condition may count with: nothing about members again.
pub(super) fn member_amount(lang: Lang) -> BoxedStrategy<Expr> {
    let leaf = prop_oneof![
        4 => named(lang),
        2 => number(),
        1 => name(lang).prop_map(|name| at(ExprKind::OfHousehold(name))),
        1 => named(lang).prop_map(|since| at(ExprKind::AgeAt(since))),
        1 => (count_window(), name(lang)).prop_map(|(window, event)| at(ExprKind::EventCount { window, event })),
    ];
    leaf.prop_recursive(2, 6, 2, arithmetic).boxed()
}

fn arithmetic(inner: BoxedStrategy<Expr>) -> impl Strategy<Value = Expr> {
    let operators = vec![
        Operator::Add,
        Operator::Subtract,
        Operator::Times,
        Operator::Divide,
    ];
    (select(operators), inner.clone(), inner)
        .prop_map(|(op, left, right)| at(ExprKind::Arithmetic { op, left, right }))
}

/// An amount without rounding or bounds.
pub(super) fn amount(lang: Lang) -> BoxedStrategy<Expr> {
    let members = member_condition(lang);
    let households = household_condition(lang);
    let totals = vec![Aggregate::Sum, Aggregate::Largest, Aggregate::Smallest];
    let leaf = prop_oneof![
        6 => named(lang),
        6 => number(),
        2 => blank(lang),
        1 => Just(at(ExprKind::CountMembers(None))),
        1 => members.prop_map(|which| at(ExprKind::CountMembers(Some(which)))),
        1 => name(lang).prop_map(|name| at(ExprKind::OfHousehold(name))),
        1 => named(lang).prop_map(|since| at(ExprKind::AgeAt(since))),
        1 => (named_or_date(lang), named_or_date(lang))
            .prop_map(|(from, to)| at(ExprKind::MonthsBetween { from, to })),
        1 => name(lang).prop_map(|action| at(ExprKind::OverdueDays(action))),
        1 => (count_window(), name(lang)).prop_map(|(window, event)| at(ExprKind::EventCount { window, event })),
        1 => (select(totals.clone()), named(lang))
            .prop_map(|(how, of)| at(ExprKind::OverMembers { how, of })),
        1 => option::of(households.clone()).prop_map(|which| at(ExprKind::Households(which))),
        1 => households.prop_map(|which| at(ExprKind::HouseholdShare(which))),
        1 => (select(totals), member_amount(lang))
            .prop_map(|(how, of)| at(ExprKind::OverHouseholds { how, of })),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let extreme = (any::<bool>(), vec(inner.clone(), 2..4))
            .prop_map(|(greater, of)| at(ExprKind::Extreme { greater, of }));
        let per_full = (inner.clone(), number(), number(), any::<bool>()).prop_map(
            |(of, step, gives, partial)| {
                at(ExprKind::PerFull {
                    of,
                    step,
                    gives,
                    partial,
                })
            },
        );
        prop_oneof![4 => arithmetic(inner), 1 => extreme, 1 => per_full]
    })
    .boxed()
}

/// An amount with what follows its commas.
pub(super) fn value(lang: Lang) -> BoxedStrategy<Expr> {
    let modes = select(vec![Rounding::HalfUp, Rounding::Down, Rounding::Up]);
    let steps = vec![1_i128, 10, 100, 1000, 10_000].into_iter();
    let steps = steps.map(|fen| RoundTo::Fen(Exact::from_int(fen)));
    let shares = [100_i128, 1000, 10_000].into_iter();
    let shares = shares.map(|part| RoundTo::Ratio(exact(1, part)));
    let steps = steps.chain(shares).chain([RoundTo::Whole]);
    let steps = select(steps.collect::<Vec<_>>());
    let rounding = option::weighted(0.2, (modes, steps));
    let clamp = option::weighted(0.2, (any::<bool>(), amount(lang)));
    (amount(lang), rounding, clamp)
        .prop_map(|(mut of, rounding, clamp)| {
            if let Some((mode, to)) = rounding {
                of = at(ExprKind::Rounded { of, mode, to });
            }
            match clamp {
                Some((least, bound)) => at(ExprKind::Clamped { of, least, bound }),
                None => of,
            }
        })
        .boxed()
}

/// `自「签订日」起满3年`
pub(super) fn elapsed(lang: Lang) -> impl Strategy<Value = Expr> {
    (named_or_date(lang), length()).prop_map(|(since, length)| {
        let length = located(length);
        at(ExprKind::Elapsed { since, length })
    })
}
