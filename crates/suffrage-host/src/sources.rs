//! Files, folders of exports and archives: what each holds, and what they hold together.

use std::path::{Path, PathBuf};

use suffrage::diagnostic::near;
use suffrage::read::stated::Asked;
use suffrage::read::together::{Source, is_of_ballots, together_or_alone};
use suffrage::read::{self, Encoding, Input, Reading, Table};
use suffrage::render::ballots::Held;
use suffrage::tally::Contest;
use suffrage::{Diagnostic, Fault};

use crate::{Target, Texts, Trouble, archive, bytes, columns, export_files, text_of};

/// What the user knows of the files, and what is asked of them.
#[derive(Clone, Debug)]
pub struct How<'a> {
    /// Letters of the files.
    pub encoding: Encoding,
    /// What their cells say.
    pub reading: Reading<'a>,
    /// What is asked of files of ballots.
    pub asked: Asked,
}

impl How<'_> {
    /// Nothing is known or asked beside the files.
    #[must_use]
    pub fn plain() -> Self {
        let (encoding, reading) = (Encoding::Detect, Reading::PLAIN);
        Self { encoding, reading, asked: Asked::default() }
    }
}

/// Whether a path is that of a file, or of a folder or an archive of cast vote records.
pub(crate) fn is_source(path: &Path) -> bool {
    path.is_file() || path.join(MANIFEST).is_file() || (path.is_dir() && !is_election(path))
}

fn is_election(path: &Path) -> bool {
    path.join("election.toml").is_file()
}

/// By this file the folder of an export is known.
const MANIFEST: &str = "CandidateManifest.json";

/// One thing that the user named, as far as it can be read alone.
enum One {
    /// A file that may be part of something.
    Text(Input),
    /// An export.
    Whole(Table, Texts),
}

fn one(path: &Path, how: &How<'_>) -> Result<One, Trouble> {
    let name = || path.display().to_string();
    let alone = |faults| Trouble { faults, texts: Vec::new() };
    if let Some(kind) = columns::kind(path).filter(|_| path.is_file()) {
        let table = columns::table(path, kind, how.reading).map_err(alone)?;
        return Ok(One::Whole(table, Vec::new()));
    }
    if path.is_file() {
        // A large table is not read twice to see that it is no archive.
        let zipped = if archive::begins_as_zip(path) { bytes(path)? } else { Vec::new() };
        if archive::is_archive(&zipped) {
            return hart(archive::parts(&name(), &zipped).map_err(alone)?, how);
        }
    } else if path.join(MANIFEST).is_file() {
        let texts = export_files(path).map_err(alone)?;
        return match read::dominion::read_as(&texts, how.reading) {
            Ok(table) => Ok(One::Whole(table, texts)),
            Err(faults) => Err(Trouble { faults, texts }),
        };
    } else if path.is_dir() {
        return match archive::folder(path).map_err(alone)? {
            Some(texts) => hart(texts, how),
            None => Err(Fault::NoBallotsInFolder { folder: name() }.into()),
        };
    }
    text_of(path, how.encoding).map(One::Text).map_err(alone)
}

/// Records of one ballot each, which are one export.
fn hart(texts: Texts, how: &How<'_>) -> Result<One, Trouble> {
    match read::hart::read_as(&texts, how.reading) {
        Ok(table) => Ok(One::Whole(table, texts)),
        Err(faults) => Err(Trouble { faults, texts }),
    }
}

/// A file of ballots that an election folder names.
pub(crate) fn listed(path: &Path, name: &str, how: &How<'_>) -> Result<(Source, Texts), Trouble> {
    let file = name.to_owned();
    match one(path, how)? {
        One::Whole(table, texts) => Ok((Source { file, table }, texts)),
        One::Text(input) => match read::table_as(&input, how.reading) {
            Ok(table) => Ok((Source { file, table }, vec![input])),
            Err(faults) => Err(Trouble { faults, texts: vec![input] }),
        },
    }
}

/// Files of one election: the tables of its rounds, or ballots that are added together.
pub(crate) fn files(paths: &[PathBuf], how: &How<'_>) -> Result<(Target, Vec<Held>), Trouble> {
    let mut gathered = Gathered::default();
    for (at, path) in paths.iter().enumerate() {
        let name = path.display().to_string();
        if paths[..at].contains(path) {
            gathered.trouble.faults.push(Fault::FileTwice { file: name }.into());
            continue;
        }
        gathered.take(name, one(path, how));
    }
    gathered.together(how)
}

/// The same of files that were sent, and stand on no disk: (name, bytes).
///
/// One named `election.toml` says of the others what they are, as in a folder.
///
/// # Errors
/// Every fault of the files.
pub fn sent(files: Vec<(String, Vec<u8>)>, how: &How<'_>) -> Result<Target, Trouble> {
    if files.iter().any(|(name, _)| name == "election.toml") {
        let texts = crate::texts(&files, how.encoding);
        return match read::folder::election("sent", &files) {
            Ok((election, doubts)) => Ok(Target::Election(Box::new(election), doubts, texts)),
            Err(faults) => Err(Trouble { faults, texts }),
        };
    }
    let mut gathered = Gathered::default();
    let mut known: Vec<String> = Vec::new();
    for (name, bytes) in files {
        if known.contains(&name) {
            gathered.trouble.faults.push(Fault::FileTwice { file: name }.into());
            continue;
        }
        known.push(name.clone());
        let read = of_bytes(&name, bytes, how);
        gathered.take(name, read);
    }
    gathered.together(how).map(|one| one.0)
}

/// A file by its bytes alone.
fn of_bytes(name: &str, bytes: Vec<u8>, how: &How<'_>) -> Result<One, Trouble> {
    let alone = |faults| Trouble { faults, texts: Vec::new() };
    if archive::is_archive(&bytes) {
        return hart(archive::parts(name, &bytes).map_err(alone)?, how);
    }
    crate::text_in(name, bytes, how.encoding).map(One::Text).map_err(alone)
}

/// What files hold, as far as each can be read alone.
#[derive(Default)]
struct Gathered {
    plain: Vec<Input>,
    sources: Vec<Source>,
    trouble: Trouble,
}

impl Gathered {
    fn take(&mut self, file: String, read: Result<One, Trouble>) {
        match read {
            Ok(One::Text(input)) => self.plain.push(input),
            Ok(One::Whole(table, texts)) => {
                self.sources.push(Source { file, table });
                self.trouble.texts.extend(texts);
            }
            Err(one) => {
                self.trouble.faults.extend(one.faults);
                self.trouble.texts.extend(one.texts);
            }
        }
    }

    fn together(self, how: &How<'_>) -> Result<(Target, Vec<Held>), Trouble> {
        let Self { mut plain, mut sources, mut trouble } = self;
        let table = read_plain(&plain, how, &mut sources, &mut trouble.faults);
        trouble.texts.append(&mut plain);
        if !trouble.faults.is_empty() {
            return Err(trouble);
        }
        let held = sources.iter().map(held).collect();
        let joined = match table {
            Some(table) => Ok(table),
            None => joined(sources, &how.asked),
        };
        match joined {
            Ok(table) => Ok((Target::Tables(table, trouble.texts), held)),
            Err(faults) => Err(Trouble { faults, ..trouble }),
        }
    }
}

/// What a file holds.
pub(crate) fn held(source: &Source) -> Held {
    let ballots = source.table.contests.iter().filter_map(|one| one.ballots.as_ref());
    let ballots = ballots.map(|one| one.cast()).sum();
    Held { file: source.file.clone(), form: source.table.format, ballots }
}

/// Reads files one by one, or together where they are one delivery: that is the answer then.
fn read_plain(
    plain: &[Input],
    how: &How<'_>,
    sources: &mut Vec<Source>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Table> {
    let is_delivery =
        |text: &Input| read::is_xml(text) && !read::cdf::is_cdf(text) && !read::hart::is_hart(text);
    if sources.is_empty() && !plain.is_empty() && plain.iter().all(is_delivery) {
        return read::ech::read(plain).map_err(|found| faults.extend(found)).ok();
    }
    // Files of one ballot each are one export, in which a ballot stands once.
    let sheets: Vec<Input> =
        plain.iter().filter(|text| read::hart::is_hart(text)).cloned().collect();
    let others = plain.iter().filter(|text| !read::hart::is_hart(text));
    let mut take = |file: &str, table: Result<Table, Vec<Diagnostic>>| match table {
        Ok(table) => sources.push(Source { file: file.to_owned(), table }),
        Err(found) => faults.extend(found),
    };
    others.for_each(|input| take(&input.file, read::table_as(input, how.reading)));
    if let Some(first) = sheets.first() {
        take(&first.file, read::hart::read_as(&sheets, how.reading));
    }
    None
}

/// Rounds one after another, or ballots added together.
fn joined(sources: Vec<Source>, asked: &Asked) -> Result<Table, Vec<Diagnostic>> {
    if sources.iter().any(|one| is_of_ballots(&one.table)) {
        // Of one file contests are picked by whoever counts them.
        let alone = sources.len() == 1 && asked.known.is_empty() && asked.cast.is_none();
        let nothing = Asked::default();
        let all = together_or_alone(sources, if alone { &nothing } else { asked })?;
        return all.ok_or_else(|| vec![Fault::NoContests {}.into()]);
    }
    if !asked.known.is_empty() || asked.cast.is_some() {
        return Err(vec![Fault::AliasOfTotals {}.into()]);
    }
    rounds(sources)
}

/// The tables of an election, one for each round.
fn rounds(sources: Vec<Source>) -> Result<Table, Vec<Diagnostic>> {
    const MOST: usize = 9;
    let several = sources.len() > 1;
    if sources.len() > MOST {
        return Err(vec![Fault::TooManyTables { most: MOST }.into()]);
    }
    let (mut all, mut faults): (Option<Table>, Vec<Diagnostic>) = (None, Vec::new());
    for (number, Source { file, mut table }) in (1u8..).zip(sources) {
        if several {
            faults.extend(read::as_round(&mut table, number, &file));
        }
        all = Some(match all {
            None => table,
            Some(first) => read::join(first, table),
        });
    }
    match all {
        Some(table) if faults.is_empty() => Ok(table),
        _ => Err(faults),
    }
}

/// Keeps the contests that are asked for: by code, or by a name that only one of them has.
///
/// # Errors
/// If there is no such contest (T017), or several have the name (T081).
pub fn keep(
    contests: &mut Vec<Contest>,
    faulty: &mut Vec<(String, Vec<Diagnostic>)>,
    wanted: &[String],
) -> Result<(), Trouble> {
    if wanted.is_empty() {
        return Ok(());
    }
    let mut codes: Vec<String> = Vec::new();
    for word in wanted {
        let known = || {
            let faulty = faulty.iter().map(|(code, _)| code.as_str());
            contests.iter().map(|one| one.code.as_str()).chain(faulty)
        };
        if known().any(|code| code == word) {
            codes.push(word.clone());
            continue;
        }
        let named: Vec<&str> =
            contests.iter().filter(|one| one.name == *word).map(|one| one.code.as_str()).collect();
        match named.as_slice() {
            [code] => codes.push((*code).to_owned()),
            [] => {
                let by_name = near(word, contests.iter().map(|one| one.name.as_str()));
                let near = if by_name.is_probable() { by_name } else { near(word, known()) };
                return Err(Fault::NoSuchContest { contest: word.clone(), near }.into());
            }
            _ => {
                let (name, codes) = (word.clone(), near("", named));
                return Err(Fault::NameOfSeveral { name, codes }.into());
            }
        }
    }
    contests.retain(|contest| codes.contains(&contest.code));
    faulty.retain(|(code, _)| codes.contains(code));
    Ok(())
}
