//! A suspension that nothing ends.

use crate::diagnostic::{Code, Diagnostic, Text};
use crate::model::{Consequence, Draft, Effect, Head, finding};

pub(super) fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    for norm in &draft.meaning.norms {
        let is_breach = matches!(norm.head, Head::OnBreach { .. });
        endless(found, norm.head.consequences(), is_breach);
    }
}

fn endless(found: &mut Vec<Diagnostic>, consequences: &[Consequence], breach: bool) {
    for one in consequences {
        match &one.effect {
            Effect::Suspend(suspend) if suspend.length.is_none() && suspend.until.is_none() => {
                found.push(warning(one, breach));
            }
            Effect::Repair { failing, .. } => endless(found, failing, true),
            Effect::Suspend(_)
            | Effect::Pay { .. }
            | Effect::Forfeit(_)
            | Effect::Refund(_)
            | Effect::Disqualify { .. }
            | Effect::Points(_)
            | Effect::Notice(_)
            | Effect::Power { .. }
            | Effect::SignAgain => {}
        }
    }
}

fn warning(one: &Consequence, breach: bool) -> Diagnostic {
    let message = if breach {
        Text::new(
            "暂停没有写到什么时候为止，一次违反就永远停下去",
            "nothing ends this suspension: one breach suspends for ever",
        )
    } else {
        Text::new(
            "暂停没有写到什么时候为止，条件存在多久就停多久",
            "nothing is said to end this suspension: it lasts as long as the condition holds",
        )
    };
    finding(
        &one.place,
        one.place.span,
        Code::SuspensionWithoutEnd,
        message,
    )
    .help(
        "写明几个月，或“直至「…」”",
        "say for how many months, or until which event",
    )
}
