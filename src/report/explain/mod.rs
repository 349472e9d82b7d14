//! Why an answer is what it is, in sentences: article, facts with their dates, arithmetic line by line.

mod acts;
mod inline;
mod kin;
mod lines;
mod needed;
mod orders;
mod values;
mod why_not;

pub use needed::needed;
pub use why_not::{Hindrance, why_not};

use super::spell::Spelling;
use crate::diagnostic::Lang;
use crate::evaluate::{Explanation, Reason};
use crate::value::Unit;

/// One sentence with the depth at which it stands: what it rests on stands one deeper below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Because {
    /// 0 for what decides the line.
    pub depth: usize,
    /// The sentence.
    pub sentence: String,
}

/// What is needed to say a reason.
#[derive(Clone, Copy)]
struct Voice<'a> {
    spell: &'a Spelling<'a>,
    lang: Lang,
}

impl Voice<'_> {
    /// Chooses one of two phrases.
    fn say(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        match self.lang {
            Lang::Zh => zh.into(),
            Lang::En => en.into(),
        }
    }
}

/// The sentences of an explanation, in order.
#[must_use]
pub fn plain(explanation: &Explanation, spell: &Spelling<'_>, lang: Lang) -> Vec<Because> {
    sentences(&explanation.because, spell, lang)
}

/// The sentences of reasons, in order.
pub(super) fn sentences(because: &[Reason], spell: &Spelling<'_>, lang: Lang) -> Vec<Because> {
    let voice = Voice { spell, lang };
    let mut sentences = Vec::new();
    for reason in because {
        voice.reason(&mut sentences, reason, 0, None);
    }
    sentences
}

/// The deepest step that is spelled out; what rests on it is said in one line.
const DEEPEST: usize = 12;

impl Voice<'_> {
    /// Says a step and what it rests on. `above` is the unit of the step above, for constants that tell none.
    fn reason(
        &self,
        sentences: &mut Vec<Because>,
        reason: &Reason,
        depth: usize,
        above: Option<Unit>,
    ) {
        let unit = self.unit(reason).unwrap_or(above);
        let said = self.line(reason, unit);
        let below = if said.is_some() { depth + 1 } else { depth };
        sentences.extend(said.map(|sentence| Because { depth, sentence }));
        if depth < DEEPEST {
            let unit = self.unit_below(reason, unit);
            for part in Self::parts(reason) {
                self.reason(sentences, part, below, unit);
            }
        }
    }
}
