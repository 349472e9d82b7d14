//! Names that look alike and are not the same, and names that mix widths or scripts.

use std::collections::{BTreeMap, BTreeSet};

use super::walk::quoted;
use crate::diagnostic::{Code, Diagnostic, Label, Text};
use crate::model::Draft;
use crate::span::Span;

pub(super) fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    // By what it looks like, the first spelling with its place.
    let mut first: BTreeMap<String, (&str, (usize, Span))> = BTreeMap::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (index, source) in draft.sources.iter().enumerate() {
        for (span, name) in quoted(&source.text) {
            if !seen.insert(name) {
                continue;
            }
            if let Some(mixed) = mixture(name) {
                found.push(warning(index, span, mixed));
            }
            let (other, place) = *first
                .entry(looks_like(name))
                .or_insert((name, (index, span)));
            if other != name {
                found.push(alike(draft, (index, span), name, other, place));
            }
        }
    }
}

/// Characters taken for each other, each group by its usual one first. Chinese ones only where both are rarely
/// right in the same place.
const ALIKE: &[&str] = &[
    "0〇○OОΟoоο",
    "1lI|",
    "己已巳",
    "未末",
    "土士",
    "日曰",
    "戊戌戍",
    "人入",
    "千干",
    "治冶",
    "拆折",
    "aаɑα",
    "eе",
    "pр",
    "cс",
    "xх×",
    "yу",
    "iі",
    "AАΑ",
    "BВΒ",
    "EЕΕ",
    "KКΚ",
    "MМΜ",
    "HНΗ",
    "PРΡ",
    "CС",
    "TТΤ",
    "XХΧ",
    "-—–ー",
];

/// What a name looks like: half width, without spaces, one character for all that look the same.
fn looks_like(name: &str) -> String {
    let plain = name.chars().map(half).filter(|one| !one.is_whitespace());
    plain
        .map(|one| {
            let group = ALIKE.iter().find(|group| group.contains(one));
            group.and_then(|group| group.chars().next()).unwrap_or(one)
        })
        .collect()
}

/// A full-width letter, digit or mark as its half-width one.
fn half(one: char) -> char {
    match one {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(one) - 0xfee0).unwrap_or(one),
        '\u{3000}' => ' ',
        _ => one,
    }
}

/// What a name mixes.
#[derive(Clone, Copy)]
enum Mixture {
    Widths,
    Scripts,
}

fn mixture(name: &str) -> Option<Mixture> {
    let any = |is: fn(char) -> bool| name.chars().any(is);
    let wide = any(|one| half(one) != one && half(one).is_ascii_alphanumeric());
    let narrow = any(|one| one.is_ascii_alphanumeric());
    let foreign = any(|one| matches!(one, '\u{370}'..='\u{52f}') && one.is_alphabetic());
    let latin = any(|one| one.is_ascii_alphabetic());
    match (wide && narrow, foreign && latin) {
        (_, true) => Some(Mixture::Scripts),
        (true, false) => Some(Mixture::Widths),
        (false, false) => None,
    }
}

fn warning(index: usize, span: Span, mixed: Mixture) -> Diagnostic {
    let message = match mixed {
        Mixture::Widths => Text::new(
            "名称里全角和半角的字母、数字混用",
            "the name mixes full-width and half-width letters or digits",
        ),
        Mixture::Scripts => Text::new(
            "名称里混有看起来像拉丁字母的别种字母",
            "the name mixes Latin letters with others that look the same",
        ),
    };
    Diagnostic::new(Code::ConfusableName, span, message)
        .in_source(u16::try_from(index).unwrap_or(u16::MAX))
        .help(
            "用同一种输入法重新写一遍",
            "type it again in one width and script",
        )
}

fn alike(
    draft: &Draft,
    (index, span): (usize, Span),
    name: &str,
    other: &str,
    (source, there): (usize, Span),
) -> Diagnostic {
    let known = |name: &str| draft.register.symbol(name).is_some();
    let message = Text::new(
        format!("「{name}」和前面的「{other}」看起来一样，其实是两个名称"),
        format!("[{name}] looks like [{other}] above and is another name"),
    );
    let one = Diagnostic::new(Code::ConfusableName, span, message)
        .in_source(u16::try_from(index).unwrap_or(u16::MAX));
    let mut one = match (known(name), known(other)) {
        (false, true) => one.help(
            format!("户籍册里的是「{other}」"),
            format!("the register has [{other}]"),
        ),
        (true, false) => one.help(
            format!("户籍册里的是「{name}」"),
            format!("the register has [{name}]"),
        ),
        (true, true) | (false, false) => one.help(
            "如果是同一个，统一成一种写法；不是同一个，换一个不容易混的名称",
            "if they are one, write it one way; if not, choose names that cannot be confused",
        ),
    };
    one.labels.push(Label {
        source: u16::try_from(source).unwrap_or(u16::MAX),
        span: there,
        text: Text::new("看起来一样的名称", "the name that looks the same"),
    });
    one
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_look_alike_are_one() {
        assert_eq!(looks_like("Ａ 类补贴"), looks_like("А类补贴"));
        assert_eq!(looks_like("己婚"), looks_like("已婚"));
        assert_ne!(looks_like("未婚"), looks_like("已婚"));
    }

    #[test]
    fn no_character_is_in_two_groups() {
        let mut all: Vec<char> = ALIKE.iter().flat_map(|group| group.chars()).collect();
        let before = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), before);
    }
}
