//! What each name stands for.

use std::collections::BTreeMap;

use super::*;
use crate::located::Key;

impl Reading {
    /// Notes a key and its names.
    pub(super) fn named(&mut self, key: &Key, label: Option<&Label>, symbol: Symbol) {
        self.keys.push((key.text.clone(), symbol));
        if let Some(label) = label {
            self.labelled(key.place, label, symbol);
        }
    }

    /// Notes names.
    pub(super) fn labelled(&mut self, place: Place, label: &Label, symbol: Symbol) {
        self.labels.push((label.zh.clone(), symbol, place));
        if let Some(en) = &label.en {
            self.labels.push((en.clone(), symbol, place));
        }
    }

    /// Refuses keys and names that facts files use for something else.
    pub(super) fn reserved(&mut self, key: &Key, label: &Label, reserved: &[&str]) {
        let taken = |name: &&&str| key.text == **name || label.is(name);
        if let Some(name) = reserved.iter().find(taken) {
            let zh = format!("“{name}”在事实文件里另有用途");
            let en = format!("`{name}` means something else in facts files");
            self.problem(key.place, Code::RegisterName, zh, en);
        }
    }

    /// Builds the tables of names. A label stands for one thing; a key that two things share is no
    /// name in texts, but each keeps it in its own part of a facts file.
    pub(super) fn bind_names(&mut self) {
        let mut symbols: BTreeMap<String, Symbol> = BTreeMap::new();
        for (label, symbol, place) in std::mem::take(&mut self.labels) {
            match symbols.get(&label) {
                Some(earlier) if *earlier != symbol => {
                    let zh = format!("名称「{label}」已经用于另一项");
                    let en = format!("the name [{label}] is already that of something else");
                    self.problem(place, Code::RegisterName, zh, en);
                }
                Some(_) => {}
                None => {
                    symbols.insert(label, symbol);
                }
            }
        }
        let mut keys: BTreeMap<&str, Option<Symbol>> = BTreeMap::new();
        for (key, symbol) in &self.keys {
            let one = keys.entry(key).or_insert(Some(*symbol));
            *one = one.filter(|earlier| earlier == symbol);
        }
        for (key, symbol) in keys {
            if let Some(symbol) = symbol {
                symbols.entry(key.to_owned()).or_insert(symbol);
            }
        }
        self.register.symbols = symbols;
        self.register.index = index(&self.register);
    }
}

fn index(register: &Register) -> Index {
    let mut index = Index::default();
    for (id, fact) in (0..).map(FactId).zip(&register.facts) {
        let names = match fact.owner {
            Owner::Village => &mut index.village,
            Owner::Household => &mut index.household,
            Owner::Person => &mut index.person,
        };
        insert(names, &fact.key, &fact.label, id);
        if let FactKind::Enum(values) = &fact.kind {
            values
                .iter()
                .for_each(|value| insert_value(&mut index.enum_labels, value));
        }
    }
    for (id, event) in (0..).map(EventId).zip(&register.events) {
        insert(&mut index.events, &event.key, &event.label, id);
    }
    for (id, agreement) in (0..).map(AgreementId).zip(&register.agreements) {
        insert(&mut index.agreements, &agreement.key, &agreement.label, id);
    }
    for (id, benefit) in (0..).map(BenefitId).zip(&register.benefits) {
        insert(&mut index.benefits, &benefit.key, &benefit.label, id);
    }
    index
}

/// In a facts file a key is always itself, whatever else is called so.
fn insert<Id: Copy>(names: &mut BTreeMap<String, Id>, key: &str, label: &Label, id: Id) {
    for name in std::iter::once(&label.zh).chain(&label.en) {
        names.entry(name.clone()).or_insert(id);
    }
    names.insert(key.to_owned(), id);
}

fn insert_value(labels: &mut BTreeMap<String, Option<Label>>, value: &NameDeclaration) {
    let names = [
        Some(&value.key),
        Some(&value.label.zh),
        value.label.en.as_ref(),
    ];
    for name in names.into_iter().flatten() {
        let one = labels
            .entry(name.clone())
            .or_insert_with(|| Some(value.label.clone()));
        if one.as_ref() != Some(&value.label) {
            *one = None;
        }
    }
}
