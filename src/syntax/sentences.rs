//! The parts of one sentence become entries: a lead with its items, a norm with what follows `；`.

use super::ast::{Act, Entry, Norm, Prose, Sentence};
use super::headers::trimmed;
use super::layout::End;
use super::read::{Part as Read, Reader};
use super::{lists, scan};
use crate::diagnostic::{Code, Diagnostic, Lang, Text};
use crate::span::{Located, Span};

/// A slice with the item mark before it and the mark that ends it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// `（一）`: its number and place.
    pub mark: Option<(Option<u32>, Span)>,
    /// What is to be read.
    pub slice: Span,
    /// What ended it, if a mark did.
    pub end: Option<(End, Span)>,
}

impl Part {
    /// From the mark to the end of the slice.
    pub fn span(&self) -> Span {
        self.mark
            .map_or(self.slice, |(_, mark)| mark.to(self.slice))
    }
}

/// Takes a sentence apart where a line end stands in place of a full stop: the lines before the last are
/// sentences by themselves, and the whole is none.
pub(super) fn split_lines(reader: &Reader<'_>, parts: Vec<Part>) -> Vec<Vec<Part>> {
    let Some((first, rest)) = parts.split_first() else {
        return Vec::new();
    };
    let slice = first.slice;
    let Some(end) = slice
        .of(reader.folded)
        .find('\n')
        .filter(|_| first.mark.is_none())
    else {
        return vec![parts];
    };
    let start = slice.start as usize;
    let first_line = trimmed(reader.folded, Span::new(start, start + end));
    // The short line first: a sentence that is broken over lines seldom begins with a whole one.
    if !reader.is_sentence(first_line) || reader.is_sentence(slice) || reader.is_lead(slice) {
        return vec![parts];
    }
    let mut split: Vec<Vec<Part>> = lines(reader, slice)
        .map(|slice| {
            vec![Part {
                mark: None,
                slice,
                end: None,
            }]
        })
        .collect();
    if let Some(last) = split.last_mut() {
        last.iter_mut().for_each(|part| part.end = first.end);
        last.extend(rest);
    }
    split
}

fn lines(reader: &Reader<'_>, slice: Span) -> impl Iterator<Item = Span> {
    let mut start = slice.start as usize;
    slice.of(reader.folded).split('\n').filter_map(move |line| {
        let span = Span::new(start, start + line.len());
        start += line.len() + 1;
        let span = trimmed(reader.folded, span);
        (span.start < span.end).then_some(span)
    })
}

/// Reads a sentence with all its parts. What is wrong is reported; what cannot be read is kept as such.
pub(super) fn read(reader: &mut Reader<'_>, parts: &[Part]) -> Vec<Entry> {
    let before = reader.found.len();
    let Some((first, rest)) = parts.split_first() else {
        return Vec::new();
    };
    let items = rest.iter().take_while(|part| part.mark.is_some()).count();
    let (items, after) = rest.split_at(items);
    let read = match first.mark {
        Some((_, mark)) => misplaced(reader, mark),
        None if items.is_empty() => whole(reader, first.slice),
        None => lists::read(reader, first, items),
    };
    let mut entries = vec![entry(
        reader,
        read,
        first.slice.to(items.last().map_or(first.slice, Part::span)),
    )];
    for part in after {
        after_semicolon(reader, part, &mut entries);
    }
    check_stop(reader, parts, before);
    entries
}

fn entry(reader: &Reader<'_>, read: Option<Sentence>, span: Span) -> Entry {
    match read {
        Some(sentence) => Entry::Sentence(Located::new(sentence, span)),
        None => Entry::Unreadable(Located::new(
            Prose(span.of(reader.original).to_owned()),
            span,
        )),
    }
}

fn whole(reader: &mut Reader<'_>, slice: Span) -> Option<Sentence> {
    balanced(reader, slice)
        .then(|| reader.sentence(slice))
        .flatten()
}

/// Whether quotes and brackets of a slice have their partners; what has none is reported.
pub(super) fn balanced(reader: &mut Reader<'_>, slice: Span) -> bool {
    let unbalanced = scan::unbalanced(reader.folded, slice);
    let is_balanced = unbalanced.is_none();
    unbalanced
        .into_iter()
        .for_each(|diagnostic| reader.report(diagnostic));
    is_balanced
}

fn misplaced<T>(reader: &mut Reader<'_>, mark: Span) -> Option<T> {
    let message = Text::new(
        "这里不能列项：前面没有“标准为：”之类的句子",
        "no list belongs here: no sentence before it announces one",
    );
    let help = ("请把它写成单独的一句", "write it as a sentence of its own");
    reader.report(Diagnostic::new(Code::MisplacedItems, mark, message).help(help.0, help.1));
    None
}

fn after_semicolon(reader: &mut Reader<'_>, part: &Part, entries: &mut Vec<Entry>) {
    if let Some((_, mark)) = part.mark {
        return misplaced::<()>(reader, mark).unwrap_or_default();
    }
    let read = balanced(reader, part.slice)
        .then(|| reader.part(part.slice))
        .flatten();
    match (read, entries.last_mut()) {
        (
            Some(Read::Failing(mut failing, bare)),
            Some(Entry::Sentence(Located {
                value: Sentence::Norm(norm),
                span,
            })),
        ) => {
            *span = span.to(part.slice);
            check_bare(reader, norm, bare);
            // `逾期不清理的` and `逾期的` are one where nothing else was to be done.
            if norm.just_named(norm.failing.len()) == failing.action.as_ref() {
                failing.action = None;
            }
            norm.failing.push(failing);
        }
        (Some(Read::Failing(..)), Some(Entry::Unreadable(_))) => {}
        (Some(Read::Failing(..)), _) => {
            let message = Text::new(
                "“逾期”前面没有应当做的事",
                "nothing before it was to be done",
            );
            reader.report(Diagnostic::new(Code::Unreadable, part.slice, message));
        }
        (Some(Read::Sentence(sentence)), _) => {
            entries.push(entry(reader, Some(*sentence), part.slice))
        }
        (None, _) => entries.push(entry(reader, None, part.slice)),
    }
}

/// `逾期不清理的`: without quotes only the act just named may stand there.
fn check_bare(reader: &mut Reader<'_>, norm: &Norm, bare: Option<Span>) {
    let Some(span) = bare else { return };
    let written = span.of(reader.original).trim();
    let later = norm.failing.iter().flat_map(|part| &part.acts);
    let named = norm
        .acts
        .iter()
        .chain(later)
        .flat_map(|act| match &act.value {
            Act::Must { actions, .. } => actions.as_slice(),
            Act::Pay { name, .. } | Act::PayDeposit { deposit: name, .. } => {
                std::slice::from_ref(name)
            }
            _ => &[],
        });
    if named.into_iter().any(|action| action.value == written) {
        return;
    }
    let message = Text::new(
        format!("前面没有“{written}”这件事；名称要加引号"),
        format!("nothing before it is called `{written}`; names stand in quotes"),
    );
    let help = (
        format!("请写「{written}」，或只写“逾期的”"),
        format!("write [{written}], or only `failing that`"),
    );
    reader.report(Diagnostic::new(Code::MissingQuote, span, message).help(help.0, help.1));
}

/// Reports a missing or wrong full stop, where the sentence itself was read.
fn check_stop(reader: &mut Reader<'_>, parts: &[Part], found_before: usize) {
    let Some(last) = parts.last() else { return };
    if reader.found.len() > found_before {
        return;
    }
    let diagnostic = match last.end {
        Some((End::Stop, span)) if reader.lang == Lang::Zh && span.of(reader.folded) == "." => {
            let message = Text::new(
                "句末用“。”，不用“.”",
                "a sentence in Chinese ends with `。`, not with `.`",
            );
            Diagnostic::new(Code::MissingStop, span, message)
        }
        Some((End::Stop, _)) => return,
        Some((End::Semicolon | End::List, span)) => {
            let message = Text::new("句末用“。”", "a sentence ends with a full stop");
            Diagnostic::new(Code::MissingStop, span, message)
        }
        None => {
            let end = last.slice.end as usize;
            let message = Text::new("句末缺少“。”", "the full stop is missing");
            Diagnostic::new(Code::MissingStop, Span::new(end, end), message)
        }
    };
    let stop = if reader.lang == Lang::Zh { "。" } else { "." };
    let span = diagnostic.span;
    reader.report(diagnostic.fixed(span, stop).help(
        format!("请在句末写“{stop}”"),
        format!("write `{stop}` at its end"),
    ));
}
