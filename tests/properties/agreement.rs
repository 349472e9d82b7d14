//! The compiled evaluator says what the plain one says (P41).

use proptest::strategy::{Strategy, ValueTree};
use xiangyue::testing::generate;

use crate::tools::{compiled, difference, number, runner};

/// So many random cases are compared on every run, always the same.
const CASES: usize = 300;

/// `SURVEY=2000` looks at more cases, `SHOW=17` prints one of them, `SEED=2` takes others.
#[test]
fn both_evaluators_agree_in_a_survey_of_random_cases() {
    let asked = number("SURVEY").unwrap_or(CASES).max(CASES);
    let shown = number("SHOW");
    let mut runner = runner(0, 1);
    let (mut compiling, mut differing) = (0, Vec::new());
    for at in 0..asked {
        let case = generate::case().new_tree(&mut runner).unwrap().current();
        if shown == Some(at) {
            eprintln!("{case:?}");
        }
        let Some(found) = compiled(&case) else {
            continue;
        };
        compiling += 1;
        if let Some(difference) = difference(&case.reference(), &found) {
            differing.push(format!("case {at}\n{difference}\n"));
        }
    }
    let few = asked - asked / 50;
    assert!(compiling > few, "only {compiling} of {asked} cases compile");
    assert!(
        differing.is_empty(),
        "{} of {compiling} differ\n{}",
        differing.len(),
        differing.join("\n")
    );
}
