//! Which sentences of an amended article speak of the same action as those they replaced: what had begun under
//! the one goes on under it and does not begin anew under the other.

use std::collections::BTreeMap;

use super::book::{Act, CapRow, NormRow, PermitRow, Versions};
use super::tables::{Lowering, row};
use crate::model::{Action, ArticleNumber, Document, DocumentId, Meaning, Subject, Transition};
use crate::value::Date;

/// The same action of the same subject in the versions of one article: the how many-th there.
type Key = (
    DocumentId,
    ArticleNumber,
    u8,
    Subject,
    Option<Action>,
    usize,
);

/// The versions of one such action: from when (the first text: none), and the norm.
type Chain = Vec<(Option<Date>, u32)>;

/// What the articles of one text say, in order.
type Said = BTreeMap<(DocumentId, ArticleNumber), Vec<(u8, Option<Action>)>>;

impl Lowering {
    /// Finds the versions of each norm.
    pub fn versions(&mut self, meaning: &Meaning) {
        if meaning.documents.iter().all(|row| row.amends.is_none()) {
            return;
        }
        let mut chains: Vec<(Key, Chain)> = Vec::new();
        let mut at: BTreeMap<(DocumentId, ArticleNumber), Vec<usize>> = BTreeMap::new();
        let mut seen = Said::new();
        for (id, norm) in self.book.norms.iter().enumerate() {
            let place = norm.place;
            let Some(document) = meaning.documents.get(place.document.index()) else {
                continue;
            };
            let Some((kind, action)) = self.kind(norm) else {
                continue;
            };
            let own = seen.entry((place.document, place.article)).or_default();
            let same = own.iter().filter(|other| **other == (kind, action.clone()));
            let nth = same.count();
            own.push((kind, action.clone()));
            let root = document.amends.unwrap_or(place.document);
            let subject = norm.subject.clone();
            let key: Key = (root, place.article, kind, subject, action, nth);
            let version = (amended_from(document), row(id));
            let near = at.entry((root, place.article)).or_default();
            let known = near.iter().find(|at| {
                let chain = chains.get(**at);
                chain.is_some_and(|(other, _)| *other == key)
            });
            match known.and_then(|at| chains.get_mut(*at)) {
                Some((_, chain)) => chain.push(version),
                None => {
                    near.push(chains.len());
                    chains.push((key, vec![version]));
                }
            }
        }
        for (_, mut chain) in chains {
            chain.sort_unstable();
            self.link(meaning, &chain);
        }
    }

    /// A cap and those that replaced it are one cap whose limit changed.
    pub fn cap_versions(&mut self) {
        let caps = &self.book.caps;
        let root = |cap: &CapRow| (self.book.root(cap.place.document), cap.place.article);
        let same = |a: &CapRow, b: &CapRow| {
            root(a) == root(b)
                && (a.per_person, a.period) == (b.per_person, b.period)
                && a.benefits == b.benefits
        };
        let mut links: Vec<(usize, Vec<u32>)> = Vec::new();
        for (at, cap) in caps.iter().enumerate() {
            let before = |other: &CapRow| {
                let ends = other.force.replaced;
                ends.zip(cap.force.from)
                    .is_some_and(|(end, from)| end <= from)
            };
            let earlier = caps.iter().enumerate();
            let earlier = earlier.filter(|(_, other)| same(other, cap) && before(other));
            links.push((at, earlier.map(|(other, _)| row(other)).collect()));
        }
        for (at, earlier) in links {
            for replaced in &earlier {
                if let Some(cap) = self.book.caps.get_mut(*replaced as usize) {
                    cap.is_replaced = true;
                }
            }
            if let Some(cap) = self.book.caps.get_mut(at) {
                cap.earlier = earlier;
            }
        }
    }

    fn link(&mut self, meaning: &Meaning, chain: &[(Option<Date>, u32)]) {
        let ids: Vec<u32> = chain.iter().map(|(_, id)| *id).collect();
        let opens: Vec<Option<Date>> = ids.iter().map(|id| self.opens(meaning, *id)).collect();
        for (at, id) in ids.iter().enumerate() {
            let (earlier, rest) = ids.split_at(at);
            let later = rest.get(1..).unwrap_or_default();
            let after = opens.get(at + 1..).unwrap_or_default();
            let versions = Versions {
                earlier: earlier.to_vec(),
                later: later.to_vec(),
                goes_on_until: after.iter().copied().flatten().min(),
                takes_over: opens.get(at).copied().flatten(),
            };
            if let Some(norm) = self.book.norms.get_mut(*id as usize) {
                norm.versions = versions;
            }
        }
    }

    /// From when a version counts for what had begun before it, if it does.
    fn opens(&self, meaning: &Meaning, id: u32) -> Option<Date> {
        let norm = self.book.norms.get(id as usize)?;
        let document = meaning.documents.get(norm.place.document.index())?;
        match document.transition {
            Transition::Keep => None,
            Transition::Open | Transition::All => norm.force.from,
        }
    }

    /// What sort of norm it is and on which action; none where nothing begins that could go on.
    fn kind(&self, norm: &NormRow) -> Option<(u8, Option<Action>)> {
        Some(match &norm.act {
            Act::Duty(duty) => {
                let duty = self.book.duties.get(*duty as usize)?;
                (0, Some(duty.action.clone()))
            }
            Act::Permit(PermitRow::Do(duty))
                if matches!(norm.subject, Subject::Village | Subject::Body(_)) =>
            {
                let power = self.book.duties.get(*duty as usize)?;
                (4, Some(power.action.clone()))
            }
            Act::Keep { name, .. } => (1, Some(name.clone())),
            Act::OnCondition(_) => (2, None),
            Act::Deemed(_) => (3, None),
            Act::Grant(_)
            | Act::Ban { .. }
            | Act::Encourage
            | Act::OnBreach { .. }
            | Act::PayDeposit { .. }
            | Act::RefundAtEnd(_)
            | Act::Permit(_)
            | Act::Share(_)
            | Act::Priority(_)
            | Act::Rate { .. } => return None,
        })
    }
}

fn amended_from(document: &Document) -> Option<Date> {
    document.from.filter(|_| document.amends.is_some())
}

impl Act {
    /// The row of a duty, or of what may be done.
    pub fn to_do(&self) -> Option<u32> {
        if let Self::Duty(duty) | Self::Permit(PermitRow::Do(duty)) = self {
            Some(*duty)
        } else {
            None
        }
    }
}
