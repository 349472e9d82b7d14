//! Corrections that leave nothing to decide: the text reads the same before and after, without the slip.

use super::{Parsed, parse};
use crate::diagnostic::{Code, Fix, Severity};
use crate::span::replaced;

/// So many corrections are tried one by one in a round, where they do not go together.
const TRIED_ALONE: usize = 100;

/// A text with its slips corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The text.
    pub text: String,
    /// How many slips were corrected.
    pub count: usize,
}

/// Rounds after which no more is corrected: a corrected sentence may show that its full stop is missing.
const ROUNDS: usize = 3;

/// Corrects the slips of which only one correction means what was read. A correction is taken only if the
/// text then reads as the same document without the error.
#[must_use]
pub fn mend(text: &str) -> Mended {
    let mut mended = Mended {
        text: text.to_owned(),
        count: 0,
    };
    for _ in 0..ROUNDS {
        let before = mended.count;
        round(&mut mended);
        if mended.count == before {
            break;
        }
    }
    mended
}

fn round(mended: &mut Mended) {
    let before = parse(&mended.text);
    let slips = apart(&before);
    if let Some(text) = tried(&mended.text, &before, &slips) {
        mended.text = text;
        mended.count += slips.len();
        return;
    }
    // From the end, so that those before keep their places.
    for slip in slips.iter().rev().take(TRIED_ALONE) {
        let now = parse(&mended.text);
        if let Some(text) = tried(&mended.text, &now, std::slice::from_ref(slip)) {
            mended.text = text;
            mended.count += 1;
        }
    }
}

/// What was wrong, and what to write instead.
struct Slip {
    code: Code,
    fix: Fix,
}

/// The corrections in the order of the text, none overlapping another.
fn apart(parsed: &Parsed) -> Vec<Slip> {
    let found = parsed.diagnostics.iter();
    let mut slips: Vec<Slip> = found
        .filter_map(|found| {
            let (code, fix) = (found.code, found.fix.clone()?);
            Some(Slip { code, fix })
        })
        .collect();
    slips.sort_by_key(|slip| (slip.fix.span.start, slip.fix.span.end));
    let mut end = 0;
    slips.retain(|slip| {
        let is_free = slip.fix.span.start >= end;
        if is_free {
            end = slip.fix.span.end;
        }
        is_free
    });
    slips
}

/// The corrected text, if it reads the same without these errors.
fn tried(text: &str, before: &Parsed, slips: &[Slip]) -> Option<String> {
    if slips.is_empty() {
        return None;
    }
    let fixes = slips.iter().map(|slip| &slip.fix);
    let mended = replaced(text, fixes.map(|fix| (fix.span, fix.text.as_str())));
    let after = parse(&mended);
    let is_stop = |slip: &&Slip| slip.code == Code::MissingStop;
    let stops = slips.iter().filter(is_stop).count();
    let others = slips.len() - stops;
    let is_better = errors(&after, false) + others <= errors(before, false)
        && (others > 0 || errors(&after, true) + stops <= errors(before, true));
    (is_better && after.document == before.document).then_some(mended)
}

/// How many errors there are, full stops among them or not.
fn errors(parsed: &Parsed, with_stops: bool) -> usize {
    let found = parsed.diagnostics.iter();
    let severe = found.filter(|found| found.severity() == Severity::Error);
    severe
        .filter(|found| with_stops || found.code != Code::MissingStop)
        .count()
}
