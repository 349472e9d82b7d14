//! `xiangyue evaluate`: the outcomes of each household, and the village's sums.

use xiangyue::compile::{CompileError, Rulebook};
use xiangyue::diagnostic::Lang;
use xiangyue::evaluate::Query;
use xiangyue::facts::{Household, Rejected, Village};
use xiangyue::report::json::{self, EvaluateJson, HouseholdJson, RejectedJson};
use xiangyue::report::spell::Spelling;
use xiangyue::report::{self, DISCLAIMER};

use std::path::Path;

use super::Status;
use super::args::{EvaluateArgs, FactsArgs, OutputFormat, TextArgs};
use super::input::{self, Failure, Input};
use super::output::{self, FINE, FOUND, Progress};

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
}

/// Reads texts and facts; prints the findings and stops where the texts cannot be compiled.
pub fn prepare(text: &TextArgs, facts: &FactsArgs) -> Result<Option<Case>, Failure> {
    let input = input::load(text)?;
    let lang = text.speech.lang.map_or(input.lang, Lang::from);
    let calendar = input::calendar(text.calendar.as_deref())?;
    let rulebook = match input.draft.compile_with(calendar) {
        Ok(rulebook) => rulebook,
        Err(CompileError::Reading(findings)) => {
            report_unread(&input, &findings, text, lang);
            return Ok(None);
        }
        Err(error) => return Err(Failure::new(error.to_string(), error.to_string())),
    };
    let path = facts
        .facts
        .clone()
        .unwrap_or_else(|| input.folder.join("facts.yaml"));
    let (village, rejected) = households(&input, &path, text.speech.quiet)?;
    let query = Query::between(facts.from.unwrap_or(facts.on), facts.on);
    Ok(Some(Case {
        input,
        rulebook,
        village,
        rejected,
        query,
        lang,
    }))
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
        OutputFormat::Json => {
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

/// Evaluates each household and prints.
pub fn run(args: &EvaluateArgs) -> Status {
    let Some(case) = prepare(&args.text, &args.facts)? else {
        return Ok(FOUND);
    };
    if let Some(id) = &args.household {
        chosen(&case, id)?;
    }
    let page = page(&case, args);
    match args.text.speech.format {
        OutputFormat::Json => output::json(&page),
        OutputFormat::Text => summary(&case, args, &page),
    }
    Ok(FINE)
}

/// The households of a facts file: YAML, or JSON by its name.
fn households(
    input: &Input,
    path: &Path,
    quiet: bool,
) -> Result<(Village, Vec<Rejected>), Failure> {
    let text = input::read(path)?;
    let register = &input.draft.register;
    if path
        .extension()
        .is_some_and(|extension| extension == "json")
    {
        return Ok(Village::from_json(register, &text));
    }
    let progress = Progress::new(quiet);
    let village = Village::from_yaml_watched(register, &text, &mut |read| {
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

fn page(case: &Case, args: &EvaluateArgs) -> EvaluateJson {
    let edition = case
        .input
        .draft
        .meaning
        .documents
        .iter()
        .find_map(|document| document.edition.clone());
    let mut page = EvaluateJson::new(
        edition.as_deref().unwrap_or("2026"),
        &case.query,
        &case.input.draft.law,
    );
    let progress = Progress::new(args.text.speech.quiet);
    let wanted = |household: &&Household| {
        args.household
            .as_deref()
            .is_none_or(|id| &*household.id == id)
    };
    for (at, household) in case.village.households.iter().filter(wanted).enumerate() {
        let answers = answers(case, household, args);
        page.village.add(&answers);
        if args.text.speech.format == OutputFormat::Text {
            output::text(&format!("{}\n", household_text(case, household, args)));
        } else {
            page.households.push(answers);
        }
        progress.at("计算 evaluating", at + 1);
    }
    progress.end();
    let bodies = case.rulebook.evaluate_bodies(&case.village, &case.query);
    page.village
        .bodies(&bodies, &spelling(case, args.facts.public));
    page.rejected = case
        .rejected
        .iter()
        .map(|row| rejected(row, case.lang))
        .collect();
    page
}

/// One household's answers for machines, with the reasons of each line where they are asked for.
fn answers(case: &Case, household: &Household, args: &EvaluateArgs) -> HouseholdJson {
    let outcome = case.rulebook.evaluate(household, &case.query);
    json::household(
        &household.id,
        outcome.findings(),
        &spelling(case, args.facts.public),
        case.lang,
    )
}

/// How ids are spelled in this run.
pub fn spelling(case: &Case, public: bool) -> Spelling<'_> {
    Spelling {
        register: &case.input.draft.register,
        meaning: &case.input.draft.meaning,
        public,
    }
}

fn household_text(case: &Case, household: &Household, args: &EvaluateArgs) -> String {
    let outcome = case.rulebook.evaluate(household, &case.query);
    report::outcome::household(
        &household.id,
        outcome.findings(),
        &spelling(case, args.facts.public),
        case.lang,
    )
}

fn rejected(row: &Rejected, lang: Lang) -> RejectedJson {
    RejectedJson::new(
        row.household.as_deref(),
        row.line,
        row.code.row().name,
        &row.message,
        lang,
    )
}

/// What follows the households on the page: the village, and what could not be read.
fn summary(case: &Case, args: &EvaluateArgs, page: &EvaluateJson) {
    let mut text = String::new();
    if args.household.is_none() {
        text.push_str(&report::village::village(&page.village, case.lang));
    }
    for row in &case.rejected {
        text.push_str(&unread(row, case.lang));
    }
    let (query, law) = (&case.query, &page.law);
    text.push_str(&match case.lang {
        Lang::Zh => format!(
            "{} 至 {}，法律包 {}（{}）。{}\n",
            query.from, query.on, law.pack, law.on, DISCLAIMER.0
        ),
        Lang::En => format!(
            "{} to {}, law pack {} ({}). {}\n",
            query.from, query.on, law.pack, law.on, DISCLAIMER.1
        ),
    });
    output::text(&text);
}

fn unread(row: &Rejected, lang: Lang) -> String {
    let whose = row.household.as_deref().unwrap_or("—");
    let message = row.message.get(lang);
    let help = row
        .help
        .as_ref()
        .map_or_else(String::new, |help| format!(" ({})", help.get(lang)));
    match lang {
        Lang::Zh => format!(
            "未能读取：户 {whose}，第{}行第{}字：{message}{help}\n",
            row.line, row.column
        ),
        Lang::En => format!(
            "not read: household {whose}, line {} column {}: {message}{help}\n",
            row.line, row.column
        ),
    }
}
