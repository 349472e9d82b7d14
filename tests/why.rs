//! An explanation agrees with the outcome it explains: every line of the worked villages has one,
//! and what it ends in is what the line says.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

use std::fs;
use std::path::Path;

use xiangyue::compile::Rulebook;
use xiangyue::diagnostic::Lang;
use xiangyue::evaluate::{
    BreachState, Entitlement, EntitlementState, Item, ObligationState, Query, Reason, Shown, What,
};
use xiangyue::facts::Village;
use xiangyue::law::LawPack;
use xiangyue::model::Draft;
use xiangyue::register::{FactValue, Register};
use xiangyue::report::explain::plain;
use xiangyue::report::spell::Spelling;
use xiangyue::span::Source;
use xiangyue::value::{Exact, Rounding, round_to};

fn village(folder: &str, register: &str, texts: &[&str]) -> (Rulebook, Village) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/villages");
    let read = |file: &str| fs::read_to_string(root.join(folder).join(file)).unwrap();
    let register = Register::from_yaml(&read(register)).unwrap();
    let sources: Vec<Source> = texts
        .iter()
        .map(|text| Source::new(*text, read(text)))
        .collect();
    let rulebook = Draft::resolve(&register, &sources, &LawPack::china())
        .compile()
        .unwrap();
    let (village, rejected) = Village::from_yaml(&register, &read("facts.yaml"));
    assert!(rejected.is_empty());
    (rulebook, village)
}

fn worked() -> [(Rulebook, Village); 2] {
    let qingshi = ["charter.xy", "pact.xy", "care.xy", "house.xy"];
    [
        village("liuxi", "liuxi.register.yaml", &["charter.xy"]),
        village("qingshi", "qingshi.register.yaml", &qingshi),
    ]
}

fn year() -> Query {
    Query::between("2024-01-01".parse().unwrap(), "2024-12-31".parse().unwrap())
}

/// Every step of an explanation, outermost first.
fn steps(because: &[Reason]) -> Vec<&Reason> {
    let mut all = Vec::new();
    for reason in because {
        all.push(reason);
        all.extend(steps(&reason.because));
    }
    all
}

fn amounts(because: &[Reason]) -> Vec<Exact> {
    let amounts = steps(because)
        .into_iter()
        .filter_map(|step| match (&step.what, &step.value) {
            (What::Amount(_), Some(Shown::Known(FactValue::Number(amount)))) => Some(*amount),
            _ => None,
        });
    amounts.collect()
}

fn agrees(line: &Entitlement, because: &[Reason]) {
    let all = steps(because);
    let has = |what: &dyn Fn(&What) -> bool| all.iter().any(|step| what(&step.what));
    if let Some(amount) = line.amount {
        let fen = Exact::from_int(i128::from(amount.fen()));
        let paid: Vec<Exact> = amounts(because)
            .into_iter()
            .filter_map(|exact| round_to(exact, Exact::ONE, Rounding::HalfUp))
            .collect();
        assert!(paid.contains(&fen), "{line:?} but {paid:?}");
    }
    for adjustment in &line.adjustments {
        let place = adjustment.place;
        assert!(has(
            &|what| matches!(what, What::Adjusted { place: at, .. } if *at == place)
        ));
    }
    match line.state {
        EntitlementState::Suspended | EntitlementState::Barred => {
            assert!(
                has(&|what| matches!(what, What::Suspension { .. })),
                "{line:?}"
            );
        }
        EntitlementState::Paid => {
            assert!(
                has(&|what| matches!(what, What::Payment { .. })),
                "{line:?}"
            );
        }
        EntitlementState::Due
        | EntitlementState::Undetermined
        | EntitlementState::Void
        | EntitlementState::Conflict
        | EntitlementState::Gap => {}
    }
}

#[test]
fn every_entitlement_is_explained_by_its_amount_and_what_was_taken() {
    let mut seen = 0;
    for (rulebook, village) in worked() {
        for household in &village.households {
            let outcome = rulebook.evaluate(household, &year());
            for (at, line) in outcome.entitlements().iter().enumerate() {
                let item = Item::Entitlement(at);
                let why = rulebook.why(household, &year(), item).unwrap();
                assert_eq!(why.item, item);
                agrees(line, &why.because);
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn every_duty_is_explained_by_acts_or_their_absence() {
    let mut seen = 0;
    for (rulebook, village) in worked() {
        for household in &village.households {
            let outcome = rulebook.evaluate(household, &year());
            for (at, line) in outcome.obligations().iter().enumerate() {
                let why = rulebook
                    .why(household, &year(), Item::Obligation(at))
                    .unwrap();
                let acts: Vec<_> = steps(&why.because)
                    .into_iter()
                    .filter_map(|step| match &step.what {
                        What::Act { on, .. } => Some(*on),
                        _ => None,
                    })
                    .collect();
                match (line.state, line.on) {
                    (ObligationState::Fulfilled, Some(on)) => {
                        let is_deposit = line.window.1 == Some(line.window.0);
                        assert!(is_deposit || acts.contains(&on), "{line:?}");
                    }
                    (ObligationState::Violated, None) => {
                        assert!(!why.because.is_empty(), "{line:?}");
                    }
                    _ => {}
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn a_waiver_is_named_as_what_discharged_the_duty() {
    let texts = ["charter.xy", "points.xy", "dividend.xy"];
    let (rulebook, village) = village("fengling", "fengling.register.yaml", &texts);
    let year = Query::between("2025-01-01".parse().unwrap(), "2025-12-31".parse().unwrap());
    let mut seen = 0;
    for household in &village.households {
        let outcome = rulebook.evaluate(household, &year);
        for (at, line) in outcome.obligations().iter().enumerate() {
            if line.state == ObligationState::Discharged {
                let why = rulebook.why(household, &year, Item::Obligation(at));
                let waived = |step: &&Reason| matches!(step.what, What::Waived { .. });
                assert!(steps(&why.unwrap().because).iter().any(waived), "{line:?}");
                seen += 1;
            }
        }
    }
    assert!(seen > 0);
}

#[test]
fn every_breach_is_explained_and_so_is_each_consequence() {
    let mut seen = 0;
    for (rulebook, village) in worked() {
        for household in &village.households {
            let outcome = rulebook.evaluate(household, &year());
            for (at, line) in outcome.breaches().iter().enumerate() {
                let why = rulebook.why(household, &year(), Item::Breach(at)).unwrap();
                let consequences = steps(&why.because)
                    .into_iter()
                    .filter(|step| matches!(step.what, What::Consequence(_)));
                let applied = consequences
                    .filter(|step| step.value.as_ref().is_some_and(|value| value.is(true)));
                assert_eq!(applied.count(), line.consequences.len(), "{line:?}");
                assert!(line.state == BreachState::Undetermined || !why.because.is_empty());
                seen += 1;
            }
        }
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn a_line_that_is_not_there_has_no_explanation() {
    let [(rulebook, village), _] = worked();
    let household = village.households.first().unwrap();
    assert_eq!(rulebook.why(household, &year(), Item::Breach(99)), None);
}

/// One household under a small charter, with every reason of one line as sentences.
fn reasons(articles: &str, facts: &str, item: Item) -> Vec<String> {
    let register = "
register: { zh: 例册 }
household: { poor: { zh: 困难, type: bool }, land: { zh: 承包地, type: integer, unit: 亩, range: [0, 100] } }
events: { meet: { zh: 参加会议, by: household }, spend: { zh: 积分兑换, by: household, unit: 分, redeems: true } }
benefits: { aid: { zh: 补助, fund: village } }
names: { q: { zh: 事 } }
";
    let register = Register::from_yaml(register).unwrap();
    let text = format!("章程《例》\n第一条 本章程自2024年1月1日起施行。\n{articles}");
    let draft = Draft::resolve(&register, &[Source::new("a.xy", text)], &LawPack::none());
    let rulebook = draft.compile().unwrap();
    let facts = format!("known_until: 2024-12-31\nhouseholds:\n  - {{ id: H1, {facts} }}\n");
    let (village, rejected) = Village::from_yaml(&register, &facts);
    assert!(rejected.is_empty());
    let spell = Spelling {
        register: &register,
        meaning: &draft.meaning,
        public: false,
    };
    let query = Query::on("2024-12-31".parse().unwrap());
    let why = rulebook.why(&village.households[0], &query, item).unwrap();
    let lines = plain(&why, &spell, Lang::Zh).into_iter();
    lines.map(|line| line.sentence).collect()
}

fn says(lines: &[String], wanted: &str) {
    assert!(
        lines.iter().any(|line| line.contains(wanted)),
        "{wanted}: {lines:#?}"
    );
}

#[test]
fn an_article_that_gives_way_is_named_with_the_one_that_says_so() {
    let articles = "第二条 户每月有权领取「补助」1元。\n第三条 户每月有权领取「补助」2元。\n第四条 与第二条不一致的，以第三条为准。\n";
    let lines = reasons(articles, "poor: true", Item::Entitlement(0));
    says(&lines, "《例》第2条让位于《例》第3条（依《例》第4条）");
}

#[test]
fn a_presumption_is_named() {
    let articles = "第二条 本章程所称「事」，是指「困难」的户。\n第三条 本章程所称「事」，是指非「困难」的户。\n第四条 「事」有争议的，推定为是。\n第五条 凡「事」的户，每月有权领取「补助」1元。\n";
    let lines = reasons(articles, "poor: true", Item::Entitlement(0));
    says(&lines, "依《例》第4条推定：成立");
}

#[test]
fn slices_and_parts_of_a_period_are_listed() {
    let articles = "第二条 户每年有权领取「补助」，按下列标准分段计算：\n（一）「承包地」10亩以下的，12元；\n（二）其他的，6元。\n";
    let lines = reasons(articles, "land: 12", Item::Entitlement(0));
    says(&lines, "《例》第2条第（1）项：120.00元");
    says(&lines, "《例》第2条第（2）项：12.00元");
    let articles = "第二条 凡「困难」的户，每年有权领取「补助」12元，按实际天数计。\n";
    let facts = "poor: [ { from: 2023-01-01, value: false }, { from: 2024-12-01, value: true } ]";
    let lines = reasons(articles, facts, Item::Entitlement(0));
    says(&lines, "2024-12-01至2024-12-31，占全期的31/366：");
}

#[test]
fn every_line_of_the_points_ledger_is_listed() {
    let articles = "第二条 「参加会议」一次，记5分。\n";
    let facts = "events: [ { on: 2024-03-01, meet: 2 }, { on: 2024-04-01, spend: 4 } ]";
    let lines = reasons(articles, facts, Item::Points(0));
    says(&lines, "2024-03-01 《例》第2条：10分");
    says(&lines, "2024-04-01 兑换：-4分");
}
