//! Which clauses grant what to whom for which period.

use crate::evaluate::Need;
use crate::model::{Entitle, Head, Norm, Schedule, Subject};
use crate::value::{Date, Exact, Period, PeriodKind};

use super::dates;
use super::expressions::Value;
use super::force::Setting;
use super::lines::{Grant, Granted};
use super::numbers::{Span, paid};
use super::truth::{Truth, need};
use super::versions::Law;
use super::watch::Mark;
use super::world::{At, Who, World};

/// A period, its first day, the day it is judged on.
pub(super) type Judging = (Period, Date, Date);

/// A period, and the day on which a part of it is looked at.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) judging: Judging,
    pub(super) day: Date,
}

impl World<'_> {
    /// Every grant for the periods that meet the days from `from` to today.
    pub(super) fn grants(&self, from: Date) -> Vec<Grant> {
        let mut found = Vec::new();
        for (index, norm) in self.living_norms() {
            let Head::Entitle(entitle) = &norm.head else {
                continue;
            };
            if self.is_void_for(&norm.voids, entitle.benefit) {
                continue;
            }
            for setting in self.settings_of(norm) {
                for judging in self.judgings(entitle.schedule, from) {
                    for (who, guard) in self.holders(norm, setting, judging.2) {
                        if !guard.is_no() {
                            let part = Part {
                                judging,
                                day: judging.2,
                            };
                            let said = (norm, entitle);
                            found.push(self.grant(index, said, setting, (who, guard), part));
                        }
                    }
                }
            }
        }
        found
    }

    pub(super) fn judgings(&self, schedule: Schedule, from: Date) -> Vec<Judging> {
        let kind = match schedule {
            Schedule::Year => PeriodKind::Year,
            Schedule::HalfYear => PeriodKind::Half,
            Schedule::Quarter => PeriodKind::Quarter,
            Schedule::Month => PeriodKind::Month,
            Schedule::Once => return vec![(Period::Once, self.today(), self.today())],
        };
        let all = dates::periods(schedule, from, self.today()).into_iter();
        all.map(|(first, last)| {
            (
                Period::containing(kind, first),
                first,
                last.min(self.today()),
            )
        })
        .collect()
    }

    pub(super) fn holders(&self, norm: &Norm, setting: Setting, day: Date) -> Vec<(Who, Truth)> {
        match norm.subject {
            Subject::Village | Subject::Body(_) => Vec::new(),
            _ if self.is_village => Vec::new(),
            Subject::Household => {
                vec![(
                    Who::Household,
                    self.applies(norm, setting, Who::Household, day),
                )]
            }
            Subject::Person if self.household.members.is_none() => {
                if !self.is_there(Who::Household, day) {
                    return Vec::new();
                }
                let guard = Truth::all([
                    self.in_force(norm, setting, day, Law::of(norm)),
                    Truth::open(Need::Members),
                ]);
                vec![(Who::Household, guard)]
            }
            Subject::Person => {
                let present = self.present(day).into_iter();
                let own = present.filter(|member| self.is_own(*member));
                own.map(Who::Member)
                    .map(|who| (who, self.applies(norm, setting, who, day)))
                    .collect()
            }
        }
    }

    pub(super) fn grant(
        &self,
        index: usize,
        (norm, entitle): (&Norm, &Entitle),
        setting: Setting,
        (who, guard): (Who, Truth),
        Part { judging, day }: Part,
    ) -> Grant {
        let (period, first, judged) = judging;
        let at = At {
            day,
            member: who.member(),
            record: setting.record,
            ..At::default()
        };
        let nobody = norm.subject == Subject::Person && who == Who::Household;
        let (granted, row) = if nobody {
            (Granted::NotSaid(None), None)
        } else {
            self.granted(entitle, at)
        };
        Grant {
            norm: index,
            place: row.unwrap_or(norm.place),
            benefit: entitle.benefit,
            who,
            of_person: norm.subject == Subject::Person,
            period,
            first,
            judged,
            on: day,
            guard,
            granted,
        }
    }

    fn granted(&self, entitle: &Entitle, at: At) -> (Granted, Option<crate::model::Place>) {
        let Some(body) = &entitle.amount else {
            return (Granted::NotSaid(None), None);
        };
        let drawn = self.body(body, at);
        let span = match drawn.value {
            None => return (Granted::Gap, drawn.row),
            Some(Value::Number(span)) => span,
            Some(Value::Truth(_) | Value::Date(_) | Value::Choice(_)) => {
                Span::unbounded(need(Need::Limit("type")))
            }
        };
        let span = if entitle.each_person {
            span.product(self.head_count(at.day))
        } else {
            span
        };
        let span = within_reach(span);
        if span.value().is_some_and(|fen| fen.to_integer().is_none()) {
            self.mark(Mark::Rounded);
        }
        let granted = if entitle.up_to {
            Granted::NotSaid(Some(span))
        } else {
            Granted::Amount(span)
        };
        (granted, drawn.row)
    }
}

/// A known amount that is too large to be paid is not known.
fn within_reach(span: Span) -> Span {
    let too_large = |end: Option<Exact>| end.is_some_and(|end| paid(end).is_none());
    if too_large(span.low) || span.value().is_some() && too_large(span.high) {
        return Span::limit("number");
    }
    span
}
