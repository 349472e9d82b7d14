//! The JSON of `fill`.

use serde::Serialize;

use super::PackJson;
use crate::report::DISCLAIMER;
use crate::report::fill::Filled;

/// What `fill` prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct FilledJson {
    pub schema: &'static str,
    pub document: String,
    pub household: Option<String>,
    pub law: PackJson,
    pub study: bool,
    pub text: String,
    pub filled: Vec<FilledBlankJson>,
    pub unfilled: Vec<UnfilledBlankJson>,
    pub unknown: Vec<String>,
    pub void: Vec<VoidClauseJson>,
    pub disclaimer: &'static str,
}

/// A blank with what stands in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct FilledBlankJson {
    pub blank: String,
    pub value: String,
    pub article: String,
}

/// A blank that is left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct UnfilledBlankJson {
    pub blank: String,
    pub article: String,
}

/// A clause without effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct VoidClauseJson {
    pub article: String,
    pub law: Vec<String>,
}

impl FilledJson {
    /// Makes the JSON of a filled text, of which household (none: of nobody's record), under which law.
    #[must_use]
    pub fn new(filled: &Filled, document: &str, household: Option<&str>, law: PackJson) -> Self {
        Self {
            schema: "xiangyue.fill/1",
            document: document.to_owned(),
            household: household.map(ToOwned::to_owned),
            law,
            study: filled.is_study,
            text: filled.text.clone(),
            filled: each(&filled.filled, |one| FilledBlankJson {
                blank: one.blank.clone(),
                value: one.value.clone(),
                article: one.article.clone(),
            }),
            unfilled: each(&filled.unfilled, |one| UnfilledBlankJson {
                blank: one.blank.clone(),
                article: one.article.clone(),
            }),
            unknown: filled.unknown.clone(),
            void: each(&filled.void, |one| VoidClauseJson {
                article: one.article.clone(),
                law: one.law.clone(),
            }),
            disclaimer: DISCLAIMER.1,
        }
    }
}

fn each<T, J>(all: &[T], json: impl Fn(&T) -> J) -> Vec<J> {
    all.iter().map(json).collect()
}
