//! Days overdue as a number: in conditions of what is granted, of consequences, and of other duties.

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::Case;
use super::{conditions_of, reads_definition};
use crate::model::{Action, Consequence, Effect, Expr, Head, Meaning, Norm};
use crate::syntax::ast::Relation;
use crate::value::Exact;

/// Whether it touches a condition, how the days are compared, with what, and how it is joined.
type Raw = (bool, Relation, i128, u8);

/// The case with days overdue in some of its conditions; the same where it has no duties.
pub(super) fn with_overdue(case: Case) -> BoxedStrategy<Case> {
    let relation = prop::sample::select(vec![
        Relation::AtLeast,
        Relation::Over,
        Relation::Under,
        Relation::Is,
    ]);
    let days = prop::sample::select(vec![0_i128, 0, 1, 15, 30, 90]);
    let raw = (prop::bool::weighted(0.5), relation, days, 0_u8..3);
    (0_usize..8, vec(raw, 20))
        .prop_map(move |(which, raw)| {
            let mut case = case.clone();
            let actions = actions(&case.meaning);
            let at = which.checked_rem(actions.len());
            if let Some(action) = at.and_then(|at| actions.get(at)) {
                touch(&mut case.meaning, action, raw);
            }
            case
        })
        .boxed()
}

/// What duties ask for.
fn actions(meaning: &Meaning) -> Vec<Action> {
    let mut found: Vec<Action> = Vec::new();
    for norm in &meaning.norms {
        if let Head::Duty(duty) = &norm.head
            && !found.contains(&duty.action)
        {
            found.push(duty.action.clone());
        }
    }
    found
}

fn touch(meaning: &mut Meaning, action: &Action, raw: Vec<Raw>) {
    let repaired = meaning.norms.iter().any(|norm| repairs(norm, action));
    let mut raw = raw.into_iter().cycle();
    let mut change = |when: &mut Option<Expr>| {
        let Some((true, relation, days, joins)) = raw.next() else {
            return;
        };
        let overdue = Expr::Compare(
            relation,
            Box::new(Expr::OverdueDays(action.clone())),
            Box::new(Expr::Number(Exact::from_int(days))),
        );
        *when = Some(match (when.take(), joins) {
            (None, _) | (_, 0) => overdue,
            (Some(before), 1) => Expr::And(vec![before, overdue]),
            (Some(before), _) => Expr::Or(vec![before, overdue]),
        });
    };
    for norm in &mut meaning.norms {
        // Conditions that decide the duty, or what repairs it, would wait for themselves.
        let waits = match &norm.head {
            Head::Entitle(_) => false,
            Head::Duty(duty) => repaired || duty.action == *action,
            Head::Keep { .. } | Head::Ban(_) | Head::OnCondition { .. } | Head::OnBreach { .. } => {
                repaired
            }
            Head::Encourage(_)
            | Head::Deemed { .. }
            | Head::PayDeposit { .. }
            | Head::RefundAtEnd { .. }
            | Head::Permit(_)
            | Head::Share(_)
            | Head::Priority { .. }
            | Head::Rate { .. } => true,
        };
        if !waits {
            conditions_of(norm, &mut change);
        }
    }
    let of_duty = |norm: &Norm| matches!(&norm.head, Head::Duty(duty) if duty.action == *action);
    let mut duties = meaning.norms.iter().filter(|norm| of_duty(norm));
    if repaired || duties.any(reads_definition) {
        return;
    }
    for definition in &mut meaning.definitions {
        let is_truth = definition.sort == crate::model::Sort::Bool;
        if is_truth && let Some(clause) = definition.clauses.first_mut() {
            super::condition_of(clause, &mut change);
        }
    }
}

/// Whether what follows a breach asks for the action.
fn repairs(norm: &Norm, action: &Action) -> bool {
    match &norm.head {
        Head::OnBreach { consequences, .. } | Head::OnCondition { consequences } => {
            consequences.iter().any(|one| repairs_by(one, action))
        }
        _ => false,
    }
}

fn repairs_by(one: &Consequence, action: &Action) -> bool {
    match &one.effect {
        Effect::Repair { duty, failing } => {
            duty.action == *action || failing.iter().any(|one| repairs_by(one, action))
        }
        _ => false,
    }
}
