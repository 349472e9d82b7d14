//! Builds nodes from events: bounded in depth, and in what aliases may multiply.

use std::collections::BTreeMap;

use super::event::{Event, Marked, Source};
use super::{Content, Form, Key, MAX_DEPTH, Node, Piece, Place, Problem, forbidden, is_forbidden};
use crate::diagnostic::{Code, Text};

/// So many problems of one node are told; a person mends these first.
const MAX_PROBLEMS: usize = 50;
/// Aliases of one node may stand for so many nodes.
const NODE_BUDGET: usize = 100_000;
/// Aliases of a whole text may stand for so many nodes, and four more for each byte of it.
const TEXT_BUDGET: usize = 1024;

/// Reads a text node by node.
pub(crate) struct Reader<'t> {
    source: Source<'t>,
    anchors: BTreeMap<usize, Node>,
    budget: usize,
    node_budget: usize,
    problems: Vec<Problem>,
    partial_id: Option<String>,
}

/// What stands at the top of a text or of a value.
pub(crate) enum Entered {
    /// A map; its entries can be read one by one.
    Map(Place),
    /// A list; its items can be read one by one.
    List(Place),
    /// A scalar, read.
    Node(Node),
    /// Nothing.
    Nothing,
}

/// A list or map that has not ended yet.
struct Frame {
    place: Place,
    anchor: usize,
    children: Children,
}

enum Children {
    List(Vec<Node>),
    Map(Vec<(Key, Node)>, Option<Key>),
}

impl<'t> Reader<'t> {
    pub fn new(piece: Piece<'t>, form: Form) -> Self {
        Self {
            source: Source::new(piece, form),
            anchors: BTreeMap::new(),
            budget: TEXT_BUDGET.saturating_add(piece.text.len().saturating_mul(4)),
            node_budget: NODE_BUDGET,
            problems: Vec::new(),
            partial_id: None,
        }
    }

    /// Goes into the map or list that follows, so that it can be read piece by piece.
    pub fn enter(&mut self) -> Result<Entered, Problem> {
        let marked = self.next()?;
        Ok(match marked.event {
            Event::Map => Entered::Map(marked.place),
            Event::List => Entered::List(marked.place),
            Event::Scalar { text, quoted } => {
                Entered::Node(self.scalar(marked.place, marked.anchor, text.into_owned(), quoted))
            }
            Event::Alias(anchor) => Entered::Node(self.resolve(marked.place, anchor, 0)),
            Event::End | Event::Stop => Entered::Nothing,
        })
    }

    /// The next key of the map that was entered; none at its end.
    pub fn key(&mut self) -> Result<Option<Key>, Problem> {
        let node = self.node()?;
        Ok(node.map(|node| self.as_key(node)))
    }

    /// The next whole value; none at the end of what was entered.
    pub fn node(&mut self) -> Result<Option<Node>, Problem> {
        self.node_budget = NODE_BUDGET;
        let mut open = Vec::new();
        loop {
            match self.step(&mut open) {
                Ok(None) => {}
                Ok(Some(node)) => return Ok(node),
                Err(problem) => {
                    self.partial_id = open.first().and_then(Frame::id);
                    return Err(problem);
                }
            }
        }
    }

    /// What was wrong in what was read since the last call, without making the rest unreadable.
    pub fn take_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.problems)
    }

    /// The `id` of the map in which reading broke off.
    pub fn take_partial_id(&mut self) -> Option<String> {
        self.partial_id.take()
    }

    /// One event: `Some` where the value that was asked for ends, or where there is none.
    fn step(&mut self, open: &mut Vec<Frame>) -> Result<Option<Option<Node>>, Problem> {
        let Marked {
            event,
            place,
            anchor,
            ..
        } = self.next()?;
        let done = match event {
            Event::Scalar { text, quoted } => self.scalar(place, anchor, text.into_owned(), quoted),
            Event::Alias(anchor) => self.resolve(place, anchor, open.len()),
            Event::List | Event::Map if open.len() >= MAX_DEPTH => self.skip(place)?,
            Event::List => {
                open.push(Frame::new(place, anchor, Children::List(Vec::new())));
                return Ok(None);
            }
            Event::Map => {
                open.push(Frame::new(place, anchor, Children::Map(Vec::new(), None)));
                return Ok(None);
            }
            Event::End | Event::Stop => match open.pop() {
                Some(frame) => self.close(frame),
                None => return Ok(Some(None)),
            },
        };
        match open.last_mut() {
            None => Ok(Some(Some(done))),
            Some(frame) => {
                self.add(frame, done);
                Ok(None)
            }
        }
    }

    fn next(&mut self) -> Result<Marked<'t>, Problem> {
        let marked = self.source.next()?;
        if marked.tagged {
            self.report(
                marked.place,
                Code::DataSyntax,
                "这里不用标签（!）",
                "tags (!) are not used here",
            );
        }
        Ok(marked)
    }

    fn scalar(&mut self, place: Place, anchor: usize, text: String, quoted: bool) -> Node {
        if !text.is_ascii() || text.bytes().any(|byte| byte.is_ascii_control()) {
            let odd = text.chars().find(|char| is_forbidden(*char));
            if let Some(odd) = odd {
                self.push(forbidden(place, odd));
            }
        }
        let content = Content::Scalar { text, quoted };
        self.keep(anchor, Node { place, content })
    }

    fn add(&mut self, frame: &mut Frame, node: Node) {
        match &mut frame.children {
            Children::List(items) => items.push(node),
            Children::Map(entries, key) => match key.take() {
                Some(key) => entries.push((key, node)),
                None => *key = Some(self.as_key(node)),
            },
        }
    }

    fn as_key(&mut self, node: Node) -> Key {
        let place = node.place;
        match node.content {
            Content::Scalar { text, .. } => Key { place, text },
            Content::List(_) | Content::Map(_) => {
                self.report(
                    place,
                    Code::DataSyntax,
                    "列表或对象不能作键",
                    "a list or map cannot be a key",
                );
                Key {
                    place,
                    text: String::new(),
                }
            }
        }
    }

    fn close(&mut self, frame: Frame) -> Node {
        let content = match frame.children {
            Children::List(items) => Content::List(items),
            Children::Map(entries, _) => {
                for key in twice(&entries) {
                    let (zh, en) = (
                        format!("「{}」写了两次", key.text),
                        format!("`{}` is written twice", key.text),
                    );
                    self.push(Problem::new(
                        key.place,
                        Code::DuplicateKey,
                        Text::new(zh, en),
                    ));
                }
                Content::Map(entries)
            }
        };
        let node = Node {
            place: frame.place,
            content,
        };
        self.keep(frame.anchor, node)
    }

    /// Remembers a node under its anchor. What is remembered is paid for like what is repeated.
    fn keep(&mut self, anchor: usize, node: Node) -> Node {
        if anchor != 0 && self.pay(node.measure().0) {
            self.anchors.insert(anchor, node.clone());
        }
        node
    }

    /// The node that an alias repeats.
    fn resolve(&mut self, place: Place, anchor: usize, depth: usize) -> Node {
        let measured = self.anchors.get(&anchor).map(Node::measure);
        let Some((size, height)) = measured else {
            self.too_many_aliases(place);
            return Node::null(place);
        };
        if depth + height > MAX_DEPTH {
            self.push(too_deep(place));
            return Node::null(place);
        }
        if !self.pay(size) {
            self.too_many_aliases(place);
            return Node::null(place);
        }
        let mut node = self
            .anchors
            .get(&anchor)
            .cloned()
            .unwrap_or_else(|| Node::null(place));
        node.place = place;
        node
    }

    /// Told once for a node, however many aliases it has.
    fn too_many_aliases(&mut self, place: Place) {
        let told = |problem: &Problem| problem.code == Code::TooManyAliases;
        if !self.problems.iter().any(told) {
            self.report(
                place,
                Code::TooManyAliases,
                "引用（*）展开后太大，或者指向它自己所在的内容",
                "the aliases (*) stand for too much, or for what they stand in",
            );
        }
    }

    fn pay(&mut self, size: usize) -> bool {
        let left = (
            self.budget.checked_sub(size),
            self.node_budget.checked_sub(size),
        );
        let (Some(budget), Some(node_budget)) = left else {
            return false;
        };
        (self.budget, self.node_budget) = (budget, node_budget);
        true
    }

    /// Passes over a list or map that is nested too deep.
    fn skip(&mut self, place: Place) -> Result<Node, Problem> {
        self.push(too_deep(place));
        let mut open = 1_usize;
        while open > 0 {
            match self.source.next()?.event {
                Event::List | Event::Map => open += 1,
                Event::End => open -= 1,
                Event::Stop => open = 0,
                Event::Scalar { .. } | Event::Alias(_) => {}
            }
        }
        Ok(Node::null(place))
    }

    fn report(&mut self, place: Place, code: Code, zh: &str, en: &str) {
        self.push(Problem::new(place, code, Text::new(zh, en)));
    }

    fn push(&mut self, problem: Problem) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        }
    }
}

impl Frame {
    const fn new(place: Place, anchor: usize, children: Children) -> Self {
        Self {
            place,
            anchor,
            children,
        }
    }

    fn id(&self) -> Option<String> {
        match &self.children {
            Children::List(_) => None,
            Children::Map(entries, _) => entries
                .iter()
                .find(|(key, _)| key.text == "id")
                .and_then(|(_, value)| value.text().map(str::to_owned)),
        }
    }
}

fn too_deep(place: Place) -> Problem {
    let message = Text::new(
        format!("这里套了超过{MAX_DEPTH}层"),
        format!("this is nested more than {MAX_DEPTH} deep"),
    );
    Problem::new(place, Code::DataTooDeep, message)
}

/// The keys that repeat an earlier one.
fn twice(entries: &[(Key, Node)]) -> Vec<&Key> {
    let mut keys: Vec<&Key> = entries.iter().map(|(key, _)| key).collect();
    keys.sort_by(|a, b| a.text.cmp(&b.text));
    let pairs = keys.iter().zip(keys.iter().skip(1));
    pairs
        .filter(|(first, second)| first.text == second.text)
        .map(|(_, second)| *second)
        .collect()
}
