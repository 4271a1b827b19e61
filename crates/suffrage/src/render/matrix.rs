//! Seats of one election under several laws: a table, and the reason where a law cannot count it.

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::{Style, say, text::fit};
use crate::diagnostic::{Fault, Lang};
use crate::outcome::Outcome;
use crate::record::{Named, Record};

/// What one law gives.
#[derive(Clone, Debug)]
pub struct Column {
    /// The law, as the user named it.
    pub law: String,
    /// Its records, or why it cannot count the election.
    pub counted: Result<Vec<Record>, Vec<Fault>>,
}

/// A list with its seats under each law; `None` where the law refuses.
type Row = (Named, Vec<Option<u32>>);

impl Column {
    fn seats(&self, code: &str) -> Option<u32> {
        let records = self.counted.as_ref().ok()?;
        let of = |record: &Record| {
            let place = record.candidacies.iter().position(|one| one.code == code)?;
            Some(Outcome::of(record).seats_of(u32::try_from(place).ok()?))
        };
        Some(records.iter().filter_map(of).sum())
    }

    fn complete(&self) -> bool {
        self.counted
            .as_ref()
            .is_ok_and(|records| records.iter().all(|one| Outcome::of(one).is_complete()))
    }
}

/// The lists with a seat under any law, those with most under the first law first.
fn rows(columns: &[Column]) -> Vec<Row> {
    let mut known: Vec<Named> = Vec::new();
    for record in columns.iter().filter_map(|one| one.counted.as_ref().ok()).flatten() {
        for one in &record.candidacies {
            if known.iter().all(|other| other.code != one.code) {
                known.push(one.clone());
            }
        }
    }
    let row = |named: Named| {
        let seats = columns.iter().map(|column| column.seats(&named.code)).collect();
        (named, seats)
    };
    let any = |row: &Row| row.1.iter().any(|seats| seats.is_some_and(|seats| seats > 0));
    let mut rows: Vec<Row> = known.into_iter().map(row).filter(any).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.1.clone()));
    rows
}

/// The table, with the reasons of refusals below it.
#[must_use]
pub fn told(columns: &[Column], lang: Lang, style: Style) -> String {
    let rows = rows(columns);
    let all = say!(lang, "all", "total");
    let names = rows.iter().map(|row| row.0.name.width()).chain([all.width()]);
    let room = names.max().unwrap_or(0).min(40);
    let wide = |column: &Column| column.law.width().max(6);
    let line = |name: &str, cells: &mut dyn Iterator<Item = String>| {
        let mut line = format!("  {}", fit(name, room));
        for (column, cell) in columns.iter().zip(cells) {
            line.push_str(&format!("  {cell:>width$}", width = wide(column)));
        }
        line.push('\n');
        line
    };
    let cell = |seats: &Option<u32>| seats.map_or_else(|| "–".to_owned(), |one| one.to_string());
    let head = line("", &mut columns.iter().map(|column| column.law.clone()));
    let mut out = style.bold(head.trim_end());
    out.push('\n');
    for (named, seats) in &rows {
        out.push_str(&line(&named.name, &mut seats.iter().map(cell)));
    }
    let sum = |at: usize| {
        let seats: Option<u32> = rows.iter().map(|row| row.1[at]).sum();
        cell(&seats.filter(|_| columns[at].counted.is_ok()))
    };
    out.push_str(&line(&all, &mut (0..columns.len()).map(sum)));
    for column in columns {
        let law = &column.law;
        if let Err(faults) = &column.counted {
            for fault in faults {
                let (code, message, cause) = (fault.code(), fault.message(lang), fault.cause(lang));
                let text = say!(
                    lang,
                    "{law} cannot count this election: {message} ({cause}) [{code}]",
                    "{law} ne peut compter cette élection : {message} ({cause}) [{code}]"
                );
                out.push_str(&format!("  {}\n", style.yellow(&text)));
            }
        } else if !column.complete() {
            let text = say!(
                lang,
                "{law}: seats wait for a lot, a fact or a further round.",
                "{law} : des sièges attendent un tirage, un fait ou un autre tour."
            );
            out.push_str(&format!("  {}\n", style.yellow(&text)));
        }
    }
    out
}

/// The same as JSON.
#[must_use]
pub fn json(columns: &[Column]) -> Value {
    let rows = rows(columns);
    let laws: Vec<Value> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| match &column.counted {
            Ok(_) => {
                let lists: Vec<Value> = rows
                    .iter()
                    .map(|(one, seats)| {
                        json!({ "code": one.code, "name": one.name, "seats": seats[at] })
                    })
                    .collect();
                json!({ "law": column.law, "complete": column.complete(), "lists": lists })
            }
            Err(faults) => {
                let reason = |fault: &Fault| {
                    json!({ "code": fault.code(), "message": fault.message(Lang::En) })
                };
                let refused: Vec<Value> = faults.iter().map(reason).collect();
                json!({ "law": column.law, "refused": refused })
            }
        })
        .collect();
    json!({ "schema": "suffrage-matrix/1", "laws": laws })
}
