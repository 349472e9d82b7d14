//! Procedures step by step: which act on record did which step, and which is still to come.

use chrono::Datelike as _;

use super::duties::next_day;
use super::everybody::everybody;
use super::meetings::has_passed;
use super::run::{Run, Scope};
use super::trace::Trace;
use super::tracks::{Found, How, Order, Source, Times, Track};
use super::value::merge_needs;
use super::windows::Last;
use crate::compile::book::{Kept, StepRow, StepsRow};
use crate::evaluate::{Need, Proceeding, StepBy, StepLine, StepState};
use crate::facts::Village;
use crate::model::named::body_named;
use crate::model::{BodyRef, Label, StepKind};
use crate::register::EventId;
use crate::value::Date;
use crate::value::dates::ymd;

/// A run as far as it was followed.
#[derive(Default)]
struct Chain {
    /// The day of the last step that was done.
    since: Option<Date>,
    /// That step is the one just before.
    is_just_before: bool,
    /// Acts before this day belong to an earlier run.
    begun: Option<Date>,
    /// What keeps open whether an earlier step was done.
    open: Vec<Need>,
}

impl<'a, T: Trace> Run<'a, T> {
    /// One row for each procedure that may be law on the days asked about, as it stands on the last.
    pub fn proceedings(&mut self, village: &'a Village) -> Vec<Proceeding> {
        let (book, from) = (self.book, self.query.from);
        let rows = book.steps.iter();
        let rows = rows
            .filter(|row| !row.force.never && row.force.until.is_none_or(|until| until >= from));
        rows.map(|row| self.proceeding(village, row)).collect()
    }

    fn proceeding(&mut self, village: &'a Village, row: &StepsRow) -> Proceeding {
        let mut chain = Chain::default();
        let mut lines = Vec::with_capacity(row.steps.len());
        let mut all_times = Vec::with_capacity(row.steps.len());
        for step in &row.steps {
            let (line, times) = self.take_step(village, row, step, &mut chain);
            lines.push(line);
            all_times.push(times);
        }
        in_turn(&mut lines, &all_times, self.query.on);
        Proceeding::of(row.place, row.matter.clone(), lines)
    }

    fn take_step(
        &mut self,
        village: &'a Village,
        row: &StepsRow,
        step: &StepRow,
        chain: &mut Chain,
    ) -> (StepLine, Times) {
        let mut track = self.track(village, row, step);
        let mut start = chain.since;
        if step.place.item == 1 {
            // A day of a year is one of the year in which the run began, or would begin now.
            let begun = track.as_mut().and_then(|track| begin(track, chain));
            start = ymd(begun.unwrap_or(self.query.on).year(), 1, 1);
        }
        let times = self.times(step, chain, start.unwrap_or(self.query.on));
        let order = Order {
            since: chain.since,
            begun: chain.begun,
            on: self.query.on,
        };
        let found = match (&step.what, track) {
            (StepKind::Households { action }, _) => {
                everybody(village, action, &self.unrecorded(action), order, times)
            }
            (StepKind::Body { .. } | StepKind::Decided { .. }, Some(track)) => {
                track.look(order, times)
            }
            (StepKind::Body { .. } | StepKind::Decided { .. }, None) => {
                Found::of(How::Not, None, None)
            }
        };
        let first = found.first;
        let mut line = line(step, times, &found);
        self.judge(&mut line, found, chain);
        if line.state.is_done() {
            self.kept(village, step, first, &mut line);
        }
        (line, times)
    }

    /// What the village's record holds of a step; none of one that every household takes.
    fn track(&self, village: &Village, row: &StepsRow, step: &StepRow) -> Option<Track> {
        let on = self.query.on;
        let mut known_until = village.known_until;
        let (mut days, source): (Vec<Date>, _) = match &step.what {
            StepKind::Households { .. } => return None,
            StepKind::Body {
                body,
                action: Label::Event(event),
            } => {
                let acts = self.acts_of(village, *event, *body);
                (acts.collect(), Source::Events(*event))
            }
            StepKind::Body { action, .. } => (Vec::new(), Source::Nowhere(self.unrecorded(action))),
            StepKind::Decided { body, quorum } => {
                let meetings = village.meetings.iter().flatten();
                let fitting = meetings.filter(|meeting| {
                    let same = meeting.body == *body && meeting.matter == row.matter;
                    same && has_passed(meeting, *quorum)
                });
                if village.meetings.is_none() {
                    known_until = None;
                }
                let days = fitting.map(|meeting| meeting.on).collect();
                (days, Source::Meetings(step.place))
            }
        };
        days.retain(|day| *day <= on);
        days.sort_unstable();
        Some(Track {
            days,
            known_until,
            source,
            household: None,
        })
    }

    /// The village's own acts of one kind; one that names another body is not this one's.
    fn acts_of(
        &self,
        village: &Village,
        event: EventId,
        body: Option<BodyRef>,
    ) -> impl Iterator<Item = Date> {
        let register = &self.book.register;
        let acts = village.events.iter().filter(move |act| {
            let by = act.by.as_deref().and_then(|by| body_named(register, by));
            let another = by.zip(body).is_some_and(|(by, body)| by != body);
            act.of == event && !another
        });
        acts.map(|act| act.on)
    }

    /// When a step may be done; what is counted from the step before needs that step's day.
    fn times(&self, step: &StepRow, chain: &Chain, start: Date) -> Times {
        let base = chain.since.filter(|_| chain.is_just_before);
        let ends = |length| base.map(|base| self.counted_end(base, length));
        let earliest = step.after.and_then(ends).and_then(Last::raw);
        let mut times = match step.within.and_then(ends) {
            Some(Last::Moved(_, day) | Last::Day(day)) => Times {
                due: Some(day),
                ..Times::default()
            },
            Some(Last::Unsure(day, year)) => Times {
                due: Some(day),
                calendar: Some(year),
                ..Times::default()
            },
            Some(Last::Never | Last::Beyond) | None => Times::default(),
        };
        let by = step.by.and_then(|by| next_day(by, start));
        if let Some(by) = by
            && times.due.is_none_or(|due| by <= due)
        {
            (times.due, times.calendar) = (Some(by), None);
        }
        Times { earliest, ..times }
    }

    /// What was found, after what was found of the steps before it.
    fn judge(&mut self, line: &mut StepLine, found: Found, chain: &mut Chain) {
        let is_sure = chain.open.is_empty();
        chain.is_just_before = false;
        line.on = found.on;
        line.needs.clone_from(&chain.open);
        let state = match found.how {
            How::Done => StepState::Done,
            How::Early => StepState::Early,
            How::Late => StepState::Late,
            How::InTime | How::Open => StepState::Undetermined,
            How::Before => StepState::OutOfOrder,
            How::Not => StepState::Waiting,
        };
        let is_done = match found.how {
            How::Done | How::Early | How::Late | How::InTime => true,
            How::Open | How::Before | How::Not => false,
        };
        line.state = match found.how {
            How::Before => state,
            _ if is_sure => state,
            _ => StepState::Undetermined,
        };
        if is_sure && is_done {
            chain.since = chain.since.max(found.on);
            chain.is_just_before = found.on.is_some();
        }
        if !found.needs.is_empty() {
            self.ask(line.place, found.needs.clone());
            merge_needs(&mut line.needs, &found.needs);
        }
        if found.how == How::Open {
            merge_needs(&mut chain.open, &found.needs);
        }
        if line.state == StepState::OutOfOrder {
            line.needs.clear();
        }
    }

    /// What should have been kept of a step that was done, and was not.
    fn kept(
        &mut self,
        village: &Village,
        step: &StepRow,
        since: Option<Date>,
        line: &mut StepLine,
    ) {
        let on = self.query.on;
        self.look_at(on, Scope::default());
        for (name, kept) in &step.records {
            let needs = match kept {
                Kept::Event(event) => {
                    let mut acts = self.acts_of(village, *event, None);
                    let is_kept =
                        acts.any(|day| day <= on && since.is_none_or(|since| day >= since));
                    let is_told = village.known_until.is_some_and(|known| known >= on);
                    let need = Need::Events {
                        event: *event,
                        until: on,
                    };
                    (!is_kept).then(|| (!is_told).then_some(need).into_iter().collect())
                }
                Kept::Fact(node) => {
                    let value = self.value(*node);
                    let needs = value.open().map(|open| open.needs.clone());
                    (!value.is_yes()).then(|| needs.unwrap_or_default())
                }
                Kept::Nowhere => Some(vec![self.unrecorded(name)]),
            };
            match needs {
                None => {}
                Some(needs) if needs.is_empty() => line.missing_records.push(name.clone()),
                Some(needs) => {
                    self.ask(line.place, needs.clone());
                    merge_needs(&mut line.needs, &needs);
                }
            }
        }
    }
}

/// A new run begins with the latest act of the first step; what lies before it belongs to an earlier one.
fn begin(track: &mut Track, chain: &mut Chain) -> Option<Date> {
    let last = track.days.pop();
    if !track.days.is_empty() {
        chain.begun = last;
    }
    track.days.clear();
    track.days.extend(last);
    last
}

fn line(step: &StepRow, times: Times, found: &Found) -> StepLine {
    let (by, action) = match &step.what {
        StepKind::Body { body, action } => {
            (body.map_or(StepBy::Village, StepBy::Body), Some(action))
        }
        StepKind::Households { action } => (StepBy::Households, Some(action)),
        StepKind::Decided { body, .. } => (StepBy::Body(*body), None),
    };
    StepLine {
        place: step.place,
        by,
        action: action.cloned(),
        state: StepState::Waiting,
        on: None,
        due: times.due,
        done_by: found.count.map(|(done, _)| done),
        of: found.count.and_then(|(_, of)| of),
        missing_records: Vec::new(),
        needs: Vec::new(),
    }
}

/// Of the steps not done: those passed over, the next one, and those whose turn has not come.
fn in_turn(lines: &mut [StepLine], times: &[Times], on: Date) {
    let done = |line: &StepLine| {
        line.state.is_done() || line.state == StepState::Undetermined && line.on.is_some()
    };
    let last_done = lines.iter().rposition(done);
    let mut is_next = true;
    for (at, (line, times)) in lines.iter_mut().zip(times).enumerate() {
        let is_passed_over = last_done.is_some_and(|last| at < last);
        is_next &= match line.state {
            StepState::Undetermined => line.on.is_some(),
            // It is to be done again before the next one.
            StepState::OutOfOrder => is_passed_over,
            _ => true,
        };
        if line.state != StepState::Waiting {
            continue;
        }
        if is_passed_over {
            line.state = StepState::Missing;
            continue;
        }
        let has_passed = times.due.is_some_and(|due| due < on);
        match times.calendar.filter(|_| has_passed) {
            Some(year) => {
                line.state = StepState::Undetermined;
                line.needs = vec![Need::Calendar(year)];
            }
            None if has_passed => line.state = StepState::Overdue,
            None if is_next => line.state = StepState::Next,
            None => {}
        }
        is_next = false;
    }
}
