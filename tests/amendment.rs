//! What must hold of every amendment, tried on the worked villages: the same text again changes nothing, nothing
//! changes before its day, amending and amending back leaves later matters as they were, and what is void from the
//! beginning was never there.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed look-up is a failed test"
)]

use serde_json::Value;
use xiangyue::diagnostic::{Code, Lang};
use xiangyue::evaluate::Query;
use xiangyue::facts::Village;
use xiangyue::law::LawPack;
use xiangyue::model::Draft;
use xiangyue::register::Register;
use xiangyue::report::json::household;
use xiangyue::report::spell::Spelling;
use xiangyue::review::{ReviewOptions, review};
use xiangyue::span::Source;
use xiangyue::value::Date;

const DAYS: [&str; 4] = ["2024-04-10", "2024-06-30", "2024-09-01", "2024-12-31"];

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn file(village: &str, name: &str) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    std::fs::read_to_string(format!("{root}/rules/villages/{village}/{name}")).unwrap()
}

/// Every line of every household, without the version it stands in, in one order.
fn answers(village: &str, texts: &[String], on: &str) -> Vec<String> {
    let register =
        Register::from_yaml(&file(village, &format!("{village}.register.yaml"))).unwrap();
    let sources: Vec<Source> = (0..)
        .zip(texts)
        .map(|(at, text)| Source::new(format!("{at}.xy"), text.clone()))
        .collect();
    let draft = Draft::resolve(&register, &sources, &LawPack::none());
    let rulebook = draft.compile().unwrap();
    let (facts, _) = Village::from_yaml(&register, &file(village, "facts.yaml"));
    let spell = Spelling {
        register: &register,
        meaning: &draft.meaning,
        public: false,
    };
    let query = Query::between(day("2024-01-01"), day(on));
    let inside = rulebook.in_village(&facts);
    let mut lines = Vec::new();
    for home in &facts.households {
        let outcome = inside.evaluate(home, &query);
        let page = household(&home.id, outcome.findings(), &spell, Lang::Zh);
        let page = serde_json::to_value(&page).unwrap();
        for (key, rows) in page.as_object().unwrap() {
            for row in rows.as_array().into_iter().flatten() {
                lines.push(format!(
                    "{} {key} {}",
                    home.id,
                    without_version(row.clone())
                ));
            }
        }
    }
    lines.sort();
    // An open question is asked by each version that asks it.
    lines.dedup_by(|a, b| a == b && a.contains(" undetermined {"));
    lines
}

fn without_version(mut row: Value) -> Value {
    match &mut row {
        Value::Object(fields) => {
            let kept = std::mem::take(fields).into_iter();
            let kept = kept.filter(|(key, _)| key != "version");
            *fields = kept
                .map(|(key, field)| (key, without_version(field)))
                .collect();
        }
        Value::Array(items) => {
            for item in items {
                *item = without_version(item.take());
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    row
}

/// The articles of a text, each with its lines, without the one that says from when the text holds.
fn articles(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in text.lines() {
        let heading = line.split(' ').next().unwrap();
        if line.starts_with('第') && heading.contains('条') {
            all.push(format!("{line}\n"));
        } else if line.starts_with('第') && heading.contains('章') {
        } else if let Some(last) = all.last_mut() {
            last.push_str(line);
            last.push('\n');
        }
    }
    all.retain(|article| !article.contains("起施行"));
    all
}

/// A text that amends another from a day on by these articles.
fn amendment(text: &str, name: &str, from: &str, articles: &[String]) -> String {
    let (kind, title) = text.lines().next().unwrap().split_once('《').unwrap();
    let title = title.trim_end_matches('》');
    let (year, rest) = from.split_once('-').unwrap();
    let (month, day) = rest.split_once('-').unwrap();
    format!(
        "{kind}《{title}{name}》\n版本：2026\n修改：《{title}》\n\n{}第九百条 本修改自{year}年{month}月{day}日起施行。\n",
        articles.concat()
    )
}

#[test]
fn the_same_text_again_changes_nothing() {
    for (village, name) in [("liuxi", "charter.xy"), ("qingshi", "charter.xy")] {
        let text = file(village, name);
        for from in ["2024-03-15", "2024-07-01", "2024-11-20"] {
            let again = amendment(&text, "修正案", from, &articles(&text));
            for on in DAYS {
                let before = answers(village, std::slice::from_ref(&text), on);
                let after = answers(village, &[text.clone(), again.clone()], on);
                let lost: Vec<_> = before.iter().filter(|line| !after.contains(line)).collect();
                let new: Vec<_> = after.iter().filter(|line| !before.contains(line)).collect();
                assert_eq!(lost, new, "{village} amended from {from}, asked on {on}");
                assert_eq!(before.len(), after.len(), "{village} {from} {on}");
            }
        }
    }
}

#[test]
fn nothing_changes_before_its_day() {
    let text = file("liuxi", "charter.xy");
    let empty: Vec<String> = articles(&text)
        .iter()
        .map(|article| format!("{}\n", article.split(' ').next().unwrap()))
        .collect();
    let gone = amendment(&text, "修正案", "2024-10-01", &empty);
    for on in ["2024-04-10", "2024-06-30", "2024-09-30"] {
        let before = answers("liuxi", std::slice::from_ref(&text), on);
        assert_eq!(before, answers("liuxi", &[text.clone(), gone.clone()], on));
    }
    let after = answers("liuxi", &[text.clone(), gone], "2024-12-31");
    assert_ne!(after, answers("liuxi", &[text], "2024-12-31"));
}

#[test]
fn amended_and_amended_back_later_benefits_are_as_before() {
    let text = file("liuxi", "charter.xy");
    let benefits = |lines: Vec<String>| -> Vec<String> {
        let late = |line: &String| line.contains(" entitlements ") && line.contains("\"2024-12\"");
        lines.into_iter().filter(late).collect()
    };
    let all = articles(&text);
    let other: Vec<String> = all
        .iter()
        .map(|article| article.replace("50元", "70元"))
        .collect();
    let first = amendment(&text, "第一次修正", "2024-05-01", &other);
    let back = amendment(&text, "第二次修正", "2024-11-01", &all);
    let before = benefits(answers("liuxi", std::slice::from_ref(&text), "2024-12-31"));
    let after = benefits(answers("liuxi", &[text, first, back], "2024-12-31"));
    assert!(!before.is_empty());
    assert_eq!(before, after);
}

#[test]
fn what_is_void_from_the_beginning_was_never_there() {
    let text = file("liuxi", "charter.xy");
    let article = articles(&text)
        .into_iter()
        .find(|article| article.contains("「高龄补贴」50元"))
        .unwrap();
    let number = article.split(' ').next().unwrap().to_owned();
    let without = text.replace(&article, &format!("{number}\n> 略。\n"));
    let void = amendment(
        &text,
        "修正案",
        "2024-05-01",
        &[format!("第九百零一条 {number}自始无效。\n")],
    );
    for on in DAYS {
        let never = answers("liuxi", std::slice::from_ref(&without), on);
        assert_eq!(never, answers("liuxi", &[text.clone(), void.clone()], on));
    }
}

#[test]
fn a_later_version_of_a_definition_is_no_second_explanation() {
    let register = Register::from_yaml(
        "household:\n  income: { zh: 人均收入, type: money, range: [0, 100000] }\nnames:\n  poor: { zh: 困难户 }\nbenefits:\n  relief: { zh: 救助, fund: village }\n",
    )
    .unwrap();
    let charter = "章程《样本章程》\n第一条 本章程自2024年1月1日起施行。\n第二条 本章程所称「困难户」，是指「人均收入」低于4000元的户。\n第三条 「困难户」的户，每年有权领取「救助」300元。\n";
    let amended = "章程《样本章程修改》\n修改：《样本章程》\n第一条 本修改自2024年7月1日起施行。\n第二条 本章程所称「困难户」，是指「人均收入」低于5000元的户。\n";
    let codes = |texts: &[&str]| -> Vec<Code> {
        let sources: Vec<Source> = texts
            .iter()
            .map(|text| Source::new("a.xy", *text))
            .collect();
        let draft = Draft::resolve(&register, &sources, &LawPack::none());
        let found = review(&draft, &ReviewOptions::default());
        found.iter().map(|one| one.code).collect()
    };
    assert!(!codes(&[charter, amended]).contains(&Code::RedefinedName));
    let again = charter.replace(
        "第三条",
        "第三条 本章程所称「困难户」，是指「人均收入」低于5000元的户。\n第四条",
    );
    assert!(codes(&[&again]).contains(&Code::RedefinedName));
}
