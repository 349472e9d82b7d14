//! The village: what its bodies owe and did, and sums over its households.

use std::collections::BTreeMap;

use super::{EntitlementState, Findings, Outcome, Query};
use crate::compile::Rulebook;
use crate::facts::Village;
use crate::model::Label;
use crate::value::Money;

/// What the rules say about a village.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VillageOutcome {
    /// Duties, breaches and open questions of bodies; the other lists are empty.
    pub bodies: Findings,
    /// Sums over its households.
    pub totals: Totals,
}

/// Sums over outcomes. A sum that would leave the range of amounts stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    /// How many households.
    pub households: usize,
    /// What is due to all of them.
    pub due: Money,
    /// What they owe after breaches.
    pub owed: Money,
    /// Lines that are due, and their sum, by benefit (or pot).
    pub by_benefit: BTreeMap<Label, (usize, Money)>,
}

impl Totals {
    /// Adds a household's outcome.
    pub fn add(&mut self, outcome: &Outcome) {
        let sum = |a: Money, b: Money| a.checked_add(b).unwrap_or(a);
        self.households += 1;
        self.due = sum(self.due, outcome.due());
        self.owed = sum(self.owed, outcome.owed());
        for line in outcome.entitlements() {
            if line.state == EntitlementState::Due {
                let (count, due) = self.by_benefit.entry(line.benefit.clone()).or_default();
                *count += 1;
                *due = sum(*due, line.payable);
            }
        }
    }
}

impl VillageOutcome {
    /// Adds a household's outcome.
    pub fn add(&mut self, outcome: &Outcome) {
        self.totals.add(outcome);
    }
}

impl Rulebook {
    /// What the village's bodies owe by its own record of events, and sums over all its households,
    /// each evaluated inside the village.
    #[must_use]
    pub fn evaluate_village(&self, village: &Village, query: &Query) -> VillageOutcome {
        self.in_village(village).evaluate_village(query)
    }
}
