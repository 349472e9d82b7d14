//! Forms that only some texts have: slices, orders between articles, presumptions, points.

use proptest::collection::vec;
use proptest::prelude::*;

use super::assemble::{Numbering, nowhere};
use super::expressions::{BASE, Scope, Strata, event, plain_length, schedule};
use super::vocabulary::{Words, fen, ratio};
use crate::model::{
    Aggregate, Body, DefinitionId, DocumentId, Expr, Head, Label, Order, ParameterId, Place,
    Points, PointsRule, Presumption, Schedule, Side, Slice,
};
use crate::value::Exact;

/// One amount cut into slices, each with a rate of its own.
pub(super) fn slices(scope: Scope, strata: Strata) -> BoxedStrategy<Body> {
    let own = match scope {
        Scope::Household => Words::INCOME,
        Scope::Person => Words::WAGE,
    };
    let defined = if strata.definitions > BASE {
        Expr::Definition(DefinitionId(BASE))
    } else {
        Expr::Fact(Words::INCOME)
    };
    let wages = Expr::Over(Aggregate::Sum, Box::new(Expr::Fact(Words::WAGE)));
    let base = prop_oneof![
        4 => Just(Expr::Fact(own)),
        1 => Just(defined),
        1 => Just(wages),
    ];
    let bounds = vec![333_i128, 5_000, 24_000, 100_005, 1_000_000];
    let bounds = prop::sample::subsequence(bounds, 1..4);
    let rate = prop_oneof![
        4 => ratio().prop_map(Expr::Number),
        1 => Just(Expr::Parameter(ParameterId(1))),
    ];
    (base, bounds, vec(rate, 4))
        .prop_map(|(base, bounds, rates)| {
            let number = |bound: &i128| Expr::Number(Exact::from_int(*bound));
            let overs = std::iter::once(&0).chain(&bounds).map(number);
            let ends = bounds.iter().map(number).map(Some);
            let ends = ends.chain(std::iter::once(None));
            let slices = overs.zip(ends).zip(rates).map(|((over, to), rate)| Slice {
                place: nowhere(),
                over,
                to,
                rate,
            });
            Body::Slices {
                base,
                slices: slices.collect(),
            }
        })
        .boxed()
}

/// A number of points.
pub(super) fn points() -> impl Strategy<Value = Expr> {
    let plain = prop::sample::select(vec![1_i128, 2, 5, 10]);
    prop_oneof![
        9 => plain.prop_map(|points| Expr::Number(Exact::from_int(points))),
        1 => Just(Expr::Parameter(ParameterId(1))),
    ]
}

/// Sentences about points, each with its text.
pub(super) fn points_rules() -> impl Strategy<Value = Vec<(u32, Points)>> {
    let action = prop_oneof![
        15 => event().prop_map(Label::Event),
        1 => Just(Label::Event(Words::MEET)),
        1 => Just(Label::Text("表彰".to_owned())),
    ];
    let each =
        (action, points(), prop::bool::weighted(0.3)).prop_map(|(action, points, deduct)| {
            Points::Each {
                action,
                points,
                deduct,
            }
        });
    let number = |number| Expr::Number(Exact::from_int(number));
    let rule = prop_oneof![
        9 => each,
        2 => Just(Points::Reset(Schedule::Year)),
        1 => schedule().prop_map(Points::Reset),
        1 => prop::sample::select(vec![0_i128, -5]).prop_map(move |floor| Points::Floor(number(floor))),
        1 => points().prop_map(Points::Ceiling),
        2 => plain_length().prop_map(Points::Expiry),
        2 => (points(), fen()).prop_map(|(step, fen)| Points::Redeem {
            step,
            gives: Expr::Number(fen),
        }),
    ];
    let text = prop::sample::select(vec![0_u32, 0, 0, 1, 3]);
    prop_oneof![1 => Just(Vec::new()), 1 => vec((text, rule), 2..8)]
}

/// Orders and presumptions before they have articles.
#[derive(Clone, Debug)]
pub(super) struct Prevailing {
    /// Which group of clauses, and which of its neighbours are put in order.
    orders: Vec<(usize, Vec<bool>)>,
    /// In which text, of which definition, what.
    presumptions: Vec<(u32, u32, bool)>,
}

pub(super) fn prevailing() -> impl Strategy<Value = Prevailing> {
    let order = (0_usize..6, vec(prop::bool::weighted(0.8), 4));
    let presumption = (
        prop::sample::select(vec![0_u32, 0, 1, 3]),
        prop::sample::select(vec![0_u32, 1, 3]),
        prop::bool::ANY,
    );
    let orders = prop_oneof![1 => Just(Vec::new()), 2 => vec(order, 1..4)];
    let presumptions = prop_oneof![2 => Just(Vec::new()), 1 => vec(presumption, 1..4)];
    (orders, presumptions).prop_map(|(orders, presumptions)| Prevailing {
        orders,
        presumptions,
    })
}

impl Numbering<'_> {
    /// Puts clauses on one name or benefit of one text in order, never in a circle.
    pub(super) fn prevailing(&mut self, raw: Prevailing) {
        let groups = self.alike();
        for (which, pairs) in raw.orders {
            let group = which
                .checked_rem(groups.len())
                .and_then(|at| groups.get(at));
            let mut group: Vec<Place> = group.into_iter().flatten().copied().collect();
            group.sort_by_key(|place| (place.article.number * 5 % 7, place.article));
            let neighbours = group.iter().zip(group.iter().skip(1)).zip(pairs);
            for ((winner, loser), _) in neighbours.filter(|(_, is_said)| *is_said) {
                let side = |place: &Place| Side::Article(place.document, place.article, 0);
                let place = self.article(DocumentId(0));
                self.meaning.orders.push(Order {
                    place,
                    winner: side(winner),
                    loser: side(loser),
                });
            }
        }
        for (document, definition, holds) in raw.presumptions {
            let place = self.article(DocumentId(document));
            self.meaning.presumptions.push(Presumption {
                place,
                definition: DefinitionId(definition),
                holds,
            });
        }
    }

    /// Gives each sentence about points an article.
    pub(super) fn points(&mut self, rules: Vec<(u32, Points)>) {
        for (document, rule) in rules {
            let place = self.article(DocumentId(document));
            self.meaning.points.push(PointsRule {
                place,
                rule,
                voids: Vec::new(),
            });
        }
        self.meaning.points.sort_by_key(|rule| rule.place);
    }

    /// The places of clauses of one text that say the same sort of thing, where there are several.
    fn alike(&self) -> Vec<Vec<Place>> {
        let mut groups: Vec<Vec<Place>> = Vec::new();
        let definitions = self.meaning.definitions.iter();
        groups.extend(definitions.map(|one| one.clauses.iter().map(|one| one.place).collect()));
        let mut keys = Vec::new();
        for norm in &self.meaning.norms {
            let Head::Entitle(entitle) = &norm.head else {
                continue;
            };
            let key = (entitle.benefit, entitle.schedule, norm.subject.clone());
            match keys.iter().position(|one| *one == key) {
                Some(at) => {
                    let at = at + self.meaning.definitions.len();
                    if let Some(group) = groups.get_mut(at) {
                        group.push(norm.place);
                    }
                }
                None => {
                    keys.push(key);
                    groups.push(vec![norm.place]);
                }
            }
        }
        let mut found = Vec::new();
        for group in groups {
            for document in (0..4).map(DocumentId) {
                let own = group.iter().filter(|place| place.document == document);
                let own: Vec<Place> = own.copied().collect();
                if own.len() > 1 {
                    found.push(own);
                }
            }
        }
        found
    }
}
