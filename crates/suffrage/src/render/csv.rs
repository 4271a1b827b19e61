//! Results as rows: `contest,contest_name,code,name,votes,pot,seats,elected,note`.

use std::io::Write as _;

use crate::outcome::Outcome;
use crate::record::{Record, Step};
use crate::tally::Place;

/// The header, with its newline.
pub const HEADER: &str = "contest,contest_name,code,name,votes,pot,seats,elected,note\n";

/// Appends the rows of one contest. `votes` are those of the last round in which each stood.
///
/// # Panics
/// Never: memory can be written.
pub fn result(record: &Record, rows: &mut Vec<u8>) {
    let outcome = Outcome::of(record);
    let mut votes = vec![None; record.candidacies.len()];
    for entry in &record.steps {
        if let Step::Figures { votes: round, .. } = &entry.step {
            round.iter().for_each(|(place, given)| votes[*place as usize] = Some(*given));
        }
    }
    let note = match (outcome.is_complete(), outcome.next_round()) {
        (true, _) => String::new(),
        (false, Some((round, _))) => format!("round {round} needed"),
        (false, None) => "pending".to_owned(),
    };
    let pots: Vec<&str> = match outcome.pots() {
        [] => vec![""],
        pots => pots.iter().map(|pot| pot.pot.as_str()).collect(),
    };
    for (place, named) in (0 as Place..).zip(&record.candidacies) {
        for pot in &pots {
            let won = outcome.pots().iter().find(|one| one.pot == *pot);
            let seats = won.and_then(|one| one.won.get(&place)).copied().unwrap_or(0);
            let fields: [&str; 4] =
                [&record.contest.code, &record.contest.name, &named.code, &named.name];
            for field in fields {
                quoted(field, rows);
                rows.push(b',');
            }
            let given = votes[place as usize];
            if let Some(given) = given {
                write!(rows, "{given}").expect("memory can be written");
            }
            rows.push(b',');
            quoted(pot, rows);
            let elected = if outcome.elected().contains(&place) { "yes" } else { "" };
            writeln!(rows, ",{seats},{elected},{note}").expect("memory can be written");
        }
    }
    areas(record, &outcome, rows);
}

/// Seats that stand in areas, where several tiers are counted as one: a row for each list with any.
fn areas(record: &Record, outcome: &Outcome, rows: &mut Vec<u8>) {
    for (number, area) in (0..).zip(&record.areas).filter(|one| one.0 > 0) {
        for (place, named) in (0 as Place..).zip(&record.candidacies) {
            let seats = outcome.seats_in(number, place);
            if seats == 0 {
                continue;
            }
            for field in [&area.code, &area.name, &named.code, &named.name] {
                quoted(field, rows);
                rows.push(b',');
            }
            writeln!(rows, ",area,{seats},,").expect("memory can be written");
        }
    }
}

/// A field, quoted only where it must be.
pub(super) fn quoted(field: &str, rows: &mut Vec<u8>) {
    if !field.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        rows.extend_from_slice(field.as_bytes());
        return;
    }
    rows.push(b'"');
    for byte in field.bytes() {
        if byte == b'"' {
            rows.push(b'"');
        }
        rows.push(byte);
    }
    rows.push(b'"');
}
