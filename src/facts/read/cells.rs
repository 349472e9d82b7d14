//! Single values: dates, ids, names, amounts, timelines.

use super::Context;
use crate::diagnostic::Code;
use crate::facts::check;
use crate::located::{Key, Node, Place};
use crate::register::{
    FactDeclaration, FactError, FactId, FactValue, Owner, Symbol, cut, exact_fen, nearest, no_date,
    number, too_fine, written,
};
use crate::value::dates::parse_iso;
use crate::value::{Date, Exact, Money};

/// Where an entry stands, from which day it holds, its value, and when it was recorded.
type Entry = (Place, Option<Date>, Option<FactValue>, Option<Date>);

impl Context<'_> {
    /// The value of one entry, or of a timeline `[ {from, value}, … ]`: from which day which value.
    pub fn values(
        &mut self,
        fact: &FactDeclaration,
        node: &Node,
    ) -> Vec<(Place, Option<Date>, Option<FactValue>)> {
        let Some(steps) = node.list() else {
            let value = self.take(node.place, fact.read(node));
            return value
                .map(|value| (node.place, None, value))
                .into_iter()
                .collect();
        };
        if steps.len() > check::MAX_VALUES {
            let error = check::too_many("历次值", "values of one fact", check::MAX_VALUES);
            self.fail(node.place, error);
            return Vec::new();
        }
        let mut read: Vec<Entry> = Vec::new();
        for step in steps {
            let recorded = self.recorded(step);
            let Some((place, from, value)) = self.step(fact, step) else {
                continue;
            };
            if recorded > self.known && self.known.is_some() {
                continue;
            }
            // What was recorded later corrects what was said of the same day before.
            let same = read.iter_mut().find(|(_, day, ..)| *day == from);
            match same.filter(|(.., before)| *before != recorded) {
                Some(before) if before.3 < recorded => *before = (place, from, value, recorded),
                Some(_) => {}
                None => read.push((place, from, value, recorded)),
            }
        }
        let read = read.into_iter();
        read.map(|(place, from, value, _)| (place, from, value))
            .collect()
    }

    /// The day on which an entry was put into the file, where it says so.
    fn recorded(&mut self, node: &Node) -> Option<Date> {
        let recorded = node.get("recorded")?;
        self.date(recorded).flatten()
    }

    /// Whether an entry was in the file on the day of which the knowledge is asked.
    pub fn is_known(&mut self, node: &Node) -> bool {
        let recorded = self.recorded(node);
        self.known.is_none() || recorded <= self.known
    }

    /// How far a record reaches on the day of which the knowledge is asked.
    pub fn until_known(&self, until: Option<Date>) -> Option<Date> {
        until.map(|until| self.known.map_or(until, |known| known.min(until)))
    }

    fn step(
        &mut self,
        fact: &FactDeclaration,
        node: &Node,
    ) -> Option<(Place, Option<Date>, Option<FactValue>)> {
        let Some(entries) = node.map() else {
            // What stands there may be a secret value.
            let error = FactError::new(
                Code::FactType,
                "历次值应写成 { from: 2024-03-01, value: … }",
                "values over time are written { from: 2024-03-01, value: … }",
            );
            self.fail(node.place, error);
            return None;
        };
        self.only(entries, &["from", "value", "recorded"]);
        let from = match node.get("from") {
            Some(from) => self.date(from)?,
            None => None,
        };
        let Some(value) = node.get("value") else {
            self.missing(node.place, "value");
            return None;
        };
        let value = self.take(value.place, fact.read(value))?;
        Some((node.place, from, value))
    }

    /// A date, or none where it is null.
    pub fn date(&mut self, node: &Node) -> Option<Option<Date>> {
        if node.is_null() {
            return Some(None);
        }
        let Some(text) = node.text() else {
            self.wrong(node, "日期", "a date");
            return None;
        };
        let date = parse_iso(text).ok_or_else(|| no_date("历法上", "this", Some(text)));
        self.take(node.place, date).map(Some)
    }

    /// The date of a field, none where the field is missing or null; `Err` after a problem.
    pub fn optional_date(&mut self, node: &Node, field: &str) -> Result<Option<Date>, ()> {
        node.get(field)
            .map_or(Ok(None), |node| self.date(node).ok_or(()))
    }

    /// The date of a field that may not be missing.
    pub fn needed_date(&mut self, node: &Node, field: &str) -> Option<Date> {
        let date = self.optional_date(node, field).ok()?;
        if date.is_none() {
            self.missing(node.place, field);
        }
        date
    }

    /// Text of a field that may not be missing.
    pub fn needed_text<'n>(&mut self, node: &'n Node, field: &str) -> Option<(&'n str, Place)> {
        let Some(value) = node.get(field).filter(|value| !value.is_null()) else {
            self.missing(node.place, field);
            return None;
        };
        self.text(value).map(|text| (text, value.place))
    }

    pub fn text<'n>(&mut self, node: &'n Node) -> Option<&'n str> {
        let text = node.text();
        if text.is_none() {
            self.wrong(node, "文字", "text");
        }
        text
    }

    /// An amount of yuan.
    pub fn money(&mut self, node: &Node) -> Option<Money> {
        let yuan = self.number(node)?;
        let fen = exact_fen(yuan).ok_or_else(|| too_fine("这里", "this"));
        let fen = self.take(node.place, fen)?.to_integer();
        let money = fen.and_then(|fen| i64::try_from(fen).ok());
        let money = money
            .map(Money::from_fen)
            .ok_or_else(|| FactError::new(Code::FactRange, "金额过大", "the amount is too large"));
        self.take(node.place, money)
    }

    /// Decimal text.
    pub fn number(&mut self, node: &Node) -> Option<Exact> {
        let read = number(node);
        if read.is_none() {
            self.wrong(node, "数", "a plain decimal number");
        }
        read
    }

    /// The entries of a map.
    pub fn entries<'n>(&mut self, node: &'n Node) -> Option<&'n [(Key, Node)]> {
        let entries = node.map();
        if entries.is_none() {
            self.wrong(node, "“键: 值”的对象", "a map of `key: value`");
        }
        entries
    }

    /// The items of a list that may not be too long; none where it is null, `Err` after a problem.
    pub fn list<'n>(
        &mut self,
        node: &'n Node,
        zh: &str,
        en: &str,
    ) -> Result<Option<&'n [Node]>, ()> {
        if node.is_null() {
            return Ok(None);
        }
        let Some(items) = node.list() else {
            self.wrong(node, "列表，没有就写 []", "a list, `[]` for none");
            return Err(());
        };
        if items.len() > check::MAX_ITEMS {
            self.fail(node.place, check::too_many(zh, en, check::MAX_ITEMS));
            return Err(());
        }
        Ok(Some(items))
    }

    pub fn wrong(&mut self, node: &Node, zh: &str, en: &str) {
        let (but_zh, but_en) = written(node);
        let (zh, en) = (
            format!("这里应当是{zh}{but_zh}"),
            format!("this is {en}{but_en}"),
        );
        self.fail(node.place, FactError::new(Code::FactType, zh, en));
    }

    pub fn missing(&mut self, place: Place, field: &str) {
        let (zh, en) = (format!("缺少 {field}"), format!("`{field}` is missing"));
        self.fail(place, FactError::new(Code::FactMissing, zh, en));
    }

    /// Tells of entries that have no meaning here.
    pub fn only(&mut self, entries: &[(Key, Node)], known: &[&str]) {
        for (key, _) in entries {
            if !known.contains(&key.text.as_str()) {
                self.unknown(key.place, &key.text, known.iter().copied());
            }
        }
    }

    /// A name that is not known, with the nearest that is.
    pub fn unknown<'a>(
        &mut self,
        place: Place,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) {
        let (zh, en) = (
            format!("户籍册里没有“{}”", cut(name)),
            format!("the register does not know `{}`", cut(name)),
        );
        let mut error = FactError::new(Code::FactUnknownName, zh, en);
        if let Some(near) = nearest(name, known) {
            error = error.help(
                format!("是不是“{near}”？"),
                format!("did you mean `{near}`?"),
            );
        }
        self.fail(place, error);
    }

    /// The fact of a key, and if it belongs to somebody else, a problem that says so.
    pub fn fact(&mut self, owner: Owner, key: &Key) -> Option<(FactId, &FactDeclaration)> {
        let register = self.register;
        if let Some(id) = register.fact_named(owner, &key.text) {
            let declaration = self.take(key.place, check::recordable(register, owner, id))?;
            return Some((id, declaration));
        }
        if let Some(Symbol::Fact(id)) = register.symbol(&key.text) {
            self.take(key.place, check::recordable(register, owner, id))?;
        }
        let mut known: Vec<&str> = owner.keys().to_vec();
        known.extend(register.fact_names(owner));
        self.unknown(key.place, &key.text, known);
        None
    }
}
