//! Registers and facts: text-file cases in `tests/cases/register` and `tests/cases/facts`.
//!
//! A case is `--- name`, the text, `===` and what is expected of it; `UPDATE=1` rewrites what is
//! expected. `{U+0007}` in a text stands for that character.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use xiangyue::diagnostic::{CODES, Text};
use xiangyue::facts::Village;
use xiangyue::register::Register;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

fn register() -> Register {
    Register::from_yaml(&read("tests/cases/facts/register.yaml")).unwrap()
}

/// Runs every case of a file, or rewrites it.
fn cases(path: &Path, run: impl Fn(&str) -> String) {
    let text = std::fs::read_to_string(path).unwrap();
    let mut rewritten = String::new();
    let mut wrong = Vec::new();
    for case in text.split("--- ").skip(1) {
        let (name, rest) = case.split_once('\n').unwrap();
        let (input, expected) = rest.split_once("===\n").unwrap_or((rest, ""));
        let found = run(&unescape(input));
        if found.trim() != expected.trim() {
            wrong.push(format!("{name}:\n{found}"));
        }
        write!(rewritten, "--- {name}\n{input}===\n{found}\n").unwrap();
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, format!("{}\n", rewritten.trim_end())).unwrap();
    } else {
        assert!(wrong.is_empty(), "{}: {}", path.display(), wrong.join("\n"));
    }
}

fn unescape(input: &str) -> String {
    let mut parts = input.split("{U+");
    let mut text = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (point, rest) = part.split_once('}').unwrap();
        text.push(char::from_u32(u32::from_str_radix(point, 16).unwrap()).unwrap());
        text.push_str(rest);
    }
    text
}

fn said(message: &Text, help: Option<&Text>) -> String {
    let help_zh = help.map_or(String::new(), |help| format!("（{}）", help.zh));
    let help_en = help.map_or(String::new(), |help| format!(" ({})", help.en));
    format!("  {}{help_zh}\n  {}{help_en}\n", message.zh, message.en)
}

fn run_register(text: &str) -> String {
    match Register::from_yaml(text) {
        Ok(register) => format!(
            "ok: {} facts, {} events, {} agreements, {} benefits, {} names, {} bodies, {} roles\n",
            register.facts.len(),
            register.events.len(),
            register.agreements.len(),
            register.benefits.len(),
            register.names.len(),
            register.bodies.len(),
            register.roles.len(),
        ),
        Err(error) => error
            .problems
            .iter()
            .fold(String::new(), |mut out, problem| {
                let (line, column, code) = (problem.line, problem.column, problem.code);
                writeln!(out, "{line}:{column} {code}").unwrap();
                out + &said(&problem.message, problem.help.as_ref())
            }),
    }
}

fn run_facts(text: &str, json: bool) -> String {
    let register = register();
    let (village, rejected) = if json {
        Village::from_json(&register, text)
    } else {
        Village::from_yaml(&register, text)
    };
    let kept: Vec<&str> = village.households.iter().map(|one| &*one.id).collect();
    let mut out = format!("kept: {}\n", kept.join(" "));
    for one in &rejected {
        let household = one.household.as_deref().unwrap_or("-");
        writeln!(out, "{}:{} {} {household}", one.line, one.column, one.code).unwrap();
        out.push_str(&said(&one.message, one.help.as_ref()));
    }
    out
}

#[test]
fn registers() {
    for file in ["good", "bad"] {
        let path = root().join(format!("tests/cases/register/{file}.txt"));
        cases(&path, run_register);
    }
}

#[test]
fn facts() {
    for file in ["good", "bad", "broken"] {
        let path = root().join(format!("tests/cases/facts/{file}.txt"));
        cases(&path, |text| run_facts(text, false));
    }
    cases(&root().join("tests/cases/facts/json.txt"), |text| {
        run_facts(text, true)
    });
}

#[test]
fn every_code_of_registers_and_facts_has_a_bad_case() {
    let files = ["register/bad", "facts/bad", "facts/broken", "facts/json"];
    let text: String = files
        .map(|file| read(&format!("tests/cases/{file}.txt")))
        .concat();
    let by_hand = ["register-size", "fact-too-many"];
    for row in CODES {
        let ours = ["register-", "fact-", "data-"]
            .iter()
            .any(|part| row.name.starts_with(part))
            || ["duplicate-key", "too-many-aliases", "forbidden-character"].contains(&row.name);
        if ours && !by_hand.contains(&row.name) {
            assert!(
                text.contains(&format!(" {}", row.name)),
                "no case for {}",
                row.name
            );
        }
    }
}

/// Every sample village: its name, its register and its facts.
fn villages() -> Vec<(String, Register, String)> {
    let mut villages = Vec::new();
    for village in std::fs::read_dir(root().join("rules/villages")).unwrap() {
        let path = village.unwrap().path();
        let files = std::fs::read_dir(&path)
            .unwrap()
            .map(|file| file.unwrap().path());
        let register = files.filter(|file| file.to_str().unwrap().ends_with(".register.yaml"));
        let register = std::fs::read_to_string(register.last().unwrap()).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let register =
            Register::from_yaml(&register).unwrap_or_else(|error| panic!("{name}: {error}"));
        let facts = std::fs::read_to_string(path.join("facts.yaml")).unwrap_or_default();
        villages.push((name, register, facts));
    }
    villages
}

#[test]
fn the_villages_read_without_a_problem() {
    let villages = villages();
    assert!(villages.iter().any(|(name, ..)| name == "liuxi"));
    for (name, register, facts) in villages.iter().filter(|(.., facts)| !facts.is_empty()) {
        let (village, rejected) = Village::from_yaml(register, facts);
        assert_eq!(rejected, [], "{name}");
        assert!(!village.households.is_empty(), "{name}");
    }
}

#[test]
fn a_template_reads_back_as_one_household_of_which_nothing_is_known() {
    for (name, register, _) in villages() {
        let template = register.template();
        let (village, rejected) = Village::from_yaml(&register, &template);
        assert_eq!(rejected, [], "{name}:\n{template}");
        let [household] = &village.households[..] else {
            panic!("{name}:\n{template}");
        };
        let recorded = household.facts.iter().flat_map(|fact| &fact.entries);
        assert!(recorded.clone().all(|(_, value)| value.is_none()), "{name}");
        assert!(household.agreements.is_none() && household.events.is_none());
        for fact in &register.facts {
            let listed = template.contains(&format!(" {}: null", fact.key));
            let wanted = fact.derived.is_none() && !fact.historic;
            assert_eq!(listed, wanted, "{name}: {}", fact.key);
        }
    }
}

#[test]
fn the_examples_of_a_template_can_be_used() {
    let register = register();
    let lines: Vec<String> = register.template().lines().map(uncommented).collect();
    let (village, rejected) = Village::from_yaml(&register, &lines.join("\n"));
    assert_eq!(rejected, [], "{}", lines.join("\n"));
    let household = &village.households[0];
    assert_eq!(household.agreements.as_ref().map(Vec::len), Some(2));
    assert_eq!(household.events.as_ref().map(Vec::len), Some(3));
    assert_eq!((household.payments.len(), village.events.len()), (1, 1));
    assert_eq!(village.meetings.as_ref().map(Vec::len), Some(1));
}

/// `# - { … }` becomes `- { … }`, and the list above it no longer null.
fn uncommented(line: &str) -> String {
    let lists = [
        "agreements: null",
        "events: null",
        "payments: null",
        "meetings: null",
    ];
    if lists.iter().any(|list| line.trim_start().starts_with(list)) {
        return line.replace("null", "");
    }
    match line.split_once("# - {") {
        Some((indent, example)) if indent.trim().is_empty() => {
            format!("{indent}- {{{}}}", example.split_once('}').unwrap().0)
        }
        _ => line.to_owned(),
    }
}

#[test]
fn the_schema_names_every_fact_and_event() {
    let register = register();
    let schema = register.json_schema();
    let household = &schema["properties"]["households"]["items"];
    let member = &household["properties"]["members"]["items"];
    assert_eq!(household["required"], serde_json::json!(["id"]));
    assert_eq!(household["additionalProperties"], false);
    let income = &household["properties"]["income"];
    assert_eq!(income["title"], "人均收入");
    assert_eq!(income["anyOf"][0]["maximum"], 1_000_000);
    assert_eq!(
        household["properties"]["damage"]["anyOf"][0]["enum"],
        serde_json::json!(["none", "part", "total"])
    );
    assert_eq!(member["properties"]["born"]["anyOf"][0]["format"], "date");
    assert!(
        member["properties"].get("age").is_none(),
        "ages are computed"
    );
    let events = &household["properties"]["events"]["items"];
    assert_eq!(events["properties"]["work"]["title"], "义务劳动");
    assert_eq!(
        schema["properties"]["village"]["properties"]["people"]["title"],
        "户籍人数"
    );
}

/// `--known`: what meetings decided counts from the day on which it was put into the file.
#[test]
fn a_meeting_is_known_from_the_day_it_was_recorded() {
    let register = register();
    let meeting = "{ on: 2024-02-01, body: 村民会议, matter: 预算, eligible: 300, present: 210, in_favour: 150, recorded: 2024-06-03 }";
    let facts = format!("households: []\nvillage:\n  meetings: [ {meeting} ]\n");
    let held = |known: Option<&str>| {
        let known = known.map(|day| day.parse().unwrap());
        let (village, rejected) = Village::from_yaml_known(&register, &facts, known, &mut |_| ());
        assert_eq!(rejected, []);
        village.meetings.unwrap().len()
    };
    assert_eq!(held(None), 1);
    assert_eq!(held(Some("2024-06-03")), 1);
    assert_eq!(held(Some("2024-06-02")), 0);
}
