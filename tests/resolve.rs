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
use xiangyue::model::Draft;
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
