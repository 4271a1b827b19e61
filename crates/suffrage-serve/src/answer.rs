//! What is given back for an address: one rendering for the server and for the publication.

use maud::Markup;
use suffrage::render::register::Sheet;
use suffrage::render::{Style, csv, json, text};
use suffrage::{Fault, Lang, Record};
use suffrage_charts::{Chart, Kind, Look, bars, draw};

use crate::page::Page;
use crate::pages;
use crate::query::Query;
use crate::report;
use crate::route::Route;
use crate::site::{Shown, Site};
use crate::words;

/// Kinds of content.
pub const HTML: &str = "text/html; charset=utf-8";
/// JSON.
pub const JSON: &str = "application/json";
/// A fault, as RFC 9457 has it.
pub const PROBLEM: &str = "application/problem+json";
const CSV: &str = "text/csv; charset=utf-8";
const SVG: &str = "image/svg+xml";
const TEXT: &str = "text/plain; charset=utf-8";

/// Status, kind of content, and the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// As HTTP has it.
    pub status: u16,
    /// The kind of content.
    pub kind: &'static str,
    /// The content.
    pub body: Vec<u8>,
    /// Where to go instead.
    pub location: Option<String>,
    /// Whether it carries its own style, as a file that stands alone does.
    pub styled: bool,
}

impl Answer {
    /// All is well.
    #[must_use]
    pub fn of(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, kind, body: body.into(), location: None, styled: false }
    }

    /// A page.
    #[must_use]
    pub fn page(markup: Markup) -> Self {
        Self::of(HTML, markup.into_string())
    }

    /// The same with another status.
    #[must_use]
    pub fn with(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// A file that carries its own style.
    #[must_use]
    pub fn alone(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { styled: true, ..Self::of(kind, body) }
    }

    /// To another address.
    #[must_use]
    pub fn elsewhere(status: u16, location: String) -> Self {
        Self { location: Some(location), ..Self::of(TEXT, Vec::new()) }.with(status)
    }
}

/// What stands at a path below a language; `None` if there is nothing.
#[must_use]
pub fn get(site: &Site, lang: Lang, rest: &str, query: &Query, live: bool) -> Option<Answer> {
    let route = Route::read(rest, site)?;
    if route.is_page() && !rest.is_empty() && !rest.ends_with('/') {
        let query = query.written();
        let query = if query.is_empty() { query } else { format!("?{query}") };
        let last = rest.rsplit('/').next().unwrap_or_default();
        // Relative, so that it holds in any folder; what begins with a colon would be a scheme.
        return Some(Answer::elsewhere(308, format!("./{last}/{query}")));
    }
    let path = format!("/{}/{}", words::tag(lang), route.path());
    let page = Page { site, lang, path, live, linked: true, query: query.written() };
    of_route(&page, &route, query)
}

/// What a route gives.
fn of_route(page: &Page<'_>, route: &Route, query: &Query) -> Option<Answer> {
    let site = page.site;
    let search: String = query.get("q").unwrap_or_default().chars().take(200).collect();
    Some(match route {
        Route::Home => Answer::page(pages::home::page(page, &search)),
        Route::Elections => Answer::page(pages::home::all_elections(page)),
        Route::Laws => Answer::page(pages::home::all_laws(page)),
        Route::Law(id, on) => Answer::page(pages::law::page(page, site.book.find(id)?, *on)),
        Route::LawText(id) => Answer::of(TEXT, site.text_of_law(id)?),
        Route::Election(id, number) => {
            let shown = site.election(id)?;
            if *number > pages::election::pages(shown.case.contests.len()) {
                return None;
            }
            Answer::page(pages::election::page(page, shown, *number, &search))
        }
        Route::Contest(id, code) => {
            let shown = site.election(id)?;
            Answer::page(pages::election::contest_page(page, shown, shown.contest(code)?))
        }
        Route::WhatIf(id, code) => {
            let (shown, at) = contest(site, id, code)?;
            let (markup, readable) = pages::whatif::page(page, shown, at, code, query);
            Answer::page(markup).with(if readable { 200 } else { 422 })
        }
        Route::File(id, code, name) if code.is_empty() && of_places(name).is_some() => {
            places(site.election(id)?, name, page.lang)?
        }
        Route::File(id, code, file) => {
            let (shown, at) = contest(site, id, code)?;
            self::file(page, shown, at, file)?
        }
        Route::Register(id, ask, on) => {
            let asked = query.get("on").and_then(|day| day.parse().ok()).filter(|_| ask.has_day());
            let kept = site.register(id)?;
            Answer::page(pages::register::page(page, kept, ask, asked.or(*on))?)
        }
        Route::Rows(id, ask, on, end) => {
            let (_, sheet) = pages::register::asked(page.lang, site.register(id)?, ask, *on)?;
            match *end {
                "csv" => Answer::of(CSV, guarded(sheet).csv()),
                _ => Answer::of(JSON, sheet.json().to_string()),
            }
        }
        Route::Count => Answer::page(pages::count::page(page)),
        Route::Reference => Answer::page(pages::reference::page(page)),
    })
}

/// The contest of a code; of no code, the only one.
#[must_use]
pub fn contest<'s>(site: &'s Site, id: &str, code: &str) -> Option<(&'s Shown, usize)> {
    let shown = site.election(id)?;
    let at = match code {
        "" if shown.case.contests.len() == 1 => 0,
        "" => return None,
        code => shown.contest(code)?,
    };
    Some((shown, at))
}

/// A file beside a contest: its record, its result, a chart or the table of one.
fn file(page: &Page<'_>, shown: &Shown, at: usize, name: &str) -> Option<Answer> {
    let record = shown.counted(at).ok()?;
    let lang = page.lang;
    Some(match name {
        "record.json" => Answer::of(JSON, json::record(&record)),
        "result.json" => Answer::of(JSON, format!("{:#}\n", json::result(&record))),
        "result.csv" => Answer::of(CSV, result_csv(&record)),
        "record.txt" => {
            Answer::of(TEXT, text::record(&record, shown.title(lang), lang, Style::PLAIN))
        }
        "report.html" => Answer::alone(HTML, report::html(page.site, &shown.case, &record, lang)),
        _ => {
            let (word, end) = name.rsplit_once('.')?;
            let chart = chart(&record, word, lang)?;
            match end {
                "svg" => Answer::alone(SVG, chart.svg),
                "csv" => Answer::of(CSV, chart.table.csv()),
                _ => return None,
            }
        }
    })
}

/// The kind of a chart of a whole election, and how its file ends.
fn of_places(name: &str) -> Option<(Kind, &str)> {
    let (word, end) = name.rsplit_once('.')?;
    let kind = [Kind::Map, Kind::Tiles].into_iter().find(|kind| kind.word() == word)?;
    Some((kind, end))
}

/// Who is first where, as a picture or as the table that says the same.
#[must_use]
pub fn places(shown: &Shown, name: &str, lang: Lang) -> Option<Answer> {
    let (kind, end) = of_places(name)?;
    let chart = shown.places(kind, &Look::file(lang))?.ok()?;
    match end {
        "svg" => Some(Answer::alone(SVG, chart.svg)),
        "csv" => Some(Answer::of(CSV, chart.table.csv())),
        _ => None,
    }
}

/// A result as rows; a cell that a spreadsheet would take for a formula has an apostrophe before it.
#[must_use]
pub fn result_csv(record: &Record) -> Vec<u8> {
    let mut safe = record.clone();
    let guard = |text: &mut String| {
        if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            text.insert(0, '\'');
        }
    };
    guard(&mut safe.contest.code);
    guard(&mut safe.contest.name);
    for one in &mut safe.candidacies {
        guard(&mut one.code);
        guard(&mut one.name);
    }
    let mut rows = csv::HEADER.as_bytes().to_vec();
    csv::result(&safe, &mut rows);
    rows
}

/// Cells that a spreadsheet would take for formulas have an apostrophe before them.
fn guarded(mut sheet: Sheet) -> Sheet {
    for cell in sheet.rows.iter_mut().flatten() {
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            cell.insert(0, '\'');
        }
    }
    sheet
}

/// A chart by its name in addresses: `hemicycle`, or `bars-2` for the second round.
#[must_use]
pub fn chart(record: &Record, word: &str, lang: Lang) -> Option<Chart> {
    let look = Look::file(lang);
    if let Some(number) = word.strip_prefix("bars-") {
        let number: u8 = number.parse().ok()?;
        let at = record.steps.iter().position(|entry| {
            matches!(&entry.step, suffrage::Step::Figures { round, .. } if *round == number)
        })?;
        return bars::round(record, at, lang).map(|one| bars::draw(&one, &look));
    }
    draw(Kind::named(word)?, record, &look)
}

/// The page that says what is wrong.
#[must_use]
pub fn fault_page(site: &Site, lang: Lang, path: &str, faults: &[Fault], live: bool) -> Answer {
    let page = Page { site, lang, path: path.to_owned(), live, linked: true, query: String::new() };
    let title = page.t("error-title");
    let body = maud::html! {
        h1 { (title) }
        (pages::faults::of(&page, faults))
        p { a.button href=(page.href(&Route::Home)) { (page.t("error-home")) } }
    };
    let status = faults.first().map_or(500, crate::api::status);
    Answer::page(page.frame(&title, &Route::Home, &[], body)).with(status)
}
