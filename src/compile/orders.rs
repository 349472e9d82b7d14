//! Which clauses a text puts before others (`以第X条为准`, `优先于`), and presumptions.

use std::collections::{BTreeMap, BTreeSet};

use super::CompileError;
use super::book::{Edge, Force, OrderRow, PresumptionRow, Rows};
use super::tables::{Lowering, row};
use crate::model::{ArticleNumber, DocumentId, Meaning, Place, Side};
use crate::value::Date;

/// More pairs of clauses are not put in order.
const MOST_EDGES: usize = 1_000_000;

/// What clauses set: a definition, or a benefit for one sort of holder and period.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Setting {
    Definition(u32),
    Head(u32),
}

/// A clause with what it sets.
#[derive(Clone, Copy)]
struct Setter {
    setting: Setting,
    /// Row of the definition clauses or of the norms.
    id: u32,
    place: Place,
    rank: u8,
}

/// All clauses by article.
type Setters = BTreeMap<(DocumentId, ArticleNumber), Vec<Setter>>;

/// The pairs put in order, by what they set.
type Edges = BTreeMap<Setting, BTreeSet<Edge>>;

impl Lowering {
    /// Finds the pairs of clauses that set the same thing and that a text puts in order. Documents
    /// of different rank are in order already, which no text can turn around.
    pub fn orders(&mut self, meaning: &Meaning) -> Result<(), CompileError> {
        let amended = meaning.documents.iter().any(|row| row.amends.is_some());
        if meaning.orders.is_empty() && !amended {
            return Ok(());
        }
        let setters = self.setters();
        let mut edges = Edges::new();
        let mut count = 0;
        for (at, order) in meaning.orders.iter().enumerate() {
            let losers = by_setting(&setters, &order.loser);
            for winner in of_side(&setters, &order.winner) {
                for loser in losers.get(&winner.setting).into_iter().flatten() {
                    count += 1;
                    if count > MOST_EDGES {
                        return Err(CompileError::TooManyOrders { place: order.place });
                    }
                    if winner.rank == loser.rank && winner.id != loser.id {
                        edges.entry(winner.setting).or_default().insert(Edge {
                            winner: winner.id,
                            loser: loser.id,
                            order: row(at),
                        });
                    }
                }
            }
            let (place, force) = (order.place, self.force(order.place));
            self.book.orders.push(OrderRow { place, force });
        }
        self.posterior(meaning, &setters, &mut edges, &mut count)?;
        self.put_in_order(edges);
        Ok(())
    }

    /// What amends a text comes before it, and before what amended it earlier; whether a text says
    /// otherwise is asked on the day.
    fn posterior(
        &mut self,
        meaning: &Meaning,
        setters: &Setters,
        edges: &mut Edges,
        count: &mut usize,
    ) -> Result<(), CompileError> {
        for (at, document) in meaning.documents.iter().enumerate() {
            let (Some(root), Some(first)) = (document.amends, document.articles.first()) else {
                continue;
            };
            let place = Place {
                document: DocumentId(row(at)),
                article: first.number,
                paragraph: 1,
                item: 0,
                span: first.span,
            };
            let order = row(self.book.orders.len());
            // It is no article that says so: it holds whenever both sentences are law.
            let force = Force {
                never: false,
                from: None,
                until: None,
                replaced: None,
                ..self.force(place)
            };
            self.book.orders.push(OrderRow { place, force });
            let winner = Side::Document(place.document);
            for loser in earlier(meaning, root, document.from) {
                let losers = by_setting(setters, &Side::Document(loser));
                for winner in of_side(setters, &winner) {
                    for loser in losers.get(&winner.setting).into_iter().flatten() {
                        *count += 1;
                        if *count > MOST_EDGES {
                            return Err(CompileError::TooManyOrders { place });
                        }
                        if winner.rank != loser.rank {
                            continue;
                        }
                        edges.entry(winner.setting).or_default().insert(Edge {
                            winner: winner.id,
                            loser: loser.id,
                            order,
                        });
                    }
                }
            }
        }
        Ok(())
    }

    fn put_in_order(&mut self, edges: Edges) {
        for (setting, edges) in edges {
            let start = row(self.book.edges.len());
            self.book.edges.extend(edges);
            let end = row(self.book.edges.len());
            let rows = match setting {
                Setting::Definition(id) => {
                    let definition = self.book.definitions.get_mut(id as usize);
                    definition.map(|definition| &mut definition.edges)
                }
                Setting::Head(id) => {
                    let head = self.book.heads.get_mut(id as usize);
                    head.map(|head| &mut head.edges)
                }
            };
            if let Some(rows) = rows {
                *rows = Rows { start, end };
            }
        }
    }

    /// Every clause that sets something which another sets too.
    fn setters(&self) -> Setters {
        let mut setters = Setters::new();
        let mut add = |setting, id, place: Place| {
            let rank = self.rank(place);
            let setter = Setter {
                setting,
                id,
                place,
                rank,
            };
            let key = (place.document, place.article);
            setters.entry(key).or_default().push(setter);
        };
        for (at, definition) in self.book.definitions.iter().enumerate() {
            let clauses = definition.clauses.of(&self.book.definition_clauses);
            if clauses.len() > 1 {
                for (id, clause) in (definition.clauses.start..).zip(clauses) {
                    add(Setting::Definition(row(at)), id, clause.place);
                }
            }
        }
        for (at, head) in self.book.heads.iter().enumerate() {
            if head.norms.len() > 1 {
                for id in &head.norms {
                    if let Some(norm) = self.book.norms.get(*id as usize) {
                        add(Setting::Head(row(at)), *id, norm.place);
                    }
                }
            }
        }
        setters
    }

    /// What lets heirs continue a household.
    pub fn successions(&mut self, meaning: &Meaning) {
        for place in &meaning.successions {
            let force = self.force(*place);
            self.book.successions.push(OrderRow {
                place: *place,
                force,
            });
        }
    }

    /// What counts where the clauses of a definition contradict each other.
    pub fn presumptions(&mut self, meaning: &Meaning) {
        let mut said: BTreeMap<usize, Vec<PresumptionRow>> = BTreeMap::new();
        for presumption in &meaning.presumptions {
            let place = presumption.place;
            let rows = said.entry(presumption.definition.index()).or_default();
            rows.push(PresumptionRow {
                place,
                force: self.force(place),
                rank: self.rank(place),
                holds: presumption.holds,
            });
        }
        for (definition, rows) in said {
            let start = row(self.book.presumptions.len());
            self.book.presumptions.extend(rows);
            let end = row(self.book.presumptions.len());
            if let Some(definition) = self.book.definitions.get_mut(definition) {
                definition.presumptions = Rows { start, end };
            }
        }
    }
}

/// A text and what amended it before that day; all of one rank, or a higher one is above them anyway.
fn earlier(meaning: &Meaning, root: DocumentId, day: Option<Date>) -> Vec<DocumentId> {
    let documents = meaning.documents.iter().enumerate();
    let before = documents
        .filter(|(at, other)| {
            let amended = other.amends == Some(root) && other.from < day;
            root.index() == *at || amended
        })
        .map(|(at, _)| DocumentId(row(at)));
    before.collect()
}

/// The clauses of one side of an order.
fn of_side<'a>(setters: &'a Setters, side: &'a Side) -> impl Iterator<Item = &'a Setter> {
    let lowest = ArticleNumber {
        number: 0,
        inserted: 0,
    };
    let highest = ArticleNumber {
        number: u32::MAX,
        inserted: u16::MAX,
    };
    let within = match *side {
        Side::Article(document, article, _) => (document, article)..=(document, article),
        Side::Document(document) => (document, lowest)..=(document, highest),
    };
    let found = setters.range(within).flat_map(|(_, found)| found);
    found.filter(|setter| side.holds(&setter.place))
}

fn by_setting(setters: &Setters, side: &Side) -> BTreeMap<Setting, Vec<Setter>> {
    let mut sorted: BTreeMap<Setting, Vec<Setter>> = BTreeMap::new();
    for setter in of_side(setters, side) {
        sorted.entry(setter.setting).or_default().push(*setter);
    }
    sorted
}
