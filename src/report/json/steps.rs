//! How far procedures in ordered steps have come.

use serde::Serialize;

use super::Cited;
use super::outcome::{cited, needs};
use crate::evaluate::{Proceeding, StepBy, StepLine};
use crate::model::Place;
use crate::report::spell::Spelling;
use crate::report::words::{proceeding_state, step_state};
use crate::value::Date;

/// One run of a procedure.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct ProceedingJson {
    #[serde(flatten)]
    pub cited: Cited,
    pub matter: String,
    pub matter_key: Option<String>,
    pub state: &'static str,
    pub next: Option<String>,
    pub steps: Vec<StepJson>,
}

/// One step of it; `action` null: a meeting decides.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct StepJson {
    pub article: String,
    pub by: String,
    pub action: Option<String>,
    pub action_key: Option<String>,
    pub state: &'static str,
    pub on: Option<Date>,
    pub due: Option<Date>,
    pub done_by: Option<usize>,
    pub of: Option<usize>,
    pub missing_records: Vec<String>,
    pub needs: Vec<String>,
}

pub(super) fn proceeding(item: &Proceeding, spell: &Spelling<'_>) -> ProceedingJson {
    let lang = spell.lang(&item.place);
    ProceedingJson {
        cited: cited(&item.place, spell),
        matter: spell.name(&item.matter, lang).into(),
        matter_key: spell.key(&item.matter).map(Into::into),
        state: proceeding_state(item.state),
        next: item.next.as_ref().map(Place::article_text),
        steps: item.steps.iter().map(|one| step(one, spell)).collect(),
    }
}

fn step(item: &StepLine, spell: &Spelling<'_>) -> StepJson {
    let lang = spell.lang(&item.place);
    let action = item.action.as_ref();
    let records = item.missing_records.iter();
    StepJson {
        article: item.place.article_text(),
        by: match item.by {
            StepBy::Body(body) => spell.body(body, lang).into(),
            StepBy::Village => spell.village(lang).into(),
            StepBy::Households => spell.every_household(lang).into(),
        },
        action: action.map(|action| spell.name(action, lang).into()),
        action_key: action.and_then(|action| spell.key(action)).map(Into::into),
        state: step_state(item.state),
        on: item.on,
        due: item.due,
        done_by: item.done_by,
        of: item.of,
        missing_records: records.map(|name| spell.name(name, lang).into()).collect(),
        needs: needs(&item.needs, spell),
    }
}
