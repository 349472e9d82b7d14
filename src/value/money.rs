//! Money in fen, and its division among members.

use serde::{Deserialize, Serialize};

use super::{Exact, Rounding, round_to};

/// An amount of money in fen (1/100 yuan); never a float, never wraps.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many fen.
    #[must_use]
    pub const fn from_fen(fen: i64) -> Self {
        Self(fen)
    }

    /// So many whole yuan; `None` on overflow.
    #[must_use]
    pub fn from_yuan(yuan: i64) -> Option<Self> {
        yuan.checked_mul(100).map(Self)
    }

    /// An exact amount in yuan, rounded to the fen; `None` if it cannot be held.
    #[must_use]
    pub fn from_yuan_exact(yuan: Exact, mode: Rounding) -> Option<Self> {
        let fen = round_to(yuan.checked_mul(Exact::from_int(100))?, Exact::ONE, mode)?;
        i64::try_from(fen.to_integer()?).ok().map(Self)
    }

    /// The amount in fen.
    #[must_use]
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// The amount in yuan, exact.
    #[must_use]
    pub fn to_yuan_exact(self) -> Exact {
        match self.0 % 100 {
            0 => Exact::from_int(i128::from(self.0 / 100)),
            // 100 is no 0, so there is always such a number.
            _ => Exact::new(i128::from(self.0), 100).unwrap_or(Exact::ZERO),
        }
    }

    /// The sum; `None` on overflow.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference; `None` on overflow.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The amount with the other sign; `None` on overflow.
    #[must_use]
    pub fn checked_neg(self) -> Option<Self> {
        self.0.checked_neg().map(Self)
    }

    /// So many times the amount; `None` on overflow.
    #[must_use]
    pub fn checked_times(self, times: i64) -> Option<Self> {
        self.0.checked_mul(times).map(Self)
    }

    /// The amount in yuan as people write it: `240`, `5.50`, `-0.05`.
    #[must_use]
    pub fn yuan(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (yuan, fen) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        if fen == 0 {
            format!("{sign}{yuan}")
        } else {
            format!("{sign}{yuan}.{fen:02}")
        }
    }
}

/// Divides `total` in proportion to `weights`: each share is the exact one rounded toward zero,
/// and the fen that remain go one each to the largest remainders, ties by order.
///
/// One share for each weight, which sum exactly to `total`; if no weight is above 0 there is
/// nobody to divide among, and every share is zero.
#[must_use]
pub fn shares(total: Money, weights: &[u32]) -> Vec<Money> {
    let wide: Vec<u128> = weights.iter().map(|weight| u128::from(*weight)).collect();
    divided(total, &wide).unwrap_or_else(|| vec![Money::ZERO; weights.len()])
}

/// The same for weights that are no whole numbers (a share and a half); `None` where one is below 0
/// or the numbers become too large to be counted with.
#[must_use]
pub fn apportion(total: Money, weights: &[Exact]) -> Option<Vec<Money>> {
    let scale = weights.iter().try_fold(1_i128, |scale, weight| {
        let steps = weight.denom() / gcd(scale, weight.denom());
        scale.checked_mul(steps)
    })?;
    let scaled = weights.iter().map(|weight| {
        let steps = weight.numer().checked_mul(scale / weight.denom())?;
        u128::try_from(steps).ok()
    });
    divided(total, &scaled.collect::<Option<Vec<u128>>>()?)
}

/// The greatest number that divides both, which are above 0.
const fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn divided(total: Money, weights: &[u128]) -> Option<Vec<Money>> {
    let sum = weights
        .iter()
        .try_fold(0_u128, |sum, weight| sum.checked_add(*weight))?;
    if sum == 0 {
        return Some(vec![Money::ZERO; weights.len()]);
    }
    let size = u128::from(total.0.unsigned_abs());
    let mut parts = Vec::with_capacity(weights.len());
    for (at, weight) in weights.iter().enumerate() {
        parts.push(Part::of(at, size.checked_mul(*weight)?, sum));
    }
    let given: u128 = parts.iter().map(|part| part.fen).sum();
    // Stable, so equal remainders keep their order.
    parts.sort_by_key(|part| std::cmp::Reverse(part.rest));
    for part in parts
        .iter_mut()
        .take(usize::try_from(size - given).unwrap_or(0))
    {
        part.fen += 1;
    }
    parts.sort_by_key(|part| part.at);
    Some(parts.iter().map(|part| part.signed(total)).collect())
}

struct Part {
    at: usize,
    fen: u128,
    rest: u128,
}

impl Part {
    fn of(at: usize, product: u128, sum: u128) -> Self {
        Self {
            at,
            fen: product / sum,
            rest: product % sum,
        }
    }

    fn signed(&self, total: Money) -> Money {
        // A share is never larger than the total, so it fits in 64 bits like the total.
        let size = i128::try_from(self.fen).unwrap_or(0);
        let fen = if total.0 < 0 { -size } else { size };
        Money(i64::try_from(fen).unwrap_or(total.0))
    }
}

#[cfg(test)]
mod tests;
