//! A draft whose reading is sound becomes a rulebook: flat tables, typed ids, everything worked out
//! that no household can change.

mod amounts;
mod benefits;
pub(crate) mod book;
mod caps;
mod checks;
mod digest;
mod force;
mod lower;
mod norms;
mod order;
mod orders;
mod points;
mod rows;
mod steps;
mod tables;
mod versions;
mod voids;
mod whole;

use std::fmt;
use std::sync::Arc;

pub(crate) use amounts::OLDEST;
pub use lower::MAX_DEPTH;

use crate::calendar::Calendar;
use crate::diagnostic::{Class, Diagnostic, Severity};
use crate::model::{Draft, Meaning, Place};
use crate::register::{FactId, Register};
use book::Book;
use tables::Lowering;

/// Rules ready to be evaluated: cheap to clone, shared between threads, never changed.
#[derive(Clone)]
pub struct Rulebook(pub(crate) Arc<Book>);

/// Why a draft cannot become a rulebook.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CompileError {
    /// Findings of class `reading` and severity error: what the texts say is not clear yet.
    #[error("{} sentence(s) cannot be read", .0.len())]
    Reading(Vec<Diagnostic>),
    /// An amount depends on a fact for which the register gives no `range`, so that nothing bounds it.
    #[error("article {}: the amount has no bound, since the register gives no range for its fact", .place.article_text())]
    UnboundedAmount {
        /// The sentence.
        place: Place,
        /// The fact without a range.
        fact: FactId,
    },
    /// An amount can grow beyond what is counted with (some 90 billion yuan).
    #[error("article {}: the amount can become larger than can be counted", .place.article_text())]
    AmountTooLarge {
        /// The sentence.
        place: Place,
    },
    /// Conditions, or definitions that read each other, are nested deeper than [`MAX_DEPTH`] steps.
    #[error("article {}: conditions and definitions are nested too deep", .place.article_text())]
    TooDeep {
        /// The sentence.
        place: Place,
    },
    /// A definition reads one that stands after it in the list, or itself.
    #[error("article {}: a definition reads itself", .place.article_text())]
    Order {
        /// The sentence.
        place: Place,
    },
    /// Sentences about priority relate more than a million pairs of clauses.
    #[error("article {}: this priority relates too many clauses (at most a million pairs)", .place.article_text())]
    TooManyOrders {
        /// The sentence.
        place: Place,
    },
    /// A length of time in a unit that is none of time.
    #[error("article {}: this is no length of time", .place.article_text())]
    Length {
        /// The sentence.
        place: Place,
    },
}

impl CompileError {
    /// The stable code of the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Reading(_) => "reading",
            Self::UnboundedAmount { .. } => "unbounded-amount",
            Self::AmountTooLarge { .. } => "amount-too-large",
            Self::TooDeep { .. } => "too-deep",
            Self::Order { .. } => "definition-order",
            Self::TooManyOrders { .. } => "too-many-orders",
            Self::Length { .. } => "no-length",
        }
    }

    /// Where it is, for all but [`CompileError::Reading`], whose findings have their own places.
    #[must_use]
    pub const fn place(&self) -> Option<Place> {
        match self {
            Self::Reading(_) => None,
            Self::UnboundedAmount { place, .. }
            | Self::AmountTooLarge { place }
            | Self::TooDeep { place }
            | Self::Order { place }
            | Self::TooManyOrders { place }
            | Self::Length { place } => Some(*place),
        }
    }
}

impl Draft {
    /// The rulebook of this draft, with the rest days of mainland China.
    ///
    /// # Errors
    /// [`CompileError::Reading`] where a text could not be read, and the other errors where an
    /// amount has no bound or conditions are nested too deep.
    pub fn compile(&self) -> Result<Rulebook, CompileError> {
        self.compile_with(Calendar::china())
    }

    /// The rulebook of this draft under another calendar of rest days.
    ///
    /// # Errors
    /// As [`Draft::compile`].
    pub fn compile_with(&self, calendar: Calendar) -> Result<Rulebook, CompileError> {
        let errors = |found: &&Diagnostic| {
            found.class() == Class::Reading && found.severity() == Severity::Error
        };
        let unread: Vec<Diagnostic> = self.diagnostics.iter().filter(errors).cloned().collect();
        if !unread.is_empty() {
            return Err(CompileError::Reading(unread));
        }
        Rulebook::of(&self.under_law(), &self.register, calendar, &self.law)
    }
}

impl Rulebook {
    /// The rulebook of what texts mean.
    ///
    /// # Errors
    /// As [`Draft::compile`], except [`CompileError::Reading`].
    pub fn of(
        meaning: &Meaning,
        register: &Arc<Register>,
        calendar: Calendar,
        law: &str,
    ) -> Result<Self, CompileError> {
        let mut lowering = Lowering::new(meaning, register, calendar, law);
        lowering.parameters(meaning)?;
        lowering.definitions(meaning)?;
        lowering.norms(meaning)?;
        lowering.caps_and_choices(meaning)?;
        lowering.points(meaning)?;
        lowering.checks(meaning)?;
        lowering.heads(meaning);
        lowering.orders(meaning)?;
        lowering.presumptions(meaning);
        lowering.successions(meaning);
        lowering.order();
        lowering.voids(meaning);
        lowering.procedures(meaning);
        lowering.steps(meaning)?;
        lowering.check_amounts()?;
        let mut book = lowering.book;
        book.digest = digest::digest(&book);
        Ok(Self(Arc::new(book)))
    }

    /// The register whose names and facts the rules use.
    #[must_use]
    pub fn register(&self) -> &Register {
        &self.0.register
    }

    /// What the texts mean: documents with their titles, and the names behind ids of outcomes.
    #[must_use]
    pub fn meaning(&self) -> &Meaning {
        &self.0.meaning
    }

    /// The law pack under which the rules were made: `china`, `none` or the pack's own name.
    #[must_use]
    pub fn law(&self) -> &str {
        &self.0.law
    }

    /// A hash of what the rules mean, as 32 hexadecimal digits: the same for the same rules,
    /// register and calendar, whatever the language and layout of the texts.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.0.digest
    }
}

impl fmt::Debug for Rulebook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rulebook({})", self.0.digest)
    }
}
