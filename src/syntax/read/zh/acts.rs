//! One act of a norm: an entitlement, a duty, a ban, a consequence.

use super::super::{Node, Reader, Rule};
use super::days::{length_in, schedule, window_in};
use super::expressions::amount;
use super::slips;
use super::subjects::{is_head, subject_of, subjects};
use super::values::{at, count, name_in, names, number, plain, refs_in, unit};
use crate::span::Located;
use crate::syntax::ast::{
    Act, Amount, Expr, ExprKind, Length, Name, Per, Quantity, Suspended, Window,
};
use crate::value::{Exact, Unit};

/// Reads one act.
pub(super) fn act(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    match node.rule() {
        Rule::zh_entitlement => entitlement(reader, node),
        Rule::zh_duty => duty(reader, node),
        Rule::zh_ban => ban(reader, node),
        Rule::zh_may => may(reader, node),
        Rule::zh_waiver => {
            let of = node.kids().find(|kid| is_head(kid.rule()))?;
            Some(Act::Waive {
                actions: names(reader, &node.find(Rule::zh_names)?)?,
                of: subject_of(reader, &of)?,
                condition: None,
            })
        }
        Rule::zh_priority => Some(Act::Priority {
            matter: name_in(reader, node)?,
        }),
        Rule::zh_rating => rating(reader, node),
        Rule::zh_duty_pause => Some(Act::SuspendDuty {
            articles: refs_in(reader, node)?,
            clock_runs: node.has(Rule::zh_clock_runs),
        }),
        Rule::zh_suspension => suspension(reader, node),
        Rule::zh_disqualify => Some(Act::Disqualify {
            name: name_in(reader, node)?,
            length: optional_length(reader, node)?,
        }),
        Rule::zh_deduct => deduct(reader, node),
        Rule::zh_reprimand => Some(Act::Reprimand {
            public: node.has(Rule::zh_public),
        }),
        Rule::zh_sign_again => Some(Act::SignAgain),
        Rule::zh_deemed => Some(Act::Deemed {
            articles: refs_in(reader, node)?,
        }),
        Rule::zh_deposit_fate => {
            let deposit = name_in(reader, node)?;
            Some(if node.has(Rule::zh_forfeit) {
                Act::Forfeit { deposit }
            } else {
                Act::Refund { deposit }
            })
        }
        _ => repair(reader, node),
    }
}

/// Reads `每年有权领取「助学金」，金额为「助学标准」`.
fn entitlement(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    let head = node.find(Rule::zh_entitled)?;
    let value = match node.find(Rule::zh_amount) {
        Some(value) => Some(amount(reader, &value)?),
        None => None,
    };
    let up_to = node.has(Rule::zh_up_to);
    let value = value.map(|value| {
        if up_to {
            Amount::UpTo(value)
        } else {
            Amount::Value(value)
        }
    });
    let each_person = head.has(Rule::zh_each_person) || node.has(Rule::zh_each_person);
    entitled(
        reader,
        &head,
        node.find(Rule::zh_schedule),
        value,
        each_person,
    )
}

/// Reads `每年有权领取「助学金」` with an amount, and perhaps a schedule, read elsewhere.
pub(super) fn entitled(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    late_schedule: Option<Node<'_>>,
    amount: Option<Amount>,
    each_person: bool,
) -> Option<Act> {
    let mut schedules = node.all(Rule::zh_schedule).chain(late_schedule);
    let Some(first) = schedules.next() else {
        let span = node.find(Rule::zh_entitles)?.span();
        slips::missing(
            reader,
            span,
            "每年",
            "没有写多久领取一次",
            "how often is not said",
        );
        return None;
    };
    if let Some(second) = schedules.next() {
        slips::said_twice(reader, second.span());
    }
    let benefit = name_in(reader, node)?;
    Some(Act::Entitle {
        schedule: schedule(&first)?,
        each_person,
        benefit,
        amount,
        due: None,
        split: None,
    })
}

fn duty(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    if let Some(word) = node
        .find(Rule::zh_must)
        .and_then(|must| must.find(Rule::zh_odd_must))
    {
        slips::wrong_word(reader, word.span(), word.text(), "应当");
    }
    let window = window_in(reader, node)?;
    let kid = node.kids().last()?;
    match kid.rule() {
        Rule::zh_keep => Some(Act::Keep {
            state: name_in(reader, &kid)?,
        }),
        Rule::zh_pay if node.has(Rule::zh_at_signing) => {
            let amount = amount(reader, &kid.find(Rule::zh_amount)?)?;
            Some(Act::PayDeposit {
                deposit: name_in(reader, &kid)?,
                amount,
            })
        }
        Rule::zh_pay => pay(reader, &kid, window),
        Rule::zh_compensate => compensate(reader, &kid, window),
        Rule::name => Some(Act::Refund {
            deposit: name_in(reader, node)?,
        }),
        Rule::zh_again => Some(Act::SignAgain),
        _ => must(reader, &kid, window),
    }
}

/// Reads `支付「清场费」每日20元，最高300元`.
fn pay(reader: &mut Reader<'_>, node: &Node<'_>, window: Option<Located<Window>>) -> Option<Act> {
    let name = name_in(reader, node)?;
    let per = node
        .find(Rule::zh_per)
        .and_then(|per| per.first())
        .map(|per| match per.rule() {
            Rule::zh_per_day => Per::Day,
            Rule::zh_per_time => Per::Time,
            _ => Per::Person,
        });
    let amount = amount(reader, &node.find(Rule::zh_amount)?)?;
    Some(Act::Pay {
        window,
        name,
        per,
        amount,
    })
}

fn compensate(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    window: Option<Located<Window>>,
) -> Option<Act> {
    let name = if node.has(Rule::name) {
        Some(name_in(reader, node)?)
    } else {
        None
    };
    let amount = match node.find(Rule::zh_amount) {
        Some(value) => Some(amount(reader, &value)?),
        None => None,
    };
    Some(Act::Compensate {
        window,
        name,
        amount,
    })
}

/// Reads `在「禁火期」「巡查」10小时以上`.
fn must(reader: &mut Reader<'_>, node: &Node<'_>, window: Option<Located<Window>>) -> Option<Act> {
    let actions = names(reader, &node.find(Rule::zh_names)?)?;
    let quantity = match node.find(Rule::zh_how_many) {
        Some(quantity) => Some(how_many(reader, &quantity)?),
        None => None,
    };
    Some(Act::Must {
        window,
        actions,
        quantity,
        place: place(reader, node)?,
    })
}

fn how_many(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Quantity> {
    let value = number(reader, &node.find(Rule::zh_number)?)?;
    let (unit, factor) = unit(reader, &node.find(Rule::zh_unit)?)?;
    Some(Quantity {
        number: value.checked_mul(Exact::from_int(factor))?,
        unit,
    })
}

#[expect(
    clippy::option_option,
    reason = "a place may be absent without a fault"
)]
fn place(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Option<Name>> {
    match node.find(Rule::zh_place) {
        Some(place) => name_in(reader, &place).map(Some),
        None => Some(None),
    }
}

fn ban(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    if node.has(Rule::zh_odd_not) {
        // `不得不「劳动」` is a duty.
        let action = name_in(reader, node)?;
        slips::double_negation(reader, node.span(), &action.value);
        return Some(Act::Must {
            window: None,
            actions: vec![action],
            quantity: None,
            place: None,
        });
    }
    let actions = names(reader, &node.find(Rule::zh_ban_names)?)?;
    Some(Act::MustNot {
        actions,
        place: place(reader, node)?,
    })
}

fn may(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    let by = match node.find(Rule::zh_heads) {
        Some(heads) => subjects(reader, &heads)?.into_iter().next(),
        None => None,
    };
    Some(Act::May {
        by,
        window: window_in(reader, node)?,
        actions: names(reader, &node.find(Rule::zh_names)?)?,
        condition: None,
    })
}

/// Reads `评为「先进村」，奖励2000元`.
fn rating(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    let award = match node.find(Rule::zh_amount) {
        Some(value) => Some(amount(reader, &value)?),
        None => None,
    };
    Some(Act::Rate {
        grade: name_in(reader, node)?,
        award,
    })
}

fn suspension(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    let benefits = node.find(Rule::zh_benefits)?;
    let what = match benefits.find(Rule::zh_names) {
        Some(listed) => Suspended::Benefits(names(reader, &listed)?),
        None => Suspended::Chapter(count(&benefits.find(Rule::count)?)?),
    };
    Some(Act::Suspend {
        stop: node.find(Rule::zh_suspends)?.has(Rule::zh_ends),
        what: Located::new(what, benefits.span()),
        length: optional_length(reader, node)?,
        paid_later: node.has(Rule::zh_paid_later),
    })
}

#[expect(
    clippy::option_option,
    reason = "a length may be absent without a fault"
)]
fn optional_length(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Option<Located<Length>>> {
    if node.has(Rule::zh_length) {
        length_in(reader, node).map(Some)
    } else {
        Some(None)
    }
}

/// Reads `扣5分`.
fn deduct(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    let points: Expr = plain(reader, &node.kids().last()?)?;
    let fits = match &*points.value {
        ExprKind::Number { unit, .. } | ExprKind::Blank { unit, .. } => *unit == Some(Unit::Points),
        _ => false,
    };
    if !fits {
        slips::points_only(reader, points.span);
    }
    Some(Act::Deduct {
        points: at(*points.value, points.span),
    })
}

/// Reads `限期15日内「清理」`.
fn repair(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    let length = length_in(reader, node)?;
    let window = Some(Located::new(Window::Within(length), length.span));
    Some(Act::Must {
        window,
        actions: names(reader, &node.find(Rule::zh_names)?)?,
        quantity: None,
        place: None,
    })
}
