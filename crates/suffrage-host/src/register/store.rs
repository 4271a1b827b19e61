//! A register in one SQLite file: entries are appended, and nothing else can be done to them.
//!
//! A batch is recorded whole or not at all, and is acknowledged only when it is on the disk. The
//! journal is the rollback journal (`DELETE`) and not the write-ahead log: what is acknowledged then
//! stands in the one file, which may be copied, sent and put on a read-only disk; with a write-ahead
//! log a part of it stands beside it after a crash, and a copy of the file alone has lost it.
//! `synchronous = EXTRA` because in this mode the commit is the removal of the journal, and only
//! EXTRA waits until the folder too is on the disk (<https://www.sqlite.org/pragma.html>,
//! "synchronous").

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, TransactionBehavior, params};
use suffrage::Fault;
use suffrage::register::log::{Entry, Head};
use suffrage::register::read::Known;
use suffrage::register::statement::Statement;

use super::entries;
use super::failure::{fault, is_unfinished};
use super::known::Board;
use crate::Trouble;

/// "SUFR": by this a register is known among other files of SQLite.
const APPLICATION: i64 = 0x5355_4652;
/// The form of the file: a program of an earlier one does not touch it.
const VERSION: i64 = 1;
/// How long a writer waits for another, unless [`Store::patience`] says otherwise.
const PATIENCE: Duration = Duration::from_secs(30);
const SCHEMA: &str = include_str!("schema.sql");

/// A file of entries.
pub struct Store {
    path: PathBuf,
    connection: Connection,
}

impl Store {
    /// Opens a register to read it. A writer that was cut off is undone first.
    ///
    /// # Errors
    /// If there is none, it is of another form, damaged, or cannot be read.
    pub fn open(path: &Path) -> Result<Self, Trouble> {
        if !path.is_file() {
            let (file, why) = (path.display().to_string(), "no such file".to_owned());
            return Err(Fault::Unreadable { file, why }.into());
        }
        let opened = Self::connected(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
            .and_then(|store| store.form().map(|form| (store, form)));
        let (store, form) = match opened {
            Err(error) if is_unfinished(&error) => {
                Self::connected(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
                    .and_then(|store| store.form().map(|form| (store, form)))
            }
            opened => opened,
        }
        .map_err(|error| fault(path, &error))?;
        store.admit(&form)?;
        Ok(store)
    }

    /// Opens a register to append to it; begins one if there is no file.
    ///
    /// # Errors
    /// As [`Store::open`], and if it cannot be written.
    pub fn append_to(path: &Path) -> Result<Self, Trouble> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut store = Self::connected(path, flags).map_err(|error| refused(path, &error))?;
        // A file of others is not touched: what it is is asked first.
        let begun = store.begun().map_err(|error| refused(path, &error))?;
        if begun {
            let form = store.form().map_err(|error| fault(path, &error))?;
            store.admit(&form)?;
        }
        let read_only = store.connection.is_readonly("main");
        if read_only.map_err(|error| fault(path, &error))? {
            return Err(Fault::RegisterReadOnly { file: path.display().to_string() }.into());
        }
        store.begin().map_err(|error| refused(path, &error))?;
        Ok(store)
    }

    /// Whether there is anything in the file.
    fn begun(&self) -> rusqlite::Result<bool> {
        let application: i64 =
            self.connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let sql = "SELECT count(*) > 0 FROM sqlite_schema";
        Ok(self.connection.query_row(sql, [], |row| row.get(0))? || application != 0)
    }

    fn begin(&mut self) -> rusqlite::Result<()> {
        self.connection.pragma_update(None, "journal_mode", "DELETE")?;
        self.connection.pragma_update(None, "synchronous", "EXTRA")?;
        if self.begun()? {
            return Ok(());
        }
        let begun = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let sql = "SELECT count(*) = 0 FROM sqlite_schema";
        // Another writer may have begun it meanwhile.
        if begun.query_row(sql, [], |row| row.get(0))? {
            begun.pragma_update(None, "application_id", APPLICATION)?;
            begun.pragma_update(None, "user_version", VERSION)?;
            begun.execute_batch(SCHEMA)?;
        }
        begun.commit()
    }

    fn connected(path: &Path, flags: OpenFlags) -> rusqlite::Result<Self> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        // A file of others may bring functions along in its tables: none is run.
        connection.pragma_update(None, "trusted_schema", false)?;
        Ok(Self { path: path.to_owned(), connection })
    }

    fn form(&self) -> rusqlite::Result<Form> {
        let number = |name: &str| self.connection.pragma_query_value(None, name, |row| row.get(0));
        let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid";
        let mut tables = self.connection.prepare(sql)?;
        let tables = tables.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(Form {
            application: number("application_id")?,
            version: number("user_version")?,
            tables,
        })
    }

    /// Whether the file is of our form.
    fn admit(&self, form: &Form) -> Result<(), Fault> {
        let file = self.path.display().to_string();
        if form.application == 0 && std::fs::metadata(&self.path).is_ok_and(|file| file.len() == 0)
        {
            return Err(Fault::RegisterNotBegun { file });
        }
        if form.application != APPLICATION {
            return Err(Fault::NotARegister { file });
        }
        if form.version != VERSION {
            let (version, ours) = (form.version, VERSION);
            return Err(Fault::LaterRegister { file, version, ours });
        }
        // As written, but for spaces and the remarks between the parts.
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let ours = plain(SCHEMA);
        let known = |table: &String| ours.contains(&format!("{};", plain(table)));
        let parts = SCHEMA.matches("\nCREATE ").count();
        if form.tables.len() != parts || !form.tables.iter().all(known) {
            return Err(Fault::RegisterReshaped { file });
        }
        // Entries count from 1: no other row may stand there unseen and vouch for anything.
        let sql = "SELECT count(*) > 0 FROM entry WHERE number < 1";
        match self.connection.query_row(sql, [], |row| row.get(0)) {
            Ok(true) => Err(Fault::HiddenEntries { file }),
            Ok(false) => Ok(()),
            Err(error) => Err(fault(&self.path, &error)),
        }
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// How long to wait while another program writes.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn patience(&self, patience: Duration) -> Result<(), Trouble> {
        self.connection.busy_timeout(patience).map_err(|error| fault(&self.path, &error).into())
    }

    /// Where it is kept.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The last entry; [`Head::EMPTY`] if there is none.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn head(&self) -> Result<Head, Trouble> {
        let last = entries::last(&self.connection).map_err(|error| fault(&self.path, &error))?;
        Ok(last.map_or(Head::EMPTY, |entry| entry.head()))
    }

    /// Records statements: all or none. Gives the new head when they are on the disk.
    ///
    /// `choose` is asked for them when nobody else can write any more, and is told what is stated
    /// already: two writers cannot state the same twice, or replace what the other has replaced.
    ///
    /// # Errors
    /// Those of `choose`; if the file cannot be written, the disk is full, or another program holds
    /// the file for longer than half a minute; if the last entry is not what was recorded.
    pub fn record<S>(
        &mut self,
        by: &str,
        recorded: Timestamp,
        board: &Board,
        choose: impl FnOnce(&dyn Known) -> Result<S, Trouble>,
    ) -> Result<Head, Trouble>
    where
        S: IntoIterator<Item = Statement>,
    {
        let path = self.path.clone();
        let failed = |error: rusqlite::Error| Trouble::from(fault(&path, &error));
        let begun = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        let last = entries::last(&begun).map_err(failed)?;
        if let Some(last) = last.as_ref().filter(|last| !last.is_whole()) {
            return Err(Fault::EntryChanged { number: last.number }.into());
        }
        let mut head = last.map_or(Head::EMPTY, |last| last.head());
        let said = Said { connection: &begun, board, failed: RefCell::default() };
        let chosen = choose(&said);
        if let Some(error) = said.failed.into_inner() {
            return Err(failed(error));
        }
        for statement in chosen? {
            let entry = head.next(recorded, by, &statement);
            insert(&begun, &entry).map_err(failed)?;
            head = entry.head();
        }
        begun.commit().map_err(failed)?;
        Ok(head)
    }

    /// Every way in which the file itself, below its entries, is not whole.
    ///
    /// # Errors
    /// The first of them, or if it cannot be read.
    pub(super) fn sound(&self) -> Result<(), Trouble> {
        let sql = "PRAGMA integrity_check(1)";
        let found = self.connection.query_row(sql, [], |row| row.get::<_, String>(0));
        let why = found.map_err(|error| fault(&self.path, &error))?;
        let file = self.path.display().to_string();
        if why == "ok" { Ok(()) } else { Err(Fault::RegisterDamaged { file, why }.into()) }
    }
}

/// What a file of SQLite says of itself.
struct Form {
    application: i64,
    version: i64,
    tables: Vec<String>,
}

/// A file that cannot be opened for writing: the folder may be read-only.
fn refused(path: &Path, error: &rusqlite::Error) -> Fault {
    let there =
        path.parent().is_some_and(|folder| folder.as_os_str().is_empty() || folder.is_dir());
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::CannotOpen) if there && !path.is_dir() => {
            Fault::RegisterReadOnly { file: path.display().to_string() }
        }
        _ => fault(path, error),
    }
}

fn insert(connection: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let sql = "INSERT INTO entry (number, recorded, \"by\", previous, hash, statement) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let Entry { number, recorded, by, statement, previous, hash } = entry;
    let (recorded, previous, hash) = (recorded.to_string(), &previous.0[..], &hash.0[..]);
    let mut insert = connection.prepare_cached(sql)?;
    insert
        .execute(params![entries::whole(*number), recorded, by, previous, hash, statement])
        .map(|_| ())
}

/// What the file says already, while nobody else can write it.
struct Said<'s> {
    connection: &'s Connection,
    board: &'s Board,
    failed: RefCell<Option<rusqlite::Error>>,
}

impl Said<'_> {
    fn told<T: Default>(&self, answer: rusqlite::Result<T>) -> T {
        answer.unwrap_or_else(|error| {
            self.failed.borrow_mut().get_or_insert(error);
            T::default()
        })
    }
}

impl Known for Said<'_> {
    fn knows(&self, kind: &str, id: &str) -> bool {
        let ask = || {
            let sql = "SELECT 1 FROM entry WHERE kind = ?1 AND id = ?2 LIMIT 1";
            let mut ask = self.connection.prepare_cached(sql)?;
            ask.query_row([kind, id], |_| Ok(true)).optional().map(Option::unwrap_or_default)
        };
        self.board.knows(kind, id) || self.told(ask())
    }

    fn keys(&self, kind: &str) -> Vec<String> {
        // More are not looked through for "did you mean".
        const MOST: u32 = 2000;
        let ask = || {
            let sql = "SELECT DISTINCT id FROM entry WHERE kind = ?1 LIMIT ?2";
            let mut ask = self.connection.prepare_cached(sql)?;
            ask.query_map(params![kind, MOST], |row| row.get(0))?.collect()
        };
        let mut keys: Vec<String> = self.told(ask());
        keys.extend(self.board.keys(kind));
        keys
    }
}
