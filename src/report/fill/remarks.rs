//! What was done to a text, a sentence a line.

use super::Filled;
use crate::diagnostic::Lang;
use crate::value::Date;

/// What was filled and what was not, what the record says beside the text, and which clauses are void: lines to stand
/// below the text.
#[must_use]
pub fn remarks(filled: &Filled, lang: Lang, on: Date) -> Vec<String> {
    let mut lines = Vec::new();
    let mut list = |zh: &str, en: &str, all: Vec<String>| {
        if !all.is_empty() {
            lines.push(match lang {
                Lang::Zh => format!("{zh}：{}", all.join("；")),
                Lang::En => format!("{en}: {}", all.join("; ")),
            });
        }
    };
    let values = filled.filled.iter();
    let values = values.map(|one| format!("{} {}", one.blank, one.value));
    list("已填", "Filled", values.collect());
    let left = filled.unfilled.iter().map(|one| match lang {
        Lang::Zh => format!("{}（{}）", one.blank, place(&one.article, lang)),
        Lang::En => format!("{} ({})", one.blank, place(&one.article, lang)),
    });
    list("未填", "Left blank", left.collect());
    list(
        "记录里有、文本里没有的空白",
        "In the record, and no blank of the text",
        filled.unknown.clone(),
    );
    let void = filled.void.iter().map(|one| match lang {
        Lang::Zh => format!("{}（{}）", place(&one.article, lang), one.law.join("；")),
        Lang::En => format!("{} ({})", place(&one.article, lang), one.law.join("; ")),
    });
    list(
        &format!("按{on}的法律无效、不得执行"),
        &format!("Void under the law of {on}, not to be carried out"),
        void.collect(),
    );
    lines
}

/// An article as a sentence names it; what stands before the first one is the head.
fn place(article: &str, lang: Lang) -> String {
    match (article, lang) {
        ("", Lang::Zh) => "首部".to_owned(),
        ("", Lang::En) => "head".to_owned(),
        (_, Lang::Zh) => format!("第{article}条"),
        (_, Lang::En) => format!("Article {article}"),
    }
}
