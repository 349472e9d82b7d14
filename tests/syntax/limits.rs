//! The limits at their edges, on a small stack, and texts of every kind.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRng, TestRunner};
use xiangyue::diagnostic::Code;
use xiangyue::span::Span;
use xiangyue::syntax::ast::{Block, Document, Entry};
use xiangyue::syntax::{MAX_ARTICLES, MAX_BYTES, MAX_DEPTH, Parsed, parse};

/// The stack on which every text must be readable, debug builds included.
const STACK: usize = 512 * 1024;

fn on_a_small_stack(text: String) -> Parsed {
    let thread = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || parse(&text));
    thread.expect("a thread").join().expect("no panic")
}

fn codes(parsed: &Parsed) -> Vec<Code> {
    parsed.diagnostics.iter().map(|found| found.code).collect()
}

fn article(text: &str) -> String {
    format!("章程《甲》\n第一条 {text}")
}

#[test]
fn a_text_may_have_a_mebibyte() {
    let head = article("村民不得「甲」。\n# ");
    let whole = head.clone() + &"x".repeat(MAX_BYTES - head.len());
    assert_eq!(whole.len(), MAX_BYTES);
    assert_eq!(codes(&parse(&whole)), []);
    assert_eq!(codes(&parse(&(whole + "x"))), [Code::TooLong]);
}

#[test]
fn a_text_may_have_twenty_thousand_articles() {
    let text = |count: usize| {
        let articles = (1..=count).map(|number| format!("第{number}条\n# 空\n"));
        format!("章程《甲》\n{}", articles.collect::<String>())
    };
    assert_eq!(codes(&parse(&text(MAX_ARTICLES))), []);
    let parsed = parse(&text(MAX_ARTICLES + 1));
    assert_eq!(codes(&parsed), [Code::TooLong]);
}

#[test]
fn a_name_may_have_a_hundred_characters() {
    let text = |count| article(&format!("村民不得「{}」。", "甲".repeat(count)));
    assert_eq!(codes(&parse(&text(100))), []);
    assert_eq!(codes(&parse(&text(101))), [Code::BadName]);
}

/// A phrase that nests, and what stands around it.
const NESTS: &[(&str, &str, &str, &str, &str)] = &[
    ("凡", "（「甲」且", "「乙」", "）", "的户，不得「丙」。"),
    ("凡", "非（", "「乙」", "）", "的户，不得「丙」。"),
    (
        "凡有",
        "（「甲」且",
        "「乙」",
        "）",
        "的成员的户，不得「丙」。",
    ),
    (
        "凡「甲」超过",
        "（「甲」加",
        "「乙」",
        "）",
        "的户，不得「丙」。",
    ),
    (
        "凡取",
        "（「甲」加",
        "「乙」",
        "）",
        "、「丁」中较大者超过3元的户，不得「丙」。",
    ),
    (
        "违反第九条的，应当支付「甲」",
        "（「甲」加",
        "「乙」",
        "）",
        "，最高5元，但「丁」除外。",
    ),
    (
        "凡",
        "全村",
        "「甲」",
        "的户数3户以上",
        "的村，评为「丙」。",
    ),
    ("「甲」是指", "（「甲」加", "「乙」", "）", "。"),
    ("村民不得「甲」，但", "（「甲」且", "「乙」", "）", "除外。"),
];

fn nested(depth: usize, nest: &(&str, &str, &str, &str, &str)) -> String {
    let (before, open, core, close, after) = nest;
    article(&format!(
        "{before}{}{core}{}{after}",
        open.repeat(depth),
        close.repeat(depth)
    ))
}

#[test]
fn brackets_nest_sixteen_deep_on_a_small_stack() {
    for nest in NESTS {
        let parsed = on_a_small_stack(nested(MAX_DEPTH, nest));
        assert_eq!(codes(&parsed), [], "{}", nested(2, nest));
        let parsed = on_a_small_stack(nested(MAX_DEPTH + 1, nest));
        assert_eq!(codes(&parsed), [Code::TooDeep], "{}", nested(2, nest));
        let parsed = on_a_small_stack(nested(20_000, nest));
        assert_eq!(codes(&parsed), [Code::TooDeep], "{}", nested(2, nest));
    }
}

#[test]
fn long_lists_need_no_stack() {
    let lists = [
        article(&format!(
            "凡「甲」{}的户，不得「丙」。",
            "且「乙」".repeat(5_000)
        )),
        article(&format!("村民不得「甲」{}。", "、「乙」".repeat(5_000))),
        article(&"村民不得「甲」。\n".repeat(5_000)),
    ];
    for text in lists {
        assert_eq!(codes(&on_a_small_stack(text)), []);
    }
}

/// A sum nests the tree by one for each term, so its length is bounded.
#[test]
fn long_sums_are_refused() {
    for link in ["加「乙」", "的80%", "，最高9元，最低1元"] {
        let text = |links: usize| article(&format!("「甲」是指「甲」{}。", link.repeat(links)));
        assert_eq!(codes(&on_a_small_stack(text(40))), [], "{link}");
        let long = codes(&on_a_small_stack(text(20_000)));
        assert_eq!(long, [Code::TooDeep], "{link}");
    }
}

/// Every place that is spoken of lies in the text, between characters.
fn check_places(text: &str) {
    let parsed = parse(text);
    let fits = |span: Span| text.get(span.start as usize..span.end as usize).is_some();
    for found in &parsed.diagnostics {
        assert!(fits(found.span), "{found:?} in {text:?}");
        assert!(!found.message.zh.is_empty() && !found.message.en.is_empty());
    }
    assert!(
        parsed
            .diagnostics
            .is_sorted_by_key(|found| found.span.start)
    );
    assert!(entries(&parsed.document).into_iter().all(fits), "{text:?}");
    let unreadable = unreadable(&parsed.document);
    assert!(
        unreadable == 0 || !parsed.diagnostics.is_empty(),
        "silently unreadable: {text:?}"
    );
    assert_eq!(parse(text), parsed);
}

fn all_entries(document: &Document) -> impl Iterator<Item = &Entry> {
    document.blocks.iter().flat_map(|block| match block {
        Block::Loose(entry) => vec![entry],
        Block::Article(article) => article.paragraphs.iter().flatten().collect(),
        Block::Chapter { .. } => Vec::new(),
    })
}

fn entries(document: &Document) -> Vec<Span> {
    let span = |entry: &Entry| match entry {
        Entry::Sentence(found) => found.span,
        Entry::Unreadable(found) | Entry::Prose(found) | Entry::Comment(found) => found.span,
    };
    all_entries(document).map(span).collect()
}

fn unreadable(document: &Document) -> usize {
    all_entries(document)
        .filter(|entry| matches!(entry, Entry::Unreadable(_)))
        .count()
}

/// Words, marks and characters that make and break sentences.
const SOUP: &[&str] = &[
    "章程《甲》\n",
    "第一条 ",
    "第二条",
    "第三章 待遇\n",
    "（一）",
    "1.",
    "①",
    "> ",
    "# ",
    "\n",
    "\r\n",
    "。",
    "；",
    "：",
    "，",
    "、",
    "「甲」",
    "「乙",
    "」",
    "（",
    "）",
    "[甲]",
    "“丙”",
    "《丁》",
    "凡",
    "的",
    "户",
    "村民",
    "成员",
    "有",
    "没有",
    "的成员",
    "家中",
    "人数",
    "全体成员均",
    "且",
    "或",
    "非",
    "未",
    "持有",
    "是",
    "以上",
    "不满",
    "超过",
    "大于",
    "60",
    "周岁",
    "岁",
    "元",
    "5元5角",
    "2分",
    "%",
    "三分之二",
    "2024年3月1日",
    "2024年",
    "12月31日",
    "每年",
    "每季度",
    "一次性",
    "有权领取",
    "金额为",
    "标准为",
    "最高",
    "四舍五入到元",
    "应当",
    "应该",
    "不得",
    "鼓励",
    "在",
    "于",
    "前",
    "后",
    "内",
    "30日",
    "支付",
    "违反",
    "第九条",
    "累计3次",
    "逾期不",
    "但",
    "除外",
    "直至",
    "自",
    "起",
    "为",
    "合计",
    "不超过",
    "是指",
    "本章程",
    "施行",
    "经村民会议",
    "同意",
    "加",
    "乘以",
    "取",
    "中较大者",
    "次数",
    "当年",
    "____",
    "××",
    " ",
    "\u{3000}",
    "\u{200b}",
    "\u{feff}",
    "戶",
    "應當",
    "Article 1. ",
    "must not",
    "🏠",
    "\u{0}",
    ".",
    ";",
    "其他的",
];

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(SOUP), 0..40).prop_map(|words| words.concat())
}

/// The sample text with pieces of it cut out, doubled or replaced.
fn mutated() -> impl Strategy<Value = String> {
    let sample: Vec<char> = include_str!("../../rules/villages/liuxi/charter.xy")
        .chars()
        .collect();
    let length = sample.len();
    let change = (0..length, 0..6_usize, prop::sample::select(SOUP));
    prop::collection::vec(change, 1..6).prop_map(move |changes| {
        let mut text = sample.clone();
        for (at, cut, word) in changes {
            let start = at.min(text.len());
            let end = (start + cut).min(text.len());
            text.splice(start..end, word.chars());
        }
        text.into_iter().collect()
    })
}

fn fuzz(cases: u32, texts: impl Strategy<Value = String>) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(Default::default()));
    runner
        .run(&texts, |text| {
            check_places(&text);
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn any_soup_of_words_is_read() {
    fuzz(1_000, soup());
}

#[test]
fn any_change_of_the_sample_is_read() {
    fuzz(60, mutated());
}

#[test]
fn any_text_is_read() {
    fuzz(300, any::<String>());
    fuzz(
        1_000,
        "[章程《》第一条。；：，「」（）\\n 户的有且0-9a-z\\[\\]\\.]{0,80}",
    );
}
