//! What was broken: duties, bans, kept states, deemed breaches; and conditions that carry consequences.

use crate::evaluate::{Bearer, ObligationState};
use crate::model::{Action, Ban, Head, Label, Norm, NormId, Place};
use crate::value::Date;

use super::acts::{Judged, Stretch};
use super::dates::days_between;
use super::truth::{Needs, Truth};
use super::versions::Law;
use super::world::{At, Overdue, Who, World};

/// A breach, sure or possible, or a condition that carries consequences.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// The duty, ban or kept state broken; for a condition, its own norm; none for a repair.
    pub(super) norm: Option<NormId>,
    pub(super) kind: ItemKind,
    pub(super) place: Place,
    pub(super) who: Who,
    pub(super) action: Option<Action>,
    pub(super) since: Date,
    /// From where a repair's period counts.
    pub(super) trigger: Date,
    /// What would decide it; nothing where it is sure.
    pub(super) doubt: Needs,
    pub(super) record: Option<usize>,
    /// Still to be done and not done late.
    pub(super) still_owed: bool,
    /// The stretch of days it covers still runs today.
    pub(super) runs_today: bool,
    pub(super) overdue: Overdue,
    /// First day of the instance, for runs of instances.
    pub(super) window: Date,
    /// Of a stretch of days the last one.
    pub(super) last: Option<Date>,
}

/// What sort of item it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemKind {
    /// A duty not done in time; a possible one is no line of its own.
    Missed,
    Banned,
    /// A state not kept; a possible one is no line of its own.
    Kept,
    Deemed,
    Condition,
}

impl World<'_> {
    /// Every breach of a norm, and every condition with consequences, sure or possible.
    pub(super) fn items(&self, judged: &[Judged]) -> Vec<Item> {
        let mut found: Vec<Item> = judged.iter().filter_map(|one| self.missed(one)).collect();
        for (index, norm) in self.living_norms() {
            match &norm.head {
                Head::Ban(ban) => found.extend(self.banned(index, norm, ban)),
                Head::Keep { name, .. } => {
                    let broken = self.stretches(index, norm, true);
                    found.extend(broken.into_iter().map(|one| {
                        self.stretch_item(one, norm.place, Some(name.clone()), ItemKind::Kept)
                    }));
                }
                Head::OnCondition { .. } => {
                    let held = self.stretches(index, norm, false).into_iter();
                    let held = held.filter(|one| !self.is_always(one));
                    found.extend(
                        held.map(|one| {
                            self.stretch_item(one, norm.place, None, ItemKind::Condition)
                        }),
                    );
                }
                Head::Deemed { of } => found.extend(self.deemed(index, norm, of)),
                Head::Entitle(_)
                | Head::Duty(_)
                | Head::Encourage(_)
                | Head::OnBreach { .. }
                | Head::PayDeposit { .. }
                | Head::RefundAtEnd { .. }
                | Head::Permit(_)
                | Head::Share(_)
                | Head::Priority { .. }
                | Head::Rate { .. } => {}
            }
        }
        found.extend(self.unpaid_deposits());
        found.sort_by_key(|item| {
            let is_deemed = item.kind == ItemKind::Deemed;
            (item.since, item.place, item.who, item.norm, is_deemed)
        });
        found
    }

    /// The breach of an instance, sure or possible.
    pub(super) fn missed(&self, judged: &Judged) -> Option<Item> {
        let instance = &judged.instance;
        let sure = judged.standing.state == ObligationState::Violated;
        if instance.is_power || !sure && !self.may_be_broken(judged) {
            return None;
        }
        let deadline = instance.deadline?;
        let norm = instance.norm.and_then(|norm| u32::try_from(norm).ok());
        Some(Item {
            norm: norm.map(NormId),
            kind: ItemKind::Missed,
            place: instance.place,
            who: instance.who,
            action: Some(instance.action.clone()),
            since: instance.since()?,
            trigger: deadline.last(),
            doubt: judged.standing.needs.clone(),
            record: instance.record,
            still_owed: instance.still_owed && judged.standing.on.is_none(),
            runs_today: false,
            overdue: self.overdue_of(judged).unwrap_or(Overdue {
                of: self.event_of(&instance.action).ok(),
                doubtful: Some(instance.who),
                days: 0,
                open: None,
            }),
            window: instance.start,
            last: None,
        })
    }

    fn stretch_item(
        &self,
        one: Stretch,
        place: Place,
        action: Option<Action>,
        kind: ItemKind,
    ) -> Item {
        Item {
            norm: Some(one.norm),
            kind,
            place,
            who: one.who,
            action,
            since: one.run.first,
            trigger: one.run.first,
            doubt: one.run.doubt,
            record: one.setting.record,
            still_owed: false,
            runs_today: one.run.last == self.today(),
            overdue: Overdue {
                of: None,
                doubtful: None,
                days: days_between(one.run.first, one.run.last) + 1,
                open: None,
            },
            window: one.run.first,
            last: Some(one.run.last),
        }
    }

    fn deemed(&self, index: usize, norm: &Norm, of: &[NormId]) -> Vec<Item> {
        let mut found = Vec::new();
        let held = self.stretches(index, norm, false).into_iter();
        for one in held.filter(|one| !self.is_always(one)) {
            for target in of
                .iter()
                .filter(|one_of| self.is_version_of_day(**one_of, one.run.first))
            {
                let broken = self.norm(target.index());
                let Some(broken) = broken
                    .filter(|norm| !self.is_void(&norm.voids) && !self.is_annulled(norm.place))
                else {
                    continue;
                };
                let mut item =
                    self.stretch_item(one.clone(), broken.place, action(broken), ItemKind::Deemed);
                item.norm = Some(*target);
                found.push(item);
            }
        }
        found
    }

    fn banned(&self, index: usize, norm: &Norm, ban: &Ban) -> Vec<Item> {
        let Ok(event) = self.event_of(&ban.action) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for setting in self.settings_of(norm) {
            for who in self.bearers(norm) {
                for happened in self.banned_acts(event, who) {
                    let day = happened.on;
                    let at = At {
                        day,
                        member: who.member(),
                        record: setting.record,
                        law: Law::of(norm),
                        ..At::default()
                    };
                    let during = ban.during.as_ref();
                    let during = during.map_or(Truth::Yes, |during| self.truth(during, at));
                    let banned = Truth::all([self.applies(norm, setting, who, day), during]);
                    let may = self.is_permitted((norm, ban, setting, who), happened);
                    let forbidden = Truth::all([may.not(), banned]);
                    if !forbidden.is_no() {
                        let one = Stretch {
                            norm: NormId(u32::try_from(index).unwrap_or(u32::MAX)),
                            who,
                            setting,
                            run: super::runs::Run {
                                first: day,
                                last: day,
                                doubt: forbidden.needs(),
                            },
                        };
                        let action = Some(ban.action.clone());
                        let mut item = self.stretch_item(one, norm.place, action, ItemKind::Banned);
                        item.runs_today = false;
                        found.push(item);
                    }
                }
            }
        }
        found
    }

    /// The acts that a ban may forbid: a member's own, or any of the household.
    fn banned_acts(&self, event: crate::register::EventId, who: Who) -> Vec<&crate::facts::Event> {
        let events = self.household.events.as_deref().unwrap_or_default().iter();
        events
            .filter(|happened| happened.of == event && happened.on <= self.today())
            .filter(|happened| match who {
                Who::Member(index) => happened.by.map(usize::from) == Some(index),
                Who::Household => true,
                Who::Body(_) => false,
            })
            .collect()
    }

    /// Whose breach it is, as an answer gives it.
    pub(super) fn bearer_of(&self, item: &Item) -> Bearer {
        self.bearer(item.who)
    }
}

/// What a duty, ban or kept state is called.
fn action(norm: &Norm) -> Option<Label> {
    match &norm.head {
        Head::Duty(duty) => Some(duty.action.clone()),
        Head::Ban(ban) => Some(ban.action.clone()),
        Head::Keep { name, .. } => Some(name.clone()),
        Head::PayDeposit { agreement, .. } => Some(Label::Deposit(*agreement)),
        Head::Entitle(_)
        | Head::Encourage(_)
        | Head::OnBreach { .. }
        | Head::OnCondition { .. }
        | Head::Deemed { .. }
        | Head::RefundAtEnd { .. }
        | Head::Permit(_)
        | Head::Share(_)
        | Head::Priority { .. }
        | Head::Rate { .. } => None,
    }
}
