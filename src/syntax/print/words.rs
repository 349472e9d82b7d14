//! Words that stand for one thing in both languages, as printed.

use crate::syntax::ast::{Body, DocumentKind, Relation, Schedule, SubjectKind};

/// Chinese and English.
pub(super) type Pair = (&'static str, &'static str);

/// The kind word of the first line.
pub(super) const fn kind(kind: DocumentKind) -> Pair {
    match kind {
        DocumentKind::Law => ("法律", "Law"),
        DocumentKind::Regulation => ("法规", "Regulation"),
        DocumentKind::Charter => ("章程", "Charter"),
        DocumentKind::Pact => ("公约", "Pact"),
        DocumentKind::Measures => ("办法", "Measures"),
        DocumentKind::Agreement => ("协议", "Agreement"),
    }
}

/// The document speaking of itself.
pub(super) const fn this(kind: DocumentKind) -> Pair {
    match kind {
        DocumentKind::Law => ("本法", "this law"),
        DocumentKind::Regulation => ("本法规", "this regulation"),
        DocumentKind::Charter => ("本章程", "this charter"),
        DocumentKind::Pact => ("本公约", "this pact"),
        DocumentKind::Measures => ("本办法", "these measures"),
        DocumentKind::Agreement => ("本协议", "this agreement"),
    }
}

/// How often a benefit or duty comes.
pub(super) const fn schedule(schedule: Schedule) -> Pair {
    match schedule {
        Schedule::Year => ("每年", "each year"),
        Schedule::HalfYear => ("每半年", "each half-year"),
        Schedule::Quarter => ("每季度", "each quarter"),
        Schedule::Month => ("每月", "each month"),
        Schedule::Once => ("一次性", "once"),
    }
}

/// The period itself, counted: `2个季度`, `2 quarters`.
pub(super) const fn periods(schedule: Schedule) -> Pair {
    match schedule {
        Schedule::Year => ("年", "years"),
        Schedule::HalfYear => ("个半年", "half-years"),
        Schedule::Quarter => ("个季度", "quarters"),
        Schedule::Month => ("个月", "months"),
        Schedule::Once => ("次", "times"),
    }
}

/// The bodies that are always known.
pub(super) const BODIES: &[Body] = &[
    Body::Committee,
    Body::Assembly,
    Body::Representatives,
    Body::Group,
    Body::PartyMembers,
    Body::Supervision,
    Body::MembersAssembly,
    Body::Township,
];

/// A body's own word; none for one of the register.
pub(super) const fn body(body: &Body) -> Option<Pair> {
    Some(match body {
        Body::Committee => ("村民委员会", "the villagers' committee"),
        Body::Assembly => ("村民会议", "the villagers' assembly"),
        Body::Representatives => ("村民代表会议", "the villagers' representatives' assembly"),
        Body::Group => ("村民小组", "the villagers' group"),
        Body::PartyMembers => ("党员大会", "the party members' meeting"),
        Body::Supervision => (
            "村务监督委员会",
            "the village affairs supervision committee",
        ),
        Body::MembersAssembly => ("成员大会", "the members' assembly"),
        Body::Township => ("乡镇人民政府", "the township people's government"),
        Body::Named(_) => return None,
    })
}

/// A subject's own word; none where it has a name.
pub(super) const fn subject(kind: &SubjectKind) -> Option<Pair> {
    match kind {
        SubjectKind::Household => Some(("户", "a household")),
        SubjectKind::Person => Some(("村民", "a villager")),
        SubjectKind::Village => Some(("村", "the village")),
        SubjectKind::PartyA => Some(("甲方", "Party A")),
        SubjectKind::PartyB => Some(("乙方", "Party B")),
        SubjectKind::Body(body) => self::body(body),
        SubjectKind::Role(_) => None,
    }
}

/// The word before the number.
pub(crate) const fn relation(relation: Relation) -> Pair {
    match relation {
        Relation::AtLeast => ("不低于", "at least"),
        Relation::AtMost => ("不超过", "at most"),
        Relation::Over => ("超过", "over"),
        Relation::Under => ("低于", "under"),
        Relation::Is => ("等于", "equal to"),
        Relation::IsNot => ("不是", "not"),
    }
}
