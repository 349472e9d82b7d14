//! Which of several clauses that set the same thing prevail: those that no other defeats.
//!
//! A clause of a higher document defeats one of a lower. Among clauses of one rank those defeat others
//! that a text puts before them, through any number of others. What is defeated stays so, even if
//! what defeats it is defeated itself: nothing is reinstated.

use std::collections::BTreeMap;

use super::run::Run;
use super::trace::Trace;
use crate::compile::book::{Edge, Rows};

/// A clause among those that set the same thing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contender {
    /// As in the edges.
    pub id: u32,
    pub rank: u8,
    /// It applies; else it may.
    pub sure: bool,
}

/// Which clauses stand.
#[derive(Debug)]
pub(crate) struct Contest {
    contenders: Vec<Contender>,
    edges: Vec<Edge>,
    /// What the sure ones defeat, and what any does.
    by_sure: Defeated,
    by_any: Defeated,
}

/// What some clauses defeat.
#[derive(Debug, Default)]
struct Defeated {
    /// Whatever is lower than this.
    highest: Option<u8>,
    /// And these, each by the edge that leads to it.
    losers: BTreeMap<u32, Edge>,
}

/// Who defeats a clause.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Winner {
    /// By its place in the list.
    pub at: usize,
    /// Row of the book's orders; beyond them where it only stands in a higher document.
    pub order: u32,
}

impl<T: Trace> Run<'_, T> {
    /// The edges that some sentence lays on the day looked at between clauses that are law on it; from an
    /// amendment to what it amends, where no such sentence leads the other way.
    pub fn edges_on(&mut self, edges: Rows, is_law: impl Fn(u32) -> bool) -> Vec<Edge> {
        let book = self.book;
        let (mut laid, mut later) = (Vec::new(), Vec::new());
        if !self.spend(u64::from(edges.end.saturating_sub(edges.start))) {
            return laid;
        }
        for edge in edges.of(&book.edges) {
            let Some(order) = book.orders.get(edge.order as usize) else {
                continue;
            };
            if self.looks_ahead {
                self.force_horizon(&order.force);
            }
            if order.force.holds_on(self.day) && is_law(edge.winner) && is_law(edge.loser) {
                let is_said = (edge.order as usize) < book.meaning.orders.len();
                if is_said { &mut laid } else { &mut later }.push(*edge);
            }
        }
        if !laid.is_empty() {
            let cost = laid.len().saturating_mul(later.len());
            if !self.spend(u64::try_from(cost).unwrap_or(u64::MAX)) {
                return laid;
            }
            later.retain(|edge| !leads(&laid, edge.loser, edge.winner));
        }
        laid.append(&mut later);
        laid.sort_unstable();
        laid
    }
}

/// Whether edges lead from one clause to another.
fn leads(edges: &[Edge], from: u32, to: u32) -> bool {
    let mut reached = vec![from];
    let mut done = 0;
    while let Some(at) = reached.get(done).copied() {
        done += 1;
        for edge in edges.iter().filter(|edge| edge.winner == at) {
            if edge.loser == to {
                return true;
            }
            if !reached.contains(&edge.loser) {
                reached.push(edge.loser);
            }
        }
    }
    false
}

impl Contest {
    pub fn of(contenders: Vec<Contender>, edges: Vec<Edge>) -> Self {
        let sure: Vec<Contender> = contenders.iter().copied().filter(|one| one.sure).collect();
        Self {
            by_sure: Defeated::by(&sure, &edges),
            by_any: Defeated::by(&contenders, &edges),
            contenders,
            edges,
        }
    }

    /// Those of a list, in the order of the contenders, that no sure one defeats.
    pub fn possible<'a, C>(&self, list: &'a [C]) -> Vec<&'a C> {
        let standing = list.iter().zip(&self.contenders);
        let standing = standing.filter(|(_, one)| !self.by_sure.has(one));
        standing.map(|(entry, _)| entry).collect()
    }

    /// Those that apply for sure and that none at all defeats.
    pub fn sure<'a, C>(&self, list: &'a [C]) -> Vec<&'a C> {
        let standing = list.iter().zip(&self.contenders);
        let standing = standing.filter(|(_, one)| one.sure && !self.by_any.has(one));
        standing.map(|(entry, _)| entry).collect()
    }

    /// Which are defeated by a sure one, with one that defeats them.
    pub fn defeats(&self) -> Vec<(usize, Winner)> {
        let losers = self.contenders.iter().enumerate();
        losers
            .filter(|(_, one)| self.by_sure.has(one))
            .filter_map(|(at, one)| Some((at, self.winner(one)?)))
            .collect()
    }

    fn winner(&self, loser: &Contender) -> Option<Winner> {
        let sure = |(_, one): &(usize, &Contender)| one.sure;
        if Some(loser.rank) < self.by_sure.highest {
            let higher = self.contenders.iter().enumerate().filter(sure);
            let (at, _) = higher.max_by_key(|(_, one)| one.rank)?;
            let order = u32::MAX;
            return Some(Winner { at, order });
        }
        let edge = self.by_sure.losers.get(&loser.id)?;
        // Behind an edge that a clause lays which is none of those here, the next one is looked for.
        let mut at = *edge;
        for _ in 0..self.edges.len() {
            let mut sure = self.contenders.iter().enumerate().filter(sure);
            if let Some((winner, _)) = sure.find(|(_, one)| one.id == at.winner) {
                let order = edge.order;
                return Some(Winner { at: winner, order });
            }
            at = *self.by_sure.losers.get(&at.winner)?;
        }
        None
    }
}

impl Defeated {
    /// Follows the edges from some clauses on.
    fn by(winners: &[Contender], edges: &[Edge]) -> Self {
        let mut defeated = Self {
            highest: winners.iter().map(|one| one.rank).max(),
            losers: BTreeMap::new(),
        };
        let mut waiting: Vec<u32> = winners.iter().map(|one| one.id).collect();
        while let Some(winner) = waiting.pop().filter(|_| !edges.is_empty()) {
            let from = edges.partition_point(|edge| edge.winner < winner);
            let laid = edges.get(from..).unwrap_or_default();
            for edge in laid.iter().take_while(|edge| edge.winner == winner) {
                defeated.losers.entry(edge.loser).or_insert_with(|| {
                    waiting.push(edge.loser);
                    *edge
                });
            }
        }
        defeated
    }

    fn has(&self, one: &Contender) -> bool {
        Some(one.rank) < self.highest || self.losers.contains_key(&one.id)
    }
}
