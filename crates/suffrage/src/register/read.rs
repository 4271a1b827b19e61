//! Reads statements, or every fault of a file at once.
//!
//! A statement is held against its form ([`super::form`]) key by key; what passes is a JSON object
//! that the types of [`super::statement`] read. Whatever a statement names is kept with its place
//! ([`Named`]), so that [`admit`] can hold a whole batch against itself and the register.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::{Map, Value, json};
use toml::de::{DeTable, DeValue};

use super::form::{self, FORMS, TOLD};
use super::statement::{Fact, Statement};
use super::when::{Bound, When};
use crate::diagnostic::{Diagnostic, Fault, Place, near};
use crate::law::form::{Form, Kind};
use crate::law::parse::{Node, Of, Reader, Value as Toml, document};

/// A statement with its place and all that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The statement.
    pub statement: Statement,
    /// Where it stands.
    pub place: Place,
    /// What it names.
    pub names: Vec<Named>,
}

/// A key of another statement that a statement names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The kinds of statement it may be.
    pub kinds: &'static [&'static str],
    /// The key.
    pub id: String,
    /// Where it stands in the file.
    pub span: Range<usize>,
}

/// Reads a register file (TOML).
///
/// # Errors
/// Every fault of the file, in file order, each with its place.
///
/// # Example
/// ```
/// let text = "[[person]]\nid = \"naturel\"\nname = \"Georges Naturel\"\nborn = \"1956~\"";
/// let read = suffrage::register::read::statements("people.toml", text).unwrap();
/// assert_eq!(read[0].statement.fact.id(), "naturel");
/// ```
pub fn statements(file: &str, text: &str) -> Result<Vec<Read>, Vec<Diagnostic>> {
    let mut read = document(file, text, Of::Register, |reader, root| {
        let mut read = Vec::new();
        for (key, value) in root {
            let Some(form) = form::of(key.get_ref()) else {
                let near = near(key.get_ref(), FORMS.iter().map(|form| form.name));
                let (key_name, of) = (key.get_ref().to_string(), "a register".to_owned());
                reader.fault(key.span(), Fault::UnknownKey { key: key_name, form: of, near });
                continue;
            };
            let Some(all) = value.get_ref().as_array() else {
                reader.wrong_kind(form.name, "tables, each begun by [[…]]", value);
                continue;
            };
            read.extend(all.iter().filter_map(|one| statement(reader, form, one)));
        }
        Some(read)
    })?;
    read.sort_by_key(|one| one.place.span.start);
    Ok(read)
}

fn statement(reader: &mut Reader<'_>, form: &'static Form, value: &Toml<'_>) -> Option<Read> {
    let before = reader.faults.len();
    let Some(table) = value.get_ref().as_table() else {
        reader.wrong_kind(form.name, "a table", value);
        return None;
    };
    let mut names = Vec::new();
    let known: Vec<&str> = form.keys.iter().chain(TOLD).map(|key| key.name).collect();
    for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
        let near = near(key.get_ref(), known.iter().copied());
        let (word, of) = (key.get_ref().to_string(), format!("[[{}]]", form.name));
        reader.fault(key.span(), Fault::UnknownKey { key: word, form: of, near });
    }
    let mut fact = object(reader, form, table, value.span(), &mut names);
    let mut told = Map::new();
    for key in TOLD {
        if let Some(value) = table.get(key.name)
            && let Some(read) = one(reader, key.name, &key.kind, value, &mut names)
        {
            told.insert(key.name.to_owned(), read);
        }
    }
    if reader.faults.len() > before {
        return None;
    }
    if let Some(right) = fact.get_mut("right") {
        match self::right(right) {
            Some(one) => *right = one,
            None => {
                reader.fault(value.span(), Fault::RightUnclear {});
                return None;
            }
        }
    }
    let pair = form.name == "identity" && fact["persons"].as_array().map_or(0, Vec::len) != 2;
    if pair {
        reader.fault(value.span(), Fault::NotTwoPersons {});
        return None;
    }
    let whole = json!({ "fact": { form.name: fact }, "told": told });
    let statement = serde_json::from_value(whole).expect("what its form admits, its type reads");
    let place = Place { file: reader.file.to_owned(), span: value.span(), cell: None };
    Some(Read { statement, place, names })
}

/// A table by its form, as a JSON object.
fn object(
    reader: &mut Reader<'_>,
    form: &'static Form,
    table: &DeTable<'_>,
    span: Range<usize>,
    names: &mut Vec<Named>,
) -> Map<String, Value> {
    let mut object = Map::new();
    for key in form.keys {
        match table.get(key.name) {
            None if key.required => {
                let (key, of) = (key.name.to_owned(), format!("[[{}]]", form.name));
                reader.fault(span.clone(), Fault::KeyMissing { key, form: of });
            }
            None => {}
            Some(value) => {
                if let Some(read) = one(reader, key.name, &key.kind, value, names) {
                    object.insert(key.name.to_owned(), read);
                }
            }
        }
    }
    object
}

/// One value by its kind.
fn one(
    reader: &mut Reader<'_>,
    key: &str,
    kind: &Kind,
    value: &Toml<'_>,
    names: &mut Vec<Named>,
) -> Option<Value> {
    match kind {
        Kind::Name | Kind::Texts => {
            if let Some(text) = value.get_ref().as_str().filter(|_| matches!(kind, Kind::Name)) {
                return filled(reader, key, text, value)
                    .map(|text| json!({"en": text, "fr": text}));
            }
            let node = reader.open(&crate::law::form::TEXTS, value)?;
            let (en, fr) = (reader.text(&node, "en"), reader.text(&node, "fr"));
            Some(json!({ "en": en?, "fr": fr? }))
        }
        Kind::When | Kind::Bound | Kind::Day => date(reader, key, kind, value),
        Kind::Whole(from, to) => reader.whole_in(key, value, (*from, *to)).map(Value::from),
        Kind::Ref(kinds) => {
            let text = text(reader, key, value)?;
            names.push(Named { kinds, id: text.clone(), span: value.span() });
            Some(Value::from(text))
        }
        Kind::Refs(_) | Kind::Order(_) => {
            let Some(all) = value.get_ref().as_array() else {
                reader.wrong_kind(key, "a list of texts", value);
                return None;
            };
            let mut texts = Vec::new();
            for each in all {
                let text = text(reader, key, each)?;
                if let Kind::Refs(kinds) = kind {
                    names.push(Named { kinds, id: text.clone(), span: each.span() });
                }
                texts.push(text);
            }
            Some(Value::from(texts))
        }
        Kind::Words(words) => {
            let (text, words) = (text(reader, key, value)?, words());
            if words.iter().all(|(word, _)| *word != text) {
                reader.unknown_word(value, key, &text, words.iter().map(|one| one.0));
                return None;
            }
            Some(Value::from(text))
        }
        Kind::Readings => {
            let Some(table) = value.get_ref().as_table() else {
                reader.wrong_kind(key, "a table in braces", value);
                return None;
            };
            let read = table.iter().map(|(name, value)| {
                Some((name.get_ref().to_string(), Value::from(text(reader, key, value)?)))
            });
            read.collect::<Option<Map<_, _>>>().map(Value::from)
        }
        Kind::Table(form) => {
            let node: Node<'_> = reader.open(form, value)?;
            let table = value.get_ref().as_table()?;
            Some(Value::from(object(reader, form, table, node.span.clone(), names)))
        }
        _ => text(reader, key, value).map(Value::from),
    }
}

/// A text that is not empty.
fn text(reader: &mut Reader<'_>, key: &str, value: &Toml<'_>) -> Option<String> {
    let Some(text) = value.get_ref().as_str() else {
        reader.wrong_kind(key, "a text in quotes", value);
        return None;
    };
    filled(reader, key, text, value)
}

fn filled(reader: &mut Reader<'_>, key: &str, text: &str, value: &Toml<'_>) -> Option<String> {
    if text.trim().is_empty() {
        let (key, form) = (key.to_owned(), "a statement".to_owned());
        reader.fault(value.span(), Fault::KeyMissing { key, form });
        return None;
    }
    // What steers a terminal is no part of a name.
    if text.chars().any(|letter| letter.is_control() && letter != '\n' && letter != '\t') {
        reader.fault(value.span(), Fault::ControlInStatement { key: key.to_owned() });
        return None;
    }
    Some(text.to_owned())
}

fn date(reader: &mut Reader<'_>, key: &str, kind: &Kind, value: &Toml<'_>) -> Option<Value> {
    let text = match value.get_ref() {
        DeValue::Datetime(day) => day.to_string(),
        DeValue::String(text) => text.to_string(),
        _ => {
            reader.wrong_kind(key, "a date in quotes", value);
            return None;
        }
    };
    let read = match kind {
        Kind::Bound => text.parse::<Bound>().map(|read| read.to_string()),
        _ => text.parse::<When>().map(|read| read.to_string()),
    };
    let whole = !matches!(kind, Kind::Day) || text.len() == 10;
    let Some(read) = read.ok().filter(|_| whole) else {
        reader.fault(value.span(), Fault::NotAPartialDate { key: key.to_owned(), text });
        return None;
    };
    Some(Value::from(read))
}

/// `{ elected = "…", contest = "…" }` as the type says it; `None` if it is not exactly one right.
pub(super) fn right(object: &Value) -> Option<Value> {
    let get = |key: &str| object.get(key).cloned();
    let mut ways = ["elected", "appointed", "succeeded", "ex_officio", "acting"]
        .into_iter()
        .filter(|way| object.get(way).is_some());
    let (way, more) = (ways.next()?, ways.next());
    let beside = match way {
        "elected" => "contest",
        "succeeded" => "clause",
        _ => "",
    };
    let stray = ["contest", "clause"].iter().any(|key| *key != beside && get(key).is_some());
    if more.is_some() || stray {
        return None;
    }
    Some(match way {
        "elected" => match get("contest") {
            Some(contest) => json!({ "elected": { "election": get(way), "contest": contest } }),
            None => json!({ "elected": { "election": get(way) } }),
        },
        "appointed" => json!({ "appointed": { "act": get(way) } }),
        "succeeded" => json!({ "succeeded": { "holding": get(way), "clause": get("clause")? } }),
        "ex_officio" => json!({ "ex-officio": { "holding": get(way) } }),
        _ => json!({ "acting": { "holding": get(way) } }),
    })
}

/// What a batch may name beside its own statements.
pub trait Known {
    /// Whether there is a statement (or a law, rules, an election) of this kind and key.
    fn knows(&self, kind: &str, id: &str) -> bool;
    /// Keys of a kind, for "did you mean".
    fn keys(&self, kind: &str) -> Vec<String>;
}

/// Holds a batch against itself and against what is known already.
///
/// # Errors
/// Every statement that names what nobody has stated, or says again what is stated, with its place.
pub fn admit(batch: &[Read], known: &dyn Known) -> Result<(), Vec<Diagnostic>> {
    let mut own: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut faults = Vec::new();
    for read in batch {
        let (kind, id) = (read.statement.fact.kind(), read.statement.fact.id());
        let again = !own.entry(kind).or_default().insert(id) || known.knows(kind, id);
        let replaces = !read.statement.told.supersedes.is_empty();
        let (kind, id) = (kind.to_owned(), id.to_owned());
        let fault = match (again, replaces) {
            (true, false) => Fault::StatedAlready { kind, id },
            (false, true) => Fault::NothingToReplace { kind, id },
            _ => continue,
        };
        faults.push(Diagnostic { fault, place: Some(read.place.clone()) });
    }
    let stated = |kind: &str, id: &str| {
        own.get(kind).is_some_and(|ids| ids.contains(id)) || known.knows(kind, id)
    };
    for read in batch {
        for name in &read.names {
            if name.kinds.iter().any(|kind| stated(kind, &name.id)) {
                continue;
            }
            let of_kind = |kind: &&'static str| {
                let own = own.get(*kind).into_iter().flatten().map(|id| (*id).to_owned());
                own.chain(known.keys(kind)).collect::<Vec<_>>()
            };
            let all: Vec<String> = name.kinds.iter().flat_map(of_kind).collect();
            let near = near(&name.id, all.iter().map(String::as_str));
            let (id, kinds) = (name.id.clone(), name.kinds.join("` | `"));
            let fault = match all.is_empty() {
                true => Fault::NotStatedAtAll { id, kinds },
                false => Fault::NotStated { id, kinds, near },
            };
            let place = Place { span: name.span.clone(), ..read.place.clone() };
            faults.push(Diagnostic { fault, place: Some(place) });
        }
    }
    withdrawals(batch, known, &mut faults);
    faults
        .sort_by_key(|one| one.place.as_ref().map(|place| (place.file.clone(), place.span.start)));
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// What is withdrawn must be stated before: nothing is withdrawn that is only told later.
fn withdrawals(batch: &[Read], known: &dyn Known, faults: &mut Vec<Diagnostic>) {
    let mut before: BTreeSet<(&str, &str)> = BTreeSet::new();
    for read in batch {
        let fact = &read.statement.fact;
        if let Fact::Withdrawn(one) = fact {
            let (kind, id) = one.statement.split_once(' ').unwrap_or_default();
            let there = before.contains(&(kind, id)) || known.knows(kind, id);
            if !there || kind == "withdrawn" {
                let fault = Fault::WithdrawsNothing { statement: one.statement.clone() };
                faults.push(Diagnostic { fault, place: Some(read.place.clone()) });
            }
        }
        before.insert((fact.kind(), fact.id()));
    }
}
