//! Norms, duties and consequences become rows.

use super::CompileError;
use super::book::{
    Act, AnchorRow, CapRow, ChoiceRow, ConsequenceRow, DutyRow, EffectRow, GrantRow, NodeId,
    NormRow, PermitRow, Rows, SuspendRow, Versions, WindowRow, counted,
};
use super::tables::{Lowering, row};
use crate::model::{
    Anchor, Consequence, Duty, Effect, Entitle, Expr, Head, Label, Meaning, Norm, NormId, Party,
    Permit, Place, Suspend, Void, Window,
};
use crate::register::{BenefitId, Fund};
use crate::value::{Counted, Date};

impl Lowering {
    /// All norms, each at the row of its id.
    pub fn norms(&mut self, meaning: &Meaning) -> Result<(), CompileError> {
        for norm in &meaning.norms {
            self.overdue = false;
            self.is_burden = norm.head.is_burden();
            self.is_grant = matches!(norm.head, Head::Entitle(_));
            let guard = self.guard(norm.place, norm.when.as_ref(), &norm.unless)?;
            let reads_overdue = self.overdue;
            let act = self.act(norm)?;
            let force = self.force(norm.place);
            self.book.norms.push(NormRow {
                place: norm.place,
                force,
                subject: norm.subject.clone(),
                guard,
                act,
                void: whole(&norm.voids),
                reads_overdue,
                versions: Versions::default(),
            });
        }
        (self.is_burden, self.is_grant) = (false, false);
        self.versions(meaning);
        Ok(())
    }

    fn act(&mut self, norm: &Norm) -> Result<Act, CompileError> {
        let place = norm.place;
        Ok(match &norm.head {
            Head::Entitle(entitle) => Act::Grant(self.grant(place, entitle)?),
            Head::Duty(duty) => Act::Duty(self.duty(place, duty)?),
            Head::Keep { name, state } => Act::Keep {
                name: name.clone(),
                state: self.expr(place, state)?,
            },
            Head::Ban(ban) => Act::Ban {
                action: ban.action.clone(),
                event: ban.action.event(),
                during: self.optional(place, ban.during.as_ref())?,
            },
            Head::Encourage(_) => Act::Encourage,
            Head::OnBreach {
                of,
                count,
                consequences,
            } => Act::OnBreach {
                of: targets(of),
                count: *count,
                consequences: self.consequences(norm, consequences)?,
            },
            Head::OnCondition { consequences } => {
                Act::OnCondition(self.consequences(norm, consequences)?)
            }
            Head::Deemed { of } => Act::Deemed(targets(of)),
            Head::PayDeposit { agreement, amount } => Act::PayDeposit {
                agreement: *agreement,
                amount: self.expr(place, amount)?,
            },
            Head::RefundAtEnd { agreement } => Act::RefundAtEnd(*agreement),
            Head::Permit(permit) => Act::Permit(self.permit(norm, permit)?),
            Head::Share(share) => Act::Share(self.share(place, share)?),
            Head::Priority { matter } => Act::Priority(matter.clone()),
            Head::Rate { grade, award } => Act::Rate {
                grade: grade.clone(),
                award: self.optional(place, award.as_ref())?,
            },
        })
    }

    fn optional(
        &mut self,
        place: Place,
        expr: Option<&Expr>,
    ) -> Result<Option<NodeId>, CompileError> {
        expr.map(|expr| self.expr(place, expr)).transpose()
    }

    fn grant(&mut self, place: Place, entitle: &Entitle) -> Result<GrantRow, CompileError> {
        let amount = match &entitle.amount {
            Some(body) => Some(self.body(place, body)?),
            None => None,
        };
        Ok(GrantRow {
            benefit: entitle.benefit,
            each_person: entitle.each_person,
            amount,
            up_to: entitle.up_to,
            split: entitle.split,
        })
    }

    fn duty(&mut self, place: Place, duty: &Duty) -> Result<u32, CompileError> {
        let window = self.window(place, &duty.window)?;
        self.book.duties.push(DutyRow {
            action: duty.action.clone(),
            event: duty.action.event(),
            window,
            quantity: duty.quantity,
            still_owed: duty.still_owed,
            early_counts: duty.early_counts,
            power: false,
            toward: duty.toward,
        });
        Ok(row(self.book.duties.len() - 1))
    }

    fn permit(&mut self, norm: &Norm, permit: &Permit) -> Result<PermitRow, CompileError> {
        Ok(match permit {
            Permit::Do { action, window } => {
                let window = self.window(norm.place, window)?;
                self.book.duties.push(DutyRow {
                    action: action.clone(),
                    event: action.event(),
                    window,
                    quantity: None,
                    still_owed: false,
                    early_counts: false,
                    power: true,
                    toward: Party::Household,
                });
                PermitRow::Do(row(self.book.duties.len() - 1))
            }
            Permit::Waive { duties, .. } => PermitRow::Waive(duties.clone()),
            Permit::Pause {
                of,
                clock_runs,
                until,
            } => PermitRow::Pause {
                of: targets(of),
                clock_runs: *clock_runs,
                until: until.clone(),
                until_event: until.as_ref().and_then(Label::event),
            },
        })
    }

    fn window(&mut self, place: Place, window: &Window) -> Result<WindowRow, CompileError> {
        let length = |length| counted(length).ok_or(CompileError::Length { place });
        Ok(match window {
            Window::Open => WindowRow::Open,
            Window::Each(schedule) => WindowRow::Each(*schedule),
            Window::By(day) => WindowRow::By(*day),
            Window::On(day) => WindowRow::On(*day),
            Window::Within(long) => WindowRow::Within(length(*long)?),
            Window::After(from, long) => {
                WindowRow::After(self.anchor(place, from)?, length(*long)?)
            }
            Window::Before(from, long) => {
                WindowRow::Before(self.anchor(place, from)?, length(*long)?)
            }
            Window::Every(from, long) => {
                WindowRow::Every(self.anchor(place, from)?, length(*long)?)
            }
        })
    }

    fn anchor(&mut self, place: Place, anchor: &Anchor) -> Result<AnchorRow, CompileError> {
        Ok(match anchor {
            Anchor::Signing(agreement) => AnchorRow::Signing(*agreement),
            Anchor::Event(event) => AnchorRow::Event(*event),
            Anchor::Date(date) => AnchorRow::Date(self.expr(place, date)?),
            Anchor::Unrecorded(action) => AnchorRow::Unrecorded(action.clone()),
        })
    }

    fn consequences(
        &mut self,
        norm: &Norm,
        consequences: &[Consequence],
    ) -> Result<Rows, CompileError> {
        let mut rows = Vec::with_capacity(consequences.len());
        for consequence in consequences {
            let unless = self.exceptions(&consequence.unless, 0)?;
            let effect = self.effect(norm, consequence)?;
            rows.push(ConsequenceRow {
                norm: row(self.book.norms.len()),
                place: consequence.place,
                unless,
                effect,
                void: whole(&consequence.voids),
            });
        }
        let start = row(self.book.consequences.len());
        self.book.consequences.extend(rows);
        let end = row(self.book.consequences.len());
        Ok(Rows { start, end })
    }

    fn effect(
        &mut self,
        norm: &Norm,
        consequence: &Consequence,
    ) -> Result<EffectRow, CompileError> {
        let place = consequence.place;
        Ok(match &consequence.effect {
            Effect::Pay {
                name,
                amount,
                per,
                at_least,
                at_most,
            } => EffectRow::Pay {
                name: name.clone(),
                amount: self.optional(place, amount.as_ref())?,
                per: *per,
                at_least: self.optional(place, at_least.as_ref())?,
                at_most: self.optional(place, at_most.as_ref())?,
            },
            Effect::Forfeit(agreement) => EffectRow::Forfeit(*agreement),
            Effect::Refund(agreement) => EffectRow::Refund(*agreement),
            Effect::Suspend(suspend) => {
                EffectRow::Suspend(self.suspend(norm, consequence, suspend)?)
            }
            Effect::Disqualify { name, length } => {
                let benefit: &[BenefitId] = match name {
                    Label::Benefit(benefit) => std::slice::from_ref(benefit),
                    Label::Name(_)
                    | Label::Event(_)
                    | Label::Agreement(_)
                    | Label::Deposit(_)
                    | Label::Fact(_)
                    | Label::Text(_) => &[],
                };
                EffectRow::Disqualify {
                    name: name.clone(),
                    suspend: SuspendRow {
                        barred: true,
                        benefits: self.touchable(norm, benefit),
                        void: partly(norm, consequence),
                        length: length_at(place, *length)?,
                        until: None,
                        until_event: None,
                    },
                }
            }
            Effect::Points(points) => EffectRow::Points(self.expr(place, points)?),
            Effect::Repair { duty, failing } => EffectRow::Repair {
                duty: self.duty(place, duty)?,
                failing: self.consequences(norm, failing)?,
            },
            Effect::Notice(_) => EffectRow::Notice,
            Effect::Power { action, .. } => EffectRow::Power(action.clone()),
            Effect::SignAgain => EffectRow::SignAgain,
        })
    }

    fn suspend(
        &self,
        norm: &Norm,
        consequence: &Consequence,
        suspend: &Suspend,
    ) -> Result<SuspendRow, CompileError> {
        Ok(SuspendRow {
            barred: suspend.barred,
            benefits: self.touchable(norm, &suspend.benefits),
            void: partly(norm, consequence),
            length: length_at(consequence.place, suspend.length)?,
            until: suspend.until.clone(),
            until_event: suspend.until.as_ref().and_then(Label::event),
        })
    }

    /// The benefits that a sentence can take away: law any, a village's text only what the village
    /// pays (semantics, Funds).
    fn touchable(&self, norm: &Norm, benefits: &[BenefitId]) -> Vec<BenefitId> {
        let register = &self.book.register;
        let fund = |benefit: &BenefitId| register.benefit(*benefit).and_then(|row| row.fund);
        let is_law = self.rank(norm.place) >= 3;
        let kept = benefits.iter().copied();
        kept.filter(|benefit| is_law || fund(benefit) == Some(Fund::Village))
            .collect()
    }

    /// Caps, and orders between entitlements.
    pub fn caps_and_choices(&mut self, meaning: &Meaning) -> Result<(), CompileError> {
        self.is_grant = true;
        for cap in &meaning.caps {
            let unless = self.exceptions(&cap.unless, 0)?;
            let limit = self.expr(cap.place, &cap.limit)?;
            let force = self.force(cap.place);
            self.book.caps.push(CapRow {
                place: cap.place,
                force,
                unless,
                benefits: cap.benefits.clone(),
                per_person: cap.per_person,
                period: cap.period,
                limit,
                idle_up_to: None,
                earlier: Vec::new(),
                is_replaced: false,
            });
        }
        self.cap_versions();
        for choice in &meaning.choices {
            let (place, force) = (choice.place, self.force(choice.place));
            self.book.choices.push(ChoiceRow {
                place,
                force,
                among: targets(&choice.among),
                higher: choice.higher,
            });
        }
        self.is_grant = false;
        Ok(())
    }
}

fn length_at(
    place: Place,
    length: Option<crate::model::Length>,
) -> Result<Option<Counted>, CompileError> {
    length
        .map(|length| counted(length).ok_or(CompileError::Length { place }))
        .transpose()
}

fn targets(norms: &[NormId]) -> Vec<u32> {
    norms.iter().map(|norm| norm.0).collect()
}

/// The spans of days on which the whole is void.
pub(super) fn whole(voids: &[Void]) -> Vec<(Option<Date>, Option<Date>)> {
    let whole = voids.iter().filter(|void| void.is_whole());
    whole.map(|void| (void.from, void.until)).collect()
}

/// The benefits that superior law keeps out of reach, and when.
fn partly(norm: &Norm, consequence: &Consequence) -> Vec<(BenefitId, Option<Date>, Option<Date>)> {
    let voids = norm.voids.iter().chain(&consequence.voids);
    voids
        .filter_map(|void| Some((void.benefit?, void.from, void.until)))
        .collect()
}
