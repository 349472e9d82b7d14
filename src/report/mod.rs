//! Outcomes and findings become text and JSON: the only room that makes sentences of answers.

mod amounts;
mod deposits;
pub mod difference;
pub mod explain;
pub mod fill;
pub mod findings;
pub mod json;
pub mod outcome;
mod points;
pub mod reckoning;
pub mod spell;
mod spoken;
mod steps;
mod succession;
pub mod village;
pub mod words;

/// Stands in every report, in both languages.
pub const DISCLAIMER: (&str, &str) = (
    "本报告供核对参考，不构成法律意见。",
    "An aid to review. Not legal advice.",
);
