//! What a protocol says, before it is set on pages.

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
    let ladder = protocol.steps.iter().flat_map(|step| &step.tables).find(|one| one.rows.len() == 630);
    assert_eq!(ladder.unwrap().rows[629][1..], ["CSU", "34,069.28"]);
    let mut tables = protocol.steps.iter().flat_map(|step| &step.tables);
    let areas = tables.find(|one| one.rows.iter().any(|row| row[0] == "Bayern")).unwrap();
    let bavaria = areas.rows.iter().find(|row| row[0] == "Bayern").unwrap();
    let seats = |list: &str| &bavaria[areas.head.iter().position(|one| one == list).unwrap()];
    assert_eq!((seats("CSU").as_str(), seats("CDU").as_str()), ("44", "–"));
}

#[test]
fn steps_at_which_equals_meet_stand_once_more_under_ties_and_lots() {
    let mut met = 0;
    for (id, _) in suffrage_elections_with_lots() {
        let protocol = said(&id, Lang::En);
        met += protocol.equals.len();
        assert!(!protocol.equals.is_empty(), "{id} has a lot, and no step tells of it");
    }
    assert!(met > 0, "no election on board has a lot any more: name another here");
    assert!(said("nc/senate/2023", Lang::En).equals.is_empty());
}

/// Elections on board in which a lot was drawn.
fn suffrage_elections_with_lots() -> Vec<(String, Case)> {
    let ids = suffrage_host::board::elections();
    let cases = ids.into_iter().filter_map(|id| {
        let case = open(&[id.clone().into()], &By::default(), &[], &How::plain()).ok()?;
        (!case.lots.is_empty() && case.contests.len() == 1).then_some((id, case))
    });
    cases.take(3).collect()
}

#[test]
fn hashes_are_those_of_what_is_counted_and_of_the_record_alone() {
    let names: Vec<String> =
        said("nc/senate/2023", Lang::En).hashes.into_iter().map(|one| one.0).collect();
    assert_eq!(names, ["nc/senate/2023/election.toml", "nc/senate/2023/totals.csv", "record.json"]);
}
