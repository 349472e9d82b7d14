//! The systems of old reports and plans in `rules/history`: what the command says of each folder is what was worked
//! out by hand in its `expected.yaml`. `rules/coverage.yaml` names these tests.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

mod worked;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::{Value, json};
use xiangyue::syntax::ast::Block;

use worked::asked::hold;
use worked::{evaluate, list, text};

#[test]
fn town_2005_girl_care_differs_in_2003_2004_and_2005() {
    hold("rules/history/town-2005");
}

#[test]
fn community_2007_bodies_keep_or_miss_their_days() {
    hold("rules/history/community-2007");
}

#[test]
fn county_2007_inspections_meetings_and_the_veto() {
    hold("rules/history/county-2007");
}

#[test]
fn town_2010_villages_rise_from_qualified_to_model() {
    hold("rules/history/town-2010");
}

#[test]
fn housing_2009_votes_and_limits() {
    hold("rules/history/housing-2009");
}

#[test]
fn urban_village_pensions_wait_for_their_numbers() {
    hold("rules/history/urban-village");
}

#[test]
fn county_2012_rewards_with_and_without_their_rates() {
    hold("rules/history/county-2012");
}

#[test]
fn trust_2012_joining_is_free_and_who_keeps_the_agreement_comes_first() {
    hold("rules/history/trust-2012");
}

#[test]
fn association_elections_terms_and_help() {
    hold("rules/history/association");
}

#[test]
fn county_rollout_2006_meetings_hearings_and_records() {
    hold("rules/history/county-rollout-2006");
}

/// What the command says of some texts of a folder on the last day of a record.
fn answer(folder: &str, text: &str, facts: &str, day: &str) -> Value {
    let (text, facts) = (format!("{folder}/{text}"), format!("{folder}/{facts}"));
    let query = json!({ "from": day, "on": day });
    evaluate(&text, &query, &["--facts", &facts, "--definitions"])
}

/// The figures that the old reports give, each from its own numbers: folder, article of `report.xy`, what comes out.
/// The sums that do not hold are as much part of it: 386 cards of 200 yuan are not what was paid.
const FIGURES: [(&str, &str, &str, &str); 19] = [
    ("county-2012", "6", "240", "holds"),
    ("county-2012", "9", "1000", "holds"),
    ("county-2012", "11", "5000", "holds"),
    ("county-2012", "12", "1000", "holds"),
    ("county-2012", "13", "500", "holds"),
    ("county-2012", "14", "600", "holds"),
    ("town-2005", "6", "150", "holds"),
    ("town-2005", "2", "77200", "fails"),
    ("town-2005", "3", "68800", "holds"),
    ("county-2012", "18", "97.3", "holds"),
    ("town-2005", "9", "76.4", "holds"),
    ("town-2005", "10", "216", "holds"),
    ("trust-2012", "2", "276", "holds"),
    ("association", "7", "2975", "holds"),
    ("town-2005", "12", "47", "holds"),
    ("town-2005", "7", "90.24", "holds"),
    ("county-2012", "15", "91.28", "holds"),
    ("town-2005", "4", "52", "fails"),
    ("county-2012", "8", "395680", "holds"),
];

#[test]
fn the_figures_of_the_reports_come_out_exactly() {
    let days = BTreeMap::from([
        ("county-2012", ("report.yaml", "2012-12-31")),
        ("town-2005", ("report.yaml", "2005-12-31")),
        ("trust-2012", ("quotas.yaml", "2014-12-31")),
        ("association", ("report.yaml", "2012-12-31")),
    ]);
    for (folder, (facts, day)) in days {
        let output = answer(&format!("rules/history/{folder}"), "report.xy", facts, day);
        let checks = list(&output["village"]["checks"]);
        for (_, article, left, state) in FIGURES.iter().filter(|row| row.0 == folder) {
            let check = checks.iter().find(|row| row["article"] == *article);
            let check = check.unwrap_or_else(|| panic!("{folder} {article}"));
            assert_eq!(
                (&check["left"], &check["state"]),
                (&json!(left), &json!(state)),
                "{folder} {article}"
            );
        }
    }
}

/// Every need and every void article anywhere in an answer, as `blank in Article 3` and `void 3`.
fn named(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(entries) => {
            for row in list(&entries.get("void").cloned().unwrap_or_default()) {
                found.insert(format!("void {}", text(&row["article"])));
            }
            let needs = entries.get("needs").cloned().unwrap_or_default();
            found.extend(list(&needs).iter().map(|need| text(need).to_string()));
            entries.values().for_each(|entry| named(entry, found));
        }
        Value::Array(items) => items.iter().for_each(|item| named(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The articles of a text in which something is blank.
fn blanks(text: &str) -> BTreeSet<u32> {
    let document = xiangyue::syntax::parse(text).document;
    let articles = document.blocks.iter().filter_map(|block| match block {
        Block::Article(article) => Some(article),
        Block::Chapter { .. } | Block::Loose(_) => None,
    });
    articles
        .filter(|article| article.span.0.of(text).contains("***"))
        .map(|article| article.number.value.number)
        .collect()
}

/// What the sources do not say is named as missing, or stands in a clause that is void; it is never guessed.
#[test]
fn whatever_is_blank_is_named_as_missing() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for folder in [
        "association",
        "county-2012",
        "town-2005",
        "town-2010",
        "urban-village",
    ] {
        let folder = format!("rules/history/{folder}");
        let files = std::fs::read_dir(root.join(&folder)).unwrap();
        let names: Vec<String> = files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        let records: Vec<&String> = names
            .iter()
            .filter(|name| {
                name.ends_with(".yaml") && !name.contains("register") && *name != "expected.yaml"
            })
            .collect();
        for name in names.iter().filter(|name| name.ends_with(".xy")) {
            let blanks = blanks(&std::fs::read_to_string(root.join(&folder).join(name)).unwrap());
            let mut said = BTreeSet::new();
            for record in records.iter().filter(|_| !blanks.is_empty()) {
                let day = std::fs::read_to_string(root.join(&folder).join(record)).unwrap();
                let day = day.split("known_until: ").nth(1).unwrap();
                named(&answer(&folder, name, record, &day[..10]), &mut said);
            }
            for article in blanks {
                let is_named = said.contains(&format!("blank in Article {article}"))
                    || said.contains(&format!("void {article}"));
                assert!(is_named, "{folder}/{name} {article}: {said:?}");
                seen += 1;
            }
        }
    }
    assert!(seen >= 18, "only {seen} articles with blanks");
}

/// Of two drafts, the charter leaves out one of the four contents it must have; the pact has all four.
#[test]
fn county_rollout_2006_drafts_are_held_to_their_required_contents() {
    let folder = "rules/history/county-rollout-2006";
    let output = Command::new(env!("CARGO_BIN_EXE_xiangyue"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("check")
        .args(["contents", "draft-charter", "draft-pact"].map(|name| format!("{folder}/{name}.xy")))
        .args(["--on", "2006-08-31", "--lang", "zh", "--format", "json"])
        .output()
        .unwrap();
    let page: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = list(&page["findings"]).iter();
    let missing: Vec<(&str, &str)> = findings
        .filter(|finding| finding["code"] == "missing-content")
        .map(|finding| (text(&finding["document"]), text(&finding["message"])))
        .collect();
    assert_eq!(missing.len(), 1, "{missing:?}");
    assert_eq!(missing[0].0, "自治章程草案");
    assert!(missing[0].1.contains("「协会的作用」"), "{missing:?}");
}
