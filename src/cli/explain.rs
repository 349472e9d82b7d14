//! `xiangyue explain`: one household's answers with everything they rest on.

use serde_json::json;
use xiangyue::diagnostic::Lang;
use xiangyue::evaluate::{Item, Outcome};
use xiangyue::model::Place;
use xiangyue::register::BenefitId;
use xiangyue::report::DISCLAIMER;
use xiangyue::report::spell::{Spelling, word};

use super::Status;
use super::args::{ExplainArgs, OutputFormat};
use super::case::{Case, chosen, prepare};
use super::input::Failure;
use super::output::{self, FINE, FOUND};
use super::reasons::{self, Explained};

/// Explains every line asked for.
pub fn run(args: &ExplainArgs) -> Status {
    let Some(case) = prepare(&args.text, &args.facts)? else {
        return Ok(FOUND);
    };
    let household = chosen(&case, &args.household)?;
    let outcome = case.rulebook.evaluate(household, &case.query);
    let spell = case.spelling(args.facts.public);
    let items = reasons::items(&outcome)
        .into_iter()
        .filter(|item| wanted(&outcome, *item, args, &spell));
    let explained: Vec<Explained> = items
        .map(|item| reasons::explain(&case, household, &outcome, item, args.facts.public))
        .collect();
    if explained.is_empty() {
        return Err(nothing(args));
    }
    print(&case, args, &explained);
    Ok(FINE)
}

fn nothing(args: &ExplainArgs) -> Failure {
    let id = &args.household;
    Failure::new(
        format!("户 {id} 在所问的日期没有这一条的结果；先用 evaluate 看有哪些结果"),
        format!(
            "household {id} has no such line on the days asked about; see `evaluate` for its lines"
        ),
    )
}

/// All lines, or those of the article or benefit asked for.
fn wanted(outcome: &Outcome, item: Item, args: &ExplainArgs, spell: &Spelling<'_>) -> bool {
    let findings = outcome.findings();
    let (place, benefit) = match item {
        Item::Entitlement(at) => {
            let row = findings.entitlements.get(at);
            (
                row.map(|row| row.place),
                row.and_then(|row| row.benefit_id()),
            )
        }
        Item::Obligation(at) => (findings.obligations.get(at).map(|row| row.place), None),
        Item::Breach(at) => (findings.breaches.get(at).map(|row| row.place), None),
    };
    place.is_some_and(|place| article_asked(&place, args)) && benefit_asked(benefit, args, spell)
}

/// `7` asks for `7(2)` too.
fn article_asked(place: &Place, args: &ExplainArgs) -> bool {
    let article = place.article_text();
    let whole = article.split('(').next().unwrap_or_default();
    args.article
        .as_deref()
        .is_none_or(|asked| asked == article || asked == whole)
}

/// By its key, or its name in either language.
fn benefit_asked(benefit: Option<BenefitId>, args: &ExplainArgs, spell: &Spelling<'_>) -> bool {
    let Some(asked) = args.benefit.as_deref() else {
        return true;
    };
    let row = benefit.and_then(|id| spell.register.benefit(id));
    row.is_some_and(|row| {
        row.key == asked
            || [Lang::Zh, Lang::En]
                .iter()
                .any(|lang| word(&row.label, *lang) == asked)
    })
}

fn print(case: &Case, args: &ExplainArgs, explained: &[Explained]) {
    match args.text.speech.format {
        OutputFormat::Text => {
            let lines: String = explained
                .iter()
                .map(|row| format!("{}\n", row.page()))
                .collect();
            let (zh, en) = DISCLAIMER;
            output::text(&format!(
                "{lines}{}\n",
                if case.lang == Lang::Zh { zh } else { en }
            ));
        }
        OutputFormat::Json => {
            let rows = explained
                .iter()
                .map(|row| json!({ "line": row.heading, "because": row.sentences() }));
            output::json(&json!({
                "schema": "xiangyue.explain/1",
                "household": args.household,
                "from": case.query.from,
                "on": case.query.on,
                "lines": rows.collect::<Vec<_>>(),
                "disclaimer": DISCLAIMER.1,
            }));
        }
    }
}
