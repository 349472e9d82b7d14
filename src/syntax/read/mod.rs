//! Slices become sentences. The only room, with the layout, that knows the parser library.
//!
//! A slice is parsed alone by a rule of its language (`…_sentence`, `…_lead`, `…_item`, `…_part`) and built into
//! the tree. A slip that the grammar itself knows is reported while building; where nothing matches, the
//! language's `slips` say what to write instead.

mod articles;
mod contents;
mod en;
mod node;
mod permits;
mod steps;
mod values;
mod zh;

pub(super) use node::{Grammar, Node, Rule};
pub(super) use values::{date_of, half_width, number_of};

use super::ast::{Expr, Failing, Name, Sentence, Step};
use crate::diagnostic::{Code, Diagnostic, Lang, Text};
use crate::span::Span;
use pest::Parser as _;

/// What a text's sentences are read with.
pub(super) struct Reader<'t> {
    /// The text as given: names are cut from it.
    pub original: &'t str,
    /// The same in simplified characters; every offset is the same.
    pub folded: &'t str,
    /// Language of the document.
    pub lang: Lang,
    /// The title of the document, once it was read.
    pub title: String,
    /// The article being read, as printed.
    pub article: Option<String>,
    /// What was wrong so far.
    pub found: Vec<Diagnostic>,
}

/// `（一）<条件>的，V`
pub(super) struct Item {
    /// When; none is `其他的`.
    pub condition: Option<Expr>,
    /// How much, in a list of amounts.
    pub value: Option<Expr>,
    /// The whole item.
    pub span: Span,
}

/// What may stand after `；`.
pub(super) enum Part {
    /// `逾期不「A」的，…`; the span of an act named without quotes
    Failing(Failing, Option<Span>),
    /// A sentence of its own.
    Sentence(Box<Sentence>),
}

/// The most operators in one sum.
const MAX_LINKS: usize = 40;

impl<'t> Reader<'t> {
    /// Reads a whole sentence.
    pub fn sentence(&mut self, slice: Span) -> Option<Sentence> {
        match self.lang {
            Lang::Zh => self.build(Rule::zh_sentence, slice, zh::sentence, zh::explain),
            Lang::En => self.build(Rule::en_sentence, slice, en::sentence, en::explain),
        }
    }

    /// Reads a sentence that announces a list; its items are still missing in the tree.
    pub fn lead(&mut self, slice: Span) -> Option<Sentence> {
        match self.lang {
            Lang::Zh => self.build(Rule::zh_lead, slice, zh::lead, zh::explain),
            Lang::En => self.build(Rule::en_lead, slice, en::lead, en::explain),
        }
    }

    /// Reads what follows an item mark.
    pub fn item(&mut self, slice: Span) -> Option<Item> {
        match self.lang {
            Lang::Zh => self.build(Rule::zh_item, slice, zh::item, zh::explain),
            Lang::En => self.build(Rule::en_item, slice, en::item, en::explain),
        }
    }

    /// Reads a step of a procedure, which follows an item mark.
    pub fn step(&mut self, slice: Span) -> Option<Step> {
        match self.lang {
            Lang::Zh => self.build(Rule::zh_step_item, slice, zh::step, zh::explain),
            Lang::En => self.build(Rule::en_step_item, slice, en::step, en::explain),
        }
    }

    /// Reads a content that a text must hold, which follows an item mark.
    pub fn content(&mut self, slice: Span) -> Option<Name> {
        match self.lang {
            Lang::Zh => self.build(Rule::zh_content_item, slice, zh::content, zh::explain),
            Lang::En => self.build(Rule::en_content_item, slice, en::content, en::explain),
        }
    }

    /// Reads what follows `；`.
    pub fn part(&mut self, slice: Span) -> Option<Part> {
        match self.lang {
            Lang::Zh => self.build(Rule::zh_part, slice, zh::part, zh::explain),
            Lang::En => self.build(Rule::en_part, slice, en::part, en::explain),
        }
    }

    /// Whether a slice is a sentence, without saying anything.
    pub fn is_sentence(&self, slice: Span) -> bool {
        let rule = match self.lang {
            Lang::Zh => Rule::zh_sentence,
            Lang::En => Rule::en_sentence,
        };
        Grammar::parse(rule, slice.of(self.folded)).is_ok()
    }

    /// Whether a slice announces a list, without saying anything.
    pub fn is_lead(&self, slice: Span) -> bool {
        let rule = match self.lang {
            Lang::Zh => Rule::zh_lead,
            Lang::En => Rule::en_lead,
        };
        Grammar::parse(rule, slice.of(self.folded)).is_ok()
    }

    /// Whether a slice is a step or a bare name, without saying anything.
    pub fn is_other_item(&self, slice: Span) -> bool {
        let rules = match self.lang {
            Lang::Zh => [Rule::zh_step_item, Rule::zh_content_item],
            Lang::En => [Rule::en_step_item, Rule::en_content_item],
        };
        let text = slice.of(self.folded);
        rules.iter().any(|rule| Grammar::parse(*rule, text).is_ok())
    }

    /// Where a slice stops being readable by a rule; none where it is read.
    pub fn miss(&self, rule: Rule, slice: Span) -> Option<Miss> {
        Grammar::parse(rule, slice.of(self.folded))
            .err()
            .map(|error| Miss::new(slice, rule, &error))
    }

    /// Whether the links of a chain (terms of a sum, what follows a comma after it) are few enough: each nests
    /// the tree by one, and the tree must be small enough for any stack.
    pub fn short_chain(&mut self, node: &Node<'_>) -> Option<()> {
        if node.kids().count() <= 2 * MAX_LINKS + 1 {
            return Some(());
        }
        let message = Text::new(
            "这一式太长，请拆成几个定义",
            "this expression is too long; split it into several definitions",
        );
        self.report(Diagnostic::new(Code::TooDeep, node.span(), message));
        None
    }

    /// Adds a finding in the current article.
    pub fn report(&mut self, mut diagnostic: Diagnostic) {
        diagnostic.article.clone_from(&self.article);
        self.found.push(diagnostic);
    }

    fn build<T>(
        &mut self,
        rule: Rule,
        slice: Span,
        builder: fn(&mut Self, &Node<'t>) -> Option<T>,
        explain: fn(&mut Self, &Miss) -> Diagnostic,
    ) -> Option<T> {
        let before = self.found.len();
        let read = match Grammar::parse(rule, slice.of(self.folded)) {
            Ok(mut pairs) => pairs
                .next()
                .and_then(|pair| builder(self, &Node::new(pair, slice.start as usize))),
            Err(error) => {
                let diagnostic = explain(self, &Miss::new(slice, rule, &error));
                self.report(diagnostic);
                None
            }
        };
        if read.is_none() && self.found.len() == before {
            let message = Text::new("这句话读不懂", "this sentence cannot be read");
            self.report(Diagnostic::new(Code::Unreadable, slice, message));
        }
        read
    }
}

/// Where a slice stopped being readable, and what could have stood there.
pub(super) struct Miss {
    /// The slice.
    pub slice: Span,
    /// What it was read as.
    pub rule: Rule,
    /// The furthest byte that was understood.
    pub at: usize,
    /// The rules that could have gone on.
    pub expected: Vec<Rule>,
}

impl Miss {
    fn new(slice: Span, rule: Rule, error: &pest::error::Error<Rule>) -> Self {
        let at = match error.location {
            pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
        };
        let expected = match &error.variant {
            pest::error::ErrorVariant::ParsingError { positives, .. } => positives.clone(),
            pest::error::ErrorVariant::CustomError { .. } => Vec::new(),
        };
        Self {
            slice,
            rule,
            at: slice.start as usize + at,
            expected,
        }
    }
}
