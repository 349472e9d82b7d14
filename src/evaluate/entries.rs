//! The lines of the points ledger, and what is left of them.

use std::collections::VecDeque;

use super::duties::{Case, is_void};
use super::run::{Run, Scope};
use super::trace::Trace;
use super::value::Value;
use crate::compile::book::{EffectRow, PointsRow, PointsRuleRow};
use crate::evaluate::Need;
use crate::model::Place;
use crate::register::EventId;
use crate::value::dates::corresponding_day;
use crate::value::{Counted, Date, Exact, Period};

/// A `扣N分` that followed a breach, or may have.
#[derive(Clone, Debug)]
pub(crate) struct Deduction {
    /// Row of the ledger's breaches.
    pub breach: usize,
    /// Row of the book's consequences.
    pub consequence: u32,
    pub scope: Scope,
    /// What would decide whether it happened; empty: it did.
    pub needs: Vec<Need>,
}

/// One line of the ledger.
pub(crate) struct Entry {
    pub on: Date,
    /// Under which sentence; none: points spent.
    pub place: Option<Place>,
    /// The event it stands for: index into the household's.
    pub act: Option<usize>,
    /// Above 0 what is earned, below 0 what is taken.
    pub points: Value,
}

impl<'a, T: Trace> Run<'a, T> {
    /// Every line of the ledger in a period, by day and then by record.
    pub fn entries(&mut self, period: Period) -> Vec<Entry> {
        let (from, to) = (period.first_day(), self.read_on(period));
        let book = self.book;
        let mut entries = Vec::new();
        for row in &book.points {
            if !is_void(&row.void, self.query.on) {
                self.earned(row, (from, to), &mut entries);
            }
        }
        for event in spending(&book.register) {
            for (act, done) in self.acts(event, Scope::default(), from, to) {
                let points = Exact::ZERO.checked_sub(done.quantity);
                entries.push(Entry {
                    on: done.on,
                    place: None,
                    act: Some(act),
                    points: points.map_or_else(Self::exhausted, Value::number),
                });
            }
        }
        self.deducted((from, to), &mut entries);
        entries.retain(|entry| self.points_from.is_none_or(|first| first <= entry.on));
        entries.sort_by_key(|entry| (entry.on, entry.act.is_none(), entry.act, entry.place));
        entries
    }

    /// What events earn or cost under one sentence that is law on their day.
    fn earned(
        &mut self,
        row: &PointsRow,
        (from, to): (Option<Date>, Date),
        entries: &mut Vec<Entry>,
    ) {
        let PointsRuleRow::Each {
            event: Some(event),
            points,
            deduct,
            ..
        } = row.rule
        else {
            return;
        };
        let declared = self.book.register.event(event);
        let is_counted = declared.is_none_or(|event| event.unit.is_none());
        for (act, done) in self.acts(event, Scope::default(), from, to) {
            if !self.spend(1) {
                return;
            }
            self.look_at(done.on, Scope::default());
            let force = self.in_force(&row.force);
            if force.is_no() {
                continue;
            }
            let times = if is_counted {
                done.quantity
            } else {
                Exact::ONE
            };
            let each = self.value(points);
            entries.push(Entry {
                on: done.on,
                place: Some(row.place),
                act: Some(act),
                points: match force.open() {
                    Some(_) => force,
                    None => signed(&each, times, deduct),
                },
            });
        }
    }

    /// What consequences cost.
    fn deducted(&mut self, (from, to): (Option<Date>, Date), entries: &mut Vec<Entry>) {
        let book = self.book;
        for deduction in self.ledger.deductions.clone() {
            let Some(breach) = self.ledger.breaches.get(deduction.breach) else {
                continue;
            };
            let (since, instance) = (breach.since, breach.instance);
            let Some(row) = book.consequences.get(deduction.consequence as usize) else {
                continue;
            };
            let EffectRow::Points(points) = row.effect else {
                continue;
            };
            let is_outside = since > to || from.is_some_and(|from| since < from);
            if is_outside || is_void(&row.void, self.query.on) {
                continue;
            }
            self.look_at(since, deduction.scope);
            let value = self.in_consequence(instance, |run| run.value(points));
            let points = match deduction.needs.as_slice() {
                [] => signed(&value, Exact::ONE, true),
                needs => {
                    let mut open = super::value::Open::limit("points");
                    open.needs = needs.to_vec();
                    open.into()
                }
            };
            entries.push(Entry {
                on: since,
                place: Some(row.place),
                act: None,
                points,
            });
        }
    }

    /// What a consequence takes, or may take, is kept for the ledger.
    pub fn deduct(&mut self, at: usize, case: Case<'a>, consequence: u32, needs: Vec<Need>) {
        if case.bearer.body.is_none() {
            self.ledger.deductions.push(Deduction {
                breach: at,
                consequence,
                scope: case.bearer.scope,
                needs,
            });
        }
    }
}

/// The events that spend points.
pub(super) fn spending(register: &crate::register::Register) -> impl Iterator<Item = EventId> + '_ {
    let events = (0_u16..).zip(&register.events);
    events.filter_map(|(at, event)| event.redeems.then_some(EventId(at)))
}

fn signed(each: &Value, times: Exact, deduct: bool) -> Value {
    super::arithmetic::monotone(each, |each| {
        let points = each.checked_mul(times)?;
        if deduct {
            Exact::ZERO.checked_sub(points)
        } else {
            Some(points)
        }
    })
}

/// What is left on a day of what was earned: oldest points go first, and of those that have a term
/// nothing is left after it. None: too large to be counted.
pub(super) fn left_of(
    entries: &[(Date, Exact)],
    expiry: Option<Counted>,
    day: Date,
) -> Option<Exact> {
    let mut lots: VecDeque<(Date, Exact)> = VecDeque::new();
    let mut owed = Exact::ZERO;
    for (on, points) in entries {
        drop_expired(&mut lots, *on);
        if *points >= Exact::ZERO {
            let against = owed.min(*points);
            owed = owed.checked_sub(against)?;
            let last = match expiry {
                Some(length) => corresponding_day(*on, length).unwrap_or(Date::MAX),
                None => Date::MAX,
            };
            lots.push_back((last, points.checked_sub(against)?));
        } else {
            owed = owed.checked_sub(*points)?;
            while let Some((last, lot)) = lots.pop_front() {
                let against = owed.min(lot);
                owed = owed.checked_sub(against)?;
                let left = lot.checked_sub(against)?;
                if left > Exact::ZERO {
                    lots.push_front((last, left));
                    break;
                }
            }
        }
    }
    drop_expired(&mut lots, day);
    let debt = Exact::ZERO.checked_sub(owed)?;
    lots.iter()
        .try_fold(debt, |sum, (_, lot)| sum.checked_add(*lot))
}

/// A lot lives to the end of its last day.
fn drop_expired(lots: &mut VecDeque<(Date, Exact)>, day: Date) {
    while lots.front().is_some_and(|(last, _)| *last < day) {
        lots.pop_front();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn left(entries: &[(&str, i128)], expiry: Option<Counted>, on: &str) -> Exact {
        let entries = entries
            .iter()
            .map(|(on, points)| (day(on), Exact::from_int(*points)));
        left_of(&entries.collect::<Vec<_>>(), expiry, day(on)).unwrap()
    }

    #[test]
    fn what_is_taken_takes_the_oldest_points_first() {
        let year = Some(Counted::Years(1));
        let entries = [("2024-01-10", 8), ("2024-06-10", 5), ("2024-07-01", -6)];
        assert_eq!(left(&entries, year, "2025-01-10"), Exact::from_int(7));
        // Of the first lot 2 were left, which end the day after the corresponding one.
        assert_eq!(left(&entries, year, "2025-01-11"), Exact::from_int(5));
        assert_eq!(left(&entries, year, "2025-06-11"), Exact::ZERO);
    }

    #[test]
    fn points_owed_are_paid_by_what_is_earned_later() {
        let entries = [("2024-01-10", -6), ("2024-06-10", 8)];
        assert_eq!(left(&entries, None, "2024-02-01"), Exact::from_int(2));
        assert_eq!(left(&entries[..1], None, "2024-02-01"), Exact::from_int(-6));
    }
}
