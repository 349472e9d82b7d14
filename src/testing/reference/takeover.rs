//! `尚未完成的事项适用`: what was not completed when an amendment takes effect ends under the version it began
//! with and arises anew under the next.

use crate::model::{Day, Duty, Schedule, Window};
use crate::value::Date;
use chrono::Datelike;

use super::dates::{self, Deadline, day_or_last};
use super::duties::Frame;
use super::force::{Setting, Start};
use super::judge::Instance;
use super::numbers::joined;
use super::permits::asked_of;
use super::truth::Needs;
use super::versions::Law;
use super::world::{Who, World};

impl World<'_> {
    /// The first day in force of a norm or of what it replaced.
    pub(super) fn first_in_force(&self, index: usize, setting: Setting) -> Date {
        let start = |setting: Setting| match setting.start {
            Start::Day(day) => day,
            Start::NoDate(_) | Start::Unsigned(_) => Date::MIN,
        };
        let earlier = self.earlier(index).into_iter();
        let earlier = earlier.filter_map(|at| self.setting_under(at, setting.record));
        earlier.map(start).fold(start(setting), Date::min)
    }

    /// The setting of a norm under an agreement record.
    pub(super) fn setting_under(&self, index: usize, record: Option<usize>) -> Option<Setting> {
        let mut settings = self.settings_of(self.norm(index)?).into_iter();
        settings.find(|setting| setting.record == record)
    }

    /// The instances of a version under a setting.
    fn instances_of(&self, index: usize, record: Option<usize>, who: Who) -> Vec<Instance> {
        let Some(norm) = self.norm(index) else {
            return Vec::new();
        };
        let Some(duty) = asked_of(norm) else {
            return Vec::new();
        };
        let all = self.instances(index, norm, &duty).into_iter();
        all.filter(|one| (one.record, one.who) == (record, who))
            .collect()
    }

    /// Whether an earlier version asked for the same by the same day already.
    pub(super) fn is_asked_before(
        &self,
        index: usize,
        setting: Setting,
        who: Who,
        day: Date,
    ) -> bool {
        self.earlier(index).into_iter().any(|at| {
            let asked = self.norm(at).and_then(asked_of);
            let same = asked.is_some_and(|duty| duty.window == Window::By(Day::On(day)));
            same && !self.instances_of(at, setting.record, who).is_empty()
        })
    }

    /// From when another version speaks of an instance that was not done, and could still be, until then.
    pub(super) fn is_given_over(&self, instance: &Instance) -> Option<Date> {
        let over = self.goes_on_until(instance.norm?)?;
        let ends = [instance.deadline.map(Deadline::last), instance.bound_until];
        let ends = ends.into_iter().flatten().min();
        let is_past = ends.is_some_and(|end| end < over) || instance.arose >= over;
        if is_past || self.today() < over {
            return None;
        }
        let eve = dates::plus_days(over, -1)?;
        let event = self.event_of(&instance.action).ok();
        let done = event.map(|event| self.done(instance, event, eve));
        done.is_none_or(|done| done.is_empty()).then_some(over)
    }

    /// What would decide whether it arose, and was not done before that day.
    pub(super) fn unclear_before(&self, instance: &Instance, over: Date) -> Needs {
        if !instance.doubt.is_empty() {
            return instance.doubt.clone();
        }
        match (self.event_of(&instance.action), dates::plus_days(over, -1)) {
            (Err(needs), _) => needs,
            (Ok(event), Some(eve)) => self.record_to(event, eve),
            (Ok(_), None) => Needs::new(),
        }
    }

    /// The windows of what this version takes over.
    pub(super) fn taken_over(
        &self,
        index: usize,
        duty: &Duty,
        setting: Setting,
        who: Who,
    ) -> Vec<Frame> {
        let over = self.opens(index).filter(|over| *over <= self.today());
        let Some((over, norm)) = over.zip(self.norm(index)) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for at in self.earlier(index) {
            for old in self.instances_of(at, setting.record, who) {
                let goes_over = self.is_given_over(&old) == Some(over);
                let deadline = self.anew(index, duty, setting, who, old.arose);
                let Some(deadline) = deadline.filter(|_| goes_over) else {
                    continue;
                };
                let law = Law::going_on(norm);
                let applies = self.applies_as(norm, setting, who, old.arose, law);
                if applies.is_no() {
                    continue;
                }
                let deadline = deadline.map(|deadline| {
                    if deadline.last() < over && deadline.end.is_ok() {
                        Deadline::fixed(over)
                    } else {
                        deadline
                    }
                });
                found.push(Frame {
                    arose: old.arose,
                    start: old.start,
                    deadline,
                    doubt: joined(applies.needs(), self.unclear_before(&old, over)),
                });
            }
        }
        found
    }

    /// The deadline of what arose on a day, as this version reckons it; none where it reckons none.
    fn anew(
        &self,
        index: usize,
        duty: &Duty,
        setting: Setting,
        who: Who,
        arose: Date,
    ) -> Option<Option<Deadline>> {
        let norm = self.norm(index)?;
        let fixed = |day: Option<Date>| day.map(|day| Some(Deadline::fixed(day)));
        match &duty.window {
            Window::Open | Window::Each(Schedule::Once) => Some(None),
            Window::Within(length) | Window::After(_, length) => {
                dates::period_end(arose, *length, self.calendar).map(Some)
            }
            Window::By(Day::On(day)) | Window::On(Day::On(day)) => fixed(Some(*day)),
            Window::By(Day::Yearly { month, day }) | Window::On(Day::Yearly { month, day }) => {
                fixed(day_or_last(
                    arose.year(),
                    u32::from(*month),
                    u32::from(*day),
                ))
            }
            Window::By(Day::Monthly { day }) | Window::On(Day::Monthly { day }) => {
                fixed(day_or_last(arose.year(), arose.month(), u32::from(*day)))
            }
            Window::Each(schedule) => {
                fixed(dates::period_around(*schedule, arose).map(|(_, last)| last))
            }
            Window::Before(_, length) => dates::back(arose, *length, self.calendar).map(Some),
            Window::Every(anchor, length) => {
                let anchors = match anchor {
                    crate::model::Anchor::Date(date) => {
                        let day = self.first_in_force(index, setting);
                        let at = super::world::At {
                            day,
                            member: who.member(),
                            record: setting.record,
                            ..super::world::At::default()
                        };
                        self.date(date, at).into_iter().collect()
                    }
                    _ => self.triggers(anchor, norm, setting, who),
                };
                let anchor = anchors.into_iter().filter(|day| *day <= arose).max()?;
                let mut ends = (1..).map_while(|times| dates::plus(anchor, *length, times));
                fixed(ends.find(|end| *end >= arose))
            }
        }
    }
}
