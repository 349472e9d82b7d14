//! Leads, tails and what follows a duty not done, in Chinese.

use super::{act, cases, expr, kin, subject};
use crate::span::Located;
use crate::syntax::ast::{Act, Expr, ExprKind, Failing, Lead, Name, Norm, SubjectKind, Tail};
use crate::syntax::print::{Printer, number};

/// Forms 3–13 and 16, without the `。` unless a list has it.
pub(super) fn norm(printer: &mut Printer<'_>, norm: &Norm) -> String {
    let lead = lead(printer, norm);
    let acts = act::acts(printer, &norm.acts) + &act::proviso(printer, &norm.acts);
    let tails = tails(printer, &norm.tails);
    let failing = norm.failing.iter().enumerate();
    let parts: Vec<String> = failing
        .map(|(at, part)| self::failing(printer, part, norm.just_named(at)))
        .collect();
    let list = list(printer, norm);
    format!("{lead}{acts}{tails}{list}{}", parts.concat())
}

/// The items a norm ends with, if it announces any.
fn list(printer: &mut Printer<'_>, norm: &Norm) -> String {
    match (&norm.lead, norm.acts.last()) {
        (Lead::Cases { conditions, .. }, _) => format!("：{}", cases(printer, conditions)),
        (Lead::Subject { .. } | Lead::When(_) | Lead::Breach { .. }, Some(last)) => {
            act::rows(printer, &last.value)
        }
        (Lead::Subject { .. } | Lead::When(_) | Lead::Breach { .. }, None) => String::new(),
    }
}

fn lead(printer: &mut Printer<'_>, norm: &Norm) -> String {
    match &norm.lead {
        Lead::Subject { condition, who } => {
            let first = norm.acts.first().map(|act| &act.value);
            subjects(printer, condition.as_ref(), who, first)
        }
        Lead::When(condition) => format!("{}的，", expr::condition(printer, condition)),
        Lead::Breach {
            who,
            count,
            articles,
            kin,
        } => {
            let who = who
                .as_ref()
                .map(|who| subject(printer, &who.value))
                .unwrap_or_default();
            let kin = match kin.as_slice() {
                [] => String::new(),
                kin => format!("其{}，", kin::words(kin)),
            };
            let count = count.map_or(String::new(), |count| match (count.every, count.in_a_row) {
                (true, true) => format!("每连续{}次", count.times),
                (true, false) => format!("每累计{}次", count.times),
                (false, true) => format!("连续{}次", count.times),
                (false, false) => format!("累计{}次", count.times),
            });
            format!(
                "{who}{count}违反{}的，{kin}",
                printer.references(articles, "")
            )
        }
        Lead::Cases { all, who, .. } => {
            let who = who
                .as_ref()
                .map(|who| subject(printer, &who.value))
                .unwrap_or_default();
            if *all {
                format!("同时符合下列条件的{who}，")
            } else {
                format!("有下列情形之一的{who}，")
            }
        }
    }
}

fn subjects(
    printer: &mut Printer<'_>,
    condition: Option<&Expr>,
    who: &[Located<SubjectKind>],
    first: Option<&Act>,
) -> String {
    let kind = who
        .first()
        .map_or(&SubjectKind::Household, |who| &who.value);
    let mut names: Vec<String> = who.iter().map(|who| subject(printer, &who.value)).collect();
    if let (Some(which), Some(first)) = (condition, names.first_mut()) {
        *first = kin::described(printer, which, kind);
    }
    let (who, which) = (names.join("和"), condition);
    match first {
        Some(Act::Encourage { .. }) => format!("鼓励{who}"),
        // `凡是` is one word.
        Some(Act::Entitle { .. }) if which.is_some() => {
            format!("凡{}，", who.trim_start_matches('是'))
        }
        Some(first) if which.is_none() && !act::needs_comma(first, kind) => who,
        Some(_) | None => format!("{who}，"),
    }
}

/// `；逾期不清理的，…`: the only act that was named needs no quotes.
fn failing(printer: &mut Printer<'_>, part: &Failing, only: Option<&Name>) -> String {
    let what = match (&part.action, only) {
        (Some(action), _) => format!("不{}", printer.name(action)),
        (None, Some(only)) => bare(&printer.bare(only))
            .map(|act| format!("不{act}"))
            .unwrap_or_default(),
        (None, None) => String::new(),
    };
    let acts = act::acts(printer, &part.acts) + &act::proviso(printer, &part.acts);
    format!("；逾期{what}的，{acts}{}", tails(printer, &part.tails))
}

/// The name where it can stand without quotes: Chinese characters, no 的 among them.
fn bare(name: &str) -> Option<&str> {
    let han = |character| ('\u{4e00}'..='\u{9fff}').contains(&character) && character != '的';
    (!name.is_empty() && name.chars().all(han)).then_some(name)
}

fn tails(printer: &mut Printer<'_>, tails: &[Located<Tail>]) -> String {
    let tails: Vec<String> = tails
        .iter()
        .map(|tail| format!("，{}", self::tail(printer, &tail.value)))
        .collect();
    tails.concat()
}

fn tail(printer: &mut Printer<'_>, tail: &Tail) -> String {
    match tail {
        Tail::Except(condition) => {
            if let ExprKind::Relatives { .. } = condition.value.as_ref() {
                let who = kin::described(printer, condition, &SubjectKind::Person);
                return format!("但{}除外", who.trim_start_matches('是'));
            }
            let text = expr::condition(printer, condition);
            // `但是` is one word, so 是 before the name would be read as part of it.
            let text = text.strip_prefix('是').unwrap_or(&text);
            let of = if expr::is_name(condition) { "" } else { "的" };
            format!("但{text}{of}除外")
        }
        Tail::Until(event) => format!("直至{}", printer.name(event)),
        Tail::PaidBy(who) => format!("由{}支付", subject(printer, who)),
        Tail::SupervisedBy(who) => format!("由{}监督", subject(printer, who)),
        Tail::StillOwed => "逾期后仍应当履行".to_owned(),
        Tail::EarlyCounts => "提前履行的有效".to_owned(),
    }
}

/// `6个月` of a suspension.
pub(super) fn length(
    printer: &Printer<'_>,
    length: Option<&Located<crate::syntax::ast::Length>>,
) -> String {
    length
        .map(|length| number::length(printer.to, length.value))
        .unwrap_or_default()
}
