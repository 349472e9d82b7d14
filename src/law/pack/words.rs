//! Word lists, looked for in names and sentences: one walk over a text finds every list that has a word in it.

use std::collections::BTreeMap;

use super::data::WordRow;

/// A Chinese gap `…` is up to so many characters, an English one up to so many words.
const ZH_GAP: usize = 12;
const EN_GAP: usize = 6;
/// So many lists fit a set.
const MOST: usize = 256;

/// A set of word lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks([u64; 4]);

impl Marks {
    pub fn add(&mut self, list: usize) {
        if let Some(part) = self.0.get_mut(list / 64) {
            *part |= 1 << (list % 64);
        }
    }

    pub fn or(mut self, other: Self) -> Self {
        for (part, more) in self.0.iter_mut().zip(other.0) {
            *part |= more;
        }
        self
    }

    pub fn meets(self, other: Self) -> bool {
        self.0
            .iter()
            .zip(other.0)
            .any(|(part, more)| part & more != 0)
    }
}

/// One English word of a pattern; `*` lets it go on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Token {
    text: String,
    goes_on: bool,
}

impl Token {
    fn fits(&self, word: &str) -> bool {
        if self.goes_on {
            word.starts_with(&self.text)
        } else {
            word == self.text
        }
    }
}

/// A pattern's parts around its gaps, and its list.
type Zh = (Vec<String>, usize);
type En = (Vec<Vec<Token>>, usize);

/// Every list, ready to be looked for by first character.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    names: BTreeMap<String, usize>,
    zh: BTreeMap<char, Vec<Zh>>,
    en: BTreeMap<char, Vec<En>>,
    simplified: BTreeMap<char, char>,
}

impl Words {
    /// The lists by name; `pairs` are simplified and traditional characters, two by two. None where they are too
    /// many.
    pub fn new<'p>(
        rows: &BTreeMap<String, WordRow>,
        pairs: impl Iterator<Item = &'p str>,
    ) -> Option<Self> {
        let mut words = Self::default();
        for pair in pairs {
            let mut characters = pair.chars();
            if let (Some(simple), Some(traditional)) = (characters.next(), characters.next()) {
                words.simplified.insert(traditional, simple);
            }
        }
        for (list, (name, row)) in rows.iter().enumerate() {
            words.names.insert(name.clone(), list);
            for word in &row.zh {
                words.add_zh(word, list);
            }
            for word in &row.en {
                words.add_en(word, list);
            }
        }
        (rows.len() <= MOST).then_some(words)
    }

    fn add_zh(&mut self, word: &str, list: usize) {
        let parts: Vec<String> = word.split('…').map(|part| self.plain(part)).collect();
        if let Some(first) = parts.first().and_then(|part| part.chars().next()) {
            self.zh.entry(first).or_default().push((parts, list));
        }
    }

    fn add_en(&mut self, word: &str, list: usize) {
        let parts: Vec<Vec<Token>> = word.split('…').map(pattern).collect();
        let first = parts.first().and_then(|part| part.first());
        if let Some(first) = first.and_then(|token| token.text.chars().next()) {
            self.en.entry(first).or_default().push((parts, list));
        }
    }

    /// The list of this name.
    pub fn list(&self, name: &str) -> Option<Marks> {
        let mut marks = Marks::default();
        marks.add(*self.names.get(name)?);
        Some(marks)
    }

    /// Chinese as it is looked at: without white space and quotes, simplified, half width.
    pub fn plain(&self, text: &str) -> String {
        let kept = text
            .chars()
            .filter(|one| !one.is_whitespace() && !"「」『』“”\"[]｢｣".contains(*one));
        kept.map(|one| {
            let one = half_width(one);
            self.simplified.get(&one).copied().unwrap_or(one)
        })
        .collect()
    }

    /// Every list that has a word in the text.
    pub fn marks(&self, text: &str) -> Marks {
        let mut marks = Marks::default();
        let plain = self.plain(text);
        for (at, first) in plain.char_indices() {
            let Some(rows) = self.zh.get(&first) else {
                continue;
            };
            let rest = plain.get(at..).unwrap_or_default();
            for (parts, list) in rows {
                if begins(rest, parts) {
                    marks.add(*list);
                }
            }
        }
        let lower = text.to_lowercase();
        let words: Vec<&str> = tokens(&lower).collect();
        for (at, word) in words.iter().enumerate() {
            let rows = word.chars().next().and_then(|first| self.en.get(&first));
            let rest = words.get(at..).unwrap_or_default();
            for (parts, list) in rows.into_iter().flatten() {
                if runs(rest, parts) {
                    marks.add(*list);
                }
            }
        }
        marks
    }
}

fn half_width(one: char) -> char {
    match one {
        '\u{ff01}'..='\u{ff5e}' => u32::from(one)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .unwrap_or(one),
        _ => one,
    }
}

fn pattern(part: &str) -> Vec<Token> {
    let lower = part.to_lowercase();
    let words = lower.split(|one: char| one.is_whitespace() || one == '-');
    words
        .filter(|word| !word.is_empty())
        .map(|word| Token {
            text: word.trim_end_matches('*').to_owned(),
            goes_on: word.ends_with('*'),
        })
        .collect()
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let inside = |one: char| one.is_alphanumeric() || one == '_' || one == '\'';
    text.split(move |one| !inside(one))
        .filter(|word| !word.is_empty())
}

/// Whether the text begins with the first part and the others follow, each after a gap.
fn begins(text: &str, parts: &[String]) -> bool {
    let Some((first, more)) = parts.split_first() else {
        return true;
    };
    let Some(rest) = text.strip_prefix(first.as_str()) else {
        return false;
    };
    if more.is_empty() {
        return true;
    }
    let gap = rest.char_indices().take(ZH_GAP + 1).take_while(|(at, _)| {
        let before = rest
            .get(..*at)
            .and_then(|before| before.chars().next_back());
        !before.is_some_and(|one| "。;；".contains(one))
    });
    let mut ends = gap.map(|(at, _)| rest.get(at..).unwrap_or_default());
    ends.any(|rest| begins(rest, more))
}

/// The same in words.
fn runs(words: &[&str], parts: &[Vec<Token>]) -> bool {
    let Some((first, more)) = parts.split_first() else {
        return true;
    };
    let fits = words.len() >= first.len()
        && first
            .iter()
            .zip(words)
            .all(|(token, word)| token.fits(word));
    if !fits {
        return false;
    }
    let rest = words.get(first.len()..).unwrap_or_default();
    more.is_empty() || (0..=EN_GAP).any(|gap| rest.get(gap..).is_some_and(|rest| runs(rest, more)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(zh: &[&str], en: &[&str]) -> Words {
        let row = WordRow {
            zh: zh.iter().map(|&word| word.to_owned()).collect(),
            en: en.iter().map(|&word| word.to_owned()).collect(),
        };
        let rows = BTreeMap::from([("list".to_owned(), row)]);
        Words::new(&rows, ["罚罰", "员員"].into_iter()).unwrap_or_default()
    }

    #[test]
    fn a_gap_stays_short_and_inside_its_sentence() {
        let words = words(&["罚…元"], &["refuse* …certificate*"]);
        let holds = |text: &str| words.marks(text) != Marks::default();
        assert!(holds("罰 五百 元") && holds("「罚」５００元"));
        assert!(!holds("罚。五百元") && !holds("罚一二三四五六七八九十一二三元"));
        assert!(holds("罚一二三四五六七八九十一二元"));
        assert!(holds("Refuses to issue certificates") && holds("refuse-certificate"));
        assert!(!holds(
            "refuse one two three four five six seven certificate"
        ));
        assert!(!holds("we define"));
    }

    #[test]
    fn words_are_whole_unless_they_may_go_on() {
        let words = words(&[], &["fine", "levy*"]);
        let holds = |text: &str| words.marks(text) != Marks::default();
        assert!(holds("a fine of 5 yuan") && holds("levying"));
        assert!(!holds("define") && !holds("fined"));
    }
}
