//! Powers of a body of the village in texts that say nowhere who reviews their use: one note a text.
//!
//! Organic Law of Villagers' Committees (2018 text), article 36: villagers may turn to the court and the township.

use std::collections::BTreeMap;

use super::walk::{listed, of_text, says};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::model::{ArticleNumber, DocumentId, Draft, Place};
use crate::syntax::ast::{self, Act, Block, Entry, Lead, Sentence, SubjectKind};

pub(super) fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    if (0..draft.written.len()).any(|index| says(draft, index, &REVIEW)) {
        return;
    }
    for (index, document) in draft.written.iter().enumerate() {
        let powers = powers(document);
        if powers.is_empty() {
            continue;
        }
        let places: Vec<Place> = powers
            .into_iter()
            .map(|(article, span)| Place {
                document: DocumentId(u32::try_from(index).unwrap_or(u32::MAX)),
                article,
                paragraph: 0,
                item: 0,
                span,
            })
            .collect();
        found.push(note(draft, index, &places));
    }
}

/// What opens a way to have a decision looked at again.
const REVIEW: [&str; 14] = [
    "可以向",
    "可以依法",
    "可以提出",
    "可以申请",
    "可以请求",
    "有权提出",
    "不服的",
    "复核",
    "may object",
    "may appeal",
    "may ask",
    "go to court",
    "to the township",
    "reviewed by",
];

/// The articles in which a body may do something, the first sentence of each.
fn powers(document: &ast::Document) -> BTreeMap<ArticleNumber, crate::span::Span> {
    let mut found = BTreeMap::new();
    for block in &document.blocks {
        let (article, inside): (_, Vec<&Entry>) = match block {
            Block::Chapter { .. } => continue,
            Block::Article(article) => (
                article.number.value,
                article.paragraphs.iter().flatten().collect(),
            ),
            Block::Loose(entry) => (ArticleNumber::default(), vec![entry]),
        };
        for entry in inside {
            if let Entry::Sentence(sentence) = entry
                && gives_power(&sentence.value)
            {
                found.entry(article).or_insert(sentence.span);
            }
        }
    }
    found
}

fn gives_power(sentence: &Sentence) -> bool {
    let Sentence::Norm(norm) = sentence else {
        return false;
    };
    let of_lead = match &norm.lead {
        Lead::Subject { who, .. } => who.iter().any(|who| is_body(&who.value)),
        Lead::When(_) | Lead::Breach { .. } | Lead::Cases { .. } => false,
    };
    let parts = norm.failing.iter().flat_map(|failing| &failing.acts);
    norm.acts.iter().chain(parts).any(|act| match &act.value {
        Act::May { by: Some(by), .. } => is_body(&by.value),
        Act::May { by: None, .. } => of_lead,
        _ => false,
    })
}

/// Not the assembly, to which a decision may be taken, and no body above the village.
const fn is_body(who: &SubjectKind) -> bool {
    match who {
        SubjectKind::Village | SubjectKind::PartyA => true,
        SubjectKind::Body(body) => match body {
            ast::Body::Committee | ast::Body::Group | ast::Body::PartyMembers => true,
            ast::Body::Named(_) => true,
            ast::Body::Assembly
            | ast::Body::Representatives
            | ast::Body::Supervision
            | ast::Body::MembersAssembly
            | ast::Body::Township => false,
        },
        SubjectKind::Household
        | SubjectKind::Person
        | SubjectKind::PartyB
        | SubjectKind::Role(_) => false,
    }
}

fn note(draft: &Draft, index: usize, places: &[Place]) -> Diagnostic {
    let (zh, en) = listed(places.iter());
    let message = Text::new(
        format!("{zh}给了村里的机构处理的权力，没有写不服的怎么办"),
        format!(
            "{en}: a body of the village is given powers, and nothing says where to turn against their use"
        ),
    );
    of_text(draft, index, Code::PowerWithoutReview, message).help(
        "加一条：不服的，可以向村民会议、乡镇人民政府反映，也可以依法起诉",
        "add: whoever disagrees may turn to the villagers' assembly or the township government, and to the court",
    )
}
