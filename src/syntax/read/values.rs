//! Names, numbers, dates and blanks: what both languages write alike.

use super::{Node, Reader, Rule};
use crate::diagnostic::{Code, Diagnostic, Lang, Text};
use crate::span::{Located, Span};
use crate::syntax::ast::{Name, RoundTo};
use crate::value::{Date, Exact};

/// The longest name, in characters.
const MAX_NAME: usize = 100;

/// Reads `「年龄」`; another quote than the language's is reported and read all the same.
pub(super) fn name(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Name> {
    let text = node.first()?;
    let well = match text.rule() {
        Rule::corner_text => true,
        Rule::square_text => reader.lang == Lang::En,
        _ => false,
    };
    let span = text.span();
    // Names are never folded: they are cut from the text as given.
    let written = span.of(reader.original).trim().to_owned();
    if !well {
        wrong_quote(reader, node, &written);
    }
    check_length(reader, node.span(), &written);
    Some(Located::new(written, node.span()))
}

fn wrong_quote(reader: &mut Reader<'_>, node: &Node<'_>, written: &str) {
    let mark: String = node.text().chars().take(1).collect();
    let message = Text::new(
        format!("名称用「」，不用“{mark}”：「{written}」"),
        format!("names stand in [ ], not in `{mark}`: [{written}]"),
    );
    let help = (format!("请写「{written}」"), format!("write [{written}]"));
    let right = match reader.lang {
        Lang::Zh => format!("「{written}」"),
        Lang::En => format!("[{written}]"),
    };
    let found = Diagnostic::new(Code::WrongQuote, node.span(), message).help(help.0, help.1);
    reader.report(found.fixed(node.span(), right));
}

fn check_length(reader: &mut Reader<'_>, span: Span, written: &str) {
    let message = match written.chars().count() {
        0 => Text::new("引号里没有名称", "the quotes hold no name"),
        1..=MAX_NAME => return,
        _ => Text::new(
            "名称太长：上限是100个字",
            "the name is too long: the limit is 100 characters",
        ),
    };
    reader.report(Diagnostic::new(Code::BadName, span, message));
}

/// The number of a heading, an item or a count: `12`, `１２`, `十二`. None where it cannot be held.
pub(in crate::syntax) fn number_of(text: &str) -> Option<u32> {
    exact_of(text)?
        .to_integer()
        .and_then(|number| u32::try_from(number).ok())
}

/// The value of digits or Chinese numerals: `1,200`, `１２．５`, `二百四十`, `3`.
pub(super) fn exact_of(text: &str) -> Option<Exact> {
    if text.chars().all(|character| han_value(character).is_some()) {
        return han_number(text).map(Exact::from_int);
    }
    Exact::parse_decimal(&half_width(text))
}

/// `１，２．５` in half width.
pub(in crate::syntax) fn half_width(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '０'..='９' => {
                char::from_u32(u32::from(character) - u32::from('０') + u32::from('0'))
                    .unwrap_or('0')
            }
            '．' => '.',
            other => other,
        })
        .collect()
}

/// `0.1%`: a thousandth.
pub(super) fn step_share(text: &str) -> RoundTo {
    let percent = exact_of(text.trim_end_matches(['%', '％']));
    let share = percent.and_then(|percent| percent.checked_div(Exact::from_int(100)));
    RoundTo::Ratio(share.unwrap_or(Exact::ONE))
}

/// A Chinese numeral: a digit below ten, or a power of ten.
fn han_value(character: char) -> Option<i128> {
    Some(match character {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// `二百四十` is 240, `十五` 15, `二〇二四` 2024, `三万五千` 35,000. None for an empty or over-long numeral.
fn han_number(text: &str) -> Option<i128> {
    if text.is_empty() || is_colloquial(text) {
        return None;
    }
    if text.chars().filter_map(han_value).all(|value| value < 10) {
        return text
            .chars()
            .filter_map(han_value)
            .try_fold(0_i128, |sum, digit| sum.checked_mul(10)?.checked_add(digit));
    }
    let (mut high, mut middle, mut section, mut digit) = (0_i128, 0_i128, 0_i128, None);
    for value in text.chars().filter_map(han_value) {
        match value {
            0..10 => digit = Some(value),
            10..10_000 => {
                section = section.checked_add(digit.take().unwrap_or(1).checked_mul(value)?)?
            }
            10_000 => {
                middle = section
                    .checked_add(digit.take().unwrap_or(0))?
                    .max(1)
                    .checked_mul(value)?;
                section = 0;
            }
            _ => {
                let before = middle
                    .checked_add(section)?
                    .checked_add(digit.take().unwrap_or(0))?;
                high = before.max(1).checked_mul(value)?;
                (middle, section) = (0, 0);
            }
        }
    }
    high.checked_add(middle)?
        .checked_add(section)?
        .checked_add(digit.unwrap_or(0))
}

/// `二百五`, `三万五`: 250 to some and 205 to others.
fn is_colloquial(text: &str) -> bool {
    let mut last = text.chars().rev().filter_map(han_value);
    matches!((last.next(), last.next()), (Some(1..10), Some(100..)))
}

/// The date whose `year`, `month` and `day` are children of `node`; a day that is not in the calendar is reported.
pub(in crate::syntax) fn date_of(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
) -> Option<Located<Date>> {
    let part = |rule| node.find(rule).and_then(|found| number_of(found.text()));
    let (year, month, day) = (part(Rule::year)?, part(Rule::month)?, part(Rule::day)?);
    let date = i32::try_from(year)
        .ok()
        .filter(|year| *year > 0)
        .and_then(|year| Date::from_ymd_opt(year, month, day));
    match date {
        Some(date) => Some(Located::new(date, node.span())),
        None => {
            no_such_day(reader, node.span());
            None
        }
    }
}

/// Reports a day that no calendar has.
pub(super) fn no_such_day(reader: &mut Reader<'_>, span: Span) {
    let written = span.of(reader.original);
    let message = Text::new(
        format!("没有这一天：{written}"),
        format!("there is no such day: {written}"),
    );
    reader.report(
        Diagnostic::new(Code::BadDate, span, message)
            .help("请核对年、月、日", "check year, month and day"),
    );
}

/// The name of a blank, `____（「押金额」）`, if it has one.
pub(super) fn blank_name(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Name> {
    let named = node.find(Rule::blank_name)?.find(Rule::name)?;
    name(reader, &named)
}
