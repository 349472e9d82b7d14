//! Study texts (`用途：历史研究`): kept to be read and reviewed, and binding nobody. Whatever burdens a household or a
//! person is void on every day and under every pack; what is granted, and what bodies owe, is history to compute.

use super::burdens::burdens;
use crate::diagnostic::Text;
use crate::model::{
    Consequence, Document, Effect, Head, Meaning, Norm, NormId, Permit, Points, Subject, Void,
};

/// The name of the rule where a void names its law.
const STUDY_TEXT: &str = "study-text";

/// Whether a document is a study text; one that amends a study text is one.
pub(crate) fn is_study(documents: &[Document], document: &Document) -> bool {
    let amended = document.amends.and_then(|id| documents.get(id.index()));
    document.is_study || amended.is_some_and(|amended| amended.is_study)
}

/// Marks as void what burdens somebody in a study text, unless it is void at every date already.
pub(crate) fn apply(meaning: &mut Meaning) {
    let all = &meaning.documents;
    let studies: Vec<bool> = all.iter().map(|one| is_study(all, one)).collect();
    if !studies.contains(&true) {
        return;
    }
    let of_study = |document: usize| studies.get(document).copied().unwrap_or_default();
    let of_bodies: Vec<bool> = meaning.norms.iter().map(is_of_body).collect();
    for one in &mut meaning.norms {
        if of_study(one.place.document.index()) {
            norm(one, &of_bodies);
        }
    }
    for rule in &mut meaning.points {
        let takes = matches!(rule.rule, Points::Each { deduct: true, .. });
        if takes && of_study(rule.place.document.index()) {
            mark(&mut rule.voids);
        }
    }
}

fn is_of_body(norm: &Norm) -> bool {
    matches!(norm.subject, Subject::Body(_) | Subject::Village)
}

fn norm(norm: &mut Norm, of_bodies: &[bool]) {
    let body = is_of_body(norm);
    let is_bodys = |id: &NormId| of_bodies.get(id.index()).copied().unwrap_or_default();
    let whole = match &mut norm.head {
        Head::Duty(_) | Head::Keep { .. } | Head::Ban(_) | Head::Deemed { .. } => !body,
        Head::PayDeposit { .. } => true,
        // A power is over somebody; a right of a villager is granted.
        Head::Permit(Permit::Do { .. }) => body,
        Head::OnCondition { consequences } => {
            let all = consequences.iter().all(|one| burdens(&one.effect));
            if !body && !all {
                parts(consequences);
            }
            !body && all
        }
        Head::OnBreach {
            of, consequences, ..
        } => {
            if !of.iter().all(is_bodys) {
                parts(consequences);
            }
            false
        }
        Head::Entitle(_)
        | Head::Encourage(_)
        | Head::Permit(Permit::Waive { .. } | Permit::Pause { .. })
        | Head::RefundAtEnd { .. }
        | Head::Share(_)
        | Head::Priority { .. }
        | Head::Rate { .. } => false,
    };
    if whole {
        mark(&mut norm.voids);
    }
}

/// Each part that takes something, so that each is listed.
fn parts(consequences: &mut [Consequence]) {
    for one in consequences {
        if burdens(&one.effect) {
            mark(&mut one.voids);
        }
        if let Effect::Repair { failing, .. } = &mut one.effect {
            parts(failing);
        }
    }
}

/// What is void at every date needs no more.
fn mark(voids: &mut Vec<Void>) {
    if !voids.iter().any(Void::is_always) {
        voids.push(Void {
            rule: STUDY_TEXT.to_owned(),
            law: STUDY_TEXT.to_owned(),
            reason: Text::new(
                "文本只供历史研究，不对任何户、任何人发生效力",
                "the text is kept for historical study and binds no household and no person",
            ),
            benefit: None,
            from: None,
            until: None,
        });
    }
}
