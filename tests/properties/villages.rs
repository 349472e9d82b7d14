//! Of a whole village the compiled evaluator says what the plain one says.

use std::sync::Arc;

use proptest::strategy::{Strategy, ValueTree};
use xiangyue::compile::Rulebook;
use xiangyue::evaluate::{CheckLine, Findings, Known, Measure, VillageOutcome};
use xiangyue::facts::Household;
use xiangyue::model::Sort;
use xiangyue::register::FactValue;
use xiangyue::testing::generate::{VillageCase, village_case};
use xiangyue::testing::reference::{
    Checked, Measured, OfVillage, Shown, contenders, evaluate, evaluate_inside, evaluate_village,
};
use xiangyue::value::{Exact, Unit};

use crate::tools::{difference, number, runner};
use crate::village_counters::Counters;

/// So many random villages are compared on every run, always the same.
const CASES: usize = 100;

/// `SURVEY_VILLAGES=500` looks at more villages, `SHOW=17` at one of them only and prints it, `SEED=2` takes others.
#[test]
fn both_evaluators_agree_on_random_villages() {
    let asked = number("SURVEY_VILLAGES").unwrap_or(CASES).max(CASES);
    let shown = number("SHOW");
    let asked = shown.map_or(0..asked, |at| at..at + 1);
    let (mut compiling, mut differing) = (0, Vec::new());
    let mut counters = Counters::default();
    for at in asked.clone() {
        let tree = village_case().new_tree(&mut runner(7, at));
        let case = tree.unwrap().current();
        if shown == Some(at) {
            eprintln!("{case:?}");
        }
        let register = Arc::new(case.register.clone());
        let Ok(book) = Rulebook::of(&case.meaning, &register, case.calendar.clone(), "none") else {
            continue;
        };
        compiling += 1;
        let differences = counted(&case, &book, &mut counters);
        if !differences.is_empty() {
            differing.push(format!("case {at}\n{}\n", differences.join("\n")));
        }
    }
    let (table, rare) = counters.table();
    eprintln!("{table}");
    assert!(
        differing.is_empty(),
        "{} of {compiling} differ\n{}",
        differing.len(),
        differing.join("\n")
    );
    let few = asked.len() - asked.len() / 20;
    assert!(
        compiling >= few,
        "only {compiling} of {} cases compile",
        asked.len()
    );
    assert!(
        rare.is_empty() || shown.is_some(),
        "seen too rarely: {rare:#?}"
    );
}

/// Of each household, inside the village and by itself, and of the village.
fn counted(case: &VillageCase, book: &Rulebook, counters: &mut Counters) -> Vec<String> {
    let mut found = all_differences(case, book, |outcome, households| {
        counters.count(case, outcome, households);
    });
    if let Some(household) = case.village.households.first() {
        let alone = evaluate(
            &case.register,
            &case.meaning,
            &case.calendar,
            household,
            &case.query,
        );
        let compiled = book.evaluate(household, &case.query);
        let difference = difference(&alone, compiled.findings());
        found.extend(difference.map(|text| format!("alone {}\n{text}", household.id)));
    }
    found
}

/// Of each household inside the village, and of the village; what agrees is noted.
pub fn all_differences(
    case: &VillageCase,
    book: &Rulebook,
    note: impl FnOnce(&VillageOutcome, &[(&Household, Findings)]),
) -> Vec<String> {
    let inside = book.in_village(&case.village);
    let (register, meaning, calendar) = (&case.register, &case.meaning, &case.calendar);
    let (village, query) = (&case.village, &case.query);
    let mut found = Vec::new();
    let mut outcome = inside.evaluate_own(query);
    let mut references: Vec<(&Household, Findings)> = Vec::new();
    for household in &village.households {
        let reference = evaluate_inside(register, meaning, calendar, (village, household), query);
        let compiled = inside.evaluate(household, query);
        let difference = difference(&reference, compiled.findings());
        found.extend(difference.map(|text| format!("household {}\n{text}", household.id)));
        outcome.add(&compiled);
        references.push((household, reference));
    }
    let reference = evaluate_village(register, meaning, calendar, village, query);
    let compiled = of_village(&outcome);
    found.extend(
        difference(&reference.bodies, &compiled.bodies).map(|text| format!("village\n{text}")),
    );
    for (one, other) in [
        (lines(&reference.ratings), lines(&compiled.ratings)),
        (lines(&reference.procedures), lines(&compiled.procedures)),
        (lines(&reference.checks), lines(&compiled.checks)),
        (lines(&reference.measures), lines(&compiled.measures)),
        (lines(&reference.proceedings), lines(&compiled.proceedings)),
        (
            lines(&Vec::from_iter(contenders(&references))),
            lines(&Vec::from_iter(&outcome.priorities)),
        ),
    ] {
        if one != other {
            found.push(only_one(&one, &other));
        }
    }
    if found.is_empty() {
        note(&outcome, &references);
    }
    found
}

fn only_one(reference: &[String], compiled: &[String]) -> String {
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        let only = these.iter().filter(|line| !those.contains(line));
        only.cloned().collect()
    };
    format!(
        "only the reference:\n{}\nonly the compiled:\n{}",
        only(reference, compiled).join("\n"),
        only(compiled, reference).join("\n"),
    )
}

fn lines<T: std::fmt::Debug>(rows: &[T]) -> Vec<String> {
    rows.iter()
        .map(|row| crate::tools::shorter(&format!("{row:?}")))
        .collect()
}

/// The compiled answer in the shape of the other.
fn of_village(outcome: &VillageOutcome) -> OfVillage {
    OfVillage {
        bodies: outcome.bodies.clone(),
        ratings: outcome.ratings.clone(),
        procedures: outcome.procedures.clone(),
        checks: outcome.checks.iter().map(checked).collect(),
        measures: outcome.measures.iter().map(measured).collect(),
        proceedings: outcome.proceedings.clone(),
    }
}

fn checked(line: &CheckLine) -> Checked {
    let sides = line.sides.as_ref();
    Checked {
        place: line.place,
        state: line.state,
        sides: sides.map(|(a, b)| (a.as_ref().map(in_whole), b.as_ref().map(in_whole))),
        needs: line.needs.clone(),
    }
}

fn measured(line: &Measure) -> Measured {
    Measured {
        place: line.place,
        name: line.name.clone(),
        value: line.value.as_ref().map(in_whole),
        state: line.state,
        needs: line.needs.clone(),
    }
}

/// A part of a whole is shown in hundredths.
fn in_whole(known: &Known) -> Shown {
    match (known.value, known.sort) {
        (FactValue::Number(number), Sort::Number(Some(Unit::Percent))) => Shown {
            value: FactValue::Number(number.checked_div(Exact::from_int(100)).unwrap()),
            in_hundredths: true,
        },
        (value, _) => Shown {
            value,
            in_hundredths: false,
        },
    }
}
