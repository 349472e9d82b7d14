//! What the rules look at: a sentence in one or more statements, each with its names by role.

use super::data::Role;
use super::words::Marks;
use crate::model::{DocumentKind, Schedule};
use crate::register::Fund;
use crate::span::Span;
use crate::syntax::ast::Quorum;

macro_rules! sets {
    ($(#[$doc:meta])* $one:ident, $(#[$set_doc:meta])* $set:ident;
     $($variant:ident $name:literal),*; $($group:literal [$($member:ident)*]),*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum $one { $($variant,)* }

        $(#[$set_doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(super) struct $set(u32);

        impl $set {
            /// The set of some names and groups; no names are the empty set. The name that is neither, else.
            pub fn of(names: &[String]) -> Result<Self, String> {
                let mut set = 0;
                for name in names {
                    set |= match name.as_str() {
                        $($name => 1_u32 << $one::$variant as u32,)*
                        $($group => 0 $(| 1_u32 << $one::$member as u32)*,)*
                        "any" => u32::MAX,
                        _ => return Err(name.clone()),
                    };
                }
                Ok(Self(set))
            }

            /// Whether nothing is asked, or this is in it.
            pub const fn allows(self, one: Option<$one>) -> bool {
                match one {
                    Some(one) => self.0 == 0 || self.0 & (1 << one as u32) != 0,
                    None => self.0 == 0,
                }
            }

        }
    };
}

sets! {
    /// What a statement is (README, `kind`).
    Kind,
    /// Some kinds; empty is any.
    Kinds;
    Duty "duty", Keep "keep", Ban "ban", Encourage "encourage", Right "right", Power "power", Entitle "entitle",
    Define "define", Rate "rate", Cap "cap", Choice "choice", Deposit "deposit", Refund "refund", Adopted "adopted",
    MadeBy "made-by", Consent "consent", Interpreted "interpreted", Effect "effect", Term "term", Pay "pay",
    Forfeit "forfeit", Return "return", Suspend "suspend", Bar "bar", Disqualify "disqualify", Points "points",
    Repair "repair", Notice "notice", Publish "publish", Renew "renew", Prose "prose";
    "burden" [Duty Keep Ban Deposit Pay Forfeit Suspend Bar Disqualify Points Repair],
    "deny" [Ban Suspend Bar Disqualify],
    "money" [Deposit Pay Forfeit],
    "breach" [Pay Forfeit Return Suspend Bar Disqualify Points Repair Notice Publish Renew]
}

sets! {
    /// Whom a statement is about (README, `bearer`).
    Bearer,
    /// Some bearers; empty is any.
    Bearers;
    Household "household", Person "person", PartyA "party-a", PartyB "party-b", Committee "committee",
    Assembly "assembly", Representatives "representatives", Group "group", Supervision "supervision",
    PartyMembers "party-members", MembersAssembly "members-assembly", Township "township", Village "village",
    Role "role";
    "villager" [Household Person PartyB Role],
    "village-body" [Committee Assembly Representatives Group Supervision PartyMembers MembersAssembly PartyA Village]
}

impl Kind {
    /// Whether it takes something from whoever broke a rule.
    pub const fn is_sanction(self) -> bool {
        matches!(
            self,
            Self::Pay
                | Self::Forfeit
                | Self::Suspend
                | Self::Bar
                | Self::Disqualify
                | Self::Points
                | Self::Publish
        )
    }
}

impl Bearer {
    /// Whether it is a villager or a household.
    pub const fn is_villager(self) -> bool {
        matches!(
            self,
            Self::Household | Self::Person | Self::PartyB | Self::Role
        )
    }

    /// Its name in the tables.
    pub const fn body(self) -> &'static str {
        match self {
            Self::Committee => "committee",
            Self::Assembly => "assembly",
            Self::Representatives => "representatives",
            Self::Group => "group",
            Self::Supervision => "supervision",
            Self::PartyMembers => "party-members",
            Self::MembersAssembly => "members-assembly",
            Self::Township => "township",
            Self::Village => "village",
            Self::PartyA => "party-a",
            Self::PartyB => "party-b",
            Self::Household => "household",
            Self::Person => "person",
            Self::Role => "role",
        }
    }
}

/// The words of a statement by role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles {
    pub action: Marks,
    pub payment: Marks,
    pub benefit: Marks,
    pub status: Marks,
    pub deposit: Marks,
    pub trigger: Marks,
    pub condition: Marks,
    pub excluded: Marks,
    pub matter: Marks,
    pub text: Marks,
}

impl Roles {
    pub const fn get(&self, role: Role) -> Marks {
        match role {
            Role::Action => self.action,
            Role::Payment => self.payment,
            Role::Benefit => self.benefit,
            Role::Status => self.status,
            Role::Deposit => self.deposit,
            Role::Trigger => self.trigger,
            Role::Condition => self.condition,
            Role::Excluded => self.excluded,
            Role::Matter => self.matter,
            Role::Text => self.text,
        }
    }
}

/// One statement.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Statement {
    pub source: u16,
    /// The sentence, the header or the sentence of prose.
    pub sentence: Span,
    pub document: DocumentKind,
    pub kind: Kind,
    pub bearer: Option<Bearer>,
    pub funds: Vec<Fund>,
    pub signed: bool,
    pub ends: bool,
    pub whole_chapter: bool,
    pub protected: bool,
    /// The name that the statement is about, as written.
    pub name: Option<String>,
    pub roles: Roles,
    /// What is looked at by checks: the text itself.
    pub text: String,
    pub quorum: Option<Quorum>,
    pub schedule: Option<Schedule>,
    /// It reaches back: 一并适用, or an effect before the adoption.
    pub retroactive: bool,
    /// It holds a consequence in a text that is nowhere silent about remedies, else is the first without.
    pub silent: bool,
}
