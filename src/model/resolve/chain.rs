//! The finite chain of `；逾期不…的`: which part follows the breach of which duty.

use std::collections::BTreeMap;

use super::context::{Context, finding};
use crate::diagnostic::{Code, Text};
use crate::model::Place;
use crate::span::Located;
use crate::syntax::ast::{self, Act, Failing, Tail};

/// The longest chain of duties whose breach makes the next.
const MOST_LINKS: usize = 16;

/// The acts and tails of one part.
type Part<'s> = (&'s [Located<Act>], &'s [Located<Tail>]);

/// The parts of one sentence: the main one, and each `；逾期不…的` with the duty whose breach it follows.
#[derive(Clone, Debug)]
pub(super) struct Chain<'s> {
    pub(super) parts: Vec<Part<'s>>,
    /// By part, act and action: the parts that follow its breach.
    pub(super) follows: BTreeMap<(usize, usize, usize), Vec<usize>>,
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
}
