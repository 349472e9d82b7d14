//! Header lines, chapters, articles, paragraphs, prose and comments.

use super::{Printer, en, number, words, zh};
use crate::diagnostic::Lang;
use crate::syntax::ast::{Article, Block, Document, Entry, Header, Sentence};

/// The whole text.
pub(super) fn document(printer: &mut Printer<'_>, document: &Document) -> String {
    let mut text = String::new();
    line(
        &mut text,
        &format!(
            "{}{}{}",
            printer.pick(words::kind(document.kind)),
            printer.pick(("", " ")),
            printer.title(&document.title)
        ),
    );
    for header in &document.headers {
        line(&mut text, &self::header(printer, header));
    }
    line(&mut text, "");
    for block in &document.blocks {
        self::block(printer, &mut text, block);
    }
    text
}

fn line(text: &mut String, content: &str) {
    text.push_str(content);
    text.push('\n');
}

fn header(printer: &mut Printer<'_>, header: &Header) -> String {
    let (word, value) = match header {
        Header::Edition(edition) => (("版本", "Edition"), edition.value.clone()),
        Header::Register(file) => (("户籍册", "Register"), file.value.clone()),
        Header::Under(titles) => {
            let titles: Vec<String> = titles.iter().map(|title| printer.title(title)).collect();
            (("上位", "Under"), titles.join(printer.pick(("、", ", "))))
        }
        Header::Adopted(date) => (("通过", "Adopted"), number::date(printer.to, date.value)),
        Header::MadeBy(maker) => (("制定机关", "Made by"), printer.party(maker)),
        Header::Amends(title) => (("修改", "Amends"), printer.title(title)),
        Header::Study => (
            ("用途", "Purpose"),
            printer.pick(("历史研究", "historical study")).to_owned(),
        ),
        Header::Party { first: true, who } => (("甲方", "Party A"), printer.party(who)),
        Header::Party { first: false, who } => (("乙方", "Party B"), printer.party(who)),
    };
    format!(
        "{}{}{value}",
        printer.pick(word),
        printer.pick(("：", ": "))
    )
}

fn block(printer: &mut Printer<'_>, text: &mut String, block: &Block) {
    match block {
        Block::Chapter { number, title, .. } => {
            if !text.ends_with("\n\n") {
                line(text, "");
            }
            let heading = match printer.to {
                Lang::Zh => format!(
                    "第{}章 {}",
                    number::numeral(u64::from(*number)),
                    title.value.0
                ),
                Lang::En => format!("Chapter {number} {}", title.value.0),
            };
            line(text, heading.trim_end());
        }
        Block::Article(article) => self::article(printer, text, article),
        Block::Loose(entry) => paragraph(printer, text, String::new(), std::slice::from_ref(entry)),
    }
}

fn article(printer: &mut Printer<'_>, text: &mut String, article: &Article) {
    let mut heading = number::heading(printer.to, article.number.value);
    heading.push_str(printer.pick((" ", ". ")));
    for entries in &article.paragraphs {
        paragraph(printer, text, std::mem::take(&mut heading), entries);
    }
    if !heading.is_empty() {
        line(text, heading.trim_end());
    }
}

/// One 款: sentences run on in a line, everything else has a line of its own.
fn paragraph(printer: &mut Printer<'_>, text: &mut String, heading: String, entries: &[Entry]) {
    let mut open = heading;
    for entry in entries {
        match entry {
            Entry::Sentence(sentence) => {
                let printed = self::sentence(printer, &sentence.value);
                run_on(printer, &mut open, &printed);
            }
            Entry::Unreadable(raw) => {
                // Its stop is no part of it; without one it would run into the next sentence.
                let stop = printer.pick(("。", "."));
                let raw = raw.value.0.trim().trim_end_matches(stop);
                run_on(printer, &mut open, &format!("{raw}{stop}"));
            }
            Entry::Prose(prose) => marked(text, &mut open, '>', &prose.value.0),
            Entry::Comment(comment) => marked(text, &mut open, '#', &comment.value.0),
        }
    }
    flush(text, &mut open);
}

fn run_on(printer: &Printer<'_>, open: &mut String, sentence: &str) {
    if printer.to == Lang::En && !open.is_empty() && !open.ends_with(' ') {
        open.push(' ');
    }
    open.push_str(sentence);
}

fn marked(text: &mut String, open: &mut String, mark: char, content: &str) {
    flush(text, open);
    line(text, format!("{mark} {}", content.trim()).trim_end());
}

fn flush(text: &mut String, open: &mut String) {
    if !open.is_empty() {
        line(text, open.trim_end());
        open.clear();
    }
}

fn sentence(printer: &mut Printer<'_>, sentence: &Sentence) -> String {
    match printer.to {
        Lang::Zh => zh::sentence(printer, sentence),
        Lang::En => en::sentence(printer, sentence),
    }
}
