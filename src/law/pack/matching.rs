//! Rules against statements: the first rule that holds decides.

use super::checks;
use super::data::{Confidence, Level, speaks};
use super::load::{Pack, Rule, Shape};
use super::statement::{Kind, Statement};
use crate::value::Date;

/// A shape found in a statement.
#[derive(Clone, Debug)]
pub(super) struct Match<'p> {
    pub shape: &'p Shape,
    pub rule: &'p Rule,
    pub level: Level,
    /// The norm it rests on, of those in force on the day.
    pub norm: Option<&'p str>,
    pub confidence: Option<Confidence>,
    pub is_silence: bool,
}

/// The finding of a shape in a statement under the law of a day.
pub(super) fn find<'p>(
    pack: &'p Pack,
    _id: &str,
    shape: &'p Shape,
    statement: &Statement,
    on: Date,
) -> Option<Match<'p>> {
    let rules = if statement.kind == Kind::Prose {
        &shape.prose
    } else {
        &shape.clause
    };
    let (rule, laws) = rules.iter().find_map(|rule| {
        let laws = holds(pack, rule, statement, on)?;
        Some((rule, laws))
    })?;
    if rule.level == Level::None {
        return None;
    }
    let (norm, confidence) = law(pack, shape, &laws, on);
    let mut level = rule.level;
    if norm.is_none() && !rule.always {
        level = level.min(shape.row.without_norm);
    }
    if confidence == Some(Confidence::Low) {
        level = level.min(Level::NeedsLegalBasis);
    }
    (level > Level::None).then_some(Match {
        shape,
        rule,
        level,
        norm,
        confidence,
        is_silence: rule.check == Some(super::data::Check::Silence),
    })
}

/// The norm cited: of the table's row where one decides, else of those that catch the shape on the day. One from
/// knowledge only is cited where there is no other.
fn law<'p>(
    pack: &'p Pack,
    shape: &'p Shape,
    laws: &[&'p str],
    on: Date,
) -> (Option<&'p str>, Option<Confidence>) {
    let row = |id: &'p str| pack.norms.get(id).map(|norm| (id, norm));
    if let Some((id, norm)) = laws.iter().find_map(|id| row(id)) {
        return (Some(id), Some(norm.confidence));
    }
    let in_force = || {
        let all = shape.norms.iter().filter_map(|id| row(id));
        all.filter(|(_, norm)| speaks(norm.from, norm.until, on))
    };
    let sure = in_force().find(|(_, norm)| norm.confidence > Confidence::Low);
    match sure.or_else(|| in_force().next()) {
        Some((id, norm)) => (Some(id), Some(norm.confidence)),
        None => (None, None),
    }
}

/// Whether a rule holds; where a row of a table decides, the norms the row names.
fn holds<'p>(pack: &'p Pack, rule: &Rule, statement: &Statement, on: Date) -> Option<Vec<&'p str>> {
    let dated =
        rule.from.is_none_or(|from| from <= on) && rule.until.is_none_or(|until| on <= until);
    if !(dated && may_hold(rule, statement)) {
        return None;
    }
    match rule.check {
        Some(check) => checks::check(pack, check, statement, on),
        None => Some(Vec::new()),
    }
}

/// Whether a rule speaks of such a statement, on whatever day.
pub(super) fn may_hold(rule: &Rule, statement: &Statement) -> bool {
    let is = |asked: Option<bool>, is: bool| asked.is_none_or(|asked| asked == is);
    let fits = (statement.kind == Kind::Prose || rule.kind.allows(Some(statement.kind)))
        && rule.bearer.allows(statement.bearer)
        && (rule.fund.is_empty() || rule.fund.iter().any(|fund| statement.funds.contains(fund)))
        && (rule.document.is_empty() || rule.document.contains(&statement.document))
        && is(rule.signed, statement.signed)
        && is(rule.ends, statement.ends)
        && is(rule.whole_chapter, statement.whole_chapter)
        && is(rule.protected, statement.protected);
    let entry = |entry: &Vec<(super::data::Role, super::words::Marks)>| {
        entry
            .iter()
            .all(|(role, marks)| statement.roles.get(*role).meets(*marks))
    };
    fits && rule.has.iter().all(entry) && !rule.not.iter().any(entry)
}
