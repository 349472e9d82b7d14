//! Which clause defines a name on a day (semantics 2.4), and values by cases.

use crate::evaluate::Need;
use crate::model::{Body, Definition, DefinitionClause, DefinitionId, Place, Row, Slice, Sort};
use crate::register::Owner;
use crate::syntax::ast::Operator;
use crate::value::Exact;

use super::defeat::Clause;
use super::expressions::Value;
use super::numbers::{Span, joined};
use super::truth::{Badness, Needs, Truth, at_head, bad};
use super::versions::Law;
use super::watch::Mark;
use super::world::{At, World};

/// What the clauses give for a name.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Resolved {
    /// A value, known or not.
    Value(Value),
    /// These clauses contradict each other.
    Conflict(Vec<Place>),
    /// No clause says anything.
    Gap,
}

/// A value by cases: the row it comes from where that is decided, and none where no row fits.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drawn {
    pub(super) value: Option<Value>,
    pub(super) row: Option<Place>,
}

/// A clause in force, whether it applies, what it would give.
struct Candidate {
    clause: Clause,
    applies: Truth,
    value: Option<Value>,
}

impl World<'_> {
    /// The value of a name as an expression reads it.
    pub(super) fn defined_value(&self, id: DefinitionId, at: At) -> Value {
        let Some(definition) = self.meaning.definitions.get(id.index()) else {
            return Value::Truth(Truth::open(Need::Definition(id)));
        };
        if let (Owner::Village, false, Some(village)) =
            (definition.of, self.is_village, self.as_village())
        {
            return village.defined_value(
                id,
                At {
                    day: at.day,
                    ..At::default()
                },
            );
        }
        match self.resolve(id, definition, at) {
            Resolved::Value(value) => value,
            Resolved::Conflict(_) => {
                let needs = bad(Need::Definition(id), Badness::Conflict);
                Value::unknown(definition.sort, needs)
            }
            Resolved::Gap => Value::unknown(definition.sort, missing(id)),
        }
    }

    /// Semantics 2.4 for one name on one day.
    pub(super) fn resolve(&self, id: DefinitionId, definition: &Definition, at: At) -> Resolved {
        // A definition is that of the day, whatever goes on.
        let law = Law::default();
        let at = match definition.of {
            Owner::Person => At { law, ..at },
            Owner::Household | Owner::Village => At {
                member: None,
                law,
                ..at
            },
        };
        let clauses = definition.clauses.iter();
        let in_force = clauses.filter(|clause| self.is_law(clause.place, at.day, at.law));
        let in_force: Vec<&DefinitionClause> = in_force.collect();
        if in_force.is_empty() {
            return Resolved::Gap;
        }
        let laws = in_force.iter().map(|clause| self.clause(clause.place));
        let laws: Vec<Clause> = laws.collect();
        let candidates = in_force.iter().map(|clause| self.candidate(clause, at));
        let candidates: Vec<Candidate> = candidates.filter(|one| !one.applies.is_no()).collect();
        let applying = candidates.iter().filter(|one| one.applies.is_yes());
        let applying: Vec<Clause> = applying.map(|one| one.clause).collect();
        self.note_depth(&laws, at.day, &applying);
        let beats = |winner: &Candidate, loser: &Candidate| {
            self.defeats(&laws, at.day, winner.clause, loser.clause)
        };
        match winner(&candidates, &beats, definition.sort, id) {
            Resolved::Conflict(places) => match self.presumed(id, at) {
                Some(holds) => {
                    self.mark(Mark::Presumed);
                    Resolved::Value(Value::Truth(Truth::of(holds)))
                }
                None => Resolved::Conflict(places),
            },
            resolved => resolved,
        }
    }

    /// What counts where the clauses of a name contradict each other: what the highest text presumes, if
    /// it presumes one thing.
    fn presumed(&self, id: DefinitionId, at: At) -> Option<bool> {
        let own = self.meaning.presumptions.iter();
        let own = own
            .filter(|one| one.definition == id && self.is_law(one.place, at.day, Law::default()));
        let own: Vec<(u8, bool)> = own
            .map(|one| (self.clause(one.place).rank, one.holds))
            .collect();
        let highest = own.iter().map(|(rank, _)| *rank).max()?;
        let mut said = own.iter().filter(|(rank, _)| *rank == highest);
        let (_, first) = said.next()?;
        said.all(|(_, holds)| holds == first).then_some(*first)
    }

    fn candidate(&self, clause: &DefinitionClause, at: At) -> Candidate {
        Candidate {
            clause: self.clause(clause.place),
            applies: self.is_excepted(&clause.unless, at).not(),
            value: self.body(&clause.body, at).value,
        }
    }

    /// The value of a body.
    pub(super) fn body(&self, body: &Body, at: At) -> Drawn {
        match body {
            Body::Value(expr) => Drawn {
                value: Some(self.value(expr, at)),
                row: None,
            },
            Body::Cases(rows) => self.first_row(rows, at),
            Body::Slices { base, slices } => Drawn {
                value: Some(Value::Number(self.sliced(base, slices, at))),
                row: None,
            },
        }
    }

    /// Of each slice what lies in it of the amount, at the slice's own rate.
    fn sliced(&self, base: &crate::model::Expr, slices: &[Slice], at: At) -> Span {
        let of = self.number(base, at);
        let none = Span::known(Exact::ZERO);
        let parts = slices.iter().map(|slice| {
            let over = self.number(&slice.over, at);
            let to = slice.to.as_ref().map(|to| self.number(to, at));
            let inside = to.map_or(of.clone(), |to| of.clone().smaller(to));
            let above = inside.apply(Operator::Subtract, over).larger(none.clone());
            above.product(self.number(&slice.rate, at))
        });
        parts.fold(none.clone(), Span::sum)
    }

    fn first_row(&self, rows: &[Row], at: At) -> Drawn {
        let Some((row, rest)) = rows.split_first() else {
            return Drawn {
                value: None,
                row: None,
            };
        };
        let holds = match &row.when {
            None => Truth::Yes,
            Some(when) => self.truth(when, at),
        };
        match holds {
            Truth::No => self.first_row(rest, at),
            Truth::Yes => Drawn {
                value: Some(self.value(&row.value, at)),
                row: Some(row.place),
            },
            Truth::Open(needs) => {
                let here = self.value(&row.value, at);
                Drawn {
                    value: Some(either(here, self.first_row(rest, at).value, needs)),
                    row: None,
                }
            }
        }
    }
}

/// One value or another, which is not decided.
fn either(one: Value, other: Option<Value>, open: Needs) -> Value {
    match other {
        None => {
            let needs = joined(open, one.needs());
            blurred(&one, needs)
        }
        Some(other) if one == other && one.needs().is_empty() => one,
        Some(other) => hull(one, other, open),
    }
}

/// An unknown value of the same sort without bounds.
fn blurred(like: &Value, needs: Needs) -> Value {
    match like {
        Value::Truth(_) => Value::Truth(Truth::Open(needs)),
        Value::Number(_) => Value::Number(Span::unbounded(needs)),
        Value::Date(_) => Value::Date(Err(needs)),
        Value::Choice(_) => Value::Choice(Err(needs)),
    }
}

/// All that either may be; known only where both are the same known value.
fn hull(one: Value, other: Value, open: Needs) -> Value {
    let needs = joined(joined(open, one.needs()), other.needs());
    match (one, other) {
        (Value::Number(mut one), Value::Number(other)) => {
            one.needs = needs;
            Value::Number(one.hull(other))
        }
        (one, other) if one == other && one.needs().is_empty() => one,
        (one, _) => blurred(&one, needs),
    }
}

/// No clause says anything.
fn missing(id: DefinitionId) -> Needs {
    bad(Need::Definition(id), Badness::Gap)
}

fn winner(
    candidates: &[Candidate],
    beats: &dyn Fn(&Candidate, &Candidate) -> bool,
    sort: Sort,
    id: DefinitionId,
) -> Resolved {
    let beaten = |candidate: &Candidate, by_possible: bool| {
        candidates
            .iter()
            .any(|other| beats(other, candidate) && (by_possible || other.applies.is_yes()))
    };
    let possible: Vec<&Candidate> = candidates
        .iter()
        .filter(|one| !beaten(one, false))
        .collect();
    let sure: Vec<&Candidate> = possible
        .iter()
        .copied()
        .filter(|one| one.applies.is_yes() && !beaten(one, true))
        .collect();
    let default = (sort == Sort::Bool).then_some(Value::Truth(Truth::No));
    if possible.is_empty() {
        return default.map_or(Resolved::Gap, Resolved::Value);
    }
    if let Some(places) = contradiction(&sure) {
        return Resolved::Conflict(places);
    }
    undisputed(&possible, default, id)
}

/// The sure winners, if two of them give different known values.
fn contradiction(sure: &[&Candidate]) -> Option<Vec<Place>> {
    let known = |one: &&&Candidate| {
        one.value
            .as_ref()
            .is_some_and(|value| value.needs().is_empty())
    };
    let mut values: Vec<&Value> = Vec::new();
    for value in sure
        .iter()
        .filter(known)
        .filter_map(|one| one.value.as_ref())
    {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    (values.len() > 1).then(|| sure.iter().map(|one| one.clause.place).collect())
}

fn undisputed(possible: &[&Candidate], default: Option<Value>, id: DefinitionId) -> Resolved {
    let some_apply = possible.iter().any(|one| one.applies.is_yes());
    let with_default = default.filter(|_| !some_apply);
    let gaps = possible.iter().filter(|one| one.value.is_none()).count();
    if gaps == possible.len() && with_default.is_none() {
        return Resolved::Gap;
    }
    let guards = possible.iter().map(|one| one.applies.needs());
    let values = possible.iter();
    let values = values.map(|one| one.value.as_ref().map_or_else(|| missing(id), Value::needs));
    let needs = at_head(guards.chain(values));
    let values = possible.iter().filter_map(|one| one.value.clone());
    let Some(all) = values
        .chain(with_default)
        .reduce(|one, other| hull(one, other, Needs::new()))
    else {
        return Resolved::Gap;
    };
    if gaps > 0 {
        return Resolved::Value(blurred(&all, needs));
    }
    let may_be_gap = !some_apply && !matches!(all, Value::Truth(_));
    Resolved::Value(if may_be_gap {
        blurred(&all, needs)
    } else if is_known(&all) {
        all
    } else {
        widened(all, needs)
    })
}

fn is_known(value: &Value) -> bool {
    match value {
        Value::Truth(truth) => !matches!(truth, Truth::Open(_)),
        Value::Number(span) => span.value().is_some(),
        Value::Date(date) => date.is_ok(),
        Value::Choice(choice) => choice.is_ok(),
    }
}

/// The same bounds, but not known: it is open whether any clause applies, or which.
fn widened(value: Value, needs: Needs) -> Value {
    match value {
        Value::Number(span) if span.value().is_none() => Value::Number(Span { needs, ..span }),
        other => blurred(&other, needs),
    }
}
