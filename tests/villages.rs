//! The worked villages: what the command says of them is what was worked out by hand in `expected.yaml`.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

mod worked;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::process::Command;

use serde_json::Value;
use xiangyue::diagnostic::Severity;
use xiangyue::law::LawPack;
use xiangyue::model::{Draft, Meaning};
use xiangyue::register::Register;
use xiangyue::span::Source;
use xiangyue::value::{Period, PeriodKind};

use worked::{
    Titles, differences, list, missing_obligations, periods, promised_entitlement, rows_hold,
    said_entitlement, text, village_differences,
};

fn evaluate(village: &str, query: &Value, more: &[&str]) -> Value {
    worked::evaluate(&format!("rules/villages/{village}"), query, more)
}

fn expected(village: &str) -> Value {
    worked::expected(&format!("rules/villages/{village}"))
}

#[test]
fn a_range_of_periods_is_spelled_out() {
    assert_eq!(
        periods(&Value::from("2024-Q3..2025-Q1")),
        ["2024-Q3", "2024-Q4", "2025-Q1"]
    );
    assert_eq!(
        Period::containing(PeriodKind::Year, "2024-05-01".parse().unwrap()).to_string(),
        "2024"
    );
}

fn compare(village: &str) {
    let expected = expected(village);
    let output = evaluate(village, &expected["query"], &[]);
    let found = differences(&expected, &output);
    assert!(found.is_empty(), "- promised, + said\n{found}");
}

#[test]
fn liuxi_is_answered_as_worked_out_by_hand() {
    compare("liuxi");
}

#[test]
fn qingshi_is_answered_as_worked_out_by_hand() {
    compare("qingshi");
}

#[test]
fn fengling_is_answered_as_worked_out_by_hand() {
    compare("fengling");
}

#[test]
fn the_amendments_change_from_their_day_what_they_change() {
    compare_amended("qingshi");
    compare_amended("fengling");
}

/// What is missing or too much in one page of `expected-amended.yaml`: one day, the named households, of each
/// either its lines of one benefit or its notable obligations.
fn one_day(village: &str, page: &Value, titles: &Titles) -> String {
    let output = evaluate(village, &page["query"], &[]);
    let answers = list(&output["households"]);
    let mut found = String::new();
    for promise in list(&page["households"]) {
        let answer = answers
            .iter()
            .find(|answer| answer["id"] == promise["id"])
            .unwrap();
        let by_hand: BTreeSet<String> = list(&promise["entitlements"])
            .iter()
            .map(|item| promised_entitlement(item, text(&item["periods"])))
            .collect();
        let by_engine: BTreeSet<String> = list(&answer["entitlements"])
            .iter()
            .filter(|item| item["benefit"] == promise["benefit"])
            .map(|item| said_entitlement(item, titles, promise))
            .collect();
        for line in by_hand.symmetric_difference(&by_engine) {
            let side = if by_hand.contains(line) { '-' } else { '+' };
            let _ = writeln!(found, "{}: {side} {line}", page["query"]["on"]);
        }
        let missing = missing_obligations(&promise["obligations"], &answer["obligations"], titles);
        found.push_str(&missing.join("\n"));
    }
    found
}

/// The last day of the old text and the first of the new one, of the same register.
fn compare_amended(village: &str) {
    let path = format!(
        "{}/rules/villages/{village}/expected-amended.yaml",
        env!("CARGO_MANIFEST_DIR")
    );
    let pages: Value = serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let titles = Titles::of(&pages);
    let found = ["before", "after"].map(|day| one_day(village, &pages[day], &titles));
    assert_eq!(found.concat(), "");
}

/// What the texts of a village mean: the originals, or their prints in the other language.
fn meaning(village: &str, prints: bool) -> Meaning {
    let texts = texts(village, prints);
    let read = |path: &std::path::Path| std::fs::read_to_string(path).unwrap();
    let register = texts[0].with_file_name(format!("{village}.register.yaml"));
    let register = Register::from_yaml(&read(&register)).unwrap();
    let sources: Vec<Source> = texts
        .iter()
        .map(|path| Source::new(path.to_str().unwrap(), read(path)))
        .collect();
    let draft = Draft::resolve(&register, &sources, &LawPack::none());
    let errors = draft
        .diagnostics
        .iter()
        .filter(|one| one.severity() == Severity::Error);
    assert_eq!(errors.count(), 0, "{village}");
    draft.meaning
}

#[test]
fn both_prints_of_a_village_mean_the_same() {
    for village in ["qingshi", "fengling"] {
        assert_eq!(meaning(village, false), meaning(village, true), "{village}");
    }
}

/// The texts of a village: the originals, or their prints in the other language.
fn texts(village: &str, prints: bool) -> Vec<std::path::PathBuf> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("rules/villages")
        .join(village);
    let mut texts: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "xy"))
        .filter(|path| path.file_stem().unwrap().to_str().unwrap().contains('.') == prints)
        .collect();
    texts.sort();
    assert!(texts.len() > 3, "{village}");
    texts
}

#[test]
fn no_text_of_a_village_has_an_error_or_is_against_the_law() {
    for (village, prints) in [
        ("qingshi", false),
        ("qingshi", true),
        ("fengling", false),
        ("fengling", true),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_xiangyue"))
            .arg("check")
            .args(texts(village, prints))
            .args(["--format", "json"])
            .output()
            .unwrap();
        let page: Value = serde_json::from_slice(&output.stdout).unwrap();
        let errors: Vec<&Value> = list(&page["findings"])
            .iter()
            .filter(|finding| finding["severity"] == "error")
            .collect();
        assert!(!list(&page["findings"]).is_empty(), "{village}");
        assert_eq!(errors, [] as [&Value; 0], "{village}");
    }
}

#[test]
fn the_county_report_is_answered_as_worked_out_by_hand() {
    let expected = expected("county-report");
    let output = evaluate("county-report", &expected["query"], &[]);
    let titles = Titles::of(&expected);
    let asked = rows_hold(&expected["rows"], &output, &titles);
    let answered = list(&output["households"]).len();
    assert_eq!(asked, answered, "every household stands in a row");
    assert_eq!(
        village_differences(&expected["village"], &output["village"], &titles),
        ""
    );
}

/// 29,704 recipients of 240 yuan, two a household, exactly as the report's page says how to make them.
fn county_recipients() -> String {
    let first: xiangyue::value::Date = "1997-01-01".parse().unwrap();
    let mut facts = String::from("known_until: 2011-12-31\nhouseholds:\n");
    for at in 1..=14_852_u64 {
        let born = first + chrono::Days::new(37 * at % 5113);
        let member = |id: &str| format!("{{ id: {id}, certificate: true, child_born: {born} }}");
        let _ = writeln!(
            facts,
            "  - {{ id: G{at:05}, members: [ {}, {} ] }}",
            member("P1"),
            member("P2")
        );
    }
    facts
}

#[test]
fn the_county_paid_its_29704_recipients_exactly() {
    let expected = expected("county-report");
    let path = std::env::temp_dir().join(format!("xiangyue-county-{}.yaml", std::process::id()));
    std::fs::write(&path, county_recipients()).unwrap();
    let output = evaluate(
        "county-report",
        &expected["query"],
        &["--facts", path.to_str().unwrap()],
    );
    std::fs::remove_file(&path).unwrap();
    let sum = &output["village"]["by_benefit"]["父母奖励费"];
    assert_eq!(sum["count"], 29_704);
    assert_eq!(sum["due_fen"], 712_896_000_i64);
    assert_eq!(output["village"]["due_fen"], 712_896_000_i64);
    assert_eq!(list(&output["rejected"]), &[] as &[Value]);
}
