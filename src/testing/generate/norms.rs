//! Acts of subjects: entitlements, duties, bans, kept states, what follows breaches and conditions.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use super::assemble::nowhere;
use super::expressions::{Scope, Strata, amount, condition, event, length, plain_length, schedule};
use super::vocabulary::{Words, date, fen};
use crate::diagnostic::Text;
use crate::model::{
    Action, Anchor, Ban, Body, BodyRef, BreachCount, Consequence, Day, Duty, Effect, Entitle,
    Exception, Expr, Head, Label, Norm, NormId, Party, Per, Row, Subject, Suspend, Void, Window,
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
    prop_oneof![3 => amount(scope, strata).prop_map(Body::Value), 2 => cases].boxed()
}

fn benefit() -> impl Strategy<Value = BenefitId> {
    prop::sample::select(Words::BENEFITS.to_vec())
}

fn entitle(scope: Scope) -> BoxedStrategy<Head> {
    let schedule = prop_oneof![4 => schedule(), 1 => Just(crate::model::Schedule::Once)];
    let each = prop::bool::weighted(if scope == Scope::Household { 0.2 } else { 0.0 });
    let amount = weighted(0.95, body(scope, ALL));
    (
        benefit(),
        schedule,
        each,
        amount,
        prop::bool::weighted(0.05),
    )
        .prop_map(|(benefit, schedule, each_person, amount, up_to)| {
            Head::Entitle(Entitle {
                benefit,
                schedule,
                each_person,
                amount,
                up_to,
                due: None,
                payer: None,
                split: None,
            })
        })
        .boxed()
}

fn day() -> impl Strategy<Value = Day> {
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
        5 => schedule().prop_map(Window::Each),
        1 => Just(Window::Open),
        3 => day().prop_map(Window::By),
        2 => day().prop_map(Window::On),
        4 => (anchor(), length()).prop_map(|(anchor, length)| Window::After(anchor, length)),
        1 => (anchor(), length()).prop_map(|(anchor, length)| Window::Before(anchor, length)),
        2 => length().prop_map(Window::Within),
        1 => (anchor(), plain_length()).prop_map(|(anchor, length)| Window::Every(anchor, length)),
    ]
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        8 => event().prop_map(Action::Event),
        1 => Just(Action::Event(Words::MEET)),
        1 => Just(Action::Text("整修".to_owned())),
    ]
}

fn duty(window: BoxedStrategy<Window>) -> impl Strategy<Value = Duty> {
    let quantity = weighted(0.2, prop::sample::select(vec![2_i128, 3, 5]));
    let body = BodyRef::Committee;
    (
        action(),
        window,
        quantity,
        prop::bool::ANY,
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

fn ban(scope: Scope) -> BoxedStrategy<Head> {
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

fn keep(scope: Scope) -> BoxedStrategy<Head> {
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
        prop::bool::weighted(0.3),
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

fn consequence(scope: Scope, depth: u32) -> BoxedStrategy<Consequence> {
    let simple = prop_oneof![
        3 => pay(scope),
        2 => Just(Effect::Forfeit(Words::CARE)),
        5 => suspend(),
        1 => disqualify(),
        1 => prop::bool::ANY.prop_map(Effect::Notice),
        1 => Just(Effect::SignAgain),
    ];
    let effect = if depth == 0 {
        simple.boxed()
    } else {
        let window = prop_oneof![5 => length().prop_map(Window::Within), 1 => Just(Window::Open)];
        let failing = vec(consequence(scope, depth - 1), 0..3);
        let repair = (duty(window.boxed()), failing)
            .prop_map(|(duty, failing)| Effect::Repair { duty, failing });
        prop_oneof![3 => simple, 2 => repair].boxed()
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
fn targets() -> impl Strategy<Value = Vec<NormId>> {
    vec((0_u32..8).prop_map(NormId), 1..3)
}

fn count() -> impl Strategy<Value = Option<BreachCount>> {
    let count = (1_u32..4, prop::bool::ANY, prop::bool::weighted(0.3)).prop_map(
        |(times, in_a_row, every)| BreachCount {
            times,
            in_a_row,
            every,
        },
    );
    weighted(0.4, count)
}

fn head(scope: Scope) -> BoxedStrategy<Head> {
    let consequences = || vec(consequence(scope, 2), 1..3);
    let on_breach =
        (targets(), count(), consequences()).prop_map(|(of, count, consequences)| Head::OnBreach {
            of,
            count,
            consequences,
        });
    let on_condition = consequences().prop_map(|consequences| Head::OnCondition { consequences });
    let agreement = Words::CARE;
    prop_oneof![
        8 => entitle(scope),
        6 => duty(window().boxed()).prop_map(Head::Duty),
        2 => keep(scope),
        4 => ban(scope),
        1 => Just(Head::Encourage(Action::Event(Words::HELP))),
        6 => on_breach,
        4 => on_condition,
        1 => targets().prop_map(|of| Head::Deemed { of }),
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

/// An act of a household or of persons.
pub(super) fn norm() -> BoxedStrategy<Norm> {
    let scope = prop_oneof![3 => Just(Scope::Household), 2 => Just(Scope::Person)];
    scope.prop_flat_map(norm_of).boxed()
}

/// An act of that scope; what only households do, by a household.
pub(super) fn norm_of(scope: Scope) -> BoxedStrategy<Norm> {
    Just(scope)
        .prop_flat_map(|scope| {
            let when = weighted(0.5, condition(scope, ALL));
            let voids = prop_oneof![15 => Just(Vec::new()), 1 => vec(void(), 1)];
            (
                Just(scope),
                when,
                exceptions(scope, ALL),
                head(scope),
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
