//! Cuts a broken YAML text at the lines where households and sections begin.

use crate::located::{Piece, Place};
use crate::span::{LineIndex, Span};

/// The sections of a facts file.
pub(super) const SECTIONS: [&str; 3] = ["known_until", "households", "village"];

/// The items of a block list from one of them on, as lines.
pub(super) struct Items<'t> {
    piece: Piece<'t>,
    /// Byte at which each item begins, with its line, and at the end that of what follows.
    cuts: Vec<(usize, u32)>,
}

impl<'t> Items<'t> {
    /// The items of the list at `list`, from the one that begins on `line` or after; none where it
    /// is not a list of lines with dashes. Lines are those of the file.
    pub fn find(piece: Piece<'t>, lines: &LineIndex, list: Place, line: u32) -> Option<Self> {
        let own = |line: u32| line.saturating_sub(piece.lines_before);
        let first = text_of(piece, lines, own(list.line));
        let indent = first.len() - first.trim_start_matches(' ').len();
        let begins = |number: u32| starts_item(text_of(piece, lines, number), indent);
        if !begins(own(list.line)) {
            return None;
        }
        let mut cuts = Vec::new();
        let mut number = own(line);
        let last = line_count(piece);
        while number <= last {
            let text = text_of(piece, lines, number);
            if begins(number) {
                cuts.push((start_of(piece, lines, number), number));
            } else if starts_section(text) {
                break;
            }
            number += 1;
        }
        let end = if number > last {
            piece.text.len()
        } else {
            start_of(piece, lines, number)
        };
        cuts.push((end, number));
        Some(Self { piece, cuts })
    }

    /// Each item.
    pub fn pieces(&self) -> impl Iterator<Item = Piece<'t>> {
        let pairs = self.cuts.iter().zip(self.cuts.iter().skip(1));
        pairs.filter_map(|((start, line), (end, _))| {
            Some(Piece {
                text: self.piece.text.get(*start..*end)?,
                lines_before: self.piece.lines_before + line - 1,
                last: self.piece.last && *end == self.piece.text.len(),
            })
        })
    }

    /// What follows the list; none at the end.
    pub fn rest(&self) -> Option<Piece<'t>> {
        let (end, line) = self.cuts.last()?;
        from(self.piece, *end, *line)
    }

    /// What follows the section that begins on `line`; none at the end.
    pub fn next_section(piece: Piece<'t>, lines: &LineIndex, line: u32) -> Option<Piece<'t>> {
        let own = line.saturating_sub(piece.lines_before);
        let found = (own + 1..=line_count(piece)).find(|number| {
            let text = text_of(piece, lines, *number);
            starts_section(text)
        });
        let number = found?;
        from(piece, start_of(piece, lines, number), number)
    }
}

fn from(piece: Piece<'_>, start: usize, line: u32) -> Option<Piece<'_>> {
    let text = piece
        .text
        .get(start..)
        .filter(|text| !text.trim().is_empty())?;
    Some(Piece {
        text,
        lines_before: piece.lines_before + line - 1,
        last: piece.last,
    })
}

/// `  - …` with so many spaces before the dash.
fn starts_item(line: &str, indent: usize) -> bool {
    let content = line.trim_start_matches(' ');
    line.len() - content.len() == indent
        && content
            .strip_prefix('-')
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Whether a section of the file begins here. Any other line belongs to what came before: it may
/// only be indented wrongly.
fn starts_section(line: &str) -> bool {
    SECTIONS.iter().any(|name| {
        line.strip_prefix(name)
            .is_some_and(|rest| rest.trim_start().starts_with(':'))
    })
}

fn text_of<'t>(piece: Piece<'t>, lines: &LineIndex, number: u32) -> &'t str {
    lines.line(piece.text, number as usize).of(piece.text)
}

fn start_of(piece: Piece<'_>, lines: &LineIndex, number: u32) -> usize {
    let Span { start, .. } = lines.line(piece.text, number as usize);
    start as usize
}

fn line_count(piece: Piece<'_>) -> u32 {
    let ends = piece.text.bytes().filter(|byte| *byte == b'\n').count();
    u32::try_from(ends).unwrap_or(u32::MAX).saturating_add(1)
}
