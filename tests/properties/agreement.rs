//! The compiled evaluator says what the plain one says (P41).

use std::collections::BTreeMap;

use proptest::strategy::{Strategy, ValueTree};
use xiangyue::testing::generate::{self, Case};

use crate::counters::Counters;
use crate::smaller::smaller;
use crate::tools::{compiled, difference, lines, number, runner};

/// So many random cases are compared on every run, always the same.
const CASES: usize = 600;

/// `SURVEY=2000` looks at more cases, `SEED=2` at others, `SHOW=17` only prints that one,
/// `SMALLER=1` with it what is left of that one when all is gone that the difference does not need;
/// `ADDED=1` looks only at those to which something was added.
#[test]
fn both_evaluators_agree_in_a_survey_of_random_cases() {
    let asked = number("SURVEY").unwrap_or(CASES);
    if let Some(shown) = number("SHOW") {
        let case = drawn(shown);
        return match number("SMALLER") {
            Some(_) => show(&smaller(case)),
            None => show(&case),
        };
    }
    // Of other cases than the fixed ones nothing is counted, which takes as long as comparing them.
    let counts = number("SEED").is_none();
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = |worker| compared((worker..asked).step_by(workers), counts);
    let parts: Vec<Compared> = std::thread::scope(|scope| {
        let share = &share;
        let started: Vec<_> = (0..workers)
            .map(|worker| scope.spawn(move || share(worker)))
            .collect();
        started.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let Compared {
        compiling,
        differing,
        counters,
    } = parts.into_iter().fold(Compared::default(), Compared::and);
    let only_added = number("ADDED").is_some();
    let few = asked - asked / 50;
    assert!(
        only_added || compiling > few,
        "only {compiling} of {asked} cases compile"
    );
    let (table, rare) = counters.table();
    eprintln!("{table}");
    assert!(
        differing.is_empty(),
        "{} of {compiling} differ\n{}",
        differing.len(),
        Vec::from_iter(differing.into_values()).join("\n")
    );
    assert!(
        !counts || rare.is_empty(),
        "hardly ever seen: {}",
        rare.join(", ")
    );
}

/// What comparing some cases came to: how many compile, which differ.
#[derive(Default)]
struct Compared {
    compiling: usize,
    differing: BTreeMap<usize, String>,
    counters: Counters,
}

impl Compared {
    fn and(mut self, mut other: Self) -> Self {
        self.compiling += other.compiling;
        self.differing.append(&mut other.differing);
        self.counters.add(&other.counters);
        self
    }
}

fn compared(cases: impl Iterator<Item = usize>, counts: bool) -> Compared {
    let only_added = number("ADDED").is_some();
    let mut all = Compared::default();
    for at in cases.filter(|at| !only_added || is_added_to(*at)) {
        let case = drawn(at);
        let Some(found) = compiled(&case) else {
            continue;
        };
        all.compiling += 1;
        let (reference, watch) = case.watched();
        match difference(&reference, &found) {
            Some(difference) => {
                let difference = format!("case {at}\n{difference}\n");
                all.differing.insert(at, difference);
            }
            None if counts => all.counters.count(&case, &found, &watch),
            None => {}
        }
    }
    all
}

/// The random case of a number; every fourth with something added that the others do not have.
fn drawn(at: usize) -> Case {
    let mut runner = runner(1, at);
    let case = generate::case().new_tree(&mut runner).unwrap().current();
    if !is_added_to(at) {
        return case;
    }
    let more = generate::more(case).new_tree(&mut runner);
    more.unwrap().current()
}

const fn is_added_to(case: usize) -> bool {
    case % 4 == 3
}

fn show(case: &Case) {
    eprintln!("{case:?}");
    let Some(found) = compiled(case) else {
        return eprintln!("does not compile");
    };
    let reference = case.reference();
    match difference(&reference, &found) {
        Some(difference) => eprintln!(
            "{difference}\nthe reference:\n{}",
            lines(&reference).join("\n")
        ),
        None => eprintln!("both:\n{}", lines(&found).join("\n")),
    }
}
