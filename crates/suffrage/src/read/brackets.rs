//! Ranked ballots as programs for margins of victory take them: text, `(4,2,7) : 31`.
//!
//! A line of candidates by number; it may stand again, with parties in its place; other lines of a
//! head follow, up to one of `-+-+-`; then for each order of candidates how many ballots have it.
//!
//! Traps. Parties are not unique (six independents), so they are a name only where they are. The
//! head may say `Informal,0`; informal papers are not among the orders. An order of nobody is an
//! empty ballot. A spreadsheet of ranks `1,2,3` has the same first line: the line of `-+-` tells.

use std::collections::HashMap;
use std::ops::Range;

use super::polls::{Order, Poll};
use super::{Format, Input, Table};
use crate::ballots::{Mark, Marking, Sequence};
use crate::diagnostic::{Diagnostic, Fault};

fn is_rule(line: &str) -> bool {
    line.len() > 2 && line.contains('+') && line.bytes().all(|byte| matches!(byte, b'-' | b'+'))
}

/// Whether one of the first lines is the rule under the head.
pub(crate) fn is_brackets(input: &Input) -> bool {
    input.text.lines().take(12).any(|line| is_rule(line.trim()))
}

struct Reader<'i> {
    input: &'i Input,
    faults: Vec<Diagnostic>,
    poll: Poll,
    marks: HashMap<&'i str, Mark>,
}

/// Reads the file.
pub(crate) fn read(input: &Input, papers: Sequence) -> Result<Table, Vec<Diagnostic>> {
    let stem = input.file.rsplit('/').next().unwrap_or_default();
    let stem = stem.split_once('.').map_or(stem, |(stem, _)| stem);
    let poll = Poll::new("1".to_owned(), stem.to_owned(), Marking::Ranked, 0).keeping(papers);
    let mut reader = Reader { input, faults: Vec::new(), poll, marks: HashMap::new() };
    let mut head: Vec<(&str, Range<usize>)> = Vec::new();
    let (mut below, mut ballots, mut at) = (false, 0u64, 0);
    for line in input.text.split_inclusive('\n') {
        let text = line.trim();
        let from = at + (line.len() - line.trim_start().len());
        at += line.len();
        let span = from..from + text.len();
        if text.is_empty() {
            continue;
        }
        if below {
            ballots += 1;
            reader.ballot(text, &span);
        } else if is_rule(text) {
            below = true;
            reader.head(&head, &span);
        } else {
            head.push((text, span));
        }
        if reader.faults.len() >= super::MOST_TOLD {
            return Err(reader.faults);
        }
    }
    if ballots == 0 && reader.faults.is_empty() {
        reader.faults.push(Diagnostic::at(&input.file, 0..0, Fault::NoRows {}));
    }
    if !reader.faults.is_empty() {
        return Err(reader.faults);
    }
    let contest = reader.poll.finish(Order::Listed);
    let contest =
        contest.map_err(|_| vec![Diagnostic::at(&input.file, 0..0, Fault::TooManyBallots {})])?;
    let (format, contests) = (Format::Brackets, vec![contest]);
    Ok(Table { format, contests, faulty: Vec::new(), doubts: Vec::new() })
}

impl<'i> Reader<'i> {
    fn fault(&mut self, span: Range<usize>, fault: Fault) {
        self.faults.push(Diagnostic::at(&self.input.file, span, fault));
    }

    /// Candidates from the first line; a second line of as many other words names them.
    fn head(&mut self, head: &[(&'i str, Range<usize>)], rule: &Range<usize>) {
        let Some((codes, span)) = head.first() else {
            return self.fault(rule.clone(), Fault::NameEmpty { column: "candidates".to_owned() });
        };
        let codes: Vec<&str> = codes.split(',').map(str::trim).collect();
        let names: Vec<&str> =
            head.get(1).map_or_else(Vec::new, |line| line.0.split(',').map(str::trim).collect());
        let unique = |at: usize| names.iter().filter(|name| **name == names[at]).count() == 1;
        let named = names.len() == codes.len() && (0..names.len()).all(unique);
        for (at, code) in codes.iter().enumerate() {
            let name = if named { names[at] } else { *code };
            let fault = if code.is_empty() {
                Fault::NameEmpty { column: "candidates".to_owned() }
            } else if self.marks.contains_key(code) {
                Fault::TwiceHere { name: (*code).to_owned() }
            } else if let Some(mark) = self.poll.candidate(code, name) {
                self.marks.insert(code, mark);
                continue;
            } else {
                let (column, text) = ("candidates".to_owned(), codes.len().to_string());
                return self.fault(span.clone(), Fault::TooGreat { column, text });
            };
            self.fault(span.clone(), fault);
        }
    }

    /// `(4,2,7) : 31`.
    fn ballot(&mut self, text: &'i str, span: &Range<usize>) {
        let inner = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let Some((order, rest)) = inner else {
            return self.fault(span.clone(), Fault::NotAnOrder { text: short(text) });
        };
        let Some(count) = rest.trim_start().strip_prefix(':').map(str::trim) else {
            return self.fault(span.clone(), Fault::NotAnOrder { text: short(text) });
        };
        let end = span.end;
        let weight = count.bytes().all(|byte| byte.is_ascii_digit()).then(|| count.parse::<u64>());
        let weight = match weight {
            Some(Ok(weight)) => weight,
            Some(Err(_)) if !count.is_empty() => {
                return self.fault(end - count.len()..end, Fault::TooManyBallots {});
            }
            _ => {
                let (column, text) = ("ballots".to_owned(), count.to_owned());
                let fault = match count.is_empty() {
                    true => Fault::Empty { column },
                    false => Fault::NotWhole { column, text },
                };
                return self.fault(end - count.len()..end, fault);
            }
        };
        let mut marks = Vec::new();
        let mut at = span.start + 1;
        // One alone may be written with a comma behind it.
        let order = order.trim_end().strip_suffix(',').unwrap_or(order);
        for one in order.split(',').filter(|_| !order.trim().is_empty()) {
            let from = at + (one.len() - one.trim_start().len());
            at += one.len() + 1;
            match self.marks.get(one.trim()) {
                Some(mark) => marks.push(*mark),
                // The head is faulty, and is told already.
                None if self.marks.is_empty() => {}
                None => {
                    let (text, candidates) = (one.trim().to_owned(), self.marks.len());
                    let fault = Fault::NoSuchCandidate { text, candidates };
                    self.fault(from..from + one.trim().len(), fault);
                }
            }
        }
        if self.poll.add(&marks, weight, None).is_err() {
            self.fault(span.clone(), Fault::TooManyBallots {});
        }
    }
}

/// The beginning of a line, for a message.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parties_are_names_only_where_each_has_one() {
        let read = |head: &str| {
            let text = format!("{head}\n-+-+-\n() : 2\n(1, 0) : 5\n(0) : 1\n");
            let mut table =
                read(&Input { file: "a/Ward_1.txt".into(), text }, Sequence::Free).unwrap();
            let contest = table.contests.remove(0);
            let names: Vec<String> =
                contest.candidacies.iter().map(|one| one.name.clone()).collect();
            (contest.name.clone(), names, contest.ballots.unwrap().cast())
        };
        let names = |names: [&str; 2]| names.map(str::to_owned).to_vec();
        assert_eq!(read("0, 1\nRED,BLUE"), ("Ward_1".into(), names(["RED", "BLUE"]), 8));
        assert_eq!(read("0, 1\nIND,IND"), ("Ward_1".into(), names(["0", "1"]), 8));
        assert_eq!(read("0,1\n0,1\nInformal,0"), ("Ward_1".into(), names(["0", "1"]), 8));
    }
}
