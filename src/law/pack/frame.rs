//! What the acts of a sentence share.

use super::gather::Gather;
use super::names::Read;
use super::statement::Bearer;
use super::who::bearer_of;
use super::words::Marks;
use crate::span::{Located, Span};
use crate::syntax::ast::{self, Act, Lead, SubjectKind};

/// What the acts of a sentence share.
#[derive(Clone, Default)]
pub(super) struct Frame {
    pub sentence: Span,
    /// The part between semicolons.
    pub text: String,
    pub bearers: Vec<Bearer>,
    pub condition: Read,
    /// Names of what was broken.
    pub broken: Marks,
    /// After a breach, or after a duty that was not done.
    pub is_breach: bool,
    /// Under a condition, and no breach.
    pub has_condition: bool,
    pub until: bool,
}

impl Gather<'_, '_> {
    /// What the acts of a sentence share: who, under which conditions, after which breach.
    pub(super) fn frame(&mut self, span: Span, text: String, norm: &ast::Norm) -> Frame {
        let mut frame = Frame {
            sentence: span,
            text,
            ..Frame::default()
        };
        match &norm.lead {
            Lead::Subject { condition, who } => {
                frame.bearers = who.iter().map(|one| bearer_of(&one.value)).collect();
                frame.has_condition = condition.is_some();
                frame.condition = self.reads(condition.iter());
            }
            Lead::When(condition) => {
                frame.bearers = vec![Bearer::Person];
                frame.has_condition = true;
                frame.condition = self.reads(std::iter::once(condition));
            }
            Lead::Cases {
                who, conditions, ..
            } => {
                frame.bearers = vec![
                    who.as_ref()
                        .map_or(Bearer::Person, |one| bearer_of(&one.value)),
                ];
                frame.has_condition = true;
                frame.condition = self.reads(conditions.iter());
            }
            Lead::Breach { who, articles, .. } => {
                frame.is_breach = true;
                self.broken(&mut frame, who.as_ref().map(|one| &one.value), articles);
            }
        }
        for tail in &norm.tails {
            match &tail.value {
                ast::Tail::Except(condition) => {
                    let mut read = self.names.read(condition);
                    read.excluded = read.excluded.or(read.all);
                    read.protected = (false, read.protected.0, read.protected.2);
                    frame.condition = frame.condition.or(read);
                }
                ast::Tail::Until(_) => frame.until = true,
                ast::Tail::PaidBy(_)
                | ast::Tail::SupervisedBy(_)
                | ast::Tail::StillOwed
                | ast::Tail::EarlyCounts => {}
            }
        }
        frame
    }

    fn reads<'e>(&mut self, all: impl Iterator<Item = &'e ast::Expr>) -> Read {
        let mut read = Read::default();
        for one in all {
            read = read.or(self.names.read(one));
        }
        read
    }

    /// What was broken, and by whom.
    fn broken(
        &mut self,
        frame: &mut Frame,
        who: Option<&SubjectKind>,
        articles: &[Located<ast::ArticleRef>],
    ) {
        let norms = self.norms_of(articles);
        frame.bearers = who.map(bearer_of).into_iter().collect();
        for norm in norms {
            if let Lead::Subject { condition, who } = &norm.lead {
                let read = self.reads(condition.iter());
                frame.broken = frame.broken.or(read.all);
                if frame.bearers.is_empty() {
                    frame.bearers = who.iter().map(|one| bearer_of(&one.value)).collect();
                }
            }
            for act in &norm.acts {
                let names = match &act.value {
                    Act::Must { actions, .. } | Act::MustNot { actions, .. } => actions.as_slice(),
                    Act::Keep { state } => std::slice::from_ref(state),
                    _ => &[],
                };
                frame.broken = frame.broken.or(self.names.all(names.iter()));
            }
        }
        if frame.bearers.is_empty() {
            frame.bearers = vec![Bearer::Person];
        }
    }
}
