//! Forms that are added to a case that is there already, so that the case they are added to stays what it was.

mod heirs;
mod kin;
mod overdue;
mod parameters;

use proptest::prelude::*;

use super::Case;
use super::village::VillageCase;
use crate::model::{Body, DefinitionClause, Exception, Expr, Head, Meaning, Norm, Sort, Subject};
use crate::register::Owner;

/// The same case with something added that base cases do not have.
pub fn more(case: Case) -> BoxedStrategy<Case> {
    prop_oneof![
        2 => kin::with_kin(case.clone()),
        1 => overdue::with_overdue(case.clone()),
        1 => parameters::with_parameters(case),
    ]
    .boxed()
}

/// The same village with something added that base villages do not have.
pub fn more_of_village(case: VillageCase) -> BoxedStrategy<VillageCase> {
    heirs::with_heirs(case)
}

/// Every condition of a household or a person in a clause set, which may become another one.
fn conditions(meaning: &mut Meaning, change: &mut dyn FnMut(Owner, &mut Option<Expr>)) {
    for definition in &mut meaning.definitions {
        let of = definition.of;
        for clause in &mut definition.clauses {
            let mut change = |when: &mut Option<Expr>| change(of, when);
            exceptions(&mut clause.unless, &mut change);
            if definition.sort == Sort::Bool {
                condition_of(clause, &mut change);
            }
        }
    }
    for norm in &mut meaning.norms {
        let of = match norm.subject {
            Subject::Person => Owner::Person,
            Subject::Household => Owner::Household,
            Subject::Village | Subject::Body(_) => continue,
        };
        conditions_of(norm, &mut |when| change(of, when));
    }
}

/// The condition of a defined name.
fn condition_of(clause: &mut DefinitionClause, change: &mut dyn FnMut(&mut Option<Expr>)) {
    if let Body::Value(value) = &mut clause.body {
        instead(value, change);
    }
}

/// The conditions of a sentence, of its exceptions and of its rows.
fn conditions_of(norm: &mut Norm, change: &mut dyn FnMut(&mut Option<Expr>)) {
    change(&mut norm.when);
    exceptions(&mut norm.unless, change);
    if let Head::Entitle(entitle) = &mut norm.head
        && let Some(Body::Cases(rows)) = &mut entitle.amount
    {
        for row in rows.iter_mut().filter(|row| row.when.is_some()) {
            change(&mut row.when);
        }
    }
}

fn exceptions(all: &mut [Exception], change: &mut dyn FnMut(&mut Option<Expr>)) {
    for exception in all {
        instead(&mut exception.when, change);
        exceptions(&mut exception.unless, change);
    }
}

/// A condition that has to stay one.
fn instead(when: &mut Expr, change: &mut dyn FnMut(&mut Option<Expr>)) {
    let mut other = Some(when.clone());
    change(&mut other);
    if let Some(other) = other {
        *when = other;
    }
}

/// Whether the sentence reads a defined name anywhere.
fn reads_definition(norm: &Norm) -> bool {
    format!("{norm:?}").contains("Definition(")
}
