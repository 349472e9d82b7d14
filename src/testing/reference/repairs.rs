//! Repairs: duties that a breach brings about.

use crate::model::{Consequence, Day, Effect, Window};

use super::acts::Judged;
use super::breaches::Item;
use super::dates::{Deadline, period_end};
use super::firing::{Broken, Following};
use super::judge::Instance;
use super::truth::Needs;
use super::world::World;

impl World<'_> {
    /// The repair a consequence asks for, how it stands, and what follows its own breach.
    pub(super) fn repair<'m>(
        &self,
        item: &Item,
        following: &Following<'m>,
    ) -> Option<(Judged, &'m [Consequence])> {
        let Effect::Repair { duty, failing } = &following.consequence.effect else {
            return None;
        };
        let deadline = match &duty.window {
            Window::Within(length) => Some(period_end(item.trigger, *length, self.calendar)?),
            Window::By(Day::On(day)) | Window::On(Day::On(day)) => Some(Deadline::fixed(*day)),
            Window::Open
            | Window::Each(_)
            | Window::By(_)
            | Window::On(_)
            | Window::After(..)
            | Window::Before(..)
            | Window::Every(..) => None,
        };
        let instance = Instance {
            norm: None,
            place: following.consequence.place,
            who: following.repairer,
            toward: self.toward(duty.toward),
            action: duty.action.clone(),
            record: item.record,
            arose: item.trigger,
            start: item.trigger,
            deadline,
            doubt: Needs::new(),
            quantity: duty.quantity,
            still_owed: duty.still_owed,
            counts_from: item.trigger,
            bound_until: self.bound_to(None, following.repairer),
            rest: super::permits::Rest::default(),
            is_power: false,
        };
        let standing = self.standing(&instance);
        let judged = Judged {
            instance,
            standing,
            late: None,
        };
        Some((judged, failing))
    }

    /// Late acts of repairs, and what those change in the breaches of the repairs.
    pub(super) fn settle_repairs(&self, broken: &mut [Broken<'_>]) {
        let all = broken.iter_mut().flat_map(|one| &mut one.repairs);
        self.settle_late(all.map(|repair| &mut repair.judged).collect());
        let changed: Vec<(usize, Item)> = broken
            .iter()
            .flat_map(|one| &one.repairs)
            .filter_map(|repair| Some((repair.broken?, self.missed(&repair.judged)?)))
            .collect();
        for (index, item) in changed {
            if let Some(one) = broken.get_mut(index) {
                one.item = item;
            }
        }
    }
}
