//! Definitions and parameters, each after those it reads.

use super::context::Context;
use super::expr::{Reads, Scope};
use super::names::{Says, State};
use super::sorts::Typed;
use super::visit;
use crate::diagnostic::{Code, Text};
use crate::model::{Body, Definition, DefinitionClause, DefinitionId, Expr, Place, Row, Sort};
use crate::register::{Owner, Symbol};
use crate::syntax::ast::{self, ExprKind, SubjectKind, Tier};

/// What one clause makes of a name.
struct Made {
    clause: DefinitionClause,
    of: Owner,
    sort: Sort,
    constant: bool,
    free: bool,
}

impl Context<'_> {
    /// Reads every name the texts make.
    pub(super) fn read_names(&mut self) {
        for index in self.name_order() {
            let Some(node) = self.names.nodes.get(index) else {
                continue;
            };
            let state = match &node.says {
                Says::Definition(clauses) => {
                    let clauses = clauses.clone();
                    self.definition(index, &clauses)
                }
                Says::Parameter(texts) => {
                    let texts = texts.clone();
                    self.parameter(index, &texts)
                }
            };
            if let Some(node) = self.names.nodes.get_mut(index) {
                node.state = state.unwrap_or(State::Broken);
            }
        }
    }

    fn definition(&mut self, index: usize, clauses: &[(Place, &ast::Meaning)]) -> Option<State> {
        let made: Vec<_> = clauses
            .iter()
            .map(|(place, meaning)| self.clause(*place, meaning))
            .collect();
        let made = made.into_iter().collect::<Option<Vec<_>>>()?;
        let first = made.first()?;
        let (of, sort) = (first.of, first.sort);
        for other in &made {
            if (other.of, other.sort) != (of, sort) {
                let message = Text::new(
                    "同一个名称的几处定义，所指的对象或单位不同",
                    "the definitions of this name differ in whom they speak of or in their unit",
                );
                self.report(
                    &other.clause.place,
                    other.clause.place.span,
                    Code::DuplicateName,
                    message,
                );
                return None;
            }
        }
        let constant = made.iter().all(|one| one.constant);
        let free = made.iter().all(|one| one.free);
        let id = DefinitionId(u32::try_from(self.meaning.definitions.len()).ok()?);
        self.meaning.definitions.push(Definition {
            name: self.names.nodes.get(index)?.label.clone(),
            of,
            sort,
            clauses: made.into_iter().map(|one| one.clause).collect(),
        });
        Some(State::Definition {
            id,
            of,
            sort,
            constant,
            free,
        })
    }

    fn clause(&mut self, place: Place, meaning: &ast::Meaning) -> Option<Made> {
        let mut exprs = Vec::new();
        visit::meaning(meaning, &mut exprs);
        let said = match meaning {
            ast::Meaning::Condition { of, .. } => Some(owner_of_subject(&of.value)),
            ast::Meaning::Value(_) | ast::Meaning::Cases { .. } => None,
        };
        let spoken = self.speaks_of(&place, &exprs);
        let of = said.or(spoken).unwrap_or(Owner::Household);
        let scope = Scope::new(&place, Reads::of(of));
        let (body, sort, constant) = match meaning {
            ast::Meaning::Condition { condition, .. } => {
                let body = Body::Value(self.condition(scope, condition)?);
                (body, Sort::Bool, false)
            }
            ast::Meaning::Value(value) => {
                let Typed {
                    expr,
                    sort,
                    constant,
                } = self.typed(scope, value)?;
                (Body::Value(expr), sort, constant)
            }
            ast::Meaning::Cases { sliced: true, rows } => {
                let (body, sort) = self.slices(scope, rows, None)?;
                (body, sort, false)
            }
            ast::Meaning::Cases {
                sliced: false,
                rows,
            } => {
                let (rows, sort, constant) = self.rows(scope, rows, None)?;
                self.overlapping_rows(&rows);
                (Body::Cases(rows), sort, constant)
            }
        };
        Some(Made {
            free: said.is_none() && spoken.is_none(),
            clause: DefinitionClause {
                place,
                unless: Vec::new(),
                body,
            },
            of,
            sort,
            constant,
        })
    }

    /// Whose facts these expressions read outside the phrases about members and about
    /// each household: a person's where there is
    /// one, else a household's, else the village's.
    pub(super) fn speaks_of(&self, place: &Place, exprs: &[&ast::Expr]) -> Option<Owner> {
        let (mut person, mut household, mut person_event) = (false, false, false);
        let mut village = false;
        for expr in exprs {
            visit::each(expr, |expr, others| match &*expr.value {
                _ if others => {}
                ExprKind::Name(name, _) => match self.owner_of_name(place, name) {
                    Some(Owner::Person) => person = true,
                    Some(Owner::Household) => household = true,
                    Some(Owner::Village) => village = true,
                    None => {}
                },
                ExprKind::EventCount { event, .. } | ExprKind::MissedInARow { event, .. } => {
                    match self.register.symbol(&event.value) {
                        Some(Symbol::Event(id)) => {
                            let by = self.register.event(id).map(|row| row.by);
                            person_event |= by == Some(Owner::Person);
                            household |= by == Some(Owner::Household);
                            village |= by == Some(Owner::Village);
                        }
                        _ => household = true,
                    }
                }
                ExprKind::CountMembers(_)
                | ExprKind::AnyMember { .. }
                | ExprKind::AllMembers(_)
                | ExprKind::OverMembers { .. }
                | ExprKind::OverdueDays(_) => household = true,
                ExprKind::Households(_)
                | ExprKind::HouseholdShare(_)
                | ExprKind::OverHouseholds { .. } => village = true,
                _ => {}
            });
        }
        if person || (person_event && !household) {
            Some(Owner::Person)
        } else {
            let village = village.then_some(Owner::Village);
            household.then_some(Owner::Household).or(village)
        }
    }

    fn owner_of_name(&self, place: &Place, name: &ast::Name) -> Option<Owner> {
        let label = self.label(&name.value);
        if let Some(node) = self.node(&label, place.document) {
            return match self.names.nodes.get(node)?.state {
                State::Definition {
                    of, free: false, ..
                } => Some(of),
                State::Definition { .. }
                | State::Parameter { .. }
                | State::Waiting
                | State::Broken => None,
            };
        }
        match self.register.symbol(&name.value)? {
            Symbol::Fact(id) => self.register.fact(id).map(|fact| fact.owner),
            Symbol::Agreement(_) => Some(Owner::Household),
            Symbol::Role(_) => Some(Owner::Person),
            Symbol::Event(_)
            | Symbol::Deposit(_)
            | Symbol::Benefit(_)
            | Symbol::Name(_)
            | Symbol::Body(_) => None,
        }
    }

    /// `（一）<条件>的，V；（二）其他的，V。`; all values of one sort (`wanted`, where it is known).
    pub(super) fn rows(
        &mut self,
        scope: Scope<'_>,
        rows: &[Tier],
        wanted: Option<Sort>,
    ) -> Option<(Vec<Row>, Sort, bool)> {
        let read: Vec<_> = rows
            .iter()
            .enumerate()
            .map(|(index, row)| self.row(scope, index, row, wanted))
            .collect();
        let read = read.into_iter().collect::<Option<Vec<_>>>()?;
        let mut sort = wanted.or_else(|| read.first().map(|(_, value)| value.sort))?;
        let (mut all, mut constant) = (Vec::new(), true);
        for (mut row, value) in read {
            let (span, first) = (row.place.span, Typed::constant(Expr::Bool(true), sort));
            let (first, value) = self.same(scope.place, span, first, value)?;
            sort = first.sort;
            constant &= value.constant;
            row.value = value.expr;
            all.push(row);
        }
        Some((all, sort, constant))
    }

    fn row(
        &mut self,
        scope: Scope<'_>,
        index: usize,
        tier: &Tier,
        wanted: Option<Sort>,
    ) -> Option<(Row, Typed)> {
        let place = Place {
            item: u16::try_from(index + 1).unwrap_or(u16::MAX),
            span: tier.span.0,
            ..*scope.place
        };
        let scope = Scope::new(&place, scope.reads);
        let when = match &tier.condition {
            Some(condition) => self.condition(scope, condition).map(Some),
            None => Some(None),
        };
        let value = match wanted {
            Some(Sort::Number(Some(unit))) => self.amount(scope, &tier.value, unit),
            Some(_) | None => self.typed(scope, &tier.value),
        };
        let (when, value) = (when?, value?);
        let row = Row {
            place,
            when,
            value: value.expr.clone(),
        };
        Some((row, value))
    }
}

/// Whose truth a definition is that ends in `的户`, `的成员` or `的村`.
fn owner_of_subject(subject: &SubjectKind) -> Owner {
    match subject {
        SubjectKind::Household | SubjectKind::PartyB => Owner::Household,
        SubjectKind::Person | SubjectKind::Role(_) => Owner::Person,
        SubjectKind::Village | SubjectKind::PartyA | SubjectKind::Body(_) => Owner::Village,
    }
}
