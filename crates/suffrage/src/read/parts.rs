//! Ballots by precinct, batch, or whatever else a file says of each: read only if somebody asks.

use std::collections::BTreeMap;

use super::columns::Rows;
use crate::ballots::{Collect, Mark, Marking, Slice, TooMany};
use crate::diagnostic::{Diagnostic, Fault, near};

/// The same ballots again, each with those of its part.
#[derive(Default)]
pub(crate) struct Parts(BTreeMap<String, Collect>);

impl Parts {
    /// Adds ballots to a part.
    pub fn add(
        &mut self,
        part: &str,
        marking: Marking,
        marks: &[Mark],
        weight: u64,
    ) -> Result<(), TooMany> {
        if let Some(ballots) = self.0.get_mut(part) {
            return ballots.add(marks, weight);
        }
        let ballots = self.0.entry(part.to_owned()).or_insert_with(|| Collect::new(marking, 0));
        ballots.add(marks, weight)
    }

    /// The parts, on papers of so many ranks, with candidates at their new places.
    pub fn finish(self, ranks: u16, places: Option<&[Option<u32>]>) -> Result<Vec<Slice>, TooMany> {
        let slice = |(name, ballots): (String, Collect)| {
            let ballots = ballots.finish()?.offering(ranks);
            let ballots = match places {
                Some(places) => ballots.renumbered(places),
                None => ballots,
            };
            Ok(Slice { name, ballots })
        };
        self.0.into_iter().map(slice).collect()
    }
}

/// Names that makers give to one field.
const ALIKE: &[&[&str]] = &[
    &["precinct", "precinctid", "precinctname", "precinctportion", "precinctsplit"],
    &["batch", "batchid", "batchnumber"],
    &["tabulator", "tabulatorid", "tabulatornum", "tabulatorcvr"],
    &["countinggroup", "countinggroupid", "reportinggroup"],
    &["ballotstyle", "ballotstyleid", "ballottype"],
];

fn bare(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Which of the fields is asked for: by its name, or by another that makers give it.
///
/// # Errors
/// If there is none (T082), with those that there are.
pub(crate) fn field(wanted: &str, names: &[String]) -> Result<usize, Fault> {
    let word = bare(wanted);
    let exact = names.iter().position(|name| !word.is_empty() && bare(name) == word);
    let alike = || {
        let group = ALIKE.iter().find(|group| group.contains(&word.as_str()))?;
        names.iter().position(|name| group.contains(&bare(name).as_str()))
    };
    exact.or_else(alike).ok_or_else(|| {
        let near = near(wanted, names.iter().map(String::as_str));
        let field = wanted.to_owned();
        if names.is_empty() {
            Fault::NoFields { field }
        } else {
            Fault::NoSuchField { field, near }
        }
    })
}

/// The columns of a table that say something of the ballot itself.
pub(crate) struct Own {
    /// Their names.
    pub names: Vec<String>,
    /// The one that is asked for.
    pub by: Option<usize>,
}

impl Own {
    /// Those of the columns that are the ballot's own.
    ///
    /// # Errors
    /// If another is asked for.
    pub fn of(
        rows: &Rows<'_>,
        by: Option<&str>,
        own: impl Fn(usize) -> bool,
    ) -> Result<Self, Vec<Diagnostic>> {
        let named = |at: &usize| own(*at) && !rows.header[*at].is_empty();
        let columns: Vec<usize> = (0..rows.header.len()).filter(named).collect();
        let names: Vec<String> = columns.iter().map(|at| rows.header[*at].clone()).collect();
        let by = by
            .map(|wanted| field(wanted, &names))
            .transpose()
            .map_err(|fault| vec![Diagnostic::at(&rows.input.file, rows.header_span(), fault)])?;
        Ok(Self { names, by: by.map(|at| columns[at]) })
    }

    /// The part to which the ballot of this row belongs, if that is asked for.
    pub fn part<'r>(&self, rows: &'r Rows<'_>) -> Option<&'r str> {
        self.by.map(|column| super::grid::bare(rows.cell(column)))
    }
}

/// A number for the bytes of a cell, eight bytes at a time.
#[inline]
pub(super) fn hash(bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut state = bytes.len() as u64;
    for eight in bytes.chunks(8) {
        let word = eight.iter().fold(0u64, |word, byte| (word << 8) | u64::from(*byte));
        state = (state ^ word).wrapping_mul(ODD).rotate_left(29);
    }
    state
}
