//! What a suspension takes: benefits by name, or all that a chapter grants.

use super::context::Context;
use super::walk::Walked;
use crate::diagnostic::{Code, Text};
use crate::model::{DocumentId, Head, Place};
use crate::register::BenefitId;
use crate::span::{Located, Span};
use crate::syntax::ast::Suspended;

impl Context<'_> {
    /// The benefits a suspension takes, in the order of the text.
    pub(super) fn suspended(
        &mut self,
        at: &Place,
        what: &Located<Suspended>,
    ) -> Option<Vec<BenefitId>> {
        match &what.value {
            Suspended::Benefits(names) => {
                let read: Vec<_> = names.iter().map(|name| self.benefit(at, name)).collect();
                let mut all: Vec<BenefitId> = Vec::new();
                for benefit in read.into_iter().collect::<Option<Vec<_>>>()? {
                    if !all.contains(&benefit) {
                        all.push(benefit);
                    }
                }
                Some(all)
            }
            Suspended::Chapter(number) => self.chapter_benefits(at, what.span, *number),
        }
    }

    /// `第二章各项待遇`: what the sentences of that chapter grant.
    fn chapter_benefits(&mut self, at: &Place, span: Span, number: u32) -> Option<Vec<BenefitId>> {
        let granted = self
            .chapters
            .get(&(self.root(at.document), number))
            .cloned();
        let (all, faulty) = granted.unwrap_or_default();
        if all.is_empty() && !faulty {
            let message = Text::new(
                format!("第{number}章没有给予任何待遇"),
                format!("Chapter {number} grants no benefit"),
            );
            self.report(at, span, Code::UnknownChapter, message);
            return None;
        }
        Some(all)
    }

    /// Gathers what each chapter grants, once the entitlements are read.
    pub(super) fn gather_chapters(&mut self) {
        for (walked, built) in self.sentences.iter().zip(&self.built) {
            let key = self.chapter_of(walked);
            let (granted, faulty) = self.chapters.entry(key).or_default();
            *faulty |= built.faulty;
            for norm in &built.norms {
                match &norm.head {
                    Head::Entitle(entitle) if !granted.contains(&entitle.benefit) => {
                        granted.push(entitle.benefit);
                    }
                    _ => {}
                }
            }
        }
    }

    /// The chapter of the amended text in which an article stands: what an amendment says in its place belongs
    /// there too, and what it inserts to the chapter of the article before.
    fn chapter_of(&self, walked: &Walked<'_>) -> (DocumentId, u32) {
        let document = walked.place.document;
        let root = self.root(document);
        let base = self.meaning.documents.get(root.index());
        let Some(base) = base.filter(|_| root != document && walked.chapter == 0) else {
            return (root, walked.chapter);
        };
        let mut articles = base.articles.iter();
        let before = articles.rposition(|article| article.number <= walked.place.article);
        let mut chapters = base.chapters.iter().rev();
        let chapter = chapters.find(|(_, first)| before.is_some_and(|before| *first <= before));
        (root, chapter.map_or(0, |(number, _)| *number))
    }
}
