//! JSON (RFC 8259), read piece by piece, so that a file that breaks off gives what came before.

use std::borrow::Cow;

use super::event::{Event, Marked};
use super::{Piece, Place, Problem};
use crate::diagnostic::{Code, Text};

/// A scanner of one JSON text.
pub(super) struct Json<'t> {
    rest: &'t str,
    place: Place,
    last: bool,
    /// What is open: true for a map.
    open: Vec<bool>,
    expect: Expect,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Value,
    FirstValue,
    Key,
    FirstKey,
    CommaOrEnd,
}

impl<'t> Json<'t> {
    pub fn new(piece: Piece<'t>) -> Self {
        Self {
            rest: piece.text,
            place: Place {
                line: piece.lines_before.saturating_add(1),
                column: 1,
            },
            last: piece.last,
            open: Vec::new(),
            expect: Expect::Value,
        }
    }

    pub fn next(&mut self) -> Result<Marked<'t>, Problem> {
        self.skip_space();
        if self.expect == Expect::CommaOrEnd {
            if self.open.is_empty() {
                return self.stop();
            }
            if self.peek() == Some(',') {
                self.advance(1);
                self.skip_space();
                self.expect = if self.in_map() {
                    Expect::Key
                } else {
                    Expect::Value
                };
            } else {
                return self.end();
            }
        }
        match self.expect {
            Expect::FirstKey if self.peek() == Some('}') => self.end(),
            Expect::FirstValue if self.peek() == Some(']') => self.end(),
            Expect::Key | Expect::FirstKey => self.key(),
            Expect::Value | Expect::FirstValue | Expect::CommaOrEnd => self.value(),
        }
    }

    fn stop(&self) -> Result<Marked<'t>, Problem> {
        if self.rest.is_empty() {
            return Ok(Marked::plain(Event::Stop, self.place));
        }
        Err(self.problem("内容已经结束，后面还有文字", "text follows after the end"))
    }

    fn end(&mut self) -> Result<Marked<'t>, Problem> {
        let (place, wanted) = (self.place, if self.in_map() { '}' } else { ']' });
        if self.peek() != Some(wanted) {
            return Err(self.problem("这里缺少逗号或括号", "a comma or a bracket is missing here"));
        }
        self.advance(1);
        self.open.pop();
        self.expect = Expect::CommaOrEnd;
        Ok(Marked::plain(Event::End, place))
    }

    fn key(&mut self) -> Result<Marked<'t>, Problem> {
        if self.peek() != Some('"') {
            return Err(self.problem(
                "这里应当是双引号引起的键",
                "a key in double quotes is missing here",
            ));
        }
        let key = self.string()?;
        self.skip_space();
        if self.peek() != Some(':') {
            return Err(self.problem("键后面缺少冒号", "a colon is missing after the key"));
        }
        self.advance(1);
        self.expect = Expect::Value;
        Ok(key)
    }

    fn value(&mut self) -> Result<Marked<'t>, Problem> {
        let place = self.place;
        match self.peek() {
            Some('{') => {
                self.enter(true, Expect::FirstKey);
                Ok(Marked::plain(Event::Map, place))
            }
            Some('[') => {
                self.enter(false, Expect::FirstValue);
                Ok(Marked::plain(Event::List, place))
            }
            Some('"') => {
                let string = self.string()?;
                self.expect = Expect::CommaOrEnd;
                Ok(string)
            }
            _ => self.word(),
        }
    }

    fn enter(&mut self, map: bool, expect: Expect) {
        self.advance(1);
        self.open.push(map);
        self.expect = expect;
    }

    /// `true`, `false`, `null` or a number.
    fn word(&mut self) -> Result<Marked<'t>, Problem> {
        let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '+' | '-' | '.');
        let length = self
            .rest
            .find(|char| !is_part(char))
            .unwrap_or(self.rest.len());
        let (word, _) = self.rest.split_at(length);
        if !is_word(word) {
            return Err(self.problem(
                "这里缺少一个值，或值的写法不对",
                "a value is missing here, or is not well written",
            ));
        }
        let place = self.place;
        self.advance(length);
        self.expect = Expect::CommaOrEnd;
        let (text, quoted) = (Cow::Borrowed(word), false);
        Ok(Marked::plain(Event::Scalar { text, quoted }, place))
    }

    fn string(&mut self) -> Result<Marked<'t>, Problem> {
        let place = self.place;
        let body = self.rest.get(1..).unwrap_or("");
        let Some(length) = string_length(body) else {
            return Err(self.problem("引号没有成对", "a quotation mark is not closed"));
        };
        let (raw, _) = body.split_at(length);
        let text = if raw.contains('\\') {
            let decoded = unescape(raw).ok_or_else(|| {
                self.problem("反斜线的写法不对", "a backslash escape is not well written")
            })?;
            Cow::Owned(decoded)
        } else {
            Cow::Borrowed(raw)
        };
        self.advance(length + 2);
        Ok(Marked::plain(Event::Scalar { text, quoted: true }, place))
    }

    fn in_map(&self) -> bool {
        self.open.last().copied().unwrap_or(false)
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn skip_space(&mut self) {
        let is_space = |char: char| matches!(char, ' ' | '\t' | '\n' | '\r');
        let length = self
            .rest
            .find(|char| !is_space(char))
            .unwrap_or(self.rest.len());
        self.advance(length);
    }

    fn advance(&mut self, bytes: usize) {
        let Some((passed, rest)) = self.rest.split_at_checked(bytes) else {
            return;
        };
        self.rest = rest;
        for char in passed.chars() {
            if char == '\n' {
                self.place.line = self.place.line.saturating_add(1);
                self.place.column = 1;
            } else {
                self.place.column = self.place.column.saturating_add(1);
            }
        }
    }

    fn problem(&self, zh: &str, en: &str) -> Problem {
        // An unclosed quotation mark is noticed at its beginning, but what is missing is the end.
        let breaks_off = self.last && (self.rest.is_empty() || self.rest.starts_with('"'));
        if breaks_off && string_length(self.rest.get(1..).unwrap_or("")).is_none() {
            let message = Text::new(
                format!("文件到这里中断：{zh}"),
                format!("the file breaks off here: {en}"),
            );
            return Problem::new(self.place, Code::DataTruncated, message);
        }
        Problem::new(self.place, Code::DataSyntax, Text::new(zh, en))
    }
}

/// Bytes up to the closing quotation mark; none where a line or the text ends before it.
fn string_length(body: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in body.bytes().enumerate() {
        match byte {
            b'\n' => return None,
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at),
            _ => {}
        }
    }
    None
}

fn unescape(raw: &str) -> Option<String> {
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(char) = chars.next() {
        let plain = match char {
            '\\' => match chars.next()? {
                'u' => unicode(&mut chars)?,
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                same @ ('"' | '\\' | '/') => same,
                _ => return None,
            },
            other => other,
        };
        text.push(plain);
    }
    Some(text)
}

/// The four digits after `\u`, and the second half of a pair where there must be one.
fn unicode(chars: &mut std::str::Chars<'_>) -> Option<char> {
    let first = four_digits(chars)?;
    if !(0xd800..0xdc00).contains(&first) {
        return char::from_u32(first);
    }
    if (chars.next()?, chars.next()?) != ('\\', 'u') {
        return None;
    }
    let second = four_digits(chars)?
        .checked_sub(0xdc00)
        .filter(|low| *low < 0x400)?;
    char::from_u32(0x10000 + ((first - 0xd800) << 10) + second)
}

fn four_digits(chars: &mut std::str::Chars<'_>) -> Option<u32> {
    (0..4).try_fold(0, |value, _| Some(value * 16 + chars.next()?.to_digit(16)?))
}

fn is_word(word: &str) -> bool {
    if matches!(word, "true" | "false" | "null") {
        return true;
    }
    let digits = word.strip_prefix('-').unwrap_or(word);
    digits.starts_with(|char: char| char.is_ascii_digit())
        && digits.ends_with(|char: char| char.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_pair_of_escapes_is_one_character() {
        assert_eq!(
            unescape(r"\u67f3\ud842\udfb7\/\n").unwrap(),
            "柳\u{20bb7}/\n"
        );
    }

    #[test]
    fn half_a_pair_is_no_character() {
        for raw in [r"\ud842", r"\ud842\u0041", r"\udfb7", r"\x41", r"\u12"] {
            assert_eq!(unescape(raw), None, "{raw}");
        }
    }
}
