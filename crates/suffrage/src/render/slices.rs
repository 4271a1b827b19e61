//! The votes of precincts, batches and other slices, stage by stage: tables, CSV, JSON.
//!
//! Shares have their own base: of a candidate, the votes still in the count in that slice at that
//! stage; of inactive ballots, all ballots of the slice.

use std::io::Write as _;

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

use super::csv::quoted;
use super::text::fit;
use super::{Style, number, say, words};
use crate::count::slices::{InSlice, Stand};
use crate::diagnostic::Lang;
use crate::number::Exact;
use crate::record::{Lost, Record};

/// The header of the rows, with its newline.
pub const HEADER: &str = "contest,slice,stage,candidate,votes\n";

/// Appends the rows of one contest: a row for each candidate, and for each reason in brackets why
/// votes are with nobody.
///
/// # Panics
/// Never: memory can be written.
pub fn rows(record: &Record, slices: &[InSlice], out: &mut Vec<u8>) {
    for slice in slices {
        for (number, stand) in (1u32..).zip(&slice.stages) {
            let mut row = |who: &str, votes: &Exact| {
                quoted(&record.contest.code, out);
                out.push(b',');
                quoted(&slice.name, out);
                write!(out, ",{number},").expect("memory can be written");
                quoted(who, out);
                writeln!(out, ",{votes}").expect("memory can be written");
            };
            stand.votes.iter().for_each(|(place, votes)| row(record.name(*place), votes));
            stand.lost.iter().for_each(|(why, votes)| row(&format!("({why})"), votes));
        }
    }
}

/// The slices of one contest as JSON: `suffrage-slices/1`.
#[must_use]
pub fn json(record: &Record, by: &str, slices: &[InSlice]) -> Value {
    let stage = |(number, stand): (u32, &Stand)| {
        let in_count = stand.in_count();
        json!({ "number": number, "votes": stand.votes, "in_count": in_count, "lost": stand.lost })
    };
    let slice = |one: &InSlice| {
        let stages: Vec<Value> = (1u32..).zip(&one.stages).map(stage).collect();
        json!({ "name": one.name, "ballots": one.cast, "stages": stages })
    };
    json!({
        "schema": "suffrage-slices/1",
        "law": record.law,
        "contest": record.contest,
        "candidacies": record.candidacies,
        "alliances": record.alliances,
        "by": by,
        "slices": slices.iter().map(slice).collect::<Vec<_>>(),
    })
}

/// The slices of one contest as tables of candidates by stage.
#[must_use]
pub fn text(record: &Record, by: &str, slices: &[InSlice], lang: Lang, style: Style) -> String {
    let all: u128 = slices.iter().map(|one| one.cast).sum();
    let (number, all) = (slices.len(), number::votes(all, lang));
    let mut out = style.bold(&say!(
        lang,
        "By {by}: {number} parts of {all} ballots, which together are the stages of the count.",
        "Par {by} : {number} parts de {all} bulletins, qui ensemble sont les étapes du compte."
    ));
    out.push('\n');
    out.push_str(&style.dim(&say!(
        lang,
        "Shares of candidates are of the votes in the count there, those in brackets of all ballots there.",
        "Parts des candidats : des voix en lice à cet endroit ; entre parenthèses : de tous ses bulletins."
    )));
    out.push('\n');
    for slice in slices {
        out.push_str(&table(record, slice, lang, style));
    }
    out
}

/// One row of a table: a name, and a cell for each stage.
struct Row {
    name: String,
    cells: Vec<(String, String)>,
}

fn table(record: &Record, slice: &InSlice, lang: Lang, style: Style) -> String {
    let name = match slice.name.as_str() {
        "" => say!(lang, "(not said)", "(non dit)"),
        name => name.to_owned(),
    };
    let cast = number::votes(slice.cast, lang);
    let title = say!(lang, "{name}: {cast} ballots", "{name} : {cast} bulletins");
    let mut out = format!("\n{}\n", style.bold(&title));
    let rows = rows_of(record, slice, lang);
    let width = |cell: &(String, String)| (cell.0.width(), cell.1.width());
    let wide: Vec<(usize, usize)> = (0..slice.stages.len())
        .map(|stage| {
            let cells = rows.iter().map(|row| width(&row.cells[stage]));
            cells.fold((1, 1), |most, one| (most.0.max(one.0), most.1.max(one.1)))
        })
        .collect();
    let room = rows.iter().map(|row| row.name.width()).max().unwrap_or(0).min(28);
    let mut stage = 0;
    // As many stages stand beside each other as the page is wide.
    while stage < wide.len() {
        let mut until = stage;
        let mut used = room + 2;
        while until < wide.len() {
            used += wide[until].0 + wide[until].1 + 5;
            if until > stage && used > style.width {
                break;
            }
            until += 1;
        }
        out.push_str(&format!("  {}", fit("", room)));
        for (at, (votes, share)) in wide.iter().enumerate().take(until).skip(stage) {
            let number = at + 1;
            let head = say!(lang, "stage {number}", "étape {number}");
            out.push_str(&format!("  {head:>width$} ", width = votes + share + 2));
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
        for row in &rows {
            out.push_str(&format!("  {}", fit(&row.name, room)));
            let cells = row.cells.iter().zip(&wide).take(until).skip(stage);
            for ((votes, share), (wide, narrow)) in cells {
                let pad = |text: &str, width: usize| " ".repeat(width.saturating_sub(text.width()));
                out.push_str(&format!(
                    "   {}{votes}  {}{share}",
                    pad(votes, *wide),
                    pad(share, *narrow)
                ));
            }
            out.truncate(out.trim_end().len());
            out.push('\n');
        }
        stage = until;
    }
    out
}

/// Candidates, the sum of their votes, and why other votes are with nobody.
fn rows_of(record: &Record, slice: &InSlice, lang: Lang) -> Vec<Row> {
    let mut places: Vec<_> = Vec::new();
    let mut reasons: Vec<_> = Vec::new();
    for stand in &slice.stages {
        places.extend(stand.votes.iter().map(|one| one.0));
        reasons.extend(stand.lost.iter().map(|one| one.0));
    }
    places.sort_unstable();
    places.dedup();
    reasons.sort_unstable();
    reasons.dedup();
    let cast = Exact::from(slice.cast);
    let cell =
        |votes: &Exact, of: &Exact| (number::exact(votes, lang), number::share_of(votes, of, lang));
    let gone = || (String::new(), String::new());
    let mut rows = Vec::new();
    for place in places {
        let cells = slice.stages.iter().map(|stand| {
            let votes = stand.votes.iter().find(|one| one.0 == place);
            votes.map_or_else(gone, |(_, votes)| cell(votes, &stand.in_count()))
        });
        rows.push(Row { name: record.name(place).to_owned(), cells: cells.collect() });
    }
    let sums =
        slice.stages.iter().map(|stand| (number::exact(&stand.in_count(), lang), String::new()));
    rows.push(Row { name: say!(lang, "in the count", "en lice"), cells: sums.collect() });
    let any = |why: &Lost| {
        let of = |stand: &Stand| stand.lost.iter().any(|one| one.0 == *why && !one.1.is_zero());
        slice.stages.iter().any(of)
    };
    for why in reasons.into_iter().filter(any) {
        let cells = slice.stages.iter().map(|stand| {
            let votes = stand.lost.iter().find(|one| one.0 == why);
            votes.map_or_else(gone, |(_, votes)| cell(votes, &cast))
        });
        rows.push(Row { name: format!("({})", words::lost(why, lang)), cells: cells.collect() });
    }
    rows
}
