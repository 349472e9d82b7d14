//! Findings as a page: by article, each with the excerpt with a caret under the right characters, what to do.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::diagnostic::{Diagnostic, Lang, LawRef, Severity};
use crate::span::{LineIndex, Source, Span};

/// All findings of a draft, in their order and grouped by article, with a count at the end.
#[must_use]
pub fn page(found: &[Diagnostic], sources: &[Source], lang: Lang) -> String {
    let lines: Vec<LineIndex> = sources
        .iter()
        .map(|source| LineIndex::new(&source.text))
        .collect();
    let mut page = String::new();
    let mut last: Option<(u16, Option<&str>)> = None;
    for item in found {
        let (article, part) = article_and_part(item);
        let here = (item.source, article);
        if last != Some(here) {
            heading(
                &mut page,
                article,
                sources.get(usize::from(item.source)),
                lang,
            );
            last = Some(here);
        }
        finding(&mut page, item, part, sources, &lines, lang);
    }
    page.push_str(&count(found, lang));
    page
}

/// `7(2)` is the second item of Article 7.
fn article_and_part(item: &Diagnostic) -> (Option<&str>, Option<&str>) {
    let Some(article) = item.article.as_deref() else {
        return (None, None);
    };
    match article.split_once('(') {
        Some((article, part)) => (Some(article), Some(part.trim_end_matches(')'))),
        None => (Some(article), None),
    }
}

/// The article of which the findings below speak, and the text it stands in.
fn heading(page: &mut String, article: Option<&str>, source: Option<&Source>, lang: Lang) {
    let name = source.map_or("", |source| source.name.as_str());
    let _ = match (article, lang) {
        (Some(article), Lang::Zh) => writeln!(page, "第{article}条（{name}）"),
        (Some(article), Lang::En) => writeln!(page, "Article {article} ({name})"),
        (None, Lang::Zh) => writeln!(page, "全文（{name}）"),
        (None, Lang::En) => writeln!(page, "The whole text ({name})"),
    };
}

fn finding(
    page: &mut String,
    item: &Diagnostic,
    part: Option<&str>,
    sources: &[Source],
    lines: &[LineIndex],
    lang: Lang,
) {
    let severity = severity(item.severity(), lang);
    let part = part.map_or_else(String::new, |part| match lang {
        Lang::Zh => format!("第{part}项："),
        Lang::En => format!("item {part}: "),
    });
    let _ = writeln!(
        page,
        "{severity}[{}] {part}{}",
        item.code,
        item.message.get(lang)
    );
    excerpt(page, item.source, item.span, sources, lines);
    for label in &item.labels {
        let _ = writeln!(page, "  {} {}", arrow(lang), label.text.get(lang));
        excerpt(page, label.source, label.span, sources, lines);
    }
    if let Some(law) = item.law.as_ref().filter(|law| !law.name.is_empty()) {
        let _ = writeln!(page, "  {}", law_line(law, lang));
    }
    if let Some(help) = &item.help {
        let lead = match lang {
            Lang::Zh => "建议：",
            Lang::En => "help: ",
        };
        let _ = writeln!(page, "  {lead}{}", help.get(lang));
    }
    page.push('\n');
}

const fn arrow(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "另见：",
        Lang::En => "see also:",
    }
}

/// `file:line:column`, the line, and carets as wide as the characters they mark.
fn excerpt(page: &mut String, source: u16, span: Span, sources: &[Source], lines: &[LineIndex]) {
    let (Some(source), Some(index)) = (
        sources.get(usize::from(source)),
        lines.get(usize::from(source)),
    ) else {
        return;
    };
    let (line, column) = index.line_column(&source.text, span.start);
    let whole = index.line(&source.text, line);
    let before = Span {
        start: whole.start,
        end: span.start,
    }
    .of(&source.text);
    let marked = Span {
        start: span.start,
        end: span.end.clamp(span.start, whole.end.max(span.start)),
    }
    .of(&source.text);
    let (shown, skip) = window(whole.of(&source.text), before, marked);
    let carets = "^".repeat(marked.width().clamp(1, 60));
    let _ = writeln!(page, "  {}:{line}:{column}", source.name);
    let _ = writeln!(page, "    {}", shown.replace('\t', " "));
    let _ = writeln!(page, "    {}{carets}", " ".repeat(skip));
}

/// A long line is shown from a little before the mark; returns what is shown and the cells before the mark.
fn window<'a>(line: &'a str, before: &'a str, marked: &str) -> (std::borrow::Cow<'a, str>, usize) {
    const WIDTH: usize = 100;
    if line.width() <= WIDTH {
        return (line.into(), before.width());
    }
    let lead: Vec<char> = before.chars().rev().take(20).collect();
    let lead: String = lead.into_iter().rev().collect();
    let rest = line.get(before.len()..).unwrap_or("");
    let tail: String = rest
        .chars()
        .take(marked.chars().count().min(40) + 20)
        .collect();
    (format!("…{lead}{tail}…").into(), 1 + lead.width())
}

const fn severity(severity: Severity, lang: Lang) -> &'static str {
    match (severity, lang) {
        (Severity::Error, Lang::Zh) => "错误",
        (Severity::Error, Lang::En) => "error",
        (Severity::Warning, Lang::Zh) => "警告",
        (Severity::Warning, Lang::En) => "warning",
        (Severity::Note, Lang::Zh) => "提示",
        (Severity::Note, Lang::En) => "note",
    }
}

fn count(found: &[Diagnostic], lang: Lang) -> String {
    let number = |severity: Severity| {
        found
            .iter()
            .filter(|item| item.severity() == severity)
            .count()
    };
    let (errors, warnings, notes) = (
        number(Severity::Error),
        number(Severity::Warning),
        number(Severity::Note),
    );
    match lang {
        Lang::Zh => format!("错误 {errors}，警告 {warnings}，提示 {notes}\n"),
        Lang::En => format!("{errors} errors, {warnings} warnings, {notes} notes\n"),
    }
}

/// The law a finding rests on, with its version and how sure it is.
fn law_line(law: &LawRef, lang: Lang) -> String {
    let sure = &law.confidence;
    let parts = [&law.name, &law.article, &law.version];
    let parts: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let parts = parts.join(" ");
    match lang {
        Lang::Zh => format!("依据：{parts}（可信度 {sure}）"),
        Lang::En => format!("law: {parts} (confidence {sure})"),
    }
}
