//! From texts into a file of entries.

use std::path::Path;

use suffrage::Fault;
use suffrage::register::log::Head;
use suffrage::register::read::{Known, admit};

use super::known::Board;
use super::source;
use super::store::Store;
use crate::{Trouble, now};

/// What was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// How many statements.
    pub count: u64,
    /// The last entry.
    pub head: Head,
}

/// Records all statements of registers on board, folders and files of TOML: all or none.
///
/// # Errors
/// Every fault of the texts at once, also of what they say against the register; if it cannot be
/// written.
pub fn record_sources(sources: &[String], into: &Path, by: &str) -> Result<Recorded, Trouble> {
    if by.trim().is_empty() || by.chars().any(char::is_control) {
        return Err(Fault::ByNobody {}.into());
    }
    let (read, texts, beside) = source::read(sources)?;
    let count = read.len() as u64;
    if count == 0 {
        return Err(Fault::NoStatements { folder: sources.join(", ") }.into());
    }
    // The register names an election as whoever writes it does: from here, or beside the text.
    let board = Board::beside(beside);
    let admitted = |known: &dyn Known| {
        admit(&read, known).map_err(|faults| Trouble { faults, texts: texts.clone() })
    };
    // What cannot be recorded begins no file.
    if !into.exists() {
        admitted(&board)?;
    }
    let head = Store::append_to(into)?.record(by, now(), &board, |known| {
        admitted(known)?;
        Ok(read.iter().map(|one| one.statement.clone()))
    })?;
    Ok(Recorded { count, head })
}
