//! Phrases about the members of a household.

use super::context::Context;
use super::expr::{Scope, truth};
use super::sorts::Typed;
use crate::model::{Expr, Relation, Sort};
use crate::syntax::ast;
use crate::value::{Exact, Unit};

impl Context<'_> {
    pub(super) fn all_members(&mut self, scope: Scope<'_>, condition: &ast::Expr) -> Option<Typed> {
        let condition = self.condition(scope.member(), condition)?;
        Some(truth(Expr::All(Box::new(condition))))
    }

    pub(super) fn any_member(
        &mut self,
        scope: Scope<'_>,
        condition: &ast::Expr,
        count: &[(Relation, ast::Expr)],
    ) -> Option<Typed> {
        let condition = self.condition(scope.member(), condition)?;
        let counted = Typed::new(
            Expr::Count(Some(Box::new(condition))),
            Sort::Number(Some(Unit::Person)),
        );
        if count.is_empty() {
            let one = Box::new(Expr::Number(Exact::ONE));
            let some = Expr::Compare(Relation::AtLeast, Box::new(counted.expr), one);
            return Some(truth(some));
        }
        self.bounded(scope, &counted, count)
    }

    pub(super) fn count_members(
        &mut self,
        scope: Scope<'_>,
        of: Option<&ast::Expr>,
    ) -> Option<Typed> {
        let condition = match of {
            Some(condition) => Some(Box::new(self.condition(scope.member(), condition)?)),
            None => None,
        };
        let persons = Sort::Number(Some(Unit::Person));
        Some(Typed::new(Expr::Count(condition), persons))
    }

    pub(super) fn over_members(
        &mut self,
        scope: Scope<'_>,
        how: ast::Aggregate,
        of: &ast::Expr,
    ) -> Option<Typed> {
        let inside = self.typed(scope.member(), of)?;
        if !matches!(inside.sort, Sort::Number(_)) {
            return self.not_an_amount(scope.place, of.span, inside.sort);
        }
        let over = Expr::Over(how, Box::new(inside.expr));
        Some(Typed::new(over, inside.sort))
    }
}
