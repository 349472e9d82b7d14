//! Who belongs to the household on a day, and expressions over all of them.

use crate::evaluate::Need;
use crate::model::{Aggregate, Expr};
use crate::register::{FactKind, FactValue, Owner};
use crate::value::{Date, Exact};

use super::expressions::Value;
use super::numbers::Span;
use super::truth::{Badness, Truth, bad, need};
use super::world::{At, Who, World};

impl World<'_> {
    /// The fact that tells a person's birth: the date of that key.
    fn birth(&self) -> Option<usize> {
        let mut facts = self.register.facts.iter();
        facts.position(|fact| {
            fact.owner == Owner::Person && fact.key == "born" && fact.kind == FactKind::Date
        })
    }

    /// Whether the member belongs to the household on that day and is born.
    pub(super) fn is_present(&self, index: usize, day: Date) -> bool {
        let Some(member) = self.member(index) else {
            return false;
        };
        let born = self
            .birth()
            .and_then(|born| member.facts.get(born)?.on(day));
        let unborn = matches!(born, Some(FactValue::Date(born)) if born > day);
        let came = member.from.is_none_or(|from| from <= day);
        let left = member.until.is_some_and(|until| until < day);
        came && !left && !unborn
    }

    /// The members on a day, in the order of the file.
    pub(super) fn present(&self, day: Date) -> Vec<usize> {
        (0..self.members().len())
            .filter(|index| self.is_present(*index, day))
            .collect()
    }

    /// Whether it is one of the household's own members, and not only continues the record of one.
    pub(super) fn is_own(&self, index: usize) -> bool {
        self.own_members.is_none_or(|own| index < own)
    }

    /// Whether somebody is there to bear a duty on that day.
    pub(super) fn is_there(&self, who: Who, day: Date) -> bool {
        match who {
            Who::Member(index) => self.is_present(index, day),
            Who::Household | Who::Body(_) => self.is_village || self.household.is_there_on(day),
        }
    }

    /// How many members there are on a day.
    pub(super) fn head_count(&self, day: Date) -> Span {
        if self.household.members.is_none() {
            let most = Exact::from_int(i128::from(self.register.members.1));
            return Span::between(Some(Exact::ZERO), Some(most), need(Need::Members));
        }
        Span::whole(self.present(day).len())
    }

    pub(super) fn over_members(&self, expr: &Expr, at: At) -> Value {
        match expr {
            Expr::Count(which) => Value::Number(self.count(which.as_deref(), at)),
            Expr::All(which) => Value::Truth(self.all(which, at)),
            Expr::Over(aggregate, what) => Value::Number(self.over(*aggregate, what, at)),
            other => self.value(other, at),
        }
    }

    fn as_each(&self, at: At) -> Vec<At> {
        let present = self.present(at.day).into_iter();
        present
            .map(|index| At {
                member: Some(index),
                ..at
            })
            .collect()
    }

    fn count(&self, which: Option<&Expr>, at: At) -> Span {
        let (Some(which), Some(_)) = (which, &self.household.members) else {
            return self.head_count(at.day);
        };
        let (mut sure, mut possible, mut needs) = (0, 0, super::truth::Needs::new());
        for each in self.as_each(at) {
            match self.truth(which, each) {
                Truth::Yes => sure += 1,
                Truth::No => {}
                Truth::Open(open) => {
                    possible += 1;
                    needs.extend(open);
                }
            }
        }
        let low = Exact::from_int(sure);
        Span::between(Some(low), Some(Exact::from_int(sure + possible)), needs)
    }

    fn all(&self, which: &Expr, at: At) -> Truth {
        if self.household.members.is_none() {
            return Truth::open(Need::Members);
        }
        Truth::all(
            self.as_each(at)
                .into_iter()
                .map(|each| self.truth(which, each)),
        )
    }

    fn over(&self, aggregate: Aggregate, what: &Expr, at: At) -> Span {
        if self.household.members.is_none() {
            return Span::unbounded(need(Need::Members));
        }
        let each = self.as_each(at).into_iter();
        let values = each.map(|each| self.number(what, each));
        match aggregate {
            Aggregate::Sum => values.fold(Span::known(Exact::ZERO), Span::sum),
            Aggregate::Largest => values.reduce(Span::larger).unwrap_or_else(nobody),
            Aggregate::Smallest => values.reduce(Span::smaller).unwrap_or_else(nobody),
        }
    }
}

/// There is no largest or smallest where nobody is.
fn nobody() -> Span {
    Span::unbounded(bad(Need::Members, Badness::Gap))
}
