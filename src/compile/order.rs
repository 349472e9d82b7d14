//! In which order norms are worked through, so that what one reads of another is there.

use std::collections::BTreeMap;

use super::book::{Act, NormRow, Order, PermitRow, Rows};
use super::tables::{Lowering, row};
use crate::model::Subject;

impl Lowering {
    /// Sorts norms by what they wait for.
    pub fn order(&mut self) {
        let mut order = Order::default();
        let mut late = Vec::new();
        for (at, norm) in self.book.norms.iter().enumerate() {
            let id = row(at);
            let body = match norm.subject {
                Subject::Household | Subject::Person => false,
                Subject::Village | Subject::Body(_) => norm.force.agreement.is_none(),
            };
            match &norm.act {
                Act::Duty(_) | Act::Keep { .. } | Act::Ban { .. } | Act::PayDeposit { .. } => {
                    match (body, self.waits_for_duties(norm)) {
                        (true, _) => order.bodies.push(id),
                        (false, true) => late.push(id),
                        (false, false) => order.primary.push(id),
                    }
                }
                Act::OnCondition(_) | Act::Deemed(_) if body => order.body_conditions.push(id),
                Act::OnCondition(_) | Act::Deemed(_) if norm.reads_overdue => {
                    order.late_conditions.push(id);
                }
                Act::OnCondition(_) | Act::Deemed(_) => order.conditions.push(id),
                Act::OnBreach { .. } => order.breaches.push(id),
                Act::RefundAtEnd(_) => order.refunds.push(id),
                Act::Permit(permit) => match (permit, &norm.subject) {
                    (PermitRow::Waive(_), _) => order.waivers.push(id),
                    (PermitRow::Pause { .. }, _) => order.pauses.push(id),
                    (PermitRow::Do(_), Subject::Household | Subject::Person) => {
                        order.rights.push(id);
                    }
                    (PermitRow::Do(_), _) if body => order.bodies.push(id),
                    (PermitRow::Do(_), _) => order.primary.push(id),
                },
                Act::Share(_) => order.shares.push(id),
                Act::Priority(_) => order.priorities.push(id),
                Act::Rate { .. } => order.ratings.push(id),
                Act::Grant(_) | Act::Encourage => {}
            }
        }
        for norms in [
            &mut order.primary,
            &mut late,
            &mut order.bodies,
            &mut order.conditions,
            &mut order.body_conditions,
            &mut order.late_conditions,
        ] {
            self.versions_in_order(norms);
        }
        order.primary.append(&mut late);
        order.breaches = self.breaches_in_order(&order.breaches);
        self.book.order = order;
    }

    /// Whether it reads how long another duty is overdue, or takes over from a version that does.
    fn waits_for_duties(&self, norm: &NormRow) -> bool {
        let earlier = norm.versions.earlier.iter();
        let mut earlier = earlier.filter_map(|id| self.book.norms.get(*id as usize));
        norm.reads_overdue || earlier.any(|one| one.reads_overdue)
    }

    /// What amends an article comes after it, wherever its text stands.
    fn versions_in_order(&self, norms: &mut [u32]) {
        let earlier = |id: &u32| {
            let norm = self.book.norms.get(*id as usize);
            norm.map_or(0, |norm| norm.versions.earlier.len())
        };
        norms.sort_by_key(earlier);
    }

    /// A sentence on breaches of an article whose repairs another sentence makes comes after it.
    fn breaches_in_order(&self, norms: &[u32]) -> Vec<u32> {
        let mut waits: BTreeMap<u32, usize> = BTreeMap::new();
        let mut readers: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for norm in norms {
            let sources = self.counted_norms(*norm);
            waits.insert(*norm, sources.len());
            for source in sources {
                readers.entry(source).or_default().push(*norm);
            }
        }
        let mut done: Vec<u32> = norms
            .iter()
            .copied()
            .filter(|norm| waits.get(norm) == Some(&0))
            .collect();
        let mut at = 0;
        while let Some(norm) = done.get(at).copied() {
            at += 1;
            for reader in readers.get(&norm).into_iter().flatten() {
                if let Some(left) = waits.get_mut(reader) {
                    *left = left.saturating_sub(1);
                    if *left == 0 {
                        done.push(*reader);
                    }
                }
            }
        }
        // What waits for itself comes last, in the order of the text.
        let rest = norms.iter().filter(|norm| waits.get(norm) > Some(&0));
        done.extend(rest);
        done
    }

    /// The sentences on breaches among those this one counts, which have repairs of their own.
    fn counted_norms(&self, norm: u32) -> Vec<u32> {
        let act = self.book.norms.get(norm as usize).map(|norm| &norm.act);
        let Some(Act::OnBreach { of, .. }) = act else {
            return Vec::new();
        };
        let repairs = |id: &&u32| match self.book.norms.get(**id as usize).map(|norm| &norm.act) {
            Some(Act::OnBreach { consequences, .. }) => !Rows::is_empty(*consequences),
            _ => false,
        };
        of.iter().filter(repairs).copied().collect()
    }
}
