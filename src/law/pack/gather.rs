//! What was written becomes statements: the heads and consequences of sentences, headers, and prose.

use super::load::Pack;
use super::names::{Names, Read, entries, sentences};
use super::statement::{Bearer, Kind, Roles, Statement};
use super::who::{bearer_of, body_of, maker};
use super::words::Marks;
use crate::model::ArticleNumber;
use crate::register::Register;
use crate::span::{Located, Source, Span};
use crate::syntax::ast::{self, PointsRule, Sentence};

/// Every statement of the texts, in their order.
pub(super) fn statements(
    pack: &Pack,
    register: &Register,
    sources: &[Source],
    written: &[ast::Document],
) -> Vec<Statement> {
    let mut names = Names::new(&pack.words, register, written);
    let mut all = Vec::new();
    for (index, (document, source)) in written.iter().zip(sources).enumerate() {
        let mut gather = Gather {
            names: &mut names,
            document,
            text: &source.text,
            source: u16::try_from(index).unwrap_or(u16::MAX),
            out: Vec::new(),
        };
        gather.headers();
        for (_, entry) in entries(document) {
            gather.entry(entry);
        }
        all.extend(gather.out);
    }
    silence(pack, &mut all);
    all
}

/// Marks the consequences of texts of which none says how to object: a charter that says it speaks for the pact and
/// the agreements beside it.
fn silence(pack: &Pack, out: &mut [Statement]) {
    let Some(open) = pack.words.list(&pack.tables.silence) else {
        return;
    };
    if out.iter().any(|one| one.roles.text.meets(open)) {
        return;
    }
    for one in out.iter_mut() {
        one.silent = one.kind.is_sanction() && one.bearer.is_none_or(Bearer::is_villager);
    }
}

/// The statements of a text as they are gathered.
pub(super) struct Gather<'g, 'a> {
    pub names: &'g mut Names<'a>,
    pub document: &'a ast::Document,
    pub text: &'a str,
    source: u16,
    pub out: Vec<Statement>,
}

impl<'a> Gather<'_, 'a> {
    fn headers(&mut self) {
        let adopted = self
            .document
            .headers
            .iter()
            .find_map(|header| match header {
                ast::Header::Adopted(day) => Some(day.value),
                _ => None,
            });
        let starts = sentences(self.document).find_map(|sentence| match sentence {
            Sentence::Effect(ast::Effect::From {
                start: ast::Start::On(day),
                ..
            }) => Some(day),
            _ => None,
        });
        if let (Some(adopted), Some(start)) = (adopted, starts)
            && start.value < adopted
        {
            let mut one = self.bare(start.span, Kind::Effect);
            one.retroactive = true;
            self.out.push(one);
        }
        for header in &self.document.headers {
            match header {
                ast::Header::MadeBy(name) => {
                    let mut one = self.bare(name.span, Kind::MadeBy);
                    one.bearer = maker(&name.value);
                    self.out.push(one);
                }
                ast::Header::Under(laws) => {
                    for law in laws {
                        let one = self.bare(law.span, Kind::Prose);
                        self.out.push(one);
                    }
                }
                ast::Header::Edition(_)
                | ast::Header::Register(_)
                | ast::Header::Adopted(_)
                | ast::Header::Amends(_)
                | ast::Header::Study
                | ast::Header::Party { .. } => {}
            }
        }
    }

    /// A statement of a kind with the words of its span.
    pub(super) fn bare(&mut self, span: Span, kind: Kind) -> Statement {
        let text = span.of(self.text).to_owned();
        let marks = self.names.words.marks(&text);
        Statement {
            source: self.source,
            sentence: span,
            document: self.document.kind,
            kind,
            bearer: None,
            funds: Vec::new(),
            signed: false,
            ends: false,
            whole_chapter: false,
            protected: false,
            name: None,
            roles: Roles::default().texts(marks),
            text,
            quorum: None,
            schedule: None,
            retroactive: false,
            silent: false,
        }
    }

    fn entry(&mut self, entry: &ast::Entry) {
        match entry {
            ast::Entry::Sentence(sentence) => self.sentence(sentence),
            ast::Entry::Prose(prose) | ast::Entry::Unreadable(prose) => self.prose(prose.span),
            ast::Entry::Comment(_) => {}
        }
    }

    /// Prose, each sentence of it alone.
    fn prose(&mut self, span: Span) {
        let text = span.of(self.text);
        let mut start = 0;
        let mut ends: Vec<usize> = Vec::new();
        for (at, one) in text.char_indices() {
            let next = text.get(at + one.len_utf8()..).unwrap_or_default();
            let stops = "。；;！？\n".contains(one)
                || (one == '.' && !next.starts_with(|next: char| next.is_ascii_digit()));
            if stops {
                ends.push(at + one.len_utf8());
            }
        }
        ends.push(text.len());
        for end in ends {
            let piece = text.get(start..end).unwrap_or_default();
            if piece.chars().any(char::is_alphanumeric) {
                let first = span.start as usize + start;
                let lead = piece.len() - piece.trim_start_matches([' ', '>', '\u{3000}']).len();
                let here = Span::new(first + lead, span.start as usize + end);
                let one = self.bare(here, Kind::Prose);
                self.out.push(one);
            }
            start = end;
        }
    }

    fn sentence(&mut self, sentence: &Located<Sentence>) {
        let span = sentence.span;
        match &sentence.value {
            Sentence::Norm(norm) => self.norm(span, norm),
            Sentence::Definition { name, meaning } => {
                let read = match meaning {
                    ast::Meaning::Condition { condition, .. } => self.names.read(condition),
                    ast::Meaning::Value(value) => self.names.read(value),
                    ast::Meaning::Cases { .. } => Read::default(),
                };
                let mut one = self.bare(span, Kind::Define);
                one.roles.matter = self.names.name(&name.value);
                one.roles.condition = read.all;
                one.roles.excluded = read.excluded;
                self.push_text(one, read.all);
            }
            Sentence::Parameter { name, .. } => {
                let mut one = self.bare(span, Kind::Rate);
                one.roles.matter = self.names.name(&name.value);
                let matter = one.roles.matter;
                self.push_text(one, matter);
            }
            Sentence::NotApply {
                articles,
                condition,
                ..
            } => self.not_apply(span, articles, condition),
            Sentence::Cap { benefits, .. } => {
                let mut one = self.bare(span, Kind::Cap);
                one.roles.benefit = self.names.all(benefits.iter());
                let benefit = one.roles.benefit;
                self.push_text(one, benefit);
            }
            Sentence::Higher { .. } | Sentence::Together { .. } => {
                let one = self.bare(span, Kind::Choice);
                self.out.push(one);
            }
            Sentence::RefundAtEnd { deposit } => {
                let mut one = self.bare(span, Kind::Refund);
                one.roles.deposit = self.names.all(deposit.iter());
                self.out.push(one);
            }
            Sentence::Effect(effect) => self.effect(span, effect),
            Sentence::AdoptedBy { body, quorum } => {
                let mut one = self.bare(span, Kind::Adopted);
                one.bearer = Some(body_of(&body.value));
                one.quorum.clone_from(quorum);
                self.out.push(one);
            }
            Sentence::Consent {
                matter,
                body,
                quorum,
            } => self.decided(span, matter, body, quorum.as_ref()),
            Sentence::Steps { matter, steps } => self.steps(span, matter, steps),
            Sentence::Interpretation { by } => {
                let mut one = self.bare(span, Kind::Interpreted);
                one.bearer = Some(bearer_of(&by.value));
                self.out.push(one);
            }
            Sentence::Points(PointsRule::Each {
                action,
                deduct: true,
                ..
            }) => {
                let mut one = self.bare(span, Kind::Points);
                one.roles.action = self.names.name(&action.value);
                let action = one.roles.action;
                // It is what the points are taken for, from a household.
                one.roles.trigger = action;
                one.bearer = Some(Bearer::Household);
                self.push_text(one, action);
            }
            Sentence::Points(_)
            | Sentence::Share { .. }
            | Sentence::Prevails { .. }
            | Sentence::DocumentPrevails { .. }
            | Sentence::Presumption { .. }
            | Sentence::Contents { .. }
            | Sentence::Provides { .. }
            | Sentence::ConcludedBy { .. }
            | Sentence::Property(_)
            | Sentence::Succession
            | Sentence::Check(_) => {
                let one = self.bare(span, Kind::Choice);
                self.out.push(one);
            }
        }
    }

    /// A step that a meeting decides is a decision like any; the others are none of the law's shapes.
    fn steps(&mut self, span: Span, matter: &ast::Name, steps: &[ast::Step]) {
        for step in steps {
            if let ast::StepKind::Decided { body, quorum } = &step.what {
                self.decided(span, matter, body, quorum.as_ref());
            }
        }
    }

    /// That a body decides a matter.
    fn decided(
        &mut self,
        span: Span,
        matter: &ast::Name,
        body: &Located<ast::Body>,
        quorum: Option<&ast::Quorum>,
    ) {
        let mut one = self.bare(span, Kind::Consent);
        one.bearer = Some(body_of(&body.value));
        one.quorum = quorum.cloned();
        let matter = self.names.name(&matter.value);
        one.roles.matter = matter;
        self.push_text(one, matter);
    }

    fn push_text(&mut self, mut one: Statement, marks: Marks) {
        one.roles = one.roles.texts(marks);
        self.out.push(one);
    }

    fn effect(&mut self, span: Span, effect: &ast::Effect) {
        let kind = match effect {
            ast::Effect::Term(_) => Kind::Term,
            ast::Effect::From { .. }
            | ast::Effect::Repeal { .. }
            | ast::Effect::Annul { .. }
            | ast::Effect::Transition { .. } => Kind::Effect,
        };
        let mut one = self.bare(span, kind);
        one.retroactive = matches!(
            effect,
            ast::Effect::Transition {
                rule: ast::Transition::All,
                ..
            }
        );
        self.out.push(one);
    }

    /// Whoever an article does not apply to is excluded from what it grants.
    fn not_apply(
        &mut self,
        span: Span,
        articles: &[Located<ast::ArticleRef>],
        condition: &ast::Expr,
    ) {
        let read = self.names.read(condition);
        let norms = self.norms_of(articles);
        let text = span.of(self.text).to_owned();
        let before = self.out.len();
        for norm in norms {
            let mut frame = self.frame(span, text.clone(), norm);
            frame.condition = frame.condition.or(read);
            frame.condition.excluded = frame.condition.excluded.or(read.all);
            frame.condition.protected.1 |= read.protected.0;
            self.acts(&frame, &norm.acts);
        }
        let mut at = 0;
        self.out.retain(|one| {
            at += 1;
            at <= before || matches!(one.kind, Kind::Entitle | Kind::Right)
        });
    }

    /// The norms of some articles of this document.
    pub(super) fn norms_of(&self, articles: &[Located<ast::ArticleRef>]) -> Vec<&'a ast::Norm> {
        let document: &'a ast::Document = self.document;
        let inside = |place: Option<(ArticleNumber, usize)>| {
            articles.iter().any(|one| {
                let paragraph = usize::from(one.value.paragraph);
                place.is_some_and(|(number, at)| {
                    let last = one.value.to.unwrap_or(one.value.article);
                    (one.value.article..=last).contains(&number)
                        && (paragraph == 0 || paragraph == at)
                })
            })
        };
        let entries = entries(document).filter(|(place, _)| inside(*place));
        entries
            .filter_map(|(_, entry)| match entry {
                ast::Entry::Sentence(sentence) => match &sentence.value {
                    Sentence::Norm(norm) => Some(norm),
                    _ => None,
                },
                ast::Entry::Unreadable(_) | ast::Entry::Prose(_) | ast::Entry::Comment(_) => None,
            })
            .collect()
    }
}
