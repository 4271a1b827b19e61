//! Readers: bytes in, tally and diagnostics out. One file per format.
//!
//! A reader reports every fault of a file in one pass, each with its place. A row that cannot be
//! read costs its contest, not the others; a header that cannot be read costs the file. Figures
//! that contradict each other are kept as published and told as doubts.

mod areas;
pub mod blt;
pub mod brackets;
pub mod cdf;
pub mod clear_ballot;
pub(crate) mod columns;
pub mod concrete;
pub mod concrete_text;
pub mod dominion;
pub mod dominion_csv;
pub mod ech;
pub mod ess;
pub mod folder;
pub mod given;
mod grid;
pub mod hart;
pub mod kiesraad;
pub mod long;
pub mod marked;
mod meta;
pub mod onegov;
mod parts;
mod polls;
pub mod preflib;
pub mod raire;
pub mod ranks;
mod rounds;
pub mod stated;
pub mod together;
mod totals;
pub mod typed;
pub mod wabstic;
pub mod wide;

use crate::ballots::{Mark, Sequence, What};
use crate::diagnostic::{Diagnostic, Fault};
use crate::number::Votes;
use crate::tally::Contest;
use crate::word::words;
use columns::Rows;
pub use rounds::{as_round, join};
pub(crate) use totals::{is_total, total_row};

words! {
    /// How the bytes of a file become letters.
    pub enum Encoding {
        #[doc = "UTF-8, or UTF-16 with its mark; anything else is refused"]
        Detect = "detect",
        #[doc = "UTF-8"]
        Utf8 = "utf-8",
        #[doc = "Windows-1252, the usual code page of western spreadsheets"]
        Windows1252 = "windows-1252",
    }
}

#[allow(clippy::derivable_impls, reason = "the enum is written by a macro")]
impl Default for Encoding {
    fn default() -> Self {
        Self::Detect
    }
}

words! {
    /// The forms of tables that are read.
    pub enum Format {
        #[doc = "our own: a row for each candidacy and round"]
        Long = "long",
        #[doc = "a row for each commune, a group of columns for each list (French Interior Ministry)"]
        Wide = "wide",
        #[doc = "a row for each list (Dutch electoral council)"]
        Kiesraad = "kiesraad",
        #[doc = "a row for each candidate and municipality (OneGov, Switzerland)"]
        OneGov = "onegov",
        #[doc = "a row for each list, connections named (WabstiC, Switzerland)"]
        WabstiC = "wabstic",
        #[doc = "XML deliveries of Swiss authorities (eCH-0252)"]
        Ech = "ech-0252",
        #[doc = "ranked ballots, candidates by number (OpaVote, droop)"]
        Blt = "blt",
        #[doc = "orders and categories (PrefLib)"]
        PrefLib = "preflib",
        #[doc = "ranked ballots, a column for each rank"]
        Ranks = "ranks",
        #[doc = "cast vote records in the common data format (NIST), JSON or XML"]
        Cdf = "cdf",
        #[doc = "cast vote records, a folder of JSON (Dominion)"]
        Dominion = "dominion",
        #[doc = "approvals or scores, a column for each candidate"]
        Marked = "marked",
        #[doc = "ranked ballots, a column for each candidate"]
        Given = "given ranks",
        #[doc = "votes above and below the line, JSON or text (ConcreteSTV)"]
        Concrete = "concrete",
        #[doc = "cast vote records, a column for each square (Dominion CSV)"]
        DominionCsv = "dominion csv",
        #[doc = "cast vote records, a column for each square (Clear Ballot)"]
        ClearBallot = "clear ballot",
        #[doc = "ranked ballots, a line for each (RAIRE)"]
        Raire = "raire",
        #[doc = "ranked ballots, an order in brackets and its number (programs for margins)"]
        Brackets = "brackets",
        #[doc = "cast vote records, a file of XML for each ballot (Hart)"]
        Hart = "hart",
        #[doc = "cast vote records, a group of rank columns for each contest (ES&S)"]
        Ess = "ess",
    }
}

words! {
    /// What an empty cell says where a cell for each rank names a candidate. No file tells it: some
    /// exports write `undervote` for an empty rank and leave the cell empty where a name was written
    /// in. It is a habit of the file, not of the law, so it is said with the file.
    pub enum Blanks {
        #[doc = "an empty rank"]
        Empty = "empty",
        #[doc = "a name written in that nobody declared"]
        WrittenIn = "written in",
    }
}

words! {
    /// What the numbers say in a table with a column for each candidate. Content cannot tell it: 1
    /// is the best rank and a poor score, and a ballot of scores may look like one of ranks.
    pub enum Cells {
        #[doc = "as the header says; a table whose header does not say it is refused"]
        Detect = "detect",
        #[doc = "the rank given: 1 is the best"]
        Ranks = "ranks",
        #[doc = "a mark or a score: the highest is the best"]
        Scores = "scores",
    }
}

/// What whoever gives a file knows of it, and the file does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading<'a> {
    /// What an empty cell says.
    pub blanks: Blanks,
    /// What a number says.
    pub cells: Cells,
    /// By which column or field the ballots are parted, if somebody asks.
    pub by: Option<&'a str>,
    /// Whether the order of the papers is kept: a law asks for it, not a user
    /// ([`crate::LawOnDay::draws_papers_by_order`]).
    pub papers: Sequence,
}

impl Reading<'_> {
    /// Nothing is known beside the file.
    pub const PLAIN: Self =
        Self { blanks: Blanks::Empty, cells: Cells::Detect, by: None, papers: Sequence::Free };
}

/// A file as text. Spans of diagnostics are bytes of `text`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// As the user named it.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// What a table gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its form.
    pub format: Format,
    /// The contests that could be read, in file order.
    pub contests: Vec<Contest>,
    /// The contests that could not, with why.
    pub faulty: Vec<(String, Vec<Diagnostic>)>,
    /// Figures that contradict each other.
    pub doubts: Vec<Diagnostic>,
}

/// Turns bytes into text, never by guessing a letter.
///
/// # Errors
/// A byte that the encoding does not know (T001), with its place.
pub fn decode(file: &str, bytes: &[u8], encoding: Encoding) -> Result<Input, Vec<Diagnostic>> {
    let with_mark = match bytes {
        [0xFF, 0xFE, ..] => Some((encoding_rs::UTF_16LE, 2)),
        [0xFE, 0xFF, ..] => Some((encoding_rs::UTF_16BE, 2)),
        [0xEF, 0xBB, 0xBF, ..] => Some((encoding_rs::UTF_8, 3)),
        _ => None,
    };
    let (decoder, skip) = match (encoding, with_mark) {
        (_, Some(marked)) => marked,
        (Encoding::Windows1252, None) => (encoding_rs::WINDOWS_1252, 0),
        (Encoding::Detect | Encoding::Utf8, None) => (encoding_rs::UTF_8, 0),
    };
    let body = &bytes[skip..];
    let fault = |before: &[u8], byte: u8| {
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
        let byte = format!("0x{byte:02X} ({line}:{column})");
        let encoding = decoder.name().to_owned();
        vec![Diagnostic::at(file, 0..0, Fault::NotText { encoding, byte })]
    };
    if decoder == encoding_rs::UTF_8
        && let Err(error) = std::str::from_utf8(body)
    {
        let at = error.valid_up_to();
        return Err(fault(&body[..at], body[at]));
    }
    let Some(text) = decoder.decode_without_bom_handling_and_without_replacement(body) else {
        return Err(fault(&[], body.first().copied().unwrap_or(0)));
    };
    if let Some(at) = text.find('\0') {
        return Err(fault(&text.as_bytes()[..at], 0));
    }
    Ok(Input { file: file.to_owned(), text: text.into_owned() })
}

/// Whether a file is one of the many of a Dominion export: a manifest, or its records.
fn is_of_export(input: &Input) -> bool {
    let name = input.file.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_json = input.text.trim_start().starts_with('{');
    is_json && (dominion::wants(name) || name.ends_with("Manifest.json"))
}

/// Reads a table of any known form; the header tells which.
///
/// # Errors
/// Every fault of the header, or of a file that has no rows.
pub fn table(input: &Input) -> Result<Table, Vec<Diagnostic>> {
    table_as(input, Reading::PLAIN)
}

/// The same, with what is known of the file beside it.
///
/// # Errors
/// As [`table`].
pub fn table_as(input: &Input, reading: Reading<'_>) -> Result<Table, Vec<Diagnostic>> {
    if cdf::is_cdf(input) {
        return cdf::read_as(input, reading);
    }
    if is_of_export(input) {
        return Err(vec![Diagnostic::at(&input.file, 0..1, Fault::PartOfExport {})]);
    }
    if hart::is_hart(input) {
        return hart::read_as(std::slice::from_ref(input), reading);
    }
    if is_xml(input) {
        return ech::read(std::slice::from_ref(input));
    }
    if concrete::is_concrete(input) {
        return concrete::read(input);
    }
    if concrete_text::is_text(input) {
        return concrete_text::read(input);
    }
    if brackets::is_brackets(input) {
        return brackets::read(input, reading.papers);
    }
    if preflib::is_preflib(input) {
        return preflib::read(input, reading.papers);
    }
    if raire::is_raire(input) {
        return raire::read(input, reading.papers);
    }
    if blt::is_blt(input) {
        return blt::read(input, reading.papers);
    }
    if let Some(offset) = ess::header(input) {
        return ess::read(Rows::open_at(input, offset)?, reading);
    }
    if dominion_csv::is_dominion_csv(input) {
        return dominion_csv::read(Rows::open(input)?, reading);
    }
    let rows = Rows::open(input)?;
    if clear_ballot::is_clear_ballot(&rows) {
        return clear_ballot::read(rows, reading);
    }
    if reading.cells != Cells::Detect {
        let found = given::columns(&mut Rows::open(input)?);
        return match reading.cells {
            Cells::Ranks => given::read(rows, &found, reading),
            _ => marked::read(rows, &found, reading),
        };
    }
    let known: [(Format, bool); 7] = [
        (Format::Ranks, ranks::is_ranks(&rows)),
        (Format::OneGov, rows.has(&["list_id", "entity_id", "candidate_votes"])),
        (Format::WabstiC, rows.has(&["ListNr", "StimmenTotal", "ListVerb"])),
        (Format::Kiesraad, rows.has(&["Partij", "AantalStemmen"])),
        (Format::Wide, wide::is_wide(&rows)),
        (Format::Long, long::is_long(&rows)),
        (Format::Marked, marked::is_marked(&rows)),
    ];
    match known.iter().find(|(_, fits)| *fits).map(|(format, _)| *format) {
        Some(Format::OneGov) => onegov::read(rows),
        Some(Format::WabstiC) => wabstic::read(rows),
        Some(Format::Kiesraad) => kiesraad::read(rows),
        Some(Format::Wide) => wide::read(rows),
        Some(Format::Long) => long::read(rows),
        Some(Format::Marked) => {
            let columns = marked::columns(&rows);
            marked::read(rows, &columns, reading)
        }
        Some(Format::Ranks) => ranks::read(&rows, reading),
        // The other forms are no tables: they are told apart above.
        _ => {
            let found = given::columns(&mut Rows::open(input)?);
            if given::is_open(&mut Rows::open(input)?, &found) {
                let at = Diagnostic::at(&input.file, rows.header_span(), Fault::RanksOrScores {});
                return Err(vec![at]);
            }
            let fault = Fault::UnknownFormat {};
            Err(vec![Diagnostic::at(&input.file, rows.header_span(), fault)])
        }
    }
}

/// The most faults of one file that are worth telling.
pub(crate) const MOST_TOLD: usize = 50;

/// The byte at a line and column, both from 1.
pub(crate) fn place(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    let at = lines.map(str::len).sum::<usize>() + column.saturating_sub(1);
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Marks in the order of their ranks, from 1: ranks without a mark are empty, several in one stand
/// beside each other, in one order, so that equal ballots fall together.
pub(crate) fn in_ranks(mut ranks: std::collections::BTreeMap<u16, Vec<Mark>>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let last = ranks.keys().next_back().copied().unwrap_or(0);
    for rank in 1..=last {
        match ranks.get_mut(&rank) {
            None => marks.push(Mark::SKIPPED),
            Some(here) => {
                here.sort_unstable();
                // Two names written in are two persons.
                here.dedup_by(|a, b| a == b && matches!(a.what(), What::Candidate(_)));
                marks.push(here[0]);
                marks.extend(here[1..].iter().map(|mark| mark.beside()));
            }
        }
    }
    marks
}

/// What serde says of a fault, without the place, which the diagnostic has.
pub(crate) fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.as_str(), |(why, _)| why).to_owned()
}

/// The name of a file without its folder.
pub(crate) fn file_name(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or_default()
}

/// The name of a file without folder and ending: the name of a contest whose file says none.
#[must_use]
pub fn stem(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// A name on one line, with single blanks.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the file is XML: such files are parts of one delivery, not rounds.
#[must_use]
pub fn is_xml(input: &Input) -> bool {
    input.text.trim_start().starts_with('<')
}

/// Whether a list is the one under which ballots without a party are told.
pub(crate) fn no_party(list: &str) -> bool {
    matches!(list, "" | "99" | "999")
}

/// Why a cell is not a whole number.
pub(crate) enum NotWhole {
    Form,
    TooGreat,
}

/// A whole number of votes or seats; `None` if the cell is empty.
pub(crate) fn whole(text: &str) -> Result<Option<Votes>, NotWhole> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotWhole::Form);
    }
    match text.parse::<Votes>() {
        Ok(number) if number <= crate::number::MOST_VOTES => Ok(Some(number)),
        _ => Err(NotWhole::TooGreat),
    }
}

/// Doubts about the figures of the rounds of a contest.
pub(crate) fn doubts(
    file: &str,
    span: std::ops::Range<usize>,
    contest: &Contest,
    names: bool,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let code = || if contest.name.is_empty() { contest.code.clone() } else { contest.name.clone() };
    for round in &contest.rounds {
        let all = round.all_votes();
        let most = round.votes.iter().map(|(_, votes)| *votes).max().unwrap_or(0);
        for (what, whole) in [("expressed", round.expressed), ("voters", round.voters)] {
            // Whatever a ballot may carry, nobody has more votes than there are ballots.
            if let Some(whole) = whole.filter(|whole| names && most > *whole) {
                found.push(Fault::PartsDisagree {
                    contest: code(),
                    parts: "votes of one candidate".to_owned(),
                    whole: what.to_owned(),
                    part_sum: most.to_string(),
                    whole_sum: whole.to_string(),
                });
                break;
            }
        }
        if let (Some(expressed), Some(voters)) = (round.expressed, round.voters)
            && expressed > voters
        {
            found.push(Fault::PartsDisagree {
                contest: code(),
                parts: "expressed".to_owned(),
                whole: "voters".to_owned(),
                part_sum: expressed.to_string(),
                whole_sum: voters.to_string(),
            });
        }
        if let Some(expressed) = round.expressed.filter(|expressed| !names && all > *expressed) {
            let (votes, expressed) = (all.to_string(), expressed.to_string());
            let contest = code();
            found.push(Fault::MoreVotesThanExpressed { contest, votes, expressed });
        }
        let ballots = (round.expressed, round.blank, round.null, round.voters);
        if let (Some(expressed), Some(blank), Some(null), Some(voters)) = ballots
            && expressed + blank + null != voters
        {
            found.push(Fault::PartsDisagree {
                contest: code(),
                parts: "expressed + blank + null".to_owned(),
                whole: "voters".to_owned(),
                part_sum: (expressed + blank + null).to_string(),
                whole_sum: voters.to_string(),
            });
        }
        if let (Some(voters), Some(registered)) = (round.voters, round.registered)
            && voters > registered
        {
            found.push(Fault::PartsDisagree {
                contest: code(),
                parts: "voters".to_owned(),
                whole: "registered".to_owned(),
                part_sum: voters.to_string(),
                whole_sum: registered.to_string(),
            });
        }
    }
    found.into_iter().map(|fault| Diagnostic::at(file, span.clone(), fault)).collect()
}
