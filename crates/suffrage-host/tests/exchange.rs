//! Registers in the forms of others, and back: what a form can hold comes back as it was; what it
//! cannot is told; and what is written holds against the schema of its authors.

#![allow(clippy::disallowed_methods, reason = "a test reads its own files")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;
use suffrage::Lang;
use suffrage::read::Input;
use suffrage::register::mapping::NoEnd;
use suffrage::register::statement::{Fact, Statement};
use suffrage::register::{bring, give, mapping, popolo, read, table, write};
use suffrage_host::register::exchange;

/// All that Popolo can hold.
const TOWN: &str = r#"
[[source]]
id = "https://example.org/list"
title = "the list"
address = "https://example.org/list"
kind = "data"

[[area]]
id = "north"
name = "North"

[[organization]]
id = "town"
name = "Town"
kind = "authority"
from = "1850"

[[organization]]
id = "greens"
name = "Greens"
kind = "party"
part_of = "town"

[[office]]
id = "town/mayor"
name = "Mayor"
institution = "town"
area = "north"

[[person]]
id = "ada"
name = "Ada"
names = ["Ada B."]
born = "1950-05"
ids = { wikidata = "Q1" }
source = ["https://example.org/list"]

[[event]]
id = "vote"
kind = "election"
what = "Vote"
on = "2014-03-30"

[[holding]]
id = "ada/mayor"
person = "ada"
office = "town/mayor"
from = "2014-04-05"
to = "2020"

[[holding]]
id = "ada/mayor/2"
person = "ada"
office = "town/mayor"
from = ""
to = ""

[[member]]
id = "ada/greens"
person = "ada"
organization = "greens"
kind = "party"
from = "2010"
to = ""
"#;

fn statements(text: &str) -> Vec<Statement> {
    let read = read::statements("town.toml", text).unwrap();
    read.into_iter().map(|one| one.statement).collect()
}

fn by_key(all: impl IntoIterator<Item = Statement>) -> BTreeMap<String, Statement> {
    let key = |one: &Statement| format!("{} {}", one.fact.kind(), one.fact.id());
    all.into_iter().map(|one| (key(&one), one)).collect()
}

fn document(text: &str) -> popolo::Popolo {
    let input = Input { file: "x.json".to_owned(), text: text.to_owned() };
    popolo::read(&input, NoEnd::Unknown).unwrap()
}

#[test]
fn what_popolo_can_hold_comes_back_as_it_was() {
    let town = statements(TOWN);
    let given = give::popolo::give(&town, Lang::En);
    assert!(given.lost.is_empty(), "{:?}", given.lost);
    let back = document(&given.text);
    assert!(back.faults.is_empty() && back.left.is_empty(), "{:?} {:?}", back.faults, back.left);
    let back = by_key(back.read.into_iter().map(|one| one.statement));
    assert_eq!(back, by_key(town));
}

#[test]
fn what_popolo_cannot_hold_is_told() {
    let nc = exchange::statements("nc").unwrap();
    let given = give::popolo::give(&nc, Lang::Fr);
    for what in ["holding.right", "holding.to (open)", "claim", "power", "office.rules"] {
        assert!(given.lost.contains_key(what), "{what}: {:?}", given.lost);
    }
    let back = document(&given.text);
    assert!(back.faults.is_empty(), "{:?}", back.faults);
    let holdings =
        |all: &[&Statement]| all.iter().filter(|one| matches!(one.fact, Fact::Holding(_))).count();
    let back: Vec<&Statement> = back.read.iter().map(|one| &one.statement).collect();
    // Members of what is no party and no group come back as holders of an office: that is told.
    let members = usize::try_from(given.lost["member.kind"]).unwrap();
    assert_eq!(holdings(&back), holdings(&give::standing(&nc)) + members);
}

#[test]
fn holdings_and_persons_come_back_from_csv_as_they_were() {
    let nc = exchange::statements("nc").unwrap();
    let given = give::csv::give(&nc, Lang::En);
    let mapping = mapping::read("mapping.toml", give::csv::MAPPING).unwrap();
    let input = Input { file: "nc.csv".to_owned(), text: given.text };
    let (roll, faults) = table::read(&mapping, &[input]).unwrap();
    assert!(faults.is_empty(), "{faults:?}");
    let back = by_key(bring::statements(&roll, mapping.import.as_ref().unwrap()));
    let mut compared = 0;
    for one in give::standing(&nc) {
        let Fact::Holding(held) = &one.fact else { continue };
        let Fact::Holding(other) = &back[&format!("holding {}", held.id)].fact else { panic!() };
        let parts = |one: &suffrage::register::statement::Holding| {
            (one.person.clone(), one.office.clone(), one.seat.clone(), one.span())
        };
        assert_eq!(parts(held), parts(other));
        assert!(back.contains_key(&format!("person {}", held.person)));
        compared += 1;
    }
    assert!(compared > 50, "{compared}");
    assert!(given.lost.contains_key("holding.right"));
}

#[test]
fn our_own_form_loses_nothing() {
    let nc = exchange::statements("nc").unwrap();
    assert_eq!(by_key(statements(&write::toml(&nc))), by_key(nc));
}

#[test]
fn a_file_imported_twice_gives_the_same_keys() {
    let text = "[columns]\nperson = \"id\"\noffice = \"role\"\nfrom = \"start\"\nto = \"end\"\nreason = \"why\"\n\
        [dates]\nform = \"day.month.year\"\nno_end = \"open\"\nend = \"the last day\"\n\
        [import]\ninstitution = \"town\"\nname = \"Town\"\nsource = \"list\"\ntitle = \"List\"\nreasons = { died = \"death\" }";
    let mapping = mapping::read("mapping.toml", text).unwrap();
    let csv = "id,role,start,end,why\n1,Town Mayor,5.4.2014,3.7.2020,died\n1,Town Mayor,5.4.2014,,tired\n";
    let input = Input { file: "a.csv".to_owned(), text: csv.to_owned() };
    let once = || {
        let (roll, faults) = table::read(&mapping, std::slice::from_ref(&input)).unwrap();
        assert!(faults.is_empty());
        bring::statements(&roll, mapping.import.as_ref().unwrap())
    };
    let all = once();
    assert_eq!(all, once());
    let text = write::toml(&all);
    assert!(text.contains("id = \"1/town-mayor/2014-04-05\""), "{text}");
    assert!(text.contains("id = \"1/town-mayor/2014-04-05/2\""), "{text}");
    assert!(text.contains("to = \"2020-07-04\"") && text.contains("to = \"..\""), "{text}");
    assert!(text.contains("kind = \"death\"") && text.contains("note = \"tired\""), "{text}");
    assert_eq!(statements(&text), all);
}

#[test]
fn only_what_wikidata_knows_becomes_a_line() {
    let mut town =
        TOWN.replace("area = \"north\"", "area = \"north\"\nids = { wikidata = \"Q30185\" }");
    town = town.replace("id = \"north\"", "id = \"north\"\nids = { wikidata = \"Q7\" }");
    town = town.replace("on = \"2014-03-30\"", "on = \"2014-03-30\"\nids = { wikidata = \"Q9\" }");
    town = town.replace(
        "to = \"2020\"",
        "to = \"2020\"\nright = { elected = \"vote\" }\nsource = [\"https://example.org/list\"]",
    );
    town += "\n[[person]]\nid = \"bea\"\nname = \"Bea\"\nids = { wikidata = \"Q2\" }\n\
        [[holding]]\nid = \"bea/mayor\"\nperson = \"bea\"\noffice = \"town/mayor\"\nfrom = \"2020-05\"\nto = \"..\"\nright = { succeeded = \"ada/mayor\", clause = \"x\" }\n\
        [[person]]\nid = \"eve\"\nname = \"Eve\"\n\
        [[holding]]\nid = \"eve/mayor\"\nperson = \"eve\"\noffice = \"town/mayor\"\nfrom = \"\"\nto = \"\"\n";
    let given = give::quickstatements::give(&statements(&town));
    let lines = "Q1\tP39\tQ30185\tP580\t+2014-04-05T00:00:00Z/11\tP582\t+2020-01-01T00:00:00Z/9\tP768\tQ7\tP2715\tQ9\tP1366\tQ2\tS854\t\"https://example.org/list\"\n\
        Q1\tP39\tQ30185\tP768\tQ7\n\
        Q2\tP39\tQ30185\tP580\t+2020-05-01T00:00:00Z/10\tP768\tQ7\tP1365\tQ1\n";
    assert_eq!(given.text, lines);
    assert_eq!(given.lost.get("holding (person or office without wikidata)"), Some(&1));
}

// --- schemas ------------------------------------------------------------------------------------

fn corpus(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("SUFFRAGE_CORPORA").map(PathBuf::from);
    if root.is_none() {
        eprintln!("skipped: SUFFRAGE_CORPORA does not name the folder of the corpora");
    }
    root.map(|root| root.join(name))
}

fn json(path: &std::path::Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn say(wrong: &mut Vec<String>, at: &str, what: String) {
    wrong.push(format!("{at}: {what}"));
}

/// What of a document its schema does not allow. Knows what the two schemas at hand use, and
/// panics at a word that it does not know.
fn against(schema: &Value, root: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    for (word, rule) in schema.as_object().unwrap() {
        match word.as_str() {
            "$ref" => {
                let path = rule.as_str().unwrap();
                // Popolo embeds what we name by its id: no other document is opened.
                if let Some(path) = path.strip_prefix("#/definitions/") {
                    against(&root["definitions"][path], root, value, at, wrong);
                }
            }
            "type" => {
                let types = rule.as_array().cloned().unwrap_or_else(|| vec![rule.clone()]);
                let fits = |one: &Value| match one.as_str().unwrap() {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "integer" => value.is_i64(),
                    "boolean" => value.is_boolean(),
                    "null" => value.is_null(),
                    other => panic!("type {other}"),
                };
                if !types.iter().any(fits) {
                    say(wrong, at, format!("is no {rule}"));
                }
            }
            "required" => {
                for key in rule.as_array().into_iter().flatten() {
                    if value.get(key.as_str().unwrap()).is_none() {
                        say(wrong, at, format!("has no {key}"));
                    }
                }
            }
            "properties" => {
                for (key, rule) in rule.as_object().unwrap() {
                    match value.get(key) {
                        Some(inner) => against(rule, root, inner, &format!("{at}.{key}"), wrong),
                        None if rule["required"] == true => say(wrong, at, format!("has no {key}")),
                        None => {}
                    }
                }
            }
            "additionalProperties" => {
                assert_eq!(rule, false);
                for key in value.as_object().into_iter().flatten().map(|one| one.0) {
                    if schema["properties"].get(key).is_none() {
                        say(wrong, at, format!("may not have {key}"));
                    }
                }
            }
            "items" => {
                for (index, inner) in value.as_array().into_iter().flatten().enumerate() {
                    against(rule, root, inner, &format!("{at}[{index}]"), wrong);
                }
            }
            "oneOf" => {
                let fits = |one: &&Value| {
                    let mut wrong = Vec::new();
                    against(one, root, value, at, &mut wrong);
                    wrong.is_empty()
                };
                if rule.as_array().unwrap().iter().filter(fits).count() != 1 {
                    say(wrong, at, "fits none or several".to_owned());
                }
            }
            "enum" => {
                if !rule.as_array().unwrap().contains(value) {
                    say(wrong, at, format!("{value} is not one of {rule}"));
                }
            }
            "minItems" => {
                let least = usize::try_from(rule.as_u64().unwrap()).unwrap();
                if value.as_array().is_some_and(|all| all.len() < least) {
                    say(wrong, at, "has too few".to_owned());
                }
            }
            // Every pattern of these schemas is a date, perhaps with a time.
            "pattern" | "format" => {
                if let Some(text) = value.as_str()
                    && (word == "pattern" || rule == "date")
                    && text
                        .split('T')
                        .next()
                        .unwrap()
                        .parse::<suffrage::register::when::When>()
                        .is_err()
                {
                    say(wrong, at, format!("{text} is no date"));
                }
            }
            "description" | "title" | "id" | "$schema" | "refTypes" | "definitions"
            | "maxLength" => {}
            other => panic!("the schema says {other}, and this test does not know it"),
        }
    }
}

fn wrong(schema: &Value, document: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    against(schema, schema, document, "", &mut wrong);
    wrong
}

#[test]
fn office_holders_hold_against_the_schema_of_nist() {
    let Some(folder) = corpus("nist-err") else { return };
    let schema = json(&folder.join("NIST_V2_election_results_reporting.json"));
    let nc = exchange::statements("nc").unwrap();
    let issuer = give::err::Issuer { name: "Register", short: "R" };
    let given = give::err::give(&nc, "2023-10-03".parse().unwrap(), issuer);
    let mut document: Value = serde_json::from_str(&given.text).unwrap();
    assert_eq!(wrong(&schema, &document), Vec::<String>::new());
    assert!(document["Office"].as_array().unwrap().len() > 3);
    let persons: Vec<&Value> =
        document["Person"].as_array().unwrap().iter().map(|one| &one["@id"]).collect();
    for office in document["Office"].as_array().unwrap() {
        for holder in office["OfficeHolderPersonIds"].as_array().unwrap() {
            assert!(persons.contains(&holder), "{holder}");
        }
    }
    // The check can fail: an office without name, a person with a key that is none.
    document["Office"][0]["Name"].take();
    document["Person"][0]["Age"] = 7.into();
    assert_eq!(wrong(&schema, &document).len(), 4);
}

#[test]
fn popolo_holds_against_its_schemas() {
    let Some(folder) = corpus("popolo") else { return };
    let nc = exchange::statements("nc").unwrap();
    let given = give::popolo::give(&nc, Lang::En);
    let document: Value = serde_json::from_str(&given.text).unwrap();
    for (list, kind) in [
        ("persons", "person"),
        ("organizations", "organization"),
        ("areas", "area"),
        ("posts", "post"),
        ("memberships", "membership"),
        ("events", "event"),
    ] {
        let schema = json(&folder.join(format!("{kind}.json")));
        let all = document[list].as_array().unwrap();
        assert!(!all.is_empty(), "{list}");
        for one in all {
            assert_eq!(wrong(&schema, one), Vec::<String>::new(), "{one}");
        }
        assert!(!wrong(&schema, &serde_json::json!({ "id": 7 })).is_empty());
    }
}

#[test]
fn the_examples_of_popolo_are_read() {
    let Some(folder) = corpus("popolo/examples") else { return };
    let part = |name: &str| json(&folder.join(name)).to_string();
    let text = format!(
        "{{\"persons\": [{}], \"organizations\": [{{\"id\": \"abc-inc\"}}], \"posts\": [{{\"id\": \"abc-inc-kitchen-assistant\", \"organization_id\": \"abc-inc\"}}, {{\"id\": \"abc-inc-chef\", \"organization_id\": \"abc-inc\"}}]}}",
        part("embedding-person.json")
    );
    let read = document(&text);
    assert!(read.faults.is_empty(), "{:?}", read.faults);
    let holdings: Vec<String> = read
        .read
        .iter()
        .filter_map(|one| match &one.statement.fact {
            Fact::Holding(held) => Some(format!("{} {}", held.office, held.span())),
            _ => None,
        })
        .collect();
    assert_eq!(
        holdings,
        ["abc-inc-kitchen-assistant 1970-01/1971-12-31", "abc-inc-chef 1972-01-01/1980-03-15"]
    );
}
