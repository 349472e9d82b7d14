//! Every sentence of the documents with its place, and where each article stands.

use std::collections::BTreeMap;

use crate::model::{ArticleNumber, DocumentId, Place};
use crate::span::Span;
use crate::syntax::ast::{self, Block, Entry, Sentence};

/// One sentence and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walked<'a> {
    pub(super) place: Place,
    pub(super) written: &'a Sentence,
    /// The chapter it stands in; 0 before the first.
    pub(super) chapter: u32,
}

/// What one article holds.
#[derive(Clone, Debug, Default)]
pub(super) struct ArticleEntry {
    /// Its sentences, as indices.
    pub(super) sentences: Vec<usize>,
    /// How many paragraphs it has.
    pub(super) paragraphs: usize,
    /// The sentences that could not be read: nothing is missed there.
    pub(super) unreadable: Vec<Place>,
}

/// The articles of all documents.
pub(super) type Articles = BTreeMap<(DocumentId, ArticleNumber), ArticleEntry>;

/// Walks the documents in order.
pub(super) fn walk(written: &[ast::Document]) -> (Vec<Walked<'_>>, Articles) {
    let mut walker = Walker::default();
    for (index, document) in written.iter().enumerate() {
        walker.document = DocumentId(u32::try_from(index).unwrap_or(u32::MAX));
        walker.chapter = 0;
        document.blocks.iter().for_each(|block| walker.block(block));
    }
    (walker.sentences, walker.articles)
}

#[derive(Default)]
struct Walker<'a> {
    document: DocumentId,
    chapter: u32,
    sentences: Vec<Walked<'a>>,
    articles: Articles,
}

impl<'a> Walker<'a> {
    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Chapter { number, .. } => self.chapter = *number,
            Block::Loose(entry) => self.entry(ArticleNumber::default(), 1, entry),
            Block::Article(article) => self.article(article),
        }
    }

    fn article(&mut self, article: &'a ast::Article) {
        let number = article.number.value;
        let row = self.articles.entry((self.document, number)).or_default();
        row.paragraphs = row.paragraphs.max(article.paragraphs.len());
        for (index, paragraph) in article.paragraphs.iter().enumerate() {
            for entry in paragraph {
                self.entry(number, index + 1, entry);
            }
        }
    }

    fn entry(&mut self, article: ArticleNumber, paragraph: usize, entry: &'a Entry) {
        match entry {
            Entry::Sentence(sentence) => {
                let place = self.place(article, paragraph, sentence.span);
                let index = self.sentences.len();
                self.sentences.push(Walked {
                    place,
                    written: &sentence.value,
                    chapter: self.chapter,
                });
                self.row(article).sentences.push(index);
            }
            Entry::Unreadable(prose) => {
                let place = self.place(article, paragraph, prose.span);
                self.row(article).unreadable.push(place);
            }
            Entry::Prose(_) | Entry::Comment(_) => {}
        }
    }

    fn row(&mut self, article: ArticleNumber) -> &mut ArticleEntry {
        self.articles.entry((self.document, article)).or_default()
    }

    fn place(&self, article: ArticleNumber, paragraph: usize, span: Span) -> Place {
        Place {
            document: self.document,
            article,
            paragraph: u16::try_from(paragraph).unwrap_or(u16::MAX),
            item: 0,
            span,
        }
    }
}
