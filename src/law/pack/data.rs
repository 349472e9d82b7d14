//! The rows of a pack as its files give them; `rules/law/README.md` says what each key means.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostic::Text;
use crate::value::Date;

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    pub zh: String,
    pub en: String,
}

impl Said {
    pub fn text(&self) -> Text {
        Text::new(self.zh.as_str(), self.en.as_str())
    }
}

/// Words in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordRow {
    pub zh: Vec<String>,
    pub en: Vec<String>,
}

/// How grave what is found is; the last is the gravest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Level {
    None,
    Advisory,
    NeedsLegalBasis,
    Void,
}

/// How sure a norm is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Confidence {
    Low,
    Medium,
    High,
}

impl Confidence {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// What a norm is; cases are cited last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum NormKind {
    Require,
    Forbid,
    Permit,
    Procedure,
    State,
    Abolish,
    Repeal,
    Structure,
    Principle,
    Advise,
    Case,
    Comparison,
}

/// A right that a clause touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Right {
    Personal,
    Democratic,
    Property,
}

impl Right {
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Personal => ("人身权利", "personal rights"),
            Self::Democratic => ("民主权利", "democratic rights"),
            Self::Property => ("财产权利", "property rights"),
        }
    }
}

/// One thing the law says, from when to when.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Norm {
    pub law: String,
    pub article: Option<String>,
    pub version: String,
    pub from: Date,
    pub until: Option<Date>,
    pub label_until: Option<Date>,
    pub kind: NormKind,
    pub says: Said,
    pub catches: Vec<String>,
    pub level: Level,
    pub right: Vec<Right>,
    pub remedy: Said,
    pub confidence: Confidence,
}

/// A day of a law's text after which article numbers are old.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stale {
    pub from: Date,
    pub says: Said,
}

/// A text of a law that was in force from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Version {
    pub from: Date,
    pub until: Option<Date>,
    pub name: String,
    pub read: bool,
}

/// A law.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LawRow {
    pub zh: String,
    pub en: String,
    #[serde(default)]
    pub versions: Vec<Version>,
    pub stale: Option<Stale>,
}

/// The pack itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PackRow {
    pub name: String,
    pub date: Date,
    pub title: Said,
    pub notice: Said,
    pub official: String,
    pub files: Vec<String>,
}

/// `laws.yaml`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Laws {
    pub pack: PackRow,
    pub laws: BTreeMap<String, LawRow>,
}

/// Where words are looked for in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Role {
    Action,
    Payment,
    Benefit,
    Status,
    Deposit,
    Trigger,
    Condition,
    Excluded,
    Matter,
    Text,
}

/// A check that looks at more than words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Check {
    QuorumBelow,
    QuorumAbove,
    Term,
    Disclosure,
    Repealed,
    Retroactive,
    Blank,
    OpenRange,
    Silence,
}

/// One entry of `has` or `not`: the word lists by role.
pub(super) type Entry = BTreeMap<Role, Vec<String>>;

/// A rule as written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleRow {
    #[serde(default)]
    pub kind: Vec<String>,
    #[serde(default)]
    pub bearer: Vec<String>,
    #[serde(default)]
    pub fund: Vec<String>,
    #[serde(default)]
    pub document: Vec<String>,
    pub signed: Option<bool>,
    pub ends: Option<bool>,
    pub whole_chapter: Option<bool>,
    pub protected: Option<bool>,
    pub check: Option<Check>,
    #[serde(default)]
    pub has: Vec<Entry>,
    #[serde(default)]
    pub not: Vec<Entry>,
    pub level: Option<Level>,
    pub always: Option<bool>,
    pub case: Option<Said>,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

/// What the law advised on births when.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PeriodRow {
    pub from: Date,
    pub until: Option<Date>,
    pub norm: String,
    pub says: Said,
}

/// A shape as written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShapeRow {
    pub name: Said,
    pub level: Level,
    #[serde(default)]
    pub always: bool,
    pub right: Vec<Right>,
    pub wrong: Said,
    pub stays: Said,
    pub remedy: Said,
    pub model: Option<Said>,
    pub changes: Said,
    pub without_norm: Level,
    #[serde(default)]
    pub clause: Vec<RuleRow>,
    #[serde(default)]
    pub prose: Vec<RuleRow>,
    #[serde(default)]
    pub periods: Vec<PeriodRow>,
}

/// `{ of, share: [n, d], more }`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Share {
    pub of: String,
    pub share: (u32, u32),
    pub more: bool,
}

/// Least attendance and agreement of a body in a matter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuorumRow {
    pub body: String,
    pub matter: Vec<String>,
    pub from: Date,
    pub until: Option<Date>,
    pub law: Vec<String>,
    #[serde(default)]
    pub attend: Vec<Share>,
    pub agree: Share,
}

/// What is too high for an ordinary matter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuorumAbove {
    pub share: (u32, u32),
    pub of: Vec<String>,
    pub unless: Vec<String>,
}

/// A term of office in years.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TermRow {
    pub years: u32,
    pub from: Date,
    pub until: Option<Date>,
    pub law: Vec<String>,
}

/// The term with its words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Term {
    pub words: String,
    pub rows: Vec<TermRow>,
}

/// The longest time between two postings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DisclosureRow {
    pub kind: String,
    pub matter: Vec<String>,
    pub months: u32,
    pub from: Date,
    pub until: Option<Date>,
    pub law: Vec<String>,
    pub note: Option<Said>,
}

/// Postings with their words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Disclosure {
    pub words: String,
    pub rows: Vec<DisclosureRow>,
}

/// A law that ended, or whose numbers did.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Gone {
    pub name: WordRow,
    pub unless: Option<WordRow>,
    pub gone: Date,
    pub law: Vec<String>,
    pub confidence: Option<Confidence>,
    pub now: Option<Said>,
}

/// Words that make a frequency vague.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vague {
    pub words: String,
    pub unless: String,
}

/// `tables.yaml`; the rows on calling meetings are for readers as yet.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tables {
    pub reserved: String,
    pub quorum: Vec<QuorumRow>,
    pub quorum_above: QuorumAbove,
    pub call: serde_yaml::Value,
    pub composition: serde_yaml::Value,
    pub term: Term,
    pub disclosure: Disclosure,
    pub repealed: Vec<Gone>,
    pub renumbered: Vec<Gone>,
    pub vague: Vague,
    pub silence: String,
}

/// Whether a day lies from a first to a last day.
pub(super) fn speaks(from: Date, until: Option<Date>, day: Date) -> bool {
    from <= day && until.is_none_or(|until| day <= until)
}
