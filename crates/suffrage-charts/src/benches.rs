//! Seats on two sides of a house: the largest list on one, all others facing it.
//!
//! Who governs is no fact of a count: the sides say who is largest, and nothing more.

use suffrage::say;

use crate::hemicycle::Seats;
use crate::paper::{Anchor, Paper};
use crate::{Chart, Kind, Look};

/// The picture.
#[must_use]
pub fn draw(seats: &Seats, look: &Look<'_>) -> Chart {
    const WIDTH: f64 = 640.0;
    const AISLE: f64 = 46.0;
    let lang = look.lang;
    let owners = seats.one_by_one();
    let first = seats.lists[0].1 as usize;
    let (largest, others) = owners.split_at(first);
    let longest = largest.len().max(others.len());
    // Rows of a side, so that a bench is about four times as long as the side is deep.
    let deep = (1..).find(|deep| longest.div_ceil(*deep) <= deep * 5).unwrap_or(1);
    let long = longest.div_ceil(deep);
    let step = ((WIDTH - 8.0) / long as f64).min(30.0);
    let side = deep as f64 * step;
    let left = (WIDTH - long as f64 * step) / 2.0;
    let mut paper = Paper::new(look);
    for (benches, lower) in [(largest, false), (others, true)] {
        let mut at = 0;
        for run in benches.chunk_by(|a, b| a.1 == b.1) {
            paper.mark(&seats.said(run[0].1, lang));
            for (tone, _) in run {
                // Seats fill column by column, so that a list is one block.
                let (column, row) = ((at / deep) as f64, (at % deep) as f64);
                let x = left + (column + 0.5) * step;
                let y = match lower {
                    false => 10.0 + side - (row + 0.5) * step,
                    true => 10.0 + side + AISLE + (row + 0.5) * step,
                };
                paper.seat(*tone, (x, y), step * 0.4);
                at += 1;
            }
            paper.end();
        }
    }
    let (all, needed) = (seats.all(), seats.majority());
    let text = say!(lang, "{all} seats, majority: {needed}", "{all} sièges, majorité : {needed}");
    paper.text("bar-text", (WIDTH / 2.0, 10.0 + side + AISLE / 2.0 + 4.0), Anchor::Middle, &text);
    let top = 10.0 + 2.0 * side + AISLE + 18.0;
    let legend = paper.legend(&seats.legend(), (top, WIDTH));
    let (title, sentence) = (seats.title.clone(), seats.sentence(lang));
    let svg = paper.finish((WIDTH, top + legend + 6.0), &title, &sentence);
    Chart { kind: Kind::Benches, title, sentence, table: seats.table(lang), svg }
}
