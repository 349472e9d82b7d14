//! `修改：《…》`: which text a document amends, from when, and which articles it replaces.

use std::collections::BTreeMap;

use super::context::Context;
use super::documents::head;
use super::effects::article_row;
use crate::diagnostic::{Code, Text};
use crate::model::{ArticleNumber, Document, DocumentId, Place};
use crate::span::{Located, Span};
use crate::syntax::ast::{self, Block, Entry, Header, Sentence};
use crate::value::Date;

impl<'a> Context<'a> {
    /// Finds the text that each amending document changes; what belongs to an agreement or a maker is the
    /// amended text's.
    pub(super) fn amended_texts(&mut self) {
        for index in 0..self.written.len() {
            let Some((at, of)) = self.amends_header(index) else {
                continue;
            };
            let Some(base) = self.amended(&at, index, of) else {
                continue;
            };
            let Some(text) = self.meaning.documents.get(base.index()) else {
                continue;
            };
            let (agreement, made_by) = (text.agreement, text.made_by.clone());
            self.document(index, |row| {
                row.amends = Some(base);
                row.agreement = agreement;
                row.made_by = made_by;
            });
            let party = self.party_a(base);
            if let Some(own) = self.parties.get_mut(index) {
                *own = party;
            }
            let family = self.families.entry(base).or_insert_with(|| vec![base]);
            family.push(document_id(index));
        }
    }

    fn amends_header(&self, index: usize) -> Option<(Place, &'a ast::Name)> {
        let written = self.written.get(index)?;
        let at = document_place(index, written.title.span);
        let of = written.headers.iter().find_map(|header| match header {
            Header::Amends(of) => Some(of),
            Header::Edition(_)
            | Header::Register(_)
            | Header::Under(_)
            | Header::Adopted(_)
            | Header::MadeBy(_)
            | Header::Study
            | Header::Party { .. } => None,
        });
        of.map(|of| (at, of))
    }

    /// The text of this title: of the same kind, and itself no amendment.
    fn amended(&mut self, at: &Place, index: usize, of: &ast::Name) -> Option<DocumentId> {
        let label = self.label(&of.value);
        let same = |row: &Document| row.title == of.value || row.name.as_ref() == Some(&label);
        let mut rows = self.meaning.documents.iter().enumerate();
        let found = rows.find(|(other, row)| *other != index && same(row));
        let Some((base, row)) = found else {
            let (title, span) = (of.value.clone(), of.span);
            return self.bad_amendment(
                at,
                span,
                format!("没有给出被修改的《{title}》；请把它和修改一并给出"),
                format!("\"{title}\", which this text amends, is not given; give both together"),
            );
        };
        let own = self.meaning.documents.get(index);
        if own.map(|own| own.kind) != Some(row.kind) {
            return self.bad_amendment(
                at,
                of.span,
                "修改与被修改的文件种类不同；章程由章程修改，公约由公约修改".into(),
                "the amending text is of another kind than the text it amends".into(),
            );
        }
        let base = document_id(base);
        if self.amends_header(base.index()).is_some() {
            return self.bad_amendment(
                at,
                of.span,
                "所指的文件本身是修改；写被修改的原文的标题".into(),
                "the text named is itself an amendment; name the original text".into(),
            );
        }
        Some(base)
    }

    fn bad_amendment<T>(&mut self, at: &Place, span: Span, zh: String, en: String) -> Option<T> {
        self.report(at, span, Code::BadAmendment, Text::new(zh, en));
        None
    }

    /// The text that a document belongs to: the one it amends, else itself.
    pub(super) fn root(&self, document: DocumentId) -> DocumentId {
        let row = self.meaning.documents.get(document.index());
        row.and_then(|row| row.amends).unwrap_or(document)
    }

    /// A text and its amendments, in the order given.
    pub(super) fn family(&self, document: DocumentId) -> Vec<DocumentId> {
        let family = self.families.get(&self.root(document)).cloned();
        family.unwrap_or_else(|| vec![document])
    }

    /// An amendment needs a day; two of one day cannot replace the same article. The articles that are
    /// replaced end the day before.
    pub(super) fn replace_articles(&mut self) {
        for index in 0..self.meaning.documents.len() {
            let document = document_id(index);
            let Some(row) = self.meaning.documents.get(index) else {
                continue;
            };
            if row.amends.is_some() && row.from.is_none() {
                let at = self.title_place(index);
                let _: Option<()> = self.bad_amendment(
                    &at,
                    at.span,
                    "修改没有写从哪一天起施行，也没有写通过的日子".into(),
                    "it is not said from when this amendment holds, nor when it was adopted".into(),
                );
            } else if row.amends.is_none() {
                self.replace_in(document);
            }
        }
        self.terms_of_agreements();
    }

    fn title_place(&self, index: usize) -> Place {
        let span = self.written.get(index).map(|written| written.title.span);
        document_place(index, span.unwrap_or_default())
    }

    fn replace_in(&mut self, root: DocumentId) {
        let family = self.family(root);
        if family.len() < 2 {
            return;
        }
        let day = |id: &DocumentId| {
            self.meaning
                .documents
                .get(id.index())
                .and_then(|row| row.from)
        };
        let mut amendments: Vec<(Date, DocumentId)> = family
            .iter()
            .filter(|id| **id != root)
            .filter_map(|id| Some((day(id)?, *id)))
            .collect();
        amendments.sort();
        let mut current: BTreeMap<ArticleNumber, DocumentId> = self.numbers(root).collect();
        for (from, amendment) in amendments {
            for (number, span) in self.replacing(amendment) {
                let before = current.insert(number, amendment);
                let Some(before) = before else { continue };
                if before != root && day_of(self, before) == Some(from) {
                    let at = document_place(amendment.index(), span);
                    let _: Option<()> = self.bad_amendment(
                        &at,
                        span,
                        format!("同一天有两份修改改第{number}条，不知道以哪一份为准"),
                        format!("two amendments of one day replace Article {number}"),
                    );
                }
                self.article(before, number, |row| row.replaced = Some((from, amendment)));
            }
        }
    }

    fn numbers(&self, document: DocumentId) -> impl Iterator<Item = (ArticleNumber, DocumentId)> {
        let row = self.meaning.documents.get(document.index());
        let articles = row.map_or(&[][..], |row| &row.articles);
        let numbers: Vec<_> = articles.iter().map(|one| (one.number, document)).collect();
        numbers.into_iter()
    }

    /// The articles of an amendment that are not only about itself.
    fn replacing(&self, document: DocumentId) -> Vec<(ArticleNumber, Span)> {
        let written = self.written.get(document.index());
        let blocks = written.map_or(&[][..], |written| &written.blocks);
        let articles = blocks.iter().filter_map(|block| match block {
            Block::Article(article) if !is_about_itself(article) => Some(article),
            Block::Article(_) | Block::Chapter { .. } | Block::Loose(_) => None,
        });
        articles
            .map(|article| (article.number.value, article.number.span))
            .collect()
    }

    /// Changes the row of an article, where it is there.
    pub(super) fn article(
        &mut self,
        document: DocumentId,
        number: ArticleNumber,
        change: impl FnOnce(&mut crate::model::Article),
    ) {
        let row = self.meaning.documents.get_mut(document.index());
        let row = row.and_then(|row| article_row(&mut row.articles, number));
        if let Some(row) = row {
            change(row);
        }
    }

    /// An amended agreement runs as its own text says.
    fn terms_of_agreements(&mut self) {
        for index in 0..self.meaning.documents.len() {
            let base = self.meaning.documents.get(index).and_then(|row| row.amends);
            let Some(base) = base.and_then(|base| self.meaning.documents.get(base.index())) else {
                continue;
            };
            let (term, until_event) = (base.term, base.until_event);
            self.document(index, |row| {
                (row.term, row.until_event) = (term, until_event)
            });
        }
    }

    /// `本修改对D前已发生的事项…`: only an amendment says so, and of the day it takes effect.
    pub(super) fn transition(
        &mut self,
        at: &Place,
        before: Option<&Located<Date>>,
        rule: ast::Transition,
    ) {
        let index = at.document.index();
        let row = self.meaning.documents.get(index);
        let Some(row) = row.filter(|row| row.amends.is_some()) else {
            let message = Text::new(
                "只有修改才能写对已发生的事项是否适用；开头写“修改：《……》”",
                "only an amending text says what becomes of earlier matters; add `Amends: ...` to the header",
            );
            self.report(at, at.span, Code::BadEffect, message);
            return;
        };
        if let Some(day) = before
            && row.from.is_some_and(|from| from != day.value)
        {
            let message = Text::new(
                "这一天应当是本修改施行的日子",
                "this must be the day on which the amendment takes effect",
            );
            self.report(at, day.span, Code::BadAmendment, message);
        }
        self.document(index, |row| row.transition = rule);
    }
}

fn day_of(context: &Context<'_>, document: DocumentId) -> Option<Date> {
    context.meaning.documents.get(document.index())?.from
}

fn document_id(index: usize) -> DocumentId {
    DocumentId(u32::try_from(index).unwrap_or(u32::MAX))
}

fn document_place(index: usize, span: Span) -> Place {
    head(document_id(index), span)
}

/// Every sentence says when and how the amendment itself holds.
fn is_about_itself(article: &ast::Article) -> bool {
    let entries = || article.paragraphs.iter().flatten();
    let is_own = |entry: &Entry| match entry {
        Entry::Sentence(sentence) => matches!(
            sentence.value,
            Sentence::Effect(_) | Sentence::AdoptedBy { .. }
        ),
        Entry::Unreadable(_) => false,
        Entry::Prose(_) | Entry::Comment(_) => true,
    };
    let says = |entry: &Entry| matches!(entry, Entry::Sentence(_));
    entries().any(says) && entries().all(is_own)
}
