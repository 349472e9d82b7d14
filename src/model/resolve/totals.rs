//! Phrases about the households of the village.

use super::context::Context;
use super::expr::{Reads, Scope};
use super::sorts::Typed;
use crate::diagnostic::{Code, Text};
use crate::model::{Expr, Sort};
use crate::span::Span;
use crate::syntax::ast;
use crate::value::Unit;

impl Context<'_> {
    /// `全村户数` · `全村<条件>的户数`
    pub(super) fn households(
        &mut self,
        scope: Scope<'_>,
        span: Span,
        condition: Option<&ast::Expr>,
    ) -> Option<Typed> {
        self.total(scope, span)?;
        let condition = match condition {
            Some(condition) => Some(Box::new(self.condition(scope.household(), condition)?)),
            None => None,
        };
        let households = Sort::Number(Some(Unit::Household));
        Some(Typed::new(Expr::Households(condition), households))
    }

    /// `全村<条件>的户占全部户的比例`
    pub(super) fn household_share(
        &mut self,
        scope: Scope<'_>,
        span: Span,
        condition: &ast::Expr,
    ) -> Option<Typed> {
        self.total(scope, span)?;
        let condition = self.condition(scope.household(), condition)?;
        let share = Expr::HouseholdShare(Box::new(condition));
        Some(Typed::new(share, Sort::Number(None)))
    }

    /// `各户「…」之和`
    pub(super) fn over_households(
        &mut self,
        scope: Scope<'_>,
        span: Span,
        how: ast::Aggregate,
        of: &ast::Expr,
    ) -> Option<Typed> {
        self.total(scope, span)?;
        let inside = self.typed(scope.household(), of)?;
        if !matches!(inside.sort, Sort::Number(_)) {
            return self.not_an_amount(scope.place, of.span, inside.sort);
        }
        let over = Expr::OverHouseholds(how, Box::new(inside.expr));
        Some(Typed::new(over, inside.sort))
    }

    /// A total may stand wherever facts may.
    fn total(&mut self, scope: Scope<'_>, span: Span) -> Option<()> {
        if scope.reads != Reads::Nothing {
            return Some(());
        }
        let message = Text::new(
            "全村的数会变，标准里只能写固定的数或别的标准",
            "a total of the village changes; a parameter is made of numbers and other parameters",
        );
        self.report(scope.place, span, Code::NotAConstant, message);
        None
    }
}
