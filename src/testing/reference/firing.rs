//! Which consequences follow which breaches.

use crate::evaluate::ObligationState;
use crate::model::{BreachCount, Consequence, Head, Norm, NormId, Place, Subject};

use super::acts::Judged;
use super::breaches::{Item, ItemKind};
use super::count::{Reached, Step, reached};
use super::force::Setting;
use super::truth::{Needs, Truth};
use super::versions::Law;
use super::world::{At, Who, World};

/// A consequence of one item, sure or possible.
#[derive(Clone, Debug)]
pub(super) struct Following<'m> {
    pub(super) consequence: &'m Consequence,
    /// What would decide whether it follows, the breach itself taken as given.
    pub(super) doubt: Needs,
    /// The sentence speaks of persons: expressions see the member.
    pub(super) of_person: bool,
    /// Whom the consequence strikes.
    pub(super) who: Who,
    /// Who would have to repair.
    pub(super) repairer: Who,
    /// The version of the article that strikes.
    pub(super) law: Law,
}

/// A repair that has begun.
#[derive(Clone, Debug)]
pub(super) struct Repair {
    pub(super) judged: Judged,
    /// The breach of the repair itself, by its number.
    pub(super) broken: Option<usize>,
}

/// A breach with what follows it.
#[derive(Clone, Debug)]
pub(super) struct Broken<'m> {
    pub(super) item: Item,
    pub(super) following: Vec<Following<'m>>,
    /// The repairs that have begun.
    pub(super) repairs: Vec<Repair>,
}

/// Whom consequences strike, who repairs, and whether expressions see the member.
#[derive(Clone, Copy)]
struct Struck {
    of_person: bool,
    who: Who,
    repairer: Who,
    /// The version of the article that strikes.
    law: Law,
}

/// An open question that has no line of its own.
pub(super) type Asked = (Place, Needs);

impl<'a> World<'a> {
    /// Every item with what follows it, and counts that are not decided.
    pub(super) fn followed(
        &self,
        items: &[Item],
        judged: &[Judged],
    ) -> (Vec<Broken<'a>>, Vec<Asked>) {
        let mut broken: Vec<Broken<'a>> = items
            .iter()
            .map(|item| Broken {
                item: item.clone(),
                following: Vec::new(),
                repairs: Vec::new(),
            })
            .collect();
        let mut asked = Vec::new();
        for (index, norm) in self.meaning.norms.iter().enumerate() {
            if self.is_void(&norm.voids) {
                continue;
            }
            match &norm.head {
                Head::OnBreach {
                    of,
                    count,
                    consequences,
                } => {
                    let fired = self.fired(norm, of, *count, items, judged);
                    for (item, doubt, counted) in fired {
                        if !counted.is_empty() {
                            let hit = items.get(item).into_iter();
                            let acting = hit.flat_map(|item| self.acting(consequences, item));
                            asked.extend(acting.map(|one| (one.place, counted.clone())));
                        }
                        if let Some(broken) = broken.get_mut(item) {
                            let doubt = super::numbers::joined(doubt, counted);
                            self.follow(broken, norm, count.is_some(), consequences, &doubt);
                        }
                    }
                }
                Head::OnCondition { consequences } => {
                    let own = NormId(u32::try_from(index).unwrap_or(u32::MAX));
                    for broken in broken.iter_mut().filter(|one| {
                        one.item.kind == ItemKind::Condition && one.item.norm == Some(own)
                    }) {
                        self.follow(broken, norm, false, consequences, &Needs::new());
                    }
                }
                Head::Entitle(_)
                | Head::Duty(_)
                | Head::Keep { .. }
                | Head::Ban(_)
                | Head::Encourage(_)
                | Head::Deemed { .. }
                | Head::PayDeposit { .. }
                | Head::RefundAtEnd { .. }
                | Head::Permit(_)
                | Head::Share(_)
                | Head::Priority { .. }
                | Head::Rate { .. } => {}
            }
        }
        broken.retain_mut(|one| self.settle_condition(one));
        (self.with_repairs(broken), asked)
    }

    /// Consequences that are not void and have something to act on.
    fn acting<'m>(&self, consequences: &'m [Consequence], item: &Item) -> Vec<&'m Consequence> {
        let living = consequences.iter().filter(|one| !self.is_void(&one.voids));
        living
            .filter(|one| self.acts_on_something(one, item))
            .collect()
    }

    fn follow<'m>(
        &self,
        broken: &mut Broken<'m>,
        norm: &'m Norm,
        counted: bool,
        consequences: &'m [Consequence],
        doubt: &Needs,
    ) {
        let of_person = norm.subject == Subject::Person;
        let member = Some(broken.item.who).filter(|who| of_person && who.member().is_some());
        let own = Some(broken.item.who).filter(|_| !counted);
        let struck = Struck {
            of_person,
            who: member.unwrap_or(Who::Household),
            repairer: member.or(own).unwrap_or(Who::Household),
            law: Law::going_on(norm),
        };
        self.follow_each(broken, consequences, struck, doubt);
    }

    fn follow_each<'m>(
        &self,
        broken: &mut Broken<'m>,
        consequences: &'m [Consequence],
        struck: Struck,
        doubt: &Needs,
    ) {
        let at = At {
            law: struck.law,
            ..self.at_item(&broken.item, struck.of_person)
        };
        for consequence in self.acting(consequences, &broken.item) {
            let excepted = self.is_excepted(&consequence.unless, at);
            if !excepted.is_yes() {
                broken.following.push(Following {
                    consequence,
                    doubt: super::numbers::joined(doubt.clone(), excepted.needs()),
                    of_person: struck.of_person,
                    who: struck.who,
                    repairer: struck.repairer,
                    law: struck.law,
                });
            }
        }
    }

    /// From where a consequence looks: the first day of the breach.
    pub(super) fn at_item(&self, item: &Item, of_person: bool) -> At {
        At {
            day: item.since,
            member: item.who.member().filter(|_| of_person),
            record: item.record,
            overdue: Some(item.overdue).filter(|_| item.kind == ItemKind::Missed),
            in_consequence: true,
            law: Law::default(),
        }
    }

    /// A condition is an item for what follows it: not where nothing can, open where that is open.
    fn settle_condition(&self, broken: &mut Broken<'_>) -> bool {
        if broken.item.kind != ItemKind::Condition {
            return true;
        }
        let doubts = broken.following.iter().map(|one| &one.doubt);
        if doubts.clone().all(|doubt| !doubt.is_empty()) {
            let doubts: Vec<_> = doubts.flatten().cloned().collect();
            broken.item.doubt.extend(doubts);
        }
        !broken.following.is_empty()
    }

    /// Begins the repairs, and what follows where those are broken in turn.
    fn with_repairs(&self, mut broken: Vec<Broken<'a>>) -> Vec<Broken<'a>> {
        let mut done = 0;
        while let Some(one) = broken.get(done).cloned() {
            let mut begun = Vec::new();
            for following in &one.following {
                let sure = one.item.doubt.is_empty() && following.doubt.is_empty();
                let Some((judged, failing)) = self.repair(&one.item, following).filter(|_| sure)
                else {
                    continue;
                };
                let own = self.missed(&judged).map(|item| {
                    let mut next = Broken {
                        item,
                        following: Vec::new(),
                        repairs: Vec::new(),
                    };
                    let struck = Struck {
                        of_person: following.of_person,
                        who: following.who,
                        repairer: following.repairer,
                        law: following.law,
                    };
                    self.follow_each(&mut next, failing, struck, &Needs::new());
                    broken.push(next);
                    broken.len() - 1
                });
                begun.push(Repair {
                    judged,
                    broken: own,
                });
            }
            if let Some(here) = broken.get_mut(done) {
                here.repairs = begun;
            }
            done += 1;
        }
        self.settle_repairs(&mut broken);
        broken
    }

    /// Which items an OnBreach norm follows: guard doubt, count doubt.
    fn fired(
        &self,
        norm: &Norm,
        of: &[NormId],
        count: Option<BreachCount>,
        items: &[Item],
        judged: &[Judged],
    ) -> Vec<(usize, Needs, Needs)> {
        let mut found = Vec::new();
        for setting in self.settings_of(norm) {
            let targets = |item: &Item| {
                let aimed_at = item.norm.is_some_and(|norm| of.contains(&norm));
                let here = setting.record.is_none() || setting.record == item.record;
                let of_body = matches!(norm.subject, Subject::Body(_) | Subject::Village);
                let fits = of_body == matches!(item.who, Who::Body(_));
                aimed_at && here && fits && item.kind != ItemKind::Condition
            };
            let aimed: Vec<usize> = (0..items.len())
                .filter(|index| items.get(*index).is_some_and(targets))
                .collect();
            let hits = match count {
                None => aimed.into_iter().map(Reached::At).collect(),
                Some(count) if count.in_a_row => self
                    .rows(of, &aimed, items, judged)
                    .iter()
                    .flat_map(|steps| reached(count, steps))
                    .collect(),
                Some(count) => totals(norm, &aimed, items)
                    .iter()
                    .flat_map(|steps| reached(count, steps))
                    .collect::<Vec<_>>(),
            };
            for hit in hits {
                let (index, counted) = match hit {
                    Reached::At(index) => (index, Needs::new()),
                    Reached::Perhaps(index, needs) => (index, needs),
                };
                let Some(item) = items.get(index) else {
                    continue;
                };
                match self.guard(norm, setting, item) {
                    Truth::No => {}
                    guard => found.push((index, guard.needs(), counted)),
                }
            }
        }
        found
    }

    /// Whether the sentence speaks of this breach: in force on the missed deadline or the first
    /// day of the breach, with its condition on that first day.
    fn guard(&self, norm: &Norm, setting: Setting, item: &Item) -> Truth {
        let day = match item.kind {
            ItemKind::Missed => item.trigger,
            ItemKind::Banned | ItemKind::Kept | ItemKind::Deemed | ItemKind::Condition => {
                item.since
            }
        };
        let at = At {
            record: setting.record.or(item.record),
            law: Law::going_on(norm),
            ..self.at_item(item, norm.subject == Subject::Person)
        };
        Truth::all([
            self.in_force(norm, setting, day, Law::of(norm)),
            self.holds(norm.when.as_ref(), &norm.unless, at),
        ])
    }

    /// The instances of each duty of each bearer, in the order of their windows.
    fn rows(
        &self,
        of: &[NormId],
        aimed: &[usize],
        items: &[Item],
        judged: &[Judged],
    ) -> Vec<Vec<Step>> {
        let mut keys: Vec<(usize, Option<usize>, Who)> = aimed
            .iter()
            .filter_map(|index| items.get(*index))
            .filter(|item| item.norm.is_some_and(|norm| of.contains(&norm)))
            .filter_map(|item| {
                Some((
                    self.first_version(item.norm?.index()),
                    item.record,
                    item.who,
                ))
            })
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter()
            .map(|key| self.row(key, aimed, items, judged))
            .collect()
    }

    fn row(
        &self,
        (norm, record, who): (usize, Option<usize>, Who),
        aimed: &[usize],
        items: &[Item],
        judged: &[Judged],
    ) -> Vec<Step> {
        let mut steps = Vec::new();
        for index in aimed {
            let Some(item) = items.get(*index) else {
                continue;
            };
            let own = self.is_version(item.norm.map(NormId::index), norm)
                && item.record == record
                && item.who == who;
            if own && item.kind != ItemKind::Deemed {
                steps.extend(step(*index, items).map(|step| (item.window, step)));
            }
        }
        for one in judged {
            let instance = &one.instance;
            let own = self.is_version(instance.norm, norm)
                && instance.record == record
                && instance.who == who;
            let counted = steps.iter().any(|(start, _)| *start == instance.start);
            match one.standing.state {
                ObligationState::Fulfilled | ObligationState::Terminated if own => {
                    steps.push((instance.start, Step::Kept));
                }
                ObligationState::Undetermined if own && !counted => {
                    steps.push((instance.start, Step::Unclear(one.standing.needs.clone())));
                }
                ObligationState::Created
                | ObligationState::InEffect
                | ObligationState::Suspended
                | ObligationState::Fulfilled
                | ObligationState::Violated
                | ObligationState::Discharged
                | ObligationState::Exercised
                | ObligationState::Terminated
                | ObligationState::Undetermined => {}
            }
        }
        steps.sort_by_key(|(start, _)| *start);
        steps.into_iter().map(|(_, step)| step).collect()
    }

    fn is_version(&self, norm: Option<usize>, first: usize) -> bool {
        norm.is_some_and(|norm| self.first_version(norm) == first)
    }
}

fn step(index: usize, items: &[Item]) -> Option<Step> {
    let item = items.get(index)?;
    Some(Step::Breach(index, item.doubt.clone()))
}

/// Breaches counted together: of the whole household, or of each bearer.
fn totals(norm: &Norm, aimed: &[usize], items: &[Item]) -> Vec<Vec<Step>> {
    let who = |index: &usize| items.get(*index).map(|item| item.who);
    if norm.subject != Subject::Person {
        return vec![
            aimed
                .iter()
                .filter_map(|index| step(*index, items))
                .collect(),
        ];
    }
    let mut bearers: Vec<Who> = aimed.iter().filter_map(who).collect();
    bearers.sort_unstable();
    bearers.dedup();
    let each = bearers.into_iter().map(|bearer| {
        let own = aimed.iter().filter(|index| who(index) == Some(bearer));
        own.filter_map(|index| step(*index, items)).collect()
    });
    each.collect()
}
