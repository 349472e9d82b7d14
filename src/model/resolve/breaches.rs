//! `违反第X条的`: what is breached, and whose breach it is.

use super::chain::Chain;
use super::context::{Context, finding};
use super::norms::{Built, Speech};
use super::references::{Referred, Target};
use super::who::Bearer;
use crate::diagnostic::{Code, Text};
use crate::model::{Head, Kin, Place, Subject};
use crate::register::Owner;
use crate::span::Located;
use crate::syntax::ast::{self, SubjectKind};

/// Whose breach, how often, of what, and on which relatives of theirs the consequence falls.
pub(super) type Breach<'s> = (
    Option<&'s Located<SubjectKind>>,
    Option<crate::model::BreachCount>,
    &'s [Located<ast::ArticleRef>],
    &'s [Kin],
);

impl Context<'_> {
    /// `违反第X条的，<后果>`
    pub(super) fn breach(
        &mut self,
        sentence: usize,
        place: Place,
        (who, count, articles, kin): Breach<'_>,
        chain: Chain<'_>,
        built: &mut Built,
    ) -> Option<()> {
        let targets = self.duties(&place, articles);
        let bearer = match who {
            Some(who) => self.bearer(&place, who)?,
            None => self.bearer_of(targets.as_deref().unwrap_or_default()),
        };
        let speech = Speech {
            place,
            sentence,
            when: super::expr::both(bearer.role.clone(), super::kin::of_anybody(kin)),
            bearer: if kin.is_empty() {
                bearer
            } else {
                Bearer::of(Owner::Person)
            },
            chain,
            signed: None,
            names_bearer: false,
        };
        let (acts, written) = speech.chain.main();
        let tails = self.tails(&place, &speech.bearer, acts, written);
        let inner = tails.clone().unwrap_or_default();
        let read: Vec<_> = (0..acts.len())
            .map(|index| self.consequence(&speech, 0, index, &inner))
            .collect();
        let read = read.into_iter().collect::<Option<Vec<_>>>();
        let (targets, tails, read) = (targets?, tails?, read?);
        let consequences: Vec<_> = read.into_iter().flatten().collect();
        if !kin.is_empty() {
            self.falls_on_relatives(&place, &consequences)?;
        }
        let head = Head::OnBreach {
            of: Vec::new(),
            count,
            consequences,
        };
        built.targets.push((built.norms.len(), targets));
        built.norms.push(speech.norm(head, tails.unless));
        Some(())
    }

    /// The duties, bans and kept states of some articles; a finding where an article has none.
    pub(super) fn duties(
        &mut self,
        at: &Place,
        articles: &[Located<ast::ArticleRef>],
    ) -> Option<Vec<Target>> {
        let fits = |head: &Head| {
            matches!(
                head,
                Head::Duty(_) | Head::Ban(_) | Head::Keep { .. } | Head::PayDeposit { .. }
            )
        };
        let at = *at;
        self.targets(&at, articles, fits, |context, referred| {
            context.no_duty(&at, referred);
        })
    }

    pub(super) fn no_duty(&mut self, at: &Place, referred: &Referred) {
        let norms = referred
            .sentences
            .iter()
            .filter_map(|index| self.built.get(*index));
        let heads: Vec<&Head> = norms
            .flat_map(|built| &built.norms)
            .map(|norm| &norm.head)
            .collect();
        let soft = heads.iter().any(|head| matches!(head, Head::Encourage(_)));
        let repair = heads
            .iter()
            .any(|head| matches!(head, Head::OnBreach { .. } | Head::OnCondition { .. }));
        let found = if soft {
            let message = Text::new(
                "该条只是鼓励、提倡，不做也不是违反",
                "that article only encourages; there is nothing to breach",
            );
            finding(at, referred.span, Code::SoftBreach, message).help(
                "要有后果，该条须用“应当”或“不得”",
                "for a consequence that article must say `must` or `must not`",
            )
        } else {
            let message = Text::new(
                "该条没有义务或禁令，谈不上违反",
                "that article has no duty or ban that could be breached",
            );
            let found = finding(at, referred.span, Code::NoDuty, message);
            if repair {
                found.help(
                    "补救义务的后果写在同一句里：“；逾期不……的，……”",
                    "what follows a missed repair stands in the same sentence: `; failing that, …`",
                )
            } else {
                found
            }
        };
        self.found.push(found);
    }

    /// Whose breach it is where the sentence does not say: a person's if all those duties are persons'.
    fn bearer_of(&self, targets: &[Target]) -> Bearer {
        let mut subjects = targets.iter().filter_map(|target| {
            let norm = self.built.get(target.sentence)?.norms.get(target.norm)?;
            Some(&norm.subject)
        });
        let first = subjects.next();
        match first {
            Some(Subject::Body(body)) => Bearer::body(*body),
            Some(Subject::Village) => Bearer::of(Owner::Village),
            Some(Subject::Person) if subjects.all(|other| *other == Subject::Person) => {
                Bearer::of(Owner::Person)
            }
            Some(Subject::Person | Subject::Household) | None => Bearer::of(Owner::Household),
        }
    }
}
