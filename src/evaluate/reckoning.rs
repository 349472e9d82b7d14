//! Sums of reports with their answers, and the values of what the texts define of the village.

use super::run::{Run, Scope};
use super::trace::Trace;
use super::value::{Kind, Value};
use crate::compile::book::{DefinitionRow, Node};
use crate::evaluate::Need;
use crate::model::{Body, DefinitionClause, DefinitionId, Expr, Label, Operator, Place, Sort};
use crate::register::{FactValue, Owner};
use crate::value::{Exact, Unit};

/// `核对：…` with its answer on the last day asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckLine {
    /// Where it is said.
    pub place: Place,
    /// What comes out.
    pub state: CheckState,
    /// What is compared, where it is one comparison: each side none where it is not known.
    pub sides: Option<(Option<Known>, Option<Known>)>,
    /// What would decide it.
    pub needs: Vec<Need>,
}

/// `holds | fails | undetermined | conflict | gap`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words of the output")]
pub enum CheckState {
    Holds,
    Fails,
    Undetermined,
    Conflict,
    Gap,
}

/// The value of something the texts define.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Its first sentence that is law on the day.
    pub place: Place,
    /// Its name.
    pub name: Label,
    /// Its value; none where it is not known.
    pub value: Option<Known>,
    /// What comes out.
    pub state: MeasureState,
    /// What would decide it.
    pub needs: Vec<Need>,
}

/// `known | undetermined | conflict | gap`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words of the output")]
pub enum MeasureState {
    Known,
    Undetermined,
    Conflict,
    Gap,
}

/// A value with what it is: a number in its unit (money in fen; a part of a whole in hundredths, with
/// [`Unit::Percent`]), a day, a truth or a choice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// The value.
    pub value: FactValue,
    /// What it is.
    pub sort: Sort,
}

impl Known {
    fn of(value: &Value, sort: Sort, in_hundredths: bool) -> Option<Self> {
        let Value::Known(value) = value else {
            return None;
        };
        let hundredths = match value {
            FactValue::Number(number) if in_hundredths && sort == Sort::Number(None) => {
                number.checked_mul(Exact::from_int(100))
            }
            FactValue::Number(_) | FactValue::Bool(_) | FactValue::Date(_) | FactValue::Enum(_) => {
                None
            }
        };
        Some(match hundredths {
            Some(number) => Self {
                value: FactValue::Number(number),
                sort: Sort::Number(Some(Unit::Percent)),
            },
            None => Self {
                value: *value,
                sort,
            },
        })
    }
}

impl<T: Trace> Run<'_, T> {
    /// The sums of reports that are law on the last day asked about, in the order of the texts.
    pub fn checks(&mut self) -> Vec<CheckLine> {
        let book = self.book;
        let mut lines = Vec::new();
        for (row, check) in book.checks.iter().zip(&book.meaning.checks) {
            self.look_at(self.query.on, Scope::default());
            if !self.is_law(&row.force) {
                continue;
            }
            let holds = self.value(row.holds);
            let sides = match (book.nodes.get(row.holds.0 as usize), check.sort) {
                (Some(Node::Compare(_, a, b)), Some(sort)) => {
                    let parts = self.is_part(&check.holds);
                    let (a, b) = (self.value(*a), self.value(*b));
                    Some((Known::of(&a, sort, parts), Known::of(&b, sort, parts)))
                }
                _ => None,
            };
            let needs = holds
                .open()
                .map_or_else(Vec::new, |open| open.needs.clone());
            if !needs.is_empty() {
                self.ask(row.place, needs.clone());
            }
            lines.push(CheckLine {
                place: row.place,
                state: check_state(&holds),
                sides,
                needs,
            });
        }
        lines
    }

    /// What the texts define of the village, on the last day asked about.
    pub fn measures(&mut self) -> Vec<Measure> {
        self.look_at(self.query.on, Scope::default());
        let of_village = |row: &DefinitionRow| row.of == Owner::Village;
        self.readings(of_village)
    }

    /// The values of the definitions that `wanted` takes, for whom is looked at.
    fn readings(&mut self, wanted: impl Fn(&DefinitionRow) -> bool) -> Vec<Measure> {
        let book = self.book;
        let mut lines = Vec::new();
        for (id, row) in (0_u32..).zip(&book.definitions) {
            let clauses = row.clauses.of(&book.definition_clauses).iter();
            let mut said = clauses.filter(|clause| clause.force.holds_on(self.day));
            let (true, Some(first)) = (wanted(row), said.next()) else {
                continue;
            };
            let place = first.place;
            let id = DefinitionId(id);
            let value = self.definition(id);
            lines.extend(self.reading(id, place, &value));
        }
        lines
    }

    fn reading(&self, id: DefinitionId, place: Place, value: &Value) -> Option<Measure> {
        let definition = self.book.meaning.definitions.get(id.index())?;
        let parts = self.is_percentage(&Expr::Definition(id));
        Some(Measure {
            place,
            name: definition.name.clone(),
            value: Known::of(value, definition.sort, parts),
            state: match value.open().map(|open| open.kind) {
                None => MeasureState::Known,
                Some(Kind::Unknown) => MeasureState::Undetermined,
                Some(Kind::Conflict) => MeasureState::Conflict,
                Some(Kind::Gap) => MeasureState::Gap,
            },
            needs: value
                .open()
                .map_or_else(Vec::new, |open| open.needs.clone()),
        })
    }
}

fn check_state(holds: &Value) -> CheckState {
    match holds.open().map(|open| open.kind) {
        None if holds.is_yes() => CheckState::Holds,
        None => CheckState::Fails,
        Some(Kind::Unknown) => CheckState::Undetermined,
        Some(Kind::Conflict) => CheckState::Conflict,
        Some(Kind::Gap) => CheckState::Gap,
    }
}

impl<T: Trace> Run<'_, T> {
    /// Whether the two sides of a comparison are best said in hundredths.
    fn is_part(&self, holds: &Expr) -> bool {
        let Expr::Compare(_, left, right) = holds else {
            return false;
        };
        let below_one =
            |of: &Expr| matches!(of, Expr::Number(n) if Exact::ZERO < *n && *n < Exact::ONE);
        let quotient = |of: &Expr| matches!(of, Expr::Arithmetic(Operator::Divide, ..));
        self.is_percentage(left)
            || self.is_percentage(right)
            || quotient(left) && below_one(right)
            || quotient(right) && below_one(left)
    }

    /// A share of households, what is rounded to a hundredth or finer, or a definition of such.
    fn is_percentage(&self, of: &Expr) -> bool {
        let mut of = of;
        // A definition reads only those before it.
        loop {
            return match of {
                Expr::HouseholdShare(_) => true,
                Expr::Rounded { to, .. } => *to < Exact::ONE,
                Expr::Definition(id) => match self.only_value(*id) {
                    Some(value) => {
                        of = value;
                        continue;
                    }
                    None => false,
                },
                _ => false,
            };
        }
    }

    /// What a definition is by its only sentence.
    fn only_value(&self, id: DefinitionId) -> Option<&Expr> {
        let definition = self.book.meaning.definitions.get(id.index())?;
        match definition.clauses.as_slice() {
            [
                DefinitionClause {
                    body: Body::Value(value),
                    ..
                },
            ] => Some(value),
            _ => None,
        }
    }
}
