//! Slips of what is not there.

use super::joined::HEADS;
use super::{Place, VALUE, found, is_digit};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::Span;
use crate::syntax::read::{Reader, Rule};

/// A sentence that breaks off.
pub(super) fn end(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    if !place.rest.is_empty() {
        return None;
    }
    let ends = |words: &[&str]| words.iter().any(|word| place.before.ends_with(word));
    let (zh, en) = match () {
        () if ends(&["领取", "获得", "享受", "停发"]) => (
            "什么待遇？请写上「名称」",
            "which benefit? write its 「name」",
        ),
        () if place.expects(&[Rule::zh_do, Rule::zh_keep]) => (
            "应当做什么？请写上「名称」",
            "must do what? write its 「name」",
        ),
        () if place.expects(&[Rule::name]) => ("后面要写「名称」", "a 「name」 belongs here"),
        () if place.expects(VALUE) => (
            "后面要写金额、数字或条件",
            "an amount, a number or a condition belongs here",
        ),
        () if place.expects(&[Rule::zh_agrees, Rule::zh_passes, Rule::zh_quorum]) => {
            ("缺少“同意”或“通过”", "`同意` or `通过` is missing")
        }
        () if place.expects(&[Rule::de]) => ("缺少“的”和后面的话", "`的` and the rest are missing"),
        () => (
            "缺少应当、不得、可以、有权等词",
            "a word such as 应当, 不得, 可以 or 有权 is missing",
        ),
    };
    let message = Text::new(
        format!("句子没有写完：{zh}"),
        format!("the sentence is not finished: {en}"),
    );
    let help = ("请把这句话写完", "finish the sentence");
    Some(Diagnostic::new(Code::UnfinishedSentence, place.span(0), message).help(help.0, help.1))
}

/// `违反第9的`
pub(super) fn article_mark(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let number = place
        .before
        .get(place.before.trim_end_matches(is_digit).len()..)?;
    let help = (
        format!("请写“第{number}条”"),
        format!("write `第{number}条`"),
    );
    let message = (
        "条文编号后面缺少“条”",
        "`条` is missing after the number of an article",
    );
    place.expects(&[Rule::zh_article_mark]).then(|| {
        found(
            Code::MissingWord,
            place.span(0),
            message,
            (&help.0, &help.1),
        )
    })
}

/// `违反第九条的：扣5分`
pub(super) fn colon_for_comma(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let colon = place
        .rest
        .chars()
        .next()
        .filter(|mark| matches!(mark, '：' | ':'))?;
    let message = ("这里用“，”，不用“：”", "a comma belongs here, not a colon");
    place.expects(&[Rule::comma]).then(|| {
        found(
            Code::WrongWord,
            place.span(colon.len_utf8()),
            message,
            ("请写“，”", "write `，`"),
        )
    })
}

/// `不满「下限」的户`
pub(super) fn left_side(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let words = [
        "不满",
        "不足",
        "不少于",
        "不低于",
        "不超过",
        "不高于",
        "超过",
        "低于",
        "高于",
        "少于",
        "多于",
        "达到",
        "年满",
        "满",
        "大于",
        "小于",
    ];
    // 不 alone is read before the word is seen to be another one.
    let start = place.at
        - if place.before.ends_with('不') {
            '不'.len_utf8()
        } else {
            0
        };
    let rest = Span::new(start, place.slice().end as usize).of(reader.folded);
    let word = words.into_iter().find(|word| rest.starts_with(word))?;
    let help = (
        format!("请写“「…」{word}…”"),
        format!("write `「…」{word}…`"),
    );
    let message = (
        format!("“{word}”前面没有写比较什么"),
        format!("what is compared is not said before `{word}`"),
    );
    let span = Span::new(start, start + word.len());
    let value = place.expects(VALUE) || place.expects(&[Rule::name]);
    value.then(|| {
        found(
            Code::MissingWord,
            span,
            (&message.0, &message.1),
            (&help.0, &help.1),
        )
    })
}

/// `违反第九条，应当…`
pub(super) fn de(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let next = ["，", ",", "应当", "不得", "有权"]
        .iter()
        .chain(HEADS)
        .any(|word| place.rest.starts_with(word));
    let last = last_of(place.before, 8);
    let help = (format!("请写“{last}的”"), format!("write `{last}的`"));
    (next && place.expects(&[Rule::de])).then(|| {
        found(
            Code::MissingWord,
            place.span(0),
            ("缺少“的”", "`的` is missing"),
            (&help.0, &help.1),
        )
    })
}

/// The last few characters of a text.
pub(super) fn last_of(text: &str, count: usize) -> &str {
    let start = text
        .char_indices()
        .rev()
        .nth(count.saturating_sub(1))
        .map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or(text)
}

/// A whole sentence was read, and another begins.
pub(super) fn stop(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let read = Span::new(place.slice().start as usize, place.miss.at);
    let mark = place.rest.starts_with(['，', ',', '：', ':']);
    let message = (
        "前面已是一句完整的话，这里缺少“。”或“，”",
        "a whole sentence stands before this: `。` or `，` is missing",
    );
    let help = ("请在这里写“。”", "write `。` here");
    (!mark && place.miss.rule == Rule::zh_sentence && reader.is_sentence(read))
        .then(|| found(Code::MissingStop, place.span(0), message, help))
}
