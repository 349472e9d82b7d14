//! A text becomes a document and the list of what was wrong with it.
//!
//! Two passes: `layout` cuts the text into headings, items and slices and never fails; `read` reads each
//! slice alone, so that one faulty sentence never hides another. Places are byte offsets of the text as given:
//! folding to simplified characters keeps every offset.

pub mod ast;
mod document;
mod fold;
mod headers;
mod headings;
mod layout;
mod lists;
mod mend;
pub mod print;
mod read;
mod scan;
mod sentences;

pub use mend::{Mended, mend};

use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::Span;

/// The longest text that is read, in bytes.
pub const MAX_BYTES: usize = 1 << 20;
/// How deep brackets may be nested; counted before a sentence is read, so that the answer never depends on
/// the stack.
pub const MAX_DEPTH: usize = 16;
/// The most articles one document may have.
pub const MAX_ARTICLES: usize = 20_000;

/// What was understood of a text, and what was wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The tree; sentences that could not be read are kept as such.
    pub document: ast::Document,
    /// Every problem, in the order of the text. Their `source` is 0.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a text. Never fails: what cannot be read becomes a diagnostic beside the rest.
#[must_use]
pub fn parse(text: &str) -> Parsed {
    if text.len() > MAX_BYTES {
        return Parsed {
            document: document::empty(),
            diagnostics: vec![too_long(Span::new(0, 0))],
        };
    }
    let mut found = scan::forbidden_characters(text);
    let folded = fold::fold(text);
    let document = document::read(text, &folded, &mut found);
    document::name_articles(&document, &mut found);
    found.sort_by_key(|diagnostic| diagnostic.span.start);
    Parsed {
        document,
        diagnostics: found,
    }
}

fn too_long(span: Span) -> Diagnostic {
    let message = Text::new(
        "文件太长：上限是1 MiB和20000条",
        "the text is too long: the limits are 1 MiB and 20,000 articles",
    );
    Diagnostic::new(Code::TooLong, span, message)
        .help("请拆成几个文件", "split it into several files")
}
