//! One act that two bodies of the village are to do, in one text.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Label, Text};
use crate::model::{Action, BodyRef, DocumentId, Draft, Head, Place, Subject, finding};

pub(super) fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    let mut first: BTreeMap<(DocumentId, &Action), (BodyRef, Place)> = BTreeMap::new();
    for norm in &draft.meaning.norms {
        let (Head::Duty(duty), Subject::Body(body)) = (&norm.head, &norm.subject) else {
            continue;
        };
        let key = (norm.place.document, &duty.action);
        let (other, place) = *first.entry(key).or_insert((*body, norm.place));
        if other != *body {
            found.push(twice(&norm.place, &place));
        }
    }
}

fn twice(here: &Place, there: &Place) -> Diagnostic {
    let message = Text::new(
        "这件事前面已经写由另一个机构做，没有做的时候不知道找谁",
        "another body was given this duty before; nobody knows whom to ask when it is not done",
    );
    let mut one = finding(here, here.span, Code::TwoBearers, message).help(
        "写明一个机构负责，另一个协助",
        "name one body that answers for it and let the other help",
    );
    one.labels.push(Label {
        source: one.source,
        span: there.span,
        text: Text::new("前面写的", "said before"),
    });
    one
}
