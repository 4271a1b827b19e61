//! What the statements of a register may name that is no statement: elections, laws, rules of offices.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use suffrage::register::read::Known;
use suffrage::register::statement::Statement;

use crate::board;

/// What is on board, and the elections in folders.
#[derive(Clone, Debug, Default)]
pub struct Board {
    beside: Option<PathBuf>,
}

impl Board {
    /// What is on board; elections may stand in folders under this one too.
    #[must_use]
    pub fn beside(folder: Option<PathBuf>) -> Self {
        Self { beside: folder }
    }

    fn is_election(&self, id: &str) -> bool {
        let folders = [Some(PathBuf::from(id)), self.beside.as_ref().map(|beside| beside.join(id))];
        board::text(id, "election.toml").is_some()
            || folders.iter().flatten().any(|folder| folder.join("election.toml").is_file())
    }
}

/// The files of a data crate without their ending, as `nc/senate`.
fn keys(files: &'static [(&str, &str)]) -> impl Iterator<Item = &'static str> {
    files.iter().filter_map(|(file, _)| file.strip_suffix(".toml"))
}

impl Known for Board {
    fn knows(&self, kind: &str, id: &str) -> bool {
        match kind {
            "election" => self.is_election(id),
            "law" => keys(suffrage_laws::ALL).any(|law| law == id),
            "rules" => keys(suffrage_offices::ALL).any(|rules| rules == id),
            _ => false,
        }
    }

    fn keys(&self, kind: &str) -> Vec<String> {
        match kind {
            "election" => board::elections(),
            "law" => keys(suffrage_laws::ALL).map(str::to_owned).collect(),
            "rules" => keys(suffrage_offices::ALL).map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    }
}

/// What is on board, and statements that are there already.
#[derive(Clone, Debug, Default)]
pub struct Stated {
    board: Board,
    stated: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Stated {
    /// Nothing is stated yet.
    #[must_use]
    pub fn on(board: Board) -> Self {
        Self { board, stated: BTreeMap::new() }
    }

    /// This is stated.
    pub fn add(&mut self, statement: &Statement) {
        let fact = &statement.fact;
        self.stated.entry(fact.kind()).or_default().insert(fact.id().to_owned());
    }
}

impl Known for Stated {
    fn knows(&self, kind: &str, id: &str) -> bool {
        self.board.knows(kind, id) || self.stated.get(kind).is_some_and(|ids| ids.contains(id))
    }

    fn keys(&self, kind: &str) -> Vec<String> {
        let stated = self.stated.get(kind).into_iter().flatten().cloned();
        stated.chain(self.board.keys(kind)).collect()
    }
}
