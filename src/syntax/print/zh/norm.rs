//! Leads, tails and what follows a duty not done, in Chinese.

use super::{act, cases, expr, subject};
use crate::span::Located;
use crate::syntax::ast::{Act, Failing, Lead, Norm, Tail};
use crate::syntax::print::{Printer, number};

/// Forms 3–13 and 16, without the `。` unless a list has it.
pub(super) fn norm(printer: &mut Printer<'_>, norm: &Norm) -> String {
    let lead = lead(printer, norm);
    let acts = act::acts(printer, &norm.acts);
    let tails = tails(printer, &norm.tails);
    let parts: Vec<String> = norm
        .failing
        .iter()
        .map(|part| failing(printer, part))
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
            let who: Vec<String> = who.iter().map(|who| subject(printer, &who.value)).collect();
            let who = who.join("和");
            let condition = condition
                .as_ref()
                .map(|condition| format!("{}的", expr::condition(printer, condition)));
            let (condition, comma) =
                condition.map_or((String::new(), ""), |condition| (condition, "，"));
            match norm.acts.first().map(|act| &act.value) {
                Some(Act::Encourage { .. }) => format!("鼓励{condition}{who}"),
                Some(first) if act::begins_with_name(first) => format!("{condition}{who}，"),
                _ => format!("{condition}{who}{comma}"),
            }
        }
        Lead::When(condition) => format!("{}的，", expr::condition(printer, condition)),
        Lead::Breach {
            who,
            count,
            articles,
        } => {
            let who = who
                .as_ref()
                .map(|who| subject(printer, &who.value))
                .unwrap_or_default();
            let count = count.map_or(String::new(), |count| match (count.every, count.in_a_row) {
                (true, _) => format!("每累计{}次", count.times),
                (false, true) => format!("连续{}次", count.times),
                (false, false) => format!("累计{}次", count.times),
            });
            format!("{who}{count}违反{}的，", printer.references(articles, ""))
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

fn failing(printer: &mut Printer<'_>, part: &Failing) -> String {
    let what = part
        .action
        .as_ref()
        .map(|action| format!("不{}", printer.name(action)))
        .unwrap_or_default();
    format!(
        "；逾期{what}的，{}{}",
        act::acts(printer, &part.acts),
        tails(printer, &part.tails)
    )
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
        Tail::Except(condition) => match expr::condition(printer, condition) {
            name if expr::is_bare_name(condition) => format!("但{name}除外"),
            condition => format!("但{condition}的除外"),
        },
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
