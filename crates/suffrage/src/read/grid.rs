//! Ballots as squares: a row for each ballot, a column for each square that can be marked.
//!
//! A cell is 1 for a mark and 0 for none. A ballot that does not hold a contest has every cell of
//! it empty; some empty and some not is a fault, since nobody can say which of the two is meant.
//! Several marks in one rank stand beside each other; a candidate marked in two ranks stands twice.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::columns::Rows;
use super::parts::Own;
use super::polls::{Order, Poll};
use super::{Format, Reading, Table};
use crate::ballots::{Mark, Marking, TooMany};
use crate::diagnostic::{Diagnostic, Fault};
use crate::tally::Contest;

/// A square: its column, the rank it stands for (1 where there are none), and whom.
pub(crate) struct Square {
    pub column: usize,
    pub rank: u16,
    pub mark: Mark,
}

/// A contest with its squares.
pub(crate) struct Grid {
    pub poll: Poll,
    pub marking: Marking,
    pub squares: Vec<Square>,
}

/// How a contest is marked that allows so many votes: one vote is one rank, in which a second mark
/// is told as such; of several votes each is a mark of its own.
pub(crate) fn marking_of(votes: u32) -> Marking {
    if votes == 1 { Marking::Ranked } else { Marking::Approved }
}

/// A cell without the dress that spreadsheets give to numbers that shall stay text: `="1"`.
pub(crate) fn bare(cell: &str) -> &str {
    let inner = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inner.unwrap_or(cell).trim()
}

/// Reads the rows below a header whose squares are known; `number` is the column that says which
/// record a row is, and would say so twice if one counted twice.
pub(crate) fn read(
    mut rows: Rows<'_>,
    grids: Vec<Grid>,
    number: &str,
    reading: Reading<'_>,
    format: Format,
) -> Result<Table, Vec<Diagnostic>> {
    let keeping = |grid: Grid| Grid { poll: grid.poll.keeping(reading.papers), ..grid };
    let mut grids: Vec<Grid> = grids.into_iter().map(keeping).collect();
    let squares: HashSet<usize> =
        grids.iter().flat_map(|grid| &grid.squares).map(|one| one.column).collect();
    let own = Own::of(&rows, reading.by, |at| !squares.contains(&at))?;
    let (column, header) = (rows.column(number), rows.row_span());
    let mut seen: HashMap<String, u64> = HashMap::new();
    let (mut read, mut faults) = (0u64, Vec::new());
    while faults.len() < super::MOST_TOLD && rows.next() {
        read += 1;
        let (found, wanted) = (rows.len(), rows.header.len());
        if found != wanted {
            let fault = Fault::TooFewFields { found, wanted };
            faults.push(Diagnostic::at(&rows.input.file, rows.row_span(), fault));
            continue;
        }
        if let Some(at) = column
            && let Some(first) = seen.insert(bare(rows.cell(at)).to_owned(), rows.line())
        {
            let (code, column) = (bare(rows.cell(at)).to_owned(), number.to_owned());
            faults.push(rows.at(at, Fault::SameCodeTwice { column, code, first }));
        }
        ballot(&rows, &own, &mut grids, &mut faults);
    }
    if read == 0 {
        faults.push(Diagnostic::at(&rows.input.file, header, Fault::NoRows {}));
    }
    finish(&rows, own, grids, format, faults)
}

/// Adds the ballot of a row to each contest that it holds.
fn ballot(rows: &Rows<'_>, own: &Own, grids: &mut [Grid], faults: &mut Vec<Diagnostic>) {
    for grid in grids {
        let empty = |square: &&Square| bare(rows.cell(square.column)).is_empty();
        let blank = grid.squares.iter().filter(empty).count();
        if blank == grid.squares.len() {
            continue;
        }
        if blank > 0 {
            let column = grid.squares.iter().find(empty).map_or(0, |square| square.column);
            let contest = grid.poll.name.clone();
            faults.push(rows.at(column, Fault::PartOfContest { contest }));
            continue;
        }
        let mut ranks: BTreeMap<u16, Vec<Mark>> = BTreeMap::new();
        for square in &grid.squares {
            match bare(rows.cell(square.column)) {
                "0" => {}
                "1" => ranks.entry(square.rank).or_default().push(square.mark),
                text => {
                    let column = rows.header.get(square.column).cloned().unwrap_or_default();
                    let text = text.to_owned();
                    faults.push(rows.at(square.column, Fault::NotAMark { column, text }));
                }
            }
        }
        let marks = match grid.marking {
            Marking::Approved => {
                let mut marks: Vec<Mark> = ranks.into_values().flatten().collect();
                marks.sort_unstable();
                marks
            }
            _ => super::in_ranks(ranks),
        };
        if grid.poll.add(&marks, 1, own.part(rows)).is_err() {
            faults.push(rows.at(0, Fault::TooManyBallots {}));
        }
    }
}

/// The contests, if there is no fault.
fn finish(
    rows: &Rows<'_>,
    own: Own,
    grids: Vec<Grid>,
    format: Format,
    mut faults: Vec<Diagnostic>,
) -> Result<Table, Vec<Diagnostic>> {
    if !faults.is_empty() {
        return Err(faults);
    }
    let contests = grids.into_iter().map(|grid| {
        let contest = grid.poll.finish(Order::Listed)?;
        Ok(Contest { fields: own.names.clone(), ..contest })
    });
    match contests.collect::<Result<Vec<_>, TooMany>>() {
        Ok(contests) => Ok(Table { format, contests, faulty: Vec::new(), doubts: Vec::new() }),
        Err(_) => {
            faults.push(Diagnostic::at(&rows.input.file, 0..0, Fault::TooManyBallots {}));
            Err(faults)
        }
    }
}
