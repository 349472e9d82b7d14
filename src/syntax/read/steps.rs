//! The parts of a step, gathered in either language.

use super::Reader;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::{Located, Span};
use crate::syntax::ast::{DayRef, Length, Name, Span2, Step, StepKind};

/// What stands in an item beside who does what.
#[derive(Default)]
pub(super) struct StepParts {
    /// `并留存「A」、「B」`
    pub records: Vec<Name>,
    /// `在上一步后30日内`
    pub within: Option<Located<Length>>,
    /// `在上一步满7日后`
    pub after: Option<Located<Length>>,
    /// `于D前`
    pub by: Option<Located<DayRef>>,
}

impl StepParts {
    /// The whole step.
    pub fn step(self, what: StepKind, span: Span) -> Step {
        Step {
            what,
            records: self.records,
            within: self.within,
            after: self.after,
            by: self.by,
            span: Span2(span),
        }
    }
}

/// Puts a time where none was said; a second one is a fault.
pub(super) fn once<T>(
    reader: &mut Reader<'_>,
    place: &mut Option<Located<T>>,
    said: Located<T>,
) -> Option<()> {
    if place.is_some() {
        let message = Text::new("期限写了两次", "the time is said twice");
        let found = Diagnostic::new(Code::Unreadable, said.span, message);
        reader.report(found.help("只写一个期限", "say it once"));
        return None;
    }
    *place = Some(said);
    Some(())
}
