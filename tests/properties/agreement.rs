//! The compiled evaluator says what the plain one says (P41).

use xiangyue::testing::generate;

use crate::tools::{compiled, difference, runner};

#[test]
fn the_compiled_evaluator_agrees_with_the_reference() {
    let mut runner = runner(100, 1);
    let result = runner.run(&generate::case(), |case| {
        let Some(found) = compiled(&case) else {
            return Ok(());
        };
        match difference(&case.reference(), &found) {
            None => Ok(()),
            Some(difference) => Err(proptest::test_runner::TestCaseError::fail(difference)),
        }
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// How many of many cases differ: for work on the evaluators.
#[test]
#[ignore = "a tool for work on the evaluators: counts what differs in a long run"]
fn survey() {
    use proptest::strategy::{Strategy, ValueTree};
    let mut runner = runner(0, 1);
    let count: u32 = std::env::var("SURVEY")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(300);
    let (mut compiling, mut differing) = (0, 0);
    let start = std::time::Instant::now();
    for at in 0..count {
        let case = generate::case().new_tree(&mut runner).unwrap().current();
        let Some(found) = compiled(&case) else {
            continue;
        };
        compiling += 1;
        if let Some(difference) = difference(&case.reference(), &found) {
            differing += 1;
            eprintln!("case {at}\n{difference}\n");
            if std::env::var("SHOW")
                .ok()
                .and_then(|text| text.parse().ok())
                == Some(at)
            {
                eprintln!("{case:?}");
            }
        }
    }
    eprintln!(
        "{count} cases, {compiling} compile, {differing} differ, {:?}",
        start.elapsed()
    );
}
