//! One household.

use super::Context;
use crate::facts::{Household, HouseholdBuilder};
use crate::located::{Node, Place};
use crate::register::{FactError, FactId, FactValue, Owner};
use crate::value::Date;

/// A household, whether it says itself to which day its record is complete, and where it stands.
pub(super) struct Read {
    pub household: Household,
    pub has_known_until: bool,
}

impl Context<'_> {
    /// Reads a household; what is wrong goes to the problems, and then it is no household.
    pub fn household(&mut self, node: &Node) -> Option<Read> {
        let entries = self.entries(node)?;
        let (id, place) = self.needed_text(node, "id")?;
        let mut builder = self.take(place, Household::builder(self.register, id))?;
        let known = node.get("known_until");
        if let Some(day) = known.and_then(|node| self.date(node)) {
            builder.known_until(self.until_known(day));
        }
        // Events and payments name members, wherever the members stand.
        if let Some(members) = node.get("members") {
            self.members(&mut builder, members);
        }
        self.existence(&mut builder, node);
        for (key, value) in entries {
            match key.text.as_str() {
                "id" | "known_until" | "members" | "from" | "until" | "succeeded_by" => {}
                "agreements" => self.agreements(&mut builder, value),
                "events" => self.events(&mut builder, value),
                "payments" => self.payments(&mut builder, value),
                _ => {
                    let put = |from, fact, value| builder.fact(fact, from, value).map(|_| ());
                    self.record(Owner::Household, (key, value), put);
                }
            }
        }
        let household = self.take(node.place, builder.build())?;
        Some(Read {
            household,
            has_known_until: known.is_some(),
        })
    }

    /// From when to when there is such a household, and what took its place.
    fn existence(&mut self, builder: &mut HouseholdBuilder<'_>, node: &Node) -> Option<()> {
        let from = self.optional_date(node, "from").ok()?;
        let until = self.optional_date(node, "until").ok()?;
        let said = node.get("succeeded_by").filter(|heirs| !heirs.is_null());
        let heirs = match said {
            Some(heirs) => self.several(heirs)?,
            None => &[],
        };
        let mut named = Vec::with_capacity(heirs.len());
        for heir in heirs {
            named.push(self.text(heir)?);
        }
        let place = said
            .or_else(|| node.get("until"))
            .map_or(node.place, |node| node.place);
        let result = builder.existence(from, until, &named).map(|_| ());
        self.take(place, result)
    }

    fn members(&mut self, builder: &mut HouseholdBuilder<'_>, node: &Node) {
        let Ok(Some(items)) = self.list(node, "成员", "members") else {
            return;
        };
        builder.no_members();
        for item in items {
            self.member(builder, item);
        }
        // Relatives are named wherever they stand in the list.
        for item in items {
            self.kinship(builder, item);
        }
    }

    fn kinship(&mut self, builder: &mut HouseholdBuilder<'_>, node: &Node) -> Option<()> {
        let member = builder.member_number(node.get("id")?.text()?)?;
        let said = |field| node.get(field).filter(|value: &&Node| !value.is_null());
        if let Some(parents) = said("parents") {
            let mut named = Vec::new();
            for one in self.several(parents)? {
                named.push(self.member_of(builder, Some(one))??);
            }
            let result = builder.parents(member, &named).map(|_| ());
            self.take(parents.place, result);
        }
        if let Some(spouse) = said("spouse") {
            let named = match self.several(spouse)? {
                [] => None,
                [one] => self.member_of(builder, Some(one))?,
                [_, ..] => {
                    self.wrong(
                        spouse,
                        "一个成员，没有就写 none",
                        "one member, `none` for none",
                    );
                    return None;
                }
            };
            let result = builder.spouse(member, named).map(|_| ());
            self.take(spouse.place, result);
        }
        Some(())
    }

    /// `[P1, P2]`, `P1`, `[]` and `none`.
    fn several<'n>(&mut self, node: &'n Node) -> Option<&'n [Node]> {
        if let Some(items) = node.list() {
            return Some(items);
        }
        match node.text() {
            Some("none") => Some(&[]),
            Some(_) => Some(std::slice::from_ref(node)),
            None => {
                self.wrong(
                    node,
                    "成员的编号，没有就写 []",
                    "ids of members, `[]` for none",
                );
                None
            }
        }
    }

    fn member(&mut self, builder: &mut HouseholdBuilder<'_>, node: &Node) -> Option<()> {
        let entries = self.entries(node)?;
        let (id, place) = self.needed_text(node, "id")?;
        let from = self.optional_date(node, "from").ok()?;
        let until = self.optional_date(node, "until").ok()?;
        let member = self.take(place, builder.member(id, from, until))?;
        for (key, value) in entries {
            if !Owner::Person.keys().contains(&key.text.as_str()) {
                let put =
                    |from, fact, value| builder.member_fact(member, fact, from, value).map(|_| ());
                self.record(Owner::Person, (key, value), put);
            }
        }
        Some(())
    }

    /// Reads the values of a fact and puts them where they belong.
    pub fn record(
        &mut self,
        owner: Owner,
        (key, node): (&crate::located::Key, &Node),
        mut put: impl FnMut(Option<Date>, FactId, Option<FactValue>) -> Result<(), FactError>,
    ) {
        let register = self.register;
        let Some(id) = self.fact(owner, key).map(|(id, _)| id) else {
            return;
        };
        let Some(declaration) = register.fact(id) else {
            return;
        };
        let values: Vec<(Place, Option<Date>, Option<FactValue>)> = self.values(declaration, node);
        for (place, from, value) in values {
            let result = put(from, id, value);
            self.take(place, result);
        }
    }
}
