//! Which of several sentences that grant a benefit prevails, and what its line then says.

use super::duties::is_void;
use super::entitlements::{Claim, Line};
use super::payments::paid;
use super::prevail::{Contender, Contest};
use super::run::{Run, Scope};
use super::trace::Trace;
use super::value::{Kind, Open, Undecided, Value, merge_needs};
use crate::compile::book::HeadRow;
use crate::evaluate::{EntitlementState, Few};
use crate::model::Place;
use crate::register::FactValue;
use crate::value::{Date, Exact, Money};

impl<T: Trace> Run<'_, T> {
    /// The claims that prevail, and the places of those that contradict each other: one, or, where
    /// a text says that they add up, all of them.
    pub fn prevailing_claims(
        &mut self,
        head: &HeadRow,
        claims: &[Claim],
        on: Date,
    ) -> (Few<Claim, 2>, Vec<Place>) {
        let contest = self.claim_contest(head, claims, on);
        let mut possible = contest.possible(claims);
        if possible.len() > 1 && self.is_chosen(&possible, false, on) {
            return (possible.into_iter().map(copy).collect(), Vec::new());
        }
        let is_higher = possible.len() > 1 && self.is_chosen(&possible, true, on);
        if is_higher {
            possible = highest(&possible);
        }
        if let [only] = possible.as_slice() {
            return (Few::from_iter([copy(only)]), Vec::new());
        }
        let Some(first) = possible.first() else {
            return (Few::new(), Vec::new());
        };
        let mut sure = contest.sure(claims);
        let is_possible = |claim: &Claim| possible.iter().any(|one| std::ptr::eq(*one, claim));
        sure.retain(|claim| is_decided(claim) && is_possible(claim));
        if let Some(first) = sure.first()
            && sure.iter().any(|other| said(other) != said(first))
        {
            let rivals = sure.iter().map(|one| one.place).collect();
            return (Few::from_iter([contradicted(first)]), rivals);
        }
        let mut all = possible.iter();
        let agree = all.all(|one| is_decided(one) && said(one) == said(first));
        let winner = possible.iter().find(|one| one.holds.is_yes());
        match winner.filter(|_| agree) {
            Some(winner) => (
                Few::from_iter([under_ceilings(winner, &possible)]),
                Vec::new(),
            ),
            None => (
                Few::from_iter([undecided(&possible, is_higher)]),
                Vec::new(),
            ),
        }
    }

    /// Whether a head has a line for each of its claims.
    pub fn adds_up(&mut self, head: &HeadRow, on: Date, scope: Scope) -> bool {
        let claims = self.claims(head, on, scope);
        let possible = self.claim_contest(head, &claims, on);
        let possible = possible.possible(&claims);
        possible.len() > 1 && self.is_chosen(&possible, false, on)
    }

    /// Which of the claims defeat which.
    pub fn claim_contest(&mut self, head: &HeadRow, claims: &[Claim], on: Date) -> Contest {
        let (book, asked) = (self.book, self.query.on);
        let edges = self.edges_on(head.edges, |norm| {
            let norm = book.norms.get(norm as usize);
            norm.is_some_and(|norm| {
                norm.force.as_asked(asked).holds_on(on) && !is_void(&norm.void, asked)
            })
        });
        let contenders = claims.iter().map(|claim| Contender {
            id: claim.norm,
            rank: claim.rank,
            sure: claim.holds.is_yes(),
        });
        Contest::of(contenders.collect(), edges)
    }

    /// Whether a text in force says of all of them that they add up, or that the higher counts.
    fn is_chosen(&mut self, claims: &[&Claim], higher: bool, on: Date) -> bool {
        let book = self.book;
        let mut is_chosen = false;
        for choice in book.choices.iter().filter(|one| one.higher == higher) {
            self.force_horizon(&choice.force);
            let is_meant = |claim: &&Claim| choice.among.contains(&claim.norm);
            is_chosen |=
                choice.force.as_asked(self.query.on).holds_on(on) && claims.iter().all(is_meant);
        }
        is_chosen
    }
}

/// Whether it is known what it says, an amount or none.
fn is_decided(claim: &Claim) -> bool {
    let parts = [claim.amount.as_ref(), claim.ceiling.as_ref()];
    parts.into_iter().flatten().all(|one| one.open().is_none())
}

/// The amount as it is paid; none where the text names none.
fn said(claim: &Claim) -> Option<Option<Money>> {
    let amount = claim.amount.as_ref()?;
    Some(amount.known_number().and_then(paid))
}

fn copy(claim: &Claim) -> Claim {
    Claim {
        norm: claim.norm,
        rank: claim.rank,
        place: claim.place,
        holds: claim.holds.clone(),
        amount: claim.amount.clone(),
        ceiling: claim.ceiling.clone(),
    }
}

/// A claim beside others that say the same: where none names an amount, the highest ceiling holds.
fn under_ceilings(claim: &Claim, all: &[&Claim]) -> Claim {
    let mut found = copy(claim);
    if found.amount.is_none() {
        let ceilings = all.iter().map(|one| one.ceiling.as_ref()?.known_number());
        let highest = ceilings.collect::<Option<Vec<Exact>>>();
        found.ceiling = highest.and_then(|all| all.into_iter().max().map(Value::number));
    }
    found
}

fn contradicted(claim: &Claim) -> Claim {
    let mut open = Open::limit("conflict");
    (open.kind, open.needs) = (Kind::Conflict, Vec::new());
    Claim {
        amount: Some(Value::Open(Box::new(open))),
        ceiling: None,
        ..copy(claim)
    }
}

/// What is known where it is not decided which of several claims counts.
fn undecided(possible: &[&Claim], is_higher: bool) -> Claim {
    let mut open = Undecided::default();
    let mut is_unknown = false;
    for claim in possible {
        let amounts = [claim.amount.as_ref(), claim.ceiling.as_ref()];
        for value in [Some(&claim.holds)].into_iter().chain(amounts).flatten() {
            is_unknown |= value.open().is_some_and(|open| open.kind == Kind::Unknown);
            open.add_value(value);
        }
    }
    let mut open = open.into_open().unwrap_or_else(|| Open::limit("value"));
    if is_unknown {
        open.kind = Kind::Unknown;
    }
    // A ceiling bounds from above only.
    let bounds = |claim: &&Claim| match (&claim.amount, &claim.ceiling) {
        (Some(amount), _) => amount.bounds(),
        (None, Some(ceiling)) => (None, ceiling.bounds().1),
        (None, None) => (None, None),
    };
    let one_holds = possible.iter().any(|claim| claim.holds.is_yes());
    let lows = possible.iter().map(|claim| bounds(claim).0);
    let low = if is_higher {
        let sure = possible.iter().filter(|claim| claim.holds.is_yes());
        sure.filter_map(|claim| bounds(claim).0).max()
    } else {
        lows.collect::<Option<Vec<Exact>>>()
            .and_then(|lows| lows.into_iter().min())
    };
    let high: Option<Vec<Exact>> = possible.iter().map(|claim| bounds(claim).1).collect();
    let open = open.between(low, high.and_then(|high| high.into_iter().max()));
    let holds = if one_holds {
        Value::YES
    } else {
        Value::Open(Box::new(open.clone()))
    };
    let first = possible.first();
    Claim {
        norm: first.map_or(0, |claim| claim.norm),
        rank: first.map_or(0, |claim| claim.rank),
        place: first.map_or_else(no_place, |claim| claim.place),
        holds,
        amount: Some(Value::Open(Box::new(open))),
        ceiling: None,
    }
}

fn no_place() -> Place {
    Place {
        document: crate::model::DocumentId(0),
        article: crate::model::ArticleNumber {
            number: 0,
            inserted: 0,
        },
        paragraph: 0,
        item: 0,
        span: crate::span::Span::default(),
    }
}

/// Of those that name an amount: the highest sure one, and those that may be above it.
fn highest<'c>(possible: &[&'c Claim]) -> Vec<&'c Claim> {
    let named = possible.iter().copied();
    let named: Vec<&Claim> = named.filter(|claim| claim.amount.is_some()).collect();
    if named.is_empty() {
        return possible.to_vec();
    }
    let known = |claim: &Claim| claim.amount.as_ref().and_then(Value::known_number);
    let mut best: Option<(Money, usize)> = None;
    for (at, claim) in named.iter().enumerate() {
        let sure = known(claim).filter(|_| claim.holds.is_yes());
        let sure = sure.and_then(paid);
        if let Some(amount) = sure.filter(|amount| best.is_none_or(|(most, _)| *amount > most)) {
            best = Some((amount, at));
        }
    }
    let may_be_higher = |claim: &Claim| {
        let high = claim.amount.as_ref().and_then(|amount| amount.bounds().1);
        let high = high.and_then(paid);
        high.is_none_or(|high| best.is_none_or(|(most, _)| high > most))
    };
    let is_best = |at: usize| best.is_some_and(|(_, best)| best == at);
    let named = named.into_iter().enumerate();
    named
        .filter(|(at, claim)| is_best(*at) || may_be_higher(claim))
        .map(|(_, claim)| claim)
        .collect()
}

impl Line {
    /// What a claim makes of the line, before anything is taken from it.
    pub fn settle(&mut self, claim: &Claim) {
        let out = &mut self.out;
        let amount = claim.amount.as_ref();
        let mut kinds: Few<Kind> = Few::new();
        let ceiling = claim.ceiling.as_ref();
        for value in [Some(&claim.holds), amount, ceiling].into_iter().flatten() {
            if let Some(open) = value.open() {
                kinds.push(open.kind);
                merge_needs(&mut out.needs, &open.needs);
            }
        }
        out.state = if kinds.is_empty() {
            EntitlementState::Due
        } else if kinds.contains(&Kind::Unknown) {
            EntitlementState::Undetermined
        } else if kinds.contains(&Kind::Conflict) {
            EntitlementState::Conflict
        } else {
            EntitlementState::Gap
        };
        let bounds = amount.map_or((None, None), Value::bounds);
        match (out.state, amount) {
            (EntitlementState::Due, Some(Value::Known(FactValue::Number(exact)))) => {
                self.pay(*exact);
            }
            (EntitlementState::Due, None) => {
                out.at_most = claim
                    .ceiling
                    .as_ref()
                    .and_then(|most| most.bounds().1)
                    .and_then(paid);
            }
            (EntitlementState::Undetermined, _) => {
                let low = bounds.0.filter(|_| claim.holds.is_yes()).and_then(paid);
                out.at_least = low.unwrap_or(Money::ZERO);
                let most = bounds
                    .1
                    .or(claim.ceiling.as_ref().and_then(|most| most.bounds().1));
                out.at_most = most.and_then(paid);
                (self.low, self.high) = (out.at_least, out.at_most);
            }
            _ => {}
        }
    }

    /// A known amount is due; one too large to be counted is not known.
    fn pay(&mut self, exact: Exact) {
        let out = &mut self.out;
        match paid(exact) {
            Some(amount) => {
                out.amount = Some(amount);
                (out.at_least, out.at_most) = (amount, Some(amount));
                out.payable = amount;
                (self.low, self.high) = (amount, Some(amount));
            }
            None => {
                out.state = EntitlementState::Undetermined;
                out.needs = vec![crate::evaluate::Need::Limit("amount")];
                self.high = None;
            }
        }
    }

    /// The line is not decided any more: it keeps its amount, and nothing is paid meanwhile.
    pub fn suspend_judgement(&mut self, low: Money, needs: &[crate::evaluate::Need]) {
        self.out.state = EntitlementState::Undetermined;
        self.out.payable = Money::ZERO;
        self.low = low;
        merge_needs(&mut self.out.needs, needs);
    }
}
