//! xiangyue: a rules engine for village charters, pacts and agreements.

pub mod calendar;
pub mod diagnostic;
pub mod span;
pub mod value;
