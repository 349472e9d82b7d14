//! The shape of a facts file of this register, as JSON Schema (draft 2020-12).

use serde_json::{Map, Value, json};

use super::*;
use crate::diagnostic::Lang;
use crate::value::Exact;

/// Most entries of a list of a household.
const MAX_ITEMS: u32 = 10_000;

impl Register {
    /// JSON Schema of the facts that belong to this register, spelled by keys; the readers accept
    /// the names in either language as well. Facts of an ended policy are marked as deprecated.
    #[must_use]
    pub fn json_schema(&self) -> Value {
        let mut village = self.fact_properties(Owner::Village);
        village.insert("events".to_owned(), self.events_schema(Owner::Village));
        village.insert("meetings".to_owned(), list(meeting_schema()));
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.title.get(Lang::Zh),
            "description": self.title.get(Lang::En),
            "type": "object",
            "properties": {
                "known_until": day(),
                "households": { "type": ["array", "null"], "items": self.household_schema() },
                "village": closed(village, &[]),
            },
            "additionalProperties": false,
        })
    }

    fn household_schema(&self) -> Value {
        let mut fields = Map::new();
        fields.insert("id".to_owned(), id());
        fields.insert("known_until".to_owned(), day());
        fields.insert("from".to_owned(), day());
        fields.insert("until".to_owned(), day());
        fields.insert("succeeded_by".to_owned(), list(id()));
        fields.extend(self.fact_properties(Owner::Household));
        let mut member = Map::new();
        member.insert("id".to_owned(), id());
        member.insert("from".to_owned(), day());
        member.insert("until".to_owned(), day());
        member.insert("parents".to_owned(), list(id()));
        member.insert("spouse".to_owned(), nullable(id()));
        member.extend(self.fact_properties(Owner::Person));
        fields.insert("members".to_owned(), list(closed(member, &["id"])));
        fields.insert("agreements".to_owned(), list(self.agreement_schema()));
        fields.insert("events".to_owned(), self.events_schema(Owner::Household));
        fields.insert("payments".to_owned(), list(self.payment_schema()));
        closed(fields, &["id"])
    }

    fn fact_properties(&self, owner: Owner) -> Map<String, Value> {
        let recorded = self.facts.iter().filter(|fact| fact.owner == owner);
        recorded
            .filter(|fact| fact.derived.is_none())
            .map(|fact| (fact.key.clone(), fact_schema(fact)))
            .collect()
    }

    fn agreement_schema(&self) -> Value {
        let keys = self.agreements.iter().map(|agreement| &agreement.key);
        let fields = [
            ("of", json!({ "enum": keys.collect::<Vec<_>>() })),
            ("signed", day()),
            ("ended", day()),
            ("deposit", nullable(number(Some(&json!(0)), None))),
            (
                "fill",
                json!({ "type": ["object", "null"], "additionalProperties": nullable(number(None, None)) }),
            ),
        ];
        closed(named(fields), &["of"])
    }

    fn payment_schema(&self) -> Value {
        let keys = self.benefits.iter().map(|benefit| &benefit.key);
        let fields = [
            ("on", day_alone()),
            ("benefit", json!({ "enum": keys.collect::<Vec<_>>() })),
            ("amount", number(Some(&json!(0)), None)),
            (
                "period",
                json!({ "type": ["string", "null"], "pattern": "^(once|[0-9]{4}(-(H[12]|Q[1-4]|[01][0-9]))?)$" }),
            ),
            ("to", nullable(id())),
            ("recorded", day()),
        ];
        closed(named(fields), &["on", "benefit", "amount"])
    }

    /// Each entry says when, who, and one event with its quantity.
    fn events_schema(&self, owner: Owner) -> Value {
        let mut fields = named([
            ("on", day_alone()),
            ("by", nullable(id())),
            ("recorded", day()),
        ]);
        if owner == Owner::Household {
            fields.insert("id".to_owned(), nullable(id()));
        }
        for event in &self.events {
            let mut quantity = number(None, None);
            describe(&mut quantity, &event.label);
            fields.insert(event.key.clone(), quantity);
        }
        let mut event = closed(fields, &["on"]);
        if let Some(event) = event.as_object_mut() {
            event.insert("minProperties".to_owned(), json!(2));
        }
        list(event)
    }
}

/// What a meeting decided, with how many votes.
fn meeting_schema() -> Value {
    let heads = || json!({ "type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]+$" });
    let fields = [
        ("on", day_alone()),
        ("body", json!({ "type": "string" })),
        ("matter", json!({ "type": "string" })),
        ("eligible", heads()),
        ("present", heads()),
        ("in_favour", heads()),
        ("recorded", day()),
    ];
    let required = ["on", "body", "matter", "eligible", "present", "in_favour"];
    closed(named(fields), &required)
}

/// A value, null, or a list of values with their first days.
fn fact_schema(fact: &FactDeclaration) -> Value {
    let value = value_schema(fact);
    let step = json!({
        "type": "object",
        "properties": { "from": day(), "value": nullable(value.clone()), "recorded": day() },
        "required": ["value"],
        "additionalProperties": false,
    });
    let mut schema =
        json!({ "anyOf": [value, { "type": "null" }, { "type": "array", "items": step }] });
    describe(&mut schema, &fact.label);
    if let Some(schema) = schema.as_object_mut().filter(|_| fact.historic) {
        schema.insert("deprecated".to_owned(), json!(true));
    }
    schema
}

fn value_schema(fact: &FactDeclaration) -> Value {
    let bound = |bound: Exact| serde_json::from_str(&fact.shown(bound)).ok();
    let (least, greatest) = match fact.range {
        Some((least, greatest)) => (bound(least), bound(greatest)),
        None => (None, None),
    };
    match &fact.kind {
        FactKind::Bool => json!({ "type": "boolean" }),
        FactKind::Integer => {
            let mut schema = number(least.as_ref(), greatest.as_ref());
            if let Some(schema) = schema.as_object_mut() {
                schema.insert("type".to_owned(), json!(["integer", "string"]));
            }
            schema
        }
        FactKind::Decimal | FactKind::Money => number(least.as_ref(), greatest.as_ref()),
        FactKind::Date => day_alone(),
        FactKind::Enum(values) => {
            json!({ "enum": values.iter().map(|value| &value.key).collect::<Vec<_>>() })
        }
    }
}

/// A number, or its decimal text: money need never pass through a float.
fn number(least: Option<&Value>, greatest: Option<&Value>) -> Value {
    let mut schema = json!({ "type": ["number", "string"], "pattern": "^-?[0-9]+(\\.[0-9]+)?$" });
    if let Some(schema) = schema.as_object_mut() {
        let bounds = [("minimum", least), ("maximum", greatest)];
        schema.extend(
            bounds
                .into_iter()
                .filter_map(|(name, bound)| Some((name.to_owned(), bound?.clone()))),
        );
    }
    schema
}

fn describe(schema: &mut Value, label: &Label) {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("title".to_owned(), json!(label.zh));
        schema.extend(
            label
                .en
                .iter()
                .map(|en| ("description".to_owned(), json!(en))),
        );
    }
}

fn closed(properties: Map<String, Value>, required: &[&str]) -> Value {
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn named<const N: usize>(fields: [(&str, Value); N]) -> Map<String, Value> {
    fields
        .into_iter()
        .map(|(name, schema)| (name.to_owned(), schema))
        .collect()
}

fn nullable(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

fn list(items: Value) -> Value {
    json!({ "type": ["array", "null"], "maxItems": MAX_ITEMS, "items": items })
}

fn day() -> Value {
    nullable(day_alone())
}

fn day_alone() -> Value {
    json!({ "type": "string", "format": "date" })
}

fn id() -> Value {
    json!({ "type": ["string", "integer"], "maxLength": 100 })
}
