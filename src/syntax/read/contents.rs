//! The kind of text that a word of either language stands for.

use crate::syntax::ast::DocumentKind;

/// `村规民约` is a pact, `章程` a charter.
pub(super) fn kind(word: &str) -> DocumentKind {
    let word = word.to_lowercase();
    match word.as_str() {
        "法律" | "law" => DocumentKind::Law,
        "法规" | "regulation" => DocumentKind::Regulation,
        "公约" | "村规民约" | "pact" => DocumentKind::Pact,
        "办法" | "measures" => DocumentKind::Measures,
        "协议" | "agreement" => DocumentKind::Agreement,
        _ => DocumentKind::Charter,
    }
}
