//! The whole page of `evaluate`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{BreachJson, HouseholdJson, IneffectiveJson, ObligationJson, OpenJson};
use super::{CheckJson, MeasureJson};
use super::{ContendersJson, ProcedureJson, ProceedingJson, RatingJson};
use crate::diagnostic::{Lang, Text};
use crate::evaluate::{Query, VillageOutcome};
use crate::report::spell::Spelling;
use crate::value::Date;

/// What `evaluate` prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct EvaluateJson {
    pub schema: &'static str,
    pub edition: String,
    pub from: Date,
    pub on: Date,
    /// The answers are those of the knowledge of this day, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<Date>,
    pub law: PackJson,
    pub households: Vec<HouseholdJson>,
    pub village: VillageJson,
    pub rejected: Vec<RejectedJson>,
    pub disclaimer: &'static str,
}

/// The law pack used, and the day for which it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct PackJson {
    pub pack: String,
    pub on: Date,
}

/// Sums over the households, and what the village's bodies owe.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct VillageJson {
    pub households: usize,
    pub due_fen: i64,
    pub owed_fen: i64,
    pub by_benefit: BTreeMap<String, BenefitSum>,
    pub obligations: Vec<ObligationJson>,
    pub breaches: Vec<BreachJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ineffective: Vec<IneffectiveJson>,
    pub undetermined: Vec<OpenJson>,
    pub procedures: Vec<ProcedureJson>,
    pub proceedings: Vec<ProceedingJson>,
    pub ratings: Vec<RatingJson>,
    pub priorities: Vec<ContendersJson>,
    pub measures: BTreeMap<String, MeasureJson>,
    pub checks: Vec<CheckJson>,
}

/// Lines of one benefit that are due, and their sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct BenefitSum {
    pub count: usize,
    pub due_fen: i64,
}

/// A household, or a part of the file, that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct RejectedJson {
    pub household: Option<String>,
    pub line: usize,
    pub code: String,
    pub message: String,
}

/// Makes the JSON of the village: sums over its households, and what its bodies owe.
#[must_use]
pub fn village(outcome: &VillageOutcome, spell: &Spelling<'_>, lang: Lang) -> VillageJson {
    let VillageOutcome {
        bodies,
        totals,
        procedures,
        proceedings,
        ratings,
        priorities,
        checks,
        measures,
    } = outcome;
    let written = spell
        .meaning
        .documents
        .first()
        .map_or(Lang::Zh, |document| document.lang);
    let sums = totals.by_benefit.iter();
    let answers = super::household("", bodies, spell, lang);
    VillageJson {
        households: totals.households,
        due_fen: totals.due.fen(),
        owed_fen: totals.owed.fen(),
        by_benefit: sums
            .map(|(id, (count, due))| {
                (
                    spell.name(id, written).into(),
                    BenefitSum {
                        count: *count,
                        due_fen: due.fen(),
                    },
                )
            })
            .collect(),
        obligations: answers.obligations,
        breaches: answers.breaches,
        ineffective: answers.ineffective,
        undetermined: answers.undetermined,
        procedures: procedures
            .iter()
            .map(|row| super::procedure(row, spell))
            .collect(),
        proceedings: proceedings
            .iter()
            .map(|row| super::steps::proceeding(row, spell))
            .collect(),
        ratings: ratings
            .iter()
            .map(|row| super::rating(row, spell))
            .collect(),
        priorities: priorities
            .iter()
            .map(|(matter, row)| super::contenders(matter, row, spell, written))
            .collect(),
        measures: super::reckoning::measures(measures, spell, written),
        checks: checks
            .iter()
            .map(|row| super::reckoning::check(row, spell))
            .collect(),
    }
}

impl EvaluateJson {
    /// A page without households yet.
    #[must_use]
    pub fn new(edition: &str, query: &Query, law: &str) -> Self {
        Self {
            schema: "xiangyue.evaluate/1",
            edition: edition.into(),
            from: query.from,
            on: query.on,
            known: None,
            law: PackJson {
                pack: law.into(),
                on: query.on,
            },
            households: Vec::new(),
            village: VillageJson::default(),
            rejected: Vec::new(),
            disclaimer: crate::report::DISCLAIMER.1,
        }
    }
}

impl RejectedJson {
    /// What was wrong, in one language.
    #[must_use]
    pub fn new(
        household: Option<&str>,
        line: usize,
        code: &str,
        message: &Text,
        lang: Lang,
    ) -> Self {
        Self {
            household: household.map(Into::into),
            line,
            code: code.into(),
            message: message.get(lang).into(),
        }
    }
}
