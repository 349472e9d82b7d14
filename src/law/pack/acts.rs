//! What the acts of a norm say: heads and consequences, each a statement.

use super::frame::Frame;
use super::gather::Gather;
use super::statement::{Bearer, Kind, Roles, Statement};
use super::who::bearer_of;
use crate::model::Schedule;
use crate::register::Fund;
use crate::span::{Located, Span};
use crate::syntax::ast::{self, Act, Sentence};

/// A sentence of more actions than anybody would write is looked at as a whole, so that work stays in proportion.
const MOST_ACTIONS: usize = 64;

impl Gather<'_, '_> {
    /// The statements of a norm.
    pub(super) fn norm(&mut self, span: Span, norm: &ast::Norm) {
        let text = span.of(self.text);
        let parts: Vec<&str> = text.split(['；', ';']).collect();
        let split = parts.len() == norm.failing.len() + 1;
        let part = |at: usize| match parts.get(at) {
            Some(part) if split => (*part).to_owned(),
            _ => text.to_owned(),
        };
        let mut frame = self.frame(span, part(0), norm);
        self.acts(&frame, &norm.acts);
        for (at, failing) in norm.failing.iter().enumerate() {
            frame.text = part(at + 1);
            if !frame.is_breach {
                let named: Vec<ast::Name> = norm.just_named(at).cloned().into_iter().collect();
                frame.broken = frame.broken.or(self.names.all(named.iter()));
            }
            frame.is_breach = true;
            frame.until |= failing
                .tails
                .iter()
                .any(|tail| matches!(tail.value, ast::Tail::Until(_)));
            self.acts(&frame, &failing.acts);
        }
    }

    /// The acts of a part, and of several actions each by itself and without the words of the others, since one may
    /// be void and the next not.
    pub(super) fn acts(&mut self, frame: &Frame, acts: &[Located<Act>]) {
        let performed = |act: &'_ Located<Act>| act.value.performed().len();
        let count: usize = acts.iter().map(performed).sum();
        let all = || acts.iter().flat_map(|act| act.value.performed());
        for act in acts {
            if !(2..=MOST_ACTIONS).contains(&count) || act.value.performed().is_empty() {
                self.act(frame, &act.value);
                continue;
            }
            for name in act.value.performed() {
                let mut alone = frame.clone();
                for other in all().filter(|other| other.value != name.value) {
                    alone.text = alone.text.replace(&format!("「{}」", other.value), "");
                    alone.text = alone.text.replace(&format!("[{}]", other.value), "");
                }
                self.act(&alone, &act.value.performing(name));
            }
        }
    }

    /// An act of the frame, for each whom it is about.
    fn act(&mut self, frame: &Frame, act: &Act) {
        let bearers: Vec<Option<Bearer>> = match act {
            Act::May { by: Some(by), .. } => vec![Some(bearer_of(&by.value))],
            _ if frame.bearers.is_empty() => vec![None],
            _ => frame.bearers.iter().copied().map(Some).collect(),
        };
        for bearer in bearers {
            let mut one = self.bare(frame.sentence, Kind::Duty);
            one.text.clone_from(&frame.text);
            one.bearer = bearer;
            one.roles = Roles {
                condition: frame.condition.all,
                excluded: frame.condition.excluded,
                trigger: frame.condition.all.or(frame.broken),
                text: self
                    .names
                    .words
                    .marks(&frame.text)
                    .or(frame.condition.all)
                    .or(frame.broken),
                ..Roles::default()
            };
            if self.fill(&mut one, frame, act) {
                one.protected = protected(one.kind, frame.condition.protected);
                self.out.push(one);
            }
        }
    }

    /// What an act says, and of which kind it is; false where it says nothing of its own.
    fn fill(&mut self, one: &mut Statement, frame: &Frame, act: &Act) -> bool {
        let repair = if frame.is_breach {
            Kind::Repair
        } else {
            Kind::Duty
        };
        match act {
            Act::Entitle {
                benefit, schedule, ..
            } => {
                self.benefits(one, std::slice::from_ref(benefit), Kind::Entitle);
                one.schedule = Some(*schedule);
            }
            Act::Must {
                actions, window, ..
            } => {
                self.actions(one, actions, repair);
                one.schedule = match window.as_ref().map(|window| &window.value) {
                    Some(ast::Window::Each(schedule)) => Some(*schedule),
                    Some(ast::Window::By(ast::DayRef::Yearly { .. })) => Some(Schedule::Year),
                    Some(ast::Window::By(ast::DayRef::Monthly { .. })) => Some(Schedule::Month),
                    _ => None,
                };
            }
            Act::Keep { state } => self.actions(one, std::slice::from_ref(state), Kind::Keep),
            Act::MustNot { actions, .. } => self.actions(one, actions, Kind::Ban),
            Act::Encourage { actions } => self.actions(one, actions, Kind::Encourage),
            Act::May { actions, .. } => {
                let villager = one.bearer.is_none_or(Bearer::is_villager);
                let kind = if villager { Kind::Right } else { Kind::Power };
                self.actions(one, actions, kind);
            }
            Act::Pay { name, .. } => self.payment(one, Some(name), Kind::Pay),
            Act::Compensate { name, .. } => self.payment(one, name.as_ref(), Kind::Pay),
            Act::PayDeposit { deposit, .. } => self.deposit(one, deposit, Kind::Deposit),
            Act::Forfeit { deposit } => self.deposit(one, deposit, Kind::Forfeit),
            Act::Refund { deposit } => self.deposit(one, deposit, Kind::Return),
            Act::Suspend {
                stop, what, length, ..
            } => {
                one.ends =
                    length.is_some() || frame.until || (frame.has_condition && !frame.is_breach);
                let kind = if *stop { Kind::Bar } else { Kind::Suspend };
                match &what.value {
                    ast::Suspended::Benefits(names) => self.benefits(one, names, kind),
                    ast::Suspended::Chapter(chapter) => {
                        let names = self.of_chapter(*chapter);
                        self.benefits(one, &names, kind);
                        one.whole_chapter = true;
                    }
                }
            }
            Act::Disqualify { name, length } => {
                one.ends =
                    length.is_some() || frame.until || (frame.has_condition && !frame.is_breach);
                if self.names.is_benefit(&name.value) {
                    self.benefits(one, std::slice::from_ref(name), Kind::Bar);
                } else {
                    self.named(one, std::slice::from_ref(name), Kind::Disqualify);
                }
                one.roles.status = self.names.name(&name.value);
            }
            Act::Deduct { .. } => one.kind = Kind::Points,
            Act::Reprimand { public: true } => one.kind = Kind::Publish,
            Act::Reprimand { public: false } => one.kind = Kind::Notice,
            Act::SignAgain => one.kind = Kind::Renew,
            Act::Waive { actions, .. } => self.actions(one, actions, Kind::Power),
            Act::Priority { matter } => {
                self.named(one, std::slice::from_ref(matter), Kind::Right);
                one.roles.matter = self.names.name(&matter.value);
            }
            Act::Deemed { .. } | Act::Rate { .. } | Act::SuspendDuty { .. } => return false,
        }
        true
    }

    fn named(&mut self, one: &mut Statement, names: &[ast::Name], kind: Kind) {
        one.kind = kind;
        one.name = names.first().map(|name| name.value.clone());
        let marks = self.names.all(names.iter());
        one.roles = one.roles.texts(marks);
    }

    fn actions(&mut self, one: &mut Statement, names: &[ast::Name], kind: Kind) {
        self.named(one, names, kind);
        one.roles.action = self.names.all(names.iter());
    }

    fn payment(&mut self, one: &mut Statement, name: Option<&ast::Name>, kind: Kind) {
        let names: Vec<ast::Name> = name.cloned().into_iter().collect();
        self.named(one, &names, kind);
        one.roles.payment = self.names.all(names.iter());
    }

    fn deposit(&mut self, one: &mut Statement, name: &ast::Name, kind: Kind) {
        self.payment(one, Some(name), kind);
        one.roles.deposit = one.roles.payment;
        one.signed = self.names.is_deposit(&name.value);
    }

    fn benefits(&mut self, one: &mut Statement, names: &[ast::Name], kind: Kind) {
        self.named(one, names, kind);
        one.roles.benefit = self.names.all(names.iter());
        let funds = names.iter().filter_map(|name| self.names.fund(&name.value));
        one.funds = funds.collect::<Vec<Fund>>();
    }

    /// The benefits that a chapter grants.
    fn of_chapter(&self, wanted: u32) -> Vec<ast::Name> {
        let mut inside = false;
        let mut names = Vec::new();
        for block in &self.document.blocks {
            match block {
                ast::Block::Chapter { number, .. } => inside = *number == wanted,
                ast::Block::Article(article) if inside => {
                    for entry in article.paragraphs.iter().flatten() {
                        if let ast::Entry::Sentence(sentence) = entry
                            && let Sentence::Norm(norm) = &sentence.value
                        {
                            names.extend(norm.acts.iter().filter_map(|act| match &act.value {
                                Act::Entitle { benefit, .. } => Some(benefit.clone()),
                                _ => None,
                            }));
                        }
                    }
                }
                ast::Block::Article(_) | ast::Block::Loose(_) => {}
            }
        }
        names
    }
}

/// Whether holders of a protected fact get less or owe more: what is taken where the fact holds, what is given
/// where it must not hold, and either where a value of it is asked.
const fn protected(kind: Kind, (holds, must_not, listed): (bool, bool, bool)) -> bool {
    if matches!(kind, Kind::Entitle | Kind::Right) {
        must_not || listed
    } else {
        holds || listed
    }
}
