//! Findings as a page: article first, the excerpt with a caret under the right characters, what to do.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::diagnostic::{Diagnostic, Lang, LawRef, Severity};
use crate::span::{LineIndex, Source, Span};

/// All findings of a draft, in their order, with a count at the end.
#[must_use]
pub fn page(found: &[Diagnostic], sources: &[Source], lang: Lang) -> String {
    let lines: Vec<LineIndex> = sources
        .iter()
        .map(|source| LineIndex::new(&source.text))
        .collect();
    let mut page = String::new();
    for item in found {
        finding(&mut page, item, sources, &lines, lang);
    }
    page.push_str(&count(found, lang));
    page
}

fn finding(
    page: &mut String,
    item: &Diagnostic,
    sources: &[Source],
    lines: &[LineIndex],
    lang: Lang,
) {
    let severity = severity(item.severity(), lang);
    let article = item
        .article
        .as_deref()
        .map_or_else(String::new, |article| match lang {
            Lang::Zh => format!("第{article}条："),
            Lang::En => format!("Article {article}: "),
        });
    let _ = writeln!(
        page,
        "{severity}[{}] {article}{}",
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
        let _ = writeln!(
            page,
            "  {}{}",
            if lang == Lang::Zh {
                "建议："
            } else {
                "help: "
            },
            help.get(lang)
        );
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
    let (lead, sure) = match lang {
        Lang::Zh => ("依据：", "可信度"),
        Lang::En => ("law:", "confidence"),
    };
    let parts = [&law.name, &law.article, &law.version];
    let parts: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    format!("{lead} {}（{sure} {}）", parts.join(" "), law.confidence)
}
