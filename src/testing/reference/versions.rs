//! Amendments: which version of an article speaks when, and what goes on under the version it began with.

use crate::model::{
    Action, Article, ArticleNumber, Day, DocumentId, Head, Norm, NormId, Permit, Place, Transition,
    Window,
};
use crate::value::Date;

use super::dates::next;
use super::force::{Setting, Start};
use super::permits::asked_of;
use super::runs::{Run, runs};
use super::truth::Truth;
use super::world::{At, Who, World};

/// What a sentence does to people: grants count backwards if an amendment says so, burdens never
/// hold before the text was adopted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sense {
    Grant,
    Burden,
    #[default]
    Neither,
}

/// As part of what a place is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Law {
    pub(super) sense: Sense,
    /// This version of an article still speaks of what began under it.
    pub(super) goes_on: Option<(DocumentId, ArticleNumber)>,
}

impl Law {
    pub(super) const GRANT: Self = Self {
        sense: Sense::Grant,
        goes_on: None,
    };

    /// As the norm speaks of what begins today.
    pub(super) fn of(norm: &Norm) -> Self {
        let sense = match &norm.head {
            Head::Entitle(_) => Sense::Grant,
            head if head.is_burden() => Sense::Burden,
            _ => Sense::Neither,
        };
        Self {
            sense,
            goes_on: None,
        }
    }

    /// As the norm speaks of what began under it.
    pub(super) fn going_on(norm: &Norm) -> Self {
        let place = norm.place;
        Self {
            goes_on: Some((place.document, place.article)),
            ..Self::of(norm)
        }
    }
}

/// What sort of norm goes on, and on what.
#[derive(PartialEq, Eq)]
enum Matter<'m> {
    Duty(&'m Action),
    Power(&'m Action),
    Kept(&'m Action),
    Condition,
    Deemed,
}

fn matter(norm: &Norm) -> Option<Matter<'_>> {
    match &norm.head {
        Head::Duty(duty) => Some(Matter::Duty(&duty.action)),
        Head::Permit(Permit::Do { action, .. }) if asked_of(norm).is_some() => {
            Some(Matter::Power(action))
        }
        Head::Keep { name, .. } => Some(Matter::Kept(name)),
        Head::OnCondition { .. } => Some(Matter::Condition),
        Head::Deemed { .. } => Some(Matter::Deemed),
        Head::Entitle(_)
        | Head::Ban(_)
        | Head::Encourage(_)
        | Head::OnBreach { .. }
        | Head::PayDeposit { .. }
        | Head::Permit(_)
        | Head::RefundAtEnd { .. }
        | Head::Share(_)
        | Head::Priority { .. }
        | Head::Rate { .. } => None,
    }
}

impl World<'_> {
    /// The text that a document belongs to.
    pub(super) fn root(&self, id: DocumentId) -> DocumentId {
        self.document(id)
            .and_then(|document| document.amends)
            .unwrap_or(id)
    }

    fn has_amendments(&self) -> bool {
        let mut documents = self.meaning.documents.iter();
        documents.any(|document| document.amends.is_some())
    }

    /// A place in the order of the amended text.
    pub(super) fn in_text(&self, place: Place) -> Place {
        Place {
            document: self.root(place.document),
            ..place
        }
    }

    pub(super) fn article(&self, place: Place) -> Option<&Article> {
        let mut articles = self.document(place.document)?.articles.iter();
        articles.find(|article| article.number == place.article)
    }

    fn counts_for_all(&self, id: DocumentId) -> bool {
        self.document(id).is_some_and(|document| {
            document.transition == Transition::All
                && document.from.is_some_and(|from| from <= self.query.on)
        })
    }

    /// The version that an amendment replaced.
    fn replaced_by(&self, place: Place) -> Option<Place> {
        let documents = (0..).zip(&self.meaning.documents);
        let mut replaced = documents.filter(|(_, document)| {
            document.articles.iter().any(|article| {
                let by = article.replaced.map(|(_, by)| by);
                article.number == place.article && by == Some(place.document)
            })
        });
        let (id, _) = replaced.next()?;
        Some(Place {
            document: DocumentId(id),
            ..place
        })
    }

    /// From which day a version speaks; none: from the beginning.
    pub(super) fn begins(&self, place: Place, sense: Sense) -> Option<Date> {
        let document = self.document(place.document)?;
        match sense {
            Sense::Grant if self.counts_for_all(place.document) => match self.replaced_by(place) {
                Some(before) => self.begins(before, sense),
                None => document.from,
            },
            Sense::Burden => document.from.map(|from| {
                let adopted = document.adopted.unwrap_or(from);
                from.max(adopted)
            }),
            Sense::Grant | Sense::Neither => document.from,
        }
    }

    /// Whether another version stands in its place on that day.
    fn is_replaced(&self, place: Place, day: Date, sense: Sense) -> bool {
        let replaced = self.article(place).and_then(|article| article.replaced);
        replaced.is_some_and(|(from, by)| {
            let by_place = Place {
                document: by,
                ..place
            };
            match sense {
                Sense::Grant if self.counts_for_all(by) => true,
                Sense::Burden => self.begins(by_place, sense).is_none_or(|day_| day_ <= day),
                Sense::Grant | Sense::Neither => from <= day,
            }
        })
    }

    /// Whether what stands there is in force on that day (terms of agreements aside).
    pub(super) fn is_law(&self, place: Place, day: Date, law: Law) -> bool {
        let Some(document) = self.document(place.document) else {
            return false;
        };
        let is_over = document.until.is_some_and(|until| until < day);
        if is_over || !self.article_lives(place, day) {
            return false;
        }
        let goes_on = law.goes_on == Some((place.document, place.article));
        let has_begun = self.begins(place, law.sense).is_none_or(|from| from <= day);
        goes_on || has_begun && !self.is_replaced(place, day, law.sense)
    }

    /// First day on which the version stands in the place of an earlier one, as burdens count it.
    fn takes_effect(&self, norm: &Norm) -> Option<Date> {
        self.begins(norm.place, Law::of(norm).sense)
    }

    /// The norm that says something of the same action in the version that replaced it.
    pub(super) fn successor(&self, index: usize) -> Option<usize> {
        let norm = self.norm(index)?;
        if !self.has_amendments() {
            return None;
        }
        let (_, by) = self.article(norm.place)?.replaced?;
        let of = matter(norm)?;
        let same =
            |other: &Norm| other.subject == norm.subject && matter(other).as_ref() == Some(&of);
        let own = self.in_article(norm.place, same);
        let nth = own.iter().position(|other| *other == index)?;
        let place = Place {
            document: by,
            ..norm.place
        };
        self.in_article(place, same).get(nth).copied()
    }

    fn in_article(&self, place: Place, is_meant: impl Fn(&Norm) -> bool) -> Vec<usize> {
        let norms = self.meaning.norms.iter().enumerate();
        let inside = norms.filter(|(_, norm)| {
            (norm.place.document, norm.place.article) == (place.document, place.article)
                && is_meant(norm)
        });
        inside.map(|(index, _)| index).collect()
    }

    /// The versions before it of what it says, the one it replaced first.
    pub(super) fn earlier(&self, index: usize) -> Vec<usize> {
        let mut found = Vec::new();
        if !self.has_amendments() {
            return found;
        }
        let mut at = index;
        let before = |at: usize| {
            let mut all = 0..self.meaning.norms.len();
            all.find(|other| self.successor(*other) == Some(at))
        };
        while let Some(other) = before(at) {
            found.push(other);
            at = other;
        }
        found
    }

    /// The versions after it, the next one first.
    pub(super) fn later(&self, index: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut at = index;
        while let Some(other) = self.successor(at) {
            found.push(other);
            at = other;
        }
        found
    }

    /// The first version of what it says.
    pub(super) fn first_version(&self, index: usize) -> usize {
        self.earlier(index).last().copied().unwrap_or(index)
    }

    /// From when a version counts for what was not completed before it, if it does.
    pub(super) fn opens(&self, index: usize) -> Option<Date> {
        let norm = self.norm(index)?;
        let document = self.document(norm.place.document)?;
        match document.transition {
            Transition::Keep => None,
            Transition::Open | Transition::All => self.takes_effect(norm),
        }
    }

    /// What began under it goes on to the day before this one, where there is one.
    pub(super) fn goes_on_until(&self, index: usize) -> Option<Date> {
        let later = self.later(index).into_iter();
        later.filter_map(|other| self.opens(other)).min()
    }

    /// The first day on which the next version of the same matter speaks.
    fn gives_way(&self, index: usize) -> Option<Date> {
        let next = self.norm(self.successor(index)?)?;
        self.takes_effect(next)
    }

    /// Whether a run that holds when the version is replaced goes on: a duty by a day only to that day.
    fn can_go_on(&self, norm: &Norm, replaced: Date) -> bool {
        match asked_of(norm).map(|duty| duty.window) {
            Some(Window::By(Day::On(day))) => day >= replaced,
            _ => true,
        }
    }

    /// Whether a norm applies; of a kept state that is asked about, whether it is broken.
    fn run_holds(&self, norm: &Norm, case: (Setting, Who, bool), day: Date, law: Law) -> Truth {
        let (setting, who, broken) = case;
        let applies = self.applies_as(norm, setting, who, day, law);
        match &norm.head {
            Head::Keep { state, .. } if broken => {
                let at = At {
                    day,
                    member: who.member(),
                    record: setting.record,
                    law,
                    ..At::default()
                };
                Truth::all([applies, self.truth(state, at).not()])
            }
            _ => applies,
        }
    }

    /// The last day of a run that began under the version and holds when it is replaced.
    fn went_on_to(&self, index: usize, case: (Option<usize>, Who, bool)) -> Option<Date> {
        let (record, who, broken) = case;
        let norm = self.norm(index)?;
        let replaced = self.gives_way(index)?;
        let mut settings = self.settings_of(norm).into_iter();
        let setting = settings.find(|setting| setting.record == record)?;
        let last = self
            .spells(index, setting, who, broken)
            .last()
            .map(|run| run.last)?;
        let goes_on = self.can_go_on(norm, replaced) && next(last) >= replaced;
        goes_on.then_some(last)
    }

    /// The unbroken stretches that begin under this version, those of a kept state on which it is broken
    /// if asked so: each to its end, also where that lies behind the day on which the version was replaced.
    pub(super) fn spells(
        &self,
        index: usize,
        setting: Setting,
        who: Who,
        broken: bool,
    ) -> Vec<Run> {
        let Some(norm) = self.norm(index) else {
            return Vec::new();
        };
        let mut begin = match (setting.start, &norm.head) {
            (Start::Day(first), _) => first,
            (Start::NoDate(_), Head::OnCondition { .. } | Head::Deemed { .. }) => self.earliest(),
            (Start::NoDate(_) | Start::Unsigned(_), _) => return Vec::new(),
        };
        for earlier in self.earlier(index) {
            let last = self.went_on_to(earlier, (setting.record, who, broken));
            begin = last.map_or(begin, |last| begin.max(next(last)));
        }
        let case = (setting, who, broken);
        let mut found = runs(begin, self.today(), |day| {
            self.run_holds(norm, case, day, Law::of(norm))
        });
        let replaced = self
            .gives_way(index)
            .filter(|replaced| self.can_go_on(norm, *replaced));
        if let Some((replaced, run)) = replaced.zip(found.last_mut())
            && next(run.last) == replaced
        {
            let is_duty = asked_of(norm).is_some();
            let limit = self.goes_on_until(index).filter(|_| !is_duty);
            while run.last < self.today() {
                let day = next(run.last);
                let is_over = limit.is_some_and(|limit| limit <= day);
                if is_over || self.run_holds(norm, case, day, Law::going_on(norm)).is_no() {
                    break;
                }
                run.last = day;
            }
        }
        found
    }

    /// Whether one text amends the other's text after it: what it says prevails.
    pub(super) fn is_posterior(&self, one: Place, other: Place) -> bool {
        let (Some(later), Some(earlier)) =
            (self.document(one.document), self.document(other.document))
        else {
            return false;
        };
        let same = self.root(one.document) == self.root(other.document);
        same && later.amends.is_some() && (earlier.amends.is_none() || earlier.from < later.from)
    }

    /// Whether the sentence belongs to the version of its article on that day.
    pub(super) fn is_version_of_day(&self, norm: NormId, day: Date) -> bool {
        let Some(norm) = self.norm(norm.index()) else {
            return false;
        };
        let sense = Law::of(norm).sense;
        let is_early = self
            .document(norm.place.document)
            .is_some_and(|document| document.amends.is_some())
            && self
                .begins(norm.place, sense)
                .is_some_and(|from| day < from);
        !is_early && !self.is_replaced(norm.place, day, sense)
    }
}
