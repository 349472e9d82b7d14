//! Every expression of a sentence, without recursion: names and blanks are gathered before anything is typed.

use crate::span::Located;
use crate::syntax::ast::{
    Act, Amount, Expr, ExprKind, Failing, Lead, Meaning, Norm, PointsRule, Sentence, Tail, Tier,
};

/// The expressions a sentence is made of, in the order of the text.
pub(super) fn sentence(sentence: &Sentence) -> Vec<&Expr> {
    let mut all = Vec::new();
    match sentence {
        Sentence::Definition { meaning, .. } => self::meaning(meaning, &mut all),
        Sentence::Parameter { steps, .. } => all.extend(steps.iter().map(|(_, value)| value)),
        Sentence::Norm(norm) => self::norm(norm, &mut all),
        Sentence::NotApply { condition, .. } | Sentence::Check(condition) => all.push(condition),
        Sentence::Cap { limit, .. } => all.push(limit),
        Sentence::Higher { .. }
        | Sentence::Together { .. }
        | Sentence::RefundAtEnd { .. }
        | Sentence::Effect(_)
        | Sentence::AdoptedBy { .. }
        | Sentence::Consent { .. }
        | Sentence::Interpretation { .. }
        | Sentence::Prevails { .. }
        | Sentence::DocumentPrevails { .. }
        | Sentence::Presumption { .. }
        | Sentence::Succession
        | Sentence::Property(_)
        | Sentence::Steps { .. }
        | Sentence::Contents { .. }
        | Sentence::Provides { .. }
        | Sentence::ConcludedBy { .. } => {}
        Sentence::Share { extra, .. } => all.extend(extra.iter().map(|one| &one.condition)),
        Sentence::Points(rule) => points(rule, &mut all),
    }
    all
}

/// The expressions of what a name is defined by.
pub(super) fn meaning<'a>(meaning: &'a Meaning, all: &mut Vec<&'a Expr>) {
    match meaning {
        Meaning::Condition { condition, .. } => all.push(condition),
        Meaning::Value(value) => all.push(value),
        Meaning::Cases { rows, .. } => tiers(rows, all),
    }
}

fn points<'a>(rule: &'a PointsRule, all: &mut Vec<&'a Expr>) {
    match rule {
        PointsRule::Each { points, .. } => all.push(points),
        PointsRule::Redeem { step, gives } => all.extend([step, gives]),
        PointsRule::Floor(bound) | PointsRule::Ceiling(bound) => all.push(bound),
        PointsRule::Reset(_) | PointsRule::Expiry(_) => {}
    }
}

fn tiers<'a>(rows: &'a [Tier], all: &mut Vec<&'a Expr>) {
    for row in rows {
        all.extend(&row.condition);
        all.push(&row.value);
    }
}

fn norm<'a>(norm: &'a Norm, all: &mut Vec<&'a Expr>) {
    match &norm.lead {
        Lead::Subject { condition, .. } => all.extend(condition),
        Lead::When(condition) => all.push(condition),
        Lead::Breach { .. } => {}
        Lead::Cases { conditions, .. } => all.extend(conditions),
    }
    part(&norm.acts, &norm.tails, all);
    for Failing { acts, tails, .. } in &norm.failing {
        part(acts, tails, all);
    }
}

fn part<'a>(acts: &'a [Located<Act>], tails: &'a [Located<Tail>], all: &mut Vec<&'a Expr>) {
    acts.iter().for_each(|act| self::act(&act.value, all));
    for tail in tails {
        if let Tail::Except(condition) = &tail.value {
            all.push(condition);
        }
    }
}

fn act<'a>(act: &'a Act, all: &mut Vec<&'a Expr>) {
    match act {
        Act::Entitle { amount, .. } => match amount {
            Some(Amount::Value(value) | Amount::UpTo(value)) => all.push(value),
            Some(Amount::Tiers { rows, .. }) => tiers(rows, all),
            None => {}
        },
        Act::Pay { amount, .. } | Act::PayDeposit { amount, .. } => all.push(amount),
        Act::Compensate { amount, .. } => all.extend(amount),
        Act::Deduct { points } => all.push(points),
        Act::May { condition, .. } | Act::Waive { condition, .. } => all.extend(condition),
        Act::Rate { award, .. } => all.extend(award),
        Act::Must { .. }
        | Act::Keep { .. }
        | Act::MustNot { .. }
        | Act::Encourage { .. }
        | Act::Priority { .. }
        | Act::Forfeit { .. }
        | Act::Refund { .. }
        | Act::Suspend { .. }
        | Act::SuspendDuty { .. }
        | Act::Disqualify { .. }
        | Act::Reprimand { .. }
        | Act::SignAgain
        | Act::Deemed { .. } => {}
    }
}

/// An expression directly inside another, and whether it speaks of somebody else: a member of the
/// household, or each household of the village.
pub(super) struct Inside<'a> {
    pub(super) expr: &'a Expr,
    pub(super) others: bool,
}

/// The expressions directly inside one, in the order of the text.
pub(super) fn children(kind: &ExprKind) -> Vec<Inside<'_>> {
    let same = |expr| Inside {
        expr,
        others: false,
    };
    let other = |expr| Inside { expr, others: true };
    match kind {
        ExprKind::Not(of)
        | ExprKind::AgeAt(of)
        | ExprKind::Elapsed { since: of, .. }
        | ExprKind::Rounded { of, .. } => vec![same(of)],
        ExprKind::And(all) | ExprKind::Or(all) | ExprKind::Extreme { of: all, .. } => {
            all.iter().map(same).collect()
        }
        ExprKind::Compare { left, bounds } => std::iter::once(left)
            .chain(bounds.iter().map(|(_, bound)| bound))
            .map(same)
            .collect(),
        ExprKind::Arithmetic { left, right, .. } => vec![same(left), same(right)],
        ExprKind::MonthsBetween { from, to } => vec![same(from), same(to)],
        ExprKind::PerFull {
            of, step, gives, ..
        } => vec![same(of), same(step), same(gives)],
        ExprKind::Clamped { of, bound, .. } => vec![same(of), same(bound)],
        ExprKind::AnyMember { condition, count } => std::iter::once(other(condition))
            .chain(count.iter().map(|(_, bound)| same(bound)))
            .collect(),
        ExprKind::Relatives { whose, own, .. } => whose
            .iter()
            .map(other)
            .chain(own.iter().map(same))
            .collect(),
        ExprKind::CountMembers(condition) => condition.iter().map(other).collect(),
        ExprKind::Households(condition) => condition.iter().map(other).collect(),
        ExprKind::HouseholdShare(of)
        | ExprKind::OverHouseholds { of, .. }
        | ExprKind::AllMembers(of)
        | ExprKind::OverMembers { of, .. } => vec![other(of)],
        ExprKind::Name(..)
        | ExprKind::Number { .. }
        | ExprKind::Date(_)
        | ExprKind::Day(_)
        | ExprKind::Blank { .. }
        | ExprKind::OfHousehold(_)
        | ExprKind::OverdueDays(_)
        | ExprKind::EventCount { .. }
        | ExprKind::MissedInARow { .. } => Vec::new(),
    }
}

/// Calls `look` on an expression and everything inside it, in the order of the text; the flag says whether
/// it speaks of a member of the household or of each household of the village.
pub(super) fn each<'a>(expr: &'a Expr, mut look: impl FnMut(&'a Expr, bool)) {
    let mut open = vec![Inside {
        expr,
        others: false,
    }];
    while let Some(Inside { expr, others }) = open.pop() {
        look(expr, others);
        open.extend(
            children(&expr.value)
                .into_iter()
                .rev()
                .map(|inside| Inside {
                    expr: inside.expr,
                    others: inside.others || others,
                }),
        );
    }
}
