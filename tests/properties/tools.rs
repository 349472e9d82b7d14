//! What the properties have in common.

use std::sync::Arc;

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use xiangyue::compile::Rulebook;
use xiangyue::evaluate::Findings;
use xiangyue::testing::generate::Case;

/// The runner of one random case: what it draws depends on the seed (`SEED` takes another) and on the
/// number of the case, and on nothing that was drawn before it.
pub fn runner(default: u8, case: usize) -> TestRunner {
    let seed = number("SEED").and_then(|seed| u8::try_from(seed).ok());
    let mut bytes = [seed.unwrap_or(default); 32];
    bytes[..8].copy_from_slice(&(case as u64).to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    TestRunner::new_with_rng(Config::default(), rng)
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
    all.extend(found.succession.iter().map(|one| format!("{one:?}")));
    all.push(format!("due {:?} owed {:?}", found.due, found.owed));
    let mut all: Vec<String> = all.iter().map(|line| shorter(line)).collect();
    all.sort();
    all
}

/// Places as `/document/article/paragraph/item`.
pub fn shorter(line: &str) -> String {
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
