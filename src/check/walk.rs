//! Ways through the texts that several checks share.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Text};
use crate::model::{ArticleNumber, Draft, Place};
use crate::span::{Located, Span};
use crate::syntax::ast::{Block, Document, Entry, Sentence};

/// What stands in a document, in the order of the text.
pub(super) fn entries(document: &Document) -> impl Iterator<Item = &Entry> {
    document.blocks.iter().flat_map(|block| match block {
        Block::Chapter { .. } => Vec::new(),
        Block::Article(article) => article.paragraphs.iter().flatten().collect(),
        Block::Loose(entry) => vec![entry],
    })
}

/// The sentences of a document that were understood.
pub(super) fn sentences(document: &Document) -> impl Iterator<Item = &Located<Sentence>> {
    entries(document).filter_map(|entry| match entry {
        Entry::Sentence(sentence) => Some(sentence),
        Entry::Unreadable(_) | Entry::Prose(_) | Entry::Comment(_) => None,
    })
}

/// Whether prose or an action of a document says one of these words: its text without the comments.
pub(super) fn says(draft: &Draft, index: usize, words: &[&str]) -> bool {
    let (Some(document), Some(source)) = (draft.written.get(index), draft.sources.get(index))
    else {
        return false;
    };
    let spoken = |span: Span| {
        let text = span.of(&source.text).to_lowercase();
        words.iter().any(|word| text.contains(word))
    };
    entries(document).any(|entry| match entry {
        Entry::Sentence(Located { span, .. }) => spoken(*span),
        Entry::Prose(prose) | Entry::Unreadable(prose) => spoken(prose.span),
        Entry::Comment(_) => false,
    })
}

/// The names in quotes of a text, each with its place; lines of comment are left out.
pub(super) fn quoted(text: &str) -> Vec<(Span, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim_start().starts_with('#') {
            of_line(line, start, &mut found);
        }
        start += line.len();
    }
    found
}

fn of_line<'t>(line: &'t str, start: usize, found: &mut Vec<(Span, &'t str)>) {
    let mut open: Option<usize> = None;
    for (at, one) in line.char_indices() {
        match one {
            '「' | '｢' | '[' => open = Some(at + one.len_utf8()),
            '」' | '｣' | ']' => {
                let name = open
                    .take()
                    .and_then(|from| Some((from, line.get(from..at)?)));
                if let Some((from, name)) = name {
                    found.push((Span::new(start + from, start + at), name.trim()));
                }
            }
            _ => {}
        }
    }
}

/// A finding about a whole text, at its title.
pub(super) fn of_text(draft: &Draft, index: usize, code: Code, message: Text) -> Diagnostic {
    let span = draft
        .written
        .get(index)
        .map_or_else(Span::default, |document| document.title.span);
    Diagnostic::new(code, span, message).in_source(u16::try_from(index).unwrap_or(u16::MAX))
}

/// Numbers of articles as a sentence lists them: `第3、7条`, `Articles 3, 7`.
pub(super) fn listed<'p>(places: impl Iterator<Item = &'p Place>) -> (String, String) {
    let numbers: BTreeSet<ArticleNumber> = places.map(|place| place.article).collect();
    let shown: Vec<String> = numbers
        .iter()
        .take(SHOWN)
        .map(ArticleNumber::to_string)
        .collect();
    let (word, more) = match numbers.len() {
        0 | 1 => ("Article", ("", "")),
        many if many > SHOWN => ("Articles", ("等", " and more")),
        _ => ("Articles", ("", "")),
    };
    (
        format!("第{}条{}", shown.join("、"), more.0),
        format!("{word} {}{}", shown.join(", "), more.1),
    )
}

/// So many articles are named in one sentence.
const SHOWN: usize = 12;
