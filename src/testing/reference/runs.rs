//! Unbroken stretches of days on which something holds or may hold.

use crate::value::Date;

use super::dates::days;
use super::truth::{Needs, Truth};

/// A maximal stretch of days on which a condition is not false.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub(super) first: Date,
    pub(super) last: Date,
    /// What would decide whether it holds on the first day; nothing where it does.
    pub(super) doubt: Needs,
}

/// The stretches between two days, both included.
pub(super) fn runs(from: Date, to: Date, holds: impl Fn(Date) -> Truth) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    let mut current: Option<Run> = None;
    for day in days(from, to) {
        let now = holds(day);
        if now.is_no() {
            found.extend(current.take());
        } else if let Some(run) = &mut current {
            run.last = day;
        } else {
            current = Some(Run {
                first: day,
                last: day,
                doubt: now.needs(),
            });
        }
    }
    found.extend(current);
    found
}
