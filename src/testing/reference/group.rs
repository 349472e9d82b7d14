//! Several clauses that grant one benefit to one holder for one period (semantics 2.4).

use crate::evaluate::{Conflict, EntitlementState};
use crate::model::{Choice, Head, Label, NormId};
use crate::value::{Date, Money};

use super::defeat::Clause;
use super::lines::{Grant, Granted, Line};
use super::splits::Sort;
use super::truth::{Needs, at_head};
use super::versions::Law;
use super::world::World;

/// Lines, and the contradictions among them.
pub(super) type Merged = (Vec<Line>, Vec<(Line, Conflict)>);

impl World<'_> {
    /// The gross lines of the periods that meet the days from `from` to today.
    pub(super) fn gross_lines(&self, from: Date) -> Merged {
        let mut grants = self.grants(from);
        grants.retain(|grant| {
            let sort = self.sort_of(grant);
            sort.is_none_or(|sort| self.split_of(sort, grant.period).is_none())
        });
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
        let (mut lines, mut conflicts) = self.split_lines(from);
        for group in groups {
            let (more, conflict) = self.merge(&group);
            lines.extend(more);
            conflicts.extend(conflict);
        }
        (lines, conflicts)
    }

    fn sort_of(&self, grant: &Grant) -> Option<Sort> {
        let norm = self.norm(grant.norm)?;
        let Head::Entitle(entitle) = &norm.head else {
            return None;
        };
        Some(Sort::of(norm, entitle))
    }

    /// Which of the clauses stand against each other.
    pub(super) fn contest<'g>(&self, group: &'g [Grant]) -> Contest<'g> {
        let first = group.first();
        let day = first.map_or(self.today(), |grant| grant.on);
        let laws = first.and_then(|grant| self.sort_of(grant)).into_iter();
        let laws = laws
            .flat_map(|sort| self.granting(sort))
            .map(|(_, norm, _)| norm.place);
        let laws = laws.filter(|place| self.is_law(*place, day, Law::GRANT));
        let laws: Vec<Clause> = laws.map(|place| self.clause(place)).collect();
        let clause = |grant: &Grant| {
            let place = self.norm(grant.norm).map_or(grant.place, |norm| norm.place);
            self.clause(place)
        };
        let applying = group.iter().filter(|one| one.guard.is_yes());
        self.note_depth(&laws, day, &applying.map(clause).collect::<Vec<_>>());
        let beaten = |grant: &Grant, by_possible: bool| {
            let loser = clause(grant);
            let beats = |other: &&Grant| self.defeats(&laws, day, clause(other), loser);
            let mut winners = group.iter().filter(beats);
            winners.any(|other| by_possible || other.guard.is_yes())
        };
        let mut possible: Vec<&Grant> = group.iter().filter(|one| !beaten(one, false)).collect();
        let together = possible.len() > 1 && self.chosen(&possible, false);
        let higher = !together && possible.len() > 1 && self.chosen(&possible, true);
        if higher {
            possible = highest(&possible);
        }
        let sure = possible.iter().copied().filter(|one| one.guard.is_yes());
        let said = sure.filter(|one| one.is_decided() && !beaten(one, true));
        let mut disputed: Vec<&Grant> = said.collect();
        let amount = disputed.first().map(|one| one.amount());
        if together || disputed.iter().all(|other| Some(other.amount()) == amount) {
            disputed.clear();
        }
        Contest {
            possible,
            together,
            higher,
            disputed,
        }
    }

    fn merge(&self, group: &[Grant]) -> (Vec<Line>, Option<(Line, Conflict)>) {
        let contest = self.contest(group);
        let possible = &contest.possible;
        let Some(first) = possible.first().filter(|_| !contest.is_single()) else {
            return (possible.iter().map(|one| Line::alone(one)).collect(), None);
        };
        if let Some(one) = contest.disputed.first() {
            let line = Line::of(one, EntitlementState::Conflict);
            let conflict = Conflict {
                head: Label::Benefit(one.benefit),
                holder: Some(self.entitlement(line.clone()).holder),
                places: contest.disputed.iter().map(|grant| grant.place).collect(),
            };
            return (vec![line.clone()], Some((line, conflict)));
        }
        let mut all = possible.iter();
        let agree = all.all(|one| one.says() && one.amount() == first.amount());
        let sure = possible.iter().find(|one| one.guard.is_yes());
        let line = match sure.filter(|_| agree) {
            Some(grant) if grant.amount().is_none() => Line {
                at_most: highest_of(possible),
                ..Line::alone(grant)
            },
            Some(grant) => Line::alone(grant),
            None => open(first, possible, contest.higher),
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
                    .all(|grant| self.is_law(choice.place, grant.on, Law::GRANT))
        })
    }
}

/// Clauses on one benefit that stand against each other.
pub(super) struct Contest<'g> {
    /// Those that no sure one defeats; of several of which the highest counts, those that may be it.
    pub(super) possible: Vec<&'g Grant>,
    /// A text says that all of them count.
    together: bool,
    /// A text says that the highest counts.
    pub(super) higher: bool,
    /// The sure winners, if they say different things.
    pub(super) disputed: Vec<&'g Grant>,
}

impl Contest<'_> {
    /// Each counts by itself.
    pub(super) fn is_single(&self) -> bool {
        self.together || self.possible.len() < 2
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
