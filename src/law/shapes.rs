//! The shapes of what is always void, as data.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::marks::{Marks, Set};
use crate::diagnostic::Text;

/// The id of the shape that relatives of whoever did something are judged by.
const COLLECTIVE: &str = "COLLECTIVE_PUNISH";

const DATA: &str = include_str!("../../rules/law/always-void.yaml");

/// Words in both languages.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    zh: Vec<String>,
    en: Vec<String>,
}

/// One sentence in both languages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    zh: String,
    en: String,
}

impl Said {
    pub(super) fn text(&self) -> Text {
        Text::new(self.zh.as_str(), self.en.as_str())
    }
}

/// The law a shape rests on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Law {
    pub(super) name: String,
    pub(super) article: String,
    pub(super) confidence: String,
}

/// One shape.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shape {
    pub(super) id: String,
    pub(super) name: Said,
    pub(super) law: Law,
    pub(super) right: Said,
    pub(super) stays: Said,
    inflicted: Words,
    kept_from: Words,
    sanctioned: Words,
    grounds: Words,
    lawful: Words,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    words: Common,
    shapes: Vec<Shape>,
    traditional: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Common {
    coercion: Words,
    evasion: Words,
    refusal: Words,
    conduct: Words,
}

/// What a word marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Inflicted,
    KeptFrom,
    Sanctioned,
    Grounds,
    Lawful,
    Coercion,
    Evasion,
    Refusal,
    Conduct,
}

/// The shapes with all their words, ready to be looked for.
pub(super) struct Shapes {
    pub(super) all: Vec<Shape>,
    /// By first character: the word, what it marks, and of which shape (an index; none for the common words).
    pub(super) words: BTreeMap<char, Vec<(String, List, usize)>>,
    simplified: BTreeMap<char, char>,
}

impl Shapes {
    /// The embedded data; a test holds that it can be read.
    pub(super) fn embedded() -> Self {
        let mut shapes = Self {
            all: Vec::new(),
            words: BTreeMap::new(),
            simplified: BTreeMap::new(),
        };
        let Ok(file) = serde_yaml::from_str::<File>(DATA) else {
            return shapes;
        };
        for pair in file.traditional.split_whitespace() {
            let mut characters = pair.chars();
            if let (Some(simple), Some(traditional)) = (characters.next(), characters.next()) {
                shapes.simplified.insert(traditional, simple);
            }
        }
        shapes.add(&file.words.coercion, List::Coercion, 0);
        shapes.add(&file.words.evasion, List::Evasion, 0);
        shapes.add(&file.words.refusal, List::Refusal, 0);
        shapes.add(&file.words.conduct, List::Conduct, 0);
        for (index, shape) in file.shapes.iter().enumerate() {
            shapes.add(&shape.inflicted, List::Inflicted, index);
            shapes.add(&shape.kept_from, List::KeptFrom, index);
            shapes.add(&shape.sanctioned, List::Sanctioned, index);
            shapes.add(&shape.grounds, List::Grounds, index);
            shapes.add(&shape.lawful, List::Lawful, index);
        }
        shapes.all = file.shapes;
        shapes
    }

    /// The shape of what falls on somebody for another's act.
    pub(super) fn collective(&self) -> Set {
        let at = self.all.iter().position(|shape| shape.id == COLLECTIVE);
        at.map_or_else(Set::default, Set::of)
    }

    /// Whether words stand there by which one answers for another under the law.
    pub(super) fn spares(&self, marks: Marks) -> bool {
        marks.lawful.meets(self.collective())
    }

    fn add(&mut self, words: &Words, list: List, shape: usize) {
        for word in words.zh.iter().chain(&words.en) {
            if let Some(first) = word.chars().next() {
                let row = self.words.entry(first).or_default();
                row.push((word.clone(), list, shape));
            }
        }
    }

    /// A name as words are looked for in it.
    pub(super) fn plain(&self, name: &str) -> String {
        let lower = name.to_lowercase();
        let plain = lower
            .chars()
            .map(|one| self.simplified.get(&one).copied().unwrap_or(one));
        plain.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_are_read_and_name_every_shape_of_the_list() {
        let shapes = Shapes::embedded();
        let ids: Vec<&str> = shapes.all.iter().map(|shape| shape.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "BODILY_INTEGRITY",
                "BIRTH_SPACING",
                "LIBERTY",
                "HUKOU_CONDITION",
                "BARS_ELECTION",
                "SCHOOL_DENIAL",
                "PETITION_BAN",
                "MARRIAGE_INTERFERE",
                "COLLECTIVE_PUNISH",
            ]
        );
    }

    #[test]
    fn words_are_written_as_they_are_looked_for() {
        let shapes = Shapes::embedded();
        for (word, ..) in shapes.words.values().flatten() {
            assert_eq!(*word, shapes.plain(word));
        }
    }

    #[test]
    fn traditional_characters_are_read_as_simplified_ones() {
        assert_eq!(
            Shapes::embedded().plain("絕育結紮Petition"),
            "绝育结扎petition"
        );
    }
}
