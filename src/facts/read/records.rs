//! What a household signed, what happened, what was paid.

use std::sync::Arc;

use super::Context;
use crate::diagnostic::Code;
use crate::facts::{Agreement, Event, HouseholdBuilder, Payment};
use crate::located::{Key, Node};
use crate::register::{EventId, FactError, cut};
use crate::value::{Exact, Period};

impl Context<'_> {
    pub(super) fn agreements(&mut self, builder: &mut HouseholdBuilder<'_>, node: &Node) {
        let Ok(Some(items)) = self.list(node, "协议", "agreements") else {
            return;
        };
        builder.no_agreements();
        for item in items {
            if let Some(agreement) = self.agreement(item) {
                let result = builder.agreement(agreement).map(|_| ());
                self.take(item.place, result);
            }
        }
    }

    fn agreement(&mut self, node: &Node) -> Option<Agreement> {
        let entries = self.entries(node)?;
        self.only(entries, &["of", "signed", "ended", "deposit", "fill"]);
        let (name, place) = self.needed_text(node, "of")?;
        let register = self.register;
        let Some(of) = register.agreement_named(name) else {
            self.unknown(place, name, register.agreement_names());
            return None;
        };
        let deposit = node.get("deposit").filter(|node| !node.is_null());
        Some(Agreement {
            of,
            signed: self.optional_date(node, "signed").ok()?,
            ended: self.optional_date(node, "ended").ok()?,
            deposit: match deposit {
                Some(node) => Some(self.money(node)?),
                None => None,
            },
            fill: self.fill(node.get("fill")),
        })
    }

    /// Values of blanks; one that is null stays blank.
    fn fill(&mut self, node: Option<&Node>) -> Vec<(Arc<str>, Exact)> {
        let Some(node) = node.filter(|node| !node.is_null()) else {
            return Vec::new();
        };
        let entries = self.entries(node).unwrap_or(&[]);
        let filled = entries.iter().filter(|(_, node)| !node.is_null());
        let values = filled.filter_map(|(key, node)| {
            let number = self.number(node)?;
            Some((Arc::from(key.text.as_str()), number))
        });
        values.collect()
    }

    pub(super) fn events(&mut self, builder: &mut HouseholdBuilder<'_>, node: &Node) {
        let Ok(Some(items)) = self.list(node, "事件", "events") else {
            return;
        };
        builder.no_events();
        for item in items {
            let is_known = self.is_known(item);
            if let Some(event) = self.event(builder, item).filter(|_| is_known) {
                let result = builder.event(event).map(|_| ());
                self.take(item.place, result);
            }
        }
    }

    fn event(&mut self, builder: &HouseholdBuilder<'_>, node: &Node) -> Option<Event> {
        let (of, quantity) = self.what_happened(node)?;
        let on = self.needed_date(node, "on")?;
        let by = self.member_of(builder, node.get("by"))?;
        let id = match node.get("id").filter(|node| !node.is_null()) {
            Some(node) => Some(Arc::from(self.text(node)?)),
            None => None,
        };
        Some(Event {
            on,
            of,
            quantity,
            by,
            id,
        })
    }

    /// `{ on: …, record: 1 }`: the one entry that is an event, and how much of it.
    pub(super) fn what_happened(&mut self, node: &Node) -> Option<(EventId, Exact)> {
        let entries = self.entries(node)?;
        let is_field = |key: &Key| matches!(key.text.as_str(), "on" | "by" | "id" | "recorded");
        let mut happened = entries.iter().filter(|(key, _)| !is_field(key));
        let (Some((key, quantity)), None) = (happened.next(), happened.next()) else {
            let error = FactError::new(
                Code::FactEvent,
                "每条写一个事件，例如 { on: 2024-03-31, 键: 1 }",
                "an entry holds one event, such as { on: 2024-03-31, key: 1 }",
            );
            self.fail(node.place, error);
            return None;
        };
        let register = self.register;
        let Some(of) = register.event_named(&key.text) else {
            self.unknown(key.place, &key.text, register.event_names());
            return None;
        };
        self.number(quantity).map(|quantity| (of, quantity))
    }

    /// A member by id: `Some(None)` where none is named.
    pub(super) fn member_of(
        &mut self,
        builder: &HouseholdBuilder<'_>,
        node: Option<&Node>,
    ) -> Option<Option<u16>> {
        let Some(node) = node.filter(|node| !node.is_null()) else {
            return Some(None);
        };
        let id = self.text(node)?;
        let number = builder.member_number(id);
        if number.is_none() {
            let (zh, en) = (
                format!("本户没有成员“{}”", cut(id)),
                format!("the household has no member `{}`", cut(id)),
            );
            self.fail(node.place, FactError::new(Code::FactUnknownName, zh, en));
        }
        number.map(Some)
    }

    pub(super) fn payments(&mut self, builder: &mut HouseholdBuilder<'_>, node: &Node) {
        let Ok(Some(items)) = self.list(node, "支付", "payments") else {
            return;
        };
        for item in items {
            let is_known = self.is_known(item);
            if let Some(payment) = self.payment(builder, item).filter(|_| is_known) {
                let result = builder.payment(payment).map(|_| ());
                self.take(item.place, result);
            }
        }
    }

    fn payment(&mut self, builder: &HouseholdBuilder<'_>, node: &Node) -> Option<Payment> {
        let entries = self.entries(node)?;
        self.only(
            entries,
            &["on", "benefit", "amount", "period", "to", "recorded"],
        );
        let on = self.needed_date(node, "on")?;
        let (name, place) = self.needed_text(node, "benefit")?;
        let register = self.register;
        let Some(benefit) = register.benefit_named(name) else {
            self.unknown(place, name, register.benefit_names());
            return None;
        };
        let Some(amount) = node.get("amount").filter(|node| !node.is_null()) else {
            self.missing(node.place, "amount");
            return None;
        };
        let amount = self.money(amount)?;
        let period = match node.get("period").filter(|node| !node.is_null()) {
            Some(period) => Some(self.period(period)?),
            None => None,
        };
        let to = self.member_of(builder, node.get("to"))?;
        Some(Payment {
            on,
            benefit,
            amount,
            period,
            to,
        })
    }

    fn period(&mut self, node: &Node) -> Option<Period> {
        let text = self.text(node)?;
        let period = text.parse::<Period>().map_err(|_| {
            FactError::new(
                Code::FactPeriod,
                format!("“{}”不是期间", cut(text)),
                format!("`{}` is no period", cut(text)),
            )
            .help(
                "写成 2024、2024-H1、2024-Q4、2024-12 或 once",
                "write 2024, 2024-H1, 2024-Q4, 2024-12 or once",
            )
        });
        self.take(node.place, period)
    }
}
