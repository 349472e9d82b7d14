//! The village: what its bodies owe and did, and sums over its households.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::run::Run;
use super::trace::Silent;
use super::{EntitlementState, Findings, Outcome, Query};
use crate::compile::Rulebook;
use crate::facts::{Event, Household, Village};
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

impl Rulebook {
    /// What the village's bodies owe by its own record of events, and sums over all its households.
    #[must_use]
    pub fn evaluate_village(&self, village: &Village, query: &Query) -> VillageOutcome {
        let mut totals = Totals::default();
        for household in &village.households {
            totals.add(&self.evaluate(household, query));
        }
        VillageOutcome {
            bodies: self.evaluate_bodies(village, query),
            totals,
        }
    }

    /// What the village's bodies owe by its own record of events.
    #[must_use]
    pub fn evaluate_bodies(&self, village: &Village, query: &Query) -> Findings {
        let home = as_bearer(village);
        let mut run = Run::new(&self.0, &home, *query, Silent);
        run.village = true;
        let order = &self.0.order;
        run.duties_and_breaches(&order.bodies, &order.body_conditions);
        run.body_findings()
    }
}

/// The village as one bearer of duties, with nobody in it and no agreements.
fn as_bearer(village: &Village) -> Household {
    let events = village.events.iter().map(|event| Event {
        on: event.on,
        of: event.of,
        quantity: event.quantity,
        by: None,
        id: None,
    });
    let mut events: Vec<Event> = events.collect();
    events.sort_by_key(|event| event.on);
    Household {
        id: Arc::from("village"),
        facts: village.facts.clone(),
        members: Some(Vec::new()),
        agreements: Some(Vec::new()),
        events: Some(events),
        payments: Vec::new(),
        known_until: village.known_until,
    }
}
