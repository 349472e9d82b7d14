//! Whether meetings decided as the texts ask. Nothing is computed from it: it is shown and checked.

use super::run::Run;
use super::trace::Trace;
use crate::compile::book::ProcedureRow;
use crate::evaluate::{Need, ProcedureLine, ProcedureState};
use crate::facts::{Meeting, Village};
use crate::model::BodyRef;
use crate::value::{Date, Exact};

impl<T: Trace> Run<'_, T> {
    /// One row for each sentence on how something is decided, as far as it may be law on the days
    /// asked about.
    pub fn procedures(&self, village: &Village) -> Vec<ProcedureLine> {
        let from = self.query.from;
        let rows = self.book.procedures.iter();
        let rows = rows
            .filter(|row| !row.force.never && row.force.until.is_none_or(|until| until >= from));
        rows.map(|row| self.procedure(village, row)).collect()
    }

    fn procedure(&self, village: &Village, row: &ProcedureRow) -> ProcedureLine {
        let procedure = &row.procedure;
        let last = self.last_day(row);
        let meetings = village.meetings.iter().flatten();
        let mut fitting = meetings.filter(|meeting| {
            meeting.on <= last && meeting.body == procedure.body && meeting.matter == row.matter
        });
        let missed = fitting.clone().next_back();
        let met = fitting.rfind(|meeting| has_passed(meeting, procedure.quorum));
        // Whether a matter came up at all is not for the record of meetings to say.
        let is_complete = village.known_until.is_some_and(|known| known >= last);
        let is_told = village.meetings.is_some() && is_complete && procedure.matter.is_none();
        let (state, needs) = match (met, missed) {
            (Some(_), _) => (ProcedureState::Met, Vec::new()),
            (None, Some(_)) => (ProcedureState::Missed, Vec::new()),
            (None, None) if is_told => (ProcedureState::Missed, Vec::new()),
            (None, None) => {
                let needs = vec![Need::Meeting(procedure.place)];
                (ProcedureState::Undetermined, needs)
            }
        };
        ProcedureLine {
            place: procedure.place,
            matter: procedure.matter.clone(),
            body: procedure.body,
            meeting: met.or(missed).map(|meeting| meeting.on),
            state,
            needs,
        }
    }

    /// A text is adopted by the day on which it says so.
    fn last_day(&self, row: &ProcedureRow) -> Date {
        let on = self.query.on;
        let documents = &self.book.meaning.documents;
        let document = documents.get(row.procedure.place.document.index());
        let adopted = document.and_then(|document| document.adopted);
        let own = adopted.filter(|_| row.procedure.matter.is_none());
        own.map_or(on, |adopted| adopted.min(on))
    }
}

/// Whether the votes are enough: those the sentence asks for; where it counts those present or names
/// no number, also enough must have come (Organic Law of Villagers' Committees, on the villagers'
/// assembly and the representatives' assembly).
pub(super) fn has_passed(meeting: &Meeting, quorum: Option<(bool, Exact, bool)>) -> bool {
    let half = Exact::new(1, 2).unwrap_or(Exact::ONE);
    match quorum {
        Some((false, share, at_least)) => {
            is_enough(meeting.in_favour, meeting.eligible, share, at_least)
        }
        Some((true, share, at_least)) => {
            has_come(meeting) && is_enough(meeting.in_favour, meeting.present, share, at_least)
        }
        None => has_come(meeting) && is_enough(meeting.in_favour, meeting.present, half, false),
    }
}

/// More than half of those with a vote; of representatives, two thirds.
fn has_come(meeting: &Meeting) -> bool {
    let (share, at_least) = match meeting.body {
        BodyRef::Representatives => (Exact::new(2, 3), true),
        BodyRef::Committee
        | BodyRef::Assembly
        | BodyRef::Group
        | BodyRef::PartyMembers
        | BodyRef::Supervision
        | BodyRef::MembersAssembly
        | BodyRef::Township
        | BodyRef::Registered(_) => (Exact::new(1, 2), false),
    };
    let share = share.unwrap_or(Exact::ONE);
    is_enough(meeting.present, meeting.eligible, share, at_least)
}

/// Whether so many are the share of all of them, or more.
fn is_enough(some: u32, all: u32, share: Exact, at_least: bool) -> bool {
    let (some, all) = (i128::from(some), i128::from(all));
    let wanted = share.checked_mul(Exact::from_int(all));
    wanted.is_some_and(|wanted| {
        let some = Exact::from_int(some);
        some > wanted || at_least && some == wanted && all > 0
    })
}
