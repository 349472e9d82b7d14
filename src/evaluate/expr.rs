//! The value of an expression on the day looked at (semantics 2.3).

use super::arithmetic;
use super::run::Run;
use super::trace::Trace;
use super::value::{Kind, Open, Undecided, Value};
use crate::compile::book::{Node, NodeId, Rows};
use crate::evaluate::Need;
use crate::evaluate::explanation::What;
use crate::facts::Timeline;
use crate::model::{BlankId, ParameterId, Sort};
use crate::register::{FactId, FactValue, Owner};
use crate::value::dates::{self, corresponding_day};
use crate::value::{Counted, Exact, Unit, round_to};

impl<T: Trace> Run<'_, T> {
    /// The value of an expression, for whom and on which day is looked at.
    pub fn value(&mut self, node: NodeId) -> Value {
        if !self.spend(1) {
            return Self::exhausted();
        }
        if !T::ON {
            return self.step(node);
        }
        let what = self.what(node);
        self.trace.open(|| what);
        let value = self.step(node);
        self.trace.close(&value);
        value
    }

    fn step(&mut self, node: NodeId) -> Value {
        let id = node;
        let Some(node) = self.book.nodes.get(id.0 as usize) else {
            return Self::exhausted();
        };
        match *node {
            Node::Constant(value) => Value::Known(value),
            Node::Fact(fact) => self.fact(fact),
            Node::YearsSince(base) => self.years_since(base),
            Node::Definition(id) => self.definition(id),
            Node::Parameter(id) => self.parameter(id),
            Node::Signed(kind) => self.signed(kind),
            Node::SigningDay(kind) => self.signing_day(kind),
            Node::Blank(id) => self.blank(id),
            Node::Not(of) => negated(self.value(of)),
            Node::And(parts) => self.all_of(parts),
            Node::Or(parts) => self.any_of(parts),
            Node::Compare(relation, a, b) => {
                let (a, b) = (self.value(a), self.value(b));
                arithmetic::compare(relation, &a, &b)
            }
            Node::Arithmetic(operator, a, b) => {
                let (a, b) = (self.value(a), self.value(b));
                arithmetic::arithmetic(operator, &a, &b)
            }
            Node::Extreme(larger, parts) => self.extreme(larger, parts),
            Node::PerFull {
                of,
                step,
                gives,
                partial,
            } => {
                let (of, step, gives) = (self.value(of), self.constant(step), self.value(gives));
                let steps = arithmetic::monotone(&of, |of| arithmetic::steps(of, step, partial));
                arithmetic::arithmetic(crate::model::Operator::Times, &steps, &gives)
            }
            Node::Rounded { of, mode, to } => {
                let (of, to) = (self.value(of), self.constant(to));
                arithmetic::monotone(&of, |of| round_to(of, to, mode))
            }
            Node::Count(of) => self.count(of),
            Node::All(of) => self.all_members(of),
            Node::Over(aggregate, of) => self.over_members(aggregate, of),
            Node::Related { kin, household, of } => self.related(kin, household, of),
            Node::Total(total) => self.total(id, total),
            Node::Age(of) => {
                let born = self.value(of);
                self.age_of(born)
            }
            Node::Elapsed(of, length) => {
                let from = self.value(of);
                self.elapsed(from, length)
            }
            Node::MonthsBetween(a, b) => {
                let (a, b) = (self.value(a), self.value(b));
                months_between(&a, &b)
            }
            Node::OverdueDays(action) => self.overdue_days(action),
            Node::EventCount(window, event) => {
                self.by_doer(event, |run| run.event_count(window, event))
            }
            Node::MissedInARow(times, schedule, event) => {
                self.by_doer(event, |run| run.missed_in_a_row(times, schedule, event))
            }
        }
    }

    /// The number of a constant node.
    fn constant(&self, node: NodeId) -> Exact {
        match self.book.nodes.get(node.0 as usize) {
            Some(Node::Constant(FactValue::Number(number))) => *number,
            Some(_) | None => Exact::ONE,
        }
    }

    fn fact(&mut self, id: FactId) -> Value {
        let book = self.book;
        let Some(declared) = book.register.fact(id) else {
            return Self::exhausted();
        };
        if declared.owner == Owner::Village && !self.village {
            let inside = self.as_village(|run| run.fact(id));
            return inside.unwrap_or_else(|| {
                let (low, high) = declared.range.unzip();
                Open::missing(self.need_fact(id, None))
                    .between(low, high)
                    .into()
            });
        }
        let member = match declared.owner {
            Owner::Person => self.member(),
            Owner::Household | Owner::Village => None,
        };
        let facts = match (declared.owner, member) {
            (Owner::Person, Some(member)) => &member.facts,
            (Owner::Person, None) => return Open::limit("no person").into(),
            (Owner::Household | Owner::Village, _) => &self.home.facts,
        };
        if let Some(value) = facts.get(id.index()).and_then(|line| self.read(line)) {
            return Value::Known(value);
        }
        if let Some(default) = declared.default {
            return Value::Known(default);
        }
        let (low, high) = declared.range.unzip();
        Open::missing(self.need_fact(id, member))
            .between(low, high)
            .into()
    }

    /// A timeline on the day looked at.
    fn read(&mut self, line: &Timeline) -> Option<FactValue> {
        if self.looks_ahead {
            let day = self.day;
            let after = line
                .entries
                .partition_point(|(from, _)| from.is_none_or(|from| from <= day));
            self.may_change(line.entries.get(after).and_then(|(from, _)| *from));
        }
        line.on(self.day)
    }

    fn years_since(&mut self, base: FactId) -> Value {
        let born = self.fact(base);
        self.age_of(born)
    }

    /// 周岁 as the register counts them; 0 before the day.
    fn age_of(&mut self, born: Value) -> Value {
        let born = match born {
            Value::Known(FactValue::Date(born)) => born,
            Value::Known(_) => return Self::exhausted(),
            Value::Open(open) => {
                let oldest = Exact::from_int(crate::compile::OLDEST);
                return open.between(Some(Exact::ZERO), Some(oldest)).into();
            }
        };
        let counting = self.book.register.age_counting;
        let age = dates::age(born, self.day, counting).unwrap_or(0);
        if self.looks_ahead {
            self.may_change(dates::reaches_age(born, age + 1, counting));
            self.may_change(Some(born));
        }
        Value::int(i128::from(age))
    }

    fn parameter(&mut self, id: ParameterId) -> Value {
        let Some(row) = self.book.parameters.get(id.index()) else {
            return Self::exhausted();
        };
        let steps = row.steps.of(&self.book.parameter_steps);
        let after = steps.partition_point(|(from, _)| *from <= self.day);
        if self.looks_ahead {
            self.may_change(steps.get(after).map(|(from, _)| *from));
            self.force_horizon(&row.force);
        }
        let after = if row.force.holds_on(self.day) {
            after
        } else {
            0
        };
        let step = after.checked_sub(1).and_then(|at| steps.get(at));
        match step.and_then(|(_, value)| *value) {
            Some(value) => self.value(value),
            None => Value::missing(Need::Parameter(row.place)),
        }
    }

    fn blank(&mut self, id: BlankId) -> Value {
        let Some(blank) = self.book.meaning.blanks.get(id.index()) else {
            return Self::exhausted();
        };
        let fill = self.agreement().map_or(&[][..], |signed| &signed.fill);
        let filled = fill.iter().find(|(name, _)| **name == *blank.name);
        // Amounts are filled in yuan.
        let is_money = blank.sort == Sort::Number(Some(Unit::Yuan));
        let factor = Exact::from_int(if is_money { 100 } else { 1 });
        match filled {
            Some((_, value)) => value
                .checked_mul(factor)
                .map_or_else(|| Open::limit("number").into(), Value::number),
            None => Value::missing(Need::Blank(blank.place)),
        }
    }

    /// False if one is false, else true if all are true; stops at the first that is false.
    fn all_of(&mut self, parts: Rows) -> Value {
        let mut undecided = Undecided::default();
        for part in parts.of(&self.book.links) {
            let value = self.value(*part);
            if value.is_no() {
                return value;
            }
            undecided.add_value(&value);
        }
        undecided.or_bool(true)
    }

    fn any_of(&mut self, parts: Rows) -> Value {
        let mut undecided = Undecided::default();
        for part in parts.of(&self.book.links) {
            let value = self.value(*part);
            if value.is_yes() {
                return value;
            }
            undecided.add_value(&value);
        }
        undecided.or_bool(false)
    }

    fn extreme(&mut self, larger: bool, parts: Rows) -> Value {
        let mut so_far: Option<Value> = None;
        for part in parts.of(&self.book.links) {
            let value = self.value(*part);
            so_far = Some(match so_far {
                Some(before) => arithmetic::extreme(larger, &before, &value),
                None => value,
            });
        }
        so_far.unwrap_or_else(Self::exhausted)
    }

    /// Whether the day is on or after the end of the period: corresponding day, month end, no rolling.
    fn elapsed(&mut self, from: Value, length: Counted) -> Value {
        let from = match from {
            Value::Known(FactValue::Date(from)) => from,
            Value::Known(_) => return Self::exhausted(),
            Value::Open(open) => return Value::Open(Box::new(open.between(None, None))),
        };
        match corresponding_day(from, length) {
            Some(end) => {
                if self.looks_ahead {
                    self.may_change(Some(end));
                }
                Value::bool(self.day >= end)
            }
            None => Open::limit("dates").into(),
        }
    }

    /// What a step is called in an explanation.
    fn what(&self, node: NodeId) -> What {
        super::explaining::what(self, node)
    }
}

/// True for false and the other way round; what is undecided stays so.
pub(crate) fn negated(value: Value) -> Value {
    match value {
        Value::Known(FactValue::Bool(yes)) => Value::bool(!yes),
        Value::Known(_) | Value::Open(_) => value,
    }
}

fn months_between(a: &Value, b: &Value) -> Value {
    match (a, b) {
        (Value::Known(FactValue::Date(a)), Value::Known(FactValue::Date(b))) => {
            Value::int(i128::from(dates::months_between(*a, *b)))
        }
        (Value::Known(_), Value::Known(_)) => Open::limit("dates").into(),
        (a, b) => {
            let mut undecided = Undecided::default();
            undecided.add_value(a);
            undecided.add_value(b);
            undecided.or_bool(false)
        }
    }
}

/// A gap that a sum over nobody, or a table without a fitting row, leaves.
pub(crate) fn gap(need: Need) -> Value {
    Value::Open(Box::new(Open::of_kind(Kind::Gap, need)))
}
