//! The parser library's pairs, with places in the whole text.

#![allow(missing_docs, reason = "the rules are documented in grammar/*.pest")]

use crate::span::Span;
use pest::iterators::Pair;
use pest_derive::Parser;

/// The grammar of both languages.
#[derive(Parser)]
#[grammar = "grammar/lexis.pest"]
#[grammar = "grammar/layout.pest"]
#[grammar = "grammar/zh.pest"]
#[grammar = "grammar/en.pest"]
pub(in crate::syntax) struct Grammar;

/// One matched rule, with its place in the whole text.
#[derive(Clone, Debug)]
pub(in crate::syntax) struct Node<'t> {
    pair: Pair<'t, Rule>,
    base: usize,
}

impl<'t> Node<'t> {
    /// A pair of a slice that begins at byte `base` of the text.
    pub fn new(pair: Pair<'t, Rule>, base: usize) -> Self {
        Self { pair, base }
    }

    /// Its rule.
    pub fn rule(&self) -> Rule {
        self.pair.as_rule()
    }

    /// What was matched, in simplified characters. White space that was passed over in search of more is not
    /// part of it.
    pub fn text(&self) -> &'t str {
        self.pair.as_str().trim_end()
    }

    /// Where it stands in the whole text.
    pub fn span(&self) -> Span {
        let start = self.base + self.pair.as_span().start();
        Span::new(start, start + self.text().len())
    }

    /// What it is made of.
    pub fn kids(&self) -> impl Iterator<Item = Self> + use<'t> {
        let base = self.base;
        self.pair
            .clone()
            .into_inner()
            .map(move |pair| Self { pair, base })
    }

    /// Its first child.
    pub fn first(&self) -> Option<Self> {
        self.kids().next()
    }

    /// Its first child of a rule.
    pub fn find(&self, rule: Rule) -> Option<Self> {
        self.kids().find(|kid| kid.rule() == rule)
    }

    /// Its children of a rule.
    pub fn all(&self, rule: Rule) -> impl Iterator<Item = Self> + use<'t> {
        self.kids().filter(move |kid| kid.rule() == rule)
    }

    /// Whether it has a child of a rule.
    pub fn has(&self, rule: Rule) -> bool {
        self.find(rule).is_some()
    }
}
