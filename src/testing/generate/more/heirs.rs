//! Households that end, and those that take their place.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use super::super::assemble::Numbering;
use super::super::village::VillageCase;
use super::super::villagers::home;
use super::super::vocabulary::date;
use crate::facts::Household;
use crate::model::DocumentId;
use crate::value::Date;

/// What becomes of the households of a village.
#[derive(Clone, Copy, Debug)]
enum Change {
    /// One takes the place of another.
    Follow,
    /// Two take the place of one.
    Split,
    /// One takes the place of two.
    Merge,
    /// One takes the place of another, and is followed in turn.
    Twice,
    /// One is divided, and its heirs become one again.
    Again,
    /// One goes to another that was there before.
    Join,
    /// One ends, and nobody takes its place.
    Dissolve,
}

/// The village with households that end; mostly with a sentence that lets what they had open pass.
pub(super) fn with_heirs(case: VillageCase) -> BoxedStrategy<VillageCase> {
    let change = prop::sample::select(vec![
        Change::Follow,
        Change::Follow,
        Change::Split,
        Change::Split,
        Change::Merge,
        Change::Twice,
        Change::Again,
        Change::Join,
        Change::Dissolve,
    ]);
    let says = weighted(0.7, prop::sample::select(vec![0_u32, 0, 1, 3]));
    let days = (date(), 1_i64..120);
    (
        change,
        vec(home(), 5),
        days,
        says,
        prop::bool::weighted(0.5),
    )
        .prop_map(move |(change, drawn, (day, later), says, knows)| {
            let mut case = case.clone();
            let later = day + chrono::Duration::days(later);
            let mut all = homes(drawn, &case.village.households, knows);
            happen(change, &mut all, (day, later));
            all.truncate(4);
            all.iter_mut().for_each(settle);
            case.village.households = all;
            if let Some(document) = says {
                let mut numbering = Numbering {
                    register: &case.register,
                    meaning: case.meaning.clone(),
                };
                let place = numbering.article(DocumentId(document));
                numbering.meaning.successions.push(place);
                case.meaning = numbering.meaning;
            }
            case
        })
        .boxed()
}

/// Four households: those of the village, then drawn ones; with `knows` the later ones have no facts of their own.
fn homes(drawn: Vec<Household>, own: &[Household], knows: bool) -> Vec<Household> {
    let mut all: Vec<Household> = own.iter().take(2).cloned().collect();
    all.extend(drawn);
    for (at, one) in (1..).zip(&mut all) {
        one.id = Arc::from(format!("H{at}"));
    }
    for one in all.iter_mut().skip(1).filter(|_| knows) {
        one.facts.iter_mut().for_each(|fact| fact.entries.clear());
        for member in one.members.iter_mut().flatten() {
            member
                .facts
                .iter_mut()
                .for_each(|fact| fact.entries.clear());
        }
    }
    all
}

fn happen(change: Change, all: &mut [Household], (day, later): (Date, Date)) {
    match change {
        Change::Follow => ends(all, 0, day, &[1]),
        Change::Split => ends(all, 0, day, &[1, 2]),
        Change::Merge => {
            renamed(all, 1);
            ends(all, 0, day, &[2]);
            ends(all, 1, day, &[2]);
        }
        Change::Twice => {
            ends(all, 0, day, &[1]);
            ends(all, 1, later, &[2, 3]);
        }
        Change::Again => {
            renamed(all, 2);
            ends(all, 0, day, &[1, 2]);
            ends(all, 1, later, &[3]);
            ends(all, 2, later, &[3]);
        }
        Change::Join => {
            ends(all, 0, day, &[1]);
            if let Some(heir) = all.get_mut(1) {
                heir.from = None;
            }
        }
        Change::Dissolve => ends(all, 0, day, &[]),
    }
}

/// The household ends on the day, and the others begin on the next.
fn ends(all: &mut [Household], which: usize, day: Date, heirs: &[usize]) {
    let mut ids = Vec::new();
    for heir in heirs {
        if let Some(heir) = all.get_mut(*heir) {
            heir.from = day.succ_opt();
            ids.push(heir.id.clone());
        }
    }
    if let Some(one) = all.get_mut(which) {
        one.until = Some(day);
        one.succeeded_by = ids;
    }
}

/// Other persons than those of the other households, the last of whom is one of theirs in the next.
fn renamed(all: &mut [Household], which: usize) {
    let rename = |household: &mut Household, at: usize| {
        let members = household.members.as_mut();
        if let Some(member) = members.and_then(|members| members.get_mut(at)) {
            member.id = Arc::from(format!("R{}", at + 1));
        }
    };
    if let Some(one) = all.get_mut(which) {
        (0..6).for_each(|at| rename(one, at));
    }
    if let Some(heir) = all.get_mut(which + 1) {
        rename(heir, 1);
    }
}

/// Nobody belongs to a household that is not there, and nothing happens in it.
fn settle(one: &mut Household) {
    let (from, until) = (one.from, one.until);
    for member in one.members.iter_mut().flatten() {
        member.from = member.from.max(from);
        member.until = [member.until, until].into_iter().flatten().min();
    }
    let inside =
        |day: Date| from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until);
    if let Some(events) = &mut one.events {
        events.retain(|event| inside(event.on));
    }
    if let Some(agreements) = &mut one.agreements {
        agreements.retain(|agreement| agreement.signed.is_none_or(inside));
    }
    one.payments.retain(|payment| inside(payment.on));
}
