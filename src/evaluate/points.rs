//! The points ledger of a household: what events and consequences earn and cost, and what is left.
//!
//! An entry stands for one event or one consequence under one sentence, so that reading the record twice
//! or in another order changes nothing. Deductions take the oldest points that still live; floor and ceiling
//! are looked at when the balance is read.

use super::duties::is_void;
use super::entries::{left_of, spending};
use super::events::period_kind;
use super::payments::paid;
use super::run::{Run, Scope};
use super::trace::Trace;
use super::value::{Value, merge_needs};
use crate::compile::book::{Act, AnchorRow, Book, EffectRow, PointsRow, PointsRuleRow, WindowRow};
use crate::diagnostic::Lang;
use crate::evaluate::{Conflict, Findings, Need, PointsBalance};
use crate::model::{Label, Place, Schedule};
use crate::register::EventId;
use crate::value::{Counted, Date, Exact, Money, Period, PeriodKind};

/// What a row of the ledger costs in steps of work.
const ROW: u64 = 50;

/// What a sentence about points says on a day.
#[derive(Clone, PartialEq)]
enum Said {
    Schedule(Schedule),
    Length(Counted),
    Numbers(Vec<Value>),
}

/// The kinds of sentences of which one counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ruling {
    Reset,
    Expiry,
    Floor,
    Ceiling,
    Redeem,
}

/// Sentences of one rank that say different things.
struct Disputed(Vec<Place>);

/// What is said of one kind, if anything.
type Ruled = Result<Option<Said>, Disputed>;

impl<T: Trace> Run<'_, T> {
    /// A row for each period of the ledger that meets the days asked about.
    pub fn points(&mut self, out: &mut Findings) {
        let Some(place) = self.first_points_rule() else {
            return;
        };
        for period in self.points_periods() {
            if !self.spend(ROW) {
                self.ask(place, vec![Need::Limit("work")]);
                break;
            }
            match self.balance(place, period) {
                Ok(row) => {
                    self.ask(place, row.needs.clone());
                    out.points.push(row);
                }
                Err(Disputed(places)) => {
                    out.conflicts.push(Conflict {
                        head: Label::Text(self.called_points(place)),
                        holder: None,
                        places,
                    });
                    out.points.push(PointsBalance {
                        place,
                        period,
                        balance: None,
                        redeemable: None,
                        needs: Vec::new(),
                    });
                }
            }
        }
    }

    /// What points are called in the language of a text.
    fn called_points(&self, place: Place) -> String {
        let documents = &self.book.meaning.documents;
        match documents.get(place.document.index()).map(|row| row.lang) {
            Some(Lang::En) => "points".into(),
            Some(Lang::Zh) | None => "积分".into(),
        }
    }

    /// The first sentence about points that is law on the last day.
    fn first_points_rule(&self) -> Option<Place> {
        let on = self.query.on;
        let is_law = |row: &&PointsRow| row.force.holds_on(on) && !is_void(&row.void, on);
        self.book.points.iter().find(is_law).map(|row| row.place)
    }

    /// The periods after which points start anew, as the text says on the last day; else one.
    fn points_periods(&mut self) -> Vec<Period> {
        let (from, on) = (self.query.from, self.query.on);
        let kind = match self.ruled(Ruling::Reset, on) {
            Ok(Some(Said::Schedule(schedule))) => period_kind(schedule),
            Ok(_) | Err(_) => PeriodKind::Once,
        };
        let mut periods = vec![Period::containing(kind, from)];
        while let Some(next) = periods
            .last()
            .and_then(|period| period.last_day()?.succ_opt())
            .filter(|next| *next <= on && periods.len() < 100_000)
        {
            periods.push(Period::containing(kind, next));
        }
        periods
    }

    /// What stands at the end of a period, or on the last day asked about.
    fn balance(&mut self, place: Place, period: Period) -> Result<PointsBalance, Disputed> {
        let day = self.read_on(period);
        let mut row = PointsBalance {
            place,
            period,
            balance: None,
            redeemable: None,
            needs: self.points_unrecorded(period.first_day(), day),
        };
        self.ruled(Ruling::Reset, day)?;
        let mut sums = Vec::new();
        for entry in self.entries(period) {
            match (&entry.points, entry.points.known_number()) {
                (_, Some(points)) => sums.push((entry.on, points)),
                (value, None) => {
                    let needs = value.open().map(|open| open.needs.as_slice());
                    merge_needs(&mut row.needs, needs.unwrap_or_default());
                }
            }
        }
        let expiry = match self.ruled(Ruling::Expiry, day)? {
            Some(Said::Length(length)) => Some(length),
            Some(_) | None => None,
        };
        let mut left = left_of(&sums, expiry, day);
        for (ruling, larger) in [(Ruling::Floor, true), (Ruling::Ceiling, false)] {
            if let Some(bound) = self.number_ruled(ruling, day, &mut row.needs)? {
                left = left.map(|left| match larger {
                    true => left.max(bound),
                    false => left.min(bound),
                });
            }
        }
        if left.is_none() {
            merge_needs(&mut row.needs, &[Need::Limit("points")]);
        }
        row.balance = left.filter(|_| row.needs.is_empty());
        if let Some(balance) = row.balance {
            row.redeemable = self.redeemable(balance, day, &mut row.needs)?;
        }
        Ok(row)
    }

    /// The last day of a period, or the day asked about.
    pub fn read_on(&self, period: Period) -> Date {
        let on = self.query.on;
        period.last_day().map_or(on, |last| last.min(on))
    }

    /// What the balance can be exchanged for: whole steps only.
    fn redeemable(
        &mut self,
        balance: Exact,
        day: Date,
        needs: &mut Vec<Need>,
    ) -> Result<Option<Money>, Disputed> {
        let Some(Said::Numbers(said)) = self.ruled(Ruling::Redeem, day)? else {
            return Ok(Some(Money::ZERO));
        };
        for value in &said {
            if let Some(open) = value.open() {
                merge_needs(needs, &open.needs);
            }
        }
        let numbers: Vec<Exact> = said.iter().filter_map(Value::known_number).collect();
        let [step, gives] = numbers.as_slice() else {
            return Ok(None);
        };
        let steps = super::arithmetic::steps(balance.max(Exact::ZERO), *step, false);
        let money = steps.and_then(|steps| paid(steps.checked_mul(*gives)?));
        if money.is_none() {
            merge_needs(needs, &[Need::Limit("points")]);
        }
        Ok(money)
    }

    fn number_ruled(
        &mut self,
        ruling: Ruling,
        day: Date,
        needs: &mut Vec<Need>,
    ) -> Result<Option<Exact>, Disputed> {
        let Some(Said::Numbers(said)) = self.ruled(ruling, day)? else {
            return Ok(None);
        };
        for value in &said {
            if let Some(open) = value.open() {
                merge_needs(needs, &open.needs);
            }
        }
        Ok(said.first().and_then(Value::known_number))
    }

    /// What the highest text says on the day, where it says one thing.
    fn ruled(&mut self, ruling: Ruling, day: Date) -> Ruled {
        let book = self.book;
        let mut found: Vec<(Place, Said)> = Vec::new();
        let mut rank = 0;
        for row in &book.points {
            let is_law = row.force.holds_on(day) && !is_void(&row.void, self.query.on);
            if row.rule.ruling() != Some(ruling) || !is_law || row.rank < rank {
                continue;
            }
            if row.rank > rank {
                (rank, found) = (row.rank, Vec::new());
            }
            self.look_at(day, Scope::default());
            found.push((row.place, self.said(&row.rule)));
        }
        let same = found
            .iter()
            .all(|(_, said)| Some(said) == found.first().map(|(_, said)| said));
        if same {
            Ok(found.into_iter().next().map(|(_, said)| said))
        } else {
            Err(Disputed(
                found.into_iter().map(|(place, _)| place).collect(),
            ))
        }
    }

    fn said(&mut self, rule: &PointsRuleRow) -> Said {
        match *rule {
            PointsRuleRow::Reset(schedule) => Said::Schedule(schedule),
            PointsRuleRow::Expiry(length) => Said::Length(length),
            PointsRuleRow::Floor(node)
            | PointsRuleRow::Ceiling(node)
            | PointsRuleRow::Each { points: node, .. } => Said::Numbers(vec![self.value(node)]),
            PointsRuleRow::Redeem { step, gives } => {
                Said::Numbers(vec![self.value(step), self.value(gives)])
            }
        }
    }

    /// Whether the record reaches the day for everything that earns or costs points, and what records nothing.
    fn points_unrecorded(&mut self, from: Option<Date>, day: Date) -> Vec<Need> {
        let book = self.book;
        let mut needs = Vec::new();
        let reaches = self.is_recorded_until(day);
        let mut missing = |event| {
            if !reaches {
                merge_needs(&mut needs, &[Need::Events { event, until: day }]);
            }
        };
        let mut unrecorded = Vec::new();
        for row in &book.points {
            let PointsRuleRow::Each { action, event, .. } = row.rule else {
                continue;
            };
            // It may have ended, or another version may stand in its place, before it earns anything.
            let first = from.max(row.force.from);
            let ends_before = row.force.last().is_some_and(|last| Some(last) < first);
            if row.force.never
                || is_void(&row.void, self.query.on)
                || row.force.from > Some(day)
                || ends_before
            {
                continue;
            }
            match event.filter(|event| self.is_kept(*event)) {
                Some(event) => missing(event),
                None => unrecorded.push(action),
            }
        }
        spending(&book.register).for_each(&mut missing);
        let mut costly = costly(book);
        costly.retain(|event| self.is_kept(*event));
        costly.into_iter().for_each(&mut missing);
        for action in unrecorded {
            if let Some(action) = book.actions.get(action as usize) {
                let need = self.unrecorded(action);
                merge_needs(&mut needs, &[need]);
            }
        }
        needs
    }
}

/// The events of duties and bans whose breach costs points, and those that such duties are counted from.
fn costly(book: &Book) -> Vec<EventId> {
    let mut events = Vec::new();
    for norm in &book.norms {
        let Act::OnBreach {
            of, consequences, ..
        } = &norm.act
        else {
            continue;
        };
        let mut effects = consequences.of(&book.consequences).iter();
        if !effects.any(|row| matches!(row.effect, EffectRow::Points(_))) {
            continue;
        }
        for broken in of {
            let broken = book.norms.get(*broken as usize).map(|norm| &norm.act);
            events.extend(
                match broken {
                    Some(Act::Ban { event, .. }) => [*event, None],
                    Some(Act::Duty(duty)) => {
                        let duty = book.duties.get(*duty as usize);
                        let anchor = duty.and_then(|duty| anchor_event(&duty.window));
                        [duty.and_then(|duty| duty.event), anchor]
                    }
                    Some(_) | None => [None, None],
                }
                .into_iter()
                .flatten(),
            );
        }
    }
    events
}

/// The event a window is counted from.
const fn anchor_event(window: &WindowRow) -> Option<EventId> {
    match window {
        WindowRow::After(anchor, _)
        | WindowRow::Before(anchor, _)
        | WindowRow::Every(anchor, _) => match anchor {
            AnchorRow::Event(event) => Some(*event),
            AnchorRow::Signing(_) | AnchorRow::Date(_) | AnchorRow::Unrecorded(_) => None,
        },
        WindowRow::Open
        | WindowRow::Each(_)
        | WindowRow::By(_)
        | WindowRow::On(_)
        | WindowRow::Within(_) => None,
    }
}

impl PointsRuleRow {
    const fn ruling(self) -> Option<Ruling> {
        match self {
            Self::Each { .. } => None,
            Self::Redeem { .. } => Some(Ruling::Redeem),
            Self::Reset(_) => Some(Ruling::Reset),
            Self::Floor(_) => Some(Ruling::Floor),
            Self::Ceiling(_) => Some(Ruling::Ceiling),
            Self::Expiry(_) => Some(Ruling::Expiry),
        }
    }
}
