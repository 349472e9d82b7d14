//! Form 25 in Chinese.

use super::{body, items, quorum, subject};
use crate::syntax::ast::{Name, Step, StepKind, SubjectKind};
use crate::syntax::print::{Printer, number};

/// `「制定章程」按下列步骤进行：（一）…`
pub(super) fn steps(printer: &mut Printer<'_>, matter: &Name, steps: &[Step]) -> String {
    let matter = printer.name(matter);
    let steps: Vec<String> = steps.iter().map(|one| step(printer, one)).collect();
    format!("{matter}按下列步骤进行：{}", items(&steps))
}

fn step(printer: &mut Printer<'_>, step: &Step) -> String {
    let mut text = match &step.what {
        StepKind::Does { who, action } => {
            let who = match &who.value {
                SubjectKind::Household => "各户".to_owned(),
                other => subject(printer, other),
            };
            format!("{who}{}", printer.name(action))
        }
        StepKind::Decided { body: of, quorum } => {
            let of = body(printer, &of.value);
            let votes = quorum.as_ref().map(|one| self::quorum(printer, one));
            format!("经{of}{}同意", votes.unwrap_or_default())
        }
    };
    if let Some(length) = &step.within {
        let length = number::length(printer.to, length.value);
        text.push_str(&format!("，在上一步后{length}内"));
    }
    if let Some(length) = &step.after {
        let length = number::length(printer.to, length.value);
        text.push_str(&format!("，在上一步满{length}后"));
    }
    if let Some(day) = &step.by {
        text.push_str(&format!("，于{}前", number::day(printer.to, day.value)));
    }
    if !step.records.is_empty() {
        text.push_str(&format!("，并留存{}", printer.names(&step.records, "")));
    }
    text
}
