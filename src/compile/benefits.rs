//! Which entitlements answer one question, and how far back caps make them be looked at.

use std::collections::BTreeMap;

use super::book::{Act, HeadRow, Reach, Rows};
use super::caps::idle_up_to;
use super::tables::{Lowering, row};
use crate::model::{Head, Meaning, Schedule, Subject};
use crate::register::BenefitId;

impl Lowering {
    /// Groups entitlements by benefit, sort of holder and period.
    pub fn heads(&mut self, meaning: &Meaning) {
        let mut groups: BTreeMap<(BenefitId, bool, u8), usize> = BTreeMap::new();
        for (at, norm) in meaning.norms.iter().enumerate() {
            let Head::Entitle(entitle) = &norm.head else {
                continue;
            };
            let person = match norm.subject {
                Subject::Household => false,
                Subject::Person => true,
                Subject::Village | Subject::Body(_) => continue,
            };
            let key = (entitle.benefit, person, months(entitle.schedule));
            let next = self.book.heads.len();
            let head = *groups.entry(key).or_insert(next);
            if head == next {
                self.book.heads.push(HeadRow {
                    benefit: entitle.benefit,
                    person,
                    schedule: entitle.schedule,
                    norms: Vec::new(),
                    is_split: false,
                    edges: Rows::default(),
                    reach: None,
                });
            }
            if let Some(head) = self.book.heads.get_mut(head) {
                head.norms.push(row(at));
                head.is_split |= entitle.split.is_some();
            }
        }
        self.reaches();
    }

    /// The longest period of a cap on a benefit, handed on to those chosen between.
    fn reaches(&mut self) {
        let mut reach: BTreeMap<BenefitId, Reach> = BTreeMap::new();
        for at in 0..self.book.caps.len() {
            let idle_up_to = self
                .book
                .caps
                .get(at)
                .and_then(|cap| idle_up_to(&self.book, cap));
            let Some(cap) = self.book.caps.get_mut(at) else {
                continue;
            };
            cap.idle_up_to = idle_up_to;
            let Some(period) = cap.period else { continue };
            let own = Reach { period, idle_up_to };
            for benefit in &cap.benefits {
                let known = reach.entry(*benefit).or_insert(own);
                *known = known.farther(own);
            }
        }
        for choice in self.book.choices.iter().filter(|choice| choice.higher) {
            let benefits: Vec<BenefitId> = choice
                .among
                .iter()
                .filter_map(|norm| self.benefit_of(*norm))
                .collect();
            let known = benefits.iter().filter_map(|benefit| reach.get(benefit));
            if let Some(longest) = known.copied().reduce(Reach::farther) {
                for benefit in benefits {
                    reach.insert(benefit, longest);
                }
            }
        }
        for head in &mut self.book.heads {
            head.reach = reach.get(&head.benefit).copied();
        }
    }

    fn benefit_of(&self, norm: u32) -> Option<BenefitId> {
        let row = self.book.norms.get(norm as usize)?;
        match &row.act {
            Act::Grant(_) => self
                .book
                .heads
                .iter()
                .find(|head| head.norms.contains(&norm))
                .map(|head| head.benefit),
            Act::Duty(_)
            | Act::Keep { .. }
            | Act::Ban { .. }
            | Act::Encourage
            | Act::OnBreach { .. }
            | Act::OnCondition(_)
            | Act::Deemed(_)
            | Act::PayDeposit { .. }
            | Act::RefundAtEnd(_)
            | Act::Permit(_)
            | Act::Share(_)
            | Act::Priority(_)
            | Act::Rate { .. } => None,
        }
    }
}

/// Months of the period; a longer one orders after a shorter.
pub(super) const fn months(schedule: Schedule) -> u8 {
    match schedule {
        Schedule::Once => 0,
        Schedule::Month => 1,
        Schedule::Quarter => 3,
        Schedule::HalfYear => 6,
        Schedule::Year => 12,
    }
}

impl Reach {
    /// As far back as the longer of two, and in every household that either is for.
    fn farther(self, other: Self) -> Self {
        let is_longer = months(self.period) >= months(other.period);
        Self {
            period: if is_longer { self.period } else { other.period },
            idle_up_to: self.idle_up_to.min(other.idle_up_to),
        }
    }
}
