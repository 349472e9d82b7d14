//! Documents and a register become a draft: names bound, clauses typed, ids given.

mod inside;
pub(crate) mod named;
mod resolve;
mod types;

use std::sync::Arc;

use chrono::Datelike as _;

pub use types::*;

use crate::diagnostic::{Class, Code, Diagnostic, Severity, Text};
use crate::law::{self, LawPack};
use crate::register::Register;
use crate::span::{Source, Span};
use crate::syntax::{self, ast};
use crate::value::Date;

/// Texts, what was written in them, what they mean, and what was wrong on the way.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The register that gives the names.
    pub register: Arc<Register>,
    /// The texts.
    pub sources: Vec<Source>,
    /// What was written, one for each text.
    pub written: Vec<ast::Document>,
    /// What is meant.
    pub meaning: Meaning,
    /// Findings of class `reading` (and doubts noticed while reading), by source and place.
    pub diagnostics: Vec<Diagnostic>,
    /// The law pack used, as outputs name it: `china`, `none` or the pack's own name.
    pub law: String,
    /// The law pack itself.
    pub pack: LawPack,
}

/// More texts than this are not read.
const MAX_DOCUMENTS: usize = 1000;

impl Draft {
    /// Reads texts under a register and a law pack. Never fails: whatever is wrong stands in
    /// [`Draft::diagnostics`], and the rest is read all the same. At most 1,000 texts.
    #[must_use]
    pub fn resolve(register: &Register, sources: &[Source], law: &LawPack) -> Self {
        let mut written = Vec::new();
        let mut found = Vec::new();
        for (index, source) in sources.iter().take(MAX_DOCUMENTS).enumerate() {
            let parsed = syntax::parse(&source.text);
            let index = u16::try_from(index).unwrap_or(u16::MAX);
            found.extend(
                parsed
                    .diagnostics
                    .into_iter()
                    .map(|one| one.in_source(index)),
            );
            written.push(parsed.document);
        }
        Self::of_written(register, sources, written, found, law)
    }

    /// The same from documents that have been read or made already (one for each source, in order), with what
    /// was found while reading them.
    #[must_use]
    pub fn of_written(
        register: &Register,
        sources: &[Source],
        written: Vec<ast::Document>,
        mut found: Vec<Diagnostic>,
        law: &LawPack,
    ) -> Self {
        let resolve::Resolved {
            mut meaning,
            found: more,
            faulty,
        } = resolve::resolve(register, &written);
        found.extend(more);
        let texts = faulty.iter().filter_map(|place| {
            let source = sources.get(place.document.index())?;
            Some((*place, place.span.of(&source.text)))
        });
        found.extend(law::apply(register, &mut meaning, texts));
        name_articles(&meaning, &mut found);
        found.sort_by_key(|one| (one.source, one.span.start, one.span.end, one.code));
        found.dedup();
        Self {
            register: Arc::new(register.clone()),
            sources: sources.to_vec(),
            written,
            meaning,
            diagnostics: found,
            law: law.name().to_owned(),
            pack: law.clone(),
        }
    }

    /// The draft as it stood on a day: without the texts adopted after it (of a text that does not say when it was
    /// adopted, without those in force only later).
    #[must_use]
    pub fn known_on(&self, day: Date) -> Self {
        let known = self.meaning.documents.iter().map(|document| {
            let since = document.adopted.or(document.from);
            since.is_none_or(|since| since <= day)
        });
        let mut known = known.chain(std::iter::repeat(true));
        let sources: Vec<Source> = self
            .sources
            .iter()
            .filter(|_| known.next().unwrap_or(true))
            .cloned()
            .collect();
        Self::resolve(&self.register, &sources, &self.pack)
    }

    /// The meaning with what the law pack takes from it, and the days on which it does; of study texts all that
    /// burdens anybody.
    pub(crate) fn under_law(&self) -> Meaning {
        let mut meaning = self.meaning.clone();
        let (sources, written) = (&self.sources, &self.written);
        self.pack
            .mark(&self.register, sources, written, &mut meaning);
        law::bind_nobody(&mut meaning);
        meaning
    }

    /// What the law pack finds under the law of a day, each with the article it stands in.
    #[must_use]
    pub fn law_findings(&self, on: Date) -> Vec<Diagnostic> {
        let mut found = self.pack.find(self, on);
        name_articles(&self.meaning, &mut found);
        found
    }

    /// What stops `compile`: the errors of class `reading`.
    pub fn reading_errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics
            .iter()
            .filter(|one| one.class() == Class::Reading && one.severity() == Severity::Error)
    }
}

/// A finding at a place, with the article it stands in.
pub(crate) fn finding(at: &Place, span: Span, code: Code, message: Text) -> Diagnostic {
    let source = u16::try_from(at.document.0).unwrap_or(u16::MAX);
    let diagnostic = Diagnostic::new(code, span, message).in_source(source);
    if at.article.number == 0 {
        diagnostic
    } else {
        diagnostic.in_article(at.article_text())
    }
}

/// Gives findings inside an article its number, where the stage that found them did not.
pub(crate) fn name_articles(meaning: &Meaning, found: &mut [Diagnostic]) {
    for one in found.iter_mut().filter(|one| one.article.is_none()) {
        let document = meaning.documents.get(usize::from(one.source));
        let Some(articles) = document.map(|document| &document.articles) else {
            continue;
        };
        // The spans of articles follow each other in the text.
        let after = articles.partition_point(|article| article.span.start <= one.span.start);
        let last = after.checked_sub(1).and_then(|index| articles.get(index));
        one.article = last
            .filter(|article| one.span.start < article.span.end)
            .map(|article| article.number.to_string());
    }
}

/// Whether a day is the first of such a period.
pub(crate) fn begins(schedule: Schedule, day: Date) -> bool {
    let months = match schedule {
        Schedule::Year => 12,
        Schedule::HalfYear => 6,
        Schedule::Quarter => 3,
        Schedule::Month | Schedule::Once => 1,
    };
    day.day() == 1 && day.month0().is_multiple_of(months)
}
