//! Which missing facts would decide an undetermined line, the fewest first, each set tried out.

mod samples;

use std::sync::Arc;

use super::explanation::Item;
use super::inside::Asking;
use super::{
    Bearer, BreachState, EntitlementState, Findings, Need, ObligationState, Outcome, Query,
};
use crate::compile::Rulebook;
use crate::facts::Household;
use crate::model::{Label, Place};
use crate::value::Period;
use samples::Sample;

/// What would decide a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StillNeeded {
    /// Sets of missing facts, each of which is enough, whatever they turn out to be: the smallest ones. Empty where
    /// none was found.
    pub enough: Vec<Vec<Need>>,
    /// What no fact of the household decides: blanks and gaps of the text, calendars, records that are not kept.
    pub beyond: Vec<Need>,
    /// Everything up to [`MOST_NEEDED`] facts was tried; else the search stopped at [`MOST_FILLED`] households.
    pub is_complete: bool,
}

/// The most facts of a set that is tried.
pub const MOST_NEEDED: usize = 3;

/// The most filled-in households that are tried.
pub const MOST_FILLED: usize = 2_000;

/// Which line is meant, whatever its place in the list of another outcome.
#[derive(Clone, PartialEq)]
enum Key {
    Entitlement(Label, Arc<str>, Period),
    Obligation(Place, Bearer),
    Breach(Place, Bearer),
    Points(Period),
}

impl Rulebook {
    /// Which missing facts would decide an undetermined line: the smallest sets of which every value tried (one on
    /// each side of every bound they are compared with) decides it. None where the line is decided, or there is none.
    #[must_use]
    pub fn still_needed(
        &self,
        household: &Household,
        query: &Query,
        item: Item,
    ) -> Option<StillNeeded> {
        Asking::alone(self).still_needed(household, query, item)
    }
}

impl Asking<'_> {
    /// What [`Rulebook::still_needed`] says.
    pub fn still_needed(
        self,
        household: &Household,
        query: &Query,
        item: Item,
    ) -> Option<StillNeeded> {
        let outcome = self.evaluate(household, query);
        let (key, needs) = open_line(outcome.findings(), item)?;
        let reasons = self.why(household, query, item)?.because;
        let (mut missing, mut beyond) = (Vec::new(), Vec::new());
        for need in needs {
            let samples = samples::of(self.rulebook.register(), query.on, &need, &reasons);
            if samples.is_empty() {
                beyond.push(need);
            } else {
                missing.push((need, samples));
            }
        }
        let mut search = Search {
            asking: self,
            household,
            query: *query,
            key,
            left: MOST_FILLED,
        };
        let (enough, is_complete) = search.smallest(&missing);
        Some(StillNeeded {
            enough,
            beyond,
            is_complete,
        })
    }
}

fn open_line(findings: &Findings, item: Item) -> Option<(Key, Vec<Need>)> {
    match item {
        Item::Entitlement(at) => {
            let row = findings.entitlements.get(at)?;
            let key = Key::Entitlement(row.benefit.clone(), Arc::clone(&row.holder), row.period);
            (row.state == EntitlementState::Undetermined).then(|| (key, row.needs.clone()))
        }
        Item::Obligation(at) => {
            let row = findings.obligations.get(at)?;
            let key = Key::Obligation(row.place, row.bearer.clone());
            (row.state == ObligationState::Undetermined).then(|| (key, row.needs.clone()))
        }
        Item::Breach(at) => {
            let row = findings.breaches.get(at)?;
            let key = Key::Breach(row.place, row.bearer.clone());
            (row.state == BreachState::Undetermined).then(|| (key, row.needs.clone()))
        }
        Item::Points(at) => {
            let row = findings.points.get(at)?;
            (!row.needs.is_empty()).then(|| (Key::Points(row.period), row.needs.clone()))
        }
    }
}

/// Whether the line is still undetermined.
fn is_open(outcome: &Outcome, key: &Key) -> bool {
    let findings = outcome.findings();
    let counts = (
        findings.entitlements.len(),
        findings.obligations.len(),
        findings.breaches.len(),
    );
    let items = (0..counts.0).map(Item::Entitlement);
    let items = items.chain((0..counts.1).map(Item::Obligation));
    let items = items.chain((0..counts.2).map(Item::Breach));
    let mut items = items.chain((0..findings.points.len()).map(Item::Points));
    items.any(|item| open_line(findings, item).is_some_and(|(open, _)| open == *key))
}

/// A search with what is left to spend on it.
struct Search<'a> {
    asking: Asking<'a>,
    household: &'a Household,
    query: Query,
    key: Key,
    left: usize,
}

type Missing = (Need, Vec<Sample>);

impl Search<'_> {
    fn smallest(&mut self, missing: &[Missing]) -> (Vec<Vec<Need>>, bool) {
        for size in 1..=MOST_NEEDED.min(missing.len()) {
            let mut enough = Vec::new();
            for set in sets(missing, size) {
                match self.decides(self.household.clone(), &set) {
                    Some(true) => enough.push(set.iter().map(|(need, _)| need.clone()).collect()),
                    Some(false) => {}
                    None => return (enough, false),
                }
            }
            if !enough.is_empty() {
                return (enough, true);
            }
        }
        (Vec::new(), true)
    }

    /// Whether all values of all of them decide the line; none where the search is over.
    fn decides(&mut self, home: Household, set: &[&Missing]) -> Option<bool> {
        let Some(((_, samples), rest)) = set.split_first() else {
            self.left = self.left.checked_sub(1)?;
            let outcome = self.asking.evaluate(&home, &self.query);
            return Some(!is_open(&outcome, &self.key));
        };
        for sample in samples {
            let Some(filled) = sample.filled(&home) else {
                return Some(false);
            };
            if !self.decides(filled, rest)? {
                return Some(false);
            }
        }
        Some(true)
    }
}

/// All sets of that size, in the order of the list.
fn sets(missing: &[Missing], size: usize) -> Vec<Vec<&Missing>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut found = Vec::new();
    for (at, first) in missing.iter().enumerate() {
        for mut rest in sets(missing.get(at + 1..).unwrap_or_default(), size - 1) {
            rest.insert(0, first);
            found.push(rest);
        }
    }
    found
}
