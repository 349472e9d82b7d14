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
