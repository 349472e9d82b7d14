//! What a household is owed under one knowledge of the facts or one set of texts, and under another.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{AdjustmentKind, Entitlement, EntitlementState, Outcome};
use crate::model::{Label, Place};
use crate::value::{Money, Period};

/// A benefit that comes out otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Under which sentence: of the later outcome, where it has the line.
    pub place: Place,
    /// Which benefit, or what is divided.
    pub benefit: Label,
    /// Id of the household or the member.
    pub holder: Arc<str>,
    /// For which period.
    pub period: Period,
    /// What was to be paid for it, whether paid by now or not; none: not known.
    pub before: Option<Money>,
    /// What is to be paid for it now; none: not known.
    pub after: Option<Money>,
}

/// `back_pay | claw_back | open`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// More is due than was known: it is paid afterwards.
    BackPay,
    /// Less is due than was known: what was paid too much can be asked back or set off.
    ClawBack,
    /// One of the amounts is not known.
    Open,
}

impl Difference {
    /// What the difference comes to.
    #[must_use]
    pub fn kind(&self) -> DifferenceKind {
        match (self.before, self.after) {
            (Some(before), Some(after)) if before < after => DifferenceKind::BackPay,
            (Some(_), Some(_)) => DifferenceKind::ClawBack,
            (None, _) | (_, None) => DifferenceKind::Open,
        }
    }
}

type Key = (Label, Arc<str>, Period);

impl Outcome {
    /// The benefits that come out otherwise in a later outcome of the same household and days: of what became
    /// known later, or under an amended text. In the order of benefits, holders and periods.
    #[must_use]
    pub fn difference(&self, later: &Self) -> Vec<Difference> {
        let (before, after) = (sums(self.entitlements()), sums(later.entitlements()));
        let mut keys: Vec<&Key> = before.keys().chain(after.keys()).collect();
        keys.sort_unstable();
        keys.dedup();
        let nothing = Some(Money::ZERO);
        let of = |key: &Key| {
            let (old, new) = (before.get(key), after.get(key));
            let place = new.or(old).map(|(place, _)| *place)?;
            let before = old.map_or(nothing, |(_, sum)| *sum);
            let after = new.map_or(nothing, |(_, sum)| *sum);
            (before != after).then(|| Difference {
                place,
                benefit: key.0.clone(),
                holder: Arc::clone(&key.1),
                period: key.2,
                before,
                after,
            })
        };
        keys.into_iter().filter_map(of).collect()
    }
}

/// What is to be paid in all for each benefit, holder and period; none where it is not known.
fn sums(lines: &[Entitlement]) -> BTreeMap<Key, (Place, Option<Money>)> {
    let mut sums = BTreeMap::new();
    for line in lines {
        let key = (line.benefit.clone(), Arc::clone(&line.holder), line.period);
        let known = in_all(line);
        let (_, sum) = sums.entry(key).or_insert((line.place, Some(Money::ZERO)));
        *sum = match (*sum, known) {
            (Some(sum), Some(known)) => sum.checked_add(known),
            (None, _) | (_, None) => None,
        };
    }
    sums
}

/// What a line comes to before payments.
fn in_all(line: &Entitlement) -> Option<Money> {
    match line.state {
        EntitlementState::Due | EntitlementState::Paid => {
            let cuts = line.adjustments.iter();
            let cuts = cuts.filter(|cut| cut.kind != AdjustmentKind::Paid);
            let mut cuts = cuts.map(|cut| cut.amount);
            cuts.try_fold(line.amount?, Money::checked_add)
        }
        EntitlementState::Suspended | EntitlementState::Barred | EntitlementState::Void => {
            Some(Money::ZERO)
        }
        EntitlementState::Undetermined | EntitlementState::Conflict | EntitlementState::Gap => None,
    }
}
