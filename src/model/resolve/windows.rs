//! When a duty is to be done: days, periods and what they are counted from.

use super::context::{Context, finding};
use super::expr::{Reads, Scope};
use crate::diagnostic::{Code, Text};
use crate::model::{Anchor, Day, Expr, Length, Place, Schedule, Sort, Window};
use crate::register::{AgreementId, Symbol};
use crate::span::{Located, Span};
use crate::syntax::ast::{self, DayRef, ExprKind, Verb};
use crate::value::Counted;

/// Where a window stands.
#[derive(Clone, Copy)]
pub(super) struct Clock<'p> {
    pub(super) place: &'p Place,
    pub(super) reads: Reads,
    /// The agreement whose signing is meant: of the document, or named in the condition.
    pub(super) signed: Option<AgreementId>,
    /// A breach or condition from which a bare `15日内` counts.
    pub(super) starts: bool,
}

impl Context<'_> {
    /// The window of a duty; `Open` where none is said.
    pub(super) fn window(
        &mut self,
        clock: Clock<'_>,
        written: Option<&Located<ast::Window>>,
    ) -> Option<Window> {
        let Some(written) = written else {
            return Some(Window::Open);
        };
        let span = written.span;
        match &written.value {
            ast::Window::Each(Schedule::Once) => Some(Window::Open),
            ast::Window::Each(schedule) => Some(Window::Each(*schedule)),
            ast::Window::By(day) => Some(Window::By(self.day(clock.place, span, *day))),
            ast::Window::On(day) => Some(Window::On(self.day(clock.place, span, *day))),
            ast::Window::After { anchor, length } => {
                let (anchor, length) = self.anchored(clock, span, anchor, length)?;
                Some(Window::After(anchor, length))
            }
            ast::Window::Before { anchor, length } => {
                let (anchor, length) = self.anchored(clock, span, anchor, length)?;
                Some(Window::Before(anchor, length))
            }
            ast::Window::Every { anchor, length } => {
                let (anchor, length) = self.anchored(clock, span, anchor, length)?;
                Some(Window::Every(anchor, length))
            }
            ast::Window::Within(length) => {
                let length = self.length(clock.place, length)?;
                if !clock.starts {
                    self.no_start(clock.place, span);
                }
                Some(Window::Within(length))
            }
        }
    }

    fn anchored(
        &mut self,
        clock: Clock<'_>,
        span: Span,
        anchor: &ast::Anchor,
        length: &Located<Length>,
    ) -> Option<(Anchor, Length)> {
        let length = self.length(clock.place, length);
        let anchor = match anchor {
            ast::Anchor::Signing => self.signing(clock, span),
            ast::Anchor::Name(name) => self.anchor_name(clock, name),
        };
        Some((anchor?, length?))
    }

    fn signing(&mut self, clock: Clock<'_>, span: Span) -> Option<Anchor> {
        let place = clock.place;
        let agreement = self.agreement(place.document).or(clock.signed);
        if agreement.is_none() && !self.is_agreement(place.document) {
            self.outside_agreement(place, span, "“签订之日”", "the day of signing");
        }
        agreement.map(Anchor::Signing)
    }

    fn anchor_name(&mut self, clock: Clock<'_>, name: &ast::Name) -> Option<Anchor> {
        match self.register.symbol(&name.value) {
            Some(Symbol::Event(event)) => return Some(Anchor::Event(event)),
            Some(Symbol::Agreement(agreement)) => return Some(Anchor::Signing(agreement)),
            Some(
                Symbol::Fact(_)
                | Symbol::Deposit(_)
                | Symbol::Benefit(_)
                | Symbol::Name(_)
                | Symbol::Body(_)
                | Symbol::Role(_),
            )
            | None => {}
        }
        let label = self.label(&name.value);
        let made = self.node(&label, clock.place.document).is_some();
        if !made && !matches!(label, crate::model::Label::Fact(_)) {
            // An action that nothing records: the duty cannot be decided, and the note says so.
            self.unrecorded(clock.place, name);
            return Some(Anchor::Unrecorded(name.value.clone()));
        }
        let scope = Scope::new(clock.place, clock.reads);
        let written = ExprKind::Name(name.clone(), Verb::Bare);
        let date = self.date(scope, &Located::new(Box::new(written), name.span))?;
        match date {
            Expr::SigningDay(agreement) => Some(Anchor::Signing(agreement)),
            date => Some(Anchor::Date(Box::new(date))),
        }
    }

    /// A length that a calendar can count.
    pub(super) fn length(&mut self, at: &Place, length: &Located<Length>) -> Option<Length> {
        let Length { number, unit } = length.value;
        if number > 0 && Counted::of(number, unit).is_some() {
            return Some(length.value);
        }
        let is = super::sorts::words(self, Sort::Number(Some(unit)));
        let message = Text::new(
            format!(
                "期限要以年、季度、月、日或工作日计，不少于1；写的是{}",
                is.zh
            ),
            format!(
                "a period is one or more years, quarters, months, days or working days, not {}",
                is.en
            ),
        );
        self.report(at, length.span, Code::UnitMismatch, message);
        None
    }

    /// A day, or one in every year or month.
    pub(super) fn day(&mut self, at: &Place, span: Span, day: DayRef) -> Day {
        match day {
            DayRef::Day(date) => Day::On(date),
            DayRef::Monthly { day } => Day::Monthly { day },
            DayRef::ThisYear { month, day } => Day::Yearly { month, day },
            DayRef::Yearly { month, day, said } => {
                if !said {
                    self.bare_day(at, span, month, day);
                }
                Day::Yearly { month, day }
            }
        }
    }

    fn bare_day(&mut self, at: &Place, span: Span, month: u8, day: u8) {
        let message = Text::new(
            format!(
                "“{month}月{day}日”没有写哪一年：可以读作每年，也可以读作施行当年；按每年{month}月{day}日计算"
            ),
            format!(
                "no year is said with day {day} of month {month}: it may mean every year or only the first; read as every year"
            ),
        );
        let found = finding(at, span, Code::AmbiguousDay, message).help(
            format!("写“每年{month}月{day}日”，或写明年份"),
            "say `of each year`, or give the year",
        );
        self.found.push(found);
    }

    fn no_start(&mut self, at: &Place, span: Span) {
        let message = Text::new(
            "期限没有写从何时起算：可以从义务发生之日起，也可以从通知之日起；按义务发生之日计算",
            "it is not said from when the period counts: from the day the duty arises, or from a notice; read as the day the duty arises",
        );
        let found = finding(at, span, Code::AmbiguousStart, message)
            .help("写“在「…」后……内”", "say `within … after [event]`");
        self.found.push(found);
    }
}
