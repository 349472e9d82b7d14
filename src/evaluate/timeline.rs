//! Conditions over time as steps, from one day on which something may change to the next.

use super::run::{Run, Scope};
use super::trace::Trace;
use super::value::Value;
use crate::compile::book::NormRow;
use crate::evaluate::Few;
use crate::value::Date;
use crate::value::dates::ymd;

/// Days on which a condition is not false, from the first of them on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Span {
    pub from: Date,
    /// The first day on which it is false again.
    pub until: Option<Date>,
    /// What it was on the first day: true or undecided.
    pub first: Value,
}

/// The first day there is.
pub(crate) fn beginning() -> Date {
    ymd(1, 1, 1).unwrap_or(Date::MIN)
}

impl<T: Trace> Run<'_, T> {
    /// Whether a norm applies to someone on a day: in force, present, condition true, no exception.
    pub fn norm_applies(&mut self, norm: &NormRow, day: Date, scope: Scope) -> Value {
        self.look_at(day, scope);
        let present = match self.member() {
            Some(member) => self.is_present(member),
            None => self.is_there(),
        };
        if !present {
            return Value::NO;
        }
        let force = self.in_force(&norm.force);
        if force.is_yes() {
            return self.applies(norm.guard);
        }
        if force.is_no() {
            return force;
        }
        let holds = self.applies(norm.guard);
        both(&force, holds)
    }

    /// Maximal spans of days from `from` to `to` on which `holds` is not false.
    pub fn spans(
        &mut self,
        from: Date,
        to: Date,
        mut holds: impl FnMut(&mut Self, Date) -> Value,
    ) -> Few<Span, 2> {
        let mut spans: Few<Span, 2> = Few::new();
        let mut is_inside = false;
        let mut day = from;
        while day <= to {
            let (value, next) = self.with_horizon(|run| holds(run, day));
            match (value.is_no(), is_inside) {
                (false, false) => spans.push(Span {
                    from: day,
                    until: None,
                    first: value,
                }),
                (true, true) => {
                    if let Some(span) = spans.last_mut() {
                        span.until = Some(day);
                    }
                }
                (true, false) | (false, true) => {}
            }
            is_inside = spans.last().is_some_and(|span| span.until.is_none());
            if !self.spend(1) {
                break;
            }
            day = next;
        }
        spans
    }

    /// A value with the first day on which it may be another.
    pub fn with_horizon<R>(&mut self, f: impl FnOnce(&mut Self) -> R) -> (R, Date) {
        let outside = (self.looks_ahead, self.horizon);
        // What was remembered without a horizon is of no use here.
        self.stamp = self.stamp.wrapping_add(1);
        (self.looks_ahead, self.horizon) = (true, Date::MAX);
        let value = f(self);
        let next = self.horizon;
        (self.looks_ahead, self.horizon) = outside;
        (value, next)
    }

    /// The days on which a norm can be law for someone: the first, none if the text does not say,
    /// and the last up to the day asked about.
    pub fn force_span(&self, norm: &NormRow, scope: Scope) -> (Option<Date>, Date) {
        let (mut from, mut until) = (norm.force.from, norm.force.last());
        if let Some(agreement) = self.agreement_in(scope) {
            let term = self.term(agreement, Some(norm.force.document));
            from = from.max(term.signed);
            until = match (until, term.end) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
        let last = until.map_or(self.query.on, |until| until.min(self.query.on));
        (from, last)
    }

    /// The agreement a scope speaks of.
    pub fn agreement_in(&self, scope: Scope) -> Option<&'_ crate::facts::Agreement> {
        let agreements = self.home.agreements.as_ref()?;
        agreements.get(usize::from(scope.agreement?))
    }
}

/// Both true; what is undecided of the one stays so unless the other is false.
pub(crate) fn both(a: &Value, b: Value) -> Value {
    if a.is_no() {
        return Value::NO;
    }
    if b.is_no() || a.is_yes() {
        return b;
    }
    let mut undecided = super::value::Undecided::default();
    undecided.add_value(a);
    undecided.add_value(&b);
    undecided.or_bool(true)
}
