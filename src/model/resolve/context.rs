//! What every part of the resolver has at hand: the register, the texts, the names they make, and the list
//! of what was wrong.

use std::collections::BTreeMap;

use super::names::Names;
use super::norms::Built;
use super::walk::{Articles, Walked};
use crate::diagnostic::{Code, Diagnostic, Lang, Text};
pub(super) use crate::model::finding;
use crate::model::{BlankId, BodyRef, DocumentId, Meaning, Place};
use crate::register::{AgreementId, BenefitId, Register};
use crate::span::Span;
use crate::syntax::ast;

/// How many norms all references of a draft may mean together: a few texts can name each other's every norm.
const MOST_REFERENCES: usize = 1_000_000;

/// The state of one reading. Parts are filled in the order of the fields.
pub(super) struct Context<'a> {
    pub(super) register: &'a Register,
    pub(super) written: &'a [ast::Document],
    /// Every sentence with its place, in the order of the texts.
    pub(super) sentences: Vec<Walked<'a>>,
    pub(super) articles: Articles,
    pub(super) meaning: Meaning,
    /// Texts with amendments, each with itself and them in the order given.
    pub(super) families: BTreeMap<DocumentId, Vec<DocumentId>>,
    /// 甲方 of each document.
    pub(super) parties: Vec<BodyRef>,
    /// Definitions and parameters with what is known of them so far.
    pub(super) names: Names<'a>,
    /// The blank that stands at a byte of a document.
    pub(super) blanks: BTreeMap<(DocumentId, u32), BlankId>,
    /// What each sentence became.
    pub(super) built: Vec<Built>,
    /// By document and chapter: the benefits granted there, and whether something there has a fault.
    pub(super) chapters: BTreeMap<(DocumentId, u32), (Vec<BenefitId>, bool)>,
    /// How many more references may be followed.
    pub(super) references: usize,
    /// How many more nearest names are looked for.
    pub(super) suggestions: u32,
    /// What was wrong or doubtful.
    pub(super) found: Vec<Diagnostic>,
}

impl<'a> Context<'a> {
    pub(super) fn new(register: &'a Register, written: &'a [ast::Document]) -> Self {
        let (sentences, articles) = super::walk::walk(written);
        Self {
            register,
            written,
            sentences,
            articles,
            meaning: Meaning::default(),
            families: BTreeMap::new(),
            parties: Vec::new(),
            names: Names::default(),
            blanks: BTreeMap::new(),
            built: Vec::new(),
            chapters: BTreeMap::new(),
            references: MOST_REFERENCES,
            suggestions: 200,
            found: Vec::new(),
        }
    }

    /// Adds a finding at a place of a sentence.
    pub(super) fn report(&mut self, at: &Place, span: Span, code: Code, message: Text) {
        self.found.push(finding(at, span, code, message));
    }

    /// Counts what references mean; a finding where it is more than can be held.
    pub(super) fn spend(&mut self, at: &Place, count: usize) -> Option<()> {
        let before = self.references;
        self.references = before.saturating_sub(count);
        if before >= count && self.references > 0 {
            return Some(());
        }
        if before > 0 {
            let message = Text::new(
                "条文互相引用太多（总共上限100万处），请拆分",
                "the articles refer to each other too often (a million references in all); split the texts",
            );
            self.report(at, at.span, Code::TooLong, message);
        }
        None
    }

    /// The language of a document.
    pub(super) fn lang(&self, document: DocumentId) -> Lang {
        self.written
            .get(document.index())
            .map_or(Lang::Zh, |written| written.lang)
    }

    /// The agreement that a document is the text of.
    pub(super) fn agreement(&self, document: DocumentId) -> Option<AgreementId> {
        self.meaning.documents.get(document.index())?.agreement
    }

    /// Whether a document is an agreement, known to the register or not.
    pub(super) fn is_agreement(&self, document: DocumentId) -> bool {
        self.written
            .get(document.index())
            .is_some_and(|written| written.kind == ast::DocumentKind::Agreement)
    }

    /// 甲方 of a document.
    pub(super) fn party_a(&self, document: DocumentId) -> BodyRef {
        self.parties
            .get(document.index())
            .copied()
            .unwrap_or(BodyRef::Committee)
    }
}
