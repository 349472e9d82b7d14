//! Form 26 in English.

use super::items;
use crate::syntax::ast::{DocumentKind, Name, Provided, TextOf};
use crate::syntax::print::{Printer, number};

/// `A charter must provide for the following: (1) …`
pub(super) fn contents(printer: &mut Printer<'_>, of: &TextOf, names: &[Name]) -> String {
    let of = match of {
        TextOf::Kind(kind) => a_text(*kind).to_owned(),
        TextOf::Title(title) => printer.title(title),
    };
    let names: Vec<String> = names.iter().map(|name| printer.name(name)).collect();
    format!("{of} must provide for the following:{}", items(&names))
}

const fn a_text(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Law => "a law",
        DocumentKind::Regulation => "a regulation",
        DocumentKind::Charter => "a charter",
        DocumentKind::Pact => "a pact",
        DocumentKind::Measures => "measures",
        DocumentKind::Agreement => "an agreement",
    }
}

/// `Articles 3 to 5 provide for [a]`
pub(super) fn provides(printer: &mut Printer<'_>, by: &Provided, contents: &[Name]) -> String {
    let (by, verb) = match by {
        Provided::Articles(articles) => {
            let several = number::are_several(articles);
            let verb = if several { "provide" } else { "provides" };
            (printer.references(articles, "and"), verb)
        }
        Provided::ThisArticle => ("this article".to_owned(), "provides"),
        Provided::Chapter(chapter) => (format!("chapter {chapter}"), "provides"),
    };
    format!("{by} {verb} for {}", printer.names(contents, "and"))
}
