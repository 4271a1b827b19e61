//! History: elections on board, counted by their own law and held against the authority's word.

use std::collections::BTreeMap;

use suffrage::law::Text;
use suffrage::tally::Contest;
use suffrage::{Fault, LawBook, Outcome, Record, Wish};

use crate::board::{self, Expected};
use crate::{prepare, records};

type Seats = BTreeMap<String, u32>;

/// An election on board and its records.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Its title.
    pub title: Text,
    /// The law it was counted by, without the system.
    pub law: String,
    /// The contests, as counted.
    pub contests: Vec<Contest>,
    /// Their records, in the same order.
    pub records: Vec<Record>,
}

/// Counts an election on board by its own law.
///
/// # Errors
/// Every fault of its files, its law or its count.
pub fn counted(book: &LawBook, id: &str) -> Result<Counted, Vec<Fault>> {
    let files = board::election(id).map_err(|trouble| only(trouble.faults))?;
    let (election, _) = suffrage::read::folder::election(id, &files).map_err(only)?;
    let (law, system) = match election.law.split_once(':') {
        Some((law, system)) => (law.to_owned(), Some(system.to_owned())),
        None => (election.law.clone(), None),
    };
    let on_day = book.on(&law, election.date, &[])?;
    let mut contests = election.contests;
    prepare(&on_day, &mut contests)?;
    let wish = Wish { system, ..Wish::default() };
    let records = records(&on_day, &contests, &election.lots, &wish)?;
    Ok(Counted { title: election.title, law, contests, records })
}

fn only(faults: Vec<suffrage::Diagnostic>) -> Vec<Fault> {
    faults.into_iter().map(|one| one.fault).collect()
}

/// Everything in which an election differs from the authority's word: each contest, and the total
/// where the authority published no more.
///
/// # Panics
/// If the file says nothing of a contest, or of areas that are none: our own fault.
#[must_use]
pub fn all_differs(id: &str, expected: &Expected, counted: &Counted) -> Vec<String> {
    let mut wrong: Vec<String> =
        counted.records.iter().flat_map(|record| differs(id, expected, record)).collect();
    let mut total = Seats::new();
    for (name, seats) in counted.records.iter().flat_map(won) {
        *total.entry(name).or_default() += seats;
    }
    if !expected.total.is_empty() && expected.total != total {
        wrong.push(format!("{id}: {:?} by the authority, {total:?} here", expected.total));
    }
    wrong
}

/// Seats by the name of the list, or of the person who has one.
fn won(record: &Record) -> Seats {
    let outcome = Outcome::of(record);
    let persons = outcome.elected().iter().map(|place| (record.name(*place).to_owned(), 1));
    let lists = (0u32..)
        .zip(&record.candidacies)
        .map(|(place, one)| (one.name.clone(), outcome.seats_of(place)));
    persons.chain(lists).filter(|(_, seats)| *seats > 0).collect()
}

/// Everything in which a record differs from the authority's word.
///
/// # Panics
/// If the file says nothing of the contest, or of areas that are none: our own fault.
fn differs(id: &str, expected: &Expected, record: &Record) -> Vec<String> {
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
