//! Procedures in steps, followed on the record: each step asks afresh which act of the record is its own.

use chrono::Datelike as _;

use crate::evaluate::{Need, Open, Proceeding, StepBy, StepLine, StepState};
use crate::facts::{Household, Village};
use crate::model::named::body_named;
use crate::model::{Action, BodyRef, Day, Label, Place, Step, StepKind, Steps};
use crate::register::EventId;
use crate::value::Date;

use super::dates::{self, Deadline};
use super::truth::{Needs, Truth, need, spelled};
use super::turns::{as_a_whole, to_do_now, together};
use super::whole::passed;
use super::world::{At, World};

/// One who acts, as far as the record shows it: the days of the acts, and to which day that is complete.
struct Record {
    days: Vec<Date>,
    complete_to: Option<Date>,
    /// What a longer record would be.
    missing: Box<dyn Fn(Date) -> Need>,
}

/// When a step is to be done.
#[derive(Clone, Copy, Default)]
struct Span {
    earliest: Option<Date>,
    due: Option<Deadline>,
}

/// Where the run stands when a step's turn comes.
#[derive(Default)]
struct Turn {
    /// The day of the last step done.
    since: Option<Date>,
    /// The day of the step just before, if it was done.
    just_before: Option<Date>,
    /// What lies before belongs to an earlier run.
    begun: Option<Date>,
    /// What leaves it open whether steps before were done.
    open: Needs,
}

/// What the record says of a step.
#[derive(Clone)]
pub(super) enum Said {
    Done(Date),
    Early(Date),
    Late(Date),
    /// Done, and it is not known whether in time.
    Sometime(Date, Needs),
    /// Done only before the step that stands before it.
    TooSoon(Date),
    Not,
    Unknown(Needs),
}

impl Said {
    pub(super) fn day(&self) -> Option<Date> {
        match self {
            Self::Done(on) | Self::Early(on) | Self::Late(on) | Self::Sometime(on, _) => Some(*on),
            Self::TooSoon(_) | Self::Not | Self::Unknown(_) => None,
        }
    }
}

impl World<'_> {
    /// Every procedure in steps, and what is open about its steps.
    pub(super) fn proceedings(&self, village: &Village) -> (Vec<Proceeding>, Vec<Open>) {
        let (mut found, mut open) = (Vec::new(), Vec::new());
        for steps in &self.meaning.steps {
            if self.may_be_law_when_asked(steps.place) {
                found.push(self.proceeding(village, steps, &mut open));
            }
        }
        (found, open)
    }

    fn proceeding(&self, village: &Village, of: &Steps, open: &mut Vec<Open>) -> Proceeding {
        let mut turn = Turn::default();
        let mut lines: Vec<StepLine> = Vec::new();
        let mut dues = Vec::new();
        for (at, step) in of.steps.iter().enumerate() {
            let (line, due) = self.step(village, (of, step, at == 0), &mut turn, open);
            lines.push(line);
            dues.push(due);
        }
        self.whose_turn(&mut lines, &dues, open);
        Proceeding {
            place: of.place,
            matter: of.matter.clone(),
            state: as_a_whole(&lines),
            next: to_do_now(&lines),
            steps: lines,
        }
    }

    fn step(
        &self,
        village: &Village,
        (of, step, is_first): (&Steps, &Step, bool),
        turn: &mut Turn,
        open: &mut Vec<Open>,
    ) -> (StepLine, Option<Deadline>) {
        let mut line = blank(step);
        let (said, span, first_of_all) = match &step.what {
            StepKind::Households { action } => {
                let span = self.span(step, turn, is_first.then(|| self.today()));
                let (said, first) = self.by_everybody(village, action, turn, span, &mut line);
                (said, span, first)
            }
            StepKind::Body { .. } | StepKind::Decided { .. } => {
                let mut record = self.record_of(village, of, step);
                if is_first {
                    // The latest act of the first step begins the run.
                    let latest = record.days.last().copied();
                    turn.begun = latest.filter(|_| record.days.len() > 1);
                    record.days = latest.into_iter().collect();
                }
                let acted = record.days.last().copied().unwrap_or(self.today());
                let span = self.span(step, turn, is_first.then_some(acted));
                let said = self.look(&record, turn, span);
                (said.clone(), span, said.day())
            }
        };
        line.due = span.due.map(Deadline::last);
        let own = match &said {
            Said::Sometime(_, needs) | Said::Unknown(needs) => needs.clone(),
            Said::Done(_) | Said::Early(_) | Said::Late(_) | Said::TooSoon(_) | Said::Not => {
                Needs::new()
            }
        };
        let before: Needs = turn.open.clone();
        let is_known = before.is_empty();
        (line.state, line.on) = match &said {
            Said::TooSoon(on) => (StepState::OutOfOrder, Some(*on)),
            Said::Done(on) if is_known => (StepState::Done, Some(*on)),
            Said::Early(on) if is_known => (StepState::Early, Some(*on)),
            Said::Late(on) if is_known => (StepState::Late, Some(*on)),
            Said::Not if is_known => (StepState::Waiting, None),
            said => (StepState::Undetermined, said.day()),
        };
        if line.state != StepState::OutOfOrder {
            line.needs = spelled(&before.into_iter().chain(own.clone()).collect());
        }
        add(open, step.place, &own);
        turn.just_before = said.day().filter(|_| is_known);
        turn.since = turn.just_before.or(turn.since);
        if matches!(said, Said::Unknown(_)) {
            turn.open.extend(own);
        }
        if matches!(
            line.state,
            StepState::Done | StepState::Early | StepState::Late
        ) {
            self.what_was_kept(village, step, first_of_all, &mut line, open);
        }
        (line, span.due)
    }

    /// The acts of a body, or the meetings that had the votes.
    fn record_of(&self, village: &Village, of: &Steps, step: &Step) -> Record {
        let today = self.today();
        let by_today = |mut days: Vec<Date>| {
            days.retain(|day| *day <= today);
            days.sort_unstable();
            days
        };
        let place = step.place;
        match &step.what {
            StepKind::Decided { body, quorum } => {
                let meetings = village.meetings.iter().flatten().filter(|one| {
                    one.body == *body && one.matter == of.matter && passed(one, *quorum)
                });
                Record {
                    days: by_today(meetings.map(|one| one.on).collect()),
                    complete_to: village.known_until.filter(|_| village.meetings.is_some()),
                    missing: Box::new(move |_| Need::Meeting(place)),
                }
            }
            StepKind::Body { action, body } => match self.event_of(action) {
                Ok(event) => Record {
                    days: by_today(self.acts_by(village, event, *body)),
                    complete_to: village.known_until,
                    missing: Box::new(move |until| Need::Events { event, until }),
                },
                Err(needs) => unrecorded(needs),
            },
            StepKind::Households { .. } => unrecorded(Needs::new()),
        }
    }

    /// The days of the village's events of one kind, but for those that name another body.
    fn acts_by(&self, village: &Village, event: EventId, body: Option<BodyRef>) -> Vec<Date> {
        let own = village.events.iter().filter(|one| {
            let named = one.by.as_deref();
            let named = named.and_then(|name| body_named(self.register, name));
            one.of == event && !matches!((named, body), (Some(a), Some(b)) if a != b)
        });
        own.map(|one| one.on).collect()
    }

    /// First and last day of a step. `first` is where the year of a first step's day of the year is taken from.
    fn span(&self, step: &Step, turn: &Turn, first: Option<Date>) -> Span {
        let base = turn.just_before;
        let within = base
            .zip(step.within)
            .and_then(|(base, length)| dates::period_end(base, length, self.calendar));
        let by = match step.by {
            Some(Day::On(day)) => Some(day),
            Some(Day::Yearly { month, day }) => match first {
                Some(first) => dates::day_or_last(first.year(), month.into(), day.into()),
                None => {
                    let since = turn.since.unwrap_or(self.today());
                    let in_year = |year| dates::day_or_last(year, month.into(), day.into());
                    let this = in_year(since.year()).filter(|day| *day >= since);
                    this.or_else(|| in_year(since.year() + 1))
                }
            },
            Some(Day::Monthly { .. }) | None => None,
        };
        let by = by.map(Deadline::fixed);
        let due = match (within, by) {
            (Some(within), Some(by)) if by.last() <= within.last() => Some(by),
            (within, by) => within.or(by),
        };
        let after = base
            .zip(step.after)
            .and_then(|(base, length)| dates::period_end(base, length, self.calendar));
        Span {
            earliest: after.map(|after| after.raw),
            due,
        }
    }

    /// Which act of a record is the step's.
    fn look(&self, record: &Record, turn: &Turn, span: Span) -> Said {
        let today = self.today();
        let of_this_run = |day: &Date| turn.begun.is_none_or(|begun| *day >= begun);
        let days: Vec<Date> = record.days.iter().copied().filter(of_this_run).collect();
        let in_turn = |day: &Date| turn.since.is_none_or(|since| *day >= since);
        let mut fitting = days.iter().copied().filter(in_turn);
        let not_early = |day: &Date| span.earliest.is_none_or(|earliest| *day >= earliest);
        let in_time = |day: &Date| not_early(day) && span.due.is_none_or(|due| *day <= due.last());
        if let Some(day) = fitting.clone().find(in_time) {
            return Said::Done(day);
        }
        let reaches = |day: Date| record.complete_to.is_some_and(|known| known >= day);
        let Some(day) = fitting.next() else {
            if !reaches(today) {
                return Said::Unknown(need((record.missing)(today)));
            }
            let before = days.last().copied();
            return before.map_or(Said::Not, Said::TooSoon);
        };
        // A better act may not be on record.
        let last = span.due.map_or(today, |due| due.last().min(today));
        let is_possible = span.earliest.is_none_or(|earliest| earliest <= last);
        if is_possible && !reaches(last) {
            return Said::Sometime(day, need((record.missing)(last)));
        }
        match span.due.map(|due| due.end) {
            _ if !not_early(&day) => Said::Early(day),
            Some(Err(year)) => Said::Sometime(day, need(Need::Calendar(year))),
            Some(Ok(_)) | None => Said::Late(day),
        }
    }

    /// A step of every household, on the day of the last; and the day of the first of them.
    fn by_everybody(
        &self,
        village: &Village,
        action: &Action,
        turn: &Turn,
        span: Span,
        line: &mut StepLine,
    ) -> (Said, Option<Date>) {
        let today = self.today();
        let there = village.households.iter().filter(|home| {
            home.from.is_none_or(|from| from <= today)
                && home.until.is_none_or(|until| today <= until)
        });
        let mut all: Vec<Said> = Vec::new();
        for home in there {
            all.push(self.by_household(home, action, turn, span));
        }
        for id in &village.unread {
            all.push(Said::Unknown(need(Need::Household(id.clone()))));
        }
        let done: Vec<Date> = all.iter().filter_map(Said::day).collect();
        line.done_by = Some(done.len());
        line.of = Some(all.len()).filter(|_| !village.incomplete);
        if village.incomplete {
            all.push(Said::Unknown(need(Need::Households)));
        }
        (together(all), done.into_iter().min())
    }

    fn by_household(&self, home: &Household, action: &Action, turn: &Turn, span: Span) -> Said {
        let there = World {
            household: home,
            is_village: false,
            ..*self
        };
        let id = home.id.clone();
        let event = match there.event_of(action) {
            Ok(event) => event,
            Err(needs) => return Said::Unknown(needs),
        };
        let mut days: Vec<Date> = home
            .events
            .iter()
            .flatten()
            .filter(|one| one.of == event)
            .map(|one| one.on)
            .filter(|day| *day <= self.today())
            .collect();
        days.sort_unstable();
        let record = Record {
            days,
            complete_to: home.known_until.filter(|_| home.events.is_some()),
            missing: Box::new(move |until| Need::Of {
                household: id.clone(),
                need: Box::new(Need::Events { event, until }),
            }),
        };
        self.look(&record, turn, span)
    }

    /// What should have been kept of a step that was done.
    fn what_was_kept(
        &self,
        village: &Village,
        step: &Step,
        since: Option<Date>,
        line: &mut StepLine,
        open: &mut Vec<Open>,
    ) {
        let today = self.today();
        let at = At {
            day: today,
            ..At::default()
        };
        for label in &step.records {
            let kept = match label {
                Label::Fact(fact) => self.truth(&crate::model::Expr::Fact(*fact), at),
                other => match self.event_of(other) {
                    Err(needs) => Truth::Open(needs),
                    Ok(event) => {
                        let mut days = self.acts_by(village, event, None).into_iter();
                        let is_kept =
                            days.any(|day| day <= today && since.is_none_or(|since| day >= since));
                        let is_told = village.known_until.is_some_and(|known| known >= today);
                        match (is_kept, is_told) {
                            (true, _) => Truth::Yes,
                            (false, true) => Truth::No,
                            (false, false) => Truth::open(Need::Events {
                                event,
                                until: today,
                            }),
                        }
                    }
                },
            };
            match kept {
                Truth::Yes => {}
                Truth::No => line.missing_records.push(label.clone()),
                Truth::Open(needs) => {
                    add(open, step.place, &needs);
                    line.needs.extend(spelled(&needs));
                    line.needs.sort();
                    line.needs.dedup();
                }
            }
        }
    }
}

pub(super) fn add(open: &mut Vec<Open>, place: Place, needs: &Needs) {
    if !needs.is_empty() {
        let needs = spelled(needs);
        open.push(Open { place, needs });
    }
}

/// Nothing is on record, and nothing could be.
fn unrecorded(needs: Needs) -> Record {
    let first = needs.into_iter().map(|(need, _)| need).next();
    Record {
        days: Vec::new(),
        complete_to: None,
        missing: Box::new(move |_| first.clone().unwrap_or(Need::Limit("type"))),
    }
}

fn blank(step: &Step) -> StepLine {
    let (by, action) = match &step.what {
        StepKind::Body { body: None, action } => (StepBy::Village, Some(action.clone())),
        StepKind::Body {
            body: Some(body),
            action,
        } => (StepBy::Body(*body), Some(action.clone())),
        StepKind::Households { action } => (StepBy::Households, Some(action.clone())),
        StepKind::Decided { body, .. } => (StepBy::Body(*body), None),
    };
    StepLine {
        place: step.place,
        by,
        action,
        state: StepState::Waiting,
        on: None,
        due: None,
        done_by: None,
        of: None,
        missing_records: Vec::new(),
        needs: Vec::new(),
    }
}
