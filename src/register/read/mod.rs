//! Reads a register. Everything wrong is told at once; a register with anything wrong is none.

mod facts;
mod fields;
mod names;
mod symbols;

use super::*;
use crate::diagnostic::{Code, Text};
use crate::located::{Form, Node, Piece, Place, Problem, Reader};
use crate::value::AgeCounting;
use fields::Fields;

/// All entries together.
const MAX_ENTRIES: usize = 10_000;
/// Members of a household, where the register sets no bound, and never more.
pub(crate) const MAX_MEMBERS: u32 = 10_000;

/// What reads a section.
type ReadSection = fn(&mut Reading, &Node);

/// The sections of a register, in the order they are read: a fact before what is derived from it.
const SECTIONS: &[(&str, ReadSection)] = &[
    ("register", Reading::title),
    ("village", |reading, node| {
        reading.facts(Owner::Village, node)
    }),
    ("household", |reading, node| {
        reading.facts(Owner::Household, node)
    }),
    ("person", |reading, node| reading.facts(Owner::Person, node)),
    ("derived", Reading::derived),
    ("events", Reading::events),
    ("agreements", Reading::agreements),
    ("benefits", Reading::benefits),
    ("names", Reading::names),
    ("bodies", Reading::bodies),
    ("roles", Reading::roles),
    ("members", Reading::members),
    ("age_counting", Reading::age_counting),
];

/// A register that cannot be used, with everything that is wrong in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the register cannot be used: {}", listed(.problems))]
pub struct RegisterError {
    /// In the order of the text; never empty.
    pub problems: Vec<Problem>,
}

fn listed(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems
        .iter()
        .map(|problem| format!("line {}: {}", problem.line, problem.message.en))
        .collect();
    lines.join("; ")
}

impl Register {
    /// Reads a register (YAML, or JSON, which is a part of it).
    ///
    /// # Errors
    /// [`RegisterError`] with every problem: what is no YAML, unknown sections, types and units,
    /// names that two things share, ranges and defaults that do not fit.
    pub fn from_yaml(text: &str) -> Result<Self, RegisterError> {
        let mut reading = Reading::new();
        if let Some(root) = reading.root(text) {
            reading.sections(&root);
            reading.bind_names();
        }
        let Reading {
            register,
            mut problems,
            ..
        } = reading;
        if problems.is_empty() {
            return Ok(register);
        }
        problems.sort_by_key(|problem| (problem.line, problem.column));
        Err(RegisterError { problems })
    }
}

/// A register in the making.
struct Reading {
    register: Register,
    problems: Vec<Problem>,
    /// Every label, with what it names and where it was given.
    labels: Vec<(String, Symbol, Place)>,
    keys: Vec<(String, Symbol)>,
    entries: usize,
}

impl Reading {
    fn new() -> Self {
        let title = Label {
            zh: "户籍册".to_owned(),
            en: Some("register".to_owned()),
        };
        Self {
            register: Register {
                title,
                facts: Vec::new(),
                events: Vec::new(),
                agreements: Vec::new(),
                benefits: Vec::new(),
                names: Vec::new(),
                bodies: Vec::new(),
                roles: Vec::new(),
                members: (0, MAX_MEMBERS),
                age_counting: AgeCounting::default(),
                symbols: std::collections::BTreeMap::new(),
                index: Index::default(),
            },
            problems: Vec::new(),
            labels: Vec::new(),
            keys: Vec::new(),
            entries: 0,
        }
    }

    fn root(&mut self, text: &str) -> Option<Node> {
        let mut reader = Reader::new(Piece::whole(text), Form::Yaml);
        let root = reader.node();
        let rest = root.as_ref().ok().map(|_| reader.node());
        self.problems.extend(reader.take_problems());
        if let Some(Err(problem)) = rest {
            self.problems.push(problem);
        }
        match root {
            Ok(Some(root)) if root.map().is_some() => Some(root),
            Ok(other) => {
                let place = other.map_or(Place { line: 1, column: 1 }, |node| node.place);
                self.problem(
                    place,
                    Code::RegisterValue,
                    "户籍册应当由 household、person 等栏目组成",
                    "a register is made of sections such as `household` and `person`",
                );
                None
            }
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }

    fn sections(&mut self, root: &Node) {
        for (key, _) in root.map().unwrap_or(&[]) {
            let known = SECTIONS.iter().map(|(name, _)| *name);
            if !known.clone().any(|name| name == key.text) {
                self.unknown_key(key, known);
            }
        }
        for (name, read) in SECTIONS {
            if let Some(node) = root.get(name).filter(|node| !node.is_null()) {
                read(self, node);
            }
        }
    }

    fn title(&mut self, node: &Node) {
        if let Some(mut fields) = Fields::of(self, node) {
            if let Some(label) = fields.label(self) {
                self.register.title = label;
            }
            fields.finish(self, &[]);
        }
    }

    fn members(&mut self, node: &Node) {
        let bound = |node: Option<&Node>| node?.text()?.parse::<u32>().ok();
        let bounds = match node.list() {
            Some([least, greatest]) => bound(Some(least)).zip(bound(Some(greatest))),
            Some(_) | None => None,
        };
        match bounds {
            Some((least, greatest)) if least <= greatest && greatest <= MAX_MEMBERS => {
                self.register.members = (least, greatest);
            }
            Some(_) | None => self.problem(
                node.place,
                Code::RegisterRange,
                "members 应写成 [最少, 最多]，最多不超过10000",
                "`members` is [fewest, most], at most 10,000",
            ),
        }
    }

    fn age_counting(&mut self, node: &Node) {
        match node.text() {
            Some("next-day") => self.register.age_counting = AgeCounting::NextDay,
            Some("birthday") => self.register.age_counting = AgeCounting::Birthday,
            Some("month-after") => self.register.age_counting = AgeCounting::MonthAfter,
            Some(_) | None => self.problem(
                node.place,
                Code::RegisterValue,
                "age_counting 应为 next-day、birthday 或 month-after",
                "`age_counting` is next-day, birthday or month-after",
            ),
        }
    }

    fn problem(&mut self, place: Place, code: Code, zh: impl Into<String>, en: impl Into<String>) {
        self.problems
            .push(Problem::new(place, code, Text::new(zh, en)));
    }
}
