//! Counting, asking and summing over the members of a household on the day looked at.

use super::arithmetic;
use super::expr::gap;
use super::run::Run;
use super::trace::Trace;
use super::value::{Open, Undecided, Value};
use crate::compile::book::NodeId;
use crate::evaluate::Need;
use crate::evaluate::explanation::What;
use crate::model::{Aggregate, Operator};
use crate::value::Exact;

impl<T: Trace> Run<'_, T> {
    /// What a condition or number is for each member present, handed to `each` until it says stop.
    /// False: it is not known who belongs to the household.
    fn for_members(
        &mut self,
        of: NodeId,
        mut each: impl FnMut(Value) -> std::ops::ControlFlow<()>,
    ) -> bool {
        let Some(members) = self.home.members.as_deref() else {
            return false;
        };
        let scope = self.scope;
        for (at, member) in (0_u16..).zip(members) {
            if !self.is_present(member) {
                continue;
            }
            self.scope = scope.of_member(at);
            self.trace
                .open(|| What::Member(std::sync::Arc::clone(&member.id)));
            let value = self.value(of);
            self.trace.close(&value);
            if each(value).is_break() {
                break;
            }
        }
        self.scope = scope;
        true
    }

    /// How many members satisfy a condition: at least the sure ones, at most the possible ones too.
    pub fn count(&mut self, of: Option<NodeId>) -> Value {
        let Some(of) = of else {
            return self.count_all();
        };
        let (mut sure, mut possible) = (0, 0);
        let mut undecided = Undecided::default();
        let known = self.for_members(of, |value| {
            sure += i128::from(value.is_yes());
            possible += i128::from(!value.is_no());
            undecided.add_value(&value);
            std::ops::ControlFlow::Continue(())
        });
        if !known {
            return self.members_unknown();
        }
        let bounds = (Exact::from_int(sure), Exact::from_int(possible));
        undecided
            .between(Some(bounds.0), Some(bounds.1))
            .unwrap_or_else(|| Value::number(bounds.0))
    }

    fn count_all(&mut self) -> Value {
        let Some(members) = self.home.members.as_deref() else {
            return self.members_unknown();
        };
        let mut count = 0;
        for member in members {
            count += i128::from(self.spend(1) && self.is_present(member));
        }
        Value::int(count)
    }

    fn members_unknown(&self) -> Value {
        let most = Exact::from_int(i128::from(self.book.register.members.1));
        Open::missing(Need::Members)
            .between(Some(Exact::ZERO), Some(most))
            .into()
    }

    /// Whether every member satisfies a condition.
    pub fn all_members(&mut self, of: NodeId) -> Value {
        let mut undecided = Undecided::default();
        let mut one_does_not = false;
        let known = self.for_members(of, |value| {
            one_does_not = value.is_no();
            undecided.add_value(&value);
            if one_does_not {
                std::ops::ControlFlow::Break(())
            } else {
                std::ops::ControlFlow::Continue(())
            }
        });
        match (known, one_does_not) {
            (false, _) => Value::missing(Need::Members),
            (true, true) => Value::NO,
            (true, false) => undecided.or_bool(true),
        }
    }

    /// Sum, largest or smallest over the members; over nobody a sum is 0, the others have no value.
    pub fn over_members(&mut self, aggregate: Aggregate, of: NodeId) -> Value {
        let mut so_far: Option<Value> = None;
        let known = self.for_members(of, |value| {
            so_far = Some(match so_far.take() {
                None => value,
                Some(before) => match aggregate {
                    Aggregate::Sum => arithmetic::arithmetic(Operator::Add, &before, &value),
                    Aggregate::Largest => arithmetic::extreme(true, &before, &value),
                    Aggregate::Smallest => arithmetic::extreme(false, &before, &value),
                },
            });
            std::ops::ControlFlow::Continue(())
        });
        match (known, so_far, aggregate) {
            (false, _, _) => Value::missing(Need::Members),
            (true, Some(value), _) => value,
            (true, None, Aggregate::Sum) => Value::int(0),
            (true, None, Aggregate::Largest | Aggregate::Smallest) => gap(Need::Members),
        }
    }
}
