//! Every sample of docs/language.md is read, every YAML and JSON block of the documents is one, and every word of
//! the outputs is documented.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

use std::fs;
use std::path::Path;

use xiangyue::facts::Village;
use xiangyue::register::Register;
use xiangyue::syntax;

fn page(name: &str) -> String {
    fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("docs")
            .join(name),
    )
    .unwrap()
}

/// The fenced blocks of a page in that language, with the line each begins on.
fn blocks(page: &str, language: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut inside: Option<bool> = None;
    for (at, line) in page.lines().enumerate() {
        match (inside, line.strip_prefix("```")) {
            (None, Some(tag)) => {
                inside = Some(tag == language);
                if tag == language {
                    found.push((at + 2, String::new()));
                }
            }
            (Some(_), Some(_)) => inside = None,
            (Some(true), None) => {
                let block = &mut found.last_mut().unwrap().1;
                block.push_str(line);
                block.push('\n');
            }
            (Some(false) | None, None) => {}
        }
    }
    found
}

fn is_read(language: &str, title: &str, article: &str) {
    let page = page("language.md");
    let blocks = blocks(&page, language);
    assert!(
        blocks.len() > 10,
        "docs/language.md has {} samples",
        blocks.len()
    );
    let mut wrong = Vec::new();
    for (line, sample) in blocks {
        let parsed = syntax::parse(&format!("{title}\n\n{article}{sample}"));
        let found = parsed
            .diagnostics
            .iter()
            .map(|item| format!("{} {}", item.code, item.message.en));
        wrong.extend(found.map(|found| format!("docs/language.md, line {line}: {found}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn chinese_samples_are_read() {
    is_read("xy", "章程《样本》\n版本：2026", "第一条 ");
}

#[test]
fn english_samples_are_read() {
    is_read("xy-en", "Charter \"Samples\"\nEdition: 2026", "Article 1. ");
}

#[test]
fn the_sample_facts_are_of_the_sample_register() {
    let yaml = blocks(&page("language.md"), "yaml");
    let register = Register::from_yaml(&yaml[0].1).unwrap();
    let (village, rejected) = Village::from_yaml(&register, &yaml[1].1);
    assert_eq!(rejected, []);
    assert_eq!(village.households.len(), 1);
}

#[test]
fn data_in_the_documents_is_well_formed() {
    for name in ["language.md", "json.md"] {
        for (line, block) in blocks(&page(name), "json") {
            let read: Result<serde_json::Value, _> =
                serde_json::from_str(&block.replace("…,", "").replace("[ … ]", "[]"));
            assert!(read.is_ok(), "docs/{name}, line {line}: {read:?}");
        }
        for (line, block) in blocks(&page(name), "yaml") {
            let read: Result<serde_yaml::Value, _> = serde_yaml::from_str(&block);
            assert!(read.is_ok(), "docs/{name}, line {line}: {read:?}");
        }
    }
}
