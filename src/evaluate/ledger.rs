//! What has come of duties so far: instances, breaches, what followed.

use crate::evaluate::{
    BreachState, ConsequenceLine, Few, IneffectiveReason, Need, ObligationState,
};
use crate::model::{Action, BodyRef, Label, Party, Place};
use crate::register::{BenefitId, EventId};
use crate::value::{Date, Exact};

use super::entries::Deduction;
use super::run::{Run, Scope};
use super::trace::Trace;
use super::value::{Open, Value};
use crate::compile::book::Act;

/// Whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Bearer {
    pub scope: Scope,
    /// A body, instead of the household or a member.
    pub body: Option<BodyRef>,
}

/// What is to be done, or must not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ActionRef {
    /// Row of [`Book::duties`](crate::compile::book::Book::duties).
    Duty(u32),
    /// A ban, kept state or deposit: row of [`Book::norms`](crate::compile::book::Book::norms).
    Norm(u32),
    /// A condition, which is no action.
    None,
}

/// One duty at one time.
#[derive(Clone, Debug)]
pub(crate) struct Instance {
    pub norm: u32,
    pub place: Place,
    pub action: ActionRef,
    pub bearer: Bearer,
    pub toward: Party,
    /// First and last day.
    pub window: (Date, Option<Date>),
    /// The last day before rest days were looked at, where the period was counted from a day.
    pub raw: Option<Date>,
    pub state: ObligationState,
    /// The act that fulfilled it, or came late.
    pub act: Option<(usize, Date)>,
    /// An act from this day on counts; none where every act up to the last day does.
    pub counts_from: Option<Date>,
    pub still_owed: bool,
    pub needs: Vec<Need>,
    /// First day of the breach, if it is or may be one.
    pub since: Option<Date>,
    /// Why it arose: the day looked at for its condition.
    pub arose: Date,
    /// It was not completed when another version of its article took it over.
    pub taken_over: bool,
    /// On these days, first and last included, it rested.
    pub rests: Vec<(Date, Date)>,
}

/// One breach, or a condition that carries consequences.
#[derive(Clone, Debug)]
pub(crate) struct BreachRow {
    pub norm: u32,
    pub place: Place,
    pub action: ActionRef,
    pub bearer: Bearer,
    pub since: Date,
    /// The deadline that was missed.
    pub missed: Option<Date>,
    pub instance: Option<usize>,
    /// It is a breach for sure; else it may be one.
    pub sure: bool,
    /// While its consequences are looked at: it is one, but whether it completes their count is open.
    pub uncounted: bool,
    /// It is listed where it may be one.
    pub is_item: bool,
    /// Only held to be a breach.
    pub deemed: bool,
    /// The state or condition behind it still lasts on the last day.
    pub ongoing: bool,
    /// The first day on which the state or condition no longer lasted.
    pub until: Option<Date>,
    pub needs: Vec<Need>,
    /// Open questions that are asked where the breach is listed.
    pub open: Vec<(Place, Vec<Need>)>,
    /// What would decide whether it has a repair.
    pub doubts: Vec<Need>,
    pub lines: Vec<ConsequenceLine>,
    /// Instances of repairs, each with the breach of it.
    pub repairs: Vec<(usize, Option<usize>)>,
    /// Rows of [`Ledger::suspensions`].
    pub suspensions: Vec<usize>,
    pub verdict: BreachState,
}

/// A benefit taken for some time.
#[derive(Clone, Debug)]
pub(crate) struct Suspension {
    pub place: Place,
    pub benefits: Vec<BenefitId>,
    pub barred: bool,
    pub bearer: Bearer,
    pub from: Date,
    pub end: SuspensionEnd,
    /// What would decide whether it happened at all; empty: it did.
    pub needs: Vec<Need>,
    pub breach: usize,
}

/// How a suspension ends.
#[derive(Clone, Debug)]
pub(crate) enum SuspensionEnd {
    /// On this day benefits are free again; none: never.
    Day(Option<Date>),
    /// With this event, or on that day.
    Event(EventId, Option<Date>),
    /// With an action that nothing records.
    Unrecorded(Label, Option<Date>),
    /// It lasts while the condition of this norm holds.
    While(u32),
}

/// A deposit that was forfeited or given back, by agreement record.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub agreement: u16,
    /// Row of [`Ledger::breaches`] and of its lines.
    pub line: (usize, usize),
    pub on: Date,
}

/// A payment whose amount is worked out when all duties are known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unpriced {
    /// Row of [`Ledger::breaches`] and of its lines.
    pub line: (usize, usize),
    pub bearer: Bearer,
    /// Row of [`Book::consequences`](crate::compile::book::Book::consequences).
    pub row: u32,
}

/// An act that changed nothing.
#[derive(Clone, Debug)]
pub(crate) struct IneffectiveAct {
    pub place: Place,
    pub bearer: Bearer,
    pub action: Label,
    pub on: Date,
    pub reason: IneffectiveReason,
    pub needs: Vec<Need>,
}

/// Everything of layer 2.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    pub instances: Few<Instance>,
    pub breaches: Few<BreachRow>,
    /// The norm broken and the row of `breaches`, sorted.
    pub by_norm: Few<(u32, usize)>,
    pub suspensions: Vec<Suspension>,
    /// Forfeits and refunds.
    pub taken: Vec<Taken>,
    pub unpriced: Vec<Unpriced>,
    /// `扣N分`
    pub deductions: Vec<Deduction>,
    /// Acts that changed nothing.
    pub ineffective: Vec<IneffectiveAct>,
    /// Open questions that belong to no line.
    pub open: Vec<(Place, Vec<Need>)>,
    /// An amount after a breach is worked out, of this instance where there is one.
    pub current: Option<Option<usize>>,
    /// All duties and repairs are known; before that, overdue days of some are not.
    pub is_complete: bool,
    /// So many norms of [`Order::primary`](crate::compile::book::Order::primary) were looked at.
    pub primaries: usize,
}

impl Ledger {
    /// The breaches of a norm, in the order in which they were found.
    pub fn breaches_of(&self, norm: u32) -> impl Iterator<Item = usize> + '_ {
        let from = self.by_norm.partition_point(|(known, _)| *known < norm);
        let rows = self.by_norm.get(from..).unwrap_or_default().iter();
        let own = rows.take_while(move |(known, _)| *known == norm);
        own.map(|(_, at)| *at)
    }
}

impl<T: Trace> Run<'_, T> {
    /// An open question that belongs to no line.
    pub fn ask(&mut self, place: Place, needs: Vec<Need>) {
        self.ledger.open.push((place, needs));
    }

    /// What is to be done, by name.
    pub fn action(&self, action: ActionRef) -> Option<Action> {
        match action {
            ActionRef::Duty(duty) => {
                let duty = self.book.duties.get(duty as usize)?;
                Some(duty.action.clone())
            }
            ActionRef::Norm(norm) => match &self.book.norms.get(norm as usize)?.act {
                Act::Keep { name, .. } => Some(name.clone()),
                Act::Ban { action, .. } => Some(action.clone()),
                Act::PayDeposit { agreement, .. } | Act::RefundAtEnd(agreement) => {
                    Some(Label::Deposit(*agreement))
                }
                Act::Grant(_)
                | Act::Duty(_)
                | Act::Permit(_)
                | Act::Encourage
                | Act::OnBreach { .. }
                | Act::OnCondition(_)
                | Act::Deemed(_)
                | Act::Share(_)
                | Act::Priority(_)
                | Act::Rate { .. } => None,
            },
            ActionRef::None => None,
        }
    }

    /// The Chinese name of an action that nothing records.
    pub fn unrecorded(&self, action: &Action) -> Need {
        let register = &self.book.register;
        let name = match action {
            Label::Text(text) => text.clone(),
            Label::Name(id) => name(register.names.get(id.index()).map(|name| &name.label)),
            Label::Event(id) => name(register.event(*id).map(|event| &event.label)),
            Label::Benefit(id) => name(register.benefit(*id).map(|benefit| &benefit.label)),
            Label::Agreement(id) => name(register.agreement(*id).map(|kind| &kind.label)),
            Label::Deposit(id) => name(
                register
                    .agreement(*id)
                    .and_then(|kind| kind.deposit.as_ref()),
            ),
            Label::Fact(id) => name(register.fact(*id).map(|fact| &fact.label)),
        };
        Need::Record(name)
    }

    /// Days overdue of the latest instance of a duty on this action whose last day has passed; in what follows the
    /// breach of a duty on it, of that one.
    pub fn overdue_days(&mut self, action: u32) -> Value {
        let Some(action) = self.book.actions.get(action as usize) else {
            return Self::exhausted();
        };
        let current = self.ledger.current;
        // In a consequence the days run on to the last day asked about.
        let day = current.map_or(self.day, |_| self.query.on);
        if !self.spend(self.ledger.instances.len() as u64) {
            return Self::exhausted();
        }
        let broken = current.flatten();
        let broken = broken.and_then(|at| self.ledger.instances.get(at));
        if let Some(own) = broken.filter(|own| self.is_on(own, action)) {
            let last = own.window.1.filter(|last| *last < day);
            return last.map_or(Value::int(0), |last| self.days(own, last, day));
        }
        if self.elsewhere || !self.ledger.is_complete && !self.is_worked_out(action) {
            return Open::limit("overdue").into();
        }
        let (value, changes) = self.latest_overdue(action, day);
        if self.looks_ahead {
            self.may_change(changes);
            self.may_change(self.day.succ_opt());
        }
        value
    }

    /// Of the duties on an action; and the day on which the next of them is overdue.
    fn latest_overdue(&self, action: &Action, day: Date) -> (Value, Option<Date>) {
        let mut latest: Option<(Date, Value)> = None;
        let mut changes = None;
        for instance in &self.ledger.instances {
            let Some(last) = instance.window.1.filter(|_| self.is_on(instance, action)) else {
                continue;
            };
            if last >= day {
                changes = earlier(changes, last.succ_opt());
                continue;
            }
            let known = latest.as_ref().map(|(known, _)| *known);
            if known > Some(last) {
                continue;
            }
            let value = self.days(instance, last, day);
            latest = Some(match latest {
                // Of several with one last day the longest counts.
                Some((known, other)) if known == last => {
                    (last, super::arithmetic::extreme(true, &other, &value))
                }
                _ => (last, value),
            });
        }
        (latest.map_or(Value::int(0), |(_, value)| value), changes)
    }

    /// Whether the instance is of a duty on this action, of whom is looked at.
    fn is_on(&self, instance: &Instance, action: &Action) -> bool {
        let ActionRef::Duty(duty) = instance.action else {
            return false;
        };
        let duty = self.book.duties.get(duty as usize);
        let same = duty.is_some_and(|duty| duty.action == *action && !duty.power);
        let member = self.scope.member;
        let mine = member.is_none()
            || instance.bearer.scope.member.is_none()
            || instance.bearer.scope.member == member;
        same && mine && instance.state != ObligationState::Terminated
    }

    /// Days overdue of an instance whose last day has passed.
    fn days(&self, instance: &Instance, last: Date, day: Date) -> Value {
        let span = |to: Date| {
            let days = crate::value::dates::days_between(last, to);
            Exact::from_int(i128::from(days.max(0)))
        };
        let open = |needs| {
            Value::from(Open {
                kind: super::value::Kind::Unknown,
                low: Some(Exact::ZERO),
                high: Some(span(day)),
                needs,
            })
        };
        match instance.state {
            ObligationState::Violated => match self.late_unknown(instance, day) {
                Some(unseen) => open(vec![unseen]),
                None => {
                    let act = instance.act.map_or(day, |(_, on)| on.min(day));
                    Value::number(span(act))
                }
            },
            ObligationState::Undetermined => open(instance.needs.clone()),
            ObligationState::Created
            | ObligationState::InEffect
            | ObligationState::Suspended
            | ObligationState::Fulfilled
            | ObligationState::Discharged
            | ObligationState::Exercised
            | ObligationState::Terminated => Value::int(0),
        }
    }

    /// Whether every duty on the action has been looked at: no repair, and none still to come.
    fn is_worked_out(&self, action: &Action) -> bool {
        let order = &self.book.order.primary;
        let done = order.get(..self.ledger.primaries).unwrap_or_default();
        let mut rows = (0_u32..).zip(&self.book.duties);
        rows.all(|(id, duty)| {
            duty.power
                || duty.action != *action
                || done.iter().any(|norm| {
                    let row = self.book.norms.get(*norm as usize);
                    row.is_some_and(|row| matches!(row.act, Act::Duty(duty) if duty == id))
                })
        })
    }
}

fn name(label: Option<&crate::register::Label>) -> String {
    label.map_or_else(String::new, |label| label.zh.clone())
}

fn earlier(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
