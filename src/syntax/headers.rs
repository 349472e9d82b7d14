//! The lines between the title and the first article.

use pest::Parser as _;

use super::ast::{Header, Name};
use super::layout::HeaderLine;
use super::read::{Grammar, Node, Reader, Rule, date_of, half_width};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::{Located, Span};

/// Reads a header line. What is wrong with it is reported, and the line is left out.
pub(super) fn read(reader: &mut Reader<'_>, line: &HeaderLine) -> Option<Header> {
    let value = trimmed(reader.original, line.value);
    let text = || Located::new(value.of(reader.original).to_owned(), value);
    if value.of(reader.original).is_empty() {
        return empty(reader, line.key);
    }
    Some(match line.key.of(reader.folded) {
        "版本" | "Edition" => {
            Header::Edition(Located::new(half_width(value.of(reader.original)), value))
        }
        "户籍册" | "Register" => Header::Register(text()),
        "上位" | "Under" => Header::Under(titles(reader, value)?),
        "修改" | "Amends" => Header::Amends(titles(reader, value)?.into_iter().next()?),
        "通过" | "Adopted" => Header::Adopted(date(reader, value)?),
        "制定机关" | "Made by" => Header::MadeBy(text()),
        "用途" | "Purpose" => purpose(reader, value)?,
        key => Header::Party {
            first: matches!(key, "甲方" | "Party A"),
            who: text(),
        },
    })
}

/// Reports `村庄：柳溪` before the first article, where only known lines may stand.
pub(super) fn report_unknown(reader: &mut Reader<'_>, slice: Span) -> bool {
    let line = slice.of(reader.folded);
    let Some(key) = line
        .split([':', '：'])
        .next()
        .filter(|key| key.len() < line.len())
    else {
        return false;
    };
    let short = key.chars().count() <= 12 && !key.contains(['，', ',', '「', '[', '《', '\n']);
    if short && !reader.is_sentence(slice) {
        let span = Span::new(slice.start as usize, slice.start as usize + key.len());
        let message = Text::new(
            format!("没有“{key}”这一项"),
            format!("there is no header line `{key}`"),
        );
        let help = (
            "可以写：版本、户籍册、上位、通过、制定机关、修改、用途、甲方、乙方；说明文字行首加“>”",
            "there are: Edition, Register, Under, Adopted, Made by, Amends, Purpose, Party A, Party B; prose begins with `>`",
        );
        reader.report(Diagnostic::new(Code::BadHeader, span, message).help(help.0, help.1));
        return true;
    }
    false
}

/// Whether two headers say the same thing, so that the second is one too many.
pub(super) fn same_key(one: &Header, other: &Header) -> bool {
    match (one, other) {
        (Header::Under(_), _) => false,
        (Header::Party { first: one, .. }, Header::Party { first: other, .. }) => one == other,
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}

/// The span without the white space at its ends.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let inside = span.of(text);
    let start = span.start as usize + inside.len() - inside.trim_start().len();
    Span::new(start, start + inside.trim().len())
}

fn titles(reader: &mut Reader<'_>, value: Span) -> Option<Vec<Name>> {
    let Ok(mut pairs) = Grammar::parse(Rule::header_titles, value.of(reader.folded)) else {
        return fault(
            reader,
            value,
            "文件名称要用《》括起来",
            "the title of a text stands in quotes",
        );
    };
    let node = Node::new(pairs.next()?, value.start as usize);
    let named = node
        .kids()
        .filter(|kid| matches!(kid.rule(), Rule::book | Rule::name));
    let texts = named.filter_map(|named| named.first().map(|text| text.span()));
    Some(
        texts
            .map(|span| Located::new(span.of(reader.original).trim().to_owned(), span))
            .collect(),
    )
}

fn date(reader: &mut Reader<'_>, value: Span) -> Option<Located<crate::value::Date>> {
    let Ok(mut pairs) = Grammar::parse(Rule::header_date, value.of(reader.folded)) else {
        return fault(
            reader,
            value,
            "日期写成2024年2月10日",
            "a date is written 2024-02-10",
        );
    };
    let node = Node::new(pairs.next()?, value.start as usize);
    date_of(reader, &node.first()?)
}

/// There is one purpose that changes what a text does.
fn purpose(reader: &mut Reader<'_>, value: Span) -> Option<Header> {
    if Grammar::parse(Rule::header_purpose, value.of(reader.folded)).is_ok() {
        return Some(Header::Study);
    }
    fault(
        reader,
        value,
        "用途只能写“历史研究”；要施行的文本不写这一行",
        "the only purpose is `historical study`; a text that is to hold has no such line",
    )
}

fn empty(reader: &mut Reader<'_>, key: Span) -> Option<Header> {
    fault(
        reader,
        key,
        "冒号后面没有内容",
        "nothing stands after the colon",
    )
}

/// Reports a header line that cannot be read.
fn fault<T>(reader: &mut Reader<'_>, span: Span, zh: &str, en: &str) -> Option<T> {
    reader.report(Diagnostic::new(Code::BadHeader, span, Text::new(zh, en)));
    None
}
