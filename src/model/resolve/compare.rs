//! Comparisons, choices among amounts, steps and bounds.

use super::context::Context;
use super::expr::Scope;
use super::sorts::Typed;
use crate::diagnostic::{Code, Text};
use crate::model::{Expr, Place, Relation, Sort};
use crate::register::{FactId, FactKind, nearest};
use crate::span::Span;
use crate::syntax::ast::{self, ExprKind};
use crate::value::{Exact, Unit};

use super::context::finding;

impl Context<'_> {
    /// `「评分」60分以上不满80分`
    pub(super) fn compare(
        &mut self,
        scope: Scope<'_>,
        span: Span,
        left: &ast::Expr,
        bounds: &[(Relation, ast::Expr)],
    ) -> Option<Typed> {
        let typed = self.typed(scope, left)?;
        match typed.sort {
            Sort::Enum(fact) => self.choices(scope, span, typed.expr, fact, bounds),
            Sort::Bool => {
                let message = Text::new(
                    "条件不能再作比较，直接写名称即可",
                    "a condition is not compared; its name alone is enough",
                );
                self.report(scope.place, span, Code::NotComparable, message);
                None
            }
            Sort::Number(_) | Sort::Date => self.bounded(scope, &typed, bounds),
        }
    }

    /// One value against one or two bounds.
    pub(super) fn bounded(
        &mut self,
        scope: Scope<'_>,
        left: &Typed,
        bounds: &[(Relation, ast::Expr)],
    ) -> Option<Typed> {
        let all: Vec<_> = bounds
            .iter()
            .map(|(relation, bound)| {
                let right = self.typed(scope, bound)?;
                let (left, right) = self.same(scope.place, bound.span, left.clone(), right)?;
                let (left, right) = (Box::new(left.expr), Box::new(right.expr));
                Some(Expr::Compare(*relation, left, right))
            })
            .collect();
        all_of(all.into_iter().collect::<Option<Vec<_>>>()?)
    }

    /// `「受损」是「全坏」`
    fn choices(
        &mut self,
        scope: Scope<'_>,
        span: Span,
        left: Expr,
        fact: FactId,
        bounds: &[(Relation, ast::Expr)],
    ) -> Option<Typed> {
        let all: Vec<_> = bounds
            .iter()
            .map(|(relation, bound)| {
                if !matches!(relation, Relation::Is | Relation::IsNot) {
                    let message = Text::new(
                        "选项只能用“是”“不是”来比，没有大小",
                        "a choice has no order; say `is` or `is not`",
                    );
                    self.report(scope.place, span, Code::NotComparable, message);
                    return None;
                }
                let value = self.choice(scope.place, fact, bound)?;
                let right = Box::new(Expr::Enum(fact, value));
                Some(Expr::Compare(*relation, Box::new(left.clone()), right))
            })
            .collect();
        all_of(all.into_iter().collect::<Option<Vec<_>>>()?)
    }

    fn choice(&mut self, at: &Place, fact: FactId, bound: &ast::Expr) -> Option<u16> {
        let register = self.register;
        let declared = register.fact(fact)?;
        let FactKind::Enum(values) = &declared.kind else {
            return None;
        };
        let ExprKind::Name(name, _) = &*bound.value else {
            let message = Text::new(
                format!("「{}」的值要写成「…」", declared.label.zh),
                "the value of a choice stands in [ ]",
            );
            self.report(at, bound.span, Code::UnknownValue, message);
            return None;
        };
        let written = name.value.as_str();
        let known = values.iter().position(|value| {
            let label = &value.label;
            value.key == written || label.zh == written || label.en.as_deref() == Some(written)
        });
        if let Some(index) = known {
            return u16::try_from(index).ok();
        }
        let list = |english: bool| {
            let names = values.iter().map(|value| match (&value.label.en, english) {
                (Some(en), true) => format!("[{en}]"),
                (None, true) => format!("[{}]", value.label.zh),
                (_, false) => format!("「{}」", value.label.zh),
            });
            names
                .collect::<Vec<_>>()
                .join(if english { ", " } else { "、" })
        };
        let label = &declared.label;
        let message = Text::new(
            format!("「{}」没有「{written}」这个值", label.zh),
            format!(
                "[{}] has no value [{written}]",
                label.en.as_deref().unwrap_or(&label.zh)
            ),
        );
        let mut help = Text::new(
            format!("可以是{}", list(false)),
            format!("it is one of {}", list(true)),
        );
        let spelt = values.iter().flat_map(|value| {
            std::iter::once(value.label.zh.as_str()).chain(value.label.en.as_deref())
        });
        if let Some(near) = nearest(written, spelt) {
            help = Text::new(
                format!("是不是「{near}」？"),
                format!("did you mean [{near}]?"),
            );
        }
        let found = finding(at, name.span, Code::UnknownValue, message).help(help.zh, help.en);
        self.found.push(found);
        None
    }

    /// `取V1、V2中较大者`
    pub(super) fn extreme(
        &mut self,
        scope: Scope<'_>,
        span: Span,
        greater: bool,
        of: &[ast::Expr],
    ) -> Option<Typed> {
        let read: Vec<_> = of.iter().map(|one| self.typed(scope, one)).collect();
        let mut read = read.into_iter().collect::<Option<Vec<_>>>()?.into_iter();
        let mut sum = read.next()?;
        let mut all = vec![sum.expr.clone()];
        for next in read {
            let (left, right) = self.same(scope.place, span, sum, next)?;
            all.push(right.expr);
            sum = Typed {
                constant: left.constant && right.constant,
                ..left
            };
        }
        if matches!(sum.sort, Sort::Bool | Sort::Enum(_)) {
            return self.not_an_amount(scope.place, span, sum.sort);
        }
        Some(Typed {
            expr: Expr::Extreme(greater, all),
            ..sum
        })
    }

    /// `…，最低V` `…，最高V`
    pub(super) fn clamped(
        &mut self,
        scope: Scope<'_>,
        span: Span,
        least: bool,
        (of, bound): (&ast::Expr, &ast::Expr),
    ) -> Option<Typed> {
        let at = scope.place;
        let (of, bound) = (self.typed(scope, of), self.typed(scope, bound));
        let (of, bound) = self.same(at, span, of?, bound?)?;
        if !matches!(of.sort, Sort::Number(_)) {
            return self.not_an_amount(at, span, of.sort);
        }
        Some(Typed {
            // A floor is the larger of both.
            expr: Expr::Extreme(least, vec![of.expr, bound.expr]),
            sort: of.sort,
            constant: of.constant && bound.constant,
        })
    }

    /// `「N」每满100元计1元`
    pub(super) fn per_full(
        &mut self,
        scope: Scope<'_>,
        (of, step, gives): (&ast::Expr, &ast::Expr, &ast::Expr),
        partial: bool,
    ) -> Option<Typed> {
        let (counted, each) = (self.typed(scope, of), self.typed(scope, step));
        let given = self.typed(scope, gives);
        let (counted, each) = self.same(scope.place, step.span, counted?, each?)?;
        let given = given?;
        if !matches!(given.sort, Sort::Number(_)) {
            return self.not_an_amount(scope.place, gives.span, given.sort);
        }
        let step_size = match each.expr {
            Expr::Number(size) if size > Exact::ZERO => size,
            _ => return self.not_a_constant(scope.place, step.span),
        };
        if !given.constant {
            return self.not_a_constant(scope.place, gives.span);
        }
        Some(Typed {
            constant: counted.constant,
            sort: given.sort,
            expr: Expr::PerFull {
                of: Box::new(counted.expr),
                step: step_size,
                gives: Box::new(given.expr),
                partial,
            },
        })
    }

    /// Says that a fixed number is wanted. Always `None`.
    pub(super) fn not_a_constant<T>(&mut self, at: &Place, span: Span) -> Option<T> {
        let message = Text::new(
            "这里要写一个固定的数（大于零）或标准",
            "a fixed number (above zero) or a parameter is expected here",
        );
        self.report(at, span, Code::NotAConstant, message);
        None
    }
}

fn all_of(mut all: Vec<Expr>) -> Option<Typed> {
    let expr = if all.len() > 1 {
        Expr::And(all)
    } else {
        all.pop()?
    };
    Some(Typed::new(expr, Sort::Bool))
}

/// The unit of the amounts of benefits and payments.
pub(super) const MONEY: Unit = Unit::Yuan;
