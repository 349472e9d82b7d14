//! English sentences.

mod about;
mod acts;
mod amounts;
mod conditions;
mod contents;
mod days;
mod explain;
mod kin;
mod norms;
mod relative;
mod rules;
mod slips;
mod steps;
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
        Rule::en_case_definition => about::case_definition(reader, &kid),
        Rule::en_steps_of => steps::steps(reader, &kid),
        Rule::en_contents => contents::contents(reader, &kid),
        Rule::en_case_norm => norms::case_norm(reader, &kid),
        _ => norms::tier_norm(reader, &kid),
    }
}

/// Builds what follows an item mark.
pub(super) fn item(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Item> {
    if let Some(missing) = node.find(Rule::en_odd_no_where) {
        slips::missing_where(reader, missing.span());
    }
    let condition = match node.find(Rule::en_logic) {
        Some(logic) => Some(conditions::logic(reader, &logic)?),
        None => None,
    };
    let value = match node.find(Rule::en_amount) {
        Some(amount) => Some(amounts::amount(reader, &amount)?),
        None => None,
    };
    Some(Item {
        condition,
        value,
        span: node.span(),
    })
}

/// Builds what follows `;`.
pub(super) fn part(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Part> {
    let kid = node.first()?;
    if kid.rule() == Rule::en_failing {
        return norms::failing(reader, &kid).map(|failing| Part::Failing(failing, None));
    }
    any(reader, &kid).map(|sentence| Part::Sentence(Box::new(sentence)))
}

fn any(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    match node.rule() {
        Rule::en_about_text => about::text(reader, node),
        Rule::en_about_articles => about::articles(reader, node),
        Rule::en_both => Some(Sentence::Higher {
            articles: values::refs_in(reader, node)?,
        }),
        Rule::en_transition => about::transition(reader, node),
        Rule::en_refund_at_end => about::refund_at_end(reader, node),
        Rule::en_definition => about::definition(reader, node),
        Rule::en_provides => contents::provides(reader, node),
        Rule::en_concluded => contents::concluded(reader, node),
        Rule::en_parameter => about::parameter(reader, node),
        Rule::en_cap => about::cap(reader, node),
        Rule::en_together => about::together(reader, node),
        Rule::en_consent => about::consent(reader, node),
        Rule::en_prevails => rules::prevails(reader, node),
        Rule::en_title_prevails => rules::title_prevails(reader, node),
        Rule::en_check => rules::check(reader, node),
        Rule::en_property => rules::property(reader, node),
        Rule::en_succession => Some(Sentence::Succession),
        Rule::en_points_each => rules::points_each(reader, node),
        Rule::en_points_redeemed => rules::points_redeemed(reader, node),
        Rule::en_points_rule => rules::points_rule(reader, node),
        Rule::en_presumption => rules::presumption(reader, node),
        Rule::en_division => rules::division(reader, node),
        _ => norms::norm(reader, node),
    }
}
