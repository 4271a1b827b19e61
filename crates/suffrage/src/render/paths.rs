//! The path of each ballot as rows of CSV: how it is marked, and who has its vote at each stage.
//!
//! `contest,cast,ballot,stage 1,stage 2,…`. A cell says what becomes of the vote of one ballot of
//! the row: `Ann Lee` has all of it, `Ann Lee 0.72; Bo Ray 0.28` part it between them, and in
//! brackets stands why nobody has it. `2 of 5 Ann Lee` are two ballots of five, where papers part
//! ways. Numbers are exact: the number cast times the parts make the stages of the record.

use std::io::{self, Write};

use super::csv::quoted;
use crate::ballots::{Ballots, Mark, What};
use crate::method::trail::{Group, Path, Paths, Trail, Whom};
use crate::number::Exact;
use crate::record::{Record, Step};
use crate::tally::Contest;

/// How many stages a record has.
#[must_use]
pub fn stages(record: &Record) -> u32 {
    let stages = record.steps.iter().filter(|one| matches!(one.step, Step::Stage { .. }));
    u32::try_from(stages.count()).unwrap_or(u32::MAX)
}

/// Writes the header for counts of at most so many stages.
///
/// # Errors
/// If it cannot be written.
pub fn header(stages: u32, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "contest,cast,ballot")?;
    (1..=stages).try_for_each(|stage| write!(out, ",stage {stage}"))?;
    writeln!(out)
}

/// Writes a row for each distinct ballot, in the order of their marks; `columns` stages wide.
///
/// # Errors
/// If it cannot be written.
pub fn rows(
    contest: &Contest,
    record: &Record,
    trail: &Trail,
    columns: u32,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some(ballots) = contest.ballots.as_deref() else { return Ok(()) };
    let shown = stages(record);
    let mut paths = Paths::of(trail, |path: &Path| cells(path, record, shown, columns));
    let mut order: Vec<usize> = (0..ballots.distinct()).collect();
    order.sort_unstable_by(|a, b| {
        (ballots.marks(*a), ballots.weight(*a)).cmp(&(ballots.marks(*b), ballots.weight(*b)))
    });
    let mut code = Vec::new();
    quoted(&contest.code, &mut code);
    let mut row = Vec::new();
    for ballot in order {
        row.clear();
        row.extend_from_slice(&code);
        write!(row, ",{},", ballots.weight(ballot))?;
        quoted(&marked(ballots, ballot, contest), &mut row);
        row.extend_from_slice(paths.ballot(ballot));
        row.push(b'\n');
        out.write_all(&row)?;
    }
    Ok(())
}

/// The ballot as marked: `Alice > Bob = Carol > (empty) > Dan`.
fn marked(ballots: &Ballots, ballot: usize, contest: &Contest) -> String {
    let marks = ballots.marks(ballot);
    if marks.is_empty() {
        return "(no mark)".to_owned();
    }
    let name = |mark: &Mark| match mark.what() {
        What::Candidate(place) => {
            contest.candidacies.get(place as usize).map_or("", |one| one.name.as_str())
        }
        What::Skipped => "(empty)",
        What::Overvote => "(several)",
        What::WriteIn => "(write-in)",
    };
    let mut text = String::new();
    for (at, mark) in marks.iter().enumerate() {
        if at > 0 {
            text.push_str(if mark.is_beside() { " = " } else { " > " });
        }
        text.push_str(name(mark));
    }
    text
}

/// The cells of a path, each with the comma before it.
fn cells(path: &Path, record: &Record, shown: u32, columns: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    for stage in 1..=columns {
        bytes.push(b',');
        if stage <= shown {
            quoted(&cell(path.at(stage), record), &mut bytes);
        }
    }
    bytes
}

fn cell(groups: &[Group], record: &Record) -> String {
    let all: u64 = groups.iter().map(|group| group.papers).sum();
    let one = Exact::from(1u64);
    let mut parts = Vec::new();
    for group in groups {
        for part in &group.parts {
            let of = if group.papers == all {
                String::new()
            } else {
                format!("{} of {all} ", group.papers)
            };
            let who = match part.with {
                Whom::To(place) => record.name(place).to_owned(),
                Whom::Nobody(why) => format!("({})", why.word()),
            };
            let votes = if part.votes == one { String::new() } else { format!(" {}", part.votes) };
            parts.push(format!("{of}{who}{votes}"));
        }
    }
    parts.join("; ")
}
