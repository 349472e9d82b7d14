//! The worked villages are read without a fault.

use std::path::Path;

use xiangyue::span::LineIndex;
use xiangyue::syntax::ast::{Block, Entry};
use xiangyue::syntax::parse;

use super::render;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("rules/villages")
        .join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn reads_well(path: &str) {
    let text = read(path);
    let parsed = parse(&text);
    let lines = LineIndex::new(&text);
    let said: Vec<String> = parsed
        .diagnostics
        .iter()
        .map(|found| render::finding(&text, &lines, found, false))
        .collect();
    assert!(said.is_empty(), "{path}:\n{}", said.join("\n"));
    let unreadable = parsed.document.blocks.iter().any(|block| match block {
        Block::Article(article) => article
            .paragraphs
            .iter()
            .flatten()
            .any(|entry| matches!(entry, Entry::Unreadable(_))),
        Block::Loose(_) | Block::Chapter { .. } => false,
    });
    assert!(!unreadable, "{path}");
}

#[test]
fn the_sample_charter() {
    reads_well("liuxi/charter.xy");
}

#[test]
fn the_texts_of_qingshi() {
    for text in ["charter.xy", "pact.xy", "care.xy", "house.xy"] {
        reads_well(&format!("qingshi/{text}"));
    }
}
