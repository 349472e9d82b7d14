//! Conditions and amounts: each is typed once, and everything wrong in it is said.

use super::context::Context;
use super::sorts::Typed;
use crate::diagnostic::{Code, Text};
use crate::model::{CountWindow, Expr, Length, Place, Schedule, Sort};
use crate::register::{EventId, Owner};
use crate::span::{Located, Span};
use crate::syntax::ast::{self, DayRef, ExprKind};
use crate::value::{Date, Exact, Unit};

/// How deep expressions may be nested, brackets and chains together.
const MAX_DEPTH: u16 = 64;

/// Where an expression stands: whose facts it may read.
#[derive(Clone, Copy)]
pub(super) struct Scope<'p> {
    pub(super) place: &'p Place,
    pub(super) reads: Reads,
    pub(super) depth: u16,
}

/// Whose facts an expression may read by their bare names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reads {
    /// A household's, and the village's.
    Household,
    /// A person's, and the village's; the household's only through `所在户「…」`.
    Person,
    /// An exception of a person's sentence may name the person's household outright (`但「困难户」的户除外`).
    PersonOrHousehold,
    Village,
    /// Only parameters.
    Nothing,
}

impl Reads {
    pub(super) fn of(owner: Owner) -> Self {
        match owner {
            Owner::Village => Self::Village,
            Owner::Household => Self::Household,
            Owner::Person => Self::Person,
        }
    }

    pub(super) fn takes(self, owner: Owner) -> bool {
        match self {
            // What is true of the village is so for all in it.
            Self::Household => owner != Owner::Person,
            Self::Person => owner != Owner::Household,
            Self::PersonOrHousehold => true,
            Self::Village => owner == Owner::Village,
            Self::Nothing => false,
        }
    }
}

impl<'p> Scope<'p> {
    pub(super) fn new(place: &'p Place, reads: Reads) -> Self {
        Self {
            place,
            reads,
            depth: 0,
        }
    }

    pub(super) fn inside(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }

    /// Each household of the village.
    pub(super) fn household(self) -> Self {
        Self {
            reads: Reads::Household,
            ..self.inside()
        }
    }

    pub(super) fn member(self) -> Self {
        Self {
            reads: Reads::Person,
            ..self.inside()
        }
    }
}

impl Context<'_> {
    /// A condition; a finding where the expression is none.
    pub(super) fn condition(&mut self, scope: Scope<'_>, written: &ast::Expr) -> Option<Expr> {
        let typed = self.typed(scope, written)?;
        if typed.sort == Sort::Bool {
            return Some(typed.expr);
        }
        let is = super::sorts::words(self, typed.sort);
        let message = Text::new(
            format!("这里要写条件，写的是{}", is.zh),
            format!("a condition is expected here, not {}", is.en),
        );
        self.report(scope.place, written.span, Code::NotACondition, message);
        None
    }

    /// An amount in a unit; a finding where the expression is none.
    pub(super) fn amount(
        &mut self,
        scope: Scope<'_>,
        written: &ast::Expr,
        unit: Unit,
    ) -> Option<Typed> {
        let typed = self.typed(scope, written)?;
        self.in_wanted_unit(scope.place, written.span, typed, unit)
    }

    /// An expression with its sort; `None` where it has a fault, which has been said.
    ///
    /// Every arm is one call, so that a level costs little stack.
    pub(super) fn typed(&mut self, scope: Scope<'_>, written: &ast::Expr) -> Option<Typed> {
        if scope.depth > MAX_DEPTH {
            return self.too_deep(scope, written.span);
        }
        let (scope, span) = (scope.inside(), written.span);
        match &*written.value {
            ExprKind::Name(name, _) => self.value_name(scope, name),
            ExprKind::OfHousehold(name) => self.household_name(scope, name),
            ExprKind::Number { value, unit } => number(*value, *unit),
            ExprKind::Date(date) | ExprKind::Day(DayRef::Day(date)) => day(*date),
            ExprKind::Day(_) => self.not_a_date(scope, span),
            ExprKind::Blank { .. } => self.blank(scope, span),
            ExprKind::Not(of) => self.negated(scope, of),
            ExprKind::And(all) => self.all_of(scope, all),
            ExprKind::Or(all) => self.any_of(scope, all),
            ExprKind::Compare { left, bounds } => self.compare(scope, span, left, bounds),
            ExprKind::Arithmetic { .. } => self.chain(scope, written),
            ExprKind::AnyMember { condition, count } => self.any_member(scope, condition, count),
            ExprKind::CountMembers(condition) => self.count_members(scope, condition.as_ref()),
            ExprKind::AllMembers(condition) => self.all_members(scope, condition),
            ExprKind::OverMembers { how, of } => self.over_members(scope, *how, of),
            ExprKind::Relatives {
                kin,
                of,
                whose,
                own,
            } => self.relatives(scope, span, (kin, of), (whose.as_ref(), own.as_ref())),
            ExprKind::Households(condition) => self.households(scope, span, condition.as_ref()),
            ExprKind::HouseholdShare(of) => self.household_share(scope, span, of),
            ExprKind::OverHouseholds { how, of } => self.over_households(scope, span, *how, of),
            ExprKind::AgeAt(of) => self.age(scope, of),
            ExprKind::Elapsed { since, length } => self.elapsed(scope, since, length),
            ExprKind::MonthsBetween { from, to } => self.months(scope, from, to),
            ExprKind::Extreme { greater, of } => self.extreme(scope, span, *greater, of),
            ExprKind::PerFull {
                of,
                step,
                gives,
                partial,
            } => self.per_full(scope, (of, step, gives), *partial),
            ExprKind::Rounded { of, mode, to } => self.rounded(scope, of, *mode, *to),
            ExprKind::Clamped { of, least, bound } => {
                self.clamped(scope, span, *least, (of, bound))
            }
            ExprKind::OverdueDays(action) => self.overdue(scope, action),
            ExprKind::EventCount { window, event } => self.event_count(scope, *window, event),
            ExprKind::MissedInARow {
                number,
                schedule,
                event,
            } => self.missed(scope, *number, *schedule, event),
        }
    }

    fn too_deep<T>(&mut self, scope: Scope<'_>, span: Span) -> Option<T> {
        let message = Text::new(
            "这一式套得太深或太长，请拆开写",
            "this expression is nested too deep or too long; split it",
        );
        self.report(scope.place, span, Code::TooDeep, message);
        None
    }

    /// `V1加V2减V3`: the left sides are followed without recursion.
    fn chain(&mut self, scope: Scope<'_>, written: &ast::Expr) -> Option<Typed> {
        let mut links = Vec::new();
        let mut first = written;
        while let ExprKind::Arithmetic { op, left, right } = &*first.value {
            links.push((*op, right, first.span));
            first = left;
        }
        let count = u16::try_from(links.len()).unwrap_or(u16::MAX);
        let deep = scope.depth.saturating_add(count);
        if deep > MAX_DEPTH {
            return self.too_deep(scope, written.span);
        }
        let mut sum = self.typed(
            Scope {
                depth: deep,
                ..scope
            },
            first,
        );
        for (op, right, span) in links.into_iter().rev() {
            let right = self.typed(scope, right);
            sum = match (sum, right) {
                (Some(left), Some(right)) => self.arithmetic(scope.place, span, op, (left, right)),
                (None, _) | (_, None) => None,
            };
        }
        sum
    }

    fn negated(&mut self, scope: Scope<'_>, of: &ast::Expr) -> Option<Typed> {
        let of = self.condition(scope, of)?;
        Some(truth(Expr::Not(Box::new(of))))
    }

    fn all_of(&mut self, scope: Scope<'_>, all: &[ast::Expr]) -> Option<Typed> {
        Some(truth(flat(Expr::And(self.conditions(scope, all)?))))
    }

    fn any_of(&mut self, scope: Scope<'_>, all: &[ast::Expr]) -> Option<Typed> {
        Some(truth(flat(Expr::Or(self.conditions(scope, all)?))))
    }

    fn age(&mut self, scope: Scope<'_>, of: &ast::Expr) -> Option<Typed> {
        let date = self.date(scope, of)?;
        let age = Sort::Number(Some(Unit::ZhouSui));
        Some(Typed::new(Expr::Age(Box::new(date)), age))
    }

    fn elapsed(
        &mut self,
        scope: Scope<'_>,
        since: &ast::Expr,
        length: &Located<Length>,
    ) -> Option<Typed> {
        let since = self.date(scope, since)?;
        let length = self.length(scope.place, length)?;
        Some(truth(Expr::Elapsed(Box::new(since), length)))
    }

    fn months(&mut self, scope: Scope<'_>, from: &ast::Expr, to: &ast::Expr) -> Option<Typed> {
        let (from, to) = (self.date(scope, from), self.date(scope, to));
        let expr = Expr::MonthsBetween(Box::new(from?), Box::new(to?));
        Some(Typed::new(expr, Sort::Number(Some(Unit::Month))))
    }

    fn overdue(&mut self, scope: Scope<'_>, action: &ast::Name) -> Option<Typed> {
        let label = self.action(scope.place, action)?;
        let days = Sort::Number(Some(Unit::Day));
        Some(Typed::new(Expr::OverdueDays(label), days))
    }

    fn missed(
        &mut self,
        scope: Scope<'_>,
        number: u32,
        schedule: Schedule,
        event: &ast::Name,
    ) -> Option<Typed> {
        let event = self.counted_event(scope, event)?;
        Some(truth(Expr::MissedInARow(number, schedule, event)))
    }

    /// A day.
    pub(super) fn date(&mut self, scope: Scope<'_>, written: &ast::Expr) -> Option<Expr> {
        let typed = self.typed(scope, written)?;
        if typed.sort == Sort::Date {
            return Some(typed.expr);
        }
        if matches!(typed.expr, Expr::Blank(_)) {
            return Some(self.blank_of_sort(typed, Sort::Date).expr);
        }
        self.not_a_date(scope, written.span)
    }

    fn not_a_date<T>(&mut self, scope: Scope<'_>, span: Span) -> Option<T> {
        let message = Text::new("这里要写一个确定的日期", "one fixed date is expected here");
        self.report(scope.place, span, Code::NotADate, message);
        None
    }

    fn conditions(&mut self, scope: Scope<'_>, all: &[ast::Expr]) -> Option<Vec<Expr>> {
        // Every part is read even where one has a fault, so that all faults are said.
        let read: Vec<_> = all.iter().map(|one| self.condition(scope, one)).collect();
        read.into_iter().collect()
    }

    fn blank(&mut self, scope: Scope<'_>, span: Span) -> Option<Typed> {
        let id = *self.blanks.get(&(scope.place.document, span.start))?;
        let sort = self.meaning.blanks.get(id.index())?.sort;
        Some(Typed::constant(Expr::Blank(id), sort))
    }

    /// An event that is counted: in a sentence about the village only one of its own.
    fn counted_event(&mut self, scope: Scope<'_>, event: &ast::Name) -> Option<EventId> {
        let id = self.event(scope.place, event)?;
        let by = self.register.event(id)?.by;
        if scope.reads == Reads::Village && by != Owner::Village {
            self.wrong_owner(scope, event, by);
            return None;
        }
        Some(id)
    }

    fn event_count(
        &mut self,
        scope: Scope<'_>,
        window: CountWindow,
        event: &ast::Name,
    ) -> Option<Typed> {
        let event = self.counted_event(scope, event)?;
        let times = Sort::Number(Some(Unit::Times));
        Some(Typed::new(Expr::EventCount(window, event), times))
    }
}

/// A condition.
pub(super) fn truth(expr: Expr) -> Typed {
    Typed::new(expr, Sort::Bool)
}

fn day(date: Date) -> Option<Typed> {
    Some(Typed::constant(Expr::Date(date), Sort::Date))
}

fn number(value: Exact, unit: Option<Unit>) -> Option<Typed> {
    let unit = match unit {
        Some(Unit::Jiao) => Some(Unit::Yuan),
        unit => unit,
    };
    Some(Typed::constant(Expr::Number(value), Sort::Number(unit)))
}

/// `A且（B且C）` is `A且B且C`: brackets that change nothing are not part of the meaning.
pub(super) fn flat(expr: Expr) -> Expr {
    match expr {
        Expr::And(all) => Expr::And(joined(all, |one| match one {
            Expr::And(inner) => Ok(inner),
            other => Err(other),
        })),
        Expr::Or(all) => Expr::Or(joined(all, |one| match one {
            Expr::Or(inner) => Ok(inner),
            other => Err(other),
        })),
        other => other,
    }
}

fn joined(all: Vec<Expr>, open: impl Fn(Expr) -> Result<Vec<Expr>, Expr>) -> Vec<Expr> {
    all.into_iter()
        .flat_map(|one| open(one).unwrap_or_else(|other| vec![other]))
        .collect()
}

/// Both, where there are two.
pub(super) fn both(first: Option<Expr>, second: Option<Expr>) -> Option<Expr> {
    match (first, second) {
        (Some(first), Some(second)) => Some(flat(Expr::And(vec![first, second]))),
        (one, other) => one.or(other),
    }
}
