//! Forms 5, 6 and 19: shares of a pot, priority, and the grades of a village.

use super::compare::MONEY;
use super::context::Context;
use super::expr::{Reads, Scope};
use super::norms::{Built, Speech};
use super::tails::Tails;
use crate::diagnostic::{Code, Text};
use crate::model::{Head, Norm, Place, Share, ShareExtra, Subject};
use crate::register::Owner;
use crate::span::{Located, Span};
use crate::syntax::ast::{self, Act, SubjectKind};

impl Context<'_> {
    /// `「总额」按人均分配，每人一份，<条件>的户另加N份`
    pub(super) fn share(
        &mut self,
        place: Place,
        pot: &ast::Name,
        per_person: bool,
        extra: &[ast::ShareExtra],
    ) -> Built {
        let share = self.read_share(&place, pot, per_person, extra);
        let norm = share.map(|share| Norm {
            place,
            subject: Subject::Household,
            when: None,
            unless: Vec::new(),
            head: Head::Share(share),
            voids: Vec::new(),
        });
        Built {
            faulty: norm.is_none(),
            norms: norm.into_iter().collect(),
            targets: Vec::new(),
        }
    }

    fn read_share(
        &mut self,
        place: &Place,
        pot: &ast::Name,
        per_person: bool,
        extra: &[ast::ShareExtra],
    ) -> Option<Share> {
        if self.is_agreement(place.document) {
            let message = Text::new(
                "按份分配是全村的事，不能写在协议里",
                "what is divided among all households does not stand in an agreement",
            );
            self.report(place, place.span, Code::WrongKind, message);
            return None;
        }
        let amount = self.value_name(Scope::new(place, Reads::Village), pot);
        let extra: Vec<_> = extra.iter().map(|one| self.extra(place, one)).collect();
        let amount = self.in_wanted_unit(place, pot.span, amount?, MONEY)?;
        Some(Share {
            pot: self.label(&pot.value),
            amount: amount.expr,
            per_person,
            extra: extra.into_iter().collect::<Option<Vec<_>>>()?,
        })
    }

    fn extra(&mut self, place: &Place, extra: &ast::ShareExtra) -> Option<ShareExtra> {
        let of = match extra.of.value {
            SubjectKind::Household | SubjectKind::PartyB => Owner::Household,
            SubjectKind::Person | SubjectKind::Role(_) => Owner::Person,
            SubjectKind::Village | SubjectKind::PartyA | SubjectKind::Body(_) => {
                return self.neither_household_nor_person(place, extra.of.span);
            }
        };
        let when = self.condition(Scope::new(place, Reads::of(of)), &extra.condition)?;
        Some(ShareExtra {
            of,
            when,
            shares: extra.shares,
        })
    }

    fn neither_household_nor_person<T>(&mut self, place: &Place, span: Span) -> Option<T> {
        let message = Text::new(
            "这里说的是户或者村民，不是机构",
            "this is about households and persons, not about bodies",
        );
        self.report(place, span, Code::WrongKind, message);
        None
    }

    /// `在「事项」中享有优先权`
    pub(super) fn priority(
        &mut self,
        speech: &Speech<'_>,
        tails: &Tails,
        act: &Located<Act>,
        built: &mut Built,
    ) -> Option<()> {
        let Act::Priority { matter } = &act.value else {
            return None;
        };
        match speech.bearer.subject {
            Subject::Household | Subject::Person => {}
            Subject::Village | Subject::Body(_) => {
                return self.neither_household_nor_person(&speech.place, act.span);
            }
        }
        let matter = self.label(&matter.value);
        let norm = speech.norm(Head::Priority { matter }, tails.unless.clone());
        built.norms.push(norm);
        Some(())
    }

    /// `评为「先进村」，奖励V`
    pub(super) fn rating(
        &mut self,
        speech: &Speech<'_>,
        tails: &Tails,
        act: &Located<Act>,
        built: &mut Built,
    ) -> Option<()> {
        let Act::Rate { grade, award } = &act.value else {
            return None;
        };
        if speech.bearer.subject != Subject::Village {
            let message = Text::new(
                "评定的是村；请写“<条件>的村，评为…”",
                "it is the village that is rated: `a village where … is rated …`",
            );
            self.report(&speech.place, act.span, Code::WrongKind, message);
            return None;
        }
        let award = match award {
            Some(award) => Some(self.amount(speech.scope(), award, MONEY)?.expr),
            None => None,
        };
        let grade = self.label(&grade.value);
        let norm = speech.norm(Head::Rate { grade, award }, tails.unless.clone());
        built.norms.push(norm);
        Some(())
    }
}

/// Whether one of the acts rates the village, so that a condition without a subject is the village's.
pub(super) fn rates(acts: &[Located<Act>]) -> bool {
    let rate = |act: &Located<Act>| matches!(act.value, Act::Rate { .. });
    acts.iter().any(rate)
}
