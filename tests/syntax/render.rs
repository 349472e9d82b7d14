//! A document in short: one line a sentence, without places and without what is absent.

use xiangyue::diagnostic::Diagnostic;
use xiangyue::span::LineIndex;
use xiangyue::syntax::ast::{Article, Block, Document, Entry};

/// The tree, a line each.
pub fn tree(document: &Document) -> Vec<String> {
    let head = format!(
        "{:?} {:?} {:?}",
        document.kind, document.lang, document.title.value
    );
    let headers = document
        .headers
        .iter()
        .map(|header| short(&format!("{header:?}")));
    let blocks = document.blocks.iter().flat_map(block);
    std::iter::once(head).chain(headers).chain(blocks).collect()
}

fn block(block: &Block) -> Vec<String> {
    match block {
        Block::Chapter { number, title, .. } => {
            vec![format!("chapter {number} {:?}", title.value.0)]
        }
        Block::Loose(loose) => vec![format!("loose {}", entry(loose))],
        Block::Article(found) => article(found),
    }
}

fn article(article: &Article) -> Vec<String> {
    let mut lines = vec![format!("article {}", article.number.value)];
    for (at, paragraph) in article.paragraphs.iter().enumerate() {
        lines.extend(
            paragraph
                .iter()
                .map(|found| format!("  {} {}", at + 1, entry(found))),
        );
    }
    lines
}

/// One entry.
pub fn entry(entry: &Entry) -> String {
    match entry {
        Entry::Sentence(sentence) => short(&format!("{:?}", sentence.value)),
        Entry::Unreadable(text) => format!("unreadable {:?}", text.value.0),
        Entry::Prose(text) => format!("> {}", text.value.0),
        Entry::Comment(text) => format!("# {}", text.value.0),
    }
}

/// A finding: article, line, column, code, the text it points at, what is said.
pub fn finding(text: &str, lines: &LineIndex, diagnostic: &Diagnostic, english: bool) -> String {
    let (line, column) = lines.line_column(text, diagnostic.span.start);
    let article = diagnostic.article.as_deref().unwrap_or("-");
    let said = |zh: &str, en: &str| {
        if english {
            en.to_owned()
        } else {
            zh.to_owned()
        }
    };
    let help = diagnostic.help.as_ref().map_or(String::new(), |help| {
        format!(" | {}", said(&help.zh, &help.en))
    });
    let at = diagnostic.span.of(text).replace('\n', "⏎");
    let message = said(&diagnostic.message.zh, &diagnostic.message.en);
    format!(
        "! {article} {line}:{column} {} <{at}> {message}{help}",
        diagnostic.code
    )
}

/// Debug text without places, wrappers of places, and absent fields.
fn short(debug: &str) -> String {
    let mut reader = Shortener {
        rest: debug,
        out: String::new(),
    };
    reader.value();
    reader.out
}

/// Rewrites Debug text: `Located { value: X, span: … }` becomes X, fields that are `None`, `false`, `[]` or
/// places vanish, `Some(X)` becomes X.
struct Shortener<'a> {
    rest: &'a str,
    out: String,
}

impl<'a> Shortener<'a> {
    fn value(&mut self) {
        self.space();
        if self.rest.starts_with('"') {
            return self.quoted();
        }
        let word = self.word();
        let (open, close) = match self.rest.trim_start().chars().next() {
            Some('{') => ('{', '}'),
            Some('(') => ('(', ')'),
            Some('[') => ('[', ']'),
            _ => return self.out.push_str(word),
        };
        self.eat(open);
        let mut parts = Vec::new();
        while !self.eat(close) {
            let name = if open == '{' { self.name() } else { None };
            let value = self.taken();
            let absent = matches!(value.as_str(), "None" | "false" | "[]" | "");
            // `Name('甲', Bare)` is shown as the name alone.
            if word == "Name" && value == "Bare" {
                self.eat(',');
                continue;
            }
            if !(name.is_some() && absent
                || name == Some("span")
                || value.starts_with("Span")
                || word == "Span")
            {
                parts.push((name, value));
            }
            self.eat(',');
        }
        self.out.push_str(&joined(word, open, close, parts));
    }

    fn taken(&mut self) -> String {
        let outer = std::mem::take(&mut self.out);
        self.value();
        std::mem::replace(&mut self.out, outer)
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn eat(&mut self, mark: char) -> bool {
        self.space();
        let rest = self.rest.strip_prefix(mark);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn word(&mut self) -> &'a str {
        let end = self
            .rest
            .find(['{', '}', '(', ')', '[', ']', ','])
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.trim()
    }

    fn name(&mut self) -> Option<&'a str> {
        self.space();
        let (name, rest) = self.rest.split_once(": ")?;
        self.rest = rest;
        Some(name)
    }

    fn quoted(&mut self) {
        let mut escaped = false;
        let end = self.rest.char_indices().skip(1).find(|(_, character)| {
            let ends = *character == '"' && !escaped;
            escaped = *character == '\\' && !escaped;
            ends
        });
        let end = end.map_or(self.rest.len(), |(at, _)| at + 1);
        let (text, rest) = self.rest.split_at(end);
        self.out.push_str(&text.replace('"', "'"));
        self.rest = rest;
    }
}

fn joined(word: &str, open: char, close: char, parts: Vec<(Option<&str>, String)>) -> String {
    let lone = || {
        parts
            .first()
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    };
    match word {
        "Located" | "Some" => lone(),
        "Number" => parts
            .into_iter()
            .map(|(_, value)| value)
            .collect::<Vec<_>>()
            .join(" "),
        "Name" if parts.len() == 1 => lone(),
        "ArticleNumber" | "ArticleRef" => numbered(word, &parts),
        _ => {
            let parts = parts.into_iter().map(|(name, value)| match name {
                Some(name) => format!("{name}: {value}"),
                None => value,
            });
            let inside = parts.collect::<Vec<_>>().join(", ");
            if open == '{' {
                format!("{word} {open} {inside} {close}").replace("{  }", "{}")
            } else {
                format!("{word}{open}{inside}{close}")
            }
        }
    }
}

/// `5-1` · `§7.2(3)` · `§3..5`
fn numbered(word: &str, parts: &[(Option<&str>, String)]) -> String {
    let part = |wanted: &str| {
        parts
            .iter()
            .find(|(name, _)| *name == Some(wanted))
            .map_or("0", |(_, value)| value)
    };
    let shown = |before: &str, wanted: &str, after: &str| match part(wanted) {
        "0" => String::new(),
        value => format!("{before}{value}{after}"),
    };
    if word == "ArticleNumber" {
        return format!("{}{}", part("number"), shown("-", "inserted", ""));
    }
    format!(
        "§{}{}{}{}",
        part("article"),
        shown(".", "paragraph", ""),
        shown("(", "item", ")"),
        shown("..", "to", "")
    )
}
