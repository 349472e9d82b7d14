//! A facts file part by part, so that a file of any length takes the room of one household, and
//! one household that is no YAML does not take the others with it.

use super::recover::Items;
use crate::diagnostic::{Code, Text};
use crate::located::{Entered, Form, Key, Node, Piece, Place, Problem, Reader};
use crate::span::LineIndex;

/// After so many sections that break off, the rest is not looked at.
const MAX_RESTARTS: usize = 16;

/// A part of the file, handed over with what was wrong in reading it.
pub(super) enum Part {
    /// Anything at the top but a list of households.
    Section(Key, Node),
    /// One household.
    Household(Node),
    /// Nothing could be read there; the household, if its id could.
    Broken(Option<String>),
    /// What follows in the list of households is lost.
    Lost,
}

/// Takes the parts.
pub(super) type Sink<'s> = &'s mut dyn FnMut(Part, Vec<Problem>);

/// Where reading broke off.
struct Break {
    problem: Problem,
    household: Option<String>,
    at: At,
}

impl Break {
    fn boxed(problem: Problem, household: Option<String>, at: At) -> Box<Self> {
        Box::new(Self {
            problem,
            household,
            at,
        })
    }
}

/// What was being read.
enum At {
    /// The beginning, the end or what lies between sections.
    Nowhere,
    /// A section whose key stands on this line.
    Section(u32),
    /// An item of a list of households that begins at `list`; the item no earlier than on `line`.
    Item { list: Place, line: u32 },
}

/// Reads the whole text.
pub(super) fn stream(text: &str, form: Form, sink: Sink<'_>) {
    let mut piece = Piece::whole(text);
    for _ in 0..MAX_RESTARTS {
        let Err(broken) = pass(piece, form, sink) else {
            return;
        };
        match after(piece, form, *broken, sink) {
            Some(rest) => piece = rest,
            None => return,
        }
    }
    sink(Part::Lost, Vec::new());
}

/// Reads a piece until it ends or breaks off.
fn pass(piece: Piece<'_>, form: Form, sink: Sink<'_>) -> Result<(), Box<Break>> {
    let mut reader = Reader::new(piece, form);
    let nowhere = |problem| Break::boxed(problem, None, At::Nowhere);
    match reader.enter().map_err(nowhere)? {
        Entered::Map(_) => {}
        Entered::Nothing => return Err(nowhere(no_map(Place { line: 1, column: 1 }))),
        Entered::List(place) => return Err(nowhere(no_map(place))),
        Entered::Node(node) => return Err(nowhere(no_map(node.place))),
    }
    while let Some(key) = reader.key().map_err(nowhere)? {
        section(&mut reader, key, sink)?;
    }
    // The text must end with its map.
    reader.node().map_err(nowhere)?;
    let problems = reader.take_problems();
    if !problems.is_empty() {
        sink(Part::Broken(None), problems);
    }
    Ok(())
}

fn section(reader: &mut Reader<'_>, key: Key, sink: Sink<'_>) -> Result<(), Box<Break>> {
    let line = key.place.line;
    let in_section = |problem| Break::boxed(problem, None, At::Section(line));
    if key.text != "households" {
        if let Some(node) = reader.node().map_err(in_section)? {
            sink(Part::Section(key, node), reader.take_problems());
        }
        return Ok(());
    }
    match reader.enter().map_err(in_section)? {
        Entered::List(list) => {
            let key_again = Key {
                place: key.place,
                text: key.text,
            };
            sink(
                Part::Section(key_again, Node::null(list)),
                reader.take_problems(),
            );
            households(reader, list, sink)
        }
        Entered::Node(node) => {
            sink(Part::Section(key, node), reader.take_problems());
            Ok(())
        }
        Entered::Map(place) => Err(in_section(Problem::new(
            place,
            Code::FactType,
            Text::new(
                "households 应当是户的列表",
                "`households` is a list of households",
            ),
        ))),
        Entered::Nothing => Ok(()),
    }
}

fn households(reader: &mut Reader<'_>, list: Place, sink: Sink<'_>) -> Result<(), Box<Break>> {
    let mut line = list.line;
    loop {
        match reader.node() {
            Ok(None) => return Ok(()),
            Ok(Some(node)) => {
                line = node.place.line + 1;
                sink(Part::Household(node), reader.take_problems());
            }
            Err(problem) => {
                // What was wrong before the break is told with it; nothing else is.
                let problems = reader.take_problems();
                let household = reader.take_partial_id();
                if !problems.is_empty() {
                    sink(Part::Broken(household.clone()), problems);
                }
                return Err(Break::boxed(problem, household, At::Item { list, line }));
            }
        }
    }
}

/// Goes on after a break: with the households that follow, then with what follows the section.
fn after<'t>(piece: Piece<'t>, form: Form, broken: Break, sink: Sink<'_>) -> Option<Piece<'t>> {
    let Break {
        problem,
        household,
        at,
    } = broken;
    let lines = LineIndex::new(piece.text);
    match at {
        At::Item { list, line } if form == Form::Yaml => {
            let Some(items) = Items::find(piece, &lines, list, line) else {
                sink(Part::Broken(household), vec![problem]);
                sink(Part::Lost, Vec::new());
                return None;
            };
            let mut told = false;
            for item in items.pieces() {
                told |= one_item(item, sink);
            }
            if !told {
                sink(Part::Broken(household), vec![problem]);
            }
            items.rest()
        }
        At::Section(line) if form == Form::Yaml => {
            sink(Part::Broken(None), vec![problem]);
            Items::next_section(piece, &lines, line)
        }
        At::Item { .. } | At::Section(_) | At::Nowhere => {
            sink(Part::Broken(household), vec![problem]);
            sink(Part::Lost, Vec::new());
            None
        }
    }
}

/// Reads one item that was cut out; whether it broke off.
fn one_item(item: Piece<'_>, sink: Sink<'_>) -> bool {
    let mut reader = Reader::new(item, Form::Yaml);
    let read = reader.enter().and_then(|_| reader.node());
    let id = match &read {
        Ok(Some(node)) => node.get("id").and_then(Node::text).map(str::to_owned),
        Ok(None) | Err(_) => reader.take_partial_id().or_else(|| id_in(item.text)),
    };
    // Nothing may be left over in the item or behind it.
    let rest = match &read {
        Ok(_) => reader.node().and_then(|_| reader.node()),
        Err(_) => Ok(None),
    };
    let mut problems = reader.take_problems();
    match (read, rest) {
        (Err(problem), _) | (Ok(_), Err(problem)) => {
            problems.push(problem);
            sink(Part::Broken(id), problems);
            true
        }
        (Ok(Some(node)), Ok(_)) => {
            sink(Part::Household(node), problems);
            false
        }
        (Ok(None), Ok(_)) => false,
    }
}

/// The id on the first line of an item that is no YAML.
fn id_in(item: &str) -> Option<String> {
    let first = item.lines().next()?.trim_start().strip_prefix('-')?;
    let id = first.trim_start().strip_prefix("id:")?.trim();
    let id = id.split([' ', '\t', ',']).next()?;
    let plain = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_' | '.');
    (!id.is_empty() && id.chars().all(plain)).then(|| id.to_owned())
}

fn no_map(place: Place) -> Problem {
    let message = Text::new(
        "事实文件应当由 known_until、households、village 组成",
        "a facts file is made of `known_until`, `households` and `village`",
    );
    Problem::new(place, Code::FactType, message)
}
