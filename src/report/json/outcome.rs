//! The JSON of `evaluate`: own types, so that the outside shape does not move with the inside.
//! Keys are spelled as documented in docs/json.md; amounts are whole fen.

use serde::Serialize;

use super::ineffective::ineffective;
use super::points::{PointsJson, points};
use super::succession::{SuccessionJson, succession};
use super::{DefinitionJson, DifferenceJson, IneffectiveJson, PriorityJson};
use crate::diagnostic::Lang;
use crate::evaluate::{
    Adjustment, Breach, Conflict, ConsequenceLine, Deposit, Entitlement, Findings, Need,
    Obligation, Open, VoidLine,
};
use crate::model::Place;
use crate::register::BenefitId;
use crate::report::spell::{Spelling, word};
use crate::report::words::{
    adjustment_kind, breach_state, consequence_kind, entitlement_state, obligation_state,
};
use crate::value::{Date, Money};

/// Where a line comes from: the document's title and the article (`7`, `7(2)`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// Title.
    pub document: String,
    /// Article.
    pub article: String,
    /// Since when this version of the article holds, where an amendment replaced or added it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Date>,
}

/// One household's answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HouseholdJson {
    /// Its id.
    pub id: String,
    /// What is due.
    pub entitlements: Vec<EntitlementJson>,
    /// What is owed as acts.
    pub obligations: Vec<ObligationJson>,
    /// What was broken.
    pub breaches: Vec<BreachJson>,
    /// What has no effect.
    pub void: Vec<VoidJson>,
    /// What contradicts itself.
    pub conflicts: Vec<ConflictJson>,
    /// Deposits.
    pub deposits: Vec<DepositJson>,
    /// What it comes first in.
    pub priorities: Vec<PriorityJson>,
    /// The points ledger.
    pub points: Vec<PointsJson>,
    /// Acts that changed nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ineffective: Vec<IneffectiveJson>,
    /// What it left open on its last day, where that lies before the last day asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub succession: Option<SuccessionJson>,
    /// Open questions.
    pub undetermined: Vec<OpenJson>,
    /// Sums.
    pub totals: TotalsJson,
    /// What comes out otherwise with all that is known now, where the answers are those of an earlier day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub differences: Option<Vec<DifferenceJson>>,
    /// What the texts define of the household and its members, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definitions: Option<Vec<DefinitionJson>>,
}

/// Sums of a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TotalsJson {
    /// Payable of what is due.
    pub due_fen: i64,
    /// To be paid or forfeited.
    pub owed_fen: i64,
}

/// A benefit for a period.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct EntitlementJson {
    #[serde(flatten)]
    pub cited: Cited,
    pub benefit: String,
    pub benefit_key: String,
    pub holder: String,
    pub period: String,
    pub state: &'static str,
    pub amount_fen: Option<i64>,
    pub at_least_fen: i64,
    pub at_most_fen: Option<i64>,
    pub payable_fen: i64,
    pub adjustments: Vec<AdjustmentJson>,
    pub needs: Vec<String>,
    pub because: Vec<String>,
}

/// A cap, suspension or choice.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct AdjustmentJson {
    #[serde(flatten)]
    pub cited: Cited,
    pub kind: &'static str,
    pub amount_fen: i64,
}

/// A duty instance.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct ObligationJson {
    #[serde(flatten)]
    pub cited: Cited,
    pub bearer: String,
    pub toward: String,
    pub action: String,
    pub action_key: Option<String>,
    pub window: (Date, Option<Date>),
    pub state: &'static str,
    pub on: Option<Date>,
    pub needs: Vec<String>,
    pub because: Vec<String>,
}

/// A breach.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct BreachJson {
    #[serde(flatten)]
    pub cited: Cited,
    pub bearer: String,
    pub action: Option<String>,
    pub action_key: Option<String>,
    pub since: Date,
    pub state: &'static str,
    pub consequences: Vec<ConsequenceJson>,
    pub needs: Vec<String>,
    pub because: Vec<String>,
}

/// What has followed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct ConsequenceJson {
    #[serde(flatten)]
    pub cited: Cited,
    pub kind: &'static str,
    pub name: Option<String>,
    pub name_key: Option<String>,
    pub amount_fen: Option<i64>,
    pub needs: Vec<String>,
}

/// A clause without effect.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct VoidJson {
    #[serde(flatten)]
    pub cited: Cited,
    pub benefit: Option<String>,
    pub law: String,
    pub reason: String,
}

/// Clauses that contradict each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct ConflictJson {
    pub head: String,
    pub holder: Option<String>,
    pub articles: Vec<String>,
}

/// A deposit.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct DepositJson {
    pub agreement: String,
    pub signed: Option<Date>,
    pub paid_fen: Option<i64>,
    pub held_fen: Option<i64>,
}

/// An open question.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the documented keys of the JSON")]
pub struct OpenJson {
    #[serde(flatten)]
    pub cited: Cited,
    pub needs: Vec<String>,
}

/// Makes the JSON of a household. `lang` chooses the language of reasons only.
#[must_use]
pub fn household(id: &str, findings: &Findings, spell: &Spelling<'_>, lang: Lang) -> HouseholdJson {
    HouseholdJson {
        id: id.into(),
        entitlements: findings
            .entitlements
            .iter()
            .map(|item| entitlement(item, spell))
            .collect(),
        obligations: findings
            .obligations
            .iter()
            .map(|item| obligation(item, spell))
            .collect(),
        breaches: findings
            .breaches
            .iter()
            .map(|item| breach(item, spell))
            .collect(),
        void: findings
            .voids
            .iter()
            .map(|item| void(item, spell, lang))
            .collect(),
        conflicts: findings
            .conflicts
            .iter()
            .map(|item| conflict(item, spell))
            .collect(),
        deposits: findings
            .deposits
            .iter()
            .map(|item| deposit(item, spell))
            .collect(),
        priorities: findings
            .priorities
            .iter()
            .map(|item| super::priority(item, spell))
            .collect(),
        points: findings
            .points
            .iter()
            .map(|item| points(item, spell))
            .collect(),
        ineffective: ineffective(&findings.ineffective, spell),
        succession: findings
            .succession
            .as_ref()
            .map(|ended| succession(ended, spell, lang)),
        undetermined: findings
            .undetermined
            .iter()
            .map(|item| open(item, spell))
            .collect(),
        totals: TotalsJson {
            due_fen: findings.due.fen(),
            owed_fen: findings.owed.fen(),
        },
        differences: None,
        definitions: None,
    }
}

pub(super) fn cited(place: &Place, spell: &Spelling<'_>) -> Cited {
    Cited {
        document: spell.document(place.document).into(),
        article: place.article_text(),
        version: spell.version(place),
    }
}

pub(super) fn needs(needs: &[Need], spell: &Spelling<'_>) -> Vec<String> {
    let mut spelled: Vec<String> = needs.iter().map(|need| spell.need(need)).collect();
    // In public output needs of several households look the same.
    spelled.dedup();
    spelled
}

fn benefit<'a>(id: BenefitId, spell: &Spelling<'a>, lang: Lang) -> &'a str {
    let row = spell.register.benefit(id);
    row.map_or("", |row| word(&row.label, lang))
}

fn entitlement(item: &Entitlement, spell: &Spelling<'_>) -> EntitlementJson {
    EntitlementJson {
        cited: cited(&item.place, spell),
        benefit: spell.name(&item.benefit, spell.lang(&item.place)).into(),
        benefit_key: spell.key(&item.benefit).unwrap_or_default().into(),
        holder: item.holder.to_string(),
        period: item.period.to_string(),
        state: entitlement_state(item.state),
        amount_fen: item.amount.map(Money::fen),
        at_least_fen: item.at_least.fen(),
        at_most_fen: item.at_most.map(Money::fen),
        payable_fen: item.payable.fen(),
        adjustments: item
            .adjustments
            .iter()
            .map(|row| adjustment(row, spell))
            .collect(),
        needs: needs(&item.needs, spell),
        because: Vec::new(),
    }
}

fn adjustment(item: &Adjustment, spell: &Spelling<'_>) -> AdjustmentJson {
    AdjustmentJson {
        cited: cited(&item.place, spell),
        kind: adjustment_kind(item.kind),
        amount_fen: item.amount.fen(),
    }
}

fn obligation(item: &Obligation, spell: &Spelling<'_>) -> ObligationJson {
    let lang = spell.lang(&item.place);
    ObligationJson {
        cited: cited(&item.place, spell),
        bearer: spell.bearer(&item.bearer, lang).into(),
        toward: spell.bearer(&item.toward, lang).into(),
        action: spell.name(&item.action, lang).into(),
        action_key: spell.key(&item.action).map(Into::into),
        window: item.window,
        state: obligation_state(item.state),
        on: item.on,
        needs: needs(&item.needs, spell),
        because: Vec::new(),
    }
}

fn breach(item: &Breach, spell: &Spelling<'_>) -> BreachJson {
    let lang = spell.lang(&item.place);
    BreachJson {
        cited: cited(&item.place, spell),
        bearer: spell.bearer(&item.bearer, lang).into(),
        action: item
            .action
            .as_ref()
            .map(|action| spell.name(action, lang).into()),
        action_key: item
            .action
            .as_ref()
            .and_then(|action| spell.key(action))
            .map(Into::into),
        since: item.since,
        state: breach_state(item.state),
        consequences: item
            .consequences
            .iter()
            .map(|row| consequence(row, spell))
            .collect(),
        needs: needs(&item.needs, spell),
        because: Vec::new(),
    }
}

fn consequence(item: &ConsequenceLine, spell: &Spelling<'_>) -> ConsequenceJson {
    let lang = spell.lang(&item.place);
    ConsequenceJson {
        cited: cited(&item.place, spell),
        kind: consequence_kind(item.kind),
        name: item.name.as_ref().map(|name| spell.name(name, lang).into()),
        name_key: item
            .name
            .as_ref()
            .and_then(|name| spell.key(name))
            .map(Into::into),
        amount_fen: item.amount.map(Money::fen),
        needs: needs(&item.needs, spell),
    }
}

fn void(item: &VoidLine, spell: &Spelling<'_>, lang: Lang) -> VoidJson {
    VoidJson {
        cited: cited(&item.place, spell),
        benefit: item
            .benefit
            .map(|id| benefit(id, spell, spell.lang(&item.place)).into()),
        law: item.law.clone(),
        reason: item.reason.get(lang).into(),
    }
}

fn conflict(item: &Conflict, spell: &Spelling<'_>) -> ConflictJson {
    let lang = item
        .places
        .first()
        .map_or(Lang::Zh, |place| spell.lang(place));
    ConflictJson {
        head: spell.name(&item.head, lang).into(),
        holder: item.holder.as_ref().map(ToString::to_string),
        articles: item.places.iter().map(Place::article_text).collect(),
    }
}

fn deposit(item: &Deposit, spell: &Spelling<'_>) -> DepositJson {
    let label = spell
        .register
        .agreement(item.agreement)
        .map(|row| &row.label);
    let lang = spell
        .meaning
        .documents
        .first()
        .map_or(Lang::Zh, |document| document.lang);
    DepositJson {
        agreement: label.map_or("", |label| word(label, lang)).into(),
        signed: item.signed,
        paid_fen: item.paid.map(Money::fen),
        held_fen: item.held.map(Money::fen),
    }
}

fn open(item: &Open, spell: &Spelling<'_>) -> OpenJson {
    OpenJson {
        cited: cited(&item.place, spell),
        needs: needs(&item.needs, spell),
    }
}
