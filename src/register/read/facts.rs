//! The sections of facts: `village`, `household`, `person` and `derived`.

use super::super::value::{exact_fen, is_bounded, number};
use super::fields::Fields;
use super::*;
use crate::located::Key;
use crate::value::{Exact, Unit};

/// Values of one enum.
const MAX_VALUES: usize = 1000;
/// Nobody is older.
const OLDEST: i128 = 150;

impl Reading {
    pub(super) fn facts(&mut self, owner: Owner, section: &Node) {
        for (key, node) in self.entries(section) {
            if let Some(fact) = self.fact(owner, key, node) {
                self.push_fact(key, fact);
            }
        }
    }

    fn fact(&mut self, owner: Owner, key: &Key, node: &Node) -> Option<FactDeclaration> {
        let mut fields = Fields::of(self, node)?;
        let label = fields.label(self);
        let kind = self.kind(key.place, fields.get("type"));
        let (unit, range) = (fields.get("unit"), fields.get("range"));
        let default = fields.get("default");
        let mut fact = FactDeclaration {
            key: key.text.clone(),
            label: label?,
            owner,
            kind: kind?,
            unit: None,
            range: None,
            default: None,
            sensitive: fields.flag(self, "sensitive"),
            protected: fields.flag(self, "protected"),
            historic: fields.flag(self, "historic"),
            derived: None,
        };
        fields.finish(self, &[]);
        fact.unit = self.unit(&fact, unit);
        fact.range = range.and_then(|range| self.range(&fact, range));
        fact.default = default.and_then(|default| self.default(&fact, default));
        Some(fact)
    }

    fn kind(&mut self, place: Place, node: Option<&Node>) -> Option<FactKind> {
        let Some(node) = node else {
            self.problem(
                place,
                Code::RegisterType,
                "缺少类型 type",
                "`type` is missing",
            );
            return None;
        };
        match (node.text(), node.get("enum")) {
            (Some("bool"), _) => Some(FactKind::Bool),
            (Some("integer"), _) => Some(FactKind::Integer),
            (Some("decimal"), _) => Some(FactKind::Decimal),
            (Some("money"), _) => Some(FactKind::Money),
            (Some("date"), _) => Some(FactKind::Date),
            (None, Some(values)) => self.values(values).map(FactKind::Enum),
            (Some(_) | None, _) => {
                self.problem(
                    node.place,
                    Code::RegisterType,
                    "类型应为 bool、integer、decimal、money、date 或 { enum: {…} }",
                    "a type is bool, integer, decimal, money, date or { enum: {…} }",
                );
                None
            }
        }
    }

    /// `{ male: 男, female: { zh: 女, en: female } }`; a bare name takes its key for English.
    fn values(&mut self, node: &Node) -> Option<Vec<NameDeclaration>> {
        let entries = node.map().unwrap_or(&[]);
        if entries.is_empty() || entries.len() > MAX_VALUES {
            let (zh, en) = (
                format!("enum 应列出1至{MAX_VALUES}个“键: 名称”"),
                format!("`enum` lists 1 to {MAX_VALUES} values as `key: name`"),
            );
            self.problem(node.place, Code::RegisterType, zh, en);
            return None;
        }
        let mut values: Vec<NameDeclaration> = Vec::new();
        for (key, node) in entries {
            let label = self.value_label(key, node)?;
            let shared = |name: &str| values.iter().any(|value| value.is_called(name));
            if shared(&key.text) || shared(&label.zh) || label.en.as_deref().is_some_and(shared) {
                let zh = format!("选项“{}”与前面的选项重名", label.zh);
                let en = format!("the value `{}` has a name of an earlier one", key.text);
                self.problem(key.place, Code::RegisterName, zh, en);
            }
            values.push(NameDeclaration {
                key: key.text.clone(),
                label,
            });
        }
        Some(values)
    }

    fn value_label(&mut self, key: &Key, node: &Node) -> Option<Label> {
        if node.map().is_some() {
            let mut fields = Fields::of(self, node)?;
            let label = fields.label(self);
            fields.finish(self, &[]);
            return label;
        }
        let zh = self.name(node)?;
        let en = key.text.is_ascii().then(|| key.text.replace('_', " "));
        Some(Label { zh, en })
    }

    fn unit(&mut self, fact: &FactDeclaration, node: Option<&Node>) -> Option<Unit> {
        let Some(node) = node else {
            return (fact.kind == FactKind::Money).then_some(Unit::Yuan);
        };
        let read = node
            .text()
            .and_then(|text| Unit::of_zh(text).or_else(|| Unit::of_en(text)));
        let money = matches!(read, Some(Unit::Yuan | Unit::Jiao));
        let fits = match fact.kind {
            FactKind::Money => read == Some(Unit::Yuan),
            FactKind::Integer | FactKind::Decimal => read.is_some() && !money,
            FactKind::Bool | FactKind::Date | FactKind::Enum(_) => false,
        };
        if fits {
            return read;
        }
        let (zh, en) = match (read, &fact.kind) {
            (None, _) => ("没有这个单位", "there is no such unit"),
            (Some(_), FactKind::Money) => ("金额的单位是元", "the unit of money is yuan"),
            (Some(_), _) if money => ("金额请用 type: money", "use `type: money` for money"),
            (Some(_), _) => ("这种类型不带单位", "this type takes no unit"),
        };
        self.problem(node.place, Code::RegisterUnit, zh, en);
        None
    }

    fn range(&mut self, fact: &FactDeclaration, node: &Node) -> Option<(Exact, Exact)> {
        let stored = |node: &Node| {
            let number = number(node)?;
            match fact.kind {
                FactKind::Money => exact_fen(number),
                FactKind::Integer => Some(number).filter(Exact::is_integer),
                FactKind::Decimal => Some(number),
                FactKind::Bool | FactKind::Date | FactKind::Enum(_) => None,
            }
        };
        let bounds = match node.list() {
            Some([least, greatest]) => stored(least).zip(stored(greatest)),
            Some(_) | None => None,
        };
        let bounds = bounds.filter(|(least, greatest)| {
            least <= greatest && is_bounded(*least) && is_bounded(*greatest)
        });
        if bounds.is_none() {
            self.problem(
                node.place,
                Code::RegisterRange,
                "范围应写成 [最小, 最大]，只用于数和金额",
                "a range is [least, greatest], for numbers and money only",
            );
        }
        bounds
    }

    fn default(&mut self, fact: &FactDeclaration, node: &Node) -> Option<FactValue> {
        match fact.read(node) {
            Ok(value) => value,
            Err(error) => {
                let mut problem = Problem::new(node.place, error.code, error.message);
                problem.help = error.help;
                self.problems.push(problem);
                None
            }
        }
    }

    pub(super) fn derived(&mut self, section: &Node) {
        for (key, node) in self.entries(section) {
            if let Some(fact) = self.derived_fact(key, node) {
                self.push_fact(key, fact);
            }
        }
    }

    fn derived_fact(&mut self, key: &Key, node: &Node) -> Option<FactDeclaration> {
        let mut fields = Fields::of(self, node)?;
        let label = fields.label(self);
        let (of, since) = (fields.get("of"), fields.get("years_since"));
        let owner = self.owner(key.place, of);
        let (sensitive, protected) = (
            fields.flag(self, "sensitive"),
            fields.flag(self, "protected"),
        );
        let historic = fields.flag(self, "historic");
        fields.finish(self, &[]);
        let owner = owner?;
        let id = self.base(owner, key.place, since)?;
        let base = self.register.fact(id)?;
        Some(FactDeclaration {
            key: key.text.clone(),
            label: label?,
            owner,
            kind: FactKind::Integer,
            unit: Some(Unit::ZhouSui),
            range: Some((Exact::ZERO, Exact::from_int(OLDEST))),
            default: None,
            // What tells a secret is one.
            sensitive: sensitive || base.sensitive,
            protected: protected || base.protected,
            historic: historic || base.historic,
            derived: Some(Derived::YearsSince(id)),
        })
    }

    /// The date that years are counted from.
    fn base(&mut self, owner: Owner, place: Place, node: Option<&Node>) -> Option<FactId> {
        let name = node.and_then(Node::text).unwrap_or("");
        let mut dates = (0..)
            .zip(&self.register.facts)
            .filter(|(_, fact)| fact.owner == owner && fact.kind == FactKind::Date);
        let found = dates.find(|(_, fact)| fact.key == name || fact.label.is(name));
        let id = found.map(|(at, _)| FactId(at));
        if id.is_none() {
            self.problem(
                node.map_or(place, |node| node.place),
                Code::RegisterReference,
                "years_since 应指同一主体的日期事实",
                "`years_since` names a date of the same owner",
            );
        }
        id
    }

    fn push_fact(&mut self, key: &Key, fact: FactDeclaration) {
        let Ok(at) = u16::try_from(self.register.facts.len()) else {
            return;
        };
        self.reserved(key, &fact.label, fact.owner.keys());
        self.named(key, Some(&fact.label), Symbol::Fact(FactId(at)));
        self.register.facts.push(fact);
    }
}
