//! `尚未完成的事项适用`: what was not completed under the old version of an article goes over to the new one, with
//! its old first day and the new length, but no deadline before the new version holds.

use super::acts::Arisen;
use super::duties::{Case, day_in};
use super::events::period_kind;
use super::ledger::Instance;
use super::run::Run;
use super::timeline::both;
use super::trace::Trace;
use super::windows::{Last, Occasion};
use crate::compile::book::WindowRow;
use crate::evaluate::{Need, ObligationState};
use crate::model::Day;
use crate::value::dates::{corresponding_day, count_back};
use crate::value::{Date, Period, PeriodKind};

impl<'a, T: Trace> Run<'a, T> {
    /// An instance that is not completed when another version takes over ends under its own. `is_sure`: it arose, and
    /// does not perhaps rest.
    pub fn give_over(
        &mut self,
        case: Case<'a>,
        arisen: &Arisen,
        is_sure: bool,
        instance: &mut Instance,
    ) {
        let Some(over) = case.norm.versions.goes_on_until else {
            return;
        };
        let ends = [instance.window.1, arisen.ends].into_iter().flatten().min();
        let is_past = ends.is_some_and(|end| end < over) || instance.arose >= over;
        if over > self.query.on || is_past {
            return;
        }
        let book = self.book;
        let Some((duty, last)) = book.duties.get(arisen.duty as usize).zip(over.pred_opt()) else {
            return;
        };
        let event = duty.event.filter(|event| self.is_kept(*event));
        let done = event.and_then(|event| self.done(event, duty, arisen, last));
        if done.is_some() {
            return;
        }
        (instance.act, instance.since, instance.taken_over) = (None, None, true);
        if instance.state == ObligationState::Undetermined && !is_sure {
            return;
        }
        let need = match event {
            Some(event) if !self.is_recorded_until(last) => {
                Some(Need::Events { event, until: last })
            }
            Some(_) => None,
            None => Some(self.unrecorded(&duty.action)),
        };
        match need {
            Some(need) => {
                (instance.state, instance.needs) = (ObligationState::Undetermined, vec![need])
            }
            None => (instance.state, instance.needs) = (ObligationState::Terminated, Vec::new()),
        }
    }

    /// What this version takes over arises anew under it.
    pub fn take_over(&mut self, case: Case<'a>, duty: u32) {
        let Some(over) = case
            .norm
            .versions
            .takes_over
            .filter(|over| *over <= self.query.on)
        else {
            return;
        };
        let book = self.book;
        let from_there = |norm: u32| {
            let row = book.norms.get(norm as usize);
            case.norm.versions.earlier.contains(&norm)
                && row.is_some_and(|row| row.versions.goes_on_until == Some(over))
        };
        let instances = self.ledger.instances.iter();
        let taken: Vec<(Date, Date, Vec<Need>)> = instances
            .filter(|one| one.taken_over && one.bearer == case.bearer && from_there(one.norm))
            .map(|one| (one.arose, one.window.0, one.needs.clone()))
            .collect();
        for (arose, first, needs) in taken {
            let Some(last) = self.last_anew(case, duty, arose) else {
                continue;
            };
            let last = match last {
                Last::Day(day) | Last::Moved(_, day) if day < over => Last::Day(over),
                last => last,
            };
            let before = self.goes_on.replace(case.norm.force.version());
            let mut holds = self.norm_applies(case.norm, arose, case.bearer.scope);
            self.goes_on = before;
            if !needs.is_empty() {
                let mut open = super::value::Open::limit("transition");
                open.needs = needs;
                holds = both(&holds, open.into());
            }
            if !holds.is_no() {
                self.arise(case, duty, Occasion::new(arose, first, last), holds);
            }
        }
    }

    /// The last day under a version for what arose before it.
    fn last_anew(&mut self, case: Case<'a>, duty: u32, arose: Date) -> Option<Last> {
        let book = self.book;
        let row = book.duties.get(duty as usize)?;
        Some(match &row.window {
            WindowRow::Open => Last::Never,
            WindowRow::Within(length) | WindowRow::After(_, length) => {
                self.counted_end(arose, *length)
            }
            WindowRow::By(day) | WindowRow::On(day) => {
                let kind = match day {
                    Day::On(day) => return Some(Last::Day(*day)),
                    Day::Yearly { .. } => PeriodKind::Year,
                    Day::Monthly { .. } => PeriodKind::Month,
                };
                Last::Day(day_in(Period::containing(kind, arose), *day)?)
            }
            WindowRow::Each(schedule) => match period_kind(*schedule) {
                PeriodKind::Once => Last::Never,
                kind => Last::Day(Period::containing(kind, arose).last_day()?),
            },
            WindowRow::Before(_, length) => match count_back(arose, *length, &book.calendar)?.end {
                Ok(day) => Last::Day(day),
                Err(_) => return None,
            },
            WindowRow::Every(anchor, length) => {
                let anchors = self.anchors(case, anchor).into_iter();
                // Who has nothing that it is counted from, is asked nothing anew.
                let anchor = anchors.filter(|anchor| *anchor <= arose).max()?;
                self.window_holding(anchor, *length, arose)?
            }
        })
    }

    /// Of windows counted from an anchor the end of the one that holds a day.
    fn window_holding(
        &mut self,
        anchor: Date,
        length: crate::value::Counted,
        day: Date,
    ) -> Option<Last> {
        let mut k = 1;
        loop {
            let long = super::windows::times(length, k)?;
            let last = corresponding_day(anchor, long)?;
            if last >= day {
                return Some(Last::Day(last));
            }
            if !self.spend(1) {
                return None;
            }
            k += 1;
        }
    }
}
