//! Rules that are no norms: shares, points, which text prevails, presumptions, properties, reckonings.

use super::super::articles;
use super::super::values::name;
use super::super::{Node, Reader, Rule};
use super::amounts::{suffixed, sum};
use super::conditions::{compared, logic};
use super::days::{length_in, schedule_word};
use super::norms::{is_head, subject_in, whom};
use super::slips;
use super::values::{name_in, number, ratio, refs};
use crate::span::Located;
use crate::syntax::ast::{
    ArticleRef, Name, PointsRule, Property, Sentence, ShareExtra, SubjectKind,
};
use crate::value::Exact;

/// Reads `[pot] is divided in equal shares, one per person, with 1 more for a household that …`.
pub(super) fn division(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let extra = node
        .all(Rule::en_share_extra)
        .map(|kid| share_extra(reader, &kid))
        .collect::<Option<_>>()?;
    Some(Sentence::Share {
        pot: name_in(reader, node)?,
        per_person: node.has(Rule::en_person),
        extra,
    })
}

fn share_extra(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ShareExtra> {
    let shares = match (node.find(Rule::en_ratio), node.find(Rule::en_number)) {
        (Some(share), _) => ratio(reader, &share)?,
        (None, Some(whole)) => number(reader, &whole)?,
        (None, None) => Exact::new(1, 2)?,
    };
    let described = node.find(Rule::en_whom)?;
    let (condition, who) = whom(reader, &described)?;
    let (condition, of) = slips::one_described(reader, described.span(), condition, who)?;
    if !matches!(of.value, SubjectKind::Household | SubjectKind::Person) {
        slips::who_shares(reader, of.span);
        return None;
    }
    if shares <= Exact::ZERO {
        slips::no_share(reader, node.span());
        return None;
    }
    Some(ShareExtra {
        condition,
        of,
        shares,
    })
}

/// Reads `Each [voluntary work] earns 5 points`.
pub(super) fn points_each(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    Some(Sentence::Points(PointsRule::Each {
        action: name_in(reader, node)?,
        points: sum(reader, &node.find(Rule::en_sum)?)?,
        deduct: node.has(Rule::en_loses_points),
    }))
}

/// Reads `Every full 100 points may be exchanged for 50 yuan`.
pub(super) fn points_redeemed(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let mut sums = node.all(Rule::en_sum);
    let (step, gives) = (sums.next()?, sums.next()?);
    Some(Sentence::Points(PointsRule::Redeem {
        step: sum(reader, &step)?,
        gives: sum(reader, &gives)?,
    }))
}

/// Reads `Points are reset each year` · `Points are never above 500 points` · `Points are valid for 1 year`.
pub(super) fn points_rule(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let rule = if node.has(Rule::en_reset) {
        PointsRule::Reset(schedule_word(&node.kids().last()?))
    } else if node.has(Rule::en_never_below) {
        PointsRule::Floor(sum(reader, &node.find(Rule::en_sum)?)?)
    } else if node.has(Rule::en_never_above) {
        PointsRule::Ceiling(sum(reader, &node.find(Rule::en_sum)?)?)
    } else {
        PointsRule::Expiry(length_in(reader, node)?)
    };
    Some(Sentence::Points(rule))
}

/// Reads `Where Article 3 conflicts with Article 5, Article 5 prevails`.
pub(super) fn prevails(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let mut sides: Vec<_> = node.all(Rule::en_refs).collect();
    let winner = sides.pop()?;
    let mut winners = refs(reader, &winner)?;
    let (Some(winner), true) = (winners.pop(), winners.is_empty()) else {
        slips::one_winner(reader, winner.span());
        return None;
    };
    let mut sides = sides.into_iter();
    let mut one = refs(reader, &sides.next()?)?;
    let Some(other) = sides.next() else {
        // `Articles 3 and 5 conflict`: all that are named.
        let named = one.len();
        one.retain(|it| it.value != winner.value);
        return if one.len() < named {
            articles::prevails(reader, one, winner)
        } else {
            articles::unclear(reader, winner.span)
        };
    };
    let other = refs(reader, &other)?;
    let is_winner = |side: &[Located<ArticleRef>]| matches!(side, [it] if it.value == winner.value);
    if is_winner(&other) {
        articles::prevails(reader, one, winner)
    } else if is_winner(&one) {
        articles::prevails(reader, other, winner)
    } else {
        articles::unclear(reader, winner.span)
    }
}

/// Reads `"Measures A" prevails over "Measures B"`.
pub(super) fn title_prevails(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let texts = node.all(Rule::en_text);
    let texts: Option<Vec<Name>> = texts.map(|text| articles::text(reader, &text)).collect();
    articles::title_prevails(reader, texts?, node.has(Rule::en_prevails_over))
}

/// Reads `Where [resident] is in dispute, it is presumed not`.
pub(super) fn presumption(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    Some(Sentence::Presumption {
        name: name_in(reader, node)?,
        holds: !node.has(Rule::en_presumed_no),
    })
}

/// Reads `Property: a household that receives [a] does not receive [b]`.
pub(super) fn property(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let kid = node.kids().last()?;
    let (first, second) = two_names(reader, &kid)?;
    let property = if kid.kids().any(|kid| is_head(kid.rule())) {
        Property::Exclusive {
            first,
            second,
            who: subject_in(reader, &kid)?,
        }
    } else {
        let is_way = |kid: &Node<'_>| matches!(kid.rule(), Rule::en_goes_up | Rule::en_goes_down);
        let mut ways = kid.kids().filter(is_way);
        Property::Monotone {
            fact: first,
            rises: ways.next()?.rule() == Rule::en_goes_up,
            benefit: second,
            falls_never: ways.next()?.rule() == Rule::en_goes_down,
        }
    };
    Some(Sentence::Property(property))
}

/// Reads `Check: [a] divided by [b], rounded to 0.1%, equals 97.3%`.
pub(super) fn check(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let first = logic(reader, &node.find(Rule::en_logic)?)?;
    let left = suffixed(reader, node, first)?;
    let what = compared(reader, node, left)?;
    Some(Sentence::Check(what))
}

fn two_names(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<(Name, Name)> {
    let mut names = node.all(Rule::name);
    let (first, second) = (names.next()?, names.next()?);
    Some((name(reader, &first)?, name(reader, &second)?))
}
