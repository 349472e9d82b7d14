//! Form 3 and 4: what somebody is due.

use super::compare::MONEY;
use super::context::Context;
use super::expr::Scope;
use super::norms::{Built, Speech};
use super::tails::Tails;
use crate::diagnostic::{Code, Text};
use crate::model::{Body, Entitle, Head, Schedule, Sort, Subject};
use crate::register::Owner;
use crate::span::{Located, Span};
use crate::syntax::ast::{Act, Amount};

impl Context<'_> {
    pub(super) fn entitle(
        &mut self,
        speech: &Speech<'_>,
        tails: &Tails,
        act: &Located<Act>,
        built: &mut Built,
    ) -> Option<()> {
        let Act::Entitle {
            schedule,
            each_person,
            benefit,
            amount,
            due,
            split,
        } = &act.value
        else {
            return None;
        };
        let benefit = self.benefit(&speech.place, benefit);
        let up_to = matches!(amount, Some(Amount::UpTo(_)));
        let amount = match amount {
            Some(amount) => self.benefit_amount(speech.scope(), amount).map(Some),
            None => Some(None),
        };
        if *schedule == Schedule::Once && split.is_some() {
            return self.split_once(speech, act.span);
        }
        self.holder(speech, act.span)?;
        let due = due
            .as_ref()
            .map(|day| self.day(&speech.place, day.span, day.value));
        let entitle = Entitle {
            benefit: benefit?,
            schedule: *schedule,
            // Each person's own entitlement is not multiplied by the household.
            each_person: *each_person && speech.bearer.owner == Owner::Household,
            amount: amount?,
            up_to,
            due,
            payer: tails.payer,
            split: *split,
        };
        let is_dated = due.is_some() || split.is_some();
        if *schedule == Schedule::Year && !is_dated && speech.when.is_some() {
            self.no_reference_day(speech, act.span);
        }
        built
            .norms
            .push(speech.norm(Head::Entitle(entitle), tails.unless.clone()));
        Some(())
    }

    fn split_once(&mut self, speech: &Speech<'_>, span: Span) -> Option<()> {
        let message = Text::new(
            "一次性的待遇没有期间，不能按月或按天计",
            "what is paid once has no period that could be split into months or days",
        );
        self.report(&speech.place, span, Code::WrongKind, message);
        None
    }

    fn holder(&mut self, speech: &Speech<'_>, span: Span) -> Option<()> {
        match speech.bearer.subject {
            Subject::Household | Subject::Person => Some(()),
            Subject::Village | Subject::Body(_) => {
                let message = Text::new(
                    "待遇给户或者村民，不给机构",
                    "benefits go to households and persons, not to bodies",
                );
                self.report(&speech.place, span, Code::WrongKind, message);
                None
            }
        }
    }

    fn benefit_amount(&mut self, scope: Scope<'_>, amount: &Amount) -> Option<Body> {
        match amount {
            Amount::Value(value) | Amount::UpTo(value) => {
                Some(Body::Value(self.amount(scope, value, MONEY)?.expr))
            }
            Amount::Tiers { sliced: true, rows } => {
                let (body, _) = self.slices(scope, rows, Some(MONEY))?;
                Some(body)
            }
            Amount::Tiers {
                sliced: false,
                rows,
            } => {
                let wanted = Sort::Number(Some(MONEY));
                let (rows, _, _) = self.rows(scope, rows, Some(wanted))?;
                self.overlapping_rows(&rows);
                Some(Body::Cases(rows))
            }
        }
    }

    fn no_reference_day(&mut self, speech: &Speech<'_>, span: Span) {
        let message = Text::new(
            "“每年”没有写以哪一天的情况为准：可以看年底，也可以看申请或发放那天；按每年最后一天判断",
            "it is not said on which day of the year the conditions count: at its end, or when it is paid; read as the last day of the year",
        );
        self.report(&speech.place, span, Code::AmbiguousReferenceDay, message);
    }
}
