//! Cast vote records as ES&S exports them: a row for each record, a column for each rank of each
//! contest, as a workbook or CSV.
//!
//! The header begins with `Cast Vote Record`; columns of the record itself follow (`Precinct`,
//! `Ballot Style`, `Batch`, …), then the contests: `Mayor 1st Choice`, `Mayor Choice 2 (50)`, or
//! only `Mayor`, one vote. A cell names a candidate, `undervote`, `overvote` or a write-in.
//!
//! Traps. Lines may stand before the header (name of the election), and after the last record a
//! line `Total : 7`, which is no ballot: it is held against the number of rows. Blanks stand around
//! names. In a file of several contests a ballot whose cells of a contest are all empty does not
//! hold that contest; in a file of one contest it is an empty ballot. What an empty cell among
//! others says only the sender knows ([`Blanks`]). A record given twice would count twice.

use std::collections::HashMap;

use super::columns::Rows;
use super::parts::Own;
use super::polls::{Order, Poll};
use super::{Blanks, Format, Input, Reading, Table, ranks};
use crate::ballots::{Mark, Marking, Sequence, TooMany};
use crate::diagnostic::{Diagnostic, Fault, near};
use crate::tally::Contest;

const RECORD: &str = "cast vote record";
const RANKS: &[&str] = &["choice", "rank", "preference", "pref"];
const ASIDE: &[&str] = &[
    "audit number",
    "ballot status",
    "ballot style",
    "batch",
    "machine",
    "original ballot exception",
    "party",
    "poll place",
    "precinct",
    "remade ballot reason",
    "reporting group",
    "results report",
    "tabulator cvr",
    "write-in type",
];
/// The most lines that may stand before the header.
const PREAMBLE: usize = 20;

/// The byte at which the header begins, if the text is such a file.
pub(crate) fn header(input: &Input) -> Option<usize> {
    let mut at = 0;
    for line in input.text.split_inclusive('\n').take(PREAMBLE) {
        let first = line.trim_start_matches(['"', ' ']);
        if first.len() >= RECORD.len()
            && first.is_char_boundary(RECORD.len())
            && first[..RECORD.len()].eq_ignore_ascii_case(RECORD)
            && first[RECORD.len()..].trim_start_matches([' ', '"']).starts_with([',', ';', '\t'])
        {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// A contest with the columns of its ranks, from the first rank on.
struct Group {
    poll: Poll,
    columns: Vec<usize>,
}

/// The contest and the rank that a column holds: `Mayor 2nd Choice District 3`, `Mayor Choice 2 (50)`.
fn contest(name: &str) -> (String, Option<u16>) {
    // A number in brackets at the end is the maker's own.
    let inner = name.rsplit_once(" (").filter(|(_, end)| {
        end.strip_suffix(')').is_some_and(|number| number.bytes().all(|one| one.is_ascii_digit()))
    });
    let words: Vec<&str> = inner.map_or(name, |one| one.0).split_whitespace().collect();
    let is = |at: usize| words.get(at).is_some_and(|one| RANKS.contains(&&*one.to_lowercase()));
    let number = |at: usize| words.get(at).and_then(|one| ranks::ordinal(&one.to_lowercase()));
    for at in (0..words.len()).rev().filter(|at| is(*at)) {
        let before = at.checked_sub(1).and_then(number);
        let found = match (number(at + 1), before) {
            (Some(rank), _) => Some((rank, at..at + 2)),
            (None, Some(rank)) => Some((rank, at - 1..at + 1)),
            _ => None,
        };
        if let Some((rank, inside)) = found.filter(|(rank, _)| (1..=1000).contains(rank)) {
            let rest = words.iter().enumerate().filter(|(at, _)| !inside.contains(at));
            let rest: Vec<&str> = rest.map(|(_, one)| *one).collect();
            return (rest.join(" "), Some(rank));
        }
    }
    (words.join(" "), None)
}

/// Reads the table.
pub(crate) fn read(mut rows: Rows<'_>, reading: Reading<'_>) -> Result<Table, Vec<Diagnostic>> {
    let from = votes_from(&rows);
    let own = Own::of(&rows, reading.by, |at| at < from)?;
    let mut groups = groups(&rows, reading.papers)?;
    let (mut faults, mut doubts) = (Vec::new(), Vec::new());
    let mut seen: HashMap<String, u64> = HashMap::new();
    let (mut read, mut ended) = (0u64, false);
    while faults.len() < super::MOST_TOLD && rows.next() {
        if let Some(total) = total(&rows) {
            ended = true;
            if total != read.to_string() {
                doubts.push(rows.at(0, Fault::RowsAgainstTotal { total, rows: read }));
            }
            continue;
        }
        let (found, wanted) = (rows.len(), rows.header.len());
        if found > wanted || ended {
            let fault = match ended {
                true => Fault::AfterTotal {},
                false => Fault::TooFewFields { found, wanted },
            };
            faults.push(Diagnostic::at(&rows.input.file, rows.row_span(), fault));
            continue;
        }
        read += 1;
        let record = rows.cell(0).to_owned();
        let line = rows.line();
        if !record.is_empty()
            && let Some(first) = seen.insert(record.clone(), line)
        {
            let column = rows.header[0].clone();
            faults.push(rows.at(0, Fault::SameCodeTwice { column, code: record, first }));
        }
        ballot(&rows, &mut groups, (reading.blanks, &own), &mut faults);
    }
    if faults.is_empty() && read == 0 {
        faults.push(Diagnostic::at(&rows.input.file, rows.header_span(), Fault::NoRows {}));
    }
    if !faults.is_empty() {
        faults.extend(doubts);
        return Err(faults);
    }
    let contests = groups.into_iter().map(|one| {
        let contest = one.poll.finish(Order::ByName)?;
        Ok(Contest { fields: own.names.clone(), ..contest })
    });
    let contests = contests
        .collect::<Result<Vec<_>, TooMany>>()
        .map_err(|_| vec![Diagnostic::at(&rows.input.file, 0..0, Fault::TooManyBallots {})])?;
    Ok(Table { format: Format::Ess, contests, faulty: Vec::new(), doubts })
}

/// The number in a last line like `Total : 7`, which may take one cell or two.
fn total(rows: &Rows<'_>) -> Option<String> {
    let first = rows.cell(0).to_lowercase();
    let rest = first.strip_prefix("total")?.trim_start_matches([' ', ':', 's']);
    let number = if rest.is_empty() { rows.cell(1) } else { rest };
    Some(number.trim_start_matches([' ', ':']).to_owned())
}

/// One row: a ballot in each contest that it holds.
fn ballot(
    rows: &Rows<'_>,
    groups: &mut [Group],
    (blanks, own): (Blanks, &Own),
    faults: &mut Vec<Diagnostic>,
) {
    let several = groups.len() > 1;
    let mut marks: Vec<Mark> = Vec::new();
    for group in groups {
        if several && group.columns.iter().all(|column| rows.cell(*column).is_empty()) {
            continue;
        }
        marks.clear();
        for column in group.columns.iter().filter(|column| **column < rows.len()) {
            for (index, name) in rows.cell(*column).split('|').enumerate() {
                let name = super::one_line(name);
                let mark = ranks::special(&name, blanks)
                    .or_else(|| super::polls::is_write_in(&name).then_some(Mark::WRITE_IN))
                    .or_else(|| group.poll.candidate(&name, &name));
                match mark {
                    Some(mark) if index == 0 => marks.push(mark),
                    Some(mark) => marks.push(mark.beside()),
                    None => {
                        let (column, text) =
                            ("candidates".to_owned(), format!("more than {}", Mark::MOST));
                        faults.push(rows.at(*column_of(group), Fault::TooGreat { column, text }));
                        return;
                    }
                }
            }
        }
        if group.poll.add(&marks, 1, own.part(rows)).is_err() {
            faults.push(rows.at(0, Fault::TooManyBallots {}));
        }
    }
}

fn column_of(group: &Group) -> &usize {
    group.columns.first().unwrap_or(&0)
}

/// Columns up to the last that is known to be the record's own say nothing of votes.
fn votes_from(rows: &Rows<'_>) -> usize {
    let aside = |name: &String| !name.is_empty() && ASIDE.contains(&&*name.to_lowercase());
    rows.header.iter().rposition(aside).unwrap_or(0) + 1
}

/// The contests of the header.
fn groups(rows: &Rows<'_>, papers: Sequence) -> Result<Vec<Group>, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let from = votes_from(rows);
    let mut found: Vec<(String, Vec<(u16, usize)>)> = Vec::new();
    let votes = rows.header.iter().enumerate().skip(from);
    for (index, name) in votes.filter(|(_, name)| !name.is_empty()) {
        let (title, rank) = contest(name);
        let rank = rank.unwrap_or(1);
        let at = found.iter().position(|one| one.0 == title).unwrap_or_else(|| {
            found.push((title, Vec::new()));
            found.len() - 1
        });
        if found[at].1.iter().any(|one| one.0 == rank) {
            let fault = Fault::ColumnTwice { column: name.clone() };
            faults.push(Diagnostic::at(&rows.input.file, rows.header_cell(index), fault));
        }
        found[at].1.push((rank, index));
    }
    if found.is_empty() {
        let fault = Fault::NoContests {};
        faults.push(Diagnostic::at(&rows.input.file, rows.header_span(), fault));
    }
    let mut groups = Vec::new();
    for (number, (title, mut columns)) in (1usize..).zip(found) {
        columns.sort_unstable();
        let most = columns.last().map_or(0, |one| one.0);
        let missing = (1..=most).filter(|rank| columns.iter().all(|one| one.0 != *rank));
        for missing in missing.take(super::MOST_TOLD.saturating_sub(faults.len()).min(9)) {
            let column = format!("{title} Choice {missing}").trim().to_owned();
            let near = near(&column, rows.header.iter().map(String::as_str));
            let fault = Fault::ColumnMissing { column, near };
            faults.push(Diagnostic::at(&rows.input.file, rows.header_span(), fault));
        }
        let name = if title.is_empty() { super::stem(&rows.input.file) } else { title };
        let poll = Poll::new(number.to_string(), name, Marking::Ranked, most).keeping(papers);
        groups.push(Group { poll, columns: columns.into_iter().map(|one| one.1).collect() });
    }
    if faults.is_empty() { Ok(groups) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        let input = Input { file: "x.csv".to_owned(), text: text.to_owned() };
        let offset = header(&input).unwrap();
        read(Rows::open_at(&input, offset).unwrap(), Reading::PLAIN).unwrap()
    }

    #[test]
    fn a_column_names_its_contest_and_its_rank() {
        for (name, wanted) in [
            ("Choice 2", ("", Some(2))),
            ("1st Choice", ("", Some(1))),
            ("For Mayor Choice 12 (50)", ("For Mayor", Some(12))),
            ("Rep. to Congress 3rd Choice District 2", ("Rep. to Congress District 2", Some(3))),
            ("Council (Ward 3)", ("Council (Ward 3)", None)),
        ] {
            let (title, rank) = contest(name);
            assert_eq!((title.as_str(), rank), wanted, "{name}");
        }
    }

    #[test]
    fn an_empty_cell_is_what_the_sender_says() {
        let text = "Cast Vote Record,Choice 1,Choice 2\n1,,Ann\n2,undervote,Ann\n";
        let input = Input { file: "x.csv".to_owned(), text: text.to_owned() };
        let read = |blanks| {
            let reading = Reading { blanks, ..Reading::PLAIN };
            let table = read(Rows::open(&input).unwrap(), reading).unwrap();
            let ballots = table.contests[0].ballots.as_ref().unwrap();
            ballots.iter().map(|(marks, weight)| (marks.to_vec(), weight)).collect::<Vec<_>>()
        };
        let ann = Mark::of(0);
        assert_eq!(read(Blanks::Empty), [(vec![Mark::SKIPPED, ann], 2)]);
        let both = read(Blanks::WrittenIn);
        assert!(both.contains(&(vec![Mark::WRITE_IN, ann], 1)));
        assert!(both.contains(&(vec![Mark::SKIPPED, ann], 1)));
    }

    #[test]
    fn lines_around_the_records_and_contests_that_a_ballot_does_not_hold() {
        let table = table(
            "City election\nNovember\n\
             Cast Vote Record,Precinct,Ballot Style,Mayor Choice 1,Mayor Choice 2,Clerk\n\
             1,P,S,Ann ,undervote,Cy\n2,P,S,overvote,Bo,\n3,P,S,,,Cy\nTotal : 3,,,,,\n",
        );
        assert!(table.doubts.is_empty(), "{:?}", table.doubts);
        let [mayor, clerk] = table.contests.as_slice() else { panic!("{:?}", table.contests) };
        assert_eq!((mayor.name.as_str(), clerk.name.as_str()), ("Mayor", "Clerk"));
        let ballots = mayor.ballots.as_ref().unwrap();
        assert_eq!((ballots.cast(), ballots.ranks()), (2, 2));
        assert_eq!(clerk.ballots.as_ref().unwrap().cast(), 2);
        let all: Vec<Vec<Mark>> = ballots.iter().map(|(marks, _)| marks.to_vec()).collect();
        assert!(
            all.contains(&vec![Mark::of(0)]) && all.contains(&vec![Mark::OVERVOTE, Mark::of(1)])
        );
    }
}
