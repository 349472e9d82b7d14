//! Conditions after `where`, and the comparisons of all conditions.

use super::super::{Node, Reader, Rule};
use super::amounts::{day_or_name, sum, value};
use super::days::{length_in, periods};
use super::relative::{joined, members, verb_test};
use super::slips;
use super::values::{at, name_in, whole};
use crate::syntax::ast::{Expr, ExprKind, Relation, Verb};

/// Reads `[a] applies and [b] is over 3 points`; `and` binds tighter.
pub(super) fn logic(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    joined(reader, node, test)
}

/// Reads one test.
pub(super) fn test(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let span = node.span();
    let kind = match node.rule() {
        Rule::en_there => return there(reader, node),
        Rule::en_all => ExprKind::AllMembers(all_members(reader, node)?),
        Rule::en_not_bracket => {
            let bracket = node.find(Rule::en_bracket)?;
            ExprKind::Not(value(reader, &bracket.find(Rule::en_value)?)?)
        }
        Rule::en_said_of => return verb_test(reader, &node.kids().last()?),
        Rule::en_named_test => return named_test(reader, node),
        Rule::en_elapsed => ExprKind::Elapsed {
            since: day_or_name(reader, node)?,
            length: length_in(reader, node)?,
        },
        _ => return relation(reader, node),
    };
    Some(at(kind, span))
}

/// Reads `there is a member who …` · `there is no [car]`.
fn there(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let span = node.span();
    if node.has(Rule::en_some_members) {
        return members(reader, node);
    }
    let named = at(ExprKind::Name(name_in(reader, node)?, Verb::Has), span);
    Some(if node.has(Rule::en_no) {
        at(ExprKind::Not(named), span)
    } else {
        named
    })
}

fn all_members(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let inner = node.kids().last()?;
    if node.has(Rule::en_such_that) {
        test(reader, &inner)
    } else {
        verb_test(reader, &inner)
    }
}

/// Reads `[x] applies` · `[card] is not held` · `[a] is missed for 2 quarters in a row`.
fn named_test(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let (span, name) = (node.span(), name_in(reader, node)?);
    let word = node.kids().nth(1)?.rule();
    if word == Rule::en_is_missed {
        let kind = ExprKind::MissedInARow {
            number: whole(reader, &node.find(Rule::en_number)?)?,
            schedule: periods(node)?,
            event: name,
        };
        return Some(at(kind, span));
    }
    let verb = match word {
        Rule::en_is_held | Rule::en_is_not_held => Verb::Holds,
        Rule::en_is_signed | Rule::en_is_not_signed => Verb::Signed,
        _ => Verb::Bare,
    };
    let named = at(ExprKind::Name(name, verb), span);
    let denied = matches!(
        word,
        Rule::en_does_not_apply | Rule::en_is_not_held | Rule::en_is_not_signed
    );
    Some(if denied {
        at(ExprKind::Not(named), span)
    } else {
        named
    })
}

fn relation(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let left = sum(reader, &node.find(Rule::en_sum)?)?;
    if node.has(Rule::en_does_not_apply) {
        return Some(at(ExprKind::Not(left), node.span()));
    }
    compared(reader, node, left)
}

/// `left` with the comparison among the children of `node`, if there is one.
pub(super) fn compared(reader: &mut Reader<'_>, node: &Node<'_>, left: Expr) -> Option<Expr> {
    let Some(compare) = node.find(Rule::en_compare) else {
        return Some(left);
    };
    let is_bound = |kid: &Node<'_>| {
        matches!(
            kid.rule(),
            Rule::en_bound | Rule::en_bound_again | Rule::en_verb_bound
        )
    };
    let bounds = compare
        .kids()
        .filter(is_bound)
        .map(|kid| bound(reader, &kid))
        .collect::<Option<_>>()?;
    Some(at(ExprKind::Compare { left, bounds }, node.span()))
}

fn bound(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<(Relation, Expr)> {
    let value = sum(reader, &node.find(Rule::en_sum)?)?;
    let mut said = None;
    for kid in node.kids() {
        said = match kid.rule() {
            Rule::en_relation => Some(relation_of(reader, &kid.first()?)),
            Rule::en_odd_symbol => Some(relation_of(reader, &kid)),
            Rule::en_not => Some(Relation::IsNot),
            Rule::en_exceeds => Some(Relation::Over),
            Rule::en_reaches => Some(Relation::AtLeast),
            Rule::en_or_more | Rule::en_odd_word_after => Some(after(reader, node, &kid, said)),
            _ => said,
        };
    }
    Some((said.unwrap_or(Relation::Is), value))
}

/// `18 years or older`; `60 points at least` stands the wrong way round.
fn after(
    reader: &mut Reader<'_>,
    whole: &Node<'_>,
    node: &Node<'_>,
    before: Option<Relation>,
) -> Relation {
    let word = node.text().to_lowercase();
    let least = ["more", "older", "over", "above", "least"]
        .iter()
        .any(|end| word.ends_with(end));
    let read = if least {
        Relation::AtLeast
    } else {
        Relation::AtMost
    };
    match before {
        Some(said) if said != read => slips::clashing(reader, whole.span(), node.span()),
        None if word.starts_with("at") => slips::wrong_side(reader, whole.span(), node.span()),
        Some(_) | None => {}
    }
    before.unwrap_or(read)
}

/// The relation a comparison word stands for; one that is none of the language is reported.
pub(super) fn relation_of(reader: &mut Reader<'_>, node: &Node<'_>) -> Relation {
    match node.rule() {
        Rule::en_at_least => Relation::AtLeast,
        Rule::en_at_most => Relation::AtMost,
        Rule::en_over => Relation::Over,
        Rule::en_under => Relation::Under,
        _ => slips::odd_compare(reader, node.span()),
    }
}
