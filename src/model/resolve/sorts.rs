//! Sorts of values and units: what may be compared, added and multiplied, and what to say where it may not.

use super::context::Context;
use crate::diagnostic::{Code, Lang, Text};
use crate::model::{Expr, Operator, Place, Sort};
use crate::span::Span;
use crate::value::{Exact, Unit};

/// An expression with what is known of its value.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) expr: Expr,
    pub(super) sort: Sort,
    /// Its value comes from the texts alone (a definition may choose among several by facts).
    pub(super) constant: bool,
}

impl Typed {
    pub(super) fn new(expr: Expr, sort: Sort) -> Self {
        Self {
            expr,
            sort,
            constant: false,
        }
    }

    pub(super) fn constant(expr: Expr, sort: Sort) -> Self {
        Self {
            expr,
            sort,
            constant: true,
        }
    }

    fn is_blank(&self) -> bool {
        matches!(self.expr, Expr::Blank(_))
    }
}

/// How a sort is called.
pub(super) fn words(context: &Context<'_>, sort: Sort) -> Text {
    match sort {
        Sort::Bool => Text::new("是非", "true or false"),
        Sort::Date => Text::new("日期", "a date"),
        Sort::Number(None) => Text::new("没有单位的数", "a number without a unit"),
        Sort::Number(Some(Unit::Yuan)) => Text::new("金额（元）", "an amount of money"),
        Sort::Number(Some(unit)) => {
            let surface = unit.surface();
            Text::new(
                format!("以{}计的数", surface.zh),
                format!("a number in {}", surface.en_many),
            )
        }
        Sort::Enum(fact) => {
            let label = context.register.fact(fact).map(|row| &row.label);
            let zh = label.map_or("", |label| label.zh.as_str());
            let en = label.and_then(|label| label.en.as_deref()).unwrap_or(zh);
            Text::new(format!("「{zh}」的值"), format!("a value of [{en}]"))
        }
    }
}

impl Context<'_> {
    /// Brings two values to one sort so that they may be compared, added or listed side by side.
    pub(super) fn same(
        &mut self,
        at: &Place,
        span: Span,
        left: Typed,
        right: Typed,
    ) -> Option<(Typed, Typed)> {
        let (left, right) = (self.blank_as(left, &right), right);
        let (right, left) = (self.blank_as(right, &left), left);
        match (left.sort, right.sort) {
            (a, b) if a == b => Some((left, right)),
            (Sort::Number(a), Sort::Number(b)) => self.same_unit(at, span, (a, left), (b, right)),
            (a, b) => self.not_comparable(at, span, a, b),
        }
    }

    fn same_unit(
        &mut self,
        at: &Place,
        span: Span,
        (a, left): (Option<Unit>, Typed),
        (b, right): (Option<Unit>, Typed),
    ) -> Option<(Typed, Typed)> {
        match (a, b) {
            (Some(Unit::Percent), None) if is_ratio(&right) => Some((left, scaled(right, 100))),
            (None, Some(Unit::Percent)) if is_ratio(&left) => Some((scaled(left, 100), right)),
            (Some(Unit::Percent), None) | (None, Some(Unit::Percent)) => {
                self.unit_clash(at, span, a, b)
            }
            (None, Some(unit)) if unit.is_plain() => Some((in_unit(left, unit), right)),
            (Some(unit), None) if unit.is_plain() => Some((left, in_unit(right, unit))),
            // In English both a length and an age are `years`; beside an age the number is one.
            (Some(Unit::ZhouSui), Some(Unit::Year)) if self.lang(at.document) == Lang::En => {
                Some((left, in_unit(right, Unit::ZhouSui)))
            }
            (Some(Unit::Year), Some(Unit::ZhouSui)) if self.lang(at.document) == Lang::En => {
                Some((in_unit(left, Unit::ZhouSui), right))
            }
            _ => self.unit_clash(at, span, a, b),
        }
    }

    /// A blank takes the unit of what stands beside it.
    fn blank_as(&mut self, blank: Typed, beside: &Typed) -> Typed {
        if blank.is_blank() && blank.sort == Sort::Number(None) {
            self.blank_of_sort(blank, beside.sort)
        } else {
            blank
        }
    }

    /// A blank that stands where a value of this sort is wanted.
    pub(super) fn blank_of_sort(&mut self, mut blank: Typed, sort: Sort) -> Typed {
        if let Expr::Blank(id) = blank.expr {
            if let Some(row) = self.meaning.blanks.get_mut(id.index()) {
                row.sort = sort;
            }
            blank.sort = sort;
        }
        blank
    }

    /// The value as an amount of this unit; a finding where it is none.
    pub(super) fn in_wanted_unit(
        &mut self,
        at: &Place,
        span: Span,
        value: Typed,
        unit: Unit,
    ) -> Option<Typed> {
        let wanted = Sort::Number(Some(unit));
        if value.is_blank() && value.sort == Sort::Number(None) {
            return Some(self.blank_of_sort(value, wanted));
        }
        match value.sort {
            sort if sort == wanted => Some(value),
            Sort::Number(None) if unit.is_plain() => Some(in_unit(value, unit)),
            Sort::Number(other) => self.unit_clash(at, span, Some(unit), other),
            Sort::Bool | Sort::Date | Sort::Enum(_) => self.not_an_amount(at, span, value.sort),
        }
    }

    /// Says that this is no amount. Always `None`.
    pub(super) fn not_an_amount<T>(&mut self, at: &Place, span: Span, sort: Sort) -> Option<T> {
        let is = words(self, sort);
        let message = Text::new(
            format!("这里要写数或金额，写的是{}", is.zh),
            format!("an amount is expected here, not {}", is.en),
        );
        self.report(at, span, Code::NotAnAmount, message);
        None
    }

    fn not_comparable<T>(&mut self, at: &Place, span: Span, a: Sort, b: Sort) -> Option<T> {
        let (a, b) = (words(self, a), words(self, b));
        let message = Text::new(
            format!("{}与{}不能相比", a.zh, b.zh),
            format!("{} and {} do not go together", a.en, b.en),
        );
        self.report(at, span, Code::NotComparable, message);
        None
    }

    /// Says that the units do not fit. Always `None`.
    pub(super) fn unit_clash<T>(
        &mut self,
        at: &Place,
        span: Span,
        a: Option<Unit>,
        b: Option<Unit>,
    ) -> Option<T> {
        let code = if a.is_none() || b.is_none() {
            Code::UnitMissing
        } else {
            Code::UnitMismatch
        };
        let (a, b) = (words(self, Sort::Number(a)), words(self, Sort::Number(b)));
        let message = Text::new(
            format!("单位不合：{}与{}", a.zh, b.zh),
            format!("units do not fit: {} beside {}", a.en, b.en),
        );
        self.report(at, span, code, message);
        None
    }

    /// `+ − × ÷` on two amounts.
    pub(super) fn arithmetic(
        &mut self,
        at: &Place,
        span: Span,
        op: Operator,
        (left, right): (Typed, Typed),
    ) -> Option<Typed> {
        for side in [&left, &right] {
            if !matches!(side.sort, Sort::Number(_)) {
                return self.not_an_amount(at, span, side.sort);
            }
        }
        match op {
            Operator::Add | Operator::Subtract => {
                let (left, right) = self.same(at, span, left, right)?;
                let sort = left.sort;
                Some(joined(op, left, right, sort))
            }
            Operator::Times => self.product(at, span, left, right),
            Operator::Divide => self.quotient(at, span, left, right),
        }
    }

    fn product(&mut self, at: &Place, span: Span, left: Typed, right: Typed) -> Option<Typed> {
        if !self.is_fixed(&left) && !self.is_fixed(&right) {
            return self.non_linear(at, span);
        }
        let (left, right) = (ratio(left), ratio(right));
        let unit = match (measured(&left), measured(&right)) {
            (None, unit) | (unit, None) => unit,
            (money @ Some(Unit::Yuan), Some(measure))
            | (Some(measure), money @ Some(Unit::Yuan))
                if measure != Unit::Yuan =>
            {
                money
            }
            (a, b) => return self.unit_clash(at, span, a, b),
        };
        Some(joined(Operator::Times, left, right, Sort::Number(unit)))
    }

    fn quotient(&mut self, at: &Place, span: Span, left: Typed, right: Typed) -> Option<Typed> {
        if right.expr == Expr::Number(Exact::ZERO) {
            let message = Text::new("不能除以零", "nothing can be divided by zero");
            self.report(at, span, Code::DivisionByZero, message);
            return None;
        }
        if !self.is_fixed(&right) {
            return self.non_linear(at, span);
        }
        let (left, right) = (ratio(left), ratio(right));
        let unit = match (measured(&left), measured(&right)) {
            (unit, None) => unit,
            (a, b) if a == b => None,
            (money @ Some(Unit::Yuan), Some(_)) => money,
            (a, b) => return self.unit_clash(at, span, a, b),
        };
        Some(joined(Operator::Divide, left, right, Sort::Number(unit)))
    }

    /// A value of the texts, or one that is the same for all households of the village.
    fn is_fixed(&self, value: &Typed) -> bool {
        value.constant || self.is_of_village(&value.expr)
    }

    fn non_linear<T>(&mut self, at: &Place, span: Span) -> Option<T> {
        let message = Text::new(
            "乘除的一边必须是固定的数、标准、全村的数，或各种情形都是固定数的定义",
            "one factor, and every divisor, must be a number, a parameter, a value of the village or a definition whose cases are all numbers",
        );
        self.report(at, span, Code::NonLinear, message);
        None
    }
}

/// The unit that stays under × and ÷: counts, scores and ratios are plain numbers there. Money times a
/// measure stays money: the drafter means so much for each 亩 or 平方米.
fn measured(value: &Typed) -> Option<Unit> {
    match value.sort {
        Sort::Number(unit) => unit.filter(|unit| !unit.is_plain()),
        Sort::Bool | Sort::Date | Sort::Enum(_) => None,
    }
}

/// `85%` is read as 17/20; a number like 85 beside a percentage has lost its sign.
fn is_ratio(value: &Typed) -> bool {
    match value.expr {
        Expr::Number(number) => number <= Exact::from_int(10),
        _ => true,
    }
}

/// A number of hundredths as the ratio it is.
fn ratio(value: Typed) -> Typed {
    if value.sort == Sort::Number(Some(Unit::Percent)) {
        let constant = value.constant;
        let hundred = Typed::constant(Expr::Number(Exact::from_int(100)), Sort::Number(None));
        let joined = joined(Operator::Divide, value, hundred, Sort::Number(None));
        Typed { constant, ..joined }
    } else {
        value
    }
}

/// A ratio as a number of hundredths.
fn scaled(value: Typed, by: i128) -> Typed {
    let sort = Sort::Number(Some(Unit::Percent));
    match value.expr {
        Expr::Number(number) => {
            let product = number.checked_mul(Exact::from_int(by)).unwrap_or(number);
            Typed::constant(Expr::Number(product), sort)
        }
        expr => {
            let factor = Box::new(Expr::Number(Exact::from_int(by)));
            Typed {
                expr: Expr::Arithmetic(Operator::Times, Box::new(expr), factor),
                sort,
                constant: value.constant,
            }
        }
    }
}

fn in_unit(value: Typed, unit: Unit) -> Typed {
    Typed {
        sort: Sort::Number(Some(unit)),
        ..value
    }
}

fn joined(op: Operator, left: Typed, right: Typed, sort: Sort) -> Typed {
    Typed {
        constant: left.constant && right.constant,
        expr: Expr::Arithmetic(op, Box::new(left.expr), Box::new(right.expr)),
        sort,
    }
}
