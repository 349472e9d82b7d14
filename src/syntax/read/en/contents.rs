//! Form 26: what a text must hold, where it does, and who concludes an agreement.

use super::super::articles::title;
use super::super::contents::kind;
use super::super::{Node, Reader, Rule, number_of};
use super::about::meeting;
use super::values::{name_in, names};
use crate::span::Located;
use crate::syntax::ast::{Name, Provided, Sentence, TextOf};

/// Reads `A charter must provide for the following`; the items are still to come.
pub(super) fn contents(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let text = node.kids().find(|kid| kid.rule() != Rule::en_article)?;
    let of = match text.rule() {
        Rule::en_title => TextOf::Title(title(reader, &text)?),
        _ => TextOf::Kind(kind(text.text())),
    };
    Some(Sentence::Contents {
        of: Located::new(of, text.span()),
        items: Vec::new(),
    })
}

/// Reads `[rights and duties of villagers]` as an item.
pub(in super::super) fn content(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Name> {
    name_in(reader, node)
}

/// Reads `provides for [a] and [b]` among the children of `node`.
pub(super) fn provided_for(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Vec<Name>> {
    let said = node.find(Rule::en_provides_for)?;
    names(reader, &said.find(Rule::en_own_names)?)
}

/// Reads `This article provides for [a]` · `Chapter 2 provides for [a]`.
pub(super) fn provides(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let first = node.first()?;
    let by = match first.rule() {
        Rule::en_this_article => Provided::ThisArticle,
        _ => Provided::Chapter(number_of(first.find(Rule::count)?.text())?),
    };
    Some(Sentence::Provides {
        by: Located::new(by, first.span()),
        contents: provided_for(reader, node)?,
    })
}

/// Reads `"Agreement on migrants" is concluded by the township people's government`.
pub(super) fn concluded(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    Some(Sentence::ConcludedBy {
        title: title(reader, &node.find(Rule::en_title)?)?,
        body: meeting(reader, node)?,
    })
}
