//! What is read of a text, and what is said of its faults. Most cases stand in `cases/syntax/*.txt`: a text, a
//! line `---`, then what comes out. `UPDATE=1 cargo test --test syntax` writes the outcomes anew.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests"
)]

#[path = "syntax/cases.rs"]
mod cases;
#[path = "syntax/forms.rs"]
mod forms;
#[path = "syntax/growth.rs"]
mod growth;
#[path = "syntax/limits.rs"]
mod limits;
#[path = "syntax/mend.rs"]
mod mend;
#[path = "syntax/render.rs"]
mod render;
#[path = "syntax/samples.rs"]
mod samples;
