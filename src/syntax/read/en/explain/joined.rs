//! Doers, names and conditions that are joined in a way the language does not know.

use super::{Place, found};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::read::Reader;

/// The words that name whom a sentence is about.
const HEADS: &[&str] = &[
    "household",
    "households",
    "villager",
    "villagers",
    "member",
    "members",
    "party",
    "village",
    "person",
    "persons",
    "group",
    "committee",
    "assembly",
    "meeting",
    "government",
];

/// Words that say what somebody must, may or is due.
const MODAL: &[&str] = &["must", "shall", "should", "may", "is", "are", "has", "have"];

pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(|character: char| !character.is_ascii_alphabetic());
    parts.filter(|part| !part.is_empty()).map(str::to_lowercase)
}

/// Words for relatives.
const KIN: &[&str] = &[
    "child", "children", "spouse", "spouses", "parent", "parents",
];

/// `A child must [a]` · `a child of a spouse of …`: it is not said whose, or of relatives of relatives.
pub(super) fn relatives(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let is_kin = |word: &str| KIN.contains(&word.to_lowercase().as_str());
    let message = (
        "这里的亲属读不懂：要写明是谁的亲属",
        "it is not clear whose relatives are meant",
    );
    let help = (
        "写“a child of a villager who is [x]”或“a child of a household that is [x]”",
        "write `a child of a villager who is [x]` or `a child of a household that is [x]`",
    );
    (is_kin(place.word()) || is_kin(&place.last_word())).then(|| {
        found(
            Code::Unreadable,
            place.span(place.word().len()),
            message,
            help,
        )
    })
}

/// `…, and the villagers' committee must …`
pub(super) fn second_doer(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let said = words(place.before)
        .filter(|word| MODAL.contains(&word.as_str()))
        .count()
        > 0;
    let at_verb = words(place.rest)
        .next()
        .is_some_and(|word| MODAL.contains(&word.as_str()))
        && words(place.before)
            .last()
            .is_some_and(|word| HEADS.contains(&word.as_str()));
    let mut next = words(place.rest)
        .filter(|word| !matches!(word.as_str(), "and" | "a" | "an" | "the" | "or"));
    let at_head = next
        .next()
        .is_some_and(|word| HEADS.contains(&word.as_str()));
    let message = ("一句话里有两个主语", "one sentence speaks of two doers");
    (said && place.is_sentence() && (at_verb || at_head)).then(|| {
        found(
            Code::Unreadable,
            place.span(0),
            message,
            ("请用“.”分成两句", "write two sentences"),
        )
    })
}

/// `The mayor must …`
pub(super) fn unknown_subject(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let before = place.before.trim().to_lowercase();
    let start = matches!(
        before.as_str(),
        "" | "a" | "an" | "the" | "any" | "every" | "each" | "all" | "no"
    );
    let run: Vec<&str> = place
        .rest
        .split(' ')
        .take_while(|word| !MODAL.contains(word))
        .collect();
    let verb = place
        .rest
        .split(' ')
        .nth(run.len())
        .is_some_and(|word| MODAL.contains(&word));
    let who = run.join(" ");
    let bare = !who.is_empty()
        && who
            .chars()
            .all(|character| character.is_ascii_alphabetic() || " '-".contains(character));
    let message = (
        format!("“{who}”不是本语言的主体"),
        format!("`{who}` is nobody the language knows"),
    );
    let help = (
        format!("主体是户、村民、甲方、乙方、机构，或户籍册里的角色[{who}]"),
        format!(
            "write household, villager, Party A, Party B, a body, or a role of the register: [{who}]"
        ),
    );
    (start && verb && bare && place.is_sentence()).then(|| {
        found(
            Code::Unreadable,
            place.span(who.len()),
            (&message.0, &message.1),
            (&help.0, &help.1),
        )
    })
}

/// `holds [a], [b] or [c]` · `holds [a] and [b]` · `must [a], [b]`
pub(super) fn names_joined(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let joined = |text: &str| {
        let text = text.trim_end();
        let text = text
            .strip_suffix("and")
            .or_else(|| text.strip_suffix("or"))
            .unwrap_or(text)
            .trim_end();
        text.strip_suffix(',')
            .unwrap_or(text)
            .trim_end()
            .ends_with([']', '」'])
    };
    let after = place.rest.trim_start_matches([',', ' ']);
    let after = ["and ", "or "]
        .iter()
        .find_map(|word| after.strip_prefix(word))
        .unwrap_or(after);
    let between = joined(place.before) && after.trim_start().starts_with(['[', '「']);
    // `must [a], [b]`: the last name was taken for the beginning of something else.
    let last = place
        .before
        .rfind(['[', '「'])
        .and_then(|at| place.before.get(..at));
    let behind = place.rest.is_empty()
        && last.is_some_and(|before| before.trim_end().ends_with(',') && joined(before));
    let message = (
        "名称这样连不明确：条件要逐个写动词，事项用and或or连",
        "names joined so are unclear: each condition has a verb of its own, actions are joined by `and` or `or`",
    );
    let help = (
        "请写“holds [a] or holds [b]”、“must [a] and [b]”",
        "write `holds [a] or holds [b]`, `must [a] and [b]`",
    );
    (between || behind).then(|| found(Code::UnclearJoiner, place.span(0), message, help))
}

/// `that is [a], that has [b]`
pub(super) fn conditions_joined(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let word = words(place.rest).next()?;
    let relative =
        matches!(word.as_str(), "that" | "who" | "whose" | "which") && place.before.ends_with(',');
    let message = (
        "条件之间缺少“and”或“or”",
        "`and` or `or` is missing between the conditions",
    );
    relative.then(|| {
        found(
            Code::UnclearJoiner,
            place.span(0),
            message,
            ("请写“and that …”", "write `and that …`"),
        )
    })
}
