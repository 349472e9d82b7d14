//! What is known of each household, typed, dated and bounded: text to [`Village`] by
//! [`Village::from_yaml`] and [`Village::from_json`], values to [`Household`] by
//! [`Household::builder`]. Both share every check.

mod builder;
mod check;
mod debug;
mod heirs;
mod kin;
mod read;
mod types;

pub use crate::register::FactError;
pub use builder::HouseholdBuilder;
pub use read::Rejected;
pub use types::*;
