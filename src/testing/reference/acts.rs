//! Duties and states looked at together: instances with their standing, and what may be broken.

use crate::evaluate::{Need, ObligationState};
use crate::model::{Anchor, Duty, Expr, Head, Norm, NormId, Permit, Place, Subject, Window};
use crate::register::FactValue;
use crate::value::Date;

use super::dates::days_between;
use super::force::{Setting, Start};
use super::judge::{Instance, Standing};
use super::numbers::Span;
use super::permits::asked_of;
use super::runs::{Run, runs};
use super::truth::{Needs, need};
use super::world::{At, Overdue, Who, World, overdue_days};

/// An instance and how it stands.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) instance: Instance,
    pub(super) standing: Standing,
    /// The act that came after the deadline.
    pub(super) late: Option<Date>,
}

impl Judged {
    /// Instances of one clause and bearer have one key.
    fn key(&self, world: &World<'_>) -> (Option<usize>, Place, Option<usize>, Who) {
        let instance = &self.instance;
        let first = instance.norm.map(|norm| world.first_version(norm));
        let place = first
            .and_then(|first| world.norm(first))
            .map(|norm| norm.place);
        let place = place.unwrap_or(instance.place);
        (first, place, instance.record, instance.who)
    }
}

/// A stretch of days that carries a breach or a condition's consequence.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub(super) norm: NormId,
    pub(super) who: Who,
    pub(super) setting: Setting,
    pub(super) run: Run,
}

impl World<'_> {
    /// Every norm that is not void as a whole and whose article was not annulled, with its number.
    pub(super) fn living_norms(&self) -> Vec<(usize, &Norm)> {
        let norms = self.meaning.norms.iter().enumerate();
        norms
            .filter(|(_, norm)| !self.is_void(&norm.voids) && !self.is_annulled(norm.place))
            .collect()
    }

    /// Every instance of every duty.
    pub(super) fn all_instances(&self) -> Vec<Judged> {
        let mut found = Vec::new();
        for (index, norm) in self.living_norms() {
            let Some(duty) = asked_of(norm) else {
                continue;
            };
            found.extend(self.judged(index, norm, &duty));
        }
        self.settle_late(found.iter_mut().collect());
        self.waive(&mut found);
        found
    }

    /// Late acts, clause by clause and bearer by bearer.
    pub(super) fn settle_late(&self, mut all: Vec<&mut Judged>) {
        let mut keys: Vec<_> = all.iter().map(|one| one.key(self)).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let of_key = all.iter_mut().filter(|one| one.key(self) == key);
            let mut of_key: Vec<&mut Judged> = of_key.map(|one| &mut **one).collect();
            self.assign_late(&mut of_key);
        }
    }

    /// The stretches on which a norm with a first day holds for somebody, those of a kept state on which it is
    /// broken if asked so.
    pub(super) fn stretches(&self, index: usize, norm: &Norm, broken: bool) -> Vec<Stretch> {
        let mut found = Vec::new();
        for setting in self.settings_of(norm) {
            for who in self.bearers(norm) {
                let all = self.spells(index, setting, who, broken);
                found.extend(all.into_iter().map(|run| Stretch {
                    norm: NormId(u32::try_from(index).unwrap_or(u32::MAX)),
                    who,
                    setting,
                    run,
                }));
            }
        }
        found
    }

    /// The stretches on which a version itself speaks, whatever went on from before it.
    pub(super) fn days_in_force(&self, index: usize, norm: &Norm) -> Vec<Stretch> {
        let mut found = Vec::new();
        for setting in self.settings_of(norm) {
            let Start::Day(first) = setting.start else {
                continue;
            };
            for who in self.bearers(norm) {
                let all = runs(first, self.today(), |day| {
                    self.applies(norm, setting, who, day)
                });
                found.extend(all.into_iter().map(|run| Stretch {
                    norm: NormId(u32::try_from(index).unwrap_or(u32::MAX)),
                    who,
                    setting,
                    run,
                }));
            }
        }
        found
    }

    /// A day before everything that is known of the household.
    pub(super) fn earliest(&self) -> Date {
        let timelines = self.household.facts.iter();
        let timelines = timelines.chain(self.members().iter().flat_map(|member| &member.facts));
        let entries = timelines.flat_map(|timeline| &timeline.entries);
        let said = entries.flat_map(|(from, value)| {
            let dated = match value {
                Some(FactValue::Date(date)) => Some(*date),
                Some(FactValue::Bool(_) | FactValue::Number(_) | FactValue::Enum(_)) | None => None,
            };
            [*from, dated]
        });
        let came = self
            .members()
            .iter()
            .flat_map(|member| [member.from, member.until]);
        let signed = self.records().iter().map(|record| record.signed);
        let events = self.household.events.as_deref().unwrap_or_default().iter();
        let happened = events.map(|happened| Some(happened.on));
        let steps = self.meaning.parameters.iter().flat_map(|one| &one.steps);
        let steps = steps.map(|(from, _)| Some(*from));
        let all = said.chain(came).chain(signed).chain(happened).chain(steps);
        let first = all.flatten().min().unwrap_or(self.today());
        super::dates::plus_days(first.min(self.today()), -1).unwrap_or(first)
    }

    /// Whether the stretch of an undated text began before everything known.
    pub(super) fn is_always(&self, stretch: &Stretch) -> bool {
        let undated = matches!(stretch.setting.start, Start::NoDate(_));
        undated && stretch.run.first == self.earliest()
    }

    /// Whether an undated norm ever applies to anybody, up to today.
    fn ever_applies(&self, norm: &Norm, setting: Setting) -> bool {
        let all = super::dates::days(self.earliest(), self.today());
        self.bearers(norm).into_iter().any(|who| {
            let mut days = all.iter();
            days.any(|day| !self.applies(norm, setting, who, *day).is_no())
        })
    }

    /// What cannot even be begun: no first day, no signing day, no members, no anchor.
    pub(super) fn cannot_begin(&self, index: usize, norm: &Norm) -> Vec<Needs> {
        let asked = asked_of(norm);
        let (needs_first_day, duty) = match &norm.head {
            Head::Duty(_) | Head::Permit(Permit::Do { .. }) => {
                let Some(duty) = &asked else {
                    return Vec::new();
                };
                (needs_first_day(duty), Some(duty))
            }
            Head::Keep { .. }
            | Head::OnCondition { .. }
            | Head::Deemed { .. }
            | Head::PayDeposit { .. } => (true, None),
            Head::Entitle(_)
            | Head::Ban(_)
            | Head::Encourage(_)
            | Head::OnBreach { .. }
            | Head::RefundAtEnd { .. }
            | Head::Permit(_)
            | Head::Share(_)
            | Head::Priority { .. }
            | Head::Rate { .. } => return Vec::new(),
        };
        let is_body = matches!(norm.subject, Subject::Village | Subject::Body(_));
        let is_unborne = self.bearers(norm).is_empty();
        if is_body && is_unborne {
            return Vec::new();
        }
        let nobody_known = norm.subject == Subject::Person && self.household.members.is_none();
        let mut open = Vec::new();
        for setting in self.settings_of(norm) {
            let is_signed = !matches!(setting.start, Start::Unsigned(_));
            if is_signed && nobody_known {
                open.push(need(Need::Members));
            }
            if is_signed && is_unborne {
                continue;
            }
            let undated = matches!(setting.start, Start::NoDate(_)) && needs_first_day;
            let silent = match &norm.head {
                _ if !undated => false,
                Head::OnCondition { .. } | Head::Deemed { .. } => {
                    let stretches = self.stretches(index, norm, false);
                    !stretches.iter().any(|stretch| self.is_always(stretch))
                }
                Head::Duty(_)
                | Head::Keep { .. }
                | Head::PayDeposit { .. }
                | Head::Entitle(_)
                | Head::Ban(_)
                | Head::Encourage(_)
                | Head::OnBreach { .. }
                | Head::RefundAtEnd { .. }
                | Head::Permit(_)
                | Head::Share(_)
                | Head::Priority { .. }
                | Head::Rate { .. } => !self.ever_applies(norm, setting),
            };
            let unstarted = self.unstarted(setting, needs_first_day).map(need);
            open.extend(unstarted.filter(|_| !silent));
            if let (Some(duty), false) = (duty, matches!(setting.start, Start::Unsigned(_))) {
                open.extend(self.unanchored(norm, setting, duty));
            }
        }
        open
    }

    fn unstarted(&self, setting: Setting, needs_first_day: bool) -> Option<Need> {
        match setting.start {
            Start::Day(_) => None,
            Start::NoDate(document) => needs_first_day.then_some(Need::EffectDate(document)),
            Start::Unsigned(agreement) => {
                let record = setting.record.and_then(|record| self.record(record));
                let is_over = record
                    .and_then(|record| record.ended)
                    .is_some_and(|ended| ended < self.query.from);
                (!is_over).then_some(Need::Signed(agreement))
            }
        }
    }

    fn unanchored(&self, norm: &Norm, setting: Setting, duty: &Duty) -> Vec<Needs> {
        let (Window::After(anchor, _) | Window::Before(anchor, _) | Window::Every(anchor, _)) =
            &duty.window
        else {
            return Vec::new();
        };
        match anchor {
            Anchor::Event(_) => Vec::new(),
            Anchor::Unrecorded(name) => vec![need(Need::Record(name.clone()))],
            Anchor::Signing(agreement) => {
                let mut of_kind = self.records().iter().filter(|one| one.of == *agreement);
                let own = self
                    .document(norm.place.document)
                    .is_some_and(|document| document.agreement == Some(*agreement));
                let unknown = self.household.agreements.is_none()
                    || of_kind.any(|record| record.signed.is_none());
                let open = unknown && !own;
                open.then(|| need(Need::Signed(*agreement)))
                    .into_iter()
                    .collect()
            }
            Anchor::Date(date) => self.unknown_dates(norm, setting, date),
        }
    }

    fn unknown_dates(&self, norm: &Norm, setting: Setting, date: &Expr) -> Vec<Needs> {
        let Start::Day(first) = setting.start else {
            return Vec::new();
        };
        let each = self.bearers(norm).into_iter();
        each.filter_map(|who| {
            let at = At {
                day: first,
                member: who.member(),
                record: setting.record,
                ..At::default()
            };
            self.date(date, at).err()
        })
        .collect()
    }

    /// Days overdue of the latest instance of the duty on an action whose deadline has passed.
    pub(super) fn overdue(&self, action: &crate::model::Action, at: At) -> Span {
        let same = |overdue: &Overdue| {
            let of = overdue.of.map(crate::model::Action::Event);
            of.as_ref() == Some(action)
        };
        let own = at.overdue.filter(same);
        if let Some(overdue) = own.filter(|own| own.doubtful.is_none()) {
            return self.overdue_span(overdue);
        }
        if self.depth > 0 {
            return Span::limit("depth");
        }
        let who = at.member.map_or(Who::Household, Who::Member);
        let day = Some(at.day).filter(|_| !at.in_consequence);
        let day = day.unwrap_or(self.today()).min(self.today());
        let earlier = World {
            query: crate::evaluate::Query::on(day),
            depth: self.depth + 1,
            ..*self
        };
        let doubtful = own.and_then(|own| own.doubtful);
        let all = earlier.instances_on(action).into_iter();
        let all = all.filter(|one| match doubtful {
            Some(who) => one.instance.who == who && one.instance.since() == Some(at.day),
            None => true,
        });
        let over: Vec<(Date, Judged)> = all
            .filter_map(|one| {
                let whose = one.instance.who;
                let is_own = who == Who::Household || whose == Who::Household || whose == who;
                let ended = one.standing.state == ObligationState::Terminated;
                let last = one.instance.deadline?.last();
                (is_own && !ended && last < day).then_some((last, one))
            })
            .collect();
        let latest = over.iter().map(|(last, _)| *last).max();
        let latest = over.iter().filter(|(last, _)| Some(*last) == latest);
        let spans = latest.map(|(last, one)| {
            let longest = crate::value::Exact::from_int(i128::from(days_between(*last, day)));
            let open = |needs| Span::between(Some(crate::value::Exact::ZERO), Some(longest), needs);
            if one.standing.state == ObligationState::Undetermined {
                // Whatever leaves it open, the days lie between these bounds.
                let needs = super::truth::spelled(&one.standing.needs).into_iter();
                return open(needs.flat_map(need).collect());
            }
            match earlier.overdue_of(one) {
                None => Span::whole(0),
                Some(Overdue {
                    open: Some(event), ..
                }) => open(earlier.record_to(event, day)),
                Some(overdue) => earlier.overdue_span(overdue),
            }
        });
        spans.reduce(Span::larger).unwrap_or_else(|| Span::whole(0))
    }

    /// Every instance of the duties on an action.
    fn instances_on(&self, action: &crate::model::Action) -> Vec<Judged> {
        let mut found = Vec::new();
        for (index, norm) in self.living_norms() {
            if let Head::Duty(duty) = &norm.head
                && duty.action == *action
            {
                found.extend(self.judged(index, norm, duty));
            }
        }
        self.settle_late(found.iter_mut().collect());
        self.waive(&mut found);
        found
    }

    fn judged(&self, index: usize, norm: &Norm, duty: &Duty) -> Vec<Judged> {
        let instances = self.instances(index, norm, duty).into_iter();
        let judged = instances.map(|instance| Judged {
            standing: self.standing(&instance),
            instance,
            late: None,
        });
        judged.collect()
    }

    fn overdue_span(&self, overdue: Overdue) -> Span {
        let days = crate::value::Exact::from_int(i128::from(overdue.days));
        match overdue.open {
            None => Span::known(days),
            Some(event) => {
                let needs = self.record_to(event, self.today());
                Span::between(Some(crate::value::Exact::ZERO), Some(days), needs)
            }
        }
    }

    /// How long a violated duty is overdue.
    pub(super) fn overdue_of(&self, judged: &Judged) -> Option<Overdue> {
        if judged.standing.state != ObligationState::Violated {
            return None;
        }
        let deadline = judged.instance.deadline?;
        let late = judged.late;
        let event = self.event_of(&judged.instance.action).ok();
        let reaches = self.is_recorded_to(self.today());
        Some(Overdue {
            of: event,
            doubtful: None,
            days: overdue_days(deadline, late.unwrap_or_else(|| self.today())),
            open: event.filter(|_| late.is_none() && !reaches),
        })
    }
}

/// Whether the windows of a duty can be told only from a first day in force.
fn needs_first_day(duty: &Duty) -> bool {
    match &duty.window {
        Window::After(anchor, _) | Window::Every(anchor, _) => {
            matches!(anchor, Anchor::Date(_))
        }
        Window::Open
        | Window::Each(_)
        | Window::By(_)
        | Window::On(_)
        | Window::Before(..)
        | Window::Within(_) => true,
    }
}
