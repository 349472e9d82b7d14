//! What a village reports: sums with their answers, the values of its definitions, who comes first.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::evaluate::{
    CheckState, Contender, Contenders, Findings, MeasureState, Need, PriorityState,
};
use crate::facts::Household;
use crate::model::{Body, Expr, Label, Place, Sort};
use crate::register::{FactValue, Owner};
use crate::syntax::ast::Operator;
use crate::value::Exact;

use super::expressions::Value;
use super::truth::{Badness, Needs, Truth, spelled, worst};
use super::versions::Law;
use super::world::{At, World};

/// A value, and whether it is best said in hundredths.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs, reason = "as the values of an outcome")]
pub struct Shown {
    pub value: FactValue,
    pub in_hundredths: bool,
}

/// A sum of a report: state, both sides where they are numbers, what would decide it.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "as the lines of an outcome")]
pub struct Checked {
    pub place: Place,
    pub state: CheckState,
    pub sides: Option<(Option<Shown>, Option<Shown>)>,
    pub needs: Vec<Need>,
}

/// The value of something the texts define of the village.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "as the lines of an outcome")]
pub struct Measured {
    pub place: Place,
    pub name: Label,
    pub value: Option<Shown>,
    pub state: MeasureState,
    pub needs: Vec<Need>,
}

impl World<'_> {
    fn on_the_last_day(&self) -> At {
        At {
            day: self.today(),
            ..At::default()
        }
    }

    /// The sums of reports, on the last day asked about.
    pub(super) fn checks(&self) -> Vec<Checked> {
        let at = self.on_the_last_day();
        let mut found = Vec::new();
        for check in &self.meaning.checks {
            if !self.is_law(check.place, self.today(), Law::default()) {
                continue;
            }
            let holds = self.truth(&check.holds, at);
            let state = match &holds {
                Truth::Yes => CheckState::Holds,
                Truth::No => CheckState::Fails,
                Truth::Open(needs) => match worst(needs) {
                    Badness::Unknown => CheckState::Undetermined,
                    Badness::Gap => CheckState::Gap,
                    Badness::Conflict => CheckState::Conflict,
                },
            };
            let sides = match (&check.holds, check.sort) {
                (Expr::Compare(_, left, right), Some(sort)) => {
                    let parts = sort == Sort::Number(None) && self.compares_parts(left, right);
                    let side = |of: &Expr| shown(&self.value(of, at), parts);
                    Some((side(left), side(right)))
                }
                _ => None,
            };
            found.push(Checked {
                place: check.place,
                state,
                sides,
                needs: spelled(&holds.needs()),
            });
        }
        found
    }

    /// The values of the village's definitions that are law on the last day, in the order of the texts.
    pub(super) fn measures(&self) -> Vec<Measured> {
        let at = self.on_the_last_day();
        let mut found = Vec::new();
        for (id, definition) in (0..).zip(&self.meaning.definitions) {
            let mut said = definition.clauses.iter().map(|clause| clause.place);
            let first = said.find(|place| self.is_law(*place, self.today(), Law::default()));
            let Some(place) = first.filter(|_| definition.of == Owner::Village) else {
                continue;
            };
            let id = crate::model::DefinitionId(id);
            let value = self.defined_value(id, at);
            let parts =
                definition.sort == Sort::Number(None) && self.is_part(&Expr::Definition(id));
            let value_shown = shown(&value, parts);
            let needs = value.needs();
            found.push(Measured {
                place,
                name: definition.name.clone(),
                state: match worst(&needs) {
                    _ if value_shown.is_some() => MeasureState::Known,
                    Badness::Unknown => MeasureState::Undetermined,
                    Badness::Gap => MeasureState::Gap,
                    Badness::Conflict => MeasureState::Conflict,
                },
                value: value_shown,
                needs: spelled(&needs),
            });
        }
        found.sort_by_key(|one| one.place);
        found
    }

    /// One side is a part of a whole, or a quotient is compared with a part of one.
    fn compares_parts(&self, left: &Expr, right: &Expr) -> bool {
        let below_one = |of: &Expr| match of {
            Expr::Number(number) => *number > Exact::ZERO && *number < Exact::ONE,
            _ => false,
        };
        let divides = |of: &Expr| matches!(of, Expr::Arithmetic(Operator::Divide, ..));
        self.is_part(left)
            || self.is_part(right)
            || (divides(left) && below_one(right))
            || (divides(right) && below_one(left))
    }

    /// A share of households, a ratio rounded to a percentage, or a definition of such.
    fn is_part(&self, of: &Expr) -> bool {
        match of {
            Expr::HouseholdShare(_) => true,
            Expr::Rounded { to, .. } => *to < Exact::ONE,
            Expr::Definition(id) => {
                let definition = self.meaning.definitions.get(id.index());
                match definition.map(|one| one.clauses.as_slice()) {
                    Some([only]) => match &only.body {
                        Body::Value(value) => self.is_part(value),
                        Body::Cases(_) | Body::Slices { .. } => false,
                    },
                    _ => false,
                }
            }
            _ => false,
        }
    }
}

fn shown(value: &Value, in_hundredths: bool) -> Option<Shown> {
    let known = match value {
        Value::Number(span) => span.value().map(FactValue::Number),
        Value::Truth(Truth::Yes) => Some(FactValue::Bool(true)),
        Value::Truth(Truth::No) => Some(FactValue::Bool(false)),
        Value::Truth(Truth::Open(_)) => None,
        Value::Date(date) => date.clone().ok().map(FactValue::Date),
        Value::Choice(choice) => choice.clone().ok().map(FactValue::Enum),
    };
    known.map(|value| Shown {
        value,
        in_hundredths: in_hundredths && matches!(value, FactValue::Number(_)),
    })
}

/// Who comes first in what, from what was found of each household: in the order of the file, of one household in
/// that of the sentences; each holder with the sentences that surely say so, else with those that may.
#[must_use]
pub fn contenders(all: &[(&Household, Findings)]) -> BTreeMap<Label, Contenders> {
    let mut matters: BTreeMap<Label, Contenders> = BTreeMap::new();
    for (household, found) in all {
        for matter in found.priorities.iter().map(|row| &row.matter) {
            matters.entry(matter.clone()).or_default();
        }
        for (matter, list) in &mut matters {
            let own = |state: PriorityState| {
                let rows = found.priorities.iter();
                rows.filter(move |row| row.matter == *matter && row.state == state)
            };
            let mut listed: Vec<&Arc<str>> = Vec::new();
            for (state, into) in [
                (PriorityState::Holds, &mut list.sure),
                (PriorityState::Undetermined, &mut list.possible),
            ] {
                for holder in own(state).map(|row| &row.holder) {
                    if listed.contains(&holder) {
                        continue;
                    }
                    listed.push(holder);
                    let said = || own(state).filter(|row| row.holder == *holder);
                    let needs = said().flat_map(|row| row.needs.iter().cloned());
                    let needs: Needs = needs.map(|need| (need, Badness::Unknown)).collect();
                    into.push(Contender {
                        household: Arc::clone(&household.id),
                        holder: Arc::clone(holder),
                        places: said().map(|row| row.place).collect(),
                        needs: spelled(&needs),
                    });
                }
            }
        }
    }
    matters
}
