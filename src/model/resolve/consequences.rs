//! What follows a breach or a condition.

use super::compare::MONEY;
use super::context::Context;
use super::norms::Speech;
use super::tails::Tails;
use crate::diagnostic::{Code, Text};
use crate::model::{Consequence, Effect, Expr, Label, Length, Place, Subject, Suspend};
use crate::span::{Located, Span};
use crate::syntax::ast::{self, Act, ExprKind, Per};
use crate::value::Unit;

impl Context<'_> {
    /// What follows where an action of a part is not done in time.
    pub(super) fn failing(
        &mut self,
        speech: &Speech<'_>,
        duty: (usize, usize, usize),
    ) -> Option<Vec<Consequence>> {
        let parts = speech.chain.follows.get(&duty).cloned().unwrap_or_default();
        let read: Vec<_> = parts
            .into_iter()
            .map(|part| self.part(speech, part))
            .collect();
        let read = read.into_iter().collect::<Option<Vec<_>>>()?;
        Some(read.into_iter().flatten().collect())
    }

    fn part(&mut self, speech: &Speech<'_>, part: usize) -> Option<Vec<Consequence>> {
        let (acts, written) = speech.chain.parts.get(part).copied()?;
        let tails = self.tails(&speech.place, &speech.bearer, acts, written);
        let inner = tails.clone().unwrap_or_default();
        let read: Vec<_> = (0..acts.len())
            .map(|index| self.consequence(speech, part, index, &inner))
            .collect();
        let read = read.into_iter().collect::<Option<Vec<_>>>()?;
        let unless = tails?.unless;
        let mut all: Vec<Consequence> = read.into_iter().flatten().collect();
        for one in &mut all {
            one.unless.clone_from(&unless);
        }
        Some(all)
    }

    /// What one act of a part makes follow. The exceptions of the part are its caller's.
    pub(super) fn consequence(
        &mut self,
        speech: &Speech<'_>,
        part: usize,
        index: usize,
        tails: &Tails,
    ) -> Option<Vec<Consequence>> {
        let (acts, _) = speech.chain.parts.get(part).copied()?;
        let act = acts.get(index)?;
        let effects = match &act.value {
            Act::Must { actions, .. } => {
                self.repairs(speech, tails, (part, index), act, actions)?
            }
            Act::May {
                by,
                window,
                actions,
                condition,
            } => {
                if window.is_some() || condition.is_some() {
                    self.not_computed(&speech.place, act.span);
                }
                self.powers(speech, by.as_ref(), actions)?
            }
            Act::SuspendDuty { .. } => {
                self.not_computed(&speech.place, act.span);
                return Some(Vec::new());
            }
            other => vec![self.effect(speech, tails, act.span, other)?],
        };
        let place = Place {
            span: act.span,
            ..speech.place
        };
        let voids = self.no_deposit(&place, &act.value, &effects);
        let made = effects.into_iter().map(|effect| Consequence {
            place,
            unless: Vec::new(),
            effect,
            voids: voids.clone(),
        });
        Some(made.collect())
    }

    /// `应当在15日内「清理」；逾期不清理的，…`
    fn repairs(
        &mut self,
        speech: &Speech<'_>,
        tails: &Tails,
        (part, index): (usize, usize),
        act: &Located<Act>,
        actions: &[ast::Name],
    ) -> Option<Vec<Effect>> {
        let read: Vec<_> = actions
            .iter()
            .enumerate()
            .map(|(nth, action)| {
                let duty = self.duty(speech, tails, act, action, true);
                let failing = self.failing(speech, (part, index, nth));
                let mut duty = duty?;
                duty.still_owed = true;
                Some(Effect::Repair {
                    duty,
                    failing: failing?,
                })
            })
            .collect();
        read.into_iter().collect()
    }

    fn powers(
        &mut self,
        speech: &Speech<'_>,
        by: Option<&Located<ast::SubjectKind>>,
        actions: &[ast::Name],
    ) -> Option<Vec<Effect>> {
        let holder = match by {
            Some(by) => self.bearer(&speech.place, by)?.subject,
            None if speech.names_bearer => speech.bearer.subject.clone(),
            None => Subject::Body(self.party_a(speech.place.document)),
        };
        let read: Vec<_> = actions
            .iter()
            .map(|action| {
                Some(Effect::Power {
                    holder: holder.clone(),
                    action: self.label(&action.value),
                })
            })
            .collect();
        read.into_iter().collect()
    }

    fn effect(
        &mut self,
        speech: &Speech<'_>,
        tails: &Tails,
        span: Span,
        act: &Act,
    ) -> Option<Effect> {
        let place = &speech.place;
        match act {
            Act::Pay {
                window,
                name,
                per,
                amount,
            } => {
                if let Some(window) = window {
                    self.not_computed(place, window.span);
                }
                self.pay(speech, name, *per, amount)
            }
            Act::Compensate {
                window,
                name,
                amount,
            } => {
                if let Some(window) = window {
                    self.not_computed(place, window.span);
                }
                self.compensate(speech, name.as_ref(), amount.as_ref())
            }
            Act::Forfeit { deposit } => self.forfeit(place, deposit),
            Act::Refund { deposit } => Some(Effect::Refund(self.deposit(place, deposit)?)),
            Act::Suspend {
                stop,
                what,
                length,
                paid_later,
            } => {
                let benefits = self.suspended(place, what);
                let length = self.optional_length(place, length.as_ref());
                let (benefits, length) = (benefits?, length?);
                self.one_end(place, span, length, tails)?;
                Some(Effect::Suspend(Suspend {
                    barred: *stop,
                    benefits,
                    length,
                    until: tails.until.clone(),
                    paid_later: *paid_later,
                }))
            }
            Act::Disqualify { name, length } => Some(Effect::Disqualify {
                name: self.label(&name.value),
                length: self.optional_length(place, length.as_ref())?,
            }),
            Act::Deduct { points } => {
                let points = self.amount(speech.scope(), points, Unit::Points)?;
                Some(Effect::Points(points.expr))
            }
            Act::Reprimand { public } => Some(Effect::Notice(*public)),
            Act::SignAgain => Some(Effect::SignAgain),
            Act::Entitle { .. }
            | Act::Must { .. }
            | Act::Keep { .. }
            | Act::MustNot { .. }
            | Act::Encourage { .. }
            | Act::May { .. }
            | Act::Waive { .. }
            | Act::Priority { .. }
            | Act::Rate { .. }
            | Act::SuspendDuty { .. }
            | Act::PayDeposit { .. }
            | Act::Deemed { .. } => {
                let message = Text::new(
                    "这一内容不能作为违反的后果",
                    "this cannot follow from a breach",
                );
                self.report(place, span, Code::MisplacedPart, message);
                None
            }
        }
    }

    /// `应当支付「N」每日20元，最高300元`
    fn pay(
        &mut self,
        speech: &Speech<'_>,
        name: &ast::Name,
        per: Option<Per>,
        amount: &ast::Expr,
    ) -> Option<Effect> {
        let (mut at_least, mut at_most) = (None, None);
        let mut rate = amount;
        // Beside `每日`, `每次` or `每人` the outermost bounds are those of the whole sum.
        while let (Some(_), ExprKind::Clamped { of, least, bound }) = (per, &*rate.value) {
            let side = if *least { &mut at_least } else { &mut at_most };
            if side.is_some() {
                break;
            }
            *side = Some(self.amount(speech.scope(), bound, MONEY)?.expr);
            rate = of;
        }
        let amount = self.amount(speech.scope(), rate, MONEY)?;
        Some(Effect::Pay {
            name: self.label(&name.value),
            amount: Some(amount.expr),
            per,
            at_least,
            at_most,
        })
    }

    fn compensate(
        &mut self,
        speech: &Speech<'_>,
        name: Option<&ast::Name>,
        amount: Option<&ast::Expr>,
    ) -> Option<Effect> {
        let amount: Option<Expr> = match amount {
            Some(amount) => Some(self.amount(speech.scope(), amount, MONEY)?.expr),
            None => None,
        };
        let name = name.map(|name| self.label(&name.value));
        Some(Effect::Pay {
            name: name.unwrap_or_else(|| Label::Text("赔偿".to_owned())),
            amount,
            per: None,
            at_least: None,
            at_most: None,
        })
    }

    fn optional_length(
        &mut self,
        at: &Place,
        length: Option<&Located<Length>>,
    ) -> Option<Option<Length>> {
        match length {
            Some(length) => self.length(at, length).map(Some),
            None => Some(None),
        }
    }

    fn one_end(
        &mut self,
        at: &Place,
        span: Span,
        length: Option<Length>,
        tails: &Tails,
    ) -> Option<()> {
        if length.is_none() || tails.until.is_none() {
            return Some(());
        }
        let message = Text::new(
            "暂停既写了多长时间，又写了到什么事为止，两者只能写一个",
            "the suspension has two ends, a length and an event; say one",
        );
        self.report(at, span, Code::MisplacedPart, message);
        None
    }
}
