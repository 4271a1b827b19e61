//! A record step by step, in sentences without their articles: what pages draw.
//!
//! The sentences are those of the text view; a page sets its own tables and puts the articles beside.

use super::Style;
use super::text::View;
use crate::diagnostic::Lang;
use crate::record::Record;

/// One step, or several of one kind that are told together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The place of the first step in the record.
    pub at: usize,
    /// How many steps are told here.
    pub taken: usize,
    /// Index into the clauses of the record: what governs it.
    pub clause: Option<u16>,
    /// The lines, without indent; none is empty.
    pub lines: Vec<String>,
}

/// Every step of the record, in order.
#[must_use]
pub fn told(record: &Record, lang: Lang) -> Vec<Told> {
    let mut view = View::of(record, lang, Style::PLAIN);
    view.cites = false;
    let (mut told, mut at) = (Vec::new(), 0);
    while at < record.steps.len() {
        let taken = view.step(&record.steps[at..]);
        let text = std::mem::take(&mut view.out);
        let lines = text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty());
        told.push(Told { at, taken, clause: record.steps[at].clause, lines: lines.collect() });
        at += taken;
    }
    told
}

/// The result in lines: who is elected, what is vacant, what waits and what to write for a lot.
#[must_use]
pub fn result(record: &Record, lang: Lang) -> Vec<String> {
    let text = super::text::result(record, lang, Style::PLAIN);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.skip(1).map(str::to_owned).collect()
}
