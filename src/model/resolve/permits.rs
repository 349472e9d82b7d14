//! `可以「A」`, `可以免除户的「A」`, `暂停履行第九条`: rights, powers and duties that rest.

use super::context::Context;
use super::expr::{Reads, Scope, both};
use super::norms::{Built, Speech};
use super::tails::Tails;
use super::who::Bearer;
use crate::diagnostic::{Code, Text};
use crate::model::{Head, Norm, Permit, Place};
use crate::register::{EventId, Owner, Symbol};
use crate::span::Located;
use crate::syntax::ast::{self, Act, ArticleRef};

impl Context<'_> {
    /// A right, or the power of a body.
    pub(super) fn may(
        &mut self,
        speech: &Speech<'_>,
        tails: &Tails,
        act: &Located<Act>,
        built: &mut Built,
    ) -> Option<()> {
        let Act::May {
            window,
            actions,
            condition,
            ..
        } = &act.value
        else {
            return None;
        };
        let window = self.window(speech.clock(speech.when.is_some()), window.as_ref());
        let said = match condition {
            Some(condition) => Some(self.condition(speech.scope(), condition)?),
            None => None,
        };
        let window = window?;
        for action in actions {
            let action = self.action(&speech.place, action)?;
            let head = Head::Permit(Permit::Do {
                action,
                window: window.clone(),
            });
            let norm = speech.norm(head, tails.unless.clone());
            let when = both(norm.when.clone(), said.clone());
            built.norms.push(Norm { when, ..norm });
        }
        Some(())
    }

    /// Whose duties a sentence waives: its exceptions speak of them.
    pub(super) fn whose_duty(&mut self, at: &Place, acts: &[Located<Act>]) -> Option<Bearer> {
        let of = acts.iter().find_map(|act| match &act.value {
            Act::Waive { of, .. } => Some(of),
            _ => None,
        })?;
        self.bearer(at, of)
    }

    /// The power to waive duties.
    pub(super) fn waive(
        &mut self,
        speech: &Speech<'_>,
        tails: &Tails,
        act: &Located<Act>,
        built: &mut Built,
    ) -> Option<()> {
        let Act::Waive {
            actions,
            of,
            condition,
        } = &act.value
        else {
            return None;
        };
        if speech.when.is_some() {
            self.not_computed(&speech.place, act.span);
        }
        let whose = self.bearer(&speech.place, of)?;
        let scope = Scope::new(&speech.place, Reads::of(whose.owner));
        let said = match condition {
            Some(condition) => Some(self.condition(scope, condition)?),
            None => None,
        };
        let mut duties = Vec::new();
        for action in actions {
            let label = self.action(&speech.place, action)?;
            duties.push((label, self.waiver(&speech.place, action)));
        }
        built.norms.push(Norm {
            subject: whose.subject,
            when: both(whose.role, said),
            ..speech.norm(
                Head::Permit(Permit::Waive {
                    duties,
                    by: speech.bearer.subject.clone(),
                }),
                tails.unless.clone(),
            )
        });
        Some(())
    }

    /// The event by which waiving an action is recorded; where there is none, that is said.
    fn waiver(&mut self, at: &Place, action: &ast::Name) -> Option<EventId> {
        let event = self.label(&action.value).event();
        let label = event.and_then(|id| self.register.event(id));
        let label = label.map(|row| row.label.zh.clone());
        let label = label.unwrap_or_else(|| action.value.clone());
        let name = format!("免除{label}");
        if let Some(Symbol::Event(id)) = self.register.symbol(&name) {
            let by = self.register.event(id).map(|event| event.by);
            if by != Some(Owner::Village) {
                return Some(id);
            }
            let message = Text::new(
                format!("「{name}」登记为村的事件：免除了谁，就记在谁的户里"),
                format!(
                    "[{name}] is an event of the village; a waiver is recorded for the household it is for"
                ),
            );
            self.report(at, action.span, Code::OwnerMismatch, message);
            return None;
        }
        let name = ast::Name {
            value: name,
            span: action.span,
        };
        self.unrecorded(at, &name);
        None
    }

    /// Duties rest while a condition holds.
    pub(super) fn pause(
        &mut self,
        speech: &Speech<'_>,
        tails: &Tails,
        articles: &[Located<ArticleRef>],
        clock_runs: bool,
        built: &mut Built,
    ) -> Option<()> {
        let at = speech.place;
        let fits = |head: &Head| matches!(head, Head::Duty(_) | Head::Permit(Permit::Do { .. }));
        let targets = self.targets(&at, articles, fits, |context, referred| {
            context.no_duty(&at, referred);
        })?;
        built.targets.push((built.norms.len(), targets));
        let head = Head::Permit(Permit::Pause {
            of: Vec::new(),
            clock_runs,
            until: tails.until.clone(),
        });
        built.norms.push(speech.norm(head, tails.unless.clone()));
        Some(())
    }
}
