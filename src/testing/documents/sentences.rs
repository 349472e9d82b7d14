//! Random sentences about names and about the text, and norms.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::amounts::{amount, length, value};
use super::conditions::condition;
use super::contents::contents;
use super::norms::{norm, subject};
use super::rules::rule;
use super::steps::steps;
use super::{date, located, name, names, references};
use crate::diagnostic::Lang;
use crate::syntax::ast::{
    Act, Amount, Body, Effect, End, Lead, Meaning, Norm, Quorum, Schedule, Sentence, Span2, Start,
    Tier, Transition,
};
use crate::value::Exact;

/// Rows of a list: conditions, and perhaps `其他的` at the end.
pub(super) fn rows(lang: Lang) -> impl Strategy<Value = Vec<Tier>> {
    let row = (condition(lang), value(lang));
    (vec(row, 1..4), option::of(value(lang))).prop_map(|(rows, last)| {
        let rows = rows
            .into_iter()
            .map(|(condition, value)| (Some(condition), value));
        let rows = rows.chain(last.map(|value| (None, value)));
        rows.map(|(condition, value)| Tier {
            condition,
            value,
            span: Span2::default(),
        })
        .collect()
    })
}

/// Whether nothing can follow in the same line.
pub(super) fn ends_with_list(sentence: &Sentence) -> bool {
    match sentence {
        Sentence::Definition {
            meaning: Meaning::Cases { .. },
            ..
        }
        | Sentence::Steps { .. }
        | Sentence::Contents { .. } => true,
        Sentence::Norm(Norm {
            lead: Lead::Cases { .. },
            ..
        }) => true,
        Sentence::Norm(Norm { acts, .. }) => acts.iter().any(|act| {
            matches!(
                act.value,
                Act::Entitle {
                    amount: Some(Amount::Tiers { .. }),
                    ..
                }
            )
        }),
        _ => false,
    }
}

fn definition(lang: Lang) -> BoxedStrategy<Sentence> {
    let described = (condition(lang), subject()).prop_map(|(condition, of)| Meaning::Condition {
        condition,
        of: located(of),
    });
    let meaning = prop_oneof![
        3 => described,
        2 => value(lang).prop_map(Meaning::Value),
        1 => (any::<bool>(), rows(lang)).prop_map(|(sliced, rows)| Meaning::Cases { sliced, rows }),
    ];
    (name(lang), meaning)
        .prop_map(|(name, meaning)| Sentence::Definition { name, meaning })
        .boxed()
}

fn parameter(lang: Lang) -> BoxedStrategy<Sentence> {
    let steps = vec((date().prop_map(located), value(lang)), 1..4);
    (name(lang), steps, option::of(date().prop_map(located)))
        .prop_map(|(name, steps, repealed)| Sentence::Parameter {
            name,
            steps,
            repealed,
        })
        .boxed()
}

pub(super) fn quorum() -> impl Strategy<Value = Option<Quorum>> {
    let share = |num, den| Exact::new(num, den).unwrap_or(Exact::ONE);
    let majority = any::<bool>().prop_map(move |of_present| Quorum {
        of_present,
        share: share(1, 2),
        inclusive: false,
    });
    let shares = select(vec![share(1, 2), share(2, 3), share(17, 20)]);
    let at_least = (any::<bool>(), shares).prop_map(|(of_present, share)| Quorum {
        of_present,
        share,
        inclusive: true,
    });
    option::of(prop_oneof![majority, at_least])
}

pub(super) fn meeting(lang: Lang) -> impl Strategy<Value = Body> {
    prop_oneof![
        3 => select(vec![Body::Committee, Body::Assembly, Body::Representatives, Body::MembersAssembly]),
        1 => name(lang).prop_map(Body::Named),
    ]
}

fn effect(lang: Lang) -> BoxedStrategy<Effect> {
    let start = prop_oneof![
        2 => date().prop_map(|day| Start::On(located(day))),
        1 => select(vec![Start::Publication, Start::Adoption, Start::Signing]),
    ];
    let end = option::of(prop_oneof![
        date().prop_map(|day| End::On(located(day))),
        name(lang).prop_map(End::Event),
        length().prop_map(|length| End::After(located(length))),
    ]);
    let from = (start, end).prop_map(|(start, end)| Effect::From { start, end });
    let rules = select(vec![Transition::Keep, Transition::Open, Transition::All]);
    prop_oneof![
        3 => from,
        1 => length().prop_map(|length| Effect::Term(located(length))),
        1 => (references(), date()).prop_map(|(articles, from)| Effect::Repeal { articles, from: located(from) }),
        1 => references().prop_map(|articles| Effect::Annul { articles }),
        1 => (option::of(date().prop_map(located)), rules)
            .prop_map(|(before, rule)| Effect::Transition { before, rule }),
    ]
    .boxed()
}

fn benefits(lang: Lang) -> BoxedStrategy<Sentence> {
    let periods = select(vec![
        Schedule::Year,
        Schedule::HalfYear,
        Schedule::Quarter,
        Schedule::Month,
    ]);
    let cap = (
        names(lang),
        any::<bool>(),
        option::of(periods),
        amount(lang),
    )
        .prop_map(|(benefits, per_person, period, limit)| Sentence::Cap {
            benefits,
            per_person,
            period,
            limit,
        });
    prop_oneof![
        3 => cap,
        1 => references().prop_map(|articles| Sentence::Higher { articles }),
        1 => names(lang).prop_map(|benefits| Sentence::Together { articles: Vec::new(), benefits }),
        1 => references().prop_map(|articles| Sentence::Together { articles, benefits: Vec::new() }),
        1 => option::of(name(lang)).prop_map(|deposit| Sentence::RefundAtEnd { deposit }),
    ]
    .boxed()
}

fn procedure(lang: Lang) -> BoxedStrategy<Sentence> {
    prop_oneof![
        (meeting(lang), quorum()).prop_map(|(body, quorum)| Sentence::AdoptedBy {
            body: located(body),
            quorum
        }),
        (name(lang), meeting(lang), quorum()).prop_map(|(matter, body, quorum)| {
            Sentence::Consent {
                matter,
                body: located(body),
                quorum,
            }
        }),
        subject().prop_map(|by| Sentence::Interpretation { by: located(by) }),
    ]
    .boxed()
}

/// A sentence of any of the forms.
pub fn sentence(lang: Lang) -> BoxedStrategy<Sentence> {
    let not_apply =
        (references(), condition(lang), subject()).prop_map(|(articles, condition, who)| {
            Sentence::NotApply {
                articles,
                condition,
                who: located(who),
            }
        });
    prop_oneof![
        8 => norm(lang).prop_map(Sentence::Norm),
        2 => definition(lang),
        1 => parameter(lang),
        1 => not_apply,
        1 => benefits(lang),
        1 => effect(lang).prop_map(Sentence::Effect),
        1 => procedure(lang),
        3 => rule(lang),
        1 => steps(lang),
        1 => contents(lang),
    ]
    .boxed()
}
