//! What superior law, the always-void list and the funds rule take from the texts.

use super::book::{Force, VoidRow};
use super::tables::Lowering;
use crate::diagnostic::Text;
use crate::model::{Consequence, Effect, Head, Label, Meaning, Norm, Place, Void};
use crate::register::BenefitId;

/// The rule that a village's text takes away only what the village pays (semantics, Funds).
pub(crate) const FUND_RULE: &str = "FUND_RULE";

impl Lowering {
    /// One row for each sentence without effect, or without effect on one benefit.
    pub fn voids(&mut self, meaning: &Meaning) {
        for norm in &meaning.norms {
            for void in &norm.voids {
                self.void(norm.place, void);
            }
            match &norm.head {
                Head::OnBreach { consequences, .. } | Head::OnCondition { consequences } => {
                    self.consequence_voids(norm, consequences);
                }
                Head::Entitle(_)
                | Head::Duty(_)
                | Head::Keep { .. }
                | Head::Ban(_)
                | Head::Encourage(_)
                | Head::Deemed { .. }
                | Head::PayDeposit { .. }
                | Head::RefundAtEnd { .. } => {}
            }
        }
    }

    fn consequence_voids(&mut self, norm: &Norm, consequences: &[Consequence]) {
        for consequence in consequences {
            for void in &consequence.voids {
                self.void(consequence.place, void);
            }
            let taken: &[BenefitId] = match &consequence.effect {
                Effect::Suspend(suspend) => &suspend.benefits,
                Effect::Disqualify {
                    name: Label::Benefit(benefit),
                    ..
                } => std::slice::from_ref(benefit),
                Effect::Repair { failing, .. } => {
                    self.consequence_voids(norm, failing);
                    &[]
                }
                Effect::Pay { .. }
                | Effect::Forfeit(_)
                | Effect::Refund(_)
                | Effect::Disqualify { .. }
                | Effect::Points(_)
                | Effect::Notice(_)
                | Effect::Power { .. }
                | Effect::SignAgain => &[],
            };
            for benefit in taken {
                self.fund_rule(norm, consequence, *benefit);
            }
        }
    }

    fn fund_rule(&mut self, norm: &Norm, consequence: &Consequence, benefit: BenefitId) {
        let mut said = norm.voids.iter().chain(&consequence.voids);
        let is_said = said.any(|void| void.benefit.is_none_or(|said| said == benefit));
        if is_said || self.may_take(consequence.place, benefit) {
            return;
        }
        let force = self.force(consequence.place);
        self.book.voids.push(VoidRow {
            place: consequence.place,
            force,
            benefit: Some(benefit),
            law: FUND_RULE.to_owned(),
            reason: Text::new(
                "该待遇不是由村自愿出资的，村规不得停发、取消或者附加其他义务。",
                "the village does not pay this benefit of its own will, so its texts cannot suspend or stop it or tie it to another duty",
            ),
            from: None,
            until: None,
        });
    }

    fn void(&mut self, place: Place, void: &Void) {
        let force: Force = self.force(place);
        let law = if void.law.is_empty() {
            void.rule.clone()
        } else {
            void.law.clone()
        };
        self.book.voids.push(VoidRow {
            place,
            force,
            benefit: void.benefit,
            law,
            reason: void.reason.clone(),
            from: void.from,
            until: void.until,
        });
    }
}
