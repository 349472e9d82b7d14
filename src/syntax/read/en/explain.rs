//! What to say of a slice that is none of the forms: never what the parser expected, but what to write.

mod forms;
mod joined;
mod usual;
mod words;

use super::super::{Miss, Reader, Rule};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::Span;
use joined::{conditions_joined, names_joined, second_doer, unknown_subject};
use words::{bare_name, misspelt, unknown_unit};

/// What can be said of a place, if it fits.
type Guess = fn(&Reader<'_>, &Place<'_>) -> Option<Diagnostic>;

/// The first that fits is said.
const GUESSES: &[Guess] = &[
    other_language,
    lists,
    late_heading,
    abbreviated,
    forms::sentence,
    joined::relatives,
    bare_prose,
    names_joined,
    unfinished,
    no_stop,
    second_doer,
    unknown_subject,
    conditions_joined,
    wrong_colon,
    misspelt,
    unknown_unit,
    forms::beginning,
    bare_name,
    forms::part,
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

    /// The first word of what was not understood.
    fn word(&self) -> &str {
        let end = self
            .rest
            .find(|character: char| !character.is_ascii_alphabetic())
            .unwrap_or(self.rest.len());
        self.rest.get(..end).unwrap_or("")
    }

    /// The last word of what was understood.
    fn last_word(&self) -> String {
        self.before
            .split_whitespace()
            .next_back()
            .unwrap_or("")
            .to_lowercase()
    }

    fn is_sentence(&self) -> bool {
        matches!(self.miss.rule, Rule::en_sentence | Rule::en_part)
    }
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
    guess.unwrap_or_else(|| anything(reader, &place))
}

fn found(code: Code, span: Span, message: (&str, &str), help: (&str, &str)) -> Diagnostic {
    Diagnostic::new(code, span, Text::new(message.0, message.1)).help(help.0, help.1)
}

fn is_han(character: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&character)
}

fn other_language(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let mut inside = false;
    let mut outside = place
        .miss
        .slice
        .of(reader.folded)
        .chars()
        .filter(|character| {
            inside = matches!(character, '「' | '[') || inside && !matches!(character, '」' | ']');
            !inside
        });
    let message = (
        "英文文件里有中文的句子",
        "a sentence in Chinese stands in an English text",
    );
    let help = (
        "请用英文写；若为说明文字，行首加“>”",
        "write it in English; if it is prose, begin the line with `>`",
    );
    outside
        .any(is_han)
        .then(|| found(Code::WrongLanguage, place.miss.slice, message, help))
}

/// A list without items, or items without a list.
fn lists(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let slice = place.miss.slice;
    let message = ("后面没有列出各项", "the list has no items");
    let help = (
        "请在句末写“:”，另起一行写(1) where …; (2) otherwise, …。",
        "end the line with `:` and write the items (1) where …; (2) otherwise, ….",
    );
    match place.miss.rule {
        Rule::en_lead if reader.is_sentence(slice) => {
            let message = ("这句话后面不能列项", "no list belongs after this sentence");
            let help = (
                "要列出各档金额，请在句末写“at these rates:”",
                "to list amounts, end the sentence with `at these rates:`",
            );
            Some(found(Code::MisplacedItems, slice, message, help))
        }
        Rule::en_sentence => {
            let text = slice.of(reader.folded).trim_end_matches(['：', ':']);
            let shorter = Span::new(slice.start as usize, slice.start as usize + text.len());
            let after = reader
                .folded
                .get(slice.end as usize..)
                .unwrap_or("")
                .trim_start();
            let end = Span::new(slice.end as usize, slice.end as usize);
            let read = reader.is_lead(shorter);
            if read && after.starts_with(['(', '（']) {
                let message = ("列项之前缺少“:”", "`:` is missing before the list");
                return Some(found(
                    Code::MissingWord,
                    end,
                    message,
                    ("请在这里写“:”", "write `:` here"),
                ));
            }
            read.then(|| found(Code::MisplacedItems, slice, message, help))
        }
        _ => None,
    }
}

/// `… [x] Article 2. A villager …`
fn late_heading(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let number = place.rest.strip_prefix("Article")?.trim_start();
    let digits = number.find(|character: char| !character.is_ascii_digit())?;
    let heading = digits > 0 && number.get(digits..)?.starts_with(['.', ':']);
    let message = (
        "条的标题要另起一行，前一句要有“.”",
        "a heading begins a new line, after a full stop",
    );
    let length = place.rest.len() - number.len() + digits;
    (heading && !place.before.is_empty()).then(|| {
        found(
            Code::BadHeading,
            place.span(length),
            message,
            ("请在这里换行", "break the line here"),
        )
    })
}

/// `For a breach of Art`, before the stop of `Art.`
fn abbreviated(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let word = place.last_word();
    let short = matches!(word.as_str(), "art" | "arts" | "para");
    let span = Span::new(place.miss.at - word.len().min(place.miss.at), place.miss.at);
    let message = (
        "不用缩写：句点会断句",
        "no abbreviations: the stop would end the sentence",
    );
    (short && place.rest.is_empty()).then(|| {
        found(
            Code::WrongWord,
            span,
            message,
            ("请写“Article 9”", "write `Article 9`"),
        )
    })
}

/// Words without which no sentence of the language is made.
const FORCE: &[&str] = &[
    "must",
    "shall",
    "should",
    "may",
    "entitled",
    "encouraged",
    "breach",
    "suspended",
    "stopped",
    "refunded",
    "exceed",
    "means",
    "effect",
    "repealed",
    "adopted",
    "consent",
    "withdrawn",
    "except",
    "criticised",
    "article",
    "counts",
    "divided",
    "priority",
    "waive",
    "performance",
    "points",
    "rated",
    "prevails",
    "presumed",
    "property",
    "check",
];

fn is_formal(text: &str) -> bool {
    let spelt = text.to_lowercase();
    text.contains(['[', '「'])
        || FORCE.iter().any(|word| {
            spelt
                .split(|c: char| !c.is_alphabetic())
                .any(|part| part == *word)
        })
}

fn bare_prose(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let message = ("这不是规范句", "this is no formal sentence");
    let other = (
        "请写明谁must、must not或may做什么",
        "say who must, must not or may do what",
    );
    let (zh, en) = usual::advice(place.miss.slice.of(reader.folded), other);
    let help = (
        format!("若为说明文字，行首加“>”；若为规定，{zh}"),
        format!("if it is prose, begin the line with `>`; if it is a rule, {en}"),
    );
    let help = (help.0.as_str(), help.1.as_str());
    let prose = place.is_sentence() && !is_formal(place.miss.slice.of(reader.folded));
    prose.then(|| found(Code::UnmarkedProse, place.miss.slice, message, help))
}

fn unfinished(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    if !place.rest.is_empty() {
        return None;
    }
    let (zh, en) = match place.last_word().as_str() {
        "entitled" => (
            "有权领取什么？请写“each year to [name]”",
            "entitled to what? write `each year to [name]`",
        ),
        _ if place.expects(&[Rule::name]) => ("后面要写[名称]", "a [name] belongs here"),
        _ if place.expects(&[Rule::en_must, Rule::en_must_not]) => (
            "缺少must、must not、may、is entitled to等词",
            "a word such as must, must not, may or is entitled to is missing",
        ),
        _ => ("后面还缺少词", "words are missing here"),
    };
    let message = Text::new(
        format!("句子没有写完：{zh}"),
        format!("the sentence is not finished: {en}"),
    );
    Some(
        Diagnostic::new(Code::UnfinishedSentence, place.span(0), message)
            .help("请把这句话写完", "finish the sentence"),
    )
}

/// A whole sentence was read, and another begins.
fn no_stop(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let read = Span::new(place.miss.slice.start as usize, place.miss.at);
    let capital = place
        .rest
        .starts_with(|first: char| first.is_ascii_uppercase());
    let message = (
        "前面已是一句完整的话，这里缺少“.”",
        "a whole sentence stands before this: the full stop is missing",
    );
    (capital && place.miss.rule == Rule::en_sentence && reader.is_sentence(read)).then(|| {
        found(
            Code::MissingStop,
            place.span(0),
            message,
            ("请在这里写“.”", "write `.` here"),
        )
    })
}

/// `For a breach of Article 9: …`
fn wrong_colon(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let colon = place
        .rest
        .chars()
        .next()
        .filter(|mark| matches!(mark, '：' | ':'))?;
    let message = ("这里用“,”，不用“:”", "a comma belongs here, not a colon");
    Some(found(
        Code::WrongWord,
        place.span(colon.len_utf8()),
        message,
        ("请写“,”", "write `,`"),
    ))
}

/// What may stand at a place, in the words of the language, the least first.
const NOUNS: &[(&[Rule], &str, &str)] = &[
    (
        &[Rule::en_compare, Rule::en_is],
        "“is”和比较词，如at least、under",
        "`is` with a comparison such as `at least` or `under`",
    ),
    (
        &[Rule::en_refs, Rule::en_ref, Rule::en_article_word],
        "条文编号，如Article 9",
        "a reference such as `Article 9`",
    ),
    (
        &[Rule::iso_date],
        "日期，如2024-03-01",
        "a date such as 2024-03-01",
    ),
    (
        &[Rule::en_must, Rule::en_must_not, Rule::en_entitlement],
        "must、must not、may、is entitled to等词",
        "a word such as must, must not, may or is entitled to",
    ),
    (&[Rule::name, Rule::en_names], "[名称]", "a [name]"),
    (
        &[Rule::en_number, Rule::decimal, Rule::en_quantity],
        "数字",
        "a number",
    ),
    (&[Rule::comma], "“,”", "`,`"),
];

fn anything(reader: &Reader<'_>, place: &Place<'_>) -> Diagnostic {
    let written: String = place
        .rest
        .split_whitespace()
        .next()
        .unwrap_or("")
        .chars()
        .take(20)
        .collect();
    let noun = NOUNS.iter().find(|(rules, ..)| place.expects(rules));
    let (zh, en) = noun.map_or(
        (
            "这句话从这里起读不懂",
            "from here on the sentence cannot be read",
        ),
        |(_, zh, en)| (zh, en),
    );
    let message = match noun {
        Some(_) => Text::new(
            format!("“{written}”这里应是{zh}"),
            format!("at `{written}`, {en} is expected"),
        ),
        None => Text::new(format!("“{written}”：{zh}"), format!("`{written}`: {en}")),
    };
    let other = (
        "请对照语言说明中的句式",
        "compare it with the sentence forms of the language",
    );
    let (zh, en) = usual::advice(place.miss.slice.of(reader.folded), other);
    Diagnostic::new(Code::Unreadable, place.span(written.len()), message).help(zh, en)
}
