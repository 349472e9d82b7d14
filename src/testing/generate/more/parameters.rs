//! An article of parameters that an amendment sets anew or takes away, and that may end.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use super::super::Case;
use super::super::assemble::document;
use super::super::vocabulary::{date, fen, first_day, ratio};
use crate::model::{Article, ArticleNumber, DocumentId, Expr, Meaning};
use crate::span::Span;
use crate::value::{Date, Exact};

/// The charter, which holds the parameters.
const CHARTER: DocumentId = DocumentId(0);

type Steps = Vec<(Date, Option<Expr>)>;

/// The case with its parameters amended. The steps of the amending text, of the amount and of the ratio: none, and nothing
/// stands there any more.
pub(super) fn with_parameters(case: Case) -> BoxedStrategy<Case> {
    let steps = |value: BoxedStrategy<Exact>| {
        vec((prop_oneof![first_day(), date()], value), 1..3).prop_map(|mut steps| {
            steps.sort_by_key(|(from, _)| *from);
            steps.dedup_by_key(|(from, _)| *from);
            let step = |(from, value)| (from, Some(Expr::Number(value)));
            steps.into_iter().map(step).collect::<Steps>()
        })
    };
    let anew = weighted(0.75, (steps(fen().boxed()), steps(ratio().boxed())));
    (date(), anew, weighted(0.25, weighted(0.8, date())))
        .prop_map(move |(from, anew, ends)| {
            let mut case = case.clone();
            let anew = anew.map(|(rate, share)| [rate, share]);
            amend(&mut case.meaning, from, anew.as_ref(), ends);
            case
        })
        .boxed()
}

/// `ends`: the day on which the article is repealed, or (none) that it is annulled.
fn amend(meaning: &mut Meaning, from: Date, anew: Option<&[Steps; 2]>, ends: Option<Option<Date>>) {
    let Some(number) = meaning.parameters.first().map(|one| one.place.article) else {
        return;
    };
    let untouched = articles(meaning, number)
        .all(|one| one.replaced.is_none() && !one.annulled && one.repealed.is_none());
    let charter = meaning.documents.first();
    let begins = charter.and_then(|charter| charter.from);
    if !untouched || begins.is_none_or(|begins| from <= begins) {
        return;
    }
    let by = amending(meaning, from);
    for text in meaning.documents.iter_mut().take(1) {
        let own = text.articles.iter_mut().filter(|one| one.number == number);
        own.for_each(|one| one.replaced = Some((from, by)));
    }
    if let Some(text) = meaning.documents.get_mut(by.index()) {
        text.articles.push(Article {
            number,
            span: Span::default(),
            repealed: None,
            annulled: false,
            replaced: None,
        });
    }
    let ended = ends.flatten();
    for (at, parameter) in meaning.parameters.iter_mut().enumerate() {
        let anew = anew.and_then(|anew| anew.get(at));
        parameter.steps = in_turn(&parameter.steps, from, anew, ended);
    }
    for text in &mut meaning.documents {
        let is_later = text.amends.is_some() && text.from >= ended;
        let own = text.articles.iter_mut().filter(|one| one.number == number);
        for one in own {
            one.annulled = ends == Some(None);
            one.repealed = ended.filter(|_| !is_later);
        }
    }
}

fn articles(meaning: &Meaning, number: ArticleNumber) -> impl Iterator<Item = &Article> {
    let family = meaning.documents.iter().enumerate();
    let family = family.filter(|(at, text)| *at == 0 || text.amends == Some(CHARTER));
    family
        .flat_map(|(_, text)| &text.articles)
        .filter(move |article| article.number == number)
}

/// The text that amends the charter from that day on: one that is there, or a new one.
fn amending(meaning: &mut Meaning, from: Date) -> DocumentId {
    let amends =
        |text: &crate::model::Document| text.amends == Some(CHARTER) && text.from == Some(from);
    let at = meaning.documents.iter().position(amends);
    let at = at.unwrap_or_else(|| {
        let base = meaning.documents.first();
        let mut text = document(crate::model::DocumentKind::Charter, "修改");
        text.until = base.and_then(|base| base.until);
        (text.from, text.amends) = (Some(from), Some(CHARTER));
        meaning.documents.push(text);
        meaning.documents.len() - 1
    });
    DocumentId(u32::try_from(at).unwrap_or(0))
}

/// From which day which value, told day by day: the later text's own, before its first step the earlier one's.
fn in_turn(old: &Steps, from: Date, anew: Option<&Steps>, ended: Option<Date>) -> Steps {
    let of = |steps: &Steps, day: Date| {
        let mut before = steps.iter().rev();
        before
            .find(|(first, _)| *first <= day)
            .map(|(_, value)| value.clone())
    };
    let ends_before = ended.is_some_and(|ended| ended <= from);
    let before = |day: Date| {
        let is_over = ends_before && ended <= Some(day);
        of(old, day).flatten().filter(|_| !is_over)
    };
    let value = |day: Date| {
        let later_is_over = !ends_before && ended.is_some_and(|ended| ended <= day);
        match anew {
            _ if day < from => before(day),
            _ if later_is_over => None,
            None => None,
            Some(anew) => of(anew, day).unwrap_or_else(|| before(day)),
        }
    };
    let all = old.iter().chain(anew.into_iter().flatten());
    let mut days: Vec<Date> = all.map(|(day, _)| *day).collect();
    days.extend([from].into_iter().chain(ended));
    days.sort_unstable();
    days.dedup();
    days.into_iter().map(|day| (day, value(day))).collect()
}
