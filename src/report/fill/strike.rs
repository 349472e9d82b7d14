//! Which clauses of a text are void on a day, and the text with a line through them.

use super::{Edit, VoidClause};
use crate::diagnostic::{Class, Diagnostic, Lang, Severity};
use crate::model::{
    Consequence, DocumentId, Draft, Effect, Head, Label, Meaning, Norm, Permit, Place, Void,
};
use crate::register::Register;
use crate::report::spell::Spelling;
use crate::review::{ReviewOptions, review};
use crate::span::Span;
use crate::value::Date;

/// A stretch of the text without effect, with what takes it.
struct Struck {
    span: Span,
    article: String,
    laws: Vec<String>,
}

/// The clauses of a document that are void under the law of a day: as edits that strike them through with their law
/// behind them, and as a list.
pub(super) fn clauses(draft: &Draft, id: DocumentId, on: Date) -> (Vec<Edit>, Vec<VoidClause>) {
    let (Some(source), Some(document)) = (
        draft.sources.get(id.index()),
        draft.meaning.documents.get(id.index()),
    ) else {
        return (Vec::new(), Vec::new());
    };
    let found = review(draft, &ReviewOptions::default().on(on));
    let mut all = computed(draft, id, on, document.lang);
    all.extend(found.iter().filter_map(|one| forbidden(one, id)));
    let all = merged(all);
    let edits = all.iter().map(|one| {
        let text = one.span.of(&source.text);
        (one.span, line_through(text, &one.laws, document.lang))
    });
    let edits = edits.collect();
    let list = all.into_iter().map(|one| VoidClause {
        article: one.article,
        law: one.laws,
    });
    (edits, list.collect())
}

/// What computes nothing on the day. A sentence of which a part stands is no stretch without effect.
fn computed(draft: &Draft, id: DocumentId, on: Date, lang: Lang) -> Vec<Struck> {
    let (meaning, register) = (draft.under_law(), &draft.register);
    let norms: Vec<&Norm> = meaning
        .norms
        .iter()
        .filter(|norm| norm.place.document == id)
        .collect();
    let mut all = Vec::new();
    for norm in &norms {
        let mut beside = norms.iter().filter(|one| one.place.span == norm.place.span);
        if beside.all(|one| is_void(&one.voids, on)) {
            take(&norm.place, &norm.voids, (on, lang), &mut all);
        } else {
            only_part(register, norm, (on, lang), &mut all);
        }
        parts(norm.head.consequences(), (on, lang), &mut all);
    }
    let points = meaning.points.iter();
    for rule in points.filter(|rule| rule.place.document == id) {
        take(&rule.place, &rule.voids, (on, lang), &mut all);
    }
    all
}

/// Of a sentence that also stands in part: what of it is void is named behind it.
fn only_part(register: &Register, norm: &Norm, asked: (Date, Lang), all: &mut Vec<Struck>) {
    let label = match &norm.head {
        Head::Permit(Permit::Do { action, .. }) => Some(action),
        Head::Entitle(entitle) => Some(&Label::Benefit(entitle.benefit)),
        head => head.bound(),
    };
    let Some(label) = label else {
        return;
    };
    let spell = Spelling {
        register,
        meaning: &Meaning::default(),
        public: false,
    };
    let name = spell.name(label, asked.1);
    let mut part = Vec::new();
    take(&norm.place, &norm.voids, asked, &mut part);
    all.extend(part.into_iter().map(|mut one| {
        one.span.start = one.span.end;
        for law in &mut one.laws {
            *law = match asked.1 {
                Lang::Zh => format!("「{name}」{law}"),
                Lang::En => format!("[{name}] {law}"),
            };
        }
        one
    }));
}

fn parts(consequences: &[Consequence], asked: (Date, Lang), all: &mut Vec<Struck>) {
    for one in consequences {
        take(&one.place, &one.voids, asked, all);
        if let Effect::Repair { failing, .. } = &one.effect {
            parts(failing, asked, all);
        }
    }
}

fn active(voids: &[Void], on: Date) -> impl Iterator<Item = &Void> {
    let active = move |void: &&Void| void.is_whole() && void.is_active(on);
    voids.iter().filter(active)
}

fn is_void(voids: &[Void], on: Date) -> bool {
    active(voids, on).next().is_some()
}

fn take(place: &Place, voids: &[Void], (on, lang): (Date, Lang), all: &mut Vec<Struck>) {
    let laws: Vec<String> = active(voids, on)
        .map(|void| void.reason.get(lang).to_owned())
        .collect();
    if !laws.is_empty() {
        let (span, article) = (place.span, place.article_text());
        all.push(Struck {
            span,
            article,
            laws,
        });
    }
}

/// What `check` finds void in the document: the law by its name, of prose too.
fn forbidden(found: &Diagnostic, id: DocumentId) -> Option<Struck> {
    let is_void = found.class() == Class::Law && found.severity() == Severity::Error;
    let law = found.law.as_ref()?;
    (is_void && usize::from(found.source) == id.index()).then(|| Struck {
        span: found.span,
        article: found.article.clone().unwrap_or_default(),
        laws: vec![format!("{} {}", law.name, law.article).trim().to_owned()],
    })
}

/// In the order of the text; stretches that meet are one.
fn merged(mut all: Vec<Struck>) -> Vec<Struck> {
    all.sort_by_key(|one| (one.span.start, std::cmp::Reverse(one.span.end)));
    let mut merged: Vec<Struck> = Vec::new();
    for one in all {
        match merged.last_mut() {
            Some(last) if one.span.start < last.span.end => {
                last.span.end = last.span.end.max(one.span.end);
                for law in one.laws {
                    if !last.laws.contains(&law) {
                        last.laws.push(law);
                    }
                }
            }
            Some(_) | None => merged.push(one),
        }
    }
    merged
}

/// `~~…~~` on each line of the stretch, and behind it why.
fn line_through(text: &str, laws: &[String], lang: Lang) -> String {
    let lines = text.split('\n').map(|line| {
        let inside = line.trim();
        if inside.is_empty() {
            line.to_owned()
        } else {
            line.replacen(inside, &format!("~~{inside}~~"), 1)
        }
    });
    let struck = lines.collect::<Vec<_>>().join("\n");
    match lang {
        Lang::Zh => format!("{struck}〔无效：{}〕", laws.join("；")),
        Lang::En => format!("{struck} [void: {}]", laws.join("; ")),
    }
}
