//! An election folder: `election.toml`, `totals.csv` or `ballots.*`, and, where persons matter,
//! `candidates.csv`.
//!
//! `election.toml` says what a table cannot: title, law, date, sources, and lots that people drew.
//! `totals.csv` is our own table. `candidates.csv` has a row for each candidate of a list:
//! `contest, list, name, born, votes`, in list order. `sections.csv` has the votes of a list in each
//! section it is made of: `contest, list, section, votes`. An election of several tiers has its areas in
//! `areas.csv` and what is voted or won in constituencies in `constituencies.csv` or `won.csv`. What the numbers and the empty cells of a
//! table of ballots say is a fact of the folder too: `cells = "ranks"`, `blanks = "written in"`; so are
//! the files of ballots where they are several, `ballots = ["north.csv", "cvr-export"]`, the number
//! of ballots, `cast = 12345`, and the names of candidates in them, `[[candidate]]` with `aliases`.

use super::areas::Files;
use super::columns::Rows;
use super::meta::Meta;
use super::stated::Asked;
use super::together::{Source, together_or_alone};
use super::{Encoding, Input, Reading, Table, decode, long};
use crate::ballots::Sequence;
use crate::diagnostic::{Diagnostic, Fault, near};
use crate::tally::{Contest, Election, Person};
use jiff::civil::Date;

/// An election and the doubts its figures raise.
pub type Read = (Election, Vec<Diagnostic>);

/// What whoever opens a folder gives beside it.
#[derive(Clone, Debug, Default)]
pub struct Beside<'a> {
    /// Files and folders of ballots that `election.toml` names, where they are read already.
    pub sources: Vec<Source>,
    /// What is asked of the ballots.
    pub asked: Asked,
    /// By what the ballots are parted.
    pub by: Option<&'a str>,
    /// The letters of the files.
    pub encoding: Encoding,
    /// Whether the order of the papers is kept.
    pub papers: Sequence,
}

/// The files of ballots that `election.toml` names, and what their cells say. Faults are told by
/// [`election`].
#[must_use]
pub fn listed(files: &[(String, Vec<u8>)], encoding: Encoding) -> (Vec<String>, Reading<'static>) {
    let meta = files.iter().find(|(file, _)| file.rsplit('/').next() == Some("election.toml"));
    let input = meta.and_then(|(file, bytes)| text(file, bytes, encoding).ok());
    let Some(input) = input else { return (Vec::new(), Reading::PLAIN) };
    let mut faults = Vec::new();
    let mut meta = Meta::new(&input, &mut faults);
    meta.read(&mut Election::default());
    (meta.ballots, meta.reading)
}

/// A file of a folder as text. `election.toml` is UTF-8, as TOML is, whatever the tables are; only if it
/// is not, it has their letters.
///
/// # Errors
/// If the bytes are not text in these letters.
pub fn text(file: &str, bytes: &[u8], encoding: Encoding) -> Result<Input, Vec<Diagnostic>> {
    let plain = file.ends_with(".toml") && std::str::from_utf8(bytes).is_ok();
    decode(file, bytes, if plain { Encoding::Detect } else { encoding })
}

/// Reads an election folder from its files: (name, bytes).
///
/// # Errors
/// Every fault of every file, each with its place.
pub fn election(id: &str, files: &[(String, Vec<u8>)]) -> Result<Read, Vec<Diagnostic>> {
    election_with(id, files, Beside::default())
}

/// The same, with what is given beside it.
///
/// # Errors
/// As [`election`].
pub fn election_with(
    id: &str,
    files: &[(String, Vec<u8>)],
    beside: Beside<'_>,
) -> Result<Read, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut file = |name: &str, needed: bool| {
        let found = files.iter().find(|(file, _)| file.rsplit('/').next() == Some(name));
        match found {
            None if needed => faults.push(Fault::FileMissing { file: name.to_owned() }.into()),
            None => {}
            Some((file, bytes)) => match text(file, bytes, beside.encoding) {
                Ok(input) => return Some(input),
                Err(all) => faults.extend(all),
            },
        }
        None
    };
    let mut election = Election { id: id.to_owned(), ..Election::default() };
    let meta = file("election.toml", true);
    let mut of_meta = Vec::new();
    let read = meta.as_ref().map(|input| {
        let mut meta = Meta::new(input, &mut of_meta);
        meta.read(&mut election);
        (meta.reading, meta.ballots, meta.asked)
    });
    let (reading, listed, stated) = read.unwrap_or((Reading::PLAIN, Vec::new(), Asked::default()));
    let reading = Reading { by: beside.by, papers: beside.papers, ..reading };
    let given = |name: &str| beside.sources.iter().any(|one| one.file == name);
    let own = BALLOTS.iter().find(|name| has(files, name) || given(name));
    let own = own.map(|name| (*name).to_owned());
    let listed = if listed.is_empty() { own.into_iter().collect() } else { listed };
    // Of a folder whose facts cannot be read nobody knows which figures it has.
    let garbled = (meta.is_none() && has(files, "election.toml"))
        || of_meta.iter().any(|one| matches!(one.fault, Fault::NotToml { .. }));
    let totals = file("totals.csv", listed.is_empty() && !garbled);
    let candidates = file("candidates.csv", false);
    let sections = file("sections.csv", false);
    let [areas, constituencies, won] =
        ["areas.csv", "constituencies.csv", "won.csv"].map(|name| file(name, false));
    faults.append(&mut of_meta);
    let mut doubts = Vec::new();
    let title = Some(election.title.en.clone());
    let asked = Asked { title, ..stated.beside(beside.asked) };
    let tiers = Files {
        totals: totals.as_ref(),
        areas: areas.as_ref(),
        constituencies: constituencies.as_ref(),
        won: won.as_ref(),
    };
    let totals = totals.as_ref().map(|totals| Rows::open(totals).and_then(long::read));
    let of_ballots = Named { files, listed: &listed, reading, encoding: beside.encoding };
    let ballots = ballots(&of_ballots, asked, beside.sources).transpose();
    for table in [totals, ballots].into_iter().flatten() {
        match table {
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
    if tiers.any() {
        let lists = std::mem::take(&mut election.contests);
        election.contests.extend(tiers.contest(lists, &mut faults));
    }
    if let Some(meta) = &meta {
        lots_name_contests(meta, &election, &mut faults);
    }
    if faults.is_empty() { Ok((election, doubts)) } else { Err(faults) }
}

fn has(files: &[(String, Vec<u8>)], name: &str) -> bool {
    files.iter().any(|(file, _)| file.rsplit('/').next() == Some(name))
}

/// Files of ballots that a folder names, and how they are read.
struct Named<'a> {
    files: &'a [(String, Vec<u8>)],
    listed: &'a [String],
    reading: Reading<'a>,
    encoding: Encoding,
}

/// The ballots of every file that is listed, added together.
fn ballots(
    named: &Named<'_>,
    asked: Asked,
    mut given: Vec<Source>,
) -> Result<Option<Table>, Vec<Diagnostic>> {
    let Named { files, listed, reading, encoding } = *named;
    let (mut sources, mut faults): (Vec<Source>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
    for (at, name) in listed.iter().enumerate() {
        if listed[..at].contains(name) {
            faults.push(Fault::FileTwice { file: name.clone() }.into());
            continue;
        }
        if let Some(read) = given.iter().position(|one| one.file == *name) {
            sources.push(given.swap_remove(read));
            continue;
        }
        let ends = |file: &str| {
            file.strip_suffix(name.as_str())
                .is_some_and(|head| head.is_empty() || head.ends_with('/'))
        };
        let Some((file, bytes)) = files.iter().find(|(file, _)| ends(file)) else {
            faults.push(Fault::FileMissing { file: name.clone() }.into());
            continue;
        };
        let table = text(file, bytes, encoding).and_then(|input| super::table_as(&input, reading));
        match table {
            Ok(table) => sources.push(Source { file: file.clone(), table }),
            Err(all) => faults.extend(all),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    together_or_alone(sources, &asked)
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
            contest.name.clone_from(&election.title.en);
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
    let areas = election.contests.iter().filter_map(|contest| contest.tiers.as_ref());
    let areas: Vec<&str> =
        areas.flat_map(|tiers| &tiers.areas).map(|area| area.code.as_str()).collect();
    for lot in &election.lots {
        let contest = election.contests.iter().any(|contest| contest.code == lot.contest);
        if !contest && !areas.contains(&lot.contest.as_str()) {
            let near = near(&lot.contest, election.contests.iter().map(|one| one.code.as_str()));
            let at = meta.text.find("[[lot]]").unwrap_or(0);
            let fault = Fault::NoSuchContest { contest: lot.contest.clone(), near };
            faults.push(Diagnostic::at(&meta.file, at..at + 7, fault));
        }
    }
}

/// Names columns that are not known.
pub(super) fn header(rows: &Rows<'_>, known: &[&str], faults: &mut Vec<Diagnostic>) {
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
    // Where no contest could be read, that is told; its persons are no strangers.
    if contests.is_empty() {
        return None;
    }
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
