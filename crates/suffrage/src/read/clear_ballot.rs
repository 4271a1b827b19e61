//! Cast vote records as Clear Ballot exports them: a column for each choice, 1 where it is marked.
//!
//! Columns of the record come first (`RowNumber`, `BoxID`, `PrecinctID`, …), then the choices:
//! `Choice_<id>:<contest>:Vote For <n>:<name>:<party>`, and in ranked contests
//! `Choice_<id>:<contest>:<rank>:Number of Winners <n>:<name>:<party>`.
//!
//! Traps. Contests and names hold commas, and may hold colons: the part that says how many may be
//! chosen is looked for, not counted to. `Write-in-28` is a line on which a name may be written, not
//! a person. `Status` and `Remade` say how a record came about and change no vote. Cells of a
//! contest that a ballot does not hold are empty.

use super::columns::Rows;
use super::grid::{self, Grid, Square};
use super::polls::{Poll, is_write_in};
use super::{Format, Reading, Table};
use crate::ballots::{Mark, Marking};
use crate::diagnostic::{Diagnostic, Fault, near};

const CHOICE: &str = "Choice_";
const FORM: &str = "Choice_6:Mayor:Vote For 1:Ann Lee:NON";
const RANKED: &str = "Choice_6_1:Mayor:2:Number of Winners 1:Ann Lee:NON";
const ROW: &str = "RowNumber";

/// Whether the header has choices of this form.
pub(crate) fn is_clear_ballot(rows: &Rows<'_>) -> bool {
    rows.header.iter().any(|name| name.starts_with(CHOICE) && name.contains(':'))
}

/// What the header of a column says.
struct Choice {
    contest: String,
    rank: Option<u16>,
    votes: u32,
    name: String,
}

/// What a header does not say.
#[derive(Debug)]
enum Unsaid {
    Votes,
    Rank,
}

/// The parts of a header.
fn choice(header: &str) -> Result<Choice, Unsaid> {
    let header = header.strip_prefix(CHOICE).unwrap_or(header);
    let parts: Vec<&str> = header.split(':').collect();
    let votes = |part: &str| {
        let words: Vec<&str> = part.split_whitespace().collect();
        match words.as_slice() {
            ["Vote", "For", number] => number.parse().ok().map(|votes: u32| (votes, Marked::Once)),
            ["Number", "of", "Winners", number] => {
                number.parse().ok().map(|votes: u32| (votes, Marked::Ranked))
            }
            _ => None,
        }
    };
    let at = (2..parts.len()).find(|at| votes(parts[*at]).is_some()).ok_or(Unsaid::Votes)?;
    let found = votes(parts[at]).filter(|(votes, _)| *votes > 0);
    let (votes, marked) = found.ok_or(Unsaid::Votes)?;
    let rank = match marked {
        Marked::Ranked => {
            let rank = parts[at - 1].trim().parse::<u16>().ok();
            Some(rank.filter(|rank| (1..=1000).contains(rank) && at > 2).ok_or(Unsaid::Rank)?)
        }
        Marked::Once => None,
    };
    let until = if marked == Marked::Ranked { at - 1 } else { at };
    // The party stands last, and may be left out.
    let end = if parts.len() > at + 2 { parts.len() - 1 } else { parts.len() };
    let contest = super::one_line(&parts[1..until].join(":"));
    Ok(Choice { contest, rank, votes, name: super::one_line(&parts[at + 1..end].join(":")) })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Marked {
    Once,
    Ranked,
}

/// Reads the table.
pub(crate) fn read(rows: Rows<'_>, reading: Reading<'_>) -> Result<Table, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let grids = grids(&rows, &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    grid::read(rows, grids, ROW, reading, Format::ClearBallot)
}

/// The contests of the header.
fn grids(rows: &Rows<'_>, faults: &mut Vec<Diagnostic>) -> Vec<Grid> {
    let mut grids: Vec<Grid> = Vec::new();
    let first = rows.header.iter().position(|name| name.starts_with(CHOICE)).unwrap_or(0);
    for (index, header) in rows.header.iter().enumerate().skip(first) {
        let mut fault =
            |fault| faults.push(Diagnostic::at(&rows.input.file, rows.header_cell(index), fault));
        if !header.starts_with(CHOICE) {
            let (column, near) = (header.clone(), near(header, [FORM]));
            fault(Fault::ColumnUnknown { column, near });
            continue;
        }
        let choice = match choice(header) {
            Ok(choice) => choice,
            Err(unsaid) => {
                let text = header.clone();
                fault(match unsaid {
                    Unsaid::Votes => Fault::VotesUnsaid { text, form: FORM.to_owned() },
                    Unsaid::Rank => Fault::RankUnsaid { text, form: RANKED.to_owned() },
                });
                continue;
            }
        };
        if choice.name.is_empty() {
            fault(Fault::NameEmpty { column: choice.contest });
            continue;
        }
        let marking =
            if choice.rank.is_some() { Marking::Ranked } else { grid::marking_of(choice.votes) };
        let at =
            grids.iter().position(|one| one.poll.name == choice.contest).unwrap_or_else(|| {
                let code = (grids.len() + 1).to_string();
                let poll = Poll::new(code, choice.contest.clone(), marking, 1);
                grids.push(Grid { poll, marking, squares: Vec::new() });
                grids.len() - 1
            });
        let one = &mut grids[at];
        let seats = *one.poll.seats.get_or_insert(choice.votes);
        if seats != choice.votes {
            let (column, contest) = ("Vote For".to_owned(), choice.contest.clone());
            let (first, second) = (seats.to_string(), choice.votes.to_string());
            fault(Fault::Disagrees { column, contest, first, second });
        }
        let rank = choice.rank.unwrap_or(1);
        let written = is_write_in(&choice.name);
        let mark = match written {
            true => Some(Mark::WRITE_IN),
            false => one.poll.candidate(&choice.name, &choice.name),
        };
        let Some(mark) = mark else {
            let (column, text) = ("candidates".to_owned(), format!("more than {}", Mark::MOST));
            fault(Fault::TooGreat { column, text });
            break;
        };
        if !written && one.squares.iter().any(|square| square.rank == rank && square.mark == mark) {
            fault(Fault::ColumnTwice { column: header.clone() });
        }
        one.squares.push(Square { column: index, rank, mark });
        one.poll.offers(rank);
    }
    grids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Input;

    #[test]
    fn a_header_is_taken_apart_at_the_number_of_votes() {
        let one =
            choice("Choice_6_1:City of X, Auditor:2:Number of Winners 1:Ann: Lee:NON").unwrap();
        assert_eq!((one.contest.as_str(), one.name.as_str()), ("City of X, Auditor", "Ann: Lee"));
        assert_eq!((one.rank, one.votes), (Some(2), 1));
        let one = choice("Choice_6:Council: at large:Vote For 3:Ann Lee").unwrap();
        assert_eq!((one.contest.as_str(), one.name.as_str()), ("Council: at large", "Ann Lee"));
        assert_eq!((one.rank, one.votes), (None, 3));
        assert!(choice("Choice_6:Mayor:Ann Lee:NON").is_err());
        assert!(choice("Choice_6:Mayor:first:Number of Winners 1:Ann:NON").is_err());
    }

    #[test]
    fn marks_stand_in_their_ranks_and_a_contest_left_empty_is_not_on_the_ballot() {
        let text = "RowNumber,Choice_1_1:M:1:Number of Winners 1:A:N,Choice_1_1:M:2:Number of Winners 1:A:N,\
                    Choice_2_1:M:1:Number of Winners 1:Write-in-2:N,Choice_9:K:Vote For 2:C:N,Choice_8:K:Vote For 2:D:N\n\
                    1,1,1,1,,\n2,0,0,0,1,1\n";
        let input = Input { file: "x.csv".to_owned(), text: text.to_owned() };
        let table = read(Rows::open(&input).unwrap(), Reading::PLAIN).unwrap();
        let [mayor, council] = table.contests.as_slice() else { panic!("{table:?}") };
        let (ranked, approved) =
            (mayor.ballots.as_ref().unwrap(), council.ballots.as_ref().unwrap());
        assert_eq!((ranked.cast(), approved.cast()), (2, 1));
        assert_eq!((ranked.marking(), approved.marking()), (Marking::Ranked, Marking::Approved));
        let a = Mark::of(0);
        assert!(ranked.iter().any(|(marks, _)| marks == [a, Mark::WRITE_IN.beside(), a]));
    }
}
