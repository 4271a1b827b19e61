//! Rows of a file of mandates, whatever its form: cells by number, and where each stands.
//!
//! A table (CSV, TSV) has a header. A JSON file is one object for each record, a line each or all in
//! one list; its columns are paths: `start_date`, `name/family`, and `../id` for what stands in the
//! record around the list whose entries are the rows.

use std::ops::Range;

use serde_json::Value;
use serde_json::value::RawValue;

use super::mapping::Columns;
use crate::diagnostic::{Diagnostic, Fault, near};
use crate::read::Input;
use crate::read::columns::Rows as Table;

/// A file of rows with the columns that were asked for.
pub(super) enum Rows<'i> {
    Table { table: Box<Table<'i>>, columns: Vec<usize> },
    Json(Json<'i>),
}

/// A row of JSON: its cells, and where its record stands.
pub(super) struct Json<'i> {
    input: &'i Input,
    rows: Vec<(Vec<String>, Range<usize>, u64)>,
    at: Option<usize>,
}

/// Whether a file is JSON.
fn is_json(input: &Input) -> bool {
    input.text.trim_start().starts_with(['{', '['])
}

impl<'i> Rows<'i> {
    /// Opens a file; `asked` are the columns in the order of the cells.
    ///
    /// # Errors
    /// A file that has none of its rows or columns. Faults of single records go to `faults`.
    pub fn open(
        input: &'i Input,
        asked: &Columns,
        each: &str,
        mapping: &str,
        faults: &mut Vec<Diagnostic>,
    ) -> Result<Self, Vec<Diagnostic>> {
        if is_json(input) {
            return Json::open(input, asked, each, mapping, faults).map(Self::Json);
        }
        let table = Box::new(Table::open(input)?);
        let mut missing = Vec::new();
        let columns = asked.iter().map(|(name, span)| {
            table.column(name).unwrap_or_else(|| {
                missing.push(unmapped(name, span, &input.file, mapping, &table.header));
                usize::MAX
            })
        });
        let columns = columns.collect();
        if missing.is_empty() { Ok(Self::Table { table, columns }) } else { Err(missing) }
    }

    /// The next row, if there is one. A row of a table with too few or too many cells is a fault.
    pub fn next(&mut self, faults: &mut Vec<Diagnostic>) -> bool {
        match self {
            Self::Table { table, .. } => {
                while table.next() {
                    let (found, wanted) = (table.len(), table.header.len());
                    if found == wanted {
                        return true;
                    }
                    let fault = Fault::TooFewFields { found, wanted };
                    faults.push(Diagnostic::at(&table.input.file, table.row_span(), fault));
                }
                false
            }
            Self::Json(json) => {
                let next = json.at.map_or(0, |at| at + 1);
                json.at = Some(next);
                next < json.rows.len()
            }
        }
    }

    /// A cell of the row.
    pub fn cell(&self, number: usize) -> &str {
        match self {
            Self::Table { table, columns } => table.cell(columns[number]),
            Self::Json(json) => json.row().map_or("", |row| row.0[number].trim()),
        }
    }

    /// The line of the row, from 1.
    pub fn line(&self) -> u64 {
        match self {
            Self::Table { table, .. } => table.line(),
            Self::Json(json) => json.row().map_or(0, |row| row.2),
        }
    }

    /// A fault of a cell.
    pub fn at(&self, number: usize, fault: Fault) -> Diagnostic {
        match self {
            Self::Table { table, columns } => table.at(columns[number], fault),
            Self::Json(json) => {
                let span = json.row().map_or(0..0, |row| row.1.clone());
                Diagnostic::at(&json.input.file, span, fault)
            }
        }
    }
}

fn unmapped(
    name: &str,
    span: &Range<usize>,
    file: &str,
    mapping: &str,
    known: &[String],
) -> Diagnostic {
    let near = near(name, known.iter().map(String::as_str));
    let (column, file) = (name.to_owned(), file.to_owned());
    Diagnostic::at(mapping, span.clone(), Fault::MappedColumn { column, file, near })
}

/// Records of a JSON file, each with its place.
pub(super) fn records<'i>(input: &'i Input, faults: &mut Vec<Diagnostic>) -> Vec<(usize, &'i str)> {
    let text = input.text.as_str();
    let start = text.len() - text.trim_start().len();
    if text[start..].starts_with('[') {
        return match serde_json::from_str::<Vec<&RawValue>>(text) {
            Ok(all) => all.iter().map(|raw| (offset(text, raw.get()), raw.get())).collect(),
            Err(error) => {
                faults.push(not_json(input, 0, &error));
                Vec::new()
            }
        };
    }
    // One object in several lines, or one in each.
    if let Ok(one) = serde_json::from_str::<&RawValue>(text) {
        return vec![(offset(text, one.get()), one.get())];
    }
    let mut at = 0;
    let mut all = Vec::new();
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            all.push((at, line.trim_end()));
        }
        at += line.len();
    }
    all
}

/// Where a part of a text stands in it.
pub(super) fn offset(text: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(text.as_ptr().addr())
}

/// What the JSON reader says of a record that begins at a byte of the file.
pub(super) fn not_json(input: &Input, record: usize, error: &serde_json::Error) -> Diagnostic {
    let text = &input.text[record..];
    let lines: usize =
        text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let mut at = (record + lines + error.column().saturating_sub(1)).min(input.text.len());
    while !input.text.is_char_boundary(at) {
        at -= 1;
    }
    let what = error.to_string();
    let what = what.split(" at line ").next().unwrap_or_default().to_owned();
    Diagnostic::at(&input.file, at..at, Fault::NotJson { what })
}

impl<'i> Json<'i> {
    fn open(
        input: &'i Input,
        asked: &Columns,
        each: &str,
        mapping: &str,
        faults: &mut Vec<Diagnostic>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut rows = Vec::new();
        let mut seen = vec![false; asked.len()];
        let mut known = std::collections::BTreeSet::new();
        let (mut line, mut counted) = (1u64, 0);
        for (start, text) in records(input, faults) {
            let before = input.text.as_bytes()[counted..start].iter();
            line += before.filter(|byte| **byte == b'\n').count() as u64;
            counted = start;
            let first = text.lines().next().unwrap_or_default();
            let span = start..start + first.len();
            let record: Value = match serde_json::from_str(text) {
                Ok(record) => record,
                Err(error) => {
                    faults.push(not_json(input, start, &error));
                    continue;
                }
            };
            let one = std::slice::from_ref(&record);
            let list = if each.is_empty() { Some(one) } else { within(&record, each) };
            let Some(list) = list else {
                let fault = Fault::NoRowsWithin { each: each.to_owned() };
                faults.push(Diagnostic::at(&input.file, span, fault));
                continue;
            };
            for row in list {
                let found = asked.iter().zip(&mut seen).map(|((path, _), seen)| {
                    let value = at(&record, row, path);
                    *seen |= value.is_some();
                    value.map(said).unwrap_or_default()
                });
                rows.push((found.collect(), span.clone(), line));
                known.extend(row.as_object().into_iter().flatten().map(|one| one.0.clone()));
                let around = record.as_object().filter(|_| !each.is_empty());
                known.extend(around.into_iter().flatten().map(|one| format!("../{}", one.0)));
            }
        }
        let known: Vec<String> = known.into_iter().collect();
        let missing: Vec<Diagnostic> = asked
            .iter()
            .zip(seen)
            .filter(|(_, seen)| !seen && !rows.is_empty())
            .map(|((name, span), _)| unmapped(name, span, &input.file, mapping, &known))
            .collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        if rows.is_empty() && faults.is_empty() {
            faults.push(Diagnostic::at(&input.file, 0..1, Fault::NoRows {}));
        }
        Ok(Self { input, rows, at: None })
    }

    fn row(&self) -> Option<&(Vec<String>, Range<usize>, u64)> {
        self.rows.get(self.at?)
    }
}

/// The list of a record in which the rows are.
fn within<'v>(record: &'v Value, each: &str) -> Option<&'v [Value]> {
    let found = each.split('/').try_fold(record, |value, key| value.get(key))?;
    found.as_array().map(Vec::as_slice)
}

fn at<'v>(record: &'v Value, row: &'v Value, path: &str) -> Option<&'v Value> {
    let (from, path) = match path.strip_prefix("../") {
        Some(rest) => (record, rest),
        None => (row, path),
    };
    path.split('/').try_fold(from, |value, key| value.get(key))
}

/// A value as a cell.
fn said(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
