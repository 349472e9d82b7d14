//! The value of a defined name: the clause that prevails among those that hold (semantics 2.4).

use super::arithmetic;
use super::expr::gap;
use super::prevail::{Contender, Contest};
use super::run::{Run, Slot};
use super::trace::Trace;
use super::value::{Kind, Open, Undecided, Value};
use crate::compile::book::{
    BodyRow, DefinitionClauseRow, DefinitionRow, ExceptionRow, Guard, NodeId, PresumptionRow, Rows,
    TableRow,
};
use crate::evaluate::explanation::What;
use crate::evaluate::{Few, Need};
use crate::model::{DefinitionId, Operator, Place};
use crate::register::Owner;
use crate::value::{Date, Exact};

/// A clause with whether it holds and what it says.
struct Candidate {
    id: u32,
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
        if row.of == Owner::Village && !self.village && self.world.is_some() {
            let inside = self.as_village(|run| run.definition(id));
            return inside.unwrap_or_else(Self::exhausted);
        }
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
        // A definition is that of the day, whatever goes on.
        let goes_on = self.goes_on.take();
        let value = self.resolve(id, *row);
        self.goes_on = goes_on;
        if self.memo.len() <= id.index() {
            self.memo.resize_with(id.index() + 1, || None);
        }
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
            several => {
                let contest = self.clause_contest(row, several);
                self.defeats(several, &contest);
                let presumed = contradict(&contest.sure(several))
                    .then(|| self.presumed(row))
                    .flatten();
                presumed.unwrap_or_else(|| prevailing(several, &contest, default, need))
            }
        }
    }

    fn clause_contest(&mut self, row: DefinitionRow, candidates: &[Candidate]) -> Contest {
        let (book, day) = (self.book, self.day);
        let edges = self.edges_on(row.edges, |clause| {
            let clause = book.definition_clauses.get(clause as usize);
            clause.is_some_and(|clause| clause.force.holds_on(day))
        });
        let contenders = candidates.iter().map(|one| Contender {
            id: one.id,
            rank: one.rank,
            sure: one.holds.is_yes(),
        });
        Contest::of(contenders.collect(), edges)
    }

    /// Notes which clauses give way to which.
    fn defeats(&mut self, candidates: &[Candidate], contest: &Contest) {
        if !T::ON {
            return;
        }
        for (loser, winner) in contest.defeats() {
            let under = self.book.orders.get(winner.order as usize);
            let under = under.map(|order| order.place);
            let (Some(loser), Some(winner)) = (candidates.get(loser), candidates.get(winner.at))
            else {
                continue;
            };
            let (place, by) = (loser.place, winner.place);
            self.trace.open(|| What::Defeated { place, by, under });
            self.trace.close(&Value::YES);
        }
    }

    /// What a text presumes where the clauses contradict each other: the highest text's word.
    fn presumed(&mut self, row: DefinitionRow) -> Option<Value> {
        let book = self.book;
        let mut said: Option<PresumptionRow> = None;
        let mut is_disputed = false;
        for presumption in row.presumptions.of(&book.presumptions) {
            if self.looks_ahead {
                self.force_horizon(&presumption.force);
            }
            if !presumption.force.holds_on(self.day) {
                continue;
            }
            match said {
                Some(before) if before.rank > presumption.rank => {}
                Some(before) if before.rank == presumption.rank => {
                    is_disputed |= before.holds != presumption.holds;
                }
                Some(_) | None => (said, is_disputed) = (Some(*presumption), false),
            }
        }
        let presumption = said.filter(|_| !is_disputed)?;
        let value = Value::bool(presumption.holds);
        self.trace.open(|| What::Presumed(presumption.place));
        self.trace.close(&value);
        Some(value)
    }

    /// The clauses in force that nothing switches off for sure, and whether any is in force.
    fn candidates(&mut self, row: DefinitionRow, need: &Need) -> (Few<Candidate, 2>, bool) {
        let book = self.book;
        let mut is_said = false;
        let mut candidates = Few::new();
        for (id, clause) in (row.clauses.start..).zip(row.clauses.of(&book.definition_clauses)) {
            if self.looks_ahead {
                self.force_horizon(&clause.force);
            }
            if clause.force.holds_on(self.day) {
                is_said = true;
                candidates.extend(self.clause(id, clause, need));
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
        let contest = self.clause_contest(*row, &candidates);
        let sure = contest.sure(&candidates);
        if contradict(&sure) && self.presumed(*row).is_none() {
            sure.iter().map(|clause| clause.place).collect()
        } else {
            Vec::new()
        }
    }

    /// A clause that is not switched off for sure.
    fn clause(&mut self, id: u32, clause: &DefinitionClauseRow, need: &Need) -> Option<Candidate> {
        self.trace.open(|| What::Clause(clause.place));
        let holds = self.and_not_excepted(Value::YES, clause.unless);
        let candidate = (!holds.is_no()).then(|| Candidate {
            id,
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
            BodyRow::Slices(base, slices) => (self.slices(base, slices), None),
        }
    }

    /// The first row that holds. While rows are undecided, those after them may count too.
    fn table(&mut self, rows: Rows, need: &Need) -> (Value, Option<Place>) {
        let book = self.book;
        let mut possible: Few<(Value, Value)> = Few::new();
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
                // Whether a row holds does not matter where those after it give the same.
                let rows = possible.into_iter().rev();
                return (rows.fold(value, either), None);
            }
            possible.push((holds, value));
        }
        if possible.is_empty() {
            return (gap(need.clone()), None);
        }
        // No row may fit at all, so that even equal values are not sure.
        let mut undecided = Undecided::default();
        for value in possible.iter().flat_map(|(holds, value)| [holds, value]) {
            undecided.add_value(value);
        }
        (undecided.or_bool(false), None)
    }

    /// What of the base lies in each slice, times its rate, together.
    fn slices(&mut self, base: NodeId, slices: Rows) -> Value {
        let book = self.book;
        let base = self.value(base);
        let mut sum = Value::int(0);
        for slice in slices.of(&book.slices) {
            self.trace.open(|| What::Slice(slice.place));
            let over = self.value(slice.over);
            let up_to = match slice.to {
                Some(to) => arithmetic::extreme(false, &base, &self.value(to)),
                None => base.clone(),
            };
            let inside = arithmetic::arithmetic(Operator::Subtract, &up_to, &over);
            let inside = arithmetic::extreme(true, &inside, &Value::int(0));
            let rate = self.value(slice.rate);
            let part = arithmetic::arithmetic(Operator::Times, &inside, &rate);
            self.trace.close(&part);
            sum = arithmetic::arithmetic(Operator::Add, &sum, &part);
        }
        sum
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
        let holds = if self.is_law(&exception.force) {
            self.applies(exception.guard)
        } else {
            Value::NO
        };
        self.trace.close(&holds);
        holds
    }
}

/// What comes after a row of which it is not decided whether it holds, or what the row gives.
fn either(after: Value, (holds, value): (Value, Value)) -> Value {
    if let (Value::Known(one), Value::Known(other)) = (&value, &after)
        && one == other
    {
        return value;
    }
    let mut undecided = Undecided::default();
    for value in [&holds, &value, &after] {
        undecided.add_value(value);
    }
    match undecided.into_open() {
        Some(open) => spanning(open, &[value, after]).into(),
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

/// What comes of the clauses that no other defeats (semantics 2.4, combine unique).
fn prevailing(
    candidates: &[Candidate],
    contest: &Contest,
    default: Option<Value>,
    need: Need,
) -> Value {
    let possible = contest.possible(candidates);
    if contradict(&contest.sure(candidates)) {
        return Value::Open(Box::new(Open::of_kind(Kind::Conflict, need)));
    }
    let Some(first) = possible.first() else {
        return default.unwrap_or_else(|| gap(need));
    };
    let agree = possible.iter().all(|clause| clause.value == first.value);
    let one_holds = candidates.iter().any(|clause| clause.holds.is_yes());
    // Whether they apply or not, nothing is said.
    let nothing = gap(need);
    if agree && first.value == nothing && (one_holds || default.is_none()) {
        return nothing;
    }
    let is_default = default.as_ref() == Some(&first.value);
    if agree && (one_holds && first.value.open().is_none() || is_default) {
        return first.value.clone();
    }
    undecided_among(&possible, one_holds)
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
