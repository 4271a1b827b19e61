//! The JSON Schema of law files, for editors: generated from the forms the reader uses.

use serde_json::{Map, Value, json};

use super::form::{CLAUSE, CONDITIONS, Form, Key, Kind, LAW, TEXTS};
use super::steps::STEPS;

/// The JSON Schema (draft 2020-12) of a law file.
///
/// # Example
/// ```
/// let schema = suffrage::law::schema::schema();
/// assert_eq!(schema["properties"]["id"]["type"], "string");
/// ```
#[must_use]
pub fn schema() -> Value {
    let mut schema = table(&LAW);
    let steps: Vec<Value> = STEPS.iter().map(table).collect();
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("suffrage law");
    schema["additionalProperties"] = json!({
        "description": "A system named in [[choose]]: its steps, in order, one verb each",
        "type": "array",
        "items": { "oneOf": steps },
    });
    schema
}

pub(crate) fn table(form: &Form) -> Value {
    let keys = || form.keys.iter().chain(CLAUSE.iter().filter(|_| form.clause));
    let mut properties = Map::new();
    for key in keys() {
        properties.insert(key.name.to_owned(), described(key));
    }
    let required: Vec<&str> = keys().filter(|key| key.required).map(|key| key.name).collect();
    json!({
        "type": "object",
        "description": form.meaning,
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

pub(crate) fn described(key: &Key) -> Value {
    let mut value = kind(&key.kind);
    value["description"] = json!(key.meaning);
    value
}

fn kind(of: &Kind) -> Value {
    match of {
        Kind::Text => json!({ "type": "string", "minLength": 1 }),
        Kind::Texts => table(&TEXTS),
        Kind::Name => json!({ "oneOf": [{ "type": "string", "minLength": 1 }, table(&TEXTS)] }),
        Kind::When | Kind::Bound => {
            json!({ "type": "string", "examples": ["2023-09-24", "2019-05"] })
        }
        Kind::Ref(_) => json!({ "type": "string", "minLength": 1 }),
        Kind::Refs(_) => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Day => json!({ "type": "string", "format": "date" }),
        Kind::Period => json!({
            "type": "string",
            "pattern": r"^\d{4}-\d{2}-\d{2}/(\.\.|\d{4}-\d{2}-\d{2})$",
        }),
        Kind::Fraction => json!({ "type": "string", "examples": ["1/4", "12.5%"] }),
        Kind::Conditions => conditions(),
        Kind::Whole(from, to) => json!({ "type": "integer", "minimum": from, "maximum": to }),
        Kind::Words(words) => one_of(&words()),
        Kind::Order(words) => {
            let words = words();
            let items = if words.is_empty() { json!({ "type": "string" }) } else { one_of(&words) };
            json!({ "type": "array", "items": items })
        }
        Kind::Divisors => json!({ "type": "string", "examples": ["1, 2, 3, …", "1, 3, 5, …"] }),
        Kind::Numbers => {
            json!({ "type": "object", "additionalProperties": { "type": "integer", "minimum": 0 } })
        }
        Kind::Rows => json!({
            "type": "array",
            "items": { "type": "array", "items": { "type": "integer" }, "minItems": 2, "maxItems": 2 },
        }),
        Kind::Readings => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        Kind::Table(form) => table(form),
        Kind::Tables(form) => json!({ "type": "array", "items": table(form) }),
        Kind::Either(kinds) => json!({ "oneOf": kinds.iter().map(kind).collect::<Vec<_>>() }),
    }
}

/// Each condition is one share of a base, or a list of them.
fn conditions() -> Value {
    let share = json!({ "type": "string", "examples": ["5% of expressed", "1/4 of registered"] });
    let mut table = table(&CONDITIONS);
    for key in CONDITIONS.keys {
        table["properties"][key.name] = json!({
            "description": key.meaning,
            "oneOf": [share, { "type": "array", "items": share }],
        });
    }
    table
}

fn one_of(words: &[(&'static str, &'static str)]) -> Value {
    let each: Vec<Value> = words
        .iter()
        .map(|(word, meaning)| json!({ "const": word, "description": meaning }))
        .collect();
    json!({ "oneOf": each })
}
