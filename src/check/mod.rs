//! Checks of a draft that need no household: one check, one file, one row of the table.

mod change;
mod limits;
mod suspension;

use crate::diagnostic::Diagnostic;
use crate::model::Draft;

/// A check adds what it finds to the list.
type Check = fn(&mut Vec<Diagnostic>, &Draft);

/// Every check, in order of name.
const CHECKS: &[Check] = &[change::check, limits::check, suspension::check];

/// Runs every check.
pub fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    for one in CHECKS {
        one(found, draft);
    }
}
