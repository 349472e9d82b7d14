//! What comes out otherwise with what became known later.

use serde::Serialize;

use crate::evaluate::Difference;
use crate::report::spell::Spelling;
use crate::report::words::difference_kind;
use crate::value::Money;

/// A benefit that comes out otherwise with what became known later.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct DifferenceJson {
    pub article: String,
    pub benefit: String,
    pub benefit_key: Option<String>,
    pub holder: String,
    pub period: String,
    pub kind: &'static str,
    pub before_fen: Option<i64>,
    pub after_fen: Option<i64>,
}

/// The lines that come out otherwise.
#[must_use]
pub fn differences(lines: &[Difference], spell: &Spelling<'_>) -> Vec<DifferenceJson> {
    let row = |line: &Difference| DifferenceJson {
        article: line.place.article_text(),
        benefit: spell.name(&line.benefit, spell.lang(&line.place)).into(),
        benefit_key: spell.key(&line.benefit).map(Into::into),
        holder: line.holder.to_string(),
        period: line.period.to_string(),
        kind: difference_kind(line.kind()),
        before_fen: line.before.map(Money::fen),
        after_fen: line.after.map(Money::fen),
    };
    lines.iter().map(row).collect()
}
