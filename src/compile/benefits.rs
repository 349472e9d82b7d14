//! Which entitlements answer one question, and how far back caps make them be looked at.

use std::collections::BTreeMap;

use super::book::{Act, HeadRow};
use super::tables::{Lowering, row};
use crate::model::{Head, Meaning, NormId, Schedule, Subject};
use crate::register::BenefitId;

impl Lowering {
    /// Groups entitlements by benefit, sort of holder and period. One that a text says adds up
    /// (`可以同时享受`) stands alone.
    pub fn heads(&mut self, meaning: &Meaning) {
        let apart = self.added_up();
        let mut groups: BTreeMap<(BenefitId, bool, u8, u32), usize> = BTreeMap::new();
        for (at, norm) in meaning.norms.iter().enumerate() {
            let Head::Entitle(entitle) = &norm.head else {
                continue;
            };
            let person = match norm.subject {
                Subject::Household => false,
                Subject::Person => true,
                Subject::Village | Subject::Body(_) => continue,
            };
            let own = if apart.contains(&NormId(row(at))) {
                row(at) + 1
            } else {
                0
            };
            let key = (entitle.benefit, person, size(entitle.schedule), own);
            let next = self.book.heads.len();
            let head = *groups.entry(key).or_insert(next);
            if head == next {
                self.book.heads.push(HeadRow {
                    benefit: entitle.benefit,
                    person,
                    schedule: entitle.schedule,
                    norms: Vec::new(),
                    reach: None,
                });
            }
            if let Some(head) = self.book.heads.get_mut(head) {
                head.norms.push(row(at));
            }
        }
        self.reaches();
    }

    fn added_up(&self) -> std::collections::BTreeSet<NormId> {
        let sums = self.book.choices.iter().filter(|choice| !choice.higher);
        sums.flat_map(|choice| choice.among.iter().copied().map(NormId))
            .collect()
    }

    /// The longest period of a cap on a benefit, handed on to those chosen between.
    fn reaches(&mut self) {
        let mut reach: BTreeMap<BenefitId, Schedule> = BTreeMap::new();
        for cap in &self.book.caps {
            for (benefit, period) in cap.benefits.iter().zip(std::iter::repeat(cap.period)) {
                let Some(period) = period else { continue };
                let known = reach.entry(*benefit).or_insert(period);
                *known = longer(*known, period);
            }
        }
        for choice in self.book.choices.iter().filter(|choice| choice.higher) {
            let benefits: Vec<BenefitId> = choice
                .among
                .iter()
                .filter_map(|norm| self.benefit_of(*norm))
                .collect();
            let known = benefits.iter().filter_map(|benefit| reach.get(benefit));
            if let Some(longest) = known.copied().reduce(longer) {
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
            | Act::RefundAtEnd(_) => None,
        }
    }
}

/// Months of the period; a longer one orders after a shorter.
const fn size(schedule: Schedule) -> u8 {
    match schedule {
        Schedule::Once => 0,
        Schedule::Month => 1,
        Schedule::Quarter => 3,
        Schedule::HalfYear => 6,
        Schedule::Year => 12,
    }
}

fn longer(a: Schedule, b: Schedule) -> Schedule {
    if size(a) >= size(b) { a } else { b }
}
