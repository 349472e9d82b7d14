//! Conditions and values of the typed tree.

use crate::evaluate::Need;
use crate::model::{BlankId, Expr, ParameterId, Sort};
use crate::register::{AgreementId, Derived, FactId, FactKind, FactValue, Owner};
use crate::value::{Date, Exact, Rounding, Unit};

use super::dates;
use super::numbers::{Span, rounded};
use super::truth::{Needs, Truth, need};
use super::watch::Mark;
use super::world::{At, World};

/// The value of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Truth(Truth),
    Number(Span),
    Date(Result<Date, Needs>),
    Choice(Result<u16, Needs>),
}

impl Value {
    /// An unknown value of a sort.
    pub(super) fn unknown(sort: Sort, needs: Needs) -> Self {
        match sort {
            Sort::Bool => Self::Truth(Truth::Open(needs)),
            Sort::Number(_) => Self::Number(Span::unbounded(needs)),
            Sort::Date => Self::Date(Err(needs)),
            Sort::Enum(_) => Self::Choice(Err(needs)),
        }
    }

    /// What would decide it; nothing where it is known.
    pub(super) fn needs(&self) -> Needs {
        match self {
            Self::Truth(truth) => truth.needs(),
            Self::Number(span) => span.needs.clone(),
            Self::Date(date) => date.clone().err().unwrap_or_default(),
            Self::Choice(choice) => choice.clone().err().unwrap_or_default(),
        }
    }
}

fn mistyped() -> Needs {
    need(Need::Limit("type"))
}

impl World<'_> {
    /// Whether a condition holds.
    pub(super) fn truth(&self, expr: &Expr, at: At) -> Truth {
        match self.value(expr, at) {
            Value::Truth(truth) => truth,
            Value::Number(_) | Value::Date(_) | Value::Choice(_) => Truth::Open(mistyped()),
        }
    }

    /// The number an expression gives.
    pub(super) fn number(&self, expr: &Expr, at: At) -> Span {
        match self.value(expr, at) {
            Value::Number(span) => span,
            Value::Truth(_) | Value::Date(_) | Value::Choice(_) => Span::unbounded(mistyped()),
        }
    }

    /// The day an expression gives.
    pub(super) fn date(&self, expr: &Expr, at: At) -> Result<Date, Needs> {
        match self.value(expr, at) {
            Value::Date(date) => date,
            Value::Truth(_) | Value::Number(_) | Value::Choice(_) => Err(mistyped()),
        }
    }

    /// What an expression gives.
    pub(super) fn value(&self, expr: &Expr, at: At) -> Value {
        match expr {
            Expr::Bool(holds) => Value::Truth(Truth::of(*holds)),
            Expr::Number(number) => Value::Number(Span::known(*number)),
            Expr::Date(date) => Value::Date(Ok(*date)),
            Expr::Enum(_, choice) => Value::Choice(Ok(*choice)),
            Expr::Fact(fact) => self.fact(*fact, at),
            Expr::Definition(definition) => self.defined_value(*definition, at),
            Expr::Parameter(parameter) => self.parameter(*parameter, at),
            Expr::Signed(agreement) => Value::Truth(self.has_signed(*agreement, at.day)),
            Expr::SigningDay(agreement) => Value::Date(self.signing_day(*agreement, at)),
            Expr::Blank(blank) => self.blank(*blank, at),
            Expr::Not(_) | Expr::And(_) | Expr::Or(_) | Expr::Compare(..) => {
                Value::Truth(self.logic(expr, at))
            }
            Expr::Arithmetic(..)
            | Expr::Extreme(..)
            | Expr::PerFull { .. }
            | Expr::Rounded { .. } => Value::Number(self.arithmetic(expr, at)),
            Expr::Count(_) | Expr::All(_) | Expr::Over(..) => self.over_members(expr, at),
            Expr::Related { kin, of, when } => {
                Value::Truth(self.related(*kin, *of, when.as_deref(), at))
            }
            Expr::Households(_) | Expr::HouseholdShare(_) | Expr::OverHouseholds(..) => {
                Value::Number(self.total(expr, at))
            }
            Expr::Age(_) | Expr::Elapsed(..) | Expr::MonthsBetween(..) => self.timed(expr, at),
            Expr::OverdueDays(action) => Value::Number(self.overdue(action, at)),
            Expr::EventCount(_, event) | Expr::MissedInARow(_, _, event)
                if self.is_of_others(*event) =>
            {
                self.counted_by_village(expr, *event, at)
            }
            Expr::EventCount(window, event) => Value::Number(self.event_count(*window, *event, at)),
            Expr::MissedInARow(times, schedule, event) => {
                Value::Truth(self.missed_in_a_row(*times, *schedule, *event, at))
            }
        }
    }

    /// Whether only the village's own record holds events of this kind.
    fn is_of_others(&self, event: crate::register::EventId) -> bool {
        let declared = self.register.event(event);
        !self.is_village && declared.is_some_and(|declared| declared.by == Owner::Village)
    }

    /// What the village's own record shows; nothing where no village is known.
    fn counted_by_village(&self, expr: &Expr, event: crate::register::EventId, at: At) -> Value {
        let here = At {
            day: at.day,
            ..At::default()
        };
        if let Some(village) = self.as_village() {
            return village.value(expr, here);
        }
        let needs = need(Need::Events {
            event,
            until: at.day,
        });
        match expr {
            Expr::EventCount(..) => Value::Number(Span::between(Some(Exact::ZERO), None, needs)),
            _ => Value::Truth(Truth::Open(needs)),
        }
    }

    fn logic(&self, expr: &Expr, at: At) -> Truth {
        match expr {
            Expr::Not(inner) => self.truth(inner, at).not(),
            Expr::And(parts) => Truth::all(parts.iter().map(|part| self.truth(part, at))),
            Expr::Or(parts) => Truth::any(parts.iter().map(|part| self.truth(part, at))),
            Expr::Compare(relation, left, right) => {
                super::compare::compare(*relation, self.value(left, at), self.value(right, at))
            }
            other => self.truth(other, at),
        }
    }

    fn arithmetic(&self, expr: &Expr, at: At) -> Span {
        match expr {
            Expr::Arithmetic(operator, left, right) => self
                .number(left, at)
                .apply(*operator, self.number(right, at)),
            Expr::Extreme(larger, parts) => {
                let pick = if *larger { Span::larger } else { Span::smaller };
                let spans = parts.iter().map(|part| self.number(part, at));
                spans.reduce(pick).unwrap_or_else(|| Span::limit("number"))
            }
            Expr::PerFull {
                of,
                step,
                gives,
                partial,
            } => self.per_full(of, *step, gives, *partial, at),
            Expr::Rounded { of, mode, to } => self
                .number(of, at)
                .map(|number| self.rounded(number, *mode, *to)),
            other => self.number(other, at),
        }
    }

    fn rounded(&self, number: Exact, mode: Rounding, to: Exact) -> Option<Exact> {
        let rounded = rounded(number, mode, to)?;
        if rounded != number {
            self.mark(Mark::Rounded);
        }
        Some(rounded)
    }

    fn per_full(&self, of: &Expr, step: Exact, gives: &Expr, partial: bool, at: At) -> Span {
        let mode = if partial {
            crate::value::Rounding::Up
        } else {
            crate::value::Rounding::Down
        };
        let steps = self.number(of, at).map(|number| {
            let counted = number.max(Exact::ZERO).checked_div(step)?;
            rounded(counted, mode, Exact::ONE)
        });
        steps.product(self.number(gives, at))
    }

    fn timed(&self, expr: &Expr, at: At) -> Value {
        match expr {
            Expr::Age(born) => Value::Number(self.years_since(self.date(born, at), at.day)),
            Expr::Elapsed(since, length) => Value::Truth(match self.date(since, at) {
                Err(needs) => Truth::Open(needs),
                Ok(since) => self.elapsed(since, *length, at.day),
            }),
            Expr::MonthsBetween(from, to) => {
                let (from, to) = (self.date(from, at), self.date(to, at));
                Value::Number(match (from, to) {
                    (Ok(from), Ok(to)) => {
                        Span::known(Exact::from_int(i128::from(dates::months_between(from, to))))
                    }
                    (from, to) => Span::unbounded(super::numbers::joined(
                        from.err().unwrap_or_default(),
                        to.err().unwrap_or_default(),
                    )),
                })
            }
            other => self.value(other, at),
        }
    }

    fn elapsed(&self, since: Date, length: crate::model::Length, day: Date) -> Truth {
        if length.unit == Unit::WorkingDay {
            let Some(end) = dates::period_end(since, length, self.calendar) else {
                return Truth::No;
            };
            return match end.end {
                _ if day < end.raw => Truth::No,
                Ok(last) => Truth::of(day >= last),
                Err(year) => Truth::open(Need::Calendar(year)),
            };
        }
        Truth::of(dates::plus(since, length, 1).is_some_and(|end| day >= end))
    }

    /// Completed years; between 0 and 150 where the day is not known.
    fn years_since(&self, born: Result<Date, Needs>, day: Date) -> Span {
        match born {
            Ok(born) => {
                let years = dates::age(born, day, self.register.age_counting);
                Span::known(Exact::from_int(i128::from(years)))
            }
            Err(needs) => Span::between(Some(Exact::ZERO), Some(Exact::from_int(150)), needs),
        }
    }

    fn fact(&self, id: FactId, at: At) -> Value {
        let Some(declared) = self.register.fact(id) else {
            return Value::Truth(Truth::Open(mistyped()));
        };
        if let Some(Derived::YearsSince(born)) = declared.derived {
            let born = match self.fact(born, at) {
                Value::Date(born) => born,
                Value::Truth(_) | Value::Number(_) | Value::Choice(_) => Err(mistyped()),
            };
            return Value::Number(self.years_since(born, at.day));
        }
        let is_known_here = declared.owner != Owner::Village || self.around.is_some();
        let default = declared.default.filter(|_| is_known_here);
        match self.recorded(id, at).or(default) {
            Some(FactValue::Bool(holds)) => Value::Truth(Truth::of(holds)),
            Some(FactValue::Number(number)) => Value::Number(Span::known(number)),
            Some(FactValue::Date(date)) => Value::Date(Ok(date)),
            Some(FactValue::Enum(choice)) => Value::Choice(Ok(choice)),
            None => self.unrecorded(id, at),
        }
    }

    /// What the file says on the day.
    fn recorded(&self, id: FactId, at: At) -> Option<FactValue> {
        let facts = match self.register.fact(id)?.owner {
            Owner::Village => &self.around?.home.facts,
            Owner::Household => &self.household.facts,
            Owner::Person => &self.member(at.member?)?.facts,
        };
        facts.get(id.index())?.on(at.day)
    }

    fn unrecorded(&self, id: FactId, at: At) -> Value {
        let of_person = self
            .register
            .fact(id)
            .is_some_and(|declared| declared.owner == Owner::Person);
        let member = at.member.filter(|_| of_person);
        let needs = need(Need::Fact {
            fact: id,
            member: member.and_then(|index| Some(self.member(index)?.id.clone())),
        });
        let Some(declared) = self.register.fact(id) else {
            return Value::Truth(Truth::Open(needs));
        };
        match declared.kind {
            FactKind::Bool => Value::Truth(Truth::Open(needs)),
            FactKind::Integer | FactKind::Decimal | FactKind::Money => {
                let (low, high) = declared.range.unzip();
                Value::Number(Span::between(low, high, needs))
            }
            FactKind::Date => Value::Date(Err(needs)),
            FactKind::Enum(_) => Value::Choice(Err(needs)),
        }
    }

    fn blank(&self, id: BlankId, at: At) -> Value {
        let Some(blank) = self.meaning.blanks.get(id.index()) else {
            return Value::Truth(Truth::Open(mistyped()));
        };
        let filled = at
            .record
            .and_then(|record| self.record(record))
            .and_then(|record| record.fill.iter().find(|(name, _)| **name == *blank.name));
        let number = filled.and_then(|(_, number)| match blank.sort {
            Sort::Number(Some(Unit::Yuan)) => number.checked_mul(Exact::from_int(100)),
            Sort::Number(_) => Some(*number),
            Sort::Bool | Sort::Date | Sort::Enum(_) => None,
        });
        match number {
            Some(number) => Value::Number(Span::known(number)),
            None => Value::unknown(blank.sort, need(Need::Blank(blank.place))),
        }
    }

    fn parameter(&self, id: ParameterId, at: At) -> Value {
        let Some(parameter) = self.meaning.parameters.get(id.index()) else {
            return Value::Truth(Truth::Open(mistyped()));
        };
        let mut steps = parameter.steps.iter().rev();
        let step = steps.find(|(from, _)| *from <= at.day);
        // Of a text that is amended the steps say when its article ended.
        let mut documents = self.meaning.documents.iter();
        let amended = documents.any(|one| one.amends == Some(parameter.place.document));
        let lives = if amended {
            !self.is_annulled(parameter.place)
        } else {
            self.article_lives(parameter.place, at.day)
        };
        match step.and_then(|(_, value)| value.as_ref()).filter(|_| lives) {
            Some(value) => self.value(value, at),
            None => Value::unknown(parameter.sort, need(Need::Parameter(parameter.place))),
        }
    }

    fn signing_day(&self, agreement: AgreementId, at: At) -> Result<Date, Needs> {
        let own = at.record.and_then(|record| self.record(record));
        if let Some(own) = own.filter(|own| own.of == agreement) {
            return own.signed.ok_or_else(|| need(Need::Signed(agreement)));
        }
        let of_kind = || {
            self.records()
                .iter()
                .filter(|record| record.of == agreement)
        };
        let all_known = of_kind().all(|record| record.signed.is_some());
        let latest = of_kind()
            .filter_map(|record| record.signed)
            .filter(|signed| *signed <= at.day)
            .max();
        latest
            .filter(|_| all_known)
            .ok_or_else(|| need(Need::Signed(agreement)))
    }
}
