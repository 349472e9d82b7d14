//! `违反第X条的`, `累计N次`, `每累计N次`, `连续N次`: after which breach something follows.

use std::collections::BTreeMap;

use super::duties::{Case, is_void};
use super::ledger::{ActionRef, Bearer, BreachRow};
use super::run::{Run, Scope};
use super::trace::Trace;
use super::value::merge_needs;
use crate::compile::book::{Act, NormRow, Rows};
use crate::evaluate::{Few, Need, ObligationState};
use crate::model::{BreachCount, Subject};

/// One breach, an occasion on which there was none, or one on which that is not decided yet.
#[derive(Clone, Copy)]
enum Step {
    Broken(usize),
    Kept,
    /// Row of the instances: it is not broken yet, and may never be.
    Pending(usize),
}

impl<'a, T: Trace> Run<'a, T> {
    /// What follows breaches of the articles a sentence names.
    pub fn on_breach(&mut self, id: u32) {
        let book = self.book;
        let Some(norm) = book.norms.get(id as usize) else {
            return;
        };
        let Act::OnBreach {
            of,
            count,
            consequences,
        } = &norm.act
        else {
            return;
        };
        if norm.force.never || is_void(&norm.void, self.query.on) {
            return;
        }
        let found: Few<usize> = of
            .iter()
            .flat_map(|norm| self.ledger.breaches_of(*norm))
            .collect();
        for (bearer, mut group) in self.grouped(norm, &found) {
            group.sort_by_key(|at| self.ledger.breaches.get(*at).map(BreachRow::order));
            let case = Case { id, norm, bearer };
            match count {
                None => {
                    for at in group {
                        self.fire(at, case, *consequences);
                    }
                }
                Some(count) if count.in_a_row => {
                    for run in self.sequences(of, &group) {
                        self.counted(case, *count, &run, *consequences);
                    }
                }
                Some(count) => {
                    let steps: Few<Step> = group.into_iter().map(Step::Broken).collect();
                    self.counted(case, *count, &steps, *consequences);
                }
            }
        }
    }

    /// Breaches by whose they count for: a household's and its members', a member's own, a body's;
    /// in an agreement's document, of each agreement.
    fn grouped(&self, norm: &NormRow, found: &[usize]) -> Few<(Bearer, Few<usize>)> {
        let mut groups: Few<(Bearer, Few<usize>)> = Few::new();
        for at in found {
            let Some(breach) = self.ledger.breaches.get(*at) else {
                continue;
            };
            let is_body = matches!(norm.subject, Subject::Body(_) | Subject::Village);
            if breach.bearer.body.is_some() != is_body {
                continue;
            }
            let scope = breach.bearer.scope;
            let member = scope.member.filter(|_| norm.subject == Subject::Person);
            let bearer = Bearer {
                scope: Scope {
                    member,
                    agreement: scope.agreement.filter(|_| norm.force.agreement.is_some()),
                },
                body: breach.bearer.body,
            };
            match groups.iter_mut().find(|(known, _)| *known == bearer) {
                Some((_, group)) => group.push(*at),
                None => groups.push((bearer, Few::from_iter([*at]))),
            }
        }
        groups.sort_by_key(|(bearer, _)| *bearer);
        groups
    }

    /// A breach has its consequences, where the sentence applies to it.
    fn fire(&mut self, at: usize, case: Case<'a>, rows: Rows) {
        let applies = self.breach_rule_applies(at, case);
        if !applies.is_no() {
            self.follow(at, case, rows, &applies);
        }
    }

    /// Duties one after the other, by norm and bearer, with the occasions on which they were kept.
    fn sequences(&self, of: &[u32], group: &[usize]) -> Vec<Vec<Step>> {
        let mut sequences = Vec::new();
        let mut chains: Vec<u32> = of.iter().map(|norm| self.first_version(*norm)).collect();
        chains.sort_unstable();
        chains.dedup();
        for norm in chains {
            let breaches = group.iter().copied().filter(|at| {
                let breach = self.ledger.breaches.get(*at);
                breach.is_some_and(|breach| self.first_version(breach.norm) == norm)
            });
            let mut bearers: Vec<Bearer> = breaches
                .clone()
                .filter_map(|at| Some(self.ledger.breaches.get(at)?.bearer))
                .collect();
            bearers.sort_unstable();
            bearers.dedup();
            for bearer in bearers {
                sequences.push(self.sequence(norm, bearer, breaches.clone()));
            }
        }
        sequences
    }

    /// The first version of a norm: a duty stays the same duty when its article is amended.
    fn first_version(&self, norm: u32) -> u32 {
        let row = self.book.norms.get(norm as usize);
        let first = row.and_then(|row| row.versions.earlier.first().copied());
        first.unwrap_or(norm)
    }

    fn sequence(
        &self,
        norm: u32,
        bearer: Bearer,
        breaches: impl Iterator<Item = usize> + Clone,
    ) -> Vec<Step> {
        let is_kept = |at: &usize| {
            let instance = self.ledger.instances.get(*at);
            instance.is_some_and(|one| matches!(one.action, ActionRef::Duty(_)))
        };
        // Bans, kept states and deposits have no occasions between their breaches.
        let alone: Vec<usize> = breaches
            .clone()
            .filter(|row| {
                let breach = self.ledger.breaches.get(*row);
                breach.is_some_and(|one| {
                    let is_alone = !one.instance.as_ref().is_some_and(is_kept);
                    is_alone && !one.deemed && one.bearer == bearer
                })
            })
            .collect();
        let broken: BTreeMap<usize, usize> = breaches
            .filter_map(|row| Some((self.ledger.breaches.get(row)?.instance?, row)))
            .collect();
        let mut steps = Vec::new();
        for (at, instance) in self.ledger.instances.iter().enumerate() {
            let is_own = self.first_version(instance.norm) == norm;
            if !is_own || instance.bearer != bearer || !is_kept(&at) {
                continue;
            }
            let step = match broken.get(&at) {
                Some(row) => Step::Broken(*row),
                None if instance.state == ObligationState::Undetermined => Step::Pending(at),
                None => Step::Kept,
            };
            steps.push((instance.window, step));
        }
        for row in alone {
            if let Some(breach) = self.ledger.breaches.get(row) {
                steps.push(((breach.since, None), Step::Broken(row)));
            }
        }
        steps.sort_by_key(|(window, _)| *window);
        steps.into_iter().map(|(_, step)| step).collect()
    }

    /// Fires at the N-th (with `every`: at each further N), as far as that is decided.
    fn counted(&mut self, case: Case<'a>, count: BreachCount, steps: &[Step], rows: Rows) {
        let mut tally = Tally::default();
        for step in steps {
            let at = match *step {
                Step::Broken(at) => at,
                Step::Kept => {
                    tally = Tally::default();
                    continue;
                }
                Step::Pending(at) => {
                    if let Some(instance) = self.ledger.instances.get(at) {
                        tally.pend(&instance.needs);
                    }
                    continue;
                }
            };
            let Some(breach) = self.ledger.breaches.get(at) else {
                continue;
            };
            match tally.add(breach, count) {
                Fires::Not => {}
                Fires::Sure => self.fire(at, case, rows),
                Fires::Maybe => return self.maybe_fire(at, case, rows, tally.needs),
            }
        }
    }

    /// It is not decided whether this is the N-th: an open question, and suspensions that may be.
    fn maybe_fire(&mut self, at: usize, case: Case<'a>, rows: Rows, needs: Vec<Need>) {
        let applies = self.breach_rule_applies(at, case);
        if applies.is_no() {
            return;
        }
        let book = self.book;
        let since = self.ledger.breaches.get(at).map(|breach| breach.since);
        for row in rows.of(&book.consequences) {
            if since.is_some_and(|since| self.has_effect(row, case, since)) {
                self.ask(row.place, needs.clone());
            }
        }
        let saved = self.ledger.breaches.get_mut(at).map(|breach| {
            let sure = std::mem::replace(&mut breach.sure, false);
            breach.uncounted = sure;
            (sure, std::mem::replace(&mut breach.needs, needs))
        });
        self.follow(at, case, rows, &applies);
        if let (Some(breach), Some((sure, needs))) = (self.ledger.breaches.get_mut(at), saved) {
            (breach.sure, breach.needs) = (sure, needs);
            breach.uncounted = false;
        }
    }
}

impl BreachRow {
    /// Counted in this order: by first day, then by place.
    const fn order(&self) -> (crate::value::Date, crate::model::Place, Bearer) {
        (self.since, self.place, self.bearer)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fires {
    Not,
    Sure,
    Maybe,
}

/// How many breaches so far: at least and at most.
#[derive(Default)]
struct Tally {
    sure: u32,
    all: u32,
    needs: Vec<Need>,
}

impl Tally {
    fn add(&mut self, breach: &BreachRow, count: BreachCount) -> Fires {
        self.all += 1;
        if breach.sure {
            self.sure += 1;
        } else {
            merge_needs(&mut self.needs, &breach.needs);
            if count.in_a_row {
                self.sure = 0;
            }
        }
        let times = count.times.max(1);
        let hits = self.all == times || (count.every && self.all.is_multiple_of(times));
        match (hits, self.sure == self.all) {
            (false, _) => Fires::Not,
            (true, true) => Fires::Sure,
            (true, false) => Fires::Maybe,
        }
    }

    /// An occasion that may still be kept, or was kept if it was owed at all.
    fn pend(&mut self, needs: &[Need]) {
        self.sure = 0;
        merge_needs(&mut self.needs, needs);
    }
}
