//! The three ways a village counts years of age.

use serde::{Deserialize, Serialize};

/// From which day on a year of age counts as complete.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum AgeCounting {
    /// From the day after the birthday: the statutory reading of 周岁 (法释〔2006〕1号, Art. 2,
    /// with Civil Code, Art. 201 and 202) and the default.
    #[default]
    NextDay,
    /// From the birthday itself, as most registries do; someone born on 29 February has it on
    /// 28 February in a common year.
    Birthday,
    /// From the first day of the month after the birthday's month, as pensions are paid.
    MonthAfter,
}
