//! The days in which a duty is to be done, where they are counted from something.

use super::duties::Case;
use super::run::Run;
use super::trace::Trace;
use super::value::Value;
use crate::compile::book::{AnchorRow, NodeId};
use crate::evaluate::Need;
use crate::register::{AgreementId, FactValue};
use crate::value::dates::{corresponding_day, count_back, period_end};
use crate::value::{Counted, Date};

/// The last day of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Last {
    /// There is none.
    Never,
    /// This day.
    Day(Date),
    /// This day, moved off rest days from the other.
    Moved(Date, Date),
    /// Not before this day; the calendar of that year would tell.
    Unsure(Date, i32),
    /// Beyond the last date.
    Beyond,
}

impl Last {
    /// The day shown.
    pub const fn day(self) -> Option<Date> {
        match self {
            Self::Day(day) | Self::Moved(_, day) | Self::Unsure(day, _) => Some(day),
            Self::Never | Self::Beyond => None,
        }
    }

    /// The day before rest days were looked at.
    pub const fn raw(self) -> Option<Date> {
        match self {
            Self::Moved(raw, _) | Self::Unsure(raw, _) => Some(raw),
            Self::Day(_) | Self::Never | Self::Beyond => None,
        }
    }
}

/// A duty at one time: since when it is owed, and its days.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Occasion {
    /// The day its condition was judged.
    pub arose: Date,
    pub first: Date,
    pub last: Last,
}

impl Occasion {
    pub const fn new(arose: Date, first: Date, last: Last) -> Self {
        Self { arose, first, last }
    }
}

impl<'a, T: Trace> Run<'a, T> {
    /// The last day of a period counted from a day (Civil Code 200–204).
    pub fn counted_end(&self, from: Date, length: Counted) -> Last {
        match period_end(from, length, &self.book.calendar) {
            Some(end) => match end.end {
                Ok(day) => Last::Moved(end.raw, day),
                Err(missing) => Last::Unsure(end.raw, missing.0),
            },
            None => Last::Beyond,
        }
    }

    /// Counted from each event, from signing, or from a day.
    pub fn after(&mut self, case: Case<'a>, id: u32, anchor: &AnchorRow, length: Counted) {
        for on in self.anchors(case, anchor) {
            let holds = self.norm_applies(case.norm, on, case.bearer.scope);
            if !holds.is_no() {
                let last = self.counted_end(on, length);
                self.arise(case, id, Occasion::new(on, on, last), holds);
            }
        }
    }

    /// Counted back from an event, a signing or a day: from the first day in force.
    pub fn before(
        &mut self,
        case: Case<'a>,
        id: u32,
        anchor: &AnchorRow,
        length: Counted,
        from: Date,
    ) {
        for on in self.anchors(case, anchor) {
            let Some(end) = count_back(on, length, &self.book.calendar) else {
                continue;
            };
            let last = match end.end {
                Ok(day) => Last::Day(day),
                Err(missing) => Last::Unsure(end.raw, missing.0),
            };
            let holds = self.norm_applies(case.norm, on, case.bearer.scope);
            if !holds.is_no() && from <= end.raw {
                self.arise(case, id, Occasion::new(on, from, last), holds);
            }
        }
    }

    /// The k-th ends at the anchor plus k lengths, from the anchor and never from the one before.
    pub fn every(&mut self, case: Case<'a>, id: u32, anchor: &AnchorRow, length: Counted) {
        for anchor in self.anchors(case, anchor) {
            let mut start = Some(anchor);
            let mut k = 1;
            while let Some(first) = start.filter(|first| *first <= self.query.on) {
                let Some(last) = times(length, k).and_then(|long| corresponding_day(anchor, long))
                else {
                    break;
                };
                if !self.spend(1) || last < first {
                    self.ask(case.norm.place, vec![Need::Limit("work")]);
                    return;
                }
                let holds = self.norm_applies(case.norm, first, case.bearer.scope);
                if !holds.is_no() {
                    self.arise(
                        case,
                        id,
                        Occasion::new(first, first, Last::Day(last)),
                        holds,
                    );
                }
                start = last.succ_opt();
                k += 1;
            }
        }
    }

    /// The days something is counted from, up to the day asked about.
    pub fn anchors(&mut self, case: Case<'a>, anchor: &AnchorRow) -> Vec<Date> {
        let scope = case.bearer.scope;
        match anchor {
            AnchorRow::Event(event) => {
                let acts = self.acts(*event, scope, None, self.query.on);
                acts.map(|(_, act)| act.on).collect()
            }
            AnchorRow::Signing(kind) => self.signings(case, *kind),
            AnchorRow::Date(node) => self.dated(case, *node),
            AnchorRow::Unrecorded(name) => {
                self.ask(case.norm.place, vec![Need::Record(name.clone())]);
                Vec::new()
            }
        }
    }

    fn signings(&mut self, case: Case<'a>, kind: AgreementId) -> Vec<Date> {
        let scope = case.bearer.scope;
        let own = self.agreement_in(scope).filter(|record| record.of == kind);
        let signed: Vec<Option<Date>> = match (own, self.agreements_of(kind)) {
            (Some(record), _) => vec![record.signed],
            (None, Some(records)) => records.map(|(_, record)| record.signed).collect(),
            (None, None) => vec![None],
        };
        if signed.contains(&None) {
            self.ask(case.norm.place, vec![Need::Signed(kind)]);
        }
        let known = signed.into_iter().flatten();
        known.filter(|on| *on <= self.query.on).collect()
    }

    /// A date of the household or member, read on the first day in force.
    fn dated(&mut self, case: Case<'a>, node: NodeId) -> Vec<Date> {
        let (Some(first), _) = self.force_span(case.norm, case.bearer.scope) else {
            return Vec::new();
        };
        self.look_at(first, case.bearer.scope);
        match self.value(node) {
            Value::Known(FactValue::Date(date)) if date <= self.query.on => vec![date],
            Value::Known(_) => Vec::new(),
            Value::Open(open) => {
                self.ask(case.norm.place, open.needs);
                Vec::new()
            }
        }
    }
}

pub(crate) fn times(length: Counted, k: u32) -> Option<Counted> {
    Some(match length {
        Counted::Days(days) => Counted::Days(days.checked_mul(k)?),
        Counted::WorkingDays(days) => Counted::WorkingDays(days.checked_mul(k)?),
        Counted::Months(months) => Counted::Months(months.checked_mul(k)?),
        Counted::Years(years) => Counted::Years(years.checked_mul(k)?),
    })
}
