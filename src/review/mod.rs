//! Everything worth saying about a draft before the vote: what reading it found, and the checks that need no
//! household. Sorted, never stopped early.

use crate::check;
use crate::diagnostic::{Class, Code, Diagnostic, Severity};
use crate::model::{Draft, name_articles};
use crate::syntax::ast::Header;
use crate::value::Date;

/// One thing worth saying: the same record whatever stage found it.
pub type Finding = Diagnostic;

/// Which findings are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReviewOptions {
    /// Of these classes; empty: of all.
    pub classes: Vec<Class>,
    /// At least this grave.
    pub least: Severity,
    /// The day whose law counts; none: the law pack is not asked, only what is void at every date.
    pub on: Option<Date>,
}

impl Default for ReviewOptions {
    /// Everything.
    fn default() -> Self {
        Self {
            classes: Vec::new(),
            least: Severity::Note,
            on: None,
        }
    }
}

impl ReviewOptions {
    /// The same under the law of a day.
    #[must_use]
    pub const fn on(mut self, day: Date) -> Self {
        self.on = Some(day);
        self
    }
}

/// Every finding of a draft, by text, place and code.
#[must_use]
pub fn review(draft: &Draft, options: &ReviewOptions) -> Vec<Finding> {
    let mut found = draft.diagnostics.clone();
    let mut more = Vec::new();
    check::check(&mut more, draft);
    name_articles(&draft.meaning, &mut more);
    found.append(&mut more);
    if let Some(on) = options.on {
        for one in &mut found {
            draft.pack.date_finding(one, on);
        }
        found.extend(draft.law_findings(on));
    }
    found.retain(|one| {
        if one.code == Code::Numbering && amends(draft, one.source) {
            return false;
        }
        let wanted = options.classes.is_empty() || options.classes.contains(&one.class());
        wanted && one.severity() >= options.least
    });
    found.sort_by_key(|one| (one.source, one.span.start, one.span.end, one.code));
    found.dedup();
    found
}

/// Whether a text amends another: its articles have the numbers of those they replace, which do not follow each other.
fn amends(draft: &Draft, source: u16) -> bool {
    let document = draft.written.get(usize::from(source));
    document.is_some_and(|document| {
        let mut headers = document.headers.iter();
        headers.any(|header| matches!(header, Header::Amends(_)))
    })
}
