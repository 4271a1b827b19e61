//! A register, wherever it is kept, as one stream of statements.
//!
//! `nc` is on board; `my-club/` a folder of TOML, `people.toml` one file of it; `club.db` a file of
//! entries. Whoever asks a register asks [`open`] and need not know which.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use suffrage::Fault;
use suffrage::diagnostic::near;
use suffrage::read::{Encoding, Input};
use suffrage::register::log::{Head, Origin};
use suffrage::register::read::{self as reader, Read, admit};
use suffrage::register::statement::Statement;

use super::entries::Trust;
use super::known::Board;
use super::store::Store;
use crate::{Texts, Trouble};

/// A register that was opened: its statements, in order, each with where it stands.
pub struct Opened {
    /// The texts that places point into; empty for a file of entries.
    pub texts: Texts,
    /// The last entry of a file of entries, as it was on opening.
    pub head: Option<Head>,
    /// The statements.
    pub statements: Statements,
}

impl Opened {
    /// All statements at once. A million holdings take most of a gigabyte so: rather fold
    /// [`Opened::statements`] one by one.
    ///
    /// # Errors
    /// An entry that cannot be read.
    pub fn all(self) -> Result<(Vec<(Statement, Origin)>, Texts), Trouble> {
        Ok((self.statements.collect::<Result<_, _>>()?, self.texts))
    }
}

/// The statements of a register, one after another.
///
/// After an error nothing follows.
pub struct Statements(pub(super) Box<dyn Iterator<Item = Result<(Statement, Origin), Trouble>>>);

impl Iterator for Statements {
    type Item = Result<(Statement, Origin), Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

/// Opens a register: on board (`nc`), a folder of TOML, a file of TOML or a file of entries (`.db`).
///
/// Texts are read whole and held against themselves and what is on board; entries were when they
/// were recorded, and are read as they are asked for.
///
/// # Errors
/// Every fault of the texts at once; a name that is no register; a file of entries that is not ours,
/// of a later version, or damaged.
///
/// # Example
/// ```
/// let register = suffrage_host::register::open("nc")?;
/// for statement in register.statements {
///     let (statement, _origin) = statement?;
///     assert!(!statement.fact.id().is_empty());
/// }
/// # Ok::<(), suffrage_host::Trouble>(())
/// ```
pub fn open(name: &str) -> Result<Opened, Trouble> {
    if is_entries(Path::new(name)) {
        let store = Store::open(Path::new(name))?;
        let (head, statements) = (store.head()?, store.statements(Trust::Verified(None))?);
        return Ok(Opened { texts: Vec::new(), head: Some(head), statements });
    }
    let (read, texts, beside) = self::read(&[name.to_owned()])?;
    if let Err(faults) = admit(&read, &Board::beside(beside)) {
        return Err(Trouble { faults, texts });
    }
    let all = read.into_iter().map(|one| Ok((one.statement, Origin::Text(one.place))));
    Ok(Opened { texts, head: None, statements: Statements(Box::new(all)) })
}

/// Whether a file is a file of entries: by its name, or by the first bytes of every file of SQLite.
#[must_use]
pub fn is_entries(path: &Path) -> bool {
    const FIRST: &[u8; 16] = b"SQLite format 3\0";
    let begins = || {
        let mut first = [0; 16];
        let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut first));
        read.is_ok() && first == *FIRST
    };
    path.extension().is_some_and(|end| end == "db") || (path.is_file() && begins())
}

/// Reads registers on board, folders and files of TOML, without holding the statements against
/// anything; with the folder beside which the elections of the user may stand.
///
/// # Errors
/// Every fault of all files at once.
pub fn read(names: &[String]) -> Result<(Vec<Read>, Texts, Option<PathBuf>), Trouble> {
    let (mut trouble, mut statements, mut beside) = (Trouble::default(), Vec::new(), None);
    for name in names {
        let path = Path::new(name);
        let inputs = match inputs(name) {
            Ok(inputs) => inputs,
            Err(one) => {
                trouble.faults.extend(one.faults);
                continue;
            }
        };
        if path.exists() {
            beside = Some(if path.is_dir() { path } else { path.parent().unwrap_or(path) });
        }
        for input in inputs {
            match reader::statements(&input.file, &input.text) {
                Ok(read) => statements.extend(read),
                Err(faults) => trouble.faults.extend(faults),
            }
            trouble.texts.push(input);
        }
    }
    if trouble.faults.is_empty() {
        Ok((statements, trouble.texts, beside.map(Path::to_owned)))
    } else {
        Err(trouble)
    }
}

/// The registers on board, by name.
#[must_use]
pub fn on_board() -> Vec<&'static str> {
    let folder = |file: &'static str| file.rsplit_once('/').map(|(folder, _)| folder);
    let files = suffrage_registers::ALL.iter().filter(|(file, _)| file.ends_with(".toml"));
    let mut names: Vec<&str> = files.filter_map(|(file, _)| folder(file)).collect();
    names.dedup();
    names
}

/// The texts of a register.
fn inputs(name: &str) -> Result<Vec<Input>, Trouble> {
    let path = Path::new(name);
    if path.is_dir() {
        let mut files = Vec::new();
        walk(path, &mut files)?;
        files.sort();
        if files.is_empty() {
            return Err(Fault::NoStatements { folder: name.to_owned() }.into());
        }
        return all(&files);
    }
    if path.is_file() {
        return all(&[path.to_owned()]);
    }
    let folder = format!("{}/", name.trim_end_matches('/'));
    let inside = |file: &str| file.starts_with(&folder) && file.ends_with(".toml");
    let files = suffrage_registers::ALL.iter().filter(|(file, _)| inside(file));
    let input = |(file, text): &(&str, &str)| Input { file: (*file).into(), text: (*text).into() };
    let inputs: Vec<Input> = files.map(input).collect();
    if inputs.is_empty() {
        let near = near(name, on_board());
        return Err(Fault::NoSuchRegister { name: name.to_owned(), near }.into());
    }
    Ok(inputs)
}

/// Files as texts, or every fault of all that are none.
fn all(files: &[PathBuf]) -> Result<Vec<Input>, Trouble> {
    let (mut inputs, mut trouble) = (Vec::new(), Trouble::default());
    for file in files {
        match crate::text_of(file, Encoding::Utf8) {
            Ok(input) => inputs.push(input),
            Err(faults) => trouble.faults.extend(faults),
        }
    }
    if trouble.faults.is_empty() { Ok(inputs) } else { Err(trouble) }
}

/// The files of statements in a folder and those below it; elections and hidden files are none.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Trouble> {
    let unreadable = |error: std::io::Error| {
        let (file, why) = (folder.display().to_string(), error.to_string());
        Trouble::from(Fault::Unreadable { file, why })
    };
    if folder.join("election.toml").is_file() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            walk(&path, files)?;
        } else if path.extension().is_some_and(|end| end == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
