//! `fill`: blanks of an agreement take what the household's record says and nothing else; of a study text there is only
//! a study copy. The texts and facts are those of `tests/cases/fill`.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use xiangyue::facts::{Agreement, Village};
use xiangyue::law::LawPack;
use xiangyue::model::{DocumentId, Draft};
use xiangyue::register::Register;
use xiangyue::report::fill::{Filled, fill};
use xiangyue::span::Source;
use xiangyue::value::Date;

fn read(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/fill");
    fs::read_to_string(folder.join(name)).unwrap()
}

fn register() -> Register {
    Register::from_yaml(&read("register.yaml")).unwrap()
}

fn draft(names: &[&str]) -> Draft {
    let sources: Vec<Source> = names
        .iter()
        .map(|name| Source::new(*name, read(name)))
        .collect();
    Draft::resolve(&register(), &sources, &LawPack::china())
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The agreements of the first household, in the order of its record.
fn records() -> Vec<Agreement> {
    let (village, rejected) = Village::from_yaml(&register(), &read("facts.yaml"));
    assert!(rejected.is_empty(), "{rejected:?}");
    village.households[0].agreements.clone().unwrap()
}

fn of_care(record: Option<&Agreement>) -> Filled {
    fill(
        &draft(&["care.xy", "charter.xy"]),
        DocumentId(0),
        record,
        day("2026-01-01"),
    )
}

#[test]
fn blanks_take_what_the_record_says_and_nothing_else() {
    let filled = of_care(Some(&records()[1]));
    let expected = read("care.xy")
        .replace("____（「押金额」）元", "300.5元")
        .replace("____亩", "2.5亩")
        .replace("***元", "150元");
    assert_eq!(filled.text, expected);
    let said: Vec<(&str, &str, &str)> = filled
        .filled
        .iter()
        .map(|one| (one.blank.as_str(), one.article.as_str(), one.value.as_str()))
        .collect();
    let wanted = [
        ("押金额", "1", "300.5元"),
        ("第二条空1", "2", "2.5亩"),
        ("第二条空2", "2", "150元"),
    ];
    assert_eq!(said, wanted);
    let left: Vec<&str> = filled.unfilled.iter().map(|one| &*one.blank).collect();
    assert_eq!(left, ["第三条空1"]);
    assert_eq!(
        filled.unknown,
        ["保证金"],
        "a name that no blank has is said"
    );
    assert!(filled.void.is_empty() && !filled.is_study);
}

#[test]
fn what_is_filled_reads_back_with_those_values() {
    let filled = of_care(Some(&records()[1]));
    let sources = [
        Source::new("care.xy", filled.text),
        Source::new("charter.xy", read("charter.xy")),
    ];
    let again = Draft::resolve(&register(), &sources, &LawPack::none());
    assert_eq!(again.reading_errors().count(), 0);
    let names: Vec<&str> = again.meaning.blanks.iter().map(|one| &*one.name).collect();
    assert_eq!(names, ["第三条空1"]);
}

#[test]
fn without_a_record_every_blank_is_left_and_listed() {
    let filled = of_care(None);
    assert_eq!(filled.text, read("care.xy"));
    assert_eq!((filled.filled.len(), filled.unfilled.len()), (0, 4));
}

#[test]
fn of_a_study_text_there_is_only_a_study_copy() {
    let record = &records()[2];
    assert_eq!(record.fill.len(), 2, "the record has values");
    let copy = fill(
        &draft(&["old.xy"]),
        DocumentId(0),
        Some(record),
        day("2026-01-01"),
    );
    assert!(copy.is_study && copy.filled.is_empty());
    let lines: Vec<&str> = copy.text.lines().collect();
    assert!(lines[0].contains("研究用副本"), "{}", lines[0]);
    let study = "文本只供历史研究，不对任何户、任何人发生效力";
    let body = "触及身体和生育的自主，任何时候都无效；民法典 第1003条、第1005条";
    assert_eq!(
        lines[6..12],
        [
            format!("第一条 ~~乙方签订时应当缴纳「旧押金」____元~~〔无效：{study}〕。"),
            format!(
                "第二条 乙方每年有权领取「管护报酬」____元，并应当每季度「报送记录」一次〔无效：「报送记录」{study}〕。"
            ),
            format!("第三条 ~~乙方应当每季度「参加孕检」~~〔无效：{body}〕。"),
            "第四条 ~~有下列情形之一的乙方，应当支付「违约金」200元：~~".to_owned(),
            "~~（一）「占道堆物」的；~~".to_owned(),
            format!("~~（二）「承包地」9亩以上的~~〔无效：{study}〕。"),
        ]
    );
    let prose = lines[12];
    assert!(
        prose.starts_with("> ~~拒不孕检的，罚款一千元。~~〔无效："),
        "{prose}"
    );
    let articles: Vec<&str> = copy.void.iter().map(|one| &*one.article).collect();
    assert_eq!(articles, ["1", "2", "3", "4", "4"]);
}

#[test]
fn a_clause_against_the_law_is_said_of_any_text() {
    let text = read("old.xy").replace("用途：历史研究\n", "");
    let sources = [Source::new("old.xy", text.clone())];
    let draft = Draft::resolve(&register(), &sources, &LawPack::china());
    let filled = fill(&draft, DocumentId(0), None, day("2026-01-01"));
    assert_eq!(
        filled.text, text,
        "nothing is struck through in a text that holds"
    );
    let articles: Vec<&str> = filled.void.iter().map(|one| &*one.article).collect();
    assert!(articles.contains(&"3"), "{articles:?}");
}

#[test]
fn a_document_that_is_not_there_is_empty() {
    let filled = fill(&draft(&["old.xy"]), DocumentId(7), None, day("2026-01-01"));
    assert_eq!((filled.text.as_str(), filled.void.len()), ("", 0));
}

fn run(arguments: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xiangyue"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/fill"))
        .args(arguments.split(' '))
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn the_command_takes_the_record_of_the_day_and_prints_a_text_that_reads() {
    let page = said(&run(
        "fill care.xy charter.xy --household H1 --on 2024-12-31",
    ));
    assert!(
        page.contains("「管护保证金」200元") && page.contains("3亩"),
        "{page}"
    );
    assert!(
        page.contains("\n# 已填：押金额 200元；第二条空1 3亩\n"),
        "{page}"
    );
    assert!(
        page.contains("\n# 未填：第二条空2（第2条）；第三条空1（第3条）\n"),
        "{page}"
    );
    assert!(
        xiangyue::syntax::parse(&page).diagnostics.is_empty(),
        "{page}"
    );
    let later = said(&run(
        "fill care.xy charter.xy --household H1 --on 2025-12-31",
    ));
    assert!(later.contains("「管护保证金」300.5元"), "{later}");
}

#[test]
fn the_command_prints_in_the_other_language() {
    let page = said(&run(
        "fill care.xy charter.xy --household H1 --on 2024-12-31 --lang en",
    ));
    assert!(
        page.contains("[care deposit] of 200 yuan on signing"),
        "{page}"
    );
    assert!(page.contains("\n# Left blank: 第二条空2 (Article 2); 第三条空1 (Article 3)\n"));
    assert!(
        xiangyue::syntax::parse(&page).diagnostics.is_empty(),
        "{page}"
    );
    let copy = said(&run("fill old.xy --on 2026-01-01 --lang en"));
    assert!(copy.starts_with("[Study copy:"), "{copy}");
    assert!(copy.contains("~~Party B must pay [old deposit] of ____ yuan on signing~~"));
}

#[test]
fn the_json_of_the_command() {
    let output = run("fill care.xy charter.xy --household H1 --on 2024-12-31 --format json");
    let page: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(page["schema"], "xiangyue.fill/1");
    assert_eq!(
        (&page["household"], &page["study"]),
        (&json!("H1"), &json!(false))
    );
    assert_eq!(
        page["filled"],
        json!([
            { "blank": "押金额", "value": "200元", "article": "1" },
            { "blank": "第二条空1", "value": "3亩", "article": "2" },
        ])
    );
    assert_eq!(
        page["unfilled"],
        json!([
            { "blank": "第二条空2", "article": "2" },
            { "blank": "第三条空1", "article": "3" },
        ])
    );
}

#[test]
fn the_command_refuses_what_it_cannot_fill() {
    for (arguments, status, word) in [
        (
            "fill care.xy charter.xy --household H2",
            2,
            "没有《管护协议》的记录",
        ),
        (
            "fill care.xy charter.xy --household H9",
            2,
            "没有可读的户 H9",
        ),
        ("fill charter.xy --household H1", 2, "不是户籍册里的协议"),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(status), "{arguments}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(word), "{arguments}: {said}");
    }
    let output = run("fill care.xy");
    assert_eq!(output.status.code(), Some(1), "a name that nothing defines");
    assert!(String::from_utf8(output.stdout).unwrap().contains("困难户"));
}
