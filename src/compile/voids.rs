//! What superior law, the always-void list and the funds rule take from the texts.

use super::book::{Force, VoidRow};
use super::tables::Lowering;
use crate::model::{Consequence, Effect, Meaning, Place, Void};

impl Lowering {
    /// One row for each sentence without effect, or without effect on one benefit.
    pub fn voids(&mut self, meaning: &Meaning) {
        self.points_voids(meaning);
        for norm in &meaning.norms {
            for void in &norm.voids {
                self.void(norm.place, void);
            }
            self.consequence_voids(norm.head.consequences());
        }
        // Points are read apart from the sentences around them.
        self.book.voids.sort_by_key(|row| row.place);
    }

    fn points_voids(&mut self, meaning: &Meaning) {
        for rule in &meaning.points {
            for void in &rule.voids {
                self.void(rule.place, void);
            }
        }
    }

    fn consequence_voids(&mut self, consequences: &[Consequence]) {
        for consequence in consequences {
            for void in &consequence.voids {
                self.void(consequence.place, void);
            }
            if let Effect::Repair { failing, .. } = &consequence.effect {
                self.consequence_voids(failing);
            }
        }
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
