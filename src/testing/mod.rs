//! For tests of clause sets: random documents that read back as they were made, random registers,
//! clause sets and households, and a plain, slow evaluator written straight from the semantics.
//!
//! The plain evaluator shares nothing with the compiled one but the shapes of its answers: two
//! evaluators that agree on random input are two readings of one page.

pub mod documents;
pub mod generate;
pub mod reference;
