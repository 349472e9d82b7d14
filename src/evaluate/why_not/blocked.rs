//! What stands in the way of a benefit on a day.

use super::Target;
use crate::compile::book::{HeadRow, NormRow};
use crate::evaluate::Query;
use crate::evaluate::duties::is_void;
use crate::evaluate::explanation::{Idle, Reason, What};
use crate::evaluate::inside::Asking;
use crate::evaluate::run::{Run, Scope};
use crate::evaluate::trace::{Recorder, Silent};
use crate::facts::Household;
use crate::value::Date;

impl Asking<'_> {
    /// Sentence by sentence: those not in force, those that do not apply and why, and what later sentences take.
    pub(super) fn blocked(
        self,
        household: &Household,
        query: Query,
        target: &Target,
    ) -> Vec<Reason> {
        self.run(household, query, |run| run.blocked(target))
    }
}

impl Run<'_, Silent> {
    fn blocked(mut self, target: &Target) -> Vec<Reason> {
        let (book, query) = (self.book, self.query);
        let worked = self.work();
        let mut run = self.noting(Recorder::default());
        let mut blocked = Vec::new();
        for (at, head) in book.heads.iter().enumerate() {
            if head.benefit != target.benefit {
                continue;
            }
            for norm in head
                .norms
                .iter()
                .filter_map(|id| book.norms.get(*id as usize))
            {
                blocked.extend(idle(norm, query.on));
            }
            for scope in run.holders(head, target) {
                let lines = worked.lines.iter();
                let mut lines = lines.filter(|line| line.head == at && line.scope == scope);
                blocked.extend(match lines.find(|line| line.is_asked) {
                    Some(line) => run.why_entitled(line),
                    None => run.why_nothing(head, query.on, scope),
                });
            }
        }
        blocked
    }
}

/// Why a sentence is no law on the day.
fn idle(norm: &NormRow, on: Date) -> Option<Reason> {
    let (place, force) = (norm.place, &norm.force);
    let why = if force.never || is_void(&norm.void, on) {
        Idle::Void
    } else if let Some(from) = force.from.filter(|from| *from > on) {
        Idle::NotYet(from)
    } else {
        Idle::Ended(force.until.filter(|until| *until < on)?)
    };
    Some(Reason::new(What::Idle { place, why }))
}

impl Run<'_, Recorder> {
    /// Who may hold the benefit: the household, or each member asked about.
    fn holders(&self, head: &HeadRow, target: &Target) -> Vec<Scope> {
        let scopes: Vec<Scope> = if head.person {
            let members = self.own_members.unwrap_or(0);
            let numbers = (0_u16..).take(members);
            numbers
                .map(|member| Scope::default().of_member(member))
                .collect()
        } else {
            vec![Scope::default()]
        };
        let asked = |scope: &Scope| {
            target
                .holder
                .as_ref()
                .is_none_or(|id| self.holder(*scope) == *id)
        };
        scopes.into_iter().filter(asked).collect()
    }

    /// Why no sentence in force grants it to the holder.
    fn why_nothing(&mut self, head: &HeadRow, on: Date, scope: Scope) -> Vec<Reason> {
        self.look_at(on, scope);
        if let Some(member) = self.member()
            && !self.is_present(member)
        {
            let id = std::sync::Arc::clone(&member.id);
            return vec![Reason::new(What::Absent { member: id, on })];
        }
        self.claims(head, on, scope);
        let reasons = self.trace.take();
        match self.member() {
            Some(member) if !reasons.is_empty() => {
                let id = std::sync::Arc::clone(&member.id);
                vec![Reason::new(What::Member(id)).because(reasons)]
            }
            Some(_) | None => reasons,
        }
    }
}
