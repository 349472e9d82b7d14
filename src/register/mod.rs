//! The register of a village: which facts, events, agreements, benefits and names its texts may speak of.

mod lookup;
mod nearest;
mod read;
mod schema;
mod template;
mod types;
mod value;

pub(crate) use nearest::nearest;
pub use read::RegisterError;
pub use types::*;
pub use value::FactError;
pub(crate) use value::{
    cut, exact_fen, is_bounded, names, no_date, number, too_fine, visible, written,
};
