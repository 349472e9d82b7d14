//! The points of a household: what its record and its breaches earn and cost, read at the end of each period.

use crate::evaluate::{Conflict, PointsBalance};
use crate::model::{Anchor, Effect, Head, Label, Place, Points, PointsRule, Window};
use crate::register::EventId;
use crate::value::{Date, Exact, Money, Period, PeriodKind, Rounding};

use super::dates;
use super::expressions::Value;
use super::firing::{Asked, Broken};
use super::numbers::{Span, joined, paid, rounded};
use super::truth::{Needs, need, spelled};
use super::versions::Law;
use super::world::{At, Who, World};

/// The sentences of which one counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Each,
    Redeem,
    Reset,
    Floor,
    Ceiling,
    Expiry,
}

const fn kind(rule: &Points) -> Kind {
    match rule {
        Points::Each { .. } => Kind::Each,
        Points::Redeem { .. } => Kind::Redeem,
        Points::Reset(_) => Kind::Reset,
        Points::Floor(_) => Kind::Floor,
        Points::Ceiling(_) => Kind::Ceiling,
        Points::Expiry(_) => Kind::Expiry,
    }
}

/// Sentences of one rank that say different things.
struct Disputed(Vec<Place>);

/// One line of the ledger: its day, whether it comes from a breach, its place in the record, the points.
struct Entry {
    on: Date,
    number: Option<usize>,
    place: Option<Place>,
    points: Span,
}

/// The rows, the contradictions among the sentences, and what is open.
pub(super) type Ledger = (Vec<PointsBalance>, Vec<Conflict>, Vec<Asked>);

impl World<'_> {
    /// A row for each period that meets the days asked about.
    pub(super) fn ledger(&self, broken: &[Broken<'_>]) -> Ledger {
        let (mut rows, mut conflicts, mut asked) = Ledger::default();
        let rules = self.points_rules(self.today());
        let first = rules.first().filter(|_| !self.is_village);
        let Some(place) = first.map(|rule| rule.place) else {
            return (rows, conflicts, asked);
        };
        for (period, first, day) in self.points_periods() {
            let mut row = PointsBalance {
                place,
                period,
                balance: None,
                redeemable: None,
                needs: Vec::new(),
            };
            if let Err(Disputed(places)) = self.read(&mut row, first, day, broken) {
                (row.balance, row.redeemable) = (None, None);
                row.needs.clear();
                let conflict = Conflict {
                    head: Label::Text("积分".to_owned()),
                    holder: None,
                    places,
                };
                if !conflicts.contains(&conflict) {
                    conflicts.push(conflict);
                }
            }
            let needs = row.needs.iter().cloned().flat_map(need).collect();
            asked.push((place, needs));
            rows.push(row);
        }
        (rows, conflicts, asked)
    }

    /// The sentences about points that are law on a day.
    fn points_rules(&self, day: Date) -> Vec<&PointsRule> {
        let rules = self.meaning.points.iter();
        let law = rules.filter(|rule| {
            self.is_law(rule.place, day, Law::default()) && !self.is_void(&rule.voids)
        });
        law.collect()
    }

    /// What the highest text says of that on the day; of one rank all must say the same.
    fn ruled(&self, wanted: Kind, day: Date) -> Result<Option<&PointsRule>, Disputed> {
        let rules = self.points_rules(day).into_iter();
        let rules: Vec<&PointsRule> = rules.filter(|rule| kind(&rule.rule) == wanted).collect();
        let rank = |rule: &&&PointsRule| self.clause(rule.place).rank;
        let highest = rules.iter().map(|rule| rank(&rule)).max();
        let rules = rules.iter().filter(|rule| Some(rank(rule)) == highest);
        let rules: Vec<&PointsRule> = rules.copied().collect();
        let Some(first) = rules.first() else {
            return Ok(None);
        };
        let same = rules
            .iter()
            .all(|rule| self.says_the_same(rule, first, day));
        if same {
            Ok(Some(first))
        } else {
            Err(Disputed(rules.iter().map(|rule| rule.place).collect()))
        }
    }

    fn says_the_same(&self, one: &PointsRule, other: &PointsRule, day: Date) -> bool {
        let at = At {
            day,
            ..At::default()
        };
        let values = |rule: &PointsRule| -> Vec<Value> {
            match &rule.rule {
                Points::Redeem { step, gives } => {
                    vec![self.value(step, at), self.value(gives, at)]
                }
                Points::Floor(bound) | Points::Ceiling(bound) => vec![self.value(bound, at)],
                Points::Each { .. } | Points::Reset(_) | Points::Expiry(_) => Vec::new(),
            }
        };
        let said = |rule: &PointsRule| match rule.rule {
            Points::Reset(schedule) => (Some(schedule), None),
            Points::Expiry(length) => (None, Some(length)),
            Points::Each { .. } | Points::Redeem { .. } | Points::Floor(_) | Points::Ceiling(_) => {
                (None, None)
            }
        };
        said(one) == said(other) && values(one) == values(other)
    }

    /// Each period with its first day and the day on which it is read; one where points never start anew.
    fn points_periods(&self) -> Vec<(Period, Option<Date>, Date)> {
        let reset = self.ruled(Kind::Reset, self.today()).ok().flatten();
        let schedule = reset.and_then(|rule| match rule.rule {
            Points::Reset(schedule) => Some(schedule),
            Points::Each { .. }
            | Points::Redeem { .. }
            | Points::Floor(_)
            | Points::Ceiling(_)
            | Points::Expiry(_) => None,
        });
        let kind = schedule
            .and_then(dates::months_of)
            .map(|months| match months {
                12 => PeriodKind::Year,
                6 => PeriodKind::Half,
                3 => PeriodKind::Quarter,
                _ => PeriodKind::Month,
            });
        let Some((schedule, kind)) = schedule.zip(kind) else {
            return vec![(Period::Once, None, self.today())];
        };
        let all = dates::periods(schedule, self.query.from, self.today()).into_iter();
        all.map(|(first, last)| {
            let period = Period::containing(kind, first);
            (period, Some(first), last.min(self.today()))
        })
        .collect()
    }

    fn read(
        &self,
        row: &mut PointsBalance,
        first: Option<Date>,
        day: Date,
        broken: &[Broken<'_>],
    ) -> Result<(), Disputed> {
        let mut needs = self.points_unrecorded(first, day);
        self.ruled(Kind::Reset, day)?;
        let entries = self.points_entries(first, day, broken);
        for entry in &entries {
            needs.extend(entry.points.needs.iter().cloned());
        }
        let known = entries
            .iter()
            .filter_map(|entry| Some((entry.on, entry.points.value()?)));
        let expiry = self.ruled(Kind::Expiry, day)?;
        let left = left_over(
            &known.collect::<Vec<_>>(),
            expiry.map(|rule| &rule.rule),
            day,
        );
        let floor = self.bound(Kind::Floor, day, &mut needs)?;
        let ceiling = self.bound(Kind::Ceiling, day, &mut needs)?;
        let left = floor.map_or(left, |floor| left.max(floor));
        let left = ceiling.map_or(left, |ceiling| left.min(ceiling));
        if needs.is_empty() {
            row.balance = Some(left);
            row.redeemable = self.redeemable(left, day, &mut needs)?;
        }
        row.needs = spelled(&needs);
        Ok(())
    }

    fn bound(&self, wanted: Kind, day: Date, needs: &mut Needs) -> Result<Option<Exact>, Disputed> {
        let Some(rule) = self.ruled(wanted, day)? else {
            return Ok(None);
        };
        let (Points::Floor(bound) | Points::Ceiling(bound)) = &rule.rule else {
            return Ok(None);
        };
        let at = At {
            day,
            ..At::default()
        };
        let bound = self.number(bound, at);
        needs.extend(bound.needs.iter().cloned());
        Ok(bound.value())
    }

    /// Whole steps only; nothing without a sentence that says so.
    fn redeemable(
        &self,
        balance: Exact,
        day: Date,
        needs: &mut Needs,
    ) -> Result<Option<Money>, Disputed> {
        let Some(rule) = self.ruled(Kind::Redeem, day)? else {
            return Ok(Some(Money::ZERO));
        };
        let Points::Redeem { step, gives } = &rule.rule else {
            return Ok(None);
        };
        let at = At {
            day,
            ..At::default()
        };
        let (step, gives) = (self.number(step, at), self.number(gives, at));
        needs.extend(joined(step.needs.clone(), gives.needs.clone()));
        let Some((step, gives)) = step.value().zip(gives.value()) else {
            return Ok(None);
        };
        let steps = balance.max(Exact::ZERO).checked_div(step);
        let steps = steps.and_then(|steps| rounded(steps, Rounding::Down, Exact::ONE));
        Ok(steps.and_then(|steps| paid(steps.checked_mul(gives)?)))
    }

    /// What of the record is missing for what is earned, taken and spent up to a day.
    fn points_unrecorded(&self, first: Option<Date>, day: Date) -> Needs {
        let mut needs = Needs::new();
        for rule in &self.meaning.points {
            let Points::Each { action, .. } = &rule.rule else {
                continue;
            };
            let document = self.document(rule.place.document);
            let begun = document.and_then(|document| document.from);
            let from = first.or(begun).unwrap_or_else(|| self.earliest());
            let mut days = dates::days(from, day).into_iter();
            let is_law = days.any(|day| self.is_law(rule.place, day, Law::default()));
            if is_law && !self.is_void(&rule.voids) {
                needs.extend(match self.event_of(action) {
                    Ok(event) => self.record_to(event, day),
                    Err(needs) => needs,
                });
            }
        }
        let spent = self.spending().into_iter();
        for event in spent.chain(self.costly()) {
            needs.extend(self.record_to(event, day));
        }
        needs
    }

    /// The events that spend points.
    fn spending(&self) -> Vec<EventId> {
        let events = (0_u16..).zip(&self.register.events);
        let spending = events.filter(|(_, event)| event.redeems);
        spending.map(|(at, _)| EventId(at)).collect()
    }

    /// The events of what costs points when it is broken, and those it is counted from.
    fn costly(&self) -> Vec<EventId> {
        let mut found = Vec::new();
        for norm in &self.meaning.norms {
            let Head::OnBreach {
                of, consequences, ..
            } = &norm.head
            else {
                continue;
            };
            let mut effects = consequences.iter().map(|one| &one.effect);
            if effects.any(|effect| matches!(effect, Effect::Points(_))) {
                let broken = of.iter().filter_map(|id| self.norm(id.index()));
                let actions = broken.flat_map(|norm| match &norm.head {
                    Head::Duty(duty) => [Some(duty.action.clone()), counted_from(&duty.window)],
                    Head::Ban(ban) => [Some(ban.action.clone()), None],
                    _ => [None, None],
                });
                let actions = actions.flatten();
                found.extend(actions.filter_map(|action| self.event_of(&action).ok()));
            }
        }
        found
    }

    /// The lines of a period up to a day, in the order in which they count.
    fn points_entries(&self, first: Option<Date>, day: Date, broken: &[Broken<'_>]) -> Vec<Entry> {
        let inside = |on: Date| first.is_none_or(|first| first <= on) && on <= day;
        let mut found = Vec::new();
        for rule in self
            .meaning
            .points
            .iter()
            .filter(|rule| !self.is_void(&rule.voids))
        {
            self.earned(rule, &mut found);
        }
        for event in self.spending() {
            for act in self.acts(event, Who::Household) {
                let points = Exact::ZERO.checked_sub(act.quantity);
                found.push(Entry {
                    on: act.on,
                    number: Some(act.number),
                    place: None,
                    points: points.map_or_else(|| Span::limit("points"), Span::known),
                });
            }
        }
        for one in broken {
            for following in &one.following {
                let Effect::Points(points) = &following.consequence.effect else {
                    continue;
                };
                let doubt = joined(one.item.doubt.clone(), following.doubt.clone());
                let at = self.at_item(&one.item, following.of_person);
                let taken = Span::known(Exact::ZERO).apply(
                    crate::syntax::ast::Operator::Subtract,
                    self.number(points, at),
                );
                found.push(Entry {
                    on: one.item.since,
                    number: None,
                    place: Some(following.consequence.place),
                    points: if doubt.is_empty() {
                        taken
                    } else {
                        Span::unbounded(doubt)
                    },
                });
            }
        }
        found.retain(|entry| inside(entry.on));
        let begins = self.points_from;
        found.retain(|entry| begins.is_none_or(|first| first <= entry.on));
        found.sort_by_key(|entry| (entry.on, entry.number.is_none(), entry.number, entry.place));
        found
    }

    /// What every event earns or costs under a sentence that is law on its day.
    fn earned(&self, rule: &PointsRule, found: &mut Vec<Entry>) {
        let Points::Each {
            action,
            points,
            deduct,
        } = &rule.rule
        else {
            return;
        };
        let Ok(event) = self.event_of(action) else {
            return;
        };
        let declared = self.register.event(event);
        let in_times = declared.is_some_and(|declared| declared.unit.is_none());
        for act in self.acts(event, Who::Household) {
            if !self.is_law(rule.place, act.on, Law::default()) {
                continue;
            }
            let at = At {
                day: act.on,
                ..At::default()
            };
            let times = if in_times { act.quantity } else { Exact::ONE };
            let sign = Exact::from_int(if *deduct { -1 } else { 1 });
            let points = self.number(points, at);
            found.push(Entry {
                on: act.on,
                number: Some(act.number),
                place: Some(rule.place),
                points: points
                    .product(Span::known(times))
                    .product(Span::known(sign)),
            });
        }
    }
}

/// The event a window is counted from.
fn counted_from(window: &Window) -> Option<Label> {
    match window {
        Window::After(Anchor::Event(event), _)
        | Window::Before(Anchor::Event(event), _)
        | Window::Every(Anchor::Event(event), _) => Some(Label::Event(*event)),
        _ => None,
    }
}

/// What is left on a day: what was taken took the oldest points that still lived, and what there was too
/// little of is taken from what came later.
fn left_over(entries: &[(Date, Exact)], expiry: Option<&Points>, day: Date) -> Exact {
    let gone = |earned: Date| match expiry {
        Some(Points::Expiry(length)) => dates::plus(earned, *length, 1).map(dates::next),
        _ => None,
    };
    let lives = |earned: Date, on: Date| gone(earned).is_none_or(|gone| on < gone);
    let mut lots: Vec<(Date, Exact)> = Vec::new();
    let mut debt = Exact::ZERO;
    let less = |from: Exact, what: Exact| from.checked_sub(what).unwrap_or(from);
    for (on, points) in entries {
        if *points > Exact::ZERO {
            let settled = debt.min(*points);
            debt = less(debt, settled);
            lots.push((*on, less(*points, settled)));
            continue;
        }
        debt = less(debt, *points);
        for (_, lot) in lots.iter_mut().filter(|(earned, _)| lives(*earned, *on)) {
            let settled = debt.min(*lot);
            debt = less(debt, settled);
            *lot = less(*lot, settled);
        }
    }
    let living = lots.iter().filter(|(earned, _)| lives(*earned, day));
    let sum = living.fold(Exact::ZERO, |sum, (_, lot)| {
        sum.checked_add(*lot).unwrap_or(sum)
    });
    less(sum, debt)
}
