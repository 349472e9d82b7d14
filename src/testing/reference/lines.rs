//! Lines of entitlements while they are worked out.

use crate::evaluate::{Adjustment, AdjustmentKind, Entitlement, EntitlementState, Need};
use crate::model::Place;
use crate::register::BenefitId;
use crate::value::{Date, Money, Period};

use super::numbers::{Span, paid};
use super::truth::{Badness, Needs, Truth, at_head, bad, spelled, worst};
use super::world::{Who, World};

/// What a clause would pay.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Granted {
    /// So much.
    Amount(Span),
    /// The text names no amount, or only what it is not above.
    NotSaid(Option<Span>),
    /// No row fits.
    Gap,
}

/// A clause that grants, or may grant, a benefit to somebody for a period.
#[derive(Clone, Debug)]
pub(super) struct Grant {
    pub(super) norm: usize,
    pub(super) place: Place,
    pub(super) benefit: BenefitId,
    pub(super) who: Who,
    /// The sentence speaks of persons, also where nobody knows which.
    pub(super) of_person: bool,
    pub(super) period: Period,
    pub(super) first: Date,
    pub(super) judged: Date,
    /// The day on which this clause was looked at: of a part of the period, the part's own.
    pub(super) on: Date,
    pub(super) guard: Truth,
    pub(super) granted: Granted,
}

impl Grant {
    /// The amount as paid, where it is known.
    pub(super) fn amount(&self) -> Option<Money> {
        match &self.granted {
            Granted::Amount(span) => span.value().and_then(paid),
            Granted::NotSaid(_) | Granted::Gap => None,
        }
    }

    pub(super) fn low(&self) -> Money {
        match &self.granted {
            Granted::Amount(span) => span.low.and_then(paid).unwrap_or(Money::ZERO),
            Granted::NotSaid(_) | Granted::Gap => Money::ZERO,
        }
    }

    pub(super) fn high(&self) -> Option<Money> {
        match &self.granted {
            Granted::Amount(span) => span.high.and_then(paid),
            Granted::NotSaid(most) => most.as_ref()?.high.and_then(paid),
            Granted::Gap => None,
        }
    }

    /// What would decide guard and amount, one after the other.
    pub(super) fn inputs(&self) -> [Needs; 2] {
        let amount = match &self.granted {
            Granted::Amount(span) => span.needs.clone(),
            Granted::NotSaid(most) => most
                .as_ref()
                .map_or_else(Needs::new, |most| most.needs.clone()),
            Granted::Gap => bad(Need::Amount(self.place), Badness::Gap),
        };
        [self.guard.needs(), amount]
    }

    /// What it grants is decided: an amount, or that the text names none.
    pub(super) fn says(&self) -> bool {
        match &self.granted {
            Granted::Amount(span) | Granted::NotSaid(Some(span)) => span.value().is_some(),
            Granted::NotSaid(None) => true,
            Granted::Gap => false,
        }
    }

    /// Guard and amount are both decided.
    pub(super) fn is_decided(&self) -> bool {
        self.guard.is_yes() && self.says()
    }
}

/// A line on its way to the answer.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) norm: usize,
    pub(super) place: Place,
    pub(super) benefit: BenefitId,
    pub(super) who: Who,
    pub(super) period: Period,
    pub(super) first: Date,
    pub(super) judged: Date,
    pub(super) state: EntitlementState,
    pub(super) amount: Option<Money>,
    pub(super) at_least: Money,
    pub(super) at_most: Option<Money>,
    pub(super) payable: Money,
    pub(super) adjustments: Vec<Adjustment>,
    pub(super) needs: Needs,
}

impl Line {
    /// A line that pays nothing yet.
    pub(super) fn of(grant: &Grant, state: EntitlementState) -> Self {
        Self {
            norm: grant.norm,
            place: grant.place,
            benefit: grant.benefit,
            who: grant.who,
            period: grant.period,
            first: grant.first,
            judged: grant.judged,
            state,
            amount: None,
            at_least: Money::ZERO,
            at_most: None,
            payable: Money::ZERO,
            adjustments: Vec::new(),
            needs: Needs::new(),
        }
    }

    /// A line that is not decided: a plain unknown has bounds, a gap or conflict has none.
    pub(super) fn open(grant: &Grant, needs: Needs, least: Money, most: Option<Money>) -> Self {
        let state = match worst(&needs) {
            Badness::Unknown => EntitlementState::Undetermined,
            Badness::Gap => EntitlementState::Gap,
            Badness::Conflict => EntitlementState::Conflict,
        };
        let bounded = state == EntitlementState::Undetermined;
        Self {
            at_least: if bounded { least } else { Money::ZERO },
            at_most: most.filter(|_| bounded),
            needs,
            ..Self::of(grant, state)
        }
    }

    /// The line of one clause alone.
    pub(super) fn alone(grant: &Grant) -> Self {
        let needs = at_head(grant.inputs());
        if !grant.guard.is_yes() {
            return Self::open(grant, needs, Money::ZERO, grant.high());
        }
        match (&grant.granted, grant.amount()) {
            (Granted::Gap, _) => Self::open(grant, needs, Money::ZERO, None),
            (Granted::NotSaid(_), _) if needs.is_empty() => Self {
                at_most: grant.high(),
                ..Self::of(grant, EntitlementState::Due)
            },
            (Granted::Amount(_), Some(amount)) => Self {
                amount: Some(amount),
                at_least: amount,
                at_most: Some(amount),
                payable: amount,
                ..Self::of(grant, EntitlementState::Due)
            },
            (Granted::Amount(_) | Granted::NotSaid(_), _) => {
                Self::open(grant, needs, grant.low(), grant.high())
            }
        }
    }

    /// Takes so much away, under a sentence.
    pub(super) fn take(&mut self, place: Place, kind: AdjustmentKind, amount: Money) {
        self.payable = self.payable.checked_sub(amount).unwrap_or(Money::ZERO);
        self.adjustments.push(Adjustment {
            place,
            kind,
            amount: amount.checked_neg().unwrap_or(Money::ZERO),
        });
    }

    /// Leaves open what is paid; what would decide it.
    pub(super) fn leave_open(&mut self, needs: Needs) {
        self.state = EntitlementState::Undetermined;
        self.payable = Money::ZERO;
        self.needs.extend(needs);
    }
}

impl World<'_> {
    /// The line as an answer gives it.
    pub(super) fn entitlement(&self, line: Line) -> Entitlement {
        let member = line.who.member().and_then(|index| self.member(index));
        Entitlement {
            place: line.place,
            benefit: crate::model::Label::Benefit(line.benefit),
            holder: member.map_or_else(|| self.household.id.clone(), |member| member.id.clone()),
            period: line.period,
            state: line.state,
            amount: line.amount,
            at_least: line.at_least,
            at_most: line.at_most,
            payable: line.payable,
            adjustments: line.adjustments,
            needs: spelled(&line.needs),
        }
    }
}
