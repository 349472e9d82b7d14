//! One act that two bodies of the village, or both sides of an agreement, are to do, in one text.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Label, Text};
use crate::model::{
    Action, BodyRef, DocumentId, DocumentKind, Draft, Head, Norm, Place, Subject, finding,
};

pub(super) fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    let mut first: BTreeMap<(DocumentId, &Action), (Bearer, Place)> = BTreeMap::new();
    for norm in &draft.meaning.norms {
        let Head::Duty(duty) = &norm.head else {
            continue;
        };
        let Some(bearer) = bearer(draft, norm) else {
            continue;
        };
        let key = (norm.place.document, &duty.action);
        let (other, place) = *first.entry(key).or_insert((bearer, norm.place));
        if other != bearer {
            let sides = bearer == Bearer::Signer || other == Bearer::Signer;
            found.push(twice(&norm.place, &place, sides));
        }
    }
}

/// Who answers for a duty alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bearer {
    Body(BodyRef),
    /// 乙方 of an agreement.
    Signer,
}

fn bearer(draft: &Draft, norm: &Norm) -> Option<Bearer> {
    let document = draft.meaning.documents.get(norm.place.document.index());
    let agreement = document.is_some_and(|one| one.kind == DocumentKind::Agreement);
    match norm.subject {
        Subject::Body(body) => Some(Bearer::Body(body)),
        Subject::Household if agreement => Some(Bearer::Signer),
        Subject::Household | Subject::Person | Subject::Village => None,
    }
}

fn twice(here: &Place, there: &Place, sides: bool) -> Diagnostic {
    let message = if sides {
        Text::new(
            "这件事前面已经写由另一方做，没有做的时候不知道算谁的",
            "the other side was given this duty before; nobody knows whose breach it is when it is not done",
        )
    } else {
        Text::new(
            "这件事前面已经写由另一个机构做，没有做的时候不知道找谁",
            "another body was given this duty before; nobody knows whom to ask when it is not done",
        )
    };
    let mut one = finding(here, here.span, Code::TwoBearers, message).help(
        "写明一个负责，另一个协助",
        "name one that answers for it and let the other help",
    );
    one.labels.push(Label {
        source: one.source,
        span: there.span,
        text: Text::new("前面写的", "said before"),
    });
    one
}
