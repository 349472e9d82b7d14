//! A name that several sentences explain.

use crate::diagnostic::{Code, Diagnostic, Label, Text};
use crate::model::{DefinitionClause, Draft, finding};

pub(super) fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    for definition in &draft.meaning.definitions {
        let Some((first, others)) = definition.clauses.split_first() else {
            continue;
        };
        found.extend(others.iter().map(|other| again(first, other)));
    }
}

fn again(first: &DefinitionClause, other: &DefinitionClause) -> Diagnostic {
    let message = Text::new(
        "这个名称前面已经解释过，两处都成立而说法不同时，结果算不出来",
        "this name was explained before; where both hold and differ, there is no answer",
    );
    let place = &other.place;
    let mut one = finding(place, place.span, Code::RedefinedName, message)
        .help("只在一处写明", "explain it in one place");
    one.labels.push(Label {
        source: u16::try_from(first.place.document.0).unwrap_or(u16::MAX),
        span: first.place.span,
        text: Text::new("前面的解释", "explained before"),
    });
    one
}
