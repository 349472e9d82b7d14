//! A name where a value stands: a fact, a definition, a parameter, an agreement or a role.

use super::context::Context;
use super::expr::{Reads, Scope};
use super::names::{State, Want};
use super::sorts::Typed;
use crate::diagnostic::{Code, Text};
use crate::model::{Expr, Place, Sort};
use crate::register::{FactDeclaration, FactId, FactKind, Owner, Symbol};
use crate::syntax::ast;
use crate::value::Unit;

/// Names for the day on which the agreement of the document was signed.
const SIGNING: [&str; 5] = [
    "签订日",
    "签订之日",
    "签订日期",
    "signing day",
    "date of signing",
];

impl Context<'_> {
    /// A name that stands for a value of whoever the expression speaks of.
    pub(super) fn value_name(&mut self, scope: Scope<'_>, name: &ast::Name) -> Option<Typed> {
        let label = self.label(&name.value);
        if let Some(node) = self.node(&label, scope.place.document) {
            return self.made_name(scope, name, node);
        }
        let (expr, sort, owner) = match self.register.symbol(&name.value) {
            Some(Symbol::Fact(id)) => self.fact_value(id)?,
            Some(Symbol::Agreement(id)) => (Expr::Signed(id), Sort::Bool, Owner::Household),
            Some(Symbol::Role(role)) => self.role_value(scope.place, role, name)?,
            _ if self.names_signing(scope.place, name) => return self.signing_day(scope.place),
            _ => return self.unknown(scope.place, name, Want::Value),
        };
        self.readable(scope, name, owner)?;
        Some(Typed::new(expr, sort))
    }

    /// `所在户「…」`
    pub(super) fn household_name(&mut self, scope: Scope<'_>, name: &ast::Name) -> Option<Typed> {
        if scope.reads == Reads::Village {
            self.wrong_owner(scope, name, Owner::Household);
            return None;
        }
        self.value_name(
            Scope {
                reads: Reads::Household,
                ..scope
            },
            name,
        )
    }

    fn made_name(&mut self, scope: Scope<'_>, name: &ast::Name, node: usize) -> Option<Typed> {
        match self.names.nodes.get(node)?.state {
            // Said at its own place.
            State::Broken | State::Waiting => None,
            State::Parameter { id, sort } => Some(Typed::constant(Expr::Parameter(id), sort)),
            State::Definition {
                id,
                of,
                sort,
                constant,
                free,
            } => {
                if !free {
                    self.readable(scope, name, of)?;
                }
                Some(Typed {
                    expr: Expr::Definition(id),
                    sort,
                    constant: constant && sort != Sort::Bool,
                })
            }
        }
    }

    pub(super) fn fact_value(&self, id: FactId) -> Option<(Expr, Sort, Owner)> {
        let fact = self.register.fact(id)?;
        Some((Expr::Fact(id), fact_sort(id, fact), fact.owner))
    }

    /// A role is held by the member whose fact of the same key is true.
    fn role_value(
        &mut self,
        at: &Place,
        role: u16,
        name: &ast::Name,
    ) -> Option<(Expr, Sort, Owner)> {
        let key = self
            .register
            .roles
            .get(usize::from(role))
            .map(|row| row.key.as_str());
        let fact = self.register.facts.iter().position(|fact| {
            Some(fact.key.as_str()) == key
                && fact.owner == Owner::Person
                && fact.kind == FactKind::Bool
        });
        match fact.and_then(|index| u16::try_from(index).ok()) {
            Some(index) => Some((Expr::Fact(FactId(index)), Sort::Bool, Owner::Person)),
            None => self.unknown(at, name, Want::Role),
        }
    }

    fn names_signing(&self, at: &Place, name: &ast::Name) -> bool {
        self.is_agreement(at.document) && SIGNING.contains(&name.value.as_str())
    }

    fn signing_day(&self, at: &Place) -> Option<Typed> {
        // An agreement that the register does not know has been said.
        let agreement = self.agreement(at.document)?;
        Some(Typed::new(Expr::SigningDay(agreement), Sort::Date))
    }

    fn readable(&mut self, scope: Scope<'_>, name: &ast::Name, owner: Owner) -> Option<()> {
        if scope.reads.takes(owner) {
            return Some(());
        }
        self.wrong_owner(scope, name, owner);
        None
    }

    pub(super) fn wrong_owner(&mut self, scope: Scope<'_>, name: &ast::Name, owner: Owner) {
        let (zh, en) = match owner {
            Owner::Village => ("村的", "the village's"),
            Owner::Household => ("户的", "the household's"),
            Owner::Person => ("个人的", "a person's"),
        };
        let written = &name.value;
        if scope.reads == Reads::Nothing {
            let message = Text::new(
                format!("「{written}」是{zh}，标准里只能写固定的数或别的标准"),
                format!("[{written}] is {en}; a parameter is made of numbers and other parameters"),
            );
            self.report(scope.place, name.span, Code::NotAConstant, message);
            return;
        }
        let (who_zh, who_en) = match scope.reads {
            Reads::Household => ("户", "a household"),
            Reads::Person | Reads::PersonOrHousehold => ("个人", "a person"),
            Reads::Village | Reads::Nothing => ("村", "the village"),
        };
        let message = Text::new(
            format!("「{written}」是{zh}，这里说的是{who_zh}"),
            format!("[{written}] is {en}, but this speaks of {who_en}"),
        );
        let found = super::context::finding(scope.place, name.span, Code::OwnerMismatch, message);
        let found = match (scope.reads, owner) {
            (Reads::Household, Owner::Person) => found.help(
                format!("写成“有……「{written}」……的成员”，或“全体成员均……”"),
                "say it of a member: `has a member who …`, `all members …`".to_owned(),
            ),
            (Reads::Person, Owner::Household) => found.help(
                format!("写成“所在户「{written}」”"),
                format!("say `whose household [{written}] …`"),
            ),
            _ => found,
        };
        self.found.push(found);
    }
}

/// The sort of a fact's value.
pub(super) fn fact_sort(id: FactId, fact: &FactDeclaration) -> Sort {
    if fact.derived.is_some() {
        return Sort::Number(Some(Unit::ZhouSui));
    }
    match fact.kind {
        FactKind::Bool => Sort::Bool,
        FactKind::Integer | FactKind::Decimal => Sort::Number(fact.unit),
        FactKind::Money => Sort::Number(Some(Unit::Yuan)),
        FactKind::Date => Sort::Date,
        FactKind::Enum(_) => Sort::Enum(id),
    }
}
