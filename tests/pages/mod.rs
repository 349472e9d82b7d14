//! Pages that tests make: what is made must be what stands in the file; `UPDATE=1` writes it anew.

use std::fs;
use std::path::Path;

/// Compares what was made with the file at a path of the project, or writes it there.
pub fn kept(path: &str, made: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, made).unwrap();
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    let first = written
        .lines()
        .zip(made.lines())
        .position(|(one, other)| one != other);
    assert!(
        written == made,
        "{path} is not what is made now, from line {} on; UPDATE=1 writes it anew",
        first.unwrap_or_else(|| written.lines().count().min(made.lines().count())) + 1
    );
}
