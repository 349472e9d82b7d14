//! What can be said of a text before any sentence is read: forbidden characters, quotes, brackets, depth.

use super::MAX_DEPTH;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::Span;

/// A character that is not seen but may change how a text reads (Unicode 16: Cc, Cf and line separators).
pub(super) fn is_forbidden(character: char) -> bool {
    matches!(character,
        '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}'
        | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{fffc}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// One error for each forbidden character; a byte order mark at the start and CRLF line ends are none.
pub(super) fn forbidden_characters(text: &str) -> Vec<Diagnostic> {
    let mut characters = text.char_indices().peekable();
    let mut found = Vec::new();
    while let Some((at, character)) = characters.next() {
        let crlf = character == '\r' && characters.peek().is_some_and(|(_, next)| *next == '\n');
        let mark = at == 0 && character == '\u{feff}';
        if is_forbidden(character) && !crlf && !mark {
            found.push(forbidden(
                character,
                Span::new(at, at + character.len_utf8()),
            ));
        }
    }
    found
}

fn forbidden(character: char, span: Span) -> Diagnostic {
    let point = u32::from(character);
    let message = Text::new(
        format!("这里有一个看不见的字符 U+{point:04X}"),
        format!("an invisible character stands here: U+{point:04X}"),
    );
    Diagnostic::new(Code::ForbiddenCharacter, span, message).help("请删除它", "delete it")
}

/// The words of counts whose condition may hold another one without a bracket; each is counted as a level.
const TOTALS: &[&str] = &["全村", "of households"];

/// What is wrong with the quotes and brackets of one slice; nothing inside a closed quote is looked at.
pub(super) fn unbalanced(folded: &str, slice: Span) -> Option<Diagnostic> {
    let start = slice.start as usize;
    let mut open: Vec<Span> = Vec::new();
    let mut totals = 0;
    let mut rest = slice.of(folded);
    while let Some(character) = rest.chars().next() {
        let at = start + slice.of(folded).len() - rest.len();
        let span = Span::new(at, at + character.len_utf8());
        let step = match closing_of(character) {
            Some(closing) => match quoted_length(rest, character, closing) {
                Some(length) => length,
                None => return Some(unclosed_quote(span, character, closing)),
            },
            None => character.len_utf8(),
        };
        if TOTALS.iter().any(|word| rest.starts_with(word)) {
            totals += 1;
        }
        match character {
            '(' | '（' => open.push(span),
            ')' | '）' if open.pop().is_none() => {
                return Some(stray(Code::UnclosedBracket, span, character));
            }
            '」' | ']' | '》' | '”' => {
                return Some(stray(Code::UnclosedQuote, span, character));
            }
            _ => {}
        }
        if open.len() + totals > MAX_DEPTH {
            return Some(too_deep(span));
        }
        rest = rest.get(step..).unwrap_or("");
    }
    open.last().map(|span| unclosed_bracket(*span))
}

const fn closing_of(opening: char) -> Option<char> {
    match opening {
        '「' => Some('」'),
        '[' => Some(']'),
        '《' => Some('》'),
        '“' => Some('”'),
        '"' => Some('"'),
        _ => None,
    }
}

/// Length of `「…」` at the start of `rest`; none where the line ends or the quote opens again first.
fn quoted_length(rest: &str, opening: char, closing: char) -> Option<usize> {
    let inside = rest.get(opening.len_utf8()..)?;
    let end = inside.find([closing, opening, '\n'])?;
    let closed = inside.get(end..)?.starts_with(closing);
    closed.then_some(opening.len_utf8() + end + closing.len_utf8())
}

fn unclosed_quote(span: Span, opening: char, closing: char) -> Diagnostic {
    let message = Text::new(
        format!("引号“{opening}”没有配对的“{closing}”"),
        format!("the quote `{opening}` has no `{closing}`"),
    );
    let help = (
        "名称写完后加上后一半引号；名称不能跨行",
        "close the quote after the name; a name stays on one line",
    );
    Diagnostic::new(Code::UnclosedQuote, span, message).help(help.0, help.1)
}

fn stray(code: Code, span: Span, character: char) -> Diagnostic {
    let message = Text::new(
        format!("“{character}”前面没有与它配对的一半"),
        format!("nothing was opened before `{character}`"),
    );
    Diagnostic::new(code, span, message)
}

fn unclosed_bracket(span: Span) -> Diagnostic {
    let message = Text::new("括号没有闭合", "the bracket is not closed");
    let help = (
        "在这一组条件写完的地方加“）”",
        "close it with `)` where the group ends",
    );
    Diagnostic::new(Code::UnclosedBracket, span, message).help(help.0, help.1)
}

fn too_deep(span: Span) -> Diagnostic {
    let message = Text::new(
        "括号套得太深：上限是16层",
        "brackets are nested too deep: the limit is 16",
    );
    Diagnostic::new(Code::TooDeep, span, message)
        .help("请分成几句来写", "write it as several sentences")
}
