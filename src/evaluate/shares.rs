//! A pot divided among the households of the village.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::arithmetic::arithmetic;
use super::duties::is_void;
use super::entitlements::Line;
use super::explanation::{Reason, Shown, What};
use super::inside::World;
use super::payments::paid;
use super::run::{Run, Scope};
use super::totals::{Doubts, FUEL_EACH, own_needs};
use super::trace::{Recorder, Silent, Trace};
use super::value::{Kind, Open, Value};
use crate::compile::book::{Act, NormRow, ShareRow};
use crate::evaluate::{Entitlement, EntitlementState, Few, Need};
use crate::model::Operator;
use crate::register::{FactValue, Owner};
use crate::value::{Exact, Money, Period, apportion};

/// A row of the norms that stands for no head.
const NO_HEAD: usize = usize::MAX;

/// How a pot is divided.
pub(crate) struct Division {
    parts: BTreeMap<Arc<str>, Part>,
    /// All shares together, where they are known.
    all: Option<Exact>,
    /// What is open, where anything is.
    kind: Option<Kind>,
    needs: Vec<Need>,
}

/// What one household gets.
#[derive(Clone, Copy)]
struct Part {
    /// None where it is not decided.
    amount: Option<Money>,
    low: Money,
    high: Option<Money>,
}

/// Between which numbers something lies.
type Bounds = (Option<Exact>, Option<Exact>);

impl<T: Trace> Run<'_, T> {
    /// The household's part of each pot.
    pub fn shares(&mut self, lines: &mut Few<Line>) {
        let book = self.book;
        for id in &book.order.shares {
            let Some(norm) = book.norms.get(*id as usize) else {
                continue;
            };
            let Act::Share(share) = &norm.act else {
                continue;
            };
            if norm.force.never || is_void(&norm.void, self.query.on) {
                continue;
            }
            let found = match self.world {
                Some(world) => self.share_in(world, (*id, norm), share),
                None => self.share_alone(norm, share),
            };
            if let Some((part, kind, needs)) = found {
                lines.push(self.share_line((*id, norm), share, part, kind, needs));
            }
        }
    }

    fn share_in(
        &mut self,
        world: &World<'_>,
        (id, norm): (u32, &NormRow),
        share: &ShareRow,
    ) -> Option<(Part, Option<Kind>, Vec<Need>)> {
        let households = world.village.households.len() as u64;
        if !self.spend(1 + households / 64) {
            return Some(open_part(Open::limit("work"), None));
        }
        let division = world.division(self.query, id, || self.divide(world, norm, share));
        let part = division.parts.get(&self.home.id).copied();
        let part = part.filter(|part| part.amount != Some(Money::ZERO));
        part.map(|part| {
            // What is undecided of others may leave this part alone.
            let is_known = part.amount.is_some();
            let kind = division.kind.filter(|_| !is_known);
            let needs = kind.map_or_else(Vec::new, |_| {
                own_needs(division.needs.clone(), &self.home.id)
            });
            (part, kind, needs)
        })
    }

    /// Asked by itself a household does not know who else shares.
    fn share_alone(
        &mut self,
        norm: &NormRow,
        share: &ShareRow,
    ) -> Option<(Part, Option<Kind>, Vec<Need>)> {
        self.look_at(self.query.on, Scope::default());
        let weight = self.weight(norm, share);
        let pot = self.value(share.amount);
        let nothing = |value: &Value| value.bounds().1.is_some_and(|high| high <= Exact::ZERO);
        if nothing(&weight) || nothing(&pot) {
            return None;
        }
        let mut open = Open::missing(Need::Households);
        for part in [&weight, &pot] {
            open = part.open().map_or(open.clone(), |other| open.and(other));
        }
        Some(open_part(open, pot.bounds().1.and_then(paid)))
    }

    /// Everyone's part, on the last day asked about.
    fn divide(&self, world: &World<'_>, norm: &NormRow, share: &ShareRow) -> Division {
        let mut run = Run::new(self.book, self.home, self.query, Silent);
        (run.world, run.elsewhere) = (self.world, true);
        let mut doubts = Doubts::new(&self.book.register);
        let pot = run.as_village(|run| run.value(share.amount));
        let pot = pot.unwrap_or_else(Self::exhausted);
        if let Some(open) = pot.open() {
            doubts.own(open);
        }
        let mut weights: Vec<(Arc<str>, Bounds)> = Vec::new();
        let on = self.query.on;
        for household in world.households().filter(|one| one.is_there_on(on)) {
            // As_village and totals leave the run where it was.
            let mut run = Run::new(self.book, household, self.query, Silent);
            (run.world, run.elsewhere) = (self.world, true);
            run.fuel = FUEL_EACH;
            let weight = run.weight(norm, share);
            weights.push((Arc::clone(&household.id), weight.bounds()));
            if let Value::Open(open) = weight {
                doubts.add(&household.id, *open);
            }
        }
        for id in &world.village.unread {
            doubts.unread(id);
            weights.push((Arc::clone(id), (Some(Exact::ZERO), None)));
        }
        if world.village.incomplete {
            doubts.incomplete();
            weights.push((Arc::from(""), (Some(Exact::ZERO), None)));
        }
        divided(&pot, weights, doubts)
    }

    /// The shares of the household looked at.
    fn weight(&mut self, norm: &NormRow, share: &ShareRow) -> Value {
        let day = self.query.on;
        let holds = self.norm_applies(norm, day, Scope::default());
        if holds.is_no() {
            return Value::int(0);
        }
        let mut weight = if share.per_person {
            self.count(None)
        } else {
            Value::int(1)
        };
        for (of, when, shares) in &share.extra {
            let times = match of {
                Owner::Person => self.count(Some(*when)),
                Owner::Household | Owner::Village => counted(self.value(*when)),
            };
            let more = arithmetic(Operator::Times, &times, &Value::number(*shares));
            weight = arithmetic(Operator::Add, &weight, &more);
        }
        match holds.open() {
            None => weight,
            Some(open) => {
                let high = weight.bounds().1;
                let open = weight
                    .open()
                    .map_or(open.clone(), |of| open.clone().and(of));
                open.between(Some(Exact::ZERO), high).into()
            }
        }
    }

    fn share_line(
        &self,
        (id, norm): (u32, &NormRow),
        share: &ShareRow,
        part: Part,
        kind: Option<Kind>,
        needs: Vec<Need>,
    ) -> Line {
        let payable = part.amount.unwrap_or(Money::ZERO);
        Line {
            out: Entitlement {
                place: norm.place,
                benefit: share.pot.clone(),
                holder: Arc::clone(&self.home.id),
                period: Period::Once,
                state: match kind {
                    None => EntitlementState::Due,
                    Some(Kind::Unknown) => EntitlementState::Undetermined,
                    Some(Kind::Gap) => EntitlementState::Gap,
                    Some(Kind::Conflict) => EntitlementState::Conflict,
                },
                amount: part.amount,
                at_least: part.low,
                at_most: part.high,
                payable,
                adjustments: Vec::new(),
                needs,
            },
            head: NO_HEAD,
            norm: id,
            scope: Scope::default(),
            on: self.query.on,
            is_asked: true,
            low: part.low,
            high: part.high,
            used: Vec::new(),
        }
    }
}

impl Run<'_, Recorder> {
    /// The sentence, the pot, the household's shares and everyone's.
    pub fn why_shared(&mut self, line: &Line) -> Vec<Reason> {
        let book = self.book;
        let Some(norm) = book.norms.get(line.norm as usize) else {
            return Vec::new();
        };
        let Act::Share(share) = &norm.act else {
            return Vec::new();
        };
        self.look_at(line.on, Scope::default());
        let holds = self.norm_applies(norm, line.on, Scope::default());
        let clause = self.noted(What::Clause(norm.place), &holds);
        let inside = self.as_village(|run| run.value(share.amount));
        let pot = inside.unwrap_or_else(|| self.value(share.amount));
        let pot = self.noted(What::Pot(share.pot.clone()), &pot);
        let weight = self.weight(norm, share);
        let own = self.noted(What::Shares, &weight);
        let mut steps = vec![clause, pot, own];
        if let Some(world) = self.world {
            let division =
                world.division(self.query, line.norm, || self.divide(world, norm, share));
            let mut all = Reason::new(What::AllShares);
            all.value = division.all.map(|all| Shown::Known(FactValue::Number(all)));
            steps.push(all);
        }
        vec![Reason::new(What::On(line.on)).because(steps)]
    }
}

/// One for true, none for false.
fn counted(value: Value) -> Value {
    match value {
        Value::Known(FactValue::Bool(yes)) => Value::int(i128::from(yes)),
        Value::Known(_) => Open::limit("value").into(),
        Value::Open(open) => open.between(Some(Exact::ZERO), Some(Exact::ONE)).into(),
    }
}

fn open_part(open: Open, high: Option<Money>) -> (Part, Option<Kind>, Vec<Need>) {
    let part = Part {
        amount: None,
        low: Money::ZERO,
        high,
    };
    (part, Some(open.kind), open.needs)
}

/// To the fen where everything is known, else between which amounts each part lies.
fn divided(pot: &Value, weights: Vec<(Arc<str>, Bounds)>, doubts: Doubts<'_>) -> Division {
    let known = pot.known_number().filter(|_| doubts.kind.is_none());
    let exact: Option<Vec<Exact>> = weights.iter().map(|(_, weight)| weight.0).collect();
    let parts = known.and_then(paid).zip(exact.as_ref());
    let parts = parts.and_then(|(pot, exact)| apportion(pot, exact));
    let sum = |of: fn(&Bounds) -> Option<Exact>| {
        let mut all = weights.iter().map(|(_, weight)| of(weight));
        all.try_fold(Exact::ZERO, |sum, one| sum.checked_add(one?))
    };
    let all = (sum(|weight| weight.0), sum(|weight| weight.1));
    let (kind, needs) = match (&parts, doubts.kind) {
        (Some(_), _) => (None, Vec::new()),
        (None, Some(kind)) => (Some(kind), doubts.needs),
        (None, None) => (Some(Kind::Unknown), vec![Need::Limit("number")]),
    };
    let parts = match parts {
        Some(parts) => {
            let parts = parts.into_iter().map(|amount| Part {
                amount: Some(amount),
                low: amount,
                high: Some(amount),
            });
            weights.into_iter().map(|(id, _)| id).zip(parts).collect()
        }
        None => {
            let parts = weights.into_iter();
            let parts = parts.map(|(id, weight)| (id, open_share(pot.bounds(), weight, all)));
            parts.collect()
        }
    };
    Division {
        parts,
        all: all.0.filter(|_| kind.is_none()),
        kind,
        needs,
    }
}

/// At least its fewest shares among the most of all others of the smallest pot, and the other way
/// round; the fen that are left over go either way.
fn open_share(pot: Bounds, weight: Bounds, all: Bounds) -> Part {
    let nothing = Part {
        amount: Some(Money::ZERO),
        low: Money::ZERO,
        high: Some(Money::ZERO),
    };
    let is_none = |high: Option<Exact>| high.is_some_and(|high| high <= Exact::ZERO);
    if is_none(weight.1) || is_none(pot.1) {
        return nothing;
    }
    let low = share_of(pot.0, weight.0, all.1, weight.1);
    let high = share_of(pot.1, weight.1, all.0, weight.0);
    let most = high.or(pot.1).and_then(|high| fen(high, true));
    Part {
        amount: None,
        low: low.and_then(|low| fen(low, false)).unwrap_or(Money::ZERO),
        high: most,
    }
}

/// `pot × own ÷ (all − own in it + own)`
fn share_of(
    pot: Option<Exact>,
    own: Option<Exact>,
    all: Option<Exact>,
    in_it: Option<Exact>,
) -> Option<Exact> {
    let others = all?.checked_sub(in_it?)?;
    pot?.checked_mul(own?)?
        .checked_div(others.checked_add(own?)?)
}

/// Whole fen, not below 0: rounded up or down.
fn fen(amount: Exact, up: bool) -> Option<Money> {
    let whole = amount.numer().div_euclid(amount.denom());
    let fen = whole.checked_add(i128::from(up && !amount.is_integer()))?;
    Some(Money::from_fen(i64::try_from(fen.max(0)).ok()?))
}
