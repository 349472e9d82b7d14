//! Findings as SARIF 2.1.0, the format in which editors and reviewing services take them.

use std::collections::BTreeSet;

use serde::Serialize;

use super::findings::LawJson;
use crate::diagnostic::{Code, Diagnostic, Label, Lang, Severity};
use crate::report::DISCLAIMER;
use crate::report::words::class;
use crate::span::{LineIndex, Source, Span};
use crate::value::Date;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A finding with the reason for which it was accepted, where it was (`--allow CODE=REASON`).
#[derive(Clone, Copy, Debug)]
pub struct Judged<'f> {
    /// The finding.
    pub finding: &'f Diagnostic,
    /// Why it is accepted; none where it stands.
    pub accepted: Option<&'f str>,
}

/// The law under which texts were reviewed.
#[derive(Clone, Copy, Debug)]
pub struct Under<'l> {
    /// The day.
    pub on: Date,
    /// The name of the pack.
    pub pack: &'l str,
}

/// A SARIF log with one run: its rules are the codes found, in order of the table; its results the findings, in
/// their order, the accepted ones suppressed with their reason. Lines and characters count from 1.
#[must_use]
pub fn sarif<'s>(
    found: &[Judged<'_>],
    sources: &'s [Source],
    under: Under<'_>,
    lang: Lang,
) -> impl Serialize + use<'s> {
    let codes: BTreeSet<Code> = found.iter().map(|one| one.finding.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let texts: Vec<Reading<'_>> = sources.iter().map(Reading::new).collect();
    let results = found.iter().map(|one| result(one, &codes, &texts, lang));
    let results = results.collect();
    Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "xiangyue",
                    version: env!("CARGO_PKG_VERSION"),
                    rules: codes.iter().map(|code| rule(*code, lang)).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            artifacts: texts
                .iter()
                .map(|text| Artifact {
                    location: text.file(None),
                })
                .collect(),
            results,
            properties: RunProperties {
                on: under.on,
                law: under.pack.to_owned(),
                disclaimer: match lang {
                    Lang::Zh => DISCLAIMER.0,
                    Lang::En => DISCLAIMER.1,
                },
            },
        }],
    }
}

/// A text with its lines.
struct Reading<'s> {
    source: &'s Source,
    lines: LineIndex,
}

impl<'s> Reading<'s> {
    fn new(source: &'s Source) -> Self {
        Self {
            source,
            lines: LineIndex::new(&source.text),
        }
    }

    fn file(&self, index: Option<usize>) -> ArtifactLocation {
        ArtifactLocation {
            uri: uri(&self.source.name),
            index,
        }
    }

    fn region(&self, span: Span) -> Region {
        let text = &self.source.text;
        let (start_line, start_column) = self.lines.line_column(text, span.start);
        let (end_line, end_column) = self.lines.line_column(text, span.end);
        Region {
            start_line,
            start_column,
            end_line,
            end_column,
            snippet: Message::new(span.of(text)),
        }
    }
}

fn rule(code: Code, lang: Lang) -> Rule {
    let row = code.row();
    let said = match lang {
        Lang::Zh => row.explain.0,
        Lang::En => row.explain.1,
    };
    Rule {
        id: row.name,
        short_description: Message::new(said),
        default_configuration: Configuration {
            level: level(row.severity),
        },
        properties: RuleProperties {
            class: class(row.class),
        },
    }
}

fn result(one: &Judged<'_>, codes: &[Code], texts: &[Reading<'_>], lang: Lang) -> Finding {
    let item = one.finding;
    let here = location(item.source, item.span, texts);
    let here = here.map(|here| Location {
        logical_locations: item
            .article
            .iter()
            .map(|article| named(article, lang))
            .collect(),
        ..here
    });
    Finding {
        rule_id: item.code.row().name,
        rule_index: codes
            .iter()
            .position(|code| *code == item.code)
            .unwrap_or(0),
        level: level(item.severity()),
        message: Message::new(item.message.get(lang)),
        locations: here.into_iter().collect(),
        related_locations: item
            .labels
            .iter()
            .filter_map(|label| related(label, texts, lang))
            .collect(),
        fixes: fixes(item, texts, lang),
        suppressions: one.accepted.map(|reason| {
            [Suppression {
                kind: "external",
                justification: reason.to_owned(),
            }]
        }),
        properties: FindingProperties {
            class: class(item.class()),
            help: item.help.as_ref().map(|help| help.get(lang).to_owned()),
            law: item.law.as_ref().map(LawJson::from),
        },
    }
}

fn location(source: u16, span: Span, texts: &[Reading<'_>]) -> Option<Location> {
    let at = usize::from(source);
    let text = texts.get(at)?;
    Some(Location {
        physical_location: PhysicalLocation {
            artifact_location: text.file(Some(at)),
            region: text.region(span),
        },
        logical_locations: Vec::new(),
        message: None,
    })
}

fn related(label: &Label, texts: &[Reading<'_>], lang: Lang) -> Option<Location> {
    let there = location(label.source, label.span, texts)?;
    Some(Location {
        message: Some(Message::new(label.text.get(lang))),
        ..there
    })
}

/// The correction, where only one means what was read.
fn fixes(item: &Diagnostic, texts: &[Reading<'_>], lang: Lang) -> Vec<SuggestedFix> {
    let at = usize::from(item.source);
    let (Some(fix), Some(text)) = (&item.fix, texts.get(at)) else {
        return Vec::new();
    };
    vec![SuggestedFix {
        description: Message::new(item.help.as_ref().map_or("", |help| help.get(lang))),
        artifact_changes: [ArtifactChange {
            artifact_location: text.file(Some(at)),
            replacements: [Replacement {
                deleted_region: text.region(fix.span),
                inserted_content: Message::new(&fix.text),
            }],
        }],
    }]
}

fn named(article: &str, lang: Lang) -> LogicalLocation {
    LogicalLocation {
        name: match lang {
            Lang::Zh => format!("第{article}条"),
            Lang::En => format!("Article {article}"),
        },
        kind: "article",
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// A file name as a relative reference (RFC 3986): what is not plain is written by its bytes.
fn uri(name: &str) -> String {
    let mut uri = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            b'\\' => uri.push('/'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    artifacts: Vec<Artifact>,
    results: Vec<Finding>,
    properties: RunProperties,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
    default_configuration: Configuration,
    properties: RuleProperties,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct RuleProperties {
    class: &'static str,
}

#[derive(Serialize)]
struct Artifact {
    location: ArtifactLocation,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

impl Message {
    fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<SuggestedFix>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<[Suppression; 1]>,
    properties: FindingProperties,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    snippet: Message,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SuggestedFix {
    description: Message,
    artifact_changes: [ArtifactChange; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: ArtifactLocation,
    replacements: [Replacement; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Message,
}

#[derive(Serialize)]
struct LogicalLocation {
    name: String,
    kind: &'static str,
}

#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    justification: String,
}

#[derive(Serialize)]
struct FindingProperties {
    class: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    law: Option<LawJson>,
}

#[derive(Serialize)]
struct RunProperties {
    on: Date,
    law: String,
    disclaimer: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_become_references() {
        assert_eq!(uri(r"a b\章.xy"), "a%20b/%E7%AB%A0.xy");
    }
}
