//! Why a household does not get a benefit on a day, and the nearest change of facts that would turn it.
//!
//! The search follows the reasons: what blocks is looked at, a fact that decides it is changed, and the
//! changed household is evaluated anew. So nothing is proposed that was not tried.

mod blocked;
mod fixes;
pub(super) mod steps;

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use super::explanation::Reason;
use super::inside::Asking;
use super::{EntitlementState, Outcome, Query};
use crate::compile::Rulebook;
use crate::facts::Household;
use crate::model::Label;
use crate::register::{AgreementId, BenefitId, EventId, FactId, FactValue};
use crate::value::{Date, Money};

/// What is asked for and not given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Which benefit.
    pub benefit: BenefitId,
    /// Id of the household or member; none: anybody of the household.
    pub holder: Option<Arc<str>>,
}

/// Why not, and what would change it.
#[derive(Clone, Debug, PartialEq)]
pub struct WhyNot {
    /// What stands in the way, sentence by sentence; empty where no text grants the benefit.
    pub blocked: Vec<Reason>,
    /// Changes of facts that turn the answer, those with the fewest steps, each tried out. Empty where none
    /// was found.
    pub changes: Vec<Change>,
    /// Everything up to [`MOST_STEPS`] steps was tried; else the search stopped at [`MOST_TRIES`] households.
    pub is_complete: bool,
}

/// A change of facts that turns the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What would have to be otherwise; all of it together.
    pub steps: Vec<Step>,
    /// What would then be payable for the period of the day; zero where the text names no amount.
    pub payable: Money,
}

/// One fact that would have to be otherwise, on the day asked about.
#[derive(Clone, PartialEq)]
pub enum Step {
    /// A fact has this value.
    Fact {
        /// Which.
        fact: FactId,
        /// Of which member; none: of the household.
        member: Option<Arc<str>>,
        /// Its value now; none: not known.
        now: Option<FactValue>,
        /// The value it would need; money in fen.
        value: FactValue,
    },
    /// An act is recorded.
    Act {
        /// Which.
        event: EventId,
        /// Of which member, for an act of a person.
        member: Option<Arc<str>>,
        /// When.
        on: Date,
    },
    /// An agreement is signed.
    Sign {
        /// Which.
        agreement: AgreementId,
        /// When.
        on: Date,
    },
}

/// Facts may be sensitive: `Debug` shows which, never their values.
impl fmt::Debug for Step {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fact { fact, member, .. } => write!(out, "Fact({fact:?}, {member:?})"),
            Self::Act { event, member, .. } => write!(out, "Act({event:?}, {member:?})"),
            Self::Sign { agreement, .. } => write!(out, "Sign({agreement:?})"),
        }
    }
}

/// The most facts that one proposal changes.
pub const MOST_STEPS: usize = 3;

/// The most changed households that are tried.
pub const MOST_TRIES: usize = 400;

/// A household with the steps that led to it.
struct Tried {
    home: Household,
    steps: Vec<Step>,
}

impl Rulebook {
    /// Why the household does not get a benefit for the period of the last day asked about, and the nearest
    /// changes of facts that would give it. Only what can still change is proposed: recorded facts from that day
    /// on, acts on that day, signing an agreement; never a date, a derived, protected or historic fact. None where
    /// the benefit is given.
    #[must_use]
    pub fn why_not(&self, household: &Household, query: &Query, target: &Target) -> Option<WhyNot> {
        Asking::alone(self).why_not(household, query, target)
    }
}

impl Asking<'_> {
    /// What [`Rulebook::why_not`] says.
    pub fn why_not(self, household: &Household, query: &Query, target: &Target) -> Option<WhyNot> {
        let query = Query::on(query.on);
        if granted(&self.evaluate(household, &query), target).is_some() {
            return None;
        }
        let blocked = self.blocked(household, query, target);
        let (changes, is_complete) = self.nearest(household, query, target, &blocked);
        Some(WhyNot {
            blocked,
            changes,
            is_complete,
        })
    }

    /// The changes with the fewest steps, breadth first.
    fn nearest(
        self,
        household: &Household,
        query: Query,
        target: &Target,
        blocked: &[Reason],
    ) -> (Vec<Change>, bool) {
        let mut changes: Vec<Change> = Vec::new();
        let mut tries = 0;
        let mut seen: Vec<Vec<Step>> = Vec::new();
        let mut waiting = VecDeque::from([Tried {
            home: household.clone(),
            steps: Vec::new(),
        }]);
        while let Some(tried) = waiting.pop_front() {
            let shortest = changes.first().map(|change| change.steps.len());
            if shortest.is_some_and(|shortest| tried.steps.len() >= shortest) {
                break;
            }
            let reasons = if tried.steps.is_empty() {
                blocked.to_vec()
            } else {
                self.blocked(&tried.home, query, target)
            };
            for step in self.fixes(&tried.home, query.on, &reasons, target) {
                let mut steps = tried.steps.clone();
                if steps.iter().any(|other| other.is_about_the_same(&step)) {
                    continue;
                }
                steps.push(step.clone());
                if seen.iter().any(|other| is_same_set(other, &steps)) {
                    continue;
                }
                if tries == MOST_TRIES {
                    return (changes, false);
                }
                tries += 1;
                seen.push(steps.clone());
                let Some(home) = steps::with(&tried.home, &step, query.on) else {
                    continue;
                };
                let outcome = self.evaluate(&home, &query);
                match granted(&outcome, target) {
                    Some(payable) => keep_nearest(&mut changes, Change { steps, payable }),
                    None if steps.len() < MOST_STEPS => waiting.push_back(Tried { home, steps }),
                    None => {}
                }
            }
        }
        (changes, true)
    }
}

/// What is payable on the target's lines, where one of them is due or paid; none where it is not given.
fn granted(outcome: &Outcome, target: &Target) -> Option<Money> {
    let lines = outcome.entitlements().iter().filter(|line| {
        let given = matches!(line.state, EntitlementState::Due | EntitlementState::Paid);
        given
            && line.benefit == Label::Benefit(target.benefit)
            && target.holder.as_ref().is_none_or(|id| *id == line.holder)
            && (line.amount.is_none() || line.payable > Money::ZERO)
    });
    let payable: Vec<Money> = lines.map(|line| line.payable).collect();
    payable
        .into_iter()
        .reduce(|sum, one| sum.checked_add(one).unwrap_or(sum))
}

fn is_same_set(a: &[Step], b: &[Step]) -> bool {
    a.len() == b.len() && a.iter().all(|step| b.contains(step))
}

/// Of several values of one fact that do it only the first, which is the nearest, is worth telling.
fn keep_nearest(changes: &mut Vec<Change>, change: Change) {
    let is_told = changes.iter().any(|told| {
        told.steps.len() == change.steps.len()
            && (change.steps.iter())
                .all(|step| told.steps.iter().any(|other| other.is_about_the_same(step)))
    });
    if !is_told {
        changes.push(change);
    }
}

impl Step {
    /// Whether both change one fact of one person, record one kind of act or sign one agreement.
    fn is_about_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Fact { fact, member, .. },
                Self::Fact {
                    fact: other,
                    member: whose,
                    ..
                },
            ) => fact == other && member == whose,
            (
                Self::Act { event, member, .. },
                Self::Act {
                    event: other,
                    member: whose,
                    ..
                },
            ) => event == other && member == whose,
            (
                Self::Sign { agreement, .. },
                Self::Sign {
                    agreement: other, ..
                },
            ) => agreement == other,
            (Self::Fact { .. } | Self::Act { .. } | Self::Sign { .. }, _) => false,
        }
    }
}
