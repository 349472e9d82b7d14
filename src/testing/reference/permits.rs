//! Waivers that end duties, duties that rest, and powers.

use crate::evaluate::{Ineffective, IneffectiveReason, ObligationState};
use crate::model::{Action, Duty, Head, Norm, NormId, Party, Permit, Subject};
use crate::value::Date;

use super::acts::Judged;
use super::dates::{Deadline, next, plus_days};
use super::events::Act;
use super::force::Start;
use super::judge::{Instance, Standing};
use super::runs::runs;
use super::truth::{Needs, Truth};
use super::world::{Who, World};

/// When a duty rests.
#[derive(Clone, Debug, Default)]
pub(super) struct Rest {
    /// First and last days.
    pub(super) days: Vec<(Date, Date)>,
    /// Those of them by which the deadline moves.
    moving: Vec<(Date, Date)>,
    /// What would decide whether it rests.
    pub(super) needs: Needs,
    /// Acts count meanwhile.
    pub(super) acts_count: bool,
}

impl Rest {
    /// Whether an act on that day does not count.
    pub(super) fn voids_act(&self, day: Date) -> bool {
        !self.acts_count && self.is_on(day)
    }

    /// Whether the duty rests on that day.
    pub(super) fn is_on(&self, day: Date) -> bool {
        self.days
            .iter()
            .any(|(from, to)| *from <= day && day <= *to)
    }

    /// The deadline, later by the days of rest up to it, each counted once.
    pub(super) fn moved(&self, start: Date, deadline: Option<Deadline>) -> Option<Deadline> {
        let plain = deadline?.last();
        let (mut last, mut day) = (plain, start);
        while day <= last {
            let rests = self
                .moving
                .iter()
                .any(|(from, to)| *from <= day && day <= *to);
            if rests {
                last = next(last);
            }
            day = next(day);
        }
        if last == plain {
            deadline
        } else {
            Some(Deadline::fixed(last))
        }
    }
}

/// What a sentence asks of somebody, or lets a body do.
pub(super) fn asked_of(norm: &Norm) -> Option<Duty> {
    match &norm.head {
        Head::Duty(duty) => Some(duty.clone()),
        Head::Permit(Permit::Do { action, window })
            if matches!(norm.subject, Subject::Village | Subject::Body(_)) =>
        {
            Some(Duty {
                action: action.clone(),
                window: window.clone(),
                quantity: None,
                still_owed: false,
                early_counts: false,
                toward: Party::Household,
            })
        }
        _ => None,
    }
}

impl World<'_> {
    pub(super) fn permits(&self) -> Vec<(&Norm, &Permit)> {
        let living = self.living_norms().into_iter();
        living
            .filter_map(|(_, norm)| match &norm.head {
                Head::Permit(permit) => Some((norm, permit)),
                _ => None,
            })
            .collect()
    }

    /// When a duty rests that somebody has from a day on.
    pub(super) fn rest(
        &self,
        (index, record, who): (usize, Option<usize>, Who),
        start: Date,
        acts_count: bool,
    ) -> Rest {
        let mut rest = Rest {
            acts_count,
            ..Rest::default()
        };
        let id = NormId(u32::try_from(index).unwrap_or(u32::MAX));
        for (norm, permit) in self.permits() {
            let Permit::Pause {
                of,
                clock_runs,
                until,
            } = permit
            else {
                continue;
            };
            let of_person = norm.subject == Subject::Person;
            if !of.contains(&id) || of_person && who.member().is_none() {
                continue;
            }
            let whose = if of_person { who } else { Who::Household };
            let settings = self.settings_of(norm).into_iter();
            for setting in settings.filter(|setting| setting.record == record) {
                let from = match setting.start {
                    Start::Day(first) => first.max(start),
                    Start::NoDate(_) => start,
                    Start::Unsigned(_) => continue,
                };
                let spans = runs(from, self.today(), |day| {
                    self.applies(norm, setting, whose, day)
                });
                for span in spans {
                    if !span.doubt.is_empty() {
                        rest.needs.extend(span.doubt);
                        continue;
                    }
                    let free = match until {
                        None => Some(next(span.last)),
                        Some(action) => self.freed(action, span.first, &mut rest.needs),
                    };
                    let last = free.and_then(|free| plus_days(free, -1));
                    let last = last.unwrap_or(self.today()).min(self.today());
                    rest.days.push((span.first, last));
                    if !clock_runs {
                        rest.moving.push((span.first, last));
                    }
                }
            }
        }
        rest
    }

    /// The first such event from a day on; what would tell where none is seen.
    fn freed(&self, action: &Action, from: Date, needs: &mut Needs) -> Option<Date> {
        let event = match self.event_of(action) {
            Ok(event) => event,
            Err(missing) => {
                needs.extend(missing);
                return None;
            }
        };
        let acts = self.acts(event, Who::Household).into_iter();
        let found = acts.map(|act| act.on).find(|on| *on >= from);
        if found.is_none() {
            needs.extend(self.record_to(event, self.today()));
        }
        found
    }

    /// How a duty stands that may rest today.
    pub(super) fn rested(&self, instance: &Instance, standing: Standing) -> Standing {
        let rest = &instance.rest;
        if !rest.needs.is_empty() {
            let needs = super::numbers::joined(standing.needs, rest.needs.clone());
            return Standing {
                state: ObligationState::Undetermined,
                on: None,
                needs,
            };
        }
        if instance.is_power {
            return self.of_power(instance, standing);
        }
        if standing.state == ObligationState::InEffect && rest.is_on(self.today()) {
            return Standing {
                state: ObligationState::Suspended,
                ..standing
            };
        }
        standing
    }

    /// A power is used or lapses. One without an end is there, whether anything records its use or not.
    fn of_power(&self, instance: &Instance, standing: Standing) -> Standing {
        let is_open = instance.deadline.is_none() && instance.doubt.is_empty();
        let unrecorded = self.event_of(&instance.action).is_err();
        let state = match standing.state {
            ObligationState::InEffect if instance.rest.is_on(self.today()) => {
                ObligationState::Suspended
            }
            ObligationState::Fulfilled => ObligationState::Exercised,
            ObligationState::Violated => ObligationState::Terminated,
            ObligationState::Undetermined if is_open && unrecorded => {
                return Standing {
                    state: ObligationState::InEffect,
                    on: None,
                    needs: Needs::new(),
                };
            }
            other => other,
        };
        Standing { state, ..standing }
    }

    /// What was done while the duty rested.
    pub(super) fn idle_acts(&self, judged: &[Judged]) -> Vec<Ineffective> {
        let mut found = Vec::new();
        for one in judged {
            let instance = &one.instance;
            let Ok(event) = self.event_of(&instance.action) else {
                continue;
            };
            let last = instance.deadline.map_or(self.today(), Deadline::last);
            let acts = self.acts(event, instance.who).into_iter();
            let idle = acts.filter(|act| {
                let inside = instance.start <= act.on && act.on <= last;
                inside && instance.rest.voids_act(act.on)
            });
            found.extend(idle.map(|act| Ineffective {
                place: instance.place,
                bearer: self.bearer(instance.who),
                action: instance.action.clone(),
                on: act.on,
                reason: IneffectiveReason::Suspended,
                needs: Vec::new(),
            }));
        }
        found
    }

    /// Ends the duties that were waived, or leaves them open; the waivers that changed nothing.
    pub(super) fn waive(&self, judged: &mut [Judged]) -> Vec<Ineffective> {
        let mut found = Vec::new();
        for (norm, permit) in self.permits() {
            let Permit::Waive { duties, .. } = permit else {
                continue;
            };
            for (action, event) in duties {
                let Some(event) = event else {
                    continue;
                };
                for setting in self.settings_of(norm) {
                    for who in self.bearers(norm) {
                        for act in self.waivers(*event, who) {
                            let holds = self.applies(norm, setting, who, act.on);
                            let open = judged.iter_mut().filter(|one| {
                                let instance = &one.instance;
                                !instance.is_power
                                    && instance.action == *action
                                    && instance.who == who
                            });
                            open.for_each(|one| discharge(one, act.on, &holds));
                            let reason = match holds {
                                Truth::Yes => continue,
                                Truth::No => IneffectiveReason::Condition,
                                Truth::Open(_) => IneffectiveReason::Undetermined,
                            };
                            found.push(Ineffective {
                                place: norm.place,
                                bearer: self.bearer(who),
                                action: Action::Event(*event),
                                on: act.on,
                                reason,
                                needs: super::truth::spelled(&holds.needs()),
                            });
                        }
                    }
                }
            }
        }
        found
    }

    /// The acts of waiving for somebody: of a member only those recorded for that member.
    fn waivers(&self, event: crate::register::EventId, who: Who) -> Vec<Act> {
        let own = self.household.events.as_deref().unwrap_or_default();
        let mut acts = self.acts(event, who);
        acts.retain(|act| match who {
            Who::Member(member) => {
                let by = own.get(act.number).and_then(|happened| happened.by);
                by.map(usize::from) == Some(member)
            }
            Who::Household | Who::Body(_) => true,
        });
        acts
    }
}

/// What arose by then, is not done and still has time ends on the day of a waiver.
fn discharge(one: &mut Judged, on: Date, holds: &Truth) {
    let instance = &one.instance;
    let has_time = instance
        .deadline
        .is_none_or(|deadline| on <= deadline.last());
    let done = one.standing.on.or(one.late);
    let is_open = instance.arose <= on
        && has_time
        && done.is_none_or(|done| on < done)
        && one.standing.state != ObligationState::Terminated;
    if !is_open || holds.is_no() {
        return;
    }
    one.late = None;
    one.standing = if holds.is_yes() {
        Standing {
            state: ObligationState::Discharged,
            on: None,
            needs: Needs::new(),
        }
    } else {
        let needs = super::numbers::joined(one.standing.needs.clone(), holds.needs());
        Standing {
            state: ObligationState::Undetermined,
            on: None,
            needs,
        }
    };
}
