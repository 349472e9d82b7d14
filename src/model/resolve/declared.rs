//! The names that the texts make: gathered first, then put in an order in which each reads only those before
//! it. A circle is an error that shows the whole circle.

use std::collections::BTreeMap;

use super::circles::{self, Edges};
use super::context::{Context, finding};
use super::names::{Node, ParameterText, Says, State};
use super::visit;
use crate::diagnostic::{Code, Label as Shown, Lang, Text};
use crate::model::{ArticleNumber, Blank, BlankId, DocumentId, Label, Place, Sort};
use crate::span::Span;
use crate::syntax::ast::{self, Expr, ExprKind, Sentence};
use crate::syntax::print::heading;

impl<'a> Context<'a> {
    /// Gathers definitions and parameters.
    pub(super) fn gather_names(&mut self) {
        for walked in self.sentences.clone() {
            match walked.written {
                Sentence::Definition { name, meaning } => {
                    self.gather_definition(walked.place, name, meaning);
                }
                Sentence::Parameter {
                    name,
                    steps,
                    repealed,
                } => {
                    let text = ParameterText {
                        place: walked.place,
                        steps,
                        repealed: repealed.map(|day| day.value),
                    };
                    self.gather_parameter(name, text);
                }
                _ => {}
            }
        }
    }

    fn gather_definition(&mut self, place: Place, name: &'a ast::Name, meaning: &'a ast::Meaning) {
        let label = self.label(&name.value);
        if self.is_taken(&place, name, &label) {
            return;
        }
        let existing = self
            .names
            .by_label
            .get(&label)
            .and_then(|all| all.first().copied());
        match existing.and_then(|index| self.names.nodes.get_mut(index)) {
            Some(Node {
                says: Says::Definition(clauses),
                ..
            }) => clauses.push((place, meaning)),
            Some(_) => self.twice(&place, name),
            None => self.add(label, name, Says::Definition(vec![(place, meaning)])),
        }
    }

    fn gather_parameter(&mut self, name: &'a ast::Name, text: ParameterText<'a>) {
        let (label, place) = (self.label(&name.value), text.place);
        if self.is_taken(&place, name, &label) {
            return;
        }
        let same = self.names.by_label.get(&label).cloned().unwrap_or_default();
        let mut earlier = None;
        for index in same {
            match self.names.nodes.get(index).map(|node| &node.says) {
                Some(Says::Parameter(texts)) => {
                    let mut family = texts.iter().map(|text| text.place.document);
                    let root = self.root(place.document);
                    if !family.any(|document| self.root(document) == root) {
                        continue;
                    }
                    if !texts.iter().all(|text| self.gives_way(text.place, place)) {
                        return self.twice(&place, name);
                    }
                    earlier = Some(index);
                }
                Some(Says::Definition(_)) => return self.twice(&place, name),
                None => {}
            }
        }
        match earlier.and_then(|index| self.names.nodes.get_mut(index)) {
            Some(Node {
                says: Says::Parameter(texts),
                ..
            }) => texts.push(text),
            Some(_) | None => self.add(label, name, Says::Parameter(vec![text])),
        }
    }

    /// Whether of two sentences in a text and its amendments the one ends where the other begins.
    fn gives_way(&self, a: Place, b: Place) -> bool {
        let begins = |place: Place| self.meaning.documents.get(place.document.index())?.from;
        let ends = |place: Place| {
            let row = self.meaning.documents.get(place.document.index())?;
            let mut articles = row.articles.iter();
            let article = articles.find(|article| article.number == place.article)?;
            article.replaced.map(|(from, _)| from)
        };
        let ordered = |a, b| {
            ends(a)
                .zip(begins(b))
                .is_some_and(|(end, begin)| end <= begin)
        };
        a.document != b.document && (ordered(a, b) || ordered(b, a))
    }

    fn add(&mut self, label: Label, name: &'a ast::Name, says: Says<'a>) {
        let index = self.names.nodes.len();
        self.names
            .by_label
            .entry(label.clone())
            .or_default()
            .push(index);
        self.names.nodes.push(Node {
            label,
            name,
            says,
            state: State::Waiting,
        });
    }

    /// A name that the register records cannot be made again by a text.
    fn is_taken(&mut self, at: &Place, name: &ast::Name, label: &Label) -> bool {
        let written = &name.value;
        if matches!(label, Label::Name(_) | Label::Text(_)) {
            return false;
        }
        let message = Text::new(
            format!("「{written}」在户籍册里已有，不能再作定义；请换一个名称"),
            format!("the register already has [{written}]; a definition needs a name of its own"),
        );
        self.report(at, name.span, Code::NameTaken, message);
        true
    }

    fn twice(&mut self, at: &Place, name: &ast::Name) {
        let written = &name.value;
        let message = Text::new(
            format!("「{written}」规定了两次，不知道以哪一处为准"),
            format!("[{written}] is set twice, so it is unclear which counts"),
        );
        self.report(at, name.span, Code::DuplicateName, message);
    }

    /// The names in an order in which each reads only those before it; circles are reported and left out.
    pub(super) fn name_order(&mut self) -> Vec<usize> {
        let reads = self.name_reads();
        let edges: Edges = reads
            .iter()
            .enumerate()
            .map(|(reader, read)| (reader, read.keys().copied().collect()))
            .collect();
        let (order, left, circles) = circles::order(&edges);
        for index in left {
            if let Some(node) = self.names.nodes.get_mut(index) {
                node.state = State::Broken;
            }
        }
        for circle in circles {
            self.report_circle(&reads, &circle);
        }
        order
    }

    /// For each name those that it reads, with where.
    fn name_reads(&self) -> Vec<BTreeMap<usize, (DocumentId, Span)>> {
        let nodes = self.names.nodes.iter();
        nodes
            .map(|node| {
                let mut all = BTreeMap::new();
                for (document, expr) in node.exprs() {
                    visit::each(expr, |expr, _| {
                        let Some(name) = read_name(&expr.value) else {
                            return;
                        };
                        let label = self.label(&name.value);
                        if let Some(index) = self.node(&label, document) {
                            all.entry(index).or_insert((document, name.span));
                        }
                    });
                }
                all
            })
            .collect()
    }

    fn report_circle(&mut self, reads: &[BTreeMap<usize, (DocumentId, Span)>], circle: &[usize]) {
        let nodes = &self.names.nodes;
        let named = circle
            .iter()
            .chain(circle.first())
            .filter_map(|index| nodes.get(*index));
        let names: Vec<&str> = named.map(|node| node.name.value.as_str()).collect();
        let chinese: Vec<_> = names.iter().map(|name| format!("「{name}」")).collect();
        let english: Vec<_> = names.iter().map(|name| format!("[{name}]")).collect();
        let message = Text::new(
            format!("定义绕成了圈：{}", chinese.join("→")),
            format!("definitions go in a circle: {}", english.join(" → ")),
        );
        let Some((place, first)) = circle
            .first()
            .and_then(|index| nodes.get(*index))
            .and_then(|node| Some((node.place()?, node.name.span)))
        else {
            return;
        };
        let next = circle.iter().skip(1).chain(circle.first());
        let labels = circle.iter().zip(next).filter_map(|(reader, read)| {
            let (document, span) = reads.get(*reader)?.get(read)?;
            let name = &nodes.get(*read)?.name.value;
            Some(Shown {
                source: u16::try_from(document.0).unwrap_or(u16::MAX),
                span: *span,
                text: Text::new(
                    format!("这里用到「{name}」"),
                    format!("[{name}] is read here"),
                ),
            })
        });
        let mut found = finding(&place, first, Code::Cycle, message);
        found.labels = labels.collect();
        self.found.push(found);
    }

    /// Gives every blank its number and name, in the order of the texts.
    pub(super) fn gather_blanks(&mut self) {
        let mut counts: BTreeMap<(DocumentId, ArticleNumber), u32> = BTreeMap::new();
        for walked in self.sentences.clone() {
            let place = walked.place;
            for expr in visit::sentence(walked.written) {
                visit::each(expr, |expr, _| {
                    let ExprKind::Blank { name, unit } = &*expr.value else {
                        return;
                    };
                    let count = counts.entry((place.document, place.article)).or_default();
                    *count += 1;
                    let name = name.as_ref().map(|name| self.plain_name(&name.value));
                    let name = name.unwrap_or_else(|| blank_name(place.article, *count));
                    let id = BlankId(u32::try_from(self.meaning.blanks.len()).unwrap_or(u32::MAX));
                    self.blanks.insert((place.document, expr.span.start), id);
                    self.meaning.blanks.push(Blank {
                        place,
                        name,
                        sort: Sort::Number(*unit),
                        span: ast::Span2(expr.span),
                    });
                });
            }
        }
    }

    /// A name that is kept as text, in the spelling that both languages share where the register has one.
    fn plain_name(&self, name: &str) -> String {
        match self.register.symbol(name) {
            Some(crate::register::Symbol::Name(id)) => {
                let row = self.register.names.get(id.index());
                row.map_or_else(|| name.to_owned(), |row| row.label.zh.clone())
            }
            _ => name.to_owned(),
        }
    }
}

impl<'a> Node<'a> {
    fn place(&self) -> Option<Place> {
        match &self.says {
            Says::Definition(clauses) => clauses.first().map(|(place, _)| *place),
            Says::Parameter(texts) => texts.first().map(|text| text.place),
        }
    }

    fn exprs(&self) -> Vec<(DocumentId, &'a Expr)> {
        match &self.says {
            Says::Definition(clauses) => clauses
                .iter()
                .flat_map(|(place, meaning)| {
                    let mut all = Vec::new();
                    visit::meaning(meaning, &mut all);
                    all.into_iter().map(|expr| (place.document, expr))
                })
                .collect(),
            Says::Parameter(texts) => {
                let values = texts.iter().flat_map(|text| {
                    let values = text.steps.iter().map(|(_, value)| value);
                    values.map(|value| (text.place.document, value))
                });
                values.collect()
            }
        }
    }
}

fn read_name(kind: &ExprKind) -> Option<&ast::Name> {
    match kind {
        ExprKind::Name(name, _) | ExprKind::OfHousehold(name) => Some(name),
        _ => None,
    }
}

/// `第七条空1`: what a blank without a name is called, in either language.
fn blank_name(article: ArticleNumber, count: u32) -> String {
    format!("{}空{count}", heading(Lang::Zh, article))
}
