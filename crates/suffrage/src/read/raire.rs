//! Ranked ballots as the audit program RAIRE takes them: text, a line for each ballot.
//!
//! The number of contests; a line for each, `Contest,<id>,<number of candidates>,<candidate>,…`,
//! which may end with `winner,<candidate>`; then `<contest>,<ballot>,<candidate>,…` with the
//! candidates in order of preference.
//!
//! Traps. One ballot has a line in each contest that it holds: its number is its own only within a
//! contest. A ballot without candidates is an empty one. Candidates have numbers and no names. The
//! reported winner is kept aside: a count does not look at it. A candidate may be given again.

use std::collections::HashMap;
use std::ops::Range;

use super::polls::{Order, Poll};
use super::{Format, Input, Table};
use crate::ballots::{Mark, Marking, Sequence};
use crate::diagnostic::{Diagnostic, Fault, near};

const CONTEST: &str = "Contest";
const WINNER: &str = "winner";

/// Whether the text begins as such a file does: a number alone on a line, then a contest.
pub(crate) fn is_raire(input: &Input) -> bool {
    let mut lines = input.text.lines().map(str::trim).filter(|line| !line.is_empty());
    let number = |line: &str| line.bytes().all(|byte| byte.is_ascii_digit());
    lines.next().is_some_and(number)
        && lines.next().is_some_and(|line| line.split(',').next() == Some(CONTEST))
}

/// A contest and what is known of its ballots.
struct Grown {
    poll: Poll,
    candidates: HashMap<String, Mark>,
    /// The line on which a ballot was first.
    seen: HashMap<String, u64>,
}

/// Reads the file.
pub(crate) fn read(input: &Input, papers: Sequence) -> Result<Table, Vec<Diagnostic>> {
    let mut reader = Reader {
        input,
        faults: Vec::new(),
        contests: Vec::new(),
        index: HashMap::new(),
        line: 0,
        papers,
    };
    let (mut wanted, mut ballots, mut at) = (None, 0u64, 0);
    for line in input.text.split_inclusive('\n') {
        let text = line.trim();
        let from = at + (line.len() - line.trim_start().len());
        let span = from..from + text.len();
        at += line.len();
        reader.line += 1;
        if text.is_empty() {
            continue;
        }
        if wanted.is_none() {
            wanted = Some((text.parse::<usize>().ok(), text.to_owned(), span));
            continue;
        }
        let cells: Vec<&str> = text.split(',').map(str::trim).collect();
        if cells[0] == CONTEST {
            reader.contest(&cells, &span);
        } else {
            ballots += 1;
            reader.ballot(&cells, &span);
        }
        if reader.faults.len() >= super::MOST_TOLD {
            break;
        }
    }
    if let Some((number, text, span)) = wanted
        && number != Some(reader.contests.len())
        && reader.faults.is_empty()
    {
        let (wanted, found) = (text, reader.contests.len());
        reader.fault(span, Fault::ContestsAgainstNumber { wanted, found });
    }
    if reader.faults.is_empty() && ballots == 0 {
        reader.fault(0..0, Fault::NoRows {});
    }
    if !reader.faults.is_empty() {
        return Err(reader.faults);
    }
    let contests = reader.contests.into_iter().map(|one| one.poll.finish(Order::Listed));
    let contests = contests.collect::<Result<Vec<_>, _>>();
    let contests =
        contests.map_err(|_| vec![Diagnostic::at(&input.file, 0..0, Fault::TooManyBallots {})])?;
    Ok(Table { format: Format::Raire, contests, faulty: Vec::new(), doubts: Vec::new() })
}

struct Reader<'i> {
    input: &'i Input,
    papers: Sequence,
    faults: Vec<Diagnostic>,
    contests: Vec<Grown>,
    /// The place of a contest among them.
    index: HashMap<String, usize>,
    /// The line that is read, from 1.
    line: u64,
}

impl Reader<'_> {
    fn fault(&mut self, span: Range<usize>, fault: Fault) {
        if self.faults.len() < super::MOST_TOLD {
            self.faults.push(Diagnostic::at(&self.input.file, span, fault));
        }
    }

    /// `Contest,7,3,11,12,13,winner,11`.
    fn contest(&mut self, cells: &[&str], span: &Range<usize>) {
        let code = cells.get(1).copied().unwrap_or_default();
        if code.is_empty() || cells.len() < 4 {
            let (found, wanted) = (cells.len(), 4);
            return self.fault(span.clone(), Fault::TooFewFields { found, wanted });
        }
        if self.index.contains_key(code) {
            let name = format!("{CONTEST},{code}");
            return self.fault(span.clone(), Fault::TwiceHere { name });
        }
        let end = cells.iter().position(|cell| *cell == WINNER).unwrap_or(cells.len());
        let names = cells.get(3..end).unwrap_or_default();
        let mut poll =
            Poll::new(code.to_owned(), code.to_owned(), Marking::Ranked, 0).keeping(self.papers);
        let mut candidates = HashMap::new();
        for name in names {
            let fault = if name.is_empty() {
                Fault::NameEmpty { column: CONTEST.to_owned() }
            } else if candidates.contains_key(*name) {
                Fault::TwiceHere { name: (*name).to_owned() }
            } else if let Some(mark) = poll.candidate(name, name) {
                candidates.insert((*name).to_owned(), mark);
                continue;
            } else {
                let (column, text) = ("candidates".to_owned(), names.len().to_string());
                self.fault(span.clone(), Fault::TooGreat { column, text });
                break;
            };
            self.fault(span.clone(), fault);
        }
        if cells[2].parse::<usize>().ok() != Some(names.len()) {
            match cells[2].parse::<usize>() {
                Ok(wanted) => {
                    let found = names.len();
                    self.fault(span.clone(), Fault::NamesMissing { found, wanted });
                }
                Err(_) => {
                    let (column, text) = ("candidates".to_owned(), cells[2].to_owned());
                    self.fault(span.clone(), Fault::NotWhole { column, text });
                }
            }
        }
        let winner = cells.get(end + 1).filter(|name| !candidates.contains_key(**name));
        if let Some(name) = winner {
            let (text, candidates) = ((*name).to_owned(), candidates.len());
            self.fault(span.clone(), Fault::NoSuchCandidate { text, candidates });
        }
        self.index.insert(code.to_owned(), self.contests.len());
        self.contests.push(Grown { poll, candidates, seen: HashMap::new() });
    }

    /// `7,1,11,12`.
    fn ballot(&mut self, cells: &[&str], span: &Range<usize>) {
        if cells.len() < 2 {
            let (found, wanted) = (cells.len(), 2);
            return self.fault(span.clone(), Fault::TooFewFields { found, wanted });
        }
        let Some(at) = self.index.get(cells[0]).copied() else {
            // Its line may be faulty, and is told then.
            if self.contests.is_empty() {
                return;
            }
            let near = near(cells[0], self.contests.iter().map(|one| one.poll.code.as_str()));
            let contest = cells[0].to_owned();
            return self.fault(span.clone(), Fault::NoSuchContest { contest, near });
        };
        let one = &mut self.contests[at];
        let mut faults = Vec::new();
        if let Some(first) = one.seen.insert(cells[1].to_owned(), self.line) {
            let (column, code) = ("ballot".to_owned(), cells[1].to_owned());
            faults.push(Fault::SameCodeTwice { column, code, first });
        }
        let mut marks: Vec<Mark> = Vec::new();
        for name in cells[2..].iter().filter(|name| !name.is_empty()) {
            match one.candidates.get(*name) {
                Some(mark) => marks.push(*mark),
                None => {
                    let (text, candidates) = ((*name).to_owned(), one.candidates.len());
                    faults.push(Fault::NoSuchCandidate { text, candidates });
                }
            }
        }
        if faults.is_empty() && one.poll.add(&marks, 1, None).is_err() {
            faults.push(Fault::TooManyBallots {});
        }
        faults.into_iter().for_each(|fault| self.fault(span.clone(), fault));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_contest_has_its_own_ballots_and_an_empty_one_is_kept() {
        let text =
            "2\nContest,7,2,11,12,winner,12\nContest,8,1,5\n7,1,12,11\n8,1,5\n7,2\n7,3,12,11\n";
        let input = Input { file: "x.raire".to_owned(), text: text.to_owned() };
        assert!(is_raire(&input));
        let table = read(&input, Sequence::Free).unwrap();
        let [seven, eight] = table.contests.as_slice() else { panic!("{table:?}") };
        let ballots = seven.ballots.as_ref().unwrap();
        assert_eq!((ballots.cast(), ballots.distinct()), (3, 2));
        assert_eq!(eight.ballots.as_ref().unwrap().cast(), 1);
    }
}
