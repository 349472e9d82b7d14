//! Suspensions and bars: which benefits of whom, from when to when.

use crate::evaluate::Need;
use crate::model::{Action, Consequence, Effect, Head, Label, Length, NormId, Suspend};
use crate::register::BenefitId;
use crate::value::Date;

use super::breaches::ItemKind;
use super::dates::plus;
use super::firing::Broken;
use super::force::{Setting, Start};
use super::truth::{Needs, Truth, need};
use super::versions::{Law, Sense};
use super::world::{At, Who, World};

/// Something that stops benefits.
#[derive(Clone, Debug)]
pub(super) struct Stop<'m> {
    pub(super) consequence: &'m Consequence,
    /// The breach it follows; none where the days it began on cannot be told.
    pub(super) broken: Option<usize>,
    pub(super) who: Who,
    pub(super) barred: bool,
    pub(super) benefits: Vec<BenefitId>,
    pub(super) since: Date,
    pub(super) length: Option<Length>,
    pub(super) until: Option<&'m Action>,
    /// It lasts while this norm applies.
    pub(super) norm: Option<(NormId, Setting)>,
    /// What would decide whether it began.
    pub(super) doubt: Needs,
    /// It began on a day that cannot be told.
    pub(super) undated: Needs,
    /// It covers no later day than this.
    pub(super) last: Option<Date>,
}

impl<'a> World<'a> {
    /// Every stop, in the order in which they take.
    pub(super) fn stops(&self, broken: &[Broken<'a>]) -> Vec<Stop<'a>> {
        let mut found = Vec::new();
        for (index, one) in broken.iter().enumerate() {
            for following in &one.following {
                let mut stop = self.stop(following.consequence, following.who, one.item.since);
                let held = one
                    .item
                    .norm
                    .filter(|_| one.item.kind == ItemKind::Condition);
                if let Some(stop) = &mut stop {
                    stop.broken = Some(index);
                    // While a condition holds is asked anew each day: whether it held at first is no matter.
                    let while_held =
                        held.is_some() && stop.length.is_none() && stop.until.is_none();
                    let begun = if while_held {
                        Needs::new()
                    } else {
                        one.item.doubt.clone()
                    };
                    stop.doubt = super::numbers::joined(begun, following.doubt.clone());
                    stop.norm = held.and_then(|norm| Some((norm, self.setting(norm, one)?)));
                    // Of each run its own: a later one brings a stop of its own.
                    stop.last = one.item.last.filter(|_| while_held);
                }
                found.extend(stop);
            }
        }
        found.extend(self.undated_stops());
        found.sort_by_key(|stop| (stop.consequence.place, stop.since));
        found
    }

    fn setting(&self, norm: NormId, broken: &Broken<'_>) -> Option<Setting> {
        let settings = self.settings_of(self.norm(norm.index())?).into_iter();
        settings
            .filter(|setting| setting.record == broken.item.record)
            .find(|setting| !matches!(setting.start, Start::Unsigned(_)))
    }

    fn stop(&self, consequence: &'a Consequence, who: Who, since: Date) -> Option<Stop<'a>> {
        let (barred, benefits, length, until) = match &consequence.effect {
            Effect::Suspend(Suspend {
                barred,
                benefits,
                length,
                until,
                ..
            }) => (*barred, benefits.clone(), *length, until.as_ref()),
            Effect::Disqualify {
                name: Label::Benefit(benefit),
                length,
            } => (true, vec![*benefit], *length, None),
            Effect::Pay { .. }
            | Effect::Forfeit(_)
            | Effect::Refund(_)
            | Effect::Disqualify { .. }
            | Effect::Points(_)
            | Effect::Repair { .. }
            | Effect::Notice(_)
            | Effect::Power { .. }
            | Effect::SignAgain => return None,
        };
        let mut benefits = benefits;
        benefits.retain(|benefit| self.may_touch(*benefit, &consequence.voids));
        Some(Stop {
            consequence,
            broken: None,
            who,
            barred,
            benefits,
            since,
            length,
            until,
            norm: None,
            doubt: Needs::new(),
            undated: Needs::new(),
            last: None,
        })
    }

    /// Stops of conditions whose first day cannot be told.
    fn undated_stops(&self) -> Vec<Stop<'a>> {
        let mut found = Vec::new();
        for (index, norm) in self.meaning.norms.iter().enumerate() {
            let Head::OnCondition { consequences } = &norm.head else {
                continue;
            };
            if self.is_void(&norm.voids) {
                continue;
            }
            for setting in self.settings_of(norm) {
                let missing = match setting.start {
                    Start::Day(_) => continue,
                    Start::NoDate(document) => Need::EffectDate(document),
                    Start::Unsigned(agreement) => Need::Signed(agreement),
                };
                let stretches = self.stretches(index, norm, false);
                let always = stretches.iter().filter(|one| self.is_always(one));
                for who in self.bearers(norm) {
                    let own = always.clone().find(|one| one.who == who);
                    let undated = matches!(setting.start, Start::NoDate(_));
                    let last = own.map(|one| one.run.last);
                    if undated && last.is_none() {
                        continue;
                    }
                    for consequence in consequences.iter().filter(|one| !self.is_void(&one.voids)) {
                        let Some(mut stop) = self.stop(consequence, who, Date::MIN) else {
                            continue;
                        };
                        let norm = NormId(u32::try_from(index).unwrap_or(u32::MAX));
                        stop.norm = Some((norm, setting));
                        stop.undated = need(missing.clone());
                        stop.last = last;
                        found.push(stop);
                    }
                }
            }
        }
        found
    }

    /// Whether the stop covers that day.
    pub(super) fn covers(&self, stop: &Stop<'_>, day: Date) -> Truth {
        if day < stop.since || stop.last.is_some_and(|last| last < day) {
            return Truth::No;
        }
        let while_held = stop.length.is_none() && stop.until.is_none();
        let covered = match (&stop.norm, stop.undated.is_empty()) {
            (Some((norm, setting)), true) if while_held => self.held(*norm, *setting, stop, day),
            (Some((norm, setting)), false) => {
                let held = Truth::all([
                    self.held(*norm, *setting, stop, day),
                    self.is_excepted_for(stop, *setting, day).not(),
                ]);
                match held {
                    Truth::Yes if !while_held => Truth::Open(stop.undated.clone()),
                    Truth::Open(needs) if !while_held => {
                        Truth::Open(super::numbers::joined(needs, stop.undated.clone()))
                    }
                    held => held,
                }
            }
            (Some(_) | None, _) => self.dated_cover(stop, day),
        };
        match covered {
            Truth::Yes if !stop.doubt.is_empty() => Truth::Open(stop.doubt.clone()),
            Truth::Open(needs) => Truth::Open(super::numbers::joined(needs, stop.doubt.clone())),
            covered => covered,
        }
    }

    fn held(&self, norm: NormId, setting: Setting, stop: &Stop<'_>, day: Date) -> Truth {
        let limit = self.goes_on_until(norm.index());
        let goes_on =
            self.successor(norm.index()).is_some() && limit.is_none_or(|limit| day < limit);
        self.norm(norm.index()).map_or(Truth::No, |norm| {
            let law = if goes_on {
                Law::going_on(norm)
            } else {
                Law::of(norm)
            };
            self.applies_as(norm, setting, stop.who, day, law)
        })
    }

    fn is_excepted_for(&self, stop: &Stop<'_>, setting: Setting, day: Date) -> Truth {
        let at = At {
            day,
            member: stop.who.member(),
            record: setting.record,
            law: Law {
                sense: Sense::Burden,
                goes_on: None,
            },
            ..At::default()
        };
        self.is_excepted(&stop.consequence.unless, at)
    }

    /// A stop with a first day: not yet over.
    fn dated_cover(&self, stop: &Stop<'_>, day: Date) -> Truth {
        let ended = stop
            .length
            .and_then(|length| plus(stop.since, length, 1))
            .is_some_and(|end| end <= day);
        if ended {
            return Truth::No;
        }
        let Some(action) = stop.until else {
            return Truth::Yes;
        };
        let event = match self.event_of(action) {
            Ok(event) => event,
            Err(needs) => return Truth::Open(needs),
        };
        let acts = self.acts(event, Who::Household);
        if acts.iter().any(|act| act.on >= stop.since && act.on <= day) {
            return Truth::No;
        }
        let needs = self.record_to(event, day);
        if needs.is_empty() {
            Truth::Yes
        } else {
            Truth::Open(needs)
        }
    }

    /// Whether the stop runs, or may run, on some day asked about.
    pub(super) fn runs_asked(&self, stop: &Stop<'_>) -> bool {
        let from = self.query.from.max(stop.since);
        !stop.benefits.is_empty()
            && super::dates::days(from, self.today())
                .into_iter()
                .any(|day| !self.covers(stop, day).is_no())
    }
}
