//! Deposits: paid at signing, held, forfeited, given back after a clean end.

use crate::evaluate::{Bearer, Deposit, Need, Obligation, ObligationState};
use crate::facts::Agreement;
use crate::model::{BodyRef, Expr, Head, Label, Norm, NormId};
use crate::register::AgreementId;
use crate::value::{Date, Money};

use super::breaches::{Item, ItemKind};
use super::consequences::Forfeit;
use super::dates::next;
use super::firing::{Asked, Broken};
use super::numbers::paid;
use super::truth::{Needs, Truth, need, spelled};
use super::versions::Law;
use super::world::{At, Overdue, Who, World};

/// How an agreement stands with regard to giving the deposit back.
enum Ending {
    /// It runs on, or nothing says that the deposit is given back.
    None,
    /// It ended on that day without a breach.
    Clean(Date),
    /// It is not decided; what would decide it.
    Open(Needs),
    /// It ended with a breach.
    Broken,
}

impl World<'_> {
    /// A line for each record whose agreement has a deposit.
    pub(super) fn deposits(&self, broken: &[Broken<'_>], forfeits: &[Forfeit]) -> Vec<Deposit> {
        let mut found = Vec::new();
        for (index, record) in self.records().iter().enumerate() {
            let declared = self.register.agreement(record.of);
            let has_deposit = declared.is_some_and(|declared| declared.deposit.is_some());
            let begun = record.signed.is_none_or(|signed| signed <= self.today());
            if !has_deposit || !begun {
                continue;
            }
            let forfeited = forfeits.iter().any(|one| one.record == Some(index));
            let endings: Vec<Ending> = self
                .refund_norms(record.of)
                .into_iter()
                .map(|norm| self.ending(norm, index, record, broken, forfeits))
                .collect();
            let clean = endings.iter().any(|one| matches!(one, Ending::Clean(_)));
            let open = endings.iter().any(|one| matches!(one, Ending::Open(_)));
            let held = match (forfeited, open, clean) {
                (true, ..) | (false, _, true) => Some(Money::ZERO),
                (false, true, false) => None,
                (false, false, false) => record.deposit,
            };
            found.push(Deposit {
                agreement: record.of,
                signed: record.signed,
                paid: record.deposit,
                held,
            });
        }
        found
    }

    /// Deposits to be given back, and those of which that is not decided.
    pub(super) fn refunds(
        &self,
        broken: &[Broken<'_>],
        forfeits: &[Forfeit],
    ) -> (Vec<Obligation>, Vec<Asked>) {
        let (mut owed, mut asked) = (Vec::new(), Vec::new());
        for (index, record) in self.records().iter().enumerate() {
            for norm in self.refund_norms(record.of) {
                match self.ending(norm, index, record, broken, forfeits) {
                    Ending::Clean(end) => owed.push(Obligation {
                        place: norm.place,
                        bearer: Bearer::Body(BodyRef::Committee),
                        toward: Bearer::Id(self.household.id.clone()),
                        action: Label::Deposit(record.of),
                        window: (next(end), None),
                        state: ObligationState::InEffect,
                        on: None,
                        needs: Vec::new(),
                    }),
                    Ending::Open(needs) => asked.push((norm.place, needs)),
                    Ending::None | Ending::Broken => {}
                }
            }
        }
        (owed, asked)
    }

    fn refund_norms(&self, agreement: AgreementId) -> Vec<&Norm> {
        let living = self.living_norms().into_iter();
        let meant = living.filter(|(_, norm)| norm.head == Head::RefundAtEnd { agreement });
        meant.map(|(_, norm)| norm).collect()
    }

    fn ending(
        &self,
        norm: &Norm,
        index: usize,
        record: &Agreement,
        broken: &[Broken<'_>],
        forfeits: &[Forfeit],
    ) -> Ending {
        match self.in_term(record, self.today()) {
            Truth::Yes => return Ending::None,
            Truth::Open(needs) => return Ending::Open(needs),
            Truth::No => {}
        }
        let Some(end) = self.term_end(record).filter(|end| *end < self.today()) else {
            return Ending::None;
        };
        if record.signed.is_none() {
            return Ending::Open(need(Need::Signed(record.of)));
        }
        let at = At {
            day: end,
            record: Some(index),
            law: Law::of(norm),
            ..At::default()
        };
        let refunds = Truth::all([
            Truth::of(self.is_law(norm.place, end, Law::of(norm))),
            self.holds(norm.when.as_ref(), &norm.unless, at),
        ]);
        if refunds.is_no() {
            return Ending::None;
        }
        if forfeits.iter().any(|one| one.record == Some(index)) {
            return Ending::Broken;
        }
        let mut needs = refunds.needs();
        for one in broken
            .iter()
            .filter(|one| self.is_of(norm, &one.item, index))
        {
            if one.item.doubt.is_empty() {
                return Ending::Broken;
            }
            needs.extend(one.item.doubt.iter().cloned());
        }
        if needs.is_empty() {
            Ending::Clean(end)
        } else {
            Ending::Open(needs)
        }
    }

    /// Whether the breach is one of a norm of the same text under that record.
    fn is_of(&self, norm: &Norm, item: &Item, record: usize) -> bool {
        item.record == Some(record)
            && item.kind != ItemKind::Condition
            && self.root(item.place.document) == self.root(norm.place.document)
    }

    /// What was to be paid at signing: the norm, the record, the obligation.
    fn payments_due(&self) -> Vec<(NormId, usize, Obligation, Needs)> {
        let mut found = Vec::new();
        for (number, norm) in self.living_norms() {
            let Head::PayDeposit { agreement, amount } = &norm.head else {
                continue;
            };
            let own = self
                .document(norm.place.document)
                .is_some_and(|document| document.agreement.is_some());
            for (index, record) in self.records().iter().enumerate() {
                let signed = record.signed.filter(|signed| *signed <= self.today());
                let Some(signed) = signed.filter(|_| record.of == *agreement) else {
                    continue;
                };
                let at = At {
                    day: signed,
                    record: Some(index).filter(|_| own),
                    law: Law::of(norm),
                    ..At::default()
                };
                let applies = Truth::all([
                    Truth::of(self.is_law(norm.place, signed, Law::of(norm))),
                    self.holds(norm.when.as_ref(), &norm.unless, at),
                ]);
                if applies.is_no() {
                    continue;
                }
                let (state, needs) = self.paid_up(record, amount, at, &applies);
                let number = NormId(u32::try_from(number).unwrap_or(u32::MAX));
                found.push((
                    number,
                    index,
                    Obligation {
                        place: norm.place,
                        bearer: self.bearer(Who::Household),
                        toward: Bearer::Body(BodyRef::Committee),
                        action: Label::Deposit(*agreement),
                        window: (signed, Some(signed)),
                        state,
                        on: Some(signed).filter(|_| state == ObligationState::Fulfilled),
                        needs: Vec::new(),
                    },
                    needs,
                ));
            }
        }
        found
    }

    fn paid_up(
        &self,
        record: &Agreement,
        amount: &Expr,
        at: At,
        applies: &Truth,
    ) -> (ObligationState, Needs) {
        let wanted = self.number(amount, at);
        if !applies.is_yes() {
            return (ObligationState::Undetermined, applies.needs());
        }
        let Some(deposit) = record.deposit else {
            return (
                ObligationState::Undetermined,
                need(Need::DepositPaid(record.of)),
            );
        };
        match wanted.value().and_then(paid) {
            Some(wanted) if deposit >= wanted => (ObligationState::Fulfilled, Needs::new()),
            Some(_) if at.day < self.today() => (ObligationState::Violated, Needs::new()),
            Some(_) => (ObligationState::InEffect, Needs::new()),
            None => (ObligationState::Undetermined, wanted.needs),
        }
    }

    /// The obligations to pay at signing.
    pub(super) fn deposit_obligations(&self) -> Vec<Obligation> {
        let due = self.payments_due().into_iter();
        due.map(|(_, _, obligation, needs)| Obligation {
            needs: spelled(&needs),
            ..obligation
        })
        .collect()
    }

    /// Deposits that were not paid in full, surely or possibly.
    pub(super) fn unpaid_deposits(&self) -> Vec<Item> {
        let due = self.payments_due().into_iter();
        due.filter_map(|(norm, record, obligation, needs)| {
            let (signed, _) = obligation.window;
            let possible =
                obligation.state == ObligationState::Undetermined && signed < self.today();
            let broken = possible || obligation.state == ObligationState::Violated;
            let days = super::dates::days_between(signed, self.today());
            broken.then(|| Item {
                norm: Some(norm),
                kind: ItemKind::Missed,
                place: obligation.place,
                who: Who::Household,
                action: Some(obligation.action),
                since: next(signed),
                trigger: signed,
                doubt: needs,
                record: Some(record),
                still_owed: true,
                runs_today: false,
                overdue: Overdue {
                    of: None,
                    doubtful: None,
                    days,
                    open: None,
                },
                window: signed,
                last: None,
            })
        })
        .collect()
    }
}
