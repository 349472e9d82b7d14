//! Form 25: an ordered procedure and its steps.

use super::super::steps::{StepParts, once};
use super::super::values::name;
use super::super::{Node, Reader, Rule};
use super::about::{meeting, quorum_in};
use super::days::{day_in, length_in};
use super::subjects::body;
use super::values::{name_in, names};
use crate::span::Located;
use crate::syntax::ast::{Body, Sentence, Step, StepKind, SubjectKind};

/// Reads `「制定章程」按下列步骤进行`; the steps are still to come.
pub(super) fn steps(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    Some(Sentence::Steps {
        matter: name_in(reader, node)?,
        steps: Vec::new(),
    })
}

/// Reads `村民委员会「拟定草案」，并留存「草案」` · `经村民会议到会人员过半数同意`.
pub(in super::super) fn step(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Step> {
    let first = node.first()?;
    let what = if first.rule() == Rule::zh_step_decided {
        StepKind::Decided {
            body: meeting(reader, &first)?,
            quorum: quorum_in(reader, &first)?,
        }
    } else {
        does(reader, &first)?
    };
    let mut parts = StepParts::default();
    for kid in first.kids().chain(node.kids().skip(1)) {
        part(reader, &kid, &mut parts)?;
    }
    Some(parts.step(what, node.span()))
}

fn does(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<StepKind> {
    let who = node.first()?;
    let kind = match who.rule() {
        Rule::zh_every_household => SubjectKind::Household,
        Rule::zh_village => SubjectKind::Village,
        Rule::zh_body => SubjectKind::Body(body(&who)?),
        _ => SubjectKind::Body(Body::Named(name(reader, &who)?)),
    };
    let action = node.all(Rule::name).last()?;
    Some(StepKind::Does {
        who: Located::new(kind, who.span()),
        action: name(reader, &action)?,
    })
}

fn part(reader: &mut Reader<'_>, node: &Node<'_>, parts: &mut StepParts) -> Option<()> {
    match node.rule() {
        Rule::zh_step_keeps => {
            parts
                .records
                .extend(names(reader, &node.find(Rule::zh_names)?)?);
            Some(())
        }
        Rule::zh_step_within => {
            let length = length_in(reader, node)?;
            once(reader, &mut parts.within, length)
        }
        Rule::zh_step_after => {
            let length = length_in(reader, node)?;
            once(reader, &mut parts.after, length)
        }
        Rule::zh_step_by => {
            let day = day_in(reader, node)?;
            once(reader, &mut parts.by, day)
        }
        _ => Some(()),
    }
}
