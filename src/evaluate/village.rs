//! The village: what its bodies owe and did, and sums over its households.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::value::merge_needs;
use super::{CheckLine, EntitlementState, Findings, Measure, Outcome, Query};
use super::{Need, Priority, PriorityState, ProcedureLine, Proceeding, Rating};
use crate::compile::Rulebook;
use crate::facts::Village;
use crate::model::{Label, Place};
use crate::value::Money;

/// What the rules say about a village.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VillageOutcome {
    /// Duties, breaches and open questions of bodies; the other lists are empty.
    pub bodies: Findings,
    /// Whether its meetings decided as the texts ask, in their order.
    pub procedures: Vec<ProcedureLine>,
    /// How far its procedures in ordered steps have come, in the order of the texts.
    pub proceedings: Vec<Proceeding>,
    /// Its grades, in the order of the texts.
    pub ratings: Vec<Rating>,
    /// Sums of reports with their answers, in the order of the texts.
    pub checks: Vec<CheckLine>,
    /// What the texts define of the village, in the order in which the definitions read each other.
    pub measures: Vec<Measure>,
    /// Who comes first in what.
    pub priorities: BTreeMap<Label, Contenders>,
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
        for row in &outcome.findings().priorities {
            if !self.priorities.contains_key(&row.matter) {
                let nobody = Contenders::default();
                self.priorities.insert(row.matter.clone(), nobody);
            }
            if let Some(contenders) = self.priorities.get_mut(&row.matter) {
                contenders.add(outcome.household(), row);
            }
        }
    }
}

/// Who comes first in a matter, in the order of the file: the text gives all of them the same rank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contenders {
    /// Those who surely come first.
    pub sure: Vec<Contender>,
    /// Those of whom it is not decided.
    pub possible: Vec<Contender>,
}

/// One who comes first, with all sentences that say so.
#[derive(Clone, Debug, PartialEq)]
pub struct Contender {
    /// Of which household.
    pub household: Arc<str>,
    /// The household, or the member.
    pub holder: Arc<str>,
    /// Under which sentences.
    pub places: Vec<Place>,
    /// Facts that would decide it.
    pub needs: Vec<Need>,
}

impl Contenders {
    /// One sentence that surely holds is enough.
    fn add(&mut self, household: &str, row: &Priority) {
        let same = |one: &Contender| *one.household == *household && one.holder == row.holder;
        let mut contender = Contender {
            household: Arc::from(household),
            holder: Arc::clone(&row.holder),
            places: vec![row.place],
            needs: row.needs.clone(),
        };
        // The rows of one household come one after the other.
        let sure = self.sure.iter().rposition(same);
        let possible = self.possible.iter().rposition(same);
        match (row.state, sure, possible) {
            (PriorityState::Holds, Some(at), _) => {
                if let Some(known) = self.sure.get_mut(at) {
                    known.places.push(row.place);
                }
            }
            (PriorityState::Holds, None, possible) => {
                if let Some(at) = possible {
                    self.possible.remove(at);
                }
                contender.needs.clear();
                self.sure.push(contender);
            }
            (PriorityState::Undetermined, Some(_), _) => {}
            (PriorityState::Undetermined, None, Some(at)) => {
                if let Some(known) = self.possible.get_mut(at) {
                    known.places.push(row.place);
                    merge_needs(&mut known.needs, &row.needs);
                }
            }
            (PriorityState::Undetermined, None, None) => self.possible.push(contender),
        }
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
