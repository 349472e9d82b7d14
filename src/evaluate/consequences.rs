//! What follows a breach or a condition, once it has happened.

use super::acts::Arisen;
use super::breaches::breach_of;
use super::duties::{Case, is_void, next_day};
use super::events::period_kind;
use super::ledger::{Bearer, Suspension, SuspensionEnd, Taken, Unpriced};
use super::run::{Run, Scope};
use super::timeline::beginning;
use super::trace::Trace;
use super::value::{Open, Value, merge_needs};
use super::windows::{Last, Occasion};
use crate::compile::book::{
    Act, AnchorRow, ConsequenceRow, EffectRow, Rows, SuspendRow, WindowRow,
};
use crate::evaluate::{ConsequenceKind, ConsequenceLine, Need};
use crate::facts::Agreement;
use crate::model::{Label, Place, Subject};
use crate::register::{AgreementId, BenefitId, FactValue};
use crate::value::dates::corresponding_day;
use crate::value::{Date, Period};

/// Whether anything may have followed, and what would decide what is open.
#[derive(Debug, Default)]
pub(crate) struct Followed {
    pub may_be: bool,
    pub is_sure: bool,
    pub undecided: Vec<Need>,
}

/// What would decide whether something that may have followed did.
#[derive(Default)]
struct Doubts {
    /// Of the consequence by itself.
    own: Vec<Need>,
    /// Of what brought it about as well.
    all: Vec<Need>,
}

impl Doubts {
    fn of(breach: Vec<Need>, own: &[Need]) -> Self {
        let mut all = breach;
        merge_needs(&mut all, own);
        Self {
            own: own.to_vec(),
            all,
        }
    }
}

impl ConsequenceLine {
    pub(crate) const fn new(place: Place, kind: ConsequenceKind, name: Option<Label>) -> Self {
        Self {
            place,
            kind,
            name,
            amount: None,
            needs: Vec::new(),
        }
    }
}

impl SuspendRow {
    /// The benefits that can be taken on a day.
    pub fn reach(&self, on: Date) -> Vec<BenefitId> {
        let is_void = |benefit: BenefitId| {
            let mut spans = self.void.iter().filter(|(void, ..)| *void == benefit);
            spans.any(|(_, from, until)| is_void(&[(*from, *until)], on))
        };
        let all = self.benefits.iter().copied();
        all.filter(|benefit| !is_void(*benefit)).collect()
    }
}

impl<'a, T: Trace> Run<'a, T> {
    /// What follows a breach under some consequences. `applies` is whether their sentence does.
    /// What keeps some of them undecided is handed back.
    pub fn follow(&mut self, at: usize, case: Case<'a>, rows: Rows, applies: &Value) -> Followed {
        let before = self.goes_on.replace(case.norm.force.version());
        let followed = self.follow_each(at, case, rows, applies);
        self.goes_on = before;
        followed
    }

    fn follow_each(&mut self, at: usize, case: Case<'a>, rows: Rows, applies: &Value) -> Followed {
        let book = self.book;
        let mut followed = Followed::default();
        for (id, row) in (rows.start..).zip(rows.of(&book.consequences)) {
            let Some(breach) = self.ledger.breaches.get(at) else {
                break;
            };
            let (since, sure, mut needs) = (breach.since, breach.sure, breach.needs.clone());
            let (instance, uncounted) = (breach.instance, breach.uncounted);
            if !self.has_effect(row, case, since) || !self.spend(1) {
                continue;
            }
            self.look_at(since, case.bearer.scope);
            let holds = self.in_consequence(instance, |run| {
                run.and_not_excepted(applies.clone(), row.unless)
            });
            followed.may_be |= !holds.is_no();
            followed.is_sure |= holds.is_yes();
            match (&holds, sure) {
                (Value::Known(FactValue::Bool(true)), true) => self.effect(at, case, (id, row)),
                (Value::Known(FactValue::Bool(true)), false) => {
                    self.maybe_take(at, case, (id, row), Doubts::of(needs, &[]));
                }
                (Value::Known(_), _) => {}
                (Value::Open(open), sure) => {
                    if sure {
                        needs.clear();
                    }
                    let doubts = Doubts::of(needs, &open.needs);
                    if sure || uncounted {
                        self.doubt(at, row, &doubts.all);
                    }
                    merge_needs(&mut followed.undecided, &open.needs);
                    self.maybe_take(at, case, (id, row), doubts);
                }
            }
        }
        followed
    }

    /// What is not decided leaves a trace: benefits and balance become undetermined, and so does whether a
    /// breach is made good.
    fn maybe_take(
        &mut self,
        at: usize,
        case: Case<'a>,
        (id, row): (u32, &'a ConsequenceRow),
        doubts: Doubts,
    ) {
        match &row.effect {
            EffectRow::Suspend(suspend) | EffectRow::Disqualify { suspend, .. } => {
                self.suspend(at, case, row.place, suspend, doubts);
            }
            EffectRow::Points(_) => self.deduct(at, case, id, doubts.all),
            EffectRow::Repair { .. } => {
                if let Some(breach) = self.ledger.breaches.get_mut(at) {
                    merge_needs(&mut breach.doubts, &doubts.all);
                }
            }
            EffectRow::Pay { .. }
            | EffectRow::Forfeit(_)
            | EffectRow::Refund(_)
            | EffectRow::Notice
            | EffectRow::Power(_)
            | EffectRow::SignAgain => {}
        }
    }

    /// Whether anything is left of an effect, once what is void is taken from it; a forfeit needs
    /// a deposit.
    pub fn has_effect(&self, row: &ConsequenceRow, case: Case<'a>, since: Date) -> bool {
        let on = self.query.on;
        if is_void(&row.void, on) {
            return false;
        }
        match &row.effect {
            EffectRow::Suspend(suspend) => !suspend.reach(on).is_empty(),
            EffectRow::Disqualify { name, suspend } => {
                !matches!(name, Label::Benefit(_)) || !suspend.reach(on).is_empty()
            }
            EffectRow::Forfeit(kind) => {
                self.home.agreements.is_none() || self.deposit_of(*kind, case, since).is_some()
            }
            EffectRow::Pay { .. }
            | EffectRow::Refund(_)
            | EffectRow::Points(_)
            | EffectRow::Repair { .. }
            | EffectRow::Notice
            | EffectRow::Power(_)
            | EffectRow::SignAgain => true,
        }
    }

    /// Whether something follows is not decided.
    fn doubt(&mut self, at: usize, row: &ConsequenceRow, needs: &[Need]) {
        if let Some(breach) = self.ledger.breaches.get_mut(at) {
            breach.open.push((row.place, needs.to_vec()));
        }
    }

    fn add_line(&mut self, at: usize, line: ConsequenceLine) -> usize {
        let Some(breach) = self.ledger.breaches.get_mut(at) else {
            return 0;
        };
        if !line.needs.is_empty() {
            breach.open.push((line.place, line.needs.clone()));
        }
        breach.lines.push(line);
        breach.lines.len() - 1
    }

    fn effect(&mut self, at: usize, case: Case<'a>, (id, row): (u32, &'a ConsequenceRow)) {
        let place = row.place;
        let line = |kind, name| ConsequenceLine::new(place, kind, name);
        match &row.effect {
            EffectRow::Pay { name, .. } => {
                let line = line(ConsequenceKind::Pay, Some(name.clone()));
                let line = (at, self.add_line(at, line));
                // The amount may count days overdue of duties that only arise later.
                self.ledger.unpriced.push(Unpriced {
                    line,
                    bearer: case.bearer,
                    row: id,
                });
            }
            EffectRow::Forfeit(kind) => self.take(at, case, place, *kind, true),
            EffectRow::Refund(kind) => self.take(at, case, place, *kind, false),
            EffectRow::Suspend(suspend) => {
                for benefit in suspend.reach(self.query.on) {
                    let name = Some(Label::Benefit(benefit));
                    self.add_line(at, line(ConsequenceKind::Suspend, name));
                }
                self.suspend(at, case, place, suspend, Doubts::default());
            }
            EffectRow::Disqualify { name, suspend } => {
                let name = Some(name.clone());
                self.add_line(at, line(ConsequenceKind::Disqualify, name));
                self.suspend(at, case, place, suspend, Doubts::default());
            }
            EffectRow::Points(_) => {
                self.add_line(at, line(ConsequenceKind::Points, None));
                self.deduct(at, case, id, Vec::new());
            }
            EffectRow::Notice => {
                self.add_line(at, line(ConsequenceKind::Notice, None));
            }
            EffectRow::Power(action) => {
                self.add_line(at, line(ConsequenceKind::Power, Some(action.clone())));
            }
            EffectRow::SignAgain => {
                self.add_line(at, line(ConsequenceKind::Repair, None));
            }
            EffectRow::Repair { duty, failing } => {
                let name = self.book.duties.get(*duty as usize);
                let name = name.map(|duty| duty.action.clone());
                self.add_line(at, line(ConsequenceKind::Repair, name));
                self.repair(at, case, place, *duty, *failing);
            }
        }
    }

    /// A deposit is kept, or given back; what was paid, and not more.
    fn take(&mut self, at: usize, case: Case<'a>, place: Place, kind: AgreementId, forfeit: bool) {
        let Some(since) = self.ledger.breaches.get(at).map(|breach| breach.since) else {
            return;
        };
        let what = if forfeit {
            ConsequenceKind::Forfeit
        } else {
            ConsequenceKind::Refund
        };
        let mut line = ConsequenceLine::new(place, what, Some(Label::Deposit(kind)));
        if self.home.agreements.is_none() {
            line.needs = vec![Need::DepositPaid(kind)];
            self.add_line(at, line);
            return;
        }
        let Some((agreement, record)) = self.deposit_of(kind, case, since) else {
            return;
        };
        line.amount = record.deposit;
        if record.deposit.is_none() {
            line.needs = vec![Need::DepositPaid(kind)];
        }
        let line = (at, self.add_line(at, line));
        self.ledger.taken.push(Taken {
            agreement,
            line,
            on: since,
        });
    }

    /// The agreement whose deposit it is: the norm's own, else the latest in force, else the latest.
    fn deposit_of(
        &self,
        kind: AgreementId,
        case: Case<'a>,
        since: Date,
    ) -> Option<(u16, &'a Agreement)> {
        if let Some(own) = case.bearer.scope.agreement {
            return self.agreements_of(kind)?.find(|(at, _)| *at == own);
        }
        let document = self.book.agreement_documents.get(kind.index()).copied();
        let binds = |run: &Self, record: &Agreement| {
            let term = run.term(record, document.flatten());
            term.end.is_none_or(|end| since <= end)
        };
        let records: Vec<(u16, &Agreement)> = self
            .agreements_of(kind)?
            .filter(|(_, record)| record.signed.is_some_and(|signed| signed <= since))
            .collect();
        let latest = |records: &mut dyn Iterator<Item = (u16, &'a Agreement)>| {
            records.max_by_key(|(_, record)| record.signed)
        };
        let mut bound = records.iter().copied().filter(|(_, one)| binds(self, one));
        latest(&mut bound).or_else(|| latest(&mut records.iter().copied()))
    }

    /// The benefits are taken from the first day on.
    fn suspend(
        &mut self,
        at: usize,
        case: Case<'a>,
        place: Place,
        row: &SuspendRow,
        doubts: Doubts,
    ) {
        let benefits = row.reach(self.query.on);
        let Some(breach) = self.ledger.breaches.get(at) else {
            return;
        };
        let from = breach.since;
        let free = row
            .length
            .map(|length| corresponding_day(from, length).unwrap_or(Date::MAX));
        let is_condition = breach.action == super::ledger::ActionRef::None;
        let has_end = free.is_some() || row.until.is_some();
        let end = match (&row.until, row.until_event) {
            // Since when it holds is not known: neither is when it ends.
            _ if from == beginning() => SuspensionEnd::While(case.id),
            (_, Some(event)) if self.is_kept(event) => SuspensionEnd::Event(event, free),
            (Some(action), _) => SuspensionEnd::Unrecorded(action.clone(), free),
            (None, _) if is_condition && free.is_none() && !benefits.is_empty() => {
                SuspensionEnd::While(case.id)
            }
            (None, _) => SuspensionEnd::Day(free),
        };
        let needs = match end {
            // Whether the condition holds is asked anew on each day.
            SuspensionEnd::While(_) if !has_end => doubts.own,
            SuspensionEnd::While(_)
            | SuspensionEnd::Day(_)
            | SuspensionEnd::Event(..)
            | SuspensionEnd::Unrecorded(..) => doubts.all,
        };
        self.ledger.suspensions.push(Suspension {
            place,
            benefits,
            barred: row.barred,
            bearer: case.bearer,
            from,
            end,
            needs,
            breach: at,
        });
        let row = self.ledger.suspensions.len() - 1;
        if let Some(breach) = self.ledger.breaches.get_mut(at) {
            breach.suspensions.push(row);
        }
    }

    /// A new duty, counted from the missed deadline or the forbidden act; what follows its breach.
    fn repair(&mut self, at: usize, case: Case<'a>, place: Place, duty: u32, failing: Rows) {
        let Some(breach) = self.ledger.breaches.get(at) else {
            return;
        };
        let trigger = breach.missed.unwrap_or(breach.since);
        let bearer = repairer(case, breach.bearer);
        let occasion = self.repair_occasion(duty, trigger, bearer.scope);
        let members = self.home.members.as_deref().unwrap_or_default();
        let member = bearer.scope.member;
        let member = member.and_then(|at| members.get(usize::from(at)));
        let arisen = Arisen {
            norm: case.id,
            place,
            duty,
            bearer,
            from: Some(occasion.first),
            occasion,
            ends: member.and_then(|member| member.until).or(self.home.until),
            rests: Vec::new(),
        };
        let Some(instance) = self.instance(&arisen) else {
            return;
        };
        let index = self.ledger.instances.len();
        self.ledger.instances.push(instance);
        let broken = self.ledger.instances.get(index);
        let broken = broken.and_then(|instance| breach_of(index, instance, self.query.on));
        let broken = broken.map(|breach| self.add_breach(breach));
        if let Some(breach) = self.ledger.breaches.get_mut(at) {
            breach.repairs.push((index, broken));
        }
        if let Some(broken) = broken {
            let case = Case { bearer, ..case };
            self.follow(broken, case, failing, &Value::YES);
        }
    }

    /// The days of a repair.
    fn repair_occasion(&mut self, duty: u32, trigger: Date, scope: Scope) -> Occasion {
        let book = self.book;
        let open = Occasion::new(trigger, trigger, Last::Never);
        let Some(row) = book.duties.get(duty as usize) else {
            return open;
        };
        let until = |last| Occasion::new(trigger, trigger, last);
        match &row.window {
            WindowRow::Within(length) => until(self.counted_end(trigger, *length)),
            WindowRow::By(day) => next_day(*day, trigger).map_or(open, |day| until(Last::Day(day))),
            WindowRow::On(day) => next_day(*day, trigger)
                .map_or(open, |day| Occasion::new(trigger, day, Last::Day(day))),
            WindowRow::Each(schedule) => {
                let period = Period::containing(period_kind(*schedule), trigger);
                period.last_day().map_or(open, |day| until(Last::Day(day)))
            }
            WindowRow::After(AnchorRow::Event(event), length) => {
                let next = self
                    .acts(*event, scope, Some(trigger), self.query.on)
                    .next();
                let on = next.map(|(_, act)| act.on);
                on.map_or(open, |on| {
                    Occasion::new(on, on, self.counted_end(on, *length))
                })
            }
            WindowRow::Open
            | WindowRow::After(..)
            | WindowRow::Before(..)
            | WindowRow::Every(..) => open,
        }
    }
}

/// Who repairs: whoever broke it; after several breaches of a household, the household.
fn repairer(case: Case<'_>, breaker: Bearer) -> Bearer {
    let is_counted = matches!(case.norm.act, Act::OnBreach { count: Some(_), .. });
    let of_household = is_counted && case.norm.subject == Subject::Household;
    let member = breaker.scope.member.filter(|_| !of_household);
    let scope = Scope {
        member,
        ..breaker.scope
    };
    Bearer { scope, ..breaker }
}

/// What stands where an amount cannot be told.
pub(crate) fn no_amount(place: Place) -> Value {
    Open::missing(Need::Amount(place)).into()
}
