//! A hash of what rules mean. Two texts with equal meaning have the same, whatever their language,
//! layout and prose.

use std::fmt::{self, Debug, Write};

use super::book::Book;
use crate::model::Document;

const SPAN: &str = "span: Span {";

/// 128 bits of FNV-1a (Fowler, Noll, Vo), fed with text.
struct Fnv(u128);

impl Fnv {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

    fn feed(&mut self, text: &str) {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(Self::PRIME);
        }
    }

    /// What the value is, without where it stands in a text.
    fn feed_value(&mut self, value: &impl Debug) -> fmt::Result {
        let mut text = String::new();
        write!(text, "{value:?};")?;
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once(SPAN) {
            self.feed(before);
            rest = after.split_once('}').map_or("", |(_, after)| after);
        }
        self.feed(rest);
        Ok(())
    }

    fn feed_document(&mut self, document: &Document) -> fmt::Result {
        match &document.name {
            Some(name) => self.feed_value(name)?,
            None => self.feed_value(&document.title)?,
        }
        self.feed_value(&(document.kind, document.rank(), &document.edition))?;
        self.feed_value(&(document.adopted, document.from, document.until))?;
        self.feed_value(&(document.agreement, document.term, document.until_event))?;
        self.feed_value(&document.articles)?;
        self.feed_value(&(document.amends, document.transition))?;
        self.feed_value(&document.chapters)
    }

    fn feed_book(&mut self, book: &Book) -> fmt::Result {
        let meaning = &book.meaning;
        for document in &meaning.documents {
            self.feed_document(document)?;
        }
        self.feed_value(&meaning.definitions)?;
        self.feed_value(&meaning.parameters)?;
        self.feed_value(&meaning.norms)?;
        self.feed_value(&(&meaning.caps, &meaning.choices))?;
        self.feed_value(&(&meaning.blanks, &meaning.procedures))?;
        self.feed_value(&(&meaning.orders, &meaning.presumptions))?;
        self.feed_value(&(&meaning.points, &meaning.properties))?;
        self.feed_value(&(&meaning.checks, &meaning.successions))?;
        self.feed_value(&meaning.steps)?;
        self.feed_value(&(&meaning.contents, &meaning.provides, &meaning.concluded))?;
        self.feed_value(&book.register)?;
        self.feed_value(&book.calendar)
    }
}

pub(super) fn digest(book: &Book) -> String {
    let mut hash = Fnv(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
    // Writing into a number cannot fail.
    let _ = hash.feed_book(book);
    format!("{:032x}", hash.0)
}
