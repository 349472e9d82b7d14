//! Superior law: what it takes from a text.

use crate::diagnostic::Diagnostic;
use crate::model::Meaning;
use crate::register::Register;
use crate::span::Source;
use crate::value::Date;

/// A set of legal norms with a name and a date, under which texts are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawPack {
    name: String,
    date: Option<Date>,
}

impl LawPack {
    /// The law of the People's Republic of China as far as this version holds it.
    #[must_use]
    pub fn china() -> Self {
        Self {
            name: "china".to_owned(),
            date: Date::from_ymd_opt(2026, 1, 1),
        }
    }

    /// No superior law, for synthetic texts. What is always void stays void.
    #[must_use]
    pub fn none() -> Self {
        Self {
            name: "none".to_owned(),
            date: None,
        }
    }

    /// Its name, as outputs give it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The day to which it was brought up to date.
    #[must_use]
    pub const fn date(&self) -> Option<Date> {
        self.date
    }

    /// Marks what law takes from the texts, and says it.
    pub(crate) fn apply(
        &self,
        _register: &Register,
        _sources: &[Source],
        _meaning: &mut Meaning,
    ) -> Vec<Diagnostic> {
        Vec::new()
    }
}
