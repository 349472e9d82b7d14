//! The two parties of an agreement: Party A is the body of the village, Party B the household that signs.

use super::walk::{of_text, sentences};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::model::{DocumentKind, Draft};
use crate::register::{Owner, Register, Symbol};
use crate::span::{Located, Span};
use crate::syntax::ast::{Act, Document, Lead, Name, Norm, Sentence, SubjectKind};

pub(super) fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    for (index, document) in draft.written.iter().enumerate() {
        if document.kind != DocumentKind::Agreement {
            continue;
        }
        let source = u16::try_from(index).unwrap_or(u16::MAX);
        let mut here = Vec::new();
        headers(&mut here, draft, index, document);
        for sentence in sentences(document) {
            if let Sentence::Norm(norm) = &sentence.value {
                turned(&mut here, norm, sentence.span, &draft.register);
            }
        }
        if !sentences(document).any(|sentence| speaks_of_b(&sentence.value)) {
            here.push(no_party_b(draft, index));
        }
        found.extend(here.into_iter().map(|one| one.in_source(source)));
    }
}

/// Who stands in the header.
fn headers(found: &mut Vec<Diagnostic>, draft: &Draft, index: usize, document: &Document) {
    match (document.party(true), document.party(false)) {
        (Some(first), _) if is_villager(first) => found.push(header(first, true)),
        (_, Some(second)) if is_body(second) => found.push(header(second, false)),
        (None, _) => found.push(no_party_a(draft, index)),
        (Some(_), _) => {}
    }
}

/// Words by which a body of the village is named.
const BODIES: [&str; 9] = [
    "委员会",
    "村委",
    "村民会议",
    "小组",
    "合作社",
    "政府",
    "committee",
    "group",
    "government",
];
/// Words by which those who sign are named.
const VILLAGERS: [&str; 8] = [
    "农户",
    "村民",
    "户主",
    "建房户",
    "家庭",
    "household",
    "villager",
    "family",
];

fn is_body(who: &Located<String>) -> bool {
    let lower = who.value.to_lowercase();
    BODIES.iter().any(|word| lower.contains(word))
}

fn is_villager(who: &Located<String>) -> bool {
    let lower = who.value.to_lowercase();
    !is_body(who) && VILLAGERS.iter().any(|word| lower.contains(word))
}

/// What Party A owes although only a household or a villager can do it, or what only Party B pays.
fn turned(found: &mut Vec<Diagnostic>, norm: &Norm, span: Span, register: &Register) {
    let Lead::Subject { who, .. } = &norm.lead else {
        return;
    };
    let a = who
        .iter()
        .any(|who| matches!(who.value, SubjectKind::PartyA));
    let b = who
        .iter()
        .any(|who| matches!(who.value, SubjectKind::PartyB));
    if !a || b {
        return;
    }
    for act in &norm.acts {
        let wrong = match &act.value {
            Act::Must { actions, .. } | Act::MustNot { actions, .. } => actions
                .iter()
                .any(|action| is_of_household(action, register)),
            Act::PayDeposit { .. } | Act::Entitle { .. } => true,
            _ => false,
        };
        if wrong {
            found.push(sentence(span));
        }
    }
}

/// Whether the register says that households or villagers do this.
fn is_of_household(action: &Name, register: &Register) -> bool {
    match register.symbol(&action.value) {
        Some(Symbol::Event(id)) => register
            .event(id)
            .is_some_and(|event| event.by != Owner::Village),
        Some(
            Symbol::Fact(_)
            | Symbol::Agreement(_)
            | Symbol::Deposit(_)
            | Symbol::Benefit(_)
            | Symbol::Name(_)
            | Symbol::Body(_)
            | Symbol::Role(_),
        )
        | None => false,
    }
}

/// Whether a sentence says what the household has or owes, or what follows.
fn speaks_of_b(sentence: &Sentence) -> bool {
    let Sentence::Norm(norm) = sentence else {
        return false;
    };
    match &norm.lead {
        Lead::Subject { who, .. } => who
            .iter()
            .any(|who| !matches!(who.value, SubjectKind::PartyA | SubjectKind::Body(_))),
        Lead::When(_) | Lead::Breach { .. } | Lead::Cases { .. } => true,
    }
}

fn no_party_a(draft: &Draft, index: usize) -> Diagnostic {
    let message = Text::new(
        "协议没有写甲方是谁，按村民委员会读",
        "the agreement does not say who Party A is; read as the villagers' committee",
    );
    of_text(draft, index, Code::PartyMissing, message).help(
        "在首页写“甲方：村民委员会”",
        "write `Party A: villagers' committee` in the header",
    )
}

fn no_party_b(draft: &Draft, index: usize) -> Diagnostic {
    let message = Text::new(
        "协议没有一条写乙方（签协议的户）的权利或义务",
        "no article says what Party B, who signs, has or owes",
    );
    of_text(draft, index, Code::PartyMissing, message)
        .help("写明乙方做什么、得什么", "say what Party B does and gets")
}

fn header(who: &Located<String>, first: bool) -> Diagnostic {
    let (zh, en) = if first {
        ("甲方", "A")
    } else {
        ("乙方", "B")
    };
    let message = Text::new(
        format!(
            "{zh}写成了“{}”：甲方是村里的机构，乙方是签协议的户",
            who.value
        ),
        format!(
            "Party {en} is said to be {}: Party A is the body of the village, Party B the household",
            who.value
        ),
    );
    Diagnostic::new(Code::PartiesSwapped, who.span, message)
        .help("把甲方、乙方对调过来", "swap the two parties")
}

fn sentence(span: Span) -> Diagnostic {
    let message = Text::new(
        "这是签协议的户才能做的事，却写给了甲方（村里的机构）",
        "only the household that signs can do this, and it is laid on Party A, the body of the village",
    );
    Diagnostic::new(Code::PartiesSwapped, span, message).help("把“甲方”改成“乙方”", "write Party B")
}
