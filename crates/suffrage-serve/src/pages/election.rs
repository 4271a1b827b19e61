//! An election: how it stands, its contests, what the authority published, sources and files.

use maud::{Markup, html};
use suffrage::Outcome;
use suffrage_charts::{Frame, Kind, Look};
use suffrage_host::board::Expected;

use super::{contest, faults, readings};
use crate::page::Page;
use crate::route::Route;
use crate::site::{Counted, Shown};

/// Contests on one page.
pub const PER_PAGE: usize = 100;

/// Files that stand beside a contest, and the words for them.
pub const FILES: [(&str, &str); 5] = [
    ("record.json", "download-record"),
    ("result.json", "download-result"),
    ("result.csv", "download-csv"),
    ("record.txt", "download-text"),
    ("report.html", "download-report"),
];

/// How many pages the contests of an election fill.
#[must_use]
pub fn pages(contests: usize) -> usize {
    contests.div_ceil(PER_PAGE).max(1)
}

/// The page of an election; `search` keeps the contests that hold it.
#[must_use]
pub fn page(page: &Page<'_>, shown: &Shown, number: usize, search: &str) -> Markup {
    let route = Route::Election(shown.id.clone(), number);
    let crumbs =
        [(page.t("elections"), Some(Route::Elections)), (shown.title(page.lang).to_owned(), None)];
    let alone = shown.case.contests.len() == 1;
    let body = html! {
        h1 { (shown.title(page.lang)) }
        div.facts {
            (contest::badge(page, shown.status()))
            p { (page.day(shown.case.law.on)) }
            @if alone {
                @if let Ok(record) = shown.counted(0) { (contest::by_law(page, &record)) }
            } @else {
                p { (page.t("by-law")) (page.colon()) a href=(page.href(&Route::Law(shown.case.law_id.clone(), None))) { (shown.case.law.act) } }
            }
        }
        @if alone {
            (one(page, shown, 0, ""))
            (places(page, shown))
        } @else {
            @if number == 1 && search.is_empty() { (places(page, shown)) }
            (many(page, shown, number, search))
        }
        (authority(page, shown))
        (sources(page, shown))
    };
    page.frame(shown.title(page.lang), &route, &crumbs, body)
}

/// Who is first where: a map, if there are outlines, and tiles.
fn places(page: &Page<'_>, shown: &Shown) -> Markup {
    let file = |name: &str| Route::File(shown.id.clone(), String::new(), name.to_owned());
    let drawn = |kind: Kind| {
        let look = Look { lang: page.lang, frame: Frame::Page, prefix: kind.word() };
        shown.places(kind, &look).and_then(Result::ok)
    };
    let charts: Vec<_> = [Kind::Map, Kind::Tiles].into_iter().filter_map(drawn).collect();
    html! {
        @if !charts.is_empty() {
            section aria-labelledby="places" {
                h2 #places { (page.t("places")) }
                @for chart in &charts { (page.figure(chart, Some(&file), chart.kind.word())) }
            }
        }
    }
}

/// The page of one contest of several.
#[must_use]
pub fn contest_page(page: &Page<'_>, shown: &Shown, at: usize) -> Markup {
    let here = &shown.case.contests[at];
    let name = if here.name.is_empty() { &here.code } else { &here.name };
    let route = Route::Contest(shown.id.clone(), here.code.clone());
    let crumbs = [
        (page.t("elections"), Some(Route::Elections)),
        (shown.title(page.lang).to_owned(), Some(Route::Election(shown.id.clone(), 1))),
        (name.clone(), None),
    ];
    let counted = shown.counted(at);
    let status = match &counted {
        Ok(record) => crate::site::Status::of(&Outcome::of(record)),
        Err(_) => crate::site::Status::Refused,
    };
    let body = html! {
        h1 { (name) }
        p.lead { (shown.title(page.lang)) }
        div.facts {
            (contest::badge(page, status))
            p { (page.day(shown.case.law.on)) }
            @if let Ok(record) = &counted { (contest::by_law(page, record)) }
        }
        (one(page, shown, at, &here.code))
        (sources(page, shown))
    };
    page.frame(&format!("{name} · {}", shown.title(page.lang)), &route, &crumbs, body)
}

/// What a contest says, its files, what would change it, and how else its law can be read.
fn one(page: &Page<'_>, shown: &Shown, at: usize, code: &str) -> Markup {
    let counted: Counted = shown.counted(at);
    let id = shown.id.clone();
    let file = |name: &str| Route::File(id.clone(), code.to_owned(), name.to_owned());
    html! {
        @match &counted {
            Err(all) => (faults::of(page, all)),
            Ok(record) => {
                @if page.live {
                    p.no-print {
                        a.button.quiet href=(page.href(&Route::WhatIf(shown.id.clone(), code.to_owned()))) { (page.t("what-if-open")) }
                    }
                }
                (contest::whole(page, record, Some(&file)))
                (readings::section(page, shown, at, code, record))
                section.no-print aria-labelledby="downloads" {
                    h2 #downloads { (page.t("downloads")) }
                    p.files {
                        @for (name, key) in FILES {
                            a href=(page.href(&file(name))) download[name != "report.html"] { (crate::words::word(page.lang, key)) }
                            " "
                        }
                    }
                }
            }
        }
    }
}

/// The contests in a table, a page of them at a time.
fn many(page: &Page<'_>, shown: &Shown, number: usize, search: &str) -> Markup {
    let (contests, briefs) = (&shown.case.contests, shown.briefs());
    let wanted = search.trim().to_lowercase();
    let fits = |at: &usize| {
        let one = &contests[*at];
        wanted.is_empty()
            || one.name.to_lowercase().contains(&wanted)
            || one.code.to_lowercase().contains(&wanted)
    };
    let found: Vec<usize> = (0..contests.len()).filter(fits).collect();
    let (all, last) = (found.len(), pages(found.len()));
    let number = number.min(last);
    let rows = &found[(number - 1) * PER_PAGE..all.min(number * PER_PAGE)];
    let to = |number: usize| {
        let route = Route::Election(shown.id.clone(), number);
        let query = if search.is_empty() {
            String::new()
        } else {
            format!("?q={}", crate::query::encoded(search))
        };
        format!("{}{query}", page.href(&route))
    };
    html! {
        section aria-labelledby="contests" {
            h2 #contests { (page.t("contests")) }
            @if page.live && (contests.len() > 12) {
                form.search role="search" method="get" action=(page.href(&Route::Election(shown.id.clone(), 1))) {
                    label for="q" { (page.t("contests-search")) }
                    input #q type="search" name="q" value=(search) maxlength="200";
                    button { (page.t("search-go")) }
                }
            }
            p.soft { (page.say("contests-shown", &[("shown", all.into()), ("all", contests.len().into())])) }
            div.scroll tabindex="0" role="group" aria-label=(page.t("contests")) {
                table {
                    thead { tr {
                        th scope="col" { (page.t("contest")) }
                        th.num scope="col" { (page.t("seats")) }
                        th scope="col" { (page.t("result")) }
                        th scope="col" { (page.t("status")) }
                    } }
                    tbody {
                        @for at in rows {
                            @let (one, brief) = (&contests[*at], &briefs[*at]);
                            tr {
                                th scope="row" {
                                    a href=(page.href(&Route::Contest(shown.id.clone(), one.code.clone()))) {
                                        @if one.name.is_empty() { (one.code) } @else { (one.name) }
                                    }
                                    @if !one.name.is_empty() && one.name != one.code { " " span.soft { (one.code) } }
                                }
                                td.num { (brief.seats) }
                                td {
                                    @for (number, (name, seats)) in brief.held.iter().enumerate() {
                                        @if number > 0 { ", " }
                                        (name) @if *seats > 1 { " " (seats) }
                                    }
                                    @if brief.more > 0 { " … +" (brief.more) }
                                }
                                td { (contest::badge(page, brief.status)) }
                            }
                        }
                    }
                }
            }
            @if last > 1 {
                nav.pager aria-label=(page.t("contests")) {
                    @if number > 1 { a rel="prev" href=(to(number - 1)) { "← " (page.t("previous-page")) } }
                    span { (page.say("page-of", &[("page", number.into()), ("pages", last.into())])) }
                    @if number < last { a rel="next" href=(to(number + 1)) { (page.t("next-page")) " →" } }
                }
            }
        }
    }
}

/// What the authority published, and whether the count gives the same.
fn authority(page: &Page<'_>, shown: &Shown) -> Markup {
    let Some(expected) = &shown.expected else { return html! {} };
    let differs = differing(shown, expected);
    let addresses = match &expected.source {
        suffrage_host::board::Source::One(one) => vec![one.clone()],
        suffrage_host::board::Source::Several(all) => all.clone(),
    };
    html! {
        section aria-labelledby="authority" {
            h2 #authority { (page.t("authority")) }
            p {
                @if differs.is_empty() { (page.t("authority-same")) } @else {
                    (page.say("authority-differs", &[("what", differs.join(", ").into())]))
                }
            }
            @for (contest, why) in &expected.differs { p { strong { (contest) } (page.colon()) (why) } }
            @if !expected.note.is_empty() { p lang="en" { (expected.note) } }
            ul.plain { @for address in &addresses { li { (link(address)) } } }
        }
    }
}

/// Contests of which the authority's word and the count are not one.
fn differing(shown: &Shown, expected: &Expected) -> Vec<String> {
    let mut differing = Vec::new();
    for (at, contest) in shown.case.contests.iter().enumerate() {
        let Ok(record) = shown.counted(at) else {
            differing.push(contest.code.clone());
            continue;
        };
        let outcome = Outcome::of(&record);
        let seats = expected.seats.get(&contest.code).or_else(|| expected.seats.get(&contest.name));
        let same_seats = seats.is_none_or(|seats| {
            let places = (0u32..).zip(&record.candidacies);
            places.into_iter().all(|(place, named)| {
                let said = seats.get(&named.code).or_else(|| seats.get(&named.name));
                said.copied().unwrap_or(0) == outcome.seats_of(place)
            })
        });
        let names: Vec<&str> = outcome.elected().iter().map(|place| record.name(*place)).collect();
        let alone = shown.case.contests.len() == 1;
        let same_names = !alone
            || expected.elected.is_empty()
            || expected.elected.iter().map(String::as_str).eq(names);
        let same_answer =
            !alone || expected.adopted.is_none() || expected.adopted == outcome.answer();
        if !(same_seats && same_names && same_answer) {
            differing.push(contest.name.clone());
        }
    }
    differing
}

fn sources(page: &Page<'_>, shown: &Shown) -> Markup {
    html! {
        @if !shown.case.sources.is_empty() || !shown.note.is_empty() {
            section aria-labelledby="sources" {
                h2 #sources { (page.t("sources")) }
                ul.plain { @for address in &shown.case.sources { li { (link(address)) } } }
                @if !shown.note.is_empty() { p lang="en" { (shown.note) } }
            }
        }
    }
}

/// An address that leads out, if it is one; else its words.
#[must_use]
pub fn link(text: &str) -> Markup {
    let address = text.split_whitespace().next().unwrap_or_default();
    let safe = address.starts_with("https://") || address.starts_with("http://");
    html! {
        @if safe && address == text { a href=(text) rel="noreferrer" { (text) } }
        @else if safe { a href=(address) rel="noreferrer" { (address) } (text[address.len()..]) }
        @else { (text) }
    }
}
