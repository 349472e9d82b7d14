//! The lines of an outcome with everything they rest on.

use xiangyue::diagnostic::Lang;
use xiangyue::evaluate::{CheckLine, InVillage, Item, Outcome};
use xiangyue::facts::Household;
use xiangyue::report::explain::{Because, needed, plain};
use xiangyue::report::outcome;
use xiangyue::report::reckoning::because;
use xiangyue::report::spell::Spelling;

use super::case::Case;

/// One line with its reasons.
pub struct Explained {
    /// The line.
    pub heading: String,
    because: Vec<Because>,
    /// Which facts would decide it, where it is undetermined.
    pub needed: Vec<String>,
}

impl Explained {
    /// The reasons, each as far in as it is deep.
    pub fn sentences(&self) -> Vec<String> {
        indented(&self.because)
    }

    /// The line and its reasons as text.
    pub fn page(&self) -> String {
        let lines: String = self
            .sentences()
            .iter()
            .map(|line| format!("      {line}\n"))
            .collect();
        let needed: String = self
            .needed
            .iter()
            .map(|line| format!("      → {line}\n"))
            .collect();
        format!("  {}\n{lines}{needed}", self.heading)
    }
}

/// Sentences, each as far in as it is deep.
pub fn indented(because: &[Because]) -> Vec<String> {
    because
        .iter()
        .map(|row| format!("{}{}", "  ".repeat(row.depth), row.sentence))
        .collect()
}

/// Every line of entitlements, obligations, breaches and points, in that order.
pub fn items(outcome: &Outcome) -> Vec<Item> {
    let findings = outcome.findings();
    let entitlements = (0..findings.entitlements.len()).map(Item::Entitlement);
    let obligations = (0..findings.obligations.len()).map(Item::Obligation);
    entitlements
        .chain(obligations)
        .chain((0..findings.breaches.len()).map(Item::Breach))
        .chain((0..findings.points.len()).map(Item::Points))
        .collect()
}

/// Why a sum of a report comes out as it does.
pub fn of_check(
    case: &Case,
    inside: &InVillage<'_>,
    line: &CheckLine,
    public: bool,
) -> Vec<String> {
    let spell = case.spelling(public);
    let reasons = inside.why_checked(&case.query, line);
    indented(&because(line, &reasons, &spell, case.lang))
}

/// All of them explained.
pub fn all(
    case: &Case,
    inside: &InVillage<'_>,
    household: &Household,
    outcome: &Outcome,
    public: bool,
) -> Vec<Explained> {
    items(outcome)
        .into_iter()
        .map(|item| explain(case, inside, (household, outcome), item, public))
        .collect()
}

/// One of them explained.
pub fn explain(
    case: &Case,
    inside: &InVillage<'_>,
    (household, outcome): (&Household, &Outcome),
    item: Item,
    public: bool,
) -> Explained {
    let spell = case.spelling(public);
    let reasons = inside.why(household, &case.query, item);
    let open = inside.still_needed(household, &case.query, item);
    Explained {
        needed: open.map_or_else(Vec::new, |open| needed(&open, &spell, case.lang)),
        heading: heading(outcome, item, &spell, case.lang),
        because: reasons.map_or_else(Vec::new, |reasons| plain(&reasons, &spell, case.lang)),
    }
}

fn heading(answers: &Outcome, item: Item, spell: &Spelling<'_>, lang: Lang) -> String {
    let findings = answers.findings();
    let row = match item {
        Item::Entitlement(at) => findings
            .entitlements
            .get(at)
            .map(|row| outcome::entitlement_line(row, spell, lang)),
        Item::Obligation(at) => findings
            .obligations
            .get(at)
            .map(|row| outcome::obligation_line(row, spell, lang)),
        Item::Breach(at) => findings
            .breaches
            .get(at)
            .map(|row| outcome::breach_line(row, spell, lang)),
        Item::Points(at) => findings
            .points
            .get(at)
            .map(|row| outcome::points_line(row, spell, lang)),
    };
    row.unwrap_or_default()
}
