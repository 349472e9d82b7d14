//! Puts generated parts together: numbers articles, gives places, binds breaches to duties.

use super::vocabulary::Words;
use crate::diagnostic::{Lang, Text};
use crate::model::{
    Article, ArticleNumber, Body, Consequence, Definition, Document, DocumentId, DocumentKind,
    Effect, Exception, Expr, Head, Label, Meaning, Norm, NormId, Permit, Place, Subject,
    Transition, Void,
};
use crate::register::{BenefitId, Fund, Register};
use crate::span::Span;
use crate::value::Exact;

/// No place yet.
pub(super) fn nowhere() -> Place {
    Place {
        document: DocumentId(0),
        article: ArticleNumber::default(),
        paragraph: 1,
        item: 0,
        span: Span::default(),
    }
}

/// A text without articles.
pub(super) fn document(kind: DocumentKind, title: &str) -> Document {
    Document {
        kind,
        title: title.to_owned(),
        name: None,
        lang: Lang::Zh,
        source: 0,
        edition: Some("2026".to_owned()),
        adopted: None,
        made_by: None,
        from: None,
        until: None,
        agreement: None,
        term: None,
        until_event: None,
        articles: Vec::new(),
        chapters: Vec::new(),
        amends: None,
        transition: Transition::Keep,
        is_study: false,
    }
}

/// Numbers articles of every text as they are used.
pub(super) struct Numbering<'r> {
    pub(super) register: &'r Register,
    pub(super) meaning: Meaning,
}

impl Numbering<'_> {
    /// The next article of a text.
    pub(super) fn article(&mut self, document: DocumentId) -> Place {
        let Some(text) = self.meaning.documents.get(document.index()) else {
            return nowhere();
        };
        let root = text.amends.unwrap_or(document);
        let family = (0_u32..).zip(&self.meaning.documents);
        let family =
            family.filter(|(id, text)| DocumentId(*id) == root || text.amends == Some(root));
        let numbers = family.flat_map(|(_, text)| &text.articles);
        let last = numbers.map(|article| article.number.number).max();
        let article = ArticleNumber {
            number: last.unwrap_or(0) + 1,
            inserted: 0,
        };
        self.numbered(document, article)
    }

    /// An article of that number.
    pub(super) fn numbered(&mut self, document: DocumentId, article: ArticleNumber) -> Place {
        let Some(text) = self.meaning.documents.get_mut(document.index()) else {
            return nowhere();
        };
        text.articles.push(Article {
            number: article,
            span: Span::default(),
            repealed: None,
            annulled: false,
            replaced: None,
        });
        Place {
            document,
            article,
            ..nowhere()
        }
    }

    /// Gives each exception its place: that of its base, or an article of its own.
    pub(super) fn exceptions(&mut self, exceptions: &mut [Exception], base: Place) {
        for exception in exceptions {
            exception.place = if exception.place.item == 1 {
                self.article(base.document)
            } else {
                base
            };
            self.exceptions(&mut exception.unless, base);
        }
    }

    pub(super) fn rows(body: &mut Body, base: Place) {
        match body {
            Body::Value(_) => {}
            Body::Cases(rows) => {
                for (row, item) in rows.iter_mut().zip(1..) {
                    row.place = Place { item, ..base };
                }
            }
            Body::Slices { slices, .. } => {
                for (slice, item) in slices.iter_mut().zip(1..) {
                    slice.place = Place { item, ..base };
                }
            }
        }
    }

    /// Places of a definition's clauses.
    pub(super) fn define(&mut self, mut definition: Definition) {
        for clause in &mut definition.clauses {
            clause.place = self.article(clause.place.document);
            self.exceptions(&mut clause.unless, clause.place);
            Self::rows(&mut clause.body, clause.place);
        }
        self.meaning.definitions.push(definition);
    }

    /// Places of a norm and its parts.
    pub(super) fn norm(&mut self, document: DocumentId, norm: Norm) {
        let place = self.article(document);
        self.place_norm(place, norm);
    }

    /// A norm with its parts in an article.
    pub(super) fn place_norm(&mut self, place: Place, mut norm: Norm) {
        norm.place = place;
        self.exceptions(&mut norm.unless, place);
        match &mut norm.head {
            Head::Entitle(entitle) => {
                if let Some(body) = &mut entitle.amount {
                    Self::rows(body, place);
                }
            }
            Head::OnBreach { consequences, .. } | Head::OnCondition { consequences } => {
                let mut paragraph = 0;
                self.consequences(consequences, place, &mut paragraph);
            }
            Head::Duty(_)
            | Head::Keep { .. }
            | Head::Ban(_)
            | Head::Encourage(_)
            | Head::Deemed { .. }
            | Head::PayDeposit { .. }
            | Head::RefundAtEnd { .. }
            | Head::Permit(_)
            | Head::Share(_)
            | Head::Priority { .. }
            | Head::Rate { .. } => {}
        }
        self.meaning.norms.push(norm);
    }

    fn consequences(&mut self, all: &mut [Consequence], base: Place, paragraph: &mut u16) {
        for consequence in all {
            *paragraph += 1;
            consequence.place = Place {
                paragraph: *paragraph,
                ..base
            };
            let place = consequence.place;
            self.exceptions(&mut consequence.unless, place);
            consequence.voids = self.fund_rule(&consequence.effect);
            if let Effect::Repair { failing, .. } = &mut consequence.effect {
                self.consequences(failing, base, paragraph);
            }
        }
    }

    /// What is not village money cannot be taken away.
    fn fund_rule(&self, effect: &Effect) -> Vec<Void> {
        let benefits: Vec<BenefitId> = match effect {
            Effect::Suspend(suspend) => suspend.benefits.clone(),
            Effect::Disqualify {
                name: Label::Benefit(benefit),
                ..
            } => vec![*benefit],
            Effect::Pay { .. }
            | Effect::Forfeit(_)
            | Effect::Refund(_)
            | Effect::Disqualify { .. }
            | Effect::Points(_)
            | Effect::Repair { .. }
            | Effect::Notice(_)
            | Effect::Power { .. }
            | Effect::SignAgain => Vec::new(),
        };
        let other = benefits.into_iter().filter(|benefit| {
            let declared = self.register.benefit(*benefit);
            declared.is_some_and(|declared| declared.fund != Some(Fund::Village))
        });
        other
            .map(|benefit| Void {
                rule: "FUND_RULE".to_owned(),
                law: "FUND_RULE".to_owned(),
                reason: Text {
                    zh: "不是村里的钱".to_owned(),
                    en: "not the village's money".to_owned(),
                },
                benefit: Some(benefit),
                from: None,
                until: None,
            })
            .collect()
    }

    /// Of each text the one it amends, or itself.
    fn roots(&self) -> Vec<DocumentId> {
        let documents = (0_u32..).zip(&self.meaning.documents);
        documents
            .map(|(id, text)| text.amends.unwrap_or(DocumentId(id)))
            .collect()
    }

    /// With one norm of an article all of them, in every version.
    pub(super) fn with_versions(&self, of: &mut Vec<NormId>, fitting: &[NormId]) {
        let places: Vec<Place> = self.meaning.norms.iter().map(|norm| norm.place).collect();
        let roots = self.roots();
        add_versions(of, fitting, &places, |id| {
            roots.get(id.index()).copied().unwrap_or(id)
        });
    }

    /// Binds breach sentences and rests to duties of the same text, from a norm on; one without any says
    /// nothing.
    pub(super) fn bind(&mut self, from: usize) {
        let roots: Vec<DocumentId> = self.roots();
        let root = |id: DocumentId| roots.get(id.index()).copied().unwrap_or(id);
        let targets: Vec<(DocumentId, Subject, NormId)> = (0..)
            .zip(&self.meaning.norms)
            .filter(|(_, norm)| {
                matches!(
                    norm.head,
                    Head::Duty(_) | Head::Ban(_) | Head::Keep { .. } | Head::PayDeposit { .. }
                )
            })
            .map(|(index, norm)| (norm.place.document, norm.subject.clone(), NormId(index)))
            .collect();
        let places: Vec<Place> = self.meaning.norms.iter().map(|norm| norm.place).collect();
        let texts = (0_u32..).zip(&self.meaning.documents);
        let agreements: Vec<DocumentId> = texts
            .filter(|(_, text)| text.agreement.is_some())
            .map(|(id, _)| DocumentId(id))
            .collect();
        let resting: Vec<_> = (0..)
            .zip(&self.meaning.norms)
            .filter(|(_, norm)| may_rest(norm))
            .map(|(index, norm)| (NormId(index), norm.subject.clone()))
            .collect();
        for norm in self.meaning.norms.iter_mut().skip(from) {
            let deemed = matches!(norm.head, Head::Deemed { .. });
            let fitting: Vec<NormId> = targets
                .iter()
                .filter(|(document, subject, _)| {
                    let any = norm.subject == Subject::Household && !deemed;
                    root(*document) == root(norm.place.document)
                        && (any || *subject == norm.subject)
                })
                .map(|(.., target)| *target)
                .collect();
            let new = fitting.iter().filter(|target| target.index() >= from);
            let new: Vec<NormId> = new.copied().collect();
            if let Head::OnBreach { of, .. } | Head::Deemed { of } = &mut norm.head {
                choose(of, if new.is_empty() { &fitting } else { &new });
                add_versions(of, &fitting, &places, root);
                if of.is_empty() {
                    norm.head = Head::Encourage(Label::Event(Words::HELP));
                }
            }
            if let Head::Permit(Permit::Pause { of, .. }) = &mut norm.head {
                let own = root(norm.place.document);
                let is_agreement = agreements.contains(&own);
                let fitting: Vec<NormId> = resting
                    .iter()
                    .filter(|(id, subject)| {
                        let text = places.get(id.index()).map(|place| root(place.document));
                        text == Some(own) && fits_rest(&norm.subject, subject, is_agreement)
                    })
                    .map(|(id, _)| *id)
                    .collect();
                // Mostly what was added with it.
                let new = fitting.iter().filter(|target| target.index() >= from);
                let new: Vec<NormId> = new.copied().collect();
                let is_any = new.is_empty() || of.first().is_some_and(|raw| raw.0 % 3 == 0);
                choose(of, if is_any { &fitting } else { &new });
                add_versions(of, &fitting, &places, root);
                if of.is_empty() {
                    norm.head = Head::Encourage(Label::Event(Words::HELP));
                }
            }
        }
        let duties: Vec<Option<Label>> = self.meaning.norms.iter().map(duty_of).collect();
        for norm in self.meaning.norms.iter_mut().skip(from) {
            match &mut norm.head {
                Head::OnBreach {
                    of, consequences, ..
                } => {
                    let broken = of.iter().map(|target| duties.get(target.index()).cloned());
                    let broken: Option<Vec<Label>> = broken.map(Option::flatten).collect();
                    let broken =
                        broken.filter(|all| all.windows(2).all(|two| two.first() == two.last()));
                    let broken = broken.and_then(|all| all.first().cloned());
                    overdue_of(consequences, broken.as_ref());
                }
                Head::OnCondition { consequences } => overdue_of(consequences, None),
                Head::Entitle(_)
                | Head::Duty(_)
                | Head::Keep { .. }
                | Head::Ban(_)
                | Head::Encourage(_)
                | Head::Deemed { .. }
                | Head::PayDeposit { .. }
                | Head::RefundAtEnd { .. }
                | Head::Permit(_)
                | Head::Share(_)
                | Head::Priority { .. }
                | Head::Rate { .. } => {}
            }
        }
    }
}

/// With one norm of an article all of them, in every version of the article.
fn add_versions(
    of: &mut Vec<NormId>,
    fitting: &[NormId],
    places: &[Place],
    root: impl Fn(DocumentId) -> DocumentId,
) {
    let article = |norm: &NormId| {
        let place = places.get(norm.index())?;
        Some((root(place.document), place.article))
    };
    let chosen: Vec<_> = of.iter().map(article).collect();
    let more = fitting
        .iter()
        .filter(|norm| chosen.contains(&article(norm)));
    of.extend(more.copied());
    of.sort_unstable();
    of.dedup();
}

/// Duties, and powers of bodies.
const fn may_rest(norm: &Norm) -> bool {
    match &norm.head {
        Head::Duty(_) => true,
        Head::Permit(Permit::Do { .. }) => matches!(norm.subject, Subject::Body(_)),
        Head::Entitle(_)
        | Head::Keep { .. }
        | Head::Ban(_)
        | Head::Encourage(_)
        | Head::OnBreach { .. }
        | Head::OnCondition { .. }
        | Head::Deemed { .. }
        | Head::PayDeposit { .. }
        | Head::RefundAtEnd { .. }
        | Head::Permit(_)
        | Head::Share(_)
        | Head::Priority { .. }
        | Head::Rate { .. } => false,
    }
}

/// Whether a sentence on one subject may speak of the other's duties.
const fn fits_rest(subject: &Subject, other: &Subject, is_agreement: bool) -> bool {
    let of_household = matches!(other, Subject::Household | Subject::Person);
    match subject {
        Subject::Household => of_household || is_agreement,
        Subject::Person => matches!(other, Subject::Person),
        Subject::Village | Subject::Body(_) => !of_household,
    }
}

/// The action of a duty.
fn duty_of(norm: &Norm) -> Option<Label> {
    match &norm.head {
        Head::Duty(duty) => Some(duty.action.clone()),
        Head::Entitle(_)
        | Head::Keep { .. }
        | Head::Ban(_)
        | Head::Encourage(_)
        | Head::OnBreach { .. }
        | Head::OnCondition { .. }
        | Head::Deemed { .. }
        | Head::PayDeposit { .. }
        | Head::RefundAtEnd { .. }
        | Head::Permit(_)
        | Head::Share(_)
        | Head::Priority { .. }
        | Head::Rate { .. } => None,
    }
}

/// Days overdue are those of the duty broken; without one there is a plain amount.
fn overdue_of(consequences: &mut [Consequence], broken: Option<&Label>) {
    for consequence in consequences {
        match &mut consequence.effect {
            Effect::Pay {
                amount: Some(Expr::Arithmetic(_, _, right)),
                ..
            } => {
                if let Expr::OverdueDays(action) = right.as_mut() {
                    match broken {
                        Some(broken) => *action = broken.clone(),
                        None => **right = Expr::Number(Exact::ONE),
                    }
                }
            }
            Effect::Repair { duty, failing } => overdue_of(failing, Some(&duty.action)),
            Effect::Pay { .. }
            | Effect::Forfeit(_)
            | Effect::Refund(_)
            | Effect::Suspend(_)
            | Effect::Disqualify { .. }
            | Effect::Points(_)
            | Effect::Notice(_)
            | Effect::Power { .. }
            | Effect::SignAgain => {}
        }
    }
}

/// Turns raw numbers into some of the fitting ones.
pub(super) fn choose(of: &mut Vec<NormId>, fitting: &[NormId]) {
    let wanted = of.iter().map(|raw| raw.index());
    let mut chosen: Vec<NormId> = wanted
        .filter_map(|raw| fitting.get(raw.checked_rem(fitting.len())?).copied())
        .collect();
    chosen.sort_unstable();
    chosen.dedup();
    *of = chosen;
}
