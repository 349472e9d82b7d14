//! Deposits: forfeited at most once, given back after a clean end.

use super::duties::is_void;
use super::ledger::{ActionRef, Bearer, Instance, Taken};
use super::run::{Run, Scope};
use super::timeline::both;
use super::trace::Trace;
use super::value::{Open, Value};
use crate::compile::book::{Act, NormRow};
use crate::evaluate::{Deposit, Findings, Need, ObligationState};
use crate::facts::Agreement;
use crate::model::{BodyRef, Party};
use crate::value::{Date, Money};

impl<T: Trace> Run<'_, T> {
    /// Of several forfeits of one deposit only the first happens.
    pub fn settle_forfeits(&mut self) {
        let mut taken = std::mem::take(&mut self.ledger.taken);
        let order = |row: &Taken| (row.agreement, row.on, row.line);
        taken.sort_by_key(order);
        let mut gone: Vec<(usize, usize)> = Vec::new();
        let mut last = None;
        taken.retain(|row| {
            let is_first = last != Some(row.agreement);
            last = Some(row.agreement);
            if !is_first {
                gone.push(row.line);
            }
            is_first
        });
        gone.sort_unstable();
        for (breach, line) in gone.into_iter().rev() {
            if let Some(breach) = self.ledger.breaches.get_mut(breach)
                && line < breach.lines.len()
            {
                let gone = breach.lines.remove(line);
                breach.open.retain(|(place, _)| *place != gone.place);
            }
        }
        self.ledger.taken = taken;
    }

    /// After a clean end, an obligation of party A to give the deposit back.
    pub fn refund(&mut self, id: u32) {
        let book = self.book;
        let Some(norm) = book.norms.get(id as usize) else {
            return;
        };
        let Act::RefundAtEnd(kind) = norm.act else {
            return;
        };
        let Some(records) = self.agreements_of(kind) else {
            return;
        };
        for (at, record) in records {
            match self.clean_end(norm, at, record) {
                Some((_, Value::Open(open))) => self.ask(norm.place, open.needs),
                Some((Some(end), clean)) if clean.is_yes() => self.owe_refund(id, norm, at, end),
                Some(_) | None => {}
            }
        }
    }

    /// An obligation of party A from the day after the term on.
    fn owe_refund(&mut self, id: u32, norm: &NormRow, at: u16, end: Date) {
        let Some(from) = end.succ_opt() else { return };
        let scope = Scope {
            member: None,
            agreement: Some(at),
        };
        self.ledger.instances.push(Instance {
            norm: id,
            place: norm.place,
            action: ActionRef::Norm(id),
            bearer: Bearer {
                scope,
                body: Some(BodyRef::Committee),
            },
            toward: Party::Household,
            window: (from, None),
            raw: None,
            state: ObligationState::InEffect,
            act: None,
            still_owed: true,
            needs: Vec::new(),
            since: None,
            arose: from,
            counts_from: None,
            taken_over: false,
            rests: Vec::new(),
        });
    }

    /// The last day of an agreement that is over, or may be, and whether it ended without a breach;
    /// none while it runs, or where its deposit was taken.
    fn clean_end(
        &mut self,
        norm: &NormRow,
        at: u16,
        record: &Agreement,
    ) -> Option<(Option<Date>, Value)> {
        let on = self.query.on;
        if record.signed.is_some_and(|signed| signed >= on) {
            return None;
        }
        let is_taken = self.ledger.taken.iter().any(|row| row.agreement == at);
        if norm.force.never || is_void(&norm.void, on) || is_taken {
            return None;
        }
        let document = norm.force.agreement.map(|_| norm.force.document);
        let kind = self.book.agreement_documents.get(record.of.index());
        let document = document.or(kind.copied().flatten());
        let term = self.term(record, document);
        let before = on.pred_opt()?;
        if record.signed.is_none() {
            return Some((None, Value::missing(Need::Signed(record.of))));
        }
        if self
            .home
            .until
            .is_some_and(|until| term.end.is_none_or(|end| until < end))
        {
            // The household was gone before its agreement ended.
            return None;
        }
        let Some(end) = term.end.filter(|end| *end < on) else {
            let event = term.until.filter(|_| !self.is_recorded_until(before))?;
            let until = before;
            return Some((None, Value::missing(Need::Events { event, until })));
        };
        let scope = Scope {
            member: None,
            agreement: Some(at),
        };
        if !norm.force.holds_on(end) {
            return None;
        }
        self.look_at(end, scope);
        let applies = self.applies(norm.guard);
        let clean = self.is_clean(norm, at, record, end);
        Some((Some(end), both(&applies, clean)))
    }

    /// Whether no duty of the document was broken under this agreement.
    fn is_clean(&self, norm: &NormRow, at: u16, record: &Agreement, end: Date) -> Value {
        let mut open: Option<Open> = None;
        let root = self.book.root(norm.place.document);
        for breach in &self.ledger.breaches {
            let same_document = self.book.root(breach.place.document) == root;
            let mine = match breach.bearer.scope.agreement {
                Some(own) => own == at,
                None => record.signed <= Some(breach.since) && breach.since <= end,
            };
            if !same_document || !mine || breach.bearer.body.is_some() {
                continue;
            }
            if breach.action == ActionRef::None {
                continue;
            }
            if breach.sure {
                return Value::NO;
            }
            let mut this = Open::limit("breach");
            this.needs.clone_from(&breach.needs);
            open = Some(match open {
                Some(so_far) => so_far.and(&this),
                None => this,
            });
        }
        open.map_or(Value::YES, Value::from)
    }

    /// One row for each agreement with a deposit.
    pub fn deposits(&mut self, out: &mut Findings) {
        let records = self.home.agreements.as_deref().unwrap_or_default();
        for (at, record) in (0_u16..).zip(records) {
            let kind = self.book.register.agreement(record.of);
            let has_deposit = kind.is_some_and(|kind| kind.deposit.is_some());
            let is_signed = record.signed.is_none_or(|signed| signed <= self.query.on);
            if has_deposit && is_signed {
                let held = self.held(at, record);
                out.deposits.push(Deposit {
                    agreement: record.of,
                    signed: record.signed,
                    paid: record.deposit,
                    held,
                });
            }
        }
    }

    /// What is still held: nothing once it is forfeited or has to be given back; none while that
    /// is not decided.
    fn held(&mut self, at: u16, record: &Agreement) -> Option<Money> {
        if self.ledger.taken.iter().any(|row| row.agreement == at) {
            return Some(Money::ZERO);
        }
        let book = self.book;
        for id in &book.order.refunds {
            let Some(norm) = book.norms.get(*id as usize) else {
                continue;
            };
            let is_own = matches!(norm.act, Act::RefundAtEnd(kind) if kind == record.of);
            if !is_own {
                continue;
            }
            match self.clean_end(norm, at, record) {
                Some((_, clean)) if clean.is_yes() => return Some(Money::ZERO),
                Some((_, clean)) if !clean.is_no() => return None,
                Some(_) | None => {}
            }
        }
        record.deposit
    }
}
