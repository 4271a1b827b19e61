//! The figures of a step as a table: one for pages, one for paper.

use std::collections::BTreeMap;
use std::rc::Rc;

use suffrage::method::highest_averages::Divisors;
use suffrage::number::{Exact, Votes};
use suffrage::record::Lost;
use suffrage::render::{number, words as engine};
use suffrage::tally::Place;
use suffrage::{Lang, Record, Step};
use suffrage_charts::{Cell, Table};

use crate::words::word;

/// The votes of each candidacy as they stood before each step.
#[must_use]
pub fn votes_before(record: &Record) -> Vec<Rc<Vec<Votes>>> {
    let mut now = Rc::new(vec![0; record.candidacies.len()]);
    let each = record.steps.iter().map(|entry| {
        if let Step::Figures { votes, .. } = &entry.step {
            let mut fresh = vec![0; record.candidacies.len()];
            votes.iter().for_each(|(place, given)| fresh[*place as usize] = *given);
            now = Rc::new(fresh);
        }
        now.clone()
    });
    each.collect()
}

/// Every figure of a step that has figures for many; `None` where its sentences say all.
///
/// `votes` are those of each candidacy before the step.
#[must_use]
pub fn table(record: &Record, step: &Step, votes: &[Votes], lang: Lang) -> Option<Table> {
    match step {
        Step::Averages { divisors, held, won, .. } => {
            averages(record, divisors, held, won, votes, lang)
        }
        Step::Remainders { remainders, .. } => {
            let rows = remainders.iter().map(|(place, rest)| {
                vec![
                    Cell::Word(record.name(*place).to_owned()),
                    Cell::Number(number::decimal(*rest, lang), rest.to_string()),
                ]
            });
            filled(vec![word(lang, "name"), word(lang, "votes")], rows.collect())
        }
        Step::Stage { votes, lost, .. } => stage(record, votes, lost, lang),
        Step::Compared { ballots } | Step::Paths { strength: ballots } => {
            matrix(record, ballots, lang)
        }
        _ => None,
    }
}

fn filled(head: Vec<String>, rows: Vec<Vec<Cell>>) -> Option<Table> {
    (!rows.is_empty()).then_some(Table { head, rows })
}

fn given(votes: Votes, lang: Lang) -> Cell {
    Cell::Number(number::votes(votes, lang), votes.to_string())
}

/// Seat after seat: who won it, with which average.
fn averages(
    record: &Record,
    divisors: &str,
    held: &[(Place, u32)],
    won: &[Place],
    votes: &[Votes],
    lang: Lang,
) -> Option<Table> {
    let sequence = divisors.parse::<Divisors>().ok()?;
    let of = |place: Place| match (place as usize).checked_sub(record.candidacies.len()) {
        None => votes[place as usize],
        Some(at) => {
            record.alliances[at].members.iter().filter_map(|one| votes.get(*one as usize)).sum()
        }
    };
    let mut seats: BTreeMap<Place, u32> = held.iter().copied().collect();
    let rows = won.iter().enumerate().map(|(number, place)| {
        let before = seats.entry(*place).or_default();
        let average = sequence.average(of(*place), *before);
        *before += 1;
        let average = match average {
            Some(one) => Cell::Number(number::decimal(one, lang), one.to_string()),
            None => Cell::Number("–".to_owned(), String::new()),
        };
        vec![Cell::plain(number + 1), Cell::Word(record.name(*place).to_owned()), average]
    });
    filled(vec![word(lang, "seats"), word(lang, "list"), "÷".to_owned()], rows.collect())
}

/// Who has how many votes at a stage, the most first, then what is with nobody.
fn stage(
    record: &Record,
    votes: &[(Place, Exact)],
    lost: &[(Lost, Exact)],
    lang: Lang,
) -> Option<Table> {
    let mut order: Vec<&(Place, Exact)> = votes.iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1));
    let row = |name: String, votes: &Exact| {
        vec![Cell::Word(name), Cell::Number(number::exact(votes, lang), votes.to_string())]
    };
    let held = order.into_iter().map(|(place, votes)| row(record.name(*place).to_owned(), votes));
    let nobody = lost.iter().map(|(why, votes)| row(engine::lost(*why, lang), votes));
    filled(vec![word(lang, "name"), word(lang, "votes")], held.chain(nobody).collect())
}

/// Each against each.
fn matrix(record: &Record, rows: &[Vec<Votes>], lang: Lang) -> Option<Table> {
    let name = |at: usize| record.candidacies.get(at).map_or(String::new(), |one| one.name.clone());
    let head = std::iter::once(word(lang, "name")).chain((0..rows.len()).map(name)).collect();
    let body = rows.iter().enumerate().map(|(at, row)| {
        let cells = row.iter().enumerate().map(|(other, votes)| match at == other {
            true => Cell::Number("–".to_owned(), String::new()),
            false => given(*votes, lang),
        });
        std::iter::once(Cell::Word(name(at))).chain(cells).collect()
    });
    filled(head, body.collect())
}
