//! What texts mean: the worked villages in both languages.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

use std::fs;
use std::path::Path;

use xiangyue::diagnostic::Severity;
use xiangyue::law::LawPack;
use xiangyue::model::{Draft, Meaning};
use xiangyue::register::Register;
use xiangyue::span::Source;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn draft(folder: &str, register: &str, texts: &[&str]) -> Draft {
    let register = Register::from_yaml(&read(&format!("{folder}/{register}"))).unwrap();
    let sources: Vec<Source> = texts
        .iter()
        .map(|name| Source::new(*name, read(&format!("{folder}/{name}"))))
        .collect();
    Draft::resolve(&register, &sources, &LawPack::china())
}

fn shown(draft: &Draft, least: Severity) -> Vec<String> {
    let found = draft
        .diagnostics
        .iter()
        .filter(|one| one.severity() >= least);
    found
        .map(|one| {
            let place = one.article.clone().unwrap_or_default();
            format!("{} {} {} {}", one.source, place, one.code, one.message.en)
        })
        .collect()
}

fn same_in_both(folder: &str, register: &str, names: &[&str]) {
    let chinese: Vec<String> = names.iter().map(|name| format!("{name}.xy")).collect();
    let english: Vec<String> = names.iter().map(|name| format!("{name}.en.xy")).collect();
    let list = |all: &[String]| {
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        draft(folder, register, &all)
    };
    let (chinese, english) = (list(&chinese), list(&english));
    assert_eq!(shown(&chinese, Severity::Warning), [""; 0]);
    assert_eq!(shown(&english, Severity::Warning), [""; 0]);
    for (a, b) in chinese.meaning.norms.iter().zip(&english.meaning.norms) {
        assert_eq!(a, b);
    }
    assert!(chinese.meaning.norms.len() > 5);
    assert_eq!(chinese.meaning, english.meaning);
}

#[test]
fn liuxi_means_the_same_in_chinese_and_english() {
    same_in_both("rules/villages/liuxi", "liuxi.register.yaml", &["charter"]);
}

#[test]
fn qingshi_means_the_same_in_chinese_and_english() {
    same_in_both(
        "rules/villages/qingshi",
        "qingshi.register.yaml",
        &["charter", "pact", "care", "house"],
    );
}

/// A text that does not begin with its kind is Article 1 and following of a charter.
fn whole(text: &str, english: bool) -> String {
    if text.starts_with("协议") || text.starts_with("Agreement") {
        text.to_owned()
    } else if english {
        format!(
            "Charter \"Sample Charter\"\nEdition: 2026\nAdopted: 2024-01-01\n\nArticle 1. {text}"
        )
    } else {
        format!("章程《样本村章程》\n版本：2026\n通过：2024年1月1日\n\n第一条 {text}")
    }
}

/// `tests/cases/resolve/pairs.txt`: `=== name`, Chinese articles, `---`, the same in English.
#[test]
fn every_form_means_the_same_in_chinese_and_english() {
    let register = Register::from_yaml(&read("tests/cases/resolve/register.yaml")).unwrap();
    let page = read("tests/cases/resolve/pairs.txt");
    let mut wrong = Vec::new();
    for case in page.split("=== ").skip(1) {
        let (name, rest) = case.split_once('\n').unwrap();
        let (chinese, english) = rest.split_once("\n---\n").unwrap();
        let resolve = |text: &str, english: bool| {
            let source = Source::new("draft.xy", whole(text.trim_end(), english));
            Draft::resolve(&register, &[source], &LawPack::none())
        };
        let (chinese, english) = (resolve(chinese, false), resolve(english, true));
        for draft in [&chinese, &english] {
            wrong.extend(
                shown(draft, Severity::Error)
                    .into_iter()
                    .map(|one| format!("{name}: {one}")),
            );
        }
        let Meaning {
            definitions,
            norms,
            procedures,
            ..
        } = &chinese.meaning;
        if definitions.len() + norms.len() + procedures.len() == 0 {
            wrong.push(format!("{name}: nothing is meant"));
        }
        if chinese.meaning != english.meaning {
            wrong.push(format!(
                "{name}: {:#?}\n{:#?}",
                chinese.meaning, english.meaning
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// On a stack of 512 KiB, as documented: long sums end in a finding, never in an abort.
#[test]
fn long_sums_and_chains_end_in_findings_on_a_small_stack() {
    let work = || {
        let register = Register::from_yaml(&read("tests/cases/resolve/register.yaml")).unwrap();
        let codes = |text: &str| -> Vec<String> {
            let source = Source::new("draft.xy", whole(text, false));
            let draft = Draft::resolve(&register, &[source], &LawPack::none());
            draft
                .reading_errors()
                .map(|one| one.code.to_string())
                .collect()
        };
        let sum = |terms: usize| {
            let rest = "加1元".repeat(terms - 1);
            format!("户每年有权领取「卫生奖」，金额为1元{rest}。")
        };
        assert_eq!(codes(&sum(40)), [""; 0]);
        for long in [42, 500, 20_000] {
            assert_eq!(codes(&sum(long)), ["too-deep"], "{long}");
        }
        for link in ["的80%", "，最高9元，最低1元"] {
            let long = link.repeat(10_000);
            let text = format!("户每年有权领取「卫生奖」，金额为「人均收入」{long}。");
            assert_eq!(codes(&text), ["too-deep"], "{link}");
        }
        let widest = (0..16).fold("1元".to_owned(), |inside, _| {
            format!(
                "（{inside}{}{}，最高9元）",
                "的80%".repeat(38),
                "加1元".repeat(38)
            )
        });
        let text = format!("户每年有权领取「卫生奖」，金额为{widest}。");
        assert_eq!(codes(&text), ["too-deep"]);
        let (mut condition, mut amount) = ("「违法建设」".to_owned(), "1元".to_owned());
        for layer in 0..16 {
            let (and, or) = [("且", "或"), ("或", "且")][layer % 2];
            condition = format!("（{condition}{and}「烧除许可」{or}「承包地」超过{layer}亩）");
            amount = format!("（{amount}加2元乘以0.5）");
        }
        let deep = format!("{condition}的户，每年有权领取「卫生奖」，金额为{amount}。");
        assert_eq!(codes(&deep), [""; 0]);
        let chain = |parts: usize| {
            let part = "；逾期不「清理」的，应当在3日内「清理」".repeat(parts);
            format!("村民不得「乱倒垃圾」。\n第二条 违反第一条的，应当在3日内「清理」{part}。")
        };
        assert_eq!(codes(&chain(15)), [""; 0]);
        assert!(codes(&chain(40)).contains(&"unclear-failing".to_owned()));
    };
    let small = std::thread::Builder::new().stack_size(512 << 10);
    small.spawn(work).unwrap().join().unwrap();
}

#[test]
fn a_hundred_layers_of_exceptions_are_too_deep_and_a_circle_is_shown() {
    let register = Register::from_yaml(&read("tests/cases/resolve/register.yaml")).unwrap();
    let resolve = |text: &str| {
        let source = Source::new("draft.xy", whole(text, false));
        Draft::resolve(&register, &[source], &LawPack::none())
    };
    let layers: String = (2..=100)
        .map(|number| {
            format!(
                "第{number}条 第{}条不适用于「全户外出」的户。\n",
                number - 1
            )
        })
        .collect();
    let deep = resolve(&format!("户应当保持「门前清洁」。\n{layers}"));
    let codes: Vec<String> = deep
        .reading_errors()
        .map(|one| one.code.to_string())
        .collect();
    assert_eq!(codes, ["too-deep"]);
    let circle = resolve(
        "户应当保持「门前清洁」。\n第二条 第三条不适用于「全户外出」的户。\n第三条 第二条不适用于「违法建设」的户。",
    );
    let found: Vec<&str> = circle
        .reading_errors()
        .map(|one| one.message.zh.as_str())
        .collect();
    assert_eq!(found, ["例外互相除外，绕成了圈：第2条→第3条→第2条"]);
}

#[test]
fn blanks_are_called_by_their_place_or_their_name() {
    let register = Register::from_yaml(&read("tests/cases/resolve/register.yaml")).unwrap();
    let text = "户每年有权领取「卫生奖」____元，于每年12月31日前发放。\n第二条 「承包地」不足***亩的户，每年有权领取「卫生奖」，金额为____（「押金额」）元加***元。";
    let source = Source::new("draft.xy", whole(text, false));
    let draft = Draft::resolve(&register, &[source], &LawPack::none());
    assert_eq!(shown(&draft, Severity::Warning), [""; 0]);
    let names: Vec<&str> = draft
        .meaning
        .blanks
        .iter()
        .map(|blank| blank.name.as_str())
        .collect();
    assert_eq!(names, ["第一条空1", "第二条空1", "押金额", "第二条空3"]);
}
