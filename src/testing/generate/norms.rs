//! Acts of subjects: entitlements, duties, bans, kept states.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use super::assemble::nowhere;
use super::consequences::{consequences, on_breach, targets};
use super::expressions::{Scope, Strata, amount, condition, event, length, plain_length, schedule};
use super::forms::slices;
use super::vocabulary::{Words, date};
use crate::diagnostic::Text;
use crate::model::{
    Action, Anchor, Ban, Body, BodyRef, Day, Duty, Entitle, Exception, Expr, Head, Label, Norm,
    Party, Row, Schedule, Split, Subject, Void, Window,
};
use crate::register::BenefitId;
use crate::value::Exact;

/// Norms may read every definition.
pub(super) const ALL: Strata = Strata { definitions: 4 };

/// Exceptions, some with exceptions of their own; item 1 as place asks for an article of its own.
pub(super) fn exceptions(scope: Scope, strata: Strata) -> BoxedStrategy<Vec<Exception>> {
    let place = prop::bool::ANY.prop_map(|own| crate::model::Place {
        item: u16::from(own),
        ..nowhere()
    });
    let leaf = (place.clone(), condition(scope, strata)).prop_map(|(place, when)| Exception {
        place,
        when,
        unless: Vec::new(),
    });
    let nested = (place, condition(scope, strata), vec(leaf.clone(), 1..2)).prop_map(
        |(place, when, unless)| Exception {
            place,
            when,
            unless,
        },
    );
    let one = prop_oneof![3 => leaf.boxed(), 1 => nested.boxed()];
    prop_oneof![6 => Just(Vec::new()), 3 => vec(one.clone(), 1), 1 => vec(one, 2)].boxed()
}

/// A value, or rows by cases.
pub(super) fn body(scope: Scope, strata: Strata) -> BoxedStrategy<Body> {
    let row = (condition(scope, strata), amount(scope, strata)).prop_map(|(when, value)| Row {
        place: nowhere(),
        when: Some(when),
        value,
    });
    let last = weighted(0.6, amount(scope, strata)).prop_map(|value| {
        value.map(|value| Row {
            place: nowhere(),
            when: None,
            value,
        })
    });
    let cases = (vec(row, 1..4), last)
        .prop_map(|(rows, last)| Body::Cases(rows.into_iter().chain(last).collect()));
    prop_oneof![
        6 => amount(scope, strata).prop_map(Body::Value),
        4 => cases,
        1 => slices(scope, strata),
    ]
    .boxed()
}

/// Mostly the first two, so that several sentences speak of one benefit.
pub(super) fn benefit() -> impl Strategy<Value = BenefitId> {
    prop_oneof![
        3 => Just(BenefitId(0)),
        2 => Just(BenefitId(1)),
        1 => prop::sample::select(Words::BENEFITS.to_vec()),
    ]
}

fn entitle(scope: Scope) -> BoxedStrategy<Head> {
    let schedule = prop_oneof![
        3 => Just(Schedule::Year),
        3 => schedule(),
        1 => Just(Schedule::Once),
    ];
    schedule
        .prop_flat_map(move |schedule| entitle_each(scope, schedule))
        .boxed()
}

pub(super) fn entitle_each(scope: Scope, schedule: Schedule) -> BoxedStrategy<Head> {
    let each = prop::bool::weighted(if scope == Scope::Household { 0.2 } else { 0.0 });
    let amount = weighted(0.95, body(scope, ALL));
    (
        benefit(),
        each,
        amount,
        prop::bool::weighted(0.05),
        weighted(0.2, prop::sample::select(vec![Split::Month, Split::Day])),
    )
        .prop_map(move |(benefit, each_person, amount, up_to, split)| {
            Head::Entitle(Entitle {
                benefit,
                schedule,
                each_person,
                amount,
                up_to,
                due: None,
                payer: None,
                split: split.filter(|_| schedule != Schedule::Once),
            })
        })
        .boxed()
}

pub(super) fn day() -> impl Strategy<Value = Day> {
    prop_oneof![
        date().prop_map(Day::On),
        (1_u8..13, prop::sample::select(vec![1_u8, 15, 29, 31]))
            .prop_map(|(month, day)| Day::Yearly { month, day }),
        prop::sample::select(vec![1_u8, 15, 30, 31]).prop_map(|day| Day::Monthly { day }),
    ]
}

fn anchor() -> impl Strategy<Value = Anchor> {
    prop_oneof![
        5 => event().prop_map(Anchor::Event),
        2 => Just(Anchor::Signing(Words::CARE)),
        2 => Just(Anchor::Date(Box::new(Expr::Fact(Words::MOVED)))),
        1 => Just(Anchor::Unrecorded("验收".to_owned())),
    ]
}

pub(super) fn window() -> impl Strategy<Value = Window> {
    prop_oneof![
        9 => schedule().prop_map(Window::Each),
        1 => Just(Window::Open),
        5 => day().prop_map(Window::By),
        2 => day().prop_map(Window::On),
        4 => (anchor(), length()).prop_map(|(anchor, length)| Window::After(anchor, length)),
        1 => (anchor(), length()).prop_map(|(anchor, length)| Window::Before(anchor, length)),
        4 => length().prop_map(Window::Within),
        1 => (anchor(), plain_length()).prop_map(|(anchor, length)| Window::Every(anchor, length)),
    ]
}

pub(super) fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        8 => event().prop_map(Action::Event),
        1 => Just(Action::Event(Words::MEET)),
        1 => Just(Action::Text("整修".to_owned())),
    ]
}

pub(super) fn duty(window: BoxedStrategy<Window>) -> impl Strategy<Value = Duty> {
    let quantity = weighted(0.2, prop::sample::select(vec![2_i128, 3, 5]));
    let body = BodyRef::Committee;
    (
        action(),
        window,
        quantity,
        prop::bool::weighted(0.7),
        prop::bool::weighted(0.2),
    )
        .prop_map(
            move |(action, window, quantity, still_owed, early_counts)| Duty {
                action,
                window,
                quantity: quantity.map(Exact::from_int),
                still_owed,
                early_counts,
                toward: Party::Body(body),
            },
        )
}

pub(super) fn ban(scope: Scope) -> BoxedStrategy<Head> {
    let events = match scope {
        Scope::Person => vec![Words::DUMP, Words::HELP],
        Scope::Household => vec![Words::DUMP, Words::CLEAR, Words::REPORT],
    };
    let action = prop_oneof![
        9 => prop::sample::select(events).prop_map(Action::Event),
        1 => Just(Action::Text("燃放".to_owned())),
    ];
    (action, weighted(0.2, condition(scope, ALL)))
        .prop_map(|(action, during)| {
            Head::Ban(Ban {
                action,
                during,
                toward: Party::Body(BodyRef::Committee),
            })
        })
        .boxed()
}

pub(super) fn keep(scope: Scope) -> BoxedStrategy<Head> {
    let fact = match scope {
        Scope::Household => Words::BLOCKED,
        Scope::Person => Words::STUDENT,
    };
    prop::bool::ANY
        .prop_map(move |not| Head::Keep {
            name: Label::Name(Words::YARD),
            state: if not {
                Expr::Not(Box::new(Expr::Fact(fact)))
            } else {
                Expr::Fact(fact)
            },
        })
        .boxed()
}

pub(super) fn head(scope: Scope) -> BoxedStrategy<Head> {
    let on_condition =
        consequences(scope).prop_map(|consequences| Head::OnCondition { consequences });
    let agreement = Words::CARE;
    prop_oneof![
        8 => entitle(scope),
        6 => duty(window().boxed()).prop_map(Head::Duty),
        2 => keep(scope),
        4 => ban(scope),
        1 => Just(Head::Encourage(Action::Event(Words::HELP))),
        3 => on_breach(scope),
        4 => on_condition,
        2 => targets().prop_map(|of| Head::Deemed { of }),
        1 => amount(Scope::Household, ALL)
            .prop_map(move |amount| Head::PayDeposit { agreement, amount }),
        1 => Just(Head::RefundAtEnd { agreement }),
    ]
    .boxed()
}

fn void() -> impl Strategy<Value = Void> {
    (weighted(0.5, date()), weighted(0.3, date())).prop_map(|(from, until)| Void {
        rule: "LIBERTY".to_owned(),
        law: "宪法".to_owned(),
        reason: Text {
            zh: "限制人身自由".to_owned(),
            en: "restricts liberty".to_owned(),
        },
        benefit: None,
        from,
        until,
    })
}

/// An act of that scope; what only households do, by a household.
pub(super) fn norm_of(scope: Scope) -> BoxedStrategy<Norm> {
    head(scope)
        .prop_flat_map(move |head| norm(scope, head))
        .boxed()
}

/// An act with its condition and exceptions.
pub(super) fn norm(scope: Scope, head: Head) -> BoxedStrategy<Norm> {
    Just(scope)
        .prop_flat_map(move |scope| {
            let when = weighted(0.4, condition(scope, ALL));
            let voids = prop_oneof![15 => Just(Vec::new()), 1 => vec(void(), 1)];
            (
                Just(scope),
                when,
                exceptions(scope, ALL),
                Just(head.clone()),
                voids,
            )
        })
        .prop_map(|(scope, when, unless, head, voids)| {
            let of_household = matches!(head, Head::PayDeposit { .. } | Head::RefundAtEnd { .. });
            let personal = scope == Scope::Person && !of_household;
            Norm {
                place: nowhere(),
                subject: if personal {
                    Subject::Person
                } else {
                    Subject::Household
                },
                when: when.filter(|_| personal == (scope == Scope::Person)),
                unless: if personal == (scope == Scope::Person) {
                    unless
                } else {
                    Vec::new()
                },
                head,
                voids,
            }
        })
        .boxed()
}
