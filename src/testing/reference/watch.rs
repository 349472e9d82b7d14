//! What an answer was worked out with, for those who count what random cases exercise.

use std::cell::Cell;

/// Something that does not show in an answer by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The deadline of a listed duty was moved off rest days.
    Rolled,
    /// An amount was rounded, by the text or when it was to be paid.
    Rounded,
    /// A clause that applied was defeated by one that was defeated in turn.
    DefeatedTwice,
    /// A presumption settled a dispute.
    Presumed,
}

/// The marks of one answer.
#[derive(Clone, Debug, Default)]
pub struct Watch(Cell<u32>);

impl Watch {
    /// Notes that it happened.
    pub(super) fn mark(&self, mark: Mark) {
        self.0.set(self.0.get() | bit(mark));
    }

    /// Whether it happened.
    #[must_use]
    pub fn saw(&self, mark: Mark) -> bool {
        self.0.get() & bit(mark) != 0
    }
}

const fn bit(mark: Mark) -> u32 {
    1 << mark as u32
}
