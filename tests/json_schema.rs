//! What the command prints as JSON has the shape that docs/schema says.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// The part of JSON Schema that docs/schema uses; a keyword that it does not know is a failure.
struct Schema {
    root: Value,
}

impl Schema {
    fn read(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("docs/schema")
            .join(name);
        Self {
            root: serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap(),
        }
    }

    fn assert_fits(&self, value: &Value) {
        let mut wrong = Vec::new();
        self.check(&self.root, value, "", &mut wrong);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    fn check(&self, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
        for (keyword, said) in schema.as_object().unwrap() {
            let fits = match keyword.as_str() {
                "$schema" | "$id" | "$defs" | "title" | "description" | "required" => true,
                "$ref" => {
                    let target = self
                        .root
                        .pointer(said.as_str().unwrap().trim_start_matches('#'))
                        .unwrap();
                    self.check(target, value, at, wrong);
                    true
                }
                "type" => types(said).any(|name| is_a(value, name)),
                "const" => value == said,
                "enum" => said.as_array().unwrap().contains(value),
                "anyOf" => said
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|one| self.fits(one, value)),
                "pattern" => value
                    .as_str()
                    .is_none_or(|text| matches(said.as_str().unwrap(), text)),
                "minimum" => value
                    .as_i64()
                    .is_none_or(|number| number >= said.as_i64().unwrap()),
                "maximum" => value
                    .as_i64()
                    .is_none_or(|number| number <= said.as_i64().unwrap()),
                "minItems" => value
                    .as_array()
                    .is_none_or(|list| list.len() as u64 >= said.as_u64().unwrap()),
                "maxItems" => value
                    .as_array()
                    .is_none_or(|list| list.len() as u64 <= said.as_u64().unwrap()),
                "items" | "prefixItems" => {
                    self.check_items(said, value, at, wrong);
                    true
                }
                "properties" => {
                    self.check_properties(schema, value, at, wrong);
                    true
                }
                "additionalProperties" => {
                    self.check_others(schema, said, value, at, wrong);
                    true
                }
                other => panic!("the schema says {other}, which this test does not know"),
            };
            if !fits {
                wrong.push(format!("{at}: {value} does not fit {keyword} {said}"));
            }
        }
    }

    fn fits(&self, schema: &Value, value: &Value) -> bool {
        let mut wrong = Vec::new();
        self.check(schema, value, "", &mut wrong);
        wrong.is_empty()
    }

    fn check_items(&self, said: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
        for (number, item) in value.as_array().into_iter().flatten().enumerate() {
            let schema = said.as_array().map_or(Some(said), |list| list.get(number));
            if let Some(schema) = schema {
                self.check(schema, item, &format!("{at}/{number}"), wrong);
            }
        }
    }

    fn check_properties(&self, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
        let Some(object) = value.as_object() else {
            return;
        };
        for key in schema["required"].as_array().into_iter().flatten() {
            if !object.contains_key(key.as_str().unwrap()) {
                wrong.push(format!("{at}: {key} is missing"));
            }
        }
        for (key, schema) in schema["properties"].as_object().unwrap() {
            if let Some(item) = object.get(key) {
                self.check(schema, item, &format!("{at}/{key}"), wrong);
            }
        }
    }

    fn check_others(
        &self,
        schema: &Value,
        said: &Value,
        value: &Value,
        at: &str,
        wrong: &mut Vec<String>,
    ) {
        let known = |key: &str| schema["properties"].get(key).is_some();
        for (key, item) in value
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(key, _)| !known(key))
        {
            match said {
                Value::Bool(true) => {}
                Value::Bool(false) => wrong.push(format!("{at}: {key} is not in the schema")),
                schema => self.check(schema, item, &format!("{at}/{key}"), wrong),
            }
        }
    }
}

fn types(said: &Value) -> impl Iterator<Item = &str> {
    let several = said
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    several.chain(said.as_str())
}

fn is_a(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        other => panic!("the schema names the type {other}"),
    }
}

/// The four patterns of the schemas, by hand.
fn matches(pattern: &str, text: &str) -> bool {
    let digits = |text: &str, count: usize| {
        text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match pattern {
        r"^\d{4}-\d{2}-\d{2}$" => {
            let parts: Vec<&str> = text.split('-').collect();
            parts.len() == 3 && digits(parts[0], 4) && digits(parts[1], 2) && digits(parts[2], 2)
        }
        r"^\d+(-\d+)?(\(\d+\))?$" => {
            let (article, item) = text
                .split_once('(')
                .map_or((text, None), |(article, item)| (article, Some(item)));
            article.splitn(2, '-').all(number)
                && item.is_none_or(|item| item.strip_suffix(')').is_some_and(number))
        }
        r"^(once|\d{4}(-H[12]|-Q[1-4]|-\d{2})?)$" => {
            text.parse::<xiangyue::value::Period>().is_ok()
        }
        "^[a-z][a-z0-9-]*$" => {
            let part =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            text.starts_with(|first: char| first.is_ascii_lowercase()) && text.bytes().all(part)
        }
        other => panic!("the schema has the pattern {other}"),
    }
}

fn run(arguments: &[&str], input: &str) -> Value {
    let mut child = Command::new(env!("CARGO_BIN_EXE_xiangyue"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn evaluate_prints_the_documented_shape() {
    let schema = Schema::read("evaluate.schema.json");
    for village in ["liuxi", "qingshi"] {
        let folder = format!("rules/villages/{village}");
        let arguments = [
            "evaluate",
            &folder,
            "--from",
            "2024-01-01",
            "--on",
            "2024-12-31",
            "--format",
            "json",
            "--because",
            "--definitions",
        ];
        let page = run(&arguments, "");
        schema.assert_fits(&page);
        assert!(!page["households"].as_array().unwrap().is_empty());
    }
}

#[test]
fn check_prints_the_documented_shape() {
    let schema = Schema::read("check.schema.json");
    let sound = run(&["check", "rules/villages/qingshi", "--format", "json"], "");
    schema.assert_fits(&sound);
    let faulty =
        "章程《样本》\n版本：2026\n\n第一条 村民不得「乱倒垃圾」\n第二条 户应该「清理」。\n";
    let register = "rules/villages/liuxi/liuxi.register.yaml";
    let found = run(
        &["check", "-", "--register", register, "--format", "json"],
        faulty,
    );
    schema.assert_fits(&found);
    assert!(found["findings"].as_array().unwrap().len() >= 2);
}

#[test]
fn fill_prints_the_documented_shape() {
    let schema = Schema::read("fill.schema.json");
    for arguments in [
        "care.xy tests/cases/fill/charter.xy --household H1",
        "old.xy",
    ] {
        let arguments = format!("fill tests/cases/fill/{arguments} --on 2026-01-01 --format json");
        let page = run(&arguments.split(' ').collect::<Vec<_>>(), "");
        schema.assert_fits(&page);
        assert!(!page["unfilled"].as_array().unwrap().is_empty());
    }
}

#[test]
fn a_value_of_another_shape_is_noticed() {
    let schema = Schema::read("evaluate.schema.json");
    let arguments = [
        "evaluate",
        "rules/villages/liuxi",
        "--on",
        "2024-12-31",
        "--format",
        "json",
    ];
    let mut page = run(&arguments, "");
    page["households"][0]["totals"]["due_fen"] = Value::from("1100.00");
    let mut wrong = Vec::new();
    schema.check(&schema.root, &page, "", &mut wrong);
    assert_eq!(wrong.len(), 1, "{wrong:?}");
}
