//! Households from a program's own records, by the checks of the files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Agreement, Event, Household, Member, Payment, Timeline, check, heirs, kin};
use crate::diagnostic::Code;
use crate::register::{FactError, FactId, FactValue, Owner, Register};
use crate::value::Date;

/// A household in the making. What is never said stays unknown: members, agreements and events
/// too, unless [`no_members`](Self::no_members) and the like say that there are none.
#[derive(Clone, Debug)]
pub struct HouseholdBuilder<'r> {
    register: &'r Register,
    household: Household,
    member_ids: BTreeMap<Arc<str>, u16>,
    event_ids: BTreeSet<Arc<str>>,
}

impl Household {
    /// Begins a household.
    ///
    /// # Errors
    /// If the id is empty or longer than 100 characters.
    pub fn builder<'r>(
        register: &'r Register,
        id: &str,
    ) -> Result<HouseholdBuilder<'r>, FactError> {
        Ok(HouseholdBuilder {
            register,
            household: Self {
                facts: vec![Timeline::default(); register.facts.len()],
                ..Self::unknown(check::id(id)?.into())
            },
            member_ids: BTreeMap::new(),
            event_ids: BTreeSet::new(),
        })
    }
}

impl HouseholdBuilder<'_> {
    /// A fact of the household: its value from a day on (`None`: always so far), or that it is
    /// unknown from that day on. Money is in fen.
    ///
    /// # Errors
    /// If the register has no such fact of households, the value is of another type or out of
    /// range, or the day has a value already.
    pub fn fact(
        &mut self,
        fact: FactId,
        from: Option<Date>,
        value: Option<FactValue>,
    ) -> Result<&mut Self, FactError> {
        let facts = &mut self.household.facts;
        check::set_fact(self.register, Owner::Household, facts, fact, from, value)?;
        Ok(self)
    }

    /// A member, with first and last day of membership; gives the number by which events, payments
    /// and [`member_fact`](Self::member_fact) name the member.
    ///
    /// # Errors
    /// If the id is empty or used, the last day lies before the first, or there are too many.
    pub fn member(
        &mut self,
        id: &str,
        from: Option<Date>,
        until: Option<Date>,
    ) -> Result<u16, FactError> {
        check::id(id)?;
        check::order(from, until)?;
        let members = self.household.members.get_or_insert_default();
        check::room(members.len(), "成员", "members")?;
        let number = u16::try_from(members.len()).map_err(|_| check::unknown())?;
        let id: Arc<str> = id.into();
        if self.member_ids.contains_key(&id) {
            return Err(check::duplicate_id(&id));
        }
        self.member_ids.insert(Arc::clone(&id), number);
        let facts = vec![Timeline::default(); self.register.facts.len()];
        members.push(Member {
            id,
            facts,
            from,
            until,
            parents: None,
            spouse: None,
        });
        Ok(number)
    }

    /// Which members are a member's parents; none given: no member of the household is. What is never said is not
    /// known.
    ///
    /// # Errors
    /// If there is no such member, somebody would be an ancestor of their own, or one is the member's spouse.
    pub fn parents(&mut self, member: u16, parents: &[u16]) -> Result<&mut Self, FactError> {
        let members = self.household.members.as_deref_mut().unwrap_or_default();
        kin::parents(members, member, parents)?;
        Ok(self)
    }

    /// Which member is a member's spouse; `None`: no member of the household is. What is never said is not known.
    ///
    /// # Errors
    /// If there is no such member, it is the same one, or one of the two is married to somebody else, or the parent
    /// of the other.
    pub fn spouse(&mut self, member: u16, spouse: Option<u16>) -> Result<&mut Self, FactError> {
        let members = self.household.members.as_deref_mut().unwrap_or_default();
        kin::spouse(members, member, spouse)?;
        Ok(self)
    }

    /// The number of a member.
    #[must_use]
    pub fn member_number(&self, id: &str) -> Option<u16> {
        self.member_ids.get(id).copied()
    }

    /// A fact of a member, as [`fact`](Self::fact).
    ///
    /// # Errors
    /// As [`fact`](Self::fact), and if there is no such member.
    pub fn member_fact(
        &mut self,
        member: u16,
        fact: FactId,
        from: Option<Date>,
        value: Option<FactValue>,
    ) -> Result<&mut Self, FactError> {
        let members = self.household.members.as_mut();
        let found = members.and_then(|members| members.get_mut(usize::from(member)));
        let facts = &mut found.ok_or_else(no_member)?.facts;
        check::set_fact(self.register, Owner::Person, facts, fact, from, value)?;
        Ok(self)
    }

    /// An agreement that the household signed.
    ///
    /// # Errors
    /// If the register has no such agreement, or no deposit for it; if an amount is out of range
    /// or the end lies before the signing.
    pub fn agreement(&mut self, agreement: Agreement) -> Result<&mut Self, FactError> {
        check::agreement(self.register, &agreement)?;
        let agreements = self.household.agreements.get_or_insert_default();
        check::room(agreements.len(), "协议", "agreements")?;
        agreements.push(agreement);
        Ok(self)
    }

    /// Something that happened. The day's order is that of the calls.
    ///
    /// # Errors
    /// If the register has no such event, the quantity is not above 0, the member is missing or
    /// unknown or not to be named, or the id is used.
    pub fn event(&mut self, event: Event) -> Result<&mut Self, FactError> {
        let declaration = self.register.event(event.of).ok_or_else(check::unknown)?;
        check::quantity(declaration, event.quantity)?;
        check::by(declaration, event.by.is_some())?;
        self.check_member(event.by)?;
        if let Some(id) = &event.id {
            check::id(id)?;
            if !self.event_ids.insert(Arc::clone(id)) {
                return Err(check::duplicate_id(id));
            }
        }
        let events = self.household.events.get_or_insert_default();
        check::room(events.len(), "事件", "events")?;
        events.push(event);
        Ok(self)
    }

    /// A benefit that was paid.
    ///
    /// # Errors
    /// If the register has no such benefit, the member is unknown or the amount below 0.
    pub fn payment(&mut self, payment: Payment) -> Result<&mut Self, FactError> {
        check::payment(self.register, &payment)?;
        self.check_member(payment.to)?;
        check::room(self.household.payments.len(), "支付", "payments")?;
        self.household.payments.push(payment);
        Ok(self)
    }

    /// The last day to which the record of events is complete; `None`: to no day at all.
    pub fn known_until(&mut self, day: Option<Date>) -> &mut Self {
        self.household.known_until = day;
        self
    }

    /// The first and last day of the household, and who took its place on the day after the last.
    ///
    /// # Errors
    /// If the last day lies before the first, there are heirs and no last day, or one of them is the household
    /// itself or named twice.
    pub fn existence(
        &mut self,
        from: Option<Date>,
        until: Option<Date>,
        heirs: &[&str],
    ) -> Result<&mut Self, FactError> {
        check::order(from, until)?;
        heirs::checked(&self.household.id, until, heirs)?;
        (self.household.from, self.household.until) = (from, until);
        self.household.succeeded_by = heirs.iter().map(|heir| Arc::from(*heir)).collect();
        Ok(self)
    }

    /// Says that there are no members (until one is added), instead of that they are unknown.
    pub fn no_members(&mut self) -> &mut Self {
        self.household.members.get_or_insert_default();
        self
    }

    /// Says that no agreement was signed (until one is added), instead of that it is unknown.
    pub fn no_agreements(&mut self) -> &mut Self {
        self.household.agreements.get_or_insert_default();
        self
    }

    /// Says that a record of events is kept, even if it is empty.
    pub fn no_events(&mut self) -> &mut Self {
        self.household.events.get_or_insert_default();
        self
    }

    /// The household, with events and payments in the order of days.
    ///
    /// # Errors
    /// If it has fewer or, on some day, more members than the register allows.
    pub fn build(mut self) -> Result<Household, FactError> {
        if let Some(members) = &self.household.members {
            self.check_members(members)?;
        }
        if let Some(events) = &mut self.household.events {
            events.sort_by_key(|event| event.on);
        }
        self.household.payments.sort_by_key(|payment| payment.on);
        // Nobody belongs to a household that is not there.
        let (from, until) = (self.household.from, self.household.until);
        for member in self.household.members.iter_mut().flatten() {
            member.from = member.from.max(from);
            member.until = [member.until, until].into_iter().flatten().min();
        }
        Ok(self.household)
    }

    fn check_member(&self, member: Option<u16>) -> Result<(), FactError> {
        let members = self.household.members.as_ref().map_or(0, Vec::len);
        match member {
            Some(member) if usize::from(member) >= members => Err(no_member()),
            _ => Ok(()),
        }
    }

    fn check_members(&self, members: &[Member]) -> Result<(), FactError> {
        let (least, greatest) = self.register.members;
        let fits = |count: usize, bound: u32| count <= bound as usize;
        if members.len() >= least as usize
            && (fits(members.len(), greatest) || fits(most_at_once(members), greatest))
        {
            return Ok(());
        }
        Err(FactError::new(
            Code::FactRange,
            format!("户籍册规定每户成员 {least} 至 {greatest} 人"),
            format!("the register allows {least} to {greatest} members in a household"),
        ))
    }
}

/// How many belong to the household on the day when most do.
fn most_at_once(members: &[Member]) -> usize {
    // A membership counts up to the end of its last day, so on one day arrivals come first.
    let arrivals = members
        .iter()
        .map(|member| (member.from.unwrap_or(Date::MIN), false));
    let leavings = members
        .iter()
        .filter_map(|member| Some((member.until?, true)));
    let mut changes: Vec<(Date, bool)> = arrivals.chain(leavings).collect();
    changes.sort_unstable();
    let mut here = 0_usize;
    let mut most = 0;
    for (_, leaves) in changes {
        here = if leaves {
            here.saturating_sub(1)
        } else {
            here + 1
        };
        most = most.max(here);
    }
    most
}

pub(super) fn no_member() -> FactError {
    FactError::new(
        Code::FactUnknownName,
        "没有这个成员",
        "there is no such member",
    )
}
