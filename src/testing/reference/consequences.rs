//! The lines of consequences, verdicts, and which breaches are still listed.

use crate::evaluate::{
    Breach, BreachState, ConsequenceKind, ConsequenceLine, Need, ObligationState,
};
use crate::model::{Consequence, Effect, Label, Per};
use crate::register::{AgreementId, BenefitId, Fund};
use crate::value::{Exact, Money};

use super::breaches::{Item, ItemKind};
use super::firing::{Broken, Following};
use super::numbers::{Span, paid};
use super::stops::Stop;
use super::truth::{Needs, need, spelled};
use super::world::World;

/// A forfeit that happened: of which breach, by which sentence, of which record.
#[derive(Clone, Debug)]
pub(super) struct Forfeit {
    pub(super) broken: usize,
    pub(super) following: usize,
    /// None: it is not known which agreements there are.
    pub(super) record: Option<usize>,
}

impl World<'_> {
    /// Whether a benefit may be taken away by that sentence: village money, and no law against it.
    pub(super) fn may_touch(&self, benefit: BenefitId, voids: &[crate::model::Void]) -> bool {
        let of_village = self
            .register
            .benefit(benefit)
            .is_some_and(|declared| declared.fund == Some(Fund::Village));
        of_village && !self.is_void_for(voids, benefit)
    }

    /// Whether the fund rule leaves anything of a suspension or bar.
    fn touches_something(&self, consequence: &Consequence) -> bool {
        match &consequence.effect {
            Effect::Suspend(suspend) => suspend
                .benefits
                .iter()
                .any(|benefit| self.may_touch(*benefit, &consequence.voids)),
            Effect::Disqualify {
                name: Label::Benefit(benefit),
                ..
            } => self.may_touch(*benefit, &consequence.voids),
            Effect::Pay { .. }
            | Effect::Forfeit(_)
            | Effect::Refund(_)
            | Effect::Disqualify { .. }
            | Effect::Points(_)
            | Effect::Repair { .. }
            | Effect::Notice(_)
            | Effect::Power { .. }
            | Effect::SignAgain => true,
        }
    }

    /// Whether a consequence has anything to act on: a benefit it may take, a deposit.
    pub(super) fn acts_on_something(&self, consequence: &Consequence, item: &Item) -> bool {
        match consequence.effect {
            Effect::Forfeit(agreement) if self.household.agreements.is_some() => {
                self.record_at(agreement, item).is_some()
            }
            _ => self.touches_something(consequence),
        }
    }

    /// Deposits forfeited, each at most once, by the first breach that does so.
    pub(super) fn forfeits(&self, broken: &[Broken<'_>]) -> Vec<Forfeit> {
        let mut order: Vec<usize> = (0..broken.len()).collect();
        order.sort_by_key(|index| {
            broken
                .get(*index)
                .map(|one| (one.item.since, one.item.place, one.item.who))
        });
        let mut found: Vec<Forfeit> = Vec::new();
        for index in order {
            let Some(one) = broken.get(index) else {
                continue;
            };
            for (at, following) in one.following.iter().enumerate() {
                let Effect::Forfeit(agreement) = following.consequence.effect else {
                    continue;
                };
                let sure = one.item.doubt.is_empty() && following.doubt.is_empty();
                let record = self.record_at(agreement, &one.item);
                let known = self.household.agreements.is_some();
                let taken = known && found.iter().any(|earlier| earlier.record == record);
                if sure && !taken && (record.is_some() || !known) {
                    found.push(Forfeit {
                        broken: index,
                        following: at,
                        record,
                    });
                }
            }
        }
        found
    }

    /// The record of an agreement that a breach is about.
    fn record_at(&self, agreement: AgreementId, item: &Item) -> Option<usize> {
        let own = item.record.filter(|index| {
            self.record(*index)
                .is_some_and(|record| record.of == agreement)
        });
        let of_kind = || {
            let records = self.records().iter().enumerate();
            records.filter(|(_, record)| record.of == agreement)
        };
        let in_term = of_kind()
            .filter(|(_, record)| self.in_term(record, item.since).is_yes())
            .max_by_key(|(index, record)| (record.signed, *index));
        let earlier = of_kind()
            .filter(|(_, record)| record.signed.is_some_and(|signed| signed <= item.since))
            .max_by_key(|(index, record)| (record.signed, *index));
        own.or(in_term.or(earlier).map(|(index, _)| index))
    }

    /// The lines of what surely followed a breach.
    fn lines(
        &self,
        index: usize,
        broken: &Broken<'_>,
        forfeits: &[Forfeit],
    ) -> Vec<ConsequenceLine> {
        let mut found = Vec::new();
        for (at, following) in broken.following.iter().enumerate() {
            if broken.item.doubt.is_empty() && following.doubt.is_empty() {
                let forfeit = forfeits
                    .iter()
                    .find(|forfeit| forfeit.broken == index && forfeit.following == at);
                found.extend(self.effect_lines(&broken.item, following, forfeit));
            }
        }
        found.sort_by_key(|line| line.place);
        found
    }

    fn effect_lines(
        &self,
        item: &Item,
        following: &Following<'_>,
        forfeit: Option<&Forfeit>,
    ) -> Vec<ConsequenceLine> {
        let consequence = following.consequence;
        let line = |kind, name| ConsequenceLine {
            place: consequence.place,
            kind,
            name,
            amount: None,
            needs: Vec::new(),
        };
        match &consequence.effect {
            Effect::Pay {
                name,
                amount,
                per,
                at_least,
                at_most,
            } => {
                let at = self.at_item(item, following.of_person);
                let one = match amount {
                    None => Span::unbounded(need(Need::Amount(consequence.place))),
                    Some(amount) => self.number(amount, at),
                };
                let span = self.pay(item, one, *per);
                let least = at_least.as_ref().map(|least| self.number(least, at));
                let span = least.into_iter().fold(span, Span::larger);
                let most = at_most.as_ref().map(|most| self.number(most, at));
                let span = most.into_iter().fold(span, Span::smaller);
                let amount = span.value().and_then(paid);
                vec![ConsequenceLine {
                    amount,
                    needs: spelled(&span.needs),
                    ..line(ConsequenceKind::Pay, Some(name.clone()))
                }]
            }
            Effect::Forfeit(agreement) => {
                let name = Some(Label::Deposit(*agreement));
                let deposit = forfeit.map(|forfeit| self.deposit_line(*agreement, forfeit.record));
                let made = deposit.map(|(amount, needs)| ConsequenceLine {
                    amount,
                    needs,
                    ..line(ConsequenceKind::Forfeit, name)
                });
                made.into_iter().collect()
            }
            Effect::Refund(agreement) => {
                let record = self.record_at(*agreement, item);
                let (amount, needs) = self.deposit_line(*agreement, record);
                vec![ConsequenceLine {
                    amount,
                    needs,
                    ..line(ConsequenceKind::Refund, Some(Label::Deposit(*agreement)))
                }]
            }
            Effect::Suspend(suspend) => suspend
                .benefits
                .iter()
                .filter(|benefit| self.may_touch(**benefit, &consequence.voids))
                .map(|benefit| line(ConsequenceKind::Suspend, Some(Label::Benefit(*benefit))))
                .collect(),
            Effect::Disqualify { name, .. } => {
                let barred = match name {
                    Label::Benefit(benefit) => self.may_touch(*benefit, &consequence.voids),
                    Label::Name(_)
                    | Label::Event(_)
                    | Label::Agreement(_)
                    | Label::Deposit(_)
                    | Label::Fact(_)
                    | Label::Text(_) => true,
                };
                let made = line(ConsequenceKind::Disqualify, Some(name.clone()));
                Some(made).filter(|_| barred).into_iter().collect()
            }
            Effect::Points(_) => vec![line(ConsequenceKind::Points, None)],
            Effect::Repair { duty, .. } => {
                vec![line(ConsequenceKind::Repair, Some(duty.action.clone()))]
            }
            Effect::Notice(_) => vec![line(ConsequenceKind::Notice, None)],
            Effect::SignAgain => vec![line(ConsequenceKind::Repair, None)],
            Effect::Power { action, .. } => {
                vec![line(ConsequenceKind::Power, Some(action.clone()))]
            }
        }
    }

    fn deposit_line(
        &self,
        agreement: AgreementId,
        record: Option<usize>,
    ) -> (Option<Money>, Vec<Need>) {
        let deposit = record.and_then(|record| self.record(record)?.deposit);
        match deposit {
            Some(deposit) => (Some(deposit), Vec::new()),
            None => (None, vec![Need::DepositPaid(agreement)]),
        }
    }

    fn pay(&self, item: &Item, one: Span, per: Option<Per>) -> Span {
        match per {
            None | Some(Per::Time) => one,
            Some(Per::Person) => one.product(self.head_count(item.since)),
            Some(Per::Day) => match item.overdue.open {
                None => one.product(Span::known(Exact::from_int(i128::from(item.overdue.days)))),
                Some(event) => one.product(Span::unbounded(self.record_to(event, self.today()))),
            },
        }
    }

    /// Whether repairs make the breach good, and what would decide it: the worst of them counts,
    /// and a broken repair is as good or bad as its own breach.
    fn verdict(&self, all: &[Broken<'_>], index: usize) -> (BreachState, Needs) {
        let Some(broken) = all.get(index) else {
            return (BreachState::Breach, Needs::new());
        };
        if !broken.item.doubt.is_empty() {
            return (BreachState::Undetermined, broken.item.doubt.clone());
        }
        let mut verdicts: Vec<(BreachState, Needs)> = Vec::new();
        for repair in &broken.repairs {
            let needs = repair.judged.standing.needs.clone();
            verdicts.push(match (repair.judged.standing.state, repair.broken) {
                (ObligationState::Violated, Some(own)) => self.verdict(all, own),
                (ObligationState::Fulfilled, _) => (BreachState::Weak, needs),
                (ObligationState::Undetermined, _) => (BreachState::Undetermined, needs),
                (
                    ObligationState::Created
                    | ObligationState::InEffect
                    | ObligationState::Suspended,
                    _,
                ) => (BreachState::Open, needs),
                (
                    ObligationState::Violated
                    | ObligationState::Discharged
                    | ObligationState::Exercised
                    | ObligationState::Terminated,
                    _,
                ) => (BreachState::Breach, needs),
            });
        }
        for following in &broken.following {
            let repair = matches!(following.consequence.effect, Effect::Repair { .. });
            if repair && !following.doubt.is_empty() {
                verdicts.push((BreachState::Undetermined, following.doubt.clone()));
            }
        }
        let severity = |state: BreachState| match state {
            BreachState::Breach => 3,
            BreachState::Undetermined => 2,
            BreachState::Open => 1,
            BreachState::Weak => 0,
        };
        let Some(worst) = verdicts
            .iter()
            .map(|(state, _)| *state)
            .max_by_key(|one| severity(*one))
        else {
            return (BreachState::Breach, Needs::new());
        };
        let of_worst = verdicts.into_iter().filter(|(state, _)| *state == worst);
        (worst, of_worst.flat_map(|(_, needs)| needs).collect())
    }

    /// The line of a breach, if it is listed.
    pub(super) fn breach_line(
        &self,
        index: usize,
        all: &[Broken<'_>],
        forfeits: &[Forfeit],
        stops: &[Stop<'_>],
    ) -> Option<Breach> {
        let broken = all.get(index)?;
        if !self.is_listed(index, broken, stops) {
            return None;
        }
        let item = &broken.item;
        let (state, needs) = self.verdict(all, index);
        let consequences = self.lines(index, broken, forfeits);
        Some(Breach {
            place: item.place,
            bearer: self.bearer_of(item),
            action: item.action.clone(),
            since: item.since,
            state,
            consequences,
            needs: spelled(&needs),
        })
    }

    fn is_listed(&self, index: usize, broken: &Broken<'_>, stops: &[Stop<'_>]) -> bool {
        let item = &broken.item;
        let hidden = matches!(item.kind, ItemKind::Missed | ItemKind::Kept);
        if !item.doubt.is_empty() && hidden {
            return false;
        }
        let repairs = broken.repairs.iter().map(|repair| &repair.judged);
        let repairing = repairs.clone().any(|one| match one.standing.state {
            ObligationState::InEffect
            | ObligationState::Created
            | ObligationState::Suspended
            | ObligationState::Undetermined => true,
            ObligationState::Violated => one.instance.still_owed && one.standing.on.is_none(),
            ObligationState::Fulfilled
            | ObligationState::Discharged
            | ObligationState::Exercised
            | ObligationState::Terminated => false,
        });
        let stopping = item.doubt.is_empty()
            && (stops
                .iter()
                .any(|stop| stop.broken == Some(index) && self.runs_asked(stop))
                || self.disqualifies_now(broken));
        item.since >= self.query.from
            || item.still_owed && item.doubt.is_empty()
            || item.runs_today
            || repairing
            || stopping
    }

    /// A disqualification from something else than a benefit still runs.
    fn disqualifies_now(&self, broken: &Broken<'_>) -> bool {
        broken.following.iter().any(|following| {
            let Effect::Disqualify { name, length } = &following.consequence.effect else {
                return false;
            };
            let of_benefit = matches!(name, Label::Benefit(_));
            let end = length.and_then(|length| super::dates::plus(broken.item.since, length, 1));
            !of_benefit && end.is_none_or(|end| end > self.query.from)
        })
    }
}
