//! Sentences in English.

mod act;
mod amount;
mod contents;
mod expr;
mod kin;
mod norm;
mod relative;
mod rules;
mod steps;

use self::relative::Word;
use super::{Printer, number, words};
use crate::diagnostic::Lang;
use crate::syntax::ast::{
    Body, Effect, End, Expr, ExprKind, Meaning, Name, Quorum, Sentence, Start, SubjectKind, Tier,
    Transition,
};
use crate::value::{Date, Exact};

/// A sentence with its full stop.
pub(super) fn sentence(printer: &mut Printer<'_>, sentence: &Sentence) -> String {
    let text = match sentence {
        Sentence::Definition { name, meaning } => definition(printer, name, meaning),
        Sentence::Parameter {
            name,
            steps,
            repealed,
        } => {
            let steps = steps.iter().map(|(from, value)| {
                format!(
                    "{} from {}",
                    expr::enclosed(printer, value),
                    number::date(Lang::En, from.value)
                )
            });
            let mut steps: Vec<String> = steps.collect();
            steps.extend(
                repealed
                    .map(|from| format!("repealed from {}", number::date(Lang::En, from.value))),
            );
            format!("{} is {}", printer.name(name), steps.join(", and "))
        }
        Sentence::Norm(norm) => norm::norm(printer, norm),
        Sentence::NotApply {
            articles,
            condition,
            who,
        } => {
            let apply = if number::are_several(articles) {
                "do"
            } else {
                "does"
            };
            let articles = printer.references(articles, "and");
            format!(
                "{articles} {apply} not apply to {}",
                whom(printer, &who.value, condition)
            )
        }
        Sentence::Cap {
            benefits,
            per_person,
            period,
            limit,
        } => {
            let verb = if benefits.len() > 1 {
                "together do"
            } else {
                "does"
            };
            let holder = if *per_person { "person" } else { "household" };
            let period = period.map_or("in a lifetime", |period| words::schedule(period).1);
            let limit = expr::enclosed(printer, limit);
            format!(
                "{} {verb} not exceed {limit} per {holder} {period}",
                printer.names(benefits, "and")
            )
        }
        Sentence::Higher { articles } => {
            let all = if articles.len() == 2 { "both" } else { "all" };
            format!(
                "Where {} {all} apply, the higher counts",
                printer.references(articles, "and")
            )
        }
        Sentence::Together { articles, benefits } => {
            let benefits = printer.names(benefits, "and");
            let what = if articles.is_empty() {
                benefits
            } else {
                printer.references(articles, "and")
            };
            format!("{what} may be received together")
        }
        Sentence::RefundAtEnd { deposit } => {
            let deposit = deposit
                .as_ref()
                .map_or_else(|| "It".to_owned(), |deposit| printer.name(deposit));
            format!("{deposit} is refunded in full at the end if there was no breach")
        }
        Sentence::Effect(effect) => self::effect(printer, effect),
        Sentence::AdoptedBy { body, quorum } => {
            let body = self::body(printer, &body.value);
            format!(
                "{} adopted by {body}{}",
                this_is(printer),
                quorum.as_ref().map(with).unwrap_or_default()
            )
        }
        Sentence::Consent {
            matter,
            body,
            quorum,
        } => {
            let (matter, body) = (printer.name(matter), self::body(printer, &body.value));
            format!(
                "{matter} requires the consent of {body}{}",
                quorum.as_ref().map(with).unwrap_or_default()
            )
        }
        Sentence::Interpretation { by } => {
            format!(
                "{} interpreted by {}",
                this_is(printer),
                subject(printer, &by.value)
            )
        }
        Sentence::Share {
            pot,
            per_person,
            extra,
        } => rules::share(printer, pot, *per_person, extra),
        Sentence::Points(rule) => rules::points(printer, rule),
        Sentence::Prevails { over, winner } => rules::prevails(printer, over, winner),
        Sentence::DocumentPrevails { winner, loser } => format!(
            "{} prevails over {}",
            printer.title(winner),
            printer.title(loser)
        ),
        Sentence::Presumption { name, holds } => {
            let not = if *holds { "" } else { " not" };
            format!(
                "Where {} is in dispute, it is presumed{not}",
                printer.name(name)
            )
        }
        Sentence::Succession => {
            "Where a household splits or merges, its rights and duties pass to the households that succeed it".to_owned()
        }
        Sentence::Property(property) => rules::property(printer, property),
        Sentence::Check(what) => format!("check: {}", expr::check(printer, what)),
        Sentence::Steps { matter, steps } => steps::steps(printer, matter, steps),
        Sentence::Contents { of, items } => contents::contents(printer, &of.value, items),
        Sentence::Provides { by, contents } => contents::provides(printer, &by.value, contents),
        Sentence::ConcludedBy { title, body } => {
            let body = self::body(printer, &body.value);
            format!("{} is concluded by {body}", printer.title(title))
        }
    };
    let text = capitalised(&text);
    if text.ends_with('.') {
        text
    } else {
        text + "."
    }
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map(|first| first.to_uppercase().chain(characters).collect())
        .unwrap_or_default()
}

fn definition(printer: &mut Printer<'_>, name: &Name, meaning: &Meaning) -> String {
    let quoted = printer.name(name);
    let this = printer.pick(words::this(printer.kind));
    match meaning {
        Meaning::Condition { condition, of } => {
            format!(
                "In {this}, {quoted} means {}",
                whom(printer, &of.value, condition)
            )
        }
        Meaning::Value(value) => {
            format!("In {this}, {quoted} means {}", expr::value(printer, value))
        }
        Meaning::Cases { sliced, rows } => format!(
            "In {this}, {quoted} is calculated{} as follows:{}",
            if *sliced { " slice by slice" } else { "" },
            tiers(printer, rows)
        ),
    }
}

/// `a household that is [hardship household]`
fn whom(printer: &mut Printer<'_>, who: &SubjectKind, condition: &Expr) -> String {
    if *who == SubjectKind::Village {
        return format!("a village where {}", expr::condition(printer, condition));
    }
    if let ExprKind::Relatives {
        kin,
        of,
        whose,
        own,
    } = condition.value.as_ref()
    {
        return kin::relatives(printer, kin, &of.value, whose.as_ref(), own.as_ref());
    }
    let condition = relative::condition(printer, condition, Word::of(who));
    format!("{} {condition}", subject(printer, who))
}

/// Rows on lines of their own; the last ends the sentence.
fn tiers(printer: &mut Printer<'_>, rows: &[Tier]) -> String {
    let mut texts = Vec::with_capacity(rows.len());
    for row in rows {
        let value = expr::value(printer, &row.value);
        texts.push(match &row.condition {
            Some(condition) => format!("where {}, {value}", expr::condition(printer, condition)),
            None => format!("otherwise, {value}"),
        });
    }
    items(&texts)
}

/// `(1) …;` on lines of their own; the last ends with a full stop.
fn items(items: &[String]) -> String {
    let numbered = (1_u32..)
        .zip(items)
        .map(|(at, item)| format!("\n({at}) {item}"));
    numbered.collect::<Vec<_>>().join(";") + "."
}

fn subject(printer: &mut Printer<'_>, kind: &SubjectKind) -> String {
    match kind {
        SubjectKind::Body(body) => self::body(printer, body),
        SubjectKind::Role(name) => printer.name(name),
        SubjectKind::Household
        | SubjectKind::Person
        | SubjectKind::Village
        | SubjectKind::PartyA
        | SubjectKind::PartyB => words::subject(kind)
            .map(|(_, en)| en)
            .unwrap_or_default()
            .to_owned(),
    }
}

fn body(printer: &mut Printer<'_>, body: &Body) -> String {
    match (words::body(body), body) {
        (Some((_, en)), _) => en.to_owned(),
        (None, Body::Named(name)) => printer.name(name),
        (None, _) => String::new(),
    }
}

/// ` with a majority of those present`
fn with(quorum: &Quorum) -> String {
    let of = if quorum.of_present {
        "of those present"
    } else {
        "of all villagers"
    };
    let share = number::ratio(Lang::En, quorum.share);
    match quorum.inclusive {
        true => format!(" with at least {share} {of}"),
        false if Exact::new(1, 2) == Some(quorum.share) => format!(" with a majority {of}"),
        false => format!(" with over {share} {of}"),
    }
}

/// `this charter is`, `these measures are`
fn this_is(printer: &Printer<'_>) -> String {
    let this = printer.pick(words::this(printer.kind));
    format!(
        "{this} {}",
        if this.starts_with("these") {
            "are"
        } else {
            "is"
        }
    )
}

fn effect(printer: &mut Printer<'_>, effect: &Effect) -> String {
    match effect {
        Effect::From { start, end } => from(printer, *start, end.as_ref()),
        Effect::Term(length) => {
            let this = printer.pick(words::this(printer.kind));
            let run = if this.starts_with("these") {
                "run"
            } else {
                "runs"
            };
            format!(
                "{this} {run} for {}",
                number::length(Lang::En, length.value)
            )
        }
        Effect::Repeal { articles, from } => {
            let are = if number::are_several(articles) {
                "are"
            } else {
                "is"
            };
            let from = number::date(Lang::En, from.value);
            format!(
                "{} {are} repealed from {from}",
                printer.references(articles, "and")
            )
        }
        Effect::Annul { articles } => {
            let are = if number::are_several(articles) {
                "are"
            } else {
                "is"
            };
            format!(
                "{} {are} void from the beginning",
                printer.references(articles, "and")
            )
        }
        Effect::Transition { before, rule } => transition(before.map(|day| day.value), *rule),
    }
}

fn from(printer: &mut Printer<'_>, start: Start, end: Option<&End>) -> String {
    let this = printer.pick(words::this(printer.kind));
    let take = if this.starts_with("these") {
        "take"
    } else {
        "takes"
    };
    let start = match start {
        Start::On(day) => number::date(Lang::En, day.value),
        Start::Publication => "publication".to_owned(),
        Start::Adoption => "adoption".to_owned(),
        Start::Signing => "signing".to_owned(),
    };
    let end = match end {
        None => String::new(),
        Some(End::On(day)) => format!(", until {}", number::date(Lang::En, day.value)),
        Some(End::Event(event)) => format!(", until {}", printer.name(event)),
        Some(End::After(length)) => format!(", for {}", number::length(Lang::En, length.value)),
    };
    format!("{this} {take} effect on {start}{end}")
}

fn transition(before: Option<Date>, rule: Transition) -> String {
    let before = before.map(|day| format!("before {}", number::date(Lang::En, day)));
    let before = before.as_deref().unwrap_or("before its effect");
    match rule {
        Transition::Keep => format!("This amendment does not apply to matters {before}"),
        Transition::Open => format!("This amendment applies to matters not completed {before}"),
        Transition::All => format!("This amendment applies to all matters {before}"),
    }
}
