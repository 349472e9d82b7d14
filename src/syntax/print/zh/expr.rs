//! Conditions and amounts in Chinese.

use super::kin;
use super::limits::{self, aggregate, bounds, per_full, rounding};
use crate::diagnostic::Lang;
use crate::syntax::ast::{Expr, ExprKind, Name, Operator, Relation, SubjectKind, Verb};
use crate::syntax::print::{Printer, number, words};

/// How tightly an expression holds together; one that is looser than its place wants brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tight {
    Or,
    And,
    Test,
    Suffix,
    Sum,
    Product,
    Postfix,
    Atom,
}

/// A condition: `「年龄」60周岁以上且「在读大学」`.
pub(super) fn condition(printer: &mut Printer<'_>, of: &Expr) -> String {
    at(printer, of, Tight::Or, Place::Open)
}

/// The condition of a subject. `有「证」的村民` would be a member phrase, so a person holds what a household has.
pub(super) fn condition_of(printer: &mut Printer<'_>, of: &Expr, who: &SubjectKind) -> String {
    let place = match who {
        SubjectKind::Person => Place::Person,
        SubjectKind::Household
        | SubjectKind::Village
        | SubjectKind::PartyA
        | SubjectKind::PartyB
        | SubjectKind::Body(_)
        | SubjectKind::Role(_) => Place::Open,
    };
    at(printer, of, Tight::Or, place)
}

/// What is reckoned: rounding and bounds of its left side stand between commas, without brackets.
pub(super) fn check(printer: &mut Printer<'_>, of: &Expr) -> String {
    let ExprKind::Compare { left, bounds } = of.value.as_ref() else {
        return condition(printer, of);
    };
    let comma = match left.value.as_ref() {
        ExprKind::Rounded { .. } | ExprKind::Clamped { .. } => "，",
        _ => "",
    };
    let least = if comma.is_empty() {
        Tight::Sum
    } else {
        Tight::Suffix
    };
    let bounds = number::parts_as_percent(left, bounds);
    let left = at(printer, left, least, Place::Open);
    let text = match bounds.as_slice() {
        [(Relation::Is, to)] => format!("等于{}", at(printer, to, Tight::Sum, Place::Open)),
        _ => limits::bounds(
            printer,
            &bounds,
            if comma.is_empty() { &left } else { comma },
        ),
    };
    format!("{left}{comma}{text}")
}

/// An amount, with its rounding and bounds.
pub(super) fn value(printer: &mut Printer<'_>, of: &Expr) -> String {
    at(printer, of, Tight::Suffix, Place::Open)
}

/// An amount that may stand right behind a name, without `金额为`.
pub(super) fn is_plain(of: &Expr) -> bool {
    match of.value.as_ref() {
        ExprKind::Number { .. } | ExprKind::Blank { .. } => true,
        ExprKind::Rounded { of, .. } | ExprKind::Clamped { of, .. } => is_plain(of),
        _ => false,
    }
}

/// A name alone, with no verb that needs 的 before 除外.
pub(super) fn is_name(of: &Expr) -> bool {
    matches!(of.value.as_ref(), ExprKind::Name(_, Verb::Bare | Verb::Is))
}

/// Where a condition stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Anywhere else.
    Open,
    /// Before a person who is the subject.
    Person,
    /// Inside a member phrase, where 有 would open another one.
    Member,
}

/// In brackets where looser than `least`.
pub(super) fn at(printer: &mut Printer<'_>, of: &Expr, least: Tight, place: Place) -> String {
    let text = print(printer, of, place);
    if tightness(of) < least {
        format!("（{text}）")
    } else {
        text
    }
}

fn tightness(of: &Expr) -> Tight {
    match of.value.as_ref() {
        ExprKind::Or(_) => Tight::Or,
        ExprKind::And(_) => Tight::And,
        ExprKind::Not(_)
        | ExprKind::Compare { .. }
        | ExprKind::AnyMember { .. }
        | ExprKind::AllMembers(_)
        | ExprKind::Elapsed { .. }
        | ExprKind::MissedInARow { .. } => Tight::Test,
        ExprKind::Rounded { .. } | ExprKind::Clamped { .. } | ExprKind::PerFull { .. } => {
            Tight::Suffix
        }
        ExprKind::Arithmetic {
            op: Operator::Times,
            left,
            right,
        } if number::is_share(left, right) => Tight::Postfix,
        ExprKind::Arithmetic {
            op: Operator::Add | Operator::Subtract,
            ..
        } => Tight::Sum,
        ExprKind::Arithmetic {
            op: Operator::Times | Operator::Divide,
            ..
        } => Tight::Product,
        ExprKind::AgeAt(_) | ExprKind::MonthsBetween { .. } => Tight::Postfix,
        ExprKind::Name(_, Verb::Bare)
        | ExprKind::Number { .. }
        | ExprKind::Date(_)
        | ExprKind::Day(_)
        | ExprKind::Blank { .. }
        | ExprKind::CountMembers(_)
        | ExprKind::OverMembers { .. }
        | ExprKind::Households(_)
        | ExprKind::HouseholdShare(_)
        | ExprKind::OverHouseholds { .. }
        | ExprKind::OfHousehold(_)
        | ExprKind::Relatives { .. }
        | ExprKind::Extreme { .. }
        | ExprKind::OverdueDays(_)
        | ExprKind::EventCount { .. } => Tight::Atom,
        ExprKind::Name(..) => Tight::Test,
    }
}

fn print(printer: &mut Printer<'_>, of: &Expr, place: Place) -> String {
    match of.value.as_ref() {
        ExprKind::Name(name, verb) => named(printer, name, *verb, place),
        ExprKind::Number { value, unit } => number::amount(Lang::Zh, *value, *unit),
        ExprKind::Date(date) => number::date(Lang::Zh, *date),
        ExprKind::Day(day) => number::day(Lang::Zh, *day),
        ExprKind::Blank { name, unit } => {
            let name = name
                .as_ref()
                .map(|name| format!("（{}）", printer.name(name)))
                .unwrap_or_default();
            format!(
                "____{name}{}",
                unit.map(|unit| unit.surface().zh).unwrap_or_default()
            )
        }
        ExprKind::Not(what) => not(printer, what, place),
        ExprKind::And(parts) => joined(printer, parts, "且", Tight::Test, place),
        ExprKind::Or(parts) => joined(printer, parts, "或者", Tight::And, place),
        ExprKind::Compare { left, bounds } => {
            let bounds = number::as_percent(left, bounds);
            let left = at(printer, left, Tight::Sum, place);
            let bounds = limits::bounds(printer, &bounds, &left);
            format!("{left}{bounds}")
        }
        ExprKind::Arithmetic { op, left, right } => arithmetic(printer, *op, left, right, place),
        ExprKind::AnyMember { condition, count } => any_member(printer, "有", condition, count),
        ExprKind::CountMembers(None) => "成员人数".to_owned(),
        ExprKind::CountMembers(Some(which)) => format!(
            "家中{}的成员人数",
            at(printer, which, Tight::Or, Place::Member)
        ),
        ExprKind::AllMembers(what) => all_members(printer, what),
        ExprKind::OverMembers { how, of } => format!(
            "成员{}{}",
            at(printer, of, Tight::Atom, place),
            aggregate(*how)
        ),
        ExprKind::Households(None) => "全村户数".to_owned(),
        ExprKind::Households(Some(which)) => format!("全村{}的户数", condition(printer, which)),
        ExprKind::HouseholdShare(which) => {
            format!("全村{}的户占全部户的比例", condition(printer, which))
        }
        ExprKind::OverHouseholds { how, of } => {
            let text = print(printer, of, Place::Open);
            let how = aggregate(*how);
            match of.value.as_ref() {
                ExprKind::Name(_, Verb::Bare) => format!("各户{text}{how}"),
                _ => format!("各户（{text}）{how}"),
            }
        }
        ExprKind::Relatives { .. } => kin::described(printer, of, &SubjectKind::Person),
        ExprKind::OfHousehold(name) => format!("所在户{}", printer.name(name)),
        ExprKind::AgeAt(since) => format!("{}的周岁", at(printer, since, Tight::Atom, place)),
        ExprKind::Elapsed { since, length } => {
            format!(
                "自{}起满{}",
                at(printer, since, Tight::Atom, place),
                number::length(Lang::Zh, length.value)
            )
        }
        ExprKind::MonthsBetween { from, to } => {
            format!(
                "{}至{}的月数",
                at(printer, from, Tight::Atom, place),
                at(printer, to, Tight::Atom, place)
            )
        }
        ExprKind::Extreme { greater, of } => {
            let of: Vec<String> = of
                .iter()
                .map(|of| at(printer, of, Tight::Sum, place))
                .collect();
            format!(
                "取{}中较{}者",
                of.join("、"),
                if *greater { "大" } else { "小" }
            )
        }
        ExprKind::PerFull {
            of,
            step,
            gives,
            partial,
        } => per_full(printer, of, step, gives, *partial),
        ExprKind::Rounded { of, mode, to } => format!(
            "{}，{}",
            at(printer, of, Tight::Suffix, place),
            rounding(*mode, *to)
        ),
        ExprKind::Clamped { of, least, bound } => {
            let word = if *least { "最低" } else { "最高" };
            format!(
                "{}，{word}{}",
                at(printer, of, Tight::Suffix, place),
                at(printer, bound, Tight::Sum, place)
            )
        }
        ExprKind::OverdueDays(action) => format!("{}的逾期天数", printer.name(action)),
        ExprKind::EventCount { window, event } => {
            format!("{}{}次数", limits::window(*window), printer.name(event))
        }
        ExprKind::MissedInARow {
            number,
            schedule,
            event,
        } => {
            format!(
                "连续{number}{}未{}",
                words::periods(*schedule).0,
                printer.name(event)
            )
        }
    }
}

fn named(printer: &mut Printer<'_>, name: &Name, verb: Verb, place: Place) -> String {
    let verb = match verb {
        Verb::Bare => "",
        Verb::Is => "是",
        Verb::Belongs => "属于",
        Verb::Has if place != Place::Open => "持有",
        Verb::Has => "有",
        Verb::Holds => "持有",
        Verb::Signed => "签订",
    };
    format!("{verb}{}", printer.name(name))
}

fn not(printer: &mut Printer<'_>, what: &Expr, place: Place) -> String {
    match what.value.as_ref() {
        ExprKind::Name(name, verb) => {
            let word = match verb {
                Verb::Bare => "非",
                Verb::Is => "不是",
                Verb::Belongs => "不属于",
                Verb::Has if place != Place::Open => "未持有",
                Verb::Has => "没有",
                Verb::Holds => "未持有",
                Verb::Signed => "未签订",
            };
            format!("{word}{}", printer.name(name))
        }
        ExprKind::AnyMember { condition, count } if count.is_empty() => {
            any_member(printer, "没有", condition, count)
        }
        _ => format!("非（{}）", at(printer, what, Tight::Or, place)),
    }
}

/// `全体成员均` takes one test or one bracket, so a test that begins with a bracket stands in another.
fn all_members(printer: &mut Printer<'_>, what: &Expr) -> String {
    let text = print(printer, what, Place::Member);
    if tightness(what) < Tight::Test || text.starts_with('（') {
        format!("全体成员均（{text}）")
    } else {
        format!("全体成员均{text}")
    }
}

fn joined(
    printer: &mut Printer<'_>,
    parts: &[Expr],
    word: &str,
    least: Tight,
    place: Place,
) -> String {
    // A tree as read has no list directly in a list of its kind, so an equal one wants brackets too.
    let parts: Vec<String> = parts
        .iter()
        .map(|part| at(printer, part, least, place))
        .collect();
    parts.join(word)
}

fn any_member(
    printer: &mut Printer<'_>,
    has: &str,
    condition: &Expr,
    count: &[(Relation, Expr)],
) -> String {
    format!(
        "{has}{}的成员{}",
        at(printer, condition, Tight::Or, Place::Member),
        bounds(printer, count, "")
    )
}

fn arithmetic(
    printer: &mut Printer<'_>,
    op: Operator,
    left: &Expr,
    right: &Expr,
    place: Place,
) -> String {
    let (word, own, tighter) = match op {
        Operator::Add => ("加", Tight::Sum, Tight::Product),
        Operator::Subtract => ("减", Tight::Sum, Tight::Product),
        Operator::Times if number::is_share(left, right) => ("的", Tight::Atom, Tight::Atom),
        Operator::Times => ("乘以", Tight::Product, Tight::Postfix),
        Operator::Divide => ("除以", Tight::Product, Tight::Postfix),
    };
    let right = match right.value.as_ref() {
        ExprKind::Number { value, unit: None } if word == "的" => number::ratio(Lang::Zh, *value),
        _ => at(printer, right, tighter, place),
    };
    format!("{}{word}{right}", at(printer, left, own, place))
}
