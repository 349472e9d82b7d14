//! What a village records: facts of households and persons, events, agreements, benefits and names.

use std::collections::BTreeMap;

use crate::value::{AgeCounting, Exact, Unit};

/// A name in both languages; `en` falls back to `zh` where the register gives none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Chinese.
    pub zh: String,
    /// English, if given.
    pub en: Option<String>,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u16);

        impl $name {
            /// Its place in the list it belongs to.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A row of [`Register::facts`].
    FactId;
    /// A row of [`Register::events`].
    EventId;
    /// A row of [`Register::agreements`].
    AgreementId;
    /// A row of [`Register::benefits`].
    BenefitId;
    /// A row of [`Register::names`].
    NameId;
    /// A row of [`Register::bodies`].
    BodyId;
}

/// The register of a village (户籍册): read once, then only looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    /// Its own title.
    pub title: Label,
    /// Facts of households, persons and the village, derived ones after those they are derived from.
    pub facts: Vec<FactDeclaration>,
    /// Events that may be recorded.
    pub events: Vec<EventDeclaration>,
    /// Agreements that households may sign.
    pub agreements: Vec<AgreementDeclaration>,
    /// Benefits that texts may grant.
    pub benefits: Vec<BenefitDeclaration>,
    /// Names that the documents themselves make, and titles.
    pub names: Vec<NameDeclaration>,
    /// Bodies beside the usual ones.
    pub bodies: Vec<NameDeclaration>,
    /// Roles of persons, e.g. 组长: key and label; a role is held by the member whose fact of that key is true.
    pub roles: Vec<NameDeclaration>,
    /// Fewest and most members of a household.
    pub members: (u32, u32),
    /// How 周岁 are counted.
    pub age_counting: AgeCounting,
    /// Every label and key, with what it names. A label that two things share names none of them.
    pub(crate) symbols: BTreeMap<String, Symbol>,
    /// Keys and names by what they may stand for in facts files.
    pub(crate) index: Index,
}

/// Keys and names of each kind, for the reading of facts. Built once, with the register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Index {
    pub village: BTreeMap<String, FactId>,
    pub household: BTreeMap<String, FactId>,
    pub person: BTreeMap<String, FactId>,
    pub events: BTreeMap<String, EventId>,
    pub agreements: BTreeMap<String, AgreementId>,
    pub benefits: BTreeMap<String, BenefitId>,
    /// Labels of enum values; none where two facts give one name different labels.
    pub enum_labels: BTreeMap<String, Option<Label>>,
}

impl Index {
    /// The facts of one owner.
    pub const fn facts(&self, owner: Owner) -> &BTreeMap<String, FactId> {
        match owner {
            Owner::Village => &self.village,
            Owner::Household => &self.household,
            Owner::Person => &self.person,
        }
    }
}

/// What a name of the register stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Symbol {
    /// A fact.
    Fact(FactId),
    /// An event, hence an action.
    Event(EventId),
    /// An agreement.
    Agreement(AgreementId),
    /// The deposit of an agreement.
    Deposit(AgreementId),
    /// A benefit.
    Benefit(BenefitId),
    /// A name that a document makes: definition, parameter, payment, qualification, title.
    Name(NameId),
    /// A body of `bodies:`.
    Body(BodyId),
    /// A role (index into [`Register::roles`]).
    Role(u16),
}

/// Whose fact it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the words themselves")]
pub enum Owner {
    Village,
    Household,
    Person,
}

impl Owner {
    /// The keys of a facts file that stand beside facts, so that no fact may have their names.
    pub(crate) const fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Village => &["events", "meetings"],
            Self::Household => &[
                "id",
                "known_until",
                "from",
                "until",
                "succeeded_by",
                "members",
                "agreements",
                "events",
                "payments",
            ],
            Self::Person => &["id", "from", "until", "parents", "spouse"],
        }
    }
}

/// One fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactDeclaration {
    /// Its key in facts files.
    pub key: String,
    /// Its name in texts.
    pub label: Label,
    /// Whose.
    pub owner: Owner,
    /// Of what type.
    pub kind: FactKind,
    /// In what unit, for numbers that have one; money is `Yuan`.
    pub unit: Option<Unit>,
    /// Least and greatest value, in the unit as stored (money: fen).
    pub range: Option<(Exact, Exact)>,
    /// The value where none is recorded: makes the fact closed. None: open, absent is unknown.
    pub default: Option<FactValue>,
    /// Masked in public output.
    pub sensitive: bool,
    /// Drives the discrimination check.
    pub protected: bool,
    /// Of an ended policy: refused in new facts templates.
    pub historic: bool,
    /// Computed from another fact instead of recorded.
    pub derived: Option<Derived>,
}

/// The type of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// Yes or no.
    Bool,
    /// A whole number.
    Integer,
    /// A decimal, kept exactly.
    Decimal,
    /// Money, kept in fen.
    Money,
    /// A day.
    Date,
    /// One of these, by key and label.
    Enum(Vec<NameDeclaration>),
}

/// How a derived fact is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derived {
    /// `years_since: born`: completed years (周岁) on the day asked.
    YearsSince(FactId),
}

/// A value of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactValue {
    /// Yes or no.
    Bool(bool),
    /// A number in its unit; money in fen.
    Number(Exact),
    /// A day.
    Date(crate::value::Date),
    /// Index into the list of the fact's enum.
    Enum(u16),
}

/// One kind of event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventDeclaration {
    /// Its key in facts files.
    pub key: String,
    /// Its name in texts: the action.
    pub label: Label,
    /// Who does it.
    pub by: Owner,
    /// Unit of its quantity; plain times where none.
    pub unit: Option<Unit>,
    /// `redeems: true`: points are spent, as many as its quantity; its unit is 分.
    pub redeems: bool,
}

/// One kind of agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementDeclaration {
    /// Its key in facts files.
    pub key: String,
    /// Its name in texts: the title of its document.
    pub label: Label,
    /// Key and name of its deposit.
    pub deposit: Option<Label>,
}

/// Who pays a benefit. Not declared counts as not `village`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the words themselves")]
pub enum Fund {
    State,
    Collective,
    Village,
}

/// One benefit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BenefitDeclaration {
    /// Its key in facts files.
    pub key: String,
    /// Its name in texts.
    pub label: Label,
    /// Who pays.
    pub fund: Option<Fund>,
}

/// A key with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameDeclaration {
    /// Its key.
    pub key: String,
    /// Its name in texts.
    pub label: Label,
}

impl Register {
    /// What a name as written (either language, or a key) stands for.
    #[must_use]
    pub fn symbol(&self, name: &str) -> Option<Symbol> {
        self.symbols.get(name).copied()
    }

    /// A fact's declaration.
    #[must_use]
    pub fn fact(&self, id: FactId) -> Option<&FactDeclaration> {
        self.facts.get(id.index())
    }

    /// An event's declaration.
    #[must_use]
    pub fn event(&self, id: EventId) -> Option<&EventDeclaration> {
        self.events.get(id.index())
    }

    /// An agreement's declaration.
    #[must_use]
    pub fn agreement(&self, id: AgreementId) -> Option<&AgreementDeclaration> {
        self.agreements.get(id.index())
    }

    /// A benefit's declaration.
    #[must_use]
    pub fn benefit(&self, id: BenefitId) -> Option<&BenefitDeclaration> {
        self.benefits.get(id.index())
    }
}
