//! Machine-readable outputs. Their keys are stable; see docs/json.md.

mod findings;
mod outcome;
mod page;
mod sarif;

pub use findings::*;
pub use outcome::*;
pub use page::*;
pub use sarif::*;
