//! The whole file: the households one by one, and the village's own record.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::household::Read;
use super::recover::SECTIONS;
use super::stream::{Part, stream};
use super::{Context, Rejected};
use crate::diagnostic::Code;
use crate::facts::{Household, Meeting, Timeline, Village, VillageEvent, check, heirs};
use crate::located::{Form, Key, Node, Place, Problem};
use crate::register::{FactError, Owner, Register, visible};
use crate::value::Date;

pub(super) fn read(
    register: &Register,
    text: &str,
    form: Form,
    known: Option<Date>,
    watch: &mut dyn FnMut(usize),
) -> (Village, Vec<Rejected>) {
    let mut reading = Reading::new(register, known);
    let mut households = 0;
    stream(text, form, &mut |part, problems| {
        let is_household = matches!(part, Part::Household(_));
        reading.part(part, problems);
        if is_household {
            households += 1;
            watch(households);
        }
    });
    reading.finish()
}

struct Reading<'r> {
    context: Context<'r>,
    village: Village,
    /// For each household, whether it has a `known_until` of its own.
    has_known_until: Vec<bool>,
    ids: BTreeSet<Arc<str>>,
    sections: BTreeSet<String>,
    known_until: Option<Date>,
    /// Whether the village's own record was read without loss.
    whole: bool,
    /// Whether the village keeps a record of events.
    has_events: bool,
    /// Whether the file has a list of households.
    has_households: bool,
    rejected: Vec<Rejected>,
    /// Who names others that took their place, and where.
    heirs: Vec<(Arc<str>, Place)>,
}

impl<'r> Reading<'r> {
    fn new(register: &'r Register, known: Option<Date>) -> Self {
        Self {
            context: Context {
                register,
                known,
                problems: Vec::new(),
            },
            village: Village {
                households: Vec::new(),
                unread: Vec::new(),
                incomplete: false,
                facts: vec![Timeline::default(); register.facts.len()],
                events: Vec::new(),
                meetings: None,
                known_until: None,
            },
            has_known_until: Vec::new(),
            ids: BTreeSet::new(),
            sections: BTreeSet::new(),
            known_until: None,
            whole: true,
            has_events: false,
            has_households: false,
            rejected: Vec::new(),
            heirs: Vec::new(),
        }
    }

    fn part(&mut self, part: Part, problems: Vec<Problem>) {
        match part {
            Part::Household(node) => self.household(&node, problems),
            Part::Broken(household) => {
                // The village's record may be what was lost.
                self.whole = false;
                self.unread(household.as_deref());
                self.reject(household, problems);
            }
            Part::Lost => self.village.incomplete = true,
            Part::Section(key, node) => {
                self.context.problems = problems;
                self.section(&key, &node);
                let problems = std::mem::take(&mut self.context.problems);
                self.whole &= problems.is_empty();
                self.reject(None, problems);
            }
        }
    }

    fn household(&mut self, node: &Node, problems: Vec<Problem>) {
        self.context.problems = problems;
        let read = self.context.household(node);
        if let Some(read) = &read
            && self.ids.contains(&read.household.id)
        {
            let place = node.get("id").map_or(node.place, |id| id.place);
            let error = check::duplicate_id(&read.household.id);
            self.context.fail(place, error);
        }
        let problems = std::mem::take(&mut self.context.problems);
        match read {
            Some(Read {
                household,
                has_known_until,
            }) if problems.is_empty() => {
                self.ids.insert(Arc::clone(&household.id));
                if !household.succeeded_by.is_empty() {
                    let place = node
                        .get("succeeded_by")
                        .map_or(node.place, |heirs| heirs.place);
                    self.heirs.push((Arc::clone(&household.id), place));
                }
                self.village.households.push(household);
                self.has_known_until.push(has_known_until);
            }
            Some(_) | None => {
                let id = node.get("id").and_then(Node::text);
                self.unread(id);
                self.reject(id.map(str::to_owned), problems);
            }
        }
    }

    /// A household is there that could not be read; without an id there may be more than one.
    fn unread(&mut self, id: Option<&str>) {
        match id {
            Some(id) => self.village.unread.push(Arc::from(visible(id.chars()))),
            None => self.village.incomplete = true,
        }
    }

    fn section(&mut self, key: &Key, node: &Node) {
        if !self.sections.insert(key.text.clone()) {
            let (zh, en) = (
                format!("“{}”写了两次", key.text),
                format!("`{}` is written twice", key.text),
            );
            self.context
                .fail(key.place, FactError::new(Code::DuplicateKey, zh, en));
            return;
        }
        match key.text.as_str() {
            "known_until" => {
                let day = self.context.date(node).flatten();
                self.known_until = self.context.until_known(day);
            }
            "households" => {
                self.has_households = true;
                if !node.is_null() {
                    self.context.wrong(node, "户的列表", "a list of households");
                }
            }
            "village" => self.own_record(node),
            _ => {
                self.context.unknown(key.place, &key.text, SECTIONS);
            }
        }
    }

    fn own_record(&mut self, node: &Node) {
        if node.is_null() {
            return;
        }
        let register = self.context.register;
        for (key, value) in self.context.entries(node).unwrap_or(&[]) {
            match key.text.as_str() {
                "events" => {
                    self.events(value);
                    continue;
                }
                "meetings" => {
                    self.meetings(value);
                    continue;
                }
                _ => {}
            }
            let facts = &mut self.village.facts;
            let put = |from, fact, value| {
                check::set_fact(register, Owner::Village, facts, fact, from, value)
            };
            self.context.record(Owner::Village, (key, value), put);
        }
    }

    fn events(&mut self, node: &Node) {
        let Ok(Some(items)) = self.context.list(node, "事件", "events") else {
            return;
        };
        self.has_events = true;
        for item in items {
            let is_known = self.context.is_known(item);
            if let Some(event) = self.context.village_event(item).filter(|_| is_known) {
                self.village.events.push(event);
            }
        }
        self.village.events.sort_by_key(|event| event.on);
    }

    fn meetings(&mut self, node: &Node) {
        let Ok(Some(items)) = self.context.list(node, "会议", "meetings") else {
            return;
        };
        let mut meetings: Vec<Meeting> = Vec::new();
        for item in items {
            let is_known = self.context.is_known(item);
            meetings.extend(self.context.meeting(item).filter(|_| is_known));
        }
        meetings.sort_by_key(|meeting| meeting.on);
        self.village.meetings = Some(meetings);
    }

    fn reject(&mut self, household: Option<String>, problems: Vec<Problem>) {
        let rejected = problems.into_iter();
        self.rejected
            .extend(rejected.map(|problem| Rejected::new(household.clone(), problem)));
    }

    /// Leaves out households that name others to succeed them which are not there.
    fn unknown_heirs(&mut self) {
        let village = &self.village;
        let starts: BTreeMap<&str, Option<Date>> = village
            .households
            .iter()
            .map(|one| (&*one.id, one.from))
            .collect();
        let find = |id: &str| {
            let unread = village.incomplete || village.unread.iter().any(|one| **one == *id);
            starts.get(id).copied().or(unread.then_some(None))
        };
        let by_id: BTreeMap<&str, &Household> = village
            .households
            .iter()
            .map(|one| (&*one.id, one))
            .collect();
        let mut wrong = Vec::new();
        for (id, place) in &self.heirs {
            let household = by_id.get(&**id);
            if let Some(Err(error)) = household.map(|one| heirs::known(one, find)) {
                wrong.push((Arc::clone(id), *place, error));
            }
        }
        let ids: BTreeSet<Arc<str>> = wrong.iter().map(|(id, ..)| Arc::clone(id)).collect();
        self.village.households.retain(|one| !ids.contains(&one.id));
        for (id, place, error) in wrong {
            self.context.fail(place, error);
            let problems = std::mem::take(&mut self.context.problems);
            self.unread(Some(&*id));
            self.reject(Some(id.to_string()), problems);
        }
    }

    fn finish(mut self) -> (Village, Vec<Rejected>) {
        for (household, own) in self
            .village
            .households
            .iter_mut()
            .zip(&self.has_known_until)
        {
            if !own {
                household.known_until = self.known_until;
            }
        }
        self.unknown_heirs();
        // An event that could not be read may not count as one that did not happen.
        let recorded = self.whole && self.has_events;
        self.village.known_until = self.known_until.filter(|_| recorded);
        self.village.incomplete |= !self.has_households;
        self.rejected
            .sort_by_key(|rejected| (rejected.line, rejected.column));
        (self.village, self.rejected)
    }
}

impl Context<'_> {
    fn village_event(&mut self, node: &Node) -> Option<VillageEvent> {
        let (of, quantity) = self.what_happened(node)?;
        let register = self.register;
        let declaration = register.event(of)?;
        self.take(node.place, check::quantity(declaration, quantity))?;
        let on = self.needed_date(node, "on")?;
        let by = match node.get("by").filter(|node| !node.is_null()) {
            Some(by) => {
                let name = self.text(by)?;
                self.body(by.place, name)?;
                Some(Arc::from(name))
            }
            None => None,
        };
        Some(VillageEvent {
            on,
            of,
            quantity,
            by,
        })
    }

    fn body(&mut self, place: Place, name: &str) -> Option<()> {
        let register = self.register;
        if register.body_names().any(|body| body == name) {
            return Some(());
        }
        self.unknown(place, name, register.body_names());
        None
    }
}
