//! One matter for which two ways of deciding are written.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Label, Text};
use crate::model::{Draft, Procedure, finding};

pub(super) fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    let mut first: BTreeMap<_, &Procedure> = BTreeMap::new();
    for one in &draft.meaning.procedures {
        // The text itself is a matter of its own document; a named matter is one wherever it stands.
        let own = one.matter.is_none().then_some(one.place.document);
        let other = *first.entry((own, &one.matter)).or_insert(one);
        if (other.body, other.quorum) != (one.body, one.quorum) {
            found.push(twice(one, other));
        }
    }
}

fn twice(here: &Procedure, there: &Procedure) -> Diagnostic {
    let message = Text::new(
        "同一件事前面写了另一种通过办法，不知道以哪一种为准",
        "another way of deciding this was written before; it is unclear which counts",
    );
    let mut one = finding(&here.place, here.place.span, Code::TwoQuorums, message).help(
        "只留一处，写明哪个会议、多少人同意",
        "keep one: which meeting, and how many votes",
    );
    one.labels.push(Label {
        source: u16::try_from(there.place.document.0).unwrap_or(u16::MAX),
        span: there.place.span,
        text: Text::new("前面的写法", "written before"),
    });
    one
}
