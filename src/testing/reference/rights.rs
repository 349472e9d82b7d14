//! Rights: what somebody may do although a ban forbids it.

use chrono::Datelike;

use crate::evaluate::Need;
use crate::facts::Event;
use crate::model::{Action, Anchor, Ban, Day, Length, Norm, Permit, Subject, Window};
use crate::value::Date;

use super::dates::{self, Deadline, day_or_last};
use super::force::{Setting, Start};
use super::runs::runs;
use super::truth::{Truth, need};
use super::world::{At, Who, World};

/// Whose right, in which setting, and the day of the act.
type Claim<'n> = (&'n Norm, Setting, Who, Date);

impl World<'_> {
    /// Whether somebody may do what a ban forbids all the same: a right in a text of no lower rank.
    pub(super) fn is_permitted(
        &self,
        banned: (&Norm, &Ban, Setting, Who),
        happened: &Event,
    ) -> Truth {
        let (norm, ban, own, bearer) = banned;
        let mut rights = Vec::new();
        for (right, permit) in self.permits() {
            let Permit::Do { action, window } = permit else {
                continue;
            };
            let is_below = self.clause(right.place).rank < self.clause(norm.place).rank;
            if *action != ban.action || is_below {
                continue;
            }
            let by = happened.by.map(usize::from).or(bearer.member());
            let who = match (&right.subject, by) {
                (Subject::Household, _) => Who::Household,
                (Subject::Person, Some(member)) => Who::Member(member),
                (Subject::Person, None) | (Subject::Village | Subject::Body(_), _) => continue,
            };
            let one_text = self.root(right.place.document) == self.root(norm.place.document);
            for setting in self.settings_of(right) {
                if one_text && setting.record != own.record {
                    continue;
                }
                let applies = self.applies(right, setting, who, happened.on);
                let inside = self.is_inside(window, (right, setting, who, happened.on));
                rights.push(Truth::all([applies, inside]));
            }
        }
        Truth::any(rights)
    }

    /// Whether the day lies in the days of a right, which are those of a duty with the same words.
    fn is_inside(&self, window: &Window, claim: Claim<'_>) -> Truth {
        let (.., on) = claim;
        let calendar = self.calendar;
        match window {
            Window::Open | Window::Each(_) => Truth::Yes,
            Window::By(day) => Truth::of(named(*day, on).is_none_or(|last| on <= last)),
            Window::On(day) => Truth::of(named(*day, on) == Some(on)),
            Window::Within(length) => self.is_inside_run(*length, claim),
            Window::After(anchor, length) => self.counted_from(anchor, claim, on, |start| {
                let end = dates::period_end(start, *length, calendar);
                let begun = Truth::of(start <= on);
                Truth::all([begun, end.map_or(Truth::Yes, |end| is_by(on, end))])
            }),
            Window::Every(anchor, _) => {
                self.counted_from(anchor, claim, on, |start| Truth::of(start <= on))
            }
            Window::Before(anchor, length) => {
                self.counted_from(anchor, claim, self.today(), |start| {
                    let end = dates::back(start, *length, calendar);
                    end.map_or(Truth::No, |end| is_by(on, end))
                })
            }
        }
    }

    fn is_inside_run(&self, length: Length, (norm, setting, who, on): Claim<'_>) -> Truth {
        let (from, always) = match setting.start {
            Start::Day(day) => (day, false),
            Start::NoDate(_) => (self.earliest().min(on), true),
            Start::Unsigned(_) => return Truth::No,
        };
        let all = runs(from, on, |day| self.applies(norm, setting, who, day));
        let Some(run) = all.into_iter().last() else {
            return Truth::No;
        };
        let ends = dates::period_end(run.first, length, self.calendar);
        if always && run.first == from {
            return Truth::any([Truth::No, may_be(run.doubt)]);
        }
        let inside = ends.map_or(Truth::Yes, |end| is_by(on, end));
        // Whether it began on that day is not known: it may have begun later.
        Truth::any([inside, may_be(run.doubt)])
    }

    /// Whether a day that the anchor names has it inside, or may.
    fn counted_from(
        &self,
        anchor: &Anchor,
        (norm, setting, who, on): Claim<'_>,
        until: Date,
        is_inside: impl Fn(Date) -> Truth,
    ) -> Truth {
        let mut open = Truth::No;
        let days: Vec<Date> = match anchor {
            Anchor::Event(event) => match self.event_of(&Action::Event(*event)) {
                Ok(event) => {
                    let missing = self.record_to(event, until);
                    open = may_be(missing);
                    let acts = self.acts(event, who).into_iter();
                    acts.map(|act| act.on).filter(|on| *on <= until).collect()
                }
                Err(needs) => return Truth::Open(needs),
            },
            Anchor::Signing(agreement) => {
                let own = self
                    .document(norm.place.document)
                    .is_some_and(|document| document.agreement == Some(*agreement));
                let all = self.records().iter().enumerate();
                let signed: Vec<Option<Date>> = all
                    .filter(|(index, record)| {
                        record.of == *agreement && (!own || setting.record == Some(*index))
                    })
                    .map(|(_, record)| record.signed)
                    .collect();
                if self.household.agreements.is_none() || signed.contains(&None) {
                    open = Truth::Open(need(Need::Signed(*agreement)));
                }
                signed.into_iter().flatten().collect()
            }
            Anchor::Date(date) => {
                let at = At {
                    day: on,
                    member: who.member(),
                    record: setting.record,
                    ..At::default()
                };
                match self.date(date, at) {
                    Ok(day) => vec![day],
                    Err(needs) => return Truth::Open(needs),
                }
            }
            Anchor::Unrecorded(name) => return Truth::open(Need::Record(name.clone())),
        };
        let each = days.into_iter().map(is_inside);
        Truth::any(each.chain([open]))
    }
}

/// No, or open where something is missing.
fn may_be(needs: super::truth::Needs) -> Truth {
    if needs.is_empty() {
        Truth::No
    } else {
        Truth::Open(needs)
    }
}

/// Whether a day is not after a deadline.
fn is_by(on: Date, end: Deadline) -> Truth {
    match end.end {
        Ok(last) => Truth::of(on <= last),
        Err(_) if on <= end.raw => Truth::Yes,
        Err(year) => Truth::open(Need::Calendar(year)),
    }
}

/// A day that is named, in the year or month of another.
fn named(day: Day, on: Date) -> Option<Date> {
    match day {
        Day::On(day) => Some(day),
        Day::Yearly { month, day } => day_or_last(on.year(), u32::from(month), u32::from(day)),
        Day::Monthly { day } => day_or_last(on.year(), on.month(), u32::from(day)),
    }
}
