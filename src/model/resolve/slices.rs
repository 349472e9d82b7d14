//! `分段计算`: rows that cut one amount into slices, each with a rate of its own.

use super::context::{Context, finding};
use super::expr::Scope;
use super::sorts::Typed;
use crate::diagnostic::{Code, Text};
use crate::model::{Body, Expr, Operator, Place, Relation, Slice, Sort};
use crate::span::Span;
use crate::syntax::ast::{ExprKind, Tier};
use crate::value::{Exact, Unit};

/// Between which bounds a row's slice lies, as its condition says.
struct Bounds {
    over: Option<Expr>,
    to: Option<Expr>,
}

impl Context<'_> {
    /// The slices that rows say; a finding where they do not cut one amount from below upward.
    /// Money where `wanted` says so, and whether everything in it is fixed by the texts.
    pub(super) fn slices(
        &mut self,
        scope: Scope<'_>,
        rows: &[Tier],
        wanted: Option<Unit>,
    ) -> Option<(Body, Sort)> {
        let base = self.base(scope, rows)?;
        let mut sort = None;
        let mut slices: Vec<Slice> = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let place = Place {
                item: u16::try_from(index + 1).unwrap_or(u16::MAX),
                span: row.span.0,
                ..*scope.place
            };
            let scope = Scope::new(&place, scope.reads);
            let bounds = self.slice_bounds(scope, row, &base)?;
            let is_last = index + 1 == rows.len();
            let over = self.beginning(scope, &bounds, slices.last())?;
            self.ending(scope, &bounds, &over, is_last)?;
            let (rate, of) = self.rate(scope, row, &base, wanted)?;
            if *sort.get_or_insert(of) != of {
                return self.bad_slices(&place, row.value.span, Bad::Rate);
            }
            slices.push(Slice {
                place,
                over,
                to: bounds.to,
                rate,
            });
        }
        let body = Body::Slices {
            base: base.expr,
            slices,
        };
        Some((body, sort?))
    }

    /// What the first row's condition compares.
    fn base(&mut self, scope: Scope<'_>, rows: &[Tier]) -> Option<Typed> {
        let condition = rows.first()?.condition.as_ref();
        let left = condition.and_then(|condition| match &*condition.value {
            ExprKind::Compare { left, .. } => Some(left),
            _ => None,
        });
        let Some(left) = left else {
            return self.bad_slices(scope.place, rows.first()?.span.0, Bad::Condition);
        };
        let base = self.typed(scope, left)?;
        match base.sort {
            Sort::Number(_) => Some(base),
            Sort::Bool | Sort::Date | Sort::Enum(_) => {
                self.bad_slices(scope.place, left.span, Bad::Condition)
            }
        }
    }

    fn slice_bounds(&mut self, scope: Scope<'_>, row: &Tier, base: &Typed) -> Option<Bounds> {
        let mut bounds = Bounds {
            over: None,
            to: None,
        };
        let Some(condition) = &row.condition else {
            return Some(bounds);
        };
        let parts = match self.condition(scope, condition)? {
            Expr::And(parts) => parts,
            one => vec![one],
        };
        for part in parts {
            let Expr::Compare(relation, left, right) = part else {
                return self.bad_slices(scope.place, condition.span, Bad::Condition);
            };
            let bound = match relation {
                Relation::Over | Relation::AtLeast => &mut bounds.over,
                Relation::AtMost | Relation::Under => &mut bounds.to,
                Relation::Is | Relation::IsNot => {
                    return self.bad_slices(scope.place, condition.span, Bad::Condition);
                }
            };
            let is_fixed = matches!(*right, Expr::Number(_) | Expr::Parameter(_));
            if *left != base.expr || bound.is_some() || !is_fixed {
                return self.bad_slices(scope.place, condition.span, Bad::Condition);
            }
            *bound = Some(*right);
        }
        Some(bounds)
    }

    /// Where a slice begins: where the one before ended; the first at 0 or where it says.
    fn beginning(
        &mut self,
        scope: Scope<'_>,
        bounds: &Bounds,
        before: Option<&Slice>,
    ) -> Option<Expr> {
        let ended = before.and_then(|slice| slice.to.clone());
        match (&bounds.over, ended) {
            (Some(over), Some(ended)) if *over != ended => {
                self.bad_slices(scope.place, scope.place.span, Bad::Order)
            }
            (Some(over), _) => Some(over.clone()),
            (None, Some(ended)) => Some(ended),
            (None, None) => Some(Expr::Number(Exact::ZERO)),
        }
    }

    fn ending(
        &mut self,
        scope: Scope<'_>,
        bounds: &Bounds,
        over: &Expr,
        is_last: bool,
    ) -> Option<()> {
        let bad = match (&bounds.to, over) {
            (Some(_), _) if is_last => Bad::End,
            (None, _) if !is_last => Bad::Order,
            (Some(Expr::Number(to)), Expr::Number(over)) if to <= over => Bad::Order,
            (Some(_) | None, _) => return Some(()),
        };
        self.bad_slices(scope.place, scope.place.span, bad)
    }

    /// What each unit of the base gives: `「收入」的3%` and `3%` say the same.
    fn rate(
        &mut self,
        scope: Scope<'_>,
        row: &Tier,
        base: &Typed,
        wanted: Option<Unit>,
    ) -> Option<(Expr, Sort)> {
        let span = row.value.span;
        let value = self.typed(scope, &row.value)?;
        let is_of_base = match &value.expr {
            Expr::Arithmetic(Operator::Times, left, right) => {
                **left == base.expr || **right == base.expr
            }
            _ => false,
        };
        let product = if is_of_base {
            value
        } else if value.constant && fits(base, &value) {
            self.arithmetic(scope.place, span, Operator::Times, (base.clone(), value))?
        } else {
            return self.bad_slices(scope.place, span, Bad::Rate);
        };
        let product = match wanted {
            Some(unit) => self.in_wanted_unit(scope.place, span, product, unit)?,
            None => product,
        };
        match product.expr {
            Expr::Arithmetic(Operator::Times, left, right) if *left == base.expr => {
                Some((*right, product.sort))
            }
            Expr::Arithmetic(Operator::Times, left, _) => Some((*left, product.sort)),
            _ => self.bad_slices(scope.place, span, Bad::Rate),
        }
    }

    fn bad_slices<T>(&mut self, at: &Place, span: Span, bad: Bad) -> Option<T> {
        let (message, help) = bad.words();
        let found = finding(at, span, Code::BadSlices, message);
        self.found.push(found.help(help.zh, help.en));
        None
    }
}

/// Whether so much for each unit of the base can be meant: not money for money.
fn fits(base: &Typed, rate: &Typed) -> bool {
    let money = Sort::Number(Some(Unit::Yuan));
    (base.sort, rate.sort) != (money, money)
}

/// What is wrong with slices.
enum Bad {
    Condition,
    Order,
    End,
    Rate,
}

impl Bad {
    fn words(&self) -> (Text, Text) {
        match self {
            Self::Condition => (
                Text::new(
                    "分段计算的各项要以同一个数同固定的界限相比",
                    "each slice compares one and the same number with fixed bounds",
                ),
                Text::new(
                    "写“（一）「用水量」10吨以下的，…；（二）「用水量」超过10吨的，…”",
                    "write `(1) where [water] is at most 10 tonnes, …; (2) where [water] is over 10 tonnes, …`",
                ),
            ),
            Self::Order => (
                Text::new(
                    "各段要从低到高，一段接着一段",
                    "slices go from below upward, one beginning where the other ends",
                ),
                Text::new(
                    "后一项的“超过”用前一项的上限；中间不留空，也不重叠",
                    "let each row begin `over` the bound at which the row before ends",
                ),
            ),
            Self::End => (
                Text::new(
                    "最后一段没有写到多少以上为止，超出的部分怎么算不清楚",
                    "the last slice ends, and nothing is said of what lies above",
                ),
                Text::new(
                    "最后加一项：“其他的，0元”，或写明超出部分的标准",
                    "add a last row, such as `otherwise, 0 yuan`",
                ),
            ),
            Self::Rate => (
                Text::new(
                    "分段计算的每一项要写这一段的标准：比例，或每一单位多少元",
                    "each slice needs its rate: a share of the amount, or so much for each unit",
                ),
                Text::new(
                    "写“「收入」的3%”，或者“3%”",
                    "write `3%` or `[income] times 3%`",
                ),
            ),
        }
    }
}
