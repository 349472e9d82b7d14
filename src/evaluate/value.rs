//! What is known of a value: the value itself, or between which bounds it lies and what would
//! decide it (semantics 2.2).

use crate::evaluate::Need;
use crate::register::FactValue;
use crate::value::Exact;

/// A value, or what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Known(FactValue),
    /// Boxed: rare, and an evaluation that knows everything moves small values only.
    Open(Box<Open>),
}

/// A value that is not decided.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Open {
    pub kind: Kind,
    /// Bounds of a number; none: no bound.
    pub low: Option<Exact>,
    pub high: Option<Exact>,
    /// What would decide it, sorted, none twice.
    pub needs: Vec<Need>,
}

/// Why it is not decided, from the file's defect to the charter's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Unknown,
    Gap,
    Conflict,
}

impl Value {
    pub const YES: Self = Self::Known(FactValue::Bool(true));
    pub const NO: Self = Self::Known(FactValue::Bool(false));

    pub const fn bool(yes: bool) -> Self {
        Self::Known(FactValue::Bool(yes))
    }

    pub const fn number(number: Exact) -> Self {
        Self::Known(FactValue::Number(number))
    }

    pub const fn int(int: i128) -> Self {
        Self::number(Exact::from_int(int))
    }

    /// Missing one thing, without bounds.
    pub fn missing(need: Need) -> Self {
        Open::missing(need).into()
    }

    pub fn is_yes(&self) -> bool {
        matches!(self, Self::Known(FactValue::Bool(true)))
    }

    pub fn is_no(&self) -> bool {
        matches!(self, Self::Known(FactValue::Bool(false)))
    }

    pub const fn open(&self) -> Option<&Open> {
        match self {
            Self::Known(_) => None,
            Self::Open(open) => Some(open),
        }
    }

    pub const fn known_number(&self) -> Option<Exact> {
        match self {
            Self::Known(FactValue::Number(number)) => Some(*number),
            Self::Known(FactValue::Bool(_) | FactValue::Date(_) | FactValue::Enum(_))
            | Self::Open(_) => None,
        }
    }

    /// Between which numbers it lies.
    pub fn bounds(&self) -> (Option<Exact>, Option<Exact>) {
        match self {
            Self::Known(FactValue::Number(number)) => (Some(*number), Some(*number)),
            Self::Known(FactValue::Bool(_) | FactValue::Date(_) | FactValue::Enum(_)) => {
                (None, None)
            }
            Self::Open(open) => (open.low, open.high),
        }
    }
}

impl Open {
    pub fn missing(need: Need) -> Self {
        Self {
            kind: Kind::Unknown,
            low: None,
            high: None,
            needs: vec![need],
        }
    }

    pub fn of_kind(kind: Kind, need: Need) -> Self {
        Self {
            kind,
            ..Self::missing(need)
        }
    }

    /// What is left where the work stopped.
    pub fn limit(what: &'static str) -> Self {
        Self::missing(Need::Limit(what))
    }

    pub fn between(mut self, low: Option<Exact>, high: Option<Exact>) -> Self {
        (self.low, self.high) = (low, high);
        self
    }

    /// Undecided for the reasons of both; the bounds are forgotten.
    pub fn and(mut self, other: &Self) -> Self {
        self.kind = self.kind.max(other.kind);
        merge_needs(&mut self.needs, &other.needs);
        (self.low, self.high) = (None, None);
        self
    }
}

impl From<Open> for Value {
    /// Bounds that meet leave nothing unknown.
    fn from(open: Open) -> Self {
        match (open.kind, open.low, open.high) {
            (Kind::Unknown, Some(low), Some(high)) if low == high => Self::number(low),
            (Kind::Unknown | Kind::Gap | Kind::Conflict, _, _) => Self::Open(Box::new(open)),
        }
    }
}

/// Adds the needs of another, sorted and none twice.
pub(crate) fn merge_needs(needs: &mut Vec<Need>, more: &[Need]) {
    for need in more {
        if let Err(at) = needs.binary_search(need) {
            needs.insert(at, need.clone());
        }
    }
}

/// Gathers what is undecided among several values.
#[derive(Debug, Default)]
pub(crate) struct Undecided(Option<Open>);

impl Undecided {
    pub fn add(&mut self, open: &Open) {
        self.0 = Some(match self.0.take() {
            Some(so_far) => so_far.and(open),
            None => Open {
                low: None,
                high: None,
                ..open.clone()
            },
        });
    }

    pub fn add_value(&mut self, value: &Value) {
        if let Some(open) = value.open() {
            self.add(open);
        }
    }

    pub fn into_open(self) -> Option<Open> {
        self.0
    }

    /// A truth value: undecided if anything was, else this.
    pub fn or_bool(self, yes: bool) -> Value {
        match self.0 {
            Some(open) => Value::Open(Box::new(open)),
            None => Value::bool(yes),
        }
    }

    /// A number between bounds, if anything was undecided.
    pub fn between(self, low: Option<Exact>, high: Option<Exact>) -> Option<Value> {
        self.0.map(|open| open.between(low, high).into())
    }
}
