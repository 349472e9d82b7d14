//! The sections of names: events, agreements, benefits, what the documents make, bodies and roles.

use super::fields::Fields;
use super::*;
use crate::located::Key;
use crate::value::Unit;

impl Reading {
    pub(super) fn events(&mut self, section: &Node) {
        for (key, node) in self.entries(section) {
            let Some(mut fields) = Fields::of(self, node) else {
                continue;
            };
            let label = fields.label(self);
            let (by, unit) = (fields.get("by"), fields.get("unit"));
            let redeems = fields.flag(self, "redeems");
            fields.finish(self, &[]);
            let by = self.owner(key.place, by);
            let unit = self.event_unit(unit);
            if redeems && unit != Some(Unit::Points) {
                self.problem(
                    key.place,
                    Code::RegisterUnit,
                    "以积分兑换的事件（redeems）按分计，请写 unit: 分",
                    "an event that redeems is counted in points; say `unit: points`",
                );
            }
            let (Some(label), Some(by)) = (label, by) else {
                continue;
            };
            let symbol = Symbol::Event(EventId(next(&self.register.events)));
            self.reserved(key, &label, &["on", "by", "id"]);
            self.named(key, Some(&label), symbol);
            let key = key.text.clone();
            self.register.events.push(EventDeclaration {
                key,
                label,
                by,
                unit,
                redeems,
            });
        }
    }

    /// `by: person`, `of: household`.
    pub(super) fn owner(&mut self, place: Place, node: Option<&Node>) -> Option<Owner> {
        match node.and_then(Node::text) {
            Some("household") => Some(Owner::Household),
            Some("person") => Some(Owner::Person),
            Some("village") => Some(Owner::Village),
            Some(_) | None => {
                self.problem(
                    node.map_or(place, |node| node.place),
                    Code::RegisterValue,
                    "应写明是 household（户）、person（个人）还是 village（村）的",
                    "say whose it is: household, person or village",
                );
                None
            }
        }
    }

    fn event_unit(&mut self, node: Option<&Node>) -> Option<Unit> {
        let node = node?;
        let read = node
            .text()
            .and_then(|text| Unit::of_zh(text).or_else(|| Unit::of_en(text)));
        if read.is_none() {
            self.problem(
                node.place,
                Code::RegisterUnit,
                "没有这个单位",
                "there is no such unit",
            );
        }
        read
    }

    pub(super) fn agreements(&mut self, section: &Node) {
        for (key, node) in self.entries(section) {
            let Some(mut fields) = Fields::of(self, node) else {
                continue;
            };
            let label = fields.label(self);
            let deposit = fields.get("deposit").and_then(|node| self.name_of(node));
            fields.finish(self, &[]);
            let Some(label) = label else { continue };
            let id = AgreementId(next(&self.register.agreements));
            self.named(key, Some(&label), Symbol::Agreement(id));
            if let Some(deposit) = &deposit {
                self.labelled(key.place, deposit, Symbol::Deposit(id));
            }
            let key = key.text.clone();
            self.register.agreements.push(AgreementDeclaration {
                key,
                label,
                deposit,
            });
        }
    }

    pub(super) fn benefits(&mut self, section: &Node) {
        for (key, node) in self.entries(section) {
            let Some(mut fields) = Fields::of(self, node) else {
                continue;
            };
            let label = fields.label(self);
            let fund = fields.get("fund").and_then(|node| self.fund(node));
            fields.finish(self, &[]);
            let Some(label) = label else { continue };
            let symbol = Symbol::Benefit(BenefitId(next(&self.register.benefits)));
            self.named(key, Some(&label), symbol);
            let key = key.text.clone();
            self.register
                .benefits
                .push(BenefitDeclaration { key, label, fund });
        }
    }

    fn fund(&mut self, node: &Node) -> Option<Fund> {
        match node.text() {
            Some("state") => Some(Fund::State),
            Some("collective") => Some(Fund::Collective),
            Some("village") => Some(Fund::Village),
            Some(_) | None => {
                self.problem(
                    node.place,
                    Code::RegisterValue,
                    "fund 应为 state（国家）、collective（集体）或 village（村）",
                    "`fund` is state, collective or village",
                );
                None
            }
        }
    }

    pub(super) fn names(&mut self, section: &Node) {
        for (key, label) in self.labels_of(section) {
            let symbol = Symbol::Name(NameId(next(&self.register.names)));
            self.named(key, Some(&label), symbol);
            self.register.names.push(declaration(key, label));
        }
    }

    pub(super) fn bodies(&mut self, section: &Node) {
        for (key, label) in self.labels_of(section) {
            let symbol = Symbol::Body(BodyId(next(&self.register.bodies)));
            self.named(key, Some(&label), symbol);
            self.register.bodies.push(declaration(key, label));
        }
    }

    /// A role is held by the member whose fact of the same key is true.
    pub(super) fn roles(&mut self, section: &Node) {
        for (key, label) in self.labels_of(section) {
            let holds = |fact: &FactDeclaration| {
                fact.owner == Owner::Person && fact.key == key.text && fact.kind == FactKind::Bool
            };
            if !self.register.facts.iter().any(holds) {
                let zh = format!("职务“{}”要有同键的本人是非事实", label.zh);
                let en = format!(
                    "the role `{}` needs a true-or-false fact of a person",
                    key.text
                );
                self.problem(key.place, Code::RegisterReference, zh, en);
            }
            let symbol = Symbol::Role(next(&self.register.roles));
            // The key is the fact's; the role is known by its name.
            self.labelled(key.place, &label, symbol);
            self.register.roles.push(declaration(key, label));
        }
    }

    fn labels_of<'n>(&mut self, section: &'n Node) -> Vec<(&'n Key, Label)> {
        let entries = self.entries(section);
        entries
            .into_iter()
            .filter_map(|(key, node)| Some((key, self.name_of(node)?)))
            .collect()
    }

    /// `{ zh: …, en: … }`, or the Chinese name alone.
    fn name_of(&mut self, node: &Node) -> Option<Label> {
        if node.text().is_some() {
            let zh = self.name(node)?;
            return Some(Label { zh, en: None });
        }
        let mut fields = Fields::of(self, node)?;
        let label = fields.label(self);
        fields.finish(self, &[]);
        label
    }
}

fn declaration(key: &Key, label: Label) -> NameDeclaration {
    NameDeclaration {
        key: key.text.clone(),
        label,
    }
}

/// The number of the next row. All entries together fit sixteen bits.
fn next<T>(rows: &[T]) -> u16 {
    u16::try_from(rows.len()).unwrap_or(u16::MAX)
}
