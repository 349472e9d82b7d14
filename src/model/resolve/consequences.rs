//! What follows a breach or a condition, and the finite chain of `逾期不…的`.

use std::collections::BTreeMap;

use super::compare::MONEY;
use super::context::{Context, finding};
use super::names::Want;
use super::norms::Speech;
use super::tails::Tails;
use crate::diagnostic::{Code, Text};
use crate::model::{Consequence, Effect, Expr, Label, Length, Place, Subject, Suspend, Void};
use crate::span::{Located, Span};
use crate::syntax::ast::{self, Act, ExprKind, Failing, Per, Tail};
use crate::value::Unit;

/// The longest chain of duties whose breach makes the next.
const MOST_LINKS: usize = 16;

/// The acts and tails of one part.
type Part<'s> = (&'s [Located<Act>], &'s [Located<Tail>]);

/// The parts of one sentence: the main one, and each `；逾期不…的` with the duty whose breach it follows.
#[derive(Clone, Debug)]
pub(super) struct Chain<'s> {
    parts: Vec<Part<'s>>,
    /// By part, act and action: the parts that follow its breach.
    follows: BTreeMap<(usize, usize, usize), Vec<usize>>,
    /// Parts that follow no duty, or too many, or too deep.
    lost: Vec<usize>,
    failing: &'s [Failing],
}

impl<'s> Chain<'s> {
    pub(super) fn new(norm: &'s ast::Norm) -> Self {
        let mut chain = Self {
            parts: vec![(&norm.acts, &norm.tails)],
            follows: BTreeMap::new(),
            lost: Vec::new(),
            failing: &norm.failing,
        };
        let mut depth = vec![0];
        let mut named = BTreeMap::new();
        for (index, failing) in norm.failing.iter().enumerate() {
            let part = index + 1;
            let before = chain.duties(index);
            named.extend(before.iter().map(|(name, at)| (*name, *at)));
            let target = match (&failing.action, before.as_slice()) {
                (Some(action), _) => named.get(action.value.as_str()).copied(),
                (None, [(_, only)]) => Some(*only),
                (None, _) => None,
            };
            let deep = target
                .and_then(|(of, _, _)| depth.get(of))
                .map_or(0, |depth| depth + 1);
            depth.push(deep);
            match target {
                Some(target) if deep <= MOST_LINKS => {
                    chain.follows.entry(target).or_default().push(part);
                }
                Some(_) | None => chain.lost.push(index),
            }
            chain.parts.push((&failing.acts, &failing.tails));
        }
        chain
    }

    pub(super) fn main(&self) -> Part<'s> {
        self.parts.first().copied().unwrap_or((&[], &[]))
    }

    fn duties(&self, part: usize) -> Vec<(&'s str, (usize, usize, usize))> {
        let acts = self.parts.get(part).map_or(&[][..], |(acts, _)| acts);
        let all = acts.iter().enumerate().flat_map(|(act, written)| {
            let actions = match &written.value {
                Act::Must { actions, .. } => actions.as_slice(),
                _ => &[],
            };
            let numbered = actions.iter().enumerate();
            numbered.map(move |(nth, name)| (name.value.as_str(), (part, act, nth)))
        });
        all.collect()
    }
}

impl Context<'_> {
    /// Says which `逾期…` parts follow nothing.
    pub(super) fn lost_parts(&mut self, place: &Place, chain: &Chain<'_>) -> bool {
        for index in &chain.lost {
            let Some(failing) = chain.failing.get(*index) else {
                continue;
            };
            let span = match (&failing.action, failing.acts.first()) {
                (Some(name), _) => name.span,
                (None, Some(act)) => act.span,
                (None, None) => place.span,
            };
            let message = Text::new(
                "“逾期”说的是哪一项义务不清楚",
                "it is unclear which duty `failing that` speaks of",
            );
            let found = finding(place, span, Code::UnclearFailing, message).help(
                "写“逾期不「…」的”，用前面“应当「…」”的名称；最多接16层",
                "name one of the actions that must be done before; at most 16 such steps",
            );
            self.found.push(found);
        }
        chain.lost.is_empty()
    }

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
            Act::May { by, actions } => self.powers(speech, by.as_ref(), actions)?,
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

    /// `「D」不予退还`. What is no deposit of the register is lost as a named thing; that such a loss is void
    /// is said by the law.
    fn forfeit(&mut self, place: &Place, deposit: &ast::Name) -> Option<Effect> {
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
    fn no_deposit(&mut self, place: &Place, act: &Act, effects: &[Effect]) -> Vec<Void> {
        match (act, effects) {
            (Act::Forfeit { deposit }, [Effect::Disqualify { .. }]) => {
                let (void, found) = crate::law::no_deposit(&deposit.value, place);
                self.found.push(found);
                vec![void]
            }
            _ => Vec::new(),
        }
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
