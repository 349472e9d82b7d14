//! What is noted on the way. An evaluation that notes nothing costs nothing for it.

use super::explanation::{Reason, Shown, What};
use super::value::Value;

/// Takes notes while values are worked out.
pub(crate) trait Trace {
    /// Whether anything is noted; where not, the compiler leaves the rest out.
    const ON: bool;

    /// A step begins; what is noted until it is closed is part of it.
    fn open(&mut self, what: impl FnOnce() -> What);

    /// The step that was opened last has this value.
    fn close(&mut self, value: &Value);
}

/// Notes nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Silent;

impl Trace for Silent {
    const ON: bool = false;

    fn open(&mut self, _: impl FnOnce() -> What) {}

    fn close(&mut self, _: &Value) {}
}

/// Notes a tree of reasons, up to a size.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    /// Steps that are open, the outermost first.
    open: Vec<Reason>,
    /// Steps that are closed and part of no other.
    closed: Vec<Reason>,
    size: usize,
}

/// More reasons than anyone reads; what is beyond is left out.
const MOST_REASONS: usize = 20_000;

impl Recorder {
    /// What was noted since this was asked last.
    pub fn take(&mut self) -> Vec<Reason> {
        self.size = 0;
        std::mem::take(&mut self.closed)
    }
}

impl Trace for Recorder {
    const ON: bool = true;

    fn open(&mut self, what: impl FnOnce() -> What) {
        self.open.push(Reason {
            what: what(),
            value: None,
            because: Vec::new(),
        });
    }

    fn close(&mut self, value: &Value) {
        let Some(mut reason) = self.open.pop() else {
            return;
        };
        reason.value = Some(Shown::of(value));
        reason.keep_what_decides();
        self.size += 1;
        if self.size > MOST_REASONS {
            return;
        }
        match self.open.last_mut() {
            Some(above) => above.because.push(reason),
            None => self.closed.push(reason),
        }
    }
}
