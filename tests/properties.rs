//! Random clause sets, households and questions: the compiled evaluator against the plain one, and
//! the laws that both must keep.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "tests"
)]

#[path = "properties/agreement.rs"]
mod agreement;
#[path = "properties/contents.rs"]
mod contents;
#[path = "properties/counters.rs"]
mod counters;
#[path = "properties/heirs.rs"]
mod heirs;
#[path = "properties/known.rs"]
mod known;
#[path = "properties/smaller.rs"]
mod smaller;
#[path = "properties/tools.rs"]
mod tools;
#[path = "properties/village_counters.rs"]
mod village_counters;
#[path = "properties/villages.rs"]
mod villages;
