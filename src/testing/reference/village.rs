//! The village around a household: its own facts and record, and totals over its households.

use std::sync::Arc;

use crate::calendar::Calendar;
use crate::evaluate::{Findings, Need, Query};
use crate::facts::{Event, Household, Village};
use crate::model::{Aggregate, Expr, Meaning};
use crate::register::{Owner, Register};
use crate::value::Exact;

use super::expressions::Value;
use super::numbers::{Span, joined};
use super::truth::{Badness, Needs, Truth, bad, need};
use super::world::{At, World};

/// What surrounds a household.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) village: &'a Village,
    /// The village as one that has facts and a record of its own.
    pub(super) home: &'a Household,
}

/// The shares of somebody in a pot.
pub(super) type Weight = (Arc<str>, Span);

/// The village with its facts and record, and nobody in it.
pub(super) fn as_home(village: &Village) -> Household {
    let events = village.events.iter().map(|event| Event {
        on: event.on,
        of: event.of,
        quantity: event.quantity,
        by: None,
        id: None,
    });
    Household {
        facts: village.facts.clone(),
        members: Some(Vec::new()),
        agreements: Some(Vec::new()),
        events: Some(events.collect()),
        known_until: village.known_until,
        ..Household::unknown(Arc::from("village"))
    }
}

/// What the texts say of a household inside its village.
#[must_use]
pub fn evaluate_inside(
    register: &Register,
    meaning: &Meaning,
    calendar: &Calendar,
    (village, household): (&Village, &Household),
    query: &Query,
) -> Findings {
    let home = as_home(village);
    let world = World {
        around: Some(Around {
            village,
            home: &home,
        }),
        ..World::alone(register, meaning, calendar, household, *query)
    };
    let succession = world.left();
    let mut found = match world.lived() {
        None => world.findings(),
        Some(lived) => {
            let world = World {
                household: &lived.household,
                query: lived.query,
                own_members: lived.own_members,
                points_from: lived.points_from,
                own: Some(household),
                ..world
            };
            world.findings()
        }
    };
    found.succession = succession;
    found
}

impl<'a> World<'a> {
    /// The same seen from the village itself; none where no village is known.
    pub(super) fn as_village(&self) -> Option<World<'a>> {
        let around = self.around?;
        Some(World {
            household: around.home,
            is_village: true,
            own: None,
            ..*self
        })
    }

    /// A total over the households, on a day.
    pub(super) fn total(&self, expr: &Expr, at: At) -> Span {
        let Some(around) = self.around else {
            return outside(expr);
        };
        let each = |of: &Expr| -> Vec<Value> {
            let homes = around.village.households.iter();
            homes
                .filter(|household| household.is_there_on(at.day))
                .map(|household| {
                    let there = World {
                        household,
                        is_village: false,
                        own_members: household.members.as_ref().map(Vec::len),
                        ..*self
                    };
                    let day = At {
                        day: at.day,
                        ..At::default()
                    };
                    self.told(household, there.value(of, day))
                })
                .collect()
        };
        let unread = around.village.unread.len();
        let there = around.village.households.iter();
        let there = there.filter(|household| household.is_there_on(at.day));
        let all = there.count() + unread;
        let mut lost: Needs = around
            .village
            .unread
            .iter()
            .map(|id| (Need::Household(Arc::clone(id)), Badness::Unknown))
            .collect();
        if around.village.incomplete {
            lost.insert((Need::Households, Badness::Unknown));
        }
        let counted = |of: &Expr| {
            let truths = each(of);
            let sure = truths
                .iter()
                .filter(|one| **one == Value::Truth(Truth::Yes));
            let no = truths.iter().filter(|one| **one == Value::Truth(Truth::No));
            let needs: Needs = truths.iter().flat_map(Value::needs).collect();
            (sure.count(), all - no.count(), joined(needs, lost.clone()))
        };
        let found = match expr {
            Expr::Households(of) => {
                let (sure, possible, needs) = match of {
                    Some(of) => counted(of),
                    None => (all, all, only_incomplete(around.village)),
                };
                let high = Some(int(possible)).filter(|_| !around.village.incomplete);
                Span::between(Some(int(sure)), high, needs)
            }
            Expr::HouseholdShare(of) => {
                let (sure, possible, needs) = counted(of);
                let part = |count| int(count).checked_div(int(all));
                if around.village.incomplete {
                    Span::between(Some(Exact::ZERO), Some(Exact::ONE), needs)
                } else if all == 0 {
                    Span::limit("division by 0")
                } else {
                    Span::between(part(sure), part(possible), needs)
                }
            }
            Expr::OverHouseholds(how, of) => {
                let spans = each(of).into_iter().map(as_span);
                let unread = around
                    .village
                    .unread
                    .iter()
                    .map(|id| Span::unbounded(need(Need::Household(Arc::clone(id)))));
                let all: Vec<Span> = spans.chain(unread).collect();
                over(*how, all, around.village.incomplete)
            }
            _ => Span::limit("type"),
        };
        Span {
            needs: self.own(found.needs),
            ..found
        }
    }

    /// What is missing of a household, as others say it.
    fn told(&self, household: &Household, value: Value) -> Value {
        let named = |needs: Needs| -> Needs {
            let all = needs.into_iter();
            all.map(|(need, badness)| (self.of(household, need), badness))
                .collect()
        };
        match value {
            Value::Truth(Truth::Open(needs)) => Value::Truth(Truth::Open(named(needs))),
            Value::Truth(truth) => Value::Truth(truth),
            Value::Number(span) => Value::Number(Span {
                needs: named(span.needs),
                ..span
            }),
            Value::Date(date) => Value::Date(date.map_err(named)),
            Value::Choice(choice) => Value::Choice(choice.map_err(named)),
        }
    }

    fn of(&self, household: &Household, need: Need) -> Need {
        let village = Some(Owner::Village);
        let is_theirs = match &need {
            Need::Fact { fact, .. } => self.register.fact(*fact).map(|one| one.owner) != village,
            Need::Events { event, .. } => self.register.event(*event).map(|one| one.by) != village,
            Need::Members
            | Need::Agreements
            | Need::Signed(_)
            | Need::DepositPaid(_)
            | Need::Blank(_) => true,
            _ => false,
        };
        if is_theirs {
            Need::Of {
                household: Arc::clone(&household.id),
                need: Box::new(need),
            }
        } else {
            need
        }
    }

    /// What is missing of the household that asks, as it says it.
    pub(super) fn own(&self, needs: Needs) -> Needs {
        let all = needs.into_iter();
        all.map(|(need, badness)| match need {
            Need::Of { household, need } if household == self.household.id => (*need, badness),
            need => (need, badness),
        })
        .collect()
    }

    /// The shares of the household in a pot, on the last day asked about.
    fn weight(&self, norm: &crate::model::Norm, share: &crate::model::Share) -> Span {
        let day = self.today();
        let at = At {
            day,
            ..At::default()
        };
        let who = super::world::Who::Household;
        let mut settings = self.settings_of(norm).into_iter();
        let applies = settings
            .next()
            .map_or(Truth::No, |setting| self.applies(norm, setting, who, day));
        if applies.is_no() {
            return Span::whole(0);
        }
        let mut weight = if share.per_person {
            self.head_count(day)
        } else {
            Span::whole(1)
        };
        for extra in &share.extra {
            let times = match extra.of {
                Owner::Person => self.number(&Expr::Count(Some(Box::new(extra.when.clone()))), at),
                Owner::Household | Owner::Village => match self.truth(&extra.when, at) {
                    Truth::Yes => Span::whole(1),
                    Truth::No => Span::whole(0),
                    Truth::Open(needs) => Span::between(Some(Exact::ZERO), Some(Exact::ONE), needs),
                },
            };
            weight = weight.sum(times.product(Span::known(extra.shares)));
        }
        match applies {
            Truth::Open(needs) => {
                let needs = joined(needs, weight.needs);
                Span::between(Some(Exact::ZERO), weight.high, needs)
            }
            Truth::Yes | Truth::No => weight,
        }
    }

    /// The pot, and everybody's shares in it: those of the households, then of those unread.
    pub(super) fn weights(
        &self,
        norm: &crate::model::Norm,
        share: &crate::model::Share,
    ) -> Option<(Span, Vec<Weight>)> {
        let at = At {
            day: self.today(),
            ..At::default()
        };
        let unknown = |need_: Need| Span::between(Some(Exact::ZERO), None, need(need_));
        let others = |id: &str| (Arc::from(id), unknown(Need::Households));
        let Some(around) = self.around else {
            let own = (Arc::clone(&self.household.id), self.weight(norm, share));
            return Some((self.number(&share.amount, at), vec![own, others("")]));
        };
        let pot = self.as_village()?.number(&share.amount, at);
        let mut all: Vec<Weight> = Vec::new();
        let there = around.village.households.iter();
        for household in there.filter(|one| one.is_there_on(self.today())) {
            let there = World {
                household,
                is_village: false,
                own_members: household.members.as_ref().map(Vec::len),
                ..*self
            };
            let weight = there.weight(norm, share);
            let Value::Number(weight) = self.told(household, Value::Number(weight)) else {
                continue;
            };
            all.push((Arc::clone(&household.id), weight));
        }
        for id in &around.village.unread {
            all.push((Arc::clone(id), unknown(Need::Household(Arc::clone(id)))));
        }
        if around.village.incomplete {
            all.push(others(""));
        }
        Some((pot, all))
    }
}

fn int(count: usize) -> Exact {
    Exact::from_int(i128::try_from(count).unwrap_or(i128::MAX))
}

fn as_span(value: Value) -> Span {
    match value {
        Value::Number(span) => span,
        other => Span::unbounded(other.needs()),
    }
}

fn only_incomplete(village: &Village) -> Needs {
    if village.incomplete {
        need(Need::Households)
    } else {
        Needs::new()
    }
}

/// Nothing is known of the village.
fn outside(expr: &Expr) -> Span {
    let (low, high) = match expr {
        Expr::Households(_) => (Some(Exact::ZERO), None),
        Expr::HouseholdShare(_) => (Some(Exact::ZERO), Some(Exact::ONE)),
        _ => (None, None),
    };
    Span::between(low, high, need(Need::Households))
}

/// Sum, largest or smallest of numbers that may be known only between bounds; there may be more of them.
fn over(how: Aggregate, all: Vec<Span>, incomplete: bool) -> Span {
    let start = match how {
        Aggregate::Sum => Some(Span::known(Exact::ZERO)),
        Aggregate::Largest | Aggregate::Smallest => None,
    };
    let pick = match how {
        Aggregate::Sum => Span::sum,
        Aggregate::Largest => Span::larger,
        Aggregate::Smallest => Span::smaller,
    };
    // Two of them may meet, and a third leave it open again: what all of them need is kept until the end.
    let needs: Needs = all.iter().flat_map(|one| one.needs.clone()).collect();
    let Some(known) = start.into_iter().chain(all).reduce(pick) else {
        let mut needs = bad(Need::Households, Badness::Gap);
        if incomplete {
            needs.insert((Need::Households, Badness::Unknown));
        }
        return Span::unbounded(needs);
    };
    let (low, high) = match how {
        _ if !incomplete => (known.low, known.high),
        Aggregate::Sum => (None, None),
        Aggregate::Largest => (known.low, None),
        Aggregate::Smallest => (None, known.high),
    };
    let more = if incomplete {
        need(Need::Households)
    } else {
        Needs::new()
    };
    Span::between(low, high, joined(joined(known.needs, needs), more))
}
