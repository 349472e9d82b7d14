//! Superior law: what it takes from a text. What no village may do is void under every pack and at every date;
//! so is what a village text takes from a benefit that the village does not pay.
//!
//! A reviewer's aid: a text without findings is not thereby lawful.

mod burdens;
mod funds;
mod marks;
mod names;
mod pack;
mod shapes;
mod study;

pub(crate) use funds::no_deposit;
pub(crate) use study::{apply as bind_nobody, is_study};

pub use pack::PackError;

use std::sync::Arc;

use pack::Pack;
use shapes::Shapes;

use crate::diagnostic::Diagnostic;
use crate::model::{Draft, Meaning, Place};
use crate::register::Register;
use crate::span::Source;
use crate::syntax::ast;
use crate::value::Date;

/// A set of legal norms with a name and a date, under which texts are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawPack {
    name: String,
    date: Option<Date>,
    pack: Option<Arc<Pack>>,
}

impl LawPack {
    /// The law of the People's Republic of China as far as this version holds it. Its embedded files are read here,
    /// once for each value; clones share them.
    #[must_use]
    pub fn china() -> Self {
        // A test holds that the embedded files can be read.
        Self::from_yaml(pack::CHINA).unwrap_or_else(|_| Self::none())
    }

    /// A pack from files of one's own, by name without `.yaml`; `rules/law/README.md` says what they hold.
    ///
    /// # Errors
    /// [`PackError`] where a file is missing, cannot be read, or names what no file explains.
    pub fn from_yaml(files: &[(&str, &str)]) -> Result<Self, PackError> {
        let pack = Pack::read(files)?;
        let (name, date) = pack.title();
        Ok(Self {
            name,
            date: Some(date),
            pack: Some(Arc::new(pack)),
        })
    }

    /// No superior law, for synthetic texts. What is always void stays void.
    #[must_use]
    pub fn none() -> Self {
        Self {
            name: "none".to_owned(),
            date: None,
            pack: None,
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

    /// What it finds in a draft under the law of a day: one finding a clause and shape, in the order of the texts.
    pub(crate) fn find(&self, draft: &Draft, on: Date) -> Vec<Diagnostic> {
        let pack = self.pack.as_ref();
        pack.map_or_else(Vec::new, |pack| pack::find(pack, draft, on))
    }

    /// Says of a finding made while reading, which knows no day, what the day changes: a law whose newer text was
    /// not read.
    pub(crate) fn date_finding(&self, found: &mut Diagnostic, on: Date) {
        if let Some(pack) = &self.pack {
            pack::date_finding(pack, found, on);
        }
    }

    /// Marks in the meaning what is void under it, with the days on which it is.
    pub(crate) fn mark(
        &self,
        register: &Register,
        sources: &[Source],
        written: &[ast::Document],
        meaning: &mut Meaning,
    ) {
        if let Some(pack) = &self.pack {
            pack::mark(pack, register, sources, written, meaning);
        }
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
