//! Every code of the table with a text that shows it and one that does not: `tests/cases/codes.txt`. The page
//! `docs/codes.md` is made of both; `UPDATE=1` writes it anew.
//!
//! A case: `=== code`, a faulty text, `---`, a good one. After the code `facts` or `register` says what the text is;
//! else it is one in the clause language, laid out as in `cases/findings`. `{U+200B}` is that character, `{17×text}`
//! so many times that text, each `#` in it the number of the time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

mod pages;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use xiangyue::diagnostic::{CODES, Class, Code, CodeRow, Severity};
use xiangyue::facts::Village;
use xiangyue::law::LawPack;
use xiangyue::model::Draft;
use xiangyue::register::Register;
use xiangyue::review::{ReviewOptions, review};
use xiangyue::span::Source;
use xiangyue::value::Date;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The case of one code.
struct Case {
    kind: String,
    bad: String,
    good: String,
}

fn cases() -> BTreeMap<String, Case> {
    let page = read("tests/cases/codes.txt");
    let mut all = BTreeMap::new();
    for case in page.split("=== ").skip(1) {
        let (head, rest) = case.split_once('\n').unwrap();
        let (bad, good) = rest.split_once("\n---\n").unwrap();
        let (code, kind) = head.split_once(' ').unwrap_or((head, "text"));
        let case = Case {
            kind: kind.to_owned(),
            bad: bad.to_owned(),
            good: good.trim_end().to_owned(),
        };
        assert!(all.insert(code.to_owned(), case).is_none(), "{code} twice");
    }
    all
}

/// The text that a case stands for.
fn spelt(template: &str) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let (before, after) = rest.split_at(at);
        text.push_str(before);
        let inside = after[1..].find('}').map(|end| &after[1..=end]);
        let times = after[1..].split_once('×').and_then(|(number, tail)| {
            let number: usize = number.parse().ok()?;
            // What is repeated may itself hold a map: it ends at a `}` of its own line or at the next one.
            let end = tail
                .find("\n}")
                .map_or_else(|| tail.find('}'), |end| Some(end + 1))?;
            Some((number, &tail[..end], &tail[end + 1..]))
        });
        if let Some((number, what, tail)) = times {
            for time in 0..number {
                text.push_str(&what.replace('#', &time.to_string()));
            }
            rest = tail;
        } else if let Some(point) = inside.and_then(|inside| inside.strip_prefix("U+")) {
            let point = u32::from_str_radix(point, 16).unwrap();
            text.push(char::from_u32(point).unwrap());
            rest = &after[inside.unwrap().len() + 2..];
        } else {
            text.push('{');
            rest = &after[1..];
        }
    }
    text + rest
}

fn whole(text: &str) -> String {
    let kinds = ["章程《", "公约《", "协议《", "样本村的规矩"];
    if kinds.iter().any(|kind| text.starts_with(kind)) {
        return text.to_owned();
    }
    format!("章程《样本村章程》\n版本：2026\n通过：2024年1月1日\n\n第一条 {text}")
}

/// Every code that a text shows, and whether it can be used.
fn shown(kind: &str, template: &str) -> (BTreeSet<Code>, bool) {
    let text = spelt(template);
    match kind {
        "register" => match Register::from_yaml(&text) {
            Ok(_) => (BTreeSet::new(), true),
            Err(error) => (error.problems.iter().map(|one| one.code).collect(), false),
        },
        "facts" => {
            let register = Register::from_yaml(&read("tests/cases/facts/register.yaml")).unwrap();
            let (_, rejected) = Village::from_yaml(&register, &text);
            let fine = rejected.is_empty();
            (rejected.iter().map(|one| one.code).collect(), fine)
        }
        "text" => {
            let register = read("tests/cases/findings/register.yaml");
            let register = Register::from_yaml(&register).unwrap();
            let texts = text.split("\n+++\n").map(whole);
            let sources: Vec<Source> = texts.map(|text| Source::new("draft.xy", text)).collect();
            let draft = Draft::resolve(&register, &sources, &LawPack::china());
            let on = Date::from_ymd_opt(2025, 6, 1).unwrap();
            let found = review(&draft, &ReviewOptions::default().on(on));
            let fine = draft.reading_errors().next().is_none();
            (found.into_iter().map(|one| one.code).collect(), fine)
        }
        other => panic!("{other} is no kind of text"),
    }
}

#[test]
fn every_code_has_a_bad_and_a_good_case() {
    let cases = cases();
    let names: BTreeSet<&str> = CODES.iter().map(|row| row.name).collect();
    let written: BTreeSet<&str> = cases.keys().map(String::as_str).collect();
    assert_eq!(names, written);
    let mut wrong = String::new();
    for row in CODES {
        let case = &cases[row.name];
        if !shown(&case.kind, &case.bad).0.contains(&row.code) {
            writeln!(wrong, "{} is not found in its bad case", row.name).unwrap();
        }
        let (codes, fine) = shown(&case.kind, &case.good);
        if codes.contains(&row.code) || !fine {
            writeln!(wrong, "{}: the good case shows {codes:?}", row.name).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

const HEAD: &str = "\
# Codes of findings

Every code that `xiangyue check` and the readers of registers and facts give, with what it means, a text that shows it
and one that does not. `xiangyue check --explain CODE` prints the same explanation. Codes never change their meaning.

This page is made from the table of codes and from `tests/cases/codes.txt` by `UPDATE=1 cargo test --test codes`; do not
edit it. A text without a first line of its own stands as Article 1 and following of a charter adopted on 2024-01-01;
its names are those of `tests/cases/findings/register.yaml`, facts are read under `tests/cases/facts/register.yaml`, and
the law is that of 2025-06-01. `{17×…}` stands for so many times what follows, `{U+200B}` for that character.

| class | what it is about |
|---|---|
| `reading` | syntax, names, types, references, circles, limits. An error stops `evaluate`; nothing else does |
| `law` | superior law |
| `logic` | contradictions that need a household to show; none yet |
| `advice` | unwise, incomplete, doubtful or unusual: warnings and notes only |
";

const fn class(class: Class) -> &'static str {
    match class {
        Class::Reading => "reading",
        Class::Law => "law",
        Class::Logic => "logic",
        Class::Advice => "advice",
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn section(page: &mut String, row: &CodeRow, case: &Case) {
    let (zh, en) = row.explain;
    let (name, level) = (row.name, severity(row.severity));
    writeln!(page, "\n### `{name}` ({level})\n\n{zh}\n\n{en}").unwrap();
    let (bad, good) = (&case.bad, &case.good);
    writeln!(
        page,
        "\nBad:\n\n```text\n{bad}\n```\n\nGood:\n\n```text\n{good}\n```"
    )
    .unwrap();
}

#[test]
fn the_page_of_codes_is_made_of_the_table() {
    let cases = cases();
    let mut page = HEAD.to_owned();
    for of in [Class::Reading, Class::Law, Class::Logic, Class::Advice] {
        let rows: Vec<_> = CODES.iter().filter(|row| row.class == of).collect();
        if !rows.is_empty() {
            writeln!(page, "\n## Class `{}`: {} codes", class(of), rows.len()).unwrap();
        }
        for row in rows {
            section(&mut page, row, &cases[row.name]);
        }
    }
    pages::kept("docs/codes.md", &page);
}

/// Advice is advice: no code of the class is an error.
#[test]
fn advice_is_never_an_error() {
    for row in CODES.iter().filter(|row| row.class == Class::Advice) {
        assert_ne!(row.severity, Severity::Error, "{}", row.name);
    }
}
