//! History: every folder under `elections/` is counted and held against the authority's word.
//!
//! `expected.toml` is the authority's word with its source: no command writes it. `record.txt` is
//! ours: `SUFFRAGE_BLESS=1 cargo test -p suffrage-host --test elections` rewrites it, review reads it.

use std::collections::BTreeMap;
use std::path::Path;

use suffrage::render::{Style, text};
use suffrage::{Lang, Outcome, Wish};
use suffrage_host::board::{self, Expected};
use suffrage_host::{count_all, prepare};

type Seats = BTreeMap<String, u32>;

#[test]
fn every_election_on_board_comes_out_as_the_authority_has_it() {
    let (book, mut wrong, bless) =
        (board::laws().unwrap(), Vec::new(), std::env::var("SUFFRAGE_BLESS").is_ok());
    let elections = board::elections();
    assert!(elections.len() >= 24, "{elections:?}");
    for id in elections {
        let files = board::election(&id).unwrap();
        let (mut election, _) = suffrage::read::folder::election(&id, &files)
            .unwrap_or_else(|faults| panic!("{id}: {:?}", faults[0]));
        let law = book
            .on(&election.law, election.date, &[])
            .unwrap_or_else(|faults| panic!("{id}: {faults:?}"));
        prepare(&law, &mut election.contests).unwrap_or_else(|faults| panic!("{id}: {faults:?}"));
        let expected =
            board::expected(&id).unwrap().unwrap_or_else(|| panic!("{id} has no expected.toml"));
        let (mut drawn, mut total) = (String::new(), Seats::new());
        let records = count_all(&law, &election.contests, &election.lots, &Wish::default(), &|| {});
        for (contest, record) in election.contests.iter().zip(records) {
            let record =
                record.unwrap_or_else(|faults| panic!("{id} {}: {faults:?}", contest.code));
            let doubts = suffrage::replay::verify(&record, contest);
            assert!(doubts.is_empty(), "{id} {}: {doubts:?}", contest.code);
            wrong.extend(differs(&id, &expected, &record));
            for (name, seats) in won(&record) {
                *total.entry(name).or_default() += seats;
            }
            drawn.push_str(&text::record(&record, &election.title, Lang::En, Style::PLAIN));
            drawn.push('\n');
        }
        if !expected.total.is_empty() && expected.total != total {
            wrong.push(format!("{id}: {:?} by the authority, {total:?} here", expected.total));
        }
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../elections")
            .join(&id)
            .join("record.txt");
        if bless {
            std::fs::write(&path, &drawn).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        if kept != drawn {
            wrong.push(format!("{id}: record.txt has changed; read the difference and bless it"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Seats by the name of the list, or of the person who has one.
fn won(record: &suffrage::Record) -> Seats {
    let outcome = Outcome::of(record);
    let persons = outcome.elected().iter().map(|place| (record.name(*place).to_owned(), 1));
    let lists = (0u32..)
        .zip(&record.candidacies)
        .map(|(place, one)| (one.name.clone(), outcome.seats_of(place)));
    persons.chain(lists).filter(|(_, seats)| *seats > 0).collect()
}

/// Everything in which a record differs from the authority's word.
fn differs(id: &str, expected: &Expected, record: &suffrage::Record) -> Vec<String> {
    let (outcome, code) = (Outcome::of(record), &record.contest.code);
    let mut wrong = Vec::new();
    let mut differ = |what: &str, expected: String, found: String| {
        if expected != found {
            wrong.push(format!("{id} {code}: {what}: {expected} by the authority, {found} here"));
        }
    };
    let name = |place: &u32| record.name(*place).to_owned();
    let elected: Vec<String> = outcome.elected().iter().map(name).collect();
    if expected.total.is_empty() {
        differ("elected", format!("{:?}", expected.elected), format!("{elected:?}"));
    }
    differ("adopted", format!("{:?}", expected.adopted), format!("{:?}", outcome.answer()));
    let all: Seats = (0u32..)
        .zip(&record.candidacies)
        .map(|(place, one)| (one.name.clone(), outcome.seats_of(place)))
        .filter(|(_, seats)| *seats > 0)
        .collect();
    // The authority may know a list by its code: a name can change between rounds.
    let by_name = |key: &String| {
        record.candidacies.iter().find(|one| one.code == *key).map_or(key, |one| &one.name).clone()
    };
    if let Some(seats) = expected.seats.get(code) {
        let seats: Seats = seats.iter().map(|(key, seats)| (by_name(key), *seats)).collect();
        differ("seats", format!("{seats:?}"), format!("{all:?}"));
    }
    for (number, area) in (0u32..).zip(&record.areas).skip(1) {
        let Some(seats) = expected.seats.get(&area.code) else { continue };
        let seats: Seats = seats
            .iter()
            .filter(|one| *one.1 > 0)
            .map(|(key, seats)| (by_name(key), *seats))
            .collect();
        let found: Seats = (0u32..)
            .zip(&record.candidacies)
            .map(|(place, one)| (one.name.clone(), outcome.seats_in(number, place)))
            .filter(|(_, seats)| *seats > 0)
            .collect();
        differ(&area.code, format!("{seats:?}"), format!("{found:?}"));
    }
    if !record.areas.is_empty() {
        let known = |key: &&String| record.areas.iter().all(|area| area.code != **key);
        let strangers: Vec<&String> = expected.seats.keys().filter(known).collect();
        assert!(strangers.is_empty(), "{id}: no such areas: {strangers:?}");
        let area = |one: &(u32, u32)| record.areas[one.0 as usize].code.clone();
        let mut not_seated: Vec<String> = outcome.not_seated().iter().map(area).collect();
        not_seated.sort_unstable();
        differ("not seated", format!("{:?}", expected.not_seated), format!("{not_seated:?}"));
    }
    for (pot, seats) in expected.pots.get(code).into_iter().flatten() {
        let found = outcome.pots().iter().find(|one| one.pot == *pot);
        let found: Seats = found.map_or_else(Seats::new, |pot| {
            pot.won
                .iter()
                .filter(|(_, seats)| **seats > 0)
                .map(|(place, seats)| (name(place), *seats))
                .collect()
        });
        differ(pot, format!("{seats:?}"), format!("{found:?}"));
    }
    for (list, persons) in expected.persons.get(code).into_iter().flatten() {
        let place =
            record.candidacies.iter().position(|one| one.name == *list).unwrap_or(usize::MAX);
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        let seated =
            outcome.pots().iter().flat_map(|pot| pot.persons.get(&place).into_iter().flatten());
        let found: Vec<String> = seated.map(|one| one.name.clone()).collect();
        differ(list, format!("{persons:?}"), format!("{found:?}"));
    }
    let said = expected.seats.contains_key(code) || expected.pots.contains_key(code);
    assert!(
        said || !expected.elected.is_empty()
            || !expected.total.is_empty()
            || expected.adopted.is_some(),
        "{id} {code}: nothing is expected"
    );
    assert!(
        outcome.is_complete() || expected.differs.contains_key(code),
        "{id} {code} is not complete"
    );
    wrong
}
