//! `xiangyue evaluate`: the outcomes of each household, and the village's sums.

use xiangyue::diagnostic::Lang;
use xiangyue::evaluate::{Difference, Outcome, Reading, VillageOutcome};
use xiangyue::facts::{Household, Rejected};
use xiangyue::report::json::{self, EvaluateJson, HouseholdJson, RejectedJson};
use xiangyue::report::{self, DISCLAIMER};

use super::Status;
use super::args::{EvaluateArgs, OutputFormat};
use super::case::{Case, chosen, prepare};
use super::output::{self, FINE, FOUND, Progress};
use super::reasons::{self, Explained};

/// Evaluates each household and prints.
pub fn run(args: &EvaluateArgs) -> Status {
    let Some(case) = prepare(&args.text, &args.facts)? else {
        return Ok(FOUND);
    };
    if let Some(id) = &args.household {
        chosen(&case, id)?;
    }
    let (page, village) = page(&case, args);
    match args.text.speech.format {
        OutputFormat::Json | OutputFormat::Sarif => output::json(&page),
        OutputFormat::Text => summary(&case, args, &page, &village),
    }
    Ok(FINE)
}

/// Every household's answers; in text they are printed as they come.
fn page(case: &Case, args: &EvaluateArgs) -> (EvaluateJson, VillageOutcome) {
    let draft = &case.input.draft;
    let edition = draft
        .meaning
        .documents
        .iter()
        .find_map(|document| document.edition.clone());
    let mut page = EvaluateJson::new(
        edition.as_deref().unwrap_or("2026"),
        &case.query,
        &draft.law,
    );
    page.known = args.facts.known;
    let progress = Progress::new(args.text.speech.quiet);
    let inside = case.rulebook.in_village(&case.village);
    let mut village = inside.evaluate_own(&case.query);
    let wanted = |household: &&Household| {
        args.household
            .as_deref()
            .is_none_or(|id| &*household.id == id)
    };
    for (at, household) in case.village.households.iter().filter(wanted).enumerate() {
        let outcome = inside.evaluate(household, &case.query);
        village.add(&outcome);
        let reasons = if args.because {
            reasons::all(case, &inside, household, &outcome, args.facts.public)
        } else {
            Vec::new()
        };
        let changed = differences(case, &outcome);
        let read = args
            .definitions
            .then(|| inside.definitions(household, &case.query));
        match args.text.speech.format {
            OutputFormat::Json | OutputFormat::Sarif => {
                let mut answers = answers(case, &outcome, args, &reasons);
                let spell = case.spelling(args.facts.public);
                answers.differences = changed.map(|rows| json::differences(&rows, &spell));
                answers.definitions = read.map(|rows| json::definitions(&rows, &spell));
                page.households.push(answers);
            }
            OutputFormat::Text => {
                let beside = (changed.unwrap_or_default(), read.unwrap_or_default());
                household_page(case, &outcome, args, &reasons, &beside);
            }
        }
        progress.at("计算 evaluating", at + 1);
    }
    progress.end();
    page.village = json::village(&village, &case.spelling(args.facts.public), case.lang);
    if args.because {
        let lines = page.village.checks.iter_mut().zip(&village.checks);
        for (shown, line) in lines {
            shown.because = reasons::of_check(case, &inside, line, args.facts.public);
        }
    }
    page.rejected = case
        .rejected
        .iter()
        .map(|row| rejected(row, case.lang))
        .collect();
    (page, village)
}

/// One household's answers for machines, with the reasons of each line where they are asked for.
fn answers(
    case: &Case,
    outcome: &Outcome,
    args: &EvaluateArgs,
    reasons: &[Explained],
) -> HouseholdJson {
    let spell = case.spelling(args.facts.public);
    let mut answers = json::household(outcome.household(), outcome.findings(), &spell, case.lang);
    let entitlements = answers.entitlements.iter_mut().map(|row| &mut row.because);
    let obligations = answers.obligations.iter_mut().map(|row| &mut row.because);
    let breaches = answers.breaches.iter_mut().map(|row| &mut row.because);
    let points = answers.points.iter_mut().map(|row| &mut row.because);
    let lines = entitlements
        .chain(obligations)
        .chain(breaches)
        .chain(points);
    for (because, row) in lines.zip(reasons) {
        *because = row.sentences();
    }
    answers
}

/// With `--known`: what comes out otherwise with what is known now.
fn differences(case: &Case, outcome: &Outcome) -> Option<Vec<Difference>> {
    let (rulebook, village) = case.now.as_ref()?;
    let mut households = village.households.iter();
    let household = households.find(|household| &*household.id == outcome.household())?;
    let now = rulebook
        .in_village(village)
        .evaluate(household, &case.query);
    Some(outcome.difference(&now))
}

fn household_page(
    case: &Case,
    outcome: &Outcome,
    args: &EvaluateArgs,
    reasons: &[Explained],
    (changed, read): &(Vec<Difference>, Vec<Reading>),
) {
    let spell = case.spelling(args.facts.public);
    let page =
        report::outcome::household(outcome.household(), outcome.findings(), &spell, case.lang);
    let because: String = reasons.iter().map(Explained::page).collect();
    let changed = report::difference::differences(changed, &spell, case.lang);
    let read = report::reckoning::definitions(read, &spell, case.lang);
    output::text(&format!("{page}{changed}{read}{because}\n"));
}

/// What follows the households on the page: the village, and what could not be read.
fn summary(case: &Case, args: &EvaluateArgs, page: &EvaluateJson, village: &VillageOutcome) {
    let mut text = String::new();
    if args.household.is_none() {
        let spell = case.spelling(args.facts.public);
        text.push_str(&report::village::village(village, &spell, case.lang));
    }
    for row in &case.rejected {
        text.push_str(&unread(row, case.lang));
    }
    let (query, law) = (&case.query, &page.law);
    if let Some(known) = page.known {
        text.push_str(&match case.lang {
            Lang::Zh => format!("按{known}所知回答。\n"),
            Lang::En => format!("As known on {known}.\n"),
        });
    }
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

fn rejected(row: &Rejected, lang: Lang) -> RejectedJson {
    RejectedJson::new(
        row.household.as_deref(),
        row.line,
        row.code.row().name,
        &row.message,
        lang,
    )
}
