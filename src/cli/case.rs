//! What a run of `evaluate` or `explain` stands on: texts, rules, facts, a question.

use std::path::Path;

use xiangyue::calendar::Calendar;
use xiangyue::compile::{CompileError, Rulebook};
use xiangyue::diagnostic::Lang;
use xiangyue::evaluate::Query;
use xiangyue::facts::{Household, Rejected, Village};
use xiangyue::report::spell::Spelling;
use xiangyue::report::{self, json};
use xiangyue::value::Date;

use super::args::{FactsArgs, OutputFormat, TextArgs};
use super::input::{self, Failure, Input};
use super::output::{self, Progress};

/// What a run of `evaluate` or `explain` stands on.
pub struct Case {
    /// The texts.
    pub input: Input,
    /// Compiled.
    pub rulebook: Rulebook,
    /// The households that could be read.
    pub village: Village,
    /// Those that could not.
    pub rejected: Vec<Rejected>,
    /// The question.
    pub query: Query,
    /// The language of the answer.
    pub lang: Lang,
    /// With `--known`: the rules and households as they are known now.
    pub now: Option<(Rulebook, Village)>,
}

/// Reads texts and facts; prints the findings and stops where the texts cannot be compiled.
pub fn prepare(text: &TextArgs, facts: &FactsArgs) -> Result<Option<Case>, Failure> {
    let mut input = input::load(text)?;
    let lang = text.speech.lang.map_or(input.lang, Lang::from);
    let calendar = input::calendar(text.calendar.as_deref())?;
    let Some(mut rulebook) = compiled(&input, calendar.clone(), text, lang)? else {
        return Ok(None);
    };
    let path = facts
        .facts
        .clone()
        .unwrap_or_else(|| input.folder.join("facts.yaml"));
    let quiet = text.speech.quiet;
    let (mut village, rejected) = households(&input, &path, None, quiet)?;
    let mut now = None;
    if let Some(known) = facts.known {
        input.draft = input.draft.known_on(known);
        let Some(then) = compiled(&input, calendar, text, lang)? else {
            return Ok(None);
        };
        let (before, _) = households(&input, &path, Some(known), quiet)?;
        now = Some((
            std::mem::replace(&mut rulebook, then),
            std::mem::replace(&mut village, before),
        ));
    }
    let query = Query::between(facts.from.unwrap_or(facts.on), facts.on);
    Ok(Some(Case {
        input,
        rulebook,
        village,
        rejected,
        query,
        lang,
        now,
    }))
}

/// The rulebook; prints the findings where the texts cannot be compiled.
pub fn compiled(
    input: &Input,
    calendar: Calendar,
    text: &TextArgs,
    lang: Lang,
) -> Result<Option<Rulebook>, Failure> {
    match input.draft.compile_with(calendar) {
        Ok(rulebook) => Ok(Some(rulebook)),
        Err(CompileError::Reading(findings)) => {
            report_unread(input, &findings, text, lang);
            Ok(None)
        }
        Err(error) => Err(Failure::new(error.to_string(), error.to_string())),
    }
}

fn report_unread(
    input: &Input,
    findings: &[xiangyue::diagnostic::Diagnostic],
    text: &TextArgs,
    lang: Lang,
) {
    match text.speech.format {
        OutputFormat::Text => output::text(&report::findings::page(
            findings,
            &input.draft.sources,
            lang,
        )),
        OutputFormat::Json | OutputFormat::Sarif => {
            let titles: Vec<String> = input
                .draft
                .written
                .iter()
                .map(|row| row.title.value.clone())
                .collect();
            output::json(&serde_json::json!({
                "schema": "xiangyue.error/1",
                "findings": json::findings(findings, &input.draft.sources, &titles, lang),
            }));
        }
    }
}

/// The households of a facts file: YAML, or JSON by its name.
pub fn households(
    input: &Input,
    path: &Path,
    known: Option<Date>,
    quiet: bool,
) -> Result<(Village, Vec<Rejected>), Failure> {
    let text = input::read(path)?;
    let register = &input.draft.register;
    if path
        .extension()
        .is_some_and(|extension| extension == "json")
    {
        return Ok(Village::from_json_known(register, &text, known));
    }
    let progress = Progress::new(quiet);
    let village = Village::from_yaml_known(register, &text, known, &mut |read| {
        progress.at("读取 reading", read)
    });
    progress.end();
    Ok(village)
}

/// The household with that id.
pub fn chosen<'a>(case: &'a Case, id: &str) -> Result<&'a Household, Failure> {
    let found = case
        .village
        .households
        .iter()
        .find(|household| &*household.id == id);
    found.ok_or_else(|| {
        Failure::new(
            format!("户籍事实中没有可读的户 {id}"),
            format!("no readable household {id} in the facts"),
        )
    })
}

impl Case {
    /// How ids are spelled in this run.
    pub fn spelling(&self, public: bool) -> Spelling<'_> {
        Spelling {
            register: &self.input.draft.register,
            meaning: &self.input.draft.meaning,
            public,
        }
    }
}
