//! Rounding: to the fen, to the yuan, to any step.

use serde::{Deserialize, Serialize};

use super::Exact;

/// How a number between two steps is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// 四舍五入: to the nearer step, half away from zero.
    HalfUp,
    /// 舍去: toward zero.
    Down,
    /// 进到: away from zero.
    Up,
}

/// `x` rounded to a multiple of `step` (1 for whole yuan, 1/100 for fen, 100 for hundreds).
/// `None` if `step` is not above 0 or the result cannot be held.
#[must_use]
pub fn round_to(x: Exact, step: Exact, mode: Rounding) -> Option<Exact> {
    if step <= Exact::ZERO {
        return None;
    }
    let steps = if step == Exact::ONE {
        x
    } else {
        x.checked_div(step)?
    };
    Exact::from_int(whole_steps(steps, mode)?).checked_mul(step)
}

fn whole_steps(steps: Exact, mode: Rounding) -> Option<i128> {
    let (num, den) = (steps.numer(), steps.denom());
    let (toward_zero, rest) = (num / den, (num % den).abs());
    let away = match mode {
        Rounding::HalfUp => rest >= den - rest,
        Rounding::Down => false,
        Rounding::Up => rest > 0,
    };
    if away {
        toward_zero.checked_add(num.signum())
    } else {
        Some(toward_zero)
    }
}

#[cfg(test)]
mod tests;
