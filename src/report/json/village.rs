//! Who comes first, and how the village is rated.

use serde::Serialize;

use super::Cited;
use super::outcome::{cited, needs};
use crate::diagnostic::Lang;
use crate::evaluate::{Contender, Contenders, Priority, PriorityState, ProcedureLine, Rating};
use crate::model::{Label, Place};
use crate::report::spell::Spelling;
use crate::report::words::{priority_state, procedure_state, rating_state};
use crate::value::{Date, Money};

/// A household or member comes first in a matter.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct PriorityJson {
    #[serde(flatten)]
    pub cited: Cited,
    pub matter: String,
    pub matter_key: Option<String>,
    pub holder: String,
    pub state: &'static str,
    pub needs: Vec<String>,
}

/// All who come first in a matter: those who surely do, then those who may.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct ContendersJson {
    pub matter: String,
    pub matter_key: Option<String>,
    pub holders: Vec<ContenderJson>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct ContenderJson {
    pub household: String,
    pub holder: String,
    pub state: &'static str,
    pub articles: Vec<String>,
    pub needs: Vec<String>,
}

/// A grade of the village.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct RatingJson {
    #[serde(flatten)]
    pub cited: Cited,
    pub grade: String,
    pub grade_key: Option<String>,
    pub state: &'static str,
    pub award_fen: Option<i64>,
    pub needs: Vec<String>,
}

/// Whether something was decided as a text asks; `matter` null: the text itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct ProcedureJson {
    #[serde(flatten)]
    pub cited: Cited,
    pub matter: Option<String>,
    pub matter_key: Option<String>,
    pub body: String,
    pub meeting: Option<Date>,
    pub state: &'static str,
    pub needs: Vec<String>,
}

pub(super) fn procedure(item: &ProcedureLine, spell: &Spelling<'_>) -> ProcedureJson {
    let lang = spell.lang(&item.place);
    let matter = item.matter.as_ref();
    ProcedureJson {
        cited: cited(&item.place, spell),
        matter: matter.map(|matter| spell.name(matter, lang).into()),
        matter_key: matter.and_then(|matter| spell.key(matter)).map(Into::into),
        body: spell.body(item.body, lang).into(),
        meeting: item.meeting,
        state: procedure_state(item.state),
        needs: needs(&item.needs, spell),
    }
}

pub(super) fn priority(item: &Priority, spell: &Spelling<'_>) -> PriorityJson {
    PriorityJson {
        cited: cited(&item.place, spell),
        matter: spell.name(&item.matter, spell.lang(&item.place)).into(),
        matter_key: spell.key(&item.matter).map(Into::into),
        holder: item.holder.to_string(),
        state: priority_state(item.state),
        needs: needs(&item.needs, spell),
    }
}

pub(super) fn contenders(
    matter: &Label,
    item: &Contenders,
    spell: &Spelling<'_>,
    lang: Lang,
) -> ContendersJson {
    let sure = item.sure.iter().map(|row| (row, PriorityState::Holds));
    let possible = item.possible.iter();
    let possible = possible.map(|row| (row, PriorityState::Undetermined));
    ContendersJson {
        matter: spell.name(matter, lang).into(),
        matter_key: spell.key(matter).map(Into::into),
        holders: sure
            .chain(possible)
            .map(|(row, state)| contender(row, state, spell))
            .collect(),
    }
}

fn contender(item: &Contender, state: PriorityState, spell: &Spelling<'_>) -> ContenderJson {
    ContenderJson {
        household: item.household.to_string(),
        holder: item.holder.to_string(),
        state: priority_state(state),
        articles: item.places.iter().map(Place::article_text).collect(),
        needs: needs(&item.needs, spell),
    }
}

pub(super) fn rating(item: &Rating, spell: &Spelling<'_>) -> RatingJson {
    RatingJson {
        cited: cited(&item.place, spell),
        grade: spell.name(&item.grade, spell.lang(&item.place)).into(),
        grade_key: spell.key(&item.grade).map(Into::into),
        state: rating_state(item.state),
        award_fen: item.award.map(Money::fen),
        needs: needs(&item.needs, spell),
    }
}
