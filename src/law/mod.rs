//! Superior law: what it takes from a text. What no village may do is void under every pack and at every date;
//! so is what a village text takes from a benefit that the village does not pay.
//!
//! A reviewer's aid: a text without findings is not thereby lawful.

mod burdens;
mod funds;
mod marks;
mod names;
mod shapes;

pub(crate) use funds::no_deposit;

use shapes::Shapes;

use crate::diagnostic::Diagnostic;
use crate::model::{Meaning, Place};
use crate::register::Register;
use crate::value::Date;

/// A set of legal norms with a name and a date, under which texts are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawPack {
    name: String,
    date: Option<Date>,
}

impl LawPack {
    /// The law of the People's Republic of China as far as this version holds it: what is always void, and
    /// the rule on funds.
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
}

/// Marks in the meaning what law takes from the texts, and says it. The same under every pack: these rules
/// are part of the language, not of a pack. `faulty` are sentences that could not be understood: they compute
/// nothing, and only their words are looked at.
pub(crate) fn apply<'t>(
    register: &Register,
    meaning: &mut Meaning,
    faulty: impl Iterator<Item = (Place, &'t str)>,
) -> Vec<Diagnostic> {
    let shapes = Shapes::embedded();
    let mut found = burdens::apply(&shapes, register, meaning);
    found.extend(faulty.filter_map(|(place, text)| burdens::by_words(&shapes, &place, text)));
    found.extend(funds::apply(register, meaning));
    found
}
