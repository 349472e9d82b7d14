//! Everything together, in order.

use crate::evaluate::{
    Breach, Conflict, ConsequenceKind, EntitlementState, Findings, Need, Obligation,
    ObligationState, Open,
};
use crate::model::{DefinitionId, Head, Place};
use crate::register::Owner;
use crate::value::Money;

use super::acts::{Judged, Stretch};
use super::definitions::Resolved;
use super::firing::{Asked, Broken};
use super::lines::Line;
use super::stops::Stop;
use super::truth::{Needs, spelled};
use super::watch::Mark;
use super::world::{At, Who, World};

impl<'a> World<'a> {
    pub(super) fn findings(&self) -> Findings {
        let mut judged = self.all_instances();
        let mut ineffective = self.waive(&mut judged);
        ineffective.extend(self.idle_acts(&judged));
        ineffective.retain(|one| self.is_asked(one.on, Some(one.on)));
        ineffective.sort_by_key(|one| (one.place, one.bearer.clone(), one.on));
        ineffective.dedup();
        let items = self.items(&judged);
        let (broken, mut asked) = self.followed(&items, &judged);
        let stops = self.stops(&broken);
        let forfeits = self.forfeits(&broken);
        let (refunds, unclear) = self.refunds(&broken, &forfeits);
        asked.extend(unclear);
        let (lines, mut conflicts) = self.final_lines(&stops);
        let (points, disputed, open) = self.ledger(&broken);
        conflicts.extend(disputed);
        asked.extend(open);
        let obligations = self.obligations(&judged, &broken, refunds);
        let mut breaches: Vec<(Place, Who, Breach)> = Vec::new();
        for (index, one) in broken.iter().enumerate() {
            if let Some(line) = self.breach_line(index, &broken, &forfeits, &stops) {
                asked.extend(unclear_guards(one));
                breaches.push((one.item.place, one.item.who, line));
            }
        }
        breaches.sort_by_key(|(place, who, breach)| (*place, *who, breach.since));
        let breaches = breaches.into_iter().map(|(.., breach)| breach).collect();
        let mut entitlements: Vec<_> = lines
            .into_iter()
            .map(|line| self.entitlement(line))
            .collect();
        entitlements.extend(self.share_lines());
        let priorities = self.priority_rows();
        let unclear = priorities.iter().filter(|row| !row.needs.is_empty());
        let unclear: Vec<_> = unclear.map(|row| (row.place, row.needs.clone())).collect();
        let mut found = Findings {
            entitlements,
            priorities,
            obligations,
            breaches,
            voids: self.void_lines(),
            conflicts,
            deposits: self.deposits(&broken, &forfeits),
            points,
            ineffective,
            ..Findings::default()
        };
        self.sum_up(&mut found, asked, unclear);
        found
    }

    /// The lines asked about after all adjustments, and the contradictions among them.
    fn final_lines(&self, stops: &[Stop<'_>]) -> (Vec<Line>, Vec<Conflict>) {
        let (mut lines, conflicts) = self.gross_lines(self.caps_look_back_to());
        self.suspend(&mut lines, stops);
        self.choose(&mut lines);
        self.cap(&mut lines);
        self.settle(&mut lines);
        lines.retain(|line| self.period_is_asked(line.period));
        lines.sort_by_key(|line| (line.place, line.who, line.first));
        let asked = conflicts
            .into_iter()
            .filter(|(line, _)| self.period_is_asked(line.period));
        let mut rows: Vec<Conflict> = self.contradictions();
        for (_, row) in asked {
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        rows.sort_by_key(|row| row.places.first().copied());
        (lines, rows)
    }

    /// Definitions whose own clauses contradict each other today.
    fn contradictions(&self) -> Vec<Conflict> {
        let mut rows = Vec::new();
        for (id, definition) in (0_u32..).zip(&self.meaning.definitions) {
            let members = match definition.of {
                Owner::Person => self.present(self.today()).into_iter().map(Some).collect(),
                Owner::Household | Owner::Village => vec![None],
            };
            for member in members {
                let at = At {
                    day: self.today(),
                    member,
                    ..At::default()
                };
                if let Resolved::Conflict(places) = self.resolve(DefinitionId(id), definition, at) {
                    let member = member.and_then(|index| self.member(index));
                    rows.push(Conflict {
                        head: definition.name.clone(),
                        holder: member.map(|member| member.id.clone()),
                        places,
                    });
                }
            }
        }
        rows
    }

    fn obligations(
        &self,
        judged: &[Judged],
        broken: &[Broken<'_>],
        refunds: Vec<Obligation>,
    ) -> Vec<Obligation> {
        let mut found: Vec<(Who, Obligation)> = Vec::new();
        let repairs = broken.iter().flat_map(|one| &one.repairs);
        let repairs = repairs.map(|repair| &repair.judged);
        for one in judged.iter().chain(repairs) {
            let deadline = one.instance.deadline;
            let last = deadline.map(super::dates::Deadline::last);
            let is_rolled = deadline.is_some_and(|deadline| last != Some(deadline.raw));
            if is_rolled && self.is_asked(one.instance.start, last) {
                self.mark(Mark::Rolled);
            }
            found.push((one.instance.who, self.obligation(one)));
        }
        for obligation in self.deposit_obligations() {
            found.push((Who::Household, obligation));
        }
        for obligation in refunds {
            found.push((Who::Body(crate::model::BodyRef::Committee), obligation));
        }
        found.extend(self.kept());
        found.retain(|(_, one)| self.is_asked(one.window.0, one.window.1));
        found.sort_by_key(|(who, one)| (one.place, *who, one.window));
        found.into_iter().map(|(_, one)| one).collect()
    }

    fn obligation(&self, judged: &Judged) -> Obligation {
        let instance = &judged.instance;
        Obligation {
            place: instance.place,
            bearer: self.bearer(instance.who),
            toward: instance.toward.clone(),
            action: instance.action.clone(),
            window: (
                instance.start,
                instance.deadline.map(super::dates::Deadline::last),
            ),
            state: judged.standing.state,
            on: judged.standing.on,
            needs: spelled(&judged.standing.needs),
        }
    }

    /// One obligation for each state to be kept.
    fn kept(&self) -> Vec<(Who, Obligation)> {
        let mut found = Vec::new();
        for (index, norm) in self.living_norms() {
            let Head::Keep { name, .. } = &norm.head else {
                continue;
            };
            let versions: Vec<usize> = self
                .earlier(index)
                .into_iter()
                .rev()
                .chain([index])
                .collect();
            let each = || {
                let all = versions.iter();
                all.filter_map(|at| Some((*at, self.norm(*at)?)))
            };
            let broken: Vec<_> = each()
                .flat_map(|(at, norm)| self.stretches(at, norm, true))
                .collect();
            let held: Vec<_> = each()
                .flat_map(|(at, norm)| self.days_in_force(at, norm))
                .collect();
            let later: Vec<_> = self
                .later(index)
                .into_iter()
                .filter_map(|at| Some((at, self.norm(at)?)))
                .flat_map(|(at, norm)| self.days_in_force(at, norm))
                .collect();
            let mut listed: Vec<(Who, Option<usize>)> = Vec::new();
            for first in &held {
                let key = (first.who, first.setting.record);
                if listed.contains(&key) {
                    continue;
                }
                listed.push(key);
                let own = |one: &Stretch| (one.who, one.setting.record) == key;
                let here = held.iter().any(|one| own(one) && one.norm.index() == index);
                if !here || later.iter().any(own) {
                    continue;
                }
                let own = broken
                    .iter()
                    .filter(|one| (one.who, one.setting.record) == key);
                let sure = own.clone().any(|one| one.run.doubt.is_empty());
                let doubt: Needs = own
                    .filter(|one| !one.run.doubt.is_empty())
                    .take(1)
                    .flat_map(|one| one.run.doubt.clone())
                    .collect();
                let (state, needs) = match (sure, doubt.is_empty()) {
                    (true, _) => (ObligationState::Violated, Needs::new()),
                    (false, true) => (ObligationState::InEffect, Needs::new()),
                    (false, false) => (ObligationState::Undetermined, doubt),
                };
                found.push((
                    first.who,
                    Obligation {
                        place: norm.place,
                        bearer: self.bearer(first.who),
                        toward: crate::evaluate::Bearer::Body(crate::model::BodyRef::Committee),
                        action: name.clone(),
                        window: (first.run.first, None),
                        state,
                        on: None,
                        needs: spelled(&needs),
                    },
                ));
            }
        }
        found
    }

    /// Open questions and sums.
    fn sum_up(&self, found: &mut Findings, open: Vec<Asked>, unclear: Vec<(Place, Vec<Need>)>) {
        let mut asked = unclear;
        asked.extend(open.iter().map(|(place, needs)| (*place, spelled(needs))));
        for (index, norm) in self.living_norms() {
            let open = self.cannot_begin(index, norm).into_iter();
            let open = open.chain(self.bans_unrecorded(norm));
            asked.extend(open.map(|needs| (norm.place, spelled(&needs))));
        }
        let undetermined = found
            .entitlements
            .iter()
            .filter(|line| line.state == EntitlementState::Undetermined);
        asked.extend(undetermined.map(|line| (line.place, line.needs.clone())));
        let undetermined = found
            .obligations
            .iter()
            .filter(|one| one.state == ObligationState::Undetermined);
        asked.extend(undetermined.map(|one| (one.place, one.needs.clone())));
        for breach in &found.breaches {
            asked.push((breach.place, breach.needs.clone()));
            let lines = breach.consequences.iter();
            asked.extend(lines.map(|line| (line.place, line.needs.clone())));
        }
        asked.retain(|(_, needs)| !needs.is_empty());
        asked.sort();
        asked.dedup();
        found.undetermined = asked
            .into_iter()
            .map(|(place, needs)| Open { place, needs })
            .collect();
        let due = found.entitlements.iter();
        let due = due.filter(|line| line.state == EntitlementState::Due);
        found.due = sum(due.map(|line| line.payable));
        let owed = found
            .breaches
            .iter()
            .flat_map(|breach| &breach.consequences);
        let owed = owed
            .filter(|line| matches!(line.kind, ConsequenceKind::Pay | ConsequenceKind::Forfeit));
        found.owed = sum(owed.filter_map(|line| line.amount));
    }

    /// A ban on something nothing records.
    fn bans_unrecorded(&self, norm: &crate::model::Norm) -> Option<Needs> {
        let Head::Ban(ban) = &norm.head else {
            return None;
        };
        let needs = self.event_of(&ban.action).err()?;
        let today = self.today();
        let speaks = self.settings_of(norm).into_iter().any(|setting| {
            let each = self.bearers(norm).into_iter();
            let mut each = each.filter(|who| !self.applies(norm, setting, *who, today).is_no());
            each.next().is_some()
        });
        speaks.then_some(needs)
    }
}

/// What would decide whether parts of a listed breach's consequences follow.
fn unclear_guards(broken: &Broken<'_>) -> Vec<Asked> {
    if !broken.item.doubt.is_empty() {
        return Vec::new();
    }
    let open = broken.following.iter();
    open.map(|following| (following.consequence.place, following.doubt.clone()))
        .collect()
}

fn sum(amounts: impl Iterator<Item = Money>) -> Money {
    amounts.fold(Money::ZERO, |sum, one| sum.checked_add(one).unwrap_or(sum))
}
