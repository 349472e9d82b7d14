//! What follows the acts of a part: exceptions, ends, payers and supervisors.

use super::context::Context;
use super::expr::Scope;
use super::who::Bearer;
use crate::diagnostic::{Code, Text};
use crate::model::{Action, BodyRef, Exception, Place};
use crate::span::Located;
use crate::syntax::ast::{Act, Tail};

/// The tails of one part, read.
#[derive(Clone, Debug, Default)]
pub(super) struct Tails {
    pub(super) unless: Vec<Exception>,
    pub(super) until: Option<Action>,
    pub(super) payer: Option<BodyRef>,
    pub(super) supervisor: Option<BodyRef>,
    pub(super) still_owed: bool,
    pub(super) early_counts: bool,
}

impl Context<'_> {
    /// Reads the tails of a part; one that fits none of its acts is a fault.
    pub(super) fn tails(
        &mut self,
        at: &Place,
        bearer: &Bearer,
        acts: &[Located<Act>],
        written: &[Located<Tail>],
    ) -> Option<Tails> {
        let mut tails = Tails::default();
        let mut sound = true;
        for tail in written {
            sound &= self.tail(at, bearer, acts, tail, &mut tails).is_some();
        }
        sound.then_some(tails)
    }

    fn tail(
        &mut self,
        at: &Place,
        bearer: &Bearer,
        acts: &[Located<Act>],
        tail: &Located<Tail>,
        tails: &mut Tails,
    ) -> Option<()> {
        if !acts.iter().any(|act| fits(&tail.value, &act.value)) {
            let message = Text::new(
                "这一部分与前面的话接不上",
                "this part belongs to none of the acts before it",
            );
            self.report(at, tail.span, Code::MisplacedPart, message);
            return None;
        }
        match &tail.value {
            Tail::Except(condition) => {
                let place = Place {
                    span: tail.span,
                    ..*at
                };
                let when = self.condition(Scope::new(&place, bearer.excepts()), condition)?;
                tails.unless.push(Exception {
                    place,
                    when,
                    unless: Vec::new(),
                });
            }
            Tail::Until(event) => tails.until = Some(self.action(at, event)?),
            Tail::PaidBy(who) => tails.payer = Some(self.body_of(at, tail.span, who)?),
            Tail::SupervisedBy(who) => tails.supervisor = Some(self.body_of(at, tail.span, who)?),
            Tail::StillOwed => tails.still_owed = true,
            Tail::EarlyCounts => tails.early_counts = true,
        }
        Some(())
    }
}

fn fits(tail: &Tail, act: &Act) -> bool {
    match tail {
        Tail::Except(_) => true,
        Tail::Until(_) => matches!(act, Act::Suspend { .. } | Act::SuspendDuty { .. }),
        Tail::PaidBy(_) => matches!(act, Act::Entitle { .. }),
        Tail::SupervisedBy(_) => matches!(
            act,
            Act::Must { .. } | Act::Keep { .. } | Act::MustNot { .. } | Act::Encourage { .. }
        ),
        Tail::StillOwed | Tail::EarlyCounts => matches!(act, Act::Must { .. }),
    }
}
