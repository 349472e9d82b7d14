//! Form 24, what of a sentence is the same for the whole village, and to what numbers are rounded.

use super::context::Context;
use super::expr::{Reads, Scope};
use super::sorts::Typed;
use crate::model::{Check, Expr, Place, Sort};
use crate::register::Owner;
use crate::span::Span;
use crate::syntax::ast::{self, ExprKind, RoundTo};
use crate::value::{Exact, Rounding, Unit};

impl Context<'_> {
    /// `核对：<条件>`
    pub(super) fn check(&mut self, place: Place, written: &ast::Expr) -> Option<()> {
        let scope = Scope::new(&place, Reads::Village);
        let holds = self.condition(scope, written)?;
        let sort = self.compared_sort(scope, written);
        self.meaning.checks.push(Check { place, holds, sort });
        Some(())
    }

    /// What both sides of a sound comparison are; none where it is more than one, or of no number or day.
    fn compared_sort(&mut self, scope: Scope<'_>, written: &ast::Expr) -> Option<Sort> {
        let ExprKind::Compare { left, bounds } = &*written.value else {
            return None;
        };
        let [(_, right)] = bounds.as_slice() else {
            return None;
        };
        // Whatever there is to say of them was said before.
        let said = self.found.len();
        let left = self.typed(scope, left);
        let sort = left.filter(|left| matches!(left.sort, Sort::Number(_) | Sort::Date));
        let sort = sort.and_then(|left| {
            let right = self.typed(scope, right)?;
            let (left, _) = self.same(scope.place, written.span, left, right)?;
            Some(left.sort)
        });
        self.found.truncate(said);
        sort
    }

    /// Whether a value is the village's: for each of its households the same.
    pub(super) fn is_of_village(&self, expr: &Expr) -> bool {
        let mut open = vec![expr];
        while let Some(expr) = open.pop() {
            match expr {
                Expr::Bool(_)
                | Expr::Number(_)
                | Expr::Date(_)
                | Expr::Enum(..)
                | Expr::Parameter(_)
                | Expr::Households(_)
                | Expr::HouseholdShare(_)
                | Expr::OverHouseholds(..) => {}
                Expr::Fact(id) => {
                    let owner = self.register.fact(*id).map(|fact| fact.owner);
                    if owner != Some(Owner::Village) {
                        return false;
                    }
                }
                Expr::Definition(id) => {
                    let of = self.meaning.definitions.get(id.index()).map(|row| row.of);
                    if of != Some(Owner::Village) {
                        return false;
                    }
                }
                Expr::EventCount(_, id) | Expr::MissedInARow(_, _, id) => {
                    let by = self.register.event(*id).map(|event| event.by);
                    if by != Some(Owner::Village) {
                        return false;
                    }
                }
                Expr::Not(_)
                | Expr::Rounded { .. }
                | Expr::Age(_)
                | Expr::Elapsed(..)
                | Expr::And(_)
                | Expr::Or(_)
                | Expr::Extreme(..)
                | Expr::Compare(..)
                | Expr::Arithmetic(..)
                | Expr::MonthsBetween(..)
                | Expr::PerFull { .. } => open.extend(expr.inside()),
                Expr::Signed(_)
                | Expr::SigningDay(_)
                | Expr::Blank(_)
                | Expr::Count(_)
                | Expr::All(_)
                | Expr::Over(..)
                | Expr::Related { .. }
                | Expr::OverdueDays(_) => return false,
            }
        }
        true
    }

    /// `…，四舍五入到元` · `…，四舍五入到0.1%` · `…，四舍五入到整数`
    pub(super) fn rounded(
        &mut self,
        scope: Scope<'_>,
        written: &ast::Expr,
        mode: Rounding,
        to: RoundTo,
    ) -> Option<Typed> {
        let of = self.typed(scope, written)?;
        let (of, to) = self.stepped(scope.place, written.span, of, to)?;
        Some(Typed {
            expr: Expr::Rounded {
                of: Box::new(of.expr),
                mode,
                to,
            },
            ..of
        })
    }

    /// The step in the unit of what is rounded; a finding where the two do not go together.
    fn stepped(
        &mut self,
        at: &Place,
        span: Span,
        of: Typed,
        to: RoundTo,
    ) -> Option<(Typed, Exact)> {
        let Sort::Number(unit) = of.sort else {
            return self.not_an_amount(at, span, of.sort);
        };
        match (to, unit) {
            (RoundTo::Fen(fen), _) => Some((self.in_wanted_unit(at, span, of, Unit::Yuan)?, fen)),
            (RoundTo::Ratio(share), None) => Some((of, share)),
            (RoundTo::Ratio(share), Some(Unit::Percent)) => {
                Some((of, share.checked_mul(Exact::from_int(100))?))
            }
            (RoundTo::Whole, unit) if unit != Some(Unit::Yuan) => Some((of, Exact::ONE)),
            (RoundTo::Ratio(_) | RoundTo::Whole, unit) => self.unit_clash(at, span, None, unit),
        }
    }
}
