//! xiangyue: a rules engine for village charters, pacts and agreements.

pub mod diagnostic;
pub mod span;
