//! Results as published by Swiss cantons through OneGov: one row for each candidate and municipality.
//!
//! Votes of lists are summed over municipalities, votes of candidates likewise. With
//! `list_connection_parent` set, `list_connection` is a sub-connection. List 99 or 999 holds the
//! votes of ballots without a party: it is no list.

use std::collections::BTreeMap;

use super::columns::{Growing, Rows};
use super::{Format, Table, no_party};
use crate::diagnostic::{Diagnostic, Fault};
use crate::number::Votes;
use crate::tally::{Candidacy, Person, Place, Round};

/// Reads the table.
pub(crate) fn read(mut rows: Rows<'_>) -> Result<Table, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let list = rows.need("list_id", &mut faults);
    let list_name = rows.need("list_name", &mut faults);
    let list_votes = rows.need("list_votes", &mut faults);
    let seats = rows.need("list_number_of_mandates", &mut faults);
    let entity = rows.need("entity_id", &mut faults);
    let own = rows.need("candidate_votes", &mut faults);
    let family = rows.need("candidate_family_name", &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    let optional = |name: &str| rows.column(name).unwrap_or(usize::MAX);
    let (first, election) = (optional("candidate_first_name"), optional("election_id"));
    let (connection, parent) = (optional("list_connection"), optional("list_connection_parent"));
    let whole = optional("entity_counted");
    let mut places: BTreeMap<(String, String), bool> = BTreeMap::new();
    let (candidate, mandates) = (optional("candidate_id"), optional("election_mandates"));
    let mut growing = Growing::default();
    let mut counted: BTreeMap<(usize, String, String), Votes> = BTreeMap::new();
    let mut persons: BTreeMap<(usize, Place, String), usize> = BTreeMap::new();
    let mut any = false;
    while rows.next() {
        any = true;
        let code = match rows.cell(election) {
            "" => "1".to_owned(),
            code => code.to_owned(),
        };
        let index = growing.contest(&code, || rows.row_span());
        let id = rows.cell(list).to_owned();
        let counted_whole = !rows.cell(whole).eq_ignore_ascii_case("false");
        places.insert((code, rows.cell(entity).to_owned()), counted_whole);
        if no_party(&id) {
            continue;
        }
        let mut faults = Vec::new();
        let contest = &mut growing.contests[index];
        if contest.rounds.is_empty() {
            contest.name.clone_from(&contest.code);
            contest.rounds.push(Round { number: 1, ..Round::default() });
            contest.seats = rows.small(mandates, &mut faults);
        }
        let place = contest.find(&id).unwrap_or_else(|| {
            let path = [rows.cell(parent), rows.cell(connection)].map(str::to_owned);
            let alliance = path.into_iter().filter(|one| !one.is_empty()).collect();
            let (code, name) = (id.clone(), rows.cell(list_name).to_owned());
            contest.candidacies.push(Candidacy { code, name, alliance, ..Candidacy::default() });
            let place = Place::try_from(contest.candidacies.len() - 1).unwrap_or(Place::MAX);
            contest.rounds[0].votes.push((place, 0));
            contest.published.push((place, rows.small(seats, &mut faults).unwrap_or(0)));
            place
        });
        let votes = rows.whole(list_votes, &mut faults).unwrap_or(0);
        for column in [list_votes, own] {
            if rows.cell(column).is_empty() && counted_whole {
                let fault = Fault::Empty { column: rows.header[column].clone() };
                faults.push(rows.at(column, fault));
            }
        }
        match counted.entry((index, id, rows.cell(entity).to_owned())) {
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(votes);
                contest.rounds[0].votes[place as usize].1 += votes;
            }
            std::collections::btree_map::Entry::Occupied(first) if *first.get() != votes => {
                let (first, second) = (first.get().to_string(), votes.to_string());
                let (column, contest) = ("list_votes".to_owned(), contest.name.clone());
                let fault = Fault::Disagrees { column, contest, first, second };
                faults.push(rows.at(list_votes, fault));
            }
            std::collections::btree_map::Entry::Occupied(_) => {}
        }
        let votes: Votes = rows.whole(own, &mut faults).unwrap_or(0);
        let name = format!("{} {}", rows.cell(first), rows.cell(family)).trim().to_owned();
        let key = match rows.cell(candidate) {
            "" => name.clone(),
            id => id.to_owned(),
        };
        let all = &mut contest.candidacies[place as usize].persons;
        let person = *persons.entry((index, place, key)).or_insert_with(|| {
            all.push(Person { name, born: None, votes: Some(0) });
            all.len() - 1
        });
        all[person].votes = all[person].votes.map(|before| before + votes);
        growing.blame(index, faults);
    }
    if !any {
        return Err(vec![Diagnostic::at(&rows.input.file, rows.header_span(), Fault::NoRows {})]);
    }
    let file = &rows.input.file;
    let mut table = growing.finish(file, Format::OneGov, true);
    for contest in &table.contests {
        let of = || places.iter().filter(|((one, _), _)| *one == contest.code);
        let open = u32::try_from(of().filter(|(_, whole)| !**whole).count()).unwrap_or(u32::MAX);
        let units = u32::try_from(of().count()).unwrap_or(u32::MAX);
        if open > 0 {
            let fault = Fault::NotAllCounted { contest: contest.name.clone(), open, units };
            table.doubts.push(Diagnostic::at(file, 0..0, fault));
        }
    }
    Ok(table)
}
