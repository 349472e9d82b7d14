//! Priority between articles and between texts, and what is presumed where articles contradict each other.

use std::collections::BTreeMap;

use super::circles::{self, Edges};
use super::context::Context;
use super::names::{State, Want};
use crate::diagnostic::{Code, Text};
use crate::model::{ArticleNumber, DocumentId, Label, Order, Place, Presumption, Side, Sort};
use crate::span::Located;
use crate::syntax::ast::{self, ArticleRef};

/// Which gives way to which, and where it is said: sentences of one document, or documents.
#[derive(Default)]
pub(super) struct Ordered {
    sentences: BTreeMap<(usize, usize), Place>,
    documents: BTreeMap<(usize, usize), Place>,
}

impl Context<'_> {
    /// `与第X条、第Y条不一致的，以第Z条为准`
    pub(super) fn prevails(
        &mut self,
        place: Place,
        over: &[Located<ArticleRef>],
        winner: &Located<ArticleRef>,
        ordered: &mut Ordered,
    ) -> Option<()> {
        let (winners, first) = self.sides(&place, winner)?;
        for article in over {
            let (losers, second) = self.sides(&place, article)?;
            self.spend(&place, first.len().saturating_mul(second.len()))?;
            // Of a range that holds the winner, the rest gives way.
            let is_range = article.value.to.is_some();
            let is_apart = |loser, winner| !is_range || number(loser) != number(winner);
            for loser in &losers {
                for winner in &winners {
                    if is_apart(loser, winner) {
                        self.meaning.orders.push(Order {
                            place,
                            winner: *winner,
                            loser: *loser,
                        });
                    }
                }
            }
            let of = |at: &usize| self.sentences.get(*at).map(|one| one.place.article);
            let pairs = second
                .iter()
                .flat_map(|loser| first.iter().map(move |winner| (*loser, *winner)));
            let pairs: Vec<_> = pairs
                .filter(|(loser, winner)| !is_range || of(loser) != of(winner))
                .collect();
            let pairs = pairs.into_iter().map(|pair| (pair, place));
            ordered.sentences.extend(pairs);
        }
        Some(())
    }

    /// The articles a reference names, and their sentences; a finding where it means an item.
    fn sides(
        &mut self,
        at: &Place,
        reference: &Located<ArticleRef>,
    ) -> Option<(Vec<Side>, Vec<usize>)> {
        let referred = self.referred(at, reference)?;
        let ArticleRef {
            article,
            paragraph,
            item,
            to,
        } = reference.value;
        if item != 0 {
            let message = Text::new(
                "优先次序只能写到条或款，不能只写其中一项",
                "priority is given to articles or paragraphs, not to single items",
            );
            self.report(at, reference.span, Code::WrongKind, message);
            return None;
        }
        let last = to.unwrap_or(article);
        // Every version of the articles.
        let mut sides = Vec::new();
        for document in self.family(at.document) {
            let all = (document, article)..=(document, last);
            let articles = self.articles.range(all).map(|((_, number), _)| *number);
            sides.extend(articles.map(|number| Side::Article(document, number, paragraph)));
        }
        Some((sides, referred.sentences))
    }

    /// `《A》优先于《B》`
    pub(super) fn document_prevails(
        &mut self,
        place: Place,
        winner: &ast::Name,
        loser: &ast::Name,
        ordered: &mut Ordered,
    ) -> Option<()> {
        let winner = self.titled(&place, winner)?;
        let loser = self.titled(&place, loser)?;
        // A text that is not among those given puts nothing in order here.
        let (Some(winner), Some(loser)) = (winner, loser) else {
            return Some(());
        };
        // What amends a text speaks for it.
        for first in self.family(winner) {
            for second in self.family(loser) {
                self.meaning.orders.push(Order {
                    place,
                    winner: Side::Document(first),
                    loser: Side::Document(second),
                });
            }
        }
        let pair = (loser.index(), winner.index());
        ordered.documents.insert(pair, place);
        Some(())
    }

    /// The text of this title, if it is among those given; a finding where nobody knows the title.
    fn titled(&mut self, at: &Place, title: &ast::Name) -> Option<Option<DocumentId>> {
        let label = self.label(&title.value);
        let is_it = |document: &crate::model::Document| match &document.name {
            Some(name) => *name == label,
            None => document.title == title.value,
        };
        let found = self.meaning.documents.iter().position(is_it);
        let found = found.and_then(|at| u32::try_from(at).ok()).map(DocumentId);
        if found.is_some() || matches!(label, Label::Name(_) | Label::Agreement(_)) {
            return Some(found);
        }
        let title = &title.value;
        let message = Text::new(
            format!("没有给出《{title}》，户籍册里也没有这个名称"),
            format!("\"{title}\" is none of the texts given, nor a name of the register"),
        );
        self.report(at, at.span, Code::UnknownName, message);
        None
    }

    /// Says which articles or texts come before each other in a circle.
    pub(super) fn ordered_in_circles(&mut self, ordered: &Ordered) {
        for circle in circles_of(&ordered.sentences) {
            let places = circle.iter().filter_map(|at| self.sentences.get(*at));
            let names: Vec<_> = places
                .map(|walked| {
                    let number = walked.place.article_text();
                    (format!("第{number}条"), format!("Article {number}"))
                })
                .collect();
            self.report_ordered_circle(&circle, &names, &ordered.sentences);
        }
        for circle in circles_of(&ordered.documents) {
            let documents = circle
                .iter()
                .filter_map(|at| self.meaning.documents.get(*at));
            let names: Vec<_> = documents
                .map(|row| (format!("《{}》", row.title), format!("\"{}\"", row.title)))
                .collect();
            self.report_ordered_circle(&circle, &names, &ordered.documents);
        }
    }

    fn report_ordered_circle(
        &mut self,
        circle: &[usize],
        names: &[(String, String)],
        said: &BTreeMap<(usize, usize), Place>,
    ) {
        let (Some(first), Some(second)) = (circle.first(), circle.get(1).or(circle.first())) else {
            return;
        };
        let Some(place) = said.get(&(*first, *second)).copied() else {
            return;
        };
        let closed = || names.iter().chain(names.first());
        let zh: Vec<&str> = closed().map(|(zh, _)| zh.as_str()).collect();
        let en: Vec<&str> = closed().map(|(_, en)| en.as_str()).collect();
        let message = Text::new(
            format!("优先次序绕成了圈：{}", zh.join("→")),
            format!("the priorities go in a circle: {}", en.join(" → ")),
        );
        self.report(&place, place.span, Code::Cycle, message);
    }

    /// `「居民」有争议的，推定为是`
    /// `户分立、合并的，…`: of all that a household has, so not in an agreement.
    pub(super) fn succession(&mut self, place: Place) -> bool {
        if self.is_agreement(place.document) {
            self.not_computed(&place, place.span);
        } else {
            self.meaning.successions.push(place);
        }
        true
    }

    pub(super) fn presumption(
        &mut self,
        place: Place,
        name: &ast::Name,
        holds: bool,
    ) -> Option<()> {
        let label = self.label(&name.value);
        let Some(node) = self.node(&label, place.document) else {
            if matches!(label, Label::Fact(_)) {
                let message = Text::new(
                    "登记的事实不会自相矛盾；只有条文下的定义才可能有争议",
                    "a recorded fact contradicts nothing; only what the texts define can be in dispute",
                );
                self.report(&place, name.span, Code::WrongKind, message);
                return None;
            }
            return self.unknown(&place, name, Want::Value);
        };
        match self.names.nodes.get(node)?.state {
            State::Definition {
                id,
                sort: Sort::Bool,
                ..
            } => {
                self.meaning.presumptions.push(Presumption {
                    place,
                    definition: id,
                    holds,
                });
                Some(())
            }
            State::Definition { .. } | State::Parameter { .. } => {
                let message = Text::new(
                    "只有是或否的定义才能推定",
                    "only a definition that is true or false can be presumed",
                );
                self.report(&place, name.span, Code::NotACondition, message);
                None
            }
            // Said at its own place.
            State::Waiting | State::Broken => None,
        }
    }
}

/// The article of a side; none for a document.
fn number(side: &Side) -> Option<ArticleNumber> {
    match *side {
        Side::Article(_, number, _) => Some(number),
        Side::Document(_) => None,
    }
}

fn circles_of(said: &BTreeMap<(usize, usize), Place>) -> Vec<Vec<usize>> {
    let mut edges = Edges::new();
    for (loser, winner) in said.keys() {
        edges.entry(*loser).or_default().insert(*winner);
        edges.entry(*winner).or_default();
    }
    circles::order(&edges).2
}
