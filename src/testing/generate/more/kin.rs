//! Relatives: who is whose parent or spouse, not always recorded, and sentences about relatives.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use super::super::Case;
use super::super::expressions::{Scope, Strata, condition};
use super::super::households::member_facts;
use super::super::vocabulary::date;
use super::conditions;
use crate::facts::{Member, Timeline};
use crate::model::{Expr, Kin};
use crate::register::Owner;
use crate::value::{Date, Exact};

/// What is recorded of one member: nothing, or which of the older ones are parents (a bit each); the spouse.
type RawKin = (Option<u8>, RawSpouse);

/// Nothing, nobody, or another member, who may say so too.
#[derive(Clone, Copy, Debug)]
enum RawSpouse {
    NotKnown,
    Nobody,
    Member(usize, bool),
}

/// A condition that becomes one about relatives: whose, how related, whether that of the household, and how it is joined.
#[derive(Clone, Debug)]
struct RawRelated {
    touches: bool,
    kin: Kin,
    of_household: bool,
    own: Option<Expr>,
    of_home: Option<Expr>,
    joins: u8,
}

/// The case with relatives in its household and in its conditions.
pub(super) fn with_kin(case: Case) -> BoxedStrategy<Case> {
    let more_members = vec((member_facts(), weighted(0.2, date())), 1..3);
    (more_members, vec(raw_kin(), 6), vec(raw_related(), 30))
        .prop_map(move |(members, kin, related)| {
            let mut case = case.clone();
            if let Some(all) = &mut case.household.members {
                add(all, members);
                relate(all, &kin);
            }
            let mut related = related.into_iter().cycle();
            conditions(&mut case.meaning, &mut |of, when| {
                if let Some(raw) = related.next() {
                    about_relatives(raw, of, when);
                }
            });
            case
        })
        .boxed()
}

fn raw_kin() -> impl Strategy<Value = RawKin> {
    let spouse = prop_oneof![
        3 => Just(RawSpouse::NotKnown),
        2 => Just(RawSpouse::Nobody),
        3 => (0_usize..6, prop::bool::ANY).prop_map(|(at, both)| RawSpouse::Member(at, both)),
    ];
    (weighted(0.7, 0_u8..64), spouse)
}

fn raw_related() -> impl Strategy<Value = RawRelated> {
    let plain = Strata { definitions: 0 };
    (
        prop::bool::weighted(0.6),
        prop::sample::select(vec![Kin::Child, Kin::Child, Kin::Parent, Kin::Spouse]),
        prop::bool::weighted(0.3),
        weighted(0.8, condition(Scope::Person, plain)),
        weighted(0.8, condition(Scope::Household, plain)),
        0_u8..4,
    )
        .prop_map(
            |(touches, kin, of_household, own, of_home, joins)| RawRelated {
                touches,
                kin,
                of_household,
                own,
                of_home,
                joins,
            },
        )
}

/// More members than base cases have, so that some are related.
fn add(all: &mut Vec<Member>, more: Vec<(Vec<Timeline>, Option<Date>)>) {
    for (facts, until) in more {
        all.push(Member {
            id: Arc::from(format!("P{}", all.len() + 1)),
            facts,
            from: None,
            until,
            parents: None,
            spouse: None,
        });
    }
}

/// Parents are members behind their children, so that nobody descends from themselves.
fn relate(all: &mut [Member], kin: &[RawKin]) {
    let count = u16::try_from(all.len()).unwrap_or(0);
    for ((at, member), (parents, _)) in (0_u16..).zip(&mut *all).zip(kin) {
        member.parents = parents.map(|bits| {
            let older = at + 1..count;
            older.filter(|one| bits & (1 << one) != 0).take(2).collect()
        });
    }
    for (at, (_, spouse)) in kin.iter().enumerate().take(all.len()) {
        match *spouse {
            RawSpouse::NotKnown => {}
            RawSpouse::Nobody => marry(all, at, None, false),
            RawSpouse::Member(other, both) => marry(all, at, Some(other), both),
        }
    }
}

/// Records a spouse where nothing else that is recorded speaks against it.
fn marry(all: &mut [Member], one: usize, other: Option<usize>, both: bool) {
    let says = |all: &[Member], at: usize| all.get(at).and_then(|member| member.spouse);
    let named = all
        .iter()
        .any(|member| member.spouse.flatten().map(usize::from) == Some(one));
    if says(all, one).is_some() || named {
        return;
    }
    let spouse = other.and_then(|at| u16::try_from(at).ok());
    if let Some(other) = other {
        let free = other < all.len() && other != one && says(all, other).is_none();
        let taken = all.iter().any(|member| member.spouse.flatten() == spouse);
        if !free || taken || descends(all, one, other) || descends(all, other, one) {
            return;
        }
    }
    if let Some(member) = all.get_mut(one) {
        member.spouse = Some(spouse);
    }
    if let (Some(other), true) = (other.and_then(|other| all.get_mut(other)), both) {
        other.spouse = Some(u16::try_from(one).ok());
    }
}

/// Whether one is recorded as a descendant of the other, who then stands behind.
fn descends(all: &[Member], young: usize, old: usize) -> bool {
    let parents = all.get(young).and_then(|member| member.parents.as_deref());
    parents.unwrap_or_default().iter().any(|parent| {
        let parent = usize::from(*parent);
        parent == old || parent < old && descends(all, parent, old)
    })
}

/// The condition, or one about relatives who satisfy it, or both together.
fn about_relatives(raw: RawRelated, of: Owner, when: &mut Option<Expr>) {
    if !raw.touches {
        return;
    }
    let related = |of: Owner, when: Option<Expr>| Expr::Related {
        kin: raw.kin,
        of,
        when: when.map(Box::new),
    };
    let fresh = |own: Option<Expr>| {
        if raw.of_household {
            related(Owner::Household, raw.of_home.clone())
        } else {
            related(Owner::Person, own)
        }
    };
    match of {
        Owner::Person => {
            let before = when.take();
            *when = Some(match (before, raw.joins) {
                (None, _) => fresh(raw.own.clone()),
                (Some(before), 0) => fresh(Some(before)),
                (Some(before), 1) => Expr::Or(vec![before, fresh(raw.own.clone())]),
                (Some(before), 2) => Expr::And(vec![before, fresh(raw.own.clone())]),
                (Some(before), _) => related(Owner::Person, Some(before)),
            });
        }
        Owner::Household => {
            let members = fresh(raw.own.clone());
            let counted = if raw.joins == 0 {
                Expr::All(Box::new(members))
            } else {
                Expr::Compare(
                    crate::syntax::ast::Relation::AtLeast,
                    Box::new(Expr::Count(Some(Box::new(members)))),
                    Box::new(Expr::Number(Exact::from_int(i128::from(raw.joins)))),
                )
            };
            *when = Some(match when.take() {
                Some(before) if raw.joins < 3 => Expr::Or(vec![counted, before]),
                _ => counted,
            });
        }
        Owner::Village => {}
    }
}
