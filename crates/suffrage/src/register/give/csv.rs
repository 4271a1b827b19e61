//! One row for each holding, with its person: what a spreadsheet or a script asks for.
//!
//! [`MAPPING`] reads it back.

use std::collections::BTreeMap;

use super::{Given, Lost, Sorted, lose, standing};
use crate::diagnostic::Lang;
use crate::register::statement::{Person, Statement};

/// The mapping by which [`give`] is read again.
pub const MAPPING: &str = r#"# Reads what `suffrage register export --to csv` writes.
[columns]
id = "id"
person = "person"
name = "name"
born = "born"
died = "died"
office = "office"
from = "from"
to = "to"

[dates]
form = "year-month-day"
no_end = "unknown"
end = "the first day after"
open = [".."]

[[seat]]
of = "seat"
holders = "any"
except = { seat = "" }

[import]
institution = "imported"
name = "imported"
source = "imported"
title = "a table of holdings"
"#;

/// Holdings as CSV: `id,person,name,born,died,office,office_name,seat,from,to,source`.
///
/// # Panics
/// Never: memory can be written.
#[must_use]
pub fn give<'s>(all: impl IntoIterator<Item = &'s Statement>, lang: Lang) -> Given {
    let standing = standing(all);
    let mut lost = Lost::new();
    let sorted = Sorted::of(&standing, &mut lost);
    sorted.lose_rights(&mut lost);
    for (what, count) in [
        ("organization", sorted.organizations.len()),
        ("area", sorted.areas.len()),
        ("member", sorted.members.len()),
        ("event", sorted.events.len()),
    ] {
        (0..count).for_each(|_| lose(&mut lost, what, true));
    }
    let (held, _) = super::named(&sorted.holdings);
    for (one, _) in &sorted.persons {
        lose(&mut lost, "person (without holding)", !held.contains(one.id.as_str()));
        lose(&mut lost, "person.names", !one.names.is_empty());
        lose(&mut lost, "person.ids", !one.ids.is_empty());
    }
    for (one, _) in &sorted.offices {
        lose(&mut lost, "office (institution, area, seats, rules)", !one.institution.is_empty());
    }
    let persons: BTreeMap<&str, &Person> =
        sorted.persons.iter().map(|(one, _)| (one.id.as_str(), *one)).collect();
    let offices: BTreeMap<&str, &str> = sorted
        .offices
        .iter()
        .map(|(one, _)| (one.id.as_str(), super::name_in(&one.name, lang)))
        .collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut row = |fields: &[&str]| writer.write_record(fields).expect("memory can be written");
    row(&[
        "id",
        "person",
        "name",
        "born",
        "died",
        "office",
        "office_name",
        "seat",
        "from",
        "to",
        "source",
    ]);
    for (one, told) in &sorted.holdings {
        let person = persons.get(one.person.as_str());
        let date = |when: Option<crate::register::when::When>| {
            when.map(|when| when.to_string()).unwrap_or_default()
        };
        let born = date(person.and_then(|person| person.born));
        let died = date(person.and_then(|person| person.died));
        let name = person.map_or("", |person| person.name.as_str());
        let office = offices.get(one.office.as_str()).copied().unwrap_or_default();
        let (from, to) = (one.from.to_string(), one.to.to_string());
        let source = told.source.join(" ");
        row(&[
            &one.id,
            &one.person,
            name,
            &born,
            &died,
            &one.office,
            office,
            &one.seat,
            &from,
            &to,
            &source,
        ]);
    }
    let bytes = writer.into_inner().expect("memory can be written");
    Given { text: String::from_utf8(bytes).expect("names are text"), lost }
}
