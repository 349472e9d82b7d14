//! Several clauses that grant one benefit to one holder for one period (semantics 2.4).

use crate::evaluate::{Conflict, EntitlementState};
use crate::model::{Choice, Label, NormId};
use crate::value::{Date, Money};

use super::lines::{Grant, Granted, Line};
use super::truth::{Needs, at_head};
use super::versions::Law;
use super::world::World;

/// Lines, and the contradictions among them.
pub(super) type Merged = (Vec<Line>, Vec<(Line, Conflict)>);

impl World<'_> {
    /// The gross lines of the periods that meet the days from `from` to today.
    pub(super) fn gross_lines(&self, from: Date) -> Merged {
        let mut grants = self.grants(from);
        grants.sort_by_key(|grant| grant.norm);
        let mut groups: Vec<Vec<Grant>> = Vec::new();
        for grant in grants {
            let same = |group: &&mut Vec<Grant>| {
                group.first().is_some_and(|first| {
                    (first.benefit, first.who, first.period, first.of_person)
                        == (grant.benefit, grant.who, grant.period, grant.of_person)
                })
            };
            match groups.iter_mut().find(same) {
                Some(group) => group.push(grant),
                None => groups.push(vec![grant]),
            }
        }
        let (mut lines, mut conflicts) = (Vec::new(), Vec::new());
        for group in groups {
            let (more, conflict) = self.merge(&group);
            lines.extend(more);
            conflicts.extend(conflict);
        }
        (lines, conflicts)
    }

    fn merge(&self, group: &[Grant]) -> (Vec<Line>, Option<(Line, Conflict)>) {
        let beaten = |grant: &Grant, by_possible: bool| {
            group.iter().any(|other| {
                let above = other.rank > grant.rank
                    || other.rank == grant.rank && self.is_posterior(other.place, grant.place);
                above && (by_possible || other.guard.is_yes())
            })
        };
        let mut possible: Vec<&Grant> = group.iter().filter(|one| !beaten(one, false)).collect();
        if possible.len() > 1 && self.chosen(&possible, false) {
            return (possible.into_iter().map(Line::alone).collect(), None);
        }
        let higher = possible.len() > 1 && self.chosen(&possible, true);
        if higher {
            possible = highest(&possible);
        }
        let (Some(first), true) = (possible.first(), possible.len() > 1) else {
            return (possible.into_iter().map(Line::alone).collect(), None);
        };
        let sure = possible.iter().copied().filter(|one| one.guard.is_yes());
        let said = sure
            .clone()
            .filter(|one| one.is_decided() && !beaten(one, true));
        let said: Vec<&Grant> = said.collect();
        if let Some(one) = said.first()
            && said.iter().any(|other| other.amount() != one.amount())
        {
            let line = Line::of(one, EntitlementState::Conflict);
            let conflict = Conflict {
                head: Label::Benefit(one.benefit),
                holder: Some(self.entitlement(line.clone()).holder),
                places: said.iter().map(|grant| grant.place).collect(),
            };
            return (vec![line.clone()], Some((line, conflict)));
        }
        let mut all = possible.iter();
        let agree = all.all(|one| one.says() && one.amount() == first.amount());
        let line = match sure.clone().next().filter(|_| agree) {
            Some(grant) if grant.amount().is_none() => Line {
                at_most: highest_of(&possible),
                ..Line::alone(grant)
            },
            Some(grant) => Line::alone(grant),
            None => open(first, &possible, higher),
        };
        (vec![line], None)
    }

    /// Whether a sentence in force orders all of them so.
    fn chosen(&self, grants: &[&Grant], higher: bool) -> bool {
        let names_all = |choice: &Choice| {
            grants.iter().all(|grant| {
                let named = |norm: &NormId| norm.index() == grant.norm;
                choice.among.iter().any(named)
            })
        };
        self.meaning.choices.iter().any(|choice| {
            choice.higher == higher
                && names_all(choice)
                && grants
                    .iter()
                    .all(|grant| self.is_law(choice.place, grant.judged, Law::GRANT))
        })
    }
}

/// Of those that name an amount: the highest sure one, and those that may be above it.
fn highest<'g>(grants: &[&'g Grant]) -> Vec<&'g Grant> {
    let naming = |grant: &&&Grant| !matches!(grant.granted, Granted::NotSaid(_));
    let named: Vec<&Grant> = grants.iter().filter(naming).copied().collect();
    if named.is_empty() {
        return grants.to_vec();
    }
    let sure = named.iter().filter(|grant| grant.guard.is_yes());
    let most = sure.filter_map(|grant| grant.amount()).max();
    let is_best = |grant: &&&Grant| grant.guard.is_yes() && grant.amount() == most;
    let best = most.and_then(|_| named.iter().position(|grant| is_best(&grant)));
    let above = |grant: &Grant| grant.high().is_none_or(|high| Some(high) > most);
    let rivals = named.iter().enumerate();
    rivals
        .filter(|(at, grant)| Some(*at) == best || above(grant))
        .map(|(_, grant)| *grant)
        .collect()
}

/// Some guard or amount is not decided.
fn open(first: &Grant, grants: &[&Grant], higher: bool) -> Line {
    let sure: Vec<&&Grant> = grants.iter().filter(|grant| grant.guard.is_yes()).collect();
    let lows = grants.iter().map(|grant| grant.low());
    let at_least = match (sure.is_empty(), higher) {
        (true, _) => None,
        (false, true) => sure.iter().map(|grant| grant.low()).max(),
        (false, false) => lows.min(),
    };
    let most = highest_of(grants);
    let needs = all_needs(grants);
    Line::open(first, needs, at_least.unwrap_or(Money::ZERO), most)
}

/// The most that any of them may pay; none where there is no bound.
fn highest_of(grants: &[&Grant]) -> Option<Money> {
    let highs: Option<Vec<Money>> = grants.iter().map(|grant| grant.high()).collect();
    highs.and_then(|highs| highs.into_iter().max())
}

/// What would decide them all, as one head.
fn all_needs(grants: &[&Grant]) -> Needs {
    at_head(grants.iter().flat_map(|grant| grant.inputs()))
}
