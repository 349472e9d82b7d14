//! What a step of an expression is called in an explanation.

use super::explanation::What;
use super::run::Run;
use super::trace::Trace;
use crate::compile::book::{Node, NodeId, Total};
use crate::facts::{Household, Member, Timeline};
use crate::model::ParameterId;
use crate::register::{EventId, FactId, FactValue, Owner};
use crate::value::{Date, Exact};

pub(crate) fn what<T: Trace>(run: &Run<'_, T>, node: NodeId) -> What {
    let Some(node) = run.book.nodes.get(node.0 as usize) else {
        return What::Constant;
    };
    match *node {
        Node::Constant(_) => What::Constant,
        Node::Fact(fact) => what_fact(run, fact),
        Node::YearsSince(base) => what_age(run, Some(base)),
        Node::Age(_) => what_age(run, None),
        Node::Definition(id) => What::Definition(id),
        Node::Parameter(id) => what_parameter(run, id),
        Node::Signed(kind) => What::Signed(kind),
        Node::SigningDay(kind) => What::SigningDay(kind),
        Node::Blank(id) => What::Blank(id),
        Node::Not(_) => What::Not,
        Node::And(_) => What::And,
        Node::Or(_) => What::Or,
        Node::Compare(relation, ..) => What::Compare(relation),
        Node::Arithmetic(operator, ..) => What::Arithmetic(operator),
        Node::Extreme(larger, _) => What::Extreme(larger),
        Node::PerFull { step, partial, .. } => What::PerFull {
            step: constant(run, step),
            partial,
        },
        Node::Rounded { mode, to, .. } => What::Rounded {
            mode,
            to: constant(run, to),
        },
        Node::Count(_) => What::Count,
        Node::All(_) => What::All,
        Node::Over(aggregate, _) => What::Over(aggregate),
        Node::Related { kin, .. } => What::Related(kin),
        Node::Total(Total::Count(_)) => What::Households,
        Node::Total(Total::Share(_)) => What::HouseholdShare,
        Node::Total(Total::Over(aggregate, _)) => What::OverHouseholds(aggregate),
        Node::Elapsed(_, length) => What::Elapsed(length),
        Node::MonthsBetween(..) => What::MonthsBetween,
        Node::OverdueDays(action) => match run.book.actions.get(action as usize) {
            Some(action) => What::OverdueDays(action.clone()),
            None => What::Constant,
        },
        Node::EventCount(window, event) => What::EventCount {
            window,
            event,
            seen: seen(run, event),
            known_until: record_of(run, event).known_until,
        },
        Node::MissedInARow(times, schedule, event) => What::MissedInARow(times, schedule, event),
    }
}

fn constant<T: Trace>(run: &Run<'_, T>, node: NodeId) -> Exact {
    match run.book.nodes.get(node.0 as usize) {
        Some(Node::Constant(FactValue::Number(number))) => *number,
        Some(_) | None => Exact::ONE,
    }
}

fn timeline<'a, T: Trace>(
    run: &Run<'a, T>,
    fact: FactId,
) -> (Option<&'a Timeline>, Option<&'a Member>) {
    let owner = run.book.register.fact(fact).map(|fact| fact.owner);
    let member = run.member().filter(|_| owner == Some(Owner::Person));
    let village = run.world.filter(|_| owner == Some(Owner::Village));
    let home = village.map_or(run.home, |world| &world.home);
    let facts = member.map_or(&home.facts, |member| &member.facts);
    (facts.get(fact.index()), member)
}

fn what_fact<T: Trace>(run: &Run<'_, T>, fact: FactId) -> What {
    let (line, member) = timeline(run, fact);
    let entries = line.map_or(&[][..], |line| &line.entries);
    let after = entries.partition_point(|(from, _)| from.is_none_or(|from| from <= run.day));
    let entry = after.checked_sub(1).and_then(|at| entries.get(at));
    let declared = run.book.register.fact(fact);
    What::Fact {
        fact,
        member: member.map(|member| member.id.clone()),
        since: entry.and_then(|(from, _)| *from),
        default: entry.is_none_or(|(_, value)| value.is_none())
            && declared.is_some_and(|fact| fact.default.is_some()),
    }
}

fn what_age<T: Trace>(run: &Run<'_, T>, base: Option<FactId>) -> What {
    let (line, member) = base.map_or((None, run.member()), |base| timeline(run, base));
    let born = match line.and_then(|line| line.on(run.day)) {
        Some(FactValue::Date(born)) => Some(born),
        Some(FactValue::Bool(_) | FactValue::Number(_) | FactValue::Enum(_)) | None => None,
    };
    What::Age {
        since: base,
        member: member.map(|member| member.id.clone()),
        born,
        on: run.day,
        counting: run.book.register.age_counting,
    }
}

fn what_parameter<T: Trace>(run: &Run<'_, T>, id: ParameterId) -> What {
    let Some(row) = run.book.parameters.get(id.index()) else {
        return What::Constant;
    };
    let steps = row.steps.of(&run.book.parameter_steps);
    let after = steps.partition_point(|(from, _)| *from <= run.day);
    let step = after.checked_sub(1).and_then(|at| steps.get(at));
    What::Parameter {
        id,
        place: row.place,
        since: step.map(|(from, _)| *from),
    }
}

fn seen<T: Trace>(run: &Run<'_, T>, event: EventId) -> Vec<Date> {
    if !std::ptr::eq(record_of(run, event), run.home) {
        let events = record_of(run, event).events.iter().flatten();
        let seen = events.filter(|act| act.of == event && act.on <= run.day);
        return seen.map(|act| act.on).collect();
    }
    let acts = run.acts(event, run.scope, None, run.day);
    acts.map(|(_, act)| act.on).collect()
}

/// The household, or the village where the events are its own.
fn record_of<'a, T: Trace>(run: &Run<'a, T>, event: EventId) -> &'a Household {
    let by = run.book.register.event(event).map(|event| event.by);
    let village = run.world.filter(|_| by == Some(Owner::Village));
    village.map_or(run.home, |world| &world.home)
}
