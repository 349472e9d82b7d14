//! What papers and public test suites expect, said as charter sentences: `tests/cases/literature/*.txt`.
//!
//! A case: `=== name`, `--- register`, one or more `--- text`, `--- facts`, perhaps `--- village`, `--- [from D] on D`,
//! `--- expect`.
//! An expected line must begin a line of the outcome; after `!` no line may begin so; after `=` stands a count.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

use std::fmt::Write;

use xiangyue::compile::CompileError;
use xiangyue::diagnostic::{Diagnostic, Lang};
use xiangyue::evaluate::Query;
use xiangyue::facts::Village;
use xiangyue::law::LawPack;
use xiangyue::model::Draft;
use xiangyue::register::Register;
use xiangyue::report::json::{HouseholdJson, household};
use xiangyue::report::spell::Spelling;
use xiangyue::span::Source;

/// One case of a file.
#[derive(Default)]
struct Case {
    name: String,
    register: String,
    texts: Vec<String>,
    known_until: String,
    households: String,
    village: String,
    query: String,
    expect: Vec<String>,
}

fn cases(file: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut section = String::new();
    for line in file.lines() {
        if let Some(name) = line.strip_prefix("=== ") {
            cases.push(Case {
                name: name.into(),
                ..Case::default()
            });
            section = "remark".into();
        } else if let Some(name) = line.strip_prefix("--- ") {
            section = name.split(' ').next().unwrap().into();
            let case = cases.last_mut().unwrap();
            match section.as_str() {
                "text" => case.texts.push(String::new()),
                "from" | "on" => case.query = name.into(),
                _ => {}
            }
        } else if let Some(case) = cases.last_mut() {
            case.take(&section, line);
        }
    }
    cases
}

impl Case {
    fn take(&mut self, section: &str, line: &str) {
        let _ = match section {
            "register" => writeln!(self.register, "{line}"),
            "text" => writeln!(self.texts.last_mut().unwrap(), "{line}"),
            "facts" if line.starts_with("known_until") => writeln!(self.known_until, "{line}"),
            "facts" => writeln!(self.households, "  {line}"),
            "village" => writeln!(self.village, "  {line}"),
            "expect" if !line.is_empty() => {
                self.expect.push(line.into());
                Ok(())
            }
            _ => Ok(()),
        };
    }

    fn query(&self) -> Query {
        let days: Vec<_> = self
            .query
            .split(' ')
            .filter_map(|word| word.parse().ok())
            .collect();
        Query::between(days[0], days[days.len() - 1])
    }

    /// What is wrong with the answers; empty where nothing is.
    fn run(&self) -> String {
        let register = Register::from_yaml(&format!("register: {{ zh: 例册 }}\n{}", self.register))
            .unwrap_or_else(|error| panic!("{}: {}", self.name, error));
        let texts = self.texts.iter().enumerate();
        let sources: Vec<Source> = texts
            .map(|(at, text)| Source::new(format!("{at}.xy"), text.as_str()))
            .collect();
        let draft = Draft::resolve(&register, &sources, &LawPack::none());
        let rulebook = match draft.compile() {
            Ok(rulebook) => rulebook,
            Err(CompileError::Reading(found)) if self.expect[0].starts_with("error ") => {
                return self.compare(&unreadable(&found));
            }
            Err(error) => return format!("{}: {error:#?}\n", self.name),
        };
        let own = match self.village.as_str() {
            "" => String::new(),
            record => format!("village:\n{record}"),
        };
        let facts = format!("{}households:\n{}{own}", self.known_until, self.households);
        let (village, rejected) = Village::from_yaml(&register, &facts);
        let spell = Spelling {
            register: &register,
            meaning: &draft.meaning,
            public: false,
        };
        let mut lines: Vec<String> = rejected
            .iter()
            .map(|row| format!("rejected {}", row.household.as_deref().unwrap_or("?")))
            .collect();
        let inside = rulebook.in_village(&village);
        for household_facts in &village.households {
            let outcome = inside.evaluate(household_facts, &self.query());
            lines.extend(spelled(&household(
                &household_facts.id,
                outcome.findings(),
                &spell,
                Lang::Zh,
            )));
        }
        let bodies = rulebook.evaluate_village(&village, &self.query()).bodies;
        lines.extend(spelled(&household("village", &bodies, &spell, Lang::Zh)));
        self.compare(&lines)
    }

    fn compare(&self, lines: &[String]) -> String {
        let begins = |line: &String, wanted: &str| {
            line.strip_prefix(wanted).is_some_and(|rest| {
                rest.is_empty() || rest.starts_with(' ') || rest.starts_with('(')
            })
        };
        let fails = self.expect.iter().filter(|wanted| {
            if let Some(unwanted) = wanted.strip_prefix("! ") {
                return lines.iter().any(|line| begins(line, unwanted));
            }
            if let Some(count) = wanted.strip_prefix("= ") {
                let words: Vec<&str> = count.split(' ').collect();
                let start = format!("{} {}", words[0], words[2].trim_end_matches("es"));
                return lines
                    .iter()
                    .filter(|line| begins(line, &start))
                    .count()
                    .to_string()
                    != words[1];
            }
            !lines.iter().any(|line| begins(line, wanted))
        });
        let fails: Vec<&str> = fails.map(String::as_str).collect();
        if fails.is_empty() {
            return String::new();
        }
        format!(
            "{}: failed\n  {}\nof\n  {}\n",
            self.name,
            fails.join("\n  "),
            lines.join("\n  ")
        )
    }
}

/// What cannot be understood: `error cycle 2`, its code and article.
fn unreadable(found: &[Diagnostic]) -> Vec<String> {
    let lines = found.iter().map(|one| {
        let article = one.article.as_deref().unwrap_or("-");
        format!("error {} {article}", one.code)
    });
    lines.collect()
}

/// Yuan without needless zeros.
fn yuan(fen: i64) -> String {
    if fen % 100 == 0 {
        (fen / 100).to_string()
    } else {
        format!("{}.{:02}", fen / 100, fen % 100)
    }
}

fn needs(needs: &[String]) -> String {
    if needs.is_empty() {
        String::new()
    } else {
        format!(" needs {}", needs.join(", "))
    }
}

/// The lines of one household.
fn spelled(answers: &HouseholdJson) -> Vec<String> {
    let id = &answers.id;
    let mut lines = Vec::new();
    for item in &answers.entitlements {
        let amount = item.amount_fen.map_or_else(String::new, |fen| {
            format!(" {} pays {}", yuan(fen), yuan(item.payable_fen))
        });
        let (article, benefit, period) = (&item.cited.article, &item.benefit, &item.period);
        lines.push(format!(
            "{id} entitlement {article} {benefit} {period} {}{amount}{}",
            item.state,
            needs(&item.needs)
        ));
    }
    for item in &answers.obligations {
        let end = item
            .window
            .1
            .map_or_else(String::new, |day| day.to_string());
        let on = item.on.map_or_else(String::new, |day| format!(" on {day}"));
        let (article, action, start) = (&item.cited.article, &item.action, item.window.0);
        lines.push(format!(
            "{id} obligation {article} {action} {start}..{end} {}{on}{}",
            item.state,
            needs(&item.needs)
        ));
    }
    for item in &answers.breaches {
        let action = item.action.as_deref().unwrap_or("-");
        lines.push(format!(
            "{id} breach {} {action} since {} {}{}",
            item.cited.article,
            item.since,
            item.state,
            needs(&item.needs)
        ));
    }
    lines.extend(
        answers
            .conflicts
            .iter()
            .map(|item| format!("{id} conflict {}", item.articles.join(", "))),
    );
    lines.extend(answers.ineffective.iter().map(|item| {
        let (article, action, on) = (&item.cited.article, &item.action, item.on);
        format!("{id} ineffective {article} {action} on {on}")
    }));
    lines.extend(answers.points.iter().map(|item| {
        let balance = serde_json::to_value(&item.balance).unwrap();
        format!(
            "{id} points {} {balance}{}",
            item.period,
            needs(&item.needs)
        )
    }));
    lines.push(format!(
        "{id} totals due {} owed {}",
        yuan(answers.totals.due_fen),
        yuan(answers.totals.owed_fen)
    ));
    lines
}

fn run(file: &str) {
    let path = format!(
        "{}/tests/cases/literature/{file}.txt",
        env!("CARGO_MANIFEST_DIR")
    );
    let cases = cases(&std::fs::read_to_string(path).unwrap());
    assert!(!cases.is_empty(), "{file} holds cases");
    let found: String = cases.iter().map(Case::run).collect();
    assert!(found.is_empty(), "{found}");
}

#[test]
fn defaults_exceptions_and_conflicts() {
    run("defeasible");
}

#[test]
fn orders_between_articles() {
    run("orders");
}

#[test]
fn duties_in_time() {
    run("duties");
}

#[test]
fn rules_that_change() {
    run("change");
}

#[test]
fn powers_and_suspended_duties() {
    run("powers");
}

#[test]
fn amounts_caps_and_tiers() {
    run("money");
}
