//! Acts that changed nothing.

use serde::Serialize;

use super::outcome::{Cited, cited, needs};
use crate::evaluate::Ineffective;
use crate::report::spell::Spelling;
use crate::report::words::ineffective_reason;
use crate::value::Date;

/// An act that changed nothing.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct IneffectiveJson {
    #[serde(flatten)]
    pub cited: Cited,
    pub bearer: String,
    pub action: String,
    pub action_key: Option<String>,
    pub on: Date,
    pub reason: &'static str,
    pub needs: Vec<String>,
}

/// The acts that changed nothing.
pub(super) fn ineffective(rows: &[Ineffective], spell: &Spelling<'_>) -> Vec<IneffectiveJson> {
    let row = |row: &Ineffective| {
        let lang = spell.lang(&row.place);
        IneffectiveJson {
            cited: cited(&row.place, spell),
            bearer: spell.bearer(&row.bearer, lang).into(),
            action: spell.name(&row.action, lang).into(),
            action_key: spell.key(&row.action).map(Into::into),
            on: row.on,
            reason: ineffective_reason(row.reason),
            needs: needs(&row.needs, spell),
        }
    };
    rows.iter().map(row).collect()
}
