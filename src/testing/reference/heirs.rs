//! Households that take the place of others: the record they continue, and what was left open (semantics 17).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::evaluate::{
    Bearer, ConsequenceKind, Findings, Left, LeftKind, ObligationState, Query, Succession,
};
use crate::facts::{Event, Household, Member, Payment, Timeline};
use crate::model::{Label, Place};
use crate::value::{Date, Money};

use super::dates::next;
use super::versions::Law;
use super::world::World;

/// A household with what it continues.
pub(super) struct Lived {
    pub(super) household: Household,
    pub(super) query: Query,
    /// How many of the members are its own.
    pub(super) own_members: Option<usize>,
    /// The first day of its points.
    pub(super) points_from: Option<Date>,
}

/// What comes down from one household to another.
#[derive(Clone, Copy, Default)]
struct Passage {
    /// What is the household's own.
    all: bool,
    /// To one heir only, so that money need not be divided.
    undivided: bool,
    /// There was one household before each on the way.
    single: bool,
}

impl World<'_> {
    /// The sentence in force on a day by which rights and duties pass.
    fn passing(&self, day: Date) -> Option<Place> {
        let mut places = self.meaning.successions.iter().copied();
        places.find(|place| self.is_law(*place, day, Law::GRANT))
    }

    fn households(&self) -> &[Household] {
        self.around
            .map_or(&[][..], |around| &around.village.households)
    }

    /// The households that a new one took the place of.
    fn predecessors(&self, heir: &Household) -> Vec<usize> {
        let all = self.households().iter().enumerate();
        let named = all.filter(|(_, one)| {
            let follows = one.until.map(next) == heir.from && heir.from.is_some();
            follows && one.succeeded_by.contains(&heir.id)
        });
        named.map(|(at, _)| at).collect()
    }

    /// Every way back from a household, with what came down on it.
    fn ways_back(&self, heir: &Household, so_far: Passage, found: &mut BTreeMap<usize, Passage>) {
        let before = self.predecessors(heir);
        for at in &before {
            let Some(one) = self.households().get(*at) else {
                continue;
            };
            let says = one.until.and_then(|until| self.passing(until)).is_some();
            let here = Passage {
                all: so_far.all && says,
                undivided: so_far.undivided && one.succeeded_by.len() == 1,
                single: so_far.single && before.len() == 1,
            };
            let known = found.entry(*at).or_default();
            known.all |= here.all;
            known.undivided |= here.undivided;
            known.single |= here.single;
            self.ways_back(one, here, found);
        }
    }

    /// The household with what it continues on the days asked about; none where it took nobody's place.
    pub(super) fn lived(&self) -> Option<Lived> {
        let household = self.household;
        let start = household.from.filter(|start| *start <= self.query.on)?;
        let mut found = BTreeMap::new();
        let everything = Passage {
            all: true,
            undivided: true,
            single: true,
        };
        self.ways_back(household, everything, &mut found);
        let mut all: Vec<(&Household, Passage)> = found
            .into_iter()
            .filter_map(|(at, passage)| Some((self.households().get(at)?, passage)))
            .collect();
        if all.is_empty() {
            return None;
        }
        all.sort_by_key(|(one, _)| std::cmp::Reverse(one.until));
        let mut lived = Lived {
            household: household.clone(),
            query: Query {
                from: self.query.from.max(start),
                on: self.query.on,
            },
            own_members: household.members.as_ref().map(Vec::len),
            points_from: None,
        };
        for (one, passage) in all {
            continue_record(&mut lived, one, passage);
        }
        let record = &mut lived.household;
        if let Some(events) = &mut record.events {
            events.sort_by_key(|event| event.on);
        }
        record.payments.sort_by_key(|payment| payment.on);
        Some(lived)
    }

    /// What the household left open on its last day.
    pub(super) fn left(&self) -> Option<Succession> {
        let until = self
            .household
            .until
            .filter(|until| *until < self.query.on)?;
        let asked = World {
            query: Query {
                from: self.query.from.min(until),
                on: until,
            },
            ..*self
        };
        let lived = asked.lived();
        let mut still = lived
            .as_ref()
            .map_or_else(|| self.household.clone(), |lived| lived.household.clone());
        still.until = None;
        let then = World {
            household: &still,
            query: lived.as_ref().map_or(asked.query, |lived| lived.query),
            own_members: lived
                .as_ref()
                .map_or(self.own_members, |lived| lived.own_members),
            points_from: lived.as_ref().and_then(|lived| lived.points_from),
            own: lived.as_ref().map(|_| self.household),
            ..*self
        };
        let found = then.findings();
        let under = self.passing(until);
        let heirs = self.household.succeeded_by.clone();
        let begins = |id: &Arc<str>| {
            let mut all = self.households().iter();
            let heir = all.find(|one| one.id == *id);
            self.around.is_none() || heir.is_some_and(|heir| heir.from == Some(next(until)))
        };
        let all = under.is_some() && !heirs.is_empty() && heirs.iter().all(begins);
        let left = then.open_on(until, &found, all, all && heirs.len() == 1);
        Some(Succession {
            until,
            heirs,
            under,
            left,
        })
    }

    fn open_on(&self, until: Date, found: &Findings, all: bool, one: bool) -> Vec<Left> {
        let own = |bearer: &Bearer| *bearer == Bearer::Id(self.household.id.clone());
        let mut left = Vec::new();
        let mut add = |kind, place, name, amount, passes| {
            left.push(Left {
                kind,
                place,
                name,
                amount,
                passes,
            });
        };
        for duty in found.obligations.iter().filter(|duty| own(&duty.bearer)) {
            let open = matches!(
                duty.state,
                ObligationState::Created
                    | ObligationState::InEffect
                    | ObligationState::Suspended
                    | ObligationState::Undetermined
            );
            if open {
                let name = duty.action.clone();
                add(LeftKind::Duty, Some(duty.place), name, None, all);
            }
        }
        for record in self.records() {
            if !self.in_term(record, until).is_no() {
                let name = Label::Agreement(record.of);
                add(LeftKind::Agreement, None, name, None, all);
            }
        }
        for deposit in &found.deposits {
            if deposit.held != Some(Money::ZERO) {
                let name = Label::Deposit(deposit.agreement);
                add(LeftKind::Deposit, None, name, deposit.held, one);
            }
        }
        for breach in found.breaches.iter().filter(|breach| own(&breach.bearer)) {
            for line in &breach.consequences {
                if let (ConsequenceKind::Pay, Some(name)) = (line.kind, line.name.clone()) {
                    add(LeftKind::Debt, Some(line.place), name, line.amount, one);
                }
            }
        }
        left
    }
}

fn continue_record(lived: &mut Lived, before: &Household, passage: Passage) {
    let Some(until) = before.until else { return };
    let start = next(until);
    let heir = &mut lived.household;
    let numbers = continue_members(heir, before, until, passage.all);
    if !(passage.all && passage.undivided) {
        lived.points_from = lived.points_from.max(Some(start));
    }
    if passage.all {
        heir.from = None;
        if passage.single {
            continue_facts(&mut heir.facts, &before.facts, start);
        }
        heir.agreements = match (heir.agreements.take(), &before.agreements) {
            (Some(mut own), Some(old)) => {
                for agreement in old {
                    let mut agreement = agreement.clone();
                    agreement.deposit = agreement.deposit.filter(|_| passage.undivided);
                    own.push(agreement);
                }
                Some(own)
            }
            _ => None,
        };
    }
    let number = |old: u16| numbers.get(&usize::from(old)).copied();
    if passage.all || !numbers.is_empty() {
        if before.known_until < Some(until) {
            heir.known_until = heir.known_until.min(before.known_until);
        }
        heir.events = match (heir.events.take(), &before.events) {
            (Some(mut own), Some(old)) => {
                own.extend(
                    old.iter()
                        .filter(|event| event.on <= until)
                        .filter_map(|event| {
                            let by = match event.by {
                                Some(by) => Some(number(by)?),
                                None if passage.all => None,
                                None => return None,
                            };
                            Some(Event {
                                by,
                                ..event.clone()
                            })
                        }),
                );
                Some(own)
            }
            _ => None,
        };
    }
    heir.payments
        .extend(before.payments.iter().filter_map(|payment| {
            let to = match payment.to {
                Some(to) => Some(number(to)?),
                None if passage.all && passage.undivided => None,
                None => return None,
            };
            Some(Payment {
                to,
                ..payment.clone()
            })
        }));
}

/// The same persons go on; with `all` the others are kept as members who have left. By their number before.
fn continue_members(
    heir: &mut Household,
    before: &Household,
    until: Date,
    all: bool,
) -> BTreeMap<usize, u16> {
    let mut numbers = BTreeMap::new();
    let Some(members) = &mut heir.members else {
        return numbers;
    };
    let start = next(until);
    let old = before.members.as_deref().unwrap_or_default();
    for (at, member) in old.iter().enumerate() {
        let same = members.iter().position(|one| one.id == member.id);
        match same.and_then(|same| members.get_mut(same)) {
            Some(own) => {
                let stayed = own.from <= Some(start) && member.until.is_none_or(|day| day >= until);
                if stayed {
                    own.from = member.from;
                }
                continue_facts(&mut own.facts, &member.facts, start);
            }
            None if all => members.push(Member {
                parents: None,
                spouse: None,
                ..member.clone()
            }),
            None => continue,
        }
        let here = same.unwrap_or(members.len() - 1);
        if let Ok(here) = u16::try_from(here) {
            numbers.insert(at, here);
        }
    }
    numbers
}

/// The earlier values to the day before, then the later ones; the earlier go on where there are no later ones.
fn continue_facts(own: &mut [Timeline], before: &[Timeline], start: Date) {
    for (own, before) in own.iter_mut().zip(before) {
        if own.entries.is_empty() {
            own.entries.clone_from(&before.entries);
            continue;
        }
        let first = own.entries.first().and_then(|(from, _)| *from);
        let begins = first.max(Some(start));
        let mut entries: Vec<_> = before.entries.clone();
        entries.retain(|(from, _)| *from < begins);
        let mut later: Vec<_> = own.entries.clone();
        later.retain(|(from, _)| *from > Some(start));
        if first <= Some(start) {
            entries.push((Some(start), own.on(start)));
        }
        entries.extend(later);
        own.entries = entries;
    }
}
