//! Caps, choices between benefits, refunds at the end, and sentences about procedure.

use super::compare::MONEY;
use super::context::Context;
use super::expr::{Reads, Scope};
use super::norms::Built;
use super::references::{Referred, Target};
use super::who::Bearer;
use crate::diagnostic::{Code, Text};
use crate::model::{Cap, Head, Norm, Place, Procedure, Schedule};
use crate::span::Located;
use crate::syntax::ast::{self, ArticleRef, Quorum};

/// A choice before the norms have their numbers.
pub(super) struct Chosen {
    pub(super) place: Place,
    pub(super) among: Vec<Target>,
    pub(super) higher: bool,
}

impl Context<'_> {
    /// `「B1」、「B2」合计每户每年不超过V`
    pub(super) fn cap(
        &mut self,
        place: Place,
        benefits: &[ast::Name],
        (per_person, period): (bool, Option<Schedule>),
        limit: &ast::Expr,
    ) -> Option<()> {
        let read: Vec<_> = benefits
            .iter()
            .map(|name| self.benefit(&place, name))
            .collect();
        let reads = if per_person {
            Reads::Person
        } else {
            Reads::Household
        };
        let limit = self.amount(Scope::new(&place, reads), limit, MONEY)?;
        self.meaning.caps.push(Cap {
            place,
            unless: Vec::new(),
            benefits: read.into_iter().collect::<Option<Vec<_>>>()?,
            per_person,
            // A lifetime is the period that is only once.
            period: period.filter(|period| *period != Schedule::Once),
            limit: limit.expr,
        });
        Some(())
    }

    /// `同时符合第X条、第Y条的，按较高标准享受` and `可以同时享受`
    pub(super) fn choice_among(
        &mut self,
        place: Place,
        articles: &[Located<ArticleRef>],
        benefits: &[ast::Name],
        higher: bool,
    ) -> Option<Chosen> {
        let fits = |head: &Head| matches!(head, Head::Entitle(_));
        let none = |context: &mut Self, referred: &Referred| {
            let message = Text::new("该条没有给予待遇", "that article grants no benefit");
            context.report(&place, referred.span, Code::NoEntitlement, message);
        };
        let mut among = self.targets(&place, articles, fits, none)?;
        let read: Vec<_> = benefits
            .iter()
            .map(|name| self.benefit(&place, name))
            .collect();
        let read = read.into_iter().collect::<Option<Vec<_>>>()?;
        let entries = self.built.iter().enumerate().flat_map(|(sentence, built)| {
            let norms = built.norms.iter().enumerate();
            norms.map(move |(norm, row)| (Target { sentence, norm }, row))
        });
        if !read.is_empty() {
            let named = entries.filter(|(_, norm)| match &norm.head {
                Head::Entitle(entitle) => read.contains(&entitle.benefit),
                _ => false,
            });
            among.extend(named.map(|(target, _)| target));
        }
        among.sort_unstable();
        among.dedup();
        self.spend(&place, among.len())?;
        Some(Chosen {
            place,
            among,
            higher,
        })
    }

    /// `期满未违约的，如数退还`
    pub(super) fn refund_at_end(&mut self, place: Place, deposit: Option<&ast::Name>) -> Built {
        let agreement = match deposit {
            Some(deposit) => self.deposit(&place, deposit),
            None => self.own_deposit(&place),
        };
        let Some(agreement) = agreement else {
            return Built {
                faulty: true,
                ..Built::default()
            };
        };
        let norm = Norm {
            place,
            subject: Bearer::body(self.party_a(place.document)).subject,
            when: None,
            unless: Vec::new(),
            head: Head::RefundAtEnd { agreement },
            voids: Vec::new(),
        };
        Built {
            norms: vec![norm],
            ..Built::default()
        }
    }

    fn own_deposit(&mut self, place: &Place) -> Option<crate::register::AgreementId> {
        if !self.is_agreement(place.document) {
            self.outside_agreement(
                place,
                place.span,
                "不写名称的“如数退还”",
                "a refund that names no deposit",
            );
            return None;
        }
        let agreement = self.agreement(place.document)?;
        let has = self
            .register
            .agreement(agreement)
            .is_some_and(|row| row.deposit.is_some());
        if has {
            return Some(agreement);
        }
        let message = Text::new(
            "户籍册里这份协议没有保证金",
            "the register gives this agreement no deposit",
        );
        self.report(place, place.span, Code::UnknownName, message);
        None
    }

    /// `本章程经…通过` and `「事项」应当经…同意`
    pub(super) fn procedure(
        &mut self,
        place: Place,
        matter: Option<&ast::Name>,
        body: &Located<ast::Body>,
        quorum: Option<&Quorum>,
    ) -> Option<()> {
        let body = self.body(&place, &body.value)?;
        self.meaning.procedures.push(Procedure {
            place,
            matter: matter.map(|name| self.label(&name.value)),
            body,
            quorum: quorum.map(|quorum| (quorum.of_present, quorum.share, quorum.inclusive)),
        });
        Some(())
    }
}
