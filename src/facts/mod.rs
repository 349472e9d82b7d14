//! What is known of each household, typed, dated and bounded.

mod types;

pub use types::*;
