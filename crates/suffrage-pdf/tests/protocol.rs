//! What a protocol says, before it is set on pages.

#![allow(clippy::disallowed_methods, reason = "a test writes its own files")]

use suffrage::{Lang, Record};
use suffrage_host::How;
use suffrage_host::case::{By, Case, open};
use suffrage_pdf::{Protocol, protocol};

fn counted(election: &str) -> (Case, Record) {
    let case = open(&[election.into()], &By::default(), &[], &How::plain()).unwrap();
    let record = case.records().unwrap().remove(0);
    (case, record)
}

fn said(election: &str, lang: Lang) -> Protocol {
    let (case, record) = counted(election);
    protocol::of(&case, &record, lang)
}

#[test]
fn every_article_that_a_step_cites_is_told_with_what_it_says() {
    for (election, lang) in [("nc/senate/2023", Lang::En), ("de/bundestag/2025", Lang::Fr)] {
        let protocol = said(election, lang);
        for step in protocol.steps.iter().filter(|step| !step.cite.text.is_empty()) {
            let rule = protocol.articles.iter().find(|rule| rule.cite == step.cite).unwrap();
            assert!(!rule.says.is_empty(), "{election}: {}", step.cite.text);
            assert_eq!(rule.cite.read, !rule.read_in.is_empty(), "{election}: {}", rule.cite.text);
        }
    }
}

#[test]
fn every_step_of_the_record_is_in_the_protocol_and_one_decides() {
    let (case, record) = counted("nl/house/2021");
    let protocol = protocol::of(&case, &record, Lang::En);
    let told = suffrage::render::told::told(&record, Lang::En);
    assert_eq!(protocol.steps.len(), told.len());
    assert_eq!(protocol.steps.iter().filter(|one| one.decides).count(), 1);
    let seats = &protocol.steps.last().unwrap().tables[0];
    assert_eq!((seats.rows.len(), seats.rows[0][1].as_str()), (11, "SP (Socialistische Partij)"));
    assert_eq!(protocol.steps.last().unwrap().after, ["next would be VVD with 65,118.00"]);
}

#[test]
fn the_whole_ladder_of_a_levelled_house_is_there_and_who_is_seated_where() {
    let protocol = said("de/bundestag/2025", Lang::En);
    let ladder =
        protocol.steps.iter().flat_map(|step| &step.tables).find(|one| one.rows.len() == 630);
    assert_eq!(ladder.unwrap().rows[629][1..], ["CSU", "34,069.28"]);
    let mut tables = protocol.steps.iter().flat_map(|step| &step.tables);
    let areas = tables.find(|one| one.rows.iter().any(|row| row[0] == "Bayern")).unwrap();
    let bavaria = areas.rows.iter().find(|row| row[0] == "Bayern").unwrap();
    let seats = |list: &str| &bavaria[areas.head.iter().position(|one| one == list).unwrap()];
    assert_eq!((seats("CSU").as_str(), seats("CDU").as_str()), ("44", "–"));
}

#[test]
fn steps_at_which_equals_meet_stand_once_more_under_ties_and_lots() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("equals.csv");
    std::fs::write(&folder, "contest,name,votes\nx,Ann,5\nx,Ben,5\n").unwrap();
    let by = By { law: Some("gb/commons".into()), on: Some("2024-01-01".parse().unwrap()) };
    let case = open(&[folder], &by, &[], &How::plain()).unwrap();
    let case = case.only(&[], None).unwrap();
    let record = case.records().unwrap().remove(0);
    let protocol = protocol::of(&case, &record, Lang::En);
    assert_eq!(protocol.status.1, "open");
    assert!(!protocol.equals.is_empty() && !protocol.open.is_empty(), "{:?}", protocol.steps);
    let numbers: Vec<usize> = protocol.equals.iter().map(|one| one.number).collect();
    assert!(numbers.iter().all(|at| protocol.steps[at - 1].lines.concat().contains("Ann")));
    assert!(said("nc/senate/2023", Lang::En).equals.is_empty());
}

#[test]
fn hashes_are_those_of_what_is_counted_and_of_the_record_alone() {
    let names: Vec<String> =
        said("nc/senate/2023", Lang::En).hashes.into_iter().map(|one| one.0).collect();
    assert_eq!(names, ["nc/senate/2023/election.toml", "nc/senate/2023/totals.csv", "record.json"]);
}
