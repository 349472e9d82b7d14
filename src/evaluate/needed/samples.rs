//! Values that stand for all those a missing fact may have: one on each side of every bound it is compared with.

use chrono::{Days, Months};

use crate::evaluate::Need;
use crate::evaluate::explanation::{Reason, Shown, What};
use crate::evaluate::why_not::steps;
use crate::facts::Household;
use crate::register::{AgreementId, EventId, FactId, FactKind, FactValue, Owner, Register};
use crate::value::{Date, Exact, Money};

/// One way in which something missing may turn out.
#[derive(Clone)]
pub(super) enum Sample {
    /// The fact, of which member, has always had this value.
    Value(FactId, Option<std::sync::Arc<str>>, FactValue),
    /// The record is complete to that day, with or without one more act on it.
    Recorded(Option<EventId>, Date),
    /// The agreement of which no day is known was signed on this one.
    Signed(AgreementId, Date),
    /// So much was paid as its deposit.
    Deposit(AgreementId, Money),
}

/// Samples of what a need may turn out to be; none where no fact of the household decides it.
pub(super) fn of(register: &Register, on: Date, need: &Need, reasons: &[Reason]) -> Vec<Sample> {
    match need {
        Need::Fact { fact, .. } if is_village_s(register, *fact) => Vec::new(),
        Need::Fact { fact, member } => {
            let mut bounds = Vec::new();
            for reason in reasons {
                bounds_of(reason, *fact, &mut bounds, 0);
            }
            values(register, on, *fact, &bounds)
                .into_iter()
                .map(|value| Sample::Value(*fact, member.clone(), value))
                .collect()
        }
        Need::Events { event, until } => vec![
            Sample::Recorded(None, *until),
            Sample::Recorded(Some(*event), *until),
        ],
        Need::Signed(agreement) => [Some(on), on.checked_sub_months(Months::new(12))]
            .into_iter()
            .flatten()
            .map(|day| Sample::Signed(*agreement, day))
            .collect(),
        Need::DepositPaid(agreement) => vec![
            Sample::Deposit(*agreement, Money::ZERO),
            Sample::Deposit(*agreement, Money::from_fen(10_000)),
        ],
        Need::Members
        | Need::Parents(_)
        | Need::Spouse(_)
        | Need::Agreements
        | Need::Record(_)
        | Need::Calendar(_)
        | Need::Parameter(_)
        | Need::Blank(_)
        | Need::EffectDate(_)
        | Need::Definition(_)
        | Need::Amount(_)
        | Need::Limit(_)
        | Need::Of { .. }
        | Need::Household(_)
        | Need::Meeting(_)
        | Need::Households => Vec::new(),
    }
}

/// What is true of the village is not for the household's file to say.
fn is_village_s(register: &Register, fact: FactId) -> bool {
    register.fact(fact).map(|fact| fact.owner) == Some(Owner::Village)
}

/// The deepest reason that is looked into.
const DEEPEST: usize = 64;

/// What the fact is compared with in the reasons.
fn bounds_of(reason: &Reason, fact: FactId, bounds: &mut Vec<Exact>, depth: usize) {
    if let (What::Compare(_), [one, other]) = (&reason.what, reason.because.as_slice()) {
        for (this, that) in [(one, other), (other, one)] {
            let is_it = match &this.what {
                What::Fact { fact: read, .. } => *read == fact,
                What::Age { since, .. } => *since == Some(fact),
                _ => false,
            };
            if let Some(Shown::Known(FactValue::Number(bound))) =
                that.value.as_ref().filter(|_| is_it)
                && !bounds.contains(bound)
            {
                bounds.push(*bound);
            }
        }
    }
    if depth < DEEPEST {
        for part in &reason.because {
            bounds_of(part, fact, bounds, depth + 1);
        }
    }
}

fn values(register: &Register, on: Date, fact: FactId, bounds: &[Exact]) -> Vec<FactValue> {
    let Some(declared) = register.fact(fact) else {
        return Vec::new();
    };
    let step = match &declared.kind {
        FactKind::Bool => return vec![FactValue::Bool(true), FactValue::Bool(false)],
        FactKind::Enum(rows) => {
            let count = u16::try_from(rows.len()).unwrap_or(u16::MAX);
            return (0..count).map(FactValue::Enum).collect();
        }
        FactKind::Date => return days(on, bounds),
        FactKind::Integer | FactKind::Money => Exact::ONE,
        FactKind::Decimal => Exact::new(1, 100).unwrap_or(Exact::ONE),
    };
    let ends = declared.range.map(|(low, high)| [low, high]);
    let mut numbers: Vec<Exact> = ends.into_iter().flatten().collect();
    for bound in bounds {
        let around = [
            Some(*bound),
            bound.checked_sub(step),
            bound.checked_add(step),
        ];
        numbers.extend(around.into_iter().flatten());
    }
    let inside = |number: &Exact| {
        (declared.range).is_none_or(|(low, high)| low <= *number && *number <= high)
    };
    numbers.retain(inside);
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter().map(FactValue::Number).collect()
}

/// Birth dates around each age that counts, and long before.
fn days(on: Date, ages: &[Exact]) -> Vec<FactValue> {
    let years = ages
        .iter()
        .filter_map(|age| u32::try_from(age.to_integer()?).ok());
    let mut days = vec![on.checked_sub_months(Months::new(12 * 100))];
    for years in years {
        let exact = years
            .checked_mul(12)
            .and_then(|months| on.checked_sub_months(Months::new(months)));
        days.push(exact);
        days.push(exact.and_then(|day| day.checked_sub_days(Days::new(40))));
        days.push(exact.and_then(|day| day.checked_add_days(Days::new(2))));
    }
    days.into_iter().flatten().map(FactValue::Date).collect()
}

impl Sample {
    /// The household with this known; none where the file has no such place.
    pub fn filled(&self, home: &Household) -> Option<Household> {
        let mut home = home.clone();
        match self {
            Self::Value(fact, member, value) => {
                let line = steps::timeline(&mut home, *fact, member.as_ref())?;
                line.entries = vec![(None, Some(*value))];
            }
            Self::Recorded(event, until) => {
                home.known_until = Some(home.known_until.map_or(*until, |known| known.max(*until)));
                home.events.get_or_insert_default();
                if let Some(event) = event {
                    steps::record(&mut home, *event, None, *until)?;
                }
            }
            Self::Signed(kind, day) => {
                let records = home.agreements.as_mut()?.iter_mut();
                for record in records.filter(|row| row.of == *kind && row.signed.is_none()) {
                    record.signed = Some(*day);
                }
            }
            Self::Deposit(kind, paid) => {
                let records = home.agreements.as_mut()?.iter_mut();
                for record in records.filter(|row| row.of == *kind && row.deposit.is_none()) {
                    record.deposit = Some(*paid);
                }
            }
        }
        Some(home)
    }
}
