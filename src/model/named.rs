//! What a name written in a text or in facts stands for.

use super::{BodyRef, Label};
use crate::register::{EventId, Register, Symbol};

impl Label {
    /// What the register knows it as; none for a name that the register does not have.
    #[must_use]
    pub const fn symbol(&self) -> Option<Symbol> {
        match self {
            Self::Name(id) => Some(Symbol::Name(*id)),
            Self::Event(id) => Some(Symbol::Event(*id)),
            Self::Benefit(id) => Some(Symbol::Benefit(*id)),
            Self::Agreement(id) => Some(Symbol::Agreement(*id)),
            Self::Deposit(id) => Some(Symbol::Deposit(*id)),
            Self::Fact(id) => Some(Symbol::Fact(*id)),
            Self::Text(_) => None,
        }
    }

    /// The event by which an action of this name is recorded, if there is one.
    #[must_use]
    pub const fn event(&self) -> Option<EventId> {
        match self {
            Self::Event(id) => Some(*id),
            Self::Name(_)
            | Self::Benefit(_)
            | Self::Agreement(_)
            | Self::Deposit(_)
            | Self::Fact(_)
            | Self::Text(_) => None,
        }
    }
}

/// What a name is compared by.
pub(crate) fn label_of(register: &Register, name: &str) -> Label {
    match register.symbol(name) {
        Some(Symbol::Name(id)) => Label::Name(id),
        Some(Symbol::Event(id)) => Label::Event(id),
        Some(Symbol::Benefit(id)) => Label::Benefit(id),
        Some(Symbol::Agreement(id)) => Label::Agreement(id),
        Some(Symbol::Deposit(id)) => Label::Deposit(id),
        Some(Symbol::Fact(id)) => Label::Fact(id),
        Some(Symbol::Body(_) | Symbol::Role(_)) | None => Label::Text(name.to_owned()),
    }
}

/// One of the usual bodies, or one of the register.
pub(crate) fn body_named(register: &Register, name: &str) -> Option<BodyRef> {
    let registered = match register.symbol(name) {
        Some(Symbol::Body(id)) => Some(BodyRef::Registered(id)),
        _ => None,
    };
    registered.or_else(|| usual_body(name))
}

/// A body that needs no declaration, by one of its names in either language.
pub(crate) fn usual_body(text: &str) -> Option<BodyRef> {
    let text = text
        .strip_suffix("会议")
        .filter(|_| text.ends_with("委员会会议"))
        .unwrap_or(text);
    let lower = text.to_lowercase();
    let plain = lower
        .strip_prefix("the ")
        .unwrap_or(&lower)
        .replace('’', "'");
    match plain.as_str() {
        "村民委员会"
        | "村委会"
        | "村民委員會"
        | "村委會"
        | "villagers' committee"
        | "village committee" => Some(BodyRef::Committee),
        "村民会议" | "villagers' assembly" => Some(BodyRef::Assembly),
        "村民代表会议"
        | "villagers' representative assembly"
        | "villagers' representatives"
        | "representatives' assembly" => Some(BodyRef::Representatives),
        "村民小组" | "villagers' group" => Some(BodyRef::Group),
        "村务监督委员会"
        | "village supervision committee"
        | "village affairs supervision committee"
        | "supervision committee" => Some(BodyRef::Supervision),
        "党员大会" | "party members' assembly" => Some(BodyRef::PartyMembers),
        "成员大会" | "members' assembly" => Some(BodyRef::MembersAssembly),
        "乡镇人民政府" | "township people's government" | "township government" => {
            Some(BodyRef::Township)
        }
        _ => None,
    }
}
