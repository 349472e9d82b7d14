//! Slips of a whole sentence.

use super::{Place, found, is_han, usual};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;
use crate::syntax::read::{Reader, Rule};

/// A sentence in English.
pub(super) fn other_language(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let mut depth = 0_u32;
    let outside = place.slice().of(reader.folded).chars().filter(|character| {
        match character {
            '「' | '[' => depth = depth.saturating_add(1),
            '」' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    let (han, letters) = outside.fold((0, 0), |(han, letters), character| {
        (
            han + u32::from(is_han(character)),
            letters + u32::from(character.is_ascii_alphabetic()),
        )
    });
    let message = (
        "中文文件里有别种语言的句子",
        "a sentence in another language stands in a Chinese text",
    );
    let help = (
        "请用中文写；若为说明文字，行首加“>”",
        "write it in Chinese; if it is prose, begin the line with `>`",
    );
    (han == 0 && letters > 3).then(|| found(Code::WrongLanguage, place.slice(), message, help))
}

/// A list without items, or items without a list.
pub(super) fn list(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let slice = place.slice();
    match place.miss.rule {
        Rule::zh_lead => {
            let further = reader.miss(Rule::zh_sentence, slice);
            let all_but_names = further.is_none_or(|miss| miss.at >= slice.end as usize);
            let message = ("这句话后面不能列项", "no list belongs after this sentence");
            let help = (
                "要列出各档金额，请在句末写“，标准为：”；其他情形请每项写成一句",
                "to list amounts, end the sentence with `，标准为：`; else make each item a sentence",
            );
            all_but_names.then(|| found(Code::MisplacedItems, slice, message, help))
        }
        Rule::zh_sentence => {
            let text = slice.of(reader.folded).trim_end_matches(['：', ':']);
            let shorter = Span::new(slice.start as usize, slice.start as usize + text.len());
            let message = ("后面没有列出各项", "the list has no items");
            let help = (
                "请另起一行写（一）…；（二）…。",
                "write the items （一）…；（二）…。",
            );
            reader
                .is_lead(shorter)
                .then(|| found(Code::MisplacedItems, slice, message, help))
        }
        _ => None,
    }
}

/// `禁止「赌博」` · `鼓励「义务劳动」`
pub(super) fn nobody(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let slice = place.slice().of(reader.folded);
    let words = [
        "禁止", "严禁", "不得", "鼓励", "提倡", "倡导", "引导", "应当", "必须",
    ];
    let word = words.into_iter().find(|word| {
        slice
            .strip_prefix(word)
            .is_some_and(|rest| rest.trim_start().starts_with('「'))
    })?;
    let help = match word {
        "禁止" | "严禁" | "不得" => "请写“村民不得「…」”",
        "应当" | "必须" => "请写“村民应当「…」”",
        _ => "请写“鼓励村民「…」”",
    };
    let start = place.slice().start as usize;
    let span = Span::new(start, start + word.len());
    Some(found(
        Code::MissingWord,
        span,
        ("没有写谁", "it is not said who"),
        (help, "say who: 村民, 户, 乙方"),
    ))
}

/// `逾期的，扣5分` as a sentence of its own.
pub(super) fn late_part(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let starts = place.slice().of(reader.folded).starts_with("逾期");
    let message = (
        "“逾期…的”要写在同一句里，接在“；”之后",
        "this belongs to the sentence before it, after `；`",
    );
    let help = (
        "例如：应当在15日内「清理」；逾期的，扣5分。",
        "for example: 应当在15日内「清理」；逾期的，扣5分。",
    );
    (starts && place.miss.rule == Rule::zh_sentence)
        .then(|| found(Code::Unreadable, place.slice(), message, help))
}

/// `「组长」的子女应当…`: nobody stands before 的子女.
pub(super) fn relatives(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let slice = place.slice().of(reader.folded);
    let word = ["的子女", "的配偶", "的父母"].into_iter().find(|word| {
        slice
            .match_indices(word)
            .any(|(at, _)| slice.get(..at).is_some_and(unquoted))
    })?;
    let at = place.slice().start as usize + slice.find(word)?;
    let message = (
        "这里的亲属读不懂：前面要写明是谁的亲属",
        "it is not clear whose relatives are meant",
    );
    let help = (
        "写“「残疾」的村民的子女”或“「困难户」的户的子女”；列项的句子、平等分配的句子里不写亲属",
        "write 「残疾」的村民的子女 or 「困难户」的户的子女, and no relatives in a sentence with items",
    );
    Some(found(
        Code::Unreadable,
        Span::new(at, at + word.len()),
        message,
        help,
    ))
}

/// Whether a text ends outside quotes.
pub(super) fn unquoted(before: &str) -> bool {
    before.matches('「').count() == before.matches('」').count()
}

/// `…「赌博」 第二条 户…`
pub(super) fn late_heading(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let (number, after) = place.rest.strip_prefix('第')?.split_once('条')?;
    let spaced = after.starts_with([' ', '\u{3000}', '：', ':']);
    let message = (
        "条的标题要另起一行，前一句要有“。”",
        "a heading begins a new line, after a full stop",
    );
    let span = place.span(place.rest.len() - after.len());
    (number.chars().all(super::is_digit) && spaced && !place.before.is_empty()).then(|| {
        found(
            Code::BadHeading,
            span,
            message,
            ("请在这里换行", "break the line here"),
        )
    })
}

/// Words without which no sentence of the language is made.
pub(super) const FORCE: &[&str] = &[
    "应",
    "必须",
    "必需",
    "须",
    "不得",
    "禁止",
    "严禁",
    "有权",
    "可以",
    "鼓励",
    "提倡",
    "倡导",
    "引导",
    "违反",
    "停",
    "扣",
    "取消",
    "不超过",
    "是指",
    "施行",
    "废止",
    "通过",
    "除外",
    "退还",
    "适用",
    "逾期",
    "享受",
    "领取",
    "标准",
    "仍",
    "享有",
    "履行",
    "免除",
    "评为",
];

/// A sentence without any word of force and without a name.
pub(super) fn prose(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let slice = place.slice().of(reader.folded);
    let formal = slice.contains('「') || FORCE.iter().any(|word| slice.contains(word));
    let message = ("这不是规范句", "this is no formal sentence");
    let other = (
        "请写明谁应当、不得或有权做什么",
        "say who must, must not or may do what",
    );
    let (zh, en) = usual::advice(slice, other);
    let help = (
        format!("若为说明文字，行首加“>”；若为规定，{zh}"),
        format!("if it is prose, begin the line with `>`; if it is a rule, {en}"),
    );
    let help = (help.0.as_str(), help.1.as_str());
    let whole = matches!(place.miss.rule, Rule::zh_sentence | Rule::zh_part);
    (whole && !formal).then(|| found(Code::UnmarkedProse, place.slice(), message, help))
}
