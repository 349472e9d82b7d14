//! `第九条第二款第（三）项`: which sentences a reference means, and what to say where there is none.

use super::context::{Context, finding};
use crate::diagnostic::{Code, Text};
use crate::model::{ArticleNumber, Head, Place};
use crate::span::{Located, Span};
use crate::syntax::ast::{Act, Amount, ArticleRef, Lead, Meaning, Sentence};

/// A norm before it has its number: the sentence, and which of the sentence's norms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Target {
    pub(super) sentence: usize,
    pub(super) norm: usize,
}

/// The sentences that one reference means.
pub(super) struct Referred {
    pub(super) sentences: Vec<usize>,
    pub(super) span: Span,
    /// Something there could not be read, so that nothing is missed.
    pub(super) faulty: bool,
}

impl Context<'_> {
    /// The sentences that a reference of a document means; a finding where the article, paragraph or item
    /// is not there.
    pub(super) fn referred(
        &mut self,
        at: &Place,
        reference: &Located<ArticleRef>,
    ) -> Option<Referred> {
        let wanted = reference.value;
        let last = wanted.to.unwrap_or(wanted.article);
        // Every version of the articles, in the text and in what amends it.
        let family = self.family(at.document);
        for end in [wanted.article, last] {
            let mut keys = family.iter().map(|document| (*document, end));
            if !keys.any(|key| self.articles.contains_key(&key)) {
                return self.no_article(at, reference, end);
            }
        }
        let entries: Vec<_> = family
            .iter()
            .flat_map(|document| {
                let all = (*document, wanted.article)..=(*document, last);
                self.articles.range(all).map(|(key, _)| *key)
            })
            .collect();
        if wanted.to.is_some() {
            self.spend(at, entries.len())?;
        }
        let entries: Vec<_> = entries
            .iter()
            .filter_map(|key| self.articles.get(key))
            .collect();
        let inside = |index: &usize| match self.sentences.get(*index) {
            Some(walked) => {
                (wanted.paragraph == 0 || walked.place.paragraph == wanted.paragraph)
                    && items(walked.written) >= usize::from(wanted.item)
            }
            None => false,
        };
        let all = entries.iter().flat_map(|entry| &entry.sentences).copied();
        let sentences: Vec<usize> = all.filter(inside).collect();
        let unreadable = entries.iter().any(|entry| !entry.unreadable.is_empty());
        let faulty = unreadable || sentences.iter().any(|index| self.is_faulty(*index));
        let part = wanted.paragraph != 0 || wanted.item != 0;
        if part && sentences.is_empty() && !unreadable {
            return self.no_part(at, reference);
        }
        Some(Referred {
            sentences,
            span: reference.span,
            faulty,
        })
    }

    fn is_faulty(&self, sentence: usize) -> bool {
        self.built.get(sentence).is_some_and(|built| built.faulty)
    }

    fn no_article<T>(
        &mut self,
        at: &Place,
        reference: &Located<ArticleRef>,
        wanted: ArticleNumber,
    ) -> Option<T> {
        let message = Text::new(
            format!("本文件没有第{wanted}条"),
            format!("there is no Article {wanted} in this document"),
        );
        let found = finding(at, reference.span, Code::UnknownArticle, message);
        let found = match self.nearest_article(at, wanted) {
            Some(near) => found.help(
                format!("是不是第{near}条？"),
                format!("did you mean Article {near}?"),
            ),
            None => found,
        };
        self.found.push(found);
        None
    }

    /// The article nearest in number.
    fn nearest_article(&self, at: &Place, wanted: ArticleNumber) -> Option<ArticleNumber> {
        let near = self.family(at.document).into_iter().flat_map(|document| {
            let key = (document, wanted);
            let below = self.articles.range(..key).next_back();
            let above = self.articles.range(key..).next();
            [below, above]
                .into_iter()
                .flatten()
                .map(|(key, _)| *key)
                .filter(move |(other, number)| *other == document && number.number > 0)
        });
        near.map(|(_, number)| number)
            .min_by_key(|number| (number.number.abs_diff(wanted.number), *number))
    }

    fn no_part<T>(&mut self, at: &Place, reference: &Located<ArticleRef>) -> Option<T> {
        let ArticleRef {
            article,
            paragraph,
            item,
            to: _,
        } = reference.value;
        let mut zh = format!("第{article}条没有");
        let mut en = format!("Article {article} has no");
        if paragraph != 0 {
            zh.push_str(&format!("第{paragraph}款"));
            en.push_str(&format!(" paragraph {paragraph}"));
        }
        if item != 0 {
            zh.push_str(&format!("第（{item}）项"));
            en.push_str(&format!(" item ({item})"));
        }
        self.report(at, reference.span, Code::UnknownArticle, Text::new(zh, en));
        None
    }

    /// The norms of some articles whose heads fit; `none` makes the finding where an article has none.
    pub(super) fn targets(
        &mut self,
        at: &Place,
        articles: &[Located<ArticleRef>],
        fits: impl Fn(&Head) -> bool,
        none: impl Fn(&mut Self, &Referred),
    ) -> Option<Vec<Target>> {
        let mut all = Vec::new();
        let mut sound = true;
        for reference in articles {
            let Some(referred) = self.referred(at, reference) else {
                sound = false;
                continue;
            };
            let before = all.len();
            for sentence in &referred.sentences {
                let norms = self
                    .built
                    .get(*sentence)
                    .map_or(&[][..], |built| &built.norms);
                let fitting = norms
                    .iter()
                    .enumerate()
                    .filter(|(_, norm)| fits(&norm.head));
                all.extend(fitting.map(|(norm, _)| Target {
                    sentence: *sentence,
                    norm,
                }));
            }
            self.spend(at, all.len() - before)?;
            if all.len() == before {
                sound = false;
                if !referred.faulty {
                    none(self, &referred);
                }
            }
        }
        all.sort_unstable();
        all.dedup();
        sound.then_some(all)
    }
}

/// How many items a sentence lists.
fn items(sentence: &Sentence) -> usize {
    match sentence {
        Sentence::Definition {
            meaning: Meaning::Cases { rows, .. },
            ..
        } => rows.len(),
        Sentence::Norm(norm) => {
            let rows = norm.acts.iter().map(|act| match &act.value {
                Act::Entitle {
                    amount: Some(Amount::Tiers { rows, .. }),
                    ..
                } => rows.len(),
                _ => 0,
            });
            let cases = match &norm.lead {
                Lead::Cases { conditions, .. } => conditions.len(),
                Lead::Subject { .. } | Lead::When(_) | Lead::Breach { .. } => 0,
            };
            rows.max().unwrap_or(0).max(cases)
        }
        Sentence::Steps { steps, .. } => steps.len(),
        Sentence::Contents { items, .. } => items.len(),
        _ => 0,
    }
}
