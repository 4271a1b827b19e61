//! What every object of a Popolo document has: texts, days, ids, names of others, sources.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::value::RawValue;

use super::{One, Reader};
use crate::diagnostic::{Diagnostic, Fault, Place, near};
use crate::register::read::Read;
use crate::register::rows::offset;
use crate::register::statement::{Fact, Source, SourceKind, Statement, Told};
use crate::register::when::When;

impl<'i> Reader<'i> {
    pub(super) fn fault(&mut self, one: &One<'_>, key: &str, fault: Fault) {
        // The key within the object, if it stands there by name.
        let at = one.raw.find(&format!("\"{key}\"")).filter(|_| !key.is_empty());
        let span = match at {
            Some(at) => one.span.start + at..one.span.start + at + key.len() + 2,
            None => one.span.start..one.span.start + one.raw.lines().next().unwrap_or("").len(),
        };
        self.out.faults.push(Diagnostic::at(&self.input.file, span, fault));
    }

    pub(super) fn list(&mut self, list: &str, raw: &'i RawValue) -> Vec<One<'i>> {
        let start = offset(&self.input.text, raw.get());
        let Ok(all) = serde_json::from_str::<Vec<&'i RawValue>>(raw.get()) else {
            let fault = Fault::PopoloType { key: list.to_owned(), wanted: "a list".to_owned() };
            self.out.faults.push(Diagnostic::at(&self.input.file, start..start + 1, fault));
            return Vec::new();
        };
        let mut objects = Vec::new();
        for raw in all {
            let start = offset(&self.input.text, raw.get());
            let value: Value = serde_json::from_str(raw.get()).unwrap_or_default();
            let one = One { value, span: start..start + raw.get().len(), raw: raw.get() };
            if one.value.is_object() {
                objects.push(one);
            } else {
                let (key, wanted) = (list.to_owned(), "a list of objects".to_owned());
                self.fault(&one, "", Fault::PopoloType { key, wanted });
            }
        }
        objects
    }

    /// A text of a key; `None` if there is none. Another type is a fault.
    pub(super) fn text(&mut self, one: &One<'_>, key: &str) -> Option<String> {
        match one.value.get(key)? {
            Value::Null => None,
            Value::String(text) if text.trim().is_empty() => None,
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => {
                let fault = Fault::PopoloType { key: key.to_owned(), wanted: "a text".to_owned() };
                self.fault(one, key, fault);
                None
            }
        }
    }

    pub(super) fn when(&mut self, one: &One<'_>, key: &str) -> Option<When> {
        let text = self.text(one, key)?;
        let day = text.split('T').next().unwrap_or_default();
        let read = day.parse().ok();
        if read.is_none() {
            let (column, form) = (key.to_owned(), "year-month-day".to_owned());
            self.fault(one, key, Fault::NoDayOfForm { column, text, form });
        }
        read
    }

    /// The id, unless it is missing or stands there already.
    pub(super) fn id(&mut self, one: &One<'_>, kind: &'static str) -> Option<String> {
        let Some(id) = self.text(one, "id") else {
            let (kind, key) = (kind.to_owned(), "id".to_owned());
            self.fault(one, "", Fault::PopoloNeeds { kind, key });
            return None;
        };
        if !self.known.entry(kind).or_default().insert(id.clone()) {
            let (kind, id) = (kind.to_owned(), id.clone());
            self.fault(one, "id", Fault::PopoloTwice { kind, id });
            return None;
        }
        Some(id)
    }

    /// What a key names, if it is in the document.
    pub(super) fn named(
        &mut self,
        one: &One<'_>,
        key: &str,
        kind: &'static str,
    ) -> Result<String, ()> {
        let Some(id) = self.text(one, key) else { return Ok(String::new()) };
        let known = self.known.entry(kind).or_default();
        if known.contains(&id) {
            return Ok(id);
        }
        let near = near(&id, known.iter().map(String::as_str));
        let kind = kind.to_owned();
        let fault = if known.is_empty() {
            Fault::PopoloHasNone { kind, id }
        } else {
            Fault::PopoloNotThere { kind, id, near }
        };
        self.fault(one, key, fault);
        Err(())
    }

    pub(super) fn ids(&mut self, one: &One<'_>) -> BTreeMap<String, String> {
        let all = one.value.get("identifiers").and_then(Value::as_array);
        all.into_iter()
            .flatten()
            .filter_map(|one| {
                let of = |key: &str| one.get(key).and_then(Value::as_str).map(str::to_owned);
                Some((of("scheme").unwrap_or_else(|| "id".to_owned()), of("identifier")?))
            })
            .collect()
    }

    /// Keys that a register has no place for.
    pub(super) fn leave(&mut self, one: &One<'_>, kind: &str, taken: &[&str]) {
        for (key, value) in one.value.as_object().into_iter().flatten() {
            let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
            if !empty && key != "sources" && !taken.contains(&key.as_str()) {
                *self.out.left.entry(format!("{kind}.{key}")).or_default() += 1;
            }
        }
    }

    pub(super) fn state(&mut self, one: &One<'_>, fact: Fact) {
        let mut told = Told::default();
        for link in one.value.get("sources").and_then(Value::as_array).into_iter().flatten() {
            let Some(url) = link.get("url").and_then(Value::as_str) else { continue };
            told.source.push(url.to_owned());
            if self.sources.insert(url.to_owned()) {
                let title = link.get("note").and_then(Value::as_str).unwrap_or(url).to_owned();
                let (id, address) = (url.to_owned(), url.to_owned());
                let source = Source { id, title, address, kind: SourceKind::Data, read: None };
                self.push(one, Statement { fact: Fact::Source(source), told: Told::default() });
            }
        }
        self.push(one, Statement { fact, told });
    }

    pub(super) fn push(&mut self, one: &One<'_>, statement: Statement) {
        let place = Place { file: self.input.file.clone(), span: one.span.clone(), cell: None };
        self.out.read.push(Read { statement, place, names: Vec::new() });
    }
}
