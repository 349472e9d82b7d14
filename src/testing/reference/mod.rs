//! The plain reference evaluator: recursion over the typed tree, day by day, nothing remembered.

mod acts;
mod adjust;
mod breaches;
mod caps;
mod choices;
mod compare;
mod consequences;
mod count;
mod dates;
mod defeat;
mod definitions;
mod deposits;
mod duties;
mod entitle;
mod events;
mod expressions;
mod firing;
mod force;
mod group;
mod heirs;
mod judge;
mod kin;
mod ledger;
mod lines;
mod numbers;
mod parts;
mod permits;
mod persons;
mod repairs;
mod report;
mod reports;
mod rights;
mod runs;
mod splits;
mod steps;
mod stops;
mod takeover;
mod truth;
mod turns;
mod versions;
mod village;
mod voids;
mod watch;
mod whole;
mod world;

use crate::calendar::Calendar;
use crate::evaluate::{Findings, Query};
use crate::facts::Household;
use crate::model::Meaning;
use crate::register::Register;

pub use watch::{Mark, Watch};
use world::World;

pub use reports::{Checked, Measured, Shown, contenders};
pub use village::evaluate_inside;
pub use whole::{OfVillage, evaluate_village};

/// What the texts say of one household on the days asked, worked out the long way.
///
/// Total like the compiled evaluator: whatever cannot be decided is an open question in the answer.
#[must_use]
pub fn evaluate(
    register: &Register,
    meaning: &Meaning,
    calendar: &Calendar,
    household: &Household,
    query: &Query,
) -> Findings {
    let world = World::alone(register, meaning, calendar, household, *query);
    Findings {
        succession: world.left(),
        ..world.findings()
    }
}

/// The same, with what does not show in an answer by itself.
#[must_use]
pub fn watched(
    register: &Register,
    meaning: &Meaning,
    calendar: &Calendar,
    household: &Household,
    query: &Query,
) -> (Findings, Watch) {
    let watch = Watch::default();
    let world = World {
        watch: Some(&watch),
        ..World::alone(register, meaning, calendar, household, *query)
    };
    let found = Findings {
        succession: world.left(),
        ..world.findings()
    };
    (found, watch)
}
