//! Days, lengths, schedules and windows.

use super::super::values::{date_of, no_such_day, number_of};
use super::super::{Node, Reader, Rule};
use super::values::{name_in, whole};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::Located;
use crate::syntax::ast::{Anchor, DayRef, Length, Schedule, Window};
use crate::value::{Date, Unit};

/// Reads the whole date among the children of `node`: `2024年3月1日`.
pub(super) fn date_in(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Located<Date>> {
    let date = node.kids().find(|kid| is_date(kid.rule()))?;
    date_at(reader, &date)
}

/// Whether a rule is one of `zh_date`.
pub(super) fn is_date(rule: Rule) -> bool {
    matches!(rule, Rule::iso_date | Rule::han_date | Rule::zh_odd_date)
}

/// Reads a whole date.
pub(super) fn date_at(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Located<Date>> {
    if node.rule() != Rule::zh_odd_date {
        return date_of(reader, node);
    }
    let missing = if node.has(Rule::month) {
        "日"
    } else {
        "月、日"
    };
    let message = Text::new(format!("日期缺少{missing}"), "the date is incomplete");
    let help = ("请写成2024年3月1日", "write it in full: 2024年3月1日");
    reader.report(Diagnostic::new(Code::BadDate, node.span(), message).help(help.0, help.1));
    None
}

/// Reads the day among the children of `node`.
pub(super) fn day_in(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Located<DayRef>> {
    day(reader, &node.find(Rule::zh_day)?)
}

/// Reads `每年12月31日` · `每月15日` · `当年12月31日` · `2024年3月1日` · `12月31日`.
pub(super) fn day(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Located<DayRef>> {
    let span = node.span();
    if node.kids().any(|kid| is_date(kid.rule())) {
        return date_in(reader, node).map(|date| Located::new(DayRef::Day(date.value), span));
    }
    let Some(month_day) = node.find(Rule::zh_month_day) else {
        let day = small(node, Rule::day).filter(|day| (1..=31).contains(day));
        return checked(reader, node, day.map(|day| DayRef::Monthly { day }));
    };
    let (month, day) = (
        small(&month_day, Rule::month)?,
        small(&month_day, Rule::day)?,
    );
    // A leap year has every day that any year has.
    let known = Date::from_ymd_opt(2024, u32::from(month), u32::from(day)).is_some();
    let day = match node.text() {
        text if text.starts_with("当年") => DayRef::ThisYear { month, day },
        text => DayRef::Yearly {
            month,
            day,
            said: text.starts_with("每年"),
        },
    };
    checked(reader, node, known.then_some(day))
}

fn checked(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    day: Option<DayRef>,
) -> Option<Located<DayRef>> {
    if day.is_none() {
        no_such_day(reader, node.span());
    }
    day.map(|day| Located::new(day, node.span()))
}

fn small(node: &Node<'_>, rule: Rule) -> Option<u8> {
    node.find(rule)
        .and_then(|found| number_of(found.text()))
        .and_then(|number| u8::try_from(number).ok())
}

/// Reads the length among the children of `node`, if it has one.
pub(super) fn length_in(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Located<Length>> {
    length(reader, &node.find(Rule::zh_length)?)
}

/// Reads `30日` · `6个月` · `半年`.
pub(super) fn length(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Located<Length>> {
    let span = node.span();
    let Some(number) = node.find(Rule::zh_number) else {
        return Some(Located::new(
            Length {
                number: 6,
                unit: Unit::Month,
            },
            span,
        ));
    };
    let number = whole(reader, &number)?;
    let word = node.find(Rule::zh_time_unit)?;
    let unit = match word.find(Rule::zh_odd_time_unit) {
        None => Unit::of_zh(word.text())?,
        Some(odd) if odd.text() == "月" => {
            odd_time_unit(reader, &odd, "个月");
            Unit::Month
        }
        Some(odd) => {
            odd_time_unit(reader, &odd, "日");
            return None;
        }
    };
    Some(Located::new(Length { number, unit }, span))
}

fn odd_time_unit(reader: &mut Reader<'_>, node: &Node<'_>, instead: &str) {
    let word = node.text();
    let message = Text::new(
        format!("没有单位“{word}”"),
        format!("there is no unit `{word}`"),
    );
    let help = (format!("请写“{instead}”"), format!("write `{instead}`"));
    reader.report(Diagnostic::new(Code::BadUnit, node.span(), message).help(help.0, help.1));
}

/// Reads `每季度`.
pub(super) fn schedule(node: &Node<'_>) -> Option<Schedule> {
    node.first().map(|word| schedule_word(&word))
}

/// The schedule that a word of it stands for.
pub(super) fn schedule_word(node: &Node<'_>) -> Schedule {
    match node.rule() {
        Rule::zh_yearly => Schedule::Year,
        Rule::zh_half_yearly => Schedule::HalfYear,
        Rule::zh_quarterly => Schedule::Quarter,
        Rule::zh_monthly => Schedule::Month,
        _ => Schedule::Once,
    }
}

/// The schedule whose step is a length: `2个季度` counts quarters.
pub(super) fn schedule_of(
    reader: &mut Reader<'_>,
    length: Located<Length>,
) -> Option<(u32, Schedule)> {
    match length.value.unit {
        Unit::Year => Some((length.value.number, Schedule::Year)),
        Unit::Quarter => Some((length.value.number, Schedule::Quarter)),
        Unit::Month => Some((length.value.number, Schedule::Month)),
        _ => {
            let message = Text::new(
                "这里写年、个季度或个月",
                "years, quarters or months belong here",
            );
            reader.report(Diagnostic::new(Code::BadUnit, length.span, message));
            None
        }
    }
}

/// Reads the window among the children of `node`; the outer `None` is a fault.
#[expect(
    clippy::option_option,
    reason = "a window may be absent without a fault"
)]
pub(super) fn window_in(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
) -> Option<Option<Located<Window>>> {
    let mut windows = node.all(Rule::zh_window);
    let Some(first) = windows.next() else {
        return Some(None);
    };
    if let Some(second) = windows.next() {
        let message = Text::new("期限写了两次", "the time is said twice");
        reader.report(
            Diagnostic::new(Code::Unreadable, second.span(), message)
                .help("只写一个期限", "say it once"),
        );
    }
    window(reader, &first).map(Some)
}

/// Reads `于2024年12月31日前` · `在「E」后30日内` · `每季度`.
fn window(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Located<Window>> {
    let kid = node.first()?;
    let window = match kid.rule() {
        Rule::zh_by_day => Window::By(day_in(reader, &kid)?.value),
        Rule::zh_on_day => Window::On(day_in(reader, &kid)?.value),
        Rule::zh_after_event => {
            let (anchor, length) = (anchor(reader, &kid)?, length_in(reader, &kid)?);
            if kid.has(Rule::zh_each) {
                Window::Every { anchor, length }
            } else {
                Window::After { anchor, length }
            }
        }
        Rule::zh_before_event => Window::Before {
            anchor: anchor(reader, &kid)?,
            length: length_in(reader, &kid)?,
        },
        Rule::zh_within => Window::Within(length_in(reader, &kid)?),
        _ => Window::Each(schedule(&kid)?),
    };
    Some(Located::new(window, node.span()))
}

fn anchor(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Anchor> {
    let anchor = node.find(Rule::zh_anchor)?;
    if anchor.has(Rule::zh_signing) {
        return Some(Anchor::Signing);
    }
    name_in(reader, &anchor).map(Anchor::Name)
}
