//! The value of a defined name: the clause that prevails among those that hold (semantics 2.4).

use super::expr::gap;
use super::run::{Run, Slot};
use super::trace::Trace;
use super::value::{Kind, Open, Undecided, Value};
use crate::compile::book::{
    BodyRow, DefinitionClauseRow, DefinitionRow, ExceptionRow, Guard, Rows, TableRow,
};
use crate::evaluate::Need;
use crate::evaluate::explanation::What;
use crate::model::{DefinitionId, Place};
use crate::register::Owner;
use crate::value::{Date, Exact};

/// A clause with whether it holds and what it says.
struct Candidate {
    place: Place,
    rank: u8,
    holds: Value,
    value: Value,
}

impl<T: Trace> Run<'_, T> {
    /// The value of a definition for whom it is made, worked out once a day.
    pub fn definition(&mut self, id: DefinitionId) -> Value {
        let book = self.book;
        let Some(row) = book.definitions.get(id.index()) else {
            return Self::exhausted();
        };
        let outside = self.scope;
        if row.of != Owner::Person {
            self.scope = outside.of_household();
        }
        if let Some((value, horizon)) = self.remembered(id) {
            self.horizon = self.horizon.min(horizon);
            self.scope = outside;
            return value;
        }
        let before = std::mem::replace(&mut self.horizon, Date::MAX);
        let value = self.resolve(id, *row);
        if let Some(slot) = self.memo.get_mut(id.index()) {
            *slot = Some(Slot {
                stamp: self.stamp,
                member: self.scope.member,
                value: value.clone(),
                horizon: self.horizon,
            });
        }
        self.horizon = self.horizon.min(before);
        self.scope = outside;
        value
    }

    fn remembered(&self, id: DefinitionId) -> Option<(Value, Date)> {
        let slot = self.memo.get(id.index())?.as_ref()?;
        let is_now = slot.stamp == self.stamp && slot.member == self.scope.member;
        is_now.then(|| (slot.value.clone(), slot.horizon))
    }

    fn resolve(&mut self, id: DefinitionId, row: DefinitionRow) -> Value {
        let need = Need::Definition(id);
        let (candidates, is_said) = self.candidates(row, &need);
        let default = (row.is_truth && is_said).then_some(Value::NO);
        match candidates.as_slice() {
            [only] if only.holds.is_yes() => only.value.clone(),
            several => prevailing(several, default, need),
        }
    }

    /// The clauses in force that nothing switches off for sure, and whether any is in force.
    fn candidates(&mut self, row: DefinitionRow, need: &Need) -> (Vec<Candidate>, bool) {
        let book = self.book;
        let mut is_said = false;
        let mut candidates: Vec<Candidate> = Vec::new();
        for clause in row.clauses.of(&book.definition_clauses) {
            if self.looks_ahead {
                self.force_horizon(&clause.force);
            }
            if clause.force.holds_on(self.day) {
                is_said = true;
                candidates.extend(self.clause(clause, need));
            }
        }
        (candidates, is_said)
    }

    /// The clauses of a definition that contradict each other on the day looked at.
    pub fn contradictions(&mut self, id: DefinitionId) -> Vec<Place> {
        let book = self.book;
        let Some(row) = book.definitions.get(id.index()) else {
            return Vec::new();
        };
        let (candidates, _) = self.candidates(*row, &Need::Definition(id));
        let sure = sure_ones(&candidates);
        if contradict(&sure) {
            sure.iter().map(|clause| clause.place).collect()
        } else {
            Vec::new()
        }
    }

    /// A clause that is not switched off for sure.
    fn clause(&mut self, clause: &DefinitionClauseRow, need: &Need) -> Option<Candidate> {
        self.trace.open(|| What::Clause(clause.place));
        let holds = self.and_not_excepted(Value::YES, clause.unless);
        let candidate = (!holds.is_no()).then(|| Candidate {
            place: clause.place,
            rank: clause.rank,
            value: self.body(clause.body, need).0,
            holds: holds.clone(),
        });
        self.trace.close(&holds);
        candidate
    }

    /// A value or a table, with the place of the row that gave it.
    pub fn body(&mut self, body: BodyRow, need: &Need) -> (Value, Option<Place>) {
        match body {
            BodyRow::Value(node) => (self.value(node), None),
            BodyRow::Cases(rows) => self.table(rows, need),
            BodyRow::Slices => (Open::limit("分段计算").into(), None),
        }
    }

    /// The first row that holds. While rows are undecided, those after them may count too.
    fn table(&mut self, rows: Rows, need: &Need) -> (Value, Option<Place>) {
        let book = self.book;
        let mut undecided = Undecided::default();
        let mut possible: Vec<Value> = Vec::new();
        for row in rows.of(&book.rows) {
            let holds = self.row_holds(row);
            if holds.is_no() {
                continue;
            }
            let value = self.row_value(row);
            if holds.is_yes() {
                if possible.is_empty() {
                    return (value, Some(row.place));
                }
                possible.push(value);
                return (hull(possible, undecided), None);
            }
            undecided.add_value(&holds);
            possible.push(value);
        }
        if possible.is_empty() {
            return (gap(need.clone()), None);
        }
        // No row may fit at all, so that even equal values are not sure.
        for value in &possible {
            undecided.add_value(value);
        }
        (undecided.or_bool(false), None)
    }

    fn row_holds(&mut self, row: &TableRow) -> Value {
        let Some(when) = row.when else {
            return Value::YES;
        };
        self.trace.open(|| What::Row(row.place));
        let holds = self.value(when);
        self.trace.close(&holds);
        holds
    }

    fn row_value(&mut self, row: &TableRow) -> Value {
        self.trace.open(|| What::Row(row.place));
        let value = self.value(row.value);
        self.trace.close(&value);
        value
    }

    /// Whether a sentence applies: its condition holds and nothing switches it off.
    pub fn applies(&mut self, guard: Guard) -> Value {
        let holds = match guard.when {
            Some(when) => self.value(when),
            None => Value::YES,
        };
        self.and_not_excepted(holds, guard.unless)
    }

    /// The same, unless an exception holds; what is false already is not looked at again.
    pub fn and_not_excepted(&mut self, holds: Value, unless: Rows) -> Value {
        if unless.is_empty() || holds.is_no() {
            return holds;
        }
        let book = self.book;
        let mut undecided = Undecided::default();
        undecided.add_value(&holds);
        for exception in unless.of(&book.exceptions) {
            let excepted = self.exception(exception);
            if excepted.is_yes() {
                return Value::NO;
            }
            undecided.add_value(&excepted);
        }
        undecided.or_bool(true)
    }

    fn exception(&mut self, exception: &ExceptionRow) -> Value {
        if !self.spend(1) {
            return Self::exhausted();
        }
        self.trace.open(|| What::Exception(exception.place));
        if self.looks_ahead {
            self.force_horizon(&exception.force);
        }
        let holds = if exception.force.holds_on(self.day) {
            self.applies(exception.guard)
        } else {
            Value::NO
        };
        self.trace.close(&holds);
        holds
    }
}

/// The value of several, of which it is not decided which: known where all agree.
fn hull(possible: Vec<Value>, mut undecided: Undecided) -> Value {
    if let Some(Value::Known(first)) = possible.first()
        && possible.iter().all(|value| *value == Value::Known(*first))
    {
        return Value::Known(*first);
    }
    for value in &possible {
        undecided.add_value(value);
    }
    match undecided.into_open() {
        Some(open) => spanning(open, &possible).into(),
        None => Open::limit("value").into(),
    }
}

/// Undecided among all the values, between bounds that hold them.
fn spanning(open: Open, possible: &[Value]) -> Open {
    let needs = possible.iter().filter_map(Value::open);
    let open = needs.fold(open, |open, other| open.and(other));
    let (low, high) = hull_bounds(possible);
    open.between(low, high)
}

/// Bounds that hold all the values; none where one has none.
fn hull_bounds(values: &[Value]) -> (Option<Exact>, Option<Exact>) {
    let low: Option<Vec<Exact>> = values.iter().map(|value| value.bounds().0).collect();
    let high: Option<Vec<Exact>> = values.iter().map(|value| value.bounds().1).collect();
    (
        low.and_then(|low| low.into_iter().min()),
        high.and_then(|high| high.into_iter().max()),
    )
}

/// Which clause prevails: only a higher document defeats another (semantics 2.4, combine unique).
fn prevailing(candidates: &[Candidate], default: Option<Value>, need: Need) -> Value {
    let sure = candidates.iter().filter(|one| one.holds.is_yes());
    let sure = sure.map(|one| one.rank).max();
    // Those no sure clause defeats.
    let possible: Vec<&Candidate> = candidates
        .iter()
        .filter(|clause| Some(clause.rank) >= sure)
        .collect();
    if contradict(&sure_ones(candidates)) {
        return Value::Open(Box::new(Open::of_kind(Kind::Conflict, need)));
    }
    let Some(first) = possible.first() else {
        return default.unwrap_or_else(|| gap(need));
    };
    let agree = possible.iter().all(|clause| clause.value == first.value);
    let one_holds = candidates.iter().any(|clause| clause.holds.is_yes());
    let is_default = default.as_ref() == Some(&first.value);
    if agree && (one_holds && first.value.open().is_none() || is_default) {
        return first.value.clone();
    }
    undecided_among(&possible, one_holds)
}

/// Clauses that hold for sure and that no possible one defeats.
fn sure_ones(candidates: &[Candidate]) -> Vec<&Candidate> {
    let highest = candidates.iter().map(|one| one.rank).max();
    let sure = candidates
        .iter()
        .filter(|one| one.holds.is_yes() && Some(one.rank) >= highest);
    sure.collect()
}

/// Whether two of them say different things for sure.
fn contradict(sure: &[&Candidate]) -> bool {
    let mut said = sure.iter().filter(|one| one.value.open().is_none());
    let first = said.next();
    first.is_some_and(|first| said.any(|other| other.value != first.value))
}

/// Where no clause holds for sure there may be no value at all, hence no bounds.
fn undecided_among(possible: &[&Candidate], one_holds: bool) -> Value {
    let mut undecided = Undecided::default();
    let mut is_unknown = false;
    for clause in possible {
        for value in [&clause.holds, &clause.value] {
            is_unknown |= value.open().is_some_and(|open| open.kind == Kind::Unknown);
            undecided.add_value(value);
        }
    }
    let values: Vec<Value> = possible.iter().map(|clause| clause.value.clone()).collect();
    match undecided.into_open() {
        Some(mut open) => {
            if is_unknown {
                open.kind = Kind::Unknown;
            }
            if one_holds {
                let (low, high) = hull_bounds(&values);
                open = open.between(low, high);
            }
            Value::Open(Box::new(open))
        }
        None => Open::limit("value").into(),
    }
}
