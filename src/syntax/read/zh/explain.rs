//! What to say of a slice that is none of the forms: never what the parser expected, but what to write.

use super::super::{Miss, Reader, Rule};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::Span;

/// What can be said of a place, if it fits.
type Guess = fn(&Reader<'_>, &Place<'_>) -> Option<Diagnostic>;

/// The first that fits is said.
const GUESSES: &[Guess] = &[
    other_language,
    lists,
    late_heading,
    bare_prose,
    unfinished,
    half_reference,
    names_joined,
    second_doer,
    wrong_colon,
    missing_de,
    unknown_unit,
    no_stop,
    misspelt,
    bare_name,
];

/// Where a slice stopped being readable.
struct Place<'t> {
    miss: &'t Miss,
    /// What was understood.
    before: &'t str,
    /// What was not.
    rest: &'t str,
    /// The first byte of `rest`.
    at: usize,
}

impl Place<'_> {
    fn expects(&self, rules: &[Rule]) -> bool {
        self.miss.expected.iter().any(|rule| rules.contains(rule))
    }

    /// A place of `length` bytes at the beginning of what was not understood.
    fn span(&self, length: usize) -> Span {
        Span::new(self.at, self.at + length)
    }

    /// The Chinese characters at the beginning of what was not understood.
    fn run(&self) -> &str {
        let end = self
            .rest
            .find(|character: char| !is_han(character))
            .unwrap_or(self.rest.len());
        self.rest.get(..end).unwrap_or("")
    }
}

fn is_han(character: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&character)
}

/// Says what is wrong with a slice that is none of the forms.
pub(in super::super) fn explain(reader: &mut Reader<'_>, miss: &Miss) -> Diagnostic {
    let (start, end) = (miss.slice.start as usize, miss.slice.end as usize);
    let rest = Span::new(miss.at, end).of(reader.folded);
    let at = miss.at + rest.len() - rest.trim_start().len();
    let before = Span::new(start, miss.at).of(reader.folded).trim_end();
    let place = Place {
        miss,
        before,
        rest: rest.trim_start(),
        at,
    };
    let guess = GUESSES.iter().find_map(|guess| guess(reader, &place));
    guess.unwrap_or_else(|| anything(reader, &place))
}

fn found(code: Code, span: Span, message: (&str, &str), help: (&str, &str)) -> Diagnostic {
    Diagnostic::new(code, span, Text::new(message.0, message.1)).help(help.0, help.1)
}

fn other_language(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let slice = place.miss.slice.of(reader.folded);
    let mut depth = 0_u32;
    let outside = slice.chars().filter(|character| {
        depth = depth
            .saturating_add(u32::from(matches!(character, '「' | '[')))
            .saturating_sub(u32::from(matches!(character, '」' | ']')));
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
    (han == 0 && letters > 3).then(|| found(Code::WrongLanguage, place.miss.slice, message, help))
}

/// A list without items, or items without a list.
fn lists(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let slice = place.miss.slice;
    match place.miss.rule {
        Rule::zh_lead if reader.is_sentence(slice) => {
            let message = ("这句话后面不能列项", "no list belongs after this sentence");
            let help = (
                "要列出各档金额，请在句末写“，标准为：”",
                "to list amounts, end the sentence with `，标准为：`",
            );
            Some(found(Code::MisplacedItems, slice, message, help))
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

/// `…「赌博」 第二条 户…`
fn late_heading(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let heading = place.rest.strip_prefix('第')?.split_once('条')?;
    let number = heading
        .0
        .chars()
        .all(|character| "0123456789〇零一二三四五六七八九十百千".contains(character));
    let spaced = heading.1.starts_with([' ', '\u{3000}', '：', ':']);
    let message = (
        "条的标题要另起一行，前一句要有“。”",
        "a heading begins a new line, after a full stop",
    );
    let length = place.rest.len() - heading.1.len();
    let help = ("请在这里换行", "break the line here");
    (number && spaced && !place.before.is_empty())
        .then(|| found(Code::BadHeading, place.span(length), message, help))
}

/// Words without which no sentence of the language is made.
const FORCE: &[&str] = &[
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
];

fn bare_prose(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let slice = place.miss.slice.of(reader.folded);
    let formal = slice.contains('「') || FORCE.iter().any(|word| slice.contains(word));
    let message = ("这不是规范句", "this is no formal sentence");
    let help = (
        "若为说明文字，行首加“>”；若为规定，请写明谁应当、不得或有权做什么",
        "if it is prose, begin the line with `>`; if it is a rule, say who must, must not or may do what",
    );
    let whole = matches!(place.miss.rule, Rule::zh_sentence | Rule::zh_part);
    (whole && !formal).then(|| found(Code::UnmarkedProse, place.miss.slice, message, help))
}

fn unfinished(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    if !place.rest.is_empty() {
        return None;
    }
    let (zh, en) = match place.before {
        before
            if ["领取", "获得", "享受"]
                .iter()
                .any(|word| before.ends_with(word)) =>
        {
            (
                "领取什么待遇？请写上「名称」",
                "which benefit? write its 「name」",
            )
        }
        _ if place.expects(&[Rule::de]) && !place.expects(&[Rule::zh_must]) => {
            ("缺少“的”和后面的话", "`的` and the rest are missing")
        }
        _ if place.expects(&[Rule::name]) => ("后面要写「名称」", "a 「name」 belongs here"),
        _ => (
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
fn half_reference(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let digits = |character: char| {
        character.is_ascii_digit() || "〇零一二三四五六七八九十百千".contains(character)
    };
    let from_number = place.before.trim_end_matches(digits);
    let (start, rest) = if from_number.ends_with('第') {
        (place.before.len() - from_number.len(), place.rest)
    } else {
        return None;
    };
    let length = rest
        .find(|character| !digits(character))
        .unwrap_or(rest.len());
    let number = format!(
        "{}{}",
        place.before.get(place.before.len() - start..)?,
        rest.get(..length)?
    );
    let after = rest.get(length..)?;
    if number.is_empty() || after.starts_with(['条', '款', '项', '章']) {
        return None;
    }
    let help = (
        format!("请写“第{number}条”"),
        format!("write `第{number}条`"),
    );
    let message = (
        "条文编号后面缺少“条”",
        "`条` is missing after the number of an article",
    );
    Some(found(
        Code::MissingWord,
        place.span(length),
        message,
        (&help.0, &help.1),
    ))
}

/// `持有「甲」和「乙」的户` · `「甲」、「乙」之一` · `应当「甲」，「乙」`
fn names_joined(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let after_comma = place.rest.strip_prefix(['，', ',']).unwrap_or(place.rest);
    let comma = place.before.ends_with(['，', ',']) || after_comma.len() < place.rest.len();
    if place.rest.starts_with("之一") {
        let message = (
            "“之一”不明确：是选一件来做，还是任一个都算？",
            "`之一` is unclear: one of them by choice, or any of them?",
        );
        return Some(found(
            Code::UnclearJoiner,
            place.span("之一".len()),
            message,
            (
                "条件请写“「甲」或者「乙」”",
                "in a condition write `「甲」或者「乙」`",
            ),
        ));
    }
    let joiner = ["以及", "和", "与", "及", "、"]
        .into_iter()
        .find(|word| place.rest.starts_with(word));
    if let Some(joiner) = joiner.filter(|_| place.expects(&[Rule::zh_and, Rule::zh_or, Rule::de])) {
        let message = Text::new(
            format!("“{joiner}”不明确：是“且”（同时）还是“或”（任一）？"),
            format!("`{joiner}` is unclear: 且 (both) or 或 (either)?"),
        );
        let help = (
            "条件用“且”或“或”连接，每个条件都写动词：持有「甲」且持有「乙」",
            "join conditions with 且 or 或, each with its own verb",
        );
        return Some(
            Diagnostic::new(Code::UnclearJoiner, place.span(joiner.len()), message)
                .help(help.0, help.1),
        );
    }
    let message = (
        "逗号后面的名称读不懂：是另一件应当做的事吗？",
        "the name after the comma is unclear: is it one more thing to do?",
    );
    let help = (
        "请写“「甲」、「乙」”或“，并应当「乙」”",
        "write `「甲」、「乙」` or `，并应当「乙」`",
    );
    (comma && after_comma.starts_with('「') && !place.before.ends_with('的'))
        .then(|| found(Code::UnclearJoiner, place.span(0), message, help))
}

const HEADS: &[&str] = &[
    "村民",
    "户",
    "成员",
    "甲方",
    "乙方",
    "村务监督委员会",
    "党员大会",
];

/// `村民应当「甲」，村民委员会应当「乙」`
fn second_doer(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let after_comma = place.rest.strip_prefix(['，', ',']).unwrap_or(place.rest);
    let comma = place.before.ends_with(['，', ',']) || after_comma.len() < place.rest.len();
    let head = HEADS.iter().any(|head| after_comma.starts_with(head));
    let said = FORCE.iter().any(|word| place.before.contains(word));
    let message = ("一句话里有两个主语", "one sentence speaks of two doers");
    (comma && head && said).then(|| {
        found(
            Code::Unreadable,
            place.span(0),
            message,
            ("请用“。”分成两句", "write two sentences"),
        )
    })
}

/// `违反第九条的：扣5分`
fn wrong_colon(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let colon = place
        .rest
        .chars()
        .next()
        .filter(|mark| matches!(mark, '：' | ':'))?;
    let message = ("这里用“，”，不用“：”", "a comma belongs here, not a colon");
    let help = ("请写“，”", "write `，`");
    place
        .expects(&[Rule::comma])
        .then(|| found(Code::WrongWord, place.span(colon.len_utf8()), message, help))
}

/// `违反第九条，应当…`
fn missing_de(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let next = ["，", ",", "应当", "不得", "有权"]
        .iter()
        .chain(HEADS)
        .any(|word| place.rest.starts_with(word));
    let last: String = place
        .before
        .chars()
        .rev()
        .take(8)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let help = (format!("请写“{last}的”"), format!("write `{last}的`"));
    let message = ("缺少“的”", "`的` is missing");
    (next && place.expects(&[Rule::de])).then(|| {
        found(
            Code::MissingWord,
            place.span(0),
            message,
            (&help.0, &help.1),
        )
    })
}

/// `50吨`
fn unknown_unit(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let first = place.rest.chars().next().filter(|first| is_han(*first))?;
    let numbered = place.before.ends_with(|last: char| {
        last.is_ascii_digit() || "一二三四五六七八九十百千万亿０１２３４５６７８９".contains(last)
    });
    let message = Text::new(
        format!("没有单位“{first}”"),
        format!("there is no unit `{first}`"),
    );
    let units = "元、角、周岁、年、个季度、个月、日、个工作日、小时、亩、平方米、米、公里、斤、公斤、%、人、户、次、份、倍、分";
    let help = (
        format!("单位有：{units}"),
        format!("the units are: {units}"),
    );
    (numbered && place.expects(&[Rule::zh_unit])).then(|| {
        Diagnostic::new(Code::BadUnit, place.span(first.len_utf8()), message).help(help.0, help.1)
    })
}

/// A whole sentence was read, and another begins.
fn no_stop(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let read = Span::new(place.miss.slice.start as usize, place.miss.at);
    let mark = place.rest.starts_with(['，', ',', '：', ':']);
    let message = (
        "前面已是一句完整的话，这里缺少“。”或“，”",
        "a whole sentence stands before this: `。` or `，` is missing",
    );
    let help = ("请在这里写“。”", "write `。` here");
    (!mark && place.miss.rule == Rule::zh_sentence && reader.is_sentence(read))
        .then(|| found(Code::MissingStop, place.span(0), message, help))
}

/// Words that may stand at a place, by the rule that reads them.
const WORDS: &[(Rule, &str)] = &[
    (Rule::zh_must, "应当"),
    (Rule::zh_must, "必须"),
    (Rule::zh_ban_word, "不得"),
    (Rule::zh_ban_word, "禁止"),
    (Rule::zh_entitles, "有权"),
    (Rule::zh_may_word, "可以"),
    (Rule::zh_receives, "领取"),
    (Rule::zh_receives, "享受"),
    (Rule::zh_encourages, "鼓励"),
    (Rule::zh_encourages, "提倡"),
    (Rule::zh_means, "是指"),
    (Rule::zh_at_least, "不少于"),
    (Rule::zh_no_more, "不超过"),
    (Rule::zh_over, "超过"),
    (Rule::zh_under, "低于"),
    (Rule::zh_word_after, "以上"),
    (Rule::zh_word_after, "以下"),
    (Rule::zh_breaks, "违反"),
    (Rule::zh_excluded, "除外"),
    (Rule::zh_until, "直至"),
    (Rule::zh_suspends, "暂停享受"),
    (Rule::zh_pays, "支付"),
    (Rule::zh_runs, "施行"),
    (Rule::zh_forfeit, "不予退还"),
    (Rule::zh_in_full, "如数退还"),
    (Rule::zh_each_total, "每累计"),
    (Rule::zh_total, "累计"),
];

/// One character away from a word that may stand here: `应挡`.
fn misspelt(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let run = place.run();
    let near = |word: &str| {
        let written: String = run.chars().take(word.chars().count()).collect();
        let differing = written
            .chars()
            .zip(word.chars())
            .filter(|(one, other)| one != other)
            .count();
        (written.chars().count() == word.chars().count() && differing == 1).then_some(written)
    };
    let (written, word) = WORDS
        .iter()
        .find_map(|(_, word)| Some((near(word)?, *word)))?;
    if FORCE.iter().any(|force| run.starts_with(force)) {
        return None;
    }
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
fn bare_name(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let run = place.run();
    if run.is_empty()
        || !place.expects(&[
            Rule::name,
            Rule::zh_names,
            Rule::zh_ban_names,
            Rule::zh_do,
            Rule::zh_place,
        ])
    {
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
    (&[Rule::de], "“的”", "`的`"),
    (
        &[Rule::zh_breaks, Rule::zh_refs, Rule::zh_ref],
        "条文编号，如第九条",
        "a reference such as 第九条",
    ),
    (
        &[Rule::zh_date, Rule::iso_date, Rule::han_date],
        "日期，如2024年3月1日",
        "a date such as 2024年3月1日",
    ),
    (
        &[
            Rule::zh_must,
            Rule::zh_ban_word,
            Rule::zh_duty,
            Rule::zh_entitlement,
        ],
        "应当、不得、有权、可以等词",
        "a word such as 应当, 不得, 有权 or 可以",
    ),
    (
        &[Rule::zh_word_before, Rule::zh_word_after, Rule::zh_bound],
        "比较词，如以上、以下、超过、低于",
        "a comparison word such as 以上 or 超过",
    ),
    (&[Rule::name, Rule::zh_names], "「名称」", "a 「name」"),
    (
        &[Rule::zh_number, Rule::zh_money, Rule::decimal],
        "数字和单位",
        "a number with its unit",
    ),
    (&[Rule::comma], "“，”或“。”", "`，` or `。`"),
];

fn anything(reader: &Reader<'_>, place: &Place<'_>) -> Diagnostic {
    let length = place.rest.chars().next().map_or(0, char::len_utf8);
    let near: String = place
        .before
        .chars()
        .rev()
        .take(6)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let noun = NOUNS.iter().find(|(rules, ..)| place.expects(rules));
    let (message, span) = match noun {
        Some((_, zh, en)) if !near.is_empty() => (
            Text::new(
                format!("“{near}”之后读不懂，这里可以写{zh}"),
                format!("after `{near}` the sentence cannot be read; {en} may stand here"),
            ),
            place.span(length),
        ),
        _ => (
            Text::new(
                "这不是本语言的句式",
                "this is none of the forms of the language",
            ),
            place.miss.slice,
        ),
    };
    let help = (
        "请对照语言说明改写；若为说明文字，行首加“>”",
        "see the language reference; if it is prose, begin the line with `>`",
    );
    let _ = reader;
    Diagnostic::new(Code::Unreadable, span, message).help(help.0, help.1)
}
