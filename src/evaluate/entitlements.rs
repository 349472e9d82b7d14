//! What is due: each benefit for each period and holder, judged on one day.

use super::arithmetic;
use super::duties::is_void;
use super::events::period_kind;
use super::run::{Run, Scope};
use super::timeline::both;
use super::trace::Trace;
use super::value::{Value, merge_needs};
use crate::compile::book::{Act, GrantRow, HeadRow, NormRow};
use crate::evaluate::explanation::What;
use crate::evaluate::{Conflict, Entitlement, EntitlementState, Need};
use crate::model::{Label, Operator, Place};
use crate::value::{Date, Money, Period, PeriodKind};

/// A line with what is needed to adjust it.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub out: Entitlement,
    /// Row of the book's heads.
    pub head: usize,
    /// The norm that won: row of the book's norms.
    pub norm: u32,
    pub scope: Scope,
    /// The day on which it is judged.
    pub on: Date,
    /// It belongs to the span asked about; else it is only counted under a cap.
    pub is_asked: bool,
    /// What is paid is between these.
    pub low: Money,
    pub high: Option<Money>,
    /// What each cap that cut it had been used for before.
    pub used: Vec<(Place, Money)>,
}

/// A sentence that grants, or may.
pub(crate) struct Claim {
    pub norm: u32,
    pub rank: u8,
    pub place: Place,
    pub holds: Value,
    /// None: the text names no amount, or only a ceiling.
    pub amount: Option<Value>,
    /// `最高V`
    pub ceiling: Option<Value>,
}

impl<T: Trace> Run<'_, T> {
    /// All lines, by benefit as the texts name them; sorted later.
    pub fn entitlements(&mut self, lines: &mut Vec<Line>, conflicts: &mut Vec<Conflict>) {
        let book = self.book;
        for (at, head) in book.heads.iter().enumerate() {
            let kind = period_kind(head.schedule);
            if kind == PeriodKind::Once {
                self.period(
                    at,
                    head,
                    Period::Once,
                    self.query.on,
                    true,
                    (lines, conflicts),
                );
                continue;
            }
            let from = self.first_period(head, kind);
            let mut next = Some(Period::containing(kind, from));
            while let Some(period) = next {
                let begins = period.first_day().filter(|first| *first <= self.query.on);
                let (Some(_), Some(last)) = (begins, period.last_day()) else {
                    break;
                };
                next = period.next();
                let is_asked = last >= self.query.from;
                let on = last.min(self.query.on);
                self.period(at, head, period, on, is_asked, (lines, conflicts));
            }
        }
    }

    /// The day from which on periods are looked at: earlier than asked where a cap counts them.
    fn first_period(&self, head: &HeadRow, kind: PeriodKind) -> Date {
        let asked = self.query.from;
        let Some(reach) = head.reach else {
            return asked;
        };
        let first = Period::containing(kind, asked);
        let judged = first
            .last_day()
            .map_or(asked, |last| last.min(self.query.on));
        let counted = Period::containing(period_kind(reach), judged).first_day();
        counted.map_or(asked, |counted| counted.min(asked))
    }

    fn period(
        &mut self,
        at: usize,
        head: &HeadRow,
        period: Period,
        on: Date,
        is_asked: bool,
        (lines, conflicts): (&mut Vec<Line>, &mut Vec<Conflict>),
    ) {
        let members = self.home.members.as_deref();
        let scopes = match (head.person, members) {
            (false, _) => 0..0,
            (true, Some(members)) => 0..members.len(),
            (true, None) => {
                lines.extend(self.nobody_known(at, head, period, on, is_asked));
                return;
            }
        };
        let mut one = |run: &mut Self, scope: Scope| {
            if let Some(line) = run.line(at, head, (period, on, is_asked), scope, conflicts) {
                lines.push(line);
            }
        };
        if !head.person {
            one(self, Scope::default());
        }
        for (member, at) in members
            .unwrap_or_default()
            .iter()
            .zip(0_u16..)
            .take(scopes.len())
        {
            let scope = Scope::default().of_member(at);
            self.look_at(on, scope);
            if self.spend(1) && self.is_present(member) {
                one(self, scope);
            }
        }
    }

    /// It is not known who belongs to the household.
    fn nobody_known(
        &mut self,
        at: usize,
        head: &HeadRow,
        period: Period,
        on: Date,
        is_asked: bool,
    ) -> Option<Line> {
        let book = self.book;
        self.look_at(on, Scope::default());
        let mut found = None;
        for id in &head.norms {
            let Some(norm) = book.norms.get(*id as usize) else {
                continue;
            };
            let force = self.in_force(&norm.force);
            if !force.is_no() && !is_void(&norm.void, self.query.on) {
                found = Some((*id, norm.place, force));
                break;
            }
        }
        let (norm, place, force) = found?;
        let mut out = self.blank_line(place, head, period, Scope::default());
        out.state = EntitlementState::Undetermined;
        out.needs = vec![Need::Members];
        if let Some(open) = force.open() {
            merge_needs(&mut out.needs, &open.needs);
        }
        out.at_most = None;
        let scope = Scope::default();
        Some(Line {
            out,
            head: at,
            norm,
            scope,
            on,
            is_asked,
            low: Money::ZERO,
            high: None,
            used: Vec::new(),
        })
    }

    fn blank_line(
        &self,
        place: Place,
        head: &HeadRow,
        period: Period,
        scope: Scope,
    ) -> Entitlement {
        Entitlement {
            place,
            benefit: head.benefit,
            holder: self.holder(scope),
            period,
            state: EntitlementState::Due,
            amount: None,
            at_least: Money::ZERO,
            at_most: None,
            payable: Money::ZERO,
            adjustments: Vec::new(),
            needs: Vec::new(),
        }
    }

    /// The line of one holder for one period, if any clause grants it or may.
    fn line(
        &mut self,
        at: usize,
        head: &HeadRow,
        (period, on, is_asked): (Period, Date, bool),
        scope: Scope,
        conflicts: &mut Vec<Conflict>,
    ) -> Option<Line> {
        let mut claims = self.claims(head, on, scope);
        let claim = match claims.len() {
            0 => return None,
            1 => claims.pop()?,
            _ => {
                let (claim, rivals) = self.prevailing_claim(claims, on)?;
                if !rivals.is_empty() && is_asked {
                    conflicts.push(Conflict {
                        head: Label::Benefit(head.benefit),
                        holder: Some(self.holder(scope)),
                        places: rivals,
                    });
                }
                claim
            }
        };
        let mut line = Line {
            out: self.blank_line(claim.place, head, period, scope),
            head: at,
            norm: claim.norm,
            scope,
            on,
            is_asked,
            low: Money::ZERO,
            high: Some(Money::ZERO),
            used: Vec::new(),
        };
        line.settle(&claim);
        Some(line)
    }

    /// Every clause of a head that is not switched off, with its amount on the day.
    pub fn claims(&mut self, head: &HeadRow, on: Date, scope: Scope) -> Vec<Claim> {
        let book = self.book;
        let mut claims = Vec::new();
        for id in &head.norms {
            let Some(norm) = book.norms.get(*id as usize) else {
                continue;
            };
            let Act::Grant(grant) = norm.act else {
                continue;
            };
            if norm.force.never || is_void(&norm.void, self.query.on) || !norm.force.holds_on(on) {
                continue;
            }
            match norm.force.agreement {
                None => claims.extend(self.claim(*id, (norm, grant), on, scope)),
                Some(kind) => {
                    self.claims_of_agreements(*id, (norm, grant), kind, on, scope, &mut claims)
                }
            }
        }
        claims
    }

    fn claims_of_agreements(
        &mut self,
        id: u32,
        (norm, grant): (&NormRow, GrantRow),
        kind: crate::register::AgreementId,
        on: Date,
        scope: Scope,
        claims: &mut Vec<Claim>,
    ) {
        let Some(records) = self.agreements_of(kind) else {
            // Whether it binds is not known, which the claim itself finds out.
            claims.extend(self.claim(id, (norm, grant), on, scope));
            return;
        };
        for (at, _) in records {
            let scope = Scope {
                agreement: Some(at),
                ..scope
            };
            claims.extend(self.claim(id, (norm, grant), on, scope));
        }
    }

    fn claim(
        &mut self,
        id: u32,
        (norm, grant): (&NormRow, GrantRow),
        on: Date,
        scope: Scope,
    ) -> Option<Claim> {
        let benefit = grant.benefit;
        self.look_at(on, scope);
        self.trace.open(|| What::Clause(norm.place));
        let force = self.in_force(&norm.force);
        let holds = if force.is_no() {
            force
        } else {
            let holds = self.applies(norm.guard);
            both(&force, holds)
        };
        self.trace.close(&holds);
        if holds.is_no() {
            return None;
        }
        let (amount, row) = match grant.amount {
            Some(body) => {
                self.trace.open(|| What::Amount(benefit));
                let (value, row) = self.body(body, &Need::Amount(norm.place));
                let amount = self.for_each(grant, value);
                self.trace.close(&amount);
                (Some(amount), row)
            }
            None => (None, None),
        };
        let (amount, ceiling) = if grant.up_to {
            (None, amount)
        } else {
            (amount, None)
        };
        let place = row.unwrap_or(norm.place);
        Some(Claim {
            norm: id,
            rank: self.rank(norm),
            place,
            holds,
            amount,
            ceiling,
        })
    }

    fn rank(&self, norm: &NormRow) -> u8 {
        let document = self.book.documents.get(norm.force.document.index());
        document.map_or(0, |document| document.rank)
    }

    /// `每人`: times the members present.
    fn for_each(&mut self, grant: GrantRow, value: Value) -> Value {
        if !grant.each_person {
            return value;
        }
        let members = self.count(None);
        self.trace.open(|| {
            let count = members.known_number().and_then(|count| count.to_integer());
            What::EachMember(
                count
                    .and_then(|count| u32::try_from(count).ok())
                    .unwrap_or(0),
            )
        });
        self.trace.close(&members);
        match members.known_number() {
            // A number of people is not below 0, so each bound grows by itself.
            Some(count) => arithmetic::monotone(&value, |each| each.checked_mul(count)),
            None => arithmetic::arithmetic(Operator::Times, &value, &members),
        }
    }
}
