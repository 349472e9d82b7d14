//! The register of a village: which facts, events, agreements, benefits and names its texts may speak of.

mod types;

pub use types::*;
