//! Machine-readable outputs. Their keys are stable; see docs/json.md.

mod difference;
mod fill;
mod findings;
mod ineffective;
mod outcome;
mod page;
mod points;
mod reckoning;
mod sarif;
mod steps;
mod succession;
mod village;

pub use difference::*;
pub use fill::*;
pub use findings::*;
pub use ineffective::*;
pub use outcome::*;
pub use page::*;
pub use points::{CountJson, PointsJson};
pub use reckoning::{CheckJson, DefinitionJson, MeasureJson, definitions};
pub use sarif::*;
pub use steps::{ProceedingJson, StepJson};
pub use succession::{LeftJson, SuccessionJson};
pub use village::*;
