//! Ranked ballots as a spreadsheet with a column for each candidate: a cell is the rank given.
//!
//! Surveys and some exports write `Lettuce,Broccoli,Cucumber` and, on each row, `2,,1`. Columns of
//! the ballot itself (number, precinct, batch) stand before them: a column is one of those if it has
//! a known name, or none, or holds words before the first that holds numbers. A column `count` says how many ballots a
//! row stands for; a column named `Write-in` is a name nobody declared.
//!
//! Traps. The same table could hold scores, of which the highest is the best: 1 is the best rank
//! and a poor score. A header does not tell the two apart, and content cannot: a voter who scores
//! may give 1, 2 and 3 once each, and one who ranks may give 2 twice or leave 1 out. So nothing is
//! guessed: whoever gives the file says it ([`super::Cells`]), and is asked where it is not said.
//! Ranks given twice stand beside each other, ranks left out are empty.

use std::collections::BTreeMap;

use super::columns::Rows;
use super::parts::Own;
use super::polls::{Order, Poll, is_write_in};
use super::{Format, Reading, Table};
use crate::ballots::{Mark, Marking};
use crate::diagnostic::{Diagnostic, Fault};
use crate::tally::Contest;

pub(crate) const COUNT: &[&str] = &["count", "ballots", "weight", "nombre", "bulletins"];
pub(crate) const ASIDE: &[&str] = &[
    "#",
    "ballot",
    "ballot #",
    "ballot id",
    "ballot number",
    "batch",
    "batch id",
    "bulletin",
    "bureau",
    "date",
    "id",
    "no",
    "number",
    "precinct",
    "precinct id",
    "response id",
    "time",
    "timestamp",
    "voter",
    "voter id",
];
/// The highest rank that anybody may have written.
const HIGHEST: u16 = 1000;

/// What each column is for.
pub(crate) struct Columns {
    pub count: Option<usize>,
    /// The columns of candidates, in order.
    pub names: Vec<usize>,
}

impl Columns {
    /// Whether a column says how people voted, and nothing of the ballot itself.
    pub fn is_of_votes(&self, column: usize) -> bool {
        self.count == Some(column) || self.names.contains(&column)
    }
}

/// Finds the columns of candidates; the rows are read to their end.
pub(crate) fn columns(rows: &mut Rows<'_>) -> Columns {
    let mut numbers = vec![0u64; rows.header.len()];
    let mut words = vec![0u64; rows.header.len()];
    while rows.next() {
        for (index, cell) in rows.cells().enumerate().take(numbers.len()) {
            match cell {
                "" => {}
                cell if is_mark(cell) => numbers[index] += 1,
                _ => words[index] += 1,
            }
        }
    }
    let lower: Vec<String> = rows.header.iter().map(|name| name.to_lowercase()).collect();
    let count = lower.iter().position(|name| COUNT.contains(&name.as_str()));
    let known = |index: usize| {
        let name = lower[index].replace('_', " ");
        let nameless = name.is_empty() && (index == 0 || numbers[index] + words[index] == 0);
        nameless || ASIDE.contains(&name.as_str()) || Some(index) == count
    };
    let first = (0..lower.len()).find(|index| !known(*index) && numbers[*index] > 0).unwrap_or(0);
    let aside = |index: usize| known(index) || (index < first && words[index] > 0);
    let names = (0..lower.len()).filter(|index| !aside(*index)).collect();
    Columns { count, names }
}

/// What may be meant as a rank or a score: `2`, `2nd`, `-1`, `x`.
fn is_mark(cell: &str) -> bool {
    cell.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '+'))
        || matches!(cell, "x" | "X" | "✓" | "✔")
}

/// Whether the table can be one of ranks or of scores: three columns or more with small numbers.
pub(crate) fn is_open(rows: &mut Rows<'_>, found: &Columns) -> bool {
    const SMALL: u32 = 100;
    let (mut any, mut small) = (false, found.names.len() > 2);
    while small && rows.next() {
        for cell in found.names.iter().map(|index| rows.cell(*index)) {
            any |= !cell.is_empty();
            let number = cell.parse::<u32>();
            small &= cell.is_empty() || number.is_ok_and(|number| number <= SMALL);
        }
    }
    any && small
}

/// Reads the table.
pub(crate) fn read(
    mut rows: Rows<'_>,
    found: &Columns,
    reading: Reading<'_>,
) -> Result<Table, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let own = Own::of(&rows, reading.by, |at| !found.is_of_votes(at))?;
    let name = super::stem(&rows.input.file);
    let mut poll = Poll::new("1".to_owned(), name, Marking::Ranked, 0).keeping(reading.papers);
    let mut marks: Vec<(usize, Mark)> = Vec::new();
    for index in &found.names {
        let name = super::one_line(&rows.header[*index]);
        let known = rows.header[..*index].iter().any(|one| *one == rows.header[*index]);
        let fault = match is_write_in(&name) {
            true => None,
            false if name.is_empty() => Some(Fault::NameEmpty { column: (index + 1).to_string() }),
            false if known => Some(Fault::ColumnTwice { column: name.clone() }),
            false => None,
        };
        let mark = match is_write_in(&name) {
            true => Some(Mark::WRITE_IN),
            false => poll.candidate(&name, &name),
        };
        match (fault, mark) {
            (None, Some(mark)) => marks.push((*index, mark)),
            (fault, _) => {
                let (column, text) = ("candidates".to_owned(), format!("more than {}", Mark::MOST));
                let fault = fault.unwrap_or(Fault::TooGreat { column, text });
                faults.push(Diagnostic::at(&rows.input.file, rows.header_cell(*index), fault));
            }
        }
    }
    if found.names.is_empty() {
        let fault = Fault::NoCandidateColumns {};
        faults.push(Diagnostic::at(&rows.input.file, rows.header_span(), fault));
    }
    let mut read = 0u64;
    while faults.len() < super::MOST_TOLD && rows.next() {
        read += 1;
        let (have, wanted) = (rows.len(), rows.header.len());
        if have != wanted {
            let fault = Fault::TooFewFields { found: have, wanted };
            faults.push(Diagnostic::at(&rows.input.file, rows.row_span(), fault));
            continue;
        }
        if let Some(fault) = super::total_row(&rows) {
            faults.push(fault);
            continue;
        }
        let weight = found.count.map_or(Some(1), |column| weight(&rows, column, &mut faults));
        let ballot = ballot(&rows, &marks, &mut faults);
        if let Some(weight) = weight
            && poll.add(&ballot, weight, own.part(&rows)).is_err()
        {
            faults.push(rows.at(0, Fault::TooManyBallots {}));
        }
    }
    if faults.is_empty() && read == 0 {
        faults.push(Diagnostic::at(&rows.input.file, rows.header_span(), Fault::NoRows {}));
    }
    match poll.finish(Order::Listed) {
        Ok(contest) if faults.is_empty() => {
            let contest = Contest { fields: own.names, ..contest };
            let (format, contests) = (Format::Given, vec![contest]);
            Ok(Table { format, contests, faulty: Vec::new(), doubts: Vec::new() })
        }
        Ok(_) => Err(faults),
        Err(_) => {
            faults.push(Diagnostic::at(&rows.input.file, 0..0, Fault::TooManyBallots {}));
            Err(faults)
        }
    }
}

/// How many ballots a row stands for.
fn weight(rows: &Rows<'_>, column: usize, faults: &mut Vec<Diagnostic>) -> Option<u64> {
    let Some(number) = rows.whole(column, faults) else {
        if rows.cell(column).is_empty() {
            faults.push(rows.at(column, Fault::Empty { column: rows.header[column].clone() }));
        }
        return None;
    };
    let weight = u64::try_from(number).ok();
    if weight.is_none() {
        faults.push(rows.at(column, Fault::TooManyBallots {}));
    }
    weight
}

/// The marks of a row in the order of their ranks.
fn ballot(rows: &Rows<'_>, marks: &[(usize, Mark)], faults: &mut Vec<Diagnostic>) -> Vec<Mark> {
    let mut ranks: BTreeMap<u16, Vec<Mark>> = BTreeMap::new();
    for (index, mark) in marks {
        let text = rows.cell(*index);
        if text.is_empty() {
            continue;
        }
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        match text.parse::<u16>().ok().filter(|rank| digits && (1..=HIGHEST).contains(rank)) {
            Some(rank) => ranks.entry(rank).or_default().push(*mark),
            None => {
                let (column, text) = (rows.header[*index].clone(), text.to_owned());
                faults.push(rows.at(*index, Fault::NotARank { column, text }));
            }
        }
    }
    super::in_ranks(ranks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Cells, Input, Reading, table, table_as};

    const FILE: &str = "Response ID,precinct_id,Lettuce,Broccoli,Cucumber,Write-In\n\
        a1,p1,,2,1,\nb2,p1,2,3,,1\nc3,,1,1,,3\n";

    fn input() -> Input {
        Input { file: "x/salad.csv".to_owned(), text: FILE.to_owned() }
    }

    #[test]
    fn a_cell_is_the_rank_given() {
        let ranks = Reading { cells: Cells::Ranks, ..Reading::PLAIN };
        let table = table_as(&input(), ranks).unwrap();
        let contest = &table.contests[0];
        let names: Vec<&str> = contest.candidacies.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(
            (contest.name.as_str(), names.as_slice()),
            ("salad", &["Lettuce", "Broccoli", "Cucumber"][..])
        );
        let ballots = contest.ballots.as_ref().unwrap();
        let [a, b, c] = [0, 1, 2].map(Mark::of);
        for wanted in [
            vec![c, b],
            vec![Mark::WRITE_IN, a, b],
            vec![a, b.beside(), Mark::SKIPPED, Mark::WRITE_IN],
        ] {
            assert!(ballots.iter().any(|(marks, _)| marks == wanted), "{wanted:?}");
        }
    }

    #[test]
    fn what_is_not_said_is_asked_and_scores_are_scores() {
        assert_eq!(table(&input()).unwrap_err()[0].fault, Fault::RanksOrScores {});
        let scores = Reading { cells: Cells::Scores, ..Reading::PLAIN };
        let table = table_as(&input(), scores).unwrap();
        assert_eq!(table.contests[0].ballots.as_ref().unwrap().marking(), Marking::Scored);
    }
}
