//! Of a village whose households end and are succeeded the compiled evaluator says what the plain one says.

use std::sync::Arc;

use proptest::strategy::{Strategy, ValueTree};
use xiangyue::compile::Rulebook;
use xiangyue::evaluate::{Findings, LeftKind};
use xiangyue::testing::generate::{VillageCase, more_of_village, village_case};

use crate::tools::{number, runner};
use crate::villages::all_differences;

/// So many random villages are compared on every run, always the same.
const CASES: usize = 60;

/// `SURVEY_HEIRS=500` looks at more villages, `SHOW=17` prints only that one, `SEED=2` takes others.
#[test]
fn both_evaluators_agree_on_villages_whose_households_end() {
    let asked = number("SURVEY_HEIRS").unwrap_or(CASES);
    let shown = number("SHOW");
    let (mut compiling, mut differing) = (0, Vec::new());
    let mut seen = [0_usize; ROWS.len()];
    for at in (0..asked).filter(|at| shown.is_none_or(|shown| shown == *at)) {
        let case = drawn(at);
        if shown.is_some() {
            eprintln!("{case:?}");
        }
        let register = Arc::new(case.register.clone());
        let Ok(book) = Rulebook::of(&case.meaning, &register, case.calendar.clone(), "none") else {
            continue;
        };
        compiling += 1;
        let differences = all_differences(&case, &book, |_, _| {});
        if !differences.is_empty() {
            differing.push(format!("case {at}\n{}\n", differences.join("\n")));
        }
        let inside = book.in_village(&case.village);
        let households = case.village.households.iter();
        let found: Vec<Findings> = households
            .map(|one| inside.evaluate(one, &case.query).findings().clone())
            .collect();
        for (count, (_, is_seen)) in seen.iter_mut().zip(ROWS) {
            *count += usize::from(is_seen(&case, &found));
        }
    }
    assert!(
        differing.is_empty(),
        "{} of {compiling} differ\n{}",
        differing.len(),
        differing.join("\n")
    );
    for (count, (what, _)) in seen.iter().zip(ROWS) {
        eprintln!("{what:<40} {count:>6}");
        let rare = shown.is_none() && count * 100 < compiling;
        assert!(!rare, "hardly ever seen: {what}, {count} of {compiling}");
    }
}

fn drawn(at: usize) -> VillageCase {
    let mut runner = runner(9, at);
    let case = village_case().new_tree(&mut runner).unwrap().current();
    let more = more_of_village(case).new_tree(&mut runner);
    more.unwrap().current()
}

type Row = (&'static str, fn(&VillageCase, &[Findings]) -> bool);

/// What must be seen in one of a hundred villages.
const ROWS: &[Row] = &[
    ("one heir", |case, _| heirs(case, |count| count == 1)),
    ("several heirs", |case, _| heirs(case, |count| count > 1)),
    ("no heir", |case, _| heirs(case, |count| count == 0)),
    ("several households before one", |case, _| {
        let mut all = case.village.households.iter();
        all.any(|heir| before(case, &heir.id) > 1)
    }),
    ("the record before ends early", |case, _| {
        let mut all = case.village.households.iter();
        all.any(|one| one.known_until < one.until)
    }),
    ("a duty passes", |_, found| {
        left(found, LeftKind::Duty, Some(true))
    }),
    ("a duty is a gap", |_, found| {
        left(found, LeftKind::Duty, Some(false))
    }),
    ("an agreement passes", |_, found| {
        left(found, LeftKind::Agreement, Some(true))
    }),
    ("a deposit is left", |_, found| {
        left(found, LeftKind::Deposit, None)
    }),
    ("a debt is left", |_, found| {
        left(found, LeftKind::Debt, None)
    }),
    ("a duty goes on", |case, found| goes_on(case, found)),
];

fn heirs(case: &VillageCase, fits: impl Fn(usize) -> bool) -> bool {
    let mut all = case.village.households.iter();
    all.any(|one| {
        one.until.is_some_and(|until| until < case.query.on) && fits(one.succeeded_by.len())
    })
}

fn before(case: &VillageCase, heir: &Arc<str>) -> usize {
    let all = case.village.households.iter();
    all.filter(|one| one.succeeded_by.contains(heir)).count()
}

fn left(found: &[Findings], kind: LeftKind, passes: Option<bool>) -> bool {
    let mut rows = found.iter().filter_map(|one| one.succession.as_ref());
    rows.any(|row| {
        let mut left = row.left.iter();
        left.any(|one| one.kind == kind && passes.is_none_or(|passes| one.passes == passes))
    })
}

/// A duty of an heir whose window began before there was such a household.
fn goes_on(case: &VillageCase, found: &[Findings]) -> bool {
    let mut all = case.village.households.iter().zip(found);
    all.any(|(heir, found)| {
        let mut duties = found.obligations.iter();
        duties.any(|duty| heir.from.is_some_and(|from| duty.window.0 < from))
    })
}
