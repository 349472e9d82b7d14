//! Whether a benefit is suspended or barred on a day.

use super::duties::Case;
use super::ledger::{Bearer, Suspension, SuspensionEnd};
use super::run::{Run, Scope};
use super::timeline::beginning;
use super::trace::Trace;
use super::value::{Open, Value};
use crate::compile::book::{EffectRow, Rows};
use crate::evaluate::{Few, Need};
use crate::register::BenefitId;
use crate::value::Date;

impl<'a, T: Trace> Run<'a, T> {
    /// Under an agreement of which the signing is not known, benefits may be taken on each day on
    /// which the condition may hold.
    pub fn suspend_unsigned(&mut self, case: Case<'a>, rows: Rows, need: &Need) {
        let book = self.book;
        for row in rows.of(&book.consequences) {
            let (EffectRow::Suspend(suspend) | EffectRow::Disqualify { suspend, .. }) = &row.effect
            else {
                continue;
            };
            let has_end = suspend.length.is_some() || suspend.until.is_some();
            self.ledger.suspensions.push(Suspension {
                place: row.place,
                benefits: suspend.reach(self.query.on),
                barred: suspend.barred,
                bearer: case.bearer,
                from: beginning(),
                end: SuspensionEnd::While(case.id),
                needs: if has_end {
                    vec![need.clone()]
                } else {
                    Vec::new()
                },
                breach: usize::MAX,
            });
        }
    }
}

impl<T: Trace> Run<'_, T> {
    /// The suspensions that may reach a benefit of someone, by place and first day.
    pub fn suspensions_of(&self, benefit: BenefitId, holder: Scope) -> Few<usize> {
        let rows = self.ledger.suspensions.iter().enumerate();
        let mut found: Few<(usize, &Suspension)> = rows
            .filter(|(_, row)| row.benefits.contains(&benefit) && reaches(row.bearer, holder))
            .collect();
        found.sort_by_key(|(_, row)| (row.place, row.from));
        found.into_iter().map(|(at, _)| at).collect()
    }

    /// Whether the day lies inside a suspension.
    pub fn is_suspended(&mut self, at: usize, day: Date) -> Value {
        let Some(row) = self.ledger.suspensions.get(at) else {
            return Value::NO;
        };
        if day < row.from {
            return Value::NO;
        }
        let inside = match row.end.clone() {
            SuspensionEnd::Day(free) => Value::bool(free.is_none_or(|free| day < free)),
            SuspensionEnd::Event(event, free) => {
                let from = row.from;
                let scope = row.bearer.scope.of_household();
                let ends = self.acts(event, scope, Some(from), self.query.on).next();
                match (ends, free) {
                    (_, Some(free)) if day >= free => Value::NO,
                    (Some((_, act)), _) if act.on <= day => Value::NO,
                    (Some(_), _) => Value::YES,
                    (None, _) if self.is_recorded_until(day) => Value::YES,
                    (None, _) => Value::missing(Need::Events { event, until: day }),
                }
            }
            SuspensionEnd::Unrecorded(_, Some(free)) if day >= free => Value::NO,
            SuspensionEnd::Unrecorded(action, _) => Value::missing(self.unrecorded(&action)),
            SuspensionEnd::While(norm) => self.lasts(at, norm, day),
        };
        let needs = self.ledger.suspensions.get(at).map(|row| row.needs.clone());
        match needs {
            Some(needs) if !needs.is_empty() && !inside.is_no() => {
                let mut open = Open::limit("suspension");
                open.needs = needs;
                match inside.open() {
                    Some(other) => open.and(other).into(),
                    None => open.into(),
                }
            }
            Some(_) | None => inside,
        }
    }

    /// A suspension without an end of its own lasts while its condition holds.
    fn lasts(&mut self, at: usize, norm: u32, day: Date) -> Value {
        let book = self.book;
        let row = self.ledger.suspensions.get(at);
        let (Some(norm), Some(row)) = (book.norms.get(norm as usize), row) else {
            return Value::NO;
        };
        let breach = self.ledger.breaches.get(row.breach);
        if breach.is_some_and(|breach| breach.until.is_some_and(|until| until <= day)) {
            return Value::NO;
        }
        let scope = row.bearer.scope;
        self.applies_going_on(norm, day, scope)
    }

    /// The days of a suspension, as far as they are known: from, and the first day free again.
    pub fn suspension_days(&self, row: &Suspension) -> (Date, Option<Date>) {
        let until = match &row.end {
            SuspensionEnd::Day(free) | SuspensionEnd::Unrecorded(_, free) => *free,
            SuspensionEnd::Event(event, free) => {
                let scope = row.bearer.scope.of_household();
                let ends = self
                    .acts(*event, scope, Some(row.from), self.query.on)
                    .next();
                let ends = ends.map(|(_, act)| act.on);
                match (ends, *free) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                }
            }
            SuspensionEnd::While(_) => {
                let breach = self.ledger.breaches.get(row.breach);
                breach.and_then(|breach| breach.until)
            }
        };
        (row.from, until)
    }
}

/// A household's suspension reaches its members' lines too; a person's the person's own and the
/// household's.
fn reaches(bearer: Bearer, holder: Scope) -> bool {
    bearer.body.is_none()
        && (bearer.scope.member.is_none()
            || holder.member.is_none()
            || bearer.scope.member == holder.member)
}
