//! Checks of a draft that need no household: one check, one file, one row of the table.

mod adoption;
mod bearers;
mod blanks;
mod change;
mod confusable;
mod consequences;
mod contents;
mod duties;
mod limits;
mod parties;
mod powers;
mod quorums;
mod reading;
mod redefined;
mod retroactive;
mod study;
mod suspension;
mod unused;
mod walk;

use crate::diagnostic::Diagnostic;
use crate::model::Draft;

/// A check adds what it finds to the list.
type Check = fn(&mut Vec<Diagnostic>, &Draft);

/// Every check, in order of name.
const CHECKS: &[Check] = &[
    adoption::check,
    bearers::check,
    blanks::check,
    change::check,
    confusable::check,
    consequences::check,
    contents::check,
    duties::check,
    limits::check,
    parties::check,
    powers::check,
    quorums::check,
    redefined::check,
    retroactive::check,
    study::check,
    suspension::check,
    unused::check,
];

/// Runs every check.
pub fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    for one in CHECKS {
        one(found, draft);
    }
}
