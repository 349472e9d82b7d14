//! Money: what a breach costs, amounts as they are paid, and what has been paid already.

use super::arithmetic;
use super::consequences::no_amount;
use super::duties::Case;
use super::ledger::{ActionRef, Instance};
use super::run::Run;
use super::trace::Trace;
use super::value::Value;
use crate::compile::book::{ConsequenceRow, EffectRow};
use crate::evaluate::Need;
use crate::model::{Operator, Per};
use crate::value::dates::days_between;
use crate::value::{Date, Exact, Money, Rounding, round_to};

/// An exact amount in fen as it is paid: rounded half away from zero, never below 0.
pub(crate) fn paid(amount: Exact) -> Option<Money> {
    let fen = match amount.to_integer() {
        Some(fen) => fen,
        None => round_to(amount, Exact::ONE, Rounding::HalfUp)?.to_integer()?,
    };
    let fen = i64::try_from(fen).ok()?;
    Some(Money::from_fen(fen.max(0)))
}

impl<'a, T: Trace> Run<'a, T> {
    /// The whole sum of a payment: times days, breaches or members, then not below and not above.
    pub fn payment(&mut self, at: usize, case: Case<'a>, row: &'a ConsequenceRow) -> Value {
        let Some(breach) = self.ledger.breaches.get(at) else {
            return no_amount(row.place);
        };
        let (since, instance) = (breach.since, breach.instance);
        self.look_at(since, case.bearer.scope);
        self.in_consequence(instance, |run| run.sum(at, row.place, &row.effect))
    }

    /// Looks at something as what follows a breach: days overdue are those of the instance broken.
    pub fn in_consequence<R>(
        &mut self,
        instance: Option<usize>,
        look: impl FnOnce(&mut Self) -> R,
    ) -> R {
        let outside = self.ledger.current.replace(instance);
        self.stamp = self.stamp.wrapping_add(1);
        let found = look(self);
        self.ledger.current = outside;
        self.stamp = self.stamp.wrapping_add(1);
        found
    }

    fn sum(&mut self, at: usize, place: crate::model::Place, effect: &EffectRow) -> Value {
        let EffectRow::Pay {
            amount,
            per,
            at_least,
            at_most,
            ..
        } = effect
        else {
            return no_amount(place);
        };
        let mut sum = amount.map_or_else(|| no_amount(place), |amount| self.value(amount));
        let times = match per {
            None | Some(Per::Time) => None,
            Some(Per::Day) => Some(self.overdue(at)),
            Some(Per::Person) => Some(self.count(None)),
        };
        if let Some(times) = times {
            sum = arithmetic::arithmetic(Operator::Times, &sum, &times);
        }
        if let Some(bound) = at_least {
            let bound = self.value(*bound);
            sum = arithmetic::extreme(true, &sum, &bound);
        }
        if let Some(bound) = at_most {
            let bound = self.value(*bound);
            sum = arithmetic::extreme(false, &sum, &bound);
        }
        sum
    }

    /// Days overdue: from the day after the deadline to the act, or to the last day asked about; of
    /// a state or condition, the days it lasted; of a single act, one.
    fn overdue(&self, at: usize) -> Value {
        let on = self.query.on;
        let Some(breach) = self.ledger.breaches.get(at) else {
            return Self::exhausted();
        };
        let days = match (breach.missed, breach.until) {
            (Some(missed), _) => {
                let instance = breach.instance;
                let instance = instance.and_then(|row| self.ledger.instances.get(row));
                if let Some(need) = instance.and_then(|instance| self.late_unknown(instance, on)) {
                    return Value::missing(need);
                }
                let act = instance.and_then(|instance| instance.act);
                days_between(missed, act.map_or(on, |(_, day)| day.min(on))).max(0)
            }
            (None, Some(until)) => days_between(breach.since, until),
            (None, None) if breach.ongoing => days_between(breach.since, on) + 1,
            (None, None) => 1,
        };
        Value::int(i128::from(days))
    }

    /// Where no late act is seen and the record does not reach the last day.
    pub fn late_unknown(&self, instance: &Instance, until: Date) -> Option<Need> {
        let ActionRef::Duty(duty) = instance.action else {
            return None;
        };
        let event = self.book.duties.get(duty as usize)?.event?;
        let is_seen = instance.act.is_some_and(|(_, on)| on <= until);
        let is_open = !is_seen && !self.is_recorded_until(until);
        is_open.then_some(Need::Events { event, until })
    }

    /// The amounts of all payments, or what would decide them.
    pub fn price(&mut self) {
        let book = self.book;
        for unpriced in std::mem::take(&mut self.ledger.unpriced) {
            let row = book.consequences.get(unpriced.row as usize);
            let norm = row.and_then(|row| book.norms.get(row.norm as usize));
            let (Some(row), Some(norm)) = (row, norm) else {
                continue;
            };
            let (id, bearer) = (row.norm, unpriced.bearer);
            let (at, line) = unpriced.line;
            let sum = self.payment(at, Case { id, norm, bearer }, row);
            let Some(breach) = self.ledger.breaches.get_mut(at) else {
                continue;
            };
            if let Some(open) = sum.open() {
                breach.open.push((row.place, open.needs.clone()));
            }
            if let Some(line) = breach.lines.get_mut(line) {
                line.amount = sum.known_number().and_then(paid);
                line.needs = sum.open().map_or_else(Vec::new, |open| open.needs.clone());
            }
        }
    }
}
