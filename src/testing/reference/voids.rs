//! What the law takes from sentences.

use crate::evaluate::VoidLine;
use crate::model::{Consequence, Effect, Place, Void};
use crate::register::BenefitId;

use super::force::Start;
use super::versions::Law;
use super::world::World;

impl World<'_> {
    fn is_active(&self, void: &Void) -> bool {
        let today = self.today();
        void.from.is_none_or(|from| from <= today) && void.until.is_none_or(|until| today <= until)
    }

    /// Whether the whole sentence is void today.
    pub(super) fn is_void(&self, voids: &[Void]) -> bool {
        let mut whole = voids.iter().filter(|void| void.benefit.is_none());
        whole.any(|void| self.is_active(void))
    }

    /// Whether the sentence is void today as to that benefit.
    pub(super) fn is_void_for(&self, voids: &[Void], benefit: BenefitId) -> bool {
        let mut of_benefit = voids.iter().filter(|void| void.benefit == Some(benefit));
        of_benefit.any(|void| self.is_active(void))
    }

    /// A line for every void that is active.
    pub(super) fn void_lines(&self) -> Vec<VoidLine> {
        let mut found = Vec::new();
        for norm in &self.meaning.norms {
            if !self.is_asked_in_force(norm.place) {
                continue;
            }
            self.list(norm.place, &norm.voids, &mut found);
            self.list_all(norm.head.consequences(), &mut found);
        }
        found
    }

    fn list_all(&self, consequences: &[Consequence], found: &mut Vec<VoidLine>) {
        for consequence in consequences {
            self.list(consequence.place, &consequence.voids, found);
            if let Effect::Repair { failing, .. } = &consequence.effect {
                self.list_all(failing, found);
            }
        }
    }

    fn list(&self, place: Place, voids: &[Void], found: &mut Vec<VoidLine>) {
        let active = voids.iter().filter(|void| self.is_active(void));
        for void in active {
            let line = VoidLine {
                place,
                benefit: void.benefit,
                law: void.law.clone(),
                reason: void.reason.clone(),
            };
            if found.last() != Some(&line) {
                found.push(line);
            }
        }
    }

    /// Whether a place is in force on some day asked about.
    fn is_asked_in_force(&self, place: Place) -> bool {
        let asked = super::dates::days(self.query.from, self.today());
        let Some(document) = self.document(place.document) else {
            return false;
        };
        let settings = self.settings(document, place.document);
        asked.into_iter().any(|day| {
            self.is_law(place, day, Law::default())
                && settings.iter().any(|setting| {
                    let record = setting.record.and_then(|record| self.record(record));
                    let unsure = matches!(setting.start, Start::Unsigned(_));
                    let no_term = document.agreement.is_none() || unsure;
                    record.map_or(no_term, |record| !self.in_term(record, day).is_no())
                })
        })
    }
}
