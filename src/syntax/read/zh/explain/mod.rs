//! What to say of a slice that is none of the forms: never what the parser expected, but what to write.

mod forms;
mod joined;
mod missing;
mod usual;
mod whole;
mod words;

use super::super::{Miss, Reader, Rule};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::Span;

/// What can be said of a place, if it fits.
type Guess = fn(&Reader<'_>, &Place<'_>) -> Option<Diagnostic>;

/// The first that fits is said.
const GUESSES: &[Guess] = &[
    whole::other_language,
    whole::list,
    whole::nobody,
    whole::late_part,
    whole::relatives,
    whole::late_heading,
    forms::sentence,
    whole::prose,
    joined::doers,
    joined::one_of,
    joined::two_subjects,
    joined::days_before,
    joined::expired,
    joined::after_exception,
    joined::breach_of_some,
    joined::conditions,
    joined::name_after_comma,
    joined::range_after_comma,
    missing::end,
    missing::article_mark,
    missing::colon_for_comma,
    missing::left_side,
    missing::de,
    words::amount_with_bound,
    words::unit,
    missing::stop,
    forms::beginning,
    words::misspelt,
    words::unquoted,
    forms::part,
];

/// The beginnings of conditions and amounts.
const VALUE: &[Rule] = &[
    Rule::zh_logic,
    Rule::zh_m_logic,
    Rule::zh_factor,
    Rule::zh_m_factor,
    Rule::zh_value,
];

/// Where a slice stopped being readable.
struct Place<'t> {
    miss: &'t Miss,
    /// What was understood.
    before: &'t str,
    /// What was not.
    rest: &'t str,
    /// The first byte of `rest`.
    at: usize,
}

impl Place<'_> {
    fn expects(&self, rules: &[Rule]) -> bool {
        self.miss.expected.iter().any(|rule| rules.contains(rule))
    }

    /// A place of `length` bytes at the beginning of what was not understood.
    fn span(&self, length: usize) -> Span {
        Span::new(self.at, self.at + length)
    }

    /// The whole slice.
    const fn slice(&self) -> Span {
        self.miss.slice
    }

    /// The Chinese characters at the beginning of what was not understood.
    fn run(&self) -> &str {
        let end = self
            .rest
            .find(|character: char| !is_han(character))
            .unwrap_or(self.rest.len());
        self.rest.get(..end).unwrap_or("")
    }

    /// What stands after the last comma of what was understood, if there is one.
    fn since_comma(&self) -> Option<&str> {
        self.before
            .rsplit_once(['，', ','])
            .map(|(_, last)| last.trim())
    }
}

fn is_han(character: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&character)
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
        || "０１２３４５６７８９〇零一二三四五六七八九十百千万亿".contains(character)
}

/// Says what is wrong with a slice that is none of the forms.
pub(in super::super) fn explain(reader: &mut Reader<'_>, miss: &Miss) -> Diagnostic {
    let (start, end) = (miss.slice.start as usize, miss.slice.end as usize);
    let rest = Span::new(miss.at, end).of(reader.folded);
    let at = miss.at + rest.len() - rest.trim_start().len();
    let before = Span::new(start, miss.at).of(reader.folded).trim_end();
    let place = Place {
        miss,
        before,
        rest: rest.trim_start(),
        at,
    };
    let guess = GUESSES.iter().find_map(|guess| guess(reader, &place));
    guess.unwrap_or_else(|| words::anything(reader, &place))
}

fn found(code: Code, span: Span, message: (&str, &str), help: (&str, &str)) -> Diagnostic {
    Diagnostic::new(code, span, Text::new(message.0, message.1)).help(help.0, help.1)
}
