//! YAML by way of `saphyr-parser`, whose words never reach a person.

use std::borrow::Cow;

use saphyr_parser::{Event as Yamled, Marker, Parser, ScalarStyle, ScanError, StrInput, Tag};

use super::event::{Event, Marked};
use super::{Piece, Place, Problem, forbidden};
use crate::diagnostic::{Code, Text};

/// A scanner of one YAML document.
pub(super) struct Yaml<'t> {
    piece: Piece<'t>,
    parser: Parser<'t, StrInput<'t>>,
    documents: usize,
}

impl<'t> Yaml<'t> {
    pub fn new(piece: Piece<'t>) -> Self {
        Self {
            piece,
            parser: Parser::new_from_str(piece.text),
            documents: 0,
        }
    }

    pub fn next(&mut self) -> Result<Marked<'t>, Problem> {
        loop {
            let (event, span) = match self.parser.next_event() {
                None => return Ok(Marked::plain(Event::Stop, Place { line: 1, column: 1 })),
                Some(Ok(event)) => event,
                Some(Err(error)) => return Err(self.problem(&error)),
            };
            let place = self.place(&span.start);
            if matches!(event, Yamled::DocumentStart(_)) {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(second_document(place));
                }
            }
            if let Some(marked) = translate(event, place) {
                return Ok(marked);
            }
        }
    }

    fn place(&self, marker: &Marker) -> Place {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Place {
            line: clamp(marker.line()).saturating_add(self.piece.lines_before),
            column: clamp(marker.col()).saturating_add(1),
        }
    }

    fn problem(&self, error: &ScanError) -> Problem {
        let place = self.place(error.marker());
        let info = error.info();
        if info.contains("unprintable") || info.contains("byte order mark") {
            let odd = self.piece.text.chars().nth(error.marker().index());
            return forbidden(place, odd.unwrap_or('\u{feff}'));
        }
        if self.piece.text.contains('\0') && info.contains("end of stream") {
            return forbidden(place, '\0');
        }
        let (zh, en) = words(info);
        let at_end = error.marker().index() >= self.piece.text.trim_end().chars().count();
        if at_end && self.piece.last {
            return Problem::new(
                place,
                Code::DataTruncated,
                Text::new(
                    format!("文件到这里中断：{zh}"),
                    format!("the file breaks off here: {en}"),
                ),
            );
        }
        Problem::new(place, Code::DataSyntax, Text::new(zh, en))
    }
}

impl<'t> Marked<'t> {
    pub(super) const fn plain(event: Event<'t>, place: Place) -> Self {
        Self {
            event,
            place,
            anchor: 0,
            tagged: false,
        }
    }
}

/// Our event for one of the parser's; none where it says nothing about values.
fn translate<'t>(event: Yamled<'t>, place: Place) -> Option<Marked<'t>> {
    let marked = |event, anchor, tag: Option<Cow<'t, Tag>>| {
        Some(Marked {
            event,
            place,
            anchor,
            tagged: tag.is_some(),
        })
    };
    match event {
        Yamled::Nothing | Yamled::StreamStart | Yamled::DocumentStart(_) | Yamled::DocumentEnd => {
            None
        }
        Yamled::StreamEnd => marked(Event::Stop, 0, None),
        Yamled::Alias(anchor) => marked(Event::Alias(anchor), 0, None),
        Yamled::Scalar(text, style, anchor, tag) => {
            let quoted = style != ScalarStyle::Plain;
            marked(Event::Scalar { text, quoted }, anchor, tag)
        }
        Yamled::SequenceStart(anchor, tag) => marked(Event::List, anchor, tag),
        Yamled::MappingStart(anchor, tag) => marked(Event::Map, anchor, tag),
        Yamled::SequenceEnd | Yamled::MappingEnd => marked(Event::End, 0, None),
    }
}

fn second_document(place: Place) -> Problem {
    let message = Text::new(
        "一个文件只能有一份内容（---）",
        "a file holds one document (---)",
    );
    Problem::new(place, Code::DataSyntax, message)
}

/// What the parser's complaint means to a person; the first row whose words it contains.
const WORDS: &[(&str, &str, &str)] = &[
    (
        "unknown anchor",
        "引用（*）没有对应的定义（&）",
        "the alias (*) has no anchor (&)",
    ),
    (
        "tab",
        "缩进请用空格，不用制表符",
        "indent with spaces, not tabs",
    ),
    (
        "quoted scalar",
        "引号没有成对，或引号内的写法不对",
        "a quotation mark is not closed, or what it quotes is not well written",
    ),
    (
        "flow",
        "括号 [ ] 或 { } 没有成对，或其中缺少逗号",
        "a bracket [ ] or { } is not closed, or a comma is missing inside",
    ),
    (
        "bracket",
        "括号 [ ] 或 { } 没有成对",
        "a bracket [ ] or { } is not closed",
    ),
    (
        "recursion limit",
        "括号套得太深",
        "brackets are nested too deep",
    ),
    (
        "mapping values",
        "冒号的位置不对，或上一行的缩进不对",
        "a colon stands in the wrong place, or the line above is indented wrongly",
    ),
    (
        "simple key",
        "缺少冒号，应写成“键: 值”",
        "a colon is missing; write `key: value`",
    ),
    (
        "block",
        "缩进不对，或缺少冒号或连字符",
        "the indentation is wrong, or a colon or dash is missing",
    ),
];

fn words(info: &str) -> (&'static str, &'static str) {
    WORDS.iter().find(|(part, ..)| info.contains(part)).map_or(
        (
            "这里的写法读不懂，请检查缩进、冒号和引号",
            "this cannot be read; look at the indentation, colons and quotation marks",
        ),
        |(_, zh, en)| (zh, en),
    )
}
