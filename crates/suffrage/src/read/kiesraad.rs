//! Results of the Dutch electoral council: one row for each list, divided by semicolons.
//!
//! `Gemeente|Regio;Code;AmsterdamseCode|Type;Partij;AantalStemmen;AantalZetels;`. The code is the
//! key (two municipalities are called Bergen). Empty seats are none. Rows of figures (electors,
//! valid votes) name no party. A seventh field, where it is a number, is the length of a list.

use super::columns::{Growing, Rows};
use super::{Format, Table, is_total};
use crate::diagnostic::{Diagnostic, Fault};
use crate::tally::{Candidacy, Place, Round};

/// Reads the table.
pub(crate) fn read(mut rows: Rows<'_>) -> Result<Table, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let code = rows.need("Code", &mut faults);
    let party = rows.need("Partij", &mut faults);
    let votes = rows.need("AantalStemmen", &mut faults);
    let seats = rows.need("AantalZetels", &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    let numbered = rows.column("Lijst");
    let (kind, mut growing, mut any) = (rows.column("Type"), Growing::default(), false);
    while rows.next() {
        any = true;
        let key = rows.cell(code).to_owned();
        let index = growing.contest(&key, || rows.row_span());
        let mut faults = Vec::new();
        let contest = &mut growing.contests[index];
        if contest.rounds.is_empty() {
            contest.name = rows.cell(0).to_owned();
            contest.rounds.push(Round { number: 1, ..Round::default() });
        }
        let name = rows.cell(party).to_owned();
        if name.is_empty() {
            let what = kind.map(|kind| rows.cell(kind)).unwrap_or_default().to_owned();
            let figure = rows.whole(votes, &mut faults);
            match what.as_str() {
                "Kiesgerechtigden" => contest.rounds[0].registered = figure,
                "Opkomst" => contest.rounds[0].voters = figure,
                "AantalBlancoStemmen" => contest.rounds[0].blank = figure,
                "AantalOngeldigeStemmen" => contest.rounds[0].null = figure,
                // Stated totals of valid votes differ from the lists in eleven old files.
                "AantalGeldigeStemmen" => {}
                _ => faults.push(rows.at(party, Fault::NameEmpty { column: "Partij".to_owned() })),
            }
            growing.blame(index, faults);
            continue;
        }
        if is_total(&name) {
            faults.push(rows.at(party, Fault::TotalRow { text: name.clone() }));
        }
        let place = Place::try_from(contest.candidacies.len()).unwrap_or(Place::MAX);
        // A party may stand twice (1922): the number of the list keeps the two apart.
        let again = contest.candidacies.iter().filter(|one| one.name == name).count();
        if again > 0 && numbered.is_none() {
            let (column, code, first) = ("Partij".to_owned(), name.clone(), rows.line() - 1);
            faults.push(rows.at(party, Fault::SameCodeTwice { column, code, first }));
        }
        let code = if again == 0 { name.clone() } else { format!("{name} ({})", again + 1) };
        if rows.cell(votes).is_empty() {
            faults.push(rows.at(votes, Fault::Empty { column: "AantalStemmen".to_owned() }));
        }
        let given = rows.whole(votes, &mut faults).unwrap_or(0);
        let candidates = rows.cell(seats + 1).parse::<u32>().ok();
        contest.candidacies.push(Candidacy { code, name, candidates, ..Candidacy::default() });
        contest.rounds[0].votes.push((place, given));
        contest.published.push((place, rows.small(seats, &mut faults).unwrap_or(0)));
        growing.blame(index, faults);
    }
    if !any {
        return Err(vec![Diagnostic::at(&rows.input.file, rows.header_span(), Fault::NoRows {})]);
    }
    Ok(growing.finish(&rows.input.file, Format::Kiesraad, false))
}
