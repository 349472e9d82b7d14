//! Which of several sentences that grant a benefit prevails, and what its line then says.

use super::duties::is_void;
use super::entitlements::{Claim, Line};
use super::payments::paid;
use super::prevail::{Contender, Contest};
use super::run::Run;
use super::trace::Trace;
use super::value::{Kind, Open, Undecided, Value, merge_needs};
use crate::compile::book::HeadRow;
use crate::evaluate::{EntitlementState, Few};
use crate::model::Place;
use crate::register::FactValue;
use crate::value::{Date, Exact, Money};

impl<T: Trace> Run<'_, T> {
    /// The claim that prevails, and the places of those that contradict each other.
    pub fn prevailing_claim(
        &mut self,
        head: &HeadRow,
        claims: Few<Claim, 2>,
        on: Date,
    ) -> Option<(Claim, Vec<Place>)> {
        let claims = self.choose_higher(claims, on);
        let contest = self.claim_contest(head, &claims, on);
        let possible = contest.possible(&claims);
        let mut sure = contest.sure(&claims);
        sure.retain(|claim| is_decided(claim));
        if let Some(first) = sure.first()
            && sure.iter().any(|other| other.amount != first.amount)
        {
            let rivals = sure.iter().map(|one| one.place).collect();
            return Some((contradicted(first), rivals));
        }
        let first = possible.first()?;
        let agree = possible
            .iter()
            .all(|one| is_decided(one) && one.amount == first.amount);
        let winner = possible.iter().find(|one| one.holds.is_yes());
        if let Some(winner) = winner.filter(|_| agree) {
            return Some((copy(winner), Vec::new()));
        }
        Some((undecided(&possible), Vec::new()))
    }

    /// Which of the claims defeat which.
    pub fn claim_contest(&mut self, head: &HeadRow, claims: &[Claim], on: Date) -> Contest {
        let (book, asked) = (self.book, self.query.on);
        let edges = self.edges_on(head.edges, |norm| {
            let norm = book.norms.get(norm as usize);
            norm.is_some_and(|norm| norm.force.holds_on(on) && !is_void(&norm.void, asked))
        });
        let contenders = claims.iter().map(|claim| Contender {
            id: claim.norm,
            rank: claim.rank,
            sure: claim.holds.is_yes(),
        });
        Contest::of(contenders.collect(), edges)
    }

    /// Where a text says that the higher counts, the highest stands for all it names.
    fn choose_higher(&mut self, mut claims: Few<Claim, 2>, on: Date) -> Few<Claim, 2> {
        let book = self.book;
        for choice in book.choices.iter().filter(|choice| choice.higher) {
            self.force_horizon(&choice.force);
            if !choice.force.holds_on(on) {
                continue;
            }
            let (among, others): (Few<Claim, 2>, Few<Claim, 2>) = claims
                .into_iter()
                .partition(|claim| choice.among.contains(&claim.norm));
            claims = others;
            claims.extend(highest(among));
        }
        claims.sort_by_key(|claim| (claim.norm, claim.place));
        claims
    }
}

fn is_decided(claim: &Claim) -> bool {
    claim
        .amount
        .as_ref()
        .is_none_or(|amount| amount.open().is_none())
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
fn undecided(possible: &[&Claim]) -> Claim {
    let mut open = Undecided::default();
    let mut is_unknown = false;
    for claim in possible {
        for value in [Some(&claim.holds), claim.amount.as_ref()]
            .into_iter()
            .flatten()
        {
            is_unknown |= value.open().is_some_and(|open| open.kind == Kind::Unknown);
            open.add_value(value);
        }
    }
    let mut open = open.into_open().unwrap_or_else(|| Open::limit("value"));
    if is_unknown {
        open.kind = Kind::Unknown;
    }
    let bounds = |claim: &&Claim| {
        let amount = claim.amount.as_ref().or(claim.ceiling.as_ref());
        amount.map_or((None, None), Value::bounds)
    };
    let low: Option<Vec<Exact>> = possible.iter().map(|claim| bounds(claim).0).collect();
    let high: Option<Vec<Exact>> = possible.iter().map(|claim| bounds(claim).1).collect();
    let open = open.between(
        low.and_then(|low| low.into_iter().min()),
        high.and_then(|high| high.into_iter().max()),
    );
    let one_holds = possible.iter().any(|claim| claim.holds.is_yes());
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

/// The highest of those a text tells to choose among; at least each sure one, at most each possible.
fn highest(among: Few<Claim, 2>) -> Option<Claim> {
    let known = |claim: &Claim| claim.amount.as_ref().and_then(Value::known_number);
    let mut best: Option<(Exact, usize)> = None;
    for (at, claim) in among.iter().enumerate() {
        let sure = known(claim).filter(|_| claim.holds.is_yes());
        if let Some(amount) = sure.filter(|amount| best.is_none_or(|(most, _)| *amount > most)) {
            best = Some((amount, at));
        }
    }
    let may_be_higher = |claim: &Claim| {
        let high = claim.amount.as_ref().and_then(|amount| amount.bounds().1);
        high.is_none_or(|high| best.is_none_or(|(most, _)| high > most))
    };
    let rivals: Vec<&Claim> = among
        .iter()
        .enumerate()
        .filter(|(at, claim)| best.is_some_and(|(_, best)| best == *at) || may_be_higher(claim))
        .map(|(_, claim)| claim)
        .collect();
    if let [only] = rivals.as_slice() {
        return Some(copy(only));
    }
    rivals.first()?;
    let mut claim = undecided(&rivals);
    if let (Some((most, _)), Some(Value::Open(open))) = (best, claim.amount.as_mut()) {
        open.low = Some(most);
    }
    Some(claim)
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
