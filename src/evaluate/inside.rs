//! A rulebook in a village: what households' sentences read of the village and of each other.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::run::{Run, Scope};
use super::shares::Division;
use super::trace::{Silent, Trace};
use super::value::Value;
use super::{Explanation, Item, Outcome, Query, VillageOutcome};
use crate::compile::Rulebook;
use crate::facts::{Event, Household, Village};
use crate::value::Date;

/// A total that was worked out: for which question (from, on), which node, on which day, and whether
/// its horizon covers what would decide it too.
pub(crate) type Asked = (Date, Date, u32, Date, bool);

/// What surrounds a household: the village, and what was worked out of it so far.
pub(crate) struct World<'a> {
    pub village: &'a Village,
    /// The village as one bearer of duties.
    pub home: Household,
    /// With the first day on which each may be another. Whoever comes first works it out; the value
    /// does not depend on who that is.
    totals: Mutex<BTreeMap<Asked, (Value, Date)>>,
    /// Pots that were divided, by question and norm.
    divisions: Mutex<BTreeMap<(Date, Date, u32), Arc<Division>>>,
}

impl<'a> World<'a> {
    fn new(village: &'a Village) -> Self {
        Self {
            village,
            home: as_bearer(village),
            totals: Mutex::default(),
            divisions: Mutex::default(),
        }
    }

    /// A total if it was worked out before.
    pub fn known_total(&self, asked: &Asked) -> Option<(Value, Date)> {
        let totals = self.totals.lock().unwrap_or_else(PoisonError::into_inner);
        totals.get(asked).cloned()
    }

    /// Keeps a total.
    pub fn keep_total(&self, asked: Asked, total: (Value, Date)) {
        let mut totals = self.totals.lock().unwrap_or_else(PoisonError::into_inner);
        totals.insert(asked, total);
    }
}

impl World<'_> {
    /// A pot as it is divided: what was worked out before, else what `divide` gives.
    pub fn division(
        &self,
        query: Query,
        norm: u32,
        divide: impl FnOnce() -> Division,
    ) -> Arc<Division> {
        let key = (query.from, query.on, norm);
        let known = |divisions: &Mutex<BTreeMap<_, Arc<Division>>>| {
            let divisions = divisions.lock().unwrap_or_else(PoisonError::into_inner);
            divisions.get(&key).cloned()
        };
        if let Some(division) = known(&self.divisions) {
            return division;
        }
        let division = Arc::new(divide());
        let divisions = self.divisions.lock();
        let mut divisions = divisions.unwrap_or_else(PoisonError::into_inner);
        divisions.insert(key, Arc::clone(&division));
        division
    }
}

/// A rulebook in a village: its households read the village's facts and the totals over all of them.
/// Asked by itself ([`Rulebook::evaluate`]) a household knows neither, and says so in its needs.
///
/// What is worked out of the whole village is worked out once, so that all households together cost
/// little more than each by itself. It may be shared between threads.
pub struct InVillage<'a> {
    rulebook: &'a Rulebook,
    world: World<'a>,
}

impl Rulebook {
    /// These rules in a village.
    #[must_use]
    pub fn in_village<'a>(&'a self, village: &'a Village) -> InVillage<'a> {
        InVillage {
            rulebook: self,
            world: World::new(village),
        }
    }
}

impl InVillage<'_> {
    /// What the rules say about a household of the village, as [`Rulebook::evaluate`], with what
    /// the village knows.
    #[must_use]
    pub fn evaluate(&self, household: &Household, query: &Query) -> Outcome {
        let mut run = self.run(household, *query);
        let worked = run.work();
        Outcome::new(self.rulebook, household, *query, worked.findings)
    }

    /// Why one line of this household's outcome is what it is, as [`Rulebook::why`].
    #[must_use]
    pub fn why(&self, household: &Household, query: &Query, item: Item) -> Option<Explanation> {
        self.run(household, *query).explain(item)
    }

    /// What the rules say about the village and all its households.
    #[must_use]
    pub fn evaluate_village(&self, query: &Query) -> VillageOutcome {
        let mut outcome = self.evaluate_own(query);
        for household in &self.world.village.households {
            outcome.add(&self.evaluate(household, query));
        }
        outcome
    }

    /// What the rules say about the village and its bodies; the households' outcomes are added with
    /// [`VillageOutcome::add`].
    #[must_use]
    pub fn evaluate_own(&self, query: &Query) -> VillageOutcome {
        let mut run = self.run(&self.world.home, *query);
        run.village = true;
        let order = &run.book.order;
        run.duties_and_breaches(&order.bodies, &order.body_conditions);
        let mut ratings = Vec::new();
        run.ratings(&mut ratings);
        VillageOutcome {
            bodies: run.body_findings(),
            ratings,
            procedures: run.procedures(self.world.village),
            ..VillageOutcome::default()
        }
    }

    fn run<'r>(&'r self, household: &'r Household, query: Query) -> Run<'r, Silent> {
        let mut run = Run::new(&self.rulebook.0, household, query, Silent);
        run.world = Some(&self.world);
        run
    }
}

impl<'a, T: Trace> Run<'a, T> {
    /// Looks at the village instead of the household; none where no village is known.
    pub fn as_village<R>(&mut self, look: impl FnOnce(&mut Self) -> R) -> Option<R> {
        let world: &'a World<'a> = self.world?;
        let outside = (self.home, self.scope, self.village, self.elsewhere);
        (self.home, self.scope) = (&world.home, Scope::default());
        (self.village, self.elsewhere) = (true, true);
        let found = look(self);
        (self.home, self.scope, self.village, self.elsewhere) = outside;
        Some(found)
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
