//! YAML and JSON as a tree that knows where everything was written. Scalars stay text, so that
//! money is decimal text and never a float. What is wrong is a [`Problem`] with its place; the
//! rest is read all the same.

mod event;
mod json;
mod node;
mod reader;
mod yaml;

use crate::diagnostic::{Code, Text};

pub(crate) use node::{Content, Key, Node};
pub(crate) use reader::{Entered, Reader};

/// Lists and maps may be nested so deep; a deeper one is not read.
pub(crate) const MAX_DEPTH: usize = 64;

/// A place in a text: line and column from 1, the column counted in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
}

/// Something wrong in a register or a facts file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Stable code.
    pub code: Code,
    /// What is wrong: one sentence.
    pub message: Text,
    /// What to do.
    pub help: Option<Text>,
}

impl Problem {
    pub(crate) fn new(place: Place, code: Code, message: Text) -> Self {
        Self {
            line: place.line as usize,
            column: place.column as usize,
            code,
            message,
            help: None,
        }
    }

    pub(crate) fn with_help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Text::new(zh, en));
        self
    }
}

/// A text and where it begins in the file it was cut from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece<'t> {
    /// The text.
    pub text: &'t str,
    /// Lines of the file before it.
    pub lines_before: u32,
    /// Whether the file ends with it.
    pub last: bool,
}

impl<'t> Piece<'t> {
    /// A whole file, without its byte order mark.
    pub fn whole(text: &'t str) -> Self {
        Self {
            text: text.strip_prefix('\u{feff}').unwrap_or(text),
            lines_before: 0,
            last: true,
        }
    }
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// YAML 1.2, of which JSON is a part.
    Yaml,
    /// JSON alone: stricter, and read piece by piece even where the end is missing.
    Json,
}

/// Whether a character may change how a text reads without being seen: control characters but tab
/// and line ends, zero-width and bidirectional ones, and what stands for an unreadable byte.
pub(crate) fn is_forbidden(char: char) -> bool {
    match char {
        '\t' | '\n' | '\r' => false,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => true,
        '\u{feff}' | '\u{fffd}' | '\u{fffe}' | '\u{ffff}' | '\u{61c}' | '\u{ad}' => true,
        other => other.is_control(),
    }
}

/// Says which character may not stand here.
pub(crate) fn forbidden(place: Place, char: char) -> Problem {
    let point = format!("U+{:04X}", char as u32);
    let message = Text::new(
        format!("这里有看不见或无法辨认的字符 {point}"),
        format!("an invisible or unreadable character {point} stands here"),
    );
    Problem::new(place, Code::ForbiddenCharacter, message)
        .with_help("删除这个字符", "delete the character")
}
