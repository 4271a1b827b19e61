//! Rows of totals among the data: they are no list, and no ballot.

use std::ops::Range;

use super::columns::Rows;
use crate::diagnostic::{Diagnostic, Fault};

/// The fault of a row of ballots whose first cell that is not empty is a word of totals.
pub(crate) fn total_row(rows: &Rows<'_>) -> Option<Diagnostic> {
    let first = rows.cells().position(|cell| !cell.is_empty())?;
    let text = rows.cell(first);
    is_total(text).then(|| rows.at(first, Fault::TotalRow { text: text.to_owned() }))
}

/// Whether a name is that of a row of totals.
pub(crate) fn is_total(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "total",
        "totals",
        "totaux",
        "totaal",
        "summe",
        "gesamt",
        "insgesamt",
        "sum",
        "somme",
        "sous-total",
        "subtotal",
        "totale",
        "gesamttotal",
    ];
    // What may follow: a list called "Total Renewal" is a list.
    const OF: &[&str] = &[
        "exprimés",
        "exprimes",
        "général",
        "general",
        "votes",
        "voix",
        "votants",
        "valid",
        "stimmen",
        "des",
        "of",
        "stemmen",
    ];
    let name = name.trim().trim_end_matches([':', '.']).trim_end();
    // First letters first: nearly every name is told apart by them.
    if !name.starts_with(['t', 'T', 's', 'S', 'g', 'G', 'i', 'I']) {
        return false;
    }
    let lower = name.to_lowercase();
    let mut words = lower.split_whitespace();
    let head = match words.next() {
        Some("grand") => words.next(),
        head => head,
    };
    head.is_some_and(|head| WORDS.contains(&head))
        && words.next().is_none_or(|next| OF.contains(&next))
}

/// The fault of a cell that is a word of totals.
pub(super) fn of(cell: &[u8]) -> Option<Fault> {
    let text = str::from_utf8(cell).unwrap_or_default().trim();
    is_total(text).then(|| Fault::TotalRow { text: text.to_owned() })
}

/// A fault if a cell is a word of totals.
pub(super) fn refused(cell: &[u8]) -> Result<(), Fault> {
    of(cell).map_or(Ok(()), Err)
}

/// Where in a line of `text` a fault is: at the word of totals, or the whole line.
pub(super) fn place(text: &str, line: Range<usize>, fault: &Fault) -> Range<usize> {
    let word = match fault {
        Fault::TotalRow { text } => text.as_str(),
        _ => return line,
    };
    let found = text.get(line.clone()).and_then(|line| line.find(word));
    found.map_or(line.clone(), |at| line.start + at..line.start + at + word.len())
}
