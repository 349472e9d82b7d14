//! Yes, no, or open with what would decide it (strong Kleene).

use std::collections::BTreeSet;

use crate::evaluate::Need;

/// Why something is not decided, from the mildest to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Badness {
    /// A fact is missing.
    Unknown,
    /// No clause says anything.
    Gap,
    /// Clauses contradict each other.
    Conflict,
}

/// One thing that would decide something, and why it is open.
pub(super) type Reason = (Need, Badness);

/// What would decide something. The worst of the reasons tells what it is.
pub(super) type Needs = BTreeSet<Reason>;

/// One missing thing alone.
pub(super) fn need(one: Need) -> Needs {
    bad(one, Badness::Unknown)
}

/// One reason alone.
pub(super) fn bad(one: Need, badness: Badness) -> Needs {
    Needs::from([(one, badness)])
}

/// The worst of the reasons.
pub(super) fn worst(needs: &Needs) -> Badness {
    let all = needs.iter().map(|(_, badness)| *badness);
    all.max().unwrap_or(Badness::Unknown)
}

/// The reasons of several undecided inputs of one head: plainly unknown if any of them is.
pub(super) fn at_head(inputs: impl IntoIterator<Item = Needs>) -> Needs {
    let inputs: Vec<Needs> = inputs.into_iter().filter(|one| !one.is_empty()).collect();
    let unknown = inputs.iter().any(|one| worst(one) == Badness::Unknown);
    let all = inputs.into_iter().flatten();
    if unknown {
        all.map(|(need, _)| (need, Badness::Unknown)).collect()
    } else {
        all.collect()
    }
}

/// What is missing, as answers list it: each once, in order.
pub(super) fn spelled(needs: &Needs) -> Vec<Need> {
    let set: BTreeSet<Need> = needs.iter().map(|(need, _)| need.clone()).collect();
    set.into_iter().collect()
}

/// A truth value in strong Kleene logic.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Truth {
    Yes,
    No,
    Open(Needs),
}

impl Truth {
    pub(super) fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    pub(super) fn open(one: Need) -> Self {
        Self::Open(need(one))
    }

    pub(super) fn is_no(&self) -> bool {
        matches!(self, Self::No)
    }

    pub(super) fn is_yes(&self) -> bool {
        matches!(self, Self::Yes)
    }

    pub(super) fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Open(needs) => Self::Open(needs),
        }
    }

    /// False if any is, else true if all are, else open with the needs of every open one.
    pub(super) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut open = None::<Needs>;
        for part in parts {
            match part {
                Self::No => return Self::No,
                Self::Yes => {}
                Self::Open(needs) => open.get_or_insert_default().extend(needs),
            }
        }
        open.map_or(Self::Yes, Self::Open)
    }

    /// True if any is, else false if none can be, else open.
    pub(super) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::all(parts.into_iter().map(Self::not)).not()
    }

    /// The needs of an open one; none where it is decided.
    pub(super) fn needs(&self) -> Needs {
        match self {
            Self::Open(needs) => needs.clone(),
            Self::Yes | Self::No => Needs::new(),
        }
    }
}
