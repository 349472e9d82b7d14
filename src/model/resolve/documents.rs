//! What the documents are: headers, titles, chapters and articles.

use super::context::Context;
use crate::diagnostic::{Code, Text};
use crate::model::{Article, Document, DocumentId, Label, Place};
use crate::register::{AgreementId, Symbol};
use crate::span::Span;
use crate::syntax::ast::{self, Block, Header};

/// The language edition that is read.
const EDITION: &str = "2026";

impl Context<'_> {
    /// Makes a row for each document from its header and headings.
    pub(super) fn documents(&mut self) {
        for (index, written) in self.written.iter().enumerate() {
            let id = DocumentId(u32::try_from(index).unwrap_or(u32::MAX));
            let at = head(id, written.title.span);
            let (name, agreement) = self.title(&at, written);
            let (chapters, articles) = headings(written);
            self.meaning.documents.push(Document {
                kind: written.kind,
                title: written.title.value.clone(),
                name,
                lang: written.lang,
                source: u16::try_from(index).unwrap_or(u16::MAX),
                edition: None,
                adopted: None,
                made_by: None,
                from: None,
                until: None,
                agreement,
                term: None,
                until_event: None,
                articles,
                chapters,
                amends: None,
                transition: ast::Transition::Keep,
                is_study: false,
            });
            self.parties.push(crate::model::BodyRef::Committee);
            self.same_title(&at, index);
            for header in &written.headers {
                self.header(&at, index, header);
            }
        }
    }

    fn title(
        &mut self,
        at: &Place,
        written: &ast::Document,
    ) -> (Option<Label>, Option<AgreementId>) {
        let title = &written.title;
        let label = match self.register.symbol(&title.value) {
            Some(Symbol::Name(id)) => Some(Label::Name(id)),
            Some(Symbol::Agreement(id)) => Some(Label::Agreement(id)),
            Some(
                Symbol::Fact(_)
                | Symbol::Event(_)
                | Symbol::Deposit(_)
                | Symbol::Benefit(_)
                | Symbol::Body(_)
                | Symbol::Role(_),
            )
            | None => None,
        };
        if written.kind != ast::DocumentKind::Agreement {
            return (label, None);
        }
        match label {
            Some(Label::Agreement(id)) => (label, Some(id)),
            _ => {
                let _: Option<()> = self.unknown(at, title, super::names::Want::Agreement);
                (label, None)
            }
        }
    }

    fn same_title(&mut self, at: &Place, index: usize) {
        let Some((this, before)) = self
            .meaning
            .documents
            .get(..=index)
            .and_then(<[Document]>::split_last)
        else {
            return;
        };
        let same = |other: &Document| match (&this.name, &other.name) {
            (Some(a), Some(b)) => a == b,
            _ => this.title == other.title,
        };
        if before
            .iter()
            .any(|other| other.kind == this.kind && same(other))
        {
            let message = Text::new(
                format!("《{}》给了两份，只能有一份", this.title),
                format!("\"{}\" is given twice; there can be only one", this.title),
            );
            self.report(at, at.span, Code::DuplicateDocument, message);
        }
    }

    fn header(&mut self, at: &Place, index: usize, header: &Header) {
        match header {
            Header::Edition(edition) => {
                if edition.value != EDITION {
                    let message = Text::new(
                        format!("没有版本{}；本引擎读{EDITION}版", edition.value),
                        format!(
                            "there is no edition {}; this engine reads {EDITION}",
                            edition.value
                        ),
                    );
                    self.report(at, edition.span, Code::UnknownEdition, message);
                }
                self.document(index, |row| row.edition = Some(edition.value.clone()));
            }
            Header::Adopted(day) => self.document(index, |row| {
                row.adopted = Some(day.value);
                // Until the text says when it takes effect.
                row.from = Some(day.value);
            }),
            Header::MadeBy(maker) => {
                let maker = maker_text(&maker.value);
                self.document(index, |row| row.made_by = Some(maker));
            }
            Header::Party { first: true, who } => {
                let body = self.header_body(at, who);
                if let Some(party) = self.parties.get_mut(index) {
                    *party = body;
                }
            }
            Header::Study => self.document(index, |row| row.is_study = true),
            // What it amends is looked for when all documents are there.
            Header::Amends(_)
            | Header::Party { first: false, .. }
            | Header::Register(_)
            | Header::Under(_) => {}
        }
    }

    pub(super) fn document(&mut self, index: usize, change: impl FnOnce(&mut Document)) {
        if let Some(row) = self.meaning.documents.get_mut(index) {
            change(row);
        }
    }
}

/// The head of a document as a place.
pub(super) fn head(document: DocumentId, span: Span) -> Place {
    Place {
        document,
        article: ast::ArticleNumber::default(),
        paragraph: 0,
        item: 0,
        span,
    }
}

/// Chapters with their first article, and the articles.
fn headings(written: &ast::Document) -> (Vec<(u32, usize)>, Vec<Article>) {
    let (mut chapters, mut articles) = (Vec::new(), Vec::new());
    for block in &written.blocks {
        match block {
            Block::Chapter { number, .. } => chapters.push((*number, articles.len())),
            Block::Article(article) => articles.push(Article {
                number: article.number.value,
                span: article.span.0,
                repealed: None,
                annulled: false,
                replaced: None,
            }),
            Block::Loose(_) => {}
        }
    }
    (chapters, articles)
}

/// The maker of a text; a government body is spelt in one way, since the rank depends on it.
fn maker_text(maker: &str) -> String {
    if maker.to_lowercase().contains("people's government") {
        "人民政府".to_owned()
    } else {
        maker.to_owned()
    }
}
