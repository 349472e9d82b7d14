//! The law pack: dated norms and the shapes of clauses they speak to, read once and looked for in a draft.

mod acts;
mod checks;
mod data;
mod finding;
mod frame;
mod gather;
mod load;
mod matching;
mod names;
mod quorums;
mod statement;
mod text;
mod voids;
mod who;
mod words;

pub(super) use finding::date_finding;
pub use load::PackError;
pub(super) use load::{CHINA, Pack};

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Draft;
use crate::span::Span;
use crate::value::Date;

use matching::Match;

pub(super) use voids::mark;

/// What the pack finds in a draft under the law of a day: one finding a clause and shape.
pub(super) fn find(pack: &Pack, draft: &Draft, on: Date) -> Vec<Diagnostic> {
    let statements = gather::statements(pack, &draft.register, &draft.sources, &draft.written);
    let mut best: BTreeMap<(u16, Span, &str), Match<'_>> = BTreeMap::new();
    for statement in &statements {
        for (id, shape) in &pack.shapes {
            let Some(found) = matching::find(pack, id, shape, statement, on) else {
                continue;
            };
            let key = (statement.source, statement.sentence, id.as_str());
            let graver = best.get(&key).is_none_or(|old| old.level < found.level);
            if graver {
                best.insert(key, found);
            }
        }
    }
    let mut silent: Vec<u16> = Vec::new();
    best.retain(|(source, _, _), found| {
        // That a whole text is silent is said once.
        let again = found.is_silence && silent.contains(source);
        if found.is_silence {
            silent.push(*source);
        }
        !again
    });
    best.iter()
        .filter(|((source, span, id), _)| !is_said(draft, *source, *span, id))
        .map(|((source, span, id), found)| {
            finding::diagnostic(pack, id, found, on, *span).in_source(*source)
        })
        .collect()
}

/// Whether reading has said it already: what is always void, and deposits without an agreement.
fn is_said(draft: &Draft, source: u16, span: Span, shape: &str) -> bool {
    draft.diagnostics.iter().any(|one| {
        let here = one.source == source && one.span.start < span.end && span.start < one.span.end;
        let same = match one.code {
            Code::AlwaysVoid => one.law.as_ref().is_some_and(|law| law.id == shape),
            Code::DepositForfeit => shape == "DEPOSIT_FORFEIT",
            _ => false,
        };
        here && same
    })
}
