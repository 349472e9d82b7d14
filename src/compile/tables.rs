//! What is kept while tables are made; documents, parameters and definitions.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::CompileError;
use super::book::{
    Book, DefinitionClauseRow, DefinitionRow, DocumentRow, Force, Order, ParameterRow, Rows,
    counted,
};
use crate::calendar::Calendar;
use crate::model::{Action, Article, ArticleNumber, Definition, DocumentId, Meaning, Place, Sort};
use crate::register::Register;

/// What is kept beside the tables while they are made.
pub(super) struct Lowering {
    pub book: Book,
    /// Depth of each node.
    pub depths: Vec<u16>,
    /// The deepest expression since this was cleared.
    pub deepest: u16,
    pub definition_info: Vec<DefinitionInfo>,
    pub known_actions: BTreeMap<Action, u32>,
    pub articles: BTreeMap<(DocumentId, ArticleNumber), Article>,
    /// What is lowered burdens somebody, or belongs to what does.
    pub is_burden: bool,
    /// What is lowered grants something or limits what is granted.
    pub is_grant: bool,
    /// Whether what was lowered since this was cleared reads overdue days.
    pub overdue: bool,
}

pub(super) struct DefinitionInfo {
    pub depth: u16,
    pub reads_overdue: bool,
}

impl Lowering {
    pub fn new(meaning: &Meaning, register: &Arc<Register>, calendar: Calendar, law: &str) -> Self {
        Self {
            book: empty_book(meaning, register, calendar, law),
            depths: Vec::new(),
            deepest: 0,
            definition_info: Vec::new(),
            known_actions: BTreeMap::new(),
            articles: articles(meaning),
            is_burden: false,
            is_grant: false,
            overdue: false,
        }
    }

    /// Parameters, each with its history.
    pub fn parameters(&mut self, meaning: &Meaning) -> Result<(), CompileError> {
        for parameter in &meaning.parameters {
            let start = row(self.book.parameter_steps.len());
            for (from, value) in &parameter.steps {
                let value = match value {
                    Some(value) => Some(self.expr(parameter.place, value)?),
                    None => None,
                };
                self.book.parameter_steps.push((*from, value));
            }
            let end = row(self.book.parameter_steps.len());
            let (place, steps) = (parameter.place, Rows { start, end });
            let force = self.parameter_force(meaning, place);
            self.book.parameters.push(ParameterRow {
                place,
                force,
                steps,
            });
        }
        Ok(())
    }

    /// Of an amended text the steps say when its articles ended.
    fn parameter_force(&self, meaning: &Meaning, place: Place) -> Force {
        let force = self.article_force(place);
        let mut documents = meaning.documents.iter();
        if !documents.any(|document| document.amends == Some(place.document)) {
            return force;
        }
        Force {
            until: None,
            replaced: None,
            ..force
        }
    }

    /// Definitions, in the order in which they read each other.
    pub fn definitions(&mut self, meaning: &Meaning) -> Result<(), CompileError> {
        for definition in &meaning.definitions {
            (self.deepest, self.overdue) = (0, false);
            let clauses = self.definition_clauses(definition)?;
            let (depth, reads_overdue) = (self.deepest, self.overdue);
            self.definition_info.push(DefinitionInfo {
                depth,
                reads_overdue,
            });
            self.book.definitions.push(DefinitionRow {
                of: definition.of,
                is_truth: definition.sort == Sort::Bool,
                clauses,
                edges: Rows::default(),
                presumptions: Rows::default(),
            });
        }
        Ok(())
    }

    fn definition_clauses(&mut self, definition: &Definition) -> Result<Rows, CompileError> {
        let start = row(self.book.definition_clauses.len());
        for clause in &definition.clauses {
            let unless = self.exceptions(&clause.unless, 0)?;
            let body = self.body(clause.place, &clause.body)?;
            let force = self.force(clause.place);
            let rank = self.rank(clause.place);
            self.book.definition_clauses.push(DefinitionClauseRow {
                place: clause.place,
                force,
                rank,
                unless,
                body,
            });
        }
        let end = row(self.book.definition_clauses.len());
        Ok(Rows { start, end })
    }

    /// The rank of the document in which a sentence stands.
    pub fn rank(&self, place: Place) -> u8 {
        let document = self.book.documents.get(place.document.index());
        document.map_or(0, |document| document.rank)
    }
}

fn articles(meaning: &Meaning) -> BTreeMap<(DocumentId, ArticleNumber), Article> {
    let mut articles = BTreeMap::new();
    for (at, document) in meaning.documents.iter().enumerate() {
        for article in &document.articles {
            articles.insert((DocumentId(row(at)), article.number), article.clone());
        }
    }
    articles
}

fn empty_book(meaning: &Meaning, register: &Arc<Register>, calendar: Calendar, law: &str) -> Book {
    let documents = meaning.documents.iter().map(|document| DocumentRow {
        rank: document.rank(),
        term: document.term.and_then(counted),
        until_event: document.until_event,
    });
    Book {
        register: Arc::clone(register),
        meaning: meaning.clone(),
        calendar,
        law: law.to_owned(),
        digest: String::new(),
        documents: documents.collect(),
        agreement_documents: agreement_documents(meaning, register),
        birth: register.birth_date(),
        nodes: Vec::new(),
        links: Vec::new(),
        exceptions: Vec::new(),
        definitions: Vec::new(),
        definition_clauses: Vec::new(),
        parameters: Vec::new(),
        parameter_steps: Vec::new(),
        rows: Vec::new(),
        slices: Vec::new(),
        edges: Vec::new(),
        orders: Vec::new(),
        presumptions: Vec::new(),
        successions: Vec::new(),
        points: Vec::new(),
        actions: Vec::new(),
        norms: Vec::new(),
        duties: Vec::new(),
        consequences: Vec::new(),
        heads: Vec::new(),
        caps: Vec::new(),
        choices: Vec::new(),
        voids: Vec::new(),
        procedures: Vec::new(),
        checks: Vec::new(),
        steps: Vec::new(),
        order: Order::default(),
    }
}

fn agreement_documents(meaning: &Meaning, register: &Register) -> Vec<Option<DocumentId>> {
    let mut first = vec![None; register.agreements.len()];
    for (at, document) in meaning.documents.iter().enumerate().rev() {
        let agreement = document.agreement.filter(|_| document.amends.is_none());
        let slot = agreement.and_then(|id| first.get_mut(id.index()));
        if let Some(slot) = slot {
            *slot = Some(DocumentId(row(at)));
        }
    }
    first
}

/// The number of a row; tables are bounded far below this by the size of texts.
pub(super) fn row(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
