//! What later lines take from entitlements: suspensions, choices, caps, and what was paid already.

use std::collections::BTreeMap;

use super::entitlements::Line;
use super::events::period_kind;
use super::payments::paid;
use super::run::{Run, Scope};
use super::trace::Trace;
use super::value::{Value, merge_needs};
use crate::compile::book::{Book, CapRow};
use crate::evaluate::{Adjustment, AdjustmentKind, EntitlementState, Need};
use crate::facts::Payment;
use crate::model::Place;
use crate::register::BenefitId;
use crate::value::{Date, Money, Period, PeriodKind};

impl Line {
    /// Takes an amount away for a reason.
    fn take(&mut self, place: Place, kind: AdjustmentKind, amount: Money) {
        let left = self.out.payable.checked_sub(amount).unwrap_or(Money::ZERO);
        self.out.payable = left;
        (self.low, self.high) = (left, Some(left));
        self.out.adjustments.push(Adjustment {
            place,
            kind,
            amount: amount.checked_neg().unwrap_or(Money::ZERO),
        });
    }
}

impl<T: Trace> Run<'_, T> {
    /// Suspensions, then choices, then caps, then payments.
    pub fn adjust(&mut self, lines: &mut [Line]) {
        if !self.ledger.suspensions.is_empty() {
            for line in lines.iter_mut() {
                self.suspend_line(line);
            }
        }
        self.choose_between(lines);
        self.caps(lines);
        if !self.home.payments.is_empty() {
            for line in lines.iter_mut() {
                self.paid_already(line);
            }
        }
    }

    /// Only the first suspension that holds for sure takes anything.
    fn suspend_line(&mut self, line: &mut Line) {
        if line.out.state != EntitlementState::Due {
            return;
        }
        let mut open: Vec<Need> = Vec::new();
        let Some(benefit) = line.out.benefit_id() else {
            return;
        };
        for at in self.suspensions_of(benefit, line.scope) {
            let inside = self.is_suspended(at, line.on);
            let Some(row) = self.ledger.suspensions.get(at) else {
                continue;
            };
            if let Some(undecided) = inside.open() {
                merge_needs(&mut open, &undecided.needs);
            } else if inside.is_yes() {
                let (state, kind) = if row.barred {
                    (EntitlementState::Barred, AdjustmentKind::Bar)
                } else {
                    (EntitlementState::Suspended, AdjustmentKind::Suspend)
                };
                let (place, all) = (row.place, line.out.payable);
                line.take(place, kind, all);
                line.out.state = state;
                return;
            }
        }
        if !open.is_empty() {
            line.suspend_judgement(Money::ZERO, &open);
        }
    }

    /// Of exclusive benefits for the same holder and period the highest is paid.
    fn choose_between(&mut self, lines: &mut [Line]) {
        let book = self.book;
        for choice in book.choices.iter().filter(|choice| choice.higher) {
            let mut groups: BTreeMap<(Scope, Period), Vec<usize>> = BTreeMap::new();
            for (at, line) in lines.iter().enumerate() {
                if choice.among.contains(&line.norm)
                    && choice.force.as_asked(self.query.on).holds_on(line.on)
                {
                    let key = (line.scope.without_agreement(), line.out.period);
                    groups.entry(key).or_default().push(at);
                }
            }
            for group in groups.into_values().filter(|group| group.len() > 1) {
                choose_in(lines, &group, choice.place, book);
            }
        }
    }

    fn caps(&mut self, lines: &mut [Line]) {
        let book = self.book;
        let mut counted: Vec<(CapKey, usize)> = Vec::new();
        for cap in book.caps.iter().filter(|cap| !cap.is_replaced) {
            if cap.earlier.is_empty() && !self.may_cap(cap.idle_up_to) {
                continue;
            }
            counted.clear();
            for (at, line) in lines.iter().enumerate() {
                let is_counted = line.scope.member.is_some() || !cap.per_person;
                let benefit = line.out.benefit_id();
                let is_meant = benefit.is_some_and(|benefit| cap.benefits.contains(&benefit));
                if is_meant && is_counted {
                    counted.push((line.cap_key(cap, book), at));
                }
            }
            counted.sort_unstable();
            for group in
                counted.chunk_by(|(a, _), (b, _)| a.member == b.member && a.within == b.within)
            {
                let member = group.first().and_then(|(key, _)| key.member);
                let scope = Scope {
                    member,
                    agreement: None,
                };
                self.cap_group(cap, scope, lines, group);
            }
        }
    }

    /// Whether the household is large enough for a cap to take anything.
    pub fn may_cap(&self, idle_up_to: Option<usize>) -> bool {
        let members = self.own_members;
        members.is_none() || members > idle_up_to
    }

    /// Items use the limit up in order; the one that goes beyond is cut.
    fn cap_group(
        &mut self,
        cap: &CapRow,
        scope: Scope,
        lines: &mut [Line],
        group: &[(CapKey, usize)],
    ) {
        let mut used = Used {
            low: self.paid_before(cap, scope),
            ..Used::default()
        };
        used.high = Some(used.low);
        for (_, at) in group {
            let Some(line) = lines.get_mut(*at) else {
                continue;
            };
            let Some(cap) = self.cap_on(cap, line.on) else {
                continue;
            };
            self.look_at(line.on, scope);
            let holds = self.and_not_excepted(Value::YES, cap.unless);
            if holds.is_no() {
                continue;
            }
            self.look_at(line.on, scope);
            let limit = self.value(cap.limit);
            used.count(line, cap.place, &holds, &limit);
        }
    }

    /// The version of a cap that is law on a day.
    fn cap_on<'c>(&self, cap: &'c CapRow, day: Date) -> Option<&'c CapRow>
    where
        Self: 'c,
    {
        let earlier = cap
            .earlier
            .iter()
            .filter_map(|at| self.book.caps.get(*at as usize));
        let mut versions = std::iter::once(cap).chain(earlier);
        versions.find(|cap| cap.force.as_asked(self.query.on).holds_on(day))
    }

    /// For a lifetime: what was paid before the days asked about.
    fn paid_before(&self, cap: &CapRow, scope: Scope) -> Money {
        if cap.period.is_some() {
            return Money::ZERO;
        }
        let mine = self.home.payments.iter().filter(|payment| {
            let last = payment.period.and_then(Period::last_day);
            let is_once = payment.period == Some(Period::Once);
            let is_asked = is_once || last.is_some_and(|last| last >= self.query.from);
            let is_before = payment.on < self.query.from && !is_asked;
            let holder = scope.member.is_none() || payment.to == scope.member;
            cap.benefits.contains(&payment.benefit) && holder && is_before
        });
        mine.fold(Money::ZERO, |sum, payment| {
            sum.checked_add(payment.amount).unwrap_or(sum)
        })
    }

    /// What was paid of a benefit to the holder of a line for its period: of one that is paid in parts only what was
    /// paid to this household, since those before it have their own parts.
    pub fn payments_for(&self, benefit: BenefitId, line: &Line) -> impl Iterator<Item = &Payment> {
        let (holder, period) = (line.scope, line.out.period);
        let kind = period.kind();
        let head = self.book.heads.get(line.head);
        let own = self
            .own
            .filter(|_| head.is_some_and(|head| self.split_of(head, period).is_some()));
        let record = own.unwrap_or(self.home);
        record.payments.iter().filter(move |payment| {
            let same_period = match payment.period {
                Some(paid) => paid == period,
                None if kind == PeriodKind::Once => true,
                None => Period::containing(kind, payment.on) == period,
            };
            let same = payment.benefit == benefit && payment.to == holder.member;
            same && same_period && payment.on <= self.query.on
        })
    }

    /// A payment of at least what is due makes it paid; a smaller one is taken off.
    fn paid_already(&self, line: &mut Line) {
        if line.out.state != EntitlementState::Due {
            return;
        }
        let Some(benefit) = line.out.benefit_id() else {
            return;
        };
        let matching = self.payments_for(benefit, line);
        let mut sum: Option<Money> = None;
        for payment in matching {
            let so_far = sum.unwrap_or(Money::ZERO);
            sum = Some(so_far.checked_add(payment.amount).unwrap_or(so_far));
        }
        match sum {
            Some(sum) if sum >= line.out.payable && line.out.amount.is_some() => {
                line.out.state = EntitlementState::Paid;
            }
            Some(sum) if line.out.amount.is_some() => {
                let place = line.out.place;
                line.take(place, AdjustmentKind::Paid, sum);
            }
            Some(_) | None => {}
        }
    }
}

/// The highest stays; ties: the first in the text. One that is not decided and may be higher makes
/// the highest undecided.
fn choose_in(lines: &mut [Line], group: &[usize], place: Place, book: &Book) {
    let mut order = group.to_vec();
    order.sort_by_key(|at| lines.get(*at).map(|line| book.in_text(line.out.place)));
    let mut best: Option<(Money, usize)> = None;
    for at in &order {
        let due = lines
            .get(*at)
            .filter(|line| line.out.state == EntitlementState::Due);
        if let Some(amount) = due.and_then(|line| line.out.amount)
            && best.is_none_or(|(known, _)| amount > known)
        {
            best = Some((amount, *at));
        }
    }
    let Some((highest, best)) = best else { return };
    let best_place = lines.get(best).map(|line| line.out.place);
    let mut needs: Vec<Need> = Vec::new();
    for at in order {
        let Some(line) = lines.get_mut(at) else {
            continue;
        };
        let is_earlier = Some(line.out.place) < best_place;
        let may_be_higher = line
            .out
            .at_most
            .is_none_or(|most| most > highest || most == highest && is_earlier);
        match line.out.state {
            EntitlementState::Undetermined if may_be_higher => {
                merge_needs(&mut needs, &line.out.needs);
            }
            EntitlementState::Due if at != best && line.out.amount.is_some() => {
                let all = line.out.payable;
                line.take(place, AdjustmentKind::Choice, all);
            }
            EntitlementState::Due
            | EntitlementState::Undetermined
            | EntitlementState::Paid
            | EntitlementState::Suspended
            | EntitlementState::Barred
            | EntitlementState::Void
            | EntitlementState::Conflict
            | EntitlementState::Gap => {}
        }
    }
    if let Some(line) = lines.get_mut(best).filter(|_| !needs.is_empty()) {
        line.suspend_judgement(Money::ZERO, &needs);
    }
}

/// What a cap's limit has been used for so far: between these.
#[derive(Default)]
struct Used {
    low: Money,
    high: Option<Money>,
    needs: Vec<Need>,
}

impl Used {
    fn count(&mut self, line: &mut Line, place: Place, holds: &Value, limit: &Value) {
        let (limit_low, limit_high) = limit.bounds();
        let (limit_low, limit_high) = (limit_low.and_then(paid), limit_high.and_then(paid));
        let mut needs = self.needs.clone();
        for open in [holds, limit].into_iter().filter_map(Value::open) {
            merge_needs(&mut needs, &open.needs);
        }
        let before = self.high;
        match line.out.state {
            EntitlementState::Due => {
                let payable = line.out.payable;
                let most = excess(payable, self.high, limit_low).unwrap_or(payable);
                let least = if holds.is_yes() {
                    excess(payable, Some(self.low), limit_high).unwrap_or(Money::ZERO)
                } else {
                    Money::ZERO
                };
                if most != least {
                    let low = payable.checked_sub(most).unwrap_or(Money::ZERO);
                    line.suspend_judgement(low, &needs);
                    line.high = payable.checked_sub(least);
                    self.needs = needs;
                } else if most > Money::ZERO {
                    line.used.push((place, self.low));
                    line.take(place, AdjustmentKind::Cap, most);
                }
                if let Some(open) = holds.open() {
                    merge_needs(&mut self.needs, &open.needs);
                }
                let low = if holds.is_yes() {
                    line.low
                } else {
                    Money::ZERO
                };
                self.add(low, line.high);
            }
            EntitlementState::Undetermined => {
                self.needs = needs;
                merge_needs(&mut self.needs, &line.out.needs);
                self.add(Money::ZERO, line.out.at_most);
            }
            EntitlementState::Paid
            | EntitlementState::Suspended
            | EntitlementState::Barred
            | EntitlementState::Void
            | EntitlementState::Conflict
            | EntitlementState::Gap => return,
        }
        // No item goes beyond the limit, beside what was used up before.
        if let (Some(before), Some(limit), true) = (before, limit_high, holds.is_yes()) {
            let most = limit.max(before);
            self.high = Some(self.high.map_or(most, |high| high.min(most)));
        }
    }

    fn add(&mut self, low: Money, high: Option<Money>) {
        self.low = self.low.checked_add(low).unwrap_or(self.low);
        self.high = self.high.and_then(|so_far| so_far.checked_add(high?));
    }
}

/// What of an item goes beyond the limit; none where it cannot be said: at most all of it.
fn excess(payable: Money, used: Option<Money>, limit: Option<Money>) -> Option<Money> {
    let (Some(used), Some(limit)) = (used, limit) else {
        return None;
    };
    let room = limit
        .checked_sub(used)
        .unwrap_or(Money::ZERO)
        .max(Money::ZERO);
    let over = payable.checked_sub(room).unwrap_or(Money::ZERO);
    Some(over.max(Money::ZERO))
}

/// For whom and in which period an item counts under a cap; then in which order: by first day of
/// its period, then by place, then in the order of members.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct CapKey {
    member: Option<u16>,
    within: Period,
    first: Date,
    place: Place,
    holder: Option<u16>,
}

impl Line {
    fn cap_key(&self, cap: &CapRow, book: &Book) -> CapKey {
        let within = cap.period.map_or(Period::Once, |schedule| {
            Period::containing(period_kind(schedule), self.on)
        });
        CapKey {
            member: self.scope.member.filter(|_| cap.per_person),
            within,
            first: self.out.period.first_day().unwrap_or(self.on),
            place: book.in_text(self.out.place),
            holder: self.scope.member,
        }
    }
}
