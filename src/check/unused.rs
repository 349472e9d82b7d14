//! Names and rates that a text defines and nothing uses.

use std::collections::BTreeSet;

use super::walk::{quoted, sentences};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::model::Draft;
use crate::span::Span;
use crate::syntax::ast::{Name, Sentence};

/// So many names that no text quotes are looked for inside longer names; more are not reported.
const LOOKED_FOR: usize = 64;

pub(super) fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    let used = used(draft);
    let unused = defined(draft)
        .into_iter()
        .filter(|one| !used.contains(&key(draft, &one.name.value)))
        .take(LOOKED_FOR);
    for one in unused {
        if !stands_inside(draft, &one) {
            found.push(warning(&one));
        }
    }
}

/// A sentence that defines a name.
struct Defined<'d> {
    source: usize,
    sentence: Span,
    name: &'d Name,
}

fn defined(draft: &Draft) -> Vec<Defined<'_>> {
    let mut all = Vec::new();
    let documents = &draft.meaning.documents;
    for (source, document) in draft.written.iter().enumerate() {
        // Definitions of a study text are read for what they would have said.
        if documents.get(source).is_some_and(|row| row.is_study) {
            continue;
        }
        for sentence in sentences(document) {
            if let Sentence::Definition { name, .. } | Sentence::Parameter { name, .. } =
                &sentence.value
            {
                all.push(Defined {
                    source,
                    sentence: sentence.span,
                    name,
                });
            }
        }
    }
    all
}

/// A name as the register has it in Chinese, so that texts in both languages speak of the same.
fn key<'k>(draft: &'k Draft, name: &'k str) -> &'k str {
    let label = draft
        .register
        .symbol(name)
        .and_then(|symbol| draft.register.label(symbol));
    label.map_or(name, |label| &label.zh)
}

/// Every name that stands in quotes elsewhere than where it is defined.
fn used(draft: &Draft) -> BTreeSet<&str> {
    let own: BTreeSet<(usize, u32)> = defined(draft)
        .iter()
        .map(|one| (one.source, one.name.span.start))
        .collect();
    let mut all = BTreeSet::new();
    for (index, source) in draft.sources.iter().enumerate() {
        let names = quoted(&source.text).into_iter();
        // The span of a name may begin at its quote.
        let is_own = |span: Span| {
            (0..=3).any(|back| own.contains(&(index, span.start.saturating_sub(back))))
        };
        let names = names.filter(|(span, _)| !is_own(*span));
        all.extend(names.map(|(_, name)| key(draft, name)));
    }
    all
}

/// Whether the name is part of another name or of prose, outside its own sentence.
fn stands_inside(draft: &Draft, one: &Defined<'_>) -> bool {
    let name = one.name.value.as_str();
    draft.sources.iter().enumerate().any(|(index, source)| {
        let lines = source.text.split_inclusive('\n');
        let mut start = 0;
        lines.into_iter().any(|line| {
            let (from, comment) = (start, line.trim_start().starts_with('#'));
            start += line.len();
            !comment
                && line.match_indices(name).any(|(at, _)| {
                    let at = u32::try_from(from + at).unwrap_or(u32::MAX);
                    let inside = one.sentence.start <= at && at < one.sentence.end;
                    index != one.source || !inside
                })
        })
    })
}

fn warning(one: &Defined<'_>) -> Diagnostic {
    let name = &one.name.value;
    let message = Text::new(
        format!("「{name}」有定义，全文没有一处用到"),
        format!("[{name}] is defined and used nowhere"),
    );
    let source = u16::try_from(one.source).unwrap_or(u16::MAX);
    Diagnostic::new(Code::UnusedName, one.name.span, message)
        .in_source(source)
        .help(
            "删去这个定义；如果该用而没有用，看看用的地方是不是写成了别的名称",
            "delete it, or see whether another name is written where this one was meant",
        )
}
