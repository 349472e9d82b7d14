//! Leads, tails and what follows a duty not done, in English.

use super::act::{self, Doer};
use super::{expr, items, kin, relative, subject, whom};
use crate::span::Located;
use crate::syntax::ast::{Expr, ExprKind, Failing, Lead, Norm, SubjectKind, Tail, Verb};
use crate::syntax::print::Printer;

/// Forms 3–13 and 16, without the full stop unless a list has it.
pub(super) fn norm(printer: &mut Printer<'_>, norm: &Norm) -> String {
    let (lead, doer) = lead(printer, norm);
    let acts = act::acts(printer, &norm.acts, doer) + &act::proviso(printer, &norm.acts);
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
        (Lead::Cases { conditions, .. }, _) => {
            let mut texts = Vec::with_capacity(conditions.len());
            for condition in conditions {
                texts.push(format!("where {}", expr::condition(printer, condition)));
            }
            format!(":{}", items(&texts))
        }
        (Lead::Subject { .. } | Lead::When(_) | Lead::Breach { .. }, Some(last)) => {
            act::rows(printer, &last.value)
        }
        (Lead::Subject { .. } | Lead::When(_) | Lead::Breach { .. }, None) => String::new(),
    }
}

/// The lead, and the words that then stand before an act somebody does.
fn lead(printer: &mut Printer<'_>, norm: &Norm) -> (String, Doer) {
    let done = norm
        .acts
        .first()
        .is_none_or(|first| act::is_done_by_subject(&first.value));
    match &norm.lead {
        Lead::Subject { condition, who } => {
            let text = subjects(printer, condition.as_ref(), who);
            if done {
                (format!("{text} "), Doer::subject(who.len()))
            } else {
                (format!("for {text}, "), Doer::Concerned)
            }
        }
        Lead::When(condition) => (
            format!("where {}, ", expr::condition(printer, condition)),
            Doer::Concerned,
        ),
        Lead::Breach {
            who,
            count,
            articles,
            kin,
        } => {
            let articles = printer.references(articles, "or");
            let who = who.as_ref().map(|who| subject(printer, &who.value));
            let by = who
                .as_ref()
                .filter(|_| kin.is_empty())
                .map(|who| format!(" by {who}"))
                .unwrap_or_default();
            let breaches = match count {
                None => format!("a breach of {articles}{by}"),
                Some(count) => {
                    let every = if count.every { "every " } else { "" };
                    let breach = if count.times == 1 {
                        "breach"
                    } else {
                        "breaches"
                    };
                    let how = match (count.every, count.in_a_row) {
                        (_, true) => " in a row",
                        (true, false) => "",
                        (false, false) => " in total",
                    };
                    format!("{every}{} {breach} of {articles}{by}{how}", count.times)
                }
            };
            if kin.is_empty() {
                return (format!("for {breaches}, "), Doer::InBreach);
            }
            let who = who.map_or_else(|| "whoever".to_owned(), |who| format!("{who} who"));
            let kin = kin::words(kin);
            (
                format!("for {kin} of {who} committed {breaches}, "),
                Doer::Concerned,
            )
        }
        Lead::Cases { all, who, .. } => {
            let which = if *all { "all" } else { "any" };
            match who {
                None => (format!("in {which} of these cases, "), Doer::Concerned),
                Some(who) if done => (
                    format!(
                        "{} in {which} of these cases ",
                        subject(printer, &who.value)
                    ),
                    Doer::Said,
                ),
                Some(who) => (
                    format!(
                        "for {} in {which} of these cases, ",
                        subject(printer, &who.value)
                    ),
                    Doer::Concerned,
                ),
            }
        }
    }
}

fn subjects(
    printer: &mut Printer<'_>,
    condition: Option<&Expr>,
    who: &[Located<SubjectKind>],
) -> String {
    match (condition, who) {
        (Some(condition), [only]) => whom(printer, &only.value, condition),
        (condition, who) => {
            let names: Vec<String> = who.iter().map(|who| subject(printer, &who.value)).collect();
            let who_of = who
                .first()
                .map_or(relative::Word::That, |who| relative::Word::of(&who.value));
            let condition = condition
                .map(|condition| format!(" {}", relative::condition(printer, condition, who_of)));
            format!(
                "{}{}",
                printer.list(&names, "and"),
                condition.unwrap_or_default()
            )
        }
    }
}

fn failing(printer: &mut Printer<'_>, part: &Failing) -> String {
    let that = match &part.action {
        Some(action) => format!("failing to {}", printer.name(action)),
        None => "failing that".to_owned(),
    };
    format!(
        "; {that}, {}{}{}",
        act::acts(printer, &part.acts, Doer::Said),
        act::proviso(printer, &part.acts),
        tails(printer, &part.tails)
    )
}

fn tails(printer: &mut Printer<'_>, tails: &[Located<Tail>]) -> String {
    let tails: Vec<String> = tails
        .iter()
        .map(|tail| format!(", {}", self::tail(printer, &tail.value)))
        .collect();
    tails.concat()
}

fn tail(printer: &mut Printer<'_>, tail: &Tail) -> String {
    match tail {
        Tail::Except(condition) => match condition.value.as_ref() {
            ExprKind::Name(name, Verb::Bare | Verb::Is | Verb::Belongs) => {
                let name = printer.name(name);
                let vowel = name
                    .trim_start_matches('[')
                    .starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']);
                format!("except for {} {name}", if vowel { "an" } else { "a" })
            }
            ExprKind::Relatives { .. } => format!(
                "except for {}",
                whom(printer, &SubjectKind::Person, condition)
            ),
            _ => format!("except where {}", expr::condition(printer, condition)),
        },
        Tail::Until(event) => format!("until {}", printer.name(event)),
        Tail::PaidBy(who) => format!("paid by {}", subject(printer, who)),
        Tail::SupervisedBy(who) => format!("supervised by {}", subject(printer, who)),
        Tail::StillOwed => "still owed after the deadline".to_owned(),
        Tail::EarlyCounts => "early performance counts".to_owned(),
    }
}
