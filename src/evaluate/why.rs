//! Why a line of an outcome is what it is: that line is worked out again with notes.

use super::answer::Worked;
use super::entitlements::Line;
use super::explanation::{Explanation, Item, Reason, What};
use super::run::{Run, Scope};
use super::splits::Part;
use super::trace::{Recorder, Silent};
use super::value::Value;
use super::{AdjustmentKind, EntitlementState, Few, Query};
use crate::compile::Rulebook;
use crate::compile::book::{HeadRow, Rows};
use crate::facts::Household;
use crate::model::Place;
use crate::value::{Date, Period};

impl Rulebook {
    /// Why one line of this household's outcome is what it is; none where the outcome has no such
    /// line. The reasons are those of [`Rulebook::evaluate`]: the same steps, with notes taken.
    #[must_use]
    pub fn why(&self, household: &Household, query: &Query, item: Item) -> Option<Explanation> {
        Run::new(&self.0, household, *query, Silent).explain(item)
    }
}

impl Run<'_, Silent> {
    /// Why one line is what it is.
    pub fn explain(mut self, item: Item) -> Option<Explanation> {
        let worked = self.work();
        let mut run = self.noting(Recorder::default());
        let because = run.because(&worked, item)?;
        Some(Explanation { item, because })
    }
}

impl Run<'_, Recorder> {
    fn because(&mut self, worked: &Worked, item: Item) -> Option<Vec<Reason>> {
        let sources = &worked.sources;
        Some(match item {
            Item::Entitlement(at) => {
                let line = worked.lines.get(*sources.entitlements.get(at)?)?;
                self.why_entitled(line)
            }
            Item::Obligation(at) => self.why_obliged(*sources.obligations.get(at)?),
            Item::Breach(at) => {
                let at = *sources.breaches.get(at)?;
                let mut because = self.why_broken(at);
                because.extend(self.why_followed(at));
                because
            }
            Item::Points(at) => self.why_points(worked.findings.points.get(at)?.period),
        })
    }

    /// The clauses that grant the benefit or do not, the amount, and what later lines take from it.
    pub fn why_entitled(&mut self, line: &Line) -> Vec<Reason> {
        let book = self.book;
        let Some(head) = book.heads.get(line.head) else {
            return self.why_shared(line);
        };
        let scope = line.scope.without_agreement();
        let mut head = head.clone();
        if self.adds_up(&head, line.on, scope) {
            (head.norms, head.edges) = (vec![line.norm], Rows::default());
        }
        let mut because = match self.split_of(&head, line.out.period) {
            None => {
                let steps = self.why_granted(&head, line.on, scope);
                vec![Reason::new(What::On(line.on)).because(steps)]
            }
            Some(split) => {
                let parts = self.parts(&head, line.out.period, scope, split);
                let reason = |part: Part| {
                    let steps = self.why_granted(&head, part.on, scope);
                    let (from, until, share) = (part.from, part.until, part.share);
                    Reason::new(What::Part { from, until, share }).because(steps)
                };
                parts.into_iter().map(reason).collect()
            }
        };
        because.extend(self.why_doubted(line));
        for adjustment in &line.out.adjustments {
            let (place, kind, amount) = (adjustment.place, adjustment.kind, adjustment.amount);
            let reasons = match kind {
                AdjustmentKind::Suspend | AdjustmentKind::Bar => self.why_suspended(line, place),
                AdjustmentKind::Cap => self.why_capped(line, place),
                AdjustmentKind::Paid => self.payments_of(line),
                AdjustmentKind::Choice => Vec::new(),
            };
            let what = What::Adjusted {
                place,
                kind,
                amount,
            };
            because.push(Reason::new(what).because(reasons));
        }
        if line.out.state == EntitlementState::Paid {
            because.extend(self.payments_of(line));
        }
        because
    }

    /// The clauses that grant a benefit on a day, or do not, and which give way.
    fn why_granted(&mut self, head: &HeadRow, on: Date, scope: Scope) -> Vec<Reason> {
        self.trace.take();
        // What was worked out before without notes is worked out anew.
        self.stamp = self.stamp.wrapping_add(1);
        let claims = self.claims(head, on, scope);
        let mut steps = self.trace.take();
        let contest = self.claim_contest(head, &claims, on);
        for (loser, winner) in contest.defeats() {
            let (Some(loser), Some(by)) = (claims.get(loser), claims.get(winner.at)) else {
                continue;
            };
            let under = self.book.orders.get(winner.order as usize);
            steps.push(Reason::new(What::Defeated {
                place: loser.place,
                by: by.place,
                under: under.map(|order| order.place),
            }));
        }
        steps
    }

    /// Every line of the points ledger in a period.
    fn why_points(&mut self, period: Period) -> Vec<Reason> {
        let entries = self.entries(period);
        self.trace.take();
        let reasons = entries.into_iter().map(|entry| {
            let (place, on) = (entry.place, entry.on);
            let mut reason = Reason::new(What::Points { place, on });
            reason.value = Some(super::explanation::Shown::of(&entry.points));
            let act = entry.act.and_then(|at| {
                let event = self.home.events.as_ref()?.get(at)?.of;
                self.act_reason(event, at)
            });
            reason.because(act.into_iter().collect())
        });
        reasons.collect()
    }

    /// The suspensions of which it is not decided whether they hold.
    fn why_doubted(&mut self, line: &Line) -> Vec<Reason> {
        let mut because = Vec::new();
        if line.out.state != EntitlementState::Undetermined {
            return because;
        }
        for at in self.suspensions_on(line) {
            if self.is_suspended(at, line.on).open().is_some() {
                self.trace.take();
                because.extend(self.suspension_reason(at));
            }
        }
        self.trace.take();
        because
    }

    /// The suspensions that may take a line.
    fn suspensions_on(&self, line: &Line) -> Few<usize> {
        let benefit = line.out.benefit_id();
        benefit.map_or_else(Few::new, |benefit| self.suspensions_of(benefit, line.scope))
    }

    fn why_suspended(&mut self, line: &Line, place: Place) -> Vec<Reason> {
        for at in self.suspensions_on(line) {
            let is_it = self.ledger.suspensions.get(at).map(|row| row.place) == Some(place);
            if is_it && self.is_suspended(at, line.on).is_yes() {
                self.trace.take();
                return self.suspension_reason(at).into_iter().collect();
            }
        }
        self.trace.take();
        Vec::new()
    }

    fn suspension_reason(&mut self, at: usize) -> Option<Reason> {
        let row = self.ledger.suspensions.get(at)?.clone();
        let (from, until) = self.suspension_days(&row);
        let what = What::Suspension {
            place: row.place,
            from,
            until,
            barred: row.barred,
        };
        Some(Reason::new(what).because(self.after_breach(row.breach)))
    }

    fn why_capped(&mut self, line: &Line, place: Place) -> Vec<Reason> {
        let book = self.book;
        let used = line.used.iter().find(|(cap, _)| *cap == place);
        let cap = book.caps.iter().find(|cap| cap.place == place);
        let (Some((_, used)), Some(cap)) = (used, cap) else {
            return Vec::new();
        };
        let mut scope = line.scope.without_agreement();
        if !cap.per_person {
            scope = scope.of_household();
        }
        self.look_at(line.on, scope);
        let limit = self.value(cap.limit);
        let mut reason = Reason::new(What::Cap { place, used: *used });
        reason.value = Some(super::explanation::Shown::of(&limit));
        vec![reason.because(self.trace.take())]
    }

    fn payments_of(&self, line: &Line) -> Vec<Reason> {
        let benefit = line.out.benefit_id();
        let payments = benefit.map(|benefit| self.payments_for(benefit, line));
        payments
            .into_iter()
            .flatten()
            .map(|payment| {
                Reason::new(What::Payment {
                    on: payment.on,
                    amount: payment.amount,
                    period: payment.period,
                })
            })
            .collect()
    }

    /// A step of its own around what was noted while it was worked out.
    pub fn noted(&mut self, what: What, value: &Value) -> Reason {
        let mut reason = Reason::new(what).because(self.trace.take());
        reason.value = Some(super::explanation::Shown::of(value));
        reason
    }
}
