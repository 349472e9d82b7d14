//! Deposits that are kept back.

use super::context::Context;
use super::names::Want;
use crate::model::{Effect, Label, Place, Void};
use crate::syntax::ast::{self, Act};

impl Context<'_> {
    /// `「D」不予退还`. What is no deposit of the register is lost as a named thing; that such a loss is void
    /// is said by the law.
    pub(super) fn forfeit(&mut self, place: &Place, deposit: &ast::Name) -> Option<Effect> {
        let label = self.label(&deposit.value);
        match label {
            Label::Deposit(agreement) => Some(Effect::Forfeit(agreement)),
            Label::Name(_) | Label::Text(_) => {
                if self
                    .nearest(place.document, &deposit.value, Want::Deposit)
                    .is_some()
                {
                    return self.unknown(place, deposit, Want::Deposit);
                }
                Some(Effect::Disqualify {
                    name: label,
                    length: None,
                })
            }
            Label::Event(_) | Label::Benefit(_) | Label::Agreement(_) | Label::Fact(_) => {
                self.unknown(place, deposit, Want::Deposit)
            }
        }
    }

    /// What is lost as a deposit without being one.
    pub(super) fn no_deposit(&mut self, place: &Place, act: &Act, effects: &[Effect]) -> Vec<Void> {
        match (act, effects) {
            (Act::Forfeit { deposit }, [Effect::Disqualify { .. }]) => {
                let (void, found) = crate::law::no_deposit(&deposit.value, place);
                self.found.push(found);
                vec![void]
            }
            _ => Vec::new(),
        }
    }
}
