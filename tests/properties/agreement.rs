//! The compiled evaluator says what the plain one says (P41).

use proptest::strategy::{Strategy, ValueTree};
use xiangyue::testing::generate;

use crate::counters::Counters;
use crate::tools::{compiled, difference, lines, number, runner};

/// So many random cases are compared on every run, always the same.
const CASES: usize = 300;

/// `SURVEY=2000` looks at more cases, `SEED=2` at others, `SHOW=17` only prints that one.
#[test]
fn both_evaluators_agree_in_a_survey_of_random_cases() {
    let asked = number("SURVEY").unwrap_or(CASES);
    let shown = number("SHOW");
    let mut runner = runner(0, 1);
    let (mut compiling, mut differing) = (0, Vec::new());
    let mut counters = Counters::default();
    for at in 0..asked {
        let case = generate::case().new_tree(&mut runner).unwrap().current();
        if let Some(shown) = shown {
            if shown == at {
                eprintln!("{case:?}");
                let found = compiled(&case).map(|found| lines(&found).join("\n"));
                eprintln!("{}", found.unwrap_or_default());
            }
            continue;
        }
        let Some(found) = compiled(&case) else {
            continue;
        };
        compiling += 1;
        let (reference, watch) = case.watched();
        match difference(&reference, &found) {
            Some(difference) => differing.push(format!("case {at}\n{difference}\n")),
            None => counters.count(&case, &found, &watch),
        }
    }
    if shown.is_some() {
        return;
    }
    let few = asked - asked / 50;
    assert!(compiling > few, "only {compiling} of {asked} cases compile");
    let (table, rare) = counters.table();
    eprintln!("{table}");
    assert!(
        differing.is_empty(),
        "{} of {compiling} differ\n{}",
        differing.len(),
        differing.join("\n")
    );
    assert!(rare.is_empty(), "hardly ever seen: {}", rare.join(", "));
}
