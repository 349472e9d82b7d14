//! From what was written to what is meant. One pass over all documents, in the order of what reads what:
//! documents, names, norms, then what speaks of other norms.

mod actions;
mod acts;
mod amendments;
mod breaches;
mod chain;
mod circles;
mod compare;
mod consequences;
mod contents;
mod context;
mod declared;
mod definitions;
mod documents;
mod doubts;
mod effects;
mod entitle;
mod exceptions;
mod expr;
mod forfeits;
mod kin;
mod limits;
mod members;
mod names;
mod norms;
mod orders;
mod parameters;
mod permits;
mod points;
mod reckoned;
mod references;
mod shares;
mod slices;
mod sorts;
mod steps;
mod suspended;
mod tails;
mod totals;
mod values;
mod visit;
mod walk;
mod who;
mod windows;

use context::Context;
use limits::Chosen;
use norms::Built;
use orders::Ordered;
use references::Target;

use super::{Choice, Head, Meaning, NormId, Permit, Place};
use crate::diagnostic::Diagnostic;
use crate::register::Register;
use crate::span::Located;
use crate::syntax::ast::{self, Act, Lead, Sentence, Suspended};

/// What came of the documents.
pub(super) struct Resolved {
    pub(super) meaning: Meaning,
    pub(super) found: Vec<Diagnostic>,
    /// Sentences with a fault, which have no meaning.
    pub(super) faulty: Vec<Place>,
}

/// Binds and types everything that was written. Never fails: what has a fault is left out and said.
pub(super) fn resolve(register: &Register, written: &[ast::Document]) -> Resolved {
    let mut context = Context::new(register, written);
    context.documents();
    context.amended_texts();
    context.effects();
    context.replace_articles();
    context.gather_names();
    context.gather_blanks();
    context.read_names();
    context.built = vec![Built::default(); context.sentences.len()];
    for turn in [Turn::Own, Turn::Chapters, Turn::Deemed, Turn::Breaches] {
        if turn == Turn::Chapters {
            context.gather_chapters();
        }
        context.norms_of(turn);
    }
    let chosen = context.rest();
    context.exceptions();
    let faulty = context.faulty();
    context.number(chosen);
    Resolved {
        meaning: context.meaning,
        found: context.found,
        faulty,
    }
}

/// When a sentence is read: after those whose norms it speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// It speaks of nothing else.
    Own,
    /// Of what a chapter grants.
    Chapters,
    /// `视为违反第X条`
    Deemed,
    /// `违反第X条的`
    Breaches,
}

fn turn(norm: &ast::Norm) -> Turn {
    let parts = norm.failing.iter().flat_map(|part| &part.acts);
    let mut acts = norm.acts.iter().chain(parts);
    let chapter = |act: &Located<Act>| match &act.value {
        Act::Suspend { what, .. } => matches!(what.value, Suspended::Chapter(_)),
        _ => false,
    };
    let deemed =
        |act: &Located<Act>| matches!(act.value, Act::Deemed { .. } | Act::SuspendDuty { .. });
    if matches!(norm.lead, Lead::Breach { .. }) {
        Turn::Breaches
    } else if norm.acts.iter().any(deemed) {
        Turn::Deemed
    } else if acts.any(chapter) {
        Turn::Chapters
    } else {
        Turn::Own
    }
}

impl Context<'_> {
    fn norms_of(&mut self, now: Turn) {
        for (index, walked) in self.sentences.clone().into_iter().enumerate() {
            let built = match walked.written {
                Sentence::Norm(norm) if turn(norm) == now => self.norm(index, walked.place, norm),
                Sentence::Share {
                    pot,
                    per_person,
                    extra,
                } if now == Turn::Own => self.share(walked.place, pot, *per_person, extra),
                Sentence::RefundAtEnd { deposit } if now == Turn::Own => {
                    self.refund_at_end(walked.place, deposit.as_ref())
                }
                _ => continue,
            };
            if let Some(row) = self.built.get_mut(index) {
                *row = built;
            }
        }
    }

    /// Caps, choices, procedures, points, orders and presumptions.
    fn rest(&mut self) -> Vec<Chosen> {
        let (mut chosen, mut ordered) = (Vec::new(), Ordered::default());
        for (index, walked) in self.sentences.clone().into_iter().enumerate() {
            let place = walked.place;
            let sound = match walked.written {
                Sentence::Cap {
                    benefits,
                    per_person,
                    period,
                    limit,
                } => self
                    .cap(place, benefits, (*per_person, *period), limit)
                    .is_some(),
                Sentence::Higher { articles } => {
                    let read = self.choice_among(place, articles, &[], true);
                    let sound = read.is_some();
                    chosen.extend(read);
                    sound
                }
                Sentence::Together { articles, benefits } => {
                    let read = self.choice_among(place, articles, benefits, false);
                    let sound = read.is_some();
                    chosen.extend(read);
                    sound
                }
                Sentence::AdoptedBy { body, quorum } => {
                    self.procedure(place, None, body, quorum.as_ref()).is_some()
                }
                Sentence::Consent {
                    matter,
                    body,
                    quorum,
                } => self
                    .procedure(place, Some(matter), body, quorum.as_ref())
                    .is_some(),
                Sentence::Interpretation { by } => {
                    self.interpretation(&place, by);
                    true
                }
                Sentence::Definition { .. }
                | Sentence::Parameter { .. }
                | Sentence::Norm(_)
                | Sentence::NotApply { .. }
                | Sentence::RefundAtEnd { .. }
                | Sentence::Effect(_) => true,
                Sentence::Points(rule) => self.points_rule(place, rule).is_some(),
                Sentence::Prevails { over, winner } => {
                    self.prevails(place, over, winner, &mut ordered).is_some()
                }
                Sentence::DocumentPrevails { winner, loser } => self
                    .document_prevails(place, winner, loser, &mut ordered)
                    .is_some(),
                Sentence::Presumption { name, holds } => {
                    self.presumption(place, name, *holds).is_some()
                }
                Sentence::Succession => self.succession(place),
                Sentence::Property(property) => self.property(place, property).is_some(),
                Sentence::Check(what) => self.check(place, what).is_some(),
                Sentence::Share { .. } => true,
                Sentence::Steps { matter, steps } => self.steps(place, matter, steps).is_some(),
                Sentence::Contents { of, items } => {
                    self.contents(place, of, items);
                    true
                }
                Sentence::Provides { by, contents } => self.provides(place, by, contents).is_some(),
                Sentence::ConcludedBy { title, body } => {
                    self.concluded(place, title, body).is_some()
                }
            };
            if let Some(built) = self.built.get_mut(index).filter(|_| !sound) {
                built.faulty = true;
            }
        }
        self.ordered_in_circles(&ordered);
        chosen
    }

    /// The sentences that mean nothing because of a fault.
    fn faulty(&self) -> Vec<Place> {
        let built = self.sentences.iter().zip(&self.built);
        let faulty = built.filter(|(_, built)| built.faulty && built.norms.is_empty());
        let unreadable = self.articles.values().flat_map(|entry| &entry.unreadable);
        faulty
            .map(|(walked, _)| walked.place)
            .chain(unreadable.copied())
            .collect()
    }

    /// Gives the norms their numbers, in the order of the texts, and turns references into them.
    fn number(&mut self, chosen: Vec<Chosen>) {
        let mut starts = Vec::with_capacity(self.built.len());
        let mut next = 0;
        for built in &self.built {
            starts.push(next);
            next += built.norms.len();
        }
        let id = |target: &Target| {
            let start = starts.get(target.sentence).copied().unwrap_or_default();
            NormId(u32::try_from(start + target.norm).unwrap_or(u32::MAX))
        };
        for built in std::mem::take(&mut self.built) {
            let mut norms = built.norms;
            for (norm, targets) in &built.targets {
                if let Some(
                    Head::OnBreach { of, .. }
                    | Head::Deemed { of }
                    | Head::Permit(Permit::Pause { of, .. }),
                ) = norms.get_mut(*norm).map(|norm| &mut norm.head)
                {
                    *of = targets.iter().map(id).collect();
                }
            }
            self.meaning.norms.extend(norms);
        }
        self.meaning.choices = chosen
            .into_iter()
            .map(|choice| Choice {
                place: choice.place,
                among: choice.among.iter().map(id).collect(),
                higher: choice.higher,
            })
            .collect();
    }
}
