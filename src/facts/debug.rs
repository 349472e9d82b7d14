//! `Debug` shows ids and counts only: a value may be a secret, and logs are read by anyone.

use std::fmt::{Debug, Formatter, Result};

use super::{
    Agreement, Event, Household, Meeting, Member, Payment, Timeline, Village, VillageEvent,
};

fn recorded(facts: &[Timeline]) -> usize {
    facts.iter().filter(|fact| !fact.entries.is_empty()).count()
}

impl Debug for Household {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("Household")
            .field("id", &self.id)
            .field("facts", &recorded(&self.facts))
            .field("members", &self.members.as_ref().map(Vec::len))
            .field("agreements", &self.agreements.as_ref().map(Vec::len))
            .field("events", &self.events.as_ref().map(Vec::len))
            .field("payments", &self.payments.len())
            .finish_non_exhaustive()
    }
}

impl Debug for Timeline {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        write!(out, "Timeline({} entries)", self.entries.len())
    }
}

impl Debug for Member {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("Member")
            .field("id", &self.id)
            .field("facts", &recorded(&self.facts))
            .finish_non_exhaustive()
    }
}

impl Debug for Agreement {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("Agreement")
            .field("of", &self.of)
            .field("fill", &self.fill.len())
            .finish_non_exhaustive()
    }
}

impl Debug for Event {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("Event")
            .field("of", &self.of)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl Debug for Payment {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("Payment")
            .field("benefit", &self.benefit)
            .finish_non_exhaustive()
    }
}

impl Debug for VillageEvent {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("VillageEvent")
            .field("of", &self.of)
            .finish_non_exhaustive()
    }
}

impl Debug for Meeting {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("Meeting")
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

impl Debug for Village {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("Village")
            .field("households", &self.households.len())
            .field("facts", &recorded(&self.facts))
            .field("events", &self.events.len())
            .finish_non_exhaustive()
    }
}
