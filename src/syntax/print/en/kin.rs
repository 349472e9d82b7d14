//! Relatives in English: `a spouse or child of a villager who is [disabled]`.

use super::relative::{self, Word};
use super::subject;
use crate::syntax::ast::{Expr, Kin, SubjectKind};
use crate::syntax::print::Printer;

/// `a child who is [at university] of a villager who is [disabled]`
pub(super) fn relatives(
    printer: &mut Printer<'_>,
    kin: &[Kin],
    of: &SubjectKind,
    whose: Option<&Expr>,
    own: Option<&Expr>,
) -> String {
    let own = own.map(|own| format!(" {}", relative::condition(printer, own, Word::Who)));
    let whose =
        whose.map(|whose| format!(" {}", relative::condition(printer, whose, Word::of(of))));
    format!(
        "{}{} of {}{}",
        words(kin),
        own.unwrap_or_default(),
        subject(printer, of),
        whose.unwrap_or_default()
    )
}

/// `a spouse or child`
pub(super) fn words(kin: &[Kin]) -> String {
    let words: Vec<&str> = kin
        .iter()
        .map(|kin| match kin {
            Kin::Child => "child",
            Kin::Spouse => "spouse",
            Kin::Parent => "parent",
        })
        .collect();
    format!("a {}", words.join(" or "))
}
