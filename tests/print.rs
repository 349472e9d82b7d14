//! What is printed reads back as it was, in both languages.

#![cfg(feature = "testing")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use proptest::prelude::*;
use xiangyue::diagnostic::Lang;
use xiangyue::register::Register;
use xiangyue::syntax::ast::Document;
use xiangyue::syntax::parse;
use xiangyue::syntax::print::{Names, NoNames, print};
use xiangyue::testing::documents::{Pairs, document};

/// What a text says; what is wrong with it, where something is.
fn try_read(text: &str) -> Result<Document, String> {
    let parsed = parse(text);
    let said = parsed.diagnostics.iter().map(|found| {
        format!(
            "{} <{}> {}",
            found.code,
            found.span.of(text),
            found.message.en
        )
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() {
        Ok(parsed.document)
    } else {
        Err(format!("{}\n{text}", said.join("\n")))
    }
}

fn read(text: &str) -> Document {
    try_read(text).unwrap()
}

const fn other(lang: Lang) -> Lang {
    match lang {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    }
}

/// The first sentence in which two documents differ.
fn difference(one: &Document, two: &Document) -> String {
    let pairs = one.blocks.iter().zip(&two.blocks);
    let differing = pairs
        .filter(|(one, two)| one != two)
        .map(|(one, two)| format!("{one:?}\n\n{two:?}"));
    differing.take(1).collect()
}

fn in_its_own_language(written: &Document) -> Result<(), String> {
    let printed = print(written, written.lang, &NoNames);
    let again = try_read(&printed.text)?;
    same(written, &again, &printed.text)?;
    let anew = print(&again, again.lang, &NoNames).text;
    if anew == printed.text {
        Ok(())
    } else {
        Err(format!("printed anew:\n{anew}\n{}", printed.text))
    }
}

fn there_and_back(written: &Document, names: &dyn Names) -> Result<(), String> {
    let abroad = print(written, other(written.lang), names);
    let untranslated: Vec<&str> = abroad
        .untranslated
        .iter()
        .map(|name| name.value.as_str())
        .collect();
    if !untranslated.is_empty() {
        return Err(format!("untranslated: {untranslated:?}"));
    }
    let home = print(&try_read(&abroad.text)?, written.lang, names);
    same(
        written,
        &try_read(&home.text)?,
        &format!("{}\n{}", abroad.text, home.text),
    )
}

fn same(written: &Document, again: &Document, text: &str) -> Result<(), String> {
    if written == again {
        Ok(())
    } else {
        Err(format!("{}\n{text}", difference(written, again)))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 2000, ..ProptestConfig::default() })]

    #[test]
    fn a_chinese_document_reads_back(written in document(Lang::Zh)) {
        in_its_own_language(&written).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn an_english_document_reads_back(written in document(Lang::En)) {
        in_its_own_language(&written).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn chinese_to_english_and_back_is_the_same(written in document(Lang::Zh)) {
        there_and_back(&written, &Pairs).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn english_to_chinese_and_back_is_the_same(written in document(Lang::En)) {
        there_and_back(&written, &Pairs).map_err(TestCaseError::fail)?;
    }
}

fn file(path: &str) -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/villages");
    std::fs::read_to_string(folder.join(path)).unwrap()
}

/// Texts of the worked villages, by their names without an ending.
const TEXTS: &[(&str, &str)] = &[
    ("liuxi/charter", "liuxi/liuxi.register.yaml"),
    ("qingshi/charter", "qingshi/qingshi.register.yaml"),
    ("qingshi/pact", "qingshi/qingshi.register.yaml"),
    ("qingshi/care", "qingshi/qingshi.register.yaml"),
    ("qingshi/house", "qingshi/qingshi.register.yaml"),
];

#[test]
fn the_texts_of_the_villages_read_back() {
    for (text, _) in TEXTS {
        in_its_own_language(&read(&file(&format!("{text}.xy")))).unwrap();
        in_its_own_language(&read(&file(&format!("{text}.en.xy")))).unwrap();
    }
}

#[test]
fn the_english_print_of_a_village_s_text_says_what_was_written_by_hand() {
    for (text, register) in TEXTS {
        let register = Register::from_yaml(&file(register)).unwrap();
        let chinese = read(&file(&format!("{text}.xy")));
        let by_hand = read(&file(&format!("{text}.en.xy")));
        let printed = print(&chinese, Lang::En, &register);
        assert_eq!(printed.untranslated, [], "{text}");
        let printed = read(&printed.text);
        assert!(
            printed == by_hand,
            "{text}\n{}",
            difference(&printed, &by_hand)
        );
        there_and_back(&chinese, &register).unwrap();
    }
}

#[test]
fn the_sample_charter_is_canonical() {
    let written = file("liuxi/charter.xy");
    assert_eq!(
        print(&read(&written), Lang::Zh, &NoNames).text.trim_end(),
        written.trim_end()
    );
}

#[test]
fn a_name_without_a_translation_is_printed_as_it_is_and_told() {
    let written =
        read("章程《甲》\n第一条 村民不得「赌博」。\n第二条 村民应当「清理」，但「赌博」除外。\n");
    let printed = print(&written, Lang::En, &Pairs);
    assert!(
        printed.text.contains("A villager must not [赌博]."),
        "{}",
        printed.text
    );
    assert!(printed.text.contains("must [clean up]"), "{}", printed.text);
    let untranslated: Vec<&str> = printed
        .untranslated
        .iter()
        .map(|name| name.value.as_str())
        .collect();
    assert_eq!(untranslated, ["甲", "赌博"]);
}

#[test]
fn prose_stays_as_it_is_and_keeps_its_place() {
    let text = "章程《甲》\n版本：2026\n\n> 前言\n# 注\n第一章 总则\n第一条 村民不得「赌博」。户不得「赌博」。\n> 说明\n户应当「清理」。\n";
    let printed = print(&read(text), Lang::En, &Pairs);
    let lines: Vec<&str> = printed.text.lines().skip(3).collect();
    let expected = [
        "> 前言",
        "# 注",
        "",
        "Chapter 1 总则",
        "Article 1. A villager must not [赌博]. A household must not [赌博].",
        "> 说明",
        "A household must [clean up].",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn marks_of_windows_files_change_nothing() {
    let text = file("liuxi/charter.en.xy");
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert!(read(&windows) == read(&text));
}
