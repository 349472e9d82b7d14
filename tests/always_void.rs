//! What is always void is void on every day from 1998 to 2030, under every pack: the hits of `tests/cases/law/*.txt`,
//! each in a charter in force since 1997, for a household of which everything is true that could set them off.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use xiangyue::diagnostic::Lang;
use xiangyue::evaluate::{EntitlementState, Outcome, Query};
use xiangyue::facts::{Household, Village};
use xiangyue::law::LawPack;
use xiangyue::model::{ArticleNumber, Consequence, Draft, Effect, Head, Void};
use xiangyue::register::Register;
use xiangyue::span::Source;
use xiangyue::value::Date;

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(path).unwrap()
}

fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd_opt(year, month, day).unwrap()
}

/// Of the two rules that are no shape: what they void depends on the fund and the agreement.
const NO_SHAPES: [&str; 2] = ["FUND_RULE", "DEPOSIT_FORFEIT"];

/// The hits: rule, articles, language.
fn hits() -> Vec<(String, String, Lang)> {
    let mut all = Vec::new();
    for (file, lang) in [("zh", Lang::Zh), ("en", Lang::En)] {
        let mut rule = String::new();
        for line in read(&format!("tests/cases/law/{file}.txt")).lines() {
            match line.split_once(' ') {
                Some(("#", name)) => rule = name.to_owned(),
                Some(("hit", text)) if !NO_SHAPES.contains(&rule.as_str()) => {
                    all.push((rule.clone(), text.to_owned(), lang));
                }
                Some(_) | None => {}
            }
        }
    }
    all
}

fn charter(articles: &str, lang: Lang) -> String {
    let mut text = match lang {
        Lang::Zh => "章程《样本村章程》\n版本：2026\n通过：1997年12月1日\n\n".to_owned(),
        Lang::En => "Charter \"Sample Charter\"\nEdition: 2026\nAdopted: 1997-12-01\n\n".to_owned(),
    };
    for (index, article) in articles.split(" / ").enumerate() {
        match lang {
            Lang::Zh => writeln!(text, "第{}条 {article}", ["一", "二", "三"][index]).unwrap(),
            Lang::En => writeln!(text, "Article {}. {article}", index + 1).unwrap(),
        }
    }
    text
}

/// A household that did and is everything.
fn household(register: &Register) -> Household {
    let mut facts = "known_until: 2031-12-31\nhouseholds:\n  - id: H1\n    income: 100\n    score: 10\n    births: 3\n".to_owned();
    let flags = [
        "excess",
        "one_child",
        "petitioned",
        "kin",
        "guardian",
        "new_hukou",
        "dropout",
        "sterilised",
        "left",
        "blocked",
    ];
    for flag in flags {
        writeln!(facts, "    {flag}: true").unwrap();
    }
    let member = "{ id: P1, married_out: true, cohabiting: true, marital: divorced, pregnant: true, birthday: 1970-01-01 }";
    writeln!(facts, "    members: [{member}]\n    events:").unwrap();
    for year in 1998..=2030 {
        writeln!(facts, "      - {{ on: {year}-03-05, gamble: 1, by: P1 }}").unwrap();
        writeln!(facts, "      - {{ on: {year}-04-05, birth: 1 }}").unwrap();
    }
    let (village, rejected) = Village::from_yaml(register, &facts);
    assert!(rejected.is_empty(), "{rejected:?}");
    village.households.into_iter().next().unwrap()
}

/// The articles of a draft that are void as a whole, and those of which a consequence is.
fn void_articles(draft: &Draft) -> (BTreeSet<ArticleNumber>, BTreeSet<ArticleNumber>) {
    fn any(consequences: &[Consequence]) -> bool {
        consequences.iter().any(|one| match &one.effect {
            Effect::Repair { failing, .. } => !one.voids.is_empty() || any(failing),
            _ => !one.voids.is_empty(),
        })
    }
    let (mut whole, mut parts) = (BTreeSet::new(), BTreeSet::new());
    let entire = |voids: &[Void]| voids.iter().any(|void| void.benefit.is_none());
    for norm in &draft.meaning.norms {
        if entire(&norm.voids) {
            whole.insert(norm.place.article);
        }
        if let Head::OnBreach { consequences, .. } | Head::OnCondition { consequences } = &norm.head
            && any(consequences)
        {
            parts.insert(norm.place.article);
        }
    }
    (whole, parts)
}

/// Every day on which a law of the pack begins or ends with its neighbours, and every first of a month.
fn days() -> Vec<Date> {
    let mut all = BTreeSet::new();
    for year in 1998..=2030 {
        all.extend((1..=12).map(|month| day(year, month, 1)));
    }
    all.insert(day(2030, 12, 31));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/law/china");
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let words = text.split(|one: char| !(one.is_ascii_digit() || one == '-'));
        for date in words.filter_map(|word| word.parse::<Date>().ok()) {
            all.extend([date.pred_opt().unwrap(), date, date.succ_opt().unwrap()]);
        }
    }
    let within = day(1998, 1, 1)..=day(2030, 12, 31);
    all.into_iter().filter(|one| within.contains(one)).collect()
}

/// What an outcome computes from void articles, if anything.
fn computed(
    outcome: &Outcome,
    whole: &BTreeSet<ArticleNumber>,
    parts: &BTreeSet<ArticleNumber>,
) -> Option<String> {
    let void = |article: &ArticleNumber| whole.contains(article);
    let touched = |article: &ArticleNumber| whole.contains(article) || parts.contains(article);
    if let Some(line) = outcome
        .obligations()
        .iter()
        .find(|line| void(&line.place.article))
    {
        return Some(format!("owes {:?}", line.action));
    }
    for line in outcome.entitlements() {
        let from_void = void(&line.place.article) && line.state != EntitlementState::Void;
        let changed = line
            .adjustments
            .iter()
            .any(|one| touched(&one.place.article));
        if from_void || changed {
            return Some(format!("{:?} of {:?}", line.state, line.benefit));
        }
    }
    for line in outcome.breaches() {
        let of_void = void(&line.place.article);
        if of_void
            || line
                .consequences
                .iter()
                .any(|one| touched(&one.place.article))
        {
            return Some(format!("a breach of {:?}", line.action));
        }
    }
    None
}

#[test]
fn nothing_is_computed_on_any_day_under_any_pack() {
    let register = Register::from_yaml(&read("tests/cases/law/register.yaml")).unwrap();
    let household = household(&register);
    let days = days();
    assert!(days.len() > 500, "{} days", days.len());
    let (mut wrong, mut shapes) = (String::new(), BTreeSet::new());
    for (rule, articles, lang) in hits() {
        let source = Source::new("draft.xy", charter(&articles, lang));
        for pack in [LawPack::none(), LawPack::china()] {
            let draft = Draft::resolve(&register, std::slice::from_ref(&source), &pack);
            let (whole, parts) = void_articles(&draft);
            assert!(!whole.is_empty() || !parts.is_empty(), "{articles}");
            let rulebook = draft.compile().unwrap();
            let each = days.iter().map(|day| Query::between(*day, *day));
            let ever = Query::between(days[0], *days.last().unwrap());
            for query in each.chain([ever]) {
                let outcome = rulebook.evaluate(&household, &query);
                let name = pack.name();
                if let Some(found) = computed(&outcome, &whole, &parts) {
                    writeln!(wrong, "{articles} on {} under {name}: {found}", query.on).unwrap();
                }
                let listed = outcome.voids().iter().any(|line| line.law == rule);
                if !listed {
                    writeln!(wrong, "{articles} on {} under {name}: not listed", query.on).unwrap();
                }
            }
        }
        shapes.insert(rule);
    }
    assert_eq!(shapes.len(), 9, "{shapes:?}");
    assert!(
        wrong.is_empty(),
        "{}",
        wrong.lines().take(20).collect::<Vec<_>>().join("\n")
    );
}

/// The same household under clauses that are not void: the test above would see what they compute.
#[test]
fn what_is_not_void_is_computed() {
    let register = Register::from_yaml(&read("tests/cases/law/register.yaml")).unwrap();
    let household = household(&register);
    for articles in [
        "村民不得「赌博」。 / 违反第一条的，应当支付「清运费」50元。",
        "「占道堆物」的户，应当支付「清运费」50元。",
        "户每年有权领取「卫生奖」100元。",
        "户应当每季度「清扫」一次。",
    ] {
        let source = Source::new("draft.xy", charter(articles, Lang::Zh));
        let draft = Draft::resolve(&register, &[source], &LawPack::none());
        let every = (1..=3).map(|number| ArticleNumber {
            number,
            inserted: 0,
        });
        let rulebook = draft.compile().unwrap();
        let query = Query::between(day(1998, 1, 1), day(2030, 12, 31));
        let outcome = rulebook.evaluate(&household, &query);
        let whole = every.collect();
        assert!(
            computed(&outcome, &whole, &BTreeSet::new()).is_some(),
            "{articles}"
        );
    }
}
