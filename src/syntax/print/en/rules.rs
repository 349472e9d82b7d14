//! Rules that are no norms, in English: shares, points, which text prevails, properties.

use super::{expr, whom};
use crate::diagnostic::Lang;
use crate::span::Located;
use crate::syntax::ast::{ArticleRef, Name, PointsRule, Property, ShareExtra, SubjectKind};
use crate::syntax::print::{Printer, number, words};

/// `[pot] is divided in equal shares, one per person, with 1 more for a household that …`
pub(super) fn share(
    printer: &mut Printer<'_>,
    pot: &Name,
    per_person: bool,
    extra: &[ShareExtra],
) -> String {
    let per = if per_person { "person" } else { "household" };
    let mut text = format!(
        "{} is divided in equal shares, one per {per}",
        printer.name(pot)
    );
    for (at, one) in extra.iter().enumerate() {
        let word = if at == 0 { "with" } else { "and" };
        let shares = number::plain(Lang::En, one.shares);
        let whom = whom(printer, &one.of.value, &one.condition);
        text.push_str(&format!(", {word} {shares} more for {whom}"));
    }
    text
}

/// Form 15.
pub(super) fn points(printer: &mut Printer<'_>, rule: &PointsRule) -> String {
    match rule {
        PointsRule::Each {
            action,
            points,
            deduct,
        } => {
            let gets = if *deduct { "loses" } else { "earns" };
            let action = printer.name(action);
            format!("each {action} {gets} {}", expr::enclosed(printer, points))
        }
        PointsRule::Redeem { step, gives } => format!(
            "every full {} may be exchanged for {}",
            expr::enclosed(printer, step),
            expr::enclosed(printer, gives)
        ),
        PointsRule::Reset(schedule) => {
            format!("points are reset {}", words::schedule(*schedule).1)
        }
        PointsRule::Floor(bound) => {
            format!("points are never below {}", expr::enclosed(printer, bound))
        }
        PointsRule::Ceiling(bound) => {
            format!("points are never above {}", expr::enclosed(printer, bound))
        }
        PointsRule::Expiry(length) => format!(
            "points are valid for {}",
            number::length(Lang::En, length.value)
        ),
    }
}

/// `where Article 3 conflicts with Article 5, Article 5 prevails`
pub(super) fn prevails(
    printer: &Printer<'_>,
    over: &[Located<ArticleRef>],
    winner: &Located<ArticleRef>,
) -> String {
    let conflict = if number::are_several(over) {
        "conflict"
    } else {
        "conflicts"
    };
    let winner = printer.references(std::slice::from_ref(winner), "");
    let over = printer.references(over, "and");
    format!("where {over} {conflict} with {winner}, {winner} prevails")
}

/// Form 22.
pub(super) fn property(printer: &mut Printer<'_>, property: &Property) -> String {
    match property {
        Property::Exclusive { first, second, who } => {
            let (first, second) = (printer.name(first), printer.name(second));
            let who = match who.value {
                SubjectKind::Person => "a villager who",
                _ => "a household that",
            };
            format!("property: {who} receives {first} does not receive {second}")
        }
        Property::Monotone {
            fact,
            rises,
            benefit,
            falls_never,
        } => {
            let (fact, benefit) = (printer.name(fact), printer.name(benefit));
            let moves = if *rises { "rises" } else { "falls" };
            let never = if *falls_never { "fall" } else { "rise" };
            format!("property: where {fact} {moves}, {benefit} does not {never}")
        }
    }
}
