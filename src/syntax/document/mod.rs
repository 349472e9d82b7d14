//! Lines become a document: headings open articles, slices are gathered into sentences.

mod gather;

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Lang, Text};
use crate::span::{Located, Span};
use crate::syntax::ast::{
    Article, ArticleNumber, Block, Document, DocumentKind, Entry, Prose, Span2,
};
use crate::syntax::headers::{self, trimmed};
use crate::syntax::layout::{self, ArticleHead, ChapterHead, HeaderLine, Line, Title};
use crate::syntax::read::Reader;
use crate::syntax::sentences::Part;
use crate::syntax::{MAX_ARTICLES, headings, too_long};

/// A document of which nothing could be read.
pub(in crate::syntax) fn empty() -> Document {
    Document {
        kind: DocumentKind::Charter,
        lang: Lang::Zh,
        title: Located::new(String::new(), Span::default()),
        headers: Vec::new(),
        blocks: Vec::new(),
    }
}

/// Reads a folded text; what is wrong is added to `found`.
pub(in crate::syntax) fn read(
    original: &str,
    folded: &str,
    found: &mut Vec<Diagnostic>,
) -> Document {
    let lines = layout::cut(folded);
    let lang = lines
        .iter()
        .find_map(title_language)
        .unwrap_or_else(|| guess_language(folded));
    let reader = Reader {
        original,
        folded,
        lang,
        title: String::new(),
        article: None,
        found: std::mem::take(found),
    };
    let mut builder = Builder::new(reader);
    for line in lines {
        builder.line(line);
        if builder.articles.len() > MAX_ARTICLES {
            break;
        }
    }
    builder.close_article();
    builder.need_title(Span::default());
    *found = builder.reader.found;
    builder.document
}

fn title_language(line: &Line) -> Option<Lang> {
    match line {
        Line::Title(title) => Some(title.lang),
        Line::Prose(_) | Line::Comment(_) | Line::Header(_) | Line::Chapter(_) | Line::Body(_) => {
            None
        }
    }
}

/// A text without a kind word is English where it has Latin letters and no Chinese character.
fn guess_language(folded: &str) -> Lang {
    let han = |character| ('\u{4e00}'..='\u{9fff}').contains(&character);
    let latin = folded
        .chars()
        .any(|character| character.is_ascii_alphabetic());
    if latin && !folded.chars().any(han) {
        Lang::En
    } else {
        Lang::Zh
    }
}

/// Says of which article the findings of the first scan are: it knows no articles.
pub(in crate::syntax) fn name_articles(document: &Document, found: &mut [Diagnostic]) {
    let place = |block: &Block| match block {
        Block::Chapter { span, .. } => (span.0.start, None),
        Block::Article(article) => (article.span.0.start, Some(article.number.value)),
        Block::Loose(entry) => (entry_span(entry).start, None),
    };
    let places: Vec<_> = document.blocks.iter().map(place).collect();
    for diagnostic in found
        .iter_mut()
        .filter(|found| found.code == Code::ForbiddenCharacter)
    {
        let at = places.partition_point(|(start, _)| *start <= diagnostic.span.start);
        let block = at.checked_sub(1).and_then(|at| places.get(at));
        diagnostic.article = block.and_then(|(_, number)| number.map(|number| number.to_string()));
    }
}

/// The document so far, and what is still open.
struct Builder<'t> {
    reader: Reader<'t>,
    document: Document,
    titled: bool,
    article: Option<Article>,
    articles: BTreeSet<ArticleNumber>,
    last_article: u32,
    last_chapter: u32,
    /// The parts of the sentence being gathered.
    parts: Vec<Part>,
    /// Whether that sentence began a line.
    new_line: bool,
    /// An item mark whose slice is still to come.
    mark: Option<(Option<u32>, Span)>,
}

impl<'t> Builder<'t> {
    fn new(reader: Reader<'t>) -> Self {
        let document = Document {
            lang: reader.lang,
            ..empty()
        };
        Self {
            reader,
            document,
            titled: false,
            article: None,
            articles: BTreeSet::new(),
            last_article: 0,
            last_chapter: 0,
            parts: Vec::new(),
            new_line: true,
            mark: None,
        }
    }

    fn line(&mut self, line: Line) {
        match line {
            Line::Body(pieces) if pieces.is_empty() => self.close_sentence(),
            Line::Body(pieces) => self.body(pieces),
            Line::Prose(span) => self.aside(span, Entry::Prose),
            Line::Comment(span) => self.aside(span, Entry::Comment),
            Line::Title(title) => self.title(&title),
            Line::Header(line) => self.header(&line),
            Line::Chapter(head) => self.chapter(&head),
        }
    }

    fn aside(&mut self, span: Span, entry: fn(Located<Prose>) -> Entry) {
        self.close_sentence();
        let span = trimmed(self.reader.original, span);
        let text = Prose(span.of(self.reader.original).to_owned());
        self.push(entry(Located::new(text, span)), false);
    }

    fn title(&mut self, title: &Title) {
        self.close_sentence();
        if self.titled {
            let message = Text::new(
                "文件名称只写一次，写在首行",
                "the title stands once, on the first line",
            );
            return self
                .reader
                .report(Diagnostic::new(Code::BadHeader, title.span, message));
        }
        self.titled = true;
        if !title.quoted_well {
            let message = Text::new("文件名称要用《》括起来", "the title stands in quotes");
            self.reader
                .report(Diagnostic::new(Code::WrongQuote, title.title, message));
        }
        self.document.kind = title.kind;
        let written = title.title.of(self.reader.original).trim();
        written.clone_into(&mut self.reader.title);
        self.document.title = Located::new(written.to_owned(), title.title);
    }

    fn header(&mut self, line: &HeaderLine) {
        self.close_sentence();
        self.need_title(line.key);
        if !self.document.blocks.is_empty() || self.article.is_some() {
            let message = Text::new(
                "这一行要写在第一条之前",
                "this line stands before the first article",
            );
            return self
                .reader
                .report(Diagnostic::new(Code::BadHeader, line.key, message));
        }
        let Some(header) = headers::read(&mut self.reader, line) else {
            return;
        };
        if self
            .document
            .headers
            .iter()
            .any(|earlier| headers::same_key(earlier, &header))
        {
            let message = Text::new("这一项写了两次", "this stands twice");
            self.reader
                .report(Diagnostic::new(Code::BadHeader, line.key, message));
        }
        self.document.headers.push(header);
    }

    /// Reports, once, that the text does not begin with its kind and title.
    fn need_title(&mut self, at: Span) {
        if self.titled {
            return;
        }
        self.titled = true;
        let message = Text::new(
            "首行要写明文件的种类和名称",
            "the first line names the kind and the title",
        );
        let help = (
            "例如：章程《柳溪村村民自治章程》",
            "for example: Charter \"Liuxi Village Charter\"",
        );
        self.reader
            .report(Diagnostic::new(Code::NoKind, at, message).help(help.0, help.1));
    }

    fn chapter(&mut self, head: &ChapterHead) {
        self.close_article();
        self.need_title(head.span);
        headings::check_chapter(&mut self.reader, head, &mut self.last_chapter);
        let title = trimmed(self.reader.original, head.title);
        self.document.blocks.push(Block::Chapter {
            number: head.number.unwrap_or(0),
            title: Located::new(Prose(title.of(self.reader.original).to_owned()), title),
            span: Span2(head.span),
        });
    }

    fn open_article(&mut self, head: &ArticleHead) {
        self.close_article();
        self.need_title(head.span);
        let number = head.number.unwrap_or_default();
        self.reader.article = head.number.map(|number| number.to_string());
        headings::check_article(&mut self.reader, head, &mut self.last_article);
        if !self.articles.insert(number) && head.number.is_some() {
            headings::duplicate(&mut self.reader, head.span);
        }
        if self.articles.len() > MAX_ARTICLES {
            self.reader.report(too_long(head.span));
        }
        let number = Located::new(number, head.span);
        self.article = Some(Article {
            number,
            paragraphs: Vec::new(),
            span: Span2(head.span),
        });
    }

    fn close_article(&mut self) {
        self.close_sentence();
        if let Some(article) = self.article.take() {
            self.document.blocks.push(Block::Article(article));
        }
        self.reader.article = None;
    }
}

const fn entry_span(entry: &Entry) -> Span {
    match entry {
        Entry::Sentence(located) => located.span,
        Entry::Unreadable(located) | Entry::Prose(located) | Entry::Comment(located) => {
            located.span
        }
    }
}
