//! Says of a study text that it is one: it burdens nobody, and its unlawful clauses are named all the same.

use super::walk::of_text;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::law;
use crate::model::Draft;

pub(super) fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    let documents = &draft.meaning.documents;
    for (index, document) in documents.iter().enumerate() {
        if !law::is_study(documents, document) {
            continue;
        }
        let message = Text::new(
            "文本只供历史研究：其中的义务、禁令、扣减对任何户、任何人都不发生效力，待遇只作为历史计算",
            "this text is kept for historical study: its duties, bans and losses bind no household and no person, and \
             what it grants is computed as history only",
        );
        found.push(of_text(draft, index, Code::StudyText, message).help(
            "违反法律的条款照样逐条指出；要施行的文本，删去“用途”一行并改正这些条款",
            "clauses against the law are named all the same; a text that is to hold has no line `Purpose` and none of \
             these clauses",
        ));
    }
}
