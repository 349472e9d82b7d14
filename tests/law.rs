//! What is always void, and what only looks like it: `tests/cases/law/*.txt`.
//!
//! `# RULE`, then one case a line: `hit` or `miss` and the articles of a charter, parted by ` / `. A hit is void by that
//! rule and by no other; in a miss nothing is void. Each case is read under every pack.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use xiangyue::diagnostic::{Class, Lang, Severity};
use xiangyue::law::LawPack;
use xiangyue::model::{Consequence, Draft, Effect, Head, Void};
use xiangyue::register::Register;
use xiangyue::span::Source;

fn read(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/law");
    fs::read_to_string(folder.join(name)).unwrap()
}

fn charter(articles: &str, lang: Lang) -> String {
    let mut text = match lang {
        Lang::Zh => "章程《样本村章程》\n版本：2026\n通过：2024年1月1日\n\n".to_owned(),
        Lang::En => "Charter \"Sample Charter\"\nEdition: 2026\nAdopted: 2024-01-01\n\n".to_owned(),
    };
    for (index, article) in articles.split(" / ").enumerate() {
        let number = ["一", "二", "三"][index];
        match lang {
            Lang::Zh => writeln!(text, "第{number}条 {article}").unwrap(),
            Lang::En => writeln!(text, "Article {}. {article}", index + 1).unwrap(),
        }
    }
    text
}

fn voids(draft: &Draft) -> Vec<&Void> {
    fn inside<'a>(consequences: &'a [Consequence], all: &mut Vec<&'a Void>) {
        for one in consequences {
            all.extend(&one.voids);
            if let Effect::Repair { failing, .. } = &one.effect {
                inside(failing, all);
            }
        }
    }
    let mut all = Vec::new();
    for norm in &draft.meaning.norms {
        all.extend(&norm.voids);
        if let Head::OnBreach { consequences, .. } | Head::OnCondition { consequences } = &norm.head
        {
            inside(consequences, &mut all);
        }
    }
    all
}

/// The rules by which something of the articles is void, after checking that each is also a finding.
fn rules(register: &Register, articles: &str, lang: Lang) -> Result<BTreeSet<String>, String> {
    let source = Source::new("draft.xy", charter(articles, lang));
    let draft = Draft::resolve(register, std::slice::from_ref(&source), &LawPack::none());
    let other = Draft::resolve(register, &[source], &LawPack::china());
    assert_eq!(draft.meaning, other.meaning, "{articles}");
    if let Some(error) = draft.reading_errors().next() {
        return Err(format!("{} {}", error.code, error.message.zh));
    }
    let void = voids(&draft);
    for one in &void {
        assert_eq!((one.from, one.until), (None, None), "{articles}");
    }
    let law = draft
        .diagnostics
        .iter()
        .filter(|one| one.class() == Class::Law);
    let errors = law.filter(|one| one.severity() == Severity::Error && one.help.is_some());
    if errors.count() < void.len().min(1) {
        return Err("void without a finding".to_owned());
    }
    Ok(void.into_iter().map(|one| one.rule.clone()).collect())
}

fn cases(file: &str, lang: Lang) {
    let register = Register::from_yaml(&read("register.yaml")).unwrap();
    let (page, mut rule, mut wrong) = (read(file), "", String::new());
    let mut counts: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for line in page.lines().filter(|line| !line.is_empty()) {
        let (word, rest) = line.split_once(' ').unwrap();
        if word == "#" {
            rule = rest;
            continue;
        }
        let counted = counts.entry(rule).or_default();
        let expected: BTreeSet<String> = match word {
            "hit" => {
                counted.0 += 1;
                [rule.to_owned()].into()
            }
            "miss" => {
                counted.1 += 1;
                BTreeSet::new()
            }
            other => panic!("{other} is neither hit nor miss"),
        };
        match rules(&register, rest, lang) {
            Ok(found) if found == expected => {}
            Ok(found) => writeln!(wrong, "{rule}: {line}: {found:?}").unwrap(),
            Err(error) => writeln!(wrong, "{rule}: {line}: {error}").unwrap(),
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert_eq!(counts.len(), 11);
    assert!(
        counts.values().all(|(hit, miss)| *hit >= 3 && *miss >= 3),
        "{counts:?}"
    );
}

#[test]
fn chinese_clauses_are_void_or_not() {
    cases("zh.txt", Lang::Zh);
}

#[test]
fn english_clauses_are_void_or_not() {
    cases("en.txt", Lang::En);
}

/// A sentence that cannot be understood computes nothing; its words are still looked at.
#[test]
fn faulty_sentences_are_judged_by_their_words() {
    let register = Register::from_yaml(&read("register.yaml")).unwrap();
    let found = |articles: &str, lang: Lang| -> Vec<String> {
        let source = Source::new("draft.xy", charter(articles, lang));
        let draft = Draft::resolve(&register, &[source], &LawPack::none());
        assert!(draft.reading_errors().next().is_some(), "{articles}");
        let law = draft.diagnostics.iter().filter_map(|one| one.law.as_ref());
        law.map(|law| law.id.clone()).collect()
    };
    for (articles, rule) in [
        (
            "「计划外生育户」的户，停发「不知道的补贴」。",
            "BIRTH_SPACING",
        ),
        ("违反计划生育的，罚款5000元。", "BIRTH_SPACING"),
        ("村民不准集体上访。", "PETITION_BAN"),
    ] {
        assert_eq!(found(articles, Lang::Zh), [rule], "{articles}");
    }
    for articles in [
        "「未登记的事」的户，停发「不知道的补贴」。",
        "鼓励村民自愿查环，",
        "任何人不得干涉村民结婚。",
    ] {
        assert_eq!(found(articles, Lang::Zh), [""; 0], "{articles}");
    }
    let english = "Nobody shall have a second child without a birth permit.";
    assert_eq!(found(english, Lang::En), ["BIRTH_SPACING"]);
}
