//! Answers about the village: shares of pots, who comes first, grades, decisions, sums of reports.

use crate::calendar::Calendar;
use crate::evaluate::{
    CheckState, Entitlement, EntitlementState, Findings, Need, Priority, PriorityState,
    ProcedureLine, ProcedureState, Query, Rating, RatingState,
};
use crate::facts::{Meeting, Village};
use crate::model::{BodyRef, Expr, Head, Meaning, Place, Share, Subject};
use crate::register::{FactValue, Register};
use crate::value::{Exact, Money, Period};

use super::expressions::Value;
use super::numbers::{Span, paid};
use super::parts::{divided, fen};
use super::truth::{Badness, Needs, Truth, spelled, worst};
use super::versions::Law;
use super::village::{Around, Weight, as_home};
use super::world::{At, Who, World};

/// A sum of a report: state, both sides where they are numbers, what would decide it.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "as the lines of an outcome")]
pub struct Checked {
    pub place: Place,
    pub state: CheckState,
    pub sides: Option<(Option<FactValue>, Option<FactValue>)>,
    pub needs: Vec<Need>,
}

/// What the texts say of a village itself.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "as the lists of an outcome")]
pub struct OfVillage {
    pub bodies: Findings,
    pub ratings: Vec<Rating>,
    pub procedures: Vec<ProcedureLine>,
    pub checks: Vec<Checked>,
}

/// What the texts say of a village itself, worked out the long way.
#[must_use]
pub fn evaluate_village(
    register: &Register,
    meaning: &Meaning,
    calendar: &Calendar,
    village: &Village,
    query: &Query,
) -> OfVillage {
    let home = as_home(village);
    let world = World {
        around: Some(Around {
            village,
            home: &home,
        }),
        is_village: true,
        ..World::alone(register, meaning, calendar, &home, *query)
    };
    let mut bodies = world.findings();
    let ratings = world.ratings();
    let checks = world.checks();
    let open = ratings
        .iter()
        .filter(|row| row.state == RatingState::Undetermined)
        .map(|row| (row.place, row.needs.clone()));
    let open = open.chain(checks.iter().map(|row| (row.place, row.needs.clone())));
    for (place, needs) in open.filter(|(_, needs)| !needs.is_empty()) {
        bodies
            .undetermined
            .push(crate::evaluate::Open { place, needs });
    }
    bodies
        .undetermined
        .sort_by(|a, b| (a.place, &a.needs).cmp(&(b.place, &b.needs)));
    bodies.undetermined.dedup();
    OfVillage {
        bodies: Findings {
            obligations: bodies.obligations,
            breaches: bodies.breaches,
            undetermined: bodies.undetermined,
            ..Findings::default()
        },
        procedures: world.procedures(village),
        ratings,
        checks,
    }
}

impl World<'_> {
    /// The household's part of each pot.
    pub(super) fn share_lines(&self) -> Vec<Entitlement> {
        let mut found = Vec::new();
        for (_, norm) in self.living_norms() {
            if let Head::Share(share) = &norm.head
                && norm.subject == Subject::Household
                && !self.is_village
            {
                found.extend(self.part(norm.place, share, self.weights(norm, share)));
            }
        }
        found
    }

    fn part(
        &self,
        place: Place,
        share: &Share,
        all: Option<(Span, Vec<Weight>)>,
    ) -> Option<Entitlement> {
        let (pot, weights) = all?;
        let own = weights
            .iter()
            .position(|(id, _)| *id == self.household.id)?;
        let (_, weight) = weights.get(own)?;
        let needs: Needs = std::iter::once(&pot)
            .chain(weights.iter().map(|(_, weight)| weight))
            .flat_map(|span| span.needs.iter().cloned())
            .collect();
        let line = |state, amount: Option<Money>, low, high, needs: &Needs| Entitlement {
            place,
            benefit: share.pot.clone(),
            holder: self.household.id.clone(),
            period: Period::Once,
            state,
            amount,
            at_least: low,
            at_most: high,
            payable: amount.unwrap_or(Money::ZERO),
            adjustments: Vec::new(),
            needs: spelled(&self.own(needs.clone())),
        };
        let known: Option<Vec<Exact>> = weights.iter().map(|(_, one)| one.value()).collect();
        if let (true, Some(pot), Some(known)) = (needs.is_empty(), pot.value(), known) {
            let part = divided(paid(pot)?, &known).get(own).copied()?;
            return (part > Money::ZERO).then(|| {
                line(
                    EntitlementState::Due,
                    Some(part),
                    part,
                    Some(part),
                    &Needs::new(),
                )
            });
        }
        let is_nothing = |span: &Span| span.high.is_some_and(|high| high <= Exact::ZERO);
        if is_nothing(weight) || is_nothing(&pot) {
            return None;
        }
        let others: Vec<&Span> = weights
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != own)
            .map(|(_, (_, one))| one)
            .collect();
        let sum = |of: fn(&Span) -> Option<Exact>| {
            let mut all = others.iter().map(|one| of(one));
            all.try_fold(Exact::ZERO, |sum, one| sum.checked_add(one?))
        };
        let part = |pot: Option<Exact>, own: Option<Exact>, others: Option<Exact>| {
            let all = others?.checked_add(own?)?;
            pot?.checked_mul(own?)?.checked_div(all)
        };
        let low = part(pot.low, weight.low, sum(|one| one.high));
        let high = part(pot.high, weight.high, sum(|one| one.low)).or(pot.high);
        let state = match worst(&needs) {
            Badness::Unknown => EntitlementState::Undetermined,
            Badness::Gap => EntitlementState::Gap,
            Badness::Conflict => EntitlementState::Conflict,
        };
        let low = low.and_then(|low| fen(low, false)).unwrap_or(Money::ZERO);
        let high = high.and_then(|high| fen(high, true));
        Some(line(state, None, low, high, &needs))
    }

    /// What the household or its members come first in.
    pub(super) fn priority_rows(&self) -> Vec<Priority> {
        let mut found = Vec::new();
        let today = self.today();
        for (_, norm) in self.living_norms() {
            let Head::Priority { matter } = &norm.head else {
                continue;
            };
            for setting in self.settings_of(norm) {
                let mut add = |who: Who, holds: Truth| {
                    let state = match &holds {
                        Truth::No => return,
                        Truth::Yes => PriorityState::Holds,
                        Truth::Open(_) => PriorityState::Undetermined,
                    };
                    let member = who.member().and_then(|index| self.member(index));
                    found.push(Priority {
                        place: norm.place,
                        matter: matter.clone(),
                        holder: member
                            .map_or_else(|| self.household.id.clone(), |member| member.id.clone()),
                        state,
                        needs: spelled(&holds.needs()),
                    });
                };
                if norm.subject == Subject::Person && self.household.members.is_none() {
                    if !self.is_there(Who::Household, today) {
                        continue;
                    }
                    let law = self.in_force(norm, setting, today, Law::of(norm));
                    let unknown = Truth::open(Need::Members);
                    add(Who::Household, Truth::all([law, unknown]));
                    continue;
                }
                for who in self.bearers(norm) {
                    if who.member().is_some_and(|member| !self.is_own(member)) {
                        continue;
                    }
                    add(who, self.applies(norm, setting, who, today));
                }
            }
        }
        found
    }

    fn ratings(&self) -> Vec<Rating> {
        let mut found = Vec::new();
        let today = self.today();
        let at = At {
            day: today,
            ..At::default()
        };
        for (_, norm) in self.living_norms() {
            let Head::Rate { grade, award } = &norm.head else {
                continue;
            };
            let setting = self.settings_of(norm).into_iter().next();
            let holds = setting.map_or(Truth::No, |setting| {
                self.applies(norm, setting, Who::Household, today)
            });
            if holds.is_no() {
                continue;
            }
            let award = award.as_ref().map(|award| self.number(award, at));
            let more = award
                .as_ref()
                .map_or_else(Needs::new, |one| one.needs.clone());
            found.push(Rating {
                place: norm.place,
                grade: grade.clone(),
                state: if holds.is_yes() {
                    RatingState::Rated
                } else {
                    RatingState::Undetermined
                },
                award: award.and_then(|award| award.value()).and_then(paid),
                needs: spelled(&super::numbers::joined(holds.needs(), more)),
            });
        }
        found
    }

    /// Whether meetings decided as the texts ask.
    fn procedures(&self, village: &Village) -> Vec<ProcedureLine> {
        let mut found = Vec::new();
        for procedure in &self.meaning.procedures {
            let Some(document) = self.document(procedure.place.document) else {
                continue;
            };
            let days = super::dates::days(self.query.from, self.today());
            let is_over = document.until.is_some_and(|until| until < self.query.from)
                || !days
                    .into_iter()
                    .any(|day| self.article_lives(procedure.place, day));
            if is_over {
                continue;
            }
            let own = procedure.matter.is_none();
            let last = match document.adopted {
                Some(adopted) if own => adopted.min(self.today()),
                _ => self.today(),
            };
            let title = crate::model::Label::Text(document.title.clone());
            let matter = procedure.matter.clone().or(document.name.clone());
            let matter = matter.unwrap_or(title);
            let fitting: Vec<&Meeting> = village
                .meetings
                .iter()
                .flatten()
                .filter(|one| one.on <= last && one.body == procedure.body && one.matter == matter)
                .collect();
            let met = fitting
                .iter()
                .rev()
                .find(|one| passed(one, procedure.quorum));
            let shown = met.or(fitting.last());
            let is_told = own
                && village.meetings.is_some()
                && village.known_until.is_some_and(|known| known >= last);
            let state = match (met, shown) {
                (Some(_), _) => ProcedureState::Met,
                (None, Some(_)) => ProcedureState::Missed,
                (None, None) if is_told => ProcedureState::Missed,
                (None, None) => ProcedureState::Undetermined,
            };
            let needs = Some(Need::Meeting(procedure.place));
            found.push(ProcedureLine {
                place: procedure.place,
                matter: procedure.matter.clone(),
                body: procedure.body,
                meeting: shown.map(|one| one.on),
                state,
                needs: needs
                    .filter(|_| state == ProcedureState::Undetermined)
                    .into_iter()
                    .collect(),
            });
        }
        found
    }

    /// The sums of reports, on the last day asked about.
    fn checks(&self) -> Vec<Checked> {
        let at = At {
            day: self.today(),
            ..At::default()
        };
        let mut found = Vec::new();
        for check in &self.meaning.checks {
            if !self.is_law(check.place, self.today(), Law::default()) {
                continue;
            }
            let holds = self.truth(&check.holds, at);
            let state = match &holds {
                Truth::Yes => CheckState::Holds,
                Truth::No => CheckState::Fails,
                Truth::Open(needs) => match worst(needs) {
                    Badness::Unknown => CheckState::Undetermined,
                    Badness::Gap => CheckState::Gap,
                    Badness::Conflict => CheckState::Conflict,
                },
            };
            let side = |of: &Expr| match self.value(of, at) {
                Value::Number(span) => span.value().map(FactValue::Number),
                Value::Truth(_) | Value::Date(_) | Value::Choice(_) => None,
            };
            let sides = match (&check.holds, check.sort) {
                (Expr::Compare(_, left, right), Some(_)) => Some((side(left), side(right))),
                _ => None,
            };
            found.push(Checked {
                place: check.place,
                state,
                sides,
                needs: spelled(&holds.needs()),
            });
        }
        found
    }
}

/// Whether the votes are enough.
fn passed(meeting: &Meeting, quorum: Option<(bool, Exact, bool)>) -> bool {
    let part = |some: u32, all: u32| Exact::new(i128::from(some), i128::from(all));
    let enough = |some: u32, all: u32, share: Exact, at_least: bool| {
        part(some, all).is_some_and(|part| part > share || at_least && part == share)
    };
    let half = Exact::new(1, 2).unwrap_or(Exact::ONE);
    let thirds = Exact::new(2, 3).unwrap_or(Exact::ONE);
    let came = if meeting.body == BodyRef::Representatives {
        enough(meeting.present, meeting.eligible, thirds, true)
    } else {
        enough(meeting.present, meeting.eligible, half, false)
    };
    match quorum {
        Some((false, share, at_least)) => {
            enough(meeting.in_favour, meeting.eligible, share, at_least)
        }
        Some((true, share, at_least)) => {
            came && enough(meeting.in_favour, meeting.present, share, at_least)
        }
        None => came && enough(meeting.in_favour, meeting.present, half, false),
    }
}
