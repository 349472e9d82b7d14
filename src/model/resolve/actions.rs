//! Actions: events of the register, or text of which no record is kept.

use super::context::{Context, finding};
use super::names::Want;
use crate::diagnostic::{Code, Text};
use crate::model::{Action, Label, Place};
use crate::span::Span;
use crate::syntax::ast::{self, Quantity};
use crate::value::{Exact, Unit};

impl Context<'_> {
    /// An action as a duty names it. One that nothing records is noted; one that names another kind of thing
    /// is a fault.
    pub(super) fn action(&mut self, at: &Place, name: &ast::Name) -> Option<Action> {
        let label = self.label(&name.value);
        match label {
            Label::Event(_) => Some(label),
            Label::Name(_) | Label::Text(_) => {
                self.unrecorded(at, name);
                Some(label)
            }
            Label::Benefit(_) | Label::Agreement(_) | Label::Deposit(_) | Label::Fact(_) => {
                self.unknown(at, name, Want::Event)
            }
        }
    }

    /// Notes that the register records no such event; a warning where it nearly does.
    pub(super) fn unrecorded(&mut self, at: &Place, name: &ast::Name) {
        let written = &name.value;
        let found = match self.nearest(at.document, written, Want::Event) {
            Some(near) => {
                let message = Text::new(
                    format!("户籍册没有登记「{written}」这一事件，但有很接近的「{near}」"),
                    format!("the register records no [{written}], but it has [{near}]"),
                );
                finding(at, name.span, Code::MisspeltAction, message).help(
                    format!("是不是「{near}」？"),
                    format!("did you mean [{near}]?"),
                )
            }
            None => {
                let message = Text::new(
                    format!("户籍册没有登记「{written}」这一事件，做没做无从判断"),
                    format!(
                        "the register records no [{written}], so whether it was done stays undetermined"
                    ),
                );
                finding(at, name.span, Code::UnrecordedAction, message).help(
                    "要判断的话，在户籍册的events里登记它",
                    "to have it decided, add it to `events` of the register",
                )
            }
        };
        self.found.push(found);
    }

    /// How much of an action is owed, in the unit in which it is recorded; none is one act.
    pub(super) fn quantity(
        &mut self,
        at: &Place,
        span: Span,
        action: &Action,
        quantity: Option<&Quantity>,
    ) -> Option<Option<Exact>> {
        let Some(quantity) = quantity else {
            return Some(None);
        };
        if quantity.unit == Unit::Times && quantity.number == Exact::ONE {
            return Some(None);
        }
        let recorded = action.event().and_then(|id| self.register.event(id));
        let recorded = recorded.map(|row| row.unit);
        match recorded {
            None => Some(Some(quantity.number)),
            Some(unit) if unit.unwrap_or(Unit::Times) == quantity.unit => {
                Some(Some(quantity.number))
            }
            Some(unit) => {
                let (said, kept) = (
                    quantity.unit.surface(),
                    unit.unwrap_or(Unit::Times).surface(),
                );
                let message = Text::new(
                    format!("这一事件按{}登记，这里写的是{}", kept.zh, said.zh),
                    format!(
                        "this event is recorded in {}, not in {}",
                        kept.en_many, said.en_many
                    ),
                );
                self.report(at, span, Code::UnitMismatch, message);
                None
            }
        }
    }
}
