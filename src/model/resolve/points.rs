//! Form 15, points, and form 22, properties.

use super::compare::MONEY;
use super::context::Context;
use super::expr::{Reads, Scope};
use super::names::{State, Want};
use super::sorts::Typed;
use crate::diagnostic::{Code, Text};
use crate::model::{Expr, Label, Length, Place, Points, PointsRule, Promise, Property, Sort};
use crate::register::{Owner, Symbol};
use crate::syntax::ast;
use crate::value::{Exact, Unit};

impl Context<'_> {
    /// A sentence about points.
    pub(super) fn points_rule(&mut self, place: Place, written: &ast::PointsRule) -> Option<()> {
        let rule = match written {
            ast::PointsRule::Each {
                action,
                points,
                deduct,
            } => {
                let points = self.points(&place, points);
                let action = self.own_action(&place, action)?;
                Points::Each {
                    action,
                    points: points?.expr,
                    deduct: *deduct,
                }
            }
            ast::PointsRule::Redeem { step, gives } => self.redeemed(&place, step, gives)?,
            ast::PointsRule::Reset(schedule) => Points::Reset(*schedule),
            ast::PointsRule::Floor(bound) => Points::Floor(self.points(&place, bound)?.expr),
            ast::PointsRule::Ceiling(bound) => Points::Ceiling(self.points(&place, bound)?.expr),
            ast::PointsRule::Expiry(length) => Points::Expiry(Length {
                number: length.value.number,
                unit: length.value.unit,
            }),
        };
        self.meaning.points.push(PointsRule {
            place,
            rule,
            voids: Vec::new(),
        });
        Some(())
    }

    fn points(&mut self, place: &Place, written: &ast::Expr) -> Option<Typed> {
        self.amount(Scope::new(place, Reads::Household), written, Unit::Points)
    }

    /// An event of households or their members.
    fn own_action(&mut self, place: &Place, name: &ast::Name) -> Option<Label> {
        let action = self.action(place, name)?;
        let event = action.event().and_then(|id| self.register.event(id));
        let by = event.map(|event| event.by);
        if by == Some(Owner::Village) {
            let message = Text::new(
                "积分记在户上，这一事件却是村的",
                "points are kept for households, and this event is the village's",
            );
            self.report(place, name.span, Code::WrongKind, message);
            return None;
        }
        Some(action)
    }

    fn redeemed(&mut self, place: &Place, step: &ast::Expr, gives: &ast::Expr) -> Option<Points> {
        let said = self.points(place, step);
        let scope = Scope::new(place, Reads::Household);
        let gives = self.amount(scope, gives, MONEY)?.expr;
        let said = said?.expr;
        if matches!(&said, Expr::Number(number) if *number <= Exact::ZERO) {
            let message = Text::new(
                "每满多少分，要大于零",
                "the number of points exchanged at a time is above zero",
            );
            self.report(place, step.span, Code::DivisionByZero, message);
            return None;
        }
        Some(Points::Redeem { step: said, gives })
    }

    /// A promise of the authors: typed and kept, not law.
    pub(super) fn property(&mut self, place: Place, written: &ast::Property) -> Option<()> {
        let promise = match written {
            ast::Property::Exclusive { first, second, who } => {
                let first = self.benefit(&place, first);
                let second = self.benefit(&place, second)?;
                let owner = self.bearer(&place, who)?.owner;
                Promise::Exclusive {
                    first: first?,
                    second,
                    owner,
                }
            }
            ast::Property::Monotone {
                fact,
                rises,
                benefit,
                falls_never,
            } => {
                let of = self.measure(&place, fact);
                let benefit = self.benefit(&place, benefit)?;
                Promise::Monotone {
                    of: of?,
                    rises: *rises,
                    benefit,
                    falls_never: *falls_never,
                }
            }
        };
        self.not_computed(&place, place.span);
        self.meaning.properties.push(Property { place, promise });
        Some(())
    }

    /// A fact or definition that is a number.
    fn measure(&mut self, place: &Place, name: &ast::Name) -> Option<Expr> {
        let label = self.label(&name.value);
        let (expr, sort) = match self.node(&label, place.document) {
            Some(node) => match self.names.nodes.get(node)?.state {
                State::Definition { id, sort, .. } => (Expr::Definition(id), sort),
                State::Parameter { id, sort } => (Expr::Parameter(id), sort),
                State::Waiting | State::Broken => return None,
            },
            None => match self.register.symbol(&name.value) {
                Some(Symbol::Fact(id)) => {
                    let (expr, sort, _) = self.fact_value(id)?;
                    (expr, sort)
                }
                _ => return self.unknown(place, name, Want::Value),
            },
        };
        match sort {
            Sort::Number(_) => Some(expr),
            Sort::Bool | Sort::Date | Sort::Enum(_) => self.not_an_amount(place, name.span, sort),
        }
    }
}
