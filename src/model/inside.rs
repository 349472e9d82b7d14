//! What an expression is made of.

use super::{Body, Expr};

impl Expr {
    /// The expressions directly inside it, in the order of the text.
    #[must_use]
    pub fn inside(&self) -> Vec<&Self> {
        match self {
            Self::Bool(_)
            | Self::Number(_)
            | Self::Date(_)
            | Self::Enum(..)
            | Self::Fact(_)
            | Self::Definition(_)
            | Self::Parameter(_)
            | Self::Signed(_)
            | Self::SigningDay(_)
            | Self::Blank(_)
            | Self::OverdueDays(_)
            | Self::EventCount(..)
            | Self::MissedInARow(..) => Vec::new(),
            Self::Not(of)
            | Self::Rounded { of, .. }
            | Self::All(of)
            | Self::Over(_, of)
            | Self::HouseholdShare(of)
            | Self::OverHouseholds(_, of)
            | Self::Age(of)
            | Self::Elapsed(of, _) => vec![of],
            Self::Count(of) | Self::Households(of) | Self::Related { when: of, .. } => {
                of.iter().map(Box::as_ref).collect()
            }
            Self::And(all) | Self::Or(all) | Self::Extreme(_, all) => all.iter().collect(),
            Self::Compare(_, left, right)
            | Self::Arithmetic(_, left, right)
            | Self::MonthsBetween(left, right) => vec![left, right],
            Self::PerFull { of, gives, .. } => vec![of, gives],
        }
    }
}

impl Body {
    /// The expressions it is made of, in the order of the text.
    #[must_use]
    pub fn inside(&self) -> Vec<&Expr> {
        match self {
            Self::Value(value) => vec![value],
            Self::Cases(rows) => rows
                .iter()
                .flat_map(|row| row.when.iter().chain([&row.value]))
                .collect(),
            Self::Slices { base, slices } => {
                let parts = slices
                    .iter()
                    .flat_map(|one| [Some(&one.over), one.to.as_ref(), Some(&one.rate)]);
                std::iter::once(base).chain(parts.flatten()).collect()
            }
        }
    }
}
