//! A document becomes canonical text, in Chinese or in English. Printing keeps the tree: the text reads back
//! to an equal document. What the tree does not keep (凡, 应当 or 必须, which comparison word) is printed one way.

mod en;
mod layout;
mod number;
mod words;
mod zh;

use std::collections::BTreeSet;

pub(crate) use number::{amount, heading};
pub(crate) use words::relation as relation_word;

use crate::diagnostic::Lang;
use crate::syntax::ast::{Document, DocumentKind, Name};

/// Where the words for a name in the other language come from.
pub trait Names {
    /// `name` in language `to`; none where nothing is known of it.
    fn translate(&self, name: &str, to: Lang) -> Option<String>;
}

/// Knows no name: enough to print a document in its own language.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoNames;

impl Names for NoNames {
    fn translate(&self, _: &str, _: Lang) -> Option<String> {
        None
    }
}

/// Canonical text.
#[derive(Clone, Debug, PartialEq)]
pub struct Printed {
    /// The text, with a line end after its last line.
    pub text: String,
    /// Names that have no translation and were printed as they are, each once, in the order of the text.
    pub untranslated: Vec<Name>,
}

/// Prints `document` in language `lang`, its names by `names` where that is not its own language.
/// Prose and comments are never translated.
pub fn print(document: &Document, lang: Lang, names: &dyn Names) -> Printed {
    let mut printer = Printer {
        to: lang,
        translated: lang != document.lang,
        kind: document.kind,
        names,
        untranslated: Vec::new(),
        seen: BTreeSet::new(),
    };
    let text = layout::document(&mut printer, document);
    Printed {
        text,
        untranslated: printer.untranslated,
    }
}

/// What printing needs to know wherever it is.
struct Printer<'a> {
    to: Lang,
    translated: bool,
    kind: DocumentKind,
    names: &'a dyn Names,
    untranslated: Vec<Name>,
    seen: BTreeSet<String>,
}

impl Printer<'_> {
    /// The word of the pair in the language printed.
    fn pick<'w>(&self, (zh, en): (&'w str, &'w str)) -> &'w str {
        match self.to {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// The name without quotes, translated.
    fn bare(&mut self, name: &Name) -> String {
        if !self.translated {
            return name.value.clone();
        }
        if let Some(word) = self.names.translate(&name.value, self.to) {
            return word;
        }
        if self.seen.insert(name.value.clone()) {
            self.untranslated.push(name.clone());
        }
        name.value.clone()
    }

    /// Who makes or signs a text, in a header: a body of the language, else a name.
    fn party(&mut self, who: &Name) -> String {
        let known = words::BODIES.iter().filter_map(words::body);
        let short = |(zh, en): words::Pair| (zh, en.trim_start_matches("the "));
        let found = known
            .map(short)
            .find(|(zh, en)| who.value == *zh || who.value == *en);
        match found {
            Some(pair) if self.translated => self.pick(pair).to_owned(),
            Some(_) | None => self.bare(who),
        }
    }

    /// The name in quotes: `「年龄」`, `[age]`.
    fn name(&mut self, name: &Name) -> String {
        let word = self.bare(name);
        if self.to == Lang::Zh || word.contains(['[', ']']) {
            format!("「{word}」")
        } else {
            format!("[{word}]")
        }
    }

    /// A title in its marks: `《柳溪村村民自治章程》`.
    fn title(&mut self, name: &Name) -> String {
        let word = self.bare(name);
        if self.to == Lang::Zh || word.contains('"') {
            format!("《{word}》")
        } else {
            format!("\"{word}\"")
        }
    }

    /// `「甲」、「乙」` or, with `last` as the English word before the last, `[a], [b] and [c]`.
    fn names(&mut self, names: &[Name], last: &str) -> String {
        let words: Vec<String> = names.iter().map(|name| self.name(name)).collect();
        self.list(&words, last)
    }

    /// Joins a list as the language does.
    fn list(&self, words: &[String], last: &str) -> String {
        match (self.to, words) {
            (Lang::Zh, _) => words.join("、"),
            (Lang::En, [rest @ .., end]) if !rest.is_empty() => {
                format!("{} {last} {end}", rest.join(", "))
            }
            (Lang::En, _) => words.join(", "),
        }
    }
}
