//! What a record says of one doer and one act: whether and when it was done, in its order and time.

use std::sync::Arc;

use crate::evaluate::Need;
use crate::model::Place;
use crate::register::EventId;
use crate::value::Date;

/// The days on which somebody did something, as far as the record goes.
pub(super) struct Track {
    /// Up to the day asked about, in order.
    pub days: Vec<Date>,
    /// The last day to which the record is complete; none: to no day at all.
    pub known_until: Option<Date>,
    pub source: Source,
    /// Of which household, where it is not the village's own record.
    pub household: Option<Arc<str>>,
}

/// Which record it is.
pub(super) enum Source {
    Events(EventId),
    Meetings(Place),
    /// Nothing records it.
    Nowhere(Need),
}

/// When a step may be done.
#[derive(Clone, Copy, Default)]
pub(super) struct Times {
    /// Not before this day.
    pub earliest: Option<Date>,
    /// In time up to this day.
    pub due: Option<Date>,
    /// Where rest days may move it further: the year whose calendar would tell.
    pub calendar: Option<i32>,
}

/// Which acts count for a step.
#[derive(Clone, Copy)]
pub(super) struct Order {
    /// The day of the step before; an act on that day is after it.
    pub since: Option<Date>,
    /// Acts before this day belong to an earlier run.
    pub begun: Option<Date>,
    /// The day asked about.
    pub on: Date,
}

/// How a step stands by the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Done,
    Early,
    Late,
    /// It was done; whether in time is open.
    InTime,
    /// Whether it was done is open.
    Open,
    /// Only before the step that comes before it.
    Before,
    Not,
}

/// What a record says of a step.
pub(super) struct Found {
    pub how: How,
    /// The day of the act, of every household that of the last one.
    pub on: Option<Date>,
    /// Of every household that of the first one.
    pub first: Option<Date>,
    /// What would decide what is open.
    pub needs: Vec<Need>,
    /// Of every household: how many have done it, of how many.
    pub count: Option<(usize, Option<usize>)>,
}

impl Found {
    pub fn of(how: How, on: Option<Date>, need: Option<Need>) -> Self {
        Self {
            how,
            on,
            first: on,
            needs: need.into_iter().collect(),
            count: None,
        }
    }
}

impl Times {
    fn allow(&self, day: Date) -> bool {
        !self.forbid(day) && self.due.is_none_or(|due| day <= due)
    }

    fn forbid(&self, day: Date) -> bool {
        self.earliest.is_some_and(|earliest| day < earliest)
    }
}

impl Track {
    /// What the record says: an act in its order and time counts before one that is not.
    pub fn look(&self, order: Order, times: Times) -> Found {
        let after = |day: &&Date| order.since.is_none_or(|since| **day >= since);
        let mut days = self.days.iter().filter(after);
        if let Some(day) = days.clone().find(|day| times.allow(**day)) {
            return Found::of(How::Done, Some(*day), None);
        }
        if let Some(day) = days.next() {
            return self.out_of_time(*day, order, times);
        }
        if !self.reaches(order.on) {
            return Found::of(How::Open, None, Some(self.need(order.on)));
        }
        let mut days = self.days.iter();
        let last = days.rfind(|day| order.begun.is_none_or(|begun| **day >= begun));
        last.map_or(Found::of(How::Not, None, None), |day| {
            Found::of(How::Before, Some(*day), None)
        })
    }

    /// The first act on record is early or late; one in time may be missing from the record.
    fn out_of_time(&self, day: Date, order: Order, times: Times) -> Found {
        let last = times.due.map_or(order.on, |due| due.min(order.on));
        let is_possible = times.earliest.is_none_or(|earliest| earliest <= last);
        if is_possible && !self.reaches(last) {
            return Found::of(How::InTime, Some(day), Some(self.need(last)));
        }
        match times.calendar {
            _ if times.forbid(day) => Found::of(How::Early, Some(day), None),
            Some(year) => Found::of(How::InTime, Some(day), Some(Need::Calendar(year))),
            None => Found::of(How::Late, Some(day), None),
        }
    }

    fn reaches(&self, day: Date) -> bool {
        match self.source {
            Source::Events(_) | Source::Meetings(_) => {
                self.known_until.is_some_and(|known| known >= day)
            }
            Source::Nowhere(_) => false,
        }
    }

    fn need(&self, until: Date) -> Need {
        let need = match &self.source {
            Source::Events(event) => Need::Events {
                event: *event,
                until,
            },
            Source::Meetings(place) => Need::Meeting(*place),
            Source::Nowhere(action) => return action.clone(),
        };
        match &self.household {
            Some(household) => Need::Of {
                household: Arc::clone(household),
                need: Box::new(need),
            },
            None => need,
        }
    }
}
