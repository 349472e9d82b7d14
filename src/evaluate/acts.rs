//! Whether a duty was done: acts inside the window, the deadline, and how far the record reaches.

use std::collections::BTreeMap;

use super::duties::Case;
use super::ledger::{ActionRef, Bearer, Instance};
use super::run::Run;
use super::trace::Trace;
use super::value::Value;
use super::windows::{Last, Occasion};
use crate::compile::book::{DutyRow, WindowRow};
use crate::evaluate::{Need, ObligationState};
use crate::model::{Day, Place};
use crate::register::{EventId, Owner};
use crate::value::{Date, Exact};

/// What an instance costs in steps of work, so that their number stays bounded too.
const INSTANCE: u64 = 50;

/// A duty that has arisen, before it is known whether it was done.
pub(crate) struct Arisen {
    pub norm: u32,
    pub place: Place,
    pub duty: u32,
    pub bearer: Bearer,
    pub occasion: Occasion,
    /// An act from this day on counts.
    pub from: Option<Date>,
    /// The last day of the agreement or of the bearer's membership.
    pub ends: Option<Date>,
    /// On these days, first and last included, it rests.
    pub rests: Vec<(Date, Date)>,
}

/// What was found out about a duty.
struct Standing {
    state: ObligationState,
    act: Option<(usize, Date)>,
    needs: Vec<Need>,
    since: Option<Date>,
}

impl Standing {
    const fn new(state: ObligationState) -> Self {
        Self {
            state,
            act: None,
            needs: Vec::new(),
            since: None,
        }
    }

    fn open(need: Need) -> Self {
        Self {
            needs: vec![need],
            ..Self::new(ObligationState::Undetermined)
        }
    }
}

impl<'a, T: Trace> Run<'a, T> {
    /// A duty arises for someone, or may: then it is undetermined, unless it was done anyway.
    pub fn arise(&mut self, case: Case<'a>, duty: u32, occasion: Occasion, holds: Value) {
        if !self.spend(INSTANCE) {
            return self.ask(case.norm.place, vec![Need::Limit("work")]);
        }
        let row = self.book.duties.get(duty as usize);
        let from = match row {
            Some(row) if row.early_counts && is_single(&row.window) => self.first_in_force(case),
            Some(_) | None => Some(occasion.first),
        };
        let ends = self.bearer_ends(case);
        let rest = self.rest_of(case, &occasion);
        let arisen = Arisen {
            norm: case.id,
            place: case.norm.place,
            duty,
            bearer: case.bearer,
            occasion: rest.moved(occasion),
            from,
            ends,
            rests: rest.days,
        };
        let Some(mut instance) = self.instance(&arisen) else {
            return;
        };
        let is_sure = !matches!(holds, Value::Open(_)) && rest.needs.is_empty();
        if let Value::Open(open) = holds {
            instance.state = ObligationState::Undetermined;
            instance.act = None;
            instance.needs = open.needs;
        }
        self.rests_now(&arisen, rest.needs, &mut instance);
        self.give_over(case, &arisen, is_sure, &mut instance);
        self.ledger.instances.push(instance);
    }

    /// The last day on which the bearer is bound: of the agreement, or of the membership.
    fn bearer_ends(&self, case: Case<'a>) -> Option<Date> {
        let scope = case.bearer.scope;
        let term = self
            .agreement_in(scope)
            .and_then(|record| self.term(record, Some(case.norm.force.document)).end);
        let members = self.home.members.as_deref().unwrap_or_default();
        let member = scope.member.and_then(|at| members.get(usize::from(at)));
        let leaves = member.and_then(|member| member.until);
        [term, leaves, self.home.until].into_iter().flatten().min()
    }

    /// The instance of a duty that has arisen.
    pub fn instance(&mut self, arisen: &Arisen) -> Option<Instance> {
        let duty = self.book.duties.get(arisen.duty as usize)?;
        let standing = self.standing(arisen, duty);
        let Occasion { arose, first, last } = arisen.occasion;
        Some(Instance {
            norm: arisen.norm,
            place: arisen.place,
            action: ActionRef::Duty(arisen.duty),
            bearer: arisen.bearer,
            toward: duty.toward,
            window: (first, last.day()),
            raw: last.raw(),
            state: standing.state,
            act: standing.act,
            counts_from: arisen.from,
            still_owed: duty.still_owed,
            needs: standing.needs,
            since: standing.since,
            arose,
            taken_over: false,
            rests: arisen.rests.clone(),
        })
    }

    fn standing(&mut self, arisen: &Arisen, duty: &DutyRow) -> Standing {
        let on = self.query.on;
        let Occasion { first, last, .. } = arisen.occasion;
        if first > on {
            return Standing::new(ObligationState::Created);
        }
        let possible = last.day().filter(|day| *day < on && last != Last::Never);
        // Whether it was done or not: it ends with the bond before it could be broken.
        let possible = possible.filter(|day| !self.ends_before(arisen, Some(*day)));
        let possible = possible.and_then(|day| day.succ_opt());
        let Some(event) = duty.event.filter(|event| self.is_kept(*event)) else {
            return Standing {
                since: possible,
                ..Standing::open(self.unrecorded(&duty.action))
            };
        };
        let until = last.day().map_or(on, |day| day.min(on));
        let until = arisen.ends.map_or(until, |ends| ends.min(until));
        if let Some(act) = self.done(event, duty, arisen, until) {
            return Standing {
                act: Some(act),
                ..Standing::new(ObligationState::Fulfilled)
            };
        }
        let ends = arisen.ends.filter(|ends| *ends < on);
        match (ends, last.day()) {
            (Some(ends), day) if self.ends_before(arisen, day) => {
                self.unless_recorded(event, ends, ObligationState::Terminated)
            }
            (_, Some(day)) if day < on => self.missed(event, day, last),
            (_, Some(_) | None) if last == Last::Beyond => Standing::open(Need::Limit("dates")),
            (_, Some(_) | None) => self.unless_recorded(event, on, ObligationState::InEffect),
        }
    }

    /// Whether the agreement or the membership ends before the deadline; what falls due on the last day
    /// of a household is open when it goes.
    fn ends_before(&self, arisen: &Arisen, deadline: Option<Date>) -> bool {
        arisen.ends.is_some_and(|ends| {
            deadline.is_none_or(|day| ends < day || ends == day && self.home.until == Some(ends))
        })
    }

    /// Whether a record is kept where the household's file can show it.
    pub fn is_kept(&self, event: EventId) -> bool {
        let by = self.book.register.event(event).map(|event| event.by);
        self.is_village() || by != Some(Owner::Village)
    }

    fn unless_recorded(&self, event: EventId, until: Date, state: ObligationState) -> Standing {
        if self.is_recorded_until(until) {
            Standing::new(state)
        } else {
            Standing::open(Need::Events { event, until })
        }
    }

    /// The last day has passed without an act.
    fn missed(&self, event: EventId, day: Date, last: Last) -> Standing {
        let since = day.succ_opt();
        let standing = match last {
            Last::Unsure(_, year) => Standing::open(Need::Calendar(year)),
            Last::Never | Last::Day(_) | Last::Moved(..) | Last::Beyond => {
                self.unless_recorded(event, day, ObligationState::Violated)
            }
        };
        Standing { since, ..standing }
    }

    /// The act, or the one that reached the quantity, up to a day.
    pub fn done(
        &mut self,
        event: EventId,
        duty: &DutyRow,
        arisen: &Arisen,
        until: Date,
    ) -> Option<(usize, Date)> {
        let acts = self.acts(event, arisen.bearer.scope, arisen.from, until);
        let acts = acts.filter(|(_, act)| duty.early_counts || !arisen.is_at_rest(act.on));
        first_enough(acts.map(|(at, act)| (at, act.on, act.quantity)), duty)
    }

    /// For what is still owed after the deadline: the first act after it that was not needed for
    /// another instance of the same duty.
    pub fn late_acts(&mut self, mut rows: Vec<usize>, duty: &DutyRow) {
        let Some(event) = duty.event else { return };
        let instances = &self.ledger.instances;
        rows.sort_by_key(|at| instances.get(*at).map(|one| one.window.0));
        let own = || {
            rows.iter()
                .filter_map(|at| Some((*at, instances.get(*at)?)))
        };
        if !own().any(|(_, one)| one.state == ObligationState::Violated) {
            return;
        }
        let mut used: Vec<usize> = own()
            .flat_map(|(_, one)| self.acts_needed(event, duty, one))
            .collect();
        let mut late = Vec::new();
        for (at, instance) in own() {
            let Some(last) = instance.window.1 else {
                continue;
            };
            if instance.state != ObligationState::Violated {
                continue;
            }
            let (scope, first) = (instance.bearer.scope, instance.counts_from);
            let acts = self.acts(event, scope, first, self.query.on);
            // What was done in time of a quantity counts toward it, unless it rested.
            let (mut sum, mut counted) = (Exact::ZERO, Vec::new());
            for (row, act) in acts {
                if instance.rested(duty, act.on) || act.on > last && used.contains(&row) {
                    continue;
                }
                counted.push(row);
                sum = sum.checked_add(act.quantity).unwrap_or(sum);
                let is_enough = duty.quantity.is_none_or(|enough| sum >= enough);
                if is_enough && act.on > last {
                    used.append(&mut counted);
                    late.push((at, (row, act.on)));
                    break;
                }
            }
        }
        for (at, act) in late {
            if let Some(instance) = self.ledger.instances.get_mut(at) {
                instance.act = Some(act);
            }
        }
    }

    /// Late acts of repairs, once all of them are known: of one clause each act makes good one breach.
    pub fn late_repairs(&mut self) {
        let book = self.book;
        let mut clauses: BTreeMap<(u32, Bearer), Vec<usize>> = BTreeMap::new();
        for (at, _) in self.ledger.breaches.iter().flat_map(|one| &one.repairs) {
            if let Some(instance) = self.ledger.instances.get(*at)
                && let ActionRef::Duty(duty) = instance.action
            {
                let clause = clauses.entry((duty, instance.bearer));
                clause.or_default().push(*at);
            }
        }
        for ((duty, _), rows) in clauses {
            if let Some(duty) = book.duties.get(duty as usize) {
                self.late_acts(rows, duty);
            }
        }
    }

    /// The acts that fulfilled an instance: the one, or all that reached the quantity together.
    fn acts_needed(&self, event: EventId, duty: &DutyRow, instance: &Instance) -> Vec<usize> {
        let Some((last, on)) = instance.act else {
            return Vec::new();
        };
        if duty.quantity.is_none() {
            return vec![last];
        }
        let acts = self.acts(event, instance.bearer.scope, instance.counts_from, on);
        let acts = acts.filter(|(_, act)| !instance.rested(duty, act.on));
        let rows = acts.map(|(row, _)| row);
        rows.filter(|row| *row <= last).collect()
    }
}

impl Instance {
    /// Whether an act on a day of its window does not count, because it rested.
    fn rested(&self, duty: &DutyRow, on: Date) -> bool {
        let in_time = self.window.1.is_none_or(|last| on <= last);
        let mut rests = self.rests.iter();
        !duty.early_counts && in_time && rests.any(|(from, to)| (*from..=*to).contains(&on))
    }
}

/// One window, or one for each event: an act before it can only be meant for it.
const fn is_single(window: &WindowRow) -> bool {
    match window {
        WindowRow::By(Day::On(_))
        | WindowRow::On(Day::On(_))
        | WindowRow::After(..)
        | WindowRow::Before(..) => true,
        WindowRow::By(_)
        | WindowRow::On(_)
        | WindowRow::Open
        | WindowRow::Each(_)
        | WindowRow::Within(_)
        | WindowRow::Every(..) => false,
    }
}

/// The act with which enough was done: the first, or the one that reached the quantity.
fn first_enough(
    mut acts: impl Iterator<Item = (usize, Date, Exact)>,
    duty: &DutyRow,
) -> Option<(usize, Date)> {
    let Some(enough) = duty.quantity else {
        return acts.next().map(|(at, on, _)| (at, on));
    };
    let mut sum = Exact::ZERO;
    for (at, on, quantity) in acts {
        sum = sum.checked_add(quantity).unwrap_or(sum);
        if sum >= enough {
            return Some((at, on));
        }
    }
    None
}
