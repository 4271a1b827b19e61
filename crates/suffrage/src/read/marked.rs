//! Approvals and scores as a spreadsheet: a row for each ballot, a column for each candidate.
//!
//! The first column is `count`: how many ballots a row stands for. A cell is empty (or 0) for no
//! mark, `x` or 1 for a mark, or a score. If no cell is above 1 the ballots are approvals, otherwise
//! scores. A table of another header is read so if whoever gives it says that it holds scores; one
//! in which every ballot gives 1, 2, 3 … once each, as ranks do, is told as a doubt
//! ([`super::given`]).

use super::columns::Rows;
use super::given::{COUNT, Columns};
use super::parts::{Own, Parts};
use super::{Cells, Format, Reading, Table};
use crate::ballots::{Collect, Mark, Marking};
use crate::diagnostic::{Diagnostic, Fault};
use crate::tally::{Candidacy, Contest};

/// Whether the header begins with `count` and goes on with names.
pub(crate) fn is_marked(rows: &Rows<'_>) -> bool {
    let first = rows.header.first().map(|name| name.to_lowercase());
    first.is_some_and(|first| COUNT.contains(&first.as_str())) && rows.header.len() > 2
}

/// The columns of such a header.
pub(crate) fn columns(rows: &Rows<'_>) -> Columns {
    Columns { count: Some(0), names: (1..rows.header.len()).collect() }
}

/// Reads the table.
pub(crate) fn read(
    mut rows: Rows<'_>,
    columns: &Columns,
    reading: Reading<'_>,
) -> Result<Table, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let own = Own::of(&rows, reading.by, |at| !columns.is_of_votes(at))?;
    for index in columns.names.iter().copied() {
        let name = &rows.header[index];
        let fault = if name.is_empty() {
            Fault::NameEmpty { column: (index + 1).to_string() }
        } else if rows.header[..index].contains(name) {
            Fault::ColumnTwice { column: name.clone() }
        } else {
            continue;
        };
        faults.push(Diagnostic::at(&rows.input.file, rows.header_cell(index), fault));
    }
    let mut ballots: Vec<(Vec<(u32, u16)>, u64)> = Vec::new();
    let mut of_parts: Vec<String> = Vec::new();
    let mut maybe_ranks = reading.cells == Cells::Detect;
    while rows.next() && faults.len() < 50 {
        let (found, wanted) = (rows.len(), rows.header.len());
        if found != wanted {
            let fault = Fault::TooFewFields { found, wanted };
            faults.push(Diagnostic::at(&rows.input.file, rows.row_span(), fault));
            continue;
        }
        if let Some(fault) = super::total_row(&rows) {
            faults.push(fault);
            continue;
        }
        let weight = columns.count.and_then(|at| rows.whole(at, &mut faults)).unwrap_or(1);
        let Ok(weight) = u64::try_from(weight) else {
            faults.push(rows.at(0, Fault::TooManyBallots {}));
            continue;
        };
        let mut scores = Vec::new();
        for (place, index) in (0u32..).zip(columns.names.iter().copied()) {
            let score = match rows.cell(index) {
                "x" | "X" | "✓" | "✔" => Some(1),
                _ => rows.small(index, &mut faults),
            };
            let score = u16::try_from(score.unwrap_or(0)).ok().filter(|one| *one <= Mark::MOST);
            match score {
                Some(0) => {}
                Some(score) => scores.push((place, score)),
                None => {
                    let (column, text) = (rows.header[index].clone(), rows.cell(index).to_owned());
                    faults.push(rows.at(index, Fault::TooGreat { column, text }));
                }
            }
        }
        maybe_ranks &= columns.names.iter().all(|index| rows.cell(*index) != "0");
        ballots.push((scores, weight));
        of_parts.extend(own.part(&rows).map(str::to_owned));
    }
    if faults.is_empty() && ballots.is_empty() {
        faults.push(Diagnostic::at(&rows.input.file, rows.header_span(), Fault::NoRows {}));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut doubts = Vec::new();
    let scores = |(scores, _): &(Vec<(u32, u16)>, u64)| scores.iter().map(|one| one.1).collect();
    if maybe_ranks && like_ranks(|| ballots.iter().map(scores)) {
        doubts.push(Diagnostic::at(&rows.input.file, rows.header_span(), Fault::LikeRanks {}));
    }
    let approved = ballots.iter().all(|(scores, _)| scores.iter().all(|one| one.1 == 1));
    let marking = if approved { Marking::Approved } else { Marking::Scored };
    let (mut all, mut parts) = (Collect::new(marking, 0), Parts::default());
    let mut of_parts = of_parts.iter();
    for (scores, weight) in &ballots {
        let pair = |(place, score): &(u32, u16)| [Mark::of(*place), Mark::score(*score)];
        let marks: Vec<Mark> = match marking {
            Marking::Approved => scores.iter().map(|one| Mark::of(one.0)).collect(),
            _ => scores.iter().flat_map(pair).collect(),
        };
        let part = of_parts.next().map(|part| parts.add(part, marking, &marks, *weight));
        if all.add(&marks, *weight).is_err() || part.is_some_and(|added| added.is_err()) {
            faults.push(Diagnostic::at(&rows.input.file, 0..0, Fault::TooManyBallots {}));
        }
    }
    let done = (all.finish().ok(), parts.finish(0, None).ok());
    let (Some(ballots), Some(slices), true) = (done.0, done.1, faults.is_empty()) else {
        return Err(faults);
    };
    let candidacy = |name: &String| Candidacy {
        code: name.clone(),
        name: name.clone(),
        ..Candidacy::default()
    };
    let contest = Contest {
        code: "1".to_owned(),
        name: super::stem(&rows.input.file),
        candidacies: columns.names.iter().map(|at| candidacy(&rows.header[*at])).collect(),
        ballots: Some(std::sync::Arc::new(ballots)),
        fields: own.names,
        slices,
        ..Contest::default()
    };
    let (format, contests) = (Format::Marked, vec![contest]);
    Ok(Table { format, contests, faulty: Vec::new(), doubts })
}

/// Whether the scores of every ballot are 1, 2, 3 … once each, one of them at least as far as 3.
pub(crate) fn like_ranks<I: Iterator<Item = Vec<u16>>>(ballots: impl Fn() -> I) -> bool {
    let ranks = |mut all: Vec<u16>| {
        all.sort_unstable();
        (1u16..).zip(&all).all(|(rank, score)| rank == *score)
    };
    ballots().all(ranks) && ballots().any(|scores| scores.len() > 2)
}
