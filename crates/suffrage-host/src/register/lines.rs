//! The log as people read it: each entry with what it is about and the one it replaces.

use std::collections::HashMap;

use suffrage::register::log::Entry;
use suffrage::register::statement::Fact;

use super::store::Store;
use crate::Trouble;

/// An entry, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The entry.
    pub entry: Entry,
    /// The kind of its statement.
    pub kind: &'static str,
    /// The key of its statement.
    pub id: String,
    /// Why it replaces an earlier one; empty if it does not.
    pub supersedes: String,
    /// The entry that it replaces: the last before it of this kind and key.
    pub replaces: Option<u64>,
    /// The statement that it withdraws, as `holding x`, and why.
    pub withdraws: Option<(String, String)>,
}

impl Store {
    /// The log, entry by entry.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn lines(&self) -> Result<impl Iterator<Item = Result<Line, Trouble>> + use<>, Trouble> {
        let read = self.pages(|entry| entry.read().map(|statement| (entry, statement)))?;
        let mut last: HashMap<(&'static str, String), u64> = HashMap::new();
        Ok(read.map(move |one| {
            let (entry, statement) = one??;
            let (kind, id) = (statement.fact.kind(), statement.fact.id().to_owned());
            let replaces = last.insert((kind, id.clone()), entry.number);
            let withdraws = match statement.fact {
                Fact::Withdrawn(one) => Some((one.statement, one.why)),
                _ => None,
            };
            let supersedes = statement.told.supersedes;
            Ok(Line { entry, kind, id, supersedes, replaces, withdraws })
        }))
    }
}
