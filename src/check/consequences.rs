//! Something taken for what no article asks for or forbids.
//!
//! Only what burdens is looked at. A village benefit that rests while a condition holds is a rule of that benefit
//! and no sanction. What is void at every date is left out.

use std::collections::BTreeSet;

use super::reading::{affirmed, name_of, reads};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::model::{Consequence, Draft, Effect, Head, Norm, finding};
use crate::register::Register;

pub(super) fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    let ruled = ruled(draft);
    for norm in &draft.meaning.norms {
        let Head::OnCondition { consequences } = &norm.head else {
            continue;
        };
        if !norm.voids.is_empty() {
            continue;
        }
        let mut standing = consequences.iter().filter(|one| one.voids.is_empty());
        let burden = standing.find(|one| is_burden(one));
        if let Some(burden) = burden.filter(|_| !is_ruled(norm, &ruled, &draft.register)) {
            found.push(note(burden));
        }
    }
}

const fn is_burden(one: &Consequence) -> bool {
    match &one.effect {
        Effect::Pay { .. }
        | Effect::Forfeit(_)
        | Effect::Disqualify { .. }
        | Effect::Points(_)
        | Effect::Notice(_) => true,
        Effect::Refund(_)
        | Effect::Suspend(_)
        | Effect::Repair { .. }
        | Effect::Power { .. }
        | Effect::SignAgain => false,
    }
}

/// The names of everything that must be done, kept or left, as the register has them in Chinese.
fn ruled(draft: &Draft) -> BTreeSet<&str> {
    let named = draft.meaning.norms.iter().filter_map(|norm| {
        let label = norm.head.bound()?;
        name_of(label, &draft.register)
    });
    named.collect()
}

/// Whether the condition reads something that an article rules on, or a definition, which stands for articles of
/// its own.
fn is_ruled(norm: &Norm, ruled: &BTreeSet<&str>, register: &Register) -> bool {
    let Some(when) = &norm.when else {
        return false;
    };
    let read = reads(when, register);
    read.definition || read.names.iter().any(|name| ruled.contains(affirmed(name)))
}

fn note(burden: &Consequence) -> Diagnostic {
    let message = Text::new(
        "这里要人承担后果，全文却没有一条要求或者禁止这件事",
        "something is taken here although no article asks for or forbids what it is taken for",
    );
    let place = &burden.place;
    finding(place, place.span, Code::ConsequenceWithoutDuty, message).help(
        "先写一条“应当「…」”或“不得「…」”，再写“违反第X条的，…”",
        "first write what must or must not be done, then what follows a breach of that article",
    )
}
