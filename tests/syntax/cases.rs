//! The cases of `cases/syntax`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use xiangyue::diagnostic::Lang;
use xiangyue::span::LineIndex;
use xiangyue::syntax::parse;

use super::render;

/// One case: its name, its text, what is expected.
pub struct Case {
    name: String,
    pub text: String,
    pub expected: String,
}

/// Every case of a language.
pub fn all(english: bool) -> Vec<Case> {
    let files = files().into_iter();
    let files = files.filter(|file| is_english(file) == english);
    let read = |file: PathBuf| std::fs::read_to_string(file).expect("a case file is UTF-8");
    files.flat_map(|file| split(&read(file))).collect()
}

#[test]
fn every_case_reads_as_its_file_says() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = String::new();
    for file in files() {
        let english = is_english(&file);
        let written = std::fs::read_to_string(&file).expect("a case file is UTF-8");
        let cases = split(&written);
        let mut names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
        names.sort_unstable();
        assert!(
            names.windows(2).all(|pair| pair[0] != pair[1]),
            "{}: a name stands twice",
            file.display()
        );
        let mut anew = String::new();
        for case in &cases {
            let outcome = outcome(&case.text, english);
            let _ = writeln!(anew, "=== {}\n{}\n---\n{outcome}\n", case.name, case.text);
            if outcome != case.expected {
                let _ = writeln!(
                    wrong,
                    "{} {}\nexpected:\n{}\nfound:\n{outcome}\n",
                    file.display(),
                    case.name,
                    case.expected
                );
            }
        }
        if update {
            std::fs::write(&file, anew).expect("the case file can be written");
        }
    }
    assert!(update || wrong.is_empty(), "{wrong}");
}

fn is_english(file: &Path) -> bool {
    file.file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with("en"))
}

/// The texts of a file, each as a whole document.
pub fn texts(file: &Path) -> Vec<String> {
    let written = std::fs::read_to_string(file).expect("a case file is UTF-8");
    let cases = split(&written).into_iter();
    cases
        .map(|case| whole(&case.text, is_english(file)))
        .collect()
}

/// The files of cases.
pub fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/syntax");
    let entries = std::fs::read_dir(folder).expect("the folder of cases");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "txt"));
    files.sort();
    assert!(!files.is_empty());
    files
}

fn split(file: &str) -> Vec<Case> {
    let cases = file.split("=== ").skip(1).map(|case| {
        let (name, rest) = case.split_once('\n').expect("a name and a text");
        let (text, expected) = rest.split_once("\n---").unwrap_or((rest.trim_end(), ""));
        Case {
            name: name.trim().to_owned(),
            text: text.to_owned(),
            expected: expected.trim_matches('\n').to_owned(),
        }
    });
    cases.collect()
}

fn is_whole(written: &str) -> bool {
    let kinds = [
        "章程",
        "公约",
        "协议",
        "办法",
        "法",
        "Charter",
        "Pact",
        "Agreement",
        "Measures",
        "Law",
        "Regulation",
        "!",
    ];
    kinds.iter().any(|kind| written.starts_with(kind))
}

/// A text that is no whole document is the first article of one.
fn whole(written: &str, english: bool) -> String {
    let head = if english {
        "Charter \"A\"\nArticle 1. "
    } else {
        "章程《甲》\n第一条 "
    };
    let text = if is_whole(written) {
        written.trim_start_matches("!\n").to_owned()
    } else {
        format!("{head}{written}")
    };
    with_code_points(&text)
}

/// What comes out.
fn outcome(written: &str, english: bool) -> String {
    let text = whole(written, english);
    let parsed = parse(&text);
    let lines = LineIndex::new(&text);
    let in_english = parsed.document.lang == Lang::En;
    let mut said: Vec<String> = parsed
        .diagnostics
        .iter()
        .map(|found| render::finding(&text, &lines, found, in_english))
        .collect();
    // Of a wrapped text only its own sentences are shown.
    said.extend(
        render::tree(&parsed.document)
            .into_iter()
            .skip(if is_whole(written) { 0 } else { 2 }),
    );
    said.join("\n")
}

/// `{U+FEFF}` stands for the character.
fn with_code_points(written: &str) -> String {
    let mut pieces = written.split("{U+");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (point, rest) = piece
            .split_once('}')
            .expect("a code point ends with a brace");
        let point = u32::from_str_radix(point, 16).expect("a code point is hexadecimal");
        text.push(char::from_u32(point).expect("a code point is a character"));
        text.push_str(rest);
    }
    text
}
