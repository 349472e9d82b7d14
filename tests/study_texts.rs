//! A study text (`用途：历史研究`) burdens nobody, on any day from 1999 to 2030 and under every law pack: one of every
//! clause that takes something, for a household that has set off each of them. What it grants, and what bodies owe, is
//! computed; without the line in its header the same text computes its burdens.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use xiangyue::diagnostic::{Code, Lang};
use xiangyue::evaluate::{EntitlementState, Outcome, Query};
use xiangyue::facts::Village;
use xiangyue::law::LawPack;
use xiangyue::model::Draft;
use xiangyue::register::Register;
use xiangyue::review::{ReviewOptions, review};
use xiangyue::span::Source;
use xiangyue::syntax::parse;
use xiangyue::syntax::print::print;
use xiangyue::value::Date;

const PURPOSE: &str = "用途：历史研究\n";

fn read(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/study");
    fs::read_to_string(folder.join(name)).unwrap()
}

fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd_opt(year, month, day).unwrap()
}

fn register() -> Register {
    Register::from_yaml(&read("register.yaml")).unwrap()
}

fn village(register: &Register) -> Village {
    let (village, rejected) = Village::from_yaml(register, &read("facts.yaml"));
    assert!(rejected.is_empty(), "{rejected:?}");
    village
}

/// Both texts, with the line of their purpose or without.
fn texts(study: bool) -> Vec<Source> {
    let keep = |text: String| {
        if study {
            text
        } else {
            text.replace(PURPOSE, "")
        }
    };
    ["charter.xy", "agreement.xy"]
        .map(|name| Source::new(name, keep(read(name))))
        .to_vec()
}

/// The same texts in English.
fn english(register: &Register) -> Vec<Source> {
    let printed = texts(true).into_iter().map(|source| {
        let printed = print(&parse(&source.text).document, Lang::En, register);
        assert_eq!(printed.untranslated, []);
        let text = printed.text;
        assert!(text.contains("\nPurpose: historical study\n"), "{text}");
        Source::new(source.name, text)
    });
    printed.collect()
}

/// Every first of a month, and each day of the year in which most happens.
fn days() -> Vec<Date> {
    let months = (1999..=2030).flat_map(|year| (1..=12).map(move |month| day(year, month, 1)));
    let mut all: Vec<Date> = months
        .chain(day(2006, 1, 1).iter_days().take(365))
        .collect();
    all.push(day(2030, 12, 31));
    all
}

/// What falls on the household or its member.
fn burdens(outcome: &Outcome) -> Vec<String> {
    let committee = "3";
    let owed = outcome.obligations().iter().filter_map(|line| {
        // A clean end gives the deposit back: 甲方 owes it.
        let article = line.place.article_text();
        let gives = line.place.document.0 == 1 && article == committee;
        (!gives).then(|| format!("Article {article} is owed"))
    });
    let broken = outcome
        .breaches()
        .iter()
        .map(|line| format!("Article {} is broken", line.place.article_text()));
    let taken = outcome.entitlements().iter().filter_map(|line| {
        let whole = line.state == EntitlementState::Due && line.adjustments.is_empty();
        (!whole).then(|| format!("{:?} of {:?}", line.state, line.benefit))
    });
    let open = outcome
        .undetermined()
        .iter()
        .map(|line| format!("Article {} is open", line.place.article_text()));
    let points = outcome.points().iter().filter_map(|line| {
        let balance = line.balance.as_ref().map(ToString::to_string);
        let kept = matches!(balance.as_deref(), Some("0" | "5"));
        (!kept).then(|| format!("points {balance:?}"))
    });
    owed.chain(broken)
        .chain(taken)
        .chain(open)
        .chain(points)
        .collect()
}

#[test]
fn it_burdens_nobody_on_any_day_under_any_pack() {
    let register = register();
    let village = village(&register);
    for sources in [texts(true), english(&register)] {
        for pack in [LawPack::none(), LawPack::china()] {
            let draft = Draft::resolve(&register, &sources, &pack);
            let book = draft.compile().unwrap();
            let inside = book.in_village(&village);
            let each = days().into_iter().map(|day| Query::between(day, day));
            let ever = Query::between(day(1999, 1, 1), day(2030, 12, 31));
            for query in each.chain([ever]) {
                let outcome = inside.evaluate(&village.households[0], &query);
                let found = burdens(&outcome);
                assert!(
                    found.is_empty(),
                    "{} on {}: {found:?}",
                    pack.name(),
                    query.on
                );
                assert_eq!(outcome.owed().fen(), 0);
                assert!(outcome.voids().iter().any(|line| line.law == "study-text"));
            }
        }
    }
}

#[test]
fn each_burden_is_listed_once_and_what_is_granted_is_computed() {
    let register = register();
    let village = village(&register);
    let draft = Draft::resolve(&register, &texts(true), &LawPack::none());
    let book = draft.compile().unwrap();
    let inside = book.in_village(&village);
    let query = Query::between(day(2006, 1, 1), day(2006, 12, 31));
    let outcome = inside.evaluate(&village.households[0], &query);
    let mut listed: BTreeMap<(u32, String), Vec<&str>> = BTreeMap::new();
    for line in outcome.voids() {
        let at = (line.place.document.0, line.place.article_text());
        listed.entry(at).or_default().push(&line.law);
    }
    let of_charter = ["2", "3", "4", "5", "6", "7", "8", "10", "11", "14"].map(|one| (0, one));
    let of_agreement = ["1", "2", "5"].map(|one| (1, one));
    let mut expected: BTreeMap<(u32, String), Vec<&str>> = of_charter
        .into_iter()
        .chain(of_agreement)
        .map(|(document, article)| ((document, article.to_owned()), vec!["study-text"]))
        .collect();
    expected.insert((0, "15".to_owned()), vec!["BODILY_INTEGRITY"]);
    assert_eq!(listed, expected);
    let paid: Vec<i64> = outcome
        .entitlements()
        .iter()
        .map(|line| line.payable.fen())
        .collect();
    assert_eq!(paid, [10000, 5000]);
    let bodies = inside.evaluate_village(&query);
    let owed: Vec<String> = bodies
        .bodies
        .obligations
        .iter()
        .map(|line| line.place.article_text())
        .collect();
    assert_eq!(
        owed,
        ["12"],
        "the committee publishes its accounts and has no power"
    );
}

/// Else the tests above would hold of any text.
#[test]
fn without_its_purpose_the_same_text_burdens() {
    let register = register();
    let village = village(&register);
    let draft = Draft::resolve(&register, &texts(false), &LawPack::none());
    let book = draft.compile().unwrap();
    let query = Query::between(day(2006, 1, 1), day(2006, 12, 31));
    let outcome = book
        .in_village(&village)
        .evaluate(&village.households[0], &query);
    let found = burdens(&outcome);
    for wanted in [
        "Article 2 is owed",
        "Article 3 is broken",
        "Article 4 is owed",
        "Article 5 is owed",
        "Article 6 is broken",
    ] {
        assert!(found.iter().any(|one| one == wanted), "{wanted}: {found:?}");
    }
    assert!(outcome.owed().fen() > 0);
}

#[test]
fn an_amendment_of_a_study_text_is_one() {
    let register = register();
    let village = village(&register);
    let mut sources = texts(true);
    sources.push(Source::new(
        "amendment.xy",
        "章程《旧章程修正案》\n版本：2026\n通过：2000年1月1日\n修改：《旧章程》\n\n第四条 户应当每月「清理」一次。\n",
    ));
    let draft = Draft::resolve(&register, &sources, &LawPack::none());
    let book = draft.compile().unwrap();
    let query = Query::between(day(2006, 1, 1), day(2006, 12, 31));
    let outcome = book
        .in_village(&village)
        .evaluate(&village.households[0], &query);
    assert!(burdens(&outcome).is_empty(), "{:?}", burdens(&outcome));
}

#[test]
fn check_says_so_and_names_the_unlawful_clauses() {
    let register = register();
    let draft = Draft::resolve(&register, &texts(true), &LawPack::china());
    let found = review(&draft, &ReviewOptions::default().on(day(2026, 6, 1)));
    let studies = found.iter().filter(|one| one.code == Code::StudyText);
    assert_eq!(studies.map(|one| one.source).collect::<Vec<_>>(), [0, 1]);
    let law = |shape: &str, article: &str| {
        found.iter().any(|one| {
            let named = one.law.as_ref().is_some_and(|law| law.shape == shape);
            named && one.article.as_deref() == Some(article)
        })
    };
    assert!(law("BODILY_INTEGRITY", "15"));
    assert!(law("DEPOSIT_FORFEIT", "14") && law("DEPOSIT_FORFEIT", "5"));
}
