//! Who a sentence speaks of: `户`, `村民`, a body, a role.

use super::super::values::name;
use super::super::{Node, Reader, Rule};
use crate::span::{Located, Span};
use crate::syntax::ast::{Body, Name, SubjectKind};

/// Reads the head noun or the quoted name among the children of `node`.
pub(super) fn who_in(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<SubjectKind> {
    let who = node
        .kids()
        .find(|kid| is_head(kid.rule()) || kid.rule() == Rule::name)?;
    subject_of(reader, &who).map(|who| who.value)
}

/// Whether a rule is one of the head nouns.
pub(super) fn is_head(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::zh_body
            | Rule::zh_party_a
            | Rule::zh_party_b
            | Rule::zh_person
            | Rule::zh_household
            | Rule::zh_village
    )
}

/// Reads `户和村民`.
pub(super) fn subjects(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
) -> Option<Vec<Located<SubjectKind>>> {
    node.kids()
        .filter(|kid| is_head(kid.rule()))
        .map(|kid| subject_of(reader, &kid))
        .collect()
}

/// Reads `户` · `村民` · `村民委员会` · `「组长」`.
pub(super) fn subject_of(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Located<SubjectKind>> {
    let span: Span = node.span();
    let kind = match node.rule() {
        Rule::zh_household => SubjectKind::Household,
        Rule::zh_person => SubjectKind::Person,
        Rule::zh_village => SubjectKind::Village,
        Rule::zh_party_a => SubjectKind::PartyA,
        Rule::zh_party_b => SubjectKind::PartyB,
        Rule::zh_body => SubjectKind::Body(body(node)?),
        _ => {
            let role: Name = name(reader, node)?;
            SubjectKind::Role(role)
        }
    };
    Some(Located::new(kind, span))
}

/// Reads `村民委员会`.
pub(super) fn body(node: &Node<'_>) -> Option<Body> {
    Some(match node.first()?.rule() {
        Rule::zh_committee => Body::Committee,
        Rule::zh_representatives => Body::Representatives,
        Rule::zh_assembly => Body::Assembly,
        Rule::zh_group => Body::Group,
        Rule::zh_supervision => Body::Supervision,
        Rule::zh_party_members => Body::PartyMembers,
        Rule::zh_members_assembly => Body::MembersAssembly,
        _ => Body::Township,
    })
}
