//! Sums of reports with their answers, and the values of definitions.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Cited;
use super::outcome::{cited, needs};

use crate::diagnostic::Lang;
use crate::evaluate::{CheckLine, Measure, Reading};
use crate::report::reckoning::{difference, is_masked_check, is_masked_measure, plain, unit};
use crate::report::spell::Spelling;
use crate::report::words::{check_state, measure_state};

/// A sum of a report: both sides and what they differ by, as decimal text in the unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct CheckJson {
    #[serde(flatten)]
    pub cited: Cited,
    pub state: &'static str,
    pub left: Option<String>,
    pub right: Option<String>,
    pub difference: Option<String>,
    pub unit: Option<&'static str>,
    pub needs: Vec<String>,
    pub because: Vec<String>,
}

/// The value of a definition: a number as decimal text in the unit, a day, a truth, the key of a choice.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct MeasureJson {
    #[serde(flatten)]
    pub cited: Cited,
    pub state: &'static str,
    pub value: Option<String>,
    pub unit: Option<&'static str>,
    pub needs: Vec<String>,
}

/// The value of a definition for a household or a member.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct DefinitionJson {
    #[serde(flatten)]
    pub measure: MeasureJson,
    pub name: String,
    pub name_key: Option<String>,
    pub holder: String,
}

/// The values of a household's definitions.
#[must_use]
pub fn definitions(items: &[Reading], spell: &Spelling<'_>) -> Vec<DefinitionJson> {
    let rows = items.iter().map(|item| DefinitionJson {
        name: spell.name(&item.of.name, spell.lang(&item.of.place)).into(),
        name_key: spell.key(&item.of.name).map(Into::into),
        holder: item.holder.to_string(),
        measure: measure(&item.of, spell),
    });
    rows.collect()
}

pub(super) fn check(item: &CheckLine, spell: &Spelling<'_>) -> CheckJson {
    let sides = item.sides.filter(|_| !is_masked_check(item, spell));
    let (left, right) = sides.unwrap_or_default();
    let by = left.zip(right);
    let by = by.and_then(|(left, right)| difference(&left, &right));
    CheckJson {
        cited: cited(&item.place, spell),
        state: check_state(item.state),
        left: left.map(|left| plain(&left, spell)),
        right: right.map(|right| plain(&right, spell)),
        difference: by.map(|by| plain(&by, spell)),
        unit: left.or(right).and_then(|side| unit(side.sort)),
        needs: needs(&item.needs, spell),
        because: Vec::new(),
    }
}

/// By name, as the first text spells it.
pub(super) fn measures(
    items: &[Measure],
    spell: &Spelling<'_>,
    lang: Lang,
) -> BTreeMap<String, MeasureJson> {
    let named = items.iter().map(|item| {
        let name = spell.name(&item.name, lang).to_owned();
        (name, measure(item, spell))
    });
    named.collect()
}

fn measure(item: &Measure, spell: &Spelling<'_>) -> MeasureJson {
    let value = item.value.filter(|_| !is_masked_measure(item, spell));
    MeasureJson {
        cited: cited(&item.place, spell),
        state: measure_state(item.state),
        value: value.map(|value| plain(&value, spell)),
        unit: value.and_then(|value| unit(value.sort)),
        needs: needs(&item.needs, spell),
    }
}
