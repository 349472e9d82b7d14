//! What the properties have in common.

use std::sync::Arc;

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use xiangyue::compile::Rulebook;
use xiangyue::evaluate::Findings;
use xiangyue::testing::generate::Case;

/// A runner with a fixed seed; `PROPTEST_CASES` changes how many cases it tries.
pub fn runner(cases: u32, seed: u8) -> TestRunner {
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(cases);
    let seed = std::env::var("SEED")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(seed);
    let config = Config {
        cases,
        max_shrink_iters: 4_000,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    TestRunner::new_with_rng(config, rng)
}

/// A number from the environment.
pub fn number(name: &str) -> Option<usize> {
    std::env::var(name).ok()?.parse().ok()
}

/// What the compiled evaluator answers; none where the clause set does not compile.
pub fn compiled(case: &Case) -> Option<Findings> {
    let register = Arc::new(case.register.clone());
    let book = Rulebook::of(&case.meaning, &register, case.calendar.clone(), "none").ok()?;
    let outcome = book.evaluate(&case.household, &case.query);
    Some(outcome.findings().clone())
}

/// Every line of an answer as text, without spans, sorted.
pub fn lines(found: &Findings) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    all.extend(found.entitlements.iter().map(|one| format!("{one:?}")));
    all.extend(found.obligations.iter().map(|one| format!("{one:?}")));
    all.extend(found.breaches.iter().map(|one| format!("{one:?}")));
    all.extend(found.voids.iter().map(|one| format!("{one:?}")));
    all.extend(found.conflicts.iter().map(|one| format!("{one:?}")));
    all.extend(found.deposits.iter().map(|one| format!("{one:?}")));
    all.extend(found.priorities.iter().map(|one| format!("{one:?}")));
    all.extend(found.points.iter().map(|one| format!("{one:?}")));
    all.extend(found.ineffective.iter().map(|one| format!("{one:?}")));
    all.extend(found.undetermined.iter().map(|one| format!("{one:?}")));
    all.push(format!("due {:?} owed {:?}", found.due, found.owed));
    let mut all: Vec<String> = all.iter().map(|line| shorter(line)).collect();
    all.sort();
    all
}

/// Places as `/document/article/paragraph/item`.
fn shorter(line: &str) -> String {
    let mut text = line.replace(", span: Span { start: 0, end: 0 } }", "");
    for (word, short) in [
        ("Place { document: DocumentId(", "/"),
        ("), article: ArticleNumber { number: ", "/"),
        (", inserted: 0 }, paragraph: ", "/"),
        (", item: ", "/"),
        ("Money(", "("),
    ] {
        text = text.replace(word, short);
    }
    text
}

/// The lines that only one of two answers has.
pub fn difference(reference: &Findings, compiled: &Findings) -> Option<String> {
    let (one, other) = (lines(reference), lines(compiled));
    if one == other {
        return None;
    }
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        these
            .iter()
            .filter(|line| !those.contains(line))
            .cloned()
            .collect()
    };
    Some(format!(
        "only the reference:\n{}\nonly the compiled:\n{}",
        only(&one, &other).join("\n"),
        only(&other, &one).join("\n"),
    ))
}
