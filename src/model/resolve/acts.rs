//! Acts that are norms of their own: entitlements, duties, kept states, bans, encouragement, deposits.

use super::compare::MONEY;
use super::context::{Context, finding};
use super::expr::both;
use super::names::Want;
use super::norms::{Built, Own, Speech};
use super::references::Target;
use super::tails::Tails;
use crate::diagnostic::{Code, Text};
use crate::model::{Ban, BodyRef, Duty, Expr, Head, Norm, Party, Subject, Window};
use crate::span::Located;
use crate::syntax::ast::{self, Act};

impl Context<'_> {
    /// Reads one act of a subject.
    pub(super) fn own_act(
        &mut self,
        speech: &Speech<'_>,
        tails: &Tails,
        index: usize,
        act: &Located<Act>,
        built: &mut Built,
    ) -> Own {
        let read = match &act.value {
            Act::Entitle { .. } => self.entitle(speech, tails, act, built),
            Act::Must { .. } => self.must(speech, tails, index, act, built),
            Act::Keep { state } => self.keep(speech, tails, state, built),
            Act::MustNot { actions, place } => {
                self.must_not(speech, tails, actions, place.as_ref(), built)
            }
            Act::Encourage { actions } => self.encourage(speech, tails, actions, built),
            Act::PayDeposit { deposit, amount } => {
                self.pay_deposit(speech, tails, deposit, amount, built)
            }
            Act::Deemed { articles } => self.deemed(speech, tails, articles, built),
            Act::Priority { .. } => self.priority(speech, tails, act, built),
            Act::Rate { .. } => self.rating(speech, tails, act, built),
            Act::Waive { .. } => self.waive(speech, tails, act, built),
            Act::May { by: None, .. } if speech.names_bearer => self.may(speech, tails, act, built),
            Act::SuspendDuty {
                articles,
                clock_runs,
            } => self.pause(speech, tails, articles, *clock_runs, built),
            Act::May { .. }
            | Act::Pay { .. }
            | Act::Compensate { .. }
            | Act::Forfeit { .. }
            | Act::Refund { .. }
            | Act::Suspend { .. }
            | Act::Disqualify { .. }
            | Act::Deduct { .. }
            | Act::Reprimand { .. }
            | Act::SignAgain => return Own::Follows,
        };
        match read {
            Some(()) => Own::Done,
            None => Own::Faulty,
        }
    }

    /// A duty, and what follows where it is not done in time.
    fn must(
        &mut self,
        speech: &Speech<'_>,
        tails: &Tails,
        index: usize,
        act: &Located<Act>,
        built: &mut Built,
    ) -> Option<()> {
        let Act::Must { actions, place, .. } = &act.value else {
            return None;
        };
        let during = match place {
            Some(place) => Some(self.place_condition(speech, place)?),
            None => None,
        };
        let mut sound = true;
        for (nth, action) in actions.iter().enumerate() {
            let duty = self.duty(speech, tails, act, action, speech.when.is_some());
            let failing = self.failing(speech, (0, index, nth));
            let (Some(duty), Some(failing)) = (duty, failing) else {
                sound = false;
                continue;
            };
            self.first_period(speech, act.span, &duty);
            let norm = speech.norm(Head::Duty(duty), tails.unless.clone());
            let when = both(norm.when.clone(), during.clone());
            let target = Target {
                sentence: speech.sentence,
                norm: built.norms.len(),
            };
            built.norms.push(Norm { when, ..norm });
            if !failing.is_empty() {
                built.targets.push((built.norms.len(), vec![target]));
                let head = Head::OnBreach {
                    of: Vec::new(),
                    count: None,
                    consequences: failing,
                };
                let follows = speech.norm(head, Vec::new());
                let when = speech.bearer.role.clone();
                built.norms.push(Norm { when, ..follows });
            }
        }
        sound.then_some(())
    }

    /// One duty on one action. `starts`: a breach or condition from which a bare period counts.
    pub(super) fn duty(
        &mut self,
        speech: &Speech<'_>,
        tails: &Tails,
        act: &Located<Act>,
        action: &ast::Name,
        starts: bool,
    ) -> Option<Duty> {
        let Act::Must {
            window, quantity, ..
        } = &act.value
        else {
            return None;
        };
        let place = &speech.place;
        let label = self.action(place, action);
        let window = self.window(speech.clock(starts), window.as_ref());
        let label = label?;
        let quantity = self.quantity(place, act.span, &label, quantity.as_ref())?;
        let window = window?;
        Some(Duty {
            action: label,
            quantity,
            // A reparation stays owed after its period (language, form 7).
            still_owed: tails.still_owed || matches!(window, Window::Within(_)),
            window,
            early_counts: tails.early_counts,
            toward: self.toward(speech, tails),
        })
    }

    fn toward(&self, speech: &Speech<'_>, tails: &Tails) -> Party {
        let document = speech.place.document;
        match (tails.supervisor, &speech.bearer.subject) {
            (Some(supervisor), _) => Party::Body(supervisor),
            (None, Subject::Body(_)) if self.is_agreement(document) => Party::Household,
            (None, Subject::Household | Subject::Person) if self.is_agreement(document) => {
                Party::Body(self.party_a(document))
            }
            (None, _) => Party::Body(BodyRef::Committee),
        }
    }

    /// `在「禁火期」`
    fn place_condition(&mut self, speech: &Speech<'_>, name: &ast::Name) -> Option<Expr> {
        let written = ast::ExprKind::Name(name.clone(), ast::Verb::Bare);
        self.condition(speech.scope(), &Located::new(Box::new(written), name.span))
    }

    fn keep(
        &mut self,
        speech: &Speech<'_>,
        tails: &Tails,
        state: &ast::Name,
        built: &mut Built,
    ) -> Option<()> {
        let head = Head::Keep {
            name: self.label(&state.value),
            state: self.place_condition(speech, state)?,
        };
        built.norms.push(speech.norm(head, tails.unless.clone()));
        Some(())
    }

    fn must_not(
        &mut self,
        speech: &Speech<'_>,
        tails: &Tails,
        actions: &[ast::Name],
        place: Option<&ast::Name>,
        built: &mut Built,
    ) -> Option<()> {
        let during = match place {
            Some(place) => Some(self.place_condition(speech, place)?),
            None => None,
        };
        let mut sound = true;
        for action in actions {
            let Some(action) = self.action(&speech.place, action) else {
                sound = false;
                continue;
            };
            let ban = Ban {
                action,
                during: during.clone(),
                toward: self.toward(speech, tails),
            };
            built
                .norms
                .push(speech.norm(Head::Ban(ban), tails.unless.clone()));
        }
        sound.then_some(())
    }

    fn encourage(
        &mut self,
        speech: &Speech<'_>,
        tails: &Tails,
        actions: &[ast::Name],
        built: &mut Built,
    ) -> Option<()> {
        for action in actions {
            // What is only encouraged need not be recorded, so no note about it.
            let head = Head::Encourage(self.label(&action.value));
            built.norms.push(speech.norm(head, tails.unless.clone()));
        }
        Some(())
    }

    fn pay_deposit(
        &mut self,
        speech: &Speech<'_>,
        tails: &Tails,
        deposit: &ast::Name,
        amount: &ast::Expr,
        built: &mut Built,
    ) -> Option<()> {
        let agreement = self.deposit(&speech.place, deposit);
        let amount = self.amount(speech.scope(), amount, MONEY);
        let (agreement, amount) = (agreement?, amount?);
        let own = self.agreement(speech.place.document);
        if own.is_some_and(|own| own != agreement) {
            let written = &deposit.value;
            let message = Text::new(
                format!("「{written}」是另一份协议的保证金"),
                format!("[{written}] is the deposit of another agreement"),
            );
            let found = finding(&speech.place, deposit.span, Code::WrongKind, message);
            let near = self.nearest(speech.place.document, written, Want::Deposit);
            self.found.push(match near.filter(|near| near != written) {
                Some(near) => found.help(
                    format!("是不是「{near}」？"),
                    format!("did you mean [{near}]?"),
                ),
                None => found,
            });
            return None;
        }
        let head = Head::PayDeposit {
            agreement,
            amount: amount.expr,
        };
        built.norms.push(speech.norm(head, tails.unless.clone()));
        Some(())
    }

    /// `<条件>的，视为违反第X条`
    fn deemed(
        &mut self,
        speech: &Speech<'_>,
        tails: &Tails,
        articles: &[Located<ast::ArticleRef>],
        built: &mut Built,
    ) -> Option<()> {
        let targets = self.duties(&speech.place, articles)?;
        built.targets.push((built.norms.len(), targets));
        let head = Head::Deemed { of: Vec::new() };
        built.norms.push(speech.norm(head, tails.unless.clone()));
        Some(())
    }
}
