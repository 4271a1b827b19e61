//! Statements as the TOML that [`super::read`] reads: each table one statement, keys in the order of its form.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::form::{self, TOLD};
use super::statement::Statement;
use crate::law::form::Key;

/// Statements as a register file.
///
/// # Panics
/// Never: every statement is plain data.
///
/// # Example
/// ```
/// use suffrage::register::{read, write};
///
/// let text = "[[person]]\nid = \"xowie\"\nname = \"Robert Xowie\"\n";
/// let read = read::statements("people.toml", text).unwrap();
/// assert_eq!(write::toml([&read[0].statement]), text);
/// ```
#[must_use]
pub fn toml<'s>(statements: impl IntoIterator<Item = &'s Statement>) -> String {
    let mut out = String::new();
    for one in statements {
        let kind = one.fact.kind();
        let mut fact = serde_json::to_value(&one.fact).expect("a fact is plain data");
        let fact = fact[kind].take();
        let told = serde_json::to_value(&one.told).expect("a source is plain data");
        let form = form::of(kind).expect("every kind has a form");
        if !out.is_empty() {
            out.push('\n');
        }
        writeln!(out, "[[{kind}]]").expect("a string grows");
        for key in form.keys {
            let value = fact.get(key.name).filter(|value| stands(key, value));
            if let Some(value) = value {
                let value = if key.name == "right" { right(value) } else { value.clone() };
                writeln!(out, "{} = {}", key.name, written(&value)).expect("a string grows");
            }
        }
        for key in TOLD {
            if let Some(value) = told.get(key.name).filter(|value| stands(key, value)) {
                writeln!(out, "{} = {}", key.name, written(value)).expect("a string grows");
            }
        }
    }
    out
}

/// Whether a key is to be written: what is empty is left out, unless it must stand.
fn stands(key: &Key, value: &Value) -> bool {
    let empty = match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(all) => all.is_empty(),
        _ => false,
    };
    !empty || (key.required && !value.is_null())
}

/// A right as the file says it.
fn right(value: &Value) -> Value {
    let Some((way, one)) = value.as_object().and_then(|object| object.iter().next()) else {
        return value.clone();
    };
    let get = |key: &str| one.get(key).cloned().unwrap_or_default();
    match way.as_str() {
        "elected" => match one.get("contest") {
            Some(contest) => json!({ "elected": get("election"), "contest": contest }),
            None => json!({ "elected": get("election") }),
        },
        "appointed" => json!({ "appointed": get("act") }),
        "succeeded" => json!({ "succeeded": get("holding"), "clause": get("clause") }),
        "ex-officio" => json!({ "ex_officio": get("holding") }),
        _ => json!({ "acting": get("holding") }),
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(all) => {
            let all: Vec<String> = all.iter().map(written).collect();
            format!("[{}]", all.join(", "))
        }
        Value::Object(object) => table(object),
        other => other.to_string(),
    }
}

/// `{ en = "…", fr = "…" }`; one text where the two are the same.
fn table(object: &Map<String, Value>) -> String {
    if object.len() == 2 && object.get("en").is_some() && object.get("en") == object.get("fr") {
        return written(&object["en"]);
    }
    let bare = |key: &str| {
        !key.is_empty()
            && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
    };
    let pair = |(key, value): (&String, &Value)| {
        let key = if bare(key) { key.clone() } else { quoted(key) };
        format!("{key} = {}", written(value))
    };
    let all: Vec<String> = object.iter().filter(|(_, value)| !value.is_null()).map(pair).collect();
    format!("{{ {} }}", all.join(", "))
}

/// A basic string of TOML: quotes, backslashes and what lies below U+0020 (and U+007F) are escaped.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            letter if letter < ' ' || letter == '\u{7f}' => {
                write!(out, "\\u{:04X}", u32::from(letter)).expect("a string grows");
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}
