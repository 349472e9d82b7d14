//! For tests of clause sets: random documents that read back as they were made.

pub mod documents;
