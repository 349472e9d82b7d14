//! Of a whole village the compiled evaluator says what the plain one says.

use std::sync::Arc;

use proptest::strategy::{Strategy, ValueTree};
use xiangyue::compile::Rulebook;
use xiangyue::evaluate::{CheckLine, Known, VillageOutcome};
use xiangyue::model::Sort;
use xiangyue::register::FactValue;
use xiangyue::testing::generate::{VillageCase, village_case};
use xiangyue::testing::reference::{Checked, OfVillage, evaluate_inside, evaluate_village};
use xiangyue::value::{Exact, Unit};

use crate::tools::{difference, number, runner};

/// So many random villages are compared on every run, always the same.
const CASES: usize = 50;

/// `SURVEY_VILLAGES=500` looks at more villages, `SHOW=17` prints one of them, `SEED=2` takes others.
#[test]
fn both_evaluators_agree_on_random_villages() {
    let asked = number("SURVEY_VILLAGES").unwrap_or(CASES).max(CASES);
    let shown = number("SHOW");
    let (mut compiling, mut differing) = (0, Vec::new());
    for at in 0..asked {
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
        let differences = all_differences(&case, &book);
        if !differences.is_empty() {
            differing.push(format!("case {at}\n{}\n", differences.join("\n")));
        }
    }
    let few = asked - asked / 20;
    assert!(compiling > few, "only {compiling} of {asked} cases compile");
    assert!(
        differing.is_empty(),
        "{} of {compiling} differ\n{}",
        differing.len(),
        differing.join("\n")
    );
}

/// Of each household, and of the village itself.
pub fn all_differences(case: &VillageCase, book: &Rulebook) -> Vec<String> {
    let inside = book.in_village(&case.village);
    let mut found = Vec::new();
    for household in &case.village.households {
        let reference = evaluate_inside(
            &case.register,
            &case.meaning,
            &case.calendar,
            (&case.village, household),
            &case.query,
        );
        let compiled = inside.evaluate(household, &case.query);
        let difference = difference(&reference, compiled.findings());
        found.extend(difference.map(|text| format!("household {}\n{text}", household.id)));
    }
    let reference = evaluate_village(
        &case.register,
        &case.meaning,
        &case.calendar,
        &case.village,
        &case.query,
    );
    let compiled = of_village(&inside.evaluate_own(&case.query));
    found.extend(
        difference(&reference.bodies, &compiled.bodies).map(|text| format!("village\n{text}")),
    );
    for (one, other) in [
        (lines(&reference.ratings), lines(&compiled.ratings)),
        (lines(&reference.procedures), lines(&compiled.procedures)),
        (lines(&reference.checks), lines(&compiled.checks)),
    ] {
        if one != other {
            found.push(format!("reference {one:#?}\ncompiled {other:#?}"));
        }
    }
    found
}

fn lines<T: std::fmt::Debug>(rows: &[T]) -> Vec<String> {
    rows.iter().map(|row| format!("{row:?}")).collect()
}

/// The compiled answer in the shape of the other.
fn of_village(outcome: &VillageOutcome) -> OfVillage {
    OfVillage {
        bodies: outcome.bodies.clone(),
        ratings: outcome.ratings.clone(),
        procedures: outcome.procedures.clone(),
        checks: outcome.checks.iter().map(checked).collect(),
    }
}

fn checked(line: &CheckLine) -> Checked {
    let plain = |side: &Option<Known>| side.as_ref().map(in_whole);
    Checked {
        place: line.place,
        state: line.state,
        sides: line.sides.as_ref().map(|(a, b)| (plain(a), plain(b))),
        needs: line.needs.clone(),
    }
}

/// A part of a whole is shown in hundredths.
fn in_whole(known: &Known) -> FactValue {
    match (known.value, known.sort) {
        (FactValue::Number(number), Sort::Number(Some(Unit::Percent))) => {
            let hundred = Exact::from_int(100);
            FactValue::Number(number.checked_div(hundred).unwrap())
        }
        (value, _) => value,
    }
}
