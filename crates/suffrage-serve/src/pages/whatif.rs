//! What if: votes, seats, threshold, law, day and reading in a form; what moves beside it.

use maud::{Markup, html};
use suffrage::render::decisive::decisive;
use suffrage::render::{compare, number, told};
use suffrage::{Fault, Outcome, Record};
use suffrage_charts::Kind;

use super::{contest, faults, steps};
use crate::change::{Change, Counted, field, has_threshold};
use crate::page::Page;
use crate::query::Query;
use crate::route::Route;
use crate::site::{Shown, Status};

/// The most candidacies of a round that can be changed in the form.
const MOST: usize = 60;

/// The page, and whether what was asked for could be read.
#[must_use]
pub fn page(
    page: &Page<'_>,
    shown: &Shown,
    at: usize,
    code: &str,
    query: &Query,
) -> (Markup, bool) {
    let here = &shown.case.contests[at];
    let change = Change::read(query, here);
    let counted = change.and_then(|change| {
        let nothing = change.is_nothing();
        change.count(page.site, shown, at).map(|counted| (counted, nothing))
    });
    let readable = counted.is_ok();
    let name = if here.name.is_empty() { shown.title(page.lang) } else { &here.name };
    let title = format!("{} {name}", page.t("what-if"));
    let mut crumbs = vec![
        (page.t("elections"), Some(Route::Elections)),
        (shown.title(page.lang).to_owned(), Some(Route::Election(shown.id.clone(), 1))),
    ];
    if !code.is_empty() {
        crumbs.push((name.to_owned(), Some(Route::Contest(shown.id.clone(), code.to_owned()))));
    }
    crumbs.push((page.t("what-if"), None));
    let route = Route::WhatIf(shown.id.clone(), code.to_owned());
    let body = html! {
        h1 { (page.t("what-if")) }
        p.lead { (shown.title(page.lang)) @if !here.name.is_empty() && !code.is_empty() { " · " (here.name) } }
        p { (page.t("what-if-lead")) }
        div.two {
            (form(page, shown, at, &route, query))
            div #outcome.outcome-live role="region" aria-label=(page.t("result")) aria-live="polite" tabindex="0" { (outcome(page, shown, at, counted)) }
        }
    };
    (page.frame(&title, &route, &crumbs, body), readable)
}

fn form(page: &Page<'_>, shown: &Shown, at: usize, route: &Route, query: &Query) -> Markup {
    let here = &shown.case.contests[at];
    let given = |name: &str, first: String| query.get(name).map_or(first, str::to_owned);
    let seats = shown.briefs().get(at).map_or(0, |brief| brief.seats);
    html! {
        form method="get" action=(page.href(route)) data-live {
            @for round in &here.rounds {
                @let most = round.votes.iter().map(|one| one.1).max().unwrap_or(1).max(1);
                fieldset.fold {
                    legend { (page.say("round", &[("number", round.number.into())])) ", " (page.t("votes").to_lowercase()) }
                    @for (place, votes) in round.votes.iter().take(MOST) {
                        @let name = field(round.number, *place);
                        @let value = given(&name, votes.to_string());
                        @let label = &here.candidacy(*place).name;
                        div.field {
                            label for=(name) { (label) }
                            div.slide {
                            input id=(name) name=(name) type="number" min="0" inputmode="numeric" value=(value) data-first=(votes);
                            div.needs-script {
                                input type="range" data-for=(name) min="0" max=(most.saturating_mul(2)) value=(value) aria-label=(format!("{}: {label}", page.t("what-if-slide")));
                            }
                            }
                        }
                    }
                }
            }
            fieldset {
                legend { (page.t("what-if-law")) }
                div.field {
                    label for="seats" { (page.t("what-if-seats")) }
                    input #seats name="seats" type="number" min="1" max=(crate::change::MOST_SEATS) value=(given("seats", String::new())) placeholder=(seats);
                }
                @if has_threshold(&shown.case.law) {
                    div.field {
                        label for="threshold" { (page.t("what-if-threshold")) }
                        input #threshold name="threshold" type="text" value=(given("threshold", String::new())) maxlength="20" aria-describedby="threshold-note";
                        p.soft #threshold-note { (page.t("what-if-thresholds")) }
                    }
                }
                div.field {
                    label for="law" { (page.t("law")) }
                    select #law name="law" data-first=(shown.case.law_id) {
                        @let chosen = given("law", shown.case.law_id.clone());
                        @for law in page.site.book.laws() {
                            option value=(law.id) selected[law.id == chosen] { (super::home::title_of(law, page.lang)) " (" (law.id) ")" }
                        }
                    }
                }
                div.field {
                    label for="on" { (page.t("what-if-day")) }
                    input #on name="on" type="date" value=(given("on", shown.case.law.on.to_string())) data-first=(shown.case.law.on);
                }
                (reading(page, shown, query))
                div.field {
                    label for="instead" { (page.t("what-if-instead")) }
                    input #instead name="instead" type="text" maxlength="200" value=(given("instead", String::new()));
                }
                div.field {
                    label for="read" { (page.t("what-if-read")) }
                    input #read name="read" type="text" maxlength="200" value=(given("read", String::new()));
                    p.soft { a href=(page.href(&Route::LawText(shown.case.law_id.clone()))) { (page.t("law-text")) } }
                }
            }
            p {
                button { (page.t("what-if-go")) } " "
                a href=(page.href(route)) { (page.t("what-if-reset")) }
            }
        }
    }
}

fn reading(page: &Page<'_>, shown: &Shown, query: &Query) -> Markup {
    let law = page.site.book.find(&shown.case.law_id);
    let others = law.map(|law| law.other_readings(shown.case.law.on)).unwrap_or_default();
    html! {
        @if !others.is_empty() {
            div.field {
                label for="reading" { (page.t("what-if-reading")) }
                select #reading name="reading" {
                    option value="" { (page.t("what-if-as-law")) }
                    @for other in &others { option value=(other) selected[query.get("reading") == Some(other)] { (other) } }
                }
            }
        }
    }
}

fn outcome(
    page: &Page<'_>,
    shown: &Shown,
    at: usize,
    counted: Result<(Counted, bool), Vec<Fault>>,
) -> Markup {
    let (counted, nothing) = match counted {
        Ok(one) => one,
        Err(all) => return faults::of(page, &all),
    };
    let record = match &counted.record {
        Ok(record) => record,
        Err(all) => return faults::of(page, all),
    };
    let before = shown.counted(at);
    let status = Status::of(&Outcome::of(record));
    html! {
        div.facts {
            (contest::badge(page, status))
            (contest::by_law(page, record))
        }
        @if nothing { p { (page.t("what-if-same")) } }
        @else if let Ok(before) = &before {
            @if before.candidacies == record.candidacies { (parted(page, before, record)) }
        }
        @let decided = decisive(record, page.lang);
        @if let Some(one) = &decided {
            section.decides aria-labelledby="decides" {
                h2 #decides { (page.t("decides")) }
                p { (one.sentence) }
                p.cite { (steps::cite(page, record, record.steps[one.at].clause)) }
            }
        }
        (result_list(page, record))
        @if let Some(chart) = page.chart(Kind::Hemicycle, record, "what-if") { (page.figure(&chart, None, "hemicycle")) }
        details {
            summary { (page.t("record")) }
            (steps::steps(page, record, decided.map(|one| one.at)))
        }
    }
}

fn result_list(page: &Page<'_>, record: &Record) -> Markup {
    let outcome = Outcome::of(record);
    html! {
        h2 { (page.t("result")) }
        (contest::who(page, record))
        @if !outcome.is_complete() || outcome.answer().is_some() {
            @for line in told::result(record, page.lang) { p { (line) } }
        }
    }
}

/// Seats that move, and the first step at which the two counts part.
fn parted(page: &Page<'_>, before: &Record, after: &Record) -> Markup {
    let moved = compare::moved(before, after);
    html! {
        h2 { (page.t("what-if-moved")) }
        @if moved.is_empty() { p { (page.t("what-if-nothing")) } } @else {
            div.scroll tabindex="0" role="group" aria-label=(page.t("what-if-moved")) {
                table {
                    thead { tr {
                        th scope="col" { (page.t("name")) }
                        th.num scope="col" { (page.t("before")) }
                        th.num scope="col" { (page.t("after")) }
                        th.num scope="col" { (page.t("change")) }
                    } }
                    tbody {
                        @for (place, here, there) in &moved {
                            tr {
                                th scope="row" { (before.name(*place)) }
                                td.num { (here) }
                                td.num { (there) }
                                @if there > here { td.num.up { "+" (there - here) } } @else { td.num.down { "−" (here - there) } }
                            }
                        }
                    }
                }
            }
        }
        h2 { (page.t("what-if-part")) }
        @match compare::parting(before, after) {
            None => p { (page.t("what-if-equal-steps")) },
            Some(at) => {
                (side(page, before, at, "what-if-before"))
                (side(page, after, at, "what-if-after"))
            }
        }
    }
}

fn side(page: &Page<'_>, record: &Record, at: usize, key: &str) -> Markup {
    let told = told::told(record, page.lang);
    let one = told.iter().find(|one| (one.at..one.at + one.taken).contains(&at));
    html! {
        h3 { (crate::words::word(page.lang, key)) ", " (page.t("step").to_lowercase()) " " (number::votes((at + 1) as u128, page.lang)) }
        @if let Some(one) = one {
            @for line in one.lines.iter().take(8) { p { (line) } }
            p.cite { (steps::cite(page, record, one.clause)) }
        }
    }
}
