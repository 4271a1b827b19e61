//! Office holders on one day in the common data format of NIST, version 2 (JSON).
//!
//! Written after the schema `NIST_V2_election_results_reporting.json` (NIST SP 1500-100r2): `Person`,
//! `Office` with `OfficeHolderPersonIds` and `Term`, and a `ReportingUnit` for the area. The format
//! knows who holds an office now; it has no past, no rights and no partial dates.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::{Given, Lost, Sorted, lose, standing};
use crate::law::Text;
use crate::register::statement::{Holding, Statement};
use crate::register::when::{Bound, Verdict, When};

/// Who publishes the report.
#[derive(Clone, Copy, Debug)]
pub struct Issuer<'a> {
    /// The name.
    pub name: &'a str,
    /// The same, short.
    pub short: &'a str,
}

/// Office holders on a day. Who holds an office only possibly, since a date is known in part, is
/// left out and told.
///
/// # Panics
/// Never: plain data is JSON.
#[must_use]
pub fn give<'s>(
    all: impl IntoIterator<Item = &'s Statement>,
    on: Date,
    issuer: Issuer<'_>,
) -> Given {
    let standing = standing(all);
    let mut lost = Lost::new();
    let sorted = Sorted::of(&standing, &mut lost);
    sorted.lose_rights(&mut lost);
    let mut holders: BTreeMap<&str, Vec<&Holding>> = BTreeMap::new();
    for (one, _) in &sorted.holdings {
        match one.span().holds_on(on) {
            Verdict::Certain => holders.entry(&one.office).or_default().push(one),
            Verdict::Possible => lose(&mut lost, "holding (only possible on that day)", true),
            Verdict::No => lose(&mut lost, "holding (of another day)", true),
        }
        lose(&mut lost, "holding.seat", !one.seat.is_empty());
    }
    let held = |id: &str| holders.values().flatten().any(|one| one.person == id);
    let persons: Vec<Value> = sorted
        .persons
        .iter()
        .filter(|(one, _)| held(&one.id))
        .map(|(one, _)| {
            let mut person = object("Person", Some(&one.id));
            person
                .insert("FullName".into(), said(&Text { en: one.name.clone(), fr: String::new() }));
            if let Some(day) = one.born.and_then(When::exact) {
                person.insert("DateOfBirth".into(), day.to_string().into());
            }
            lose(
                &mut lost,
                "person.born (in part)",
                one.born.is_some_and(|born| born.exact().is_none()),
            );
            lose(&mut lost, "person.died", one.died.is_some());
            Value::Object(person)
        })
        .collect();
    let mut offices = Vec::new();
    let mut areas = Vec::new();
    for (one, _) in &sorted.offices {
        let Some(holders) = holders.get(one.id.as_str()) else { continue };
        let mut office = object("Office", Some(&one.id));
        office.insert("Name".into(), said(&one.name));
        let ids: Vec<String> = holders.iter().map(|one| key(&one.person)).collect();
        office.insert("OfficeHolderPersonIds".into(), ids.into());
        if sorted.areas.iter().any(|(area, _)| area.id == one.area) {
            office.insert("ElectionDistrictId".into(), key(&one.area).into());
            areas.push(one.area.as_str());
        }
        match term(holders) {
            Some(term) => {
                office.insert("Term".into(), term);
            }
            None => lose(&mut lost, "holding (several terms in one office)", true),
        }
        offices.push(Value::Object(office));
    }
    let units: Vec<Value> = sorted
        .areas
        .iter()
        .filter(|(one, _)| areas.contains(&one.id.as_str()))
        .map(|(one, _)| {
            let mut unit = object("ReportingUnit", Some(&one.id));
            unit.insert("Name".into(), said(&one.name));
            unit.insert("Type".into(), "other".into());
            unit.insert("OtherType".into(), "area".into());
            Value::Object(unit)
        })
        .collect();
    let mut report = object("ElectionReport", None);
    for (key, value) in [
        ("Format", json!("summary-contest")),
        ("GeneratedDate", json!(format!("{on}T00:00:00Z"))),
        ("Issuer", json!(issuer.name)),
        ("IssuerAbbreviation", json!(issuer.short)),
        ("SequenceStart", json!(1)),
        ("SequenceEnd", json!(1)),
        ("Status", json!("unofficial-complete")),
        ("VendorApplicationId", json!("suffrage")),
        ("Notes", json!(format!("office holders on {on}"))),
        ("Person", json!(persons)),
        ("Office", json!(offices)),
        ("GpUnit", json!(units)),
    ] {
        report.insert(key.into(), value);
    }
    let text = serde_json::to_string_pretty(&report).expect("plain data is JSON");
    Given { text: text + "\n", lost }
}

/// The term, if all holders have the same.
fn term(holders: &[&Holding]) -> Option<Value> {
    let span = holders.first()?.span();
    if holders.iter().any(|one| one.span() != span) {
        return None;
    }
    let exact = |bound: Bound| bound.when().and_then(When::exact).map(|day| day.to_string());
    let mut term = object("Term", None);
    for (key, day) in [("StartDate", exact(span.from)), ("EndDate", exact(span.to))] {
        if let Some(day) = day {
            term.insert(key.into(), day.into());
        }
    }
    Some(Value::Object(term))
}

/// A key as XML would have it too: letters, digits, points, hyphens, and never a digit first.
fn key(id: &str) -> String {
    let letter =
        |letter: char| if letter.is_alphanumeric() || letter == '-' { letter } else { '.' };
    format!("id-{}", id.chars().map(letter).collect::<String>())
}

fn object(kind: &str, id: Option<&str>) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("@type".into(), format!("ElectionResults.{kind}").into());
    if let Some(id) = id {
        object.insert("@id".into(), key(id).into());
    }
    object
}

/// A text in each of its languages.
fn said(text: &Text) -> Value {
    let one = |content: &str, language: &str| json!({ "@type": "ElectionResults.LanguageString", "Content": content, "Language": language });
    let mut all = vec![one(&text.en, "en")];
    if !text.fr.is_empty() && text.fr != text.en {
        all.push(one(&text.fr, "fr"));
    }
    json!({ "@type": "ElectionResults.InternationalizedText", "Text": all })
}
