//! Records and results as JSON. The forms are documented in `docs/json.md`.

use serde_json::{Value, json};

use crate::outcome::Outcome;
use crate::record::{Record, Seated};
use crate::tally::Place;

/// The whole record, indented, with a newline at the end.
///
/// # Panics
/// Never: a record holds nothing that JSON cannot say.
#[must_use]
pub fn record(record: &Record) -> String {
    let mut text = serde_json::to_string_pretty(record).expect("a record is plain data");
    text.push('\n');
    text
}

/// The result alone.
#[must_use]
pub fn result(record: &Record) -> Value {
    let outcome = Outcome::of(record);
    let named = |place: Place| json!(record.candidacies[place as usize]);
    let person =
        |one: &Seated| json!({ "rank": one.rank + 1, "name": one.name, "votes": one.votes });
    let pots: Vec<Value> = outcome
        .pots()
        .iter()
        .map(|pot| {
            let lists: Vec<Value> = pot
                .won
                .iter()
                .filter(|(_, seats)| **seats > 0)
                .map(|(place, seats)| {
                    let named = &record.candidacies[*place as usize];
                    let persons: Vec<Value> =
                        pot.persons.get(place).into_iter().flatten().map(person).collect();
                    let sections = pot.sections.get(place).map(|all| {
                        all.iter().map(|(code, seats)| json!({ "code": code, "seats": seats })).collect::<Vec<_>>()
                    });
                    json!({ "code": named.code, "name": named.name, "seats": seats, "persons": persons, "sections": sections })
                })
                .collect();
            json!({ "pot": pot.pot, "seats": pot.seats, "vacant": pot.vacant, "lists": lists })
        })
        .collect();
    let pending: Vec<Value> = outcome
        .pending()
        .iter()
        .map(|wait| match wait.within {
            None => {
                let equals: Vec<Value> = wait.equals.iter().map(|place| named(*place)).collect();
                let mut waits = json!({ "equals": equals, "open": wait.open, "why": wait.why });
                let code = |area: &u32| record.areas[*area as usize].code.as_str();
                if let Some(area) = &wait.at {
                    waits["area"] = json!(code(area));
                }
                if !wait.areas.is_empty() {
                    waits["areas"] = json!(wait.areas.iter().map(code).collect::<Vec<_>>());
                }
                waits
            }
            Some(list) => {
                let ranks: Vec<u32> = wait.equals.iter().map(|rank| rank + 1).collect();
                json!({ "within": named(list), "ranks": ranks, "open": wait.open, "why": wait.why })
            }
        })
        .collect();
    let areas: Vec<Value> = (0..)
        .zip(&record.areas)
        .map(|(number, area)| {
            let lists: Vec<Value> = (0..)
                .zip(&record.candidacies)
                .map(|(place, one)| (one, outcome.seats_in(number, place)))
                .filter(|(_, seats)| *seats > 0)
                .map(|(one, seats)| json!({ "code": one.code, "name": one.name, "seats": seats }))
                .collect();
            json!({ "code": area.code, "name": area.name, "tier": area.tier, "lists": lists })
        })
        .collect();
    let area = |number: u32| &record.areas[number as usize].code;
    let not_seated: Vec<Value> = outcome
        .not_seated()
        .iter()
        .map(|(number, place)| json!({ "area": area(*number), "code": named(*place)["code"] }))
        .collect();
    let mut result = json!({
        "schema": "suffrage-result/1",
        "law": record.law,
        "contest": record.contest,
        "complete": outcome.is_complete(),
        "elected": outcome.elected().iter().map(|place| named(*place)).collect::<Vec<_>>(),
        "pots": pots,
        "pending": pending,
        "next_round": outcome.next_round().map(|(round, seats)| json!({ "round": round, "seats": seats })),
        "adopted": outcome.answer(),
    });
    if !areas.is_empty() {
        result["areas"] = json!(areas);
        result["not_seated"] = json!(not_seated);
    }
    result
}
