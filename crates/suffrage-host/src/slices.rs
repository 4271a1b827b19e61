//! The slices of every contest: its count is followed once, with the path of every ballot.

use suffrage::count::count_with_trail;
use suffrage::count::slices::{InSlice, in_slices};
use suffrage::tally::Contest;
use suffrage::{LawOnDay, Lot, Record, Wish};

use crate::Trouble;

/// The slices of each contest that has a record, in the order of the records.
///
/// # Errors
/// If papers do not pass on by this law (C021).
pub fn of_records(
    law: &LawOnDay,
    contests: &[Contest],
    lots: &[Lot],
    wish: &Wish,
    records: &[Record],
) -> Result<Vec<Vec<InSlice>>, Trouble> {
    let mut all = Vec::new();
    for record in records {
        let contest = contests.iter().find(|one| one.code == record.contest.code);
        let Some(contest) = contest else { continue };
        let (record, trail) = count_with_trail(law, contest, lots, wish).map_err(|faults| {
            let faults = faults.into_iter().map(Into::into).collect();
            Trouble { faults, texts: Vec::new() }
        })?;
        all.push(in_slices(contest, &record, &trail));
    }
    Ok(all)
}
