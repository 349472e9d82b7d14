//! Which instances of its duties a household has (semantics 2.5, recurrence).

use crate::evaluate::Bearer;
use crate::model::{Anchor, Day, Duty, Head, Norm, Party, Schedule, Subject, Window};
use crate::value::Date;
use chrono::Datelike;

use super::dates::{self, Deadline, day_or_last};
use super::force::{Setting, Start};
use super::judge::Instance;
use super::permits::asked_of;
use super::truth::{Needs, Truth};
use super::world::{At, Who, World};

/// A window: the day on which its condition was judged, first and last day, doubt whether it arose.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) arose: Date,
    pub(super) start: Date,
    pub(super) deadline: Option<Deadline>,
    pub(super) doubt: Needs,
}

impl Frame {
    /// One that begins on the day its condition was judged.
    fn new(start: Date, deadline: Option<Deadline>, doubt: Needs) -> Self {
        Self {
            arose: start,
            start,
            deadline,
            doubt,
        }
    }
}

/// The one whose duty it is, under which setting, since when.
#[derive(Clone, Copy)]
struct Case<'n> {
    index: usize,
    norm: &'n Norm,
    setting: Setting,
    who: Who,
    first: Date,
}

impl World<'_> {
    /// Whose norm it is; nobody for the village and bodies beside a party's duties in an agreement.
    pub(super) fn bearers(&self, norm: &Norm) -> Vec<Who> {
        match &norm.subject {
            Subject::Village | Subject::Body(_) if self.is_village => self.bodies(norm),
            _ if self.is_village => Vec::new(),
            Subject::Household => vec![Who::Household],
            Subject::Person => (0..self.members().len()).map(Who::Member).collect(),
            Subject::Village => Vec::new(),
            Subject::Body(body) => {
                let document = self.document(norm.place.document);
                let is_party = document.is_some_and(|document| document.agreement.is_some());
                let owes = asked_of(norm).is_some();
                let bearer = Some(Who::Body(*body)).filter(|_| is_party && owes);
                bearer.into_iter().collect()
            }
        }
    }

    /// Which body bears what the texts ask of the village and its bodies; not as party of an agreement.
    fn bodies(&self, norm: &Norm) -> Vec<Who> {
        let document = self.document(norm.place.document);
        if document.is_some_and(|document| document.agreement.is_some()) {
            return Vec::new();
        }
        vec![Who::Body(match norm.subject {
            Subject::Body(body) => body,
            Subject::Household | Subject::Person | Subject::Village => {
                crate::model::BodyRef::Committee
            }
        })]
    }

    /// The other side of a duty.
    pub(super) fn toward(&self, party: Party) -> Bearer {
        match party {
            Party::Body(body) => Bearer::Body(body),
            Party::Household => Bearer::Id(self.household.id.clone()),
        }
    }

    /// Every instance of a duty that has arisen by today.
    pub(super) fn instances(&self, index: usize, norm: &Norm, duty: &Duty) -> Vec<Instance> {
        let mut found = Vec::new();
        for setting in self.settings_of(norm) {
            for who in self.bearers(norm) {
                let mut frames = self.frames(index, norm, duty, setting, who);
                frames.extend(self.taken_over(index, duty, setting, who));
                for frame in frames {
                    found.push(self.instance(index, norm, duty, setting, who, frame));
                }
            }
        }
        found
    }

    fn instance(
        &self,
        index: usize,
        norm: &Norm,
        duty: &Duty,
        setting: Setting,
        who: Who,
        frame: Frame,
    ) -> Instance {
        let Frame {
            arose,
            start,
            deadline,
            doubt,
        } = frame;
        let early = match duty.window {
            Window::By(Day::On(_))
            | Window::On(Day::On(_))
            | Window::After(..)
            | Window::Before(..) => duty.early_counts,
            Window::By(_)
            | Window::On(_)
            | Window::Open
            | Window::Each(_)
            | Window::Within(_)
            | Window::Every(..) => false,
        };
        let first = self.first_in_force(index, setting);
        let whose = (index, setting.record, who);
        let rest = self.rest(whose, start, duty.early_counts);
        Instance {
            norm: Some(index),
            place: norm.place,
            who,
            toward: self.toward(duty.toward),
            action: duty.action.clone(),
            record: setting.record,
            arose,
            start,
            deadline: rest.moved(start, deadline),
            doubt,
            quantity: duty.quantity,
            still_owed: duty.still_owed,
            counts_from: if early { first.min(start) } else { start },
            bound_until: self.bound_to(setting.record, who),
            rest,
            is_power: matches!(norm.head, Head::Permit(_)),
        }
    }

    /// The last day on which a duty binds: of the membership, of the agreement.
    pub(super) fn bound_to(&self, record: Option<usize>, who: Who) -> Option<Date> {
        let member = who.member().and_then(|index| self.member(index)?.until);
        let record = record.and_then(|record| self.record(record));
        let term = record.and_then(|record| self.term_end(record));
        [member, term, self.household.until]
            .into_iter()
            .flatten()
            .min()
    }

    fn frames(
        &self,
        index: usize,
        norm: &Norm,
        duty: &Duty,
        setting: Setting,
        who: Who,
    ) -> Vec<Frame> {
        match (&duty.window, setting.start) {
            (_, Start::Unsigned(_)) => Vec::new(),
            (Window::After(anchor @ (Anchor::Event(_) | Anchor::Signing(_)), length), _) => {
                let triggers = self.triggers(anchor, norm, setting, who);
                self.counted(norm, setting, who, *length, &triggers)
            }
            (Window::Every(anchor @ (Anchor::Event(_) | Anchor::Signing(_)), length), _) => {
                let anchors = self.triggers(anchor, norm, setting, who).into_iter();
                anchors
                    .flat_map(|anchor| self.chain(norm, setting, who, anchor, *length))
                    .collect()
            }
            (_, Start::NoDate(_)) => Vec::new(),
            (window, Start::Day(first)) => self.dated_frames(
                Case {
                    index,
                    norm,
                    setting,
                    who,
                    first,
                },
                window,
            ),
        }
    }

    /// The days a period is counted from: of events, or of the signing.
    pub(super) fn triggers(
        &self,
        anchor: &Anchor,
        norm: &Norm,
        setting: Setting,
        who: Who,
    ) -> Vec<Date> {
        match anchor {
            Anchor::Event(event) => self.acts(*event, who).iter().map(|act| act.on).collect(),
            Anchor::Signing(agreement) => {
                let own = self
                    .document(norm.place.document)
                    .is_some_and(|document| document.agreement == Some(*agreement));
                let records = self.records().iter().enumerate();
                records
                    .filter(|(index, record)| {
                        record.of == *agreement && (!own || setting.record == Some(*index))
                    })
                    .filter_map(|(_, record)| record.signed)
                    .collect()
            }
            Anchor::Date(_) | Anchor::Unrecorded(_) => Vec::new(),
        }
    }

    /// Windows counted from each of those days on which the norm applies.
    fn counted(
        &self,
        norm: &Norm,
        setting: Setting,
        who: Who,
        length: crate::model::Length,
        triggers: &[Date],
    ) -> Vec<Frame> {
        let mut found = Vec::new();
        for day in triggers.iter().filter(|day| **day <= self.today()) {
            let applies = self.applies(norm, setting, who, *day);
            let Some(end) = dates::period_end(*day, length, self.calendar) else {
                continue;
            };
            if !applies.is_no() {
                found.push(Frame::new(*day, Some(end), applies.needs()));
            }
        }
        found
    }

    /// The k-th window ends k lengths after the anchor.
    fn chain(
        &self,
        norm: &Norm,
        setting: Setting,
        who: Who,
        anchor: Date,
        length: crate::model::Length,
    ) -> Vec<Frame> {
        let mut found = Vec::new();
        let mut start = anchor;
        for times in 1.. {
            let Some(end) = dates::plus(anchor, length, times).filter(|end| *end >= start) else {
                break;
            };
            if start > self.today() {
                break;
            }
            let applies = self.applies(norm, setting, who, start);
            if !applies.is_no() {
                found.push(Frame::new(
                    start,
                    Some(Deadline::fixed(end)),
                    applies.needs(),
                ));
            }
            start = dates::next(end);
        }
        found
    }

    fn dated_frames(&self, case: Case<'_>, window: &Window) -> Vec<Frame> {
        match window {
            Window::Each(schedule) if *schedule != Schedule::Once => {
                self.each_period(case, *schedule, Some)
            }
            Window::Open | Window::Each(_) => self.each_run(case, |_| Some(None)),
            Window::Within(length) => self.each_run(case, |first| {
                dates::period_end(first, *length, self.calendar).map(Some)
            }),
            Window::By(Day::On(day))
                if self.is_asked_before(case.index, case.setting, case.who, *day) =>
            {
                Vec::new()
            }
            Window::By(Day::On(day)) => {
                let runs = self.each_run(case, |_| Some(Some(Deadline::fixed(*day))));
                let mut in_time = runs.into_iter().take(1);
                in_time
                    .find(|frame| frame.start <= *day)
                    .into_iter()
                    .collect()
            }
            Window::By(Day::Yearly { month, day }) => {
                self.each_period(case, Schedule::Year, |last| {
                    day_or_last(last.year(), u32::from(*month), u32::from(*day))
                })
            }
            Window::By(Day::Monthly { day }) => self.each_period(case, Schedule::Month, |last| {
                day_or_last(last.year(), last.month(), u32::from(*day))
            }),
            Window::On(day) => self.on_days(case, *day),
            Window::After(Anchor::Date(date), length) => {
                let days = self.anchor_date(case, date);
                self.counted(case.norm, case.setting, case.who, *length, &days)
            }
            Window::Every(Anchor::Date(date), length) => {
                let days = self.anchor_date(case, date).into_iter();
                days.flat_map(|day| self.chain(case.norm, case.setting, case.who, day, *length))
                    .collect()
            }
            Window::Before(anchor, length) => self.before(case, anchor, *length),
            Window::After(..) | Window::Every(..) => Vec::new(),
        }
    }

    /// A date as it is on the first day in force.
    fn anchor_date(&self, case: Case<'_>, date: &crate::model::Expr) -> Vec<Date> {
        let at = At {
            day: case.first,
            member: case.who.member(),
            record: case.setting.record,
            ..At::default()
        };
        self.date(date, at).into_iter().collect()
    }

    fn truth_on(&self, case: Case<'_>, day: Date) -> Truth {
        self.applies(case.norm, case.setting, case.who, day)
    }

    /// One window for each calendar period on whose first day the norm applies.
    fn each_period(
        &self,
        case: Case<'_>,
        schedule: Schedule,
        end: impl Fn(Date) -> Option<Date>,
    ) -> Vec<Frame> {
        let mut found = Vec::new();
        for (first, last) in dates::periods(schedule, case.first, self.today()) {
            let applies = self.truth_on(case, first);
            if let Some(end) = end(last).filter(|_| !applies.is_no()) {
                found.push(Frame::new(
                    first,
                    Some(Deadline::fixed(end)),
                    applies.needs(),
                ));
            }
        }
        found
    }

    /// One window from the first day of each stretch of days on which the norm applies.
    fn each_run(
        &self,
        case: Case<'_>,
        end: impl Fn(Date) -> Option<Option<Deadline>>,
    ) -> Vec<Frame> {
        let stretches = self.spells(case.index, case.setting, case.who, false);
        stretches
            .into_iter()
            .filter_map(|run| Some(Frame::new(run.first, end(run.first)?, run.doubt)))
            .collect()
    }

    /// The days themselves.
    fn on_days(&self, case: Case<'_>, day: Day) -> Vec<Frame> {
        let all = dates::days(case.first, self.today()).into_iter();
        let meant = all.filter(|here| match day {
            Day::On(day) => *here == day,
            Day::Yearly { month, day } => {
                day_or_last(here.year(), u32::from(month), u32::from(day)) == Some(*here)
            }
            Day::Monthly { day } => {
                day_or_last(here.year(), here.month(), u32::from(day)) == Some(*here)
            }
        });
        meant
            .filter_map(|here| {
                let applies = self.truth_on(case, here);
                let arises = !applies.is_no();
                arises.then(|| Frame::new(here, Some(Deadline::fixed(here)), applies.needs()))
            })
            .collect()
    }

    /// To be done so long before what then happened.
    fn before(&self, case: Case<'_>, anchor: &Anchor, length: crate::model::Length) -> Vec<Frame> {
        let mut found = Vec::new();
        let first = self.first_in_force(case.index, case.setting);
        let happened = match anchor {
            Anchor::Date(date) => self.anchor_date(case, date),
            Anchor::Event(_) | Anchor::Signing(_) | Anchor::Unrecorded(_) => {
                self.triggers(anchor, case.norm, case.setting, case.who)
            }
        };
        for day in happened.into_iter().filter(|day| *day <= self.today()) {
            let applies = self.truth_on(case, day);
            let end = dates::back(day, length, self.calendar)
                .filter(|end| end.last() >= first && !applies.is_no());
            found.extend(end.map(|end| Frame {
                arose: day,
                ..Frame::new(first, Some(end), applies.needs())
            }));
        }
        found
    }
}
