//! Seats in a half circle, the largest list from the left, with the mark of the majority.
//!
//! Rows lie at equal distances; each holds seats in proportion to its length (largest remainder),
//! and all seats are handed out by their angle, so that every list is one wedge.

use std::f64::consts::PI;

use suffrage::tally::Place;
use suffrage::{Lang, Outcome, Record, say};

use crate::facts::{Tones, all_seats};
use crate::paper::{Anchor, Paper};
use crate::{Cell, Chart, Kind, Look, Table};

/// The most seats that are drawn one by one.
const MOST: u32 = 1500;

/// Seats by list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seats {
    /// Of which body.
    pub title: String,
    /// Name, seats and tone, the most seats first.
    pub lists: Vec<(String, u32, usize)>,
    /// Seats that nobody has: they wait, or stay empty.
    pub open: u32,
}

impl Seats {
    /// The seats of a record; `None` where fewer than three are divided.
    #[must_use]
    pub fn of(record: &Record) -> Option<Self> {
        let (outcome, tones) = (Outcome::of(record), Tones::of(record));
        let all = all_seats(&outcome);
        if !(3..=MOST).contains(&all) {
            return None;
        }
        let places = 0..Place::try_from(record.candidacies.len()).unwrap_or(Place::MAX);
        let mut lists: Vec<(String, u32, usize)> = places
            .map(|place| {
                (record.name(place).to_owned(), outcome.seats_of(place), tones.tone(place))
            })
            .filter(|one| one.1 > 0)
            .collect();
        lists.sort_by(|a, b| b.1.cmp(&a.1).then(a.2.cmp(&b.2)));
        let held: u32 = lists.iter().map(|one| one.1).sum();
        // Persons elected one by one are no lists: a circle for each says nothing.
        if lists.is_empty() || lists.iter().all(|one| one.1 == 1) || held > all {
            return None;
        }
        Some(Self { title: record.contest.name.clone(), lists, open: all - held })
    }

    /// All seats.
    #[must_use]
    pub fn all(&self) -> u32 {
        self.lists.iter().map(|one| one.1).sum::<u32>() + self.open
    }

    /// More than half of all.
    #[must_use]
    pub fn majority(&self) -> u32 {
        self.all() / 2 + 1
    }

    /// What there is to see.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let (all, needed) = (self.all(), self.majority());
        let shown: Vec<String> =
            self.lists.iter().take(6).map(|one| format!("{} {}", one.0, one.1)).collect();
        let mut shown = shown.join(", ");
        if let Some(more) = self.lists.len().checked_sub(6).filter(|more| *more > 0) {
            shown += &say!(lang, " and {more} more", " et {more} autres");
        }
        let first = &self.lists[0];
        let name = &first.0;
        let majority = match first.1 >= needed {
            true => say!(
                lang,
                "{name} has a majority ({needed} are needed).",
                "{name} a la majorité (il en faut {needed})."
            ),
            false => say!(
                lang,
                "No list has a majority ({needed} are needed).",
                "Aucune liste n'a la majorité (il en faut {needed})."
            ),
        };
        let open = match self.open {
            0 => String::new(),
            open => {
                say!(lang, " {open} wait or stay empty.", " {open} attendent ou restent vacants.")
            }
        };
        say!(
            lang,
            "{all} seats: {shown}. {majority}{open}",
            "{all} sièges : {shown}. {majority}{open}"
        )
    }

    /// Every number of it.
    #[must_use]
    pub fn table(&self, lang: Lang) -> Table {
        let head = vec![say!(lang, "List", "Liste"), say!(lang, "Seats", "Sièges")];
        let row = |name: &str, seats: u32| vec![Cell::Word(name.to_owned()), Cell::plain(seats)];
        let mut rows: Vec<Vec<Cell>> = self.lists.iter().map(|one| row(&one.0, one.1)).collect();
        if self.open > 0 {
            rows.push(row(&waiting(lang), self.open));
        }
        Table { head, rows }
    }

    /// The tone of each seat, list by list; nobody's last.
    pub(crate) fn one_by_one(&self) -> Vec<(Option<usize>, usize)> {
        let lists = self.lists.iter().enumerate();
        let mut seats: Vec<(Option<usize>, usize)> = lists
            .flat_map(|(at, one)| std::iter::repeat_n((Some(one.2), at), one.1 as usize))
            .collect();
        seats.extend(std::iter::repeat_n((None, self.lists.len()), self.open as usize));
        seats
    }

    pub(crate) fn legend(&self) -> Vec<(usize, String, String)> {
        self.lists.iter().map(|one| (one.2, one.0.clone(), one.1.to_string())).collect()
    }

    /// What the marks of list `at` say.
    pub(crate) fn said(&self, at: usize, lang: Lang) -> String {
        match self.lists.get(at) {
            Some(one) => format!("{} – {}", one.0, one.1),
            None => format!("{} – {}", waiting(lang), self.open),
        }
    }
}

fn waiting(lang: Lang) -> String {
    say!(lang, "waiting or empty", "en attente ou vacants")
}

/// How many seats each row holds, from the innermost.
fn rows(all: usize, count: usize, (inner, step): (f64, f64)) -> Vec<usize> {
    let radius = |row: usize| inner + step * row as f64;
    let total: f64 = (0..count).map(radius).sum();
    let exact: Vec<f64> = (0..count).map(|row| all as f64 * radius(row) / total).collect();
    let mut seats: Vec<usize> = exact.iter().map(|one| one.floor() as usize).collect();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| (exact[*b] % 1.0).total_cmp(&(exact[*a] % 1.0)));
    let missing = all - seats.iter().sum::<usize>();
    order.into_iter().take(missing).for_each(|row| seats[row] += 1);
    seats
}

/// The picture.
#[must_use]
pub fn draw(seats: &Seats, look: &Look<'_>) -> Chart {
    const WIDTH: f64 = 640.0;
    const OUTER: f64 = 290.0;
    let (all, lang) = (seats.all() as usize, look.lang);
    // As many rows as bring seats about as far apart within a row as rows are.
    let apart = |rows: usize| {
        let step = OUTER * 0.62 / rows as f64;
        let length: f64 = (0..rows).map(|row| PI * (OUTER - step * row as f64)).sum();
        (length / all as f64 / step).ln().abs()
    };
    let count = (1..=40).min_by(|a, b| apart(*a).total_cmp(&apart(*b))).unwrap_or(1);
    let count = count.min(all);
    let step = OUTER * 0.62 / count as f64;
    let inner = OUTER - step * (count as f64 - 1.0);
    let (middle, floor) = (WIDTH / 2.0, OUTER + 38.0);
    let mut spots: Vec<(f64, f64, f64)> = Vec::with_capacity(all);
    for (row, held) in rows(all, count, (inner, step)).into_iter().enumerate() {
        let radius = inner + step * row as f64;
        for at in 0..held {
            let part = if held == 1 { 0.5 } else { at as f64 / (held as f64 - 1.0) };
            let angle = PI * (1.0 - part);
            spots.push((angle, middle + radius * angle.cos(), floor - radius * angle.sin()));
        }
    }
    spots.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut paper = Paper::new(look);
    let radius = (step * 0.4).min(19.0);
    let owners = seats.one_by_one();
    let mut at = 0;
    for run in owners.chunk_by(|a, b| a.1 == b.1) {
        paper.mark(&seats.said(run[0].1, lang));
        for (tone, _) in run {
            paper.seat(*tone, (spots[at].1, spots[at].2), radius);
            at += 1;
        }
        paper.end();
    }
    paper.line("bar-line", (middle, 18.0), (middle, floor - inner + step * 0.6));
    let needed = seats.majority();
    let majority = say!(lang, "majority: {needed}", "majorité : {needed}");
    paper.text("bar-text", (middle, 12.0), Anchor::Middle, &majority);
    paper.text("big", (middle, floor - 8.0), Anchor::Middle, &all.to_string());
    let word = say!(lang, "seats", "sièges");
    paper.text("soft", (middle, floor + 10.0), Anchor::Middle, &word);
    let top = floor + 30.0;
    let legend = paper.legend(&seats.legend(), (top, WIDTH));
    let (title, sentence) = (seats.title.clone(), seats.sentence(lang));
    let svg = paper.finish((WIDTH, top + legend + 6.0), &title, &sentence);
    Chart { kind: Kind::Hemicycle, title, sentence, table: seats.table(lang), svg }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_as_full_as_it_is_long_and_no_seat_is_lost() {
        for all in 3..600 {
            for count in 1..9 {
                assert_eq!(rows(all, count, (100.0, 20.0)).iter().sum::<usize>(), all);
            }
        }
    }
}
