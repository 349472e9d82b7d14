//! Periods paid in parts, by months or by days: each part is judged by itself, and the parts are added.

use crate::evaluate::{Conflict, EntitlementState, Need};
use crate::model::{Entitle, Head, Label, Norm, Schedule, Split, Subject};
use crate::register::BenefitId;
use crate::value::{Date, Exact, Period};

use super::dates;
use super::entitle::{Judging, Part};
use super::group::Merged;
use super::lines::{Grant, Granted, Line};
use super::numbers::{Span, joined};
use super::truth::{Badness, Needs, Truth, bad};
use super::versions::Law;
use super::world::{Who, World};

/// What is granted together: a benefit, to persons or to households, for periods of a sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sort {
    pub(super) benefit: BenefitId,
    pub(super) of_person: bool,
    pub(super) schedule: Schedule,
}

impl Sort {
    pub(super) fn of(norm: &Norm, entitle: &Entitle) -> Self {
        Self {
            benefit: entitle.benefit,
            of_person: norm.subject == Subject::Person,
            schedule: entitle.schedule,
        }
    }
}

/// What counts in one part of a period.
struct Counted {
    share: Exact,
    grants: Vec<Grant>,
    /// Clauses that contradict each other there.
    disputed: Vec<crate::model::Place>,
}

impl World<'_> {
    /// The sentences that grant what is granted together.
    pub(super) fn granting(&self, sort: Sort) -> Vec<(usize, &Norm, &Entitle)> {
        let living = self.living_norms().into_iter();
        living
            .filter_map(|(index, norm)| {
                let Head::Entitle(entitle) = &norm.head else {
                    return None;
                };
                let is_void = self.is_void_for(&norm.voids, entitle.benefit);
                (!is_void && Sort::of(norm, entitle) == sort).then_some((index, norm, entitle))
            })
            .collect()
    }

    /// Whether a period is paid in parts: where a sentence says so that is law on one of its days.
    pub(super) fn split_of(&self, sort: Sort, period: Period) -> Option<Split> {
        let (first, last) = (period.first_day()?, period.last_day()?.min(self.today()));
        let all = self.granting(sort).into_iter();
        let said = all.filter(|(_, norm, entitle)| {
            let mut days = dates::days(first, last).into_iter();
            entitle.split.is_some() && days.any(|day| self.is_law(norm.place, day, Law::GRANT))
        });
        let said: Vec<Option<Split>> = said.map(|(.., entitle)| entitle.split).collect();
        if said.contains(&Some(Split::Day)) {
            Some(Split::Day)
        } else {
            said.into_iter().flatten().next()
        }
    }

    /// The lines of all periods that are paid in parts.
    pub(super) fn split_lines(&self, from: Date) -> Merged {
        let mut sorts: Vec<Sort> = Vec::new();
        for (_, norm) in self.living_norms() {
            if let Head::Entitle(entitle) = &norm.head {
                let sort = Sort::of(norm, entitle);
                let is_split = entitle.split.is_some() && entitle.schedule != Schedule::Once;
                if is_split && !sorts.contains(&sort) {
                    sorts.push(sort);
                }
            }
        }
        let (mut lines, mut conflicts) = (Vec::new(), Vec::new());
        for sort in sorts {
            for judging in self.judgings(sort.schedule, from) {
                let Some(split) = self.split_of(sort, judging.0) else {
                    continue;
                };
                for who in self.possible_holders(sort) {
                    let counted = self.parts_of(sort, split, judging, who);
                    self.put_together(&counted, judging, (&mut lines, &mut conflicts));
                }
            }
        }
        (lines, conflicts)
    }

    /// Everybody who may hold a part: also who comes or leaves inside the period.
    fn possible_holders(&self, sort: Sort) -> Vec<Who> {
        if sort.of_person && self.household.members.is_some() {
            (0..self.members().len()).map(Who::Member).collect()
        } else {
            vec![Who::Household]
        }
    }

    /// The parts of a period up to today, each with the clauses that count in it.
    fn parts_of(&self, sort: Sort, split: Split, judging: Judging, who: Who) -> Vec<Counted> {
        let (_, first, _) = judging;
        let last = dates::period_around(sort.schedule, first).map_or(first, |(_, last)| last);
        let until = last.min(self.today());
        let parts: Vec<Date> = match split {
            Split::Day => dates::days(first, until),
            Split::Month => {
                let months = dates::periods(Schedule::Month, first, until).into_iter();
                months.map(|(_, last)| last.min(until)).collect()
            }
        };
        let whole = match split {
            Split::Day => dates::days(first, last).len(),
            Split::Month => dates::periods(Schedule::Month, first, last).len(),
        };
        let whole = Exact::from_int(i128::try_from(whole).unwrap_or(1));
        let share = Exact::ONE.checked_div(whole).unwrap_or(Exact::ZERO);
        // What came before is paid to those whose place it took.
        let begins = self.own.and_then(|own| own.from);
        let own = parts.into_iter();
        let own = own.filter(|day| begins.is_none_or(|begins| begins <= *day));
        let counted = own.map(|day| {
            let part = Part { judging, day };
            let granted = self.granted_on(sort, part, who);
            let (grants, disputed) = self.counting(&granted);
            Counted {
                share,
                grants,
                disputed,
            }
        });
        counted.collect()
    }

    fn granted_on(&self, sort: Sort, part: Part, who: Who) -> Vec<Grant> {
        let mut found = Vec::new();
        for (index, norm, entitle) in self.granting(sort) {
            for setting in self.settings_of(norm) {
                let holders = self.holders(norm, setting, part.day).into_iter();
                for (holder, guard) in holders.filter(|(holder, _)| *holder == who) {
                    if !guard.is_no() {
                        let grant =
                            self.grant(index, (norm, entitle), setting, (holder, guard), part);
                        found.push(grant);
                    }
                }
            }
        }
        found
    }

    /// The clauses of one part that count, and those that contradict each other in it.
    fn counting(&self, granted: &[Grant]) -> (Vec<Grant>, Vec<crate::model::Place>) {
        let contest = self.contest(granted);
        let possible = &contest.possible;
        let Some(first) = possible.first().filter(|_| !contest.is_single()) else {
            return (
                possible.iter().map(|one| (*one).clone()).collect(),
                Vec::new(),
            );
        };
        if !contest.disputed.is_empty() {
            let places = contest.disputed.iter().map(|one| one.place).collect();
            // Whatever the first of them says: with it the sum is a conflict, and needs what its other parts need.
            let first = contest.disputed.first().map(|one| Grant {
                granted: Granted::Amount(Span::unbounded(Needs::new())),
                ..(*one).clone()
            });
            return (first.into_iter().collect(), places);
        }
        let sure = possible.iter().find(|one| one.guard.is_yes());
        let mut all = possible.iter();
        let agree = all.all(|one| one.says() && one.amount() == first.amount());
        match sure.filter(|_| agree) {
            Some(sure) => (vec![under_ceilings(sure, possible)], Vec::new()),
            None => (vec![either_of(first, possible, contest.higher)], Vec::new()),
        }
    }

    /// One line for all that counts, or one for each clause where several count together.
    fn put_together(
        &self,
        counted: &[Counted],
        judging: Judging,
        (lines, conflicts): (&mut Vec<Line>, &mut Vec<(Line, Conflict)>),
    ) {
        let several = counted.iter().any(|part| part.grants.len() > 1);
        let mut norms: Vec<Option<usize>> = vec![None];
        if several {
            let all = counted.iter().flat_map(|part| &part.grants);
            norms = all.map(|grant| Some(grant.norm)).collect();
            norms.sort_unstable();
            norms.dedup();
        }
        let mut places: Vec<_> = counted
            .iter()
            .flat_map(|part| part.disputed.clone())
            .collect();
        places.sort_unstable();
        places.dedup();
        for norm in norms {
            let Some(grant) = summed(counted, norm, judging) else {
                continue;
            };
            let mut line = Line::alone(&grant);
            let own = counted.iter().filter(|part| !part.disputed.is_empty());
            let is_disputed = own
                .flat_map(|part| &part.grants)
                .any(|one| norm.is_none_or(|norm| norm == one.norm));
            if is_disputed {
                line = Line {
                    needs: line.needs,
                    ..Line::of(&grant, EntitlementState::Conflict)
                };
            }
            if !places.is_empty() {
                let row = Conflict {
                    head: Label::Benefit(grant.benefit),
                    holder: Some(self.entitlement(line.clone()).holder),
                    places: places.clone(),
                };
                conflicts.push((line.clone(), row));
            }
            lines.push(line);
        }
    }
}

/// The parts of one clause, or of all, as one grant; none where no part grants anything.
fn summed(counted: &[Counted], norm: Option<usize>, judging: Judging) -> Option<Grant> {
    let (mut amount, mut ceiling) = (
        Some(Span::known(Exact::ZERO)),
        Some(Span::known(Exact::ZERO)),
    );
    let (mut doubt, mut is_sure, mut last) = (Needs::new(), false, None);
    for part in counted {
        let own = part.grants.iter();
        for grant in own.filter(|grant| norm.is_none_or(|norm| norm == grant.norm)) {
            is_sure |= grant.guard.is_yes();
            doubt = joined(doubt, grant.guard.needs());
            let (said, most) = match &grant.granted {
                Granted::Amount(span) => (Some(span.clone()), Some(span.clone())),
                Granted::NotSaid(most) => (None, most.clone()),
                Granted::Gap => {
                    let gap = Span::unbounded(bad(Need::Amount(grant.place), Badness::Gap));
                    (Some(gap.clone()), Some(gap))
                }
            };
            amount = added(amount, said, grant, part.share);
            ceiling = added(ceiling, most, grant, part.share);
            last = Some(grant);
        }
    }
    let (period, first, judged) = judging;
    Some(Grant {
        period,
        first,
        judged,
        guard: if is_sure {
            Truth::Yes
        } else {
            Truth::Open(doubt)
        },
        granted: match amount {
            Some(amount) => Granted::Amount(amount),
            None => Granted::NotSaid(ceiling),
        },
        ..last?.clone()
    })
}

/// The sum with one more part, which brings nothing where it may not be granted.
fn added(sum: Option<Span>, part: Option<Span>, grant: &Grant, share: Exact) -> Option<Span> {
    let part = part?.larger(Span::known(Exact::ZERO));
    let part = part.map(|amount| amount.checked_mul(share));
    let part = if grant.guard.is_yes() {
        part
    } else {
        let needs = joined(grant.guard.needs(), part.needs);
        Span::between(Some(Exact::ZERO), part.high, needs)
    };
    Some(sum?.sum(part))
}

/// A clause beside others that say the same: where none names an amount, the highest ceiling holds.
fn under_ceilings(sure: &Grant, possible: &[&Grant]) -> Grant {
    let mut found = sure.clone();
    if let Granted::NotSaid(_) = &found.granted {
        let most = possible.iter().map(|one| match &one.granted {
            Granted::NotSaid(most) => most.as_ref().and_then(Span::value),
            Granted::Amount(_) | Granted::Gap => None,
        });
        let most: Option<Vec<Exact>> = most.collect();
        let most = most.and_then(|all| all.into_iter().max());
        found.granted = Granted::NotSaid(most.map(Span::known));
    }
    found
}

/// It is open which of several clauses counts: all that may come out, under the first.
fn either_of(first: &Grant, possible: &[&Grant], higher: bool) -> Grant {
    let span = |grant: &Grant| match &grant.granted {
        Granted::Amount(span) | Granted::NotSaid(Some(span)) => Some(span.clone()),
        Granted::NotSaid(None) | Granted::Gap => None,
    };
    let is_sure = possible.iter().any(|one| one.guard.is_yes());
    let low = |grant: &&&Grant| match &grant.granted {
        Granted::Amount(span) => span.low,
        Granted::NotSaid(_) | Granted::Gap => None,
    };
    let low = if higher {
        let sure = possible.iter().filter(|one| one.guard.is_yes());
        sure.filter_map(|one| low(&one)).max()
    } else {
        let lows: Option<Vec<Exact>> = possible.iter().map(|one| low(&one)).collect();
        lows.and_then(|lows| lows.into_iter().min())
    };
    let highs = possible
        .iter()
        .map(|one| span(one).and_then(|span| span.high));
    let highs: Option<Vec<Exact>> = highs.collect();
    let needs = super::truth::at_head(possible.iter().flat_map(|one| one.inputs()));
    Grant {
        guard: if is_sure {
            Truth::Yes
        } else {
            Truth::Open(needs.clone())
        },
        granted: Granted::Amount(Span {
            low,
            high: highs.and_then(|highs| highs.into_iter().max()),
            needs,
        }),
        ..first.clone()
    }
}
