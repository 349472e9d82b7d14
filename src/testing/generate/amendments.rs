//! Amendments: a later text replaces articles of another, takes them away, or adds some.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use super::assemble::{Numbering, document, nowhere};
use super::expressions::Scope;
use super::norms::{norm_of, window};
use super::texts::definitions;
use super::vocabulary::{date, fen};
use crate::model::{
    Body, Consequence, Definition, DefinitionId, DocumentId, DocumentKind, Exception, Expr, Head,
    Norm, Place, Subject, Transition, Window,
};
use crate::value::{Date, Exact};

/// What becomes of one article.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// Which article of the amended text; beyond the last one it is new.
    at: usize,
    /// Which of those with a duty, rather.
    duty: Option<usize>,
    what: What,
    of_household: Norm,
    of_person: Norm,
    window: Window,
    amount: Exact,
    keeps_condition: bool,
}

#[derive(Clone, Copy, Debug)]
enum What {
    /// Nothing stands there any more.
    Remove,
    /// The same, somewhat otherwise.
    Vary,
    /// Somewhat otherwise, and another sentence after it.
    Extend,
    /// Something else.
    Replace,
}

/// One amending text before it is put together.
#[derive(Clone, Debug)]
pub(super) struct RawAmendment {
    of: u32,
    from: Date,
    adopted: Option<i64>,
    transition: Transition,
    changes: Vec<Change>,
    definitions: Vec<Definition>,
}

pub(super) fn change() -> impl Strategy<Value = Change> {
    let what = prop_oneof![
        1 => Just(What::Remove),
        6 => Just(What::Vary),
        1 => Just(What::Extend),
        1 => Just(What::Replace),
    ];
    (
        (0_usize..24, weighted(0.5, 0_usize..24)),
        what,
        norm_of(Scope::Household),
        norm_of(Scope::Person),
        window(),
        fen(),
        prop::bool::weighted(0.7),
    )
        .prop_map(
            |((at, duty), what, of_household, of_person, window, amount, keeps_condition)| Change {
                at,
                duty,
                what,
                of_household,
                of_person,
                window,
                amount,
                keeps_condition,
            },
        )
}

/// Two of five texts are amended, some twice.
pub(super) fn amendments() -> impl Strategy<Value = Vec<RawAmendment>> {
    let transition = prop_oneof![
        3 => Just(Transition::Keep),
        2 => Just(Transition::Open),
        1 => Just(Transition::All),
    ];
    let of = prop::sample::select(vec![0_u32, 0, 0, 1, 1, 2]);
    let one = (
        of,
        date(),
        weighted(0.2, prop::sample::select(vec![-10_i64, 20, 60])),
        transition,
        vec(change(), 1..6),
        definitions(),
    )
        .prop_map(
            |(of, from, adopted, transition, changes, definitions)| RawAmendment {
                of,
                from,
                adopted,
                transition,
                changes,
                definitions,
            },
        )
        .boxed();
    prop_oneof![6 => Just(Vec::new()), 3 => vec(one.clone(), 1), 1 => vec(one, 2)]
}

impl Numbering<'_> {
    /// Adds the amending texts.
    pub(super) fn amend(&mut self, raw: Vec<RawAmendment>) {
        let mut days: Vec<(u32, Date)> = Vec::new();
        for one in raw {
            let base = self.meaning.documents.get(DocumentId(one.of).index());
            let Some(base) = base.filter(|base| base.agreement.is_some() || base.from.is_some())
            else {
                continue;
            };
            if days.contains(&(one.of, one.from)) {
                continue;
            }
            days.push((one.of, one.from));
            let count = base.articles.len();
            let mut text = document(base.kind, "修改");
            if base.kind != DocumentKind::Agreement {
                text.until = base.until;
            }
            (text.agreement, text.term) = (base.agreement, base.term);
            text.until_event = base.until_event;
            text.from = Some(one.from);
            text.adopted = one
                .adopted
                .map(|days| one.from + chrono::Duration::days(days));
            text.amends = Some(DocumentId(one.of));
            text.transition = one.transition;
            let id = DocumentId(u32::try_from(self.meaning.documents.len()).unwrap_or(0));
            self.meaning.documents.push(text);
            for change in one.changes {
                let at = change.duty.and_then(|which| self.duty(one.of, which));
                let at = at.unwrap_or_else(|| change.at.checked_rem(count + 2).unwrap_or(0));
                self.change(id, DocumentId(one.of), at, change, &one.definitions);
            }
        }
        self.replace_articles();
    }

    /// The article of one of the duties of a text.
    fn duty(&self, of: u32, which: usize) -> Option<usize> {
        let text = self.meaning.documents.get(DocumentId(of).index())?;
        let articles = text.articles.iter().enumerate().filter(|(_, article)| {
            self.meaning.norms.iter().any(|norm| {
                let here = (norm.place.document, norm.place.article);
                here == (DocumentId(of), article.number) && matches!(norm.head, Head::Duty(_))
            })
        });
        let articles: Vec<usize> = articles.map(|(at, _)| at).collect();
        articles.get(which.checked_rem(articles.len())?).copied()
    }

    /// Changes an article that was added later, if something amends its text.
    pub(super) fn change_again(&mut self, of: DocumentId, at: usize, change: Change) {
        let texts = (0_u32..).zip(&self.meaning.documents);
        let by = texts
            .filter(|(_, text)| text.amends == Some(of))
            .map(|(id, _)| DocumentId(id))
            .next();
        if let Some(by) = by {
            self.change(by, of, at, change, &[]);
            self.replace_articles();
        }
    }

    /// What stands at an article of a text and its amendments so far.
    fn change(
        &mut self,
        id: DocumentId,
        of: DocumentId,
        at: usize,
        change: Change,
        definitions: &[Definition],
    ) {
        let base = self.meaning.documents.get(of.index());
        let Some(number) = base
            .and_then(|base| base.articles.get(at))
            .map(|one| one.number)
        else {
            let own = self.article(id);
            self.fresh(own, of, change.of_household);
            return;
        };
        let old = Place {
            document: of,
            article: number,
            ..nowhere()
        };
        let is_new = |place: &Place| place.article == number && place.document == id;
        let is_blank = self
            .meaning
            .blanks
            .iter()
            .any(|blank| same(blank.place, old));
        let is_there = self
            .meaning
            .documents
            .get(id.index())
            .is_some_and(|text| text.articles.iter().any(|one| one.number == number));
        let sets_parameters = self
            .meaning
            .parameters
            .iter()
            .any(|one| same(one.place, old) || is_new(&one.place));
        if is_blank || is_there || sets_parameters {
            return;
        }
        let new = self.numbered(id, number);
        if matches!(change.what, What::Remove) {
            return;
        }
        let varies = matches!(change.what, What::Vary | What::Extend);
        let norm = self.meaning.norms.iter().find(|norm| same(norm.place, old));
        match norm.cloned().filter(|_| varies) {
            Some(norm) => self.vary(norm, new, &change),
            None if varies => self.set_anew(old, new, change.amount, definitions),
            None => {}
        }
        if !matches!(change.what, What::Vary) {
            self.fresh(new, of, change.of_household);
        }
    }

    /// A new sentence; of deposits only agreements speak.
    fn fresh(&mut self, place: Place, of: DocumentId, norm: Norm) {
        let of_deposits = matches!(
            norm.head,
            Head::RefundAtEnd { .. } | Head::PayDeposit { .. }
        );
        let base = self.meaning.documents.get(of.index());
        if !of_deposits || base.is_some_and(|base| base.agreement.is_some()) {
            self.place_norm(place, norm);
        }
    }

    /// The same sentence, with another condition, window or amount.
    fn vary(&mut self, mut norm: Norm, new: Place, change: &Change) {
        let old = norm.place;
        let fresh = match norm.subject {
            Subject::Person => &change.of_person,
            Subject::Household | Subject::Village | Subject::Body(_) => &change.of_household,
        };
        let fits = fresh.subject == norm.subject;
        if !change.keeps_condition && fits {
            norm.when.clone_from(&fresh.when);
        }
        match &mut norm.head {
            Head::Duty(duty) => duty.window = change.window.clone(),
            Head::Entitle(entitle) => {
                entitle.amount = Some(Body::Value(Expr::Number(change.amount)));
            }
            Head::OnBreach { consequences, .. } | Head::OnCondition { consequences } => {
                move_consequences(consequences, old, new);
            }
            Head::Keep { .. }
            | Head::Ban(_)
            | Head::Encourage(_)
            | Head::Deemed { .. }
            | Head::PayDeposit { .. }
            | Head::Permit(_)
            | Head::RefundAtEnd { .. }
            | Head::Share(_)
            | Head::Priority { .. }
            | Head::Rate { .. } => {}
        }
        norm.place = new;
        move_exceptions(&mut norm.unless, old, new);
        self.meaning.norms.push(norm);
    }

    /// A clause of a definition, a limit: in the words of the new text.
    fn set_anew(&mut self, old: Place, new: Place, amount: Exact, fresh: &[Definition]) {
        let mut defined = Vec::new();
        for (id, definition) in (0_u32..).zip(&self.meaning.definitions) {
            if let Some(clause) = definition.clauses.iter().find(|one| same(one.place, old)) {
                let words = fresh.get(DefinitionId(id).index());
                let mut clause = words
                    .and_then(|words| words.clauses.first())
                    .unwrap_or(clause)
                    .clone();
                clause.place = new;
                clause.unless.clear();
                Self::rows(&mut clause.body, new);
                defined.push((id, clause));
            }
        }
        for (id, clause) in defined {
            if let Some(definition) = self.meaning.definitions.get_mut(DefinitionId(id).index()) {
                definition.clauses.push(clause);
            }
        }
        let cap = self.meaning.caps.iter().find(|cap| same(cap.place, old));
        if let Some(mut cap) = cap.cloned() {
            cap.place = new;
            cap.limit = Expr::Number(amount);
            move_exceptions(&mut cap.unless, old, new);
            self.meaning.caps.push(cap);
        }
    }

    /// Each article that another version replaces: from when, and by which text.
    fn replace_articles(&mut self) {
        let mut amending: Vec<(Date, DocumentId, DocumentId)> = (0_u32..)
            .zip(&self.meaning.documents)
            .filter_map(|(id, text)| Some((text.from?, DocumentId(id), text.amends?)))
            .collect();
        amending.sort();
        for (from, by, root) in amending {
            let numbers: Vec<_> = self
                .meaning
                .documents
                .get(by.index())
                .map(|text| text.articles.iter().map(|one| one.number).collect())
                .unwrap_or_default();
            for (id, text) in (0_u32..).zip(&mut self.meaning.documents) {
                let earlier = text.amends == Some(root) && text.from < Some(from);
                if DocumentId(id) != root && !earlier {
                    continue;
                }
                for article in &mut text.articles {
                    if article.replaced.is_none() && numbers.contains(&article.number) {
                        article.replaced = Some((from, by));
                    }
                }
            }
        }
    }
}

/// The article, whichever the paragraph.
fn same(one: Place, other: Place) -> bool {
    (one.document, one.article) == (other.document, other.article)
}

/// What stood in the article moves with it, what stands elsewhere stays.
fn move_exceptions(all: &mut [Exception], old: Place, new: Place) {
    for one in all {
        if same(one.place, old) {
            one.place = new;
        }
        move_exceptions(&mut one.unless, old, new);
    }
}

fn move_consequences(all: &mut [Consequence], old: Place, new: Place) {
    for one in all {
        one.place = Place {
            document: new.document,
            article: new.article,
            ..one.place
        };
        move_exceptions(&mut one.unless, old, new);
        if let crate::model::Effect::Repair { failing, .. } = &mut one.effect {
            move_consequences(failing, old, new);
        }
    }
}
