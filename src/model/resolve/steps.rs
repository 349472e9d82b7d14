//! Form 25: procedures in ordered steps.

use super::context::{Context, finding};
use super::names::Want;
use crate::diagnostic::{Code, Text};
use crate::model::{Day, Label, Place, Step, StepKind, Steps};
use crate::register::{FactKind, Owner};
use crate::span::Located;
use crate::syntax::ast::{self, DayRef, SubjectKind};

impl Context<'_> {
    /// `「制定章程」按下列步骤进行：（一）…`
    pub(super) fn steps(
        &mut self,
        place: Place,
        matter: &ast::Name,
        written: &[ast::Step],
    ) -> Option<()> {
        let numbered = (1_u16..).zip(written);
        let steps: Vec<_> = numbered
            .map(|(item, step)| {
                let place = Place {
                    item,
                    span: step.span.0,
                    ..place
                };
                self.step(place, step)
            })
            .collect();
        self.meaning.steps.push(Steps {
            place,
            matter: self.label(&matter.value),
            steps: steps.into_iter().collect::<Option<_>>()?,
        });
        Some(())
    }

    fn step(&mut self, place: Place, written: &ast::Step) -> Option<Step> {
        self.counted_from(&place, written)?;
        let what = self.step_kind(&place, &written.what);
        let records: Vec<_> = written
            .records
            .iter()
            .map(|name| self.record(&place, name))
            .collect();
        let length = |context: &mut Self, said: &Option<_>| match said {
            Some(said) => context.length(&place, said).map(Some),
            None => Some(None),
        };
        let within = length(self, &written.within);
        let after = length(self, &written.after);
        let by = match &written.by {
            Some(day) => self.step_day(&place, day).map(Some),
            None => Some(None),
        };
        Some(Step {
            place,
            what: what?,
            records: records.into_iter().collect::<Option<_>>()?,
            within: within?,
            after: after?,
            by: by?,
        })
    }

    /// Nothing stands before the first step.
    fn counted_from(&mut self, place: &Place, written: &ast::Step) -> Option<()> {
        let said = written.within.as_ref().or(written.after.as_ref());
        let Some(said) = said.filter(|_| place.item == 1) else {
            return Some(());
        };
        let message = Text::new(
            "第一步之前没有“上一步”",
            "no step stands before the first one",
        );
        let found = finding(place, said.span, Code::MisplacedPart, message);
        self.found.push(found.help(
            "第一步的期限请写“于……前”",
            "say `by` a day in the first step",
        ));
        None
    }

    fn step_kind(&mut self, place: &Place, written: &ast::StepKind) -> Option<StepKind> {
        match written {
            ast::StepKind::Decided { body, quorum } => Some(StepKind::Decided {
                body: self.body(place, &body.value)?,
                quorum: quorum
                    .as_ref()
                    .map(|quorum| (quorum.of_present, quorum.share, quorum.inclusive)),
            }),
            ast::StepKind::Does { who, action } => {
                let by = match &who.value {
                    SubjectKind::Body(body) => Some(Some(self.body(place, body)?)),
                    SubjectKind::Village => Some(None),
                    SubjectKind::Household
                    | SubjectKind::Person
                    | SubjectKind::PartyA
                    | SubjectKind::PartyB
                    | SubjectKind::Role(_) => None,
                };
                let label = self.action(place, action)?;
                self.recorded_for(place, action, &label, by.is_none())?;
                Some(match by {
                    Some(body) => StepKind::Body {
                        body,
                        action: label,
                    },
                    None => StepKind::Households { action: label },
                })
            }
        }
    }

    /// The village's acts stand in its own record, those of households in theirs.
    fn recorded_for(
        &mut self,
        place: &Place,
        name: &ast::Name,
        action: &Label,
        households: bool,
    ) -> Option<()> {
        let Label::Event(id) = action else {
            return Some(());
        };
        let by = self.register.event(*id).map(|row| row.by)?;
        if (by != Owner::Village) == households {
            return Some(());
        }
        let written = &name.value;
        let message = if households {
            Text::new(
                format!("「{written}」是村的事件，这里说的是各户"),
                format!("[{written}] is an event of the village; this speaks of every household"),
            )
        } else {
            Text::new(
                format!("「{written}」是户或个人的事件，这里说的是村里的机构"),
                format!("[{written}] is an event of households or persons; this speaks of a body"),
            )
        };
        self.report(place, name.span, Code::OwnerMismatch, message);
        None
    }

    /// `留存「会议记录」`: an event of the village, or a yes-or-no fact of it.
    fn record(&mut self, place: &Place, name: &ast::Name) -> Option<Label> {
        let label = self.label(&name.value);
        match &label {
            Label::Event(_) => {
                self.recorded_for(place, name, &label, false)?;
                Some(label)
            }
            Label::Fact(id) => {
                let row = self.register.fact(*id)?;
                if row.owner == Owner::Village && row.kind == FactKind::Bool {
                    return Some(label);
                }
                self.unknown(place, name, Want::Event)
            }
            Label::Name(_) | Label::Text(_) => {
                self.unrecorded(place, name);
                Some(label)
            }
            Label::Benefit(_) | Label::Agreement(_) | Label::Deposit(_) => {
                self.unknown(place, name, Want::Event)
            }
        }
    }

    /// A fixed day, or one of the year in which the step is due.
    fn step_day(&mut self, place: &Place, day: &Located<DayRef>) -> Option<Day> {
        if let DayRef::Monthly { .. } = day.value {
            let message = Text::new(
                "步骤的期限要写一天，或一年中的一天",
                "a step is due by a day, or a day of a year",
            );
            self.report(place, day.span, Code::NotADate, message);
            return None;
        }
        Some(self.day(place, day.span, day.value))
    }
}
