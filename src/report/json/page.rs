//! The whole page of `evaluate`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::outcome::{breach, obligation};
use super::{BreachJson, HouseholdJson, ObligationJson};
use crate::diagnostic::{Lang, Text};
use crate::evaluate::{Findings, Query};
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
    pub measures: BTreeMap<String, String>,
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

impl VillageJson {
    /// Adds a household's sums. Sums that would leave the range of `i64` stay at its end.
    pub fn add(&mut self, household: &HouseholdJson) {
        self.households += 1;
        self.due_fen = self.due_fen.saturating_add(household.totals.due_fen);
        self.owed_fen = self.owed_fen.saturating_add(household.totals.owed_fen);
        for item in household
            .entitlements
            .iter()
            .filter(|item| item.state == "due")
        {
            let sum = self.by_benefit.entry(item.benefit.clone()).or_default();
            sum.count += 1;
            sum.due_fen = sum.due_fen.saturating_add(item.payable_fen);
        }
    }
}

impl VillageJson {
    /// Shows what the village's bodies owe and broke.
    pub fn bodies(&mut self, bodies: &Findings, spell: &Spelling<'_>) {
        let obligations = bodies.obligations.iter();
        self.obligations = obligations.map(|item| obligation(item, spell)).collect();
        let breaches = bodies.breaches.iter();
        self.breaches = breaches.map(|item| breach(item, spell)).collect();
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
