//! Relatives: whether somebody is the child, spouse or parent of a member who satisfies a condition.

use crate::evaluate::Need;
use crate::model::{Expr, Kin};
use crate::register::Owner;

use super::truth::Truth;
use super::world::{At, World};

impl World<'_> {
    pub(super) fn related(&self, kin: Kin, of: Owner, when: Option<&Expr>, at: At) -> Truth {
        let (Some(person), Some(_)) = (at.member, &self.household.members) else {
            return Truth::open(Need::Members);
        };
        let others = self.present(at.day).into_iter();
        Truth::any(others.filter(|other| *other != person).map(|other| {
            let is = match kin {
                Kin::Child => self.is_parent(other, person),
                Kin::Parent => self.is_parent(person, other),
                Kin::Spouse => self.are_married(person, other),
            };
            let judged = At {
                member: (of == Owner::Person).then_some(other),
                ..at
            };
            let holds = when.map_or(Truth::of(true), |when| self.truth(when, judged));
            Truth::all([is, holds])
        }))
    }

    fn parents(&self, member: usize) -> Option<Vec<usize>> {
        let parents = self.member(member)?.parents.as_ref()?;
        Some(parents.iter().map(|one| usize::from(*one)).collect())
    }

    fn is_parent(&self, parent: usize, child: usize) -> Truth {
        let Some(id) = self.member(child).map(|child| child.id.clone()) else {
            return Truth::of(false);
        };
        match self.parents(child) {
            Some(parents) => Truth::of(parents.contains(&parent)),
            None if self.line_of(parent).contains(&child)
                || self.are_married(parent, child).is_yes() =>
            {
                Truth::of(false)
            }
            None => Truth::open(Need::Parents(id)),
        }
    }

    /// A member's recorded ancestors, generation by generation.
    fn line_of(&self, member: usize) -> Vec<usize> {
        let mut line = self.parents(member).unwrap_or_default();
        for _ in 0..self.members().len() {
            let before: Vec<usize> = line
                .iter()
                .flat_map(|one| self.parents(*one).unwrap_or_default())
                .collect();
            line.extend(before);
            line.sort_unstable();
            line.dedup();
        }
        line
    }

    fn are_married(&self, one: usize, other: usize) -> Truth {
        let (Some(a), Some(b)) = (self.member(one), self.member(other)) else {
            return Truth::of(false);
        };
        let says = |spouse: Option<u16>, whom: usize| spouse.map(usize::from) == Some(whom);
        match (a.spouse, b.spouse) {
            (Some(spouse), _) => Truth::of(says(spouse, other)),
            (None, Some(spouse)) => Truth::of(says(spouse, one)),
            (None, None) => Truth::open(Need::Spouse(a.id.clone())),
        }
    }
}
