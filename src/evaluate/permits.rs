//! What is waived, or rests for a while (form 10, and `暂停履行` of form 12), and powers.

use super::acts::Arisen;
use super::duties::{Case, is_void};
use super::ledger::{ActionRef, Bearer, IneffectiveAct, Instance};
use super::run::{Run, Scope};
use super::trace::Trace;
use super::value::merge_needs;
use super::windows::{Last, Occasion};
use crate::compile::book::{Act, PermitRow};
use crate::evaluate::{Findings, Ineffective, IneffectiveReason, Need, ObligationState};
use crate::model::{Label, Subject};
use crate::register::EventId;
use crate::value::Date;
use crate::value::dates::add_days;

/// The days on which a duty rests.
#[derive(Default)]
pub(crate) struct Rest {
    /// First and last day, both included.
    pub days: Vec<(Date, Date)>,
    /// Those of them by which the deadline moves.
    moving: Vec<(Date, Date)>,
    /// What would decide whether it rests.
    pub needs: Vec<Need>,
}

impl Rest {
    /// The days to do it, with a deadline later by the days on which it rested, each counted once.
    pub fn moved(&self, occasion: Occasion) -> Occasion {
        let Some(day) = occasion.last.day().filter(|_| !self.moving.is_empty()) else {
            return occasion;
        };
        let mut moving = self.moving.clone();
        moving.sort_unstable();
        // Rest that begins by the deadline, as it stands by then, moves it by all of its days.
        let (mut last, mut counted) = (day, occasion.first);
        for (from, to) in moving {
            let from = from.max(counted);
            if from > last || to < from {
                continue;
            }
            let days = crate::value::dates::days_between(from, to) + 1;
            last = add_days(last, days).unwrap_or(last);
            counted = to.succ_opt().unwrap_or(to);
        }
        let last = if last == day {
            occasion.last
        } else {
            Last::Day(last)
        };
        Occasion { last, ..occasion }
    }
}

/// Only the record of the action is missing.
fn needs_record(instance: &Instance) -> bool {
    matches!(instance.needs.as_slice(), [Need::Record(_)])
}

impl Arisen {
    /// Whether it rests on a day.
    pub fn is_at_rest(&self, day: Date) -> bool {
        self.rests
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&day))
    }
}

impl<'a, T: Trace> Run<'a, T> {
    /// The days on which a duty or power rests, from the first day of its window on.
    pub fn rest_of(&mut self, case: Case<'a>, occasion: &Occasion) -> Rest {
        let book = self.book;
        let mut rest = Rest::default();
        for id in &book.order.pauses {
            let Some(norm) = book.norms.get(*id as usize) else {
                continue;
            };
            let Act::Permit(PermitRow::Pause {
                of,
                clock_runs,
                until,
                until_event,
            }) = &norm.act
            else {
                continue;
            };
            let scope = case.bearer.scope;
            let is_meant = of.contains(&case.id) && !is_void(&norm.void, self.query.on);
            if !is_meant || (norm.subject == Subject::Person && scope.member.is_none()) {
                continue;
            }
            let scope = if norm.subject == Subject::Person {
                scope
            } else {
                scope.of_household()
            };
            let (from, to) = self.force_span(norm, scope);
            let first = from.map_or(occasion.first, |from| from.max(occasion.first));
            let spans = self.spans(first, to, |run, day| run.norm_applies(norm, day, scope));
            for span in spans {
                if let Some(open) = span.first.open() {
                    merge_needs(&mut rest.needs, &open.needs);
                    continue;
                }
                let free = match (until_event, until) {
                    (Some(event), _) if self.is_kept(*event) => {
                        self.first_act(*event, scope, span.from, &mut rest.needs)
                    }
                    (_, Some(action)) => {
                        let need = self.unrecorded(action);
                        merge_needs(&mut rest.needs, &[need]);
                        None
                    }
                    (_, None) => span.until.or_else(|| to.succ_opt()),
                };
                let last = free
                    .and_then(|free| free.pred_opt())
                    .unwrap_or(self.query.on);
                let days = (span.from, last.min(self.query.on));
                rest.days.push(days);
                if !clock_runs {
                    rest.moving.push(days);
                }
            }
        }
        rest
    }

    /// The first such event from a day on; where the record does not reach, that is needed.
    fn first_act(
        &self,
        event: EventId,
        scope: Scope,
        from: Date,
        needs: &mut Vec<Need>,
    ) -> Option<Date> {
        let until = self.query.on;
        let mut acts = self.acts(event, scope.of_household(), Some(from), until);
        let found = acts.next().map(|(_, act)| act.on);
        if found.is_none() && !self.is_recorded_until(until) {
            merge_needs(needs, &[Need::Events { event, until }]);
        }
        found
    }

    /// What rests on the day asked about is suspended; what was done meanwhile changed nothing. A power is
    /// exercised or lapses, and is never broken.
    pub fn rests_now(&mut self, arisen: &Arisen, needs: Vec<Need>, instance: &mut Instance) {
        let book = self.book;
        let Some(duty) = book.duties.get(arisen.duty as usize) else {
            return;
        };
        if !needs.is_empty() {
            if instance.state != ObligationState::Undetermined {
                (instance.state, instance.needs) = (ObligationState::Undetermined, Vec::new());
            }
            merge_needs(&mut instance.needs, &needs);
        } else if instance.state == ObligationState::InEffect && arisen.is_at_rest(self.query.on) {
            instance.state = ObligationState::Suspended;
        }
        if duty.power {
            instance.since = None;
            // A power without limit is there whether its use is recorded or not.
            let is_kept = duty.event.is_some_and(|event| self.is_kept(event));
            if !is_kept && instance.window.1.is_none() && needs_record(instance) {
                (instance.state, instance.needs) = (ObligationState::InEffect, Vec::new());
            }
            instance.state = match instance.state {
                ObligationState::Fulfilled => ObligationState::Exercised,
                ObligationState::Violated => ObligationState::Terminated,
                other => other,
            };
        }
        let Some(event) = duty
            .event
            .filter(|_| !arisen.rests.is_empty() && !duty.early_counts)
        else {
            return;
        };
        let last = instance
            .window
            .1
            .map_or(self.query.on, |last| last.min(self.query.on));
        let acts = self.acts(event, arisen.bearer.scope, Some(instance.window.0), last);
        let at_rest: Vec<Date> = acts
            .map(|(_, act)| act.on)
            .filter(|on| arisen.is_at_rest(*on))
            .collect();
        for on in at_rest {
            self.ledger.ineffective.push(IneffectiveAct {
                place: arisen.place,
                bearer: arisen.bearer,
                action: duty.action.clone(),
                on,
                reason: IneffectiveReason::Suspended,
                needs: Vec::new(),
            });
        }
    }

    /// Duties waived: what was open on the day is discharged, if the power was there.
    pub fn waivers(&mut self) {
        let book = self.book;
        for id in &book.order.waivers {
            let Some(norm) = book.norms.get(*id as usize) else {
                continue;
            };
            let Act::Permit(PermitRow::Waive(duties)) = &norm.act else {
                continue;
            };
            if norm.force.never || is_void(&norm.void, self.query.on) {
                continue;
            }
            for bearer in self.bearers(norm, false) {
                for (action, event) in duties {
                    if let Some(event) = event {
                        let case = Case {
                            id: *id,
                            norm,
                            bearer,
                        };
                        self.waive(case, action, *event);
                    }
                }
            }
        }
    }

    fn waive(&mut self, case: Case<'a>, action: &Label, event: EventId) {
        let scope = case.bearer.scope;
        let acts = self.acts(event, scope, None, self.query.on);
        let days: Vec<Date> = acts
            .filter(|(_, act)| scope.member.is_none() || act.by == scope.member)
            .map(|(_, act)| act.on)
            .collect();
        for on in days {
            let holds = self.norm_applies(case.norm, on, scope);
            if holds.is_yes() {
                self.discharge(case.bearer, action, on, None);
                continue;
            }
            let needs = holds.open().map(|open| open.needs.clone());
            if let Some(needs) = &needs {
                self.discharge(case.bearer, action, on, Some(needs));
            }
            self.ledger.ineffective.push(IneffectiveAct {
                place: case.norm.place,
                bearer: case.bearer,
                action: Label::Event(event),
                on,
                reason: match needs {
                    Some(_) => IneffectiveReason::Undetermined,
                    None => IneffectiveReason::Condition,
                },
                needs: needs.unwrap_or_default(),
            });
        }
    }

    /// The acts that changed nothing on the days asked about.
    pub fn show_ineffective(&self, out: &mut Findings) {
        let (from, on) = (self.query.from, self.query.on);
        let acts = self.ledger.ineffective.iter();
        let shown = acts.filter(|act| (from..=on).contains(&act.on));
        let mut rows: Vec<(&IneffectiveAct, Ineffective)> = shown
            .map(|act| {
                let row = Ineffective {
                    place: act.place,
                    bearer: self.bearer(act.bearer),
                    action: act.action.clone(),
                    on: act.on,
                    reason: act.reason,
                    needs: act.needs.clone(),
                };
                (act, row)
            })
            .collect();
        rows.sort_by_key(|(act, _)| (act.place, act.bearer, act.on));
        out.ineffective = rows.into_iter().map(|(_, row)| row).collect();
        out.ineffective.dedup();
    }

    /// Ends what was open on a day; with needs, whether it ended is not decided.
    fn discharge(&mut self, bearer: Bearer, action: &Label, on: Date, needs: Option<&Vec<Need>>) {
        let duties = &self.book.duties;
        for instance in &mut self.ledger.instances {
            let ActionRef::Duty(duty) = instance.action else {
                continue;
            };
            let duty = duties.get(duty as usize);
            let is_meant = duty.is_some_and(|duty| duty.action == *action && !duty.power)
                && instance.bearer.body.is_none()
                && instance.bearer.scope.member == bearer.scope.member;
            let is_open = instance.arose <= on
                && instance.window.1.is_none_or(|last| on <= last)
                && instance.act.is_none_or(|(_, act)| on < act)
                && instance.state != ObligationState::Terminated;
            if !is_meant || !is_open {
                continue;
            }
            instance.act = None;
            match needs {
                Some(needs) => {
                    instance.state = ObligationState::Undetermined;
                    merge_needs(&mut instance.needs, needs);
                }
                None => {
                    (instance.state, instance.since) = (ObligationState::Discharged, None);
                    instance.needs.clear();
                }
            }
        }
    }
}
