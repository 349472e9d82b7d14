//! The study texts of `rules/history`: they ask nothing of anybody on any day, their unlawful clauses are found, and what they
//! granted is computed as worked out by hand. And every text under `rules/` says the same in both languages.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a failed look-up is a failed test; the figures are printed"
)]

mod pages;
mod worked;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use xiangyue::diagnostic::{Class, Code, Diagnostic, Severity};
use xiangyue::evaluate::{Bearer, Entitlement, Findings, Outcome, Query};
use xiangyue::law::LawPack;
use xiangyue::model::{DocumentId, Draft, Place};
use xiangyue::review::{ReviewOptions, review};
use xiangyue::span::Source;
use xiangyue::value::{Date, Money};

use worked::folders::{Folder, all};
use worked::{Titles, list, periods, promised_entitlement, said_entitlement, text};

/// The folders of study texts.
const STUDIES: [&str; 2] = ["rules/history/charter-2006", "rules/history/agreement-2012"];

fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd_opt(year, month, day).unwrap()
}

fn at(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Every first of a month from 1998 to 2030, and the days around every day named in the law pack.
fn days() -> Vec<Date> {
    let mut all = BTreeSet::new();
    for year in 1998..=2030 {
        all.extend((1..=12).map(|month| day(year, month, 1)));
    }
    all.insert(day(2030, 12, 31));
    for entry in fs::read_dir(at("rules/law/china")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let words = text.split(|one: char| !(one.is_ascii_digit() || one == '-'));
        for date in words.filter_map(|word| word.parse::<Date>().ok()) {
            all.extend([date.pred_opt().unwrap(), date, date.succ_opt().unwrap()]);
        }
    }
    let within = day(1998, 1, 1)..=day(2030, 12, 31);
    all.into_iter().filter(|one| within.contains(one)).collect()
}

/// The same texts and facts as if adopted and signed long ago, and the record complete to the end of all days.
fn since_ever(folder: &Folder) -> (Vec<Source>, String) {
    let sources = folder.sources.iter().map(|source| {
        let lines = source.text.lines().map(|line| {
            if line.starts_with("通过：") {
                "通过：1997年12月1日"
            } else {
                line
            }
        });
        let text: Vec<&str> = lines.collect();
        Source::new(source.name.as_str(), text.join("\n") + "\n")
    });
    let mut facts = folder.facts.clone();
    for year in ["2006", "2012"] {
        facts = facts.replace(&format!("signed: {year}"), "signed: 1998");
    }
    for year in ["2007", "2013"] {
        let last = format!("known_until: {year}-12-31");
        facts = facts.replace(&last, "known_until: 2031-12-31");
    }
    (sources.collect(), facts)
}

/// The study texts among those of a draft.
struct Studies {
    documents: BTreeSet<DocumentId>,
    /// There is no other text beside them.
    only: bool,
}

impl Studies {
    fn of(draft: &Draft) -> Self {
        let all = draft.meaning.documents.iter().enumerate();
        let studies = all.filter(|(_, document)| document.is_study);
        let documents: BTreeSet<_> = studies
            .map(|(index, _)| DocumentId(u32::try_from(index).unwrap()))
            .collect();
        Self {
            only: documents.len() == draft.meaning.documents.len(),
            documents,
        }
    }

    fn has(&self, place: &Place) -> bool {
        self.documents.contains(&place.document)
    }

    /// What an outcome asks of the household or a member under a study text, or takes from them.
    fn asked(&self, outcome: &Outcome) -> Option<String> {
        let findings = outcome.findings();
        let of_somebody = |bearer: &Bearer| matches!(bearer, Bearer::Id(_));
        let mut owed = findings.obligations.iter();
        if let Some(line) = owed.find(|line| self.has(&line.place) && of_somebody(&line.bearer)) {
            return Some(format!("owes {:?}", line.action));
        }
        // What a body did not do is history; that anything followed from it is not.
        let mut breaches = findings.breaches.iter();
        let of = breaches.find(|line| {
            let somebody = self.has(&line.place) && of_somebody(&line.bearer);
            somebody || line.consequences.iter().any(|one| self.has(&one.place))
        });
        if let Some(line) = of {
            return Some(format!("a breach of {}", line.place.article));
        }
        let mut cut = findings.entitlements.iter();
        let by = |line: &Entitlement| line.adjustments.iter().any(|one| self.has(&one.place));
        if let Some(line) = cut.find(|line| by(line)) {
            return Some(format!("less of {:?}", line.benefit));
        }
        self.only.then(|| taken(findings)).flatten()
    }
}

/// Sums, points and deposits that somebody lost.
fn taken(findings: &Findings) -> Option<String> {
    let mut deposits = findings.deposits.iter();
    if deposits.any(|line| line.held != line.paid) {
        return Some("a deposit kept".to_owned());
    }
    let owes = findings.owed != Money::default();
    (owes || !findings.points.is_empty()).then(|| "owes a sum or points".to_owned())
}

/// What the study texts of a folder ask of its households on each of these days and over all of them.
fn asked_on(folder: &Folder, sources: &[Source], facts: &str, days: &[Date]) -> String {
    let village = folder.village_of(facts);
    let studies = Studies::of(&folder.draft(&folder.sources, &LawPack::none()));
    let mut wrong = String::new();
    for pack in [LawPack::none(), LawPack::china()] {
        let rulebook = folder.draft(sources, &pack).compile().unwrap();
        let rulebook = rulebook.in_village(&village);
        let each = days.iter().map(|day| Query::between(*day, *day));
        let ever = Query::between(days[0], *days.last().unwrap());
        for query in each.chain([ever]) {
            for household in &village.households {
                if let Some(found) = studies.asked(&rulebook.evaluate(household, &query)) {
                    let (id, name) = (&household.id, pack.name());
                    writeln!(wrong, "{id} on {} under {name}: {found}", query.on).unwrap();
                }
            }
        }
    }
    wrong
}

#[test]
fn no_study_text_asks_anything_of_anybody_on_any_day() {
    let days = days();
    assert!(days.len() > 500, "{} days", days.len());
    for name in STUDIES {
        let folder = Folder::read(name);
        let (sources, facts) = since_ever(&folder);
        assert_ne!(facts, folder.facts, "{name}");
        let wrong = asked_on(&folder, &sources, &facts, &days)
            + &asked_on(&folder, &folder.sources, &folder.facts, &days[..1]);
        assert!(wrong.is_empty(), "{name}\n{}", first_lines(&wrong));
    }
}

/// Study texts stand beside others too: on every first of January, and the days around every change of law.
#[test]
fn nor_does_a_study_text_beside_others() {
    let days: Vec<Date> = days()
        .into_iter()
        .filter(|one| {
            let day = one.to_string();
            !day.ends_with("-01") || day.ends_with("-01-01")
        })
        .collect();
    let mut counted = 0;
    for name in all() {
        let folder = Folder::read(&name);
        let draft = folder.draft(&folder.sources, &LawPack::none());
        let studies = Studies::of(&draft);
        if studies.documents.is_empty() || studies.only {
            continue;
        }
        counted += 1;
        let wrong = asked_on(&folder, &folder.sources, &folder.facts, &days);
        assert!(wrong.is_empty(), "{name}\n{}", first_lines(&wrong));
    }
    assert!(counted > 3, "{counted} folders");
}

fn first_lines(text: &str) -> String {
    text.lines().take(20).collect::<Vec<_>>().join("\n")
}

/// The line `用途` alone makes the difference: without it much is asked of the same households.
#[test]
fn without_the_purpose_the_same_texts_would_burden() {
    for name in STUDIES {
        let folder = Folder::read(name);
        let bare = |source: &Source| {
            let text = source.text.replace("用途：历史研究\n", "");
            assert_ne!(text, source.text, "{} is no study text", source.name);
            Source::new(source.name.as_str(), text)
        };
        let sources: Vec<Source> = folder.sources.iter().map(bare).collect();
        let last = [day(2013, 12, 31)];
        assert_ne!(asked_on(&folder, &sources, &folder.facts, &last), "");
    }
}

/// Lines of entitlements that a page by hand promises and the output does not give, or the reverse.
fn entitlements(expected: &Value, output: &Value) -> String {
    let titles = Titles::of(expected);
    let mut found = String::new();
    for answer in list(&output["households"]) {
        let promise = list(&expected["households"])
            .iter()
            .find(|row| row["id"] == answer["id"])
            .unwrap_or(&Value::Null);
        let rows = list(&promise["entitlements"]).iter();
        let by_hand: BTreeSet<String> = rows
            .flat_map(|item| {
                let periods = periods(&item["periods"]);
                periods
                    .into_iter()
                    .map(|one| promised_entitlement(item, &one))
            })
            .collect();
        let lines = list(&answer["entitlements"]).iter();
        let said: BTreeSet<String> = lines
            .map(|item| said_entitlement(item, &titles, promise))
            .collect();
        for line in by_hand.symmetric_difference(&said) {
            let side = if by_hand.contains(line) { '-' } else { '+' };
            writeln!(found, "{side} {line}").unwrap();
        }
    }
    found
}

#[test]
fn what_the_study_texts_granted_is_as_worked_out_by_hand() {
    for name in STUDIES {
        let expected = worked::expected(name);
        let output = worked::evaluate(name, &expected["query"], &[]);
        let known: BTreeSet<&str> = list(&output["households"])
            .iter()
            .map(|row| text(&row["id"]))
            .collect();
        let mut promised = list(&expected["households"]).iter();
        assert!(
            promised.all(|row| known.contains(text(&row["id"]))),
            "{name}"
        );
        assert_eq!(entitlements(&expected, &output), "", "{name}");
        let titles = Titles::of(&expected);
        let village =
            worked::village_differences(&expected["village"], &output["village"], &titles);
        assert_eq!(village, "", "{name}");
        let checks = worked::asked::checks(&expected["village"], &output["village"], &titles);
        assert_eq!(checks, [] as [&str; 0], "{name}");
    }
}

/// Which agreement a plan would have had somebody sign is shown as a reading; nobody owes it.
#[test]
fn who_would_have_signed_what_is_a_reading_and_no_duty() {
    let name = STUDIES[0];
    let expected = worked::expected(name);
    let output = worked::evaluate(name, &expected["query"], &["--definitions"]);
    for household in list(&output["households"]) {
        let id = text(&household["id"]);
        let promised = &expected["readings"][id];
        let rows = list(&household["definitions"]).iter();
        let rows = rows.filter(|row| row["document"] == "章程公约和签约要求");
        let mut said = 0;
        for row in rows {
            let reading = &promised[text(&row["name"])];
            let by_hand = match reading {
                Value::Null => ("known", Value::from("false"), Value::Array(Vec::new())),
                Value::Bool(yes) => (
                    "known",
                    Value::from(yes.to_string()),
                    Value::Array(Vec::new()),
                ),
                needs => ("undetermined", Value::Null, needs.clone()),
            };
            let by_engine = (
                text(&row["state"]),
                row["value"].clone(),
                row["needs"].clone(),
            );
            assert_eq!(by_hand, by_engine, "{id} {}", row["name"]);
            said += 1;
        }
        assert_eq!(said, 7, "{id}");
        let mut owed = list(&household["obligations"]).iter();
        assert!(owed.all(|line| line["bearer"] != household["id"]), "{id}");
    }
}

/// What `fill` prints of an agreement of a household.
fn filled(file: &str, household: &str, lang: &str) -> Value {
    let folder = Path::new(file).parent().unwrap();
    let facts = folder.join("facts.yaml");
    let output = Command::new(env!("CARGO_BIN_EXE_xiangyue"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["fill", file, "--facts", facts.to_str().unwrap()])
        .args([
            "--household",
            household,
            "--on",
            "2026-06-01",
            "--lang",
            lang,
        ])
        .args(["--format", "json"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{file}: {error} {said}"))
}

/// From a study text only a study copy is printed: no blank filled though the record has values, every void clause struck
/// through with its law.
#[test]
fn of_a_study_agreement_only_a_study_copy_is_printed() {
    let agreements = [
        ("charter-2006/spacing.xy", "H4", true),
        ("charter-2006/contraception.xy", "H4", true),
        ("charter-2006/out-migrants.xy", "H6", false),
        ("charter-2006/in-migrants.xy", "H7", false),
        ("agreement-2012/agreement.xy", "J1", true),
    ];
    for (file, household, has_values) in agreements {
        let path = format!("rules/history/{file}");
        let facts = fs::read_to_string(at(&path).with_file_name("facts.yaml")).unwrap();
        let record = facts
            .split("  - id: ")
            .find(|part| part.starts_with(household));
        assert_eq!(record.unwrap().contains("fill:"), has_values, "{file}");
        let written = fs::read_to_string(at(&path)).unwrap();
        let blanks = written.matches("____").count();
        for (lang, head) in [("zh", "研究用副本"), ("en", "Study copy")] {
            let copy = filled(&path, household, lang);
            let printed = text(&copy["text"]);
            assert_eq!(copy["study"], true, "{file}");
            assert_eq!(list(&copy["filled"]), &[] as &[Value], "{file}");
            assert_eq!(printed.matches("____").count(), blanks, "{file}");
            assert!(printed.lines().next().unwrap().contains(head), "{printed}");
            let struck = printed.lines().filter(|line| line.contains("~~"));
            let reasons = ["无效：", "void: "];
            let mut unexplained =
                struck.filter(|line| !reasons.iter().any(|one| line.contains(one)));
            assert_eq!(unexplained.next(), None, "{file}");
            assert!(
                printed.contains("~~") && !list(&copy["void"]).is_empty(),
                "{file}"
            );
        }
    }
}

/// What the county asked a charter and a pact to hold, and who it had sign the agreement of in-migrants.
#[test]
fn what_the_models_lack_and_who_signs_is_found() {
    let folder = Folder::read(STUDIES[0]);
    let draft = folder.draft(&folder.sources, &LawPack::china());
    let options = ReviewOptions::default().on(NOW.parse().unwrap());
    let findings = review(&draft, &options);
    let mut found: Vec<(Code, &str, &str)> = Vec::new();
    for one in &findings {
        if matches!(one.code, Code::MissingContent | Code::WrongParty) {
            let file = &draft.sources[usize::from(one.source)].name;
            let quoted = one.message.zh.split(['「', '」']).nth(1);
            found.push((one.code, file, quoted.unwrap_or("")));
        }
    }
    let promised = [
        (Code::MissingContent, "charter.xy", "基本的生育政策"),
        (Code::WrongParty, "in-migrants.xy", ""),
    ];
    assert_eq!(found, promised);
}

/// Births, pregnancies and methods are facts of an ended policy and of one's own body; no day of any stands in a file.
#[test]
fn facts_about_births_are_marked_and_no_day_of_one_is_recorded() {
    for name in STUDIES {
        let folder = Folder::read(name);
        for fact in &folder.register.facts {
            let label: &str = &fact.label.zh;
            let words = ["生育", "避孕", "节育", "长效", "子女数", "计生", "早婚夫妻"];
            let of_staff = label.contains("宣传员") || label.contains("人员");
            if words.iter().any(|word| label.contains(word)) && !of_staff {
                assert!(fact.historic && fact.sensitive, "{name} {label}");
            }
        }
        for word in ["last_birth:", "上次生育日期:"] {
            assert!(!folder.facts.contains(word), "{name}: {word}");
        }
    }
}

/// One row of `tests/cases/history/flags.yaml`.
struct Clause<'a> {
    row: &'a Value,
    flags: BTreeSet<String>,
    found: BTreeSet<String>,
}

fn names(values: &Value) -> BTreeSet<String> {
    list(values)
        .iter()
        .map(|one| text(one).to_owned())
        .collect()
}

/// `SHAPE`, or the code where there is no shape; with the severity.
fn said(one: &Diagnostic) -> (String, Severity) {
    let shape = one.law.as_ref().map(|law| law.shape.clone());
    let name = shape.filter(|shape| !shape.is_empty() && one.code != Code::FundRule);
    (name.unwrap_or_else(|| one.code.to_string()), one.severity())
}

/// What a list calls by another name than the check.
fn renamed(flag: &str) -> &str {
    match flag {
        "CONFLICT_BEARER" => "two-bearers",
        flag => flag,
    }
}

/// Whether a finding counts here: law, and what a list's flag is called by another name.
fn counts(one: &Diagnostic) -> bool {
    one.class() == Class::Law || one.code == Code::TwoBearers
}

/// The lines that a clause stands on.
fn lines<'a>(
    source: &'a Source,
    article: &str,
    clause: &Value,
    one: &Diagnostic,
) -> Option<&'a str> {
    let here = one.article.as_deref()?.split('(').next()? == article;
    let start = one.span.start as usize;
    let from = source.text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line = source.text[from..].lines().next()?;
    let has = list(&clause["has"]);
    let meant = has.is_empty() || has.iter().any(|word| line.contains(text(word)));
    (here && meant).then_some(line)
}

/// What the review says of a clause, on these days.
fn found(draft: &Draft, reviews: &[Vec<Diagnostic>], clause: &Value) -> BTreeSet<String> {
    let all = reviews.iter().flatten().filter(|one| counts(one));
    let mut worst: BTreeMap<String, Severity> = BTreeMap::new();
    for one in all {
        let source = &draft.sources[usize::from(one.source)];
        let mut articles = list(&clause["at"]).iter().map(text);
        if articles.any(|article| lines(source, article, clause, one).is_some()) {
            let (name, severity) = said(one);
            let known = worst.entry(name).or_insert(severity);
            *known = (*known).max(severity);
        }
    }
    let spelled = worst.into_iter().map(|(name, severity)| {
        let word = match severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        format!("{name} {word}")
    });
    spelled.collect()
}

/// The days on which each text is reviewed: its own time, and now.
const NOW: &str = "2026-06-01";

fn clauses<'a>(entry: &'a Value) -> Vec<Clause<'a>> {
    let file = text(&entry["file"]);
    let (folder, name) = file.split_once('/').unwrap();
    let folder = Folder::read(&format!("rules/history/{folder}"));
    let mut sources = folder.sources.iter();
    let source = sources.find(|one| one.name == name).unwrap().clone();
    let draft = folder.draft(&[source], &LawPack::china());
    let days = [text(&entry["on"]), NOW].map(|day| day.parse::<Date>().unwrap());
    let reviews = days.map(|day| review(&draft, &ReviewOptions::default().on(day)));
    let rows = list(&entry["clauses"]).iter();
    rows.map(|row| Clause {
        row,
        flags: names(&row["flags"]),
        found: found(&draft, &reviews, row),
    })
    .collect()
}

impl Clause<'_> {
    /// The flags that the review does not find.
    fn missing(&self) -> Vec<&str> {
        let has = |flag: &str| {
            let name = format!("{} ", renamed(flag));
            self.found.iter().any(|one| one.starts_with(&name))
        };
        let flags = self.flags.iter().map(String::as_str);
        flags.filter(|flag| !has(flag)).collect()
    }

    fn judgement(&self) -> &'static str {
        let grave = |one: &&String| !one.ends_with(" note");
        if !self.missing().is_empty() {
            "otherwise"
        } else if self.found.iter().filter(grave).count() > self.flags.len() {
            "more"
        } else {
            "yes"
        }
    }

    fn line(&self) -> String {
        let list_of = |all: Vec<&str>| {
            if all.is_empty() {
                "–".to_owned()
            } else {
                all.join(", ")
            }
        };
        let mut flags: Vec<&str> = self.flags.iter().map(String::as_str).collect();
        let marks = names(&self.row["marks"]);
        let marks: Vec<String> = marks.iter().map(|one| format!("({one})")).collect();
        flags.extend(marks.iter().map(String::as_str));
        let articles: Vec<&str> = list(&self.row["at"]).iter().map(text).collect();
        format!(
            "| {} | {} | {} | {} | {} | {} |",
            text(&self.row["clause"]),
            articles.join(", "),
            list_of(flags),
            list_of(self.found.iter().map(String::as_str).collect()),
            self.judgement(),
            self.row["why"].as_str().unwrap_or("")
        )
        .replace("  |", " |")
    }
}

const HEAD: &str = "# The flags of seven historic texts

Made from `flags.yaml` by `UPDATE=1 cargo test --test history`; do not edit it by hand. For every clause of the seven texts: where
it stands in `rules/history`, what a reader's list says of it, what the review says on the day of the text or on 2026-06-01 (of class
law, the graver of the two, and `two-bearers`, which is what the list calls CONFLICT_BEARER), and whether they agree: **yes**, every
flag is found; **more**, and graver things beside it; **otherwise**, a flag is not found, with the reason. In brackets: what the
list marks as no defect.
";

#[test]
fn the_flags_of_every_clause_are_found() {
    let page = fs::read_to_string(at("tests/cases/history/flags.yaml")).unwrap();
    let page: Value = serde_yaml::from_str(&page).unwrap();
    let mut table = HEAD.to_owned();
    let (mut wrong, mut counts) = (String::new(), BTreeMap::<&str, usize>::new());
    for entry in list(&page["texts"]) {
        let (short, name, on) = (
            text(&entry["text"]),
            text(&entry["name"]),
            text(&entry["on"]),
        );
        let file = text(&entry["file"]);
        writeln!(table, "\n## {short} · {name} (`{file}`, {on})\n").unwrap();
        table.push_str("| clause | article | flags of the list | what the review finds | agree | why |\n|---|---|---|---|---|---|\n");
        for clause in clauses(entry) {
            table.push_str(&(clause.line() + "\n"));
            *counts.entry("clauses").or_default() += 1;
            *counts.entry("flags").or_default() += clause.flags.len();
            *counts.entry("flags not found").or_default() += clause.missing().len();
            *counts.entry(clause.judgement()).or_default() += 1;
            if !clause.missing().is_empty() && clause.row["why"].is_null() {
                let at = text(&clause.row["clause"]);
                writeln!(
                    wrong,
                    "{short} {at}: {:?} without a reason",
                    clause.missing()
                )
                .unwrap();
            }
        }
    }
    println!("{counts:?}");
    pages::kept("tests/cases/history/flags.md", &table);
    assert!(wrong.is_empty(), "{wrong}");
}

/// Rows of a page's table: its cells, without the head.
fn cells(section: &str) -> Vec<Vec<&str>> {
    let rows = section.lines().filter_map(|line| line.strip_prefix("| "));
    let rows = rows.filter(|line| !line.starts_with("clause |"));
    rows.map(|line| line.split('|').map(str::trim).collect())
        .collect()
}

/// What `evaluate` lists as void of a text, by article, over all households.
fn voids(name: &str, on: &str, title: &str) -> BTreeMap<String, BTreeSet<String>> {
    let query = serde_json::json!({ "from": on, "on": on });
    let output = worked::evaluate(name, &query, &[]);
    let mut all = BTreeMap::<String, BTreeSet<String>>::new();
    for household in list(&output["households"]) {
        for line in list(&household["void"]) {
            if line["document"] == title {
                let article = text(&line["article"]).split('(').next().unwrap();
                let shapes = all.entry(article.to_owned()).or_default();
                shapes.insert(text(&line["law"]).to_owned());
            }
        }
    }
    all
}

/// Words between backticks.
fn quoted(cell: &str) -> BTreeSet<String> {
    let words = cell.split('`').skip(1).step_by(2);
    words
        .filter(|word| !word.contains("核对"))
        .map(str::to_owned)
        .collect()
}

/// `docs/history.md` has a row for every clause, and says of each article for what it is void.
#[test]
fn the_page_of_the_historic_texts_is_true() {
    let page = fs::read_to_string(at("docs/history.md")).unwrap();
    let flags = fs::read_to_string(at("tests/cases/history/flags.yaml")).unwrap();
    let flags: Value = serde_yaml::from_str(&flags).unwrap();
    let mut wrong = String::new();
    for entry in list(&flags["texts"]) {
        let short = text(&entry["text"]);
        let head = format!("\n## {short} · ");
        let section = page
            .split(&head)
            .nth(1)
            .unwrap()
            .split("\n## ")
            .next()
            .unwrap();
        let rows = cells(section);
        for clause in list(&entry["clauses"]) {
            let name = text(&clause["clause"]);
            let articles: Vec<&str> = list(&clause["at"]).iter().map(text).collect();
            let row = rows.iter().find(|row| row[0] == name);
            if row.is_none_or(|row| row[1] != articles.join(", ")) {
                writeln!(wrong, "{short} {name}: no row for articles {articles:?}").unwrap();
            }
        }
        let (folder, file) = text(&entry["file"]).split_once('/').unwrap();
        let folder = Folder::read(&format!("rules/history/{folder}"));
        let source = folder.sources.iter().find(|one| one.name == file).unwrap();
        let title = source.text.split(['《', '》']).nth(1).unwrap();
        let listed = voids(&folder.name, NOW, title);
        for (article, shapes) in &listed {
            let of_article = rows
                .iter()
                .filter(|row| row[1].split(", ").any(|one| one == article));
            let said: BTreeSet<String> = of_article.flat_map(|row| quoted(row[3])).collect();
            if !shapes.is_subset(&said) {
                writeln!(
                    wrong,
                    "{short} {article}: void for {shapes:?}, the page says {said:?}"
                )
                .unwrap();
            }
        }
        for row in &rows {
            let articles = row[1].split(", ");
            let of_row: BTreeSet<String> = articles
                .filter_map(|one| listed.get(one))
                .flatten()
                .cloned()
                .collect();
            let too_much: Vec<_> = quoted(row[3]).difference(&of_row).cloned().collect();
            if !too_much.is_empty() {
                writeln!(wrong, "{short} {}: is not void for {too_much:?}", row[0]).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The days asked about: those of the page by hand, and all.
fn queries(folder: &str) -> Vec<Query> {
    let mut queries = vec![Query::between(day(1998, 1, 1), day(2030, 12, 31))];
    let path = at(folder).join("expected.yaml");
    if let Ok(page) = fs::read_to_string(path) {
        let page: Value = serde_yaml::from_str(&page).unwrap();
        let date = |key: &str| text(&page["query"][key]).parse::<Date>().unwrap();
        if !page["query"].is_null() {
            queries.push(Query::between(date("from"), date("on")));
        }
    }
    queries
}

/// The first line of either that the other has not.
fn difference(one: &Findings, two: &Findings) -> String {
    let spelled = |all: &Findings| -> BTreeSet<String> {
        let voids = all.voids.iter().map(|line| {
            let place = (
                line.place.document,
                line.place.article,
                line.place.paragraph,
            );
            format!("void {place:?} {}", line.law)
        });
        let due = all.entitlements.iter().map(|line| {
            let at = line.place.article;
            format!(
                "{at} {:?} {} {:?} {:?}",
                line.state, line.holder, line.period, line.amount
            )
        });
        let owed = all.obligations.iter().map(|line| {
            let at = line.place.article;
            format!("{at} {:?} {:?} {:?}", line.state, line.window, line.on)
        });
        voids.chain(due).chain(owed).collect()
    };
    let (one, two) = (spelled(one), spelled(two));
    let first = one.symmetric_difference(&two).next();
    first.map_or_else(|| "in other lines".to_owned(), Clone::clone)
}

/// Both prints of a folder, asked of everybody in a record, under both packs.
fn same_in_both_languages(folder: &Folder, prints: &[Source], facts: &str) {
    let (name, village) = (&folder.name, folder.village_of(facts));
    for pack in [LawPack::none(), LawPack::china()] {
        let drafts = [folder.sources.as_slice(), prints].map(|texts| folder.draft(texts, &pack));
        assert!(
            drafts[0].meaning == drafts[1].meaning,
            "{name}: other meaning"
        );
        let [here, there] = drafts.map(|draft| draft.compile().unwrap());
        let (here, there) = (here.in_village(&village), there.in_village(&village));
        let under = pack.name();
        for query in queries(name) {
            for household in &village.households {
                let one = here.evaluate(household, &query);
                let two = there.evaluate(household, &query);
                let (one, two) = (one.findings(), two.findings());
                let id = &household.id;
                assert!(
                    one == two,
                    "{name} {id} under {under}: {}",
                    difference(one, two)
                );
            }
            let (one, two) = (here.evaluate_own(&query), there.evaluate_own(&query));
            assert!(one == two, "{name} under {under}: the village");
        }
    }
}

#[test]
fn every_text_under_rules_says_the_same_in_both_languages() {
    let folders = all();
    assert!(folders.len() >= 16, "{folders:?}");
    let mut asked = 0;
    for name in &folders {
        let folder = Folder::read(name);
        let (prints, untranslated) = folder.printed();
        assert_eq!(untranslated, [] as [&str; 0], "{name}");
        let records = folder.records();
        asked += records.len();
        for (_, facts) in &records {
            same_in_both_languages(&folder, &prints, facts);
        }
    }
    assert!(asked > folders.len(), "only {asked} records");
}
