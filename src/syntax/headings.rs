//! What may be wrong with the headings of chapters and articles.

use pest::Parser as _;

use super::layout::{ArticleHead, ChapterHead, article, chapter};
use super::read::{Grammar, Node, Reader, Rule};
use super::sentences::Part;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::Span;

/// Checks the characters, the place and the number of an article's heading.
pub(super) fn check_article(reader: &mut Reader<'_>, head: &ArticleHead, last: &mut u32) {
    if let Some(span) = head.look_alike {
        look_alike(reader, span);
    }
    if let Some(span) = head.doubled {
        bad(
            reader,
            span,
            ("多了一个“条”", "删去一个“条”"),
            ("one `条` too many", "delete one"),
        );
    }
    if head.late {
        let zh = ("条的标题要另起一行", "在这里换行");
        bad(
            reader,
            head.span,
            zh,
            ("a heading begins a new line", "break the line here"),
        );
    }
    match head.number {
        None => bad_number(reader, head.span),
        Some(number) => {
            let next = number.number == *last + 1 && number.inserted == 0;
            if !(next || number.number == *last && number.inserted > 0) {
                out_of_order(reader, head.span, *last);
            }
            *last = number.number.min(u32::MAX - 1);
        }
    }
}

/// Checks the characters and the number of a chapter's heading.
pub(super) fn check_chapter(reader: &mut Reader<'_>, head: &ChapterHead, last: &mut u32) {
    if head.glued {
        let zh = ("章的编号后面要空一格", "请在“章”后面空一格");
        bad(
            reader,
            head.span,
            zh,
            (
                "the number of a chapter is followed by a space",
                "add a space",
            ),
        );
    }
    if let Some(span) = head.look_alike {
        look_alike(reader, span);
    }
    match head.number {
        None => bad_number(reader, head.span),
        Some(number) => {
            if number != *last + 1 {
                out_of_order(reader, head.span, *last);
            }
            *last = number.min(u32::MAX - 1);
        }
    }
}

/// Reports a number that another article has.
pub(super) fn duplicate(reader: &mut Reader<'_>, span: Span) {
    let written = span
        .of(reader.original)
        .trim()
        .trim_end_matches([':', '：', '.']);
    let message = Text::new(
        format!("“{written}”已经有了，同一编号只能用一次"),
        format!("there is already an `{written}`; a number is used once"),
    );
    reader.report(
        Diagnostic::new(Code::DuplicateArticle, span, message)
            .help("请改编号", "give it another number"),
    );
}

/// Whether a first line looks like a title whose kind word is not one of the language's.
pub(super) fn is_title(line: &str) -> bool {
    line.contains('《') && line.ends_with('》') || line.contains('"') && line.ends_with('"')
}

/// The heading at the start of `第二章待遇`, where the line is no sentence.
pub(super) fn glued_chapter(reader: &Reader<'_>, part: &Part) -> Option<ChapterHead> {
    let mut pairs = ordinal_first(reader, Rule::glued_chapter, part)?;
    let node = Node::new(pairs.next()?, part.slice.start as usize);
    (part.end.is_none() && !reader.is_sentence(part.slice)).then(|| chapter(&node, true))
}

/// The heading at the start of `第九条户应当…`: the line is no sentence as it stands, but the rest is one, or
/// the number is the next one.
pub(super) fn glued_article(reader: &Reader<'_>, part: &Part, last: u32) -> Option<ArticleHead> {
    let mut pairs = ordinal_first(reader, Rule::glued_article, part)?;
    let head = article(&Node::new(pairs.next()?, part.slice.start as usize), false);
    if reader.is_sentence(part.slice) {
        return None;
    }
    let rest = Span::new(head.span.end as usize, part.slice.end as usize);
    let next = head.number.is_some_and(|number| number.number == last + 1);
    (next || reader.is_sentence(rest)).then_some(head)
}

/// Most sentences begin with another character, and a refusal costs the parser more than a glance.
fn ordinal_first<'t>(
    reader: &Reader<'t>,
    rule: Rule,
    part: &Part,
) -> Option<pest::iterators::Pairs<'t, Rule>> {
    let slice = part.slice.of(reader.folded);
    let begins = slice.starts_with(['第', '笫', '苐']);
    begins.then(|| Grammar::parse(rule, slice).ok()).flatten()
}

/// Reports a heading without a space after it.
pub(super) fn report_glued(reader: &mut Reader<'_>, head: &ArticleHead) {
    let written = head.span.of(reader.original);
    let message = Text::new(
        format!("标题“{written}”后面要空一格"),
        format!("the heading `{written}` is followed by a space"),
    );
    let help = (format!("请写“{written} ”"), format!("write `{written} `"));
    reader.report(Diagnostic::new(Code::BadHeading, head.span, message).help(help.0, help.1));
}

fn look_alike(reader: &mut Reader<'_>, span: Span) {
    let written = span.of(reader.original);
    let message = Text::new(
        format!("“{written}”是形近字，应为“第”"),
        format!("`{written}` only looks like `第`"),
    );
    reader.report(Diagnostic::new(Code::BadHeading, span, message).help("请写“第”", "write `第`"));
}

fn bad_number(reader: &mut Reader<'_>, span: Span) {
    bad(
        reader,
        span,
        ("编号读不懂", "请用1到20000之间的数"),
        ("the number cannot be read", "use a number from 1 to 20,000"),
    );
}

fn out_of_order(reader: &mut Reader<'_>, span: Span, last: u32) {
    let message = Text::new(
        format!("编号不连续：前一个是{last}"),
        format!("the numbers do not follow each other: the one before is {last}"),
    );
    reader.report(Diagnostic::new(Code::Numbering, span, message));
}

fn bad(reader: &mut Reader<'_>, span: Span, zh: (&str, &str), en: (&str, &str)) {
    reader.report(Diagnostic::new(Code::BadHeading, span, Text::new(zh.0, en.0)).help(zh.1, en.1));
}
