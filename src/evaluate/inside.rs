//! A rulebook in a village: what households' sentences read of the village and of each other.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::run::{Run, Scope};
use super::shares::Division;
use super::trace::{Recorder, Silent, Trace};
use super::value::Value;
use super::{
    CheckLine, Explanation, Item, Outcome, Query, Reading, Reason, StillNeeded, Target,
    VillageOutcome, WhyNot,
};
use crate::compile::Rulebook;
use crate::facts::{Event, Household, Village};
use crate::value::Date;

/// A total that was worked out: for which question (from, on), which node, on which day, and whether
/// its horizon covers what would decide it too.
pub(crate) type Asked = (Date, Date, u32, Date, bool);

/// What surrounds a household: the village, and what was worked out of it so far.
pub(crate) struct World<'a> {
    pub village: &'a Village,
    /// A household as it would be, in the place of the village's own of that id.
    instead: Option<&'a Household>,
    /// The village as one bearer of duties.
    pub home: Arc<Household>,
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
            instead: None,
            home: Arc::new(as_bearer(village)),
            totals: Mutex::default(),
            divisions: Mutex::default(),
        }
    }

    /// The same village with a household as it would be; nothing is worked out of it yet.
    fn with(&self, household: &'a Household) -> Self {
        Self {
            village: self.village,
            instead: Some(household),
            home: Arc::clone(&self.home),
            totals: Mutex::default(),
            divisions: Mutex::default(),
        }
    }

    /// Its households, in the order of the file.
    pub fn households(&self) -> impl Iterator<Item = &'a Household> + use<'a> {
        let instead = self.instead;
        self.village.households.iter().map(move |own| {
            let instead = instead.filter(|changed| changed.id == own.id);
            instead.unwrap_or(own)
        })
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
    pub(super) rulebook: &'a Rulebook,
    pub(super) world: World<'a>,
    /// Of each household that took the place of others, where these stand in the file.
    pub(super) before: BTreeMap<&'a str, Vec<usize>>,
    /// Where each household stands in the file.
    places: BTreeMap<&'a str, usize>,
}

impl Rulebook {
    /// These rules in a village.
    #[must_use]
    pub fn in_village<'a>(&'a self, village: &'a Village) -> InVillage<'a> {
        let numbered = village.households.iter().enumerate();
        InVillage {
            rulebook: self,
            world: World::new(village),
            before: super::lived::before(village),
            places: numbered
                .map(|(at, household)| (&*household.id, at))
                .collect(),
        }
    }
}

impl InVillage<'_> {
    /// What the rules say about a household of the village, as [`Rulebook::evaluate`], with what
    /// the village knows. A household that differs from the village's own of that id takes its
    /// place in all totals.
    #[must_use]
    pub fn evaluate(&self, household: &Household, query: &Query) -> Outcome {
        let mut findings = self.asked(household, *query, |mut run| run.work().findings);
        findings.succession = self.left_behind(household, *query);
        Outcome::new(self.rulebook, household, *query, findings)
    }

    /// Why one line of this household's outcome is what it is, as [`Rulebook::why`].
    #[must_use]
    pub fn why(&self, household: &Household, query: &Query, item: Item) -> Option<Explanation> {
        self.asked(household, *query, |run| run.explain(item))
    }

    /// Why the household does not get a benefit, and what would give it, as [`Rulebook::why_not`].
    #[must_use]
    pub fn why_not(&self, household: &Household, query: &Query, target: &Target) -> Option<WhyNot> {
        Asking::inside(self).why_not(household, query, target)
    }

    /// Which missing facts would decide a line, as [`Rulebook::still_needed`].
    #[must_use]
    pub fn still_needed(
        &self,
        household: &Household,
        query: &Query,
        item: Item,
    ) -> Option<StillNeeded> {
        Asking::inside(self).still_needed(household, query, item)
    }

    /// What the texts define of a household and its members, on the last day asked about: whether each
    /// is what a name says, and each value. It is shown, and nothing follows from it.
    #[must_use]
    pub fn definitions(&self, household: &Household, query: &Query) -> Vec<Reading> {
        self.asked(household, *query, |mut run| run.readings())
    }

    /// Why a sum of a report (a row of [`VillageOutcome::checks`]) comes out as it does.
    #[must_use]
    pub fn why_checked(&self, query: &Query, check: &CheckLine) -> Vec<Reason> {
        let home = Arc::clone(&self.world.home);
        let mut run = Run::new(&self.rulebook.0, &home, *query, Recorder::default());
        (run.world, run.village) = (Some(&self.world), true);
        run.why_checked(check.place)
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
        let home = Arc::clone(&self.world.home);
        let mut run = Run::new(&self.rulebook.0, &home, *query, Silent);
        (run.world, run.village) = (Some(&self.world), true);
        let order = &run.book.order;
        run.duties_and_breaches(&order.bodies, &order.body_conditions);
        let mut ratings = Vec::new();
        run.ratings(&mut ratings);
        let (checks, measures) = (run.checks(), run.measures());
        let proceedings = run.proceedings(self.world.village);
        VillageOutcome {
            checks,
            measures,
            bodies: run.body_findings(),
            ratings,
            proceedings,
            procedures: run.procedures(self.world.village),
            ..VillageOutcome::default()
        }
    }

    /// Asks about a household, the village's own or one as it would be.
    fn asked<R>(
        &self,
        household: &Household,
        query: Query,
        ask: impl FnOnce(Run<'_, Silent>) -> R,
    ) -> R {
        let at = self.places.get(&*household.id);
        let own = at.and_then(|at| self.world.village.households.get(*at));
        let is_changed = own.is_some_and(|own| !std::ptr::eq(own, household) && own != household);
        // Totals read its own record, whatever it continues.
        let changed;
        let world = if is_changed {
            changed = self.world.with(household);
            &changed
        } else {
            &self.world
        };
        let lived = self.lived(household, query);
        let query = lived.as_ref().map_or(query, |lived| lived.query);
        let own_members = household.members.as_ref().map(Vec::len);
        let points_from = lived.as_ref().and_then(|lived| lived.points_from);
        let record = lived.as_ref().map_or(household, |lived| &lived.household);
        let mut run = Run::new(&self.rulebook.0, record, query, Silent);
        run.world = Some(world);
        run.own = lived.as_ref().map(|_| household);
        (run.own_members, run.points_from) = (own_members, points_from);
        ask(run)
    }
}

/// A household asked about by itself or inside its village.
#[derive(Clone, Copy)]
pub(crate) struct Asking<'a> {
    pub rulebook: &'a Rulebook,
    inside: Option<&'a InVillage<'a>>,
}

impl<'a> Asking<'a> {
    pub const fn alone(rulebook: &'a Rulebook) -> Self {
        Self {
            rulebook,
            inside: None,
        }
    }

    pub const fn inside(inside: &'a InVillage<'a>) -> Self {
        Self {
            rulebook: inside.rulebook,
            inside: Some(inside),
        }
    }

    pub fn evaluate(self, household: &Household, query: &Query) -> Outcome {
        match self.inside {
            Some(inside) => inside.evaluate(household, query),
            None => self.rulebook.evaluate(household, query),
        }
    }

    pub fn why(self, household: &Household, query: &Query, item: Item) -> Option<Explanation> {
        match self.inside {
            Some(inside) => inside.why(household, query, item),
            None => self.rulebook.why(household, query, item),
        }
    }

    /// Looks behind an answer.
    pub fn run<R>(
        self,
        household: &Household,
        query: Query,
        look: impl FnOnce(Run<'_, Silent>) -> R,
    ) -> R {
        match self.inside {
            Some(inside) => inside.asked(household, query, look),
            None => look(Run::new(&self.rulebook.0, household, query, Silent)),
        }
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
        facts: village.facts.clone(),
        members: Some(Vec::new()),
        agreements: Some(Vec::new()),
        events: Some(events),
        known_until: village.known_until,
        ..Household::unknown(Arc::from("village"))
    }
}
