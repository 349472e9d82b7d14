//! A rulebook, a household and a question become answers.
//!
//! Two layers (semantics 1): what holds on a day, with strong Kleene logic over values of which
//! perhaps only bounds are known; and what became of duties over time, as far as the record of
//! events reaches. Conditions over time are looked at only on days on which they may change.

mod acts;
mod adjustments;
mod answer;
mod arithmetic;
mod breaches;
mod claims;
mod consequences;
mod counting;
mod definitions;
mod deposits;
mod difference;
mod duties;
mod entitlements;
mod entries;
mod events;
mod everybody;
mod explaining;
mod explanation;
mod expr;
mod findings;
mod force;
mod inside;
mod kin;
mod ledger;
mod lived;
mod meetings;
mod members;
mod needed;
mod outcome;
mod payments;
mod permits;
mod points;
mod prevail;
mod priorities;
mod proceedings;
mod reasons;
mod reckoning;
mod released;
mod rights;
mod run;
mod shares;
mod splits;
mod steps;
mod succession;
mod suspensions;
mod timeline;
mod totals;
mod trace;
mod tracks;
mod transition;
mod value;
mod versions;
mod village;
mod why;
mod why_not;
mod windows;

/// A list that is short for most households: so many rows cost no allocation.
pub(crate) type Few<T, const N: usize = 4> = smallvec::SmallVec<[T; N]>;

pub use answer::Outcome;
pub use difference::{Difference, DifferenceKind};
pub use explanation::{Explanation, Idle, Item, Reason, Shown, What};
pub use inside::InVillage;
pub use needed::{MOST_FILLED, MOST_NEEDED, StillNeeded};
pub use outcome::*;
pub use proceedings::{Proceeding, ProceedingState, StepBy, StepLine, StepState};
pub use reckoning::{CheckLine, CheckState, Known, Measure, MeasureState, Reading};
pub use succession::{Left, LeftKind, Succession};
pub use village::{Contender, Contenders, Totals, VillageOutcome};
pub use why_not::{Change, MOST_STEPS, MOST_TRIES, Step, Target, WhyNot};
