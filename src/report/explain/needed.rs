//! Which missing facts would decide a line, in sentences.

use crate::diagnostic::Lang;
use crate::evaluate::{Need, StillNeeded};
use crate::report::spell::Spelling;

/// One sentence for each smallest set of facts that is enough, and what no fact of the household decides.
#[must_use]
pub fn needed(answer: &StillNeeded, spell: &Spelling<'_>, lang: Lang) -> Vec<String> {
    let words = |needs: &[Need]| -> Vec<String> {
        let words = needs.iter().map(|need| spell.need_in_words(need, lang));
        words.collect()
    };
    let mut said: Vec<String> = (answer.enough.iter())
        .map(|set| match lang {
            Lang::Zh => format!("补上{}，就能确定", words(set).join("和")),
            Lang::En => format!("{} would decide it", words(set).join(" and ")),
        })
        .collect();
    if !answer.beyond.is_empty() {
        let beyond = words(&answer.beyond);
        said.push(match lang {
            Lang::Zh => format!("户的登记补不上的：{}", beyond.join("、")),
            Lang::En => format!("beyond the household's file: {}", beyond.join(", ")),
        });
    }
    if answer.enough.is_empty() {
        said.push(match (lang, answer.is_complete) {
            (Lang::Zh, true) => "只补上三项以内的事实还不能确定".into(),
            (Lang::En, true) => "no three facts of the household would decide it".into(),
            (Lang::Zh, false) => "在试算的范围内没有找到足以确定的事实".into(),
            (Lang::En, false) => "no set that would decide it was found among those tried".into(),
        });
    }
    said
}
