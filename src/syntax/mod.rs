//! A text becomes a document and the list of what was wrong with it.

pub mod ast;
