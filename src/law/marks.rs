//! Which words of which shapes a name holds, as sets of shapes.

use super::shapes::{List, Shapes};

/// A set of shapes, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Set(u32);

impl Set {
    fn add(&mut self, shape: usize) {
        self.0 |= u32::try_from(shape)
            .ok()
            .and_then(|shape| 1_u32.checked_shl(shape))
            .unwrap_or(0);
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn of(shape: usize) -> Self {
        let mut set = Self::default();
        set.add(shape);
        set
    }

    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The first shape of the set, in the order of the data.
    pub(super) fn first(self) -> Option<usize> {
        (!self.is_empty()).then(|| self.0.trailing_zeros() as usize)
    }
}

/// What a name, or several together, hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) inflicted: Set,
    pub(super) kept_from: Set,
    pub(super) sanctioned: Set,
    pub(super) grounds: Set,
    pub(super) lawful: Set,
    pub(super) coercion: bool,
    pub(super) evasion: bool,
    pub(super) refusal: bool,
    /// Something done wrong, or not done, or merely done.
    pub(super) conduct: bool,
    /// Relatives of somebody.
    pub(super) relatives: bool,
    /// Relatives of somebody, for what that somebody did.
    pub(super) relatives_did: bool,
}

impl Marks {
    /// Looks for every word in a name.
    pub(super) fn of(shapes: &Shapes, name: &str) -> Self {
        let plain = shapes.plain(name);
        let mut marks = Self::default();
        // `unlawful birth` is a name of its own: nothing in it speaks of coercion.
        let (mut named, mut coercion) = (Vec::new(), Vec::new());
        for (at, first) in plain.char_indices() {
            let inside = plain
                .get(..at)
                .and_then(|before| before.chars().next_back());
            if first.is_ascii() && inside.is_some_and(|one| one.is_ascii_alphanumeric()) {
                // An English word is found at its beginning only: `fine` is not in `define`.
                continue;
            }
            let rest = plain.get(at..).unwrap_or_default();
            for (word, list, shape) in shapes.words.get(&first).into_iter().flatten() {
                if rest.starts_with(word.as_str()) {
                    marks.add(*list, *shape);
                    match list {
                        List::Coercion => coercion.push((at, at + word.len())),
                        List::KeptFrom | List::Grounds => named.push((at, at + word.len())),
                        List::Inflicted
                        | List::Sanctioned
                        | List::Lawful
                        | List::Evasion
                        | List::Refusal
                        | List::Conduct => {}
                    }
                }
            }
        }
        marks.coercion = coercion.iter().any(|(from, to)| {
            let inside = |(start, end): &(usize, usize)| start <= from && to <= end;
            !named.iter().any(inside)
        });
        marks
    }

    fn add(&mut self, list: List, shape: usize) {
        match list {
            List::Inflicted => self.inflicted.add(shape),
            List::KeptFrom => self.kept_from.add(shape),
            List::Sanctioned => self.sanctioned.add(shape),
            List::Grounds => self.grounds.add(shape),
            List::Lawful => self.lawful.add(shape),
            List::Coercion => self.coercion = true,
            List::Evasion => self.evasion = true,
            List::Refusal => self.refusal = true,
            List::Conduct => self.conduct = true,
        }
    }

    /// What both hold together.
    pub(super) const fn or(self, other: Self) -> Self {
        Self {
            inflicted: self.inflicted.or(other.inflicted),
            kept_from: self.kept_from.or(other.kept_from),
            sanctioned: self.sanctioned.or(other.sanctioned),
            grounds: self.grounds.or(other.grounds),
            lawful: self.lawful.or(other.lawful),
            coercion: self.coercion || other.coercion,
            evasion: self.evasion || other.evasion,
            refusal: self.refusal || other.refusal,
            conduct: self.conduct || other.conduct,
            relatives: self.relatives || other.relatives,
            relatives_did: self.relatives_did || other.relatives_did,
        }
    }

    /// The same said of somebody whose relatives are spoken of; `lawful` where these answer under the law.
    pub(super) const fn of_relatives(self, lawful: bool) -> Self {
        Self {
            relatives: true,
            relatives_did: self.relatives_did || (self.conduct && !lawful),
            ..self
        }
    }

    /// What nobody may be made to do or suffer, chosen freely or set by the law apart.
    pub(super) const fn compels(self) -> Set {
        self.inflicted.without(self.lawful)
    }

    /// What may be no reason to take anything.
    pub(super) const fn is_ground(self) -> Set {
        self.grounds.or(self.inflicted).without(self.lawful)
    }

    /// What nobody may lose.
    pub(super) const fn takes_right(self) -> Set {
        self.kept_from.or(self.grounds).without(self.lawful)
    }
}
