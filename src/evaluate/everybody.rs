//! A step that every household takes: how many have taken it, and whether that is all of them.

use std::sync::Arc;

use super::tracks::{Found, How, Order, Source, Times, Track};
use super::value::merge_needs;
use crate::evaluate::Need;
use crate::facts::{Household, Village};
use crate::model::Label;
use crate::value::Date;

/// Of more households than these, what is missing is said together.
const TOLD_APART: usize = 20;

/// What the records of all households say.
#[derive(Default)]
struct All {
    done: usize,
    not: usize,
    before: usize,
    /// The first and the last day on which one did it.
    days: Option<(Date, Date)>,
    /// The last act of those who did it before its turn only.
    last_before: Option<Date>,
    early: bool,
    late: bool,
    /// What keeps open whether it was done in time, and whether it was done.
    in_time: Vec<Need>,
    open: Vec<Need>,
}

/// How a step of every household stands.
pub(super) fn everybody(
    village: &Village,
    action: &Label,
    unrecorded: &Need,
    order: Order,
    times: Times,
) -> Found {
    let mut all = All::default();
    let there = village.households.iter();
    let there = there.filter(|household| household.is_there_on(order.on));
    let known = there.clone().count() + village.unread.len();
    for household in there {
        all.add(track(household, action, unrecorded, order.on).look(order, times));
    }
    for id in &village.unread {
        all.open.push(Need::Household(Arc::clone(id)));
    }
    if village.incomplete {
        all.open.push(Need::Households);
    }
    all.found((!village.incomplete).then_some(known))
}

/// The acts of a household and its members.
fn track(household: &Household, action: &Label, unrecorded: &Need, on: Date) -> Track {
    let Label::Event(event) = action else {
        return Track {
            days: Vec::new(),
            known_until: None,
            source: Source::Nowhere(unrecorded.clone()),
            household: None,
        };
    };
    let acts = household.events.iter().flatten();
    let days = acts.filter(|act| act.of == *event && act.on <= on);
    Track {
        days: days.map(|act| act.on).collect(),
        known_until: household.events.as_ref().and(household.known_until),
        source: Source::Events(*event),
        household: Some(Arc::clone(&household.id)),
    }
}

impl All {
    fn add(&mut self, found: Found) {
        match found.how {
            How::Done | How::Early | How::Late | How::InTime => {
                self.done += 1;
                self.early |= found.how == How::Early;
                self.late |= found.how == How::Late;
                if let Some(day) = found.on {
                    let (first, last) = self.days.unwrap_or((day, day));
                    self.days = Some((first.min(day), last.max(day)));
                }
                self.in_time.extend(found.needs);
            }
            How::Open => self.open.extend(found.needs),
            How::Before => {
                self.before += 1;
                self.last_before = self.last_before.max(found.on);
            }
            How::Not => self.not += 1,
        }
    }

    fn found(self, of: Option<usize>) -> Found {
        let (first, last) = self.days.unzip();
        // Where there are no households, nobody has done it.
        let nobody = of == Some(0);
        let (how, on, needs) = if nobody || self.not > 0 || self.before > 0 && !self.open.is_empty()
        {
            (How::Not, None, Vec::new())
        } else if self.before > 0 {
            (How::Before, self.last_before, Vec::new())
        } else if !self.open.is_empty() {
            (How::Open, None, self.open)
        } else if self.early {
            (How::Early, last, Vec::new())
        } else if self.late {
            (How::Late, last, Vec::new())
        } else if !self.in_time.is_empty() {
            (How::InTime, last, self.in_time)
        } else {
            (How::Done, last, Vec::new())
        };
        Found {
            how,
            on,
            first,
            needs: told(&needs),
            count: Some((self.done, of)),
        }
    }
}

/// In their order, each once; of many households, the rest together.
fn told(needs: &[Need]) -> Vec<Need> {
    let mut told = Vec::new();
    merge_needs(&mut told, needs.get(..TOLD_APART).unwrap_or(needs));
    if needs.len() > TOLD_APART {
        merge_needs(&mut told, &[Need::Households]);
    }
    told
}
