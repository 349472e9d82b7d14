//! Comparisons, rounding and counted periods in Chinese.

use super::expr::{Place, Tight, at};
use crate::diagnostic::Lang;
use crate::syntax::ast::{Aggregate, CountWindow, Expr, ExprKind, Relation, RoundTo, Schedule};
use crate::syntax::print::{Printer, number, words};
use crate::value::{Exact, Rounding, Unit};

/// `60分以上不满80分`, `不低于60元且低于80元`, behind `left`.
pub(super) fn bounds(printer: &mut Printer<'_>, bounds: &[(Relation, Expr)], left: &str) -> String {
    let mut text = String::new();
    for (relation, to) in bounds {
        let directly = text.ends_with("以上") && is_counted(to);
        if !text.is_empty() && !directly {
            text.push('且');
        }
        let before = if text.is_empty() { left } else { text.as_str() };
        let bound = bound(printer, *relation, to, before);
        text.push_str(&bound);
    }
    text
}

/// A number that is no money takes 以上, 以下, 不满; everything else the words that stand before it.
fn is_counted(bound: &Expr) -> bool {
    match bound.value.as_ref() {
        ExprKind::Number { unit, .. } => *unit != Some(Unit::Yuan),
        _ => false,
    }
}

fn bound(printer: &mut Printer<'_>, relation: Relation, to: &Expr, before: &str) -> String {
    let text = at(printer, to, Tight::Sum, Place::Open);
    // `「甲」加3` and `5分以上` would become `35分以上`, `3元` and `5分以上` a sum of money.
    let runs_on = |last| last == '元' || number::NUMERALS.contains(last);
    let counted = is_counted(to) && !before.ends_with(runs_on);
    match relation {
        Relation::AtLeast if counted => format!("{text}以上"),
        Relation::AtMost if counted => format!("{text}以下"),
        Relation::Under if counted => format!("不满{text}"),
        Relation::Is if matches!(to.value.as_ref(), ExprKind::Name(..)) => format!("是{text}"),
        Relation::AtLeast
        | Relation::AtMost
        | Relation::Over
        | Relation::Under
        | Relation::Is
        | Relation::IsNot => {
            format!("{}{text}", words::relation(relation).0)
        }
    }
}

pub(super) const fn aggregate(how: Aggregate) -> &'static str {
    match how {
        Aggregate::Sum => "之和",
        Aggregate::Largest => "最大值",
        Aggregate::Smallest => "最小值",
    }
}

pub(super) fn per_full(
    printer: &mut Printer<'_>,
    of: &Expr,
    step: &Expr,
    gives: &Expr,
    partial: bool,
) -> String {
    let of = at(printer, of, Tight::Atom, Place::Open);
    let step = at(printer, step, Tight::Atom, Place::Open);
    let gives = at(printer, gives, Tight::Atom, Place::Open);
    let begun = if partial {
        format!("，不足{step}按{step}计")
    } else {
        String::new()
    };
    format!("{of}每满{step}计{gives}{begun}")
}

pub(super) fn rounding(mode: Rounding, to: RoundTo) -> String {
    let unit = match to {
        RoundTo::Fen(fen) => money_step(fen),
        RoundTo::Ratio(share) => number::ratio(Lang::Zh, share),
        RoundTo::Whole => "整数".to_owned(),
    };
    match mode {
        Rounding::Down if unit == "元" => "舍去角分".to_owned(),
        Rounding::HalfUp => format!("四舍五入到{unit}"),
        Rounding::Down => format!("舍到{unit}"),
        Rounding::Up => format!("进到{unit}"),
    }
}

fn money_step(fen: Exact) -> String {
    match fen.to_integer() {
        Some(10_000) => "百元".to_owned(),
        Some(1000) => "十元".to_owned(),
        Some(100) => "元".to_owned(),
        Some(10) => "角".to_owned(),
        Some(1) => "分".to_owned(),
        _ => number::amount(Lang::Zh, fen, Some(Unit::Yuan)),
    }
}

pub(super) fn window(window: CountWindow) -> String {
    match window {
        CountWindow::Ever => String::new(),
        CountWindow::Past(length) => format!("最近{}内", number::length(Lang::Zh, length)),
        CountWindow::This(schedule) => this_period(schedule).to_owned(),
        CountWindow::Last(schedule) => last_period(schedule).to_owned(),
    }
}

const fn this_period(schedule: Schedule) -> &'static str {
    match schedule {
        Schedule::Year => "当年",
        Schedule::HalfYear => "本半年",
        Schedule::Quarter => "本季度",
        Schedule::Month => "本月",
        Schedule::Once => "",
    }
}

const fn last_period(schedule: Schedule) -> &'static str {
    match schedule {
        Schedule::Year => "上年",
        Schedule::HalfYear => "上个半年",
        Schedule::Quarter => "上季度",
        Schedule::Month => "上月",
        Schedule::Once => "",
    }
}
