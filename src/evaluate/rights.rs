//! Rights: what somebody may do although a ban forbids it (form 10).

use super::duties::{Case, day_in, is_void};
use super::ledger::Bearer;
use super::run::Run;
use super::timeline::both;
use super::trace::Trace;
use super::value::{Open, Value, merge_needs};
use super::windows::Last;
use crate::compile::book::{Act, AnchorRow, DutyRow, NormRow, PermitRow, WindowRow};
use crate::evaluate::Need;
use crate::model::{Day, Label, Subject};
use crate::register::{AgreementId, EventId, FactValue};
use crate::value::dates::count_back;
use crate::value::{Counted, Date, Period, PeriodKind};

/// The days a right is counted from, and what would tell of others.
#[derive(Default)]
struct Starts {
    days: Vec<Date>,
    needs: Vec<Need>,
}

impl<'a, T: Trace> Run<'a, T> {
    /// A ban holds, unless somebody may do it all the same: a right in a text of no lower rank.
    pub fn unless_permitted(
        &mut self,
        case: Case<'a>,
        event: EventId,
        (on, by): (Date, Option<u16>),
        banned: Value,
    ) -> Value {
        let book = self.book;
        let mut banned = banned;
        for id in &book.order.rights {
            let Some(norm) = book.norms.get(*id as usize) else {
                continue;
            };
            let Some(duty) = self
                .permitted(norm)
                .filter(|duty| duty.event == Some(event))
            else {
                continue;
            };
            let scope = match (&norm.subject, by.or(case.bearer.scope.member)) {
                (Subject::Person, Some(member)) => case.bearer.scope.of_member(member),
                (Subject::Person, None) => continue,
                (Subject::Household | Subject::Village | Subject::Body(_), _) => {
                    case.bearer.scope.of_household()
                }
            };
            let is_below = self.rank_of(norm) < self.rank_of(case.norm);
            if banned.is_no() || is_below || is_void(&norm.void, self.query.on) {
                continue;
            }
            let right = Case {
                id: *id,
                norm,
                bearer: Bearer { scope, body: None },
            };
            let may = self.norm_applies(norm, on, scope);
            if !may.is_no() {
                let inside = self.inside(right, duty, on);
                banned = both(&super::expr::negated(both(&inside, may)), banned);
            }
        }
        banned
    }

    fn permitted(&self, norm: &NormRow) -> Option<&'a DutyRow> {
        let book = self.book;
        match norm.act {
            Act::Permit(PermitRow::Do(duty)) => book.duties.get(duty as usize),
            _ => None,
        }
    }

    fn rank_of(&self, norm: &NormRow) -> u8 {
        let document = self.book.documents.get(norm.force.document.index());
        document.map_or(0, |document| document.rank)
    }

    /// Whether a day lies in the days of a right: those that a duty with these words would have.
    fn inside(&mut self, right: Case<'a>, duty: &'a DutyRow, on: Date) -> Value {
        match &duty.window {
            WindowRow::Open | WindowRow::Each(_) => Value::YES,
            WindowRow::By(day) => Value::bool(named(*day, on).is_none_or(|last| on <= last)),
            WindowRow::On(day) => Value::bool(named(*day, on) == Some(on)),
            WindowRow::Within(length) => self.inside_run(right, *length, on),
            WindowRow::After(anchor, length) => {
                let starts = self.starts(right, anchor, on, on);
                self.any_inside(starts, |run, start| {
                    (start <= on).then(|| run.is_by(run.counted_end(start, *length), on))
                })
            }
            WindowRow::Every(anchor, _) => {
                let starts = self.starts(right, anchor, on, on);
                self.any_inside(starts, |_, start| Some(Ok(start <= on)))
            }
            WindowRow::Before(anchor, length) => {
                let starts = self.starts(right, anchor, on, self.query.on);
                self.any_inside(starts, |run, start| {
                    let back = count_back(start, *length, &run.book.calendar)?;
                    let last = match back.end {
                        Ok(day) => Last::Day(day),
                        Err(missing) => Last::Unsure(back.raw, missing.0),
                    };
                    Some(run.is_by(last, on))
                })
            }
        }
    }

    /// Whether a day is not after a last day, or what would tell.
    fn is_by(&self, last: Last, on: Date) -> Result<bool, Need> {
        match last {
            Last::Never | Last::Beyond => Ok(true),
            Last::Day(day) | Last::Moved(_, day) => Ok(on <= day),
            Last::Unsure(raw, year) if on > raw => Err(Need::Calendar(year)),
            Last::Unsure(..) => Ok(true),
        }
    }

    fn any_inside(
        &self,
        starts: Starts,
        is_inside: impl Fn(&Self, Date) -> Option<Result<bool, Need>>,
    ) -> Value {
        let mut needs = starts.needs;
        for start in starts.days {
            match is_inside(self, start) {
                Some(Ok(true)) => return Value::YES,
                Some(Err(need)) => merge_needs(&mut needs, &[need]),
                Some(Ok(false)) | None => {}
            }
        }
        undecided(needs)
    }

    /// `15日内`: from the first day of the run of days on which the right holds.
    fn inside_run(&mut self, right: Case<'a>, length: Counted, on: Date) -> Value {
        let scope = right.bearer.scope;
        let (from, _) = self.force_span(right.norm, scope);
        let from = from.unwrap_or_else(super::timeline::beginning);
        let spans = self.spans(from, on, |run, day| {
            run.norm_applies(right.norm, day, scope)
        });
        let Some(span) = spans.into_iter().last() else {
            return Value::NO;
        };
        match (
            self.is_by(self.counted_end(span.from, length), on),
            &span.first,
        ) {
            (Ok(true), _) => Value::YES,
            (Err(need), _) => Value::missing(need),
            // It may have begun later.
            (Ok(false), Value::Open(open)) => undecided(open.needs.clone()),
            (Ok(false), Value::Known(_)) => Value::NO,
        }
    }

    /// The days up to `until` that an anchor names, for an act on a day.
    fn starts(&mut self, right: Case<'a>, anchor: &AnchorRow, on: Date, until: Date) -> Starts {
        let scope = right.bearer.scope;
        match anchor {
            AnchorRow::Event(event) if self.is_kept(*event) => {
                let acts = self.acts(*event, scope, None, until);
                let days = acts.map(|(_, act)| act.on).collect();
                let need = Need::Events {
                    event: *event,
                    until,
                };
                let known = self.is_recorded_until(until);
                Starts {
                    days,
                    needs: if known { Vec::new() } else { vec![need] },
                }
            }
            AnchorRow::Event(event) => Starts {
                days: Vec::new(),
                needs: vec![self.unrecorded(&Label::Event(*event))],
            },
            AnchorRow::Signing(kind) => self.signed_days(right, *kind),
            AnchorRow::Date(node) => {
                self.look_at(on, scope);
                match self.value(*node) {
                    Value::Known(FactValue::Date(day)) => Starts {
                        days: vec![day],
                        needs: Vec::new(),
                    },
                    Value::Known(_) => Starts::default(),
                    Value::Open(open) => Starts {
                        days: Vec::new(),
                        needs: open.needs,
                    },
                }
            }
            AnchorRow::Unrecorded(name) => Starts {
                days: Vec::new(),
                needs: vec![Need::Record(name.clone())],
            },
        }
    }

    fn signed_days(&self, right: Case<'a>, kind: AgreementId) -> Starts {
        let scope = right.bearer.scope;
        let own = self.agreement_in(scope).filter(|record| record.of == kind);
        let signed: Vec<Option<Date>> = match (own, self.agreements_of(kind)) {
            (Some(record), _) => vec![record.signed],
            (None, Some(records)) => records.map(|(_, record)| record.signed).collect(),
            (None, None) => vec![None],
        };
        let mut starts = Starts::default();
        for day in signed {
            match day {
                Some(day) => starts.days.push(day),
                None => merge_needs(&mut starts.needs, &[Need::Signed(kind)]),
            }
        }
        starts
    }
}

/// A day that is named, in the year or month of another.
fn named(day: Day, on: Date) -> Option<Date> {
    let kind = match day {
        Day::On(day) => return Some(day),
        Day::Yearly { .. } => PeriodKind::Year,
        Day::Monthly { .. } => PeriodKind::Month,
    };
    day_in(Period::containing(kind, on), day)
}

/// No, unless something missing could make it otherwise.
fn undecided(needs: Vec<Need>) -> Value {
    if needs.is_empty() {
        return Value::NO;
    }
    let mut open = Open::limit("right");
    open.needs = needs;
    open.into()
}
