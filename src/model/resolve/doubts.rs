//! Phrases with two honest readings: the usual one is taken, and both are said.

use super::context::{Context, finding};
use super::norms::Speech;
use crate::diagnostic::{Code, Text};
use crate::model::{Duty, Expr, Relation, Row, Window, begins};
use crate::span::Span;

impl Context<'_> {
    /// A recurring duty whose first period has begun when it arises: not owed, and said so.
    pub(super) fn first_period(&mut self, speech: &Speech<'_>, span: Span, duty: &Duty) {
        let Window::Each(schedule) = duty.window else {
            return;
        };
        let document = speech.place.document;
        let from = self
            .meaning
            .documents
            .get(document.index())
            .and_then(|row| row.from);
        let begun = match from {
            _ if self.is_agreement(document) || speech.signed.is_some() => true,
            Some(from) => !begins(schedule, from),
            None => false,
        };
        if begun {
            let message = Text::new(
                "义务产生时已经开始的那一期，要不要履行没有写：可以读作要，也可以读作从下一期起；按从下一期起",
                "it is not said whether the period already running when the duty arises is owed; read as owed from the next period",
            );
            self.report(&speech.place, span, Code::AmbiguousFirstPeriod, message);
        }
    }

    /// `50斤以下的……；50斤以上的……`: both rows take the bound itself; the first counts.
    pub(super) fn overlapping_rows(&mut self, rows: &[Row]) {
        for pair in rows.windows(2) {
            let [first, second] = pair else { continue };
            let (Some(a), Some(b)) = (&first.when, &second.when) else {
                continue;
            };
            if !both_take_the_bound(a, b) {
                continue;
            }
            let message = Text::new(
                "这一项与上一项都包含同一个界限：“以上”“以下”都含本数；恰好等于时按上一项",
                "this row and the one before both include the same bound; exactly there the earlier row counts",
            );
            let found = finding(
                &second.place,
                second.place.span,
                Code::AmbiguousBound,
                message,
            )
            .help(
                "其中一项改用“超过”或“不满”",
                "say `over` or `under` in one of them",
            );
            self.found.push(found);
        }
    }
}

fn both_take_the_bound(a: &Expr, b: &Expr) -> bool {
    bounds(a).iter().any(|(relation, left, right)| {
        let facing = match relation {
            Relation::AtLeast => Relation::AtMost,
            Relation::AtMost => Relation::AtLeast,
            Relation::Over | Relation::Under | Relation::Is | Relation::IsNot => return false,
        };
        bounds(b).contains(&(facing, *left, *right))
    })
}

/// The comparisons a condition is made of at its top.
fn bounds(condition: &Expr) -> Vec<(Relation, &Expr, &Expr)> {
    let parts = match condition {
        Expr::And(all) => all.as_slice(),
        one => std::slice::from_ref(one),
    };
    let compared = parts.iter().filter_map(|part| match part {
        Expr::Compare(relation, left, right) => Some((*relation, &**left, &**right)),
        _ => None,
    });
    compared.collect()
}
