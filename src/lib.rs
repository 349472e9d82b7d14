//! xiangyue: a rules engine for village charters, pacts and agreements.
