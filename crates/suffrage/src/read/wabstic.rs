//! Lists of an election as WabstiC exports them (`WP_Listen.csv`): one row for each list.
//!
//! Semicolons; several contests in a file, told apart by `SortGeschaeft`. `ListVerb` is the
//! connection, `ListUntVerb` the connection inside it. List 99 holds the votes of ballots without
//! a party: it is no list. The number of seats is not in the file: it is the sum of those given.

use std::collections::HashMap;

use super::columns::{Growing, Rows};
use super::{Format, Table, is_total, no_party};
use crate::diagnostic::{Diagnostic, Fault};
use crate::tally::{Candidacy, Place, Round};

/// Reads the table.
pub(crate) fn read(mut rows: Rows<'_>) -> Result<Table, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let [contest, list, name, votes, seats, connection, inner] =
        ["SortGeschaeft", "ListNr", "ListBez", "StimmenTotal", "Sitze", "ListVerb", "ListUntVerb"]
            .map(|column| rows.need(column, &mut faults));
    if !faults.is_empty() {
        return Err(faults);
    }
    let (mut growing, mut any) = (Growing::default(), false);
    let mut lines: HashMap<(usize, String), u64> = HashMap::new();
    while rows.next() {
        any = true;
        let index = growing.contest(rows.cell(contest), || rows.row_span());
        let one = &mut growing.contests[index];
        if one.rounds.is_empty() {
            one.name.clone_from(&one.code);
            one.rounds.push(Round { number: 1, ..Round::default() });
        }
        let code = rows.cell(list).to_owned();
        if no_party(&code) {
            continue;
        }
        let mut faults = Vec::new();
        if is_total(rows.cell(name)) {
            faults.push(rows.at(name, Fault::TotalRow { text: rows.cell(name).to_owned() }));
        }
        if let Some(first) = lines.insert((index, code.clone()), rows.line()) {
            let (column, code) = ("ListNr".to_owned(), code.clone());
            faults.push(rows.at(list, Fault::SameCodeTwice { column, code, first }));
        }
        if rows.cell(votes).is_empty() {
            faults.push(rows.at(votes, Fault::Empty { column: "StimmenTotal".to_owned() }));
        }
        let path = [connection, inner].map(|column| rows.cell(column).to_owned());
        let alliance = path.into_iter().filter(|one| !matches!(one.as_str(), "" | "0")).collect();
        let place = Place::try_from(one.candidacies.len()).unwrap_or(Place::MAX);
        let name = rows.cell(name).to_owned();
        one.candidacies.push(Candidacy { code, name, alliance, ..Candidacy::default() });
        one.rounds[0].votes.push((place, rows.whole(votes, &mut faults).unwrap_or(0)));
        one.published.push((place, rows.small(seats, &mut faults).unwrap_or(0)));
        growing.blame(index, faults);
    }
    if !any {
        return Err(vec![Diagnostic::at(&rows.input.file, rows.header_span(), Fault::NoRows {})]);
    }
    Ok(growing.finish(&rows.input.file, Format::WabstiC, true))
}
