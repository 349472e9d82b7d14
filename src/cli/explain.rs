//! `xiangyue explain`: one household's answers with everything they rest on.

use serde_json::json;
use xiangyue::diagnostic::Lang;
use xiangyue::evaluate::{Item, Outcome};
use xiangyue::model::Place;
use xiangyue::report::explain::{Because, plain};
use xiangyue::report::spell::{Spelling, word};
use xiangyue::report::{DISCLAIMER, outcome};

use super::Status;
use super::args::{ExplainArgs, OutputFormat};
use super::evaluate::{Case, chosen, prepare, spelling};
use super::input::Failure;
use super::output::{self, FINE, FOUND};

/// One line of the outcome with its sentences.
struct Explained {
    heading: String,
    because: Vec<Because>,
}

/// Explains every line asked for.
pub fn run(args: &ExplainArgs) -> Status {
    let Some(case) = prepare(&args.text, &args.facts)? else { return Ok(FOUND) };
    let household = chosen(&case, &args.household)?;
    let answers = case.rulebook.evaluate(household, &case.query);
    let spell = spelling(&case, args.facts.public);
    let mut explained = Vec::new();
    for item in wanted(&answers, args, &spell) {
        let reasons = case.rulebook.why(household, &case.query, item);
        let because = reasons.map_or_else(Vec::new, |reasons| plain(&reasons, &spell, case.lang));
        explained.push(Explained { heading: heading(&answers, item, &spell, case.lang), because });
    }
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
        format!("household {id} has no such line on the days asked about; see `evaluate` for its lines"),
    )
}

/// The lines asked for: all, or those of an article or a benefit.
fn wanted(answers: &Outcome, args: &ExplainArgs, spell: &Spelling<'_>) -> Vec<Item> {
    let findings = answers.findings();
    let entitlements = findings.entitlements.iter().enumerate();
    let entitlements = entitlements
        .filter(|(_, row)| asked(&row.place, args) && benefit_asked(row.benefit, args, spell))
        .map(|(at, _)| Item::Entitlement(at));
    let acts = args.benefit.is_none();
    let obligations = findings.obligations.iter().enumerate();
    let obligations = obligations.filter(|(_, row)| acts && asked(&row.place, args)).map(|(at, _)| Item::Obligation(at));
    let breaches = findings.breaches.iter().enumerate();
    let breaches = breaches.filter(|(_, row)| acts && asked(&row.place, args)).map(|(at, _)| Item::Breach(at));
    entitlements.chain(obligations).chain(breaches).collect()
}

/// `7` asks for `7(2)` too.
fn asked(place: &Place, args: &ExplainArgs) -> bool {
    let article = place.article_text();
    let whole = article.split('(').next().unwrap_or_default();
    args.article.as_deref().is_none_or(|asked| asked == article || asked == whole)
}

fn benefit_asked(id: xiangyue::register::BenefitId, args: &ExplainArgs, spell: &Spelling<'_>) -> bool {
    let Some(asked) = args.benefit.as_deref() else { return true };
    let row = spell.register.benefit(id);
    row.is_some_and(|row| row.key == asked || [Lang::Zh, Lang::En].iter().any(|lang| word(&row.label, *lang) == asked))
}

fn heading(answers: &Outcome, item: Item, spell: &Spelling<'_>, lang: Lang) -> String {
    let findings = answers.findings();
    let row = match item {
        Item::Entitlement(at) => findings.entitlements.get(at).map(|row| outcome::entitlement_line(row, spell, lang)),
        Item::Obligation(at) => findings.obligations.get(at).map(|row| outcome::obligation_line(row, spell, lang)),
        Item::Breach(at) => findings.breaches.get(at).map(|row| outcome::breach_line(row, spell, lang)),
    };
    row.unwrap_or_default()
}

fn print(case: &Case, args: &ExplainArgs, explained: &[Explained]) {
    match args.text.speech.format {
        OutputFormat::Text => {
            for row in explained {
                output::text(&format!("{}\n{}\n", row.heading, indented(&row.because)));
            }
            let (zh, en) = DISCLAIMER;
            output::text(&format!("{}\n", if case.lang == Lang::Zh { zh } else { en }));
        }
        OutputFormat::Json => {
            let rows: Vec<_> = explained.iter().map(|row| json!({ "line": row.heading, "because": sentences(&row.because) })).collect();
            output::json(&json!({
                "schema": "xiangyue.explain/1",
                "household": args.household,
                "from": case.query.from,
                "on": case.query.on,
                "lines": rows,
                "disclaimer": DISCLAIMER.1,
            }));
        }
    }
}

/// The sentences, each as deep as what rests on it.
pub fn sentences(because: &[Because]) -> Vec<String> {
    because.iter().map(|row| format!("{}{}", "  ".repeat(row.depth), row.sentence)).collect()
}

fn indented(because: &[Because]) -> String {
    sentences(because).iter().map(|line| format!("    {line}\n")).collect()
}
