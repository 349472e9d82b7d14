//! Sums of reports with their answers, and the values of what the texts define of the village.

use std::sync::Arc;

use super::run::{Run, Scope};
use super::trace::{Recorder, Trace};
use super::value::{Kind, Value, merge_needs};
use crate::compile::book::{DefinitionRow, Node};
use crate::evaluate::{Need, Reason};
use crate::model::{Body, DefinitionClause, DefinitionId, Expr, Label, Operator, Place, Sort};
use crate::register::{AgreementId, FactValue, Owner};
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

/// The value of a definition for a household or a member.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Id of the household or the member.
    pub holder: Arc<str>,
    /// What is read.
    pub of: Measure,
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

    /// What the texts define of the village, on the last day asked about, in the order of the texts.
    pub fn measures(&mut self) -> Vec<Measure> {
        let mut lines = self.read_all(&[Scope::default()], |row| row.of == Owner::Village);
        lines.sort_by_key(|line| line.of.place);
        lines.into_iter().map(|line| line.of).collect()
    }

    /// What the texts define of the household and its members, on the last day asked about, in the
    /// order of the texts.
    pub fn readings(&mut self) -> Vec<Reading> {
        let household = [Scope::default()];
        let mut lines = self.read_all(&household, |row| row.of == Owner::Household);
        let is_person = |row: &DefinitionRow| row.of == Owner::Person;
        match &self.home.members {
            Some(members) => {
                self.look_at(self.query.on, Scope::default());
                let present = (0_u16..)
                    .zip(members)
                    .filter(|(_, one)| self.is_present(one));
                let present = present.map(|(at, _)| Scope::default().of_member(at));
                let present: Vec<Scope> = present.collect();
                lines.extend(self.read_all(&present, is_person));
            }
            None => {
                let unknown = self.read_all(&household, is_person).into_iter();
                lines.extend(unknown.map(|mut line| {
                    (line.of.value, line.of.state) = (None, MeasureState::Undetermined);
                    line.of.needs = vec![Need::Members];
                    line
                }));
            }
        }
        lines.sort_by_key(|line| line.of.place);
        lines
    }

    /// The values of the definitions that `wanted` takes, for each of those named.
    fn read_all(
        &mut self,
        scopes: &[Scope],
        wanted: impl Fn(&DefinitionRow) -> bool,
    ) -> Vec<Reading> {
        let (book, day) = (self.book, self.query.on);
        let mut lines = Vec::new();
        for (id, row) in (0_u32..).zip(&book.definitions) {
            let clauses = row.clauses.of(&book.definition_clauses).iter();
            let mut said = clauses.filter(|clause| clause.force.holds_on(day));
            let (true, Some(first)) = (wanted(row), said.next()) else {
                continue;
            };
            for scope in scopes {
                let Some(scope) = self.in_agreement(*scope, first.force.agreement) else {
                    continue;
                };
                self.look_at(day, scope);
                let value = self.definition(DefinitionId(id));
                let holder = self.holder(scope);
                let mut of = self.measure(DefinitionId(id), first.place, &value);
                if let (None, Some(kind), Some(of)) =
                    (&self.home.agreements, first.force.agreement, &mut of)
                {
                    // Whether it holds for the household at all is not known.
                    (of.value, of.state) = (None, MeasureState::Undetermined);
                    merge_needs(&mut of.needs, &[Need::Signed(kind)]);
                }
                lines.extend(of.map(|of| Reading { holder, of }));
            }
        }
        lines
    }

    /// The scope for a sentence of an agreement's document: its latest agreement of that kind in term;
    /// none where it is known that there is none.
    fn in_agreement(&mut self, scope: Scope, kind: Option<AgreementId>) -> Option<Scope> {
        let Some(kind) = kind else {
            return Some(scope);
        };
        let (book, on) = (self.book, self.query.on);
        let Some(signed) = self.agreements_of(kind) else {
            return Some(scope);
        };
        let document = book.agreement_documents.get(kind.index()).copied();
        self.look_at(on, scope);
        let mut in_term = Vec::new();
        for (at, agreement) in signed {
            if !self.in_term(agreement, document.flatten()).is_no() {
                in_term.push((agreement.signed, at));
            }
        }
        let latest = in_term.into_iter().max()?;
        Some(Scope {
            agreement: Some(latest.1),
            ..scope
        })
    }

    fn measure(&self, id: DefinitionId, place: Place, value: &Value) -> Option<Measure> {
        let definition = self.book.meaning.definitions.get(id.index())?;
        let parts = self.is_percentage(&Expr::Definition(id));
        let open = value.open();
        Some(Measure {
            place,
            name: definition.name.clone(),
            value: Known::of(value, definition.sort, parts),
            state: match open.map(|open| open.kind) {
                None => MeasureState::Known,
                Some(Kind::Unknown) => MeasureState::Undetermined,
                Some(Kind::Conflict) => MeasureState::Conflict,
                Some(Kind::Gap) => MeasureState::Gap,
            },
            needs: open.map_or_else(Vec::new, |open| open.needs.clone()),
        })
    }
}

impl Run<'_, Recorder> {
    /// Why a sum comes out as it does: the steps of its condition.
    pub fn why_checked(&mut self, place: Place) -> Vec<Reason> {
        let mut rows = self.book.checks.iter();
        let Some(row) = rows.find(|row| row.place == place && row.place.span == place.span) else {
            return Vec::new();
        };
        self.look_at(self.query.on, Scope::default());
        self.value(row.holds);
        self.trace.take()
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
