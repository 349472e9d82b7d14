//! Whether a sentence is law on the day looked at, and for how long an agreement binds.

use super::run::Run;
use super::trace::Trace;
use super::value::{Undecided, Value};
use crate::compile::book::Force;
use crate::evaluate::Need;
use crate::facts::Agreement;
use crate::model::DocumentId;
use crate::register::{AgreementId, EventId, FactValue};
use crate::value::Date;
use crate::value::dates::{add_days, corresponding_day};

/// From when to when an agreement binds a household.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Term {
    /// The day it was signed; none: not known.
    pub signed: Option<Date>,
    /// Its last day, where one is known.
    pub end: Option<Date>,
    /// It ends at this event; an earlier one than was seen may not be on record.
    pub until: Option<EventId>,
}

impl<T: Trace> Run<'_, T> {
    /// Whether a sentence is law on the day: of an agreement, inside a term of the one looked at,
    /// else of any of the household.
    pub fn in_force(&mut self, force: &Force) -> Value {
        if self.looks_ahead {
            self.force_horizon(force);
        }
        if !self.is_law(force) {
            return Value::NO;
        }
        let Some(kind) = force.agreement else {
            return Value::YES;
        };
        match self.agreement().filter(|agreement| agreement.of == kind) {
            Some(agreement) => self.in_term(agreement, Some(force.document)),
            None => self.signed_under(kind, Some(force.document)),
        }
    }

    /// Its first and last day may change what holds.
    pub fn force_horizon(&mut self, force: &Force) {
        let force = force.as_asked(self.query.on);
        self.may_change(force.from);
        self.may_change(force.until.and_then(|until| until.succ_opt()));
        self.may_change(force.replaced);
    }

    /// Whether the household has an agreement of this kind in force on the day.
    pub fn signed(&mut self, kind: AgreementId) -> Value {
        let document = self.book.agreement_documents.get(kind.index()).copied();
        self.signed_under(kind, document.flatten())
    }

    fn signed_under(&mut self, kind: AgreementId, document: Option<DocumentId>) -> Value {
        let Some(agreements) = self.agreements_of(kind) else {
            return Value::missing(Need::Signed(kind));
        };
        let mut undecided = Undecided::default();
        for (_, agreement) in agreements {
            if !self.spend(1) {
                return Self::exhausted();
            }
            let binds = self.in_term(agreement, document);
            if binds.is_yes() {
                return binds;
            }
            undecided.add_value(&binds);
        }
        undecided.or_bool(false)
    }

    /// Whether the day lies in the term of an agreement.
    pub fn in_term(&mut self, agreement: &Agreement, document: Option<DocumentId>) -> Value {
        let term = self.term(agreement, document);
        if self.looks_ahead {
            self.may_change(term.signed);
            self.may_change(term.end.and_then(|end| end.succ_opt()));
            if term.until.is_some() {
                self.may_change(term.signed.and_then(|signed| signed.succ_opt()));
                self.record_horizon();
                self.may_change(self.home.known_until.and_then(|day| add_days(day, 2)));
            }
        }
        if term.end.is_some_and(|end| end < self.day) {
            return Value::NO;
        }
        match (term.signed, term.until) {
            (None, _) => Value::missing(Need::Signed(agreement.of)),
            (Some(signed), _) if self.day < signed => Value::NO,
            (Some(signed), Some(event)) if signed < self.day => match self.day.pred_opt() {
                Some(until) if !self.is_recorded_until(until) => {
                    self.names_the_day();
                    Value::missing(Need::Events { event, until })
                }
                Some(_) | None => Value::YES,
            },
            (Some(_), _) => Value::YES,
        }
    }

    /// The term: from signing to the day it ended, the end of its length, or the event that ends it.
    pub fn term(&self, agreement: &Agreement, document: Option<DocumentId>) -> Term {
        let row = document.and_then(|id| self.book.documents.get(id.index()));
        let signed = agreement.signed;
        let length = row.and_then(|row| row.term);
        let by_length = signed
            .zip(length)
            .and_then(|(signed, length)| corresponding_day(signed, length));
        let until = row.and_then(|row| row.until_event);
        let by_event = until.filter(|_| signed.is_some()).and_then(|event| {
            let scope = self.scope.of_household();
            let mut acts = self.acts(event, scope, signed, self.query.on);
            acts.next().map(|(_, act)| act.on)
        });
        let ends = [agreement.ended, by_length, by_event];
        Term {
            signed,
            end: ends.into_iter().flatten().min(),
            until,
        }
    }

    /// The day on which the agreement looked at, or else the latest of this kind, was signed.
    pub fn signing_day(&mut self, kind: AgreementId) -> Value {
        let missing = || Value::missing(Need::Signed(kind));
        if let Some(agreement) = self.agreement().filter(|agreement| agreement.of == kind) {
            return match agreement.signed {
                Some(signed) => Value::Known(FactValue::Date(signed)),
                None => missing(),
            };
        }
        let Some(agreements) = self.agreements_of(kind) else {
            return missing();
        };
        let (mut latest, mut is_open) = (None, false);
        for (_, agreement) in agreements {
            if self.looks_ahead {
                self.may_change(agreement.signed);
            }
            match agreement.signed {
                Some(signed) if signed <= self.day => latest = latest.max(Some(signed)),
                Some(_) => {}
                None => is_open = true,
            }
        }
        match latest {
            Some(day) if !is_open => Value::Known(FactValue::Date(day)),
            Some(_) | None => missing(),
        }
    }
}
