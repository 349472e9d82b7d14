//! Slices are gathered into sentences, sentences into paragraphs.

use super::{Builder, entry_span};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::Span;
use crate::syntax::ast::{Block, Entry, Span2};
use crate::syntax::headers::{self, trimmed};
use crate::syntax::headings;
use crate::syntax::layout::{End, Piece};
use crate::syntax::sentences::{self, Part};

impl Builder<'_> {
    pub(super) fn body(&mut self, pieces: Vec<Piece>) {
        let mut at_start = true;
        // Only after `；` or `：` does a sentence go on in a new line that the layout has cut off.
        if self.parts.last().is_none_or(|part| part.end.is_none()) {
            self.close_sentence();
        }
        for piece in pieces {
            match piece {
                Piece::Article(head) => self.open_article(&head),
                Piece::Item { number, span } => self.mark = Some((number, span)),
                Piece::Slice(span) => self.slice(span, at_start),
                Piece::End(end, span) => self.end(end, span),
            }
            at_start = false;
        }
    }

    fn slice(&mut self, span: Span, at_start: bool) {
        if self.parts.is_empty() {
            self.new_line = at_start;
        }
        let slice = trimmed(self.reader.folded, span);
        let mark = self.mark.take();
        if !slice.of(self.reader.folded).is_empty() || mark.is_some() {
            self.parts.push(Part {
                mark,
                slice,
                end: None,
            });
        }
    }

    fn end(&mut self, end: End, span: Span) {
        if let Some(mark) = self.mark.take() {
            self.parts.push(Part {
                mark: Some(mark),
                slice: Span::new(span.start as usize, span.start as usize),
                end: None,
            });
        }
        match self.parts.last_mut() {
            Some(part) if part.end.is_none() => part.end = Some((end, span)),
            _ => {
                let written = span.of(self.reader.original);
                let message = Text::new(
                    format!("多余的“{written}”"),
                    format!("one `{written}` too many"),
                );
                self.reader
                    .report(Diagnostic::new(Code::Unreadable, span, message));
            }
        }
        if end == End::Stop {
            self.close_sentence();
        }
    }

    pub(super) fn close_sentence(&mut self) {
        self.mark = None;
        if self.parts.is_empty() {
            return;
        }
        let parts = std::mem::take(&mut self.parts);
        for (at, parts) in sentences::split_lines(&self.reader, parts)
            .into_iter()
            .enumerate()
        {
            self.sentence(parts, at > 0 || self.new_line);
        }
    }

    fn sentence(&mut self, mut parts: Vec<Part>, new_line: bool) {
        let Some(first) = parts.first_mut() else {
            return;
        };
        if !self.titled {
            self.need_title(first.slice);
            if headings::is_title(first.slice.of(self.reader.folded)) {
                return;
            }
        }
        if self.articles.is_empty() && headers::report_unknown(&mut self.reader, first.slice) {
            return;
        }
        if new_line && first.mark.is_none() {
            if let Some(head) = headings::glued_chapter(&self.reader, first) {
                return self.chapter(&head);
            }
            if let Some(head) = headings::glued_article(&self.reader, first, self.last_article) {
                let rest = Span::new(head.span.end as usize, first.slice.end as usize);
                first.slice = trimmed(self.reader.folded, rest);
                headings::report_glued(&mut self.reader, &head);
                self.open_article(&head);
            }
        }
        for (at, entry) in sentences::read(&mut self.reader, &parts)
            .into_iter()
            .enumerate()
        {
            self.push(entry, new_line && at == 0);
        }
    }

    /// Puts an entry in the open article; a sentence in a new line begins a new 款.
    pub(super) fn push(&mut self, entry: Entry, new_line: bool) {
        let Some(article) = &mut self.article else {
            return self.document.blocks.push(Block::Loose(entry));
        };
        let end = entry_span(&entry);
        article.span = Span2(article.span.0.to(end));
        let sentence = |entry: &Entry| matches!(entry, Entry::Sentence(_) | Entry::Unreadable(_));
        match article.paragraphs.last_mut() {
            Some(paragraph) if !(new_line && paragraph.iter().any(sentence)) => {
                paragraph.push(entry)
            }
            _ => article.paragraphs.push(vec![entry]),
        }
    }
}
