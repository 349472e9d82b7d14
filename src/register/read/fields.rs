//! The fields of one entry: each is taken once, and what was not asked for is unknown.

use super::super::nearest;
use super::{Code, Label, MAX_ENTRIES, Problem, Reading, Text};
use crate::located::{Key, Node, Place};

const LONGEST_LABEL: usize = 100;

/// One entry of a section, while its fields are read.
pub(super) struct Fields<'n> {
    entries: &'n [(Key, Node)],
    place: Place,
    asked: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// The entry's fields; a problem if it is no map.
    pub fn of(reading: &mut Reading, node: &'n Node) -> Option<Self> {
        match node.map() {
            Some(entries) => Some(Self {
                entries,
                place: node.place,
                asked: Vec::new(),
            }),
            None => {
                reading.problem(
                    node.place,
                    Code::RegisterValue,
                    "这里应当是 { zh: 名称, … }",
                    "write { zh: name, … } here",
                );
                None
            }
        }
    }

    /// A field's value, where one is given.
    pub fn get(&mut self, name: &'static str) -> Option<&'n Node> {
        self.asked.push(name);
        let found = self.entries.iter().find(|(key, _)| key.text == name);
        found.map(|(_, node)| node).filter(|node| !node.is_null())
    }

    /// The names `zh` and `en`.
    pub fn label(&mut self, reading: &mut Reading) -> Option<Label> {
        let (zh, en) = (self.get("zh"), self.get("en"));
        let Some(zh) = zh else {
            reading.problem(
                self.place,
                Code::RegisterLabel,
                "缺少中文名 zh",
                "the Chinese name `zh` is missing",
            );
            return None;
        };
        let zh = reading.name(zh)?;
        let en = match en {
            Some(en) => Some(reading.name(en)?),
            None => None,
        };
        Some(Label { zh, en })
    }

    /// `true` or `false`; false where not given.
    pub fn flag(&mut self, reading: &mut Reading, name: &'static str) -> bool {
        let Some(node) = self.get(name) else {
            return false;
        };
        node.truth().unwrap_or_else(|| {
            reading.problem(
                node.place,
                Code::RegisterValue,
                format!("{name} 应为 true 或 false"),
                format!("`{name}` is true or false"),
            );
            false
        })
    }

    /// Tells of fields that nobody asked for.
    pub fn finish(self, reading: &mut Reading, also: &[&'static str]) {
        let known = || self.asked.iter().chain(also).copied();
        for (key, _) in self.entries {
            if !known().any(|name| name == key.text) {
                reading.unknown_key(key, known());
            }
        }
    }
}

impl Reading {
    /// Every entry of a section: key and fields.
    pub fn entries<'n>(&mut self, section: &'n Node) -> Vec<(&'n Key, &'n Node)> {
        let Some(entries) = section.map() else {
            self.problem(
                section.place,
                Code::RegisterValue,
                "这一栏应当由“键: 内容”组成",
                "this section is made of `key: …` entries",
            );
            return Vec::new();
        };
        let room = MAX_ENTRIES.saturating_sub(self.entries);
        if entries.len() > room {
            self.problem(
                section.place,
                Code::RegisterSize,
                format!("户籍册的条目超过{MAX_ENTRIES}项"),
                format!("the register has more than {MAX_ENTRIES} entries"),
            );
        }
        self.entries += entries.len().min(room);
        entries
            .iter()
            .take(room)
            .map(|(key, node)| (key, node))
            .collect()
    }

    /// A label: text without quotation marks, on one line.
    pub fn name(&mut self, node: &Node) -> Option<String> {
        let text = node.text().map(str::trim).unwrap_or("");
        let quotes = |char: char| matches!(char, '「' | '」' | '[' | ']' | '\n' | '\r');
        if text.is_empty() || text.chars().count() > LONGEST_LABEL || text.contains(quotes) {
            self.problem(
                node.place,
                Code::RegisterLabel,
                "名称应为1至100个字，不含「」[]",
                "a name has 1 to 100 characters and none of 「」[]",
            );
            return None;
        }
        Some(text.to_owned())
    }

    pub fn unknown_key<'a>(&mut self, key: &Key, known: impl IntoIterator<Item = &'a str>) {
        let known: Vec<&str> = known.into_iter().collect();
        let message = Text::new(
            format!("不认识“{}”", super::super::value::cut(&key.text)),
            format!(
                "`{}` is not known here",
                super::super::value::cut(&key.text)
            ),
        );
        let problem = Problem::new(key.place, Code::RegisterSection, message);
        self.problems
            .push(match nearest(&key.text, known.iter().copied()) {
                Some(near) => problem.with_help(
                    format!("是不是 {near}？"),
                    format!("did you mean `{near}`?"),
                ),
                None => problem.with_help(
                    format!("可用：{}", known.join("、")),
                    format!("known are: {}", known.join(", ")),
                ),
            });
    }
}
