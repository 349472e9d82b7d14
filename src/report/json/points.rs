//! The points ledger in the JSON of `evaluate`.

use serde::Serialize;

use crate::evaluate::PointsBalance;
use crate::report::spell::Spelling;
use crate::value::{Exact, Money};

/// What stands on the points ledger at the end of a period.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct PointsJson {
    pub period: String,
    pub balance: Option<CountJson>,
    pub redeemable_fen: Option<i64>,
    pub needs: Vec<String>,
    pub because: Vec<String>,
}

/// A number of points: never a binary fraction.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum CountJson {
    /// A whole number.
    Whole(i64),
    /// Decimal text, as in `"2.5"`.
    Decimal(String),
}

impl CountJson {
    fn of(number: Exact) -> Self {
        let whole = number.to_integer();
        match whole.and_then(|whole| i64::try_from(whole).ok()) {
            Some(whole) => Self::Whole(whole),
            None => Self::Decimal(number.to_string()),
        }
    }
}

pub(super) fn points(item: &PointsBalance, spell: &Spelling<'_>) -> PointsJson {
    PointsJson {
        period: item.period.to_string(),
        balance: item.balance.map(CountJson::of),
        redeemable_fen: item.redeemable.map(Money::fen),
        needs: super::outcome::needs(&item.needs, spell),
        because: Vec::new(),
    }
}
