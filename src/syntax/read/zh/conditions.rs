//! One test of a condition: `有…的成员`, `未持有「证」`, `「收入」低于4000元`.

use super::super::values::name;
use super::super::{Node, Reader, Rule};
use super::days::{date_at, is_date, length_in, schedule_of};
use super::expressions::{bracket, logic, sum};
use super::values::{at, name_in, plain};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::Span;
use crate::syntax::ast::{Expr, ExprKind, Relation, Verb};

/// Reads one test.
pub(super) fn test(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let span = node.span();
    let kind = match node.rule() {
        Rule::zh_exists => return exists(reader, node),
        Rule::zh_all => ExprKind::AllMembers(all_members(reader, node)?),
        Rule::zh_missed => missed(reader, node)?,
        Rule::zh_elapsed => ExprKind::Elapsed {
            since: day_or_name(reader, node)?,
            length: length_in(reader, node)?,
        },
        Rule::zh_not | Rule::zh_m_not => ExprKind::Not(negated(reader, node)?),
        Rule::zh_holds | Rule::zh_m_holds => ExprKind::Name(name_in(reader, node)?, verb(node)),
        _ => return relation(reader, node),
    };
    Some(at(kind, span))
}

fn exists(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let span = node.span();
    let condition = logic(reader, &node.find(Rule::zh_m_logic)?)?;
    let any = at(
        ExprKind::AnyMember {
            condition,
            count: bounds(reader, node)?,
        },
        span,
    );
    Some(if node.has(Rule::zh_has_not) {
        at(ExprKind::Not(any), span)
    } else {
        any
    })
}

fn all_members(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let inner = node.first()?;
    if inner.rule() == Rule::zh_m_bracket {
        bracket(reader, &inner)
    } else {
        test(reader, &inner)
    }
}

fn missed(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ExprKind> {
    let length = length_in(reader, node)?;
    let (number, schedule) = schedule_of(reader, length)?;
    Some(ExprKind::MissedInARow {
        number,
        schedule,
        event: name_in(reader, node)?,
    })
}

/// The first name or date among the children, as an expression.
pub(super) fn day_or_name(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let kid = node
        .kids()
        .find(|kid| kid.rule() == Rule::name || is_date(kid.rule()))?;
    let kind = if kid.rule() == Rule::name {
        ExprKind::Name(name(reader, &kid)?, Verb::Bare)
    } else {
        ExprKind::Date(date_at(reader, &kid)?.value)
    };
    Some(at(kind, kid.span()))
}

fn negated(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let inner = node.kids().last()?;
    match inner.rule() {
        Rule::zh_bracket | Rule::zh_m_bracket => bracket(reader, &inner),
        _ => {
            // 没有「车辆」 negates 有「车辆」.
            let has = node.kids().any(|kid| kid.text() == "没有");
            let verb = if has { Verb::Has } else { verb(node) };
            Some(at(
                ExprKind::Name(name(reader, &inner)?, verb),
                inner.span(),
            ))
        }
    }
}

fn verb(node: &Node<'_>) -> Verb {
    let word = node
        .kids()
        .find(|kid| matches!(kid.rule(), Rule::zh_verb | Rule::zh_m_verb));
    match word.and_then(|word| word.first()).map(|word| word.rule()) {
        Some(Rule::zh_holding) => Verb::Holds,
        Some(Rule::zh_being) => Verb::Is,
        Some(Rule::zh_belonging) => Verb::Belongs,
        Some(Rule::zh_signed) => Verb::Signed,
        Some(Rule::zh_has) => Verb::Has,
        _ => Verb::Bare,
    }
}

fn relation(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let left = sum(reader, &node.first()?)?;
    bounded(reader, node, left)
}

/// `left` with the bounds among the children of `node`, if there are any.
pub(super) fn bounded(reader: &mut Reader<'_>, node: &Node<'_>, left: Expr) -> Option<Expr> {
    let bounds = bounds(reader, node)?;
    if bounds.is_empty() {
        return Some(left);
    }
    let span = left.span.to(node.span());
    Some(at(ExprKind::Compare { left, bounds }, span))
}

/// Reads the bounds among the children of `node`, in the order written.
fn bounds(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Vec<(Relation, Expr)>> {
    let is_bound = |kid: &Node<'_>| {
        matches!(
            kid.rule(),
            Rule::zh_bound | Rule::zh_bound_again | Rule::zh_m_bound | Rule::zh_m_bound_again
        )
    };
    node.kids()
        .filter(is_bound)
        .map(|kid| bound(reader, &kid))
        .collect()
}

fn bound(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<(Relation, Expr)> {
    let (mut before, mut after, mut value, mut reversed) = (None, None, None, None);
    for kid in node.kids() {
        match kid.rule() {
            Rule::zh_word_before => before = Some(word_before(reader, &kid.first()?)?),
            Rule::zh_word_between => before = Some(word_before(reader, &kid)?),
            Rule::zh_word_after => {
                reversed = reversed.or(value.is_none().then(|| kid.clone()));
                after = Some((word_after(kid.text()), kid.span()));
            }
            _ => value = Some(limit(reader, &kid)?),
        }
    }
    if let Some(word) = reversed {
        wrong_side(reader, &word, node.span());
    }
    match (before, after) {
        (Some(relation), Some((other, span))) if relation != other => {
            clashing(reader, node.span(), span);
            Some((relation, value?))
        }
        (Some(relation), _) => Some((relation, value?)),
        (None, after) => Some((after?.0, value?)),
    }
}

/// Reads what is compared with: `60分`, `在「标准」`, a sum.
fn limit(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    match node.rule() {
        Rule::zh_sum | Rule::zh_m_sum => sum(reader, node),
        Rule::zh_limit_value | Rule::zh_m_limit_value => limit(reader, &node.kids().last()?),
        Rule::zh_bracket | Rule::zh_m_bracket => bracket(reader, node),
        Rule::name => Some(at(
            ExprKind::Name(name(reader, node)?, Verb::Bare),
            node.span(),
        )),
        Rule::zh_day => super::expressions::day_value(reader, node),
        _ => plain(reader, node),
    }
}

fn word_before(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Relation> {
    let node = if node.rule() == Rule::zh_word_between {
        node.first()?
    } else {
        node.clone()
    };
    Some(match node.rule() {
        Rule::zh_at_least => Relation::AtLeast,
        Rule::zh_no_more => Relation::AtMost,
        Rule::zh_under => Relation::Under,
        Rule::zh_over => Relation::Over,
        Rule::zh_is_not => Relation::IsNot,
        Rule::zh_equals => Relation::Is,
        _ => odd_compare(reader, &node),
    })
}

/// `大于60分`: reported, and read as what it means.
fn odd_compare(reader: &mut Reader<'_>, node: &Node<'_>) -> Relation {
    let word = node.text();
    let (relation, zh, en) = match word {
        "大于" | "＞" | ">" => (
            Relation::Over,
            "“超过”（不含本数）或“以上”（含本数）",
            "超过 (without the number) or 以上 (with it)",
        ),
        "小于" | "＜" | "<" => (
            Relation::Under,
            "“低于”（不含本数）或“以下”（含本数）",
            "低于 (without the number) or 以下 (with it)",
        ),
        "小于等于" | "小于或等于" | "不大于" | "至多" | "≤" | "<=" => {
            (Relation::AtMost, "“不超过”或“以下”", "不超过 or 以下")
        }
        _ => (Relation::AtLeast, "“不少于”或“以上”", "不少于 or 以上"),
    };
    let message = Text::new(
        format!("“{word}”不是本语言的比较词"),
        format!("`{word}` is no comparison word here"),
    );
    let help = (format!("请用{zh}"), format!("use {en}"));
    let right = crate::syntax::print::relation_word(relation);
    let found = Diagnostic::new(Code::WrongWord, node.span(), message).help(help.0, help.1);
    reader.report(found.fixed(node.span(), right.0));
    relation
}

fn word_after(word: &str) -> Relation {
    match word {
        "以下" | "以内" => Relation::AtMost,
        "以外" => Relation::Over,
        _ => Relation::AtLeast,
    }
}

fn wrong_side(reader: &mut Reader<'_>, word: &Node<'_>, whole: Span) {
    let word = word.text();
    let number = whole.of(reader.original).trim_start_matches(word).trim();
    let message = Text::new(
        format!("“{word}”写在数字之后：{number}{word}"),
        format!("`{word}` comes after the number: {number}{word}"),
    );
    let help = (
        format!("请写“{number}{word}”"),
        format!("write `{number}{word}`"),
    );
    let found = Diagnostic::new(Code::WordOrder, whole, message).help(help.0, help.1);
    reader.report(found.fixed(whole, format!("{number}{word}")));
}

fn clashing(reader: &mut Reader<'_>, whole: Span, after: Span) {
    let written = after.of(reader.original);
    let message = Text::new(
        format!("“{}”前后两个比较词互相矛盾", whole.of(reader.original)),
        "the two comparison words disagree: one includes the number, the other does not".to_owned(),
    );
    let help = (
        format!("删去“{written}”，或删去前面的比较词"),
        "keep one of them".to_owned(),
    );
    reader.report(Diagnostic::new(Code::ClashingWords, whole, message).help(help.0, help.1));
}
