//! A rate that changes inside a period of an entitlement that uses it.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Text};
use crate::model::{
    Body, Draft, Entitle, Expr, Head, Parameter, ParameterId, Schedule, Split, begins, finding,
};
use crate::value::Date;

pub(super) fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    for norm in &draft.meaning.norms {
        let Head::Entitle(entitle) = &norm.head else {
            continue;
        };
        for id in rates(entitle) {
            let parameter = draft.meaning.parameters.get(id.index());
            let schedule = match entitle.split {
                None => entitle.schedule,
                Some(Split::Month) => Schedule::Month,
                Some(Split::Day) => continue,
            };
            let change = parameter.and_then(|one| inside(one, schedule));
            if let Some(day) = change {
                let message = Text::new(
                    format!(
                        "所用的标准在{day}改变，正在一期当中，没有写怎么分：按期末的标准算整期"
                    ),
                    format!(
                        "a rate used here changes on {day}, inside a period, and nothing says how to split it: the rate at the end counts for all of it"
                    ),
                );
                let warning = finding(&norm.place, norm.place.span, Code::AmbiguousChange, message);
                found.push(warning.help(
                    "让标准从一期的第一天起改变，或写明“按月计”",
                    "let the rate change on the first day of a period, or say how the period is split",
                ));
            }
        }
    }
}

/// The first change of a rate after it began that is not the first day of such a period.
fn inside(parameter: &Parameter, schedule: Schedule) -> Option<Date> {
    let later = parameter.steps.iter().skip(1).map(|(day, _)| *day);
    later.into_iter().find(|day| !begins(schedule, *day))
}

/// The parameters that an amount reads.
fn rates(entitle: &Entitle) -> BTreeSet<ParameterId> {
    let mut open: Vec<&Expr> = match &entitle.amount {
        Some(Body::Value(value)) => vec![value],
        Some(Body::Cases(rows)) => rows.iter().map(|row| &row.value).collect(),
        Some(Body::Slices { base, slices }) => {
            let bounds = slices
                .iter()
                .flat_map(|one| [Some(&one.over), one.to.as_ref(), Some(&one.rate)]);
            bounds.flatten().chain([base]).collect()
        }
        None => Vec::new(),
    };
    let mut all = BTreeSet::new();
    while let Some(expr) = open.pop() {
        match expr {
            Expr::Parameter(id) => {
                all.insert(*id);
            }
            Expr::Arithmetic(_, left, right) => open.extend([&**left, &**right]),
            Expr::Extreme(_, of) => open.extend(of),
            Expr::PerFull { of, gives, .. } => open.extend([&**of, &**gives]),
            Expr::Rounded { of, .. } => open.push(of),
            _ => {}
        }
    }
    all
}
