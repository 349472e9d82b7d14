//! `rules/coverage.yaml` says where every row and clause of the old documents is written and which test computes it: here
//! it is held to that, and `docs/seeds.md` is made of it (`UPDATE=1` writes the page).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

mod pages;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::Value;
use xiangyue::syntax::ast::Block;
use xiangyue::syntax::parse;

/// Systems, mechanisms and figures of the old documents.
const ROWS: u64 = 110;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn coverage() -> Value {
    serde_yaml::from_str(&read("rules/coverage.yaml")).unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
}

/// What an entry is called: its row, or its clause.
fn name(entry: &Value) -> String {
    match entry["row"].as_u64() {
        Some(row) => format!("row {row}"),
        None => text(&entry["clause"]).to_string(),
    }
}

/// The tests of an entry: one, or a list.
fn tests(entry: &Value) -> Vec<&str> {
    let one = entry["test"].as_str();
    one.into_iter()
        .chain(list(&entry["test"]).iter().map(text))
        .collect()
}

/// All entries, rows first.
fn entries(coverage: &Value) -> impl Iterator<Item = &Value> {
    list(&coverage["rows"])
        .iter()
        .chain(list(&coverage["clauses"]))
}

#[test]
fn every_row_is_there_once() {
    let coverage = coverage();
    let rows: Vec<u64> = list(&coverage["rows"])
        .iter()
        .map(|entry| entry["row"].as_u64().unwrap())
        .collect();
    assert_eq!(rows, (1..=ROWS).collect::<Vec<_>>());
}

/// The clauses as a reader's list has them: `B1 4`.
#[test]
fn every_clause_is_there_once() {
    let coverage = coverage();
    let flags: Value = serde_yaml::from_str(&read("tests/cases/history/flags.yaml")).unwrap();
    let mut promised = Vec::new();
    for document in list(&flags["texts"]) {
        for clause in list(&document["clauses"]) {
            let (document, clause) = (text(&document["text"]), text(&clause["clause"]));
            promised.push(format!("{document} {clause}"));
        }
    }
    let said: Vec<String> = list(&coverage["clauses"]).iter().map(name).collect();
    assert_eq!(said, promised);
}

/// Exactly one of: computed (with a test), void (a test shows that it is found and asks nothing of anybody), refused (with
/// the reason; a test beside it puts the question), statistic.
#[test]
fn every_entry_says_what_becomes_of_it() {
    for entry in entries(&coverage()) {
        let test = !tests(entry).is_empty();
        let reasons = ["void", "refused", "statistic"];
        let reasons = reasons.iter().filter(|key| entry[**key].is_string());
        let reasons = reasons.count();
        assert!(test || reasons == 1, "{}", name(entry));
        assert!(reasons <= 1, "{}", name(entry));
        assert_eq!(
            test,
            !list(&entry["at"]).is_empty(),
            "{}: a test has a place",
            name(entry)
        );
        let known = [
            "row",
            "clause",
            "what",
            "at",
            "test",
            "void",
            "refused",
            "statistic",
        ];
        let keys = entry.as_object().unwrap().keys();
        for key in keys {
            assert!(known.contains(&key.as_str()), "{}: {key}", name(entry));
        }
    }
}

/// The articles of a file, each with its text.
fn articles(file: &str) -> BTreeMap<String, String> {
    let source = read(file);
    let document = parse(&source).document;
    let articles = document.blocks.iter().filter_map(|block| match block {
        Block::Article(article) => Some(article),
        Block::Chapter { .. } | Block::Loose(_) => None,
    });
    articles
        .map(|article| {
            let number = article.number.value.to_string();
            (number, article.span.0.of(&source).to_string())
        })
        .collect()
}

#[test]
fn every_article_exists() {
    let mut files: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for entry in entries(&coverage()) {
        for place in list(&entry["at"]) {
            let (file, article) = (text(&place["file"]), text(&place["article"]));
            assert!(file.starts_with("rules/"), "{}: {file}", name(entry));
            let known = files.entry(file.into()).or_insert_with(|| articles(file));
            let (number, item) = article.split_once('(').unwrap_or((article, ""));
            let there = known.get(number);
            let there =
                there.unwrap_or_else(|| panic!("{}: no article {article} in {file}", name(entry)));
            let item: Option<usize> = item.strip_suffix(')').map(|item| item.parse().unwrap());
            let marks = there.matches('（').count();
            assert!(
                item.is_none_or(|item| marks >= item),
                "{}: {file} {article}",
                name(entry)
            );
        }
    }
    assert!(files.len() > 20, "only {} files are named", files.len());
}

/// The names of the test functions of a file of `tests/`.
fn tests_of(file: &str) -> BTreeSet<String> {
    let source = read(file);
    let parts = source.split("#[test]\n").skip(1);
    parts
        .filter_map(|part| {
            let head = part.split('(').next()?;
            Some(head.split("fn ").nth(1)?.to_string())
        })
        .collect()
}

#[test]
fn every_test_exists() {
    let mut files: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in entries(&coverage()) {
        for test in tests(entry) {
            let (file, function) = test.split_once("::").unwrap();
            let known = files.entry(file.into()).or_insert_with(|| tests_of(file));
            assert!(
                known.contains(function),
                "{}: there is no test {test}",
                name(entry)
            );
        }
    }
}

/// Every text of `rules/history` is named by somebody.
#[test]
fn no_text_is_forgotten() {
    let coverage = coverage();
    let named: BTreeSet<&str> = entries(&coverage)
        .flat_map(|entry| list(&entry["at"]))
        .map(|place| text(&place["file"]))
        .collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = fs::read_dir(root.join("rules/history")).unwrap();
    let folders = folders.map(|folder| folder.unwrap().path());
    for folder in folders.filter(|folder| folder.is_dir()) {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "xy") {
                let path = path.strip_prefix(root).unwrap().to_str().unwrap();
                assert!(named.contains(path), "{path} stands in no row");
            }
        }
    }
}

/// What becomes of an entry, as the page says it.
fn outcome(entry: &Value) -> &'static str {
    let reasons = ["void", "refused", "statistic"];
    let mut given = reasons.into_iter().filter(|key| entry[*key].is_string());
    given.next().unwrap_or("computed")
}

/// `county-2012/rewards.xy 3, 4`: the places of an entry, file by file.
fn places(entry: &Value) -> String {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    for place in list(&entry["at"]) {
        let (file, article) = (text(&place["file"]), text(&place["article"]));
        match found.iter_mut().find(|(known, _)| *known == file) {
            Some((_, articles)) => articles.push(article),
            None => found.push((file, vec![article])),
        }
    }
    let shown = found.iter().map(|(file, articles)| {
        let short = file
            .trim_start_matches("rules/")
            .trim_start_matches("history/");
        format!("[{short}](../{file}) {}", articles.join(", "))
    });
    shown.collect::<Vec<_>>().join("; ")
}

const HEAD: &str = "# The old systems, row by row

What a handful of old reports, plans and model texts (2005–2014) contain is listed in 110 rows: founding texts, organs and
meetings, rewards, obligations, building and pensions, figures. Each row is written in this language under `rules/history`
and computed from invented facts; the outcomes were worked out by hand before they were run. **It is history, not a
recommendation**: what would burden anybody stands in study texts and has no effect ([semantics.md](semantics.md) 14), and
sums of a report are reckoned as arithmetic, without judging a village.

*Computed*: the named tests ask the command and compare every line (of the seven founding texts: every clause is reviewed, what
burdens is void, what is granted and what bodies owed is computed). *Void*: the row states a burden and nothing else; it stands
in a study text, the tests show that its unlawfulness is found and that it asks nothing of anybody. *Refused*: the source itself lacks what is needed; the
engine names what is missing instead of guessing. *Statistic*: no rule and nothing to compute.

This page is made from `rules/coverage.yaml` by `UPDATE=1 cargo test --test coverage`; do not edit it.
";

/// The page of the rows.
fn page(coverage: &Value) -> String {
    let rows = list(&coverage["rows"]);
    let count = |what: &str| rows.iter().filter(|entry| outcome(entry) == what).count();
    let mut page = HEAD.to_owned();
    writeln!(
        page,
        "\n**{} rows: {} computed, {} void, {} refused with the reason, {} statistic. {} clauses of seven texts, each reviewed.**\n",
        rows.len(),
        count("computed"),
        count("void"),
        count("refused"),
        count("statistic"),
        list(&coverage["clauses"]).len()
    )
    .unwrap();
    page.push_str(
        "| row | what | where (file, articles) | outcome | test |\n|---|---|---|---|---|\n",
    );
    for entry in rows {
        let reason = [&entry["void"], &entry["refused"], &entry["statistic"]];
        let reason = reason.iter().find_map(|reason| reason.as_str());
        let reason = reason.map_or(String::new(), |reason| format!(": {reason}"));
        let tests = tests(entry).into_iter().map(|test| {
            let test = test.trim_start_matches("tests/").replace(".rs::", "::");
            format!("`{test}`")
        });
        writeln!(
            page,
            "| {} | {} | {} | {}{reason} | {} |",
            entry["row"],
            text(&entry["what"]),
            places(entry),
            outcome(entry),
            tests.collect::<Vec<_>>().join(", ")
        )
        .unwrap();
    }
    page
}

#[test]
fn the_page_of_the_rows_is_made_of_the_table() {
    pages::kept("docs/seeds.md", &page(&coverage()));
}
