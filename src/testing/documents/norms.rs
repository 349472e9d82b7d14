//! Random norms.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::amounts::{UNITS, day, length, value};
use super::conditions::{at, condition, member_condition};
use super::sentences::rows;
use super::{located, name, names, references};
use crate::diagnostic::Lang;
use crate::span::Located;
use crate::syntax::ast::{
    Act, Amount, Anchor, Body, BreachCount, DayRef, Expr, ExprKind, Failing, Kin, Lead, Length,
    Norm, Per, Quantity, Schedule, Split, SubjectKind, Suspended, Tail, Window,
};
use crate::value::{Exact, Unit};

pub(super) fn subject() -> impl Strategy<Value = SubjectKind> + Clone {
    let bodies = vec![
        Body::Committee,
        Body::Assembly,
        Body::Representatives,
        Body::Group,
        Body::PartyMembers,
        Body::Supervision,
        Body::MembersAssembly,
        Body::Township,
    ];
    prop_oneof![
        4 => Just(SubjectKind::Household),
        4 => Just(SubjectKind::Person),
        1 => Just(SubjectKind::Village),
        1 => Just(SubjectKind::PartyA),
        1 => Just(SubjectKind::PartyB),
        1 => select(bodies).prop_map(SubjectKind::Body),
    ]
}

fn who() -> impl Strategy<Value = Located<SubjectKind>> {
    subject().prop_map(located)
}

pub(super) fn schedule() -> impl Strategy<Value = Schedule> + Clone {
    select(vec![
        Schedule::Year,
        Schedule::HalfYear,
        Schedule::Quarter,
        Schedule::Month,
        Schedule::Once,
    ])
}

fn anchor(lang: Lang) -> impl Strategy<Value = Anchor> {
    prop_oneof![Just(Anchor::Signing), name(lang).prop_map(Anchor::Name)]
}

fn window(lang: Lang) -> impl Strategy<Value = Option<Located<Window>>> {
    let counted = || (anchor(lang), length().prop_map(located));
    option::of(
        prop_oneof![
            schedule().prop_map(Window::Each),
            day().prop_map(Window::By),
            day().prop_map(Window::On),
            counted().prop_map(|(anchor, length)| Window::After { anchor, length }),
            counted().prop_map(|(anchor, length)| Window::Before { anchor, length }),
            counted().prop_map(|(anchor, length)| Window::Every { anchor, length }),
            length().prop_map(|length| Window::Within(located(length))),
        ]
        .prop_map(located),
    )
}

fn lasting() -> impl Strategy<Value = Option<Located<Length>>> {
    option::of(length().prop_map(located))
}

/// `每年有权领取「B」50元`
fn entitle(lang: Lang) -> impl Strategy<Value = Act> {
    let amount = option::of(prop_oneof![
        3 => value(lang).prop_map(Amount::Value),
        1 => value(lang).prop_map(Amount::UpTo),
    ]);
    (schedule(), any::<bool>(), name(lang), amount).prop_map(
        |(schedule, each_person, benefit, amount)| Act::Entitle {
            schedule,
            each_person,
            benefit,
            amount,
            due: None,
            split: None,
        },
    )
}

fn duty(lang: Lang) -> impl Strategy<Value = Act> {
    let units: Vec<Unit> = UNITS
        .iter()
        .copied()
        .filter(|unit| *unit != Unit::Yuan)
        .collect();
    let quantity = (1..60_i128, select(units)).prop_map(|(number, unit)| Quantity {
        number: Exact::from_int(number),
        unit,
    });
    let place = option::weighted(0.2, name(lang));
    (window(lang), names(lang), option::of(quantity), place).prop_map(
        |(window, actions, quantity, place)| Act::Must {
            window,
            actions,
            quantity,
            place,
        },
    )
}

fn payment(lang: Lang) -> BoxedStrategy<Act> {
    let per = option::of(select(vec![Per::Day, Per::Time, Per::Person]));
    let pay =
        (window(lang), name(lang), per, value(lang)).prop_map(|(window, name, per, amount)| {
            Act::Pay {
                window,
                name,
                per,
                amount,
            }
        });
    let known =
        (window(lang), name(lang), option::of(value(lang))).prop_map(|(window, name, amount)| {
            Act::Compensate {
                window,
                name: Some(name),
                amount,
            }
        });
    let sum = (window(lang), value(lang)).prop_map(|(window, amount)| Act::Compensate {
        window,
        name: None,
        amount: Some(amount),
    });
    let deposit =
        (name(lang), value(lang)).prop_map(|(deposit, amount)| Act::PayDeposit { deposit, amount });
    prop_oneof![2 => pay, 1 => known, 1 => sum, 1 => deposit].boxed()
}

fn consequence(lang: Lang) -> BoxedStrategy<Act> {
    let what = prop_oneof![
        3 => names(lang).prop_map(Suspended::Benefits),
        1 => (1..40_u32).prop_map(Suspended::Chapter),
    ];
    let suspend = (any::<bool>(), what, lasting(), any::<bool>()).prop_map(
        |(stop, what, length, paid_later)| Act::Suspend {
            stop,
            what: located(what),
            length,
            paid_later,
        },
    );
    let points = (1..60_i128).prop_map(|points| {
        at(ExprKind::Number {
            value: Exact::from_int(points),
            unit: Some(Unit::Points),
        })
    });
    prop_oneof![
        3 => suspend,
        1 => name(lang).prop_map(|deposit| Act::Forfeit { deposit }),
        1 => name(lang).prop_map(|deposit| Act::Refund { deposit }),
        1 => (name(lang), lasting()).prop_map(|(name, length)| Act::Disqualify { name, length }),
        1 => points.prop_map(|points| Act::Deduct { points }),
        1 => any::<bool>().prop_map(|public| Act::Reprimand { public }),
        1 => Just(Act::SignAgain),
        1 => references().prop_map(|articles| Act::Deemed { articles }),
        1 => (option::of(who()), window(lang), names(lang)).prop_map(|(by, window, actions)| Act::May {
            by,
            window,
            actions,
            condition: None,
        }),
    ]
    .boxed()
}

/// What the later forms say of somebody: waivers, priority, ratings, suspended duties.
fn standing(lang: Lang) -> BoxedStrategy<Act> {
    let waive = (names(lang), who()).prop_map(|(actions, of)| Act::Waive {
        actions,
        of,
        condition: None,
    });
    let rate =
        (name(lang), option::of(value(lang))).prop_map(|(grade, award)| Act::Rate { grade, award });
    let pause = (references(), any::<bool>()).prop_map(|(articles, clock_runs)| Act::SuspendDuty {
        articles,
        clock_runs,
    });
    let priority = name(lang).prop_map(|matter| Act::Priority { matter });
    prop_oneof![waive, rate, pause, priority].boxed()
}

/// What is said once behind the acts of a part: it belongs to all that they permit, or to the last benefit.
fn behind(acts: &mut [Located<Act>], day: Option<DayRef>, by: Option<Split>, said: Option<Expr>) {
    for act in acts.iter_mut() {
        if let Act::May { condition, .. } | Act::Waive { condition, .. } = &mut act.value {
            condition.clone_from(&said);
        }
    }
    if let Some(Act::Entitle { due, split, .. }) = acts.last_mut().map(|act| &mut act.value) {
        *due = day.map(located);
        *split = by;
    }
}

fn split() -> impl Strategy<Value = Option<Split>> {
    option::weighted(0.2, select(vec![Split::Month, Split::Day]))
}

fn acts(lang: Lang) -> impl Strategy<Value = Vec<Located<Act>>> {
    let place = option::weighted(0.3, name(lang));
    let act = prop_oneof![
        2 => entitle(lang),
        3 => duty(lang),
        1 => name(lang).prop_map(|state| Act::Keep { state }),
        2 => (names(lang), place).prop_map(|(actions, place)| Act::MustNot { actions, place }),
        3 => payment(lang),
        4 => consequence(lang),
        3 => standing(lang),
    ];
    let due = option::weighted(0.2, day());
    let said = option::weighted(0.3, condition(lang));
    (vec(act.prop_map(located), 1..4), due, split(), said).prop_map(|(mut acts, day, by, said)| {
        behind(&mut acts, day, by, said);
        acts
    })
}

fn tails(lang: Lang) -> impl Strategy<Value = Vec<Located<Tail>>> {
    let watcher = prop_oneof![3 => subject(), 1 => name(lang).prop_map(SubjectKind::Role)];
    let tail = prop_oneof![
        2 => condition(lang).prop_map(Tail::Except),
        2 => name(lang).prop_map(Tail::Until),
        1 => subject().prop_map(Tail::PaidBy),
        1 => watcher.prop_map(Tail::SupervisedBy),
        1 => Just(Tail::StillOwed),
        1 => Just(Tail::EarlyCounts),
    ];
    vec(tail.prop_map(located), 0..3)
}

fn lead(lang: Lang) -> BoxedStrategy<Lead> {
    let described =
        (option::of(condition(lang)), who()).prop_map(|(condition, who)| Lead::Subject {
            condition,
            who: vec![who],
        });
    let several = vec(who(), 2..4).prop_map(|who| Lead::Subject {
        condition: None,
        who,
    });
    let role = name(lang).prop_map(|role| Lead::Subject {
        condition: None,
        who: vec![located(SubjectKind::Role(role))],
    });
    let relatives = relatives(lang).prop_map(|relatives| Lead::Subject {
        condition: Some(relatives),
        who: vec![located(SubjectKind::Person)],
    });
    prop_oneof![
        4 => described,
        1 => relatives,
        1 => several,
        1 => role,
        2 => condition(lang).prop_map(Lead::When),
        3 => breach(),
    ]
    .boxed()
}

/// One kind of relatives, or two.
fn kin() -> impl Strategy<Value = Vec<Kin>> {
    let all = vec![
        vec![Kin::Child],
        vec![Kin::Spouse],
        vec![Kin::Parent],
        vec![Kin::Spouse, Kin::Child],
    ];
    select(all)
}

/// `<条件>的村民的<条件>的子女`
fn relatives(lang: Lang) -> impl Strategy<Value = Expr> {
    let person = (
        Just(SubjectKind::Person),
        option::of(member_condition(lang)),
    );
    let household = (
        select(vec![SubjectKind::Household, SubjectKind::PartyB]),
        option::of(condition(lang)),
    );
    let of = prop_oneof![2 => person, 1 => household];
    let own = option::weighted(0.3, member_condition(lang));
    (kin(), of, own).prop_map(|(kin, (of, whose), own)| {
        at(ExprKind::Relatives {
            kin,
            of: located(of),
            whose,
            own,
        })
    })
}

fn breach() -> impl Strategy<Value = Lead> {
    let count =
        (1..9_u32, any::<bool>(), any::<bool>()).prop_map(|(times, in_a_row, every)| BreachCount {
            times,
            in_a_row,
            every,
        });
    let kin = prop_oneof![3 => Just(Vec::new()), 1 => kin()];
    (option::of(who()), option::of(count), references(), kin).prop_map(
        |(who, count, articles, kin)| Lead::Breach {
            who,
            count,
            articles,
            kin,
        },
    )
}

fn failing(lang: Lang) -> impl Strategy<Value = Failing> {
    (option::of(name(lang)), acts(lang), tails(lang)).prop_map(|(action, acts, tails)| Failing {
        action,
        acts,
        tails,
    })
}

/// A norm of any of the forms 3, 4, 7–13, 16 and 23.
pub fn norm(lang: Lang) -> BoxedStrategy<Norm> {
    let plain = (
        lead(lang),
        acts(lang),
        tails(lang),
        vec(failing(lang), 0..3),
    )
        .prop_map(|(lead, acts, tails, failing)| {
            just_named(Norm {
                lead,
                acts,
                tails,
                failing,
            })
        });
    prop_oneof![6 => plain, 1 => encouragement(lang), 1 => tiers(lang), 1 => cases(lang)].boxed()
}

/// A part after `；` that names the only act just named reads as one that names none.
fn just_named(mut norm: Norm) -> Norm {
    let same: Vec<bool> = norm
        .failing
        .iter()
        .enumerate()
        .map(|(at, part)| part.action.is_some() && norm.just_named(at) == part.action.as_ref())
        .collect();
    for (part, same) in norm.failing.iter_mut().zip(same) {
        part.action.take_if(|_| same);
    }
    norm
}

fn encouragement(lang: Lang) -> impl Strategy<Value = Norm> {
    (option::of(condition(lang)), who(), names(lang), tails(lang)).prop_map(
        |(condition, who, actions, tails)| Norm {
            lead: Lead::Subject {
                condition,
                who: vec![who],
            },
            acts: vec![located(Act::Encourage { actions })],
            tails,
            failing: Vec::new(),
        },
    )
}

fn tiers(lang: Lang) -> impl Strategy<Value = Norm> {
    let amount =
        (any::<bool>(), rows(lang)).prop_map(|(sliced, rows)| Amount::Tiers { sliced, rows });
    let act = (entitle(lang), amount, option::weighted(0.3, day()), split());
    (lead(lang), act, tails(lang)).prop_map(|(lead, (mut act, rows, day, by), tails)| {
        if let Act::Entitle {
            amount, due, split, ..
        } = &mut act
        {
            *amount = Some(rows);
            *due = day.map(located);
            *split = by;
        }
        Norm {
            lead,
            acts: vec![located(act)],
            tails,
            failing: Vec::new(),
        }
    })
}

fn cases(lang: Lang) -> impl Strategy<Value = Norm> {
    let conditions: BoxedStrategy<Vec<Expr>> = vec(condition(lang), 1..4).boxed();
    (
        any::<bool>(),
        option::of(who()),
        conditions,
        acts(lang),
        tails(lang),
    )
        .prop_map(|(all, who, conditions, acts, tails)| Norm {
            lead: Lead::Cases {
                all,
                who,
                conditions,
            },
            acts,
            tails,
            failing: Vec::new(),
        })
}
