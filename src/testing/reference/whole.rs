//! Answers about the village: shares of pots, who comes first, grades, decisions, sums of reports.

use crate::calendar::Calendar;
use crate::evaluate::{
    Entitlement, EntitlementState, Findings, Need, Open, Priority, PriorityState, ProcedureLine,
    ProcedureState, Proceeding, Query, Rating, RatingState,
};
use crate::facts::{Meeting, Village};
use crate::model::{BodyRef, Head, Meaning, Place, Share, Subject};
use crate::register::Register;
use crate::value::{Exact, Money, Period};

use super::numbers::{Span, paid};
use super::parts::{divided, fen};
use super::reports::{Checked, Measured};
use super::truth::{Badness, Needs, Truth, spelled, worst};
use super::versions::Law;
use super::village::{Around, Weight, as_home};
use super::world::{At, Who, World};

/// What the texts say of a village itself.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "as the lists of an outcome")]
pub struct OfVillage {
    pub bodies: Findings,
    pub ratings: Vec<Rating>,
    pub procedures: Vec<ProcedureLine>,
    pub checks: Vec<Checked>,
    pub measures: Vec<Measured>,
    pub proceedings: Vec<Proceeding>,
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
    let (proceedings, more) = world.proceedings(village);
    let open = ratings
        .iter()
        .filter(|row| row.state == RatingState::Undetermined)
        .map(|row| (row.place, row.needs.clone()));
    let open = open.chain(checks.iter().map(|row| (row.place, row.needs.clone())));
    for (place, needs) in open.filter(|(_, needs)| !needs.is_empty()) {
        bodies.undetermined.push(Open { place, needs });
    }
    bodies.undetermined.extend(more);
    bodies
        .undetermined
        .sort_by(|a, b| (a.place, &a.needs).cmp(&(b.place, &b.needs)));
    bodies.undetermined.dedup();
    OfVillage {
        bodies: Findings {
            obligations: bodies.obligations,
            breaches: bodies.breaches,
            undetermined: bodies.undetermined,
            ineffective: bodies.ineffective,
            ..Findings::default()
        },
        procedures: world.procedures(village),
        measures: world.measures(),
        ratings,
        checks,
        proceedings,
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

    /// Whether the sentence is not over on all days asked about.
    pub(super) fn may_be_law_when_asked(&self, place: Place) -> bool {
        let until = self.document(place.document).and_then(|one| one.until);
        let mut days = super::dates::days(self.query.from, self.today()).into_iter();
        until.is_none_or(|until| until >= self.query.from)
            && days.any(|day| self.article_lives(place, day))
    }

    /// Whether meetings decided as the texts ask.
    fn procedures(&self, village: &Village) -> Vec<ProcedureLine> {
        let mut found = Vec::new();
        for procedure in &self.meaning.procedures {
            let Some(document) = self.document(procedure.place.document) else {
                continue;
            };
            if !self.may_be_law_when_asked(procedure.place) {
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
}

/// Whether the votes are enough.
pub(super) fn passed(meeting: &Meeting, quorum: Option<(bool, Exact, bool)>) -> bool {
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
