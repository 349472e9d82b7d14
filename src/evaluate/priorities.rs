//! Who comes first in a matter, and which grades the village has.

use super::duties::is_void;
use super::payments::paid;
use super::run::{Run, Scope};
use super::trace::Trace;
use super::value::{Value, merge_needs};
use crate::compile::book::{Act, NormRow};
use crate::evaluate::{Findings, Need, Priority, PriorityState, Rating, RatingState};
use crate::model::{Label, Subject};

impl<T: Trace> Run<'_, T> {
    /// What the household or its members come first in, on the last day asked about.
    pub fn priorities(&mut self, out: &mut Findings) {
        let book = self.book;
        for id in &book.order.priorities {
            let Some(norm) = book.norms.get(*id as usize) else {
                continue;
            };
            let Act::Priority(matter) = &norm.act else {
                continue;
            };
            if norm.force.never || is_void(&norm.void, self.query.on) {
                continue;
            }
            let members = self.own_members;
            match (&norm.subject, members) {
                (Subject::Person, Some(members)) => {
                    for member in (0_u16..).take(members) {
                        let scope = Scope::default().of_member(member);
                        out.priorities.extend(self.priority(norm, matter, scope));
                    }
                }
                (Subject::Person, None) => out.priorities.extend(self.nobodys(norm, matter)),
                (Subject::Household, _) => {
                    let scope = Scope::default();
                    out.priorities.extend(self.priority(norm, matter, scope));
                }
                (Subject::Village | Subject::Body(_), _) => {}
            }
        }
    }

    fn priority(&mut self, norm: &NormRow, matter: &Label, scope: Scope) -> Option<Priority> {
        let holds = self.norm_applies(norm, self.query.on, scope);
        if holds.is_no() {
            return None;
        }
        let (state, needs) = match holds.open() {
            Some(open) => (PriorityState::Undetermined, open.needs.clone()),
            None => (PriorityState::Holds, Vec::new()),
        };
        Some(Priority {
            place: norm.place,
            matter: matter.clone(),
            holder: self.holder(scope),
            state,
            needs,
        })
    }

    /// It is not known who belongs to the household.
    fn nobodys(&mut self, norm: &NormRow, matter: &Label) -> Option<Priority> {
        self.look_at(self.query.on, Scope::default());
        let force = self.in_force(&norm.force);
        if force.is_no() || !self.is_there() {
            return None;
        }
        let mut needs = vec![Need::Members];
        if let Some(open) = force.open() {
            merge_needs(&mut needs, &open.needs);
        }
        Some(Priority {
            place: norm.place,
            matter: matter.clone(),
            holder: self.holder(Scope::default()),
            state: PriorityState::Undetermined,
            needs,
        })
    }

    /// The grades of the village, on the last day asked about.
    pub fn ratings(&mut self, out: &mut Vec<Rating>) {
        let book = self.book;
        for id in &book.order.ratings {
            let Some(norm) = book.norms.get(*id as usize) else {
                continue;
            };
            let Act::Rate { grade, award } = &norm.act else {
                continue;
            };
            if norm.force.never || is_void(&norm.void, self.query.on) {
                continue;
            }
            let holds = self.norm_applies(norm, self.query.on, Scope::default());
            if holds.is_no() {
                continue;
            }
            let award = award.map(|award| self.value(award));
            let row = rating(norm, grade, &holds, award.as_ref());
            if row.state == RatingState::Undetermined {
                self.ask(row.place, row.needs.clone());
            }
            out.push(row);
        }
    }
}

fn rating(norm: &NormRow, grade: &Label, holds: &Value, award: Option<&Value>) -> Rating {
    let mut needs = Vec::new();
    for open in [Some(holds), award].into_iter().flatten() {
        if let Some(open) = open.open() {
            merge_needs(&mut needs, &open.needs);
        }
    }
    let state = if holds.is_yes() {
        RatingState::Rated
    } else {
        RatingState::Undetermined
    };
    Rating {
        place: norm.place,
        grade: grade.clone(),
        state,
        award: award.and_then(Value::known_number).and_then(paid),
        needs,
    }
}
