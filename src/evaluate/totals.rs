//! Counting and summing over the households of the village on the day looked at.

use std::sync::Arc;

use super::explanation::What;
use super::expr::gap;
use super::run::{Run, Scope};
use super::trace::{Silent, Trace};
use super::value::{Kind, Open, Value, merge_needs};
use crate::compile::book::{NodeId, Total};
use crate::evaluate::Need;
use crate::model::Aggregate;
use crate::register::{Owner, Register};
use crate::value::{Date, Exact};

/// Steps of work one household may cost inside a total.
pub(super) const FUEL_EACH: u64 = 200_000;
/// Households whose missing facts are named one by one; beyond, they are said together.
const MOST_NAMED: usize = 20;

const VILLAGE: Option<Owner> = Some(Owner::Village);

impl<T: Trace> Run<'_, T> {
    /// A total over the village's households, worked out once for each day it is asked on.
    pub fn total(&mut self, node: NodeId, total: Total) -> Value {
        let Some(world) = self.world else {
            return outside(total);
        };
        let households = world.village.households.len() as u64;
        // What it costs does not depend on who worked it out before.
        if !self.spend(1 + households / 64) {
            return Self::exhausted();
        }
        let (query, day) = (self.query, self.day);
        let asked = (query.from, query.on, node.0, day, self.is_exact);
        let (value, horizon) = world.known_total(&asked).unwrap_or_else(|| {
            let found = self.work_out(total);
            world.keep_total(asked, found.clone());
            found
        });
        if self.looks_ahead {
            self.may_change(Some(horizon));
        }
        if T::ON && !self.village {
            self.own_part(total);
        }
        at_home(value, &self.home.id)
    }

    /// Notes what the household that asks adds to it; of others nothing is told.
    fn own_part(&mut self, total: Total) {
        let (Total::Count(Some(of)) | Total::Share(of) | Total::Over(_, of)) = total else {
            return;
        };
        let outside = self.scope;
        self.scope = outside.of_household();
        let id = Arc::clone(&self.home.id);
        self.trace.open(|| What::Household(id));
        let value = self.value(of);
        self.trace.close(&value);
        self.scope = outside;
    }

    /// The value, and the first day on which it may be another.
    fn work_out(&self, total: Total) -> (Value, Date) {
        let Some(world) = self.world else {
            return (outside(total), Date::MAX);
        };
        let mut run = Run::new(self.book, self.home, self.query, Silent);
        (run.world, run.elsewhere) = (Some(world), true);
        (run.looks_ahead, run.is_exact) = (true, self.is_exact);
        let mut tally = Tally::new(&self.book.register);
        for household in world.households() {
            run.home = household;
            run.stamp = run.stamp.wrapping_add(1);
            run.fuel = FUEL_EACH;
            run.look_at(self.day, Scope::default());
            if !run.is_there() {
                continue;
            }
            tally.add(total, &household.id, run.for_total(total));
        }
        for id in &world.village.unread {
            tally.unread(total, id);
        }
        if world.village.incomplete {
            tally.incomplete();
        }
        (tally.value(total), run.horizon)
    }

    fn for_total(&mut self, total: Total) -> Value {
        match total {
            Total::Count(None) => Value::YES,
            Total::Count(Some(of)) | Total::Share(of) | Total::Over(_, of) => self.value(of),
        }
    }
}

/// Nothing is known of the village.
fn outside(total: Total) -> Value {
    let (low, high) = match total {
        Total::Count(_) => (Some(Exact::ZERO), None),
        Total::Share(_) => (Some(Exact::ZERO), Some(Exact::ONE)),
        Total::Over(..) => (None, None),
    };
    Open::missing(Need::Households).between(low, high).into()
}

/// What is missing of households, gathered in the order of the file.
pub(super) struct Doubts<'r> {
    register: &'r Register,
    pub kind: Option<Kind>,
    pub needs: Vec<Need>,
    named: usize,
}

impl<'r> Doubts<'r> {
    pub const fn new(register: &'r Register) -> Self {
        Self {
            register,
            kind: None,
            needs: Vec::new(),
            named: 0,
        }
    }

    /// What is not decided of a household.
    pub fn add(&mut self, id: &Arc<str>, open: Open) {
        let register = self.register;
        let needs = open.needs.into_iter();
        let needs = needs.map(|need| of_household(register, id, need));
        self.doubt(open.kind, needs.collect());
    }

    /// What is not decided of the village or the texts.
    pub fn own(&mut self, open: &Open) {
        self.kind = self.kind.max(Some(open.kind));
        merge_needs(&mut self.needs, &open.needs);
    }

    /// A household that could not be read.
    pub fn unread(&mut self, id: &Arc<str>) {
        self.doubt(Kind::Unknown, vec![Need::Household(Arc::clone(id))]);
    }

    /// There may be more households.
    pub fn incomplete(&mut self) {
        self.kind = self.kind.max(Some(Kind::Unknown));
        merge_needs(&mut self.needs, &[Need::Households]);
    }

    fn doubt(&mut self, kind: Kind, mut needs: Vec<Need>) {
        if self.named >= MOST_NAMED {
            needs = vec![Need::Households];
        }
        self.kind = self.kind.max(Some(kind));
        needs.sort_unstable();
        merge_needs(&mut self.needs, &needs);
        self.named += 1;
    }
}

/// What was found so far.
struct Tally<'r> {
    doubts: Doubts<'r>,
    /// All of them, as far as they are known.
    all: i128,
    /// Those of which the condition is sure, and those of which it may be true.
    sure: i128,
    possible: i128,
    /// Sum or extreme so far, each bound; none before the first.
    bounds: Option<(Option<Exact>, Option<Exact>)>,
    incomplete: bool,
}

impl<'r> Tally<'r> {
    fn new(register: &'r Register) -> Self {
        Self {
            doubts: Doubts::new(register),
            all: 0,
            sure: 0,
            possible: 0,
            bounds: None,
            incomplete: false,
        }
    }

    fn add(&mut self, total: Total, id: &Arc<str>, value: Value) {
        self.all += 1;
        match total {
            Total::Count(_) | Total::Share(_) => {
                self.sure += i128::from(value.is_yes());
                self.possible += i128::from(!value.is_no());
            }
            Total::Over(how, _) => self.take(how, value.bounds()),
        }
        if let Value::Open(open) = value {
            self.doubts.add(id, *open);
        }
    }

    /// A household of which nothing is known but that it is there.
    fn unread(&mut self, total: Total, id: &Arc<str>) {
        self.all += 1;
        self.possible += 1;
        let is_count_of_all = matches!(total, Total::Count(None));
        if is_count_of_all {
            self.sure += 1;
            return;
        }
        if let Total::Over(how, _) = total {
            self.take(how, (None, None));
        }
        self.doubts.unread(id);
    }

    /// There may be more households.
    fn incomplete(&mut self) {
        self.incomplete = true;
        self.doubts.incomplete();
    }

    fn take(&mut self, how: Aggregate, (low, high): (Option<Exact>, Option<Exact>)) {
        self.bounds = Some(match self.bounds {
            None => (low, high),
            Some((known_low, known_high)) => match how {
                Aggregate::Sum => (sum(known_low, low), sum(known_high, high)),
                // A missing lower bound is below all others, a missing upper one above.
                Aggregate::Largest => (known_low.max(low), pair(known_high, high, Exact::max)),
                Aggregate::Smallest => (pair(known_low, low, Exact::min), least(known_high, high)),
            },
        });
    }

    fn value(self, total: Total) -> Value {
        let number = Exact::from_int;
        match total {
            Total::Count(_) => {
                let (low, high) = (number(self.sure), number(self.possible));
                let high = (!self.incomplete).then_some(high);
                self.between(Some(low), high)
            }
            Total::Share(_) => self.share(),
            Total::Over(Aggregate::Sum, _) => {
                let bounds = self
                    .bounds
                    .unwrap_or((Some(Exact::ZERO), Some(Exact::ZERO)));
                let (low, high) = if self.incomplete {
                    (None, None)
                } else {
                    bounds
                };
                self.between(low, high)
            }
            Total::Over(how, _) => match self.bounds {
                None => gap(Need::Households),
                Some((low, _)) if self.incomplete && how == Aggregate::Largest => {
                    self.between(low, None)
                }
                Some((_, high)) if self.incomplete => self.between(None, high),
                Some((low, high)) => self.between(low, high),
            },
        }
    }

    /// A part of all of them; of none there is none.
    fn share(self) -> Value {
        if self.incomplete {
            return self.between(Some(Exact::ZERO), Some(Exact::ONE));
        }
        let all = Exact::from_int(self.all);
        let part = |count| Exact::from_int(count).checked_div(all);
        match (part(self.sure), part(self.possible)) {
            (Some(low), Some(high)) => self.between(Some(low), Some(high)),
            (None, _) | (_, None) => Open::limit("division by 0").into(),
        }
    }

    fn between(self, low: Option<Exact>, high: Option<Exact>) -> Value {
        match self.doubts.kind {
            Some(kind) => {
                let needs = self.doubts.needs;
                Open {
                    kind,
                    low,
                    high,
                    needs,
                }
                .into()
            }
            None => low.map_or_else(|| Open::limit("number").into(), Value::number),
        }
    }
}

fn sum(a: Option<Exact>, b: Option<Exact>) -> Option<Exact> {
    a?.checked_add(b?)
}

fn pair(a: Option<Exact>, b: Option<Exact>, of: fn(Exact, Exact) -> Exact) -> Option<Exact> {
    Some(of(a?, b?))
}

fn least(a: Option<Exact>, b: Option<Exact>) -> Option<Exact> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// What is missing of the household that asks is missing here.
fn at_home(value: Value, id: &Arc<str>) -> Value {
    match value {
        Value::Open(mut open) => {
            open.needs = own_needs(open.needs, id);
            Value::Open(open)
        }
        Value::Known(_) => value,
    }
}

/// The needs as the household of this id says them.
pub(super) fn own_needs(needs: Vec<Need>, id: &Arc<str>) -> Vec<Need> {
    let is_own = |need: &Need| matches!(need, Need::Of { household, .. } if household == id);
    if !needs.iter().any(is_own) {
        return needs;
    }
    let mut own: Vec<Need> = Vec::with_capacity(needs.len());
    for need in needs {
        let need = match need {
            Need::Of { household, need } if household == *id => *need,
            other => other,
        };
        merge_needs(&mut own, &[need]);
    }
    own
}

/// What is missing of another household; what is missing of the texts or the village is the same
/// for everybody.
fn of_household(register: &Register, id: &Arc<str>, need: Need) -> Need {
    let is_own = match &need {
        Need::Fact { fact, .. } => register.fact(*fact).map(|fact| fact.owner) != VILLAGE,
        Need::Events { event, .. } => register.event(*event).map(|event| event.by) != VILLAGE,
        Need::Members
        | Need::Parents(_)
        | Need::Spouse(_)
        | Need::Agreements
        | Need::Signed(_)
        | Need::DepositPaid(_)
        | Need::Blank(_) => true,
        Need::Record(_)
        | Need::Calendar(_)
        | Need::Parameter(_)
        | Need::EffectDate(_)
        | Need::Definition(_)
        | Need::Amount(_)
        | Need::Limit(_)
        | Need::Of { .. }
        | Need::Household(_)
        | Need::Meeting(_)
        | Need::Households => false,
    };
    if !is_own {
        return need;
    }
    Need::Of {
        household: Arc::clone(id),
        need: Box::new(need),
    }
}
