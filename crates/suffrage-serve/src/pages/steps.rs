//! The record as a list: each step beside the article that governs it.

use maud::{Markup, html};
use suffrage::number::Votes;
use suffrage::render::told::{Told, told};
use suffrage::{Record, Step};
use suffrage_charts::Table;

use crate::figures::{self, votes_before};
use crate::page::{self, Page, anchor};
use crate::route::Route;

/// The most rows of a table within a step.
const MOST: usize = 200;

/// The article of a step, leading to the law; a warning if nobody has read it.
#[must_use]
pub fn cite(page: &Page<'_>, record: &Record, clause: Option<u16>) -> Markup {
    let Some(cited) = clause.and_then(|at| record.clauses.get(usize::from(at))) else {
        return html! {};
    };
    let home = page.site.home_of_clause(&record.law.id, &cited.clause).filter(|_| page.linked);
    let to = home.map(|law| {
        let route = Route::Law(law.id.clone(), None);
        format!("{}#{}", page.href(&route), anchor(&cited.clause))
    });
    html! {
        @match to {
            Some(to) => a href=(to) { (cited.cite) },
            None => (cited.cite),
        }
        @if !cited.seen { " " span.unread title=(page.t("unread-why")) { "(" (page.t("unread")) ")" } }
    }
}

/// Every step in order; `decisive` is marked.
#[must_use]
pub fn steps(page: &Page<'_>, record: &Record, decisive: Option<usize>) -> Markup {
    let all = told(record, page.lang);
    let votes = votes_before(record);
    html! {
        ol.steps {
            @for (number, one) in all.iter().enumerate() {
                @let step = &record.steps[one.at].step;
                @let decides = decisive.is_some_and(|at| (one.at..one.at + one.taken).contains(&at));
                @let elects = matches!(step, Step::Elected { .. } | Step::Chosen { .. });
                @let class = match (decides, elects) { (true, true) => Some("decisive elects"), (true, false) => Some("decisive"), (false, true) => Some("elects"), _ => None };
                li class=[class] id=(format!("step-{}", one.at + 1)) {
                    span.n aria-hidden="true" { (number + 1) }
                    div { (body(page, record, one, &votes[one.at])) }
                    div.cite { (cite(page, record, one.clause)) }
                }
            }
        }
    }
}

/// What one step says: its sentences, and a table where it has figures for many.
fn body(page: &Page<'_>, record: &Record, one: &Told, votes: &[Votes]) -> Markup {
    let (lines, step) = (&one.lines, &record.steps[one.at].step);
    let first = lines.first().map_or("", String::as_str);
    let table = figures::table(record, step, votes, page.lang);
    match step {
        // The figures stand with the round above: here the round begins.
        Step::Figures { .. } => html! { @for line in lines.iter().take(2) { p { (line) } } },
        Step::Averages { .. } => html! {
            p { (first) }
            @if let Some(table) = table { (averages(page, table)) }
            @if let Some(last) = lines.last().filter(|_| lines.len() > 1) { p.soft { (last) } }
        },
        Step::Remainders { .. } => html! {
            @for line in lines.iter().skip(1) { p { (line) } }
            @if let Some(table) = table { (shown(table, &page.t("votes"))) }
        },
        Step::Stage { .. } => html! {
            p.stage { (first) }
            @if let Some(table) = table { (shown(table, &page.t("votes"))) }
        },
        Step::Compared { .. } | Step::Paths { .. } => html! {
            p { (first) }
            @if let Some(table) = table { (shown(table, first)) }
        },
        _ => html! { @for line in lines { p { (line) } } },
    }
}

/// The last seats, folded where they are many.
fn averages(page: &Page<'_>, mut table: Table) -> Markup {
    let all = table.rows.len();
    table.rows.drain(..all.saturating_sub(MOST));
    html! {
        details open[all <= 12 || !page.linked] {
            summary { (page.t("seats")) " 1–" (all) }
            (page::table(&table, &page.t("seats")))
        }
    }
}

/// The first rows.
fn shown(mut table: Table, caption: &str) -> Markup {
    table.rows.truncate(MOST);
    page::table(&table, caption)
}
