//! What later sentences do to gross lines: suspensions, choices, caps, payments.

use crate::evaluate::{AdjustmentKind, EntitlementState};
use crate::facts::Payment;
use crate::model::Head;
use crate::value::{Date, Money};

use super::lines::Line;
use super::splits::Sort;
use super::stops::Stop;
use super::truth::{Needs, Truth};
use super::world::{Who, World};

impl World<'_> {
    /// Suspensions and bars: the first sure one takes, a possible one leaves the line open.
    pub(super) fn suspend(&self, lines: &mut [Line], stops: &[Stop<'_>]) {
        for line in lines {
            if line.state != EntitlementState::Due {
                continue;
            }
            let touching = stops.iter().filter(|stop| touches(stop, line));
            let covered: Vec<(&Stop<'_>, Truth)> = touching
                .map(|stop| (stop, self.covers(stop, line.judged)))
                .collect();
            let sure = covered.iter().find(|(_, covers)| covers.is_yes());
            let open: Needs = covered
                .iter()
                .flat_map(|(_, covers)| covers.needs())
                .collect();
            if let Some((stop, _)) = sure {
                let (state, kind) = if stop.barred {
                    (EntitlementState::Barred, AdjustmentKind::Bar)
                } else {
                    (EntitlementState::Suspended, AdjustmentKind::Suspend)
                };
                line.state = state;
                line.take(stop.consequence.place, kind, line.payable);
            } else if !open.is_empty() {
                line.leave_open(open);
            }
        }
    }

    /// Payments on record, up to today.
    fn payments(&self) -> impl Iterator<Item = &Payment> {
        let today = self.today();
        self.household
            .payments
            .iter()
            .filter(move |payment| payment.on <= today)
    }

    /// What was paid already.
    pub(super) fn settle(&self, lines: &mut [Line]) {
        for line in lines {
            if line.state != EntitlementState::Due || line.amount.is_none() {
                continue;
            }
            let amounts = self.paid_for(line);
            let sum = amounts
                .iter()
                .try_fold(Money::ZERO, |sum, one| sum.checked_add(*one));
            let sum = sum.unwrap_or(Money::ZERO);
            if !amounts.is_empty() && sum >= line.payable {
                line.state = EntitlementState::Paid;
            } else if !amounts.is_empty() {
                line.take(line.place, AdjustmentKind::Paid, sum);
            }
        }
    }

    /// What was paid of a line; of one paid in parts what its own file says.
    fn paid_for(&self, line: &Line) -> Vec<Money> {
        let head = self.norm(line.norm).and_then(|norm| match &norm.head {
            Head::Entitle(entitle) => Some(Sort::of(norm, entitle)),
            _ => None,
        });
        let is_split = head.is_some_and(|sort| self.split_of(sort, line.period).is_some());
        let record = self.own.filter(|_| is_split).unwrap_or(self.household);
        let known = record
            .payments
            .iter()
            .filter(|payment| payment.on <= self.today());
        let matching = known.filter(|payment| pays(payment, line));
        matching.map(|payment| payment.amount).collect()
    }

    /// What was paid before the days asked about, for other periods than those.
    pub(super) fn paid_earlier(
        &self,
        benefits: &[crate::register::BenefitId],
        of: impl Fn(Option<u16>) -> bool,
    ) -> Money {
        let from = self.query.from;
        let earlier = self.payments().filter(|payment| {
            let elsewhere = payment
                .period
                .is_none_or(|period| !self.period_is_asked(period));
            payment.on < from && elsewhere && benefits.contains(&payment.benefit) && of(payment.to)
        });
        earlier
            .map(|payment| payment.amount)
            .try_fold(Money::ZERO, Money::checked_add)
            .unwrap_or(Money::ZERO)
    }
}

/// Whether the stop is about that line's benefit and holder.
fn touches(stop: &Stop<'_>, line: &Line) -> bool {
    let of_holder =
        stop.who == Who::Household || line.who == Who::Household || stop.who == line.who;
    of_holder && stop.benefits.contains(&line.benefit)
}

fn pays(payment: &Payment, line: &Line) -> bool {
    let inside = |on: Date| {
        line.period.first_day().is_none_or(|first| first <= on)
            && line.period.last_day().is_none_or(|last| on <= last)
    };
    let for_period = match payment.period {
        Some(period) => period == line.period,
        None => inside(payment.on),
    };
    payment.benefit == line.benefit
        && payment.to.map(usize::from) == line.who.member()
        && for_period
}
