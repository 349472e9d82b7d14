//! The record of a household that took the place of others, continued by theirs.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Query;
use super::inside::InVillage;
use super::succession::passing;
use crate::facts::{Household, Member, Timeline, Village};
use crate::value::Date;

/// A household with what it continues.
pub(crate) struct Lived {
    pub household: Household,
    /// Asked about no day before it began.
    pub query: Query,
    /// Where points are not its own from before.
    pub points_from: Option<Date>,
}

/// Of each household that begins on the day after others ended and is named by them, where these stand.
pub(super) fn before(village: &Village) -> BTreeMap<&str, Vec<usize>> {
    let starts: BTreeMap<&str, Option<Date>> = village
        .households
        .iter()
        .map(|one| (&*one.id, one.from))
        .collect();
    let mut before: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, household) in village.households.iter().enumerate() {
        let next = household.until.and_then(|until| until.succ_opt());
        for heir in &household.succeeded_by {
            if let Some((id, from)) = starts.get_key_value(&**heir)
                && next.is_some()
                && *from == next
            {
                before.entry(id).or_default().push(at);
            }
        }
    }
    before
}

impl InVillage<'_> {
    /// The household with the records it continues: of its members always, its own where a text says so.
    pub(super) fn lived(&self, household: &Household, query: Query) -> Option<Lived> {
        let start = household.from.filter(|start| *start <= query.on)?;
        let direct = self.before.get(&*household.id)?;
        let all = self.all_before(household, direct);
        let mut lived = Lived {
            household: household.clone(),
            query: Query {
                from: query.from.max(start),
                ..query
            },
            points_from: None,
        };
        for (ancestor, passage) in all {
            take_up(&mut lived, ancestor, passage);
        }
        if let Some(events) = &mut lived.household.events {
            events.sort_by_key(|event| event.on);
        }
        lived.household.payments.sort_by_key(|payment| payment.on);
        Some(lived)
    }

    /// Those before it and those before them, each once, the latest first, with what comes down from them.
    fn all_before(&self, heir: &Household, direct: &[usize]) -> Vec<(&Household, Passage)> {
        let households = &self.world.village.households;
        let mut passages: BTreeMap<usize, Passage> = BTreeMap::new();
        // Whom somebody took the place of ended before they began: so each is there with all its heirs behind it.
        let mut open: BTreeSet<(Reverse<Option<Date>>, usize)> = BTreeSet::new();
        let mut all = Vec::new();
        let mut next = Some((heir, Passage::EVERYTHING, direct));
        while let Some((_, down, before)) = next {
            for at in before {
                let Some(one) = households.get(*at) else {
                    continue;
                };
                let passes = one.until.and_then(|until| passing(self.rulebook, until));
                let passage = passages.entry(*at).or_default();
                passage.all |= down.all && passes.is_some();
                passage.undivided |= down.undivided && one.succeeded_by.len() == 1;
                passage.single |= down.single && before.len() == 1;
                open.insert((Reverse(one.until), *at));
            }
            next = open.pop_first().and_then(|(_, at)| {
                let one = households.get(at)?;
                let passage = passages.get(&at).copied()?;
                all.push((one, passage));
                let before = self.before.get(&*one.id);
                Some((one, passage, before.map_or(&[][..], Vec::as_slice)))
            });
        }
        all
    }
}

/// What comes down from a household to one that goes back to it.
#[derive(Clone, Copy, Default)]
struct Passage {
    /// What is the household's own, by a text in force at every step.
    all: bool,
    /// To one heir at every step, so that money need not be divided.
    undivided: bool,
    /// There was one household before each.
    single: bool,
}

impl Passage {
    const EVERYTHING: Self = Self {
        all: true,
        undivided: true,
        single: true,
    };
}

fn take_up(lived: &mut Lived, ancestor: &Household, passage: Passage) {
    let Some(until) = ancestor.until else { return };
    let start = until.succ_opt().unwrap_or(until);
    let alone = passage.all && passage.undivided;
    let heir = &mut lived.household;
    let members = follow(heir, ancestor, start, passage.all);
    if !alone {
        lived.points_from = lived.points_from.max(Some(start));
    }
    if passage.all {
        heir.from = None;
        if passage.single {
            follow_all(&mut heir.facts, &ancestor.facts, start);
        }
        agreements(heir, ancestor, passage.undivided);
    }
    if passage.all || members.iter().any(Option::is_some) {
        events(heir, ancestor, until, passage.all, &members);
    }
    for payment in &ancestor.payments {
        let to = payment
            .to
            .map(|to| members.get(usize::from(to)).copied().flatten());
        let counts = match to {
            Some(to) => to.is_some(),
            None => alone,
        };
        if counts {
            let to = to.flatten();
            heir.payments.push(crate::facts::Payment {
                to,
                ..payment.clone()
            });
        }
    }
}

/// The members of what went before, as the heir numbers them: those of the same id; with `all` the others too, as
/// members who have left.
fn follow(heir: &mut Household, before: &Household, start: Date, all: bool) -> Vec<Option<u16>> {
    let Some(members) = &mut heir.members else {
        return Vec::new();
    };
    let mut numbers = Vec::new();
    for old in before.members.iter().flatten() {
        let at = members.iter().position(|member| member.id == old.id);
        if let Some(member) = at.and_then(|at| members.get_mut(at)) {
            // One membership where there was no day without.
            let goes_on = old.until.is_none_or(|left| Some(start) <= left.succ_opt());
            if goes_on && member.from <= Some(start) {
                member.from = old.from;
            }
            follow_all(&mut member.facts, &old.facts, start);
        } else if all {
            members.push(Member {
                parents: None,
                spouse: None,
                ..old.clone()
            });
        }
        let at = at.or_else(|| all.then(|| members.len().saturating_sub(1)));
        numbers.push(at.and_then(|at| u16::try_from(at).ok()));
    }
    numbers
}

/// Facts keep their values up to the day; from it on the heir's own count where it has any.
fn follow_all(own: &mut [Timeline], before: &[Timeline], start: Date) {
    for (own, before) in own.iter_mut().zip(before) {
        if own.entries.is_empty() {
            own.entries.clone_from(&before.entries);
            continue;
        }
        // A value of the heir's that always held so far holds from its first day.
        let mut own_from_start: Vec<_> = own
            .entries
            .iter()
            .filter(|(from, _)| *from > Some(start))
            .copied()
            .collect();
        if own.entries.len() > own_from_start.len() {
            own_from_start.insert(0, (Some(start), own.on(start)));
        }
        let first = own_from_start.first().and_then(|(from, _)| *from);
        let earlier = before.entries.iter().filter(|(from, _)| *from < first);
        own.entries = earlier.copied().chain(own_from_start).collect();
    }
}

/// Agreements bind the heirs; a deposit is the heir's where there is only one.
fn agreements(heir: &mut Household, before: &Household, alone: bool) {
    let (Some(own), Some(old)) = (&mut heir.agreements, &before.agreements) else {
        heir.agreements = None;
        return;
    };
    own.extend(old.iter().cloned().map(|mut agreement| {
        if !alone {
            agreement.deposit = None;
        }
        agreement
    }));
}

/// What happened: of the members who are known to the heir, and, where all passes, of the household.
fn events(
    heir: &mut Household,
    before: &Household,
    until: Date,
    passes: bool,
    members: &[Option<u16>],
) {
    if before.known_until < Some(until) {
        // A record with a hole proves nothing after it either.
        heir.known_until = heir.known_until.min(before.known_until);
    }
    let (Some(own), Some(old)) = (&mut heir.events, &before.events) else {
        heir.events = None;
        return;
    };
    for event in old.iter().filter(|event| event.on <= until) {
        let by = event
            .by
            .map(|by| members.get(usize::from(by)).copied().flatten());
        let counts = match by {
            Some(by) => by.is_some(),
            None => passes,
        };
        if counts {
            let by = by.flatten();
            let id = event.id.as_ref().map(Arc::clone);
            own.push(crate::facts::Event {
                by,
                id,
                ..event.clone()
            });
        }
    }
}
