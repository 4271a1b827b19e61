//! The world around the engine: files, folders, what is on board, all cores.
//!
//! The engine reads bytes and gives records; this crate finds the bytes. It makes no decision that
//! could move a seat.

pub mod archive;
pub mod board;
mod columns;
mod sheet;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use suffrage::read::{self, Encoding, Input, Reading, Table};
use suffrage::tally::{Contest, Election, Whole};
use suffrage::{Diagnostic, Fault, LawOnDay, Record, Wish, count};

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

/// Opens what the user named: an election on board, a folder, or tables (one for each round).
///
/// # Errors
/// Every fault of the files, with the texts to show them.
pub fn open(targets: &[PathBuf], encoding: Encoding) -> Result<Target, Trouble> {
    open_as(targets, encoding, Reading::PLAIN)
}

/// The same, with what the user knows of the files beside them.
///
/// # Errors
/// As [`open`].
pub fn open_as(
    targets: &[PathBuf],
    encoding: Encoding,
    reading: Reading,
) -> Result<Target, Trouble> {
    let first = &targets[0];
    if first.is_file() {
        // A large table is not read twice to see that it is no archive.
        let zipped = targets.len() == 1 && archive::begins_as_zip(first);
        let zipped = if zipped { bytes(first)? } else { Vec::new() };
        if archive::is_archive(&zipped) {
            let parts = archive::parts(&first.display().to_string(), &zipped);
            return records(parts.map_err(|faults| Trouble { faults, texts: Vec::new() })?);
        }
        if let Some(kind) = columns::kind(first).filter(|_| targets.len() == 1) {
            let table = columns::table(first, kind, reading);
            let trouble = |faults| Trouble { faults, texts: Vec::new() };
            return table.map(|table| Target::Tables(table, Vec::new())).map_err(trouble);
        }
        return tables(targets, encoding, reading);
    }
    if first.join("CandidateManifest.json").is_file() && targets.len() == 1 {
        return export(first);
    }
    if first.is_dir() && targets.len() == 1 && !first.join("election.toml").is_file() {
        let found = archive::folder(first);
        let found = found.map_err(|faults| Trouble { faults, texts: Vec::new() })?;
        if let Some(texts) = found {
            return records(texts);
        }
    }
    if let Some(extra) = targets.get(1) {
        return Err(Fault::OneElection { extra: extra.display().to_string() }.into());
    }
    let id = first.display().to_string().trim_end_matches('/').to_owned();
    if !first.is_dir() && first.extension().is_some() {
        // A name with an extension is a file, and this one is not there.
        bytes(first)?;
    }
    let files = if first.is_dir() { folder(first)? } else { board::election(&id)? };
    let texts = texts(&files);
    match read::folder::election(&id, &files) {
        Ok((election, doubts)) => Ok(Target::Election(Box::new(election), doubts, texts)),
        Err(faults) => Err(Trouble { faults, texts }),
    }
}

/// A folder of cast vote records.
fn export(folder: &Path) -> Result<Target, Trouble> {
    let texts = export_files(folder).map_err(|faults| Trouble { faults, texts: Vec::new() })?;
    match read::dominion::read(&texts) {
        Ok(table) => Ok(Target::Tables(table, texts)),
        Err(faults) => Err(Trouble { faults, texts }),
    }
}

/// Records of one ballot each, which are one export.
fn records(texts: Texts) -> Result<Target, Trouble> {
    match read::hart::read(&texts) {
        Ok(table) => Ok(Target::Tables(table, texts)),
        Err(faults) => Err(Trouble { faults, texts }),
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

fn texts(files: &[(String, Vec<u8>)]) -> Texts {
    files
        .iter()
        .filter_map(|(name, bytes)| read::decode(name, bytes, Encoding::Detect).ok())
        .collect()
}

/// The files of a folder: (path, bytes).
fn folder(path: &Path) -> Result<Vec<(String, Vec<u8>)>, Trouble> {
    let mut files = Vec::new();
    let own = ["election.toml", "totals.csv", "candidates.csv", "sections.csv"];
    for name in own.iter().chain(read::folder::BALLOTS) {
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
    let bytes = bytes(path).map_err(|trouble| trouble.faults)?;
    if sheet::is_workbook(&bytes) {
        return sheet::text(&name, bytes);
    }
    if let Some(kind) = read::typed::Binary::of(&bytes) {
        return Err(columns::not_text(&name, kind));
    }
    read::decode(&name, &bytes, encoding)
}

fn tables(paths: &[PathBuf], encoding: Encoding, reading: Reading) -> Result<Target, Trouble> {
    const MOST: usize = 9;
    if paths.len() > MOST {
        return Err(Fault::TooManyTables { most: MOST }.into());
    }
    let mut trouble = Trouble::default();
    let mut all: Option<Table> = None;
    for path in paths {
        match text_of(path, encoding) {
            Ok(input) => trouble.texts.push(input),
            Err(faults) => trouble.faults.extend(faults),
        }
    }
    let all_are =
        |kind: fn(&Input) -> bool| !trouble.texts.is_empty() && trouble.texts.iter().all(kind);
    if all_are(read::hart::is_hart) {
        match read::hart::read(&trouble.texts) {
            Ok(table) => all = Some(table),
            Err(faults) => trouble.faults.extend(faults),
        }
    } else if all_are(|text| read::is_xml(text) && !read::cdf::is_cdf(text)) {
        match read::ech::read(&trouble.texts) {
            Ok(table) => all = Some(table),
            Err(faults) => trouble.faults.extend(faults),
        }
    } else {
        for (number, input) in (1u8..).zip(&trouble.texts) {
            match read::table_as(input, reading) {
                Err(faults) => trouble.faults.extend(faults),
                Ok(mut table) => {
                    if paths.len() > 1 {
                        trouble.faults.extend(read::as_round(&mut table, number, &input.file));
                    }
                    all = Some(match all {
                        None => table,
                        Some(first) => read::join(first, table),
                    });
                }
            }
        }
    }
    match all {
        Some(table) if trouble.faults.is_empty() => Ok(Target::Tables(table, trouble.texts)),
        _ => Err(trouble),
    }
}

/// Gives every contest the figures of the whole election, where the law asks for them.
pub fn prepare(law: &LawOnDay, contests: &mut [Contest]) {
    if law.asks_for_the_whole() {
        let whole = Arc::new(Whole::of(contests));
        contests.iter_mut().for_each(|contest| contest.whole = Some(whole.clone()));
    }
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
        files.iter().try_for_each(|(file, text)| std::fs::write(path.join(file), text))
    });
    written.map_err(|error| Fault::Unreadable { file: name, why: error.to_string() }.into())
}
