//! Periods on a line of time: a row for each thing, a bar for each period, open at the end if it lasts.

use jiff::civil::Date;
use suffrage::{Lang, say};

use crate::paper::{Anchor, Paper, fit, length};
use crate::{Cell, Chart, Kind, Look, Table};

/// One period of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: Date,
    /// The first day no longer; `None` if it lasts.
    pub until: Option<Date>,
    /// What it is.
    pub label: String,
    /// The colour.
    pub tone: usize,
}

/// One thing through time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its periods, in order.
    pub spans: Vec<Span>,
}

/// Several things beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// What they are.
    pub title: String,
    /// The rows.
    pub rows: Vec<Row>,
    /// A day that is marked.
    pub mark: Option<Date>,
}

/// Days since the beginning of the calendar: for drawing.
fn days(date: Date) -> f64 {
    f64::from(date.year()) * 365.2425 + f64::from(date.day_of_year())
}

impl Timeline {
    /// What there is to see.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let rows = self.rows.len();
        let spans: usize = self.rows.iter().map(|row| row.spans.len()).sum();
        let froms = self.rows.iter().flat_map(|row| row.spans.iter().map(|span| span.from));
        let (Some(first), Some(last)) = (froms.clone().min(), froms.max()) else {
            return say!(lang, "Nothing changed.", "Rien n'a changé.");
        };
        say!(
            lang,
            "{rows} rows with {spans} periods; the first begins on {first}, the latest on {last}.",
            "{rows} lignes et {spans} périodes ; la première commence le {first}, la dernière le {last}."
        )
    }

    /// Every day of it.
    #[must_use]
    pub fn table(&self, lang: Lang) -> Table {
        let head = vec![
            say!(lang, "Row", "Ligne"),
            say!(lang, "What", "Quoi"),
            say!(lang, "From", "Du"),
            say!(lang, "Until before", "Au, exclu"),
        ];
        let rows = self.rows.iter().flat_map(|row| {
            row.spans.iter().map(|span| {
                let until = span.until.map_or_else(String::new, |day| day.to_string());
                vec![
                    Cell::Word(row.name.clone()),
                    Cell::Word(span.label.clone()),
                    Cell::Word(span.from.to_string()),
                    Cell::Word(until),
                ]
            })
        });
        Table { head, rows: rows.collect() }
    }
}

/// The picture.
#[must_use]
pub fn draw(timeline: &Timeline, look: &Look<'_>) -> Chart {
    const WIDTH: f64 = 640.0;
    const STEP: f64 = 30.0;
    let lang = look.lang;
    let (title, sentence) = (timeline.title.clone(), timeline.sentence(lang));
    let left =
        timeline.rows.iter().map(|row| length(&row.name) + 24.0).fold(60.0, f64::max).min(230.0);
    let room = WIDTH - left - 12.0;
    let spans = || timeline.rows.iter().flat_map(|row| &row.spans);
    let first = spans().map(|span| days(span.from)).fold(f64::INFINITY, f64::min);
    let ends = spans().map(|span| days(span.until.unwrap_or(span.from)));
    let last = ends.chain(timeline.mark.map(days)).fold(first, f64::max);
    // What lasts goes on beyond the last day that is known.
    let last = last + ((last - first) * 0.12).max(365.0);
    let x = |day: f64| left + (day - first) / (last - first).max(1.0) * room;
    let bottom = 8.0 + timeline.rows.len() as f64 * STEP;
    let mut paper = Paper::new(look);
    let (from, to) = (first_year(first), first_year(last));
    let every = [1, 2, 5, 10, 20, 50, 100].into_iter().find(|step| (to - from) / step <= 9);
    let every = every.unwrap_or(200);
    for year in (from..=to).filter(|year| year % every == 0) {
        let at = x(f64::from(year) * 365.2425 + 1.0);
        if at >= left && at <= WIDTH - 14.0 {
            paper.line("axis", (at, 4.0), (at, bottom + 4.0));
            paper.text("soft", (at, bottom + 18.0), Anchor::Middle, &year.to_string());
        }
    }
    for (at, row) in timeline.rows.iter().enumerate() {
        let y = 8.0 + at as f64 * STEP;
        paper.text("name", (left - 8.0, y + 17.0), Anchor::End, &fit(&row.name, left - 14.0));
        for span in &row.spans {
            let (from, to) = (x(days(span.from)), x(span.until.map_or(last, days)));
            let until = span.until.map_or_else(|| "…".to_owned(), |day| day.to_string());
            paper.mark(&format!("{} – {}: {} – {until}", row.name, span.label, span.from));
            paper.bar(span.tone, (from, y + 4.0), (to - from, STEP - 10.0));
            paper.end();
        }
    }
    if let Some(day) = timeline.mark {
        let at = x(days(day));
        paper.line("bar-line", (at, 2.0), (at, bottom + 4.0));
    }
    let svg = paper.finish((WIDTH, bottom + 26.0), &title, &sentence);
    Chart { kind: Kind::Timeline, title, sentence, table: timeline.table(lang), svg }
}

fn first_year(day: f64) -> i32 {
    (day / 365.2425).floor() as i32
}
