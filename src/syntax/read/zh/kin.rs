//! Relatives as those spoken of: `「残疾」的村民的「在读大学」的子女`.

use super::super::{Node, Reader, Rule};
use super::expressions::logic;
use super::slips;
use super::values::at;
use crate::span::Located;
use crate::syntax::ast::{Expr, ExprKind, Kin, SubjectKind};

/// Which of them, and who.
pub(super) type Described = (Option<Expr>, Vec<Located<SubjectKind>>);

/// What was read before 的子女, as the relatives of it where `node` names some.
pub(super) fn relatives(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    condition: Option<Expr>,
    mut who: Vec<Located<SubjectKind>>,
) -> Option<Described> {
    let Some(kin) = node.find(Rule::zh_kin) else {
        return Some((condition, who));
    };
    let of = who.pop()?;
    if !who.is_empty() {
        slips::two_doers(reader, of.span);
        return None;
    }
    let own = match kin.find(Rule::zh_logic) {
        Some(own) => Some(logic(reader, &own)?),
        None => None,
    };
    let start = condition.as_ref().map_or(of.span, |whose| whose.span);
    let kind = ExprKind::Relatives {
        kin: words(&kin.find(Rule::zh_kin_words)?),
        of,
        whose: condition,
        own,
    };
    let person = Located::new(SubjectKind::Person, kin.span());
    Some((Some(at(kind, start.to(kin.span()))), vec![person]))
}

/// The same where there is one condition and one subject.
pub(super) fn one(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    condition: Expr,
    who: Located<SubjectKind>,
) -> Option<(Expr, Located<SubjectKind>)> {
    let (condition, mut who) = relatives(reader, node, Some(condition), vec![who])?;
    condition.zip(who.pop())
}

/// Reads `配偶、子女`.
pub(super) fn words(node: &Node<'_>) -> Vec<Kin> {
    let words = node.kids().filter_map(|kid| match kid.rule() {
        Rule::zh_children => Some(Kin::Child),
        Rule::zh_spouse => Some(Kin::Spouse),
        Rule::zh_parents => Some(Kin::Parent),
        _ => None,
    });
    words.collect()
}
