//! Several clauses that grant one benefit to one holder for one period (semantics 2.4).

use crate::evaluate::{Conflict, EntitlementState};
use crate::model::{Choice, Label, NormId};
use crate::value::{Date, Money};

use super::lines::{Grant, Granted, Line};
use super::truth::{Needs, at_head};
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
                    (first.benefit, first.who, first.period)
                        == (grant.benefit, grant.who, grant.period)
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
        let beaten = |grant: &Grant| {
            group
                .iter()
                .any(|other| other.rank > grant.rank && other.guard.is_yes())
        };
        let possible: Vec<&Grant> = group.iter().filter(|grant| !beaten(grant)).collect();
        let Some(first) = possible.first() else {
            return (Vec::new(), None);
        };
        if possible.len() == 1 {
            return (vec![Line::alone(first)], None);
        }
        let higher = self.chosen(&possible, true);
        if self.chosen(&possible, false) {
            return (
                possible.iter().map(|grant| Line::alone(grant)).collect(),
                None,
            );
        }
        if !possible.iter().all(|grant| grant.is_decided()) {
            return (vec![open(first, &possible, higher)], None);
        }
        self.decided(&possible, higher)
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
                    .all(|grant| self.place_in_force(choice.place, grant.judged))
        })
    }

    /// All of them surely grant, and each amount is known.
    fn decided(&self, grants: &[&Grant], higher: bool) -> (Vec<Line>, Option<(Line, Conflict)>) {
        let mut values: Vec<Option<Money>> = Vec::new();
        for grant in grants.iter().filter(|grant| grant.granted != Granted::Gap) {
            if !values.contains(&grant.amount()) {
                values.push(grant.amount());
            }
        }
        let best = values.iter().flatten().max().copied();
        let with = |amount| {
            let mut all = grants.iter().filter(|grant| grant.granted != Granted::Gap);
            all.find(|grant| grant.amount() == amount)
        };
        let gap = grants.iter().any(|grant| grant.granted == Granted::Gap);
        let Some(first) = grants.first() else {
            return (Vec::new(), None);
        };
        let line = match values.as_slice() {
            [] => Line::open(first, all_needs(grants), Money::ZERO, None),
            [_] if gap => Line::open(first, all_needs(grants), Money::ZERO, None),
            [only] => with(*only).map_or_else(|| Line::alone(first), |grant| Line::alone(grant)),
            _ if higher && best.is_some() => {
                with(best).map_or_else(|| Line::alone(first), |grant| Line::alone(grant))
            }
            _ => {
                let line = Line::of(first, EntitlementState::Conflict);
                let holder = self.entitlement(line.clone()).holder;
                let conflict = Conflict {
                    head: Label::Benefit(first.benefit),
                    holder: Some(holder),
                    places: grants.iter().map(|grant| grant.place).collect(),
                };
                return (vec![line.clone()], Some((line, conflict)));
            }
        };
        (vec![line], None)
    }
}

/// Some guard or amount is not decided.
fn open(first: &Grant, grants: &[&Grant], higher: bool) -> Line {
    let sure: Vec<&&Grant> = grants.iter().filter(|grant| grant.guard.is_yes()).collect();
    let known = grants.iter().all(|grant| grant.amount().is_some());
    let first_amount = grants.first().and_then(|grant| grant.amount());
    let same = grants.iter().all(|grant| grant.amount() == first_amount);
    if let (Some(sure), true) = (sure.first(), known && same) {
        return Line::alone(sure);
    }
    let lows = grants.iter().map(|grant| grant.low());
    let at_least = match (sure.is_empty(), higher) {
        (true, _) => None,
        (false, true) => sure.iter().map(|grant| grant.low()).max(),
        (false, false) => lows.min(),
    };
    let highs: Option<Vec<Money>> = grants.iter().map(|grant| grant.high()).collect();
    let needs = all_needs(grants);
    let most = highs.and_then(|highs| highs.into_iter().max());
    Line::open(first, needs, at_least.unwrap_or(Money::ZERO), most)
}

/// What would decide them all, as one head.
fn all_needs(grants: &[&Grant]) -> Needs {
    at_head(grants.iter().flat_map(|grant| grant.inputs()))
}
