//! Cast vote records as Dominion exports them in one file: CSV with four lines of header.
//!
//! Line 1 names the election and the version of the program, line 2 the contest of each column,
//! `Mayor (Vote For=1)` or `Mayor (Number of positions=1, Number of ranks=3)`, line 3 the choice,
//! `Alice` or `Alice(1)` with its rank, line 4 the columns of the record (`CvrNumber`,
//! `TabulatorNum`, …) and the parties. A cell is 1 or 0, and empty where the ballot does not hold
//! the contest.
//!
//! Traps. Numbers may stand as `="1"`, so that spreadsheets leave them alone. Columns of the record
//! come and go (`CountingGroup`, `PrecinctPortion`): the choices are found by line 2. Names may hold
//! line breaks. A choice is known by its own rank, so the order of columns does not matter, but a
//! name that is missing in one rank is a fault. Overvotes stand as several marks, a candidate ranked
//! twice in two ranks. A record given twice would count twice.

use std::collections::{HashMap, HashSet};

use super::columns::Rows;
use super::grid::{self, Grid, Square, bare};
use super::polls::{Poll, is_write_in};
use super::{Format, Input, Reading, Table};
use crate::ballots::{Mark, Marking};
use crate::diagnostic::{Diagnostic, Fault};

const NUMBER: &str = "CvrNumber";
const FORM: &str = "Mayor (Vote For=1)";
/// How far into the text the fourth line of the header may begin.
const HEADER: usize = 1 << 20;

/// Whether a line near the beginning starts as the fourth of such a file does.
pub(crate) fn is_dominion_csv(input: &Input) -> bool {
    let mut at = 0;
    for line in input.text.split_inclusive('\n') {
        if line.trim_start_matches(['"', '=']).starts_with(NUMBER) {
            return true;
        }
        at += line.len();
        // Short lines of another form are not searched to the end of a large file.
        if at > HEADER || (at > 1 << 12 && line.len() < 200) {
            return false;
        }
    }
    false
}

/// What line 2 says of a contest: its name, how many are elected or may be chosen, its ranks.
fn contest(text: &str) -> Option<(String, u32, Option<u16>)> {
    let text = super::one_line(text);
    let inner = text.strip_suffix(')')?;
    let (name, said) = inner.rsplit_once('(')?;
    let (mut votes, mut ranks) = (None, None);
    for part in said.split(',') {
        let (key, number) = part.split_once('=')?;
        match key.trim().to_lowercase().as_str() {
            "vote for" | "number of positions" => votes = Some(number.trim().parse().ok()?),
            "number of ranks" => ranks = Some(number.trim().parse().ok()?),
            _ => return None,
        }
    }
    let ranks = match ranks {
        None | Some(1..=1000) => ranks,
        Some(_) => return None,
    };
    Some((name.trim().to_owned(), votes.filter(|votes| *votes > 0)?, ranks))
}

/// A choice of a ranked contest: its name and rank.
fn ranked(text: &str) -> Option<(String, u16)> {
    let (name, rank) = text.trim().strip_suffix(')')?.rsplit_once('(')?;
    Some((super::one_line(name), rank.trim().parse().ok()?))
}

/// Reads the table.
pub(crate) fn read(mut rows: Rows<'_>, reading: Reading<'_>) -> Result<Table, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let grids = header(&mut rows, &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    grid::read(rows, grids, NUMBER, reading, Format::DominionCsv)
}

fn misplaced(rows: &Rows<'_>, faults: &mut Vec<Diagnostic>) {
    let fault = Fault::HeaderLines { line: NUMBER.to_owned() };
    faults.push(Diagnostic::at(&rows.input.file, rows.row_span(), fault));
}

/// The contests of the header; the rows then stand before the first ballot, and the columns are
/// named after the choices.
fn header(rows: &mut Rows<'_>, faults: &mut Vec<Diagnostic>) -> Vec<Grid> {
    // Lines whose cells are all empty count here: a file without contests has two of them.
    let more = rows.next_line();
    if !more || bare(rows.cell(0)) == NUMBER {
        misplaced(rows, faults);
        return Vec::new();
    }
    let contests: Vec<String> = rows.cells().map(str::to_owned).collect();
    let mut grids: Vec<Grid> = Vec::new();
    let mut of_column: Vec<Option<(usize, Option<u16>)>> = Vec::new();
    for (index, text) in contests.iter().enumerate() {
        let text = bare(text);
        if text.is_empty() {
            of_column.push(None);
            continue;
        }
        let Some((name, votes, ranks)) = contest(text) else {
            of_column.push(None);
            // A contest of many columns is told once.
            if index == 0 || contests[index - 1] != contests[index] {
                let (text, form) = (super::one_line(text), FORM.to_owned());
                faults.push(rows.at(index, Fault::VotesUnsaid { text, form }));
            }
            continue;
        };
        let at = grids.iter().position(|one| one.poll.name == name).unwrap_or_else(|| {
            let marking = if ranks.is_some() { Marking::Ranked } else { grid::marking_of(votes) };
            let code = (grids.len() + 1).to_string();
            let mut poll = Poll::new(code, name, marking, ranks.unwrap_or(1));
            poll.seats = Some(votes);
            grids.push(Grid { poll, marking, squares: Vec::new() });
            grids.len() - 1
        });
        of_column.push(Some((at, ranks)));
    }
    let line = rows.row_span();
    let more = rows.next_line();
    if !more || bare(rows.cell(0)) == NUMBER {
        misplaced(rows, faults);
        return grids;
    }
    rows.header = rows.cells().map(|cell| super::one_line(bare(cell))).collect();
    for (index, of) in of_column.iter().enumerate() {
        if let Some((at, ranks)) = of {
            square(rows, index, *ranks, &mut grids[*at], faults);
        }
    }
    if faults.is_empty() && grids.is_empty() {
        faults.push(Diagnostic::at(&rows.input.file, line, Fault::NoContests {}));
    }
    let of_rank = of_column.iter().flatten().filter_map(|(at, ranks)| ranks.map(|one| (*at, one)));
    complete(rows, &grids, &of_rank.collect::<HashMap<usize, u16>>(), faults);
    rows.next_line();
    // The fourth line names the columns of the record.
    let own: Vec<String> = rows.cells().map(|cell| bare(cell).to_owned()).collect();
    if own.first().map(String::as_str) != Some(NUMBER) {
        misplaced(rows, faults);
    }
    rows.header.resize(rows.header.len().max(own.len()), String::new());
    for (index, name) in own.into_iter().enumerate() {
        if of_column.get(index).is_none_or(Option::is_none) {
            rows.header[index] = name;
        }
    }
    grids
}

/// The square of one column of line 3.
fn square(
    rows: &Rows<'_>,
    index: usize,
    ranks: Option<u16>,
    grid: &mut Grid,
    faults: &mut Vec<Diagnostic>,
) {
    let text = rows.header.get(index).cloned().unwrap_or_default();
    if text.is_empty() {
        faults.push(rows.at(index, Fault::NameEmpty { column: grid.poll.name.clone() }));
        return;
    }
    let (name, rank) = match ranks {
        None => (text.clone(), 1),
        Some(most) => match ranked(&text).filter(|(_, rank)| (1..=most).contains(rank)) {
            Some(found) => found,
            None => {
                let form = "Ann Lee(2)".to_owned();
                faults.push(rows.at(index, Fault::RankUnsaid { text, form }));
                return;
            }
        },
    };
    if name.is_empty() {
        faults.push(rows.at(index, Fault::NameEmpty { column: grid.poll.name.clone() }));
        return;
    }
    let written = is_write_in(&name);
    let mark = if written { Some(Mark::WRITE_IN) } else { grid.poll.candidate(&name, &name) };
    let Some(mark) = mark else {
        let (column, text) = ("candidates".to_owned(), format!("more than {}", Mark::MOST));
        faults.push(rows.at(index, Fault::TooGreat { column, text }));
        return;
    };
    if !written && grid.squares.iter().any(|one| one.rank == rank && one.mark == mark) {
        faults.push(rows.at(index, Fault::ColumnTwice { column: text }));
    }
    grid.squares.push(Square { column: index, rank, mark });
}

/// Every candidate of a ranked contest has a column for each rank.
fn complete(
    rows: &Rows<'_>,
    grids: &[Grid],
    ranks: &HashMap<usize, u16>,
    faults: &mut Vec<Diagnostic>,
) {
    for (at, grid) in grids.iter().enumerate() {
        let Some(most) = ranks.get(&at) else { continue };
        let has: HashSet<(Mark, u16)> =
            grid.squares.iter().map(|one| (one.mark, one.rank)).collect();
        let mut told: HashSet<Mark> = HashSet::new();
        for square in &grid.squares {
            if !told.insert(square.mark) || faults.len() >= super::MOST_TOLD {
                continue;
            }
            for rank in (1..=*most).filter(|rank| !has.contains(&(square.mark, *rank))) {
                let text = rows.header.get(square.column).cloned().unwrap_or_default();
                let name = ranked(&text).map_or(text, |one| one.0);
                let contest = grid.poll.name.clone();
                let fault = Fault::RankColumnMissing { name, rank, contest };
                faults.push(rows.at(square.column, fault));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "Election,5.2,,,,,,,\n\
        ,,,\"Mayor (Number of positions=1, Number of ranks=2)\",\"Mayor (Number of positions=1, Number of ranks=2)\",\
        \"Mayor (Number of positions=1, Number of ranks=2)\",\"Mayor (Number of positions=1, Number of ranks=2)\",Board (Vote For=2),Board (Vote For=2)\n\
        ,,,Ann(1),Bo(1),Ann(2),Bo(2),Cy,Write-in\n\
        CvrNumber,TabulatorNum,RecordId,,,,,,\n\
        =\"1\",1,1,1,0,1,0,,\n2,1,2,=\"1\",1,0,0,1,1\n3,1,3,,,,,0,0\n";

    #[test]
    fn ranks_overvotes_and_contests_that_are_not_on_the_ballot() {
        let input = Input { file: "x.csv".to_owned(), text: FILE.to_owned() };
        assert!(is_dominion_csv(&input));
        let table = read(Rows::open(&input).unwrap(), Reading::PLAIN).unwrap();
        let [mayor, board] = table.contests.as_slice() else { panic!("{table:?}") };
        assert_eq!((mayor.name.as_str(), mayor.seats, board.seats), ("Mayor", Some(1), Some(2)));
        let (mayor, board) = (mayor.ballots.as_ref().unwrap(), board.ballots.as_ref().unwrap());
        assert_eq!((mayor.cast(), mayor.ranks(), board.cast()), (2, 2, 2));
        let [a, b] = [0, 1].map(Mark::of);
        assert!(mayor.iter().any(|(marks, _)| marks == [a, a]));
        assert!(mayor.iter().any(|(marks, _)| marks == [a, b.beside()]));
        assert!(board.iter().any(|(marks, _)| marks == [Mark::of(0), Mark::WRITE_IN]));
    }

    #[test]
    fn what_line_two_says_of_a_contest() {
        assert_eq!(contest("Mayor (Vote For=1)"), Some(("Mayor".to_owned(), 1, None)));
        let two = contest("Board (Ward 3) (Number of positions=2, Number of ranks=4)");
        assert_eq!(two, Some(("Board (Ward 3)".to_owned(), 2, Some(4))));
        assert_eq!(contest("Mayor (Vote For=2.0)"), None);
        assert_eq!(contest("Mayor"), None);
    }
}
