//! Who is spoken of, with the condition: `「困难户」的户`, `「残疾」的村民的子女`.

use super::{expr, subject};
use crate::syntax::ast::{Expr, ExprKind, Kin, SubjectKind};
use crate::syntax::print::Printer;

/// `<条件>的S`
pub(super) fn described(printer: &mut Printer<'_>, condition: &Expr, who: &SubjectKind) -> String {
    let ExprKind::Relatives {
        kin,
        of,
        whose,
        own,
    } = condition.value.as_ref()
    else {
        let condition = expr::condition_of(printer, condition, who);
        return format!("{condition}的{}", subject(printer, who));
    };
    let of = match whose {
        Some(whose) => described(printer, whose, &of.value),
        None => subject(printer, &of.value),
    };
    let own = own.as_ref().map(|own| {
        let own = expr::condition_of(printer, own, &SubjectKind::Person);
        format!("{own}的")
    });
    format!("{of}的{}{}", own.unwrap_or_default(), words(kin))
}

/// `配偶、子女`
pub(super) fn words(kin: &[Kin]) -> String {
    let words: Vec<&str> = kin
        .iter()
        .map(|kin| match kin {
            Kin::Child => "子女",
            Kin::Spouse => "配偶",
            Kin::Parent => "父母",
        })
        .collect();
    words.join("、")
}
