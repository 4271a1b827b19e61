//! Votes above and below the line in the older, textual form of ConcreteSTV (`.stv`).
//!
//! `Election data cache file version`, a line that names the election, then sections in a fixed
//! order, each a title, the number of its lines, and the lines: `Candidates` (name, group,
//! position), `Groups`, `Official Results`, `Download Location`, `Informal`, `SATLs` (votes for the
//! ticket that a group lodged), `RATLs` (groups in order above the line) and `BTLs` (candidates by
//! number from 0 in order below the line). Columns are divided by tabs.
//!
//! Traps. A number of lines that is off by one shifts every section after it. Votes for a lodged
//! ticket cannot be read, since the file does not give the ticket. `UG` are candidates without a
//! group, who have no square above the line. The number of seats is not in the file.

use std::collections::BTreeMap;
use std::ops::Range;

use super::concrete::MARKS;
use super::{Format, Input, Table};
use crate::ballots::{Collect, Mark, Marking};
use crate::diagnostic::{Diagnostic, Fault};
use crate::tally::{Candidacy, Contest};

const TITLE: &str = "Election data cache file version";
/// Candidates who stand without a group.
const UNGROUPED: &str = "UG";

/// Whether the text begins as such a file does.
pub(crate) fn is_text(input: &Input) -> bool {
    input.text.trim_start().starts_with(TITLE)
}

/// Reads the file.
pub(crate) fn read(input: &Input) -> Result<Table, Vec<Diagnostic>> {
    let mut reader = Reader::of(input);
    let mut contest = Contest { code: "1".to_owned(), ..Contest::default() };
    let name = reader.next().map(|(line, _)| line).unwrap_or_default();
    // The year stands first in the file, and last in the names of the newer form.
    let (year, rest) = name.split_once('\t').unwrap_or((name, ""));
    let parts = rest.split('\t').chain([year]).map(str::trim).filter(|one| !one.is_empty());
    contest.name = parts.collect::<Vec<_>>().join(" ");
    let ballots = reader.contest(&mut contest);
    let Some(ballots) = ballots.filter(|_| reader.faults.is_empty()) else {
        return Err(reader.faults);
    };
    match ballots.finish() {
        Ok(all) if all.distinct() > 0 => contest.ballots = Some(std::sync::Arc::new(all)),
        Ok(_) => return Err(vec![Diagnostic::at(&input.file, 0..0, Fault::NoRows {})]),
        Err(_) => return Err(vec![Diagnostic::at(&input.file, 0..0, Fault::TooManyBallots {})]),
    }
    let (format, contests) = (Format::Concrete, vec![contest]);
    Ok(Table { format, contests, faulty: Vec::new(), doubts: Vec::new() })
}

struct Reader<'i> {
    input: &'i Input,
    lines: Vec<(&'i str, Range<usize>)>,
    at: usize,
    faults: Vec<Diagnostic>,
    groups: BTreeMap<&'i str, Vec<Mark>>,
    persons: usize,
}

type Line<'i> = (&'i str, Range<usize>);

/// What is wrong with a number.
fn not_whole(column: &str, text: &str) -> Fault {
    let (column, text) = (column.to_owned(), text.to_owned());
    if text.is_empty() { Fault::Empty { column } } else { Fault::NotWhole { column, text } }
}

/// Where on the paper a vote is marked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marked {
    Above,
    Below,
}

impl<'i> Reader<'i> {
    fn of(input: &'i Input) -> Self {
        let mut from = 0;
        let mut lines = Vec::new();
        for line in input.text.split_inclusive('\n') {
            let text = line.trim_end_matches(['\n', '\r']);
            lines.push((text, from..from + text.len()));
            from += line.len();
        }
        // The title is known already.
        let at = lines.iter().position(|(text, _)| !text.trim().is_empty()).map_or(0, |at| at + 1);
        Self { input, lines, at, faults: Vec::new(), groups: BTreeMap::new(), persons: 0 }
    }

    fn fault(&mut self, span: Range<usize>, fault: Fault) {
        if self.faults.len() < super::MOST_TOLD {
            self.faults.push(Diagnostic::at(&self.input.file, span, fault));
        }
    }

    fn next(&mut self) -> Option<Line<'i>> {
        let line = self.lines.get(self.at).cloned();
        self.at += 1;
        line
    }

    /// The lines of a section; `None` if it does not begin here, which shifts all that follow.
    fn section(&mut self, title: &'static str) -> Option<Vec<Line<'i>>> {
        let end = self.input.text.len();
        let (text, span) = self.next().unwrap_or(("", end..end));
        if text.trim() != title {
            let (section, found) = (title.to_owned(), text.to_owned());
            self.fault(span, Fault::SectionMissing { section, found });
            return None;
        }
        let (text, span) = self.next().unwrap_or(("", end..end));
        let Ok(number) = text.trim().parse::<usize>() else {
            self.fault(span, not_whole(title, text.trim()));
            return None;
        };
        let left = self.lines.len().saturating_sub(self.at);
        let lines = self.lines[self.at.min(self.lines.len())..][..number.min(left)].to_vec();
        self.at += number.min(left);
        if number > left {
            let (section, wanted, found) = (title.to_owned(), number, left);
            self.fault(span, Fault::LinesMissing { section, wanted, found });
            return None;
        }
        Some(lines)
    }

    /// Every section in order; `None` if one of them does not begin where it should.
    fn contest(&mut self, contest: &mut Contest) -> Option<Collect> {
        let candidates = self.section("Candidates")?;
        self.candidates(&candidates, contest);
        for (text, span) in self.section("Groups")? {
            let code = text.split('\t').next().unwrap_or_default().trim();
            if !self.groups.contains_key(code) {
                let (text, groups) = (code.to_owned(), self.groups.len());
                self.fault(span, Fault::NoSuchGroup { text, groups });
            }
        }
        self.section("Official Results")?;
        self.section("Download Location")?;
        let (text, span) = self.next().unwrap_or_default();
        if !text.starts_with("Informal") {
            let (section, found) = ("Informal".to_owned(), text.to_owned());
            self.fault(span, Fault::SectionMissing { section, found });
            return None;
        }
        for (text, span) in self.section("SATLs")? {
            let (group, number) = text.split_once('\t').unwrap_or((text, ""));
            if number.trim() != "0" {
                let group = group.trim().to_owned();
                self.fault(span, Fault::NoTicketHere { group });
            }
        }
        let (mut ballots, mut left) = (Collect::new(Marking::Ranked, 0), MARKS);
        let mut marks = Vec::new();
        for (title, marked) in [("RATLs", Marked::Above), ("BTLs", Marked::Below)] {
            for line in self.section(title)? {
                marks.clear();
                let Some(weight) = self.vote(&line, marked, &mut marks) else { continue };
                let fits = left.checked_sub(marks.len());
                left = fits.unwrap_or(0);
                if fits.is_none() || ballots.add(&marks, weight).is_err() {
                    self.fault(line.1, Fault::TooManyBallots {});
                    return None;
                }
            }
        }
        Some(ballots)
    }

    fn candidates(&mut self, lines: &[Line<'i>], contest: &mut Contest) {
        if lines.len() >= usize::from(Mark::MOST) {
            let (column, text) = ("Candidates".to_owned(), lines.len().to_string());
            self.fault(0..0, Fault::TooGreat { column, text });
            return;
        }
        self.persons = lines.len();
        for (number, (text, span)) in (0u32..).zip(lines) {
            let cells: Vec<&str> = text.split('\t').collect();
            if cells.len() < 2 {
                let (found, wanted) = (cells.len(), 3);
                self.fault(span.clone(), Fault::TooFewFields { found, wanted });
                continue;
            }
            let name = super::one_line(cells[0]);
            if name.is_empty() {
                self.fault(span.clone(), Fault::NameEmpty { column: "Candidates".to_owned() });
            }
            self.groups.entry(cells[1].trim()).or_default().push(Mark::of(number));
            let code = number.to_string();
            contest.candidacies.push(Candidacy { code, name, ..Candidacy::default() });
        }
    }

    /// The preferences of a line; answers how often they were cast.
    fn vote(&mut self, line: &Line<'i>, marked: Marked, marks: &mut Vec<Mark>) -> Option<u64> {
        let (text, span) = line;
        let (order, weight) = text.split_once('\t').unwrap_or((text, ""));
        let before = self.faults.len();
        for one in order
            .split(if marked == Marked::Above { ' ' } else { ',' })
            .filter(|one| !one.is_empty())
        {
            if marks.len() >= usize::from(Mark::MOST) {
                let (column, text) = ("preferences".to_owned(), marks.len().to_string());
                self.fault(span.clone(), Fault::TooGreat { column, text });
                break;
            }
            let fault = if marked == Marked::Above {
                match self.groups.get(one) {
                    Some(_) if one == UNGROUPED => Fault::NoSquareAbove { group: one.to_owned() },
                    Some(group) => {
                        marks.extend(group);
                        continue;
                    }
                    None => {
                        let (text, groups) = (one.to_owned(), self.groups.len());
                        Fault::NoSuchGroup { text, groups }
                    }
                }
            } else {
                let number = one.trim().parse::<u32>().ok();
                match number.filter(|number| (*number as usize) < self.persons) {
                    Some(number) => {
                        marks.push(Mark::of(number));
                        continue;
                    }
                    None => {
                        let (text, candidates) = (one.trim().to_owned(), self.persons);
                        Fault::NoSuchCandidate { text, candidates }
                    }
                }
            };
            self.fault(span.clone(), fault);
        }
        let number = weight.trim().parse::<u64>().ok();
        if number.is_none() {
            self.fault(span.clone(), not_whole("ballots", weight.trim()));
        }
        number.filter(|_| self.faults.len() == before)
    }
}
