//! Slips of what is put together in one sentence.

use super::whole::FORCE;
use super::{Place, found, is_digit};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::syntax::read::{Reader, Rule};

/// Who a sentence may speak of.
pub(super) const HEADS: &[&str] = &[
    "村民委员会",
    "村民代表会议",
    "村民会议",
    "村民小组",
    "村务监督委员会",
    "党员大会",
    "成员大会",
    "村民",
    "成员",
    "户",
    "甲方",
    "乙方",
];

/// `村民应当「甲」，村民委员会应当「乙」`
pub(super) fn doers(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let said = FORCE.iter().any(|word| place.before.contains(word));
    let last = place.since_comma().unwrap_or("");
    let next = place.rest.trim_start_matches(['，', ',']);
    let after_mark =
        next.len() < place.rest.len() || (last.is_empty() && place.since_comma().is_some());
    let second =
        HEADS.contains(&last) || after_mark && HEADS.iter().any(|head| next.starts_with(head));
    let message = ("一句话里有两个主语", "one sentence speaks of two doers");
    (said && second).then(|| {
        found(
            Code::Unreadable,
            place.span(0),
            message,
            ("请用“。”分成两句", "write two sentences"),
        )
    })
}

/// `「甲」、「乙」之一`
pub(super) fn one_of(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let word = "之一";
    let message = (
        "“之一”不明确：是选一件来做，还是任一个都算？",
        "`之一` is unclear: one of them by choice, or any of them?",
    );
    let help = (
        "条件请写“「甲」或者「乙」”；应当做的事请分开写",
        "in a condition write `「甲」或者「乙」`; write duties apart",
    );
    place
        .rest
        .starts_with(word)
        .then(|| found(Code::UnclearJoiner, place.span(word.len()), message, help))
}

/// `「甲」的户和「乙」的户`
pub(super) fn two_subjects(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let slice = place.slice().of(reader.folded);
    let heads = ["户", "村民", "成员"];
    let joined = heads.iter().any(|head| {
        ["和「", "、「", "与「"]
            .iter()
            .any(|and| slice.contains(&format!("的{head}{and}")))
    });
    let message = (
        "两种户或村民不能用“和”连在一起",
        "two kinds of subjects are not joined like this",
    );
    let help = (
        "请写“「甲」或者「乙」的户”，或分成两句",
        "write `「甲」或者「乙」的户`, or two sentences",
    );
    joined.then(|| found(Code::UnclearJoiner, place.slice(), message, help))
}

/// `于「会议」15日前`
pub(super) fn days_before(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let after = place.rest.trim_start_matches(is_digit);
    let unit = ["日", "天", "个工作日", "个月"]
        .into_iter()
        .find_map(|unit| after.strip_prefix(unit))?;
    let number = place.rest.get(..place.rest.len() - unit.len())?;
    let help = (
        format!("请写“前{number}”，如：在「会议」前15日"),
        format!("write `前{number}`, as in 在「会议」前15日"),
    );
    let message = ("“前”写在天数之前", "`前` comes before the number of days");
    let fits =
        place.before.ends_with('」') && unit.starts_with('前') && after.len() < place.rest.len();
    fits.then(|| {
        found(
            Code::WordOrder,
            place.span(number.len()),
            message,
            (&help.0, &help.1),
        )
    })
}

/// `「期限」届满的户`
pub(super) fn expired(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let slice = place.slice().of(reader.folded);
    let at = place.slice().start as usize + slice.find("」届满")? + "」".len();
    let span = crate::span::Span::new(at, at + "届满".len());
    let message = (
        "“届满”前面要写多长时间",
        "how long is not said before `届满`",
    );
    let help = (
        "例如：自「签订日」起满3年；自「签订日」起3年届满",
        "for example: 自「签订日」起满3年",
    );
    Some(found(Code::MissingWord, span, message, help))
}

/// `…，但「困难户」除外，并扣5分` · `…，条件是「甲」，并扣5分`
pub(super) fn after_exception(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let before = place.before.trim_end_matches(['，', ',']);
    let condition = before.rfind("，条件是").is_some() && place.rest.starts_with("并");
    let ended = before.ends_with("除外") || condition;
    let message = (
        "“除外”“条件是…”之后不能再写后果",
        "nothing more is ordered after an exception or a condition",
    );
    let help = (
        "请把后果写在它之前，或另写一句",
        "write it before that, or as a sentence of its own",
    );
    (ended && !place.rest.is_empty()).then(|| found(Code::WordOrder, place.span(0), message, help))
}

/// `「困难户」的户违反第九条的`
pub(super) fn breach_of_some(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let message = (
        "带条件的主语不能和“违反”写在一起",
        "a subject with a condition does not go with `违反`",
    );
    let help = (
        "请写“违反第…条的，…，但…除外”，或把条件写进被违反的那一条",
        "write `违反第…条的，…，但…除外`, or put the condition into the article itself",
    );
    let word = "违反";
    (place.rest.starts_with(word) && !place.before.is_empty())
        .then(|| found(Code::Unreadable, place.span(word.len()), message, help))
}

/// `持有「甲」和「乙」的户`
pub(super) fn conditions(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let joiner = ["以及", "和", "与", "及", "、"]
        .into_iter()
        .find(|word| place.rest.starts_with(word))?;
    let message = Text::new(
        format!("“{joiner}”不明确：是“且”（同时）还是“或”（任一）？"),
        format!("`{joiner}` is unclear: 且 (both) or 或 (either)?"),
    );
    let help = (
        "条件用“且”或“或”连接，每个条件都写动词：持有「甲」且持有「乙」",
        "join conditions with 且 or 或, each with its own verb",
    );
    place
        .expects(&[Rule::zh_and, Rule::zh_or, Rule::de])
        .then(|| {
            Diagnostic::new(Code::UnclearJoiner, place.span(joiner.len()), message)
                .help(help.0, help.1)
        })
}

/// `应当「甲」，「乙」`
pub(super) fn name_after_comma(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let last = place.since_comma()?;
    let name = last.starts_with('「') && last.ends_with('」') && last.matches('」').count() == 1;
    let before = place
        .before
        .rsplit_once(['，', ','])
        .is_some_and(|(before, _)| before.ends_with('」'));
    let message = (
        "逗号后面的名称读不懂：是另一件应当做的事吗？",
        "the name after the comma is unclear: is it one more thing to do?",
    );
    let help = (
        "请写“「甲」、「乙」”或“，并应当「乙」”",
        "write `「甲」、「乙」` or `，并应当「乙」`",
    );
    (name && before && place.rest.is_empty())
        .then(|| found(Code::UnclearJoiner, place.span(0), message, help))
}

/// `「评分」60分以上，80分以下`
pub(super) fn range_after_comma(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let last = place.since_comma()?;
    let number = !last.is_empty() && last.chars().all(is_digit);
    let bound = ["以上", "以下", "以内", "以外"]
        .iter()
        .any(|word| place.rest.contains(word));
    let message = (
        "逗号后面不能接着写范围的另一头",
        "the other end of a range does not follow a comma",
    );
    let help = (
        "请写“60分以上80分以下”或“60分以上且80分以下”",
        "write `60分以上80分以下` or `60分以上且80分以下`",
    );
    (number && bound).then(|| found(Code::UnclearJoiner, place.span(0), message, help))
}
