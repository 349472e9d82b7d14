//! Words that are none of the language: misspelt ones, unknown units, names without brackets.

use super::super::super::{Reader, Rule};
use super::{Place, found};
use crate::diagnostic::{Code, Diagnostic};

/// Words a misspelt one may stand for.
const WORDS: &[&str] = &[
    "must",
    "shall",
    "may",
    "entitled",
    "encouraged",
    "household",
    "villager",
    "member",
    "whose",
    "breach",
    "breaches",
    "Article",
    "suspended",
    "stopped",
    "refunded",
    "within",
    "before",
    "after",
    "until",
    "except",
    "otherwise",
    "where",
    "failing",
    "means",
    "exceed",
    "together",
    "repealed",
    "adopted",
    "requires",
    "consent",
    "quarter",
    "month",
    "year",
    "points",
    "yuan",
    "least",
    "under",
];

/// One letter away from a word of the language: `muts`.
pub(super) fn misspelt(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let written = place.word();
    let near =
        |word: &&&str| strsim::osa_distance(&written.to_lowercase(), &word.to_lowercase()) == 1;
    let word = WORDS.iter().filter(|_| written.len() > 2).find(near)?;
    if WORDS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(written))
    {
        return None;
    }
    let message = (
        format!("没有“{written}”这个词"),
        format!("`{written}` is no word of the language"),
    );
    let help = (format!("是否“{word}”？"), format!("perhaps `{word}`?"));
    Some(found(
        Code::WrongWord,
        place.span(written.len()),
        (&message.0, &message.1),
        (&help.0, &help.1),
    ))
}

/// `50 tons`
pub(super) fn unknown_unit(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let word = place.word();
    let numbered = place.before.ends_with(|last: char| last.is_ascii_digit())
        && place.expects(&[Rule::en_unit]);
    if !numbered || word.is_empty() {
        return None;
    }
    let message = (
        format!("没有单位“{word}”"),
        format!("there is no unit `{word}`"),
    );
    let units = "yuan, years, quarters, months, days, working days, hours, mu, square metres, metres, kilometres, jin, kilograms, %, \
                 persons, households, times, shares, fold, points";
    let help = (
        format!("单位有：{units}"),
        format!("the units are: {units}"),
    );
    Some(found(
        Code::BadUnit,
        place.span(word.len()),
        (&message.0, &message.1),
        (&help.0, &help.1),
    ))
}

/// `must not gamble`
pub(super) fn bare_name(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let end = place
        .rest
        .find(|character: char| !(character.is_ascii_alphabetic() || character == ' '))
        .unwrap_or(place.rest.len());
    let run = place.rest.get(..end)?.trim_end();
    let known = super::joined::words(run)
        .next()
        .is_some_and(|first| WORDS.contains(&first.as_str()) || first == "not");
    if run.is_empty()
        || known
        || !place.expects(&[
            Rule::name,
            Rule::en_names,
            Rule::en_own_names,
            Rule::en_do,
            Rule::en_place,
        ])
    {
        return None;
    }
    let message = (
        format!("名称要写在方括号里：[{run}]"),
        format!("names stand in brackets: [{run}]"),
    );
    let help = (
        format!("请写[{run}]；方括号以外只能用本语言的词"),
        format!("write [{run}]; outside brackets only words of the language stand"),
    );
    Some(found(
        Code::MissingQuote,
        place.span(run.len()),
        (&message.0, &message.1),
        (&help.0, &help.1),
    ))
}
