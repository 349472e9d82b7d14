//! Form 25 in English.

use super::{body, items, subject, with};
use crate::diagnostic::Lang;
use crate::syntax::ast::{Name, Step, StepKind, SubjectKind};
use crate::syntax::print::{Printer, number};

/// `[making the charter] is done in these steps: (1) …`
pub(super) fn steps(printer: &mut Printer<'_>, matter: &Name, steps: &[Step]) -> String {
    let matter = printer.name(matter);
    let steps: Vec<String> = steps.iter().map(|one| step(printer, one)).collect();
    format!("{matter} is done in these steps:{}", items(&steps))
}

fn step(printer: &mut Printer<'_>, step: &Step) -> String {
    let mut text = match &step.what {
        StepKind::Does { who, action } => {
            let who = match &who.value {
                SubjectKind::Household => "every household".to_owned(),
                other => subject(printer, other),
            };
            format!("{who} {}", printer.name(action))
        }
        StepKind::Decided { body: of, quorum } => {
            let of = body(printer, &of.value);
            let votes = quorum.as_ref().map(with).unwrap_or_default();
            format!("consent of {of}{votes}")
        }
    };
    if let Some(length) = &step.within {
        let length = number::length(Lang::En, length.value);
        text.push_str(&format!(", within {length} after the previous step"));
    }
    if let Some(length) = &step.after {
        let length = number::length(Lang::En, length.value);
        text.push_str(&format!(", at least {length} after the previous step"));
    }
    if let Some(day) = &step.by {
        text.push_str(&format!(", by {}", number::day(Lang::En, day.value)));
    }
    if !step.records.is_empty() {
        text.push_str(&format!(
            ", keeping {}",
            printer.names(&step.records, "and")
        ));
    }
    text
}
