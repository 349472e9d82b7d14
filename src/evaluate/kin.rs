//! Whether somebody is a relative of a member who satisfies a condition.

use std::sync::Arc;

use super::run::Run;
use super::trace::Trace;
use super::value::{Undecided, Value};
use crate::compile::book::NodeId;
use crate::evaluate::Need;
use crate::evaluate::explanation::What;
use crate::facts::Member;
use crate::model::Kin;

impl<T: Trace> Run<'_, T> {
    /// Whether one other member present is so related to whom is looked at, and satisfies the condition; true if
    /// one surely does, false if none can.
    pub fn related(&mut self, kin: Kin, household: bool, of: Option<NodeId>) -> Value {
        let (Some(own), Some(members)) = (self.scope.member, self.home.members.as_deref()) else {
            return Value::missing(Need::Members);
        };
        let scope = self.scope;
        let mut undecided = Undecided::default();
        for (at, member) in (0_u16..).zip(members) {
            if at == own || !self.spend(1) || !self.is_present(member) {
                continue;
            }
            let is = self.kinship(members, kin, own, at);
            if is.is_no() {
                continue;
            }
            self.scope = if household {
                scope.of_household()
            } else {
                scope.of_member(at)
            };
            self.trace.open(|| What::Relative {
                kin,
                of: Arc::clone(&member.id),
            });
            let value = of.map_or(Value::YES, |of| self.value(of));
            let value = both(is, value);
            self.trace.close(&value);
            self.scope = scope;
            if value.is_yes() {
                return value;
            }
            undecided.add_value(&value);
        }
        undecided.or_bool(false)
    }

    /// Whether one member is the child, spouse or parent of another.
    fn kinship(&mut self, members: &[Member], kin: Kin, own: u16, other: u16) -> Value {
        match kin {
            Kin::Child => self.is_child(members, own, other),
            Kin::Parent => self.is_child(members, other, own),
            Kin::Spouse => Self::is_spouse(members, own, other),
        }
    }

    fn is_child(&mut self, members: &[Member], child: u16, parent: u16) -> Value {
        let Some(member) = members.get(usize::from(child)) else {
            return Value::NO;
        };
        match &member.parents {
            Some(parents) => Value::bool(parents.contains(&parent)),
            // Nobody's parents are their own descendants, or their spouse.
            None if Self::is_spouse(members, child, parent).is_yes()
                || self.descends(members, parent, child) =>
            {
                Value::NO
            }
            None => Value::missing(Need::Parents(Arc::clone(&member.id))),
        }
    }

    /// Whether one is recorded as a descendant of another. What is read forbids circles.
    fn descends(&mut self, members: &[Member], from: u16, of: u16) -> bool {
        let mut open = vec![from];
        let mut seen = std::collections::BTreeSet::new();
        while let Some(next) = open.pop() {
            if !seen.insert(next) || !self.spend(1) {
                continue;
            }
            let parents = members
                .get(usize::from(next))
                .and_then(|member| member.parents.as_deref());
            for parent in parents.unwrap_or_default() {
                if *parent == of {
                    return true;
                }
                open.push(*parent);
            }
        }
        false
    }

    /// What is recorded of one side is recorded of both.
    fn is_spouse(members: &[Member], one: u16, other: u16) -> Value {
        let (Some(a), Some(b)) = (
            members.get(usize::from(one)),
            members.get(usize::from(other)),
        ) else {
            return Value::NO;
        };
        match (a.spouse, b.spouse) {
            (Some(spouse), _) => Value::bool(spouse == Some(other)),
            (None, Some(spouse)) => Value::bool(spouse == Some(one)),
            (None, None) => Value::missing(Need::Spouse(Arc::clone(&a.id))),
        }
    }
}

/// True if both are; false if one is.
fn both(first: Value, second: Value) -> Value {
    if first.is_no() || second.is_no() {
        return Value::NO;
    }
    let mut undecided = Undecided::default();
    undecided.add_value(&first);
    undecided.add_value(&second);
    undecided.or_bool(true)
}
