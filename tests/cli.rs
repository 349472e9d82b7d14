//! The command: exit status, JSON for machines, what it refuses.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xiangyue"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A folder of its own for one test, taken away at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("xiangyue-cli-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        for (file, text) in files {
            std::fs::write(path.join(file), text).unwrap();
        }
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const REGISTER: &str = "register: { zh: 例册 }
household: { poor: { zh: 困难, type: bool, sensitive: true } }
benefits: { b: { zh: 补贴, fund: village } }
";
const CHARTER: &str = "章程《例》\n版本：2026\n户籍册：r.yaml\n\n第一条 本章程自2024年1月1日起施行。\n第二条 凡「困难」的户，每年有权领取「补贴」100元。\n";

#[test]
fn a_sound_draft_is_fine_and_a_faulty_one_is_not() {
    assert_eq!(
        run(&["check", "rules/villages/liuxi"]).status.code(),
        Some(0)
    );
    let faulty = Folder::new(
        "faulty",
        &[
            ("a.xy", &CHARTER.replace("「困难」", "「困准」")),
            ("r.yaml", REGISTER),
        ],
    );
    let output = run(&["check", faulty.path(), "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let page = json(&output);
    assert_eq!(page["schema"], "xiangyue.check/1");
    let found = page["findings"].as_array().unwrap();
    let finding = found.iter().find(|one| one["severity"] == "error").unwrap();
    assert_eq!(
        (&finding["class"], &finding["severity"], &finding["article"]),
        (&"reading".into(), &"error".into(), &"2".into())
    );
    assert_eq!(
        finding["span"]["start"],
        serde_json::json!([6, 6]),
        "line and character of the name"
    );
    assert!(
        finding["help"].as_str().unwrap().contains("困难"),
        "the nearest name is offered"
    );
}

#[test]
fn texts_that_cannot_be_read_are_not_evaluated() {
    let faulty = Folder::new(
        "unread",
        &[
            ("a.xy", &CHARTER.replace("有权", "有全")),
            ("r.yaml", REGISTER),
            ("facts.yaml", "households: []"),
        ],
    );
    let output = run(&["evaluate", faulty.path(), "--on", "2024-12-31"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("第2条"), "{}", said(&output));
}

#[test]
fn fix_corrects_the_file_and_reviews_what_is_left() {
    let text = "章程《例》\n户籍册：r.yaml\n第一条 “困难”的户，每年有权领取「补贴」50块\n第二条 户应该「清理」。\n";
    let folder = Folder::new("fix", &[("a.xy", text), ("r.yaml", REGISTER)]);
    let output = run(&["check", folder.path(), "--fix", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let codes: Vec<Value> = json(&output)["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|found| found["severity"] == "error")
        .map(|found| found["code"].clone())
        .collect();
    assert_eq!(codes, ["wrong-word"]);
    let text = std::fs::read_to_string(folder.0.join("a.xy")).unwrap();
    let right = "章程《例》\n户籍册：r.yaml\n第一条 「困难」的户，每年有权领取「补贴」50元。\n第二条 户应该「清理」。\n";
    assert_eq!(text, right);
    let refused = run(&["check", "-", "--fix"]);
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn a_correction_is_offered_to_machines_too() {
    let text = CHARTER.replace("100元", "100块");
    let folder = Folder::new("offered", &[("a.xy", &text), ("r.yaml", REGISTER)]);
    let page = json(&run(&["check", folder.path(), "--format", "json"]));
    let found = page["findings"].as_array().unwrap();
    let finding = found.iter().find(|one| !one["fix"].is_null()).unwrap();
    let fix = &finding["fix"];
    assert_eq!(fix["text"], "元");
    assert_eq!(fix["span"]["start"], serde_json::json!([6, 26]));
    assert_eq!(fix["span"]["end"], serde_json::json!([6, 27]));
    let log = json(&run(&["check", folder.path(), "--format", "sarif"]));
    let results = log["runs"][0]["results"].as_array().unwrap();
    let is_it = |one: &&Value| one["ruleId"] == finding["code"];
    let change = &results.iter().find(is_it).unwrap()["fixes"][0]["artifactChanges"][0];
    let replaced = &change["replacements"][0];
    assert_eq!(replaced["deletedRegion"]["snippet"]["text"], "块");
    assert_eq!(replaced["insertedContent"]["text"], "元");
}

#[test]
fn levels_and_allowances() {
    let note = run(&["check", "rules/villages/liuxi", "--deny", "note"]);
    assert_eq!(note.status.code(), Some(1));
    let mut allowed = vec!["check", "rules/villages/liuxi", "--deny", "note"];
    for code in [
        "ambiguous-reference-day=以年底为准",
        "ambiguous-first-period=从下一期起",
        "needs-legal-basis=管护协议由户自愿签订",
        "law-advice=另有申诉办法",
        "no-filing=已报镇政府备案",
    ] {
        allowed.extend(["--allow", code]);
    }
    let output = run(&allowed);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(
        said(&output).contains("以年底为准"),
        "the reason stays in the output"
    );
    assert_eq!(
        run(&[
            "check",
            "rules/villages/liuxi",
            "--allow",
            "ambiguous-reference-day="
        ])
        .status
        .code(),
        Some(2)
    );
    assert_eq!(
        run(&[
            "check",
            "rules/villages/liuxi",
            "--allow",
            "no-such-code=why"
        ])
        .status
        .code(),
        Some(2)
    );
}

/// Positions count characters, each result names a rule of its run, and what is accepted is suppressed with its reason.
#[test]
fn sarif_holds_rules_results_and_suppressions() {
    let allow = "no-filing=已报镇政府备案";
    let arguments = [
        "check",
        "rules/villages/liuxi",
        "--format",
        "sarif",
        "--allow",
        allow,
    ];
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(0));
    let log = json(&output);
    assert_eq!(log["version"], "2.1.0");
    let run_of = &log["runs"][0];
    assert_eq!(run_of["columnKind"], "unicodeCodePoints");
    let rules = run_of["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run_of["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for one in results {
        let index = usize::try_from(one["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], one["ruleId"]);
        assert_eq!(rules[index]["defaultConfiguration"]["level"], one["level"]);
    }
    let of = |code: &str| results.iter().find(|one| one["ruleId"] == code).unwrap();
    let accepted = of("no-filing");
    assert_eq!(
        accepted["suppressions"][0]["justification"],
        "已报镇政府备案"
    );
    let deposit = of("needs-legal-basis");
    assert_eq!(deposit["level"], "warning");
    assert!(deposit.get("suppressions").is_none());
    assert_eq!(deposit["properties"]["law"]["shape"], "DEPOSIT_FORFEIT");
    let place = &deposit["locations"][0];
    assert_eq!(place["logicalLocations"][0]["name"], "第12条");
    let physical = &place["physicalLocation"];
    assert_eq!(
        physical["artifactLocation"]["uri"],
        "rules/villages/liuxi/charter.xy"
    );
    let region = &physical["region"];
    let snippet = region["snippet"]["text"].as_str().unwrap();
    let columns = |key: &str| region[key].as_u64().unwrap();
    assert_eq!((columns("startLine"), columns("startColumn")), (28, 6));
    assert_eq!(columns("endColumn"), 6 + snippet.chars().count() as u64);
    let evaluate = run(&[
        "evaluate",
        "rules/villages/liuxi",
        "--on",
        "2024-12-31",
        "--format",
        "sarif",
    ]);
    assert_eq!(evaluate.status.code(), Some(2), "sarif is of check only");
}

#[test]
fn findings_stand_under_their_article() {
    let page = said(&run(&["check", "rules/villages/liuxi"]));
    assert!(
        page.contains("第12条（rules/villages/liuxi/charter.xy）\n警告[needs-legal-basis] "),
        "{page}"
    );
    assert_eq!(
        page.matches("第12条（").count(),
        1,
        "two findings, one heading: {page}"
    );
    let english = said(&run(&["check", "rules/villages/liuxi", "--lang", "en"]));
    assert!(
        english.contains("Article 12 (rules/villages/liuxi/charter.xy)\nwarning["),
        "{english}"
    );
    assert!(
        english.contains("The whole text (rules/villages/liuxi/charter.xy)\n"),
        "{english}"
    );
}

#[test]
fn wrong_use_is_told_in_the_format_asked_for() {
    let output = run(&[
        "check",
        "rules/villages/nowhere.xy",
        "--format",
        "json",
        "--lang",
        "en",
    ]);
    assert_eq!(output.status.code(), Some(2));
    let page = json(&output);
    assert_eq!(page["schema"], "xiangyue.error/1");
    assert!(page["message"].as_str().unwrap().contains("nowhere.xy"));
    let output = run(&["evaluate", "rules/villages/liuxi", "--on", "2024-02-30"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("没有这一天"), "{told}");
    assert_eq!(
        run(&["evaluate", "rules/villages/liuxi"]).status.code(),
        Some(2),
        "a day is asked for"
    );
}

#[test]
fn a_register_outside_the_folder_is_refused() {
    for name in ["../r.yaml", "/etc/hostname", "a/../../r.yaml"] {
        let folder = Folder::new("outside", &[("a.xy", &CHARTER.replace("r.yaml", name))]);
        let output = run(&["check", folder.path(), "--lang", "en"]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains("inside the folder"), "{name}: {told}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_refused() {
    let elsewhere = Folder::new("elsewhere", &[("r.yaml", REGISTER)]);
    let folder = Folder::new("link", &[("a.xy", CHARTER)]);
    std::os::unix::fs::symlink(elsewhere.0.join("r.yaml"), folder.0.join("r.yaml")).unwrap();
    assert_eq!(run(&["check", folder.path()]).status.code(), Some(2));
}

#[test]
fn a_public_page_does_not_name_sensitive_facts() {
    let facts = "households:\n  - { id: H1, poor: null }\n  - { id: H2, poor: true }\n";
    let folder = Folder::new(
        "public",
        &[
            ("a.xy", CHARTER),
            ("r.yaml", REGISTER),
            ("facts.yaml", facts),
        ],
    );
    let asked = [
        "evaluate",
        folder.path(),
        "--on",
        "2024-12-31",
        "--format",
        "json",
        "--because",
    ];
    let plain = said(&run(&asked));
    assert!(
        plain.contains("household.poor") && plain.contains("困难"),
        "{plain}"
    );
    let public = said(&run(&[&asked[..], &["--public"]].concat()));
    assert!(!public.contains("household.poor"), "{public}");
    assert!(public.contains("household.(sensitive)"), "{public}");
}

#[test]
fn public_output_tells_no_sum_of_a_sensitive_fact() {
    let register = "village:\n  grants: { zh: 救助额, type: money, sensitive: true, range: [0, 100000] }\nhousehold:\n  \
                    debt: { zh: 负债, type: money, sensitive: true, range: [0, 100000] }\n";
    let text = "章程《例》\n户籍册：r.yaml\n第一条 「半数」是指「救助额」的一半。\n第二条 「欠款」是指「负债」加11元。\n\
                第三条 核对：「半数」为20元。\n";
    let facts = "households:\n  - { id: H1, debt: 32 }\nvillage: { grants: 42 }\n";
    let files = [("a.xy", text), ("r.yaml", register), ("facts.yaml", facts)];
    let folder = Folder::new("masked", &files);
    let asked = [
        "evaluate",
        folder.path(),
        "--on",
        "2024-12-31",
        "--because",
        "--definitions",
        "--format",
        "json",
    ];
    let plain = json(&run(&asked));
    assert_eq!(plain["village"]["checks"][0]["left"], "21");
    assert_eq!(plain["village"]["measures"]["半数"]["value"], "21");
    assert_eq!(plain["households"][0]["definitions"][0]["value"], "43");
    let public = json(&run(&[&asked[..], &["--public"]].concat()));
    let check = &public["village"]["checks"][0];
    assert_eq!(
        (&check["state"], &check["left"]),
        (&"fails".into(), &serde_json::Value::Null)
    );
    assert_eq!(check["because"].as_array().unwrap().len(), 0);
    assert!(public["village"]["measures"]["半数"]["value"].is_null());
    assert!(public["households"][0]["definitions"][0]["value"].is_null());
}

#[test]
fn a_household_that_cannot_be_read_is_told_and_the_others_go_on() {
    let facts = "households:\n  - { id: H1, poor: perhaps }\n  - { id: H2, poor: true }\n";
    let folder = Folder::new(
        "rejected",
        &[
            ("a.xy", CHARTER),
            ("r.yaml", REGISTER),
            ("facts.yaml", facts),
        ],
    );
    let page = json(&run(&[
        "evaluate",
        folder.path(),
        "--on",
        "2024-12-31",
        "--format",
        "json",
    ]));
    assert_eq!(page["rejected"][0]["household"], "H1");
    assert_eq!(page["rejected"][0]["line"], 2);
    assert_eq!(page["households"][0]["id"], "H2");
    assert_eq!(page["households"][0]["totals"]["due_fen"], 10_000);
}

#[test]
fn the_canonical_text_is_a_fixed_point() {
    let first = said(&run(&["format", "rules/villages/qingshi/charter.xy"]));
    let folder = Folder::new("format", &[("a.xy", &first)]);
    let path = folder.0.join("a.xy");
    assert_eq!(
        run(&["format", "--check", path.to_str().unwrap()])
            .status
            .code(),
        Some(0)
    );
    assert_eq!(said(&run(&["format", path.to_str().unwrap()])), first);
}

#[test]
fn a_text_may_come_from_standard_input() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_xiangyue"))
        .args(["format", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(CHARTER.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(said(&output).starts_with("章程《例》"));
}

#[test]
fn help_teaches_and_nothing_claims_to_be_legal_advice() {
    for page in [
        run(&["--version"]),
        run(&["--help"]),
        run(&["check", "rules/villages/liuxi", "--lang", "en"]),
    ] {
        assert!(
            said(&page).to_lowercase().contains("not legal advice"),
            "{}",
            said(&page)
        );
    }
    let help = said(&run(&["--help"]));
    for verb in ["check", "evaluate", "explain", "fill", "format", "register"] {
        assert!(
            help.contains(&format!("xiangyue {verb}")),
            "an example of {verb}"
        );
    }
}

#[test]
fn a_register_gives_a_schema_and_a_template_that_reads() {
    let register = "rules/villages/liuxi/liuxi.register.yaml";
    assert!(json(&run(&["register", register, "--schema"])).is_object());
    let template = said(&run(&["register", register, "--template"]));
    let folder = Folder::new("template", &[("facts.yaml", &template)]);
    let facts = folder.0.join("facts.yaml");
    let output = run(&[
        "evaluate",
        "rules/villages/liuxi",
        "--facts",
        facts.to_str().unwrap(),
        "--on",
        "2024-12-31",
        "--format",
        "json",
    ]);
    assert_eq!(json(&output)["rejected"], serde_json::json!([]));
}

#[test]
fn facts_of_ended_policies_are_not_asked_for() {
    let mixed = "household: { plots: { zh: 地块数, type: integer }, old: { zh: 旧指标, en: old quota, type: bool, historic: true } }\n";
    let ended = "household: { old: { zh: 旧指标, en: old quota, type: bool, historic: true } }\n";
    let folder = Folder::new("historic", &[("mixed.yaml", mixed), ("ended.yaml", ended)]);
    let file = |name: &str| folder.0.join(name).to_str().unwrap().to_owned();
    let template = said(&run(&["register", &file("mixed.yaml"), "--template"]));
    assert!(
        template.contains("plots: null") && !template.contains("old: null"),
        "{template}"
    );
    assert!(template.contains("没有列入：旧指标"), "{template}");
    let refused = run(&["register", &file("ended.yaml"), "--template"]);
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(
        said.contains("已停止执行的政策") && said.contains("ended policies"),
        "{said}"
    );
    assert!(json(&run(&["register", &file("ended.yaml"), "--schema"])).is_object());
}

#[test]
fn codes_explain_themselves() {
    let output = run(&["check", "--explain", "two-quorums"]);
    let page = said(&output);
    assert!(page.contains("Bad:") && page.contains("Good:"), "{page}");
    assert!(!page.contains("two-bearers"), "one code only: {page}");
    let output = run(&["check", "--explain", "unknown-name"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(
        said(&output).lines().count() >= 3,
        "the code, Chinese and English"
    );
    assert_eq!(
        run(&["check", "--explain", "no-such-code"]).status.code(),
        Some(2)
    );
}

#[test]
fn an_empty_file_is_told_as_such() {
    let folder = Folder::new("empty", &[("a.xy", "\n")]);
    let output = run(&["check", folder.path()]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("文件是空的"), "{told}");
}
