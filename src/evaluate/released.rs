//! Why a duty was waived or rests.

use super::explanation::{Reason, What};
use super::ledger::Instance;
use super::run::{Run, Scope};
use super::trace::Recorder;
use crate::compile::book::{Act, NormRow, PermitRow};
use crate::model::{Label, Subject};
use crate::value::Date;

impl Run<'_, Recorder> {
    /// The acts that waived it, each with what the sentence that allows it asks.
    pub fn why_waived(&mut self, instance: &Instance, action: &Label) -> Vec<Reason> {
        let book = self.book;
        let scope = instance.bearer.scope;
        let last = instance.window.1.unwrap_or(self.query.on);
        let mut because = Vec::new();
        for id in &book.order.waivers {
            let norm = book.norms.get(*id as usize);
            let Some((norm, Act::Permit(PermitRow::Waive(duties)))) =
                norm.map(|norm| (norm, &norm.act))
            else {
                continue;
            };
            let events = duties.iter().filter(|(waived, _)| waived == action);
            for event in events.filter_map(|(_, event)| *event) {
                let acts = self.acts(event, scope, Some(instance.arose), last.min(self.query.on));
                let days: Vec<Date> = acts.map(|(_, act)| act.on).collect();
                for on in days {
                    let what = What::Waived {
                        place: norm.place,
                        on,
                    };
                    because.extend(self.released(norm, on, scope, what));
                }
            }
        }
        because
    }

    /// The sentences under which it rests on the day asked about.
    pub fn why_resting(&mut self, instance: &Instance) -> Vec<Reason> {
        let (book, on) = (self.book, self.query.on);
        let mut because = Vec::new();
        for id in &book.order.pauses {
            let norm = book.norms.get(*id as usize);
            let Some((norm, Act::Permit(PermitRow::Pause { of, .. }))) =
                norm.map(|norm| (norm, &norm.act))
            else {
                continue;
            };
            if of.contains(&instance.norm) {
                let scope = match norm.subject {
                    Subject::Person => instance.bearer.scope,
                    _ => instance.bearer.scope.of_household(),
                };
                let what = What::Rests {
                    place: norm.place,
                    on,
                };
                because.extend(self.released(norm, on, scope, what));
            }
        }
        because
    }

    /// What releases from a duty, if its sentence applies on the day, with what that rests on.
    fn released(&mut self, norm: &NormRow, on: Date, scope: Scope, what: What) -> Option<Reason> {
        let applies = self.norm_applies(norm, on, scope);
        let steps = self.trace.take();
        applies.is_yes().then(|| Reason::new(what).because(steps))
    }
}
