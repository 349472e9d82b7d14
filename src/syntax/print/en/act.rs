//! Acts and when they are to be done, in English.

use super::{expr, subject, tiers};
use crate::diagnostic::Lang;
use crate::span::Located;
use crate::syntax::ast::{
    Act, Amount, Anchor, Expr, ExprKind, Length, Name, Per, Quantity, Schedule, Split, Suspended,
    Window,
};
use crate::syntax::print::{Printer, number, words};
use crate::value::{Exact, Unit};

/// Who an act is said of, where it needs to be said.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Doer {
    /// The subject stands right before: `a villager must`.
    Said,
    /// Several do.
    SeveralSaid,
    /// `the party in breach must`
    InBreach,
    /// `the party concerned must`
    Concerned,
}

impl Doer {
    /// So many subjects stand right before the act.
    pub(super) const fn subject(how_many: usize) -> Self {
        if how_many > 1 {
            Self::SeveralSaid
        } else {
            Self::Said
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Said | Self::SeveralSaid => "",
            Self::InBreach => "the party in breach ",
            Self::Concerned => "the party concerned ",
        }
    }

    const fn is(self) -> &'static str {
        if matches!(self, Self::SeveralSaid) {
            "are"
        } else {
            "is"
        }
    }
}

/// Acts joined by `, and`; only the first says who.
pub(super) fn acts(printer: &mut Printer<'_>, acts: &[Located<Act>], doer: Doer) -> String {
    let mut text = String::new();
    for act in acts {
        if text.is_empty() && is_done_by_subject(&act.value) {
            text.push_str(doer.words());
        } else if !text.is_empty() {
            text.push_str(", and ");
        }
        text.push_str(&self::act(printer, &act.value, doer));
    }
    text
}

/// Whether the act is said of somebody; else of a deposit, a benefit, an article.
pub(super) const fn is_done_by_subject(act: &Act) -> bool {
    match act {
        Act::Forfeit { .. }
        | Act::Refund { .. }
        | Act::Suspend { .. }
        | Act::SuspendDuty { .. }
        | Act::Disqualify { .. }
        | Act::SignAgain
        | Act::Deemed { .. }
        | Act::May { by: Some(_), .. } => false,
        Act::Entitle { .. }
        | Act::Must { .. }
        | Act::Keep { .. }
        | Act::MustNot { .. }
        | Act::Encourage { .. }
        | Act::May { by: None, .. }
        | Act::Waive { .. }
        | Act::Priority { .. }
        | Act::Rate { .. }
        | Act::Pay { .. }
        | Act::Compensate { .. }
        | Act::PayDeposit { .. }
        | Act::Deduct { .. }
        | Act::Reprimand { .. } => true,
    }
}

fn act(printer: &mut Printer<'_>, act: &Act, doer: Doer) -> String {
    match act {
        Act::Entitle {
            schedule,
            each_person,
            benefit,
            amount,
            due,
            split,
        } => {
            let per = if *each_person { " for each person" } else { "" };
            let amount = amount
                .as_ref()
                .map(|amount| self::amount(printer, amount))
                .unwrap_or_default();
            let due = due
                .map(|due| format!(", paid before {}", number::day(Lang::En, due.value)))
                .unwrap_or_default();
            let due = due + split.map_or("", self::split);
            let (is, each) = (doer.is(), words::schedule(*schedule).1);
            format!(
                "{is} entitled {each} to {}{per}{amount}{due}",
                printer.name(benefit)
            )
        }
        Act::Must {
            window,
            actions,
            quantity,
            place,
        } => {
            let (place, actions) = (
                self::place(printer, place.as_ref()),
                printer.names(actions, "and"),
            );
            format!(
                "must {actions}{place}{}",
                when(printer, window.as_ref(), quantity.as_ref())
            )
        }
        Act::Keep { state } => format!("must keep {}", printer.name(state)),
        Act::MustNot { actions, place } => {
            format!(
                "must not {}{}",
                printer.names(actions, "or"),
                self::place(printer, place.as_ref())
            )
        }
        Act::Encourage { actions } => format!(
            "{} encouraged to {}",
            doer.is(),
            printer.names(actions, "and")
        ),
        Act::May {
            by,
            window,
            actions,
            condition: _,
        } => {
            let by = by
                .as_ref()
                .map(|by| format!("{} ", subject(printer, &by.value)))
                .unwrap_or_default();
            let actions = printer.names(actions, "or");
            format!("{by}may {actions}{}", when(printer, window.as_ref(), None))
        }
        Act::Waive {
            actions,
            of,
            condition: _,
        } => {
            let of = subject(printer, &of.value);
            format!("may waive {} for {of}", printer.names(actions, "or"))
        }
        Act::Priority { matter } => {
            let has = if doer == Doer::SeveralSaid {
                "have"
            } else {
                "has"
            };
            format!("{has} priority in {}", printer.name(matter))
        }
        Act::Rate { grade, award } => {
            let award = award
                .as_ref()
                .map(|award| format!(", with an award of {}", expr::value(printer, award)));
            let (is, grade) = (doer.is(), printer.name(grade));
            format!("{is} rated {grade}{}", award.unwrap_or_default())
        }
        Act::Pay {
            window,
            name,
            per,
            amount,
        } => {
            let name = printer.name(name);
            format!(
                "must pay {name}{}{}",
                of(printer, *per, amount),
                when(printer, window.as_ref(), None)
            )
        }
        Act::Compensate {
            window,
            name,
            amount,
        } => {
            let text = match (name, amount) {
                (Some(name), Some(amount)) => {
                    format!("{}{}", printer.name(name), of(printer, None, amount))
                }
                (Some(name), None) => printer.name(name),
                // A name here would be what is compensated.
                (None, Some(amount)) if matches!(amount.value.as_ref(), ExprKind::Name(..)) => {
                    format!("({})", expr::value(printer, amount))
                }
                (None, Some(amount)) => expr::enclosed(printer, amount),
                (None, None) => "the damage".to_owned(),
            };
            format!(
                "must compensate {text}{}",
                when(printer, window.as_ref(), None)
            )
        }
        Act::PayDeposit { deposit, amount } => {
            format!(
                "must pay {} of {} on signing",
                printer.name(deposit),
                expr::enclosed(printer, amount)
            )
        }
        Act::Forfeit { deposit } => format!("{} is not refunded", printer.name(deposit)),
        Act::Refund { deposit } => format!("{} is refunded in full", printer.name(deposit)),
        Act::Suspend {
            stop,
            what,
            length,
            paid_later,
        } => {
            let (what, are) = match &what.value {
                Suspended::Benefits(names) => (
                    printer.names(names, "and"),
                    if names.len() > 1 { "are" } else { "is" },
                ),
                Suspended::Chapter(chapter) => {
                    (format!("every benefit of Chapter {chapter}"), "is")
                }
            };
            let verb = if *stop { "stopped" } else { "suspended" };
            let later = if *paid_later { " and paid later" } else { "" };
            format!("{what} {are} {verb}{}{later}", lasting(length.as_ref()))
        }
        Act::SuspendDuty {
            articles,
            clock_runs,
        } => {
            let runs = if *clock_runs { ", time running on" } else { "" };
            format!(
                "performance of {} is suspended{runs}",
                printer.references(articles, "and")
            )
        }
        Act::Disqualify { name, length } => format!(
            "{} is withdrawn{}",
            printer.name(name),
            lasting(length.as_ref())
        ),
        Act::Deduct { points } => format!("loses {}", expr::enclosed(printer, points)),
        Act::Reprimand { public: false } => format!("{} criticised", doer.is()),
        Act::Reprimand { public: true } => format!("{} publicly named", doer.is()),
        Act::SignAgain => "the agreement is signed again".to_owned(),
        Act::Deemed { articles } => format!(
            "it counts as a breach of {}",
            printer.references(articles, "or")
        ),
    }
}

/// `, provided that …`: said once behind the acts, of all that they permit.
pub(super) fn proviso(printer: &mut Printer<'_>, acts: &[Located<Act>]) -> String {
    let condition = acts.iter().rev().find_map(|act| act.value.proviso());
    condition
        .map(|condition| format!(", provided that {}", expr::condition(printer, condition)))
        .unwrap_or_default()
}

const fn split(split: Split) -> &'static str {
    match split {
        Split::Month => ", counted by the month",
        Split::Day => ", counted by the day",
    }
}

fn lasting(length: Option<&Located<Length>>) -> String {
    length
        .map(|length| format!(" for {}", number::length(Lang::En, length.value)))
        .unwrap_or_default()
}

/// ` of 5 yuan per day, at most 100 yuan`: what bounds the whole stands after `per`.
fn of(printer: &mut Printer<'_>, per: Option<Per>, amount: &Expr) -> String {
    match (per, amount.value.as_ref()) {
        (
            Some(_),
            ExprKind::Clamped {
                of: inner,
                least,
                bound,
            },
        ) => {
            let word = if *least { "at least" } else { "at most" };
            let bound = expr::at(printer, bound, expr::Tight::Sum);
            format!("{}, {word} {bound}", of(printer, per, inner))
        }
        (Some(per), _) => format!(
            " of {} for each {}",
            expr::enclosed(printer, amount),
            per_word(per)
        ),
        (None, _) => format!(" of {}", expr::value(printer, amount)),
    }
}

const fn per_word(per: Per) -> &'static str {
    match per {
        Per::Day => "day",
        Per::Time => "time",
        Per::Person => "person",
    }
}

fn amount(printer: &mut Printer<'_>, amount: &Amount) -> String {
    match amount {
        Amount::Value(value) => format!(" of {}", expr::value(printer, value)),
        Amount::UpTo(value) => format!(" of at most {}", expr::enclosed(printer, value)),
        Amount::Tiers { .. } => String::new(),
    }
}

/// The rows of a benefit; they come last in the sentence.
pub(super) fn rows(printer: &mut Printer<'_>, act: &Act) -> String {
    match act {
        Act::Entitle {
            amount: Some(Amount::Tiers { sliced, rows }),
            ..
        } => {
            let sliced = if *sliced { " slice by slice" } else { "" };
            format!("{sliced} at these rates:{}", tiers(printer, rows))
        }
        _ => String::new(),
    }
}

fn place(printer: &mut Printer<'_>, place: Option<&Name>) -> String {
    place
        .map(|place| format!(" in {}", printer.name(place)))
        .unwrap_or_default()
}

/// How much and when: ` once each quarter`, ` for at least 10 hours within 30 days after [x]`.
fn when(
    printer: &mut Printer<'_>,
    window: Option<&Located<Window>>,
    quantity: Option<&Quantity>,
) -> String {
    let quantity = quantity
        .map(|quantity| format!(" {}", self::quantity(quantity)))
        .unwrap_or_default();
    let window = window
        .map(|window| format!(" {}", self::window(printer, &window.value)))
        .unwrap_or_default();
    format!("{quantity}{window}")
}

fn quantity(quantity: &Quantity) -> String {
    match quantity {
        Quantity {
            number,
            unit: Unit::Times,
        } if *number == Exact::ONE => "once".to_owned(),
        Quantity {
            number,
            unit: Unit::Times,
        } => number::amount(Lang::En, *number, Some(Unit::Times)),
        Quantity { number, unit } => format!(
            "for at least {}",
            number::amount(Lang::En, *number, Some(*unit))
        ),
    }
}

fn window(printer: &mut Printer<'_>, window: &Window) -> String {
    let length = |length: &Located<Length>| number::length(Lang::En, length.value);
    match window {
        Window::Each(Schedule::Once) => "in a single term".to_owned(),
        Window::Each(schedule) => words::schedule(*schedule).1.to_owned(),
        Window::By(day) => format!("by {}", number::day(Lang::En, *day)),
        Window::On(day) => format!("on {}", number::day(Lang::En, *day)),
        Window::After { anchor, length: of } => format!(
            "within {} after {}",
            length(of),
            self::anchor(printer, anchor)
        ),
        Window::Before { anchor, length: of } => {
            format!(
                "at least {} before {}",
                length(of),
                self::anchor(printer, anchor)
            )
        }
        Window::Within(of) => format!("within {}", length(of)),
        Window::Every { anchor, length: of } => format!(
            "every {} from {}",
            length(of),
            self::anchor(printer, anchor)
        ),
    }
}

fn anchor(printer: &mut Printer<'_>, anchor: &Anchor) -> String {
    match anchor {
        Anchor::Signing => "signing".to_owned(),
        Anchor::Name(name) => printer.name(name),
    }
}
