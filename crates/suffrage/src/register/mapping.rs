//! A mapping: what the columns of somebody's file of mandates mean.
//!
//! Nobody's file has our columns. A mapping (TOML) says which column is the person, the office, the
//! beginning; how dates are written; whether an empty end means "still so" or "not known", which no
//! file says by itself; which column is joined from a second file; and what checks need that only
//! the rules of the office know: terms, ages, single seats, exclusive offices.

use std::ops::Range;

use jiff::civil::Date;

use super::mapping_form::{
    COLUMNS, CURRENT, DATES, EXCLUSIVE, GAPS, IMPORT, JOIN, LIMIT, MAPPING, SEAT, SKIP,
};
use super::statement::EventKind;
use super::tenure::{Gaps, Holders, Limit};
use crate::diagnostic::{Diagnostic, Fault};
use crate::law::form::Form;
use crate::law::parse::{Node, Of, Reader, Value, document};
use crate::word::words;

words! {
    /// How the days of a file are written.
    pub enum DateForm {
        #[doc = "2023-09-24, and with less of it 2023-09 or 2023; a time of day after it is cut off"]
        YearFirst = "year-month-day",
        #[doc = "24.9.2023"]
        Dots = "day.month.year",
        #[doc = "24/9/2023"]
        DayFirst = "day/month/year",
        #[doc = "9/24/2023"]
        MonthFirst = "month/day/year",
    }
}

words! {
    /// What it means that a mandate has no end. No file tells; whoever made it must say.
    pub enum NoEnd {
        #[doc = "it goes on"]
        Open = "open",
        #[doc = "it goes on, or nobody wrote when it ended"]
        Unknown = "unknown",
    }
}

words! {
    /// Which day the end is.
    pub enum EndDay {
        #[doc = "the first day no longer in office: a successor may begin on it"]
        After = "the first day after",
        #[doc = "the last day in office"]
        Last = "the last day",
    }
}

/// Names of columns with their places in the mapping.
pub type Columns = Vec<(String, Range<usize>)>;

/// Rows whose cells say this: each column one of these words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Where(pub Vec<(String, Range<usize>, Vec<String>)>);

/// A second table that says more of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Join {
    /// Its file.
    pub file: String,
    /// What its columns are called from here: `person` for `person.born`.
    pub name: String,
    /// The column here.
    pub on: (String, Range<usize>),
    /// The column there.
    pub key: (String, Range<usize>),
    /// Where it stands in the mapping.
    pub span: Range<usize>,
}

/// What tells one seat of an office from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatOf {
    /// The columns that name the seat; all but the last name its body.
    pub of: Columns,
    /// In these rows.
    pub rows: Where,
    /// And not in these.
    pub except: Where,
    /// How many may sit there.
    pub holders: Holders,
}

/// What an import says beside the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The key of the institution.
    pub institution: String,
    /// What it is called.
    pub name: String,
    /// The key, the title and the address of the source.
    pub source: [String; 3],
    /// What kind of event a reason of an end is.
    pub reasons: Vec<(String, EventKind)>,
}

/// What the columns of a file mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The file it was read from.
    pub file: String,
    /// The day on which the data were as they are.
    pub as_of: Option<Date>,
    /// The list within each record of a JSON file whose entries are the rows.
    pub each: String,
    /// Who.
    pub person: Columns,
    /// Which office.
    pub office: Columns,
    /// From when.
    pub from: Columns,
    /// To when.
    pub to: Columns,
    /// The name of the person.
    pub name: Columns,
    /// Their birth.
    pub born: Columns,
    /// Their death.
    pub died: Columns,
    /// Where they are active.
    pub area: Columns,
    /// Why it ended.
    pub reason: Columns,
    /// The key of the mandate.
    pub id: Columns,
    /// Words instead of a column.
    pub constants: Vec<(String, String)>,
    /// How days are written.
    pub form: DateForm,
    /// What no end means.
    pub no_end: NoEnd,
    /// Which day an end is.
    pub end: EndDay,
    /// Cells that say that something is not known.
    pub unknown: Vec<String>,
    /// Cells that say that it goes on.
    pub open: Vec<String>,
    /// Second tables.
    pub joins: Vec<Join>,
    /// Rows that are no mandates.
    pub skip: Vec<Where>,
    /// Seats.
    pub seats: Vec<SeatOf>,
    /// What offices allow.
    pub limits: Vec<(Where, Limit)>,
    /// Rows of persons filed as in office.
    pub current: Vec<Where>,
    /// Offices that exclude each other.
    pub exclusive: Vec<Vec<String>>,
    /// Vacancies that are told.
    pub gaps: Gaps,
    /// What an import says beside.
    pub import: Option<Import>,
}

/// Reads a mapping.
///
/// # Errors
/// Every fault of the file, in file order.
///
/// # Example
/// ```
/// let text = "[columns]\nperson = \"id\"\noffice = \"role\"\nfrom = \"start\"\nto = \"end\"\n\
///             [dates]\nform = \"year-month-day\"\nno_end = \"unknown\"\nend = \"the first day after\"";
/// let mapping = suffrage::register::mapping::read("mapping.toml", text).unwrap();
/// assert_eq!(mapping.person[0].0, "id");
/// ```
pub fn read(file: &str, text: &str) -> Result<Mapping, Vec<Diagnostic>> {
    document(file, text, Of::Mapping, |reader, root| {
        let root = reader.open_table(&MAPPING, root, 0..text.len().min(1));
        mapping(reader, &root)
    })
}

fn mapping(reader: &mut Reader<'_>, root: &Node<'_>) -> Option<Mapping> {
    let constants = pairs(reader, root, "constants");
    let said = |name: &str| constants.iter().any(|(key, _)| key == name);
    for (key, _) in &constants {
        if !COLUMNS.keys.iter().any(|one| one.name == key) {
            let near = crate::diagnostic::near(key, COLUMNS.keys.iter().map(|one| one.name));
            let (key, form) = (key.clone(), "[constants]".to_owned());
            reader.fault(
                root.get("constants").map_or(0..0, |value| value.span()),
                Fault::UnknownKey { key, form, near },
            );
        }
    }
    let columns = table(reader, root, "columns", &COLUMNS);
    let dates = table(reader, root, "dates", &DATES);
    let column = |reader: &mut Reader<'_>, key: &str, needed: bool| {
        let read = columns.as_ref().map(|node| columns_of(reader, node, key)).unwrap_or_default();
        if let Some(node) = &columns
            && needed
            && node.get(key).is_none()
            && !said(key)
        {
            need(reader, node, key);
        }
        read
    };
    let [person, office] = ["person", "office"].map(|key| column(reader, key, true));
    let [from, to] = ["from", "to"].map(|key| column(reader, key, true));
    let [name, born, died] = ["name", "born", "died"].map(|key| column(reader, key, false));
    let [area, reason, id] = ["area", "reason", "id"].map(|key| column(reader, key, false));
    let dates = dates?;
    for key in ["form", "no_end", "end"] {
        if dates.get(key).is_none() {
            need(reader, &dates, key);
        }
    }
    let joins =
        reader.tables(root, "join", &JOIN).iter().filter_map(|one| join(reader, one)).collect();
    let rows = |reader: &mut Reader<'_>, key: &str, form: &'static Form| -> Vec<Where> {
        let all = reader.tables(root, key, form);
        all.iter().map(|one| needed_rows(reader, one)).collect()
    };
    let skip = rows(reader, "skip", &SKIP);
    let current = rows(reader, "current", &CURRENT);
    Some(Mapping {
        file: reader.file.to_owned(),
        as_of: reader.day(root, "as_of"),
        each: reader.text(root, "each").unwrap_or_default(),
        form: reader.word(&dates, "form").unwrap_or(DateForm::YearFirst),
        no_end: reader.word(&dates, "no_end").unwrap_or(NoEnd::Unknown),
        end: reader.word(&dates, "end").unwrap_or(EndDay::After),
        unknown: list(reader, &dates, "unknown"),
        open: list(reader, &dates, "open"),
        seats: reader.tables(root, "seat", &SEAT).iter().map(|one| seat(reader, one)).collect(),
        limits: reader.tables(root, "limit", &LIMIT).iter().map(|one| limit(reader, one)).collect(),
        exclusive: reader
            .tables(root, "exclusive", &EXCLUSIVE)
            .iter()
            .map(|one| list(reader, one, "offices"))
            .collect(),
        gaps: gaps(reader, root),
        import: import(reader, root),
        person,
        office,
        from,
        to,
        name,
        born,
        died,
        area,
        reason,
        id,
        constants,
        joins,
        skip,
        current,
    })
}

fn need(reader: &mut Reader<'_>, node: &Node<'_>, key: &str) {
    let (key, form) = (key.to_owned(), node.form.name.to_owned());
    reader.fault(node.span.clone(), Fault::KeyMissing { key, form });
}

/// A table that a mapping must have.
fn table<'i>(
    reader: &mut Reader<'_>,
    root: &Node<'i>,
    key: &str,
    form: &'static Form,
) -> Option<Node<'i>> {
    match root.get(key) {
        Some(value) => reader.open(form, value),
        None => {
            need(reader, root, key);
            None
        }
    }
}

/// A text, or a list of texts.
fn texts(reader: &mut Reader<'_>, key: &str, value: &Value<'_>) -> Columns {
    let each: Vec<&Value<'_>> = match value.get_ref().as_array() {
        Some(all) => all.iter().collect(),
        None => vec![value],
    };
    let mut texts = Vec::new();
    for one in each {
        match one.get_ref().as_str() {
            Some(text) => texts.push((text.to_owned(), one.span())),
            None => reader.wrong_kind(key, "a text in quotes, or a list of such", one),
        }
    }
    texts
}

fn columns_of(reader: &mut Reader<'_>, node: &Node<'_>, key: &str) -> Columns {
    node.get(key).map(|value| texts(reader, key, value)).unwrap_or_default()
}

fn list(reader: &mut Reader<'_>, node: &Node<'_>, key: &str) -> Vec<String> {
    columns_of(reader, node, key).into_iter().map(|one| one.0).collect()
}

fn pairs(reader: &mut Reader<'_>, node: &Node<'_>, key: &str) -> Vec<(String, String)> {
    let rows = rows(reader, node, key);
    rows.0
        .into_iter()
        .filter_map(|(key, _, words)| Some((key, words.into_iter().next()?)))
        .collect()
}

/// `{ column = "word", other = ["one", "or another"] }`.
fn rows(reader: &mut Reader<'_>, node: &Node<'_>, key: &str) -> Where {
    let Some(value) = node.get(key) else { return Where::default() };
    let Some(table) = value.get_ref().as_table() else {
        reader.wrong_kind(key, "a table in braces", value);
        return Where::default();
    };
    let one = |(key, value): (&toml::Spanned<_>, &Value<'_>)| {
        let column: &std::borrow::Cow<'_, str> = key.get_ref();
        let words = texts(reader, column, value).into_iter().map(|one| one.0).collect();
        (column.to_string(), key.span(), words)
    };
    let mut all: Vec<_> = table.iter().map(one).collect();
    all.sort_by_key(|one| one.1.start);
    Where(all)
}

fn needed_rows(reader: &mut Reader<'_>, node: &Node<'_>) -> Where {
    if node.get("where").is_none() {
        need(reader, node, "where");
    }
    rows(reader, node, "where")
}

fn join(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Join> {
    let keys = ["file", "name", "on", "key"];
    for key in keys.iter().filter(|key| node.get(key).is_none()) {
        need(reader, node, key);
    }
    let [file, name, on, key] = keys.map(|key| {
        let text = reader.text(node, key)?;
        Some((text, node.get(key)?.span()))
    });
    let (file, name) = (file?.0, name?.0);
    Some(Join { file, name, on: on?, key: key?, span: node.span.clone() })
}

fn seat(reader: &mut Reader<'_>, node: &Node<'_>) -> SeatOf {
    for key in ["of", "holders"].iter().filter(|key| node.get(key).is_none()) {
        need(reader, node, key);
    }
    SeatOf {
        of: columns_of(reader, node, "of"),
        rows: rows(reader, node, "where"),
        except: rows(reader, node, "except"),
        holders: reader.word(node, "holders").unwrap_or_default(),
    }
}

fn limit(reader: &mut Reader<'_>, node: &Node<'_>) -> (Where, Limit) {
    let mut whole = |key: &str| reader.small(node, key);
    let [youngest, years, days] = ["youngest", "years", "days"]
        .map(|key| whole(key).and_then(|number| u16::try_from(number).ok()));
    let seats = whole("seats");
    if node.get("days").is_some() && node.get("years").is_none() {
        need(reader, node, "years");
    }
    let term = years.map(|years| (years, days.unwrap_or(0)));
    (rows(reader, node, "where"), Limit { youngest, term, seats })
}

fn gaps(reader: &mut Reader<'_>, root: &Node<'_>) -> Gaps {
    let Some(node) = root.get("gaps").and_then(|value| reader.open(&GAPS, value)) else {
        return Gaps::default();
    };
    let usual = Gaps::default();
    Gaps {
        least: reader.small(&node, "least").unwrap_or(usual.least),
        most: reader.small(&node, "most").unwrap_or(usual.most),
    }
}

fn import(reader: &mut Reader<'_>, root: &Node<'_>) -> Option<Import> {
    let node = root.get("import").and_then(|value| reader.open(&IMPORT, value))?;
    let keys = ["institution", "name", "source", "title", "address"];
    for key in keys[..4].iter().filter(|key| node.get(key).is_none()) {
        need(reader, &node, key);
    }
    let [institution, name, source, title, address] =
        keys.map(|key| reader.text(&node, key).unwrap_or_default());
    let mut reasons = Vec::new();
    for (word, kind) in pairs(reader, &node, "reasons") {
        match crate::word::Word::read(&kind) {
            Some(kind) => reasons.push((word, kind)),
            None => {
                let value = node.get("reasons")?;
                let known = <EventKind as crate::word::Word>::ALL.iter().map(|one| one.0);
                reader.unknown_word(value, "reasons", &kind, known);
            }
        }
    }
    Some(Import { institution, name, source: [source, title, address], reasons })
}
