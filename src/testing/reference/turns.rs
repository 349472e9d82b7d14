//! Whose turn it is among the steps of a procedure, and how far the whole of them has come.

use crate::evaluate::{Need, Open, ProceedingState, StepLine, StepState};
use crate::model::Place;

use super::dates::Deadline;
use super::steps::{Said, add};
use super::truth::{Needs, need};
use super::world::World;

impl World<'_> {
    /// Of the steps not done: passed over, next, or waiting; and what is overdue.
    pub(super) fn whose_turn(
        &self,
        lines: &mut [StepLine],
        dues: &[Option<Deadline>],
        open: &mut Vec<Open>,
    ) {
        let was_done = |line: &StepLine| line.on.is_some() && line.state != StepState::OutOfOrder;
        let done_later: Vec<bool> = (1..=lines.len())
            .map(|after| lines.iter().skip(after).any(was_done))
            .collect();
        let mut has_next = false;
        let mut is_unknown = false;
        for ((line, due), done_later) in lines.iter_mut().zip(dues).zip(done_later) {
            match line.state {
                StepState::Waiting if done_later => line.state = StepState::Missing,
                StepState::Waiting => {
                    let passed = due.filter(|due| due.last() < self.today());
                    match passed.map(|due| due.end) {
                        Some(Err(year)) => {
                            line.state = StepState::Undetermined;
                            line.needs = vec![Need::Calendar(year)];
                            add(open, line.place, &need(Need::Calendar(year)));
                        }
                        Some(Ok(_)) => line.state = StepState::Overdue,
                        None if !has_next && !is_unknown => line.state = StepState::Next,
                        None => {}
                    }
                    has_next = true;
                }
                StepState::OutOfOrder if !done_later => has_next = true,
                StepState::Undetermined if line.on.is_none() => is_unknown = true,
                _ => {}
            }
        }
    }
}

/// The state of the whole.
pub(super) fn as_a_whole(lines: &[StepLine]) -> ProceedingState {
    let has = |state: StepState| lines.iter().any(|line| line.state == state);
    let wrong = [
        StepState::Late,
        StepState::Early,
        StepState::OutOfOrder,
        StepState::Missing,
        StepState::Overdue,
    ];
    if wrong.into_iter().any(has) {
        return ProceedingState::Broken;
    }
    if has(StepState::Undetermined) {
        return ProceedingState::Undetermined;
    }
    if !has(StepState::Done) {
        return ProceedingState::NotStarted;
    }
    let all_done = lines.iter().all(|line| line.state == StepState::Done);
    let all_kept = lines.iter().all(|line| line.missing_records.is_empty());
    if !all_done || !all_kept {
        return ProceedingState::Open;
    }
    if lines.iter().all(|line| line.needs.is_empty()) {
        ProceedingState::Complete
    } else {
        ProceedingState::Undetermined
    }
}

/// The step to take now, or to look after.
pub(super) fn to_do_now(lines: &[StepLine]) -> Option<Place> {
    let is_done = |line: &StepLine| {
        matches!(
            line.state,
            StepState::Done | StepState::Late | StepState::Early
        )
    };
    let ahead = lines
        .iter()
        .enumerate()
        .filter(|(at, _)| !lines.iter().skip(*at).any(is_done));
    for (_, line) in ahead {
        match line.state {
            StepState::Next | StepState::Overdue | StepState::OutOfOrder => {
                return Some(line.place);
            }
            _ => {}
        }
    }
    if lines
        .iter()
        .any(|line| line.state == StepState::Undetermined)
    {
        return None;
    }
    let first = |state: StepState| lines.iter().find(|line| line.state == state);
    let found = first(StepState::OutOfOrder).or_else(|| first(StepState::Missing));
    let unkept = || lines.iter().find(|line| !line.missing_records.is_empty());
    found.or_else(unkept).map(|line| line.place)
}

/// What all households together did: nothing before the last of them has.
pub(super) fn together(all: Vec<Said>) -> Said {
    let not_yet = |one: &Said| matches!(one, Said::Not);
    if all.is_empty() || all.iter().any(not_yet) {
        return Said::Not;
    }
    let last = all.iter().filter_map(Said::day).max();
    let mut unknown = Needs::new();
    let mut doubtful = Needs::new();
    let (mut early, mut late, mut soon) = (false, false, None);
    for one in all {
        match one {
            Said::Unknown(needs) => unknown.extend(needs),
            Said::Sometime(_, needs) => doubtful.extend(needs),
            Said::TooSoon(on) => soon = soon.max(Some(on)),
            Said::Early(_) => early = true,
            Said::Late(_) => late = true,
            Said::Done(_) | Said::Not => {}
        }
    }
    match (soon, last) {
        (Some(_), _) if !unknown.is_empty() => Said::Not,
        (Some(on), _) => Said::TooSoon(on),
        (None, _) if !unknown.is_empty() => Said::Unknown(unknown),
        (None, Some(on)) if early => Said::Early(on),
        (None, Some(on)) if late => Said::Late(on),
        (None, Some(on)) if !doubtful.is_empty() => Said::Sometime(on, doubtful),
        (None, Some(on)) => Said::Done(on),
        (None, None) => Said::Not,
    }
}
