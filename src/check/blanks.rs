//! Blanks of an agreement, to be filled before it is signed. Blanks of other texts are for the law pack
//! (`BLANK_PARAM`): a rule for everybody cannot be left open.

use std::collections::BTreeMap;

use super::walk::of_text;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::model::{DocumentKind, Draft};

/// So many blanks are named in one sentence.
const SHOWN: usize = 12;

pub(super) fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    let mut blanks: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for blank in &draft.meaning.blanks {
        let index = blank.place.document.index();
        let document = draft.meaning.documents.get(index);
        if document.is_some_and(|document| document.kind == DocumentKind::Agreement) {
            blanks.entry(index).or_default().push(&blank.name);
        }
    }
    for (index, names) in blanks {
        found.push(note(draft, index, &names));
    }
}

fn note(draft: &Draft, index: usize, names: &[&str]) -> Diagnostic {
    let shown: Vec<&str> = names.iter().take(SHOWN).copied().collect();
    let count = names.len();
    let message = Text::new(
        format!("这份协议有{count}处空白：{}", shown.join("、")),
        format!("this agreement has blanks ({count}): {}", shown.join(", ")),
    );
    of_text(draft, index, Code::BlankLeft, message).help(
        "签订前逐处填好；填多少由双方商定，不能由一方补填",
        "fill each before signing; both parties settle what it says",
    )
}
