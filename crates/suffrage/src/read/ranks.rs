//! Ranked ballots as a spreadsheet: a row for each ballot, a column for each rank.
//!
//! Columns `rank 1`, `rank 2`, … (also `r1`, `choice 1`, `rang 1`, `preference 1`, `1`); a column
//! `count` says how many ballots a row stands for. Cells name candidates, `A=B` or `A|B` two in one rank; an
//! empty cell is an empty rank, `overvote` a rank with several, `write-in` a name nobody declared.
//! Candidates stand in the order of their names, so that the order of the rows changes nothing.

use std::collections::BTreeSet;

use hashbrown::HashTable;

use super::columns::Rows;
use super::parts::{Own, Parts};
use super::{Blanks, Format, Input, Reading, Table, totals};
use crate::ballots::{Ballots, Collect, Mark, Marking, Sequence, Slice, TooMany};
use crate::diagnostic::{Diagnostic, Fault};
use crate::tally::{Candidacy, Contest};

const RANKS: &[&str] = &["r", "rank", "choice", "preference", "pref", "rang", "choix", ""];
/// What stands between two names in one rank.
const EQUALS: &[u8] = b"=|";
const COUNT: &[&str] = &["count", "ballots", "weight", "nombre", "bulletins"];
const ASIDE: &[&str] = &["ballot", "ballot_id", "id", "precinct", "batch", "bureau", "bulletin"];

/// The rank that a column holds: `rank 2`, `2nd Choice`, `For Mayor Choice 2 (50)`, `2`.
pub(crate) fn rank(name: &str) -> Option<u16> {
    let lower = name.trim().to_lowercase();
    // A number in brackets at the end is the maker's own.
    let lower = lower
        .rsplit_once(" (")
        .filter(|(_, end)| end.ends_with(')'))
        .map_or(lower.as_str(), |one| one.0);
    let words: Vec<&str> =
        lower.split([' ', '_', '-', '.']).filter(|one| !one.is_empty()).collect();
    let number = match words.as_slice() {
        [one] => ordinal(one).or_else(|| {
            let word = one.trim_end_matches(|letter: char| letter.is_ascii_digit());
            RANKS.contains(&word).then(|| one[word.len()..].parse().ok()).flatten()
        }),
        [first, word, ..] if RANKS.contains(word) && ordinal(first).is_some() => ordinal(first),
        [.., word, last] if RANKS.contains(word) => ordinal(last),
        _ => None,
    };
    number.filter(|number| (1..=1000).contains(number))
}

/// `2`, `2nd`, `2e`.
pub(crate) fn ordinal(word: &str) -> Option<u16> {
    let digits = word.trim_end_matches(char::is_alphabetic);
    let known = ["", "st", "nd", "rd", "th", "er", "e"].contains(&&word[digits.len()..]);
    known.then(|| digits.parse::<u16>().ok()).flatten()
}

/// Whether the header has ranks: columns before the first are the paper's own (number, precinct);
/// after it only ranks, a count and columns without a name may stand.
pub(crate) fn is_ranks(rows: &Rows<'_>) -> bool {
    is_header(&rows.header)
}

/// The same for the names of the columns alone.
pub(crate) fn is_header(names: &[String]) -> bool {
    let first = names.iter().position(|name| rank(name).is_some());
    first.is_some_and(|first| {
        names[first..].iter().all(|name| {
            let lower = name.to_lowercase();
            let known = COUNT.contains(&lower.as_str()) || ASIDE.contains(&lower.as_str());
            rank(name).is_some() || known || name.is_empty()
        })
    })
}

/// Reads the table.
pub(crate) fn read(rows: &Rows<'_>, reading: Reading<'_>) -> Result<Table, Vec<Diagnostic>> {
    let input = rows.input;
    let columns = columns(rows)?;
    let aside = |at: usize| columns.ranks[at].is_none() && columns.count != Some(at);
    let own = Own::of(rows, reading.by, aside)?;
    let from = rows.body();
    let (delimiter, by) = (rows.delimiter(), own.by);
    let Reading { blanks, papers, .. } = reading;
    let part = Part { input, columns: &columns, delimiter, from, blanks, papers, by };
    let read = part.read(input.text.len());
    if !read.faults.is_empty() {
        return Err(read.faults);
    }
    if read.ballots.distinct() == 0 {
        return Err(vec![Diagnostic::at(&input.file, rows.header_span(), Fault::NoRows {})]);
    }
    let mut table = table(&super::stem(&input.file), read);
    table.contests[0].fields = own.names;
    Ok(table)
}

/// The contest of ballots that were read in stretches, each with its own numbers of the names.
///
/// # Errors
/// If there are more ballots than can be held.
pub fn joined(name: &str, mut parts: Vec<(Collect, Vec<String>)>) -> Result<Table, TooMany> {
    if parts.len() == 1
        && let Some((ballots, names)) = parts.pop()
    {
        let (ballots, slices, faults) = (ballots.finish()?, Vec::new(), Vec::new());
        return Ok(table(name, Read { ballots, slices, names, faults }));
    }
    let all: BTreeSet<String> = parts.iter().flat_map(|part| part.1.iter().cloned()).collect();
    let all: Vec<String> = all.into_iter().collect();
    let place = |name: &String| all.binary_search(name).ok().and_then(|at| u32::try_from(at).ok());
    let mut whole: Option<Collect> = None;
    for (ballots, names) in parts {
        let places: Vec<Option<u32>> = names.iter().map(place).collect();
        let ballots = ballots.renumbered(&places)?;
        match &mut whole {
            Some(whole) => whole.join(ballots)?,
            None => whole = Some(ballots),
        }
    }
    let ballots = whole.map_or(Ok(Ballots::none(Marking::Ranked)), Collect::finish)?;
    let (slices, faults) = (Vec::new(), Vec::new());
    Ok(table(name, Read { ballots, slices, names: all, faults }))
}

/// The contest of ballots whose candidates are numbered as they came.
fn table(name: &str, read: Read) -> Table {
    let Read { mut slices, ballots, names, .. } = read;
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by(|a, b| names[*a].cmp(&names[*b]));
    let mut places = vec![None; names.len()];
    for (place, was) in (0u32..).zip(&order) {
        places[*was] = Some(place);
    }
    for slice in &mut slices {
        let ballots = std::mem::replace(&mut slice.ballots, Ballots::none(Marking::Ranked));
        slice.ballots = ballots.renumbered(&places);
    }
    let candidacy = |was: &usize| Candidacy {
        code: names[*was].clone(),
        name: names[*was].clone(),
        ..Candidacy::default()
    };
    let contest = Contest {
        code: "1".to_owned(),
        name: name.to_owned(),
        candidacies: order.iter().map(candidacy).collect(),
        ballots: Some(std::sync::Arc::new(ballots.renumbered(&places))),
        slices,
        ..Contest::default()
    };
    let (format, contests) = (Format::Ranks, vec![contest]);
    Table { format, contests, faulty: Vec::new(), doubts: Vec::new() }
}

/// What each column is for.
struct Columns {
    /// The rank of each column, from 0; `None` for others.
    ranks: Vec<Option<u16>>,
    count: Option<usize>,
    most: u16,
    /// The columns are the ranks from the first to the last, and nothing else.
    in_order: bool,
}

fn columns(rows: &Rows<'_>) -> Result<Columns, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut ranks: Vec<Option<u16>> = Vec::new();
    for (index, name) in rows.header.iter().enumerate() {
        let rank = rank(name).map(|number| number - 1);
        if rank.is_some() && ranks.contains(&rank) {
            let fault = Fault::ColumnTwice { column: name.clone() };
            faults.push(Diagnostic::at(&rows.input.file, rows.header_cell(index), fault));
        }
        ranks.push(rank);
    }
    let most = ranks.iter().flatten().max().map_or(0, |last| last + 1);
    for missing in (0..most).filter(|rank| !ranks.contains(&Some(*rank))) {
        let (column, near) = (format!("rank {}", missing + 1), crate::diagnostic::near("", []));
        let fault = Fault::ColumnMissing { column, near };
        faults.push(Diagnostic::at(&rows.input.file, rows.header_span(), fault));
    }
    let is_count = |name: &String| COUNT.contains(&name.to_lowercase().as_str());
    let count = rows.header.iter().position(is_count);
    let in_order = (0u16..).zip(&ranks).all(|(at, rank)| *rank == Some(at));
    if faults.is_empty() { Ok(Columns { ranks, count, most, in_order }) } else { Err(faults) }
}

/// A stretch of the file.
struct Part<'i> {
    input: &'i Input,
    columns: &'i Columns,
    delimiter: u8,
    from: usize,
    blanks: Blanks,
    papers: Sequence,
    /// The column by which the ballots are parted, if somebody asks.
    by: Option<usize>,
}

struct Read {
    ballots: Ballots,
    slices: Vec<Slice>,
    names: Vec<String>,
    faults: Vec<Diagnostic>,
}

/// What a cell says that names nobody: empty, several in one rank, a name nobody declared.
pub(crate) fn special(text: &str, blanks: Blanks) -> Option<Mark> {
    let empty = match blanks {
        Blanks::Empty => Mark::SKIPPED,
        Blanks::WrittenIn => Mark::WRITE_IN,
    };
    match text.to_lowercase().as_str() {
        "" => Some(empty),
        "undervote" | "skipped" => Some(Mark::SKIPPED),
        "overvote" => Some(Mark::OVERVOTE),
        "write-in" | "writein" | "undeclared write-in" | "uwi" => Some(Mark::WRITE_IN),
        _ => None,
    }
}

/// Names as they come, each with a number.
pub struct Names {
    blanks: Blanks,
    known: Vec<(Box<[u8]>, Mark)>,
    table: HashTable<u32>,
    names: Vec<String>,
    /// Short cells met before, found by their bytes as one number.
    short: Vec<(u64, u8, Mark)>,
}

/// Places for short cells; two that fall on one place take the longer way.
const SHORT: usize = 1024;

#[allow(clippy::cast_possible_truncation, reason = "ten bits are what is wanted")]
fn short_place(key: u64, length: usize) -> usize {
    ((key ^ length as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 54) as usize
}

impl Names {
    /// None yet.
    #[must_use]
    pub fn new(blanks: Blanks) -> Self {
        let (known, table) = (Vec::new(), HashTable::new());
        Self { blanks, known, table, names: Vec::new(), short: Vec::new() }
    }

    /// The mark of a short cell met before.
    fn met(&self, key: u64, length: usize) -> Option<Mark> {
        let (known, size, mark) = self.short.get(short_place(key, length))?;
        (*known == key && usize::from(*size) == length).then_some(*mark)
    }

    fn remember(&mut self, cell: &[u8], mark: Mark) {
        // The empty cell shares its number with none.
        if cell.len() > 8 {
            return;
        }
        let key = cell.iter().fold(0u64, |key, byte| (key << 8) | u64::from(*byte));
        if self.short.is_empty() {
            self.short = vec![(0, u8::MAX, Mark::SKIPPED); SHORT];
        }
        let size = u8::try_from(cell.len()).unwrap_or(u8::MAX);
        self.short[short_place(key, cell.len())] = (key, size, mark);
    }

    /// The names of candidates, each at its number.
    #[must_use]
    pub fn all(self) -> Vec<String> {
        self.names
    }

    /// The mark of a cell that holds a rank; what else stands in that rank goes to `beside`. `None`
    /// if there are more candidates than marks.
    pub fn rank(&mut self, cell: &[u8], beside: &mut Vec<Mark>) -> Option<Mark> {
        if cell.len() <= 8 {
            let key = cell.iter().fold(0u64, |key, byte| (key << 8) | u64::from(*byte));
            if let Some(mark) = self.met(key, cell.len()) {
                return Some(mark);
            }
        }
        if !cell.iter().any(|byte| EQUALS.contains(byte)) {
            return self.mark(cell);
        }
        let mut equals = cell.split(|byte| EQUALS.contains(byte));
        let first = self.mark(equals.next().unwrap_or_default())?;
        for one in equals {
            beside.push(self.mark(one)?.beside());
        }
        Some(first)
    }

    /// The mark of a cell; `None` if there are more candidates than marks.
    fn mark(&mut self, cell: &[u8]) -> Option<Mark> {
        let hash = super::parts::hash(cell);
        let known = &self.known;
        if let Some(at) = self.table.find(hash, |at| *known[*at as usize].0 == *cell) {
            return Some(self.known[*at as usize].1);
        }
        let text = String::from_utf8_lossy(cell).trim().to_owned();
        let mark = match special(&text, self.blanks) {
            Some(mark) => mark,
            None => {
                // The same name with other blanks around it is the same candidate.
                let place = self.names.iter().position(|name| *name == text).unwrap_or_else(|| {
                    self.names.push(text);
                    self.names.len() - 1
                });
                if place >= usize::from(Mark::MOST) {
                    return None;
                }
                Mark::of(u32::try_from(place).ok()?)
            }
        };
        self.remember(cell, mark);
        let at = u32::try_from(self.known.len()).ok()?;
        self.known.push((cell.into(), mark));
        let known = &self.known;
        self.table.insert_unique(hash, at, |at| super::parts::hash(&known[*at as usize].0));
        Some(mark)
    }
}

impl Part<'_> {
    fn read(&self, until: usize) -> Read {
        let bytes = &self.input.text.as_bytes()[..until];
        let mut names = Names::new(self.blanks);
        let mut ballots = Collect::with(Marking::Ranked, self.columns.most, self.papers);
        let mut faults = Vec::new();
        let mut marks: Vec<Mark> = Vec::new();
        let mut parts = Parts::default();
        let mut at = self.from;
        while at < bytes.len() && faults.len() < 50 {
            let (read, end) = match self.plain(bytes, at, &mut names, &mut marks) {
                Some(end) => (Ok(1), end),
                None => {
                    let end = bytes[at..].iter().position(|byte| *byte == b'\n');
                    let end = end.map_or(bytes.len(), |end| at + end);
                    (self.careful(&bytes[at..end], &mut names, &mut marks), end)
                }
            };
            let added = read.and_then(|weight| match weight {
                0 => Ok(()),
                weight => {
                    if self.by.is_some() {
                        let part = self.part(&bytes[at..end]);
                        let added = parts.add(&part, Marking::Ranked, &marks, weight);
                        added.map_err(|_| Fault::TooManyBallots {})?;
                    }
                    ballots.add(&marks, weight).map_err(|_| Fault::TooManyBallots {})
                }
            });
            if let Err(fault) = added {
                let span = totals::place(&self.input.text, at..end, &fault);
                faults.push(Diagnostic::at(&self.input.file, span, fault));
            }
            at = end + 1;
        }
        let ballots = ballots.finish().unwrap_or_else(|_| {
            faults.push(Diagnostic::at(&self.input.file, 0..0, Fault::TooManyBallots {}));
            Ballots::none(Marking::Ranked)
        });
        let slices = parts.finish(self.columns.most, None).unwrap_or_default();
        Read { ballots, slices, names: names.names, faults }
    }

    /// The part to which the ballot of a line belongs. Only who asks for parts pays for this look.
    fn part(&self, line: &[u8]) -> String {
        let column = self.by.unwrap_or(usize::MAX);
        let text = |cell: Option<&[u8]>| {
            String::from_utf8_lossy(cell.unwrap_or_default()).trim().to_owned()
        };
        if !line.contains(&b'"') {
            return text(line.split(|byte| *byte == self.delimiter).nth(column));
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(self.delimiter)
            .has_headers(false)
            .from_reader(line);
        let mut record = csv::ByteRecord::new();
        let _ = reader.read_byte_record(&mut record);
        text(record.get(column))
    }

    /// A line of nothing but ranks and names that have been met before, in one pass; `None` for
    /// any other. Answers where the line ends.
    fn plain(
        &self,
        bytes: &[u8],
        from: usize,
        names: &mut Names,
        marks: &mut Vec<Mark>,
    ) -> Option<usize> {
        if !self.columns.in_order {
            return None;
        }
        marks.clear();
        let (mut key, mut length) = (0u64, 0usize);
        for (offset, byte) in bytes[from..].iter().enumerate() {
            if *byte == self.delimiter || *byte == b'\n' {
                if length > 8 {
                    return None;
                }
                marks.push(names.met(key, length)?);
                if *byte == b'\n' {
                    let fits = marks.len() == self.columns.ranks.len();
                    return fits.then_some(from + offset);
                }
                (key, length) = (0, 0);
            } else {
                key = (key << 8) | u64::from(*byte);
                length += 1;
            }
        }
        None
    }

    /// Any line, taken apart with care. Answers how many ballots it stands for, 0 for a blank one.
    fn careful(&self, line: &[u8], names: &mut Names, marks: &mut Vec<Mark>) -> Result<u64, Fault> {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.iter().all(u8::is_ascii_whitespace) {
            return Ok(0);
        }
        let quotes = line.iter().filter(|byte| **byte == b'"').count();
        if quotes % 2 == 1 {
            return Err(Fault::ControlInText { column: "rank".to_owned() });
        }
        if quotes > 0 {
            return self.quoted(line, names, marks);
        }
        self.cells(line.split(|byte| *byte == self.delimiter), names, marks)
    }

    /// A line with quotes: taken apart as CSV does.
    fn quoted(&self, line: &[u8], names: &mut Names, marks: &mut Vec<Mark>) -> Result<u64, Fault> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(self.delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(line);
        let mut record = csv::ByteRecord::new();
        let read = reader.read_byte_record(&mut record).unwrap_or(false);
        let whole = reader.position().byte() >= line.len() as u64;
        if !read || !whole || record.iter().any(|cell| cell.contains(&b'\n')) {
            return Err(Fault::ControlInText { column: "rank".to_owned() });
        }
        self.cells(record.iter(), names, marks)
    }

    fn cells<'l>(
        &self,
        cells: impl Iterator<Item = &'l [u8]>,
        names: &mut Names,
        marks: &mut Vec<Mark>,
    ) -> Result<u64, Fault> {
        marks.clear();
        let (mut weight, mut found, mut extra, mut beside) = (1u64, 0, Vec::new(), Vec::new());
        for (index, cell) in cells.enumerate() {
            found += 1;
            match self.columns.ranks.get(index) {
                Some(Some(rank)) => {
                    let many =
                        || Fault::TooGreat { column: "candidates".to_owned(), text: names_most() };
                    let rank = usize::from(*rank);
                    if rank >= marks.len() {
                        marks.resize(rank + 1, Mark::SKIPPED);
                    }
                    let before = names.known.len();
                    marks[rank] = names.rank(cell, &mut beside).ok_or_else(many)?;
                    // A name is looked at once, when it is new.
                    if names.known.len() > before {
                        totals::refused(cell)?;
                    }
                    extra.extend(beside.drain(..).map(|one| (rank, one)));
                }
                _ if self.columns.count == Some(index) => {
                    let text = String::from_utf8_lossy(cell).trim().to_owned();
                    let column = "count".to_owned();
                    let fault = || {
                        totals::of(cell).unwrap_or(Fault::NotWhole { column, text: text.clone() })
                    };
                    weight = text.parse().map_err(|_| fault())?;
                }
                _ if index == 0 => totals::refused(cell)?,
                _ => {}
            }
        }
        let wanted = self.columns.ranks.len();
        // Empty ranks at the end of a row may be left out; cells beyond the header may not stand.
        if found > wanted || (found < wanted && self.columns.count.is_some_and(|at| at >= found)) {
            return Err(Fault::TooFewFields { found, wanted });
        }
        for (rank, mark) in extra.into_iter().rev() {
            marks.insert(rank + 1, mark);
        }
        Ok(weight)
    }
}

fn names_most() -> String {
    format!("more than {}", Mark::MOST)
}
