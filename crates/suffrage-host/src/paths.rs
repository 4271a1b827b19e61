//! The path of each ballot, written row by row: no table of a million rows stands in memory.

use std::io::{BufWriter, Write};
use std::path::Path;

use suffrage::count::count_with_trail;
use suffrage::render::paths;
use suffrage::tally::Contest;
use suffrage::{Fault, LawOnDay, Lot, Record, Wish};

use crate::Trouble;

/// Writes the paths of the ballots of every contest that has a record; `-` is the standard output.
///
/// # Errors
/// If papers do not pass on by this law (C021), or the file cannot be written.
pub fn write(
    file: &Path,
    law: &LawOnDay,
    contests: &[Contest],
    lots: &[Lot],
    wish: &Wish,
    records: &[Record],
) -> Result<(), Trouble> {
    let columns = records.iter().map(paths::stages).max().unwrap_or(0);
    let unwritable = |error: std::io::Error| -> Trouble {
        Fault::Unwritable { file: file.display().to_string(), why: error.to_string() }.into()
    };
    let mut out: Option<BufWriter<Box<dyn Write>>> = None;
    let counted = |one: &&Contest| records.iter().any(|record| record.contest.code == one.code);
    for contest in contests.iter().filter(counted) {
        let (record, trail) = count_with_trail(law, contest, lots, wish).map_err(|faults| {
            let faults = faults.into_iter().map(Into::into).collect();
            Trouble { faults, texts: Vec::new() }
        })?;
        // The file is made only when there is something to write.
        let out = match &mut out {
            Some(out) => out,
            none => {
                let mut fresh = BufWriter::new(opened(file).map_err(unwritable)?);
                paths::header(columns, &mut fresh).or_else(gone).map_err(unwritable)?;
                none.insert(fresh)
            }
        };
        paths::rows(contest, &record, &trail, columns, out).or_else(gone).map_err(unwritable)?;
    }
    out.map_or(Ok(()), |mut out| out.flush().or_else(gone).map_err(unwritable))
}

fn opened(file: &Path) -> std::io::Result<Box<dyn Write>> {
    match file.as_os_str() == "-" {
        true => Ok(Box::new(std::io::stdout().lock())),
        false => Ok(Box::new(std::fs::File::create(file)?)),
    }
}

/// A reader that went away (`| head`) is no fault.
fn gone(error: std::io::Error) -> std::io::Result<()> {
    match error.kind() {
        std::io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(error),
    }
}
