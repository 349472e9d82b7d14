//! What a household left open on its last day.

use serde::Serialize;

use super::outcome::{Cited, cited};
use crate::diagnostic::Lang;
use crate::evaluate::{Left, Succession};
use crate::report::spell::Spelling;
use crate::report::words::{left_kind, passes};
use crate::value::{Date, Money};

/// How a household ended, and what it left open.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct SuccessionJson {
    pub until: Date,
    pub heirs: Vec<String>,
    pub under: Option<Cited>,
    pub left: Vec<LeftJson>,
}

/// One thing that was open.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct LeftJson {
    #[serde(flatten)]
    pub cited: Option<Cited>,
    pub kind: &'static str,
    pub name: String,
    pub name_key: Option<String>,
    pub amount_fen: Option<i64>,
    pub state: &'static str,
}

pub(super) fn succession(ended: &Succession, spell: &Spelling<'_>, lang: Lang) -> SuccessionJson {
    let left = |left: &Left| LeftJson {
        cited: left.place.as_ref().map(|place| cited(place, spell)),
        kind: left_kind(left.kind),
        name: spell.name(&left.name, lang).into(),
        name_key: spell.key(&left.name).map(Into::into),
        amount_fen: left.amount.map(Money::fen),
        state: passes(left.passes),
    };
    SuccessionJson {
        until: ended.until,
        heirs: ended.heirs.iter().map(|heir| heir.to_string()).collect(),
        under: ended.under.as_ref().map(|place| cited(place, spell)),
        left: ended.left.iter().map(left).collect(),
    }
}
