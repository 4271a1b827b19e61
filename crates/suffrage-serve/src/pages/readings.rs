//! Open clauses read otherwise, side by side: whose seats each reading would move, and where the counts part.

use maud::{Markup, html};
use suffrage::render::{compare, number, told};
use suffrage::tally::Place;
use suffrage::{Outcome, Record, count};

use super::steps;
use crate::page::Page;
use crate::query::encoded;
use crate::route::Route;
use crate::site::Shown;

/// A reading and the count by it.
struct Other {
    reading: String,
    record: Record,
    moves: bool,
}

/// The section of a contest; empty where no clause is open.
#[must_use]
pub fn section(page: &Page<'_>, shown: &Shown, at: usize, code: &str, record: &Record) -> Markup {
    let others = others(page, shown, at, record);
    html! {
        @if !others.is_empty() {
            section aria-labelledby="readings" {
                h2 #readings { (page.t("readings")) }
                p { (page.t("readings-lead")) }
                @if others.iter().any(|one| one.moves) { (beside(page, record, &others)) }
                ul {
                    @for one in &others {
                        li {
                            strong { (one.reading) } (page.colon())
                            @if one.moves { (page.t("reading-moves")) "." } @else { (page.t("reading-same")) "." }
                            (parts(page, record, &one.record))
                            @if page.live {
                                " "
                                a href=(format!("{}?reading={}", page.href(&Route::WhatIf(shown.id.clone(), code.to_owned())), encoded(&one.reading))) { (page.t("what-if-open")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn others(page: &Page<'_>, shown: &Shown, at: usize, record: &Record) -> Vec<Other> {
    let case = &shown.case;
    let readings = page.site.book.find(&case.law_id).map(|law| law.other_readings(case.law.on));
    let counted = readings.unwrap_or_default().into_iter().filter_map(|reading| {
        let law = page.site.book.on(&case.law_id, case.law.on, std::slice::from_ref(&reading));
        let other = count(&law.ok()?, &case.contests[at], &case.lots, &case.wish).ok()?;
        let moves = !compare::moved(record, &other).is_empty();
        Some(Other { reading, record: other, moves })
    });
    counted.collect()
}

/// Seats by every reading, one column each; those that move are marked.
fn beside(page: &Page<'_>, record: &Record, others: &[Other]) -> Markup {
    let here = Outcome::of(record);
    let there: Vec<Outcome> = others.iter().map(|one| Outcome::of(&one.record)).collect();
    let places = 0..Place::try_from(record.candidacies.len()).unwrap_or(Place::MAX);
    let seated = |place: &Place| {
        here.seats_of(*place) > 0 || there.iter().any(|one| one.seats_of(*place) > 0)
    };
    html! {
        div.scroll tabindex="0" role="group" aria-label=(page.t("readings")) {
            table {
                thead { tr {
                    th scope="col" { (page.t("name")) }
                    th.num scope="col" { (page.t("reading-counted")) }
                    @for one in others { th.num scope="col" { (one.reading) } }
                } }
                tbody {
                    @for place in places.filter(seated) {
                        @let seats = here.seats_of(place);
                        tr {
                            th scope="row" { (record.name(place)) }
                            td.num { (seats) }
                            @for one in &there {
                                @let other = one.seats_of(place);
                                @if other > seats { td.num.up { (other) " (+" (other - seats) ")" } }
                                @else if other < seats { td.num.down { (other) " (−" (seats - other) ")" } }
                                @else { td.num { (other) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The step at which a count parts from the one that stands, with its article.
fn parts(page: &Page<'_>, record: &Record, other: &Record) -> Markup {
    let Some(at) = compare::parting(record, other) else { return html! {} };
    let told = told::told(other, page.lang);
    let step = told.iter().find(|one| (one.at..one.at + one.taken).contains(&at));
    html! {
        @if let Some(step) = step {
            br;
            span.soft {
                (page.t("reading-parts")) " " (number::votes((at + 1) as u128, page.lang)) (page.colon())
                (step.lines.first().map_or("", |line| line.trim())) " "
                (steps::cite(page, other, step.clause))
            }
        }
    }
}
