//! The words of every name: in both languages of the register, and with what a definition behind it reads.

use std::collections::BTreeMap;

use super::statement::Roles;
use super::words::{Marks, Words};
use crate::register::{FactKind, Fund, Register, Symbol};
use crate::syntax::ast::{self, ExprKind, Relation};

/// So deep are definitions looked into.
const DEPTH: u8 = 16;

/// Names and the definitions behind them.
pub(super) struct Names<'a> {
    pub words: &'a Words,
    register: &'a Register,
    definitions: BTreeMap<&'a str, Vec<&'a ast::Expr>>,
    seen: BTreeMap<String, Marks>,
}

/// What a condition reads.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Read {
    pub all: Marks,
    pub excluded: Marks,
    /// A protected fact that must hold, one that must not, one of whose values is asked.
    pub protected: (bool, bool, bool),
}

impl Read {
    pub fn or(self, other: Self) -> Self {
        let (left, right) = (self.protected, other.protected);
        Self {
            all: self.all.or(other.all),
            excluded: self.excluded.or(other.excluded),
            protected: (left.0 || right.0, left.1 || right.1, left.2 || right.2),
        }
    }
}

impl<'a> Names<'a> {
    pub fn new(words: &'a Words, register: &'a Register, written: &'a [ast::Document]) -> Self {
        let mut definitions: BTreeMap<&str, Vec<&ast::Expr>> = BTreeMap::new();
        let sentences = written.iter().flat_map(sentences);
        for sentence in sentences {
            let ast::Sentence::Definition { name, meaning } = sentence else {
                continue;
            };
            let row = definitions.entry(&name.value).or_default();
            match meaning {
                ast::Meaning::Condition { condition, .. } => row.push(condition),
                ast::Meaning::Value(value) => row.push(value),
                ast::Meaning::Cases { rows: tiers, .. } => {
                    row.extend(tiers.iter().filter_map(|tier| tier.condition.as_ref()));
                }
            }
        }
        Self {
            words,
            register,
            definitions,
            seen: BTreeMap::new(),
        }
    }

    /// The words of a name, in both languages where the register has it.
    pub fn name(&mut self, name: &str) -> Marks {
        if let Some(marks) = self.seen.get(name) {
            return *marks;
        }
        let mut marks = self.words.marks(name);
        let label = self.register.symbol(name);
        if let Some(label) = label.and_then(|symbol| self.register.label(symbol)) {
            marks = marks.or(self.words.marks(&label.zh));
            if let Some(en) = &label.en {
                marks = marks.or(self.words.marks(en));
            }
        }
        self.seen.insert(name.to_owned(), marks);
        marks
    }

    /// The words of several names.
    pub fn all<'n>(&mut self, names: impl Iterator<Item = &'n ast::Name>) -> Marks {
        let mut marks = Marks::default();
        for name in names {
            marks = marks.or(self.name(&name.value));
        }
        marks
    }

    /// Who pays a benefit, where the register says so.
    pub fn fund(&self, name: &str) -> Option<Fund> {
        match self.register.symbol(name) {
            Some(Symbol::Benefit(id)) => self.register.benefit(id)?.fund,
            _ => None,
        }
    }

    pub fn is_benefit(&self, name: &str) -> bool {
        matches!(self.register.symbol(name), Some(Symbol::Benefit(_)))
    }

    pub fn is_deposit(&self, name: &str) -> bool {
        matches!(self.register.symbol(name), Some(Symbol::Deposit(_)))
    }

    fn is_protected(&self, name: &str) -> bool {
        let Some(Symbol::Fact(id)) = self.register.symbol(name) else {
            return false;
        };
        self.register.fact(id).is_some_and(|fact| fact.protected)
    }

    /// Whether the fact has a list of values.
    fn is_listed(&self, name: &str) -> bool {
        let Some(Symbol::Fact(id)) = self.register.symbol(name) else {
            return false;
        };
        let fact = self.register.fact(id);
        fact.is_some_and(|fact| matches!(fact.kind, FactKind::Enum(_)))
    }

    /// What a condition reads.
    pub fn read(&mut self, expr: &ast::Expr) -> Read {
        self.expr(expr, false, DEPTH)
    }

    fn expr(&mut self, expr: &ast::Expr, not: bool, depth: u8) -> Read {
        let Some(deeper) = depth.checked_sub(1) else {
            return Read::default();
        };
        match expr.value.as_ref() {
            ExprKind::Name(name, _) => self.named(&name.value, not, deeper),
            ExprKind::Not(of) => self.expr(of, !not, deeper),
            ExprKind::And(all) | ExprKind::Or(all) | ExprKind::Extreme { of: all, .. } => {
                self.joined(all.iter(), not, deeper)
            }
            ExprKind::Compare { left, bounds } => {
                let is_not = bounds
                    .iter()
                    .any(|(relation, _)| *relation == Relation::IsNot);
                let right = bounds.iter().map(|(_, bound)| bound);
                self.joined(std::iter::once(left).chain(right), not != is_not, deeper)
            }
            ExprKind::Arithmetic { left, right, .. }
            | ExprKind::MonthsBetween {
                from: left,
                to: right,
            } => self.joined([left, right].into_iter(), not, deeper),
            ExprKind::AnyMember { condition, .. } => self.expr(condition, not, deeper),
            ExprKind::Relatives { whose, own, .. } => {
                self.joined(whose.iter().chain(own), not, deeper)
            }
            ExprKind::CountMembers(of) | ExprKind::Households(of) => {
                self.joined(of.iter(), not, deeper)
            }
            ExprKind::AllMembers(of)
            | ExprKind::OverMembers { of, .. }
            | ExprKind::HouseholdShare(of)
            | ExprKind::OverHouseholds { of, .. }
            | ExprKind::AgeAt(of)
            | ExprKind::Elapsed { since: of, .. }
            | ExprKind::Rounded { of, .. }
            | ExprKind::Clamped { of, .. } => self.expr(of, not, deeper),
            ExprKind::PerFull { of, gives, .. } => {
                self.joined([of, gives].into_iter(), not, deeper)
            }
            ExprKind::OfHousehold(name)
            | ExprKind::OverdueDays(name)
            | ExprKind::EventCount { event: name, .. }
            | ExprKind::MissedInARow { event: name, .. } => self.named(&name.value, not, deeper),
            ExprKind::Number { .. }
            | ExprKind::Date(_)
            | ExprKind::Day(_)
            | ExprKind::Blank { .. } => Read::default(),
        }
    }

    fn joined<'e>(
        &mut self,
        all: impl Iterator<Item = &'e ast::Expr>,
        not: bool,
        depth: u8,
    ) -> Read {
        let mut read = Read::default();
        for one in all {
            read = read.or(self.expr(one, not, depth));
        }
        read
    }

    fn named(&mut self, name: &str, not: bool, depth: u8) -> Read {
        let all = self.name(name);
        let (is, listed) = (self.is_protected(name), self.is_listed(name));
        let mut read = Read {
            all,
            excluded: if not { all } else { Marks::default() },
            protected: (is && !not && !listed, is && not && !listed, is && listed),
        };
        let behind = self.definitions.get(name).cloned().unwrap_or_default();
        for expr in behind {
            read = read.or(self.expr(expr, not, depth));
        }
        read
    }
}

/// Every sentence of a document that was understood.
pub(super) fn sentences(document: &ast::Document) -> impl Iterator<Item = &ast::Sentence> {
    entries(document).filter_map(|(_, entry)| match entry {
        ast::Entry::Sentence(sentence) => Some(&sentence.value),
        ast::Entry::Unreadable(_) | ast::Entry::Prose(_) | ast::Entry::Comment(_) => None,
    })
}

/// Every entry with the number of its article and the paragraph.
pub(super) fn entries(
    document: &ast::Document,
) -> impl Iterator<Item = (Option<(ast::ArticleNumber, usize)>, &ast::Entry)> {
    document.blocks.iter().flat_map(|block| {
        let (article, loose) = match block {
            ast::Block::Article(article) => (Some(article), None),
            ast::Block::Loose(entry) => (None, Some(entry)),
            ast::Block::Chapter { .. } => (None, None),
        };
        let inside = article.into_iter().flat_map(|article| {
            let paragraphs = article.paragraphs.iter().enumerate();
            paragraphs.flat_map(move |(at, paragraph)| {
                let place = Some((article.number.value, at + 1));
                paragraph.iter().map(move |entry| (place, entry))
            })
        });
        inside.chain(loose.map(|entry| (None, entry)))
    })
}

impl Roles {
    /// The same with more words anywhere in the text.
    pub fn texts(mut self, marks: Marks) -> Self {
        self.text = self.text.or(marks);
        self
    }
}
