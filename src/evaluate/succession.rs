//! What a household left open on its last day: it passes to its heirs where a text says so, else it is a gap.

use std::sync::Arc;

use super::inside::InVillage;
use super::run::{Run, Scope};
use super::trace::Silent;
use super::{Bearer, ConsequenceKind, Findings, ObligationState, Query};
use crate::compile::Rulebook;
use crate::facts::Household;
use crate::model::{Label, Place};
use crate::value::{Date, Money};

/// How a household ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Succession {
    /// Its last day.
    pub until: Date,
    /// Which households took its place, by id.
    pub heirs: Vec<Arc<str>>,
    /// The sentence by which rights and duties pass; none: no text in force says so.
    pub under: Option<Place>,
    /// What was open on that day.
    pub left: Vec<Left>,
}

/// One thing that was open.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    /// What sort of thing.
    pub kind: LeftKind,
    /// The sentence; none for agreements and deposits.
    pub place: Option<Place>,
    /// The action, agreement, deposit or payment.
    pub name: Label,
    /// How much, of deposits and debts; none: not known.
    pub amount: Option<Money>,
    /// It passes to the heirs, else nothing says what becomes of it.
    pub passes: bool,
}

/// What sort of thing was open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftKind {
    /// A duty in effect.
    Duty,
    /// An agreement that was running.
    Agreement,
    /// A deposit that was held.
    Deposit,
    /// A sum that was to be paid after a breach.
    Debt,
}

/// The sentence in force on a household's last day by which its rights and duties pass.
pub(super) fn passing(rulebook: &Rulebook, until: Date) -> Option<Place> {
    let mut rows = rulebook.0.successions.iter();
    rows.find(|row| !row.force.never && row.force.holds_on(until))
        .map(|row| row.place)
}

/// What a household that ended before the last day asked about left open; `begins`: whether an heir begins with it.
pub(super) fn left(
    rulebook: &Rulebook,
    household: &Household,
    query: Query,
    inside: Option<&InVillage<'_>>,
    begins: impl Fn(&str) -> bool,
) -> Option<Succession> {
    let until = household.until.filter(|until| *until < query.on)?;
    let asked = Query {
        from: query.from.min(until),
        on: until,
    };
    // What it continued itself was open in it, too.
    let lived = inside.and_then(|inside| inside.lived(household, asked));
    let asked = lived.as_ref().map_or(asked, |lived| lived.query);
    let record = lived.as_ref().map_or(household, |lived| &lived.household);
    let still = Household {
        until: None,
        ..record.clone()
    };
    let mut run = Run::new(&rulebook.0, &still, asked, Silent);
    run.world = inside.map(|inside| &inside.world);
    run.own_members = household.members.as_ref().map(Vec::len);
    run.own = lived.as_ref().map(|_| household);
    run.points_from = lived.as_ref().and_then(|lived| lived.points_from);
    let findings = run.work().findings;
    let under = passing(rulebook, until);
    let heirs = household.succeeded_by.clone();
    let all = under.is_some() && !heirs.is_empty() && heirs.iter().all(|heir| begins(heir));
    let one = all && heirs.len() == 1;
    let mut left = duties(&findings, &household.id, all);
    let records = still.agreements.iter().flatten();
    for (at, record) in (0_u16..).zip(records) {
        let document = rulebook.0.agreement_documents.get(record.of.index());
        let scope = Scope {
            member: None,
            agreement: Some(at),
        };
        run.look_at(until, scope);
        if !run.in_term(record, document.copied().flatten()).is_no() {
            left.push(row(
                LeftKind::Agreement,
                None,
                Label::Agreement(record.of),
                None,
                all,
            ));
        }
    }
    for deposit in &findings.deposits {
        if deposit.held != Some(Money::ZERO) {
            let name = Label::Deposit(deposit.agreement);
            left.push(row(LeftKind::Deposit, None, name, deposit.held, one));
        }
    }
    left.extend(debts(&findings, &household.id, one));
    Some(Succession {
        until,
        heirs,
        under,
        left,
    })
}

fn row(
    kind: LeftKind,
    place: Option<Place>,
    name: Label,
    amount: Option<Money>,
    passes: bool,
) -> Left {
    Left {
        kind,
        place,
        name,
        amount,
        passes,
    }
}

/// The household's own duties that were not over.
fn duties(findings: &Findings, id: &Arc<str>, passes: bool) -> Vec<Left> {
    let open = findings.obligations.iter().filter(|duty| {
        let own = matches!(&duty.bearer, Bearer::Id(bearer) if bearer == id);
        let over = match duty.state {
            ObligationState::Created
            | ObligationState::InEffect
            | ObligationState::Suspended
            | ObligationState::Undetermined => false,
            ObligationState::Fulfilled
            | ObligationState::Violated
            | ObligationState::Discharged
            | ObligationState::Terminated
            | ObligationState::Exercised => true,
        };
        own && !over
    });
    open.map(|duty| {
        row(
            LeftKind::Duty,
            Some(duty.place),
            duty.action.clone(),
            None,
            passes,
        )
    })
    .collect()
}

/// What the household was to pay after breaches; whether it paid is not recorded.
fn debts(findings: &Findings, id: &Arc<str>, passes: bool) -> Vec<Left> {
    let own = |bearer: &Bearer| matches!(bearer, Bearer::Id(bearer) if bearer == id);
    let breaches = findings
        .breaches
        .iter()
        .filter(|breach| own(&breach.bearer));
    let lines = breaches.flat_map(|breach| &breach.consequences);
    lines
        .filter(|line| line.kind == ConsequenceKind::Pay)
        .filter_map(|line| {
            let name = line.name.clone()?;
            Some(row(
                LeftKind::Debt,
                Some(line.place),
                name,
                line.amount,
                passes,
            ))
        })
        .collect()
}

impl InVillage<'_> {
    /// What a household of the village left open on its last day.
    pub(super) fn left_behind(&self, household: &Household, query: Query) -> Option<Succession> {
        household.until?;
        // An heir that was there before keeps a record of its own.
        left(self.rulebook, household, query, Some(self), |heir| {
            self.before.contains_key(heir)
        })
    }
}
