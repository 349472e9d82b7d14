//! Random procedures in ordered steps.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::amounts::{day, length};
use super::sentences::{meeting, quorum};
use super::{located, name, names};
use crate::diagnostic::Lang;
use crate::syntax::ast::{Sentence, Span2, Step, StepKind, SubjectKind};

fn kind(lang: Lang) -> BoxedStrategy<StepKind> {
    let who = prop_oneof![
        2 => meeting(lang).prop_map(SubjectKind::Body),
        1 => Just(SubjectKind::Household),
        1 => Just(SubjectKind::Village),
    ];
    prop_oneof![
        2 => (who, name(lang)).prop_map(|(who, action)| StepKind::Does {
            who: located(who),
            action
        }),
        1 => (meeting(lang), quorum()).prop_map(|(body, quorum)| StepKind::Decided {
            body: located(body),
            quorum
        }),
    ]
    .boxed()
}

fn step(lang: Lang) -> impl Strategy<Value = Step> {
    let records = prop_oneof![Just(Vec::new()), names(lang)];
    let lengths = (option::of(length()), option::of(length()));
    (kind(lang), records, lengths, option::of(day())).prop_map(
        |(what, records, (within, after), by)| Step {
            what,
            records,
            within: within.map(located),
            after: after.map(located),
            by: by.map(located),
            span: Span2::default(),
        },
    )
}

/// `「制定章程」按下列步骤进行：（一）…`
pub(super) fn steps(lang: Lang) -> BoxedStrategy<Sentence> {
    (name(lang), vec(step(lang), 1..5))
        .prop_map(|(matter, steps)| Sentence::Steps { matter, steps })
        .boxed()
}
