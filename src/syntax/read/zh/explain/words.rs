//! Slips of a word: misspelt, unknown, without its quotes.

use super::missing::last_of;
use super::whole::FORCE;
use super::{Place, VALUE, found, is_han, usual};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::syntax::read::{Reader, Rule};

/// `「分红」100元以上`
pub(super) fn amount_with_bound(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let word = ["以上", "以下", "以内", "以外"]
        .into_iter()
        .find(|word| place.rest.starts_with(word))?;
    let message = (
        "金额是一个确定的数，不能带比较词",
        "an amount is one number and holds no comparison",
    );
    let help = (
        format!("请删去“{word}”；要限定上下，写“，最低…”“，最高…”"),
        format!("leave `{word}` out; bounds are `，最低…` and `，最高…`"),
    );
    Some(found(
        Code::WrongWord,
        place.span(word.len()),
        message,
        (&help.0, &help.1),
    ))
}

/// `50吨`
pub(super) fn unit(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let first = place
        .rest
        .chars()
        .next()
        .filter(|first| is_han(*first) && *first != '的')?;
    let numbered = place.before.ends_with(super::is_digit);
    let message = Text::new(
        format!("没有单位“{first}”"),
        format!("there is no unit `{first}`"),
    );
    let units = "元、角、周岁、年、个季度、个月、日、个工作日、小时、亩、平方米、米、公里、斤、公斤、%、人、户、次、份、倍、分";
    let help = (
        format!("单位有：{units}"),
        format!("the units are: {units}"),
    );
    (numbered && place.expects(&[Rule::zh_scale, Rule::zh_odd_unit, Rule::zh_unit])).then(|| {
        Diagnostic::new(Code::BadUnit, place.span(first.len_utf8()), message).help(help.0, help.1)
    })
}

/// Words that a sentence may go on with.
const WORDS: &[&str] = &[
    "应当",
    "必须",
    "不得",
    "禁止",
    "有权",
    "可以",
    "领取",
    "享受",
    "鼓励",
    "提倡",
    "是指",
    "不少于",
    "不超过",
    "超过",
    "低于",
    "以上",
    "以下",
    "违反",
    "除外",
    "直至",
    "暂停享受",
    "支付",
    "施行",
    "不予退还",
    "如数退还",
    "每累计",
    "累计",
    "合计",
];

/// One character away from a word of the language: `应挡`.
pub(super) fn misspelt(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let run = place.run();
    let near = |word: &str| {
        let written: String = run.chars().take(word.chars().count()).collect();
        let differing = written
            .chars()
            .zip(word.chars())
            .filter(|(one, other)| one != other)
            .count();
        let begins = written.chars().next() == word.chars().next();
        (begins && differing == 1 && written.chars().count() == word.chars().count())
            .then_some(written)
    };
    if FORCE
        .iter()
        .any(|force| force.chars().count() > 1 && run.starts_with(force))
    {
        return None;
    }
    let (written, word) = WORDS.iter().find_map(|word| Some((near(word)?, *word)))?;
    let message = (
        format!("没有“{written}”这个词"),
        format!("`{written}` is no word of the language"),
    );
    let help = (format!("是否“{word}”？"), format!("perhaps `{word}`?"));
    Some(found(
        Code::WrongWord,
        place.span(written.len()),
        (&message.0, &message.1),
        (&help.0, &help.1),
    ))
}

/// `不得赌博`
pub(super) fn unquoted(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let names = [
        Rule::name,
        Rule::zh_names,
        Rule::zh_ban_names,
        Rule::zh_do,
        Rule::zh_meeting,
    ];
    let run = place
        .run()
        .split(['的', '同'])
        .next()
        .filter(|run| !run.is_empty())?;
    if !place.expects(&names) && !place.expects(VALUE) {
        return None;
    }
    let message = (
        format!("名称要加引号：「{run}」"),
        format!("names stand in quotes: 「{run}」"),
    );
    let help = (
        format!("请写「{run}」；引号以外只能用本语言的词"),
        format!("write 「{run}」; outside quotes only words of the language stand"),
    );
    Some(found(
        Code::MissingQuote,
        place.span(run.len()),
        (&message.0, &message.1),
        (&help.0, &help.1),
    ))
}

/// What may stand at a place, in the words of the language, the least first.
const NOUNS: &[(&[Rule], &str, &str)] = &[
    (
        &[Rule::zh_ref, Rule::zh_refs],
        "条文编号，如第九条",
        "a reference such as 第九条",
    ),
    (
        &[Rule::year, Rule::zh_start_day, Rule::iso_date],
        "日期，如2024年3月1日",
        "a date such as 2024年3月1日",
    ),
    (
        &[Rule::zh_agrees, Rule::zh_passes],
        "“同意”或“通过”",
        "`同意` or `通过`",
    ),
    (&[Rule::de], "“的”", "`的`"),
    (
        &[
            Rule::zh_must,
            Rule::zh_ban_word,
            Rule::zh_duty,
            Rule::zh_entitled,
            Rule::zh_odd_must,
        ],
        "应当、不得、有权、可以等词",
        "a word such as 应当, 不得, 有权 or 可以",
    ),
    (&[Rule::zh_higher], "“按较高标准享受”", "`按较高标准享受`"),
    (
        &[Rule::zh_bound, Rule::zh_word_after],
        "比较词，如以上、以下、超过、低于",
        "a comparison word such as 以上 or 超过",
    ),
    (&[Rule::name, Rule::zh_names], "「名称」", "a 「name」"),
    (
        VALUE,
        "条件、金额或数字",
        "a condition, an amount or a number",
    ),
    (&[Rule::comma], "“，”或“。”", "`，` or `。`"),
];

/// What is said where nothing better is known.
pub(super) fn anything(reader: &Reader<'_>, place: &Place<'_>) -> Diagnostic {
    let near = last_of(place.before, 6);
    let length = place.rest.chars().next().map_or(0, char::len_utf8);
    let noun = NOUNS
        .iter()
        .find(|(rules, ..)| place.expects(rules))
        .filter(|_| !near.is_empty());
    let (message, span) = match noun {
        Some((_, zh, en)) => {
            let zh = format!("“{near}”之后读不懂，这里可以写{zh}");
            (
                Text::new(
                    zh,
                    format!("after `{near}` the sentence cannot be read; {en} may stand here"),
                ),
                place.span(length),
            )
        }
        None => (
            Text::new(
                "这不是本语言的句式",
                "this is none of the forms of the language",
            ),
            place.slice(),
        ),
    };
    let other = ("请对照语言说明改写；", "see the language reference");
    let (zh, en) = usual::advice(place.slice().of(reader.folded), other);
    Diagnostic::new(Code::Unreadable, span, message).help(
        format!("{zh}若为说明文字，行首加“>”"),
        format!("{en}; if it is prose, begin the line with `>`"),
    )
}
