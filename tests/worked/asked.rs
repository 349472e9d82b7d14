//! Pages that ask several questions of one folder: `asked:` is a list of questions, each with its own promises.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;
use xiangyue::value::{Date, Period, PeriodKind};

use super::{Page, Titles, differences, evaluate, expected, ids, list, rows_hold, text, words};

static FILES: AtomicUsize = AtomicUsize::new(0);

/// The facts of a question: those of the folder with the households of `generate:` and the
/// entries of `set_village:` and `set_facts:` put in, in a file of its own.
fn generated(folder: &str, page: &Value) -> Option<PathBuf> {
    let changes = ["generate", "set_village", "set_facts"];
    if changes.iter().all(|change| page[*change].is_null()) {
        return None;
    }
    let name = page["facts"].as_str().unwrap_or("facts.yaml");
    let path = format!("{}/{folder}/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut facts: Value = serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let households = facts["households"].as_array_mut().unwrap();
    if page["alone"] == true {
        households.clear();
    }
    for part in list(&page["generate"]) {
        for id in ids(text(&part["households"])) {
            let mut household = part["each"].clone();
            household["id"] = Value::from(id);
            households.push(household);
        }
    }
    for (key, value) in page["set_village"].as_object().into_iter().flatten() {
        facts["village"][key] = value.clone();
    }
    for (key, value) in page["set_facts"].as_object().into_iter().flatten() {
        facts[key] = value.clone();
    }
    let number = FILES.fetch_add(1, Ordering::Relaxed);
    let file = format!("xiangyue-seed-{}-{number}.json", std::process::id());
    let path = std::env::temp_dir().join(file);
    std::fs::write(&path, serde_json::to_string(&facts).unwrap()).unwrap();
    Some(path)
}

/// What the command says to a question.
fn answered(folder: &str, page: &Value) -> Value {
    let made = generated(folder, page);
    let facts = match (&made, page["facts"].as_str()) {
        (Some(path), _) => path.to_str().unwrap().to_string(),
        (None, name) => format!("{folder}/{}", name.unwrap_or("facts.yaml")),
    };
    let mut more = vec!["--facts".to_string(), facts];
    let texts = list(&page["texts"]).iter();
    let mut texts: Vec<String> = texts
        .map(|name| format!("{folder}/{}", text(name)))
        .collect();
    let first = if texts.is_empty() {
        folder.to_string()
    } else {
        texts.remove(0)
    };
    more.extend(texts);
    more.extend(list(&page["more"]).iter().map(|word| text(word).into()));
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    let output = evaluate(&first, page, &more);
    if let Some(path) = made {
        std::fs::remove_file(path).unwrap();
    }
    output
}

/// `2007-01: 2007-01-15` of a schedule, as a line: the window, the state, the day. A day alone is `fulfilled`.
fn due_line(row: &Value, window: &str, said: &Value) -> String {
    let said = text(said);
    let (state, on) = match said.split_once(' ') {
        Some((state, day)) => (state, Value::from(day)),
        None if said.starts_with(|first: char| first.is_ascii_digit()) => {
            ("fulfilled", Value::from(said))
        }
        None => (said, Value::Null),
    };
    let (bearer, action) = (text(&row["bearer"]), text(&row["action"]));
    format!(
        "{} {bearer} {action} {window} {state} {on}",
        text(&row["at"])
    )
}

/// A window as `expected.yaml` writes it: `2007-Q1`, or `2007-01-01..2007-01-31`.
fn window(first: &str, last: &Value) -> String {
    let Some(last) = last.as_str() else {
        return format!("{first}..");
    };
    let (begin, end): (Date, Date) = (first.parse().unwrap(), last.parse().unwrap());
    [
        PeriodKind::Year,
        PeriodKind::Half,
        PeriodKind::Quarter,
        PeriodKind::Month,
    ]
    .into_iter()
    .map(|kind| Period::containing(kind, begin))
    .find(|period| period.first_day() == Some(begin) && period.last_day() == Some(end))
    .map_or_else(|| format!("{first}..{last}"), |period| period.to_string())
}

/// What the bodies had to do, by date: every line of the output stands in `schedules`, and the other way round.
fn schedules(promise: &Value, said: &Value, titles: &Titles) -> Vec<String> {
    let mut by_hand = BTreeSet::new();
    for row in list(&promise["schedules"]) {
        for (at, day) in row["days"].as_object().unwrap() {
            by_hand.insert(due_line(row, at, day));
        }
    }
    let by_engine: BTreeSet<String> = list(&said["obligations"])
        .iter()
        .map(|item| {
            let at = window(text(&item["window"][0]), &item["window"][1]);
            let (state, on) = (text(&item["state"]), &item["on"]);
            let who = format!("{} {}", text(&item["bearer"]), text(&item["action"]));
            format!("{} {who} {at} {state} {on}", titles.cite(item))
        })
        .collect();
    both_sides(&by_hand, &by_engine)
}

/// What the bodies did not do.
fn breaches(promise: &Value, said: &Value, titles: &Titles) -> Vec<String> {
    let by_hand = list(&promise["breaches"])
        .iter()
        .map(|item| Page::ByHand.breach(item));
    let by_engine = list(&said["breaches"]).iter();
    let by_engine = by_engine.map(|item| Page::Output(titles).breach(item));
    both_sides(&by_hand.collect(), &by_engine.collect())
}

/// The sums of a report with their answers: every line of the output stands in `checks`, and the other way round.
pub fn checks(promise: &Value, said: &Value, titles: &Titles) -> Vec<String> {
    let line = |at: String, row: &Value| {
        let parts = ["left", "right", "difference", "unit"].map(|key| match &row[key] {
            Value::Null => "-".to_string(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        let needs = words(&row["needs"]);
        format!(
            "{at} {} {} needs [{needs}]",
            text(&row["state"]),
            parts.join(" ")
        )
    };
    let by_hand = list(&promise["checks"]).iter();
    let by_hand = by_hand.map(|row| line(text(&row["at"]).into(), row));
    let by_engine = list(&said["checks"]).iter();
    let by_engine = by_engine.map(|row| line(titles.cite(row), row));
    both_sides(&by_hand.collect(), &by_engine.collect())
}

/// A step as the page writes it: `done 2012-03-05 due 2012-03-31 3/3 lacks 表决留存`, with what is not null.
fn step(row: &Value) -> String {
    let mut line = text(&row["state"]).to_string();
    for (word, key) in [(" ", "on"), (" due ", "due")] {
        if let Some(day) = row[key].as_str() {
            line.push_str(&format!("{word}{day}"));
        }
    }
    if !row["of"].is_null() {
        line.push_str(&format!(" {}/{}", row["done_by"], row["of"]));
    }
    for (word, key) in [(" lacks ", "missing_records"), (" needs ", "needs")] {
        if !list(&row[key]).is_empty() {
            line.push_str(&format!("{word}{}", words(&row[key])));
        }
    }
    line
}

/// How far the procedures in steps have come, step by step; every line of both sides.
fn proceedings(promise: &Value, said: &Value, titles: &Titles) -> Vec<String> {
    let head = |at: &str, row: &Value| format!("{at} {} next {}", text(&row["state"]), row["next"]);
    let (mut by_hand, mut by_engine) = (BTreeSet::new(), BTreeSet::new());
    for row in list(&promise["proceedings"]) {
        let at = text(&row["at"]);
        by_hand.insert(head(at, row));
        for (item, state) in row["steps"].as_object().unwrap() {
            by_hand.insert(format!("{at} step {item} {}", text(state)));
        }
    }
    for row in list(&said["proceedings"]) {
        let at = titles.cite(row);
        by_engine.insert(head(&at, row));
        for item in list(&row["steps"]) {
            by_engine.insert(format!(
                "{at} step {} {}",
                text(&item["article"]),
                step(item)
            ));
        }
    }
    both_sides(&by_hand, &by_engine)
}

/// The values of the village's definitions that are promised.
fn measures(promise: &Value, said: &Value) -> Vec<String> {
    let line = |name: &str, row: &Value| {
        let (state, value, unit) = (&row["state"], &row["value"], &row["unit"]);
        format!(
            "{name} {state} {value} {unit} needs [{}]",
            words(&row["needs"])
        )
    };
    let promised = promise["measures"].as_object().into_iter().flatten();
    let pairs = promised.map(|(name, row)| (line(name, row), line(name, &said["measures"][name])));
    let differing = pairs.filter(|(by_hand, by_engine)| by_hand != by_engine);
    differing
        .map(|(by_hand, by_engine)| format!("- {by_hand}\n+ {by_engine}"))
        .collect()
}

/// The readings that are promised of a household: `- { holder: P1, name: 补缴年限, value: "15", unit: 周岁 }`.
fn readings(page: &Value, output: &Value) -> Vec<String> {
    let line = |row: &Value| {
        let state = row["state"].as_str().unwrap_or("known");
        let (value, unit) = (&row["value"], &row["unit"]);
        let who = format!("{} {}", text(&row["holder"]), text(&row["name"]));
        format!(
            "{who} {state} {value} {unit} needs [{}]",
            words(&row["needs"])
        )
    };
    let mut found = Vec::new();
    for promise in list(&page["households"]) {
        let answer = list(&output["households"]).iter();
        let mut answer = answer.filter(|row| row["id"] == promise["id"]);
        let said: BTreeSet<String> = answer
            .next()
            .map_or(&[][..], |row| list(&row["definitions"]))
            .iter()
            .map(line)
            .collect();
        let promised = list(&promise["definitions"]).iter().map(line);
        let missing = promised.filter(|line| !said.contains(line));
        found.extend(missing.map(|line| format!("- {line}, among {said:?}")));
    }
    found
}

/// The open questions of the village, each with all that is missing.
fn open_questions(promise: &Value, said: &Value, titles: &Titles) -> Vec<String> {
    let by_hand: BTreeSet<String> = list(&promise["undetermined"])
        .iter()
        .map(|row| format!("{} needs [{}]", text(&row["at"]), words(&row["needs"])))
        .collect();
    let by_engine: BTreeSet<String> = list(&said["undetermined"])
        .iter()
        .map(|row| format!("{} needs [{}]", titles.cite(row), words(&row["needs"])))
        .collect();
    both_sides(&by_hand, &by_engine)
}

fn both_sides(by_hand: &BTreeSet<String>, by_engine: &BTreeSet<String>) -> Vec<String> {
    let missing = by_hand
        .difference(by_engine)
        .map(|line| format!("- {line}"));
    let too_much = by_engine
        .difference(by_hand)
        .map(|line| format!("+ {line}"));
    missing.chain(too_much).collect()
}

/// Every difference of one question.
fn question(folder: &str, page: &Value, titles: &Titles) -> Vec<String> {
    let mut output = answered(folder, page);
    let mut found = Vec::new();
    if !list(&output["rejected"]).is_empty() {
        found.push(format!("rejected {}", output["rejected"]));
    }
    let in_rows = rows_hold(&page["rows"], &output, titles);
    let all = list(&output["households"]).len();
    let listed: Vec<&Value> = list(&page["households"])
        .iter()
        .map(|row| &row["id"])
        .collect();
    if listed.len() + in_rows != all {
        found.push(format!(
            "{all} households answered, {} promised",
            listed.len() + in_rows
        ));
    }
    if let Some(households) = output["households"].as_array_mut() {
        households.retain(|row| listed.contains(&&row["id"]));
    }
    let lines = differences(page, &output);
    found.extend(lines.lines().map(String::from));
    found.extend(readings(page, &output));
    let (promise, said) = (&page["village"], &output["village"]);
    if !promise.is_null() {
        found.extend(checks(promise, said, titles));
        found.extend(measures(promise, said));
        found.extend(proceedings(promise, said, titles));
        if !promise["schedules"].is_null() {
            found.extend(schedules(promise, said, titles));
            found.extend(breaches(promise, said, titles));
        }
        found.extend(open_questions(promise, said, titles));
    }
    found
}

/// Asks every question of a folder's `expected.yaml`. `texts` of the page are those of each question that names none. A question without `schedules` says nothing of the bodies' duties.
pub fn hold(folder: &str) {
    let page = expected(folder);
    let titles = Titles::of(&page);
    let mut found = Vec::new();
    for asked in list(&page["asked"]) {
        let mut asked = asked.clone();
        asked["documents"] = page["documents"].clone();
        if asked["texts"].is_null() {
            asked["texts"] = page["texts"].clone();
        }
        if asked["from"].is_null() {
            asked["from"] = asked["on"].clone();
        }
        let lines = question(folder, &asked, &titles);
        let day = text(&asked["on"]);
        found.extend(lines.iter().map(|line| format!("{day} {line}")));
    }
    assert!(!list(&page["asked"]).is_empty(), "{folder} asks something");
    assert!(
        found.is_empty(),
        "{folder}: - promised, + said\n{}",
        found.join("\n")
    );
}
