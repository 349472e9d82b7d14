//! A charter or pact that does not say how it is made: who adopts it, and that it is filed.
//!
//! Organic Law of Villagers' Committees (2018 text), article 27: the villagers' assembly makes and changes them, and
//! they are filed with the township government. Whether the body and the votes said are enough is for the law pack.

use std::collections::BTreeSet;

use super::walk::{of_text, says};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::model::{DocumentKind, Draft};

pub(super) fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    let adopted: BTreeSet<usize> = draft
        .meaning
        .procedures
        .iter()
        .filter(|procedure| procedure.matter.is_none())
        .map(|procedure| procedure.place.document.index())
        .collect();
    for (index, document) in draft.meaning.documents.iter().enumerate() {
        if !matches!(document.kind, DocumentKind::Charter | DocumentKind::Pact) {
            continue;
        }
        let is_said = adopted.contains(&index) || document.made_by.is_some();
        if !is_said && !says(draft, index, &ADOPTION) {
            found.push(no_adoption(draft, index));
        }
        if !says(draft, index, &FILING) {
            found.push(no_filing(draft, index));
        }
    }
}

/// Words of prose that say how a text was made.
const ADOPTION: [&str; 5] = [
    "表决通过",
    "会议通过",
    "讨论通过",
    "adopted by",
    "passed by",
];
/// Words that speak of filing.
const FILING: [&str; 4] = ["备案", "備案", "filed with", "filing"];

fn no_adoption(draft: &Draft, index: usize) -> Diagnostic {
    let message = Text::new(
        "全文没有写由谁、以多少人同意通过",
        "nothing says who adopts this text and with how many votes",
    );
    of_text(draft, index, Code::NoAdoption, message).help(
        "加一句：本章程（公约）经村民会议到会人员过半数同意通过。",
        "add: This charter (pact) is adopted by the villagers' assembly with a majority of those present.",
    )
}

fn no_filing(draft: &Draft, index: usize) -> Diagnostic {
    let message = Text::new(
        "全文没有写报乡镇人民政府备案",
        "nothing says that this text is filed with the township government",
    );
    of_text(draft, index, Code::NoFiling, message).help(
        "加一行说明：> 通过后报乡镇人民政府备案。",
        "add a line of prose: > Once adopted it is filed with the township government.",
    )
}
