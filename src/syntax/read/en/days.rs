//! Days, lengths, schedules and windows.

use super::super::values::{date_of, no_such_day};
use super::super::{Node, Reader, Rule, number_of};
use super::slips;
use super::values::{name_in, whole};
use crate::span::Located;
use crate::syntax::ast::{Anchor, DayRef, Length, Schedule, Window};
use crate::value::{Date, Unit};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads the day among the children of `node`.
pub(super) fn day_in(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Located<DayRef>> {
    day(reader, &node.find(Rule::en_day)?)
}

/// Reads `2024-03-01` · `December 31 each year` · `day 15 of each month`.
pub(super) fn day(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Located<DayRef>> {
    if let Some(date) = node.find(Rule::iso_date) {
        return date_of(reader, &date)
            .map(|date| Located::new(DayRef::Day(date.value), node.span()));
    }
    let Some(month_day) = node.find(Rule::en_month_day) else {
        let monthly = node.find(Rule::en_day_of_month)?;
        let day = small(&monthly, Rule::day)
            .or_else(|| small(&monthly.find(Rule::en_ordinal)?, Rule::en_ordinal_day));
        let day = day
            .filter(|day| (1..=31).contains(day))
            .map(|day| DayRef::Monthly { day });
        return checked(reader, node, day);
    };
    let written = month_day.find(Rule::en_month_name)?.text().to_lowercase();
    let month = (1_u8..)
        .zip(MONTHS)
        .find_map(|(number, name)| (name == written).then_some(number))?;
    let day = small(&month_day, Rule::day)?;
    let said = node.has(Rule::en_yearly) || node.has(Rule::en_of_each_year);
    let this_year = node.has(Rule::en_this_year_day);
    let read = if this_year {
        DayRef::ThisYear { month, day }
    } else {
        DayRef::Yearly { month, day, said }
    };
    // A leap year has every day that any year has.
    let known = Date::from_ymd_opt(2024, u32::from(month), u32::from(day)).is_some();
    checked(reader, node, known.then_some(read))
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

/// Reads the length among the children of `node`.
pub(super) fn length_in(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Located<Length>> {
    length(reader, &node.find(Rule::en_length)?)
}

/// Reads `30 days` · `6 months` · `half a year`.
pub(super) fn length(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Located<Length>> {
    let Some(number) = node.find(Rule::en_number) else {
        return Some(Located::new(
            Length {
                number: 6,
                unit: Unit::Month,
            },
            node.span(),
        ));
    };
    let number = whole(reader, &number)?;
    let word = node.find(Rule::en_time_unit)?;
    let spelt = word
        .text()
        .to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let Some(unit) = Unit::of_en(&spelt) else {
        slips::bad_unit(reader, word.span(), "days");
        return None;
    };
    Some(Located::new(Length { number, unit }, node.span()))
}

/// Reads `each quarter`.
pub(super) fn schedule(node: &Node<'_>) -> Option<Schedule> {
    node.first().map(|word| schedule_word(&word))
}

/// The schedule that a word of it stands for.
pub(super) fn schedule_word(node: &Node<'_>) -> Schedule {
    match node.rule() {
        Rule::en_yearly => Schedule::Year,
        Rule::en_half_yearly => Schedule::HalfYear,
        Rule::en_quarterly => Schedule::Quarter,
        Rule::en_monthly => Schedule::Month,
        _ => Schedule::Once,
    }
}

/// The schedule counted in `2 quarters`.
pub(super) fn periods(node: &Node<'_>) -> Option<Schedule> {
    let word = node.find(Rule::en_periods)?.text().to_lowercase();
    Some(match word.trim_end_matches('s') {
        "year" => Schedule::Year,
        "half-year" => Schedule::HalfYear,
        "quarter" => Schedule::Quarter,
        _ => Schedule::Month,
    })
}

/// Reads `by 2024-12-31` · `within 30 days after [completion]` · `each quarter`.
pub(super) fn window(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Located<Window>> {
    let kid = node.first()?;
    let window = match kid.rule() {
        Rule::en_by_day => Window::By(day_in(reader, &kid)?.value),
        Rule::en_on_day => Window::On(day_in(reader, &kid)?.value),
        Rule::en_after_event => Window::After {
            anchor: anchor(reader, &kid)?,
            length: length_in(reader, &kid)?,
        },
        Rule::en_before_event => Window::Before {
            anchor: anchor(reader, &kid)?,
            length: length_in(reader, &kid)?,
        },
        Rule::en_steps => Window::Every {
            anchor: anchor(reader, &kid)?,
            length: length_in(reader, &kid)?,
        },
        Rule::en_within => Window::Within(length_in(reader, &kid)?),
        Rule::en_schedule => Window::Each(schedule(&kid)?),
        _ => Window::Each(Schedule::Once),
    };
    Some(Located::new(window, node.span()))
}

fn anchor(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Anchor> {
    let anchor = node.find(Rule::en_anchor)?;
    if anchor.has(Rule::en_signing) {
        return Some(Anchor::Signing);
    }
    name_in(reader, &anchor).map(Anchor::Name)
}
