//! What is found in faulty drafts, beyond their syntax: `tests/cases/findings/*.txt`.
//!
//! A case: `=== name`, a text, `---`, one line a finding: severity, code, article, line and column, message. A text
//! without a first line of its own is Article 1 and following of a charter that takes effect in 2024; `+++` begins a second
//! text. `UPDATE=1` writes what comes out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

use std::fs;
use std::path::{Path, PathBuf};

use xiangyue::diagnostic::{Lang, Severity};
use xiangyue::law::LawPack;
use xiangyue::model::Draft;
use xiangyue::register::Register;
use xiangyue::review::{ReviewOptions, review};
use xiangyue::span::{LineIndex, Source};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/findings")
}

/// What only a whole text can lack: asked in the files `structure` only.
const OF_WHOLE_TEXTS: [&str; 5] = [
    "no-adoption",
    "no-filing",
    "duty-without-consequence",
    "power-without-review",
    "unused-name",
];

fn whole(text: &str, lang: Lang) -> String {
    let first = text.split(['《', '"']).next().unwrap_or("").trim();
    match lang {
        _ if [
            "章程",
            "公约",
            "协议",
            "办法",
            "Charter",
            "Pact",
            "Agreement",
            "Measures",
        ]
        .contains(&first) =>
        {
            text.into()
        }
        Lang::Zh => format!("章程《样本村章程》\n版本：2026\n通过：2024年1月1日\n\n第一条 {text}"),
        Lang::En => format!(
            "Charter \"Sample Charter\"\nEdition: 2026\nAdopted: 2024-01-01\n\nArticle 1. {text}"
        ),
    }
}

fn found(register: &Register, text: &str, lang: Lang, is_whole: bool) -> String {
    let texts = text
        .split("\n+++\n")
        .map(|text| Source::new("draft.xy", whole(text, lang)));
    let sources: Vec<Source> = texts.collect();
    let draft = Draft::resolve(register, &sources, &LawPack::china());
    let rows = review(&draft, &ReviewOptions::default())
        .into_iter()
        .filter(|item| is_whole || !OF_WHOLE_TEXTS.contains(&item.code.row().name))
        .map(|item| {
            let severity = match item.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            let text = &sources[usize::from(item.source)].text;
            let (line, column) = LineIndex::new(text).line_column(text, item.span.start);
            let article = item.article.as_deref().unwrap_or("-");
            let help = item
                .help
                .as_ref()
                .map(|help| format!(" → {}", help.get(lang)))
                .unwrap_or_default();
            format!(
                "{severity}[{}] {article} {line}:{column} {}{help}\n",
                item.code,
                item.message.get(lang)
            )
        });
    rows.collect()
}

#[test]
fn drafts_have_the_findings_their_cases_say() {
    let register =
        Register::from_yaml(&fs::read_to_string(folder().join("register.yaml")).unwrap()).unwrap();
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    files.sort();
    assert!(!files.is_empty());
    let mut wrong = Vec::new();
    for path in files {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let lang = if name.starts_with("en-") {
            Lang::En
        } else {
            Lang::Zh
        };
        let is_whole = name.ends_with("structure");
        let page = fs::read_to_string(&path).unwrap();
        let mut anew = String::new();
        for case in page.split("=== ").skip(1) {
            let (title, rest) = case.split_once('\n').unwrap();
            let (text, expected) = rest.split_once("\n---\n").unwrap_or((rest.trim_end(), ""));
            let outcome = found(&register, text, lang, is_whole);
            anew.push_str(&format!("=== {title}\n{text}\n---\n{outcome}\n"));
            if outcome.trim_end() != expected.trim_end() {
                wrong.push(format!(
                    "{name} {title}\nexpected:\n{expected}\nfound:\n{outcome}"
                ));
            }
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, anew).unwrap();
            wrong.clear();
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
