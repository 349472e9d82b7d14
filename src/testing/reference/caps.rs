//! Limits on several benefits together, used up in the order of days, text and members.

use crate::evaluate::{AdjustmentKind, EntitlementState};
use crate::model::Cap;
use crate::value::{Date, Exact, Money};

use super::dates;
use super::lines::Line;
use super::numbers::{Span, paid};
use super::truth::Needs;
use super::versions::Law;
use super::world::{At, Who, World};

/// What a cap has left: used up at least and at most, and what would decide it.
struct Used {
    low: Money,
    high: Money,
    needs: Needs,
}

impl World<'_> {
    /// The earliest day whose lines matter to a cap on the days asked about.
    pub(super) fn caps_look_back_to(&self) -> Date {
        let from = self.query.from;
        let starts = self.meaning.caps.iter().filter_map(|cap| {
            let (first, _) = dates::period_around(cap.period?, from)?;
            Some(first)
        });
        starts.min().map_or(from, |first| first.min(from))
    }

    /// Applies every cap in the order of the text.
    pub(super) fn cap(&self, lines: &mut [Line]) {
        let caps = self.meaning.caps.iter();
        for cap in caps.filter(|cap| self.next_cap(cap).is_none()) {
            let mut groups: Vec<(Option<Who>, Option<Date>)> = Vec::new();
            for line in lines.iter() {
                let group = self.cap_group(cap, line);
                if let Some(group) = group.filter(|group| !groups.contains(group)) {
                    groups.push(group);
                }
            }
            for group in groups {
                self.cap_one(cap, group, lines);
            }
        }
    }

    /// The same limit in the version of the article that replaced it.
    fn next_cap(&self, cap: &Cap) -> Option<&Cap> {
        let (_, by) = self.article(cap.place)?.replaced?;
        let mut caps = self.meaning.caps.iter();
        caps.find(|other| {
            (other.place.document, other.place.article) == (by, cap.place.article)
                && (other.per_person, other.period) == (cap.per_person, cap.period)
                && other.benefits == cap.benefits
        })
    }

    /// The version of a limit that is law on a day.
    fn cap_on<'c>(&'c self, cap: &'c Cap, day: Date) -> Option<&'c Cap> {
        let law = |cap: &Cap| self.is_law(cap.place, day, Law::GRANT);
        let mut earlier = self.meaning.caps.iter();
        let is_before = |other: &&Cap| {
            let mut at = *other;
            while let Some(next) = self.next_cap(at) {
                at = next;
            }
            std::ptr::eq(at, cap) && law(other)
        };
        Some(cap)
            .filter(|cap| law(cap))
            .or_else(|| earlier.find(is_before))
    }

    /// Which limit a line counts towards: of whom, of the period that begins when.
    fn cap_group(&self, cap: &Cap, line: &Line) -> Option<(Option<Who>, Option<Date>)> {
        let counted = cap.benefits.contains(&line.benefit)
            && matches!(
                line.state,
                EntitlementState::Due | EntitlementState::Undetermined
            );
        if !counted || cap.per_person && line.who == Who::Household {
            return None;
        }
        let holder = Some(line.who).filter(|_| cap.per_person);
        match cap
            .period
            .and_then(|period| dates::period_around(period, line.judged))
        {
            Some((first, _)) => Some((holder, Some(first))),
            None => self.period_is_asked(line.period).then_some((holder, None)),
        }
    }

    fn cap_one(&self, cap: &Cap, group: (Option<Who>, Option<Date>), lines: &mut [Line]) {
        let (holder, period) = group;
        let earlier = if period.is_none() {
            self.paid_earlier(&cap.benefits, |to| match holder {
                None => true,
                Some(who) => to.map(usize::from) == who.member(),
            })
        } else {
            Money::ZERO
        };
        let mut used = Used {
            low: earlier,
            high: earlier,
            needs: Needs::new(),
        };
        let mut order: Vec<(Date, crate::model::Place, Who, usize)> = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| self.cap_group(cap, line) == Some(group))
            .map(|(index, line)| (line.first, self.in_text(line.place), line.who, index))
            .collect();
        order.sort();
        for (.., index) in order {
            if let Some(line) = lines.get_mut(index) {
                let before = used.high;
                let within = self
                    .cap_on(cap, line.judged)
                    .and_then(|cap| self.cap_line(cap, line, &mut used));
                // No item goes beyond the limit, beside what was used up before.
                used.high = within.map_or(used.high, |limit| used.high.min(limit.max(before)));
            }
        }
    }

    /// Cuts one line. The highest limit it may have, where it surely has one.
    fn cap_line(&self, cap: &Cap, line: &mut Line, used: &mut Used) -> Option<Money> {
        let at = At {
            day: line.judged,
            member: line.who.member().filter(|_| cap.per_person),
            law: Law::GRANT,
            ..At::default()
        };
        let applies = self.is_excepted(&cap.unless, at).not();
        if applies.is_no() {
            return None;
        }
        let limit = self.number(&cap.limit, at);
        let within = limit.high.and_then(paid).filter(|_| applies.is_yes());
        let most = most_of(line);
        let (low, high) = room(&limit, used);
        let sure_cut = clamp(low, most);
        let least_cut = if applies.is_yes() {
            clamp(high, most)
        } else {
            most
        };
        if line.state == EntitlementState::Undetermined {
            used.spend(Money::ZERO, least_cut);
            used.needs.extend(line.needs.iter().cloned());
            used.needs.extend(applies.needs());
            used.needs.extend(limit.needs);
            return within;
        }
        match (sure_cut, least_cut) {
            (Some(pay), Some(least)) if pay == least => {
                let cut = line.payable.checked_sub(pay).unwrap_or(Money::ZERO);
                if cut > Money::ZERO {
                    line.take(cap.place, AdjustmentKind::Cap, cut);
                }
                let counted = if applies.is_yes() { pay } else { Money::ZERO };
                used.spend(counted, Some(pay));
                used.needs.extend(applies.needs());
            }
            (low, high) => {
                let mut needs = used.needs.clone();
                needs.extend(applies.needs());
                needs.extend(limit.needs.iter().cloned());
                line.leave_open(needs.clone());
                used.needs.extend(needs);
                let counted = if applies.is_yes() { low } else { None };
                used.spend(counted.unwrap_or(Money::ZERO), high);
            }
        }
        within
    }
}

impl Used {
    /// So much more may be used up; no bound where none is known.
    fn spend(&mut self, low: Money, high: Option<Money>) {
        let limitless = Money::from_fen(i64::MAX);
        self.low = self.low.checked_add(low).unwrap_or(limitless);
        self.high = high
            .and_then(|high| self.high.checked_add(high))
            .unwrap_or(limitless);
    }
}

/// The most a line can use up; none where no bound is known.
fn most_of(line: &Line) -> Option<Money> {
    if line.state == EntitlementState::Due {
        Some(line.payable)
    } else {
        line.at_most
    }
}

/// What is left at least and at most; none where there is no bound.
fn room(limit: &Span, used: &Used) -> (Option<Money>, Option<Money>) {
    let fen = |money: Money| Exact::from_int(i128::from(money.fen()));
    let left = |limit: Option<Exact>, used: Money| {
        limit
            .and_then(|limit| limit.checked_sub(fen(used)))
            .and_then(paid)
    };
    let low = left(limit.low, used.high).unwrap_or(Money::ZERO);
    (Some(low), left(limit.high, used.low))
}

/// Not more than what is left.
fn clamp(room: Option<Money>, most: Option<Money>) -> Option<Money> {
    match (room, most) {
        (Some(room), Some(most)) => Some(room.min(most)),
        (one, None) | (None, one) => one,
    }
}
