//! Rules that are no norms: shares, points, which text prevails, presumptions, properties, reckonings.

use super::super::articles;
use super::super::values::name;
use super::super::{Node, Reader, Rule};
use super::conditions::bounded;
use super::days::{length_in, schedule_word};
use super::expressions::{logic, suffixes, sum};
use super::kin;
use super::slips;
use super::subjects::{is_head, subject_of};
use super::values::{article_ref, name_in, number, ratio, refs};
use crate::syntax::ast::{Name, PointsRule, Property, Schedule, Sentence, ShareExtra};
use crate::value::Exact;

/// Reads `「集体收益」按人均分配，每人一份，「困难户」的户另加1份`.
pub(super) fn division(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    if let Some(odd) = node.find(Rule::zh_odd_per_one) {
        slips::other_share(reader, odd.span());
        return None;
    }
    let extra = node
        .all(Rule::zh_share_extra)
        .map(|kid| share_extra(reader, &kid))
        .collect::<Option<_>>()?;
    Some(Sentence::Share {
        pot: name_in(reader, node)?,
        per_person: node.has(Rule::zh_by_persons),
        extra,
    })
}

fn share_extra(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ShareExtra> {
    let condition = logic(reader, &node.find(Rule::zh_logic)?)?;
    let of = node.kids().find(|kid| is_head(kid.rule()))?;
    let shares = match (node.find(Rule::zh_ratio), node.find(Rule::zh_number)) {
        (Some(share), _) => ratio(reader, &share)?,
        (None, Some(whole)) => number(reader, &whole)?,
        (None, None) => Exact::new(1, 2)?,
    };
    if shares <= Exact::ZERO {
        slips::no_share(reader, node.span());
        return None;
    }
    let of = subject_of(reader, &of)?;
    let (condition, of) = kin::one(reader, node, condition, of)?;
    Some(ShareExtra {
        condition,
        of,
        shares,
    })
}

/// Reads `「义务劳动」一次，记5分`.
pub(super) fn points_each(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    Some(Sentence::Points(PointsRule::Each {
        action: name_in(reader, node)?,
        points: sum(reader, &node.find(Rule::zh_sum)?)?,
        deduct: node.has(Rule::zh_takes),
    }))
}

/// Reads `积分每年清零` · `积分每满100分可以兑换50元` · `积分最高为500分`.
pub(super) fn points_rule(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let kid = node.first()?;
    let rule = match kid.rule() {
        Rule::zh_redeems => {
            let mut sums = kid.all(Rule::zh_sum);
            let (step, gives) = (sums.next()?, sums.next()?);
            PointsRule::Redeem {
                step: sum(reader, &step)?,
                gives: sum(reader, &gives)?,
            }
        }
        Rule::zh_resets if kid.has(Rule::zh_year_end) => PointsRule::Reset(Schedule::Year),
        Rule::zh_resets => PointsRule::Reset(schedule_word(&kid.first()?)),
        Rule::zh_lowest => PointsRule::Floor(sum(reader, &kid.find(Rule::zh_sum)?)?),
        Rule::zh_highest => PointsRule::Ceiling(sum(reader, &kid.find(Rule::zh_sum)?)?),
        _ => PointsRule::Expiry(length_in(reader, &kid)?),
    };
    Some(Sentence::Points(rule))
}

/// Reads `与第三条不一致的，以第五条为准`.
pub(super) fn prevails(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let mut over = refs(reader, &node.find(Rule::zh_refs)?)?;
    let winner = article_ref(reader, &node.find(Rule::zh_ref)?)?;
    if node.has(Rule::zh_against) {
        return articles::prevails(reader, over, winner);
    }
    // `第三条与第五条不一致的`: 与 joins the articles like any list.
    let named = over.len();
    over.retain(|one| one.value != winner.value);
    if over.len() == named {
        return articles::unclear(reader, winner.span);
    }
    articles::prevails(reader, over, winner)
}

/// Reads `《甲办法》优先于《乙办法》` · `本办法与《乙办法》不一致的，以《乙办法》为准`.
pub(super) fn title_prevails(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let texts = node.all(Rule::zh_text);
    let texts: Option<Vec<Name>> = texts.map(|text| articles::text(reader, &text)).collect();
    articles::title_prevails(reader, texts?, node.has(Rule::zh_before_others))
}

/// Reads `「居民」有争议的，推定为是`.
pub(super) fn presumption(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    Some(Sentence::Presumption {
        name: name_in(reader, node)?,
        holds: node.has(Rule::zh_presumed_yes),
    })
}

/// Reads `性质：领取「甲」的户不得同时领取「乙」` · `性质：「人均收入」降低时，「救助」不减少`.
pub(super) fn property(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let kid = node.kids().last()?;
    let (first, second) = two_names(reader, &kid)?;
    let property = if let Some(who) = kid.kids().find(|kid| is_head(kid.rule())) {
        Property::Exclusive {
            first,
            second,
            who: subject_of(reader, &who)?,
        }
    } else {
        let is_way = |kid: &Node<'_>| matches!(kid.rule(), Rule::zh_goes_up | Rule::zh_goes_down);
        let mut ways = kid.kids().filter(is_way);
        Property::Monotone {
            fact: first,
            rises: ways.next()?.rule() == Rule::zh_goes_up,
            benefit: second,
            falls_never: ways.next()?.rule() == Rule::zh_goes_down,
        }
    };
    Some(Sentence::Property(property))
}

/// Reads `核对：「甲」除以「乙」，四舍五入到0.1%，为97.3%`.
pub(super) fn check(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let first = logic(reader, &node.find(Rule::zh_logic)?)?;
    let left = suffixes(reader, node, first)?;
    let what = bounded(reader, node, left)?;
    Some(Sentence::Check(what))
}

fn two_names(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<(Name, Name)> {
    let mut names = node.all(Rule::name);
    let (first, second) = (names.next()?, names.next()?);
    Some((name(reader, &first)?, name(reader, &second)?))
}
