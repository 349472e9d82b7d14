//! `xiangyue explain`: one household's answers with everything they rest on.

use serde_json::json;
use xiangyue::diagnostic::Lang;
use xiangyue::evaluate::{InVillage, Item, Outcome, Target};
use xiangyue::facts::Household;
use xiangyue::model::Place;
use xiangyue::register::{BenefitDeclaration, BenefitId};
use xiangyue::report::DISCLAIMER;
use xiangyue::report::explain::{self, Hindrance};
use xiangyue::report::spell::{Spelling, word};

use super::Status;
use super::args::{ExplainArgs, OutputFormat};
use super::case::{Case, chosen, prepare};
use super::input::Failure;
use super::output::{self, FINE, FOUND};
use super::reasons::{self, Explained};

/// Explains every line asked for, and why a benefit asked for is not given.
pub fn run(args: &ExplainArgs) -> Status {
    let Some(case) = prepare(&args.text, &args.facts)? else {
        return Ok(FOUND);
    };
    let household = chosen(&case, &args.household)?;
    let inside = case.rulebook.in_village(&case.village);
    let outcome = inside.evaluate(household, &case.query);
    let spell = case.spelling(args.facts.public);
    let items = reasons::items(&outcome)
        .into_iter()
        .filter(|item| wanted(&outcome, *item, args, &spell));
    let explained: Vec<Explained> = items
        .map(|item| {
            let answers = (household, &outcome);
            reasons::explain(&case, &inside, answers, item, args.facts.public)
        })
        .collect();
    let refused = args
        .benefit
        .as_deref()
        .and_then(|name| why_not(&case, &inside, household, name, &spell));
    if explained.is_empty() && refused.is_none() {
        return Err(nothing(args));
    }
    print(&case, args, &explained, refused.as_ref());
    Ok(FINE)
}

/// Why the benefit of that name is not given on the last day asked about; none where it is, or there is none.
fn why_not(
    case: &Case,
    inside: &InVillage<'_>,
    household: &Household,
    name: &str,
    spell: &Spelling<'_>,
) -> Option<Hindrance> {
    let benefits = &case.input.draft.register.benefits;
    let at = benefits.iter().position(|row| is_called(row, name))?;
    let target = Target {
        benefit: BenefitId(u16::try_from(at).ok()?),
        holder: None,
    };
    let answer = inside.why_not(household, &case.query, &target)?;
    Some(explain::why_not(&answer, spell, case.lang))
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
        Item::Points(at) => (findings.points.get(at).map(|row| row.place), None),
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

fn benefit_asked(benefit: Option<BenefitId>, args: &ExplainArgs, spell: &Spelling<'_>) -> bool {
    let Some(asked) = args.benefit.as_deref() else {
        return true;
    };
    let row = benefit.and_then(|id| spell.register.benefit(id));
    row.is_some_and(|row| is_called(row, asked))
}

/// By its key, or its name in either language.
fn is_called(row: &BenefitDeclaration, name: &str) -> bool {
    let labels = [Lang::Zh, Lang::En].map(|lang| word(&row.label, lang));
    row.key == name || labels.contains(&name)
}

fn print(case: &Case, args: &ExplainArgs, explained: &[Explained], refused: Option<&Hindrance>) {
    match args.text.speech.format {
        OutputFormat::Text => {
            let mut page: String = explained
                .iter()
                .map(|row| format!("{}\n", row.page()))
                .collect();
            if let Some(refused) = refused {
                page.push_str(&hindrance(refused, case.lang));
            }
            let (zh, en) = DISCLAIMER;
            let disclaimer = if case.lang == Lang::Zh { zh } else { en };
            output::text(&format!("{page}{disclaimer}\n"));
        }
        OutputFormat::Json | OutputFormat::Sarif => {
            let rows = explained
                .iter()
                .map(|row| json!({ "line": row.heading, "because": row.sentences(), "needed": row.needed }));
            output::json(&json!({
                "schema": "xiangyue.explain/1",
                "household": args.household,
                "from": case.query.from,
                "on": case.query.on,
                "lines": rows.collect::<Vec<_>>(),
                "why_not": refused.map(hindrance_json),
                "disclaimer": DISCLAIMER.1,
            }));
        }
    }
}

/// What stands in the way, and what would change it.
fn hindrance(refused: &Hindrance, lang: Lang) -> String {
    let (why, change) = match lang {
        Lang::Zh => ("为什么没有：", "什么变化会改变结果："),
        Lang::En => ("Why not:", "What would change it:"),
    };
    let mut page = format!("  {why}\n");
    for line in reasons::indented(&refused.because) {
        page.push_str(&format!("      {line}\n"));
    }
    page.push_str(&format!("  {change}\n"));
    for (sentence, _) in &refused.changes {
        page.push_str(&format!("      {sentence}\n"));
    }
    page.push_str(&format!("      {}\n\n", refused.note));
    page
}

fn hindrance_json(refused: &Hindrance) -> serde_json::Value {
    let changes = refused.changes.iter();
    let changes = changes
        .map(|(sentence, payable)| json!({ "change": sentence, "payable_fen": payable.fen() }));
    json!({
        "because": reasons::indented(&refused.because),
        "changes": changes.collect::<Vec<_>>(),
        "note": refused.note,
    })
}
