//! Norms: who or when, what is to be done, exceptions and what follows.

use super::super::{Node, Part, Reader, Rule, permits};
use super::acts::{act, entitled};
use super::days::day_in;
use super::expressions::logic;
use super::kin;
use super::slips;
use super::subjects::{is_head, subject_of, subjects, who_in};
use super::values::{name_in, names, refs_in, whole};
use crate::span::Located;
use crate::syntax::ast::{
    Act, Amount, BreachCount, DayRef, Expr, ExprKind, Failing, Lead, Norm, Sentence, Split,
    SubjectKind, Tail,
};

/// Reads `凡…的村民，每月有权领取「高龄补贴」50元`.
pub(super) fn norm(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let lead = opening(reader, &node.first()?)?;
    if let Some(not_apply) = not_bound(reader, node, &lead) {
        return not_apply;
    }
    let (acts, tails) = acts_and_tails(reader, node)?;
    Some(Sentence::Norm(Norm {
        lead,
        acts,
        tails,
        failing: Vec::new(),
    }))
}

/// Reads `…每年有权领取「卫生奖」，标准为`; the rows are still to come.
pub(super) fn tier_norm(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let lead = opening(reader, &node.first()?)?;
    let head = node.find(Rule::zh_entitled)?;
    let sliced = node.find(Rule::zh_tiers)?.has(Rule::zh_sliced);
    let amount = Amount::Tiers {
        sliced,
        rows: Vec::new(),
    };
    let mut act = Located::new(
        entitled(
            reader,
            &head,
            None,
            Some(amount),
            head.has(Rule::zh_each_person),
        )?,
        head.span(),
    );
    let tails = tails(reader, node, std::slice::from_mut(&mut act))?;
    Some(Sentence::Norm(Norm {
        lead,
        acts: vec![act],
        tails,
        failing: Vec::new(),
    }))
}

/// Reads `有下列情形之一的户，停发「卫生奖」`; the conditions are still to come.
pub(super) fn case_norm(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let all = node.find(Rule::zh_cases)?.has(Rule::zh_all_cases);
    let who = match node.find(Rule::zh_heads).and_then(|heads| heads.first()) {
        Some(head) => Some(subject_of(reader, &head)?),
        None => None,
    };
    let (acts, tails) = acts_and_tails(reader, node)?;
    let lead = Lead::Cases {
        all,
        who,
        conditions: Vec::new(),
    };
    Some(Sentence::Norm(Norm {
        lead,
        acts,
        tails,
        failing: Vec::new(),
    }))
}

/// Reads `鼓励村民「义务劳动」` · `禁止村民「乱倒垃圾」`.
pub(super) fn fronted(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let condition = condition_in(reader, node)?;
    let who = subjects(reader, &node.find(Rule::zh_heads)?)?;
    let (condition, who) = kin::relatives(reader, node, condition, who)?;
    let lead = Lead::Subject { condition, who };
    let actions = names(reader, &node.find(Rule::zh_ban_names)?)?;
    let place = match node.find(Rule::zh_place) {
        Some(place) => Some(name_in(reader, &place)?),
        None => None,
    };
    let act = match (node.first()?.rule(), place) {
        (Rule::zh_encourages, None) => Act::Encourage { actions },
        (Rule::zh_encourages, Some(place)) => {
            slips::unexpected_place(reader, place.span);
            return None;
        }
        (_, place) => Act::MustNot { actions, place },
    };
    let mut act = Located::new(act, node.span());
    let tails = tails(reader, node, std::slice::from_mut(&mut act))?;
    Some(Sentence::Norm(Norm {
        lead,
        acts: vec![act],
        tails,
        failing: Vec::new(),
    }))
}

/// Reads `逾期不清理的，应当支付「清运费」50元`.
pub(super) fn failing(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Part> {
    let bare = node.find(Rule::zh_bare_act).map(|act| act.span());
    let action = match bare {
        Some(span) => Some(Located::new(
            span.of(reader.original).trim().to_owned(),
            span,
        )),
        None if node.has(Rule::name) => Some(name_in(reader, node)?),
        None => None,
    };
    let (acts, tails) = acts_and_tails(reader, node)?;
    Some(Part::Failing(
        Failing {
            action,
            acts,
            tails,
        },
        bare,
    ))
}

fn opening(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Lead> {
    match node.rule() {
        Rule::zh_breach => breach(reader, node),
        Rule::zh_bare => who_or_when(reader, node, None),
        Rule::zh_role => {
            let role = name_in(reader, node)?;
            let span = role.span;
            Some(Lead::Subject {
                condition: None,
                who: vec![Located::new(SubjectKind::Role(role), span)],
            })
        }
        Rule::zh_odd_subject => odd_subject(reader, node),
        _ => {
            let condition = condition_in(reader, node)?;
            who_or_when(reader, node, condition)
        }
    }
}

/// `<条件>的S，` or `<条件>的，`
fn who_or_when(reader: &mut Reader<'_>, node: &Node<'_>, condition: Option<Expr>) -> Option<Lead> {
    match node.find(Rule::zh_heads) {
        Some(heads) => {
            let who = subjects(reader, &heads)?;
            let (condition, who) = kin::relatives(reader, node, condition, who)?;
            Some(Lead::Subject { condition, who })
        }
        None => condition.map(Lead::When),
    }
}

/// The 的 after the condition is missing, or `有…的成员` stands as a subject.
fn odd_subject(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Lead> {
    let condition = condition_in(reader, node)?;
    let end = condition
        .as_ref()
        .map_or_else(|| node.span(), |condition| condition.span)
        .end as usize;
    let members = condition
        .as_ref()
        .is_some_and(|read| matches!(*read.value, ExprKind::AnyMember { .. }));
    if members && !node.has(Rule::zh_heads) {
        slips::member_as_subject(reader, node.span());
    } else {
        slips::missing_de(reader, end, "「年龄」60周岁以上的村民");
    }
    who_or_when(reader, node, condition)
}

#[expect(
    clippy::option_option,
    reason = "a condition may be absent without a fault"
)]
fn condition_in(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Option<Expr>> {
    match node.find(Rule::zh_logic) {
        Some(condition) => logic(reader, &condition).map(Some),
        None => Some(None),
    }
}

fn breach(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Lead> {
    let mut heads = node.kids().filter(|kid| is_head(kid.rule()));
    let who = match heads.next() {
        Some(head) => Some(subject_of(reader, &head)?),
        None => None,
    };
    if let Some(second) = heads.next() {
        slips::two_doers(reader, second.span());
    }
    let count = match node.find(Rule::zh_breach_count) {
        Some(count) => Some(breach_count(reader, &count)?),
        None => None,
    };
    Some(Lead::Breach {
        who,
        count,
        articles: refs_in(reader, node)?,
        kin: node
            .find(Rule::zh_kin_words)
            .map(|words| kin::words(&words))
            .unwrap_or_default(),
    })
}

fn breach_count(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<BreachCount> {
    let word = node.first()?.rule();
    Some(BreachCount {
        times: whole(reader, &node.find(Rule::zh_number)?)?,
        in_a_row: matches!(word, Rule::zh_run | Rule::zh_each_run),
        every: matches!(word, Rule::zh_each_total | Rule::zh_each_run),
    })
}

/// `<条件>的户不受第九条限制` says the same as `第九条不适用于<条件>的户`.
#[expect(
    clippy::option_option,
    reason = "the outer one: another kind of norm; the inner one: a fault"
)]
fn not_bound(reader: &mut Reader<'_>, node: &Node<'_>, lead: &Lead) -> Option<Option<Sentence>> {
    let found = node.find(Rule::zh_not_bound)?;
    let acts = node.kids().filter(|kid| is_act(kid.rule())).count();
    if let (
        Lead::Subject {
            condition: Some(condition),
            who,
        },
        1,
    ) = (lead, acts)
        && let [who] = who.as_slice()
    {
        let (condition, who) = (condition.clone(), who.clone());
        let articles = refs_in(reader, &found);
        return Some(articles.map(|articles| Sentence::NotApply {
            articles,
            condition,
            who,
        }));
    }
    slips::not_bound_alone(reader, found.span());
    Some(None)
}

type ActsAndTails = (Vec<Located<Act>>, Vec<Located<Tail>>);

/// Reads the acts and the parts after them.
fn acts_and_tails(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ActsAndTails> {
    let mut acts = Vec::new();
    for kid in node.kids().filter(|kid| is_act(kid.rule())) {
        acts.push(Located::new(act(reader, &kid)?, kid.span()));
    }
    let tails = tails(reader, node, &mut acts)?;
    Some((acts, tails))
}

fn is_act(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::zh_entitlement
            | Rule::zh_duty
            | Rule::zh_ban
            | Rule::zh_waiver
            | Rule::zh_may
            | Rule::zh_priority
            | Rule::zh_rating
            | Rule::zh_duty_pause
            | Rule::zh_suspension
            | Rule::zh_disqualify
            | Rule::zh_deduct
            | Rule::zh_reprimand
            | Rule::zh_sign_again
            | Rule::zh_deemed
            | Rule::zh_not_bound
            | Rule::zh_deposit_fate
            | Rule::zh_repair
    )
}

fn tails(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    acts: &mut [Located<Act>],
) -> Option<Vec<Located<Tail>>> {
    let mut tails = Vec::new();
    for kid in node.kids() {
        if kid.rule() == Rule::zh_due {
            due(reader, &kid, acts)?;
        } else if kid.rule() == Rule::zh_split {
            split(reader, &kid, acts);
        } else if kid.rule() == Rule::zh_proviso {
            let condition = logic(reader, &kid.find(Rule::zh_logic)?)?;
            if !permits::under(acts, &condition) {
                slips::nothing_permitted(reader, kid.span());
            }
        } else if let Some(read) = tail(reader, &kid) {
            tails.push(Located::new(read?, kid.span()));
        }
    }
    Some(tails)
}

/// `于12月31日前发放` belongs to the benefit before it.
fn due(reader: &mut Reader<'_>, node: &Node<'_>, acts: &mut [Located<Act>]) -> Option<()> {
    let day: Located<DayRef> = day_in(reader, node)?;
    let benefit = acts.iter_mut().rev().find_map(|act| match &mut act.value {
        Act::Entitle { due, .. } => Some(due),
        _ => None,
    });
    match benefit {
        Some(due) => *due = Some(day),
        None => slips::nothing_to_pay(reader, node.span()),
    }
    Some(())
}

/// `按月计` belongs to the benefit before it.
fn split(reader: &mut Reader<'_>, node: &Node<'_>, acts: &mut [Located<Act>]) {
    let by = if node.has(Rule::zh_by_month) {
        Split::Month
    } else {
        Split::Day
    };
    let benefit = acts.iter_mut().rev().find_map(|act| match &mut act.value {
        Act::Entitle { split, .. } => Some(split),
        _ => None,
    });
    match benefit {
        Some(split) => *split = Some(by),
        None => slips::nothing_to_pay(reader, node.span()),
    }
}

/// Reads a part after the acts; the outer `None` is any other node.
#[expect(
    clippy::option_option,
    reason = "the outer one: no tail; the inner one: a fault"
)]
fn tail(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Option<Tail>> {
    let read = match node.rule() {
        Rule::zh_except => except(reader, node),
        Rule::zh_odd_except => {
            slips::missing_but(reader, node.span());
            except(reader, node)
        }
        Rule::zh_until => name_in(reader, node).map(Tail::Until),
        Rule::zh_paid_by => who_in(reader, node).map(Tail::PaidBy),
        Rule::zh_watched_by => who_in(reader, node).map(Tail::SupervisedBy),
        Rule::zh_still_owed => Some(Tail::StillOwed),
        Rule::zh_early => Some(Tail::EarlyCounts),
        _ => return None,
    };
    Some(read)
}

fn except(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Tail> {
    let condition = logic(reader, &node.find(Rule::zh_logic)?)?;
    let who = match node.find(Rule::zh_heads) {
        Some(heads) => subjects(reader, &heads)?,
        None => Vec::new(),
    };
    if who.is_empty() {
        return Some(Tail::Except(condition));
    }
    let (condition, _) = kin::relatives(reader, node, Some(condition), who)?;
    condition.map(Tail::Except)
}
