//! A name that several sentences explain.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Label, Text};
use crate::model::{DefinitionClause, Draft, Meaning, Place, Side, finding};

/// Pairs of articles or documents of which one is put before the other; paragraphs are left aside.
type Ordered = BTreeSet<(Side, Side)>;

pub(super) fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    let ordered = ordered(&draft.meaning);
    let presumed: BTreeSet<_> = draft
        .meaning
        .presumptions
        .iter()
        .map(|one| one.definition.index())
        .collect();
    for (at, definition) in draft.meaning.definitions.iter().enumerate() {
        let Some((first, others)) = definition.clauses.split_first() else {
            continue;
        };
        if presumed.contains(&at) {
            continue;
        }
        let open = others
            .iter()
            .filter(|other| !is_ordered(&ordered, &first.place, &other.place))
            .filter(|other| !is_amended(&draft.meaning, &first.place, &other.place));
        found.extend(open.map(|other| again(first, other)));
    }
}

fn ordered(meaning: &Meaning) -> Ordered {
    let orders = meaning.orders.iter();
    orders
        .map(|order| (whole(order.winner), whole(order.loser)))
        .collect()
}

fn whole(side: Side) -> Side {
    match side {
        Side::Article(document, article, _) => Side::Article(document, article, 0),
        Side::Document(document) => Side::Document(document),
    }
}

/// Whether some sentence says which of two places counts.
fn is_ordered(ordered: &Ordered, a: &Place, b: &Place) -> bool {
    let sides = |place: &Place| {
        [
            Side::Article(place.document, place.article, 0),
            Side::Document(place.document),
        ]
    };
    let is_said = |a, b| ordered.contains(&(a, b)) || ordered.contains(&(b, a));
    let (of_a, of_b) = (sides(a), sides(b));
    of_a.into_iter()
        .any(|a| of_b.into_iter().any(|b| is_said(a, b)))
}

/// Whether one is a later version of the other's article: they never hold on the same day.
fn is_amended(meaning: &Meaning, a: &Place, b: &Place) -> bool {
    let text = |place: &Place| {
        let row = meaning.documents.get(place.document.index());
        row.and_then(|row| row.amends).unwrap_or(place.document)
    };
    a.document != b.document && a.article == b.article && text(a) == text(b)
}

fn again(first: &DefinitionClause, other: &DefinitionClause) -> Diagnostic {
    let message = Text::new(
        "这个名称前面已经解释过，两处都成立而说法不同时，结果算不出来",
        "this name was explained before; where both hold and differ, there is no answer",
    );
    let place = &other.place;
    let mut one = finding(place, place.span, Code::RedefinedName, message)
        .help("只在一处写明", "explain it in one place");
    one.labels.push(Label {
        source: u16::try_from(first.place.document.0).unwrap_or(u16::MAX),
        span: first.place.span,
        text: Text::new("前面的解释", "explained before"),
    });
    one
}
