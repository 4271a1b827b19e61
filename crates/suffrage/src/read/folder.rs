//! An election folder: `election.toml`, `totals.csv` or `ballots.*`, and, where persons matter,
//! `candidates.csv`.
//!
//! `election.toml` says what a table cannot: title, law, date, sources, and lots that people drew.
//! `totals.csv` is our own table. `candidates.csv` has a row for each candidate of a list:
//! `contest, list, name, born, votes`, in list order. `sections.csv` has the votes of a list in each
//! section it is made of: `contest, list, section, votes`. What the numbers and the empty cells of a
//! table of ballots say is a fact of the folder too: `cells = "ranks"`, `blanks = "written in"`.

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::columns::Rows;
use super::{Encoding, Input, Reading, decode, long};
use crate::diagnostic::{Diagnostic, Fault, near, with_article};
use crate::tally::{Contest, Election, Lot, Person};
use crate::word::Word;

/// An election and the doubts its figures raise.
pub type Read = (Election, Vec<Diagnostic>);

/// Reads an election folder from its files: (name, bytes).
///
/// # Errors
/// Every fault of every file, each with its place.
pub fn election(id: &str, files: &[(String, Vec<u8>)]) -> Result<Read, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut file = |name: &str, needed: bool| {
        let found = files.iter().find(|(file, _)| file.rsplit('/').next() == Some(name));
        match found {
            None if needed => faults.push(Fault::FileMissing { file: name.to_owned() }.into()),
            None => {}
            Some((file, bytes)) => match decode(file, bytes, Encoding::Detect) {
                Ok(input) => return Some(input),
                Err(all) => faults.extend(all),
            },
        }
        None
    };
    let meta = file("election.toml", true);
    let ballots = BALLOTS.iter().find_map(|name| file(name, false));
    let totals = file("totals.csv", ballots.is_none());
    let candidates = file("candidates.csv", false);
    let sections = file("sections.csv", false);
    let mut election = Election { id: id.to_owned(), ..Election::default() };
    let mut reading = Reading::PLAIN;
    if let Some(meta) = &meta {
        let mut read = Meta { input: meta, faults: &mut faults, reading: Reading::PLAIN };
        read.read(&mut election);
        reading = read.reading;
    }
    let mut doubts = Vec::new();
    if let Some(totals) = &totals {
        match Rows::open(totals).and_then(long::read) {
            Err(all) => faults.extend(all),
            Ok(table) => {
                faults.extend(table.faulty.into_iter().flat_map(|(_, all)| all));
                election.contests = table.contests;
                doubts = table.doubts;
            }
        }
    }
    if let Some(ballots) = &ballots {
        match super::table_as(ballots, reading) {
            Err(all) => faults.extend(all),
            Ok(table) => {
                faults.extend(table.faulty.into_iter().flat_map(|(_, all)| all));
                election.contests.extend(table.contests);
                doubts.extend(table.doubts);
            }
        }
    }
    if let Some(meta) = &meta {
        facts_of_one(meta, &mut election, &mut faults);
    }
    if let Some(candidates) = &candidates {
        match Rows::open(candidates) {
            Err(all) => faults.extend(all),
            Ok(rows) => persons(rows, &mut election.contests, &mut faults),
        }
    }
    if let Some(sections) = &sections {
        match Rows::open(sections) {
            Err(all) => faults.extend(all),
            Ok(rows) => by_section(rows, &mut election.contests, &mut faults),
        }
    }
    if let Some(meta) = &meta {
        lots_name_contests(meta, &election, &mut faults);
    }
    if faults.is_empty() { Ok((election, doubts)) } else { Err(faults) }
}

/// Files of ballots, in the forms that are read.
pub const BALLOTS: &[&str] = &[
    "ballots.csv",
    "ballots.blt",
    "ballots.soi",
    "ballots.soc",
    "ballots.toi",
    "ballots.toc",
    "ballots.cat",
    "ballots.stv",
    "ballots.raire",
];

/// Seats and withdrawals that a file of ballots cannot say.
fn facts_of_one(meta: &Input, election: &mut Election, faults: &mut Vec<Diagnostic>) {
    let (seats, withdrawn) = (election.seats, std::mem::take(&mut election.withdrawn));
    for contest in election.contests.iter_mut().filter(|one| one.ballots.is_some()) {
        contest.seats = seats.or(contest.seats);
        if ["", "1", "ballots"].contains(&contest.name.as_str()) {
            contest.name.clone_from(&election.title);
        }
        for name in &withdrawn {
            let known = |one: &&mut crate::tally::Candidacy| one.code == *name || one.name == *name;
            match contest.candidacies.iter_mut().find(known) {
                Some(one) => one.withdrawn = true,
                None => {
                    let near = near(name, contest.candidacies.iter().map(|one| one.name.as_str()));
                    let (list, contest) = (name.clone(), contest.name.clone());
                    let at = meta.text.find("withdrawn").unwrap_or(0);
                    let fault = Fault::NoSuchList { list, contest, near };
                    faults.push(Diagnostic::at(&meta.file, at..at + 9, fault));
                }
            }
        }
    }
}

fn lots_name_contests(meta: &Input, election: &Election, faults: &mut Vec<Diagnostic>) {
    if election.contests.is_empty() {
        return;
    }
    for lot in &election.lots {
        if election.contests.iter().all(|contest| contest.code != lot.contest) {
            let near = near(&lot.contest, election.contests.iter().map(|one| one.code.as_str()));
            let at = meta.text.find("[[lot]]").unwrap_or(0);
            let fault = Fault::NoSuchContest { contest: lot.contest.clone(), near };
            faults.push(Diagnostic::at(&meta.file, at..at + 7, fault));
        }
    }
}

struct Meta<'a> {
    input: &'a Input,
    faults: &'a mut Vec<Diagnostic>,
    reading: Reading,
}

const KEYS: &[&str] =
    &["title", "law", "date", "source", "note", "lot", "seats", "withdrawn", "cells", "blanks"];
const LOT_KEYS: &[&str] = &["contest", "among", "drawn", "source"];

impl Meta<'_> {
    fn fault(&mut self, span: std::ops::Range<usize>, fault: Fault) {
        self.faults.push(Diagnostic::at(&self.input.file, span, fault));
    }

    fn read(&mut self, election: &mut Election) {
        let (root, errors) = DeTable::parse_recoverable(&self.input.text);
        // One slip can make every line after it wrong: then only the slip itself is told.
        let told = if errors.len() > 4 { 1 } else { errors.len() };
        for error in &errors[..told] {
            let (span, what) = (error.span().unwrap_or(0..0), error.message().to_owned());
            self.fault(span, Fault::NotToml { what });
        }
        if !errors.is_empty() {
            return;
        }
        let table = root.get_ref();
        let top = 0..self.input.text.lines().next().unwrap_or_default().len();
        self.keys(table, KEYS, &["title", "law", "date"], "election.toml", &top);
        election.title = self.text(table, "title").unwrap_or_default();
        election.law = self.text(table, "law").unwrap_or_default();
        if let Some(value) = table.get("date") {
            let text = match value.get_ref() {
                DeValue::Datetime(day) => day.to_string(),
                DeValue::String(text) => text.to_string(),
                other => other.type_str().to_owned(),
            };
            match day(&text) {
                Some(day) => election.date = day,
                None => self.fault(value.span(), Fault::NotADate { key: "date".to_owned(), text }),
            }
        }
        election.withdrawn = self.texts(table, "withdrawn");
        let (cells, blanks) = (self.word(table, "cells"), self.word(table, "blanks"));
        self.reading.cells = cells.unwrap_or(self.reading.cells);
        self.reading.blanks = blanks.unwrap_or(self.reading.blanks);
        if let Some(value) = table.get("seats") {
            let seats = value.get_ref().as_integer().and_then(|one| one.as_str().parse().ok());
            election.seats = seats.filter(|seats| (1..=1_000_000).contains(seats));
            if election.seats.is_none() {
                let (key, wanted) = ("seats".to_owned(), "a whole number".to_owned());
                let found = with_article(value.get_ref().type_str());
                self.fault(value.span(), Fault::WrongKind { key, wanted, found });
            }
        }
        election.sources = match table.get("source").map(Spanned::get_ref) {
            Some(DeValue::String(one)) => vec![one.to_string()],
            _ => self.texts(table, "source"),
        };
        if let Some(value) = table.get("lot") {
            let tables = value.get_ref().as_array();
            if tables.is_none_or(|all| all.iter().any(|one| one.get_ref().as_table().is_none())) {
                let (key, wanted) = ("lot".to_owned(), "tables, each begun by [[lot]]".to_owned());
                let found = with_article(value.get_ref().type_str());
                self.fault(value.span(), Fault::WrongKind { key, wanted, found });
            }
        }
        for lot in table.get("lot").and_then(|all| all.get_ref().as_array()).into_iter().flatten() {
            let Some(inner) = lot.get_ref().as_table() else { continue };
            self.keys(inner, LOT_KEYS, LOT_KEYS, "[[lot]]", &lot.span());
            election.lots.push(Lot {
                contest: self.text(inner, "contest").unwrap_or_default(),
                among: self.texts(inner, "among"),
                drawn: self.texts(inner, "drawn"),
                source: self.text(inner, "source").unwrap_or_default(),
            });
        }
    }

    fn keys(
        &mut self,
        table: &DeTable<'_>,
        known: &[&str],
        needed: &[&str],
        form: &str,
        span: &std::ops::Range<usize>,
    ) {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let (word, form) = (key.get_ref().to_string(), form.to_owned());
            let near = near(&word, known.iter().copied());
            self.fault(key.span(), Fault::UnknownKey { key: word, form, near });
        }
        for key in needed.iter().filter(|key| !table.contains_key(**key)) {
            let (key, form) = ((*key).to_owned(), form.to_owned());
            self.fault(span.clone(), Fault::FactMissing { key, form });
        }
    }

    fn text(&mut self, table: &DeTable<'_>, key: &str) -> Option<String> {
        let value = table.get(key)?;
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.as_ref().is_some_and(|text| text.trim().is_empty()) {
            let (key, form) = (key.to_owned(), "election.toml".to_owned());
            self.fault(value.span(), Fault::FactMissing { key, form });
        }
        if text.as_ref().is_some_and(|text| text.bytes().any(|byte| byte < b' ')) {
            self.fault(value.span(), Fault::ControlInText { column: key.to_owned() });
        }
        if text.is_none() {
            let (key, wanted) = (key.to_owned(), "a text in quotes".to_owned());
            let found = with_article(value.get_ref().type_str());
            self.fault(value.span(), Fault::WrongKind { key, wanted, found });
        }
        text
    }

    /// One of the words of a vocabulary.
    fn word<W: Word>(&mut self, table: &DeTable<'_>, key: &str) -> Option<W> {
        let text = self.text(table, key)?;
        let word = W::read(&text);
        if word.is_none() {
            let near = near(&text, W::ALL.iter().map(|one| one.0));
            let span = table.get(key).map_or(0..0, Spanned::span);
            self.fault(span, Fault::UnknownWord { key: key.to_owned(), word: text, near });
        }
        word
    }

    fn texts(&mut self, table: &DeTable<'_>, key: &str) -> Vec<String> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let texts: Option<Vec<String>> = value.get_ref().as_array().and_then(|all| {
            all.iter().map(|one| one.get_ref().as_str().map(str::to_owned)).collect()
        });
        if texts.is_none() {
            let (key, wanted) = (key.to_owned(), "a list of texts".to_owned());
            let found = with_article(value.get_ref().type_str());
            self.fault(value.span(), Fault::WrongKind { key, wanted, found });
        }
        texts.unwrap_or_default()
    }
}

/// Names columns that are not known.
fn header(rows: &Rows<'_>, known: &[&str], faults: &mut Vec<Diagnostic>) {
    for (index, name) in rows.header.iter().enumerate() {
        if !known.contains(&name.to_lowercase().as_str()) {
            let near = near(name, known.iter().copied());
            let fault = Fault::ColumnUnknown { column: name.clone(), near };
            faults.push(Diagnostic::at(&rows.input.file, rows.header_cell(index), fault));
        }
    }
}

/// The list a row belongs to; a fault if there is none.
fn list_of<'c>(
    rows: &Rows<'_>,
    (contest, list): (usize, usize),
    contests: &'c mut [Contest],
    faults: &mut Vec<Diagnostic>,
) -> Option<&'c mut crate::tally::Candidacy> {
    if rows.cell(contest).is_empty() && contests.len() > 1 {
        let column = if contest == usize::MAX { list } else { contest };
        faults.push(rows.at(column, Fault::ContestNotNamed {}));
        return None;
    }
    let (found, wanted) = (rows.len(), rows.header.len());
    if found != wanted {
        let fault = Fault::TooFewFields { found, wanted };
        faults.push(Diagnostic::at(&rows.input.file, rows.row_span(), fault));
        return None;
    }
    let code = match rows.cell(contest) {
        "" => contests.first().map_or_else(String::new, |one| one.code.clone()),
        code => code.to_owned(),
    };
    let Some(index) = contests.iter().position(|one| one.code == code) else {
        let near = near(&code, contests.iter().map(|one| one.code.as_str()));
        faults.push(rows.at(contest, Fault::NoSuchContest { contest: code, near }));
        return None;
    };
    let found = &mut contests[index];
    let wanted = rows.cell(list);
    let known = |one: &crate::tally::Candidacy| one.code == wanted || one.name == wanted;
    let place = found.candidacies.iter().position(known);
    if place.is_none() {
        let near = near(wanted, found.candidacies.iter().map(|one| one.code.as_str()));
        let (list_name, contest) = (wanted.to_owned(), found.name.clone());
        faults.push(rows.at(list, Fault::NoSuchList { list: list_name, contest, near }));
    }
    place.map(|place| &mut found.candidacies[place])
}

/// The votes of lists in each section.
fn by_section(mut rows: Rows<'_>, contests: &mut [Contest], faults: &mut Vec<Diagnostic>) {
    let before = faults.len();
    header(&rows, &["contest", "list", "section", "votes"], faults);
    let (list, section) = (rows.need("list", faults), rows.need("section", faults));
    let votes = rows.need("votes", faults);
    let contest = rows.column("contest").unwrap_or(usize::MAX);
    while faults.len() == before && rows.next() {
        let Some(found) = list_of(&rows, (contest, list), contests, faults) else { continue };
        if rows.cell(votes).is_empty() {
            faults.push(rows.at(votes, Fault::Empty { column: "votes".to_owned() }));
        }
        let (given, code) = (rows.whole(votes, faults).unwrap_or(0), rows.cell(section).to_owned());
        if found.sections.iter().any(|(one, _)| *one == code) {
            let (column, first) = ("section".to_owned(), rows.line() - 1);
            faults.push(rows.at(section, Fault::SameCodeTwice { column, code, first }));
            continue;
        }
        found.sections.push((code, given));
    }
    sections_add_up(rows.input, contests, faults);
}

/// The votes of a list are those of its sections.
fn sections_add_up(input: &Input, contests: &[Contest], faults: &mut Vec<Diagnostic>) {
    for contest in contests {
        let Some(round) = contest.rounds.last() else { continue };
        for (place, votes) in &round.votes {
            let list = contest.candidacy(*place);
            let sum: crate::number::Votes = list.sections.iter().map(|(_, votes)| *votes).sum();
            if !list.sections.is_empty() && sum != *votes {
                let fault = Fault::PartsDisagree {
                    contest: contest.name.clone(),
                    parts: format!("sections of {}", list.name),
                    whole: "votes".to_owned(),
                    part_sum: sum.to_string(),
                    whole_sum: votes.to_string(),
                };
                faults.push(Diagnostic::at(&input.file, 0..0, fault));
            }
        }
    }
}

/// The candidates of lists, in list order.
fn persons(mut rows: Rows<'_>, contests: &mut [Contest], faults: &mut Vec<Diagnostic>) {
    const KNOWN: &[&str] = &["contest", "list", "name", "born", "votes"];
    let before = faults.len();
    header(&rows, KNOWN, faults);
    let (list, name) = (rows.need("list", faults), rows.need("name", faults));
    for column in ["contest", "born", "votes"].iter().filter(|column| rows.has(&[column])) {
        rows.need(column, faults);
    }
    if faults.len() > before {
        return;
    }
    let optional = |name: &str| rows.column(name).unwrap_or(usize::MAX);
    let (contest, born, votes) = (optional("contest"), optional("born"), optional("votes"));
    while rows.next() {
        let Some(found) = list_of(&rows, (contest, list), contests, faults) else { continue };
        let birth = rows.cell(born);
        let date = day(birth);
        if !birth.is_empty() && date.is_none() {
            let (column, text) = ("born".to_owned(), birth.to_owned());
            faults.push(rows.at(born, Fault::NotADay { column, text }));
        }
        let called = rows.cell(name);
        let column = "name".to_owned();
        let fault = match called {
            "" => Some(Fault::NameEmpty { column }),
            _ if super::is_total(called) => Some(Fault::TotalRow { text: called.to_owned() }),
            _ if called.bytes().any(|byte| byte < b' ') => Some(Fault::ControlInText { column }),
            _ if found.persons.iter().any(|one| one.name == called && one.born == date) => {
                let (code, first) = (called.to_owned(), rows.line() - 1);
                Some(Fault::SameCodeTwice { column, code, first })
            }
            _ => None,
        };
        faults.extend(fault.map(|fault| rows.at(name, fault)));
        let person =
            Person { name: called.to_owned(), born: date, votes: rows.whole(votes, faults) };
        found.persons.push(person);
    }
}

/// A day, as `1950-11-16`.
pub(crate) fn day(text: &str) -> Option<Date> {
    let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    plain.then(|| text.parse().ok()).flatten()
}
