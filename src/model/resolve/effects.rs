//! From when to when the documents hold, and which articles have ended.

use super::context::{Context, finding};
use super::documents::head;
use crate::diagnostic::{Code, Text};
use crate::model::{Article, DocumentId, Place};
use crate::span::{Located, Span};
use crate::syntax::ast::{self, ArticleNumber, ArticleRef, Effect, End, Length, Sentence, Start};
use crate::value::dates::corresponding_day;
use crate::value::{Counted, Date};

impl Context<'_> {
    /// Reads the sentences about when the texts hold.
    pub(super) fn effects(&mut self) {
        let mut said = std::collections::BTreeSet::new();
        for walked in self.sentences.clone() {
            let Sentence::Effect(effect) = walked.written else {
                continue;
            };
            let at = walked.place;
            if matches!(effect, Effect::From { .. }) && !said.insert(at.document) {
                let message = Text::new(
                    "施行的日子写了两次",
                    "it is said twice when this text takes effect",
                );
                self.report(&at, at.span, Code::BadEffect, message);
                continue;
            }
            self.effect_sentence(&at, effect);
        }
        // What ends, and what an amendment does, once every text has its day.
        for walked in self.sentences.clone() {
            if let Sentence::Effect(effect) = walked.written {
                self.ending_sentence(&walked.place, effect);
            }
        }
        for index in 0..self.meaning.documents.len() {
            self.no_effect_date(index);
        }
    }

    fn effect_sentence(&mut self, at: &Place, effect: &Effect) {
        let index = at.document.index();
        match effect {
            Effect::From { start, end } => {
                self.start(at, start);
                match end {
                    None | Some(End::After(_)) => {}
                    Some(End::On(last)) => self.last_day(at, last),
                    Some(End::Event(event)) => {
                        let known = self.agreement_only(at, event.span);
                        if let Some(known) = known.and_then(|()| self.event(at, event)) {
                            self.document(index, |row| row.until_event = Some(known));
                        }
                    }
                }
            }
            Effect::Term(_)
            | Effect::Repeal { .. }
            | Effect::Annul { .. }
            | Effect::Transition { .. } => {}
        }
    }

    fn ending_sentence(&mut self, at: &Place, effect: &Effect) {
        match effect {
            Effect::Repeal { articles, from } => {
                for article in articles {
                    self.ended(at, article, Some(from.value), |row| {
                        row.repealed =
                            Some(row.repealed.map_or(from.value, |day| day.min(from.value)));
                    });
                }
            }
            Effect::Annul { articles } => {
                for article in articles {
                    self.ended(at, article, None, |row| row.annulled = true);
                }
            }
            Effect::Transition { before, rule } => self.transition(at, before.as_ref(), *rule),
            Effect::Term(length)
            | Effect::From {
                end: Some(End::After(length)),
                ..
            } => self.term(at, length),
            Effect::From { .. } => {}
        }
    }

    fn start(&mut self, at: &Place, start: &Start) {
        let index = at.document.index();
        match start {
            Start::On(day) => self.document(index, |row| row.from = Some(day.value)),
            // The header's adoption day, where it names one.
            Start::Publication | Start::Adoption => {}
            // Of each agreement its own day.
            Start::Signing => {
                if self.agreement_only(at, at.span).is_some() {
                    self.document(index, |row| row.from = None);
                }
            }
        }
    }

    fn last_day(&mut self, at: &Place, last: &Located<Date>) {
        let index = at.document.index();
        let from = self.meaning.documents.get(index).and_then(|row| row.from);
        if from.is_some_and(|from| last.value < from) {
            let message = Text::new(
                "终止的日子早于施行的日子",
                "the last day is before the first",
            );
            self.report(at, last.span, Code::BadEffect, message);
        }
        self.document(index, |row| row.until = Some(last.value));
    }

    /// How long a text holds: each agreement from its signing, any other text from its first day.
    fn term(&mut self, at: &Place, length: &Located<Length>) {
        let index = at.document.index();
        let Some(known) = self.length(at, length) else {
            return;
        };
        if self.is_agreement(at.document) {
            return self.document(index, |row| row.term = Some(known));
        }
        let from = self.meaning.documents.get(index).and_then(|row| row.from);
        let counted = Counted::of(known.number, known.unit);
        let last = from.zip(counted);
        let last = last.and_then(|(from, counted)| corresponding_day(from, counted));
        if let Some(last) = last {
            self.document(index, |row| {
                row.until = Some(row.until.map_or(last, |until| until.min(last)));
            });
        }
    }

    fn agreement_only(&mut self, at: &Place, span: Span) -> Option<()> {
        if self.is_agreement(at.document) {
            return Some(());
        }
        self.outside_agreement(
            at,
            span,
            "自签订之日起和终止事由",
            "signing and an ending event",
        );
        None
    }

    /// Changes every version of an article that began before a day; a finding where it is not there or only a
    /// part of it is meant.
    fn ended(
        &mut self,
        at: &Place,
        article: &Located<ArticleRef>,
        day: Option<Date>,
        change: impl Fn(&mut Article),
    ) {
        let ArticleRef {
            article: number,
            paragraph,
            item,
            to,
        } = article.value;
        if self.referred(at, article).is_none() {
            return;
        }
        if (paragraph, item) != (0, 0) {
            let message = Text::new(
                "只有整条可以废止或宣告无效",
                "only a whole article can be repealed or void",
            );
            self.report(at, article.span, Code::BadEffect, message);
            return;
        }
        let last = to.unwrap_or(number);
        for document in self.family(at.document) {
            let row = self.meaning.documents.get(document.index());
            let later = row.filter(|row| row.amends.is_some() && document != at.document);
            let from = later.and_then(|row| row.from);
            if from.zip(day).is_some_and(|(from, day)| from >= day) {
                continue;
            }
            if to.is_none() {
                self.article(document, number, &change);
            } else if let Some(row) = self.meaning.documents.get_mut(document.index()) {
                let inside = |one: &&mut Article| (number..=last).contains(&one.number);
                row.articles.iter_mut().filter(inside).for_each(&change);
            }
        }
    }

    fn no_effect_date(&mut self, index: usize) {
        let Some(row) = self.meaning.documents.get(index) else {
            return;
        };
        let dated = row.from.is_some() || row.kind == ast::DocumentKind::Agreement;
        let above = row.rank() > 2;
        let Some(written) = self.written.get(index).filter(|_| !dated && !above) else {
            return;
        };
        let at = head(
            DocumentId(u32::try_from(index).unwrap_or(u32::MAX)),
            written.title.span,
        );
        let message = Text::new(
            "没有写从哪一天起施行，也没有写通过的日子：从哪天起算义务无从知道",
            "it is not said when this text takes effect or was adopted, so it is unknown from when duties run",
        );
        let found = finding(&at, written.title.span, Code::NoEffectDate, message).help(
            "写“自……起施行”，或在开头写“通过：……”",
            "say `takes effect on …`, or add `Adopted: …` to the header",
        );
        self.found.push(found);
    }
}

/// Articles mostly stand in order.
pub(super) fn article_row(articles: &mut [Article], number: ArticleNumber) -> Option<&mut Article> {
    let near = articles.partition_point(|one| one.number < number);
    let found = articles.get(near).is_some_and(|one| one.number == number);
    let index = if found {
        Some(near)
    } else {
        articles.iter().position(|one| one.number == number)
    };
    index.and_then(|index| articles.get_mut(index))
}
