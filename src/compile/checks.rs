//! Sums of reports become rows.

use super::CompileError;
use super::book::CheckRow;
use super::tables::Lowering;
use crate::model::Meaning;

impl Lowering {
    /// Form 24, in the order of the texts.
    pub fn checks(&mut self, meaning: &Meaning) -> Result<(), CompileError> {
        for check in &meaning.checks {
            let place = check.place;
            let row = CheckRow {
                place,
                force: self.force(place),
                holds: self.expr(place, &check.holds)?,
            };
            self.book.checks.push(row);
        }
        Ok(())
    }
}
