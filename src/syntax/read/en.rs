//! English.

use super::{Item, Miss, Node, Part, Reader};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::syntax::ast::Sentence;

/// Builds a whole sentence.
pub(super) fn sentence(_reader: &mut Reader<'_>, _node: &Node<'_>) -> Option<Sentence> {
    None
}

/// Builds a sentence that announces a list.
pub(super) fn lead(_reader: &mut Reader<'_>, _node: &Node<'_>) -> Option<Sentence> {
    None
}

/// Builds what follows an item mark.
pub(super) fn item(_reader: &mut Reader<'_>, _node: &Node<'_>) -> Option<Item> {
    None
}

/// Builds what follows `；`.
pub(super) fn part(_reader: &mut Reader<'_>, _node: &Node<'_>) -> Option<Part> {
    None
}

/// Says what is wrong with a slice that is none of the forms.
pub(super) fn explain(_reader: &mut Reader<'_>, miss: &Miss) -> Diagnostic {
    let message = Text::new("这句话读不懂", "this sentence cannot be read");
    Diagnostic::new(Code::Unreadable, miss.slice, message)
}
