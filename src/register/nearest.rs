//! The known name that a misspelt one probably stands for.

use strsim::osa_distance;

/// Longer names are not compared.
const LONGEST: usize = 100;

/// The nearest of the candidates, if one is near enough: one character away for short names (as
/// most Chinese ones are), two or three for long ones. Of equally near ones the first.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted = name.trim().to_lowercase();
    let length = wanted.chars().count();
    if length > LONGEST {
        return None;
    }
    let allowed = allowance(length);
    let near = candidates.into_iter().filter_map(|candidate| {
        let other = candidate.to_lowercase();
        if other.chars().count().abs_diff(length) > allowed {
            return None;
        }
        let distance = osa_distance(&wanted, &other);
        (distance <= allowed).then_some((distance, candidate))
    });
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

const fn allowance(length: usize) -> usize {
    match length {
        0 | 1 => 0,
        2..=5 => 1,
        6..=9 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_character_of_a_short_name_is_near() {
        let known = ["人均收入", "承包地", "卫生评分"];
        assert_eq!(nearest("人均收人", known), Some("人均收入"));
        assert_eq!(nearest("承包", known), Some("承包地"));
        assert_eq!(nearest("卫生得奖", known), None);
        assert_eq!(nearest("地", known), None);
    }

    #[test]
    fn capitals_do_not_count_and_the_nearer_one_wins() {
        let known = ["contracted lane", "contracted land"];
        assert_eq!(nearest("Contracted Land", known), Some("contracted land"));
        assert_eq!(nearest("contacted lnad", known), Some("contracted land"));
    }
}
