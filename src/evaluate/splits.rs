//! `按月计`, `按实际天数计`: what a period brings is the sum of its parts, each judged by itself.

use chrono::Months;

use super::arithmetic;
use super::duties::is_void;
use super::entitlements::{Claim, Judged, LINE, Line, Settled};
use super::run::{Run, Scope};
use super::trace::Trace;
use super::value::{Open, Undecided, Value};
use crate::compile::book::{Act, HeadRow};
use crate::evaluate::Few;
use crate::model::{Operator, Place, Split};
use crate::value::dates::days_between;
use crate::value::{Date, Exact, Period};

/// A part of a period: its days, the one on which it is judged, and its share of the whole.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub from: Date,
    pub until: Date,
    pub on: Date,
    pub share: Exact,
}

/// What is granted for a part of a period.
struct Granted {
    part: Part,
    claims: Few<Claim, 2>,
    rivals: Vec<Place>,
}

impl<T: Trace> Run<'_, T> {
    /// Whether a period of a head is paid in parts: where a sentence that is law in it says so, in days
    /// where one says days.
    pub fn split_of(&self, head: &HeadRow, period: Period) -> Option<Split> {
        if !head.is_split {
            return None;
        }
        let (first, last) = (period.first_day()?, period.last_day()?.min(self.query.on));
        let mut found = None;
        for id in &head.norms {
            let Some(norm) = self.book.norms.get(*id as usize) else {
                continue;
            };
            let Act::Grant(grant) = norm.act else {
                continue;
            };
            let force = &norm.force;
            let is_law = !force.never
                && !is_void(&norm.void, self.query.on)
                && force.from.is_none_or(|from| from <= last)
                && force.last().is_none_or(|until| first <= until)
                // What ended before it began was never law.
                && force.from.zip(force.last()).is_none_or(|(from, until)| from <= until);
            match grant.split.filter(|_| is_law) {
                Some(Split::Day) => return Some(Split::Day),
                Some(Split::Month) => found = Some(Split::Month),
                None => {}
            }
        }
        found
    }

    /// The lines of one holder for a period that is paid in parts.
    pub fn split_lines(
        &mut self,
        at: usize,
        head: &HeadRow,
        one: Judged,
        scope: Scope,
        split: Split,
    ) -> Settled {
        let granted = self.granted(head, one.0, scope, split);
        let adds_up = granted.iter().any(|part| part.claims.len() > 1);
        let mut lines: Few<Line, 1> = Few::new();
        let norms = head.norms.iter().copied().map(Some);
        let norms: Vec<Option<u32>> = if adds_up { norms.collect() } else { vec![None] };
        for norm in norms {
            if let Some(claim) = together(&granted, norm) {
                lines.push(self.line_of(at, head, one, scope, &claim));
            }
        }
        let mut rivals: Vec<Place> = granted.into_iter().flat_map(|part| part.rivals).collect();
        rivals.sort_unstable();
        rivals.dedup();
        Settled {
            lines,
            rivals,
            until: Date::MIN,
        }
    }

    fn granted(
        &mut self,
        head: &HeadRow,
        period: Period,
        scope: Scope,
        split: Split,
    ) -> Vec<Granted> {
        let mut granted = Vec::new();
        for part in self.parts(head, period, scope, split) {
            let (claims, rivals) = self.claims_that_count(head, part.on, scope);
            granted.push(Granted {
                part,
                claims,
                rivals,
            });
        }
        granted
    }

    /// The parts of a period up to the day asked about: its months, or runs of days on which nothing changes.
    pub fn parts(
        &mut self,
        head: &HeadRow,
        period: Period,
        scope: Scope,
        split: Split,
    ) -> Vec<Part> {
        let (Some(first), Some(last)) = (period.first_day(), period.last_day()) else {
            return Vec::new();
        };
        match split {
            Split::Month => self.months(first, last),
            Split::Day => self.runs_of_days(head, first, last, scope),
        }
    }

    /// The first day on which parts are its own: what came before is paid to those whose place it took.
    fn begins(&self) -> Date {
        let own = self.own.and_then(|own| own.from);
        own.unwrap_or(Date::MIN)
    }

    fn months(&self, first: Date, last: Date) -> Vec<Part> {
        let starts = (0..12).map_while(|month| first.checked_add_months(Months::new(month)));
        let starts: Vec<Date> = starts.take_while(|start| *start <= last).collect();
        let count = i128::try_from(starts.len()).unwrap_or(1).max(1);
        let share = Exact::ONE
            .checked_div(Exact::from_int(count))
            .unwrap_or(Exact::ONE);
        let on = self.query.on;
        let begun = starts.into_iter().filter(|start| *start <= on);
        let parts = begun.map(|from| {
            let next = from.checked_add_months(Months::new(1));
            let until = next.and_then(|next| next.pred_opt()).unwrap_or(last);
            Part {
                from,
                until,
                on: until.min(on),
                share,
            }
        });
        let begins = self.begins();
        parts.filter(|part| begins <= part.on).collect()
    }

    fn runs_of_days(&mut self, head: &HeadRow, first: Date, last: Date, scope: Scope) -> Vec<Part> {
        let whole = Exact::from_int(i128::from(days_between(first, last)) + 1);
        let end = last.min(self.query.on);
        let mut parts = Vec::new();
        let mut day = first.max(self.begins());
        while day <= end {
            if !self.spend(LINE) {
                break;
            }
            self.is_exact = true;
            let (_, until) = self.with_horizon(|run| run.claims_that_count(head, day, scope));
            self.is_exact = false;
            let next = until.max(day.succ_opt().unwrap_or(Date::MAX));
            let until = next.pred_opt().unwrap_or(end).min(end);
            let days = Exact::from_int(i128::from(days_between(day, until)) + 1);
            parts.push(Part {
                from: day,
                until,
                on: day,
                share: days.checked_div(whole).unwrap_or(Exact::ZERO),
            });
            match until.succ_opt() {
                Some(next) => day = next,
                None => break,
            }
        }
        parts
    }
}

/// What the parts bring together, of one norm or of all; none where no part grants anything, nor may.
fn together(granted: &[Granted], norm: Option<u32>) -> Option<Claim> {
    let mut amount = Some(Value::int(0));
    let mut ceiling = Some(Value::int(0));
    let mut doubts = Undecided::default();
    let (mut is_sure, mut last) = (false, None);
    for part in granted {
        let claims = part.claims.iter();
        let own = claims.filter(|claim| norm.is_none_or(|norm| claim.norm == norm));
        for claim in own {
            is_sure |= claim.holds.is_yes();
            doubts.add_value(&claim.holds);
            amount = add(amount, claim.amount.as_ref(), claim, part.part.share);
            let most = claim.ceiling.as_ref().or(claim.amount.as_ref());
            ceiling = add(ceiling, most, claim, part.part.share);
            last = Some(claim);
        }
    }
    let last = last?;
    let is_named = amount.is_some();
    Some(Claim {
        norm: last.norm,
        rank: last.rank,
        place: last.place,
        holds: if is_sure {
            Value::YES
        } else {
            doubts.or_bool(true)
        },
        amount,
        ceiling: ceiling.filter(|_| !is_named),
    })
}

/// The sum with the share of another part, which counts 0 where it may not be granted.
fn add(sum: Option<Value>, amount: Option<&Value>, claim: &Claim, share: Exact) -> Option<Value> {
    let (sum, amount) = (sum?, amount?);
    let amount = arithmetic::extreme(true, amount, &Value::int(0));
    let part = arithmetic::monotone(&amount, |amount| amount.checked_mul(share));
    let part = match claim.holds.open() {
        None => part,
        Some(doubt) => {
            let high = part.bounds().1;
            let open = part
                .open()
                .map_or_else(|| doubt.clone(), |open| doubt.clone().and(open));
            let open: Open = open.between(Some(Exact::ZERO), high);
            open.into()
        }
    };
    Some(arithmetic::arithmetic(Operator::Add, &sum, &part))
}
