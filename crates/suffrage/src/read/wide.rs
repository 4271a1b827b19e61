//! A row for each commune, a group of columns for each list: the tables of the French Interior
//! Ministry.
//!
//! Three layouts share the idea. In 2008 the header repeats the group (`Liste;Sieges;Voix;…`) for
//! as many lists as any commune has. From 2014 on it may name the group once, and rows are longer
//! than the header. From 2024 on the columns of a group are numbered (`Voix 1`, `Sièges au CM 1`).
//! Percentages with decimal commas are left unread. The code of a commune is that of its department
//! and its own, as INSEE writes it: 01004, 2A004, 98818.

use super::columns::{Growing, Rows};
use super::{Format, Table};
use crate::diagnostic::{Diagnostic, Fault, near};
use crate::tally::{Candidacy, Place, Round};

/// The columns of a commune, with the words they are known by.
const DEPARTMENT: &[&str] = &["Code du département", "Code département", "Code Département"];
const COMMUNE: &[&str] = &["Code de la commune", "Code commune", "Code Commune"];
const NAME: &[&str] = &["Libellé de la commune", "Libellé commune", "Libellé Commune"];
const FIGURES: [&[&str]; 5] = [&["Inscrits"], &["Votants"], &["Blancs"], &["Nuls"], &["Exprimés"]];
/// The columns of a list.
const LIST: &[&str] =
    &["Liste", "Libellé Etendu Liste", "Libellé abrégé de liste", "Libellé de liste", "Nom"];
const HEAD: &[&str] = &["Nom", "Nom candidat"];
const NUANCE: &[&str] = &["Code Nuance", "Code nuance", "Nuance liste", "Nuance"];
const VOTES: &[&str] = &["Voix"];
const SEATS: &[&str] = &["Sieges", "Sièges", "Sièges / Elu", "Sièges au CM", "Sièges CM"];
const PANEL: &[&str] = &["N°Panneau", "Numéro de panneau", "Numéro"];

/// Where the columns of one list stand.
#[derive(Clone, Copy)]
struct Group {
    name: usize,
    head: usize,
    nuance: usize,
    votes: usize,
    seats: usize,
    panel: usize,
}

/// Whether the header is of this kind.
pub(crate) fn is_wide(rows: &Rows<'_>) -> bool {
    find(rows, COMMUNE).is_some()
        && (find(rows, VOTES).is_some() || rows.column("Voix 1").is_some())
}

fn find(rows: &Rows<'_>, names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| rows.column(name))
}

/// Reads the table.
pub(crate) fn read(mut rows: Rows<'_>) -> Result<Table, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut need = |names: &[&str]| {
        find(&rows, names).unwrap_or_else(|| {
            let near = near(names[0], rows.header.iter().map(String::as_str));
            let fault = Fault::ColumnMissing { column: names[0].to_owned(), near };
            faults.push(Diagnostic::at(&rows.input.file, rows.header_span(), fault));
            usize::MAX
        })
    };
    let (commune, name, expressed) = (need(COMMUNE), need(NAME), need(FIGURES[4]));
    let department = find(&rows, DEPARTMENT);
    if !faults.is_empty() {
        return Err(faults);
    }
    let _ = expressed;
    let figures = FIGURES.map(|names| find(&rows, names).unwrap_or(usize::MAX));
    let (mut growing, mut any, mut lines) = (Growing::default(), false, Vec::new());
    while rows.next() {
        any = true;
        let code = insee(
            department.map(|column| rows.cell(column)).unwrap_or_default(),
            rows.cell(commune),
        );
        let before = growing.contests.len();
        let index = growing.contest(&code, || rows.row_span());
        let mut faults = Vec::new();
        if index == before {
            lines.push(rows.line());
        }
        if index < before {
            let (column, first) = ("Code de la commune".to_owned(), lines[index]);
            faults.push(rows.at(commune, Fault::SameCodeTwice { column, code, first }));
            growing.blame(index, faults);
            continue;
        }
        let mut round = Round { number: 1, ..Round::default() };
        let read = figures.map(|column| rows.whole(column, &mut faults));
        [round.registered, round.voters, round.blank, round.null, round.expressed] = read;
        let contest = &mut growing.contests[index];
        rows.cell(name).clone_into(&mut contest.name);
        for group in groups(&rows) {
            if rows.cell(group.votes).is_empty() && list_name(&rows, group).is_empty() {
                continue;
            }
            let name = list_name(&rows, group);
            if rows.cell(group.votes).is_empty() {
                let fault = Fault::Empty { column: "Voix".to_owned() };
                faults.push(rows.at(group.votes, fault));
            }
            let votes = rows.whole(group.votes, &mut faults).unwrap_or(0);
            let place = Place::try_from(contest.candidacies.len()).unwrap_or(Place::MAX);
            let panel = rows.cell(group.panel);
            let same = contest.candidacies.iter().filter(|one| one.name == name).count();
            let code = match (panel, same) {
                ("", 0) => name.clone(),
                ("", again) => format!("{name} ({})", again + 1),
                (panel, _) => panel.to_owned(),
            };
            contest.candidacies.push(Candidacy { code, name, ..Candidacy::default() });
            round.votes.push((place, votes));
            contest.published.push((place, rows.small(group.seats, &mut faults).unwrap_or(0)));
        }
        contest.rounds.push(round);
        growing.blame(index, faults);
    }
    if !any {
        return Err(vec![Diagnostic::at(&rows.input.file, rows.header_span(), Fault::NoRows {})]);
    }
    sections(&mut growing, &rows.input.file);
    Ok(growing.finish(&rows.input.file, Format::Wide, false))
}

/// A commune divided into sections or sectors stands in the table once more as their sum.
fn sections(growing: &mut Growing, file: &str) {
    let whole_of = |code: &str| code.split_once(['S']).map(|(whole, _)| whole.to_owned());
    let mut wholes = Vec::new();
    for contest in &mut growing.contests {
        contest.section_of = whole_of(&contest.code);
        wholes.extend(contest.section_of.clone());
    }
    for index in 0..growing.contests.len() {
        let contest = &growing.contests[index];
        if wholes.contains(&contest.code) {
            let fault = Fault::SumOfSections { contest: contest.name.clone() };
            let diagnostic = Diagnostic::at(file, growing.spans[index].clone(), fault);
            growing.blame(index, vec![diagnostic]);
        }
    }
}

/// The name of the list; where it has none, that of its head, or its political label.
fn list_name(rows: &Rows<'_>, group: Group) -> String {
    let names = [group.name, group.head, group.nuance].map(|column| rows.cell(column));
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_default().to_owned()
}

/// The groups of columns that a row has: numbered, repeated in the header, or repeated in the row.
fn groups(rows: &Rows<'_>) -> Vec<Group> {
    if rows.column("Voix 1").is_some() {
        let numbered = |names: &[&str], number: usize| {
            let column = names.iter().find_map(|name| rows.column(&format!("{name} {number}")));
            column.unwrap_or(usize::MAX)
        };
        return (1..)
            .map(|number| Group {
                name: numbered(LIST, number),
                head: numbered(HEAD, number),
                nuance: numbered(NUANCE, number),
                votes: numbered(VOTES, number),
                seats: numbered(SEATS, number),
                panel: numbered(PANEL, number),
            })
            .take_while(|group| group.votes != usize::MAX)
            .collect();
    }
    let Some(votes) = find(rows, VOTES) else { return Vec::new() };
    // The group begins where the first of its columns stands, and repeats with its own width.
    let start = [PANEL, &["Code Nuance"], LIST]
        .iter()
        .filter_map(|names| find(rows, names))
        .min()
        .unwrap_or(votes);
    let first = rows.header[start].as_str();
    let again = rows.header.iter().skip(start + 1).position(|name| name == first);
    let filled = rows.header.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
    let width = again.map_or(filled - start, |offset| offset + 1).max(1);
    let within = |names: &[&str]| {
        let columns = &rows.header[start..(start + width).min(rows.header.len())];
        names.iter().find_map(|name| columns.iter().position(|one| one == name))
    };
    let at = |offset: Option<usize>, base: usize| offset.map_or(usize::MAX, |offset| base + offset);
    (0..)
        .map(|number| start + number * width)
        .take_while(|base| base + width <= rows.len().max(filled) && base < &rows.len())
        .map(|base| Group {
            name: at(within(LIST), base),
            head: at(within(HEAD), base),
            nuance: at(within(NUANCE), base),
            votes: at(within(VOTES), base),
            seats: at(within(SEATS), base),
            panel: at(within(PANEL), base),
        })
        .collect()
}

/// The official code: department and commune, padded as INSEE does.
fn insee(department: &str, commune: &str) -> String {
    if department.is_empty() || (commune.len() >= 5 && !commune.contains('S')) {
        return commune.to_owned();
    }
    if let Some((whole, section)) = commune.split_once('S') {
        // 055SR01 is sector 1 of commune 055.
        return format!("{}S{section}", insee(department, whole));
    }
    if department.len() >= 3 {
        return format!("{department}{commune:0>2}");
    }
    format!("{department:0>2}{commune:0>3}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn codes_are_padded_as_insee_writes_them() {
        assert_eq!(super::insee("1", "4"), "01004");
        assert_eq!(super::insee("2A", "4"), "2A004");
        assert_eq!(super::insee("988", "18"), "98818");
        assert_eq!(super::insee("13", "055SR01"), "13055SR01");
        assert_eq!(super::insee("01", "01004"), "01004");
    }
}
