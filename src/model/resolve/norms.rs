//! One sentence of the forms 3 to 13 becomes its norms: one for each subject and act.

use super::chain::Chain;
use super::context::Context;
use super::expr::{Reads, Scope, both, flat};
use super::references::Target;
use super::tails::Tails;
use super::who::Bearer;
use super::windows::Clock;
use crate::diagnostic::{Code, Text};
use crate::model::{Effect, Exception, Expr, Head, Norm, Place};
use crate::register::{AgreementId, Owner, Symbol};
use crate::span::{Located, Span};
use crate::syntax::ast::{self, Lead, SubjectKind};

/// What one sentence became.
#[derive(Clone, Debug, Default)]
pub(super) struct Built {
    pub(super) norms: Vec<Norm>,
    /// For a norm of this sentence, those it speaks of (`违反第X条的`).
    pub(super) targets: Vec<(usize, Vec<Target>)>,
    /// It has a fault, which has been said.
    pub(super) faulty: bool,
}

/// Who speaks in a sentence, and when: what all its acts share.
pub(super) struct Speech<'s> {
    pub(super) place: Place,
    pub(super) sentence: usize,
    pub(super) bearer: Bearer,
    pub(super) when: Option<Expr>,
    pub(super) chain: Chain<'s>,
    /// The agreement that the condition names.
    pub(super) signed: Option<AgreementId>,
    /// The sentence begins with whom it speaks of: `凡…的村民可以「A」` is their right, not the committee's power.
    pub(super) names_bearer: bool,
}

impl Speech<'_> {
    pub(super) fn clock(&self, starts: bool) -> Clock<'_> {
        Clock {
            place: &self.place,
            reads: Reads::of(self.bearer.owner),
            signed: self.signed,
            starts,
        }
    }

    pub(super) fn scope(&self) -> Scope<'_> {
        Scope::new(&self.place, Reads::of(self.bearer.owner))
    }

    pub(super) fn norm(&self, head: Head, unless: Vec<Exception>) -> Norm {
        Norm {
            place: self.place,
            subject: self.bearer.subject.clone(),
            when: self.when.clone(),
            unless,
            head,
            voids: Vec::new(),
        }
    }
}

impl Context<'_> {
    /// The norms of a sentence.
    pub(super) fn norm(&mut self, sentence: usize, place: Place, norm: &ast::Norm) -> Built {
        let mut built = Built::default();
        let chain = Chain::new(norm);
        built.faulty = !self.lost_parts(&place, &chain);
        let sound = match &norm.lead {
            Lead::Subject { condition, who } => {
                let condition = condition.as_ref();
                let mut sound = true;
                for who in who {
                    let bearer = self.bearer(&place, who);
                    let read = bearer.and_then(|bearer| {
                        let when = self.subject_condition(&place, &bearer, condition)?;
                        Some((bearer, when))
                    });
                    let signed = condition.and_then(|condition| self.signed_in(condition));
                    let spoken = read.and_then(|(bearer, when)| {
                        let speech = Speech {
                            place,
                            sentence,
                            bearer,
                            when,
                            chain: chain.clone(),
                            signed,
                            names_bearer: true,
                        };
                        self.spoken(&speech, &mut built)
                    });
                    sound &= spoken.is_some();
                }
                sound
            }
            Lead::When(condition) => {
                let spoken =
                    self.when(sentence, place, None, &[condition], true, chain, &mut built);
                spoken.is_some()
            }
            Lead::Cases {
                all,
                who,
                conditions,
            } => {
                let all_read: Vec<&ast::Expr> = conditions.iter().collect();
                let who = who.as_ref();
                let spoken = self.when(sentence, place, who, &all_read, *all, chain, &mut built);
                spoken.is_some()
            }
            Lead::Breach {
                who,
                count,
                articles,
                kin,
            } => {
                let breach = (who.as_ref(), *count, articles.as_slice(), kin.as_slice());
                self.breach(sentence, place, breach, chain, &mut built)
                    .is_some()
            }
        };
        built.faulty |= !sound;
        built
    }

    /// `<条件>的，` and lists of conditions.
    #[allow(clippy::too_many_arguments, reason = "one sentence in its parts")]
    fn when(
        &mut self,
        sentence: usize,
        place: Place,
        who: Option<&Located<SubjectKind>>,
        conditions: &[&ast::Expr],
        all: bool,
        chain: Chain<'_>,
        built: &mut Built,
    ) -> Option<()> {
        let bearer = match who {
            Some(who) => self.bearer(&place, who)?,
            None => {
                let of = self.speaks_of(&place, conditions);
                // What follows from the state of the village falls on its households.
                let rates = super::shares::rates(chain.main().0);
                let of = of.filter(|of| *of != Owner::Village || rates);
                Bearer::of(of.unwrap_or(Owner::Household))
            }
        };
        let scope = Scope::new(&place, Reads::of(bearer.owner));
        let read: Vec<_> = conditions
            .iter()
            .map(|one| self.condition(scope, one))
            .collect();
        let mut read = read.into_iter().collect::<Option<Vec<_>>>()?;
        let said = match read.len() {
            0 | 1 => read.pop(),
            _ if all => Some(flat(Expr::And(read))),
            _ => Some(flat(Expr::Or(read))),
        };
        let speech = Speech {
            place,
            sentence,
            when: both(bearer.role.clone(), said),
            bearer,
            chain,
            signed: conditions.iter().find_map(|one| self.signed_in(one)),
            names_bearer: false,
        };
        self.spoken(&speech, built)
    }

    /// The acts of a subject: those of its own, then what follows from the condition alone.
    fn spoken(&mut self, speech: &Speech<'_>, built: &mut Built) -> Option<()> {
        let (acts, written) = speech.chain.main();
        let whom = self.whose_duty(&speech.place, acts);
        let whom = whom.as_ref().unwrap_or(&speech.bearer);
        let tails = self.tails(&speech.place, whom, acts, written);
        let mut sound = tails.is_some();
        let tails = tails.unwrap_or_default();
        let mut effects = Vec::new();
        for (index, act) in acts.iter().enumerate() {
            sound &= match self.own_act(speech, &tails, index, act, built) {
                Own::Done => true,
                Own::Faulty => false,
                Own::Follows => match self.consequence(speech, 0, index, &tails) {
                    Some(consequences) => {
                        effects.extend(consequences);
                        true
                    }
                    None => false,
                },
            };
        }
        if !effects.is_empty() {
            self.condition_follows(speech, tails, effects, built)?;
        }
        sound.then_some(())
    }

    fn condition_follows(
        &mut self,
        speech: &Speech<'_>,
        tails: Tails,
        effects: Vec<crate::model::Consequence>,
        built: &mut Built,
    ) -> Option<()> {
        if speech.when.is_none() {
            let powers = effects
                .iter()
                .all(|one| matches!(one.effect, Effect::Power { .. }));
            if powers {
                self.not_computed(&speech.place, speech.place.span);
                return Some(());
            }
            let message = Text::new(
                "这一后果没有写因何而起：缺少条件，或“违反第X条的”",
                "nothing is said from which this follows: a condition, or `for a breach of Article X`",
            );
            self.report(&speech.place, speech.place.span, Code::NoTrigger, message);
            return None;
        }
        let head = Head::OnCondition {
            consequences: effects,
        };
        built.norms.push(speech.norm(head, tails.unless));
        Some(())
    }

    /// Notes that a sentence is read but that nothing is computed from it yet.
    pub(super) fn not_computed(&mut self, at: &Place, span: Span) {
        let message = Text::new(
            "这句话读得懂，但本版只保留原文，不据此计算",
            "this sentence is understood and kept, but nothing is computed from it in this version",
        );
        self.report(at, span, Code::NotComputed, message);
    }

    /// The agreement that a condition names (`签订「管护协议」的户`).
    fn signed_in(&self, condition: &ast::Expr) -> Option<AgreementId> {
        let mut named = None;
        super::visit::each(condition, |expr, _| {
            if let ast::ExprKind::Name(name, _) = &*expr.value
                && let Some(Symbol::Agreement(id)) = self.register.symbol(&name.value)
            {
                named = named.or(Some(id));
            }
        });
        named
    }
}

/// What became of an act.
pub(super) enum Own {
    /// It is a norm of its own.
    Done,
    /// It has a fault, which has been said.
    Faulty,
    /// It follows from a breach or a condition.
    Follows,
}
