//! A text with its blanks filled from a record, to be signed; of a study text a copy to be studied, never to be signed.

mod remarks;
mod strike;

pub use remarks::remarks;

use crate::diagnostic::Lang;
use crate::facts::Agreement;
use crate::law;
use crate::model::{Blank, DocumentId, Draft, Sort};
use crate::span::{Span, replaced};
use crate::syntax::print::amount;
use crate::value::{Date, Exact, Unit};

/// What came of filling a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The text, as it was but for its blanks; of a study text the study copy.
    pub text: String,
    /// Whether it is a copy to be studied: nothing is filled, and what is void is struck through.
    pub is_study: bool,
    /// Blanks that took a value, in the order of the text.
    pub filled: Vec<FilledBlank>,
    /// Blanks that are left, in the order of the text.
    pub unfilled: Vec<UnfilledBlank>,
    /// Values of the record for which the text has no blank: misspelt, perhaps.
    pub unknown: Vec<String>,
    /// Clauses without effect under the law of the day.
    pub void: Vec<VoidClause>,
}

/// A blank with what now stands in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledBlank {
    /// Its name, or its place: `第七条空1`.
    pub blank: String,
    /// Where it stands: `7`, `7(2)`.
    pub article: String,
    /// Its value with its unit, as the text now says it.
    pub value: String,
}

/// A blank that is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnfilledBlank {
    /// Its name, or its place: `第七条空1`.
    pub blank: String,
    /// Where it stands: `7`, `7(2)`.
    pub article: String,
}

/// A clause without effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoidClause {
    /// Where it stands: `7`, `7(2)`; empty before the first article.
    pub article: String,
    /// Why: the law, or the rule of this language.
    pub law: Vec<String>,
}

/// A document with its blanks filled from the record of an agreement. What the record does not say stays blank and is
/// listed; no value is ever guessed. `on` is the day of the law under which clauses are held void. From a study text
/// only a study copy is made, whatever the record holds. A document that the draft does not have is empty.
#[must_use]
pub fn fill(draft: &Draft, id: DocumentId, agreement: Option<&Agreement>, on: Date) -> Filled {
    let documents = &draft.meaning.documents;
    let document = documents.get(id.index());
    let is_study = document.is_some_and(|document| law::is_study(documents, document));
    let lang = document.map_or(Lang::Zh, |document| document.lang);
    let source = draft.sources.get(id.index());
    let text = source.map_or("", |source| source.text.as_str());
    let (struck, void) = strike::clauses(draft, id, on);
    let mut answer = Filled {
        text: String::new(),
        is_study,
        filled: Vec::new(),
        unfilled: Vec::new(),
        unknown: Vec::new(),
        void,
    };
    let edits = answer.blanks(draft, id, agreement, lang);
    answer.text = if is_study {
        let head = if lang == Lang::Zh { STUDY.0 } else { STUDY.1 };
        format!("{head}\n{}", edited(text, struck))
    } else {
        edited(text, edits)
    };
    answer
}

/// The head line of a study copy.
const STUDY: (&str, &str) = (
    "【研究用副本：不得签订，不对任何人发生效力；划去的内容无效，空白一律不填】",
    "[Study copy: not to be signed, binding nobody. What is struck through is void; blanks are left blank.]",
);

impl Filled {
    /// Looks up each blank of the document in the record; gives the changes of the text.
    fn blanks(
        &mut self,
        draft: &Draft,
        id: DocumentId,
        agreement: Option<&Agreement>,
        lang: Lang,
    ) -> Vec<Edit> {
        let record = agreement.filter(|_| !self.is_study);
        let values = record.map_or(&[][..], |agreement| &agreement.fill);
        let blanks = draft.meaning.blanks.iter();
        let blanks: Vec<&Blank> = blanks.filter(|one| one.place.document == id).collect();
        let mut edits = Vec::new();
        for one in &blanks {
            let (blank, article) = (one.name.clone(), one.place.article_text());
            let value = values.iter().find(|(name, _)| **name == *blank);
            if let Some(value) = value.and_then(|(_, value)| written(one, *value, lang)) {
                edits.push((one.span.0, value.clone()));
                self.filled.push(FilledBlank {
                    blank,
                    article,
                    value,
                });
            } else {
                self.unfilled.push(UnfilledBlank { blank, article });
            }
        }
        let named = |name: &str| blanks.iter().any(|blank| blank.name == name);
        let unknown = values.iter().filter(|(name, _)| !named(name));
        self.unknown = unknown.map(|(name, _)| name.to_string()).collect();
        edits
    }
}

/// The value as the text says it; none where no text could, such as a number below 0.
fn written(blank: &Blank, value: Exact, lang: Lang) -> Option<String> {
    let unit = match blank.sort {
        Sort::Number(unit) => unit,
        Sort::Bool | Sort::Date | Sort::Enum(_) => return None,
    };
    // Amounts are filled in yuan and kept in fen.
    let factor = Exact::from_int(if unit == Some(Unit::Yuan) { 100 } else { 1 });
    let value = value.checked_mul(factor)?;
    (value >= Exact::ZERO).then(|| amount(lang, value, unit))
}

/// What to write in place of a stretch of the text.
type Edit = (Span, String);

/// The text with its edits, which do not overlap.
fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(at, _)| at.start);
    replaced(text, edits.iter().map(|(at, with)| (*at, with.as_str())))
}
