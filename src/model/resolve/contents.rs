//! Form 26: what texts must hold, where they do, and who concludes an agreement.

use super::context::Context;
use crate::diagnostic::{Code, Text};
use crate::model::{ArticleNumber, Concluded, Contents, Place, Provides, TextOf};
use crate::span::{Located, Span};
use crate::syntax::ast::{self, Provided};

impl Context<'_> {
    /// `章程应当载明下列内容：（一）「甲」；（二）「乙」`
    pub(super) fn contents(
        &mut self,
        place: Place,
        of: &Located<ast::TextOf>,
        names: &[ast::Name],
    ) {
        let of = match &of.value {
            ast::TextOf::Kind(kind) => TextOf::Kind(*kind),
            ast::TextOf::Title(title) => TextOf::Title(self.label(&title.value)),
        };
        let items = (1_u16..).zip(names).map(|(item, name)| {
            let place = Place {
                item,
                span: name.span,
                ..place
            };
            (place, self.label(&name.value))
        });
        let items = items.collect();
        self.meaning.contents.push(Contents { place, of, items });
    }

    /// `第三条至第五条规定「甲」`
    pub(super) fn provides(
        &mut self,
        place: Place,
        by: &Located<Provided>,
        names: &[ast::Name],
    ) -> Option<()> {
        let articles = match &by.value {
            Provided::Articles(articles) => {
                let found: Vec<_> = articles
                    .iter()
                    .map(|one| {
                        self.referred(&place, one)?;
                        let first = one.value.article;
                        Some((first, one.value.to.unwrap_or(first)))
                    })
                    .collect();
                found.into_iter().collect::<Option<_>>()?
            }
            Provided::ThisArticle if place.article.number == 0 => {
                let message = Text::new("这里不在任何一条里", "this stands in no article");
                self.report(&place, by.span, Code::UnknownArticle, message);
                return None;
            }
            Provided::ThisArticle => vec![(place.article, place.article)],
            Provided::Chapter(chapter) => vec![self.articles_of(&place, by.span, *chapter)?],
        };
        let contents = names.iter().map(|name| self.label(&name.value)).collect();
        self.meaning.provides.push(Provides {
            place,
            articles,
            contents,
        });
        Some(())
    }

    /// The first and the last article of a chapter.
    fn articles_of(
        &mut self,
        place: &Place,
        span: Span,
        chapter: u32,
    ) -> Option<(ArticleNumber, ArticleNumber)> {
        let document = self.meaning.documents.get(place.document.index())?;
        let mut chapters = document.chapters.iter();
        let first = chapters.find(|(number, _)| *number == chapter);
        let end = chapters.next().map_or(document.articles.len(), |row| row.1);
        let articles = first.and_then(|(_, first)| document.articles.get(*first..end));
        if let Some((first, last)) = articles.and_then(|all| all.first().zip(all.last())) {
            return Some((first.number, last.number));
        }
        let message = Text::new(
            format!("没有第{chapter}章，或者这一章没有条文"),
            format!("there is no chapter {chapter}, or it has no article"),
        );
        self.report(place, span, Code::UnknownChapter, message);
        None
    }

    /// `《协议》由乡镇人民政府签订`
    pub(super) fn concluded(
        &mut self,
        place: Place,
        title: &ast::Name,
        body: &Located<ast::Body>,
    ) -> Option<()> {
        let body = self.body(&place, &body.value)?;
        self.meaning.concluded.push(Concluded {
            place,
            title: self.label(&title.value),
            body,
        });
        Some(())
    }
}
