//! Entries of a file in order, page by page: a million need little memory, and all cores.
//!
//! What is appended meanwhile is not read: an entry never changes, so those up to the head on
//! opening are one state of the register, though no lock is held between two pages.

use std::sync::mpsc::sync_channel;
use std::thread;

use jiff::Timestamp;
use rayon::prelude::*;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use suffrage::register::log::{Entry, Hash, Head, Kept, Link, Origin, Verifier};
use suffrage::register::statement::Statement;
use suffrage::{Diagnostic, Fault};

use super::failure::fault;
use super::source::Statements;
use super::store::Store;
use crate::Trouble;

/// Entries of one page.
const PAGE: i64 = 4096;

/// Whether the chain of hashes is held against the entries while they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// The file is read as it stands.
    AsItStands,
    /// Every hash is computed again; a head that somebody kept must be there.
    Verified(Option<Kept>),
}

impl Store {
    /// The entries in order, as they stand in the file.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn entries(&self) -> Result<impl Iterator<Item = Result<Entry, Trouble>> + use<>, Trouble> {
        self.pages(|entry| entry)
    }

    /// The statements in order. Where they are verified, the faults of the chain follow the last.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn statements(&self, trust: Trust) -> Result<Statements, Trouble> {
        let verifier = match trust {
            Trust::AsItStands => None,
            Trust::Verified(kept) => Some(Verifier::new(kept)),
        };
        let verified = verifier.is_some();
        let entries = self.pages(move |entry| {
            let link = verified.then(|| entry.link());
            let origin = Origin::Entry { number: entry.number, recorded: entry.recorded };
            (link, entry.read().map(|statement| (statement, origin)))
        })?;
        Ok(Statements(Box::new(Chained { entries, verifier })))
    }

    /// Holds every entry against its hash, the one before, and a head that somebody kept; and the
    /// file itself against its own form.
    ///
    /// # Errors
    /// Everything that does not agree.
    pub fn verify(&self, kept: Option<Kept>) -> Result<Head, Trouble> {
        let mut verifier = Verifier::new(kept);
        for link in self.pages(|entry| entry.link())? {
            verifier.take(link?);
        }
        let head = verifier.finish().map_err(all)?;
        self.sound()?;
        Ok(head)
    }

    /// Every entry up to the head, each made into something on all cores, in order.
    pub(super) fn pages<T, W>(
        &self,
        work: W,
    ) -> Result<impl Iterator<Item = Result<T, Trouble>> + use<T, W>, Trouble>
    where
        T: Send + 'static,
        W: Fn(Entry) -> T + Send + Sync + 'static,
    {
        let (store, until) = (Self::open(self.path())?, self.head()?.number);
        let (give, take) = sync_channel::<Vec<Result<T, Trouble>>>(2);
        thread::spawn(move || {
            let mut after = 0;
            while after < until {
                let page = match page(store.connection(), after, until) {
                    Ok(page) if page.is_empty() => break,
                    Ok(page) => page,
                    Err(error) => {
                        let fault = fault(store.path(), &error);
                        // Whoever asked may have gone away.
                        let _ = give.send(vec![Err(fault.into())]);
                        break;
                    }
                };
                after = page.last().map_or(until, |last| last.number);
                let done = page.into_par_iter().map(|entry| Ok(work(entry))).collect();
                if give.send(done).is_err() {
                    break;
                }
            }
        });
        Ok(take.into_iter().flatten())
    }
}

/// Faults of a chain stand in no text.
pub(super) fn all(faults: Vec<Fault>) -> Trouble {
    Trouble { faults: faults.into_iter().map(Diagnostic::from).collect(), texts: Vec::new() }
}

type Read = (Option<Link>, Result<(Statement, Origin), Fault>);

/// Statements, and after the last of them the faults of their chain.
struct Chained<I> {
    entries: I,
    verifier: Option<Verifier>,
}

impl<I: Iterator<Item = Result<Read, Trouble>>> Iterator for Chained<I> {
    type Item = Result<(Statement, Origin), Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        let Some(next) = self.entries.next() else {
            let faults = self.verifier.take()?.finish().err()?;
            return Some(Err(all(faults)));
        };
        Some(next.and_then(|(link, read)| {
            if let (Some(verifier), Some(link)) = (&mut self.verifier, link) {
                verifier.take(link);
            }
            read.map_err(Trouble::from)
        }))
    }
}

fn page(connection: &Connection, after: u64, until: u64) -> rusqlite::Result<Vec<Entry>> {
    let sql = "SELECT number, recorded, \"by\", statement, previous, hash FROM entry \
               WHERE number > ?1 AND number <= ?2 ORDER BY number LIMIT ?3";
    let mut ask = connection.prepare_cached(sql)?;
    let mut rows = ask.query(params![whole(after), whole(until), PAGE])?;
    let (mut entries, mut clock) = (Vec::new(), Clock::default());
    while let Some(row) = rows.next()? {
        entries.push(entry(row, &mut clock)?);
    }
    Ok(entries)
}

/// The last entry.
pub(super) fn last(connection: &Connection) -> rusqlite::Result<Option<Entry>> {
    let sql = "SELECT number, recorded, \"by\", statement, previous, hash FROM entry \
               ORDER BY number DESC LIMIT 1";
    connection.query_row(sql, [], |row| entry(row, &mut Clock::default())).optional()
}

pub(super) fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Entries of a batch were recorded at one moment: it is read once.
#[derive(Default)]
struct Clock {
    text: Vec<u8>,
    read: Timestamp,
}

impl Clock {
    fn read(&mut self, text: &[u8]) -> Timestamp {
        if self.text != text {
            self.text = text.to_vec();
            let read = std::str::from_utf8(text).ok().and_then(|text| text.parse().ok());
            // Written otherwise than we write it: not what was hashed.
            let same = |read: &Timestamp| read.to_string().as_bytes() == text;
            self.read = read.filter(same).unwrap_or(Timestamp::MIN);
        }
        self.read
    }
}

/// An entry as it stands. What can be no part of one is read as something else that cannot be what
/// was hashed, so that the verifier names the entry.
fn entry(row: &Row<'_>, clock: &mut Clock) -> rusqlite::Result<Entry> {
    let bytes = |value: ValueRef<'_>| match value {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes.to_vec(),
        _ => Vec::new(),
    };
    let text = |at| -> rusqlite::Result<String> {
        let text = bytes(row.get_ref(at)?);
        Ok(String::from_utf8(text).unwrap_or_else(|error| error.to_string()))
    };
    let hash = |at| -> rusqlite::Result<Hash> {
        Ok(Hash(<[u8; 32]>::try_from(bytes(row.get_ref(at)?)).unwrap_or_default()))
    };
    let number: i64 = row.get(0)?;
    let recorded = match row.get_ref(1)? {
        ValueRef::Text(text) => clock.read(text),
        _ => Timestamp::MIN,
    };
    let number = u64::try_from(number).unwrap_or(0);
    let (by, statement, previous, hash) = (text(2)?, text(3)?, hash(4)?, hash(5)?);
    Ok(Entry { number, recorded, by, statement, previous, hash })
}
