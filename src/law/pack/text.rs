//! Numbers in plain text, for the checks of prose.

/// Chinese digits and words of number, as in `二十三`.
const DIGITS: &str = "零一二三四五六七八九";

/// Whether a character may stand in a number.
pub(super) fn is_numeral(one: char) -> bool {
    one.is_ascii_digit() || DIGITS.contains(one) || "两十百千万.".contains(one)
}

/// A small number as written: `3`, `三`, `二十`; none where it is not one below a hundred.
pub(super) fn small(text: &str) -> Option<u32> {
    if let Ok(number) = text.parse::<u32>() {
        return Some(number);
    }
    let digit = |one: char| match one {
        '两' => Some(2),
        _ => DIGITS
            .chars()
            .position(|digit| digit == one)
            .and_then(|at| u32::try_from(at).ok()),
    };
    let (mut total, mut last) = (0, None);
    for one in text.chars() {
        match one {
            '十' => total += last.take().unwrap_or(1) * 10,
            _ => last = Some(digit(one)?),
        }
    }
    (!text.is_empty()).then_some(total + last.unwrap_or(0))
}

/// Every number right before a word: `三` in `任期三年` before `年`.
pub(super) fn before<'t>(text: &'t str, word: &str) -> Vec<&'t str> {
    let found = text.match_indices(word).map(|(at, _)| {
        let head = text.get(..at).unwrap_or_default();
        let start = head.trim_end_matches(is_numeral).len();
        head.get(start..).unwrap_or_default()
    });
    found.filter(|number| !number.is_empty()).collect()
}

/// English numbers of years: `five years`, `5 years`.
pub(super) fn years(text: &str) -> Vec<u32> {
    const NAMES: [&str; 10] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|one: char| !one.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let pairs = words.windows(2).filter_map(|pair| match pair {
        [number, unit] if unit.starts_with("year") => {
            let named = NAMES.iter().position(|name| name == number);
            let named = named.and_then(|at| u32::try_from(at + 1).ok());
            named.or_else(|| number.parse().ok())
        }
        _ => None,
    });
    pairs.collect()
}

/// Whether two amounts of money are joined: `100元至200元`, `一百至二百元`, `100 to 200 yuan`.
pub(super) fn has_range(text: &str) -> bool {
    let lower = text.to_lowercase();
    let joins = ["至", "到", "—", "-", "~", "～", "–", " to "];
    joins.iter().any(|join| {
        lower.match_indices(join).any(|(at, _)| {
            let left = lower.get(..at).unwrap_or_default().trim_end();
            let right = lower
                .get(at + join.len()..)
                .unwrap_or_default()
                .trim_start();
            let left = left
                .trim_end_matches("yuan")
                .trim_end_matches('元')
                .trim_end();
            let rest = right.trim_start_matches(is_numeral);
            left.ends_with(is_numeral)
                && rest.len() < right.len()
                && (rest.starts_with('元') || rest.trim_start().starts_with("yuan"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        assert_eq!(small("三"), Some(3));
        assert_eq!(small("二十三"), Some(23));
        assert_eq!(small("十"), Some(10));
        assert_eq!(small("12"), Some(12));
        assert_eq!(small("百"), None);
        assert_eq!(before("每届任期三年，2024年", "年"), ["三", "2024"]);
        assert_eq!(years("a term of five years, not 3 years"), [5, 3]);
    }

    #[test]
    fn ranges_of_money_are_seen() {
        assert!(has_range("赔偿一百元至二百元") && has_range("100-200元"));
        assert!(has_range("100 to 200 yuan"));
        assert!(!has_range("自2024年1月1日至12月31日") && !has_range("至少200元"));
    }
}
