//! The first pass: a text becomes lines of headings, items and slices. It never fails.

use super::ast::{ArticleNumber, DocumentKind};
use super::read::{Grammar, Node, Rule, number_of};
use crate::diagnostic::Lang;
use crate::span::Span;
use pest::Parser as _;

/// One line of the text, with the lines its last slice runs on to.
#[derive(Debug)]
pub(super) enum Line {
    /// `> …`, without the mark
    Prose(Span),
    /// `# …`, without the mark
    Comment(Span),
    /// `章程《…》`
    Title(Title),
    /// `版本：2026`
    Header(HeaderLine),
    /// `第三章 待遇`
    Chapter(ChapterHead),
    /// Anything else; nothing for an empty line.
    Body(Vec<Piece>),
}

/// `章程《…》`
#[derive(Debug)]
pub(super) struct Title {
    /// The kind word.
    pub kind: DocumentKind,
    /// Its language.
    pub lang: Lang,
    /// The title without its marks.
    pub title: Span,
    /// The whole line.
    pub span: Span,
    /// Marks that fit the language: 《》, in English quotes.
    pub quoted_well: bool,
}

/// `版本：2026`
#[derive(Debug)]
pub(super) struct HeaderLine {
    /// The word before the colon.
    pub key: Span,
    /// What follows the colon.
    pub value: Span,
}

/// `第三章 待遇`
#[derive(Debug)]
pub(super) struct ChapterHead {
    /// Its number, if it can be held.
    pub number: Option<u32>,
    /// What follows the number.
    pub title: Span,
    /// The whole line.
    pub span: Span,
    /// `笫` for `第`.
    pub look_alike: Option<Span>,
    /// No space after the number.
    pub glued: bool,
}

/// What a line is made of.
#[derive(Debug)]
pub(super) enum Piece {
    /// `第五条`
    Article(ArticleHead),
    /// `（一）`
    Item {
        /// Its number, if it can be held.
        number: Option<u32>,
        /// The mark.
        span: Span,
    },
    /// A sentence, or a part of one, without the mark that ends it.
    Slice(Span),
    /// What ended the slice before it.
    End(End, Span),
}

/// `第五条之一`
#[derive(Debug)]
pub(super) struct ArticleHead {
    /// Its number, if it can be held.
    pub number: Option<ArticleNumber>,
    /// The heading.
    pub span: Span,
    /// `笫` for `第`.
    pub look_alike: Option<Span>,
    /// A second `条`.
    pub doubled: Option<Span>,
    /// It stands in mid-line.
    pub late: bool,
}

/// The mark that ends a slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// `。`
    Stop,
    /// `；`
    Semicolon,
    /// `：` before a list
    List,
}

/// Cuts a folded text.
pub(super) fn cut(folded: &str) -> Vec<Line> {
    // The layout rule matches every text; should it ever not, the text is one sentence that cannot be read.
    let Ok(mut pairs) = Grammar::parse(Rule::layout, folded) else {
        return vec![Line::Body(vec![Piece::Slice(Span::new(0, folded.len()))])];
    };
    let lines = pairs
        .next()
        .into_iter()
        .flat_map(pest::iterators::Pair::into_inner);
    lines
        .filter(|pair| pair.as_rule() == Rule::line)
        .map(|pair| line(Node::new(pair, 0)))
        .collect()
}

fn line(node: Node<'_>) -> Line {
    let Some(first) = node.kids().next() else {
        return Line::Body(Vec::new());
    };
    match first.rule() {
        Rule::prose => Line::Prose(rest(&first)),
        Rule::comment => Line::Comment(rest(&first)),
        Rule::title => title(&first).map_or_else(|| Line::Body(Vec::new()), Line::Title),
        Rule::header => Line::Header(HeaderLine {
            key: span_of(&first, Rule::header_key),
            value: rest(&first),
        }),
        Rule::chapter => Line::Chapter(chapter(&first, false)),
        _ => Line::Body(node.kids().filter_map(|kid| piece(&kid)).collect()),
    }
}

fn piece(node: &Node<'_>) -> Option<Piece> {
    let span = node.span();
    match node.rule() {
        Rule::article => Some(Piece::Article(article(node, false))),
        Rule::late_article => node
            .find(Rule::article)
            .map(|head| Piece::Article(article(&head, true))),
        Rule::item => Some(Piece::Item {
            number: item_number(node),
            span,
        }),
        Rule::slice => Some(Piece::Slice(span)),
        Rule::stop => Some(Piece::End(End::Stop, span)),
        Rule::semicolon => Some(Piece::End(End::Semicolon, span)),
        Rule::list_colon => Some(Piece::End(End::List, span)),
        _ => None,
    }
}

pub(super) fn article(node: &Node<'_>, late: bool) -> ArticleHead {
    let mut counts = node.all(Rule::count).map(|count| number_of(count.text()));
    let number = counts
        .next()
        .flatten()
        .and_then(|number| match counts.next() {
            None => Some(ArticleNumber {
                number,
                inserted: 0,
            }),
            Some(inserted) => Some(ArticleNumber {
                number,
                inserted: u16::try_from(inserted?).ok()?,
            }),
        });
    let doubled = node.find(Rule::doubled).map(|found| found.span());
    ArticleHead {
        number,
        span: node.span(),
        look_alike: look_alike(node),
        doubled,
        late,
    }
}

pub(super) fn chapter(node: &Node<'_>, glued: bool) -> ChapterHead {
    let number = node
        .find(Rule::count)
        .and_then(|count| number_of(count.text()));
    ChapterHead {
        number,
        title: rest(node),
        span: node.span(),
        look_alike: look_alike(node),
        glued,
    }
}

fn look_alike(node: &Node<'_>) -> Option<Span> {
    node.find(Rule::ordinal)
        .filter(|ordinal| ordinal.text() != "第")
        .map(|ordinal| ordinal.span())
}

fn item_number(node: &Node<'_>) -> Option<u32> {
    if let Some(circled) = node.find(Rule::circled) {
        return circled
            .text()
            .chars()
            .next()
            .map(|mark| u32::from(mark) - u32::from('①') + 1);
    }
    node.find(Rule::count)
        .and_then(|count| number_of(count.text()))
}

fn title(node: &Node<'_>) -> Option<Title> {
    let word = node.find(Rule::kind)?;
    let (kind, lang) = kind(word.text())?;
    let named = node.find(Rule::book).or_else(|| node.find(Rule::name))?;
    let text = named.kids().next()?;
    let quoted_well = match lang {
        Lang::Zh => text.rule() == Rule::book_text,
        Lang::En => matches!(text.rule(), Rule::straight_text | Rule::curly_text),
    };
    Some(Title {
        kind,
        lang,
        title: text.span(),
        span: node.span(),
        quoted_well,
    })
}

fn kind(word: &str) -> Option<(DocumentKind, Lang)> {
    let kinds = [
        (DocumentKind::Law, "法律", "Law"),
        (DocumentKind::Regulation, "法规", "Regulation"),
        (DocumentKind::Charter, "章程", "Charter"),
        (DocumentKind::Pact, "公约", "Pact"),
        (DocumentKind::Measures, "办法", "Measures"),
        (DocumentKind::Agreement, "协议", "Agreement"),
    ];
    kinds.into_iter().find_map(|(kind, zh, en)| match word {
        _ if word == zh => Some((kind, Lang::Zh)),
        _ if word == en => Some((kind, Lang::En)),
        _ => None,
    })
}

fn rest(node: &Node<'_>) -> Span {
    span_of(node, Rule::rest)
}

fn span_of(node: &Node<'_>, rule: Rule) -> Span {
    node.find(rule)
        .map_or_else(|| node.span(), |found| found.span())
}
