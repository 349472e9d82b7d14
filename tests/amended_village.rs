//! A village amends its charter: the same register before and after, and what was known when, as the command prints it.
//! `tests/cases/amended/*.txt`; `UPDATE=1` writes what comes out.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed look-up is a failed test"
)]

mod pages;

use std::path::PathBuf;
use std::process::Command;

/// Runs `evaluate` over some of the texts of the folder and compares what it prints.
fn prints(expected: &str, texts: &[&str], more: &[&str]) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/amended");
    let output = Command::new(env!("CARGO_BIN_EXE_xiangyue"))
        .arg("evaluate")
        .args(texts.iter().map(|text| folder.join(text)))
        .args(["--quiet", "--from", "2024-01-01", "--on", "2024-12-31"])
        .args(more)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let printed = String::from_utf8(output.stdout).unwrap();
    pages::kept(&format!("tests/cases/amended/{expected}"), &printed);
}

#[test]
fn before_the_amendment() {
    prints("before.txt", &["charter.xy"], &[]);
}

#[test]
fn after_the_amendment_new_matters_follow_it_and_old_ones_keep_their_version() {
    prints("after.txt", &["charter.xy", "amendment.xy"], &[]);
}

#[test]
fn what_was_known_in_june_and_what_became_known_later() {
    prints(
        "known.txt",
        &["charter.xy", "amendment.xy"],
        &["--known", "2024-06-01"],
    );
}
