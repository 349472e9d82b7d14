//! When a sentence is law, and which version of an article it belongs to.

use crate::model::{ArticleNumber, DocumentId};
use crate::register::AgreementId;
use crate::value::Date;

/// When a sentence is law: first and last day; an agreement's only inside a term of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Force {
    pub document: DocumentId,
    pub article: ArticleNumber,
    /// Declared void from the beginning.
    pub never: bool,
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// First day of the version that stands in its place.
    pub replaced: Option<Date>,
    /// For questions about this day or a later one it holds since the other day (none: always).
    pub backdated: Option<(Date, Option<Date>)>,
    /// For questions about this day or a later one another version stands in its place from the beginning.
    pub effaced: Option<Date>,
    pub agreement: Option<AgreementId>,
}

impl Force {
    /// Whether the day lies between the first and last day (terms are looked at elsewhere).
    pub fn holds_on(&self, day: Date) -> bool {
        self.is_not_over(day)
            && self.from.is_none_or(|from| from <= day)
            && self.replaced.is_none_or(|replaced| day < replaced)
    }

    /// Whether the version speaks on a day of what it was made for: only its end, not another version, limits it.
    pub fn is_not_over(&self, day: Date) -> bool {
        !self.never && self.until.is_none_or(|until| day <= until)
    }

    /// The force of the version for a question about a day: an amendment for all matters counts, once it holds,
    /// as if it had been there from the first day of what it replaced.
    pub fn as_asked(&self, on: Date) -> Self {
        let mut force = *self;
        if let Some((since, first)) = self.backdated
            && since <= on
        {
            force.from = first;
        }
        force.never |= self.effaced.is_some_and(|since| since <= on);
        force
    }

    /// The version of the article it belongs to.
    pub const fn version(&self) -> (DocumentId, ArticleNumber) {
        (self.document, self.article)
    }

    /// Its last day.
    pub fn last(&self) -> Option<Date> {
        let replaced = self.replaced.and_then(|day| day.pred_opt());
        match (self.until, replaced) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }
}
