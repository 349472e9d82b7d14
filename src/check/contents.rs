//! What another text asks of a text: contents that it must hold, and who concludes an agreement.

use crate::diagnostic::{Code, Diagnostic, Label as Pointer, Text};
use crate::model::named::body_named;
use crate::model::{
    Article, ArticleNumber, BodyRef, Concluded, Contents, Document, DocumentId, DocumentKind,
    Draft, Label, Place, TextOf, finding,
};
use crate::span::Span;

pub(super) fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    for contents in &draft.meaning.contents {
        for id in texts(draft, |document| is_asked(contents, document)) {
            missing(found, draft, contents, id);
        }
    }
    for concluded in &draft.meaning.concluded {
        let is_meant = |document: &Document| {
            document.kind == DocumentKind::Agreement && name(document) == concluded.title
        };
        for id in texts(draft, is_meant) {
            party(found, draft, concluded, id);
        }
    }
}

/// The texts given together that are meant; an amendment belongs to what it amends.
fn texts(draft: &Draft, is_meant: impl Fn(&Document) -> bool) -> Vec<DocumentId> {
    let all = (0_u32..).zip(&draft.meaning.documents);
    let meant = all.filter(|(_, document)| document.amends.is_none() && is_meant(document));
    meant.map(|(id, _)| DocumentId(id)).collect()
}

fn is_asked(contents: &Contents, document: &Document) -> bool {
    match &contents.of {
        TextOf::Kind(kind) => document.kind == *kind,
        TextOf::Title(title) => name(document) == *title,
    }
}

/// What a title is compared by.
fn name(document: &Document) -> Label {
    let name = document.name.clone();
    name.unwrap_or_else(|| Label::Text(document.title.clone()))
}

/// Each content that a text does not provide for.
fn missing(found: &mut Vec<Diagnostic>, draft: &Draft, contents: &Contents, id: DocumentId) {
    for (asked, content) in &contents.items {
        if !holds(draft, id, content) {
            found.push(not_held(draft, asked, id));
        }
    }
}

/// Whether an article of the text, or of what amends it, that still stands provides for it.
fn holds(draft: &Draft, id: DocumentId, content: &Label) -> bool {
    let mut said = draft.meaning.provides.iter();
    said.any(|one| {
        let document = draft.meaning.documents.get(one.place.document.index());
        let own = one.place.document == id;
        let of_text = own || document.is_some_and(|document| document.amends == Some(id));
        let texts = [document, draft.meaning.documents.get(id.index())];
        let mut articles = texts.into_iter().flatten().flat_map(|text| &text.articles);
        let stands = articles.any(|article| {
            let is_named = |(first, last): &(ArticleNumber, ArticleNumber)| {
                *first <= article.number && article.number <= *last
            };
            is_standing(article) && one.articles.iter().any(is_named)
        });
        of_text && one.contents.contains(content) && stands
    })
}

const fn is_standing(article: &Article) -> bool {
    !article.annulled && article.repealed.is_none()
}

fn not_held(draft: &Draft, asked: &Place, id: DocumentId) -> Diagnostic {
    let source = draft.sources.get(asked.document.index());
    let written = source.map_or("", |source| asked.span.of(&source.text));
    let content = written.trim().trim_matches(['「', '」', '[', ']']);
    let message = Text::new(
        format!("没有规定「{content}」，而这是应当载明的内容"),
        format!("nothing provides for [{content}], which the text must hold"),
    );
    let at = head(draft, id);
    let help = (
        format!("写明哪一条规定：第…条规定「{content}」"),
        format!("say which article does: Article … provides for [{content}]"),
    );
    let mut one = finding(&at, at.span, Code::MissingContent, message).help(help.0, help.1);
    one.labels
        .push(pointer(asked, "要求写在这里", "asked for here"));
    one
}

/// 甲方 in the header of an agreement is another than the text says.
fn party(found: &mut Vec<Diagnostic>, draft: &Draft, concluded: &Concluded, id: DocumentId) {
    let (body, span) = party_a(draft, id);
    if body.is_none_or(|body| body == concluded.body) {
        return;
    }
    let message = Text::new(
        "协议的甲方，与规定由谁签订的不是同一个机构",
        "Party A of this agreement is another body than the one said to conclude it",
    );
    let at = Place {
        span,
        ..head(draft, id)
    };
    let mut one = finding(&at, span, Code::WrongParty, message)
        .help("两处写成一致", "let both name the same body");
    let asked = &concluded.place;
    one.labels.push(pointer(asked, "规定写在这里", "said here"));
    found.push(one);
}

/// 甲方 of an agreement, where it is known, and where it is written; without a word the committee.
fn party_a(draft: &Draft, id: DocumentId) -> (Option<BodyRef>, Span) {
    let written = draft.written.get(id.index());
    match written.and_then(|written| written.party(true)) {
        Some(who) => {
            let name = who.value.trim().trim_matches(['「', '」', '[', ']']);
            (body_named(&draft.register, name), who.span)
        }
        None => (Some(BodyRef::Committee), head(draft, id).span),
    }
}

/// A text as a place: its title.
fn head(draft: &Draft, id: DocumentId) -> Place {
    let title = draft
        .written
        .get(id.index())
        .map(|written| written.title.span);
    Place {
        document: id,
        article: ArticleNumber::default(),
        paragraph: 0,
        item: 0,
        span: title.unwrap_or_default(),
    }
}

fn pointer(at: &Place, zh: &str, en: &str) -> Pointer {
    Pointer {
        source: u16::try_from(at.document.0).unwrap_or(u16::MAX),
        span: at.span,
        text: Text::new(zh, en),
    }
}
