//! Ranked ballots as BLT, the form of OpaVote, droop and many counting programs.
//!
//! `candidates seats`, then a line for each ballot: how many of it, the candidates by number or
//! nickname in order, `=` between equals, `-` for an empty rank, `0` at the end; a line `0`; the
//! names in quotes (or a bare line each), and the title. Before the ballots may stand `-4` or `[withdrawn 4]` (withdrew),
//! `[nick a b c]` (nicknames) and other options in brackets, which say nothing of the votes. Names
//! may also stand as `# ALTERNATIVE NAME 1: …`, as in the archive of Scottish elections.

use std::collections::HashMap;
use std::ops::Range;

use super::{Format, Input, Table};
use crate::ballots::{Collect, Mark, Marking, Sequence};
use crate::diagnostic::{Diagnostic, Fault};
use crate::tally::{Candidacy, Contest};

/// Whether the text begins as such a file does: two numbers alone on a line.
pub(crate) fn is_blt(input: &Input) -> bool {
    let first =
        input.text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    let numbers = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let digits = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
        words.len() == 2 && words.iter().all(digits)
    };
    first.is_some_and(numbers)
}

/// Reads the file.
pub(crate) fn read(input: &Input, papers: Sequence) -> Result<Table, Vec<Diagnostic>> {
    let mut reader = Reader { input, papers, at: 0, faults: Vec::new() };
    let contest = reader.contest();
    match contest.filter(|_| reader.faults.is_empty()) {
        Some(contest) => Ok(Table {
            format: Format::Blt,
            contests: vec![contest],
            faulty: Vec::new(),
            doubts: Vec::new(),
        }),
        None => Err(reader.faults),
    }
}

struct Reader<'i> {
    input: &'i Input,
    papers: Sequence,
    at: usize,
    faults: Vec<Diagnostic>,
}

impl<'i> Reader<'i> {
    fn fault(&mut self, span: Range<usize>, fault: Fault) {
        if self.faults.len() < super::MOST_TOLD {
            self.faults.push(Diagnostic::at(&self.input.file, span, fault));
        }
    }

    /// The next word: what stands between blanks, a quoted text, or a bracket.
    fn word(&mut self) -> Option<(&'i str, Range<usize>)> {
        let bytes = self.input.text.as_bytes();
        loop {
            while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
                self.at += 1;
            }
            match bytes.get(self.at)? {
                b'#' => {
                    while bytes.get(self.at).is_some_and(|byte| *byte != b'\n') {
                        self.at += 1;
                    }
                }
                _ => break,
            }
        }
        let from = self.at;
        let end = match bytes[from] {
            b'"' => bytes[from + 1..].iter().position(|byte| *byte == b'"').map(|at| from + at + 2),
            b'[' => bytes[from..].iter().position(|byte| *byte == b']').map(|at| from + at + 1),
            b'(' => bytes[from..].iter().position(|byte| *byte == b')').map(|at| from + at + 1),
            _ => bytes[from..].iter().position(u8::is_ascii_whitespace).map(|at| from + at),
        };
        self.at = end.unwrap_or(bytes.len());
        Some((&self.input.text[from..self.at], from..self.at))
    }

    fn contest(&mut self) -> Option<Contest> {
        let header = [self.word(), self.word()];
        let numbers =
            header.clone().map(|word| word.and_then(|(text, _)| text.parse::<u32>().ok()));
        let [Some(candidates), Some(seats)] = numbers else {
            self.fault(0..0, Fault::BallotHeader {});
            return None;
        };
        if candidates >= u32::from(Mark::MOST) {
            let text = candidates.to_string();
            let span = header[0].as_ref().map_or(0..0, |(_, span)| span.clone());
            self.fault(span, Fault::TooGreat { column: "candidates".to_owned(), text });
            return None;
        }
        let mut contest =
            Contest { code: "1".to_owned(), seats: Some(seats), ..Contest::default() };
        contest.candidacies = (1..=candidates)
            .map(|number| Candidacy { code: number.to_string(), ..Candidacy::default() })
            .collect();
        self.ballots(&mut contest);
        self.names(&mut contest);
        Some(contest)
    }

    /// Options and ballots, up to the line `0`.
    fn ballots(&mut self, contest: &mut Contest) {
        let mut nick: HashMap<&'i str, u32> = HashMap::new();
        let candidates = contest.candidacies.len();
        let mut ballots = Collect::with(Marking::Ranked, 0, self.papers);
        let mut marks: Vec<Mark> = Vec::new();
        loop {
            let Some((text, span)) = self.word() else {
                let end = self.input.text.len();
                self.fault(end..end, Fault::BallotEnd {});
                break;
            };
            if let Some(option) = text.strip_prefix('[') {
                self.option(option.trim_end_matches(']'), &span, &mut nick, contest);
                continue;
            }
            if let Some(number) = text.strip_prefix('-') {
                self.withdraw(number, &span, &nick, contest);
                continue;
            }
            if text.starts_with('(') {
                continue;
            }
            let weight = match text.parse::<u64>() {
                Ok(0) => break,
                Ok(weight) => weight,
                Err(_) => {
                    let (column, text) = ("ballots".to_owned(), text.to_owned());
                    self.fault(span, Fault::NotWhole { column, text });
                    0
                }
            };
            marks.clear();
            if !self.ranks(&nick, candidates, &mut marks) {
                break;
            }
            if ballots.add(&marks, weight).is_err() {
                self.fault(self.at..self.at, Fault::TooManyBallots {});
                break;
            }
        }
        match ballots.finish() {
            Ok(ballots) => contest.ballots = Some(std::sync::Arc::new(ballots)),
            Err(_) => self.fault(self.at..self.at, Fault::TooManyBallots {}),
        }
    }

    /// The ranks of one ballot up to its `0`; false if the file ends before.
    fn ranks(
        &mut self,
        nick: &HashMap<&str, u32>,
        candidates: usize,
        marks: &mut Vec<Mark>,
    ) -> bool {
        loop {
            let Some((text, span)) = self.word() else {
                let end = self.input.text.len();
                self.fault(end..end, Fault::BallotEnd {});
                return false;
            };
            match text {
                "0" => return true,
                "-" => marks.push(Mark::SKIPPED),
                _ => {
                    for (index, one) in text.split('=').enumerate() {
                        let number = one
                            .parse::<u32>()
                            .ok()
                            .or_else(|| nick.get(one).copied())
                            .filter(|number| (1..=candidates).contains(&(*number as usize)));
                        match number {
                            Some(number) if index == 0 => marks.push(Mark::of(number - 1)),
                            Some(number) => marks.push(Mark::of(number - 1).beside()),
                            None => {
                                let text = one.to_owned();
                                let fault = Fault::NoSuchCandidate { text, candidates };
                                self.fault(span.clone(), fault);
                            }
                        }
                    }
                }
            }
        }
    }

    fn option(
        &mut self,
        option: &'i str,
        span: &Range<usize>,
        nick: &mut HashMap<&'i str, u32>,
        contest: &mut Contest,
    ) {
        let mut words = option.split_whitespace();
        match words.next() {
            Some("nick") => nick.extend(words.zip(1u32..)),
            Some("withdrawn") => words.for_each(|word| self.withdraw(word, span, nick, contest)),
            // A name that nobody declared on paper is written in; here the file lists it.
            Some("undeclared") => {
                for word in words {
                    if let Some(place) = self.known(word, span, nick, contest) {
                        contest.candidacies[place].undeclared = true;
                    }
                }
            }
            _ => {}
        }
    }

    fn known(
        &mut self,
        word: &str,
        span: &Range<usize>,
        nick: &HashMap<&str, u32>,
        contest: &Contest,
    ) -> Option<usize> {
        let candidates = contest.candidacies.len();
        let number = word.parse::<u32>().ok().or_else(|| nick.get(word).copied());
        let place = number.and_then(|number| (number as usize).checked_sub(1));
        let place = place.filter(|place| *place < candidates);
        if place.is_none() {
            let fault = Fault::NoSuchCandidate { text: word.to_owned(), candidates };
            self.fault(span.clone(), fault);
        }
        place
    }

    fn withdraw(
        &mut self,
        word: &str,
        span: &Range<usize>,
        nick: &HashMap<&str, u32>,
        contest: &mut Contest,
    ) {
        if let Some(place) = self.known(word, span, nick, contest) {
            contest.candidacies[place].withdrawn = true;
        }
    }

    /// The names, in quotes or as comments, and the title.
    fn names(&mut self, contest: &mut Contest) {
        let rest = &self.input.text[self.at..];
        let mut named = 0;
        for line in rest.lines() {
            let Some(comment) = line.trim().strip_prefix("# ALTERNATIVE NAME ") else { continue };
            let Some((number, name)) = comment.split_once(':') else { continue };
            let place =
                number.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            if let Some(one) = place.and_then(|place| contest.candidacies.get_mut(place)) {
                one.name = tidy(name);
                named += 1;
            }
        }
        let lines: Vec<&str> = rest
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect();
        // A line for each name, quoted or not, and the title; or quoted names wherever they stand.
        let extra = lines.len().checked_sub(contest.candidacies.len());
        if named == 0 && extra.is_some_and(|extra| extra <= 1) {
            for (one, line) in contest.candidacies.iter_mut().zip(&lines) {
                one.name = tidy(line);
                named += 1;
            }
            contest.name = lines.get(named).map_or_else(|| "1".to_owned(), |line| tidy(line));
            return;
        }
        if named == 0 {
            while named < contest.candidacies.len() {
                match self.word() {
                    Some((text, _)) if text.starts_with('"') => {
                        contest.candidacies[named].name = tidy(text);
                        named += 1;
                    }
                    _ => break,
                }
            }
        }
        if named != contest.candidacies.len() {
            let end = self.input.text.trim_end().len();
            let wanted = contest.candidacies.len();
            self.fault(end..end, Fault::NamesMissing { found: named, wanted });
        }
        let mut rest = self.input.text[self.at..].lines().map(str::trim);
        let title = rest.rfind(|line| !line.is_empty() && !line.starts_with('#'));
        contest.name = title.map_or_else(|| "1".to_owned(), tidy);
    }
}

/// Without the quotes around it, doubled quotes single, blanks single.
fn tidy(text: &str) -> String {
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    let text = inner.unwrap_or(text).replace("\"\"", "\"");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
