//! A village text may withhold only what the village itself pays (semantics, “Funds”), and keep back only the
//! deposit of an agreement that was signed.

use crate::diagnostic::{Code, Diagnostic, Text};
use crate::model::{
    Cap, Consequence, Document, Effect, Head, Label, Meaning, Place, Void, finding,
};
use crate::register::{BenefitId, Fund, Register};

/// The name of the rule on funds where a void names its law.
const FUND_RULE: &str = "FUND_RULE";
/// The name of the rule on deposits.
const DEPOSIT_FORFEIT: &str = "DEPOSIT_FORFEIT";

/// Marks what is void as to a benefit, or as a forfeit, and says it.
pub(super) fn apply(register: &Register, meaning: &mut Meaning) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let villages: Vec<bool> = meaning.documents.iter().map(is_village_text).collect();
    let bound = |place: &Place| {
        villages
            .get(place.document.index())
            .copied()
            .unwrap_or(true)
    };
    for norm in meaning.norms.iter_mut().filter(|norm| bound(&norm.place)) {
        let (Head::OnBreach { consequences, .. } | Head::OnCondition { consequences }) =
            &mut norm.head
        else {
            continue;
        };
        let mut taken = Vec::new();
        withheld(consequences, &mut taken);
        taken.dedup_by_key(|(benefit, _)| *benefit);
        for (benefit, place) in taken {
            let known = norm.voids.iter().any(|void| void.benefit == Some(benefit));
            if !known && !is_village_benefit(register, benefit) {
                norm.voids.push(void(register, benefit));
                found.push(fund_finding(register, benefit, &place));
            }
        }
    }
    for cap in meaning.caps.iter_mut().filter(|cap| bound(&cap.place)) {
        limit(register, cap, &mut found);
    }
    meaning.caps.retain(|cap| !cap.benefits.is_empty());
    found
}

/// Law and government regulations stand above the village; everything else is bound.
fn is_village_text(document: &Document) -> bool {
    document.rank() < 3
}

fn is_village_benefit(register: &Register, benefit: BenefitId) -> bool {
    let fund = register.benefit(benefit).and_then(|row| row.fund);
    fund == Some(Fund::Village)
}

/// The benefits that some consequences withhold, with where.
fn withheld(consequences: &[Consequence], taken: &mut Vec<(BenefitId, Place)>) {
    for one in consequences {
        match &one.effect {
            Effect::Suspend(suspend) => {
                taken.extend(suspend.benefits.iter().map(|benefit| (*benefit, one.place)));
            }
            Effect::Disqualify {
                name: Label::Benefit(benefit),
                ..
            } => taken.push((*benefit, one.place)),
            Effect::Repair { failing, .. } => withheld(failing, taken),
            Effect::Disqualify { .. }
            | Effect::Pay { .. }
            | Effect::Forfeit(_)
            | Effect::Refund(_)
            | Effect::Points(_)
            | Effect::Notice(_)
            | Effect::Power { .. }
            | Effect::SignAgain => {}
        }
    }
}

fn void(register: &Register, benefit: BenefitId) -> Void {
    let (zh, en) = names(register, benefit);
    Void {
        rule: FUND_RULE.to_owned(),
        law: FUND_RULE.to_owned(),
        reason: Text::new(
            format!("「{zh}」不由村里出钱，村里的规定不能停发"),
            format!("[{en}] is not paid by the village, so a village text cannot withhold it"),
        ),
        benefit: Some(benefit),
        from: None,
        until: None,
    }
}

fn fund_finding(register: &Register, benefit: BenefitId, place: &Place) -> Diagnostic {
    let (zh, en) = names(register, benefit);
    let message = Text::new(
        format!("「{zh}」不由村里出钱，停发、取消对它无效"),
        format!("[{en}] is not paid by the village; withholding it is void as to that benefit"),
    );
    finding(place, place.span, Code::FundRule, message).help(
        format!("请删去「{zh}」；对村里出钱的待遇仍然有效。确由村里出钱的，在户籍册写 fund: village"),
        format!("leave [{en}] out; the rest stays valid. If the village does pay it, say `fund: village` in the register"),
    )
}

fn names(register: &Register, benefit: BenefitId) -> (&str, &str) {
    register.benefit(benefit).map_or(("", ""), |row| {
        let zh = row.label.zh.as_str();
        (zh, row.label.en.as_deref().unwrap_or(zh))
    })
}

/// A ceiling cuts nothing that the village does not pay.
fn limit(register: &Register, cap: &mut Cap, found: &mut Vec<Diagnostic>) {
    let place = cap.place;
    cap.benefits.retain(|benefit| {
        let own = is_village_benefit(register, *benefit);
        if !own {
            let (zh, en) = names(register, *benefit);
            let message = Text::new(
                format!("「{zh}」不由村里出钱，不能受村里的限额削减"),
                format!("[{en}] is not paid by the village and is not cut by its ceiling"),
            );
            let help = finding(&place, place.span, Code::FundRule, message).help(
                format!("请从限额中删去「{zh}」"),
                format!("leave [{en}] out of the ceiling"),
            );
            found.push(help);
        }
        own
    });
}

/// Marks a forfeit of what is no deposit of an agreement, and says it.
pub(crate) fn no_deposit(name: &str, place: &Place) -> (Void, Diagnostic) {
    let void = Void {
        rule: DEPOSIT_FORFEIT.to_owned(),
        law: DEPOSIT_FORFEIT.to_owned(),
        reason: Text::new(
            format!("「{name}」不是已签协议的保证金，不得没收"),
            format!(
                "[{name}] is not the deposit of an agreement that was signed and cannot be kept"
            ),
        ),
        benefit: None,
        from: None,
        until: None,
    };
    let message = Text::new(
        format!("「{name}」不是已签协议的保证金，“不予退还”无效"),
        format!("[{name}] is not the deposit of an agreement that was signed; keeping it is void"),
    );
    let found = finding(place, place.span, Code::DepositForfeit, message).help(
        "须先在户籍册的协议下登记这项保证金，由户自愿签订协议",
        "declare it under an agreement of the register, which households sign of their own will",
    );
    (void, found)
}
