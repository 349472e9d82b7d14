//! Leads, acts and tails of norms: forms 3, 4, 7–13, 16, 23.

use super::super::values::name;
use super::super::{Node, Reader, Rule, permits};
use super::acts::{act, entitled, is_act};
use super::conditions::logic;
use super::days::day_in;
use super::kin;
use super::relative::relative;
use super::slips;
use super::values::{at, name_in, refs_in, whole};
use crate::span::Located;
use crate::syntax::ast::{
    Act, Amount, Body, BreachCount, Expr, ExprKind, Failing, Lead, Norm, Sentence, Split,
    SubjectKind, Tail, Verb,
};

/// Reads a norm: who or when, what, and the parts after it.
pub(super) fn norm(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let first = node.first()?;
    let lead = opening(reader, &first)?;
    check_doers(reader, node, spoken_of(&lead));
    let (mut acts, tails) = acts_and_tails(reader, node)?;
    if first.rule() == Rule::en_nobody {
        acts.iter_mut().for_each(|act| forbid(reader, act));
    }
    Some(Sentence::Norm(Norm {
        lead,
        acts,
        tails,
        failing: Vec::new(),
    }))
}

/// `No villager may …` forbids.
fn forbid(reader: &mut Reader<'_>, act: &mut Located<Act>) {
    match &mut act.value {
        Act::May {
            by: None,
            window: None,
            actions,
            condition: None,
        } => {
            act.value = Act::MustNot {
                actions: std::mem::take(actions),
                place: None,
            };
        }
        _ => slips::nobody(reader, act.span),
    }
}

/// Reads `… is entitled each year to [sanitation award] at these rates`; the rows are still to come.
pub(super) fn tier_norm(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let lead = opening(reader, &node.first()?)?;
    check_doers(reader, node, spoken_of(&lead));
    let head = node.find(Rule::en_entitled)?;
    let sliced = node
        .find(Rule::en_at_these_rates)?
        .has(Rule::en_slice_by_slice);
    let amount = Amount::Tiers {
        sliced,
        rows: Vec::new(),
    };
    let each_person = head.has(Rule::en_each_person);
    let mut act = Located::new(
        entitled(reader, &head, None, Some(amount), each_person)?,
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

/// Reads `A household in any of these cases must [x]`; the conditions are still to come.
pub(super) fn case_norm(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let who = match node.find(Rule::en_heads) {
        Some(heads) => subjects(reader, &heads)?.into_iter().next(),
        None => None,
    };
    check_doers(reader, node, who.as_ref().map(|who| &who.value));
    let (acts, tails) = acts_and_tails(reader, node)?;
    let lead = Lead::Cases {
        all: node.has(Rule::en_all_cases),
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

/// Reads `failing that, must pay [removal fee] of 50 yuan`.
pub(super) fn failing(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Failing> {
    let action = if node.has(Rule::name) {
        Some(name_in(reader, node)?)
    } else {
        None
    };
    check_doers(reader, node, None);
    let (acts, tails) = acts_and_tails(reader, node)?;
    Some(Failing {
        action,
        acts,
        tails,
    })
}

/// Whom the lead speaks of, where it says so.
fn spoken_of(lead: &Lead) -> Option<&SubjectKind> {
    match lead {
        Lead::Subject { who, .. } => who.first().map(|who| &who.value),
        Lead::Breach { who, .. } | Lead::Cases { who, .. } => who.as_ref().map(|who| &who.value),
        Lead::When(_) => None,
    }
}

/// The tree keeps one doer a norm, so an act said of another one would be laid on the wrong shoulders. Where the
/// lead names nobody, the one in breach is meant; in an agreement that may be Party B, but Party A has to be named.
fn check_doers(reader: &mut Reader<'_>, node: &Node<'_>, who: Option<&SubjectKind>) {
    for doer in node.all(Rule::en_doer).filter_map(|doer| doer.first()) {
        let fits = match (doer.rule(), who) {
            (Rule::en_party_a, who) => who == Some(&SubjectKind::PartyA),
            (Rule::en_party_b, Some(who)) => *who == SubjectKind::PartyB,
            (Rule::en_said_household, Some(who)) => *who != SubjectKind::Person,
            (Rule::en_said_person, Some(who)) => *who != SubjectKind::Household,
            _ => true,
        };
        if !fits {
            slips::other_doer(reader, doer.span());
        }
    }
}

fn opening(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Lead> {
    match node.rule() {
        Rule::en_for_breach | Rule::en_for_kin_breach => breach(reader, node),
        Rule::en_when => Some(Lead::When(logic(reader, &node.find(Rule::en_logic)?)?)),
        Rule::en_role => {
            let role = name_in(reader, node)?;
            let span = role.span;
            Some(Lead::Subject {
                condition: None,
                who: vec![Located::new(SubjectKind::Role(role), span)],
            })
        }
        Rule::en_whom => described(reader, node),
        // `For …,` and `No … may`.
        _ => opening(
            reader,
            &node
                .kids()
                .find(|kid| matches!(kid.rule(), Rule::en_whom | Rule::en_role))?,
        ),
    }
}

fn described(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Lead> {
    let (condition, who) = whom(reader, node)?;
    Some(Lead::Subject { condition, who })
}

/// Reads `For 3 breaches of Article 9 in total,`.
fn breach(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Lead> {
    let times = match node.find(Rule::en_number) {
        Some(times) => Some(whole(reader, &times)?),
        None => None,
    };
    let in_a_row = node.has(Rule::en_in_a_row);
    let every = node.has(Rule::en_every);
    let count = times.map(|times| BreachCount {
        times,
        in_a_row,
        every,
    });
    if count.is_some() && !in_a_row && !every && !node.has(Rule::en_in_total) {
        slips::how_counted(reader, node.span());
    }
    let who = if node.kids().any(|kid| is_head(kid.rule())) {
        Some(subject_in(reader, node)?)
    } else {
        None
    };
    Some(Lead::Breach {
        who,
        count,
        articles: refs_in(reader, node)?,
        kin: node
            .find(Rule::en_kin_words)
            .map(|words| kin::words(&words))
            .unwrap_or_default(),
    })
}

/// What `a household that is [x]` says: which of them, and who.
pub(super) type Described = (Option<Expr>, Vec<Located<SubjectKind>>);

/// Reads `a household that has [illegal building]`.
pub(super) fn whom(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Described> {
    if let Some(relatives) = node.find(Rule::en_relatives) {
        return kin::relatives(reader, &relatives);
    }
    let who = subjects(reader, &node.find(Rule::en_heads)?)?;
    if let Some(odd) = node.find(Rule::en_odd_breaching) {
        slips::breaching(reader, odd.span());
        return None;
    }
    let persons = who.iter().any(|who| who.value == SubjectKind::Person);
    let condition = match (node.find(Rule::en_rel), node.find(Rule::en_logic)) {
        (Some(read), _) => Some(relative(reader, &read, persons)?),
        (None, Some(read)) => Some(logic(reader, &read)?),
        (None, None) => None,
    };
    Some((condition, who))
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

fn tails(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    acts: &mut [Located<Act>],
) -> Option<Vec<Located<Tail>>> {
    let mut tails = Vec::new();
    for kid in node.kids() {
        if matches!(kid.rule(), Rule::en_due | Rule::en_paid_by) && kid.has(Rule::en_day) {
            due(reader, &kid, acts)?;
        }
        if kid.rule() == Rule::en_split {
            split(reader, &kid, acts);
        }
        if kid.rule() == Rule::en_proviso {
            let condition = logic(reader, &kid.find(Rule::en_logic)?)?;
            if !permits::under(acts, &condition) {
                slips::nothing_permitted(reader, kid.span());
            }
        }
        if let Some(read) = tail(reader, &kid) {
            tails.push(Located::new(read?, kid.span()));
        }
    }
    Some(tails)
}

/// `paid before 2024-12-31` belongs to the benefit before it.
fn due(reader: &mut Reader<'_>, node: &Node<'_>, acts: &mut [Located<Act>]) -> Option<()> {
    let day = day_in(reader, node)?;
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

/// `counted by the month` belongs to the benefit before it.
fn split(reader: &mut Reader<'_>, node: &Node<'_>, acts: &mut [Located<Act>]) {
    let by = if node.has(Rule::en_by_months) {
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
        Rule::en_except => except(reader, node),
        Rule::en_until_event => name_in(reader, node).map(Tail::Until),
        Rule::en_paid_by => subject_in(reader, node).map(|who| Tail::PaidBy(who.value)),
        Rule::en_watched_by => subject_in(reader, node).map(|who| Tail::SupervisedBy(who.value)),
        Rule::en_still_owed => Some(Tail::StillOwed),
        Rule::en_early => Some(Tail::EarlyCounts),
        _ => return None,
    };
    Some(read)
}

/// Reads `except for a [hardship household]` · `except for a household that …` · `except where …`.
fn except(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Tail> {
    if let Some(condition) = node.find(Rule::en_logic) {
        return logic(reader, &condition).map(Tail::Except);
    }
    if let Some(described) = node.find(Rule::en_whom) {
        let (condition, who) = whom(reader, &described)?;
        return slips::one_described(reader, described.span(), condition, who)
            .map(|(condition, _)| Tail::Except(condition));
    }
    let named = name_in(reader, node)?;
    let span = named.span;
    Some(Tail::Except(at(ExprKind::Name(named, Verb::Bare), span)))
}

pub(super) fn is_head(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::en_body
            | Rule::en_party_a
            | Rule::en_party_b
            | Rule::en_person
            | Rule::en_household
            | Rule::en_village
    )
}

/// Reads `a household and a villager`.
pub(super) fn subjects(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
) -> Option<Vec<Located<SubjectKind>>> {
    node.kids()
        .filter(|kid| is_head(kid.rule()))
        .map(|kid| subject_of(reader, &kid))
        .collect()
}

/// The subject, or the role, among the children of `node`.
pub(super) fn subject_in(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Located<SubjectKind>> {
    let who = node
        .kids()
        .find(|kid| is_head(kid.rule()) || kid.rule() == Rule::name)?;
    subject_of(reader, &who)
}

/// Reads `household` · `villager` · `the villagers' committee` · `[group head]`.
fn subject_of(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Located<SubjectKind>> {
    let kind = match node.rule() {
        Rule::en_household => SubjectKind::Household,
        Rule::en_person => SubjectKind::Person,
        Rule::en_village => SubjectKind::Village,
        Rule::en_party_a => SubjectKind::PartyA,
        Rule::en_party_b => SubjectKind::PartyB,
        Rule::en_body => SubjectKind::Body(body(node)?),
        _ => SubjectKind::Role(name(reader, node)?),
    };
    Some(Located::new(kind, node.span()))
}

/// Reads `the villagers' committee`.
pub(super) fn body(node: &Node<'_>) -> Option<Body> {
    Some(match node.kids().last()?.rule() {
        Rule::en_committee => Body::Committee,
        Rule::en_representatives => Body::Representatives,
        Rule::en_assembly => Body::Assembly,
        Rule::en_group => Body::Group,
        Rule::en_supervision => Body::Supervision,
        Rule::en_party_members => Body::PartyMembers,
        Rule::en_members_assembly => Body::MembersAssembly,
        _ => Body::Township,
    })
}
