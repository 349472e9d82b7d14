//! Traditional keywords are read as simplified ones without moving a single offset.

use std::borrow::Cow;

use super::scan::is_forbidden;

/// The text with traditional characters of keywords made simplified, forbidden characters, a byte order mark
/// and carriage returns made spaces. Every byte offset stays what it was, so names can be cut from the original.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.chars().any(is_forbidden) {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\r' => folded.push(' '),
            _ if character.is_ascii() && !character.is_ascii_control() => folded.push(character),
            _ if is_forbidden(character) => folded.push_str(spaces(character.len_utf8())),
            _ => folded.push(simplified(character)),
        }
    }
    Cow::Owned(folded)
}

/// White space of a number of bytes from 1 to 4.
const fn spaces(bytes: usize) -> &'static str {
    match bytes {
        1 => " ",
        2 => "  ",
        3 => "\u{3000}",
        _ => "    ",
    }
}

fn simplified(character: char) -> char {
    match PAIRS.binary_search_by_key(&character, |pair| pair.0) {
        Ok(at) => PAIRS.get(at).map_or(character, |pair| pair.1),
        Err(_) => character,
    }
}

/// Traditional and simplified characters of the keywords, sorted; both sides of a pair have the same UTF-8 length.
const PAIRS: &[(char, char)] = &[('條', '条')];
