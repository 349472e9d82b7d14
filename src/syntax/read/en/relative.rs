//! Conditions said of whoever stands before: `that …`, `who …`, `whose …`, and those of a member.

use super::super::values::{blank_name, name};
use super::super::{Node, Reader, Rule};
use super::amounts::sum;
use super::conditions::{compared, relation_of, test};
use super::days::periods;
use super::slips;
use super::values::{at, name_in, number, whole};
use crate::syntax::ast::{Expr, ExprKind, Relation, Verb};
use crate::value::Unit;

/// Reads one of several joined tests.
type Test = fn(&mut Reader<'_>, &Node<'_>) -> Option<Expr>;

/// Reads tests joined by `and` and `or`; `and` binds tighter.
pub(super) fn joined(reader: &mut Reader<'_>, node: &Node<'_>, test: Test) -> Option<Expr> {
    let mut either = Vec::new();
    let mut both = Vec::new();
    for kid in node.kids() {
        match kid.rule() {
            Rule::en_and | Rule::comma | Rule::open_bracket | Rule::close_bracket => {}
            Rule::en_or => either.extend(join(std::mem::take(&mut both), ExprKind::And)),
            _ => both.push(test(reader, &kid)?),
        }
    }
    either.extend(join(both, ExprKind::And));
    join(either, ExprKind::Or)
}

fn join(mut parts: Vec<Expr>, join: fn(Vec<Expr>) -> ExprKind) -> Option<Expr> {
    if parts.len() < 2 {
        return parts.pop();
    }
    let span = parts.first()?.span.to(parts.last()?.span);
    Some(at(join(parts), span))
}

/// Reads `that has [x] and whose [income] is under 4000 yuan`; `persons` may be spoken of with `who`.
pub(super) fn relative(reader: &mut Reader<'_>, node: &Node<'_>, persons: bool) -> Option<Expr> {
    if !persons {
        let whos = node
            .all(Rule::en_that_is)
            .filter_map(|that| that.find(Rule::en_who));
        whos.for_each(|who| slips::who_of_household(reader, who.span()));
    }
    joined(reader, node, relative_test)
}

fn relative_test(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    match node.rule() {
        Rule::en_rel_bracket => joined(reader, &node.find(Rule::en_rel)?, relative_test),
        Rule::en_that_is | Rule::en_mem_who | Rule::en_verb_again | Rule::en_odd_bare_verb => {
            verb_test(reader, &node.kids().last()?)
        }
        Rule::en_for_which_is | Rule::en_mem_for_whom => test(reader, &node.kids().last()?),
        Rule::en_whose_household => {
            let own = at(ExprKind::OfHousehold(name_in(reader, node)?), node.span());
            Some(if node.has(Rule::en_not) {
                at(ExprKind::Not(own), node.span())
            } else {
                own
            })
        }
        Rule::en_mem_bracket => member(reader, &node.find(Rule::en_mem)?),
        _ => {
            let left = sum(reader, &node.find(Rule::en_sum)?)?;
            compared(reader, node, left)
        }
    }
}

/// Reads a member's condition: `whose [age] is at least 18 years and who is [at university]`.
pub(super) fn member(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    for odd in node.all(Rule::en_odd_bare_verb) {
        slips::bare_verb(reader, odd.span(), node.span());
    }
    joined(reader, node, relative_test)
}

/// Reads `is [x]` · `does not hold [card]` · `has a member who …` · `(is [a] or holds [b])`.
pub(super) fn verb_test(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let span = node.span();
    match node.rule() {
        Rule::en_verb_bracket | Rule::en_mem_verb_bracket => joined(reader, node, verb_test),
        Rule::en_verb_again | Rule::en_odd_bare_verb => verb_test(reader, &node.first()?),
        Rule::en_has_members => members(reader, node),
        Rule::en_has_missed => {
            let kind = ExprKind::MissedInARow {
                number: whole(reader, &node.find(Rule::en_number)?)?,
                schedule: periods(node)?,
                event: name_in(reader, node)?,
            };
            Some(at(kind, span))
        }
        Rule::en_is_not => {
            let named = at(ExprKind::Name(name_in(reader, node)?, verb(node)), span);
            Some(at(ExprKind::Not(named), span))
        }
        _ => Some(at(ExprKind::Name(name_in(reader, node)?, verb(node)), span)),
    }
}

fn verb(node: &Node<'_>) -> Verb {
    match node.first().map(|word| word.rule()) {
        Some(Rule::en_signed | Rule::en_not_signed) => Verb::Signed,
        Some(Rule::en_holds | Rule::en_not_holds) => Verb::Holds,
        Some(Rule::en_belongs | Rule::en_not_belongs) => Verb::Belongs,
        Some(Rule::en_has | Rule::en_not_has) => Verb::Has,
        _ => Verb::Bare,
    }
}

/// Reads `a member who …` · `no member who …` · `at least 2 members whose …` among the children of `node`.
pub(super) fn members(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let span = node.span();
    let how_many = node.find(Rule::en_some_members)?;
    let condition = member(reader, &node.find(Rule::en_mem)?)?;
    let count = how_many
        .all(Rule::en_many)
        .map(|kid| many(reader, &kid))
        .collect::<Option<_>>()?;
    let any = at(ExprKind::AnyMember { condition, count }, span);
    Some(if how_many.has(Rule::en_no) {
        at(ExprKind::Not(any), span)
    } else {
        any
    })
}

/// Reads `at least 2`.
fn many(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<(Relation, Expr)> {
    let relation = match node.find(Rule::en_relation) {
        Some(word) => relation_of(reader, &word.first()?),
        None if node.has(Rule::en_not_exactly) => Relation::IsNot,
        None => Relation::Is,
    };
    let last = node.kids().last()?;
    let kind = match last.rule() {
        Rule::name => ExprKind::Name(name(reader, &last)?, Verb::Bare),
        Rule::blank => ExprKind::Blank {
            name: blank_name(reader, &last),
            unit: Some(Unit::Person),
        },
        _ => ExprKind::Number {
            value: number(reader, &last)?,
            unit: Some(Unit::Person),
        },
    };
    Some((relation, at(kind, last.span())))
}
