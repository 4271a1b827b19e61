//! Steps over several tiers as tables: levelling with its whole ladder, and who is seated where.

use std::collections::{BTreeMap, BTreeSet};

use suffrage::number::Votes;
use suffrage::record::OfTiers;
use suffrage::render::number;
use suffrage::tally::Place;
use suffrage::{Lang, Record, say};
use suffrage_serve::{figures, words};

use crate::protocol::Grid;

/// Whether the tables of a step say all that follows its first sentence.
#[must_use]
pub fn said_by_tables(step: &OfTiers) -> bool {
    match step {
        OfTiers::Placed { included, beyond, .. } => included.is_empty() && beyond.is_empty(),
        _ => false,
    }
}

/// The tables of a step; none where its lines say all.
#[must_use]
pub fn tables(record: &Record, step: &OfTiers, votes: &[Votes], lang: Lang) -> Vec<Grid> {
    match step {
        OfTiers::Levelling { rounds, rows, .. } => {
            let steps = rounds.iter().flat_map(|round| &round.steps);
            let ladders = steps.filter_map(|one| figures::table(record, &one.step, votes, lang));
            let mut tables: Vec<Grid> = ladders.map(Grid::of).collect();
            let count = |seats: u32| number::votes(seats.into(), lang);
            let rows = rows.iter().map(|row| {
                let name = record.name(row.place).to_owned();
                vec![name, count(row.share), count(row.won), count(row.levelling)]
            });
            tables.push(Grid {
                head: vec![
                    words::word(lang, "list"),
                    say!(lang, "Share", "Part"),
                    say!(lang, "Won below", "Acquis"),
                    say!(lang, "Levelling", "Compensatoires"),
                ],
                numbers: vec![false, true, true, true],
                rows: rows.collect(),
                strong: Vec::new(),
            });
            tables
        }
        OfTiers::Placed { seats, .. } if said_by_tables(step) => {
            let mut given: BTreeMap<(u32, Place), u32> = BTreeMap::new();
            for (place, area) in seats {
                *given.entry((*area, *place)).or_default() += 1;
            }
            vec![by_area(record, &given, lang)]
        }
        _ => Vec::new(),
    }
}

/// A row for each area, a column for each list.
fn by_area(record: &Record, given: &BTreeMap<(u32, Place), u32>, lang: Lang) -> Grid {
    let areas: BTreeSet<u32> = given.keys().map(|one| one.0).collect();
    let places: BTreeSet<Place> = given.keys().map(|one| one.1).collect();
    let name = |area: u32| {
        let named = record.areas.get(area as usize);
        named.map_or("", |one| if one.name.is_empty() { &one.code } else { &one.name })
    };
    let seats = |area: &u32, place: &Place| match given.get(&(*area, *place)) {
        Some(seats) => number::votes((*seats).into(), lang),
        None => "–".to_owned(),
    };
    let rows = areas.iter().map(|area| {
        let cells = places.iter().map(|place| seats(area, place));
        std::iter::once(name(*area).to_owned()).chain(cells).collect()
    });
    let lists = places.iter().map(|place| record.name(*place).to_owned());
    let head: Vec<String> = std::iter::once(String::new()).chain(lists).collect();
    let numbers = (0..head.len()).map(|at| at > 0).collect();
    Grid { head, numbers, rows: rows.collect(), strong: Vec::new() }
}
