//! How a duty instance stands today (semantics 2.5).

use crate::evaluate::{Bearer, Need, ObligationState};
use crate::model::{Action, Place};
use crate::register::EventId;
use crate::value::{Date, Exact};

use super::acts::Judged;
use super::dates::{Deadline, next};
use super::events::Act;
use super::permits::Rest;
use super::truth::{Needs, need};
use super::world::{Who, World};

/// One instance of a duty.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    /// The norm, or none for the repair of a consequence.
    pub(super) norm: Option<usize>,
    pub(super) place: Place,
    pub(super) who: Who,
    pub(super) toward: Bearer,
    pub(super) action: Action,
    pub(super) record: Option<usize>,
    /// The day on which its condition was judged.
    pub(super) arose: Date,
    pub(super) start: Date,
    pub(super) deadline: Option<Deadline>,
    /// What would decide whether it arose.
    pub(super) doubt: Needs,
    pub(super) quantity: Option<Exact>,
    pub(super) still_owed: bool,
    /// Acts count from this day on: the start, or earlier.
    pub(super) counts_from: Date,
    /// The last day on which it binds its bearer.
    pub(super) bound_until: Option<Date>,
    /// When it rests.
    pub(super) rest: Rest,
    /// It may be done, and need not.
    pub(super) is_power: bool,
}

/// How it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Standing {
    pub(super) state: ObligationState,
    /// Day of the act, in time or late.
    pub(super) on: Option<Date>,
    pub(super) needs: Needs,
}

impl Standing {
    fn plain(state: ObligationState, on: Option<Date>) -> Self {
        Self {
            state,
            on,
            needs: Needs::new(),
        }
    }

    fn open(needs: Needs) -> Self {
        Self {
            state: ObligationState::Undetermined,
            on: None,
            needs,
        }
    }
}

impl Instance {
    /// First day of the breach if it is broken.
    pub(super) fn since(&self) -> Option<Date> {
        self.deadline.map(|deadline| next(deadline.last()))
    }
}

impl World<'_> {
    /// How the instance stands today.
    pub(super) fn standing(&self, instance: &Instance) -> Standing {
        if let Some(over) = self.is_given_over(instance) {
            let needs = self.unclear_before(instance, over);
            return if needs.is_empty() {
                Standing::plain(ObligationState::Terminated, None)
            } else {
                Standing::open(needs)
            };
        }
        let standing = if instance.doubt.is_empty() {
            self.standing_if_arisen(instance)
        } else {
            Standing::open(instance.doubt.clone())
        };
        self.rested(instance, standing)
    }

    /// Whether it may be broken by today although that is not decided.
    pub(super) fn may_be_broken(&self, judged: &Judged) -> bool {
        let instance = &judged.instance;
        let passed = instance
            .deadline
            .is_some_and(|deadline| deadline.last() < self.today());
        let arisen = self.standing_if_arisen(instance).state;
        let broken = matches!(
            arisen,
            ObligationState::Violated | ObligationState::Undetermined
        );
        let goes_over = self.is_given_over(instance).is_some();
        // It ends with the bond before it could be broken.
        let ends = self.ends_before(instance).is_some();
        !goes_over
            && !ends
            && passed
            && broken
            && judged.standing.state == ObligationState::Undetermined
    }

    fn standing_if_arisen(&self, instance: &Instance) -> Standing {
        let event = match self.event_of(&instance.action) {
            Ok(event) => event,
            Err(needs) => return Standing::open(needs),
        };
        let today = self.today();
        let last = instance.deadline.map(Deadline::last);
        let bound = self.ends_before(instance);
        let in_time = [last, bound, Some(today)].into_iter().flatten().min();
        let in_time = in_time.unwrap_or(today);
        let done = self.done(instance, event, in_time);
        if let Some(last) = done.last() {
            return Standing::plain(ObligationState::Fulfilled, Some(last.on));
        }
        if let Some(bound) = bound {
            return self.unless_unrecorded(event, bound, ObligationState::Terminated);
        }
        let missing = instance.deadline.and_then(|deadline| deadline.end.err());
        match (last.filter(|last| *last < today), missing) {
            (Some(_), Some(year)) => Standing::open(need(Need::Calendar(year))),
            (Some(last), None) if self.is_recorded_to(last) => {
                Standing::plain(ObligationState::Violated, None)
            }
            (Some(last), None) => Standing::open(self.record_to(event, last)),
            (None, _) => self.unless_unrecorded(event, today, ObligationState::InEffect),
        }
    }

    /// The day on which it stops to bind while it is still to be done.
    fn ends_before(&self, instance: &Instance) -> Option<Date> {
        let last = instance.deadline.map(Deadline::last);
        let bound = instance.bound_until.filter(|bound| *bound < self.today())?;
        // What falls due on the last day of a household is open when it goes.
        let goes = self.household.until == Some(bound);
        let is_first = last.is_none_or(|last| bound < last || goes && bound == last);
        is_first.then_some(bound)
    }

    fn unless_unrecorded(&self, event: EventId, day: Date, state: ObligationState) -> Standing {
        if self.is_recorded_to(day) {
            Standing::plain(state, None)
        } else {
            Standing::open(self.record_to(event, day))
        }
    }

    /// The acts that together were enough, if by `until`; none where it was not.
    pub(super) fn done(&self, instance: &Instance, event: EventId, until: Date) -> Vec<Act> {
        let all = self.acts(event, instance.who).into_iter();
        let inside = all.filter(|act| {
            let in_time = act.on >= instance.counts_from && act.on <= until;
            in_time && !instance.rest.voids_act(act.on)
        });
        enough(instance, inside)
    }

    /// Gives each violated instance of one clause and bearer, in the order of their windows, the
    /// late acts that no other instance has used.
    pub(super) fn assign_late(&self, judged: &mut [&mut Judged]) {
        judged.sort_by_key(|one| one.instance.start);
        let mut taken: Vec<usize> = Vec::new();
        for one in judged.iter() {
            let event = self.event_of(&one.instance.action);
            if let (ObligationState::Fulfilled, Some(on), Ok(event)) =
                (one.standing.state, one.standing.on, event)
            {
                let used = self.done(&one.instance, event, on).into_iter();
                taken.extend(used.map(|act| act.number));
            }
        }
        for one in judged {
            if one.standing.state != ObligationState::Violated {
                continue;
            }
            let instance = &one.instance;
            let Ok(event) = self.event_of(&instance.action) else {
                continue;
            };
            let last = instance.deadline.map(Deadline::last);
            let all = self.acts(event, instance.who).into_iter();
            let usable = all.filter(|act| {
                let early = last.is_none_or(|last| act.on <= last);
                let counts = if early {
                    !instance.rest.voids_act(act.on)
                } else {
                    !taken.contains(&act.number)
                };
                act.on >= instance.counts_from && counts
            });
            let used = enough(instance, usable);
            one.late = used.last().map(|act| act.on);
            one.standing.on = one.late.filter(|_| one.instance.still_owed);
            taken.extend(used.iter().map(|act| act.number));
        }
    }
}

/// The first acts that are enough together; none where all are not.
fn enough(instance: &Instance, acts: impl Iterator<Item = Act>) -> Vec<Act> {
    let mut so_far = Exact::ZERO;
    let mut used = Vec::new();
    for act in acts {
        so_far = so_far.checked_add(act.quantity).unwrap_or(so_far);
        used.push(act);
        if instance.quantity.is_none_or(|wanted| so_far >= wanted) {
            return used;
        }
    }
    Vec::new()
}
