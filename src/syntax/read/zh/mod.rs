//! Chinese sentences.

mod about;
mod acts;
mod conditions;
mod contents;
mod days;
mod explain;
mod expressions;
mod kin;
mod norms;
mod rules;
mod slips;
mod steps;
mod subjects;

mod values;

pub(super) use contents::content;
pub(super) use explain::explain;
pub(super) use steps::step;

use super::{Item, Node, Part, Reader, Rule};
use crate::syntax::ast::Sentence;

/// Builds a whole sentence.
pub(super) fn sentence(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    any(reader, &node.first()?)
}

/// Builds a sentence that announces a list; its items are still to come.
pub(super) fn lead(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let kid = node.first()?;
    match kid.rule() {
        Rule::zh_case_definition => about::case_definition(reader, &kid),
        Rule::zh_steps => steps::steps(reader, &kid),
        Rule::zh_contents => contents::contents(reader, &kid),
        Rule::zh_case_norm => norms::case_norm(reader, &kid),
        _ => norms::tier_norm(reader, &kid),
    }
}

/// Builds what follows an item mark.
pub(super) fn item(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Item> {
    let condition = match node.find(Rule::zh_logic) {
        Some(logic) => Some(expressions::logic(reader, &logic)?),
        None => None,
    };
    if condition.is_some() && !node.has(Rule::de) {
        let end = node
            .find(Rule::zh_logic)
            .map_or_else(|| node.span(), |logic| logic.span())
            .end as usize;
        slips::missing_de(reader, end, "（一）「年龄」60周岁以上的，50元");
    }
    let value = match node.find(Rule::zh_amount) {
        Some(amount) => Some(expressions::amount(reader, &amount)?),
        None => None,
    };
    Some(Item {
        condition,
        value,
        span: node.span(),
    })
}

/// Builds what follows `；`.
pub(super) fn part(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Part> {
    let kid = node.first()?;
    if kid.rule() == Rule::zh_failing {
        return norms::failing(reader, &kid);
    }
    any(reader, &kid).map(|sentence| Part::Sentence(Box::new(sentence)))
}

fn any(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    match node.rule() {
        Rule::zh_about_text => about::text(reader, node),
        Rule::zh_about_articles => about::articles(reader, node),
        Rule::zh_both => about::both(reader, node),
        Rule::zh_refund_at_end => about::refund_at_end(reader, node),
        Rule::zh_transition => about::transition(reader, node),
        Rule::zh_definition => about::definition(reader, node),
        Rule::zh_provides => contents::provides(reader, node),
        Rule::zh_concluded => contents::concluded(reader, node),
        Rule::zh_parameter => about::parameter(reader, node),
        Rule::zh_cap => about::cap(reader, node),
        Rule::zh_together => about::together(reader, node),
        Rule::zh_consent => about::consent(reader, node),
        Rule::zh_prevails => rules::prevails(reader, node),
        Rule::zh_title_prevails => rules::title_prevails(reader, node),
        Rule::zh_property => rules::property(reader, node),
        Rule::zh_succession => Some(Sentence::Succession),
        Rule::zh_check => rules::check(reader, node),
        Rule::zh_points_each => rules::points_each(reader, node),
        Rule::zh_points_rule => rules::points_rule(reader, node),
        Rule::zh_presumption => rules::presumption(reader, node),
        Rule::zh_division => rules::division(reader, node),
        Rule::zh_fronted => norms::fronted(reader, node),
        _ => norms::norm(reader, node),
    }
}
