//! Which of several clauses on one name or benefit defeats which.

use crate::model::Place;
use crate::value::Date;

use super::versions::Law;
use super::watch::Mark;
use super::world::World;

/// A clause that is law: where it stands, and the rank of its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clause {
    pub(super) place: Place,
    pub(super) rank: u8,
}

impl World<'_> {
    /// A clause as it stands in the order of texts.
    pub(super) fn clause(&self, place: Place) -> Clause {
        let document = self.document(place.document);
        Clause {
            place,
            rank: document.map_or(0, crate::model::Document::rank),
        }
    }

    /// Whether one clause defeats another on a day: by the rank of its text, or because a sentence that is
    /// law puts it before, or its text amends the other's; directly or through others that are law.
    pub(super) fn defeats(
        &self,
        laws: &[Clause],
        day: Date,
        winner: Clause,
        loser: Clause,
    ) -> bool {
        if winner.rank != loser.rank {
            return winner.rank > loser.rank;
        }
        self.leads(laws, winner, loser, |here, there| {
            let is_later = self.is_posterior(here.place, there.place);
            self.puts_before(day, here, there)
                || is_later
                    && !self.leads(laws, there, here, |here, there| {
                        self.puts_before(day, here, there)
                    })
        })
    }

    /// Whether a sentence that is law puts one clause before another.
    fn puts_before(&self, day: Date, winner: Clause, loser: Clause) -> bool {
        self.meaning.orders.iter().any(|order| {
            order.winner.holds(&winner.place)
                && order.loser.holds(&loser.place)
                && self.is_law(order.place, day, Law::default())
        })
    }

    /// Whether steps lead from one clause to another through those of the same rank.
    fn leads(
        &self,
        laws: &[Clause],
        from: Clause,
        to: Clause,
        step: impl Fn(Clause, Clause) -> bool,
    ) -> bool {
        let mut reached = vec![from];
        let mut done = 0;
        while let Some(here) = reached.get(done).copied() {
            done += 1;
            for law in laws.iter().filter(|law| law.rank == from.rank) {
                let is_new = reached.iter().all(|one| one.place != law.place);
                if is_new && step(here, *law) {
                    reached.push(*law);
                }
            }
        }
        from.place != to.place && reached.iter().any(|one| one.place == to.place)
    }

    /// Notes where one of the clauses that apply is defeated by one that is defeated in turn.
    pub(super) fn note_depth(&self, laws: &[Clause], day: Date, applying: &[Clause]) {
        let beats = |winner: &Clause, loser: &Clause| self.defeats(laws, day, *winner, *loser);
        let beaten = |loser: &Clause| applying.iter().any(|winner| beats(winner, loser));
        let is_deep = applying.iter().any(|loser| {
            let mut winners = applying.iter().filter(|winner| beats(winner, loser));
            winners.any(beaten)
        });
        if is_deep {
            self.mark(Mark::DefeatedTwice);
        }
    }
}
