//! Relatives in English: `a spouse or child of a villager who is [disabled]`.

use super::relative::{self, Word};
use super::subject;
use crate::syntax::ast::{Expr, ExprKind, Kin, SubjectKind};
use crate::syntax::print::Printer;

/// `a child who is [at university] of a villager who is [disabled]`
pub(super) fn relatives(
    printer: &mut Printer<'_>,
    kin: &[Kin],
    of: &SubjectKind,
    whose: Option<&Expr>,
    own: Option<&Expr>,
) -> String {
    let own = own.map(|own| {
        let text = relative::condition(printer, own, Word::Who);
        // `at least 1/3 of …` would go on with what follows.
        if ends_with_a_name(own) {
            format!(" {text}")
        } else {
            format!(" ({text})")
        }
    });
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

fn ends_with_a_name(own: &Expr) -> bool {
    match own.value.as_ref() {
        ExprKind::Name(..) => true,
        ExprKind::Not(of) => matches!(of.value.as_ref(), ExprKind::Name(..)),
        _ => false,
    }
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
