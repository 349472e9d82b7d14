//! A pot in parts, to the fen.

use crate::value::{Exact, Money};

/// The parts of a pot by shares, to the fen: cut, and what is left over goes to the largest remainders.
pub(super) fn divided(pot: Money, weights: &[Exact]) -> Vec<Money> {
    let nothing = vec![Money::ZERO; weights.len()];
    let all = weights
        .iter()
        .try_fold(Exact::ZERO, |sum, one| sum.checked_add(*one));
    let Some(all) = all.filter(|all| *all > Exact::ZERO && pot > Money::ZERO) else {
        return nothing;
    };
    let quota = |weight: &Exact| {
        let fen = Exact::from_int(i128::from(pot.fen()));
        fen.checked_mul(*weight)?.checked_div(all)
    };
    let Some(quotas) = weights.iter().map(quota).collect::<Option<Vec<Exact>>>() else {
        return nothing;
    };
    let mut parts: Vec<i128> = quotas
        .iter()
        .map(|one| one.numer().div_euclid(one.denom()))
        .collect();
    let given: i128 = parts.iter().sum();
    let mut left = i128::from(pot.fen()) - given;
    let mut rest: Vec<(Exact, usize)> = quotas
        .iter()
        .zip(&parts)
        .enumerate()
        .filter_map(|(at, (quota, part))| Some((quota.checked_sub(Exact::from_int(*part))?, at)))
        .collect();
    rest.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, at) in rest {
        if left > 0
            && let Some(part) = parts.get_mut(at)
        {
            *part += 1;
            left -= 1;
        }
    }
    let fen = parts
        .into_iter()
        .map(|part| i64::try_from(part).unwrap_or(0));
    fen.map(Money::from_fen).collect()
}

/// Whole fen, not below none.
pub(super) fn fen(amount: Exact, up: bool) -> Option<Money> {
    let cut = amount.numer().div_euclid(amount.denom());
    let whole = if up && Exact::from_int(cut) < amount {
        cut + 1
    } else {
        cut
    };
    Some(Money::from_fen(i64::try_from(whole.max(0)).ok()?))
}
