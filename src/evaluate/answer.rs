//! The outcome of one evaluation, and how it is come to.

use std::sync::Arc;

use super::entitlements::Line;
use super::findings::Sources;
use super::run::Run;
use super::trace::{Silent, Trace};
use super::{
    Breach, Conflict, Deposit, Entitlement, Few, Findings, Obligation, Open, PointsBalance,
    Priority, Query, Succession, VoidLine,
};
use crate::compile::Rulebook;
use crate::facts::Household;
use crate::value::Money;

/// Everything the rules say about one household on the days asked about.
#[derive(Clone, Debug)]
pub struct Outcome {
    rulebook: Rulebook,
    household: Arc<str>,
    query: Query,
    findings: Findings,
}

impl Outcome {
    pub(crate) fn new(
        rulebook: &Rulebook,
        household: &Household,
        query: Query,
        findings: Findings,
    ) -> Self {
        Self {
            rulebook: rulebook.clone(),
            household: Arc::clone(&household.id),
            query,
            findings,
        }
    }

    /// The rules that were asked: names and titles behind the ids.
    #[must_use]
    pub const fn rulebook(&self) -> &Rulebook {
        &self.rulebook
    }

    /// Whose outcome it is.
    #[must_use]
    pub fn household(&self) -> &str {
        &self.household
    }

    /// What was asked.
    #[must_use]
    pub const fn query(&self) -> Query {
        self.query
    }

    /// All lines together.
    #[must_use]
    pub const fn findings(&self) -> &Findings {
        &self.findings
    }

    /// What is due: benefit, holder, period, amount or range, what was taken from it.
    #[must_use]
    pub fn entitlements(&self) -> &[Entitlement] {
        &self.findings.entitlements
    }

    /// What is owed as acts, with the days to do it and how it stands.
    #[must_use]
    pub fn obligations(&self) -> &[Obligation] {
        &self.findings.obligations
    }

    /// What was broken, since when, and what has followed.
    #[must_use]
    pub fn breaches(&self) -> &[Breach] {
        &self.findings.breaches
    }

    /// Sentences without effect.
    #[must_use]
    pub fn voids(&self) -> &[VoidLine] {
        &self.findings.voids
    }

    /// Sentences that contradict each other.
    #[must_use]
    pub fn conflicts(&self) -> &[Conflict] {
        &self.findings.conflicts
    }

    /// Deposits of its agreements.
    #[must_use]
    pub fn deposits(&self) -> &[Deposit] {
        &self.findings.deposits
    }

    /// What the household or a member comes first in.
    #[must_use]
    pub fn priorities(&self) -> &[Priority] {
        &self.findings.priorities
    }

    /// What stands on the points ledger, by period.
    #[must_use]
    pub fn points(&self) -> &[PointsBalance] {
        &self.findings.points
    }

    /// What the household left open on its last day, and to whom it passes.
    #[must_use]
    pub const fn succession(&self) -> Option<&Succession> {
        self.findings.succession.as_ref()
    }

    /// Every open question with what would decide it.
    #[must_use]
    pub fn undetermined(&self) -> &[Open] {
        &self.findings.undetermined
    }

    /// Sum of what is due and not yet paid.
    #[must_use]
    pub const fn due(&self) -> Money {
        self.findings.due
    }

    /// Sum of what is to be paid or was forfeited after breaches.
    #[must_use]
    pub const fn owed(&self) -> Money {
        self.findings.owed
    }
}

impl PartialEq for Outcome {
    fn eq(&self, other: &Self) -> bool {
        self.household == other.household
            && self.query == other.query
            && self.rulebook.digest() == other.rulebook.digest()
            && self.findings == other.findings
    }
}

impl Rulebook {
    /// What the rules say about a household by itself; what its village knows is asked with
    /// [`Rulebook::in_village`]. Total: it never fails and never panics, and what the
    /// file does not decide is undetermined with what would decide it. The same input gives the
    /// same outcome.
    #[must_use]
    pub fn evaluate(&self, household: &Household, query: &Query) -> Outcome {
        let mut run = Run::new(&self.0, household, *query, Silent);
        let mut findings = run.work().findings;
        findings.succession = super::succession::left(self, household, *query, None, |_| true);
        Outcome::new(self, household, *query, findings)
    }
}

/// Everything that was worked out, for those who look behind the lines.
pub(crate) struct Worked {
    pub findings: Findings,
    pub lines: Few<Line>,
    pub sources: Sources,
}

impl<T: Trace> Run<'_, T> {
    /// Duties and breaches, consequences, entitlements, and what is taken from them.
    pub fn work(&mut self) -> Worked {
        let mut lines = Few::new();
        let mut conflicts = Vec::new();
        let order = &self.book.order;
        self.duties_and_breaches(&order.primary, &order.conditions);
        self.entitlements(&mut lines, &mut conflicts);
        self.adjust(&mut lines);
        self.shares(&mut lines);
        let (findings, sources) = self.findings(&lines, conflicts);
        Worked {
            findings,
            lines,
            sources,
        }
    }

    /// Layer 2, for the duties and conditions of households or of bodies.
    pub fn duties_and_breaches(&mut self, primary: &[u32], conditions: &[u32]) {
        let book = self.book;
        for id in primary {
            self.primary(*id);
            self.ledger.primaries += 1;
        }
        self.waivers();
        self.missed_duties();
        for id in conditions {
            self.condition(*id);
        }
        for id in &book.order.breaches {
            self.on_breach(*id);
        }
        if !self.is_village() {
            for id in &book.order.late_conditions {
                self.condition(*id);
            }
        }
        self.late_repairs();
        self.ledger.is_complete = true;
        self.price();
        self.settle_forfeits();
        for id in &book.order.refunds {
            self.refund(*id);
        }
    }
}
