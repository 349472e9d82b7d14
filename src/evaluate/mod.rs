//! A rulebook, a household and a question become answers.

mod outcome;

pub use outcome::*;
