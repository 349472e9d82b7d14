//! The excerpts of both READMEs are what the command prints.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

fn printed(language: &str) -> String {
    let arguments =
        "evaluate rules/villages/qingshi --from 2024-01-01 --on 2024-12-31 --household H029 --lang";
    let output = Command::new(env!("CARGO_BIN_EXE_xiangyue"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments.split(' '))
        .arg(language)
        .output()
        .unwrap();
    assert!(output.status.success());
    let page = String::from_utf8(output.stdout).unwrap();
    page.split("\n\n").next().unwrap().to_owned()
}

#[test]
fn excerpts_are_what_is_printed() {
    for (file, language) in [("README.md", "en"), ("README.zh.md", "zh")] {
        let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let excerpt = format!("```text\n{}\n```", printed(language));
        assert!(page.contains(&excerpt), "{file} does not show\n{excerpt}");
    }
}
