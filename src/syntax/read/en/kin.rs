//! Relatives as those spoken of: `a child who is [at university] of a villager who is [disabled]`.

use super::super::{Node, Reader, Rule};
use super::norms::{Described, subject_in};
use super::relative::relative;
use super::values::at;
use crate::span::Located;
use crate::syntax::ast::{ExprKind, Kin, SubjectKind};

/// Reads `a child of a villager who is [disabled]`.
pub(super) fn relatives(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Described> {
    let whom = node.find(Rule::en_related_to)?;
    let of = subject_in(reader, &whom)?;
    let whose = match whom.find(Rule::en_rel) {
        Some(read) => Some(relative(reader, &read, of.value == SubjectKind::Person)?),
        None => None,
    };
    let own = match node.find(Rule::en_rel) {
        Some(read) => Some(relative(reader, &read, true)?),
        None => None,
    };
    let kind = ExprKind::Relatives {
        kin: words(&node.find(Rule::en_kin_words)?),
        of,
        whose,
        own,
    };
    let person = Located::new(SubjectKind::Person, node.span());
    Some((Some(at(kind, node.span())), vec![person]))
}

/// Reads `a spouse or child`.
pub(super) fn words(node: &Node<'_>) -> Vec<Kin> {
    let words = node.kids().filter_map(|kid| match kid.rule() {
        Rule::en_child => Some(Kin::Child),
        Rule::en_spouse => Some(Kin::Spouse),
        Rule::en_parent => Some(Kin::Parent),
        _ => None,
    });
    words.collect()
}
