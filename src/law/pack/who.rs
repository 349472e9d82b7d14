//! Whom statements are about.

use super::statement::Bearer;
use crate::syntax::ast::{self, SubjectKind};

/// Whom a sentence is about.
pub(super) fn bearer_of(who: &SubjectKind) -> Bearer {
    match who {
        SubjectKind::Household => Bearer::Household,
        SubjectKind::Person => Bearer::Person,
        SubjectKind::Village => Bearer::Village,
        SubjectKind::PartyA => Bearer::PartyA,
        SubjectKind::PartyB => Bearer::PartyB,
        SubjectKind::Body(body) => body_of(body),
        SubjectKind::Role(_) => Bearer::Role,
    }
}

/// The body.
pub(super) fn body_of(body: &ast::Body) -> Bearer {
    match body {
        ast::Body::Committee => Bearer::Committee,
        ast::Body::Assembly => Bearer::Assembly,
        ast::Body::Representatives => Bearer::Representatives,
        ast::Body::Group => Bearer::Group,
        ast::Body::PartyMembers => Bearer::PartyMembers,
        ast::Body::Supervision => Bearer::Supervision,
        ast::Body::MembersAssembly => Bearer::MembersAssembly,
        ast::Body::Township => Bearer::Township,
        ast::Body::Named(_) => Bearer::Village,
    }
}

/// The body that a header names as the maker.
pub(super) fn maker(name: &str) -> Option<Bearer> {
    let lower = name.to_lowercase();
    let rows = [
        ("人民政府", Bearer::Township),
        ("government", Bearer::Township),
        ("村民代表", Bearer::Representatives),
        ("representatives", Bearer::Representatives),
        ("监督", Bearer::Supervision),
        ("supervision", Bearer::Supervision),
        ("村民会议", Bearer::Assembly),
        ("villagers' assembly", Bearer::Assembly),
        ("成员大会", Bearer::MembersAssembly),
        ("党", Bearer::PartyMembers),
        ("party", Bearer::PartyMembers),
        ("小组", Bearer::Group),
        ("group", Bearer::Group),
        ("委员会", Bearer::Committee),
        ("村委会", Bearer::Committee),
        ("两委", Bearer::Committee),
        ("committee", Bearer::Committee),
    ];
    let row = rows.into_iter().find(|(word, _)| lower.contains(word));
    row.map(|(_, bearer)| bearer)
}
