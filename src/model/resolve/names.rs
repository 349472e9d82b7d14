//! Names: what a quoted name stands for, and what to say where it stands for nothing.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::context::{Context, finding};
use crate::diagnostic::{Code, Lang, Text};
use crate::model::named::label_of;
use crate::model::{DefinitionId, DocumentId, Label, ParameterId, Place, Sort};
use crate::register::{AgreementId, BenefitId, EventId, Owner, Symbol, nearest};
use crate::span::Located;
use crate::syntax::ast;
use crate::value::Date;

/// A name that a text makes.
pub(super) struct Node<'a> {
    pub(super) label: Label,
    /// As first written.
    pub(super) name: &'a ast::Name,
    pub(super) says: Says<'a>,
    pub(super) state: State,
}

/// What the texts say of a name.
pub(super) enum Says<'a> {
    Definition(Vec<(Place, &'a ast::Meaning)>),
    /// More than one where an amendment sets it anew, in the order in which they count.
    Parameter(Vec<ParameterText<'a>>),
}

/// A sentence that sets a parameter.
#[derive(Clone, Copy)]
pub(super) struct ParameterText<'a> {
    pub(super) place: Place,
    pub(super) steps: &'a [(Located<Date>, ast::Expr)],
    pub(super) repealed: Option<Date>,
}

/// How far a name has been read.
#[derive(Clone, Copy)]
pub(super) enum State {
    /// Not yet.
    Waiting,
    /// It cannot be: said once, at its own place.
    Broken,
    /// A definition. `free` reads no fact of anybody; `constant` takes its values from the text alone.
    Definition {
        id: DefinitionId,
        of: Owner,
        sort: Sort,
        constant: bool,
        free: bool,
    },
    Parameter {
        id: ParameterId,
        sort: Sort,
    },
}

/// The names that the texts make.
#[derive(Default)]
pub(super) struct Names<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    pub(super) by_label: BTreeMap<Label, Vec<usize>>,
}

/// What kind of name a place asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// A fact, definition, parameter or agreement.
    Value,
    Benefit,
    Agreement,
    Deposit,
    Event,
    Body,
    Role,
}

impl Want {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Value => ("事实、定义或标准", "a fact, definition or parameter"),
            Self::Benefit => ("待遇", "a benefit"),
            Self::Agreement => ("协议", "an agreement"),
            Self::Deposit => ("保证金", "a deposit"),
            Self::Event => ("事件（行为）", "an event (an action)"),
            Self::Body => ("机构", "a body"),
            Self::Role => ("职务", "a role"),
        }
    }

    fn takes(self, symbol: Symbol) -> bool {
        match symbol {
            Symbol::Fact(_) => self == Self::Value,
            Symbol::Agreement(_) => matches!(self, Self::Value | Self::Agreement),
            Symbol::Event(_) => self == Self::Event,
            Symbol::Deposit(_) => self == Self::Deposit,
            Symbol::Benefit(_) => self == Self::Benefit,
            Symbol::Body(_) => self == Self::Body,
            Symbol::Role(_) => matches!(self, Self::Value | Self::Role),
            Symbol::Name(_) => false,
        }
    }
}

fn kind_words(symbol: Symbol) -> (&'static str, &'static str) {
    match symbol {
        Symbol::Fact(_) => ("事实", "a fact"),
        Symbol::Event(_) => ("事件（行为）", "an event (an action)"),
        Symbol::Agreement(_) => ("协议", "an agreement"),
        Symbol::Deposit(_) => ("保证金", "a deposit"),
        Symbol::Benefit(_) => ("待遇", "a benefit"),
        Symbol::Name(_) => ("名称", "a plain name"),
        Symbol::Body(_) => ("机构", "a body"),
        Symbol::Role(_) => ("职务", "a role"),
    }
}

impl Context<'_> {
    /// What a name is compared by.
    pub(super) fn label(&self, name: &str) -> Label {
        label_of(self.register, name)
    }

    /// The definition or parameter that a name stands for in a document: the document's own, else that of
    /// the highest text.
    pub(super) fn node(&self, label: &Label, document: DocumentId) -> Option<usize> {
        let rank = |at: DocumentId| {
            let document = self.meaning.documents.get(at.index());
            document.map_or(0, crate::model::Document::rank)
        };
        let nodes = self.names.by_label.get(label)?;
        nodes.iter().copied().max_by_key(|index| {
            let home = self.names.nodes.get(*index).and_then(Node::home);
            (
                home.map(|home| self.root(home)) == Some(self.root(document)),
                home.map_or(0, rank),
                Reverse(*index),
            )
        })
    }

    /// The benefit of this name; a finding where there is none.
    pub(super) fn benefit(&mut self, at: &Place, name: &ast::Name) -> Option<BenefitId> {
        match self.register.symbol(&name.value) {
            Some(Symbol::Benefit(id)) => Some(id),
            _ => self.unknown(at, name, Want::Benefit),
        }
    }

    /// The event of this name; a finding where there is none.
    pub(super) fn event(&mut self, at: &Place, name: &ast::Name) -> Option<EventId> {
        match self.register.symbol(&name.value) {
            Some(Symbol::Event(id)) => Some(id),
            _ => self.unknown(at, name, Want::Event),
        }
    }

    /// The agreement whose deposit has this name; a finding where there is none.
    pub(super) fn deposit(&mut self, at: &Place, name: &ast::Name) -> Option<AgreementId> {
        match self.register.symbol(&name.value) {
            Some(Symbol::Deposit(id)) => Some(id),
            _ => self.unknown(at, name, Want::Deposit),
        }
    }

    /// Says that a name is not known, or names another kind of thing. Always `None`.
    pub(super) fn unknown<T>(&mut self, at: &Place, name: &ast::Name, want: Want) -> Option<T> {
        let written = &name.value;
        let (zh, en) = want.words();
        let found = match self.register.symbol(written) {
            Some(Symbol::Name(_)) if want == Want::Value => finding(
                at,
                name.span,
                Code::UndefinedName,
                Text::new(
                    format!("「{written}」列在户籍册的名称里，但没有条文说明它是什么"),
                    format!("[{written}] is listed in the register, but no text says what it is"),
                ),
            ),
            Some(symbol) if !want.takes(symbol) => {
                let (is_zh, is_en) = kind_words(symbol);
                let message = Text::new(
                    format!("「{written}」是{is_zh}，这里应当是{zh}"),
                    format!("[{written}] is {is_en}; {en} is expected here"),
                );
                finding(at, name.span, Code::WrongKind, message)
            }
            Some(_) | None => {
                let message = Text::new(
                    format!("不知道「{written}」；这里应当是{zh}"),
                    format!("[{written}] is not known; {en} is expected here"),
                );
                finding(at, name.span, Code::UnknownName, message)
            }
        };
        let found = match self.nearest(at.document, written, want) {
            Some(near) => found.help(
                format!("是不是「{near}」？"),
                format!("did you mean [{near}]?"),
            ),
            None => found,
        };
        self.found.push(found);
        None
    }

    /// The known name of the wanted kind nearest to one that is not, in the language of the document.
    /// Looked for a limited number of times, so that a text of faults is read in linear time.
    pub(super) fn nearest(
        &mut self,
        document: DocumentId,
        name: &str,
        want: Want,
    ) -> Option<String> {
        self.suggestions = self.suggestions.checked_sub(1)?;
        let lang = self.lang(document);
        let made = self.names.nodes.iter().map(|node| node.name.value.as_str());
        let made = made.filter(|_| want == Want::Value);
        nearest(name, self.labels(want, lang).into_iter().chain(made)).map(str::to_owned)
    }

    fn labels(&self, want: Want, lang: Lang) -> Vec<&str> {
        let register = self.register;
        let facts = register.facts.iter().map(|row| &row.label);
        let agreements = register.agreements.iter().map(|row| &row.label);
        let roles = register.roles.iter().map(|row| &row.label);
        let labels: Vec<_> = match want {
            Want::Value => facts.chain(agreements).chain(roles).collect(),
            Want::Agreement => agreements.collect(),
            Want::Role => roles.collect(),
            Want::Benefit => register.benefits.iter().map(|row| &row.label).collect(),
            Want::Event => register.events.iter().map(|row| &row.label).collect(),
            Want::Body => register.bodies.iter().map(|row| &row.label).collect(),
            Want::Deposit => {
                let rows = register.agreements.iter();
                rows.filter_map(|row| row.deposit.as_ref()).collect()
            }
        };
        let spelt = labels.into_iter().map(|label| match (lang, &label.en) {
            (Lang::En, Some(en)) => en.as_str(),
            (Lang::En, None) | (Lang::Zh, _) => label.zh.as_str(),
        });
        spelt.collect()
    }
}

impl Node<'_> {
    /// The document a parameter belongs to; a definition holds in all of them.
    fn home(&self) -> Option<DocumentId> {
        match &self.says {
            Says::Parameter(texts) => texts.first().map(|text| text.place.document),
            Says::Definition(clauses) => clauses.first().map(|(place, _)| place.document),
        }
    }
}
