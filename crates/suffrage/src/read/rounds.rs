//! Tables of several rounds: one file for each, joined by contest and by list.

use super::{Format, Table};
use crate::diagnostic::{Diagnostic, Fault};

/// Numbers the round of a table that holds one: the second file of an election is its second round.
///
/// Answers with the faults of a table that holds other rounds than the first and this one.
pub fn as_round(table: &mut Table, number: u8, file: &str) -> Vec<Diagnostic> {
    let mut other = None;
    for round in table.contests.iter_mut().flat_map(|contest| {
        let several = contest.rounds.len() > 1;
        contest.rounds.iter_mut().map(move |round| (several, round))
    }) {
        match round {
            (false, round) if round.number == 1 || round.number == number => round.number = number,
            (_, round) => other = other.max(Some(round.number)),
        }
    }
    let fault = |round| Diagnostic::at(file, 0..0, Fault::RoundsInTable { round });
    other.map(fault).into_iter().collect()
}

/// Joins the tables of two rounds by contest code and by list.
///
/// In our own form a list of the second round is that of the first if it has exactly its code (its
/// name, where there are no codes); in the forms of others, whose numbers change between rounds,
/// if it has exactly its name. Otherwise it is a new candidacy. Nothing is guessed from similar
/// names. A contest that cannot be read in one table is not counted from the other alone.
#[must_use]
pub fn join(mut first: Table, mut second: Table) -> Table {
    let by_code = first.format == Format::Long && second.format == Format::Long;
    let faulty = |table: &Table| -> std::collections::BTreeSet<String> {
        table.faulty.iter().map(|(code, _)| code.clone()).collect()
    };
    let (of_first, of_second) = (faulty(&first), faulty(&second));
    first.contests.retain(|contest| !of_second.contains(&contest.code));
    second.contests.retain(|contest| !of_first.contains(&contest.code));
    let mut place: std::collections::BTreeMap<String, usize> =
        first.contests.iter().enumerate().map(|(index, one)| (one.code.clone(), index)).collect();
    for contest in second.contests {
        let Some(index) = place.get(&contest.code).copied() else {
            place.insert(contest.code.clone(), first.contests.len());
            first.contests.push(contest);
            continue;
        };
        let into = &mut first.contests[index];
        let mut places: Vec<u32> = Vec::new();
        for mut candidacy in contest.candidacies {
            let free = |at: usize| places.iter().all(|taken| *taken as usize != at);
            let same = |(at, one): (usize, &crate::tally::Candidacy)| {
                let same = match by_code {
                    true => one.code == candidacy.code,
                    false => one.name == candidacy.name,
                };
                (same && free(at)).then_some(at)
            };
            let known = into.candidacies.iter().enumerate().find_map(same);
            let at = known.unwrap_or_else(|| {
                // A code identifies one candidacy: a new list keeps its own apart.
                let code = candidacy.code.clone();
                let mut again = 1;
                while into.candidacies.iter().any(|one| one.code == candidacy.code) {
                    again += 1;
                    candidacy.code = format!("{code} ({again})");
                }
                into.candidacies.push(candidacy);
                into.candidacies.len() - 1
            });
            places.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        for mut round in contest.rounds {
            round.votes.iter_mut().for_each(|(place, _)| *place = places[*place as usize]);
            into.rounds.push(round);
        }
        let published =
            contest.published.iter().map(|(place, seats)| (places[*place as usize], *seats));
        if contest.published.iter().any(|(_, seats)| *seats > 0) {
            into.published = published.collect();
        }
        into.seats = into.seats.or(contest.seats);
    }
    first.faulty.extend(second.faulty);
    first.doubts.extend(second.doubts);
    first
}
