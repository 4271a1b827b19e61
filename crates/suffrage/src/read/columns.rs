//! Rows and columns: the shape that all tables share.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Input, NotWhole, whole};
use crate::diagnostic::{Diagnostic, Fault, near};
use crate::number::Votes;
use crate::tally::Contest;

/// A table opened: its header and a reader of its rows.
pub(crate) struct Rows<'i> {
    pub input: &'i Input,
    pub header: Vec<String>,
    delimiter: u8,
    reader: csv::Reader<&'i [u8]>,
    record: csv::StringRecord,
    start: usize,
    /// Where the header begins: what stands before it is no part of the table.
    offset: usize,
}

impl<'i> Rows<'i> {
    /// Finds the delimiter and reads the header.
    pub fn open(input: &'i Input) -> Result<Self, Vec<Diagnostic>> {
        Self::open_at(input, 0)
    }

    /// The same for a table whose header begins at a byte of the text.
    pub fn open_at(input: &'i Input, offset: usize) -> Result<Self, Vec<Diagnostic>> {
        let text = &input.text[offset..];
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        if input.text.trim().is_empty() {
            return Err(vec![Diagnostic::at(&input.file, 0..0, Fault::NoRows {})]);
        }
        let count = |delimiter: u8| first.bytes().filter(|byte| *byte == delimiter).count();
        let delimiter =
            [b';', b'\t', b','].into_iter().max_by_key(|one| count(*one)).unwrap_or(b',');
        if count(delimiter) == 0 && first.contains('|') {
            let fault = Fault::DividedWrongly { found: "`|`".to_owned() };
            return Err(vec![Diagnostic::at(&input.file, 0..first.len(), fault)]);
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        let _ = reader.read_record(&mut record);
        let header = record.iter().map(|name| name.trim().to_owned()).collect();
        Ok(Self { input, header, delimiter, reader, record, start: offset, offset })
    }

    /// The next row, if there is one.
    pub fn next(&mut self) -> bool {
        loop {
            self.start = self.body();
            match self.reader.read_record(&mut self.record) {
                Ok(true) if self.record.iter().all(|cell| cell.trim().is_empty()) => {}
                Ok(more) => return more,
                Err(_) => return false,
            }
        }
    }

    /// The next row, though all its cells may be empty.
    pub fn next_line(&mut self) -> bool {
        self.start = self.body();
        self.reader.read_record(&mut self.record).unwrap_or(false)
    }

    /// The cell in column `index`, without blanks around it; empty if the row is shorter.
    pub fn cell(&self, index: usize) -> &str {
        self.record.get(index).unwrap_or_default().trim()
    }

    /// Every cell of the row, without blanks around them.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.record.iter().map(str::trim)
    }

    /// How many cells the row has.
    pub fn len(&self) -> usize {
        self.record.len()
    }

    pub fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.column(name).is_some())
    }

    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|one| one.eq_ignore_ascii_case(name))
    }

    /// The line of the row, from 1.
    pub fn line(&self) -> u64 {
        let before = self.input.text.as_bytes()[..self.offset].iter();
        let before = before.filter(|byte| **byte == b'\n').count() as u64;
        before + self.record.position().map_or(0, csv::Position::line)
    }

    /// Where the rows begin.
    pub fn body(&self) -> usize {
        let read = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        self.offset.saturating_add(read)
    }

    /// What divides the columns.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    pub fn header_span(&self) -> Range<usize> {
        let text = &self.input.text[self.offset..];
        self.offset..self.offset + text.lines().next().unwrap_or_default().len()
    }

    /// The bytes of one cell of the row: found only when there is something to say about it.
    pub fn span(&self, index: usize) -> Range<usize> {
        self.cell_span(self.start, index)
    }

    fn cell_span(&self, start: usize, index: usize) -> Range<usize> {
        let bytes = self.input.text.as_bytes();
        let mut at = start.min(bytes.len());
        while at < bytes.len() && matches!(bytes[at], b'\n' | b'\r') {
            at += 1;
        }
        let (mut column, mut from, mut quoted) = (0, at, false);
        while at < bytes.len() {
            match bytes[at] {
                b'"' => quoted = !quoted,
                byte if !quoted && (byte == self.delimiter || byte == b'\n' || byte == b'\r') => {
                    if column == index {
                        break;
                    }
                    if byte != self.delimiter {
                        return at..at;
                    }
                    column += 1;
                    from = at + 1;
                }
                _ => {}
            }
            at += 1;
        }
        from.min(at)..at
    }

    /// The bytes of the whole row.
    pub fn row_span(&self) -> Range<usize> {
        let from = self.span(0).start;
        let rest = &self.input.text[from..];
        from..from + rest.lines().next().unwrap_or_default().len()
    }

    /// The bytes of a column's name in the header.
    pub fn header_cell(&self, index: usize) -> Range<usize> {
        self.cell_span(self.offset, index)
    }

    pub fn at(&self, index: usize, fault: Fault) -> Diagnostic {
        Diagnostic::at(&self.input.file, self.span(index), fault)
    }

    /// A column that must be there.
    pub fn need(&self, name: &str, faults: &mut Vec<Diagnostic>) -> usize {
        let named = |(_, one): &(usize, &String)| one.eq_ignore_ascii_case(name);
        if let Some((again, _)) = self.header.iter().enumerate().filter(named).nth(1) {
            let fault = Fault::ColumnTwice { column: name.to_owned() };
            faults.push(Diagnostic::at(&self.input.file, self.header_cell(again), fault));
        }
        self.column(name).unwrap_or_else(|| {
            let near = near(name, self.header.iter().map(String::as_str));
            let fault = Fault::ColumnMissing { column: name.to_owned(), near };
            faults.push(Diagnostic::at(&self.input.file, self.header_span(), fault));
            usize::MAX
        })
    }

    /// A whole number in a column; a fault if it is something else.
    pub fn whole(&self, index: usize, faults: &mut Vec<Diagnostic>) -> Option<Votes> {
        let text = self.cell(index);
        let wrong = match whole(text) {
            Ok(number) => return number,
            Err(wrong) => wrong,
        };
        let (column, text) = (self.header.get(index).cloned().unwrap_or_default(), text.to_owned());
        let fault = match wrong {
            NotWhole::Form => Fault::NotWhole { column, text },
            NotWhole::TooGreat => Fault::TooGreat { column, text },
        };
        faults.push(self.at(index, fault));
        None
    }

    /// A whole number of seats or candidates.
    pub fn small(&self, index: usize, faults: &mut Vec<Diagnostic>) -> Option<u32> {
        let number = self.whole(index, faults)?;
        let small = u32::try_from(number).ok().filter(|small| *small <= MOST_SEATS);
        if small.is_none() {
            let column = self.header.get(index).cloned().unwrap_or_default();
            faults.push(self.at(index, Fault::TooGreat { column, text: number.to_string() }));
        }
        small
    }
}

/// The most seats a reader accepts: ten times the largest body anybody has counted.
const MOST_SEATS: u32 = 1_000_000;

/// Contests as they grow row by row, with the faults of each.
#[derive(Default)]
pub(crate) struct Growing {
    pub contests: Vec<Contest>,
    pub spans: Vec<Range<usize>>,
    faults: BTreeMap<usize, Vec<Diagnostic>>,
    index: BTreeMap<String, usize>,
    last: usize,
}

impl Growing {
    /// The contest of this code, made if it is new.
    pub fn contest(&mut self, code: &str, span: impl FnOnce() -> Range<usize>) -> usize {
        if self.contests.get(self.last).is_some_and(|one| one.code == code) {
            return self.last;
        }
        self.last = match self.index.get(code) {
            Some(index) => *index,
            None => {
                self.contests.push(Contest { code: code.to_owned(), ..Contest::default() });
                self.spans.push(span());
                self.index.insert(code.to_owned(), self.contests.len() - 1);
                self.contests.len() - 1
            }
        };
        self.last
    }

    /// Notes faults of a contest.
    pub fn blame(&mut self, contest: usize, faults: Vec<Diagnostic>) {
        if !faults.is_empty() {
            self.faults.entry(contest).or_default().extend(faults);
        }
    }

    /// The contests that stand, and those that do not.
    pub fn finish(self, file: &str, format: super::Format, names: bool) -> super::Table {
        let (mut contests, mut faulty, mut doubts) = (Vec::new(), Vec::new(), Vec::new());
        let mut faults = self.faults;
        for (index, (contest, span)) in self.contests.into_iter().zip(self.spans).enumerate() {
            if let Some(column) = with_control(&contest) {
                let fault = Fault::ControlInText { column: column.to_owned() };
                let at = Diagnostic::at(file, span.clone(), fault);
                faults.entry(index).or_default().push(at);
            }
            match faults.remove(&index) {
                Some(faults) => faulty.push((contest.code, faults)),
                None => {
                    doubts.extend(super::doubts(file, span, &contest, names));
                    contests.push(contest);
                }
            }
        }
        super::Table { format, contests, faulty, doubts }
    }
}

/// The column in which a contest has a text with a control character: a line break above all.
fn with_control(contest: &Contest) -> Option<&'static str> {
    let bad = |text: &String| text.bytes().any(|byte| byte < b' ' || byte == 0x7F);
    let list = |one: &crate::tally::Candidacy| bad(&one.name) || bad(&one.code);
    match (bad(&contest.code) || bad(&contest.name), contest.candidacies.iter().any(list)) {
        (true, _) => Some("contest"),
        (_, true) => Some("name"),
        _ => None,
    }
}
