//! What comes out for a household, case by case: `tests/cases/evaluate/*.txt`.
//!
//! A file begins with `--- register` for all its cases. A case: `=== name`, remarks, one or more
//! `--- text`, `--- facts` (a list of households, `known_until:` before it, `village:` behind it),
//! `--- [from D] on D [law] [alone] [bad] [definitions]`, then every line of every outcome: of each household inside the
//! village (`alone`: by itself), and of the village where the facts speak of it. `bad`: some of the facts
//! cannot be read. `UPDATE=1` writes what comes out into the files.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failed look-up is a failed test"
)]

use std::fmt::Write;
use std::path::PathBuf;

use xiangyue::diagnostic::Lang;
use xiangyue::evaluate::Query;
use xiangyue::facts::Village;
use xiangyue::law::LawPack;
use xiangyue::model::Draft;
use xiangyue::register::Register;
use xiangyue::report::json::{
    self, BreachJson, Cited, EntitlementJson, HouseholdJson, IneffectiveJson, ObligationJson,
    StepJson, VillageJson, household,
};
use xiangyue::report::spell::Spelling;
use xiangyue::span::Source;
use xiangyue::value::Date;

/// The pieces of a file: what stands before the expected lines, and these.
struct Case {
    name: String,
    /// Everything up to the line with the question, as written.
    written: String,
    texts: Vec<String>,
    facts: String,
    query: String,
    expected: String,
}

struct File {
    register: String,
    written: String,
    cases: Vec<Case>,
}

fn read(text: &str) -> File {
    let mut file = File {
        register: String::new(),
        written: String::new(),
        cases: Vec::new(),
    };
    let mut section = "remark";
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("=== ") {
            section = "remark";
            file.cases.push(Case {
                name: name.to_owned(),
                written: format!("{line}\n"),
                texts: Vec::new(),
                facts: String::new(),
                query: String::new(),
                expected: String::new(),
            });
            continue;
        }
        let Some(case) = file.cases.last_mut() else {
            writeln!(file.written, "{line}").unwrap();
            match line {
                "--- register" => section = "register",
                _ if section == "register" => writeln!(file.register, "{line}").unwrap(),
                _ => {}
            }
            continue;
        };
        if section != "expected" {
            writeln!(case.written, "{line}").unwrap();
        }
        match line.strip_prefix("--- ") {
            Some("text") => {
                section = "text";
                case.texts.push(String::new());
            }
            Some("facts") => section = "facts",
            Some(query) => {
                section = "expected";
                case.query = query.to_owned();
            }
            None => {
                let into = match section {
                    "text" => case.texts.last_mut().unwrap(),
                    "facts" => &mut case.facts,
                    "expected" => &mut case.expected,
                    _ => continue,
                };
                writeln!(into, "{line}").unwrap();
            }
        }
    }
    file
}

impl Case {
    fn query(&self) -> Query {
        let days = self.query.split(' ').filter_map(|word| word.parse().ok());
        let days: Vec<Date> = days.collect();
        Query::between(*days.first().unwrap(), *days.last().unwrap())
    }

    fn law(&self) -> LawPack {
        if self.query.contains("law") {
            LawPack::china()
        } else {
            LawPack::none()
        }
    }

    /// Every line that comes out.
    fn outcome(&self, register: &str) -> String {
        let register = Register::from_yaml(register).unwrap();
        let sources: Vec<Source> = (1..)
            .zip(&self.texts)
            .map(|(at, text)| Source::new(format!("{at}.xy"), text.trim_end()))
            .collect();
        let draft = Draft::resolve(&register, &sources, &self.law());
        let rulebook = match draft.compile() {
            Ok(rulebook) => rulebook,
            Err(error) => return format!("{}: {error:#?}\n", self.name),
        };
        let at = self.facts.find("village:").unwrap_or(self.facts.len());
        let (homes, own) = self.facts.split_at(at);
        let (known, homes): (Vec<&str>, Vec<&str>) = homes
            .lines()
            .partition(|line| line.starts_with("known_until"));
        let homes: String = homes.iter().map(|line| format!("  {line}\n")).collect();
        let facts = format!("{}\nhouseholds:\n{homes}{own}", known.concat());
        let (village, rejected) = Village::from_yaml(&register, &facts);
        let is_bad = self.query.contains("bad");
        assert_eq!(!rejected.is_empty(), is_bad, "{}: {rejected:?}", self.name);
        let spell = Spelling {
            register: &register,
            meaning: &draft.meaning,
            public: false,
        };
        let mut page = String::new();
        let inside = rulebook.in_village(&village);
        for home in &village.households {
            let outcome = if self.query.contains("alone") {
                rulebook.evaluate(home, &self.query())
            } else {
                inside.evaluate(home, &self.query())
            };
            let mut answers = household(&home.id, outcome.findings(), &spell, Lang::Zh);
            if self.query.contains("definitions") {
                let read = inside.definitions(home, &self.query());
                answers.definitions = Some(json::definitions(&read, &spell));
            }
            show(&mut page, &answers);
        }
        if !own.is_empty() {
            let outcome = inside.evaluate_village(&self.query());
            show_village(&mut page, &json::village(&outcome, &spell, Lang::Zh));
        }
        page
    }
}

/// Yuan without needless zeros; a question mark for what is not known.
fn yuan(fen: Option<i64>) -> String {
    match fen {
        None => "?".to_owned(),
        Some(fen) if fen % 100 == 0 => (fen / 100).to_string(),
        Some(fen) => format!(
            "{}{}.{:02}",
            if fen < 0 { "-" } else { "" },
            (fen / 100).abs(),
            (fen % 100).abs()
        ),
    }
}

/// The article, with the first day of its version where it was amended.
fn art(cited: &Cited) -> String {
    let version = cited.version.map_or(String::new(), |day| format!("@{day}"));
    format!("{}{version}", cited.article)
}

fn needs(needs: &[String]) -> String {
    if needs.is_empty() {
        String::new()
    } else {
        format!(" needs {}", needs.join(", "))
    }
}

fn show(page: &mut String, answers: &HouseholdJson) {
    writeln!(page, "{}", answers.id).unwrap();
    for item in &answers.entitlements {
        show_entitlement(page, item);
    }
    for item in &answers.obligations {
        show_obligation(page, item);
    }
    for item in &answers.breaches {
        show_breach(page, item);
    }
    for item in &answers.ineffective {
        show_ineffective(page, item);
    }
    for item in &answers.void {
        let benefit = item.benefit.as_deref().unwrap_or("all");
        writeln!(page, "  void {} {benefit} {}", art(&item.cited), item.law).unwrap();
    }
    for item in &answers.conflicts {
        let holder = item.holder.as_deref().unwrap_or("-");
        let articles = item.articles.join(", ");
        writeln!(page, "  conflict {} {holder} {articles}", item.head).unwrap();
    }
    for item in &answers.deposits {
        let (paid, held) = (yuan(item.paid_fen), yuan(item.held_fen));
        writeln!(page, "  deposit {} paid {paid} held {held}", item.agreement).unwrap();
    }
    for item in &answers.priorities {
        writeln!(
            page,
            "  first in {} {} {} {}{}",
            item.matter,
            item.cited.article,
            item.holder,
            item.state,
            needs(&item.needs)
        )
        .unwrap();
    }
    for item in &answers.points {
        let balance = item.balance.as_ref().map_or_else(
            || "?".into(),
            |balance| serde_json::to_string(balance).unwrap(),
        );
        let (period, money) = (&item.period, yuan(item.redeemable_fen));
        writeln!(
            page,
            "  points {period} {balance} worth {money}{}",
            needs(&item.needs)
        )
        .unwrap();
    }
    for item in answers.definitions.iter().flatten() {
        let read = &item.measure;
        writeln!(
            page,
            "  reads {} {} {} {} {}{}{}",
            art(&read.cited),
            item.name,
            item.holder,
            read.state,
            read.value.as_deref().unwrap_or("?"),
            read.unit.unwrap_or_default(),
            needs(&read.needs)
        )
        .unwrap();
    }
    if let Some(ended) = &answers.succession {
        let under = ended
            .under
            .as_ref()
            .map_or_else(String::new, |place| format!(" under {}", art(place)));
        writeln!(
            page,
            "  ended {} to {}{under}",
            ended.until,
            ended.heirs.join(" ")
        )
        .unwrap();
        for left in &ended.left {
            let place = left.cited.as_ref().map_or_else(|| "-".into(), art);
            let amount = yuan(left.amount_fen);
            writeln!(
                page,
                "    left {} {place} {} {amount} {}",
                left.kind, left.name, left.state
            )
            .unwrap();
        }
    }
    for item in &answers.undetermined {
        writeln!(page, "  open {}{}", art(&item.cited), needs(&item.needs)).unwrap();
    }
    let (due, owed) = (answers.totals.due_fen, answers.totals.owed_fen);
    if due != 0 || owed != 0 {
        writeln!(
            page,
            "  total due {} owed {}",
            yuan(Some(due)),
            yuan(Some(owed))
        )
        .unwrap();
    }
}

fn show_obligation(page: &mut String, item: &ObligationJson) {
    let end = item.window.1.map_or(String::new(), |day| day.to_string());
    let on = item.on.map_or(String::new(), |day| format!(" on {day}"));
    writeln!(
        page,
        "  duty {} {} {} {}..{end} {}{on}{}",
        art(&item.cited),
        item.bearer,
        item.action,
        item.window.0,
        item.state,
        needs(&item.needs)
    )
    .unwrap();
}

fn show_village(page: &mut String, answers: &VillageJson) {
    writeln!(page, "village").unwrap();
    for item in &answers.obligations {
        show_obligation(page, item);
    }
    for item in &answers.breaches {
        show_breach(page, item);
    }
    for item in &answers.ineffective {
        show_ineffective(page, item);
    }
    for item in &answers.procedures {
        let meeting = item.meeting.map_or("-".to_owned(), |day| day.to_string());
        writeln!(
            page,
            "  decision {} {} {} {meeting} {}{}",
            art(&item.cited),
            item.matter.as_deref().unwrap_or("the text"),
            item.body,
            item.state,
            needs(&item.needs)
        )
        .unwrap();
    }
    for item in &answers.proceedings {
        let (matter, next) = (&item.matter, item.next.as_deref().unwrap_or("-"));
        let line = format!("{} {matter} {} next {next}", art(&item.cited), item.state);
        writeln!(page, "  steps {line}").unwrap();
        for step in &item.steps {
            show_step(page, step);
        }
    }
    for item in &answers.ratings {
        let award = item
            .award_fen
            .map_or(String::new(), |fen| format!(" award {}", yuan(Some(fen))));
        writeln!(
            page,
            "  grade {} {} {}{award}{}",
            item.cited.article,
            item.grade,
            item.state,
            needs(&item.needs)
        )
        .unwrap();
    }
    for (name, item) in &answers.measures {
        writeln!(
            page,
            "  measure {} {name} {} {}{}{}",
            art(&item.cited),
            item.state,
            item.value.as_deref().unwrap_or("?"),
            item.unit.unwrap_or_default(),
            needs(&item.needs)
        )
        .unwrap();
    }
    for item in &answers.checks {
        let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "?".to_owned());
        writeln!(
            page,
            "  check {} {} {} : {} by {} {}{}",
            art(&item.cited),
            item.state,
            side(&item.left),
            side(&item.right),
            side(&item.difference),
            item.unit.unwrap_or("-"),
            needs(&item.needs)
        )
        .unwrap();
    }
    for item in &answers.priorities {
        for holder in &item.holders {
            writeln!(
                page,
                "  first in {}: {} {} {} ({}){}",
                item.matter,
                holder.household,
                holder.holder,
                holder.state,
                holder.articles.join(", "),
                needs(&holder.needs)
            )
            .unwrap();
        }
    }
    for item in &answers.undetermined {
        writeln!(page, "  open {}{}", art(&item.cited), needs(&item.needs)).unwrap();
    }
}

fn show_step(page: &mut String, step: &StepJson) {
    let day =
        |word: &str, day: Option<Date>| day.map_or(String::new(), |day| format!(" {word} {day}"));
    let action = step.action.as_deref().unwrap_or("consents");
    let of = step.of.map_or("?".to_owned(), |of| of.to_string());
    let by = step
        .done_by
        .map_or(String::new(), |done| format!(" {done}/{of}"));
    let unkept = match step.missing_records.as_slice() {
        [] => String::new(),
        names => format!(" not kept: {}", names.join(", ")),
    };
    writeln!(
        page,
        "    {} {} {action} {}{}{}{by}{unkept}{}",
        step.article,
        step.by,
        step.state,
        day("on", step.on),
        day("due", step.due),
        needs(&step.needs)
    )
    .unwrap();
}

fn show_entitlement(page: &mut String, item: &EntitlementJson) {
    let known = item.amount_fen.is_some();
    let range = format!(
        " {}..{}",
        yuan(Some(item.at_least_fen)),
        yuan(item.at_most_fen)
    );
    write!(
        page,
        "  due {} {} {} {} {} {}{} pays {}",
        art(&item.cited),
        item.benefit,
        item.holder,
        item.period,
        item.state,
        yuan(item.amount_fen),
        if known { "" } else { &range },
        yuan(Some(item.payable_fen)),
    )
    .unwrap();
    for one in &item.adjustments {
        let amount = yuan(Some(one.amount_fen));
        write!(page, " [{} {} {amount}]", one.kind, art(&one.cited)).unwrap();
    }
    writeln!(page, "{}", needs(&item.needs)).unwrap();
}

fn show_ineffective(page: &mut String, item: &IneffectiveJson) {
    writeln!(
        page,
        "  ineffective {} {} {} on {} {}{}",
        art(&item.cited),
        item.bearer,
        item.action,
        item.on,
        item.reason,
        needs(&item.needs)
    )
    .unwrap();
}

fn show_breach(page: &mut String, item: &BreachJson) {
    writeln!(
        page,
        "  breach {} {} {} since {} {}{}",
        art(&item.cited),
        item.bearer,
        item.action.as_deref().unwrap_or("-"),
        item.since,
        item.state,
        needs(&item.needs)
    )
    .unwrap();
    for one in &item.consequences {
        let name = one
            .name
            .as_deref()
            .map_or(String::new(), |name| format!(" {name}"));
        let is_money = matches!(one.kind, "pay" | "forfeit" | "refund");
        let amount = if is_money {
            format!(" {}", yuan(one.amount_fen))
        } else {
            String::new()
        };
        let article = &art(&one.cited);
        writeln!(
            page,
            "    -> {} {article}{name}{amount}{}",
            one.kind,
            needs(&one.needs)
        )
        .unwrap();
    }
}

fn run(name: &str) {
    let path: PathBuf = [
        env!("CARGO_MANIFEST_DIR"),
        "tests/cases/evaluate",
        &format!("{name}.txt"),
    ]
    .iter()
    .collect();
    let file = read(&std::fs::read_to_string(&path).unwrap());
    assert!(!file.cases.is_empty(), "{name} holds cases");
    let update = std::env::var_os("UPDATE").is_some();
    let mut written = file.written.clone();
    let mut failed = String::new();
    for case in &file.cases {
        let outcome = case.outcome(&file.register);
        writeln!(written, "{}{outcome}", case.written).unwrap();
        if outcome.trim_end() != case.expected.trim_end() {
            let expected = &case.expected;
            write!(
                failed,
                "{}: expected\n{expected}but\n{outcome}\n",
                case.name
            )
            .unwrap();
        }
    }
    if update {
        std::fs::write(&path, format!("{}\n", written.trim_end())).unwrap();
    } else {
        assert!(failed.is_empty(), "{failed}");
    }
}

#[test]
fn what_is_due() {
    run("entitlements");
}

#[test]
fn sums_of_reports() {
    run("checks");
}

#[test]
fn the_village_and_its_households() {
    run("village");
}

#[test]
fn what_an_amendment_changes() {
    run("amendments");
}

#[test]
fn shares_of_a_pot() {
    run("shares");
}

#[test]
fn households_that_are_divided_or_merged() {
    run("succession");
}

#[test]
fn whose_relatives_are_meant() {
    run("kinship");
}

#[test]
fn who_comes_first_and_how_the_village_is_rated() {
    run("grades");
}

#[test]
fn what_meetings_decided_and_bodies_owe() {
    run("meetings");
}

#[test]
fn what_is_permitted_waived_or_rests() {
    run("permissions");
}

#[test]
fn what_is_not_known() {
    run("unknown");
}

#[test]
fn duties_and_their_days() {
    run("duties");
}

#[test]
fn what_follows_a_breach() {
    run("consequences");
}

#[test]
fn agreements_and_deposits() {
    run("agreements");
}

#[test]
fn suspensions_caps_and_choices() {
    run("adjustments");
}

#[test]
fn amounts_in_slices() {
    run("slices");
}

#[test]
fn corners_in_which_the_evaluators_disagreed() {
    run("corners");
}

#[test]
fn procedures_in_ordered_steps() {
    run("steps");
}

#[test]
fn which_text_prevails() {
    run("orders");
}

#[test]
fn points_of_a_household() {
    run("points");
}

#[test]
fn periods_paid_in_parts() {
    run("splits");
}
