//! Six published pacts in the clause language, reviewed, and compared with a reader's notes: the tables of
//! `tests/cases/law/real/README.md`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a failed look-up is a failed test; the figures are printed"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use xiangyue::diagnostic::{Class, Code, Diagnostic, Severity};
use xiangyue::law::LawPack;
use xiangyue::model::Draft;
use xiangyue::register::Register;
use xiangyue::review::{ReviewOptions, review};
use xiangyue::span::Source;
use xiangyue::value::Date;

fn read(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/law/real");
    fs::read_to_string(folder.join(name)).unwrap()
}

/// A row of a table.
struct Row {
    article: String,
    notes: String,
    finds: BTreeSet<String>,
    agrees: String,
    why: String,
}

/// A table: the file, the day, its rows.
struct Table {
    file: String,
    on: Date,
    rows: Vec<Row>,
}

fn tables() -> Vec<Table> {
    let page = read("README.md");
    let sections = page.split("\n## ").skip(1);
    let tables = sections.map(|section| {
        let (head, body) = section.split_once('\n').unwrap();
        let (_, day) = head.split_once("reviewed on ").unwrap();
        let lines = body.lines().filter_map(|line| line.strip_prefix("| "));
        let rows = lines.filter(|line| !line.starts_with("article")).map(row);
        Table {
            file: head.split(' ').next().unwrap().to_owned(),
            on: day.trim().parse().unwrap(),
            rows: rows.collect(),
        }
    });
    tables.collect()
}

fn row(line: &str) -> Row {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let finds = cells[3].split(", ").filter(|one| *one != "–");
    Row {
        article: cells[0].to_owned(),
        notes: cells[2].to_owned(),
        finds: finds.map(str::to_owned).collect(),
        agrees: cells[4].to_owned(),
        why: cells[5].to_owned(),
    }
}

/// `SHAPE severity`, or the code where there is no shape.
fn said(one: &Diagnostic) -> String {
    let severity = match one.severity() {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let shape = one.law.as_ref().map(|law| law.shape.clone());
    let name = shape.filter(|shape| !shape.is_empty() && one.code != Code::FundRule);
    format!(
        "{} {severity}",
        name.unwrap_or_else(|| one.code.to_string())
    )
}

/// What the review says of each article about law, and of bounds that two rows take.
fn found(table: &Table, register: &Register) -> BTreeMap<String, BTreeSet<String>> {
    let name = format!("{}.xy", table.file);
    let source = Source::new(&name, read(&name));
    let draft = Draft::resolve(register, &[source], &LawPack::china());
    let errors: Vec<_> = draft.reading_errors().collect();
    assert!(errors.is_empty(), "{name}: {errors:?}");
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for one in review(&draft, &ReviewOptions::default().on(table.on)) {
        if one.class() == Class::Law || one.code == Code::AmbiguousBound {
            let article = one.article.as_deref().unwrap_or("header");
            let article = article.split('(').next().unwrap().to_owned();
            all.entry(article).or_default().insert(said(&one));
        }
    }
    all
}

/// Shapes that a cell of notes names.
fn shapes(notes: &str) -> impl Iterator<Item = &str> {
    let is_name = |one: char| one.is_ascii_uppercase() || one == '_';
    notes
        .split(", ")
        .filter(move |word| word.contains('_') && word.chars().all(is_name))
}

/// What is wrong with a row itself.
fn fault(row: &Row) -> Option<String> {
    let has = |shape: &str| {
        row.finds
            .iter()
            .any(|one| one.starts_with(&format!("{shape} ")))
    };
    let missing = shapes(&row.notes).find(|shape| !has(shape));
    match row.agrees.as_str() {
        "yes" | "more" | "other" if missing.is_some() => Some(format!("lacks {missing:?}")),
        "more" | "less" | "other" if row.why.is_empty() => Some("gives no reason".to_owned()),
        "yes" | "more" | "less" | "other" => None,
        word => Some(format!("{word} is no judgement")),
    }
}

#[test]
fn six_pacts_are_reviewed_as_the_tables_say() {
    let register = Register::from_yaml(&read("real.register.yaml")).unwrap();
    let (mut wrong, mut counts) = (String::new(), BTreeMap::<String, u32>::new());
    let tables = tables();
    assert_eq!(tables.len(), 6);
    for table in &tables {
        let mut all = found(table, &register);
        for row in &table.rows {
            let (file, article) = (&table.file, &row.article);
            let got = all.remove(article).unwrap_or_default();
            if got != row.finds {
                writeln!(wrong, "{file} {article}: {got:?}").unwrap();
            }
            if let Some(fault) = fault(row) {
                writeln!(wrong, "{file} {article}: {fault}").unwrap();
            }
            *counts.entry(row.agrees.clone()).or_default() += 1;
        }
        if !all.is_empty() {
            writeln!(wrong, "{}: also {all:?}", table.file).unwrap();
        }
    }
    println!("{counts:?}");
    assert!(wrong.is_empty(), "{wrong}");
}

/// The repealed law that the pact of 2016 cites was in force when it was made.
#[test]
fn a_citation_is_judged_on_the_day() {
    let register = Register::from_yaml(&read("real.register.yaml")).unwrap();
    let mut table = tables().remove(0);
    assert_eq!(table.file, "baoping-2016");
    let says = |table: &Table| {
        let header = found(table, &register).remove("header").unwrap();
        header.contains("CITES_REPEALED note")
    };
    assert!(says(&table));
    table.on = Date::from_ymd_opt(2016, 2, 4).unwrap();
    assert!(!says(&table));
}
