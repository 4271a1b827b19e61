//! The world around the engine: files, folders, what is on board, all cores.
//!
//! The engine reads bytes and gives records; this crate finds the bytes. It makes no decision that
//! could move a seat.

pub mod archive;
pub mod board;
pub mod case;
mod columns;
pub mod history;
pub mod paths;
pub mod register;
mod sheet;
pub mod slices;
pub mod sources;
pub mod status;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use suffrage::read::folder::Beside;
use suffrage::read::{self, Encoding, Input, Reading, Table};
use suffrage::render::ballots::Held;
use suffrage::tally::{Contest, Election, Parts, Tiers, Whole};
use suffrage::{Diagnostic, Fault, LawOnDay, Record, Wish, count};

pub use sources::{How, keep, sent};

/// Texts of files that diagnostics point into.
pub type Texts = Vec<Input>;

/// What could not be done, with the texts to show where.
#[derive(Clone, Debug, Default)]
pub struct Trouble {
    /// Every fault.
    pub faults: Vec<Diagnostic>,
    /// The files they point into.
    pub texts: Texts,
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self { faults: vec![fault.into()], texts: Vec::new() }
    }
}

impl From<Vec<Diagnostic>> for Trouble {
    fn from(faults: Vec<Diagnostic>) -> Self {
        Self { faults, texts: Vec::new() }
    }
}

/// This second, in universal time: the only clock of the program, for questions that name no day
/// and for what is recorded now.
#[must_use]
pub fn now() -> jiff::Timestamp {
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    let whole = std::time::Duration::from_secs(since.as_secs());
    jiff::Timestamp::UNIX_EPOCH.saturating_add(whole).unwrap_or_default()
}

/// Today, in universal time.
#[must_use]
pub fn today() -> jiff::civil::Date {
    jiff::tz::Offset::UTC.to_datetime(now()).date()
}

/// A file of the user.
///
/// # Errors
/// If it cannot be read: the path and why.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Trouble> {
    std::fs::read(path).map_err(|error| {
        let (file, why) = (path.display().to_string(), error.to_string());
        Fault::Unreadable { file, why }.into()
    })
}

/// What a target on the command line turned out to be.
#[derive(Clone, Debug)]
pub enum Target {
    /// An election: a folder, or one on board.
    Election(Box<Election>, Vec<Diagnostic>, Texts),
    /// Tables that say nothing of the law.
    Tables(Table, Texts),
}

/// Opens what the user named: an election on board, a folder, or files.
///
/// # Errors
/// Every fault of the files, with the texts to show them.
pub fn open(targets: &[PathBuf], encoding: Encoding) -> Result<Target, Trouble> {
    open_as(targets, &How { encoding, ..How::plain() })
}

/// The same, with what the user knows of the files beside them, and asks of them.
///
/// # Errors
/// As [`open`].
pub fn open_as(targets: &[PathBuf], how: &How<'_>) -> Result<Target, Trouble> {
    inspect(targets, how).map(|one| one.0)
}

/// The same, with the files of ballots and their forms.
///
/// # Errors
/// As [`open`].
pub fn inspect(targets: &[PathBuf], how: &How<'_>) -> Result<(Target, Vec<Held>), Trouble> {
    let (target, held) = found(targets, how)?;
    let contests = match &target {
        Target::Election(election, ..) => &election.contests,
        Target::Tables(table, _) => &table.contests,
    };
    // Nobody who asks for parts is answered with the whole.
    if let Some(by) = how.reading.by
        && contests.iter().any(is_whole)
    {
        return Err(Fault::NoFields { field: by.to_owned() }.into());
    }
    Ok((target, held))
}

/// Whether the ballots of a contest, if there are any, are in no part.
fn is_whole(contest: &Contest) -> bool {
    let any = contest.ballots.as_ref().is_none_or(|ballots| ballots.distinct() > 0);
    any && contest.slices.is_empty()
}

fn found(targets: &[PathBuf], how: &How<'_>) -> Result<(Target, Vec<Held>), Trouble> {
    let first = &targets[0];
    // A name with an extension is a file, though it may not be there.
    let is_file =
        |path: &Path| sources::is_source(path) || (!path.is_dir() && path.extension().is_some());
    let election = targets.iter().position(|path| !is_file(path));
    match election {
        None => return sources::files(targets, how),
        // What is no file is an election only where it stands alone.
        Some(at) if targets.len() > 1 => {
            let extra = if at == 0 { &targets[1] } else { &targets[at] };
            return Err(Fault::OneElection { extra: extra.display().to_string() }.into());
        }
        Some(_) => {}
    }
    let id = first.display().to_string().trim_end_matches('/').to_owned();
    if first.is_dir() {
        return elected_in(first, &id, &folder(first)?, how);
    }
    // What is on board is UTF-8, whatever the files of the user are.
    let how = How { encoding: Encoding::Detect, ..how.clone() };
    elected_in(first, &id, &board::election(&id)?, &how)
}

/// An election: its files, and the ballots that it names wherever they stand in the folder.
fn elected_in(
    folder: &Path,
    id: &str,
    files: &[(String, Vec<u8>)],
    how: &How<'_>,
) -> Result<(Target, Vec<Held>), Trouble> {
    let mut trouble = Trouble { faults: Vec::new(), texts: texts(files, how.encoding) };
    let (mut listed, reading) = read::folder::listed(files, how.encoding);
    let stands = |name: &&&str| folder.join(name).is_file();
    if listed.is_empty() {
        listed.extend(read::folder::BALLOTS.iter().find(stands).map(|name| (*name).to_owned()));
    }
    let Reading { by, papers, .. } = how.reading;
    let of_folder = How { reading: Reading { by, papers, ..reading }, ..how.clone() };
    let (mut held, mut failed) = (Vec::new(), Vec::new());
    let (asked, encoding) = (how.asked.clone(), how.encoding);
    let mut beside = Beside { by, asked, encoding, papers, ..Beside::default() };
    // Which of its contests are counted is asked of the election when it has been read.
    beside.asked.contests.clear();
    for (at, name) in listed.iter().enumerate().filter(|_| folder.is_dir()) {
        if listed[..at].contains(name) {
            continue;
        }
        match sources::listed(&folder.join(name), name, &of_folder) {
            Ok((source, texts)) => {
                held.push(sources::held(&source));
                beside.sources.push(source);
                trouble.texts.extend(texts);
            }
            Err(one) => {
                failed.push(name.as_str());
                trouble.faults.extend(one.faults);
                trouble.texts.extend(one.texts);
            }
        }
    }
    match read::folder::election_with(id, files, beside) {
        Ok((election, doubts)) if trouble.faults.is_empty() => {
            Ok((Target::Election(Box::new(election), doubts, trouble.texts), held))
        }
        Ok(_) => Err(trouble),
        Err(mut faults) => {
            // A file that is there and cannot be read is not missing too.
            let told = |fault: &Fault| match fault {
                Fault::FileMissing { file } => {
                    failed.contains(&file.as_str()) || (!failed.is_empty() && file == "totals.csv")
                }
                _ => false,
            };
            faults.retain(|one| !told(&one.fault));
            faults.append(&mut trouble.faults);
            Err(Trouble { faults, ..trouble })
        }
    }
}

/// The files of a folder of cast vote records that are read, by name.
///
/// # Errors
/// If the folder or one of them cannot be read.
pub fn export_files(folder: &Path) -> Result<Vec<Input>, Vec<suffrage::Diagnostic>> {
    let unreadable = |error: std::io::Error| {
        let (file, why) = (folder.display().to_string(), error.to_string());
        vec![Fault::Unreadable { file, why }.into()]
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if read::dominion::wants(name) {
            paths.push(path);
        }
    }
    paths.sort();
    paths.iter().map(|path| text_of(path, Encoding::Detect)).collect()
}

fn texts(files: &[(String, Vec<u8>)], encoding: Encoding) -> Texts {
    files
        .iter()
        .filter_map(|(name, bytes)| read::folder::text(name, bytes, encoding).ok())
        .collect()
}

/// The files of a folder: (path, bytes).
fn folder(path: &Path) -> Result<Vec<(String, Vec<u8>)>, Trouble> {
    let mut files = Vec::new();
    let own = [
        "election.toml",
        "totals.csv",
        "candidates.csv",
        "sections.csv",
        "areas.csv",
        "constituencies.csv",
        "won.csv",
    ];
    for name in own {
        let file = path.join(name);
        if file.is_file() {
            files.push((file.display().to_string(), bytes(&file)?));
        }
    }
    Ok(files)
}

/// A file as text; a workbook as the rows of its first sheet.
///
/// # Errors
/// If it cannot be read, or is neither.
pub fn text_of(path: &Path, encoding: Encoding) -> Result<Input, Vec<suffrage::Diagnostic>> {
    let name = path.display().to_string();
    text_in(&name, bytes(path).map_err(|trouble| trouble.faults)?, encoding)
}

/// A text that lies in the folder of an election, one on board too; `None` if there is none.
///
/// # Errors
/// If it is there and cannot be read.
pub fn beside(target: &Path, name: &str) -> Result<Option<Input>, Trouble> {
    let file = target.join(name);
    if file.is_file() {
        return text_of(&file, Encoding::Utf8).map(Some).map_err(Trouble::from);
    }
    let id = target.to_str().unwrap_or_default();
    let on_board = board::text(id, name);
    Ok(on_board.map(|text| Input { file: format!("{id}/{name}"), text: text.to_owned() }))
}

/// The same of bytes that are at hand.
fn text_in(name: &str, bytes: Vec<u8>, encoding: Encoding) -> Result<Input, Vec<Diagnostic>> {
    if sheet::is_workbook(&bytes) {
        return sheet::text(name, bytes);
    }
    if let Some(kind) = read::typed::Binary::of(&bytes) {
        return Err(columns::not_text(name, kind));
    }
    read::decode(name, &bytes, encoding)
}

/// Gives every contest the figures of the whole election, where the law asks for them; makes one of
/// them all, where the law counts several tiers together.
///
/// # Errors
/// What keeps the contests from being one: a party under two codes, sums that disagree.
pub fn prepare(law: &LawOnDay, contests: &mut Vec<Contest>) -> Result<(), Vec<Fault>> {
    if law.counts_tiers() && contests.iter().all(|contest| contest.tiers.is_none()) {
        let parts = Parts { lists: std::mem::take(contests), ..Parts::default() };
        let whole = Tiers::contest(parts);
        contests
            .push(whole.map_err(|faults| faults.into_iter().map(|one| one.1).collect::<Vec<_>>())?);
    }
    if law.asks_for_the_whole() {
        let whole = Arc::new(Whole::of(contests));
        contests.iter_mut().for_each(|contest| contest.whole = Some(whole.clone()));
    }
    Ok(())
}

/// Counts every contest on all cores; the answers keep the order of the contests.
///
/// `done` is called once for each contest, from any thread.
pub fn count_all(
    law: &LawOnDay,
    contests: &[Contest],
    lots: &[suffrage::Lot],
    wish: &Wish,
    done: &(dyn Fn() + Sync),
) -> Vec<Result<Record, Vec<Fault>>> {
    contests
        .par_iter()
        .map(|contest| {
            let counted = count(law, contest, lots, wish);
            done();
            counted
        })
        .collect()
}

/// The records of all contests, or every fault that keeps one of them from being counted.
///
/// # Errors
/// Every fault, in the order of the contests.
pub fn records(
    law: &LawOnDay,
    contests: &[Contest],
    lots: &[suffrage::Lot],
    wish: &Wish,
) -> Result<Vec<Record>, Vec<Fault>> {
    let (mut records, mut faults) = (Vec::new(), Vec::new());
    for one in count_all(law, contests, lots, wish, &|| {}) {
        match one {
            Ok(record) => records.push(record),
            Err(all) => faults.extend(all),
        }
    }
    if faults.is_empty() { Ok(records) } else { Err(faults) }
}

/// Holds every contest's published seats against the law, on all cores, in order.
#[must_use]
pub fn check_all(
    law: &LawOnDay,
    contests: &[Contest],
    lots: &[suffrage::Lot],
    wish: &Wish,
) -> Vec<suffrage::check::Finding> {
    contests.par_iter().map(|contest| suffrage::check::check(law, contest, lots, wish)).collect()
}

/// Writes a new folder with these files.
///
/// # Errors
/// If it exists already, or cannot be written.
pub fn write_folder(path: &Path, files: &[(&str, String)]) -> Result<(), Trouble> {
    let name = path.display().to_string();
    if path.exists() {
        return Err(Fault::FolderExists { folder: name }.into());
    }
    let written = std::fs::create_dir_all(path).and_then(|()| {
        files.iter().try_for_each(|(file, text)| {
            let file = path.join(file);
            file.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            std::fs::write(file, text)
        })
    });
    written.map_err(|error| Fault::Unreadable { file: name, why: error.to_string() }.into())
}
