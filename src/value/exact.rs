//! Exact numbers: rates, averages and amounts before they are rounded.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedMul, CheckedSub};
use serde::{Deserialize, Serialize};

/// An exact rational number; a money amount in yuan, a rate, a quantity.
///
/// Always in lowest terms with a positive denominator, and never `i128::MIN` above it, so that
/// every number has its negative. As text it is a decimal (`12.5`) or, where no decimal ends,
/// a fraction (`2/3`).
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Exact(Ratio<i128>);

/// A text that is no exact number, or one too long to be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no number")]
pub struct ExactError;

impl Exact {
    /// The number 0.
    pub const ZERO: Self = Self(Ratio::new_raw(0, 1));
    /// The number 1.
    pub const ONE: Self = Self(Ratio::new_raw(1, 1));

    /// A whole number. `i128::MIN`, which has no negative, becomes the number beside it.
    #[must_use]
    pub const fn from_int(int: i128) -> Self {
        let held = if int == i128::MIN { -i128::MAX } else { int };
        Self(Ratio::new_raw(held, 1))
    }

    /// `num / den`; `None` if `den` is 0 or a number is `i128::MIN`.
    #[must_use]
    pub fn new(num: i128, den: i128) -> Option<Self> {
        (den != 0 && num != i128::MIN && den != i128::MIN).then(|| Self(Ratio::new(num, den)))
    }

    /// Reads plain decimal text: `240`, `-3.5`, `1,200.5` (commas between groups of three).
    /// `None` for anything else and for numbers beyond 38 digits or so.
    #[must_use]
    pub fn parse_decimal(text: &str) -> Option<Self> {
        let (negative, digits) = text
            .strip_prefix('-')
            .map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return None,
            Some((whole, fraction)) => (whole, fraction.trim_end_matches('0')),
            None => (digits, ""),
        };
        let size = whole_part(whole)?;
        let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
        let part = fraction.bytes().try_fold(0, push_digit)?;
        // Whole and fraction apart: brought to one scale, a number that can be held would not fit.
        let size = Self::from_int(size).checked_add(Self::new(part, scale)?)?;
        Some(if negative { size.negated() } else { size })
    }

    /// The numerator, in lowest terms; it carries the sign.
    #[must_use]
    pub const fn numer(&self) -> i128 {
        *self.0.numer()
    }

    /// The denominator, in lowest terms; at least 1.
    #[must_use]
    pub const fn denom(&self) -> i128 {
        *self.0.denom()
    }

    /// Whether the number is whole.
    #[must_use]
    pub const fn is_integer(&self) -> bool {
        self.denom() == 1
    }

    /// The whole number, if it is one.
    #[must_use]
    pub const fn to_integer(&self) -> Option<i128> {
        if self.is_integer() {
            Some(self.numer())
        } else {
            None
        }
    }

    /// Whether the number is below 0.
    #[must_use]
    pub const fn is_negative(&self) -> bool {
        self.numer() < 0
    }

    /// The number with the other sign; never fails.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self(Ratio::new_raw(-self.numer(), self.denom()))
    }

    /// The sum; `None` if it cannot be held.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        match self.both_whole(other) {
            Some((a, b)) => Self::whole(a.checked_add(b)?),
            None => Self::held(self.0.checked_add(&other.0)?),
        }
    }

    /// The difference; `None` if it cannot be held.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        match self.both_whole(other) {
            Some((a, b)) => Self::whole(a.checked_sub(b)?),
            None => Self::held(self.0.checked_sub(&other.0)?),
        }
    }

    /// The product; `None` if it cannot be held.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        match self.both_whole(other) {
            Some((a, b)) => Self::whole(a.checked_mul(b)?),
            None => Self::held(self.0.checked_mul(&other.0)?),
        }
    }

    /// The quotient, exact; `None` for a division by 0 or if it cannot be held.
    #[must_use]
    pub fn checked_div(self, other: Self) -> Option<Self> {
        match self.both_whole(other) {
            Some((a, b)) => Self::new(a, b),
            None => self.checked_mul(other.reciprocal()?),
        }
    }

    const fn both_whole(self, other: Self) -> Option<(i128, i128)> {
        if self.is_integer() && other.is_integer() {
            Some((self.numer(), other.numer()))
        } else {
            None
        }
    }

    /// With a positive denominator again, so that no product of denominators is negative.
    fn reciprocal(self) -> Option<Self> {
        let sign = self.numer().signum();
        (sign != 0).then(|| Self(Ratio::new_raw(self.denom() * sign, self.numer() * sign)))
    }

    fn whole(int: i128) -> Option<Self> {
        (int != i128::MIN).then(|| Self(Ratio::new_raw(int, 1)))
    }

    fn held(ratio: Ratio<i128>) -> Option<Self> {
        (*ratio.numer() != i128::MIN).then_some(Self(ratio))
    }

    /// How many decimals write the number in full: `None` where no decimal ends.
    fn decimals(&self) -> Option<u32> {
        let twos = self.denom().trailing_zeros();
        let mut rest = self.denom() >> twos;
        let mut fives = 0;
        while rest % 5 == 0 {
            rest /= 5;
            fives += 1;
        }
        (rest == 1).then_some(twos.max(fives))
    }
}

/// The digits before the point: all together, or in groups of three after the first comma.
fn whole_part(text: &str) -> Option<i128> {
    let mut groups = text.split(',');
    let first = groups.next().filter(|group| !group.is_empty())?;
    let mut size = first.bytes().try_fold(0, push_digit)?;
    for group in groups {
        if first.len() > 3 || group.len() != 3 {
            return None;
        }
        size = group.bytes().try_fold(size, push_digit)?;
    }
    Some(size)
}

fn push_digit(so_far: i128, digit: u8) -> Option<i128> {
    let digit = char::from(digit).to_digit(10)?;
    so_far.checked_mul(10)?.checked_add(i128::from(digit))
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        // Lowest terms are unique.
        self.numer() == other.numer() && self.denom() == other.denom()
    }
}

impl Eq for Exact {}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.both_whole(*other) {
            Some((a, b)) => a.cmp(&b),
            None => self.0.cmp(&other.0),
        }
    }
}

impl Hash for Exact {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.numer().hash(state);
        self.denom().hash(state);
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (num, den) = (self.numer(), self.denom());
        let scale = self
            .decimals()
            .and_then(|places| Some((places, 10_i128.checked_pow(places)?)));
        let Some((places @ 1.., scale)) = scale else {
            return if den == 1 {
                write!(f, "{num}")
            } else {
                write!(f, "{num}/{den}")
            };
        };
        let sign = if num < 0 { "-" } else { "" };
        // The rest is below the denominator, and the denominator divides the scale.
        let part = (num.unsigned_abs() % den.unsigned_abs()) * (scale / den).unsigned_abs();
        write!(
            f,
            "{sign}{}.{part:0width$}",
            num.unsigned_abs() / den.unsigned_abs(),
            width = places as usize
        )
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Exact {
    type Err = ExactError;

    /// Reads what [`Display`](fmt::Display) writes.
    fn from_str(text: &str) -> Result<Self, ExactError> {
        let read = match text.split_once('/') {
            Some((num, den)) => num
                .parse()
                .ok()
                .zip(den.parse().ok())
                .and_then(|(num, den)| Self::new(num, den)),
            None => Self::parse_decimal(text),
        };
        read.ok_or(ExactError)
    }
}

impl TryFrom<String> for Exact {
    type Error = ExactError;

    fn try_from(text: String) -> Result<Self, ExactError> {
        text.parse()
    }
}

impl From<Exact> for String {
    fn from(exact: Exact) -> Self {
        exact.to_string()
    }
}

#[cfg(test)]
mod tests;
