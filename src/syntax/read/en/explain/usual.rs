//! The commonest forms, shown to whoever wrote the same in plain words, without a name in brackets.

/// Words of a rule as people write it, and a sentence of the language that says the like.
const USUAL: &[(&[&str], &str)] = &[
    (
        &[
            "fine",
            "fined",
            "fines",
            "penalty",
            "breach",
            "violates",
            "violation",
        ],
        "For a breach of Article 6, the household must [clean up] within 3 days; failing that, must pay [removal fee] of 50 yuan.",
    ),
    (
        &["forbidden", "prohibited", "cannot", "not"],
        "A villager must not [dump rubbish].",
    ),
    (
        &[
            "receive",
            "receives",
            "entitled",
            "grant",
            "subsidy",
            "allowance",
            "award",
            "paid",
        ],
        "A villager whose [age] is at least 80 years is entitled each month to [old-age allowance] of 100 yuan.",
    ),
    (
        &["must", "shall", "should"],
        "A household must [clean the lane] by 31 January each year.",
    ),
    (
        &["may", "right"],
        "A villager may [ask for a review] within 30 days after [notice].",
    ),
    (
        &["means"],
        "[hardship household] means a household whose [income per head] is under 4000 yuan.",
    ),
];

/// How a sentence with these words is usually written; the other advice where it has none of them.
pub(super) fn advice(slice: &str, other: (&str, &str)) -> (String, String) {
    let spelt = slice.to_lowercase();
    let words: Vec<&str> = spelt.split(|c: char| !c.is_alphabetic()).collect();
    let is_plain = !slice.contains('[');
    let row = USUAL
        .iter()
        .find(|(usual, _)| is_plain && usual.iter().any(|word| words.contains(word)));
    match row {
        Some((_, written)) => (
            format!("写法如：{written}"),
            format!("write it like `{written}`"),
        ),
        None => (other.0.to_owned(), other.1.to_owned()),
    }
}
