//! One act of a norm: an entitlement, a duty, a ban, a consequence.

use super::super::{Node, Reader, Rule};
use super::amounts::{amount, suffixed, sum};
use super::days::{length_in, schedule, window};
use super::norms::{is_head, subject_in};
use super::slips;
use super::values::{name_in, names, quantity, refs_in};
use crate::span::Located;
use crate::syntax::ast::{Act, Amount, Length, Name, Per, Quantity, Suspended, Window};
use crate::syntax::read::number_of;
use crate::value::{Exact, Unit};

/// Whether a rule is one of the acts.
pub(super) fn is_act(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::en_power
            | Rule::en_entitlement
            | Rule::en_must_not_act
            | Rule::en_must_act
            | Rule::en_waiver
            | Rule::en_may_act
            | Rule::en_priority
            | Rule::en_rating
            | Rule::en_duty_pause
            | Rule::en_encouraged
            | Rule::en_deduct
            | Rule::en_reprimand
            | Rule::en_odd_done
            | Rule::en_suspension
            | Rule::en_disqualify
            | Rule::en_deposit_fate
            | Rule::en_deducted
            | Rule::en_sign_again
            | Rule::en_deemed
    )
}

/// Reads one act.
pub(super) fn act(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    match node.rule() {
        Rule::en_power => power(reader, node),
        Rule::en_entitlement => entitlement(reader, node),
        Rule::en_must_not_act => must_not(reader, node),
        Rule::en_must_act => must(reader, node),
        Rule::en_may_act => power(reader, node),
        Rule::en_waiver => Some(Act::Waive {
            actions: names_in(reader, node)?,
            of: subject_in(reader, node)?,
            condition: None,
        }),
        Rule::en_priority => Some(Act::Priority {
            matter: name_in(reader, node)?,
        }),
        Rule::en_rating => rating(reader, node),
        Rule::en_duty_pause => Some(Act::SuspendDuty {
            articles: refs_in(reader, node)?,
            clock_runs: node.has(Rule::en_time_runs),
        }),
        Rule::en_encouraged => Some(Act::Encourage {
            actions: names_in(reader, node)?,
        }),
        Rule::en_deduct | Rule::en_deducted => deduct(reader, node),
        Rule::en_reprimand => Some(Act::Reprimand {
            public: node.has(Rule::en_publicly),
        }),
        Rule::en_odd_done => odd_done(reader, node),
        Rule::en_suspension => suspension(reader, node),
        Rule::en_disqualify => Some(Act::Disqualify {
            name: name_in(reader, node)?,
            length: optional_length(reader, node)?,
        }),
        Rule::en_deposit_fate => {
            let deposit = name_in(reader, node)?;
            Some(if node.has(Rule::en_forfeit) {
                Act::Forfeit { deposit }
            } else {
                Act::Refund { deposit }
            })
        }
        Rule::en_sign_again => Some(Act::SignAgain),
        _ => Some(Act::Deemed {
            articles: refs_in(reader, node)?,
        }),
    }
}

fn names_in(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Vec<Name>> {
    names(reader, &node.find(Rule::en_names)?)
}

/// Reads `may [x]` · `the villagers' committee may [x] within 30 days after [notice]`.
fn power(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    let by = if node.kids().any(|kid| is_head(kid.rule())) {
        Some(subject_in(reader, node)?)
    } else {
        None
    };
    Some(Act::May {
        by,
        window: window_in(reader, node)?,
        actions: names_in(reader, node)?,
        condition: None,
    })
}

/// Reads `is rated [advanced village], with an award of 2000 yuan`.
fn rating(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    let award = match node.find(Rule::en_amount) {
        Some(value) => Some(amount(reader, &value)?),
        None => None,
    };
    Some(Act::Rate {
        grade: name_in(reader, node)?,
        award,
    })
}

/// Reads `is entitled each year to [study grant] of [study rate]`.
fn entitlement(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    let head = node.find(Rule::en_entitled)?;
    let value = match node.find(Rule::en_amount) {
        Some(value) => Some(amount(reader, &value)?),
        None => None,
    };
    let up_to = node.has(Rule::en_at_most);
    let value = value.map(|value| {
        if up_to {
            Amount::UpTo(value)
        } else {
            Amount::Value(value)
        }
    });
    let each_person = head.has(Rule::en_each_person) || node.has(Rule::en_each_person);
    entitled(
        reader,
        &head,
        node.find(Rule::en_schedule),
        value,
        each_person,
    )
}

/// Reads `is entitled each year to [study grant]` with an amount, and perhaps a schedule, read elsewhere.
pub(super) fn entitled(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    late_schedule: Option<Node<'_>>,
    amount: Option<Amount>,
    each_person: bool,
) -> Option<Act> {
    let mut schedules = node.all(Rule::en_schedule).chain(late_schedule);
    let Some(first) = schedules.next() else {
        let span = node.find(Rule::en_entitled_word)?.span();
        slips::missing(
            reader,
            span,
            "each year",
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

/// Reads `must keep [x]` · `must pay [x] of 50 yuan` · `must [x] within 15 days`.
fn must(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    let kid = node.kids().last()?;
    match kid.rule() {
        Rule::en_keep => Some(Act::Keep {
            state: name_in(reader, &kid)?,
        }),
        Rule::en_pay => pay(reader, &kid),
        Rule::en_compensate => compensate(reader, &kid),
        Rule::en_sign_again_must => Some(Act::SignAgain),
        _ => duty(reader, &kid),
    }
}

/// `should [x]`: reported, and read as a duty; `should not [x]` as a ban.
fn odd_done(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    let word = node.find(Rule::en_odd_must)?;
    slips::no_force(reader, word.span());
    match must(reader, node)? {
        Act::Must { actions, place, .. } if word.text().to_lowercase().ends_with("not") => {
            Some(Act::MustNot { actions, place })
        }
        act => Some(act),
    }
}

/// Reads `pay [site fee] of 20 yuan for each day, at most 300 yuan`; on signing it is a deposit.
fn pay(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    let name = name_in(reader, node)?;
    let first = sum(reader, &node.find(Rule::en_sum)?)?;
    let amount = suffixed(reader, node, first)?;
    if node.has(Rule::en_on_signing) {
        return Some(Act::PayDeposit {
            deposit: name,
            amount,
        });
    }
    let per =
        node.find(Rule::en_per_what)
            .map(|per| match per.kids().last().map(|word| word.rule()) {
                Some(Rule::en_day_word) => Per::Day,
                Some(Rule::en_time_word) => Per::Time,
                _ => Per::Person,
            });
    Some(Act::Pay {
        window: only_window(reader, node)?,
        name,
        per,
        amount,
    })
}

fn compensate(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    let name = if node.has(Rule::name) {
        Some(name_in(reader, node)?)
    } else {
        None
    };
    let amount = match node.find(Rule::en_amount) {
        Some(value) => Some(amount(reader, &value)?),
        None => None,
    };
    Some(Act::Compensate {
        window: only_window(reader, node)?,
        name,
        amount,
    })
}

/// The window of a payment, which has neither place nor number of times.
#[expect(
    clippy::option_option,
    reason = "a window may be absent without a fault"
)]
fn only_window(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Option<Located<Window>>> {
    for odd in node
        .kids()
        .filter(|kid| matches!(kid.rule(), Rule::en_how_often | Rule::en_place))
    {
        slips::misplaced(reader, odd.span());
    }
    window_in(reader, node)
}

/// Reads `[submit care record] once each quarter`.
fn duty(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    let actions = names_in(reader, node)?;
    let mut counts = node.all(Rule::en_how_often);
    let quantity = match counts.next() {
        Some(count) => Some(how_often(reader, &count)?),
        None => None,
    };
    if let Some(second) = counts.next() {
        slips::said_twice(reader, second.span());
    }
    Some(Act::Must {
        window: window_in(reader, node)?,
        actions,
        quantity,
        place: place(reader, node)?,
    })
}

fn how_often(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Quantity> {
    if node.has(Rule::en_once) {
        return Some(Quantity {
            number: Exact::ONE,
            unit: Unit::Times,
        });
    }
    if node.has(Rule::en_twice) {
        return Some(Quantity {
            number: Exact::from_int(2),
            unit: Unit::Times,
        });
    }
    match quantity(reader, &node.find(Rule::en_quantity)?)? {
        (number, Some(unit)) => Some(Quantity { number, unit }),
        (_, None) => {
            slips::missing(
                reader,
                node.span(),
                "3 times",
                "数字后面缺少单位",
                "the number has no unit",
            );
            None
        }
    }
}

/// Reads the window among the children of `node`; the outer `None` is a fault.
#[expect(
    clippy::option_option,
    reason = "a window may be absent without a fault"
)]
fn window_in(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Option<Located<Window>>> {
    let mut windows = node.all(Rule::en_window);
    let Some(first) = windows.next() else {
        return Some(None);
    };
    if let Some(second) = windows.next() {
        slips::said_twice(reader, second.span());
    }
    window(reader, &first).map(Some)
}

#[expect(
    clippy::option_option,
    reason = "a place may be absent without a fault"
)]
fn place(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Option<Name>> {
    match node.find(Rule::en_place) {
        Some(place) => name_in(reader, &place).map(Some),
        None => Some(None),
    }
}

fn must_not(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    Some(Act::MustNot {
        actions: names_in(reader, node)?,
        place: place(reader, node)?,
    })
}

fn deduct(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    let points = node.find(Rule::en_quantity)?;
    let (value, unit) = quantity(reader, &points)?;
    if unit != Some(Unit::Points) {
        slips::points_only(reader, points.span());
    }
    let kind = crate::syntax::ast::ExprKind::Number { value, unit };
    Some(Act::Deduct {
        points: super::values::at(kind, points.span()),
    })
}

fn suspension(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Act> {
    let first = node.first()?;
    let what = match first.find(Rule::count) {
        Some(chapter) if first.rule() == Rule::en_every_benefit => {
            Suspended::Chapter(number_of(chapter.text())?)
        }
        _ => Suspended::Benefits(names(reader, &first)?),
    };
    Some(Act::Suspend {
        stop: node.has(Rule::en_stopped),
        what: Located::new(what, first.span()),
        length: optional_length(reader, node)?,
        paid_later: node.has(Rule::en_paid_later),
    })
}

#[expect(
    clippy::option_option,
    reason = "a length may be absent without a fault"
)]
fn optional_length(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Option<Located<Length>>> {
    if node.has(Rule::en_length) {
        length_in(reader, node).map(Some)
    } else {
        Some(None)
    }
}
