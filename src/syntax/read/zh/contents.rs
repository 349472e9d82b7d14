//! Form 26: what a text must hold, where it does, and who concludes an agreement.

use super::super::articles::title;
use super::super::contents::kind;
use super::super::{Node, Reader, Rule};
use super::about::meeting;
use super::values::{count, name_in, names};
use crate::span::Located;
use crate::syntax::ast::{Name, Provided, Sentence, TextOf};

/// Reads `章程应当载明下列内容`; the items are still to come.
pub(super) fn contents(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let text = node.first()?;
    let of = match text.rule() {
        Rule::book => TextOf::Title(title(reader, &text)?),
        _ => TextOf::Kind(kind(text.text())),
    };
    Some(Sentence::Contents {
        of: Located::new(of, text.span()),
        items: Vec::new(),
    })
}

/// Reads `「村民的权利和义务」` as an item.
pub(in super::super) fn content(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Name> {
    name_in(reader, node)
}

/// Reads `规定「甲」、「乙」` among the children of `node`.
pub(super) fn provided_for(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Vec<Name>> {
    let said = node.find(Rule::zh_provides_for)?;
    names(reader, &said.find(Rule::zh_names)?)
}

/// Reads `本条规定「甲」` · `第二章规定「甲」`.
pub(super) fn provides(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let first = node.first()?;
    let by = match first.rule() {
        Rule::zh_this_article => Provided::ThisArticle,
        _ => Provided::Chapter(count(&first.find(Rule::count)?)?),
    };
    Some(Sentence::Provides {
        by: Located::new(by, first.span()),
        contents: provided_for(reader, node)?,
    })
}

/// Reads `《流入人口管理协议》由乡镇人民政府签订`.
pub(super) fn concluded(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    Some(Sentence::ConcludedBy {
        title: title(reader, &node.find(Rule::book)?)?,
        body: meeting(reader, node)?,
    })
}
