//! Relatives as those spoken of: `「残疾」的村民的子女`.

use super::context::{Context, finding};
use super::expr::{Scope, flat, truth};
use super::sorts::Typed;
use crate::diagnostic::{Code, Text};
use crate::model::{Effect, Expr, Kin, Place};
use crate::register::Owner;
use crate::span::{Located, Span};
use crate::syntax::ast::{self, SubjectKind};

impl Context<'_> {
    /// Whether a person is a relative of such a member, and such a one.
    pub(super) fn relatives(
        &mut self,
        scope: Scope<'_>,
        span: Span,
        (kin, of): (&[Kin], &Located<SubjectKind>),
        (whose, own): (Option<&ast::Expr>, Option<&ast::Expr>),
    ) -> Option<Typed> {
        let of = self.relatives_of(scope, span, of);
        let inner = match of {
            Some(Owner::Household) => scope.household(),
            Some(Owner::Person | Owner::Village) | None => scope.member(),
        };
        let when = match whose {
            Some(whose) => Some(self.condition(inner, whose)?),
            None => None,
        };
        let own = match own {
            Some(own) => Some(self.condition(scope.member(), own)?),
            None => None,
        };
        let of = of?;
        let mut any: Vec<Expr> = kin
            .iter()
            .map(|kin| related(*kin, of, when.as_ref()))
            .collect();
        let related = if any.len() == 1 {
            any.pop()?
        } else {
            Expr::Or(any)
        };
        Some(truth(match own {
            Some(own) => flat(Expr::And(vec![related, own])),
            None => related,
        }))
    }

    /// Whose condition stands before 的子女; a finding where nobody has relatives there.
    fn relatives_of(
        &mut self,
        scope: Scope<'_>,
        span: Span,
        of: &Located<SubjectKind>,
    ) -> Option<Owner> {
        let owner = self.bearer(scope.place, of)?.owner;
        if owner == Owner::Village {
            let message = Text::new(
                "机构和村没有亲属，这里要写户或村民",
                "a body has no relatives; say whose of a household or villager",
            );
            self.report(scope.place, of.span, Code::WrongKind, message);
            return None;
        }
        if !scope.reads.takes(Owner::Person) {
            let message = Text::new(
                "这一条说的是户，亲属是个人；请写“……的户”",
                "this speaks of households, and relatives are persons; say `a household …`",
            );
            self.report(scope.place, span, Code::OwnerMismatch, message);
            return None;
        }
        Some(owner)
    }

    /// `违反第X条的，其子女…`: only what falls on the relatives may follow, which no text can order.
    pub(super) fn falls_on_relatives(
        &mut self,
        at: &Place,
        effects: &[crate::model::Consequence],
    ) -> Option<()> {
        let gives = effects.iter().any(|one| {
            matches!(
                one.effect,
                Effect::Refund(_) | Effect::Power { .. } | Effect::SignAgain
            )
        });
        if !gives {
            return Some(());
        }
        let message = Text::new(
            "这一后果不能落在亲属身上",
            "this consequence cannot fall on relatives",
        );
        let found = finding(at, at.span, Code::WrongKind, message).help(
            "写违反的人自己：“违反第X条的，……”",
            "speak of whoever broke it: `For a breach of Article X, …`",
        );
        self.found.push(found);
        None
    }
}

fn related(kin: Kin, of: Owner, when: Option<&Expr>) -> Expr {
    Expr::Related {
        kin,
        of,
        when: when.cloned().map(Box::new),
    }
}

/// Who is a relative of any member at all.
pub(super) fn of_anybody(kin: &[Kin]) -> Option<Expr> {
    let mut any: Vec<Expr> = kin
        .iter()
        .map(|kin| related(*kin, Owner::Person, None))
        .collect();
    if any.len() > 1 {
        return Some(Expr::Or(any));
    }
    any.pop()
}
