//! Ranges of articles, which of several articles prevails, and titles: what both languages check alike.

use super::{Node, Reader, Rule};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::{Located, Span};
use crate::syntax::ast::{ArticleNumber, ArticleRef, Name, Sentence};

/// The last article of a range, where it comes after the first.
pub(super) fn range_end(
    reader: &mut Reader<'_>,
    first: ArticleNumber,
    last: ArticleNumber,
    span: Span,
) -> Option<ArticleNumber> {
    if last > first {
        return Some(last);
    }
    let message = Text::new(
        "这一范围的末条应当在首条之后",
        "the last article of a range comes after the first",
    );
    reader.report(Diagnostic::new(Code::BadNumber, span, message));
    None
}

/// `与第三条不一致的，以第五条为准`: the winner is one article, and none of those that give way.
pub(super) fn prevails(
    reader: &mut Reader<'_>,
    over: Vec<Located<ArticleRef>>,
    winner: Located<ArticleRef>,
) -> Option<Sentence> {
    let names_winner = over.iter().any(|it| it.value == winner.value);
    if over.is_empty() || names_winner || winner.value.to.is_some() {
        return unclear(reader, winner.span);
    }
    Some(Sentence::Prevails { over, winner })
}

/// Says that it is unclear which article prevails.
pub(super) fn unclear<T>(reader: &mut Reader<'_>, span: Span) -> Option<T> {
    let message = Text::new(
        "以哪一条、哪一份文件为准写得不清楚：它应当是不一致的两方之一，另一方是别的",
        "it is unclear which article or text prevails: it is one of the two that conflict, and the other is another one",
    );
    let help = (
        "请写“与第三条不一致的，以第五条为准”",
        "write `Where Article 3 conflicts with Article 5, Article 5 prevails`",
    );
    reader.report(Diagnostic::new(Code::Unreadable, span, message).help(help.0, help.1));
    None
}

/// `《甲办法》优先于《乙办法》`, or of one or two texts that conflict the one that counts, named last.
pub(super) fn title_prevails(
    reader: &mut Reader<'_>,
    texts: Vec<Name>,
    winner_first: bool,
) -> Option<Sentence> {
    let mut texts = texts.into_iter();
    let first = texts.next()?;
    let second = texts.next()?;
    let Some(winner) = texts.next() else {
        let (winner, loser) = if winner_first {
            (first, second)
        } else {
            (second, first)
        };
        return Some(Sentence::DocumentPrevails { winner, loser });
    };
    let mut losers = [first, second].into_iter().filter(|one| *one != winner);
    match (losers.next(), losers.next()) {
        (Some(loser), None) => Some(Sentence::DocumentPrevails { winner, loser }),
        _ => unclear(reader, winner.span),
    }
}

/// Reads `《甲办法》` · `本办法`: a title, or this text by its own.
pub(super) fn text(reader: &Reader<'_>, node: &Node<'_>) -> Option<Name> {
    let inner = node.first()?;
    match inner.rule() {
        Rule::zh_this | Rule::en_this => Some(Located::new(reader.title.clone(), node.span())),
        Rule::book => {
            let written = inner.first()?.span().of(reader.original).trim();
            Some(Located::new(written.to_owned(), node.span()))
        }
        _ => title(reader, &inner),
    }
}

/// Reads `《甲办法》` · `"Measures A"`, cut from the text as given.
pub(super) fn title(reader: &Reader<'_>, node: &Node<'_>) -> Option<Name> {
    let inner = node.first()?;
    let inner = match inner.rule() {
        Rule::book => inner.first()?,
        _ => inner,
    };
    let written = inner.span().of(reader.original).trim().to_owned();
    Some(Located::new(written, node.span()))
}
