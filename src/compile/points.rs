//! Sentences about points become rows.

use super::CompileError;
use super::book::{PointsRow, PointsRuleRow, counted};
use super::norms::whole;
use super::tables::Lowering;
use crate::model::{Meaning, Points, PointsRule};

impl Lowering {
    /// All sentences about points, in the order of the texts.
    pub fn points(&mut self, meaning: &Meaning) -> Result<(), CompileError> {
        for rule in &meaning.points {
            let place = rule.place;
            let row = PointsRow {
                place,
                force: self.force(place),
                rank: self.rank(place),
                void: whole(&rule.voids),
                rule: self.points_rule(rule)?,
            };
            self.book.points.push(row);
        }
        Ok(())
    }

    fn points_rule(&mut self, rule: &PointsRule) -> Result<PointsRuleRow, CompileError> {
        let place = rule.place;
        Ok(match &rule.rule {
            Points::Each {
                action,
                points,
                deduct,
            } => PointsRuleRow::Each {
                event: action.event(),
                action: self.action(action),
                points: self.expr(place, points)?,
                deduct: *deduct,
            },
            Points::Redeem { step, gives } => PointsRuleRow::Redeem {
                step: self.expr(place, step)?,
                gives: self.expr(place, gives)?,
            },
            Points::Reset(schedule) => PointsRuleRow::Reset(*schedule),
            Points::Floor(bound) => PointsRuleRow::Floor(self.expr(place, bound)?),
            Points::Ceiling(bound) => PointsRuleRow::Ceiling(self.expr(place, bound)?),
            Points::Expiry(length) => {
                PointsRuleRow::Expiry(counted(*length).ok_or(CompileError::Length { place })?)
            }
        })
    }
}
