//! The JSON of `check`.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Lang, LawRef};
use crate::report::words::{class, severity};
use crate::span::{LineIndex, Source, Span};

/// One finding of `check`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct FindingJson {
    pub code: &'static str,
    pub class: &'static str,
    pub severity: &'static str,
    pub document: String,
    pub article: Option<String>,
    pub span: SpanJson,
    pub message: String,
    pub help: Option<String>,
    pub fix: Option<FixJson>,
    pub law: Option<LawJson>,
    pub witness: Option<serde_json::Value>,
}

/// Lines and characters from 1; the end is the character after the last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct SpanJson {
    pub file: String,
    pub start: (usize, usize),
    pub end: (usize, usize),
}

/// A correction that leaves nothing to decide: what to write in place of a stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct FixJson {
    pub span: SpanJson,
    pub text: String,
}

/// The law a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct LawJson {
    pub id: String,
    pub shape: String,
    pub version: String,
    pub name: String,
    pub article: String,
    pub confidence: String,
}

impl From<&LawRef> for LawJson {
    fn from(law: &LawRef) -> Self {
        Self {
            id: law.id.clone(),
            shape: law.shape.clone(),
            version: law.version.clone(),
            name: law.name.clone(),
            article: law.article.clone(),
            confidence: law.confidence.clone(),
        }
    }
}

/// Makes the JSON of the findings, in their order.
#[must_use]
pub fn findings(
    found: &[Diagnostic],
    sources: &[Source],
    titles: &[String],
    lang: Lang,
) -> Vec<FindingJson> {
    let lines: Vec<LineIndex> = sources
        .iter()
        .map(|source| LineIndex::new(&source.text))
        .collect();
    found
        .iter()
        .map(|item| finding(item, sources, &lines, titles, lang))
        .collect()
}

fn finding(
    item: &Diagnostic,
    sources: &[Source],
    lines: &[LineIndex],
    titles: &[String],
    lang: Lang,
) -> FindingJson {
    let at = item.source as usize;
    let position = |byte| match (sources.get(at), lines.get(at)) {
        (Some(source), Some(index)) => index.line_column(&source.text, byte),
        _ => (1, 1),
    };
    let file = sources.get(at).map(|source| source.name.clone());
    let file = file.unwrap_or_default();
    let place = |span: Span| SpanJson {
        file: file.clone(),
        start: position(span.start),
        end: position(span.end),
    };
    FindingJson {
        code: item.code.row().name,
        class: class(item.class()),
        severity: severity(item.severity()),
        document: titles.get(at).cloned().unwrap_or_default(),
        article: item.article.clone(),
        span: place(item.span),
        message: item.message.get(lang).into(),
        help: item.help.as_ref().map(|help| help.get(lang).into()),
        fix: item.fix.as_ref().map(|fix| FixJson {
            span: place(fix.span),
            text: fix.text.clone(),
        }),
        law: item.law.as_ref().map(LawJson::from),
        witness: None,
    }
}
