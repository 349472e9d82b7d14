//! Documents and a register become a draft: names bound, clauses typed, ids given.

mod types;

use std::sync::Arc;

pub use types::*;

use crate::diagnostic::Diagnostic;
use crate::register::Register;
use crate::span::Source;
use crate::syntax::ast;

/// Texts, what was written in them, what they mean, and what was wrong on the way.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The register that gives the names.
    pub register: Arc<Register>,
    /// The texts.
    pub sources: Vec<Source>,
    /// What was written, one for each text.
    pub written: Vec<ast::Document>,
    /// What is meant.
    pub meaning: Meaning,
    /// Findings of class `reading` (and doubts noticed while reading), by source and place.
    pub diagnostics: Vec<Diagnostic>,
    /// The law pack used, as outputs name it: `china`, `none` or the pack's own name.
    pub law: String,
}
