//! What ARCHITECTURE.md and the READMEs promise, held by a machine.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

use std::fs;
use std::path::{Path, PathBuf};

use xiangyue::diagnostic::CODES;

/// Lines of code (neither blank nor comment) that a file of `src` may have.
const LONGEST_FILE: usize = 400;

/// The two trees are lists of variants with their samples, each in one place.
const TREES: [&str; 2] = ["src/model/types.rs", "src/syntax/ast.rs"];

/// The two commands that both READMEs show and CI runs.
const COMMANDS: [&str; 2] = [
    "cargo run --release -- evaluate rules/villages/qingshi --from 2024-01-01 --on 2024-12-31",
    "cargo test --all-features",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file below a folder, in the order of names; nothing where there is no such folder.
fn files(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        let entries = fs::read_dir(folder).into_iter().flatten();
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                open.push(path)
            } else {
                found.push(path)
            }
        }
    }
    found.sort();
    found
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

/// Names between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The rooms in the order of ARCHITECTURE.md, a row each.
fn rooms() -> Vec<Vec<String>> {
    let page = read("ARCHITECTURE.md");
    let rows = page
        .lines()
        .skip_while(|line| !line.starts_with("| room "))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        quoted(row.split('|').nth(1).unwrap())
            .map(String::from)
            .collect()
    })
    .collect()
}

/// Stands beside the rooms: it may use all of them, and none uses it.
const BESIDE: &str = "testing";

/// The row in which a room stands; what stands beside them comes last.
fn rank(rooms: &[Vec<String>], room: &str) -> Option<usize> {
    if room == BESIDE {
        return Some(rooms.len());
    }
    rooms
        .iter()
        .position(|row| row.iter().any(|name| name == room))
}

#[test]
fn every_room_named_exists() {
    let rooms = rooms();
    assert!(rooms.len() > 8, "the table of rooms was not found");
    for room in rooms.iter().flatten() {
        let at = root().join("src").join(room);
        assert!(
            at.is_dir() || at.with_extension("rs").is_file(),
            "there is no room {room}"
        );
    }
}

#[test]
fn every_module_is_named() {
    let rooms = rooms();
    for file in ["src/lib.rs", "src/main.rs"] {
        for line in read(file).lines() {
            let module = line.trim_start_matches("pub ").strip_prefix("mod ");
            if let Some(module) = module.and_then(|rest| rest.strip_suffix(';')) {
                assert!(
                    rank(&rooms, module).is_some(),
                    "{file}: ARCHITECTURE.md does not name {module}"
                );
            }
        }
    }
}

#[test]
fn rooms_use_only_rooms_above_them() {
    let rooms = rooms();
    for path in files("src") {
        let name = shown(&path);
        let room = name
            .trim_start_matches("src/")
            .split(['/', '.'])
            .next()
            .unwrap();
        if is_test(&path) || room == "lib" || room == "main" {
            continue;
        }
        let own = rank(&rooms, room).unwrap_or_else(|| panic!("{name} is in no room"));
        for used in uses(&program(&path)) {
            let Some(other) = rank(&rooms, &used) else {
                continue;
            };
            assert!(
                other <= own,
                "{name} uses {used}, which stands below {room}"
            );
        }
    }
}

fn is_test(path: &Path) -> bool {
    path.components()
        .any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs")
}

/// A file without comments and without what stands after the head of its test module.
fn program(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    let lines = text[..end]
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The first name of every path that begins with `crate::`, also inside `crate::{…}`.
fn uses(program: &str) -> Vec<String> {
    let word = |text: &str| {
        text.chars()
            .take_while(|char| char.is_alphanumeric() || *char == '_')
            .collect()
    };
    let mut found = Vec::new();
    for rest in program.split("crate::").skip(1) {
        let Some(list) = rest.strip_prefix('{') else {
            found.push(word(rest));
            continue;
        };
        let mut depth = 0;
        let parts = list
            .split(|char| match char {
                '{' => {
                    depth += 1;
                    false
                }
                '}' => {
                    depth -= 1;
                    depth < 0
                }
                char => char == ',' && depth == 0,
            })
            .map(|part| word(part.trim_start()));
        found.extend(parts.take_while(|name: &String| !name.is_empty()));
    }
    found
}

#[test]
fn names_inside_a_list_of_uses_are_seen() {
    let names = uses("use crate::{model::{A, B}, value};\nuse crate::span::Span; crate::law::x()");
    assert_eq!(names, ["model", "value", "span", "law"]);
}

#[test]
fn files_are_short() {
    let long = |path: &PathBuf| {
        program(path)
            .lines()
            .filter(|line| !line.trim().is_empty())
            .count()
    };
    let mut over: Vec<String> = Vec::new();
    for path in files("src").iter().filter(|path| !is_test(path)) {
        let (name, count) = (shown(path), long(path));
        if count > LONGEST_FILE && !TREES.contains(&name.as_str()) {
            over.push(format!(
                "{name} has {count} lines of code, over {LONGEST_FILE}"
            ));
        }
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}

#[test]
fn both_readmes_say_the_same() {
    let [english, chinese] = ["README.md", "README.zh.md"].map(read);
    let sections = |page: &str| page.lines().filter(|line| line.starts_with("## ")).count();
    assert_eq!(
        sections(&english),
        sections(&chinese),
        "sections of README.md and README.zh.md"
    );
    let commands = |page: &str| -> Vec<String> {
        page.lines()
            .filter(|line| line.starts_with("cargo "))
            .map(String::from)
            .collect()
    };
    assert_eq!(commands(&english), COMMANDS);
    assert_eq!(commands(&chinese), COMMANDS);
    let verbs = |page: &str| -> Vec<String> {
        let first_cells = page
            .lines()
            .filter(|line| line.contains("FILE"))
            .filter_map(|line| line.strip_prefix("| "));
        first_cells
            .flat_map(|row| quoted(row.split('|').next().unwrap()))
            .map(String::from)
            .collect()
    };
    assert!(!verbs(&english).is_empty());
    assert_eq!(
        verbs(&english),
        verbs(&chinese),
        "verbs of the command line"
    );
}

#[test]
fn ci_runs_the_commands_of_the_readme() {
    let script = read(".ci/run");
    assert!(
        script.contains(r#"grep -m1 -E "^$1" README.md"#),
        ".ci/run no longer takes its commands from README.md"
    );
    for start in ["cargo run ", "cargo test"] {
        assert!(
            script.contains(&format!("readme_command '{start}'")),
            ".ci/run does not run `{start}…`"
        );
        let first = read("README.md")
            .lines()
            .find(|line| line.starts_with(start))
            .map(String::from);
        assert!(
            COMMANDS.contains(&first.unwrap().as_str()),
            "`{start}` of README.md"
        );
    }
}

/// Everything that is handed out, but what the tools make.
fn project_files() -> Vec<PathBuf> {
    let folders = [
        "src", "tests", "docs", "rules", "grammar", "benches", "examples", ".ci",
    ];
    let mut found: Vec<PathBuf> = folders.iter().flat_map(files).collect();
    let top = fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    found.extend(top.filter(|path| path.is_file() && !path.ends_with(".git")));
    found
}

#[test]
fn no_file_names_a_machine() {
    // Written in two halves, so that this file does not hold them.
    let forbidden = [
        concat!("/wo", "rk/"),
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
        concat!("../sha", "red"),
    ];
    for path in project_files() {
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        for word in forbidden {
            assert!(!text.contains(word), "{} holds {word}", shown(&path));
        }
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    let pages = project_files()
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "md"));
    for path in pages {
        let text = fs::read_to_string(&path).unwrap();
        for rest in text.split("](").skip(1) {
            let target = rest.split([')', '#', ' ']).next().unwrap();
            if target.is_empty() || target.contains("://") || target.contains('`') {
                continue;
            }
            let there = path.parent().unwrap().join(target);
            assert!(there.exists(), "{}: there is no {target}", shown(&path));
        }
    }
}

/// Codes that a test makes itself, and names by variant: the faulty text is too long for a file, or the day of the
/// law is asked.
const MADE_BY_HAND: [(&str, &str); 7] = [
    ("too-long", "Code::TooLong"),
    ("too-deep", "Code::TooDeep"),
    ("register-size", "Code::RegisterSize"),
    ("fact-too-many", "Code::FactTooMany"),
    ("against-law", "Code::LawVoid"),
    ("needs-legal-basis", "Code::LawBasis"),
    ("law-advice", "Code::LawAdvice"),
];

#[test]
fn every_code_has_a_case() {
    let texts = |end: &str| -> Vec<String> {
        let of = |path: &PathBuf| path.extension().is_some_and(|found| found == end);
        let found = files("tests")
            .into_iter()
            .filter(of)
            .filter(|path| !path.ends_with("tests/tidy.rs"));
        found
            .map(|path| fs::read_to_string(path).unwrap())
            .collect()
    };
    let (cases, programs) = (texts("txt"), texts("rs"));
    let part = |char: char| char.is_ascii_lowercase() || char == '-';
    let shown = |name: &str| {
        cases
            .iter()
            .any(|text| text.split(|char| !part(char)).any(|word| word == name))
    };
    let made = |name: &str| {
        let variant = MADE_BY_HAND
            .iter()
            .find(|(code, _)| *code == name)
            .map(|(_, variant)| *variant);
        variant.is_some_and(|variant| programs.iter().any(|text| text.contains(variant)))
    };
    let names = CODES.iter().map(|row| row.name);
    let missing: Vec<&str> = names.filter(|name| !shown(name) && !made(name)).collect();
    assert!(
        missing.is_empty(),
        "codes without a case under tests/cases: {}",
        missing.join(", ")
    );
}

#[test]
fn rules_of_the_grammar_have_a_sample() {
    let mut bare: Vec<String> = Vec::new();
    for path in files("grammar") {
        let text = fs::read_to_string(&path).unwrap();
        let mut before = "";
        for line in text.lines() {
            // A silent rule is a mere choice or a name for a set of marks.
            let loud = line
                .split_once(" = ")
                .filter(|(_, body)| !body.starts_with('_'));
            let word = |char: char| char.is_alphanumeric() || char == '_';
            let rule = loud.is_some_and(|(name, _)| {
                name.starts_with(char::is_alphabetic) && name.chars().all(word)
            });
            if rule && !before.starts_with("///") {
                bare.push(format!("{}: {line}", shown(&path)));
            }
            before = line;
        }
    }
    assert!(
        bare.is_empty(),
        "rules without a sample:\n{}",
        bare.join("\n")
    );
}
