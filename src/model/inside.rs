//! What expressions and heads are made of.

use super::{Body, Consequence, Expr, Head, Label, NormId};

impl Head {
    /// Whether it asks or takes something of somebody; such a norm never holds for the past.
    #[must_use]
    pub const fn is_burden(&self) -> bool {
        match self {
            Self::Duty(_)
            | Self::Keep { .. }
            | Self::Ban(_)
            | Self::OnBreach { .. }
            | Self::OnCondition { .. }
            | Self::Deemed { .. }
            | Self::PayDeposit { .. } => true,
            Self::Permit(_)
            | Self::Entitle(_)
            | Self::Encourage(_)
            | Self::RefundAtEnd { .. }
            | Self::Share(_)
            | Self::Priority { .. }
            | Self::Rate { .. } => false,
        }
    }

    /// The act or state that it asks for or forbids.
    #[must_use]
    pub const fn bound(&self) -> Option<&Label> {
        match self {
            Self::Duty(duty) => Some(&duty.action),
            Self::Keep { name, .. } => Some(name),
            Self::Ban(ban) => Some(&ban.action),
            Self::Entitle(_)
            | Self::Encourage(_)
            | Self::OnBreach { .. }
            | Self::OnCondition { .. }
            | Self::Deemed { .. }
            | Self::PayDeposit { .. }
            | Self::RefundAtEnd { .. }
            | Self::Permit(_)
            | Self::Share(_)
            | Self::Priority { .. }
            | Self::Rate { .. } => None,
        }
    }

    /// The norms of whose breach it speaks.
    #[must_use]
    pub fn broken(&self) -> &[NormId] {
        match self {
            Self::OnBreach { of, .. } | Self::Deemed { of } => of,
            Self::Entitle(_)
            | Self::Duty(_)
            | Self::Keep { .. }
            | Self::Ban(_)
            | Self::Encourage(_)
            | Self::OnCondition { .. }
            | Self::PayDeposit { .. }
            | Self::RefundAtEnd { .. }
            | Self::Permit(_)
            | Self::Share(_)
            | Self::Priority { .. }
            | Self::Rate { .. } => &[],
        }
    }

    /// What follows, from a breach or where a condition holds.
    #[must_use]
    pub fn consequences(&self) -> &[Consequence] {
        match self {
            Self::OnBreach { consequences, .. } | Self::OnCondition { consequences } => {
                consequences
            }
            Self::Entitle(_)
            | Self::Duty(_)
            | Self::Keep { .. }
            | Self::Ban(_)
            | Self::Encourage(_)
            | Self::Deemed { .. }
            | Self::PayDeposit { .. }
            | Self::RefundAtEnd { .. }
            | Self::Permit(_)
            | Self::Share(_)
            | Self::Priority { .. }
            | Self::Rate { .. } => &[],
        }
    }
}

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
