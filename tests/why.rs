//! An explanation agrees with the outcome it explains: every line of the worked villages has one,
//! and what it ends in is what the line says.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failed look-up is a failed test"
)]

use std::fs;
use std::path::Path;

use xiangyue::compile::Rulebook;
use xiangyue::evaluate::{
    BreachState, Entitlement, EntitlementState, Item, ObligationState, Query, Reason, Shown, What,
};
use xiangyue::facts::Village;
use xiangyue::law::LawPack;
use xiangyue::model::Draft;
use xiangyue::register::{FactValue, Register};
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
